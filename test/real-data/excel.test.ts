import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBook } from '../../src/input/read-book.ts';
import { fieldTypes } from '../../src/input/types/index.ts';
import { isText } from '../../src/model/table.ts';
import { ExactSum } from '../../src/numeric/sum.ts';
import { sourceOf } from '../input/excel/workbooks.ts';
import { fieldOf } from '../input/types/field.ts';

const file = new URL('../../../shared/data/cumcm2020c/merged_two_row_header.xlsx', import.meta.url);

describe.runIf(existsSync(file))(
  'churn by rate and rating, below two merged heading rows, beside two empty sheets',
  () => {
    it('gives the 29 rates and their churn, to the digit', async () => {
      const fields = [
        fieldOf('id', { name: 'rate', from: ['贷款年利率'], required: true }),
        ...['A', 'B', 'C'].map((rating) =>
          fieldOf('percent', { name: rating, from: [`信誉评级${rating}`], required: true }),
        ),
      ];
      const source = sourceOf(readFileSync(file), 'merged_two_row_header.xlsx');
      const book = await readBook([source], fields, 'rate', { passThrough: false }, fieldTypes);
      expect(book.rejects).toEqual([]);
      expect(book.files).toMatchObject([{ sheet: 'Sheet1', rows: 29, unmapped: [] }]);
      expect(book.lines[0]).toBe(3);
      const [rates, ...churn] = [...book.table.columns.values()];
      expect(isText(rates) && [rates.dictionary.at(0), rates.dictionary.at(28)]).toEqual(['0.04', '0.15']);
      const totals = churn.map((column) => {
        const sum = new ExactSum();
        if (!isText(column)) for (const units of column.values) sum.add(units);
        return sum.total;
      });
      // The sums of the cells at 15 digits, each rounded to six, computed in Python.
      expect(totals).toEqual([17787248n, 16737768n, 16475249n]);
    });
  },
);
