import type { Decimal } from '../../model/decimal.ts';
import { bigPower10 } from '../../numeric/scaled.ts';

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A share 0..1 as a bar of `width` columns, to the nearest eighth of one, dots up to the whole; '' where there is no share. */
export function shareBar(share: Decimal | null, width: number): string {
  if (share === null) return '';
  const one = bigPower10(share.scale);
  const units = share.units > one ? one : share.units < 0n ? 0n : share.units;
  const parts = Number((2n * units * BigInt(8 * width) + one) / (2n * one));
  return ('█'.repeat(Math.floor(parts / 8)) + eighths[parts % 8]).padEnd(width, '·');
}
