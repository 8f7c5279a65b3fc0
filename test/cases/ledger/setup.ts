import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerLine, readLedger } from '../../../src/audit/ledger.ts';

/** A ledger of four months, and the same with a line changed, removed, moved, written twice, and cut short. */
export function setUp(cwd: string): void {
  const lines: string[] = [];
  for (const [index, asOf] of ['2026-07-31', '2026-08-31', '2026-09-30', '2026-10-31'].entries()) {
    const entry = {
      asOf,
      rubric: { id: 'small', version: '1', sha256: 'a'.repeat(64) },
      manifest: `${index}`.repeat(64),
      totals: { clients: '3', rejected: '0', measure: '1770.00', findings: '0' },
      tool: { name: 'tierbook', version: '1.0.0' },
    };
    lines.push(ledgerLine(entry, index + 1, readLedger(Buffer.from(lines.join(''))).head));
  }
  const [a, b, c, d] = lines;
  const books = {
    whole: lines,
    changed: [a, b.replace('1770.00', '1880.00'), c, d],
    removed: [a, c, d],
    moved: [a, c, b, d],
    twice: [a, b, b, c, d],
    torn: [a, b, c.slice(0, 100)],
    'end-removed': [a, b, c],
  };
  for (const [name, text] of Object.entries(books)) writeFileSync(join(cwd, `${name}.jsonl`), text.join(''));
}
