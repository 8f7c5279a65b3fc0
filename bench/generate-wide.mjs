// A book of another shape: N clients × 60 columns (about 590 bytes a row, half of the columns of no use to the rubric), categories
// of 1,000 to 20,000 values, long texts in English and Chinese with commas and quotes in them, and a table of loans, two a client
// on average. From a fixed seed by whole numbers only: the same bytes everywhere. Nothing in it is to be rejected.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { createDraws, two } from './draws.mjs';

const places = '东海,西山,南湖,北原,中州,长河,金沙,白云,青岩,红石'.split(',');
const trades = '食品加工,冷链物流,精密机械,建筑材料,纺织服装,医药流通,现代农业,电子元件'.split(',');
const sectors = 'food,logistics,machinery,materials,textiles,medicine,farming,electronics,energy,retail'.split(',');
const spare = Array.from({ length: 29 }, (_, index) => `spare_${index + 1}`);

const headings = [
  ...['client_id', 'client_name', 'profile', 'branch', 'officer', 'product', 'city', 'sector', 'revenue', 'cost'],
  ...['credit_limit', 'used_limit', 'deposits', 'fees', 'collateral', 'income', 'debt', 'dscr', 'margin_rate'],
  ...['days_late', 'products_held', 'contacts', 'employees', 'complaints', 'visits', 'logins', 'first_day', 'last_day'],
  ...['consent', 'loan_class', 'score_note', ...spare],
];

const idOf = (client) => `K${String(client).padStart(8, '0')}`;
const money = (units) => {
  const text = String(units).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
};
const day = (draw, from, to) => `${from + draw(to - from + 1)}-${two(1 + draw(12))}-${two(1 + draw(28))}`;
const maybe = (draw, perMille, text) => (draw(1000) < perMille ? '' : text);

function* clientLines(size) {
  const draw = createDraws(20261101);
  yield headings.join(',');
  for (let row = 0; row < size; row++) {
    const client = (row * 7919) % size;
    const revenue = (1 + draw(2_000_000)) * (1 + draw(20)) * (1 + draw(4));
    const limit = draw(15) === 0 ? 0 : (1 + draw(2_000_000)) * 50;
    const sector = sectors[draw(10)];
    const place = places[draw(10)];
    const trade = trades[draw(8)];
    const number = 1000 + draw(9000);
    yield [
      idOf(size % 7919 === 0 ? row : client),
      `${place}${trade}${number}有限公司`,
      `"${place}的${trade}企业, known as ""${sector} ${number}"", 主要客户在${places[draw(10)]}, 自${1990 + draw(30)}年起合作; reviewed by desk ${draw(900)}"`,
      `branch ${draw(2000)}`,
      `officer ${draw(20_000)}`,
      `product ${draw(1000)}`,
      `${places[draw(10)]}市${draw(500)}`,
      sector,
      money(revenue),
      money(Math.floor(revenue / 1000) * draw(1100)),
      money(limit),
      money(Math.floor(limit / 1000) * draw(1001)),
      maybe(draw, 40, money(draw(2_000_000) * 40)),
      money(draw(1_000_000)),
      maybe(draw, 50, money(draw(2_000_000) * 60)),
      maybe(draw, 10, money(1 + draw(2_000_000) * 9)),
      money(draw(2_000_000) * 9),
      maybe(draw, 80, `${draw(3)}.${100 + draw(900)}`),
      `0.${1000 + draw(9000)}`,
      String(draw(100) < 80 ? 0 : draw(200)),
      String(1 + draw(7)),
      maybe(draw, 30, String(draw(25))),
      ...[draw(5000), draw(4), draw(30), draw(900)].map(String),
      maybe(draw, 5, day(draw, 1995, 2025)),
      maybe(draw, 60, day(draw, 2025, 2025)),
      draw(3) === 0 ? 'N' : 'Y',
      draw(40) === 0 ? 'doubtful' : 'pass',
      draw(20) === 0 ? '"said ""call again"", twice"' : '',
      ...spare.map((_, at) =>
        at % 3 === 0 ? String(draw(100_000)) : at % 3 === 1 ? money(draw(100_000)) : `code ${draw(5000)}`,
      ),
    ].join(',');
  }
}

function* loanLines(size) {
  const draw = createDraws(20261102);
  yield 'loan_id,client_id,opened,amount,balance,status,channel';
  for (let loan = 0; loan < 2 * size; loan++) {
    const amount = (1 + draw(2_000_000)) * (1 + draw(10));
    const state = draw(10);
    const status = state < 6 ? 'active' : 'repaid';
    const client = Math.floor((draw(2_000_000) * size) / 2_000_000);
    yield `L${loan},${idOf(client)},${day(draw, 2010, 2025)},${money(amount)},${money(state < 6 ? Math.floor(amount / 100) * draw(100) : 0)},${status},channel ${draw(300)}`;
  }
}

async function writeLines(path, lines) {
  const file = createWriteStream(`${path}.partial`);
  let block = '';
  for (const line of lines) {
    block += `${line}\n`;
    if (block.length < 1 << 19) continue;
    if (!file.write(block)) await once(file, 'drain');
    block = '';
  }
  file.end(block);
  await once(file, 'finish');
  await rename(`${path}.partial`, path);
}

export const writeWideBook = (path, size) => writeLines(path, clientLines(size));
export const writeWideLoans = (path, size) => writeLines(path, loanLines(size));
