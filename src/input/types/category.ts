import type { CellValue, FieldType } from '../../model/field-type.ts';
import type { FieldSpec } from '../../model/rubric.ts';
import { nearest } from '../../text/nearest.ts';
import { hasUnseen } from './unseen.ts';
import { foldText } from './width.ts';

// One of the listed values, by its code or one of its texts: exactly, else whatever the width and the ASCII case. Two codes
// whose texts differ only in that are told apart by exact writing. Without `values` any text is a category of its own.

const shown = 12;
const remembered = 1000;

type Listing = NonNullable<FieldSpec['values']>;

/** Exact and folded texts to codes; a folded text of two codes is in neither's name. */
function indexTexts(values: Listing): { exact: Map<string, CellValue>; folded: Map<string, CellValue | null> } {
  const exact = new Map<string, CellValue>();
  const folded = new Map<string, CellValue | null>();
  for (const [code, texts] of values) {
    const value: CellValue = { text: code };
    for (const text of [code, ...texts]) {
      if (!exact.has(text)) exact.set(text, value);
      const fold = foldText(text);
      const other = folded.get(fold);
      folded.set(fold, other === undefined || other === value ? value : null);
    }
  }
  return { exact, folded };
}

function describeValues(values: Listing): string {
  const texts = [...values].map(([code, others]) => (others.length === 0 ? code : `${code} (${others.join(', ')})`));
  const more = texts.length - shown;
  return texts.slice(0, shown).join(', ') + (more > 0 ? ` or ${more} more` : '');
}

export const category: FieldType = {
  keyword: 'category',
  kind: 'category',
  summary: 'one of a few values, listed or not',
  ranged: false,
  listed: true,
  parser({ values }) {
    if (values === undefined) {
      return {
        parse: (text) => (hasUnseen(text, true) ? { text, finding: 'unseen-character' } : { text }),
        plain: { form: 'text', doubtful: '' },
      };
    }
    const { exact, folded } = indexTexts(values);
    const listing = `one of ${describeValues(values)}`;
    const refused = new Map<string, CellValue>();
    function refuse(text: string): CellValue {
      const known = refused.get(text);
      if (known !== undefined) return known;
      const near = nearest(text, exact.keys());
      const expected = near === undefined ? listing : `${listing}; did you mean "${near}"?`;
      const value = { problem: { code: 'unknown-value', expected } };
      if (refused.size < remembered) refused.set(text, value);
      return value;
    }
    return { parse: (text) => exact.get(text) ?? folded.get(foldText(text)) ?? refuse(text) };
  },
};
