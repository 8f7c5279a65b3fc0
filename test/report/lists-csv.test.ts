import { expect, it } from 'vitest';
import type { Rubric } from '../../src/model/rubric.ts';
import type { Column } from '../../src/model/table.ts';
import { constant, flagType } from '../../src/plan/expressions.ts';
import type { RunReport } from '../../src/report/format.ts';
import { listFiles } from '../../src/report/lists-csv.ts';
import { numbers, report, texts } from './sample.ts';

const list = (name: string) => ({ name, label: {}, when: constant(0, flagType) });
const rubric: Rubric = {
  ...report.rubric,
  portfolio: { id: 'id', name: 'name', measure: 'revenue' },
  actions: [{ name: 'pricing', rules: [{ do: { en: 'base rate' } }, { do: { en: '=offer, now' } }] }],
  lists: [list('by sort'), list('by_id'), list('empty')],
};
const given: RunReport = {
  ...report,
  rubric,
  locale: 'en',
  table: {
    rows: 4,
    columns: new Map<string, Column>([
      ['id', texts(['a', 'b', 'c', 'd'], 'id')],
      ['name', texts(['=1+1', 'B', null, 'D'])],
      ['revenue', numbers([100, 200, 300, 400], 'money', 2)],
      ['tier', texts(['gold', 'basic', null, 'basic'], 'category')],
      ['grade', texts(['A', 'B', null, 'B'], 'category')],
      ['score', numbers([90_500_000, 10_000_000, Number.NaN, 20_000_000])],
      ['action.pricing', numbers([0, 1, Number.NaN, 0], 'integer', 0)],
      ['list.by sort', numbers([1, 1, 1, 0], 'flag', 0)],
      ['list.by sort.sort', numbers([20_000, 20_000, Number.NaN, 20_001], 'date', 0)],
      ['list.by_id', numbers([0, 1, 0, 1], 'flag', 0)],
      ['list.empty', numbers([0, 0, 0, 0], 'flag', 0)],
    ]),
  },
  order: Uint32Array.of(0, 3, 1, 2),
};

it('each list is a file in its own order, one that nobody is on too', async () => {
  const written: Record<string, string> = {};
  for (const { name, content } of listFiles(given)) {
    const pieces: Buffer[] = [];
    for await (const piece of content) pieces.push(Buffer.from(piece as Uint8Array));
    written[name] = Buffer.concat(pieces).toString('utf8');
  }
  const headings = 'place,id,name,sort,tier,grade,score,measure,actions\n';
  expect(written).toEqual({
    'lists/by_sort.csv':
      headings +
      "1,a,'=1+1,2024-10-04,gold,A,90.5,1.00,pricing: base rate\n" +
      '2,b,B,2024-10-04,basic,B,10,2.00,"pricing: =offer, now"\n' +
      '3,c,,,,,,3.00,\n',
    'lists/by_id.csv':
      headings + '1,b,B,,basic,B,10,2.00,"pricing: =offer, now"\n' + '2,d,D,,basic,B,20,4.00,pricing: base rate\n',
    'lists/empty.csv': headings,
  });
});
