// A book of N clients × 20 columns as CSV (about 171 MB a million), for measuring. Integer arithmetic from a fixed seed
// only: the same N gives the same bytes on every machine and Node version. Revenue is heavy-tailed (the top tenth brings
// about 70 %), ids stand in no order, and some optional cells are blank. There is nothing to reject in it.
import { once } from 'node:events';
import { createWriteStream, realpathSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDraws, two } from './draws.mjs';

const heads =
  'Alder Birch Cedar Dun East Fair Glen Holl Iver Kings Long Mill North Oak Pell Red South Thorn Ulver West'.split(' ');
const tails =
  'bridge bury combe dale field ford gate ham hurst land ley mere mouth port shaw stead stone ton wick worth'.split(
    ' ',
  );
const trades =
  'Foods,Stores,Property,Roads,Energy,Cold Storage,Fisheries,Timber,Textiles,Precision,Chemicals,Freight'.split(',');
const industries =
  'food,trade,real estate,construction,energy,logistics,agriculture,forestry,textiles,engineering,chemicals,utilities'.split(
    ',',
  );
const regions = 'North,North-east,North-west,Centre,East,South-east,South,West'.split(',');
const classes = 'special_mention,substandard,doubtful,loss'.split(',');

export const headings =
  'client_id,client_name,segment,industry,region,client_since,last_review,loan_amount,loan_balance,revenue_12m,' +
  'cost_to_serve_12m,collateral_value,dscr,debt_ratio,max_dpd_12m,products_held,products_eligible,contacts_12m,' +
  'loan_class,marketing_consent';

const date = (draw, from, to) => `${from + draw(to - from + 1)}-${two(1 + draw(12))}-${two(1 + draw(28))}`;
const fixed = (units, digits) => {
  const text = String(units).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
};
const maybe = (draw, perMille, text) => (draw(1000) < perMille ? '' : text);

/** A number that doubles with a chance of two in five, so that its tail is heavy. */
function heavy(draw, least, doublings) {
  let top = least;
  for (let times = 0; times < doublings && draw(1000) < 420; times++) top *= 2;
  return top + Math.floor(top / 4096) * draw(4096) + draw(4096);
}

/** The rows of a book of `size` clients, as lines. */
export function* generateLines(size) {
  const draw = createDraws(20261031);
  const step = stepFor(size);
  for (let row = 0, place = 0; row < size; row++, place = (place + step) % size) {
    const segment = draw(10);
    const revenue = heavy(draw, segment < 6 ? 4_000_000 : segment < 9 ? 20_000_000 : 150_000_000, 14);
    const amount = revenue * (8 + draw(30));
    const balance = draw(12) === 0 ? 0 : Math.floor(amount / 1000) * draw(1000) + draw(1000);
    const late = draw(100) < 80 ? 0 : draw(100) < 90 ? 1 + draw(60) : 61 + draw(300);
    const held = 1 + draw(6);
    const name = `${heads[draw(20)]}${tails[draw(20)]} ${trades[draw(12)]} ${1000 + draw(9000)} ${draw(3) === 0 ? 'Holdings plc' : 'Limited'}`;
    yield [
      `C${String(place + 1).padStart(8, '0')}`,
      name,
      segment < 6 ? 'individual' : segment < 9 ? 'sme' : 'corporate',
      industries[draw(12)],
      maybe(draw, 10, regions[draw(8)]),
      maybe(draw, 5, date(draw, 1995, 2025)),
      maybe(draw, 60, date(draw, 2025, 2025)),
      maybe(draw, 20, fixed(amount, 2)),
      fixed(balance, 2),
      draw(1000) < 4 ? `-${fixed(revenue, 2)}` : fixed(revenue, 2),
      fixed(Math.floor(revenue / 1000) * (100 + draw(700)), 2),
      maybe(draw, 50, fixed(Math.floor(amount / 1000) * draw(1600) + draw(1000), 2)),
      maybe(draw, 80, fixed(600 + draw(1400) + draw(900), 3)),
      maybe(draw, 60, fixed(1500 + draw(8000), 4)),
      String(late),
      String(held),
      String(held + draw(7)),
      maybe(draw, 30, String(draw(20))),
      late > 90 ? classes[1 + draw(3)] : late > 30 ? classes[0] : 'pass',
      draw(3) === 0 ? 'N' : 'Y',
    ].join(',');
  }
}

/** A step without a factor in common with `size`: it visits every id once, in no order. */
function stepFor(size) {
  const divides = (a, b) => (b === 0 ? a : divides(b, a % b));
  let step = Math.max(1, Math.floor(size * 0.61));
  while (divides(size, step) !== 1) step++;
  return step;
}

/** Writes the book in pieces, and renames it into place when it is whole. */
export async function writeBook(path, size) {
  await mkdir(dirname(path), { recursive: true });
  const file = createWriteStream(`${path}.partial`);
  let block = `${headings}\n`;
  for (const line of generateLines(size)) {
    block += `${line}\n`;
    if (block.length < 1 << 20) continue;
    if (!file.write(block)) await once(file, 'drain');
    block = '';
  }
  file.end(block);
  await once(file, 'finish');
  await rename(`${path}.partial`, path);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [size, path] = process.argv.slice(2);
  if (!/^[1-9]\d{0,7}$/.test(size ?? '') || path === undefined) {
    process.stderr.write('usage: node bench/generate.mjs SIZE FILE\n');
    process.exitCode = 2;
  } else await writeBook(path, Number(size));
}
