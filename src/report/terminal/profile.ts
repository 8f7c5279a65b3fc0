import { Chalk } from 'chalk';
import type { FieldProfile } from '../../model/profile.ts';
import { toVisible } from '../../text/visible-text.ts';
import { drawTable } from './table.ts';

/** The profile of a book, or of the further table `name`, as a table: a line per field. */
export function renderProfile(
  profile: readonly FieldProfile[],
  width: number,
  colour: boolean,
  name = 'Field',
): string {
  const ink = new Chalk({ level: colour ? 1 : 0 });
  const lines = drawTable(
    [
      { heading: toVisible(name), align: 'left' },
      { heading: 'type', align: 'left' },
      { heading: 'missing', align: 'right' },
      { heading: 'unusable', align: 'right' },
      { heading: 'distinct', align: 'right' },
      { heading: 'values', align: 'left' },
    ],
    profile.map((field) => [
      { text: toVisible(field.field) },
      { text: field.type },
      { text: String(field.missing) },
      { text: String(field.unusable), ...(field.unusable === 0 ? {} : { paint: ink.yellow }) },
      { text: String(field.distinct) },
      { text: toVisible(valuesOf(field)) },
    ]),
    { width, paintTitle: ink.bold, paintHeading: ink.dim },
  );
  return `${lines.join('\n')}\n`;
}

function valuesOf({ min, max, common }: FieldProfile): string {
  if (min !== null && max !== null) return min === max ? min : `${min} … ${max}`;
  return common.map(({ value, rows }) => `${value} (${rows})`).join(', ');
}
