import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Column } from '../../src/model/table.ts';
import { rubricOf, runOn } from '../properties/pipeline.ts';
import { bookArbitrary, csvOf, rubricArbitrary } from '../properties/random-books.ts';

it('tells of columns early only as the report has them, the book first, and in its order', async () => {
  await fc.assert(
    fc.asyncProperty(rubricArbitrary, bookArbitrary, async (text, book) => {
      const told: (readonly [string, Column])[][] = [];
      const rubric = await rubricOf(text);
      const stand = ({ columns }: { readonly columns: ReadonlyMap<string, Column> }) => void told.push([...columns]);
      const { table } = await runOn(rubric, [csvOf(book)], { stand });
      const reported = [...table.columns];
      expect(told.length).toBe(2);
      expect(told[0].length).toBeGreaterThanOrEqual(rubric.fields.length);
      // All but the classes of the measure, which are a part of the summary.
      expect(told[1].length).toBe(reported.length - 1);
      for (const columns of told) {
        for (const [place, [name, column]] of columns.entries()) {
          expect(reported[place][0]).toBe(name);
          expect(reported[place][1]).toBe(column);
        }
      }
    }),
    { numRuns: 20 },
  );
});
