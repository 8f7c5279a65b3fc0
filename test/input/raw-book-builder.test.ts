import { describe, expect, it } from 'vitest';
import { RawBookBuilder } from '../../src/input/raw-book-builder.ts';
import { UserError } from '../../src/model/user-error.ts';

/** Ends a source without rows. */
function addSource(builder: RawBookBuilder, name: string): void {
  builder.startSource([]);
  builder.endSource({ name, rows: 0, unmapped: [] });
}

describe('the parts of a book', () => {
  it('are at most 65536, for that is what a row can say of its source', () => {
    const builder = new RawBookBuilder([]);
    for (let part = 0; part < 65_536; part++) addSource(builder, `part-${part}.csv`);
    let thrown: unknown;
    try {
      addSource(builder, 'one-too-many.csv');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UserError);
    expect((thrown as UserError).problems).toMatchObject([{ code: 'too-many-sources', severity: 'error' }]);
    expect(builder.finish().files).toHaveLength(65_536);
  });
});
