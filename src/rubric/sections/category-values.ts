import type { LocatedScalar } from '../../model/located.ts';
import { reportTwice } from '../checking.ts';
import type { Report } from '../feel/scope.ts';
import { listOf } from '../shape/collections.ts';
import { text } from '../shape/scalars.ts';
import { noRows, reportShape, type Shape } from '../shape/shape.ts';

// `values` of a category: a list of codes, or a map from codes to the texts that mean them. The code itself is one.

export interface CategoryValue {
  readonly code: LocatedScalar;
  readonly texts: readonly LocatedScalar[];
}

const texts = listOf(text(), true);

export function categoryValues(): Shape<readonly CategoryValue[]> {
  return {
    type: 'map of texts',
    read(value, reading, what) {
      if (value.kind === 'map') {
        return value.entries.map(({ key, value: given }) => {
          const none = given.kind === 'scalar' && given.value === null;
          return { code: key, texts: none ? [] : (texts.read(given, reading, `"${key.text}" in ${what}`) ?? []) };
        });
      }
      if (value.kind !== 'list')
        return reportShape(value, reading, what, 'a map of codes to texts, or a list of codes');
      return (texts.read(value, reading, what) ?? []).map((code) => ({ code, texts: [] }));
    },
    schema: (registries) => ({
      anyOf: [
        { type: 'object', additionalProperties: { anyOf: [texts.schema(registries), { type: 'null' }] } },
        { type: 'array', items: text().schema(registries) },
      ],
    }),
    rows: noRows,
  };
}

/** Codes with their texts; a text that means two codes is an error. */
export function checkCategoryValues(values: readonly CategoryValue[], report: Report): Map<string, readonly string[]> {
  reportTwice(
    values.map((value) => value.code),
    'the value',
    report,
  );
  const meant = new Map<string, string>();
  for (const { code } of values) meant.set(code.text, code.text);
  const checked = new Map<string, readonly string[]>();
  for (const { code, texts: given } of values) {
    for (const { text: written, position } of given) {
      const other = meant.get(written);
      if (other !== undefined && other !== code.text) {
        const message = `"${written}" means both "${other}" and "${code.text}"`;
        report('duplicate-key', position, message, { hint: 'keep one of the two' });
      }
      meant.set(written, code.text);
    }
    checked.set(code.text, [...new Set([code.text, ...given.map((one) => one.text)])]);
  }
  return checked;
}
