import type { FieldTypeRegistry } from '../../model/field-type.ts';
import type { Problem } from '../../model/problem.ts';
import type { WantedColumn } from '../../model/reader.ts';
import type { FieldSpec } from '../../model/rubric.ts';
import { nearest } from '../../text/nearest.ts';
import { readUnit } from '../types/unit.ts';
import { foldText } from '../types/width.ts';

// Headings to fields: exactly, then ignoring case (ASCII), width and white space, then the same without a unit in brackets
// (`贷款金额(万元)`). A heading taken by an earlier level is not free for a later one. Refuses two headings for one field.

export interface HeadingMatches {
  readonly wanted: readonly WantedColumn[];
  /** Column indexes that no field takes. */
  readonly unmapped: readonly number[];
  /** Fields for which several columns are there, with their indexes. */
  readonly doubled: readonly { readonly field: FieldSpec; readonly indexes: readonly number[] }[];
  /** Fields without a heading. */
  readonly absent: readonly FieldSpec[];
}

const unitInBrackets = /^(.*\S)\s*[(（[［【]\s*([^()（）[\]［］【】]+?)\s*[)）\]］】]$/s;

/** Splits `贷款金额(万元)` into the bare heading and what stands in its last brackets. */
export function splitUnit(heading: string): { readonly bare: string; readonly unit: string } | undefined {
  const match = unitInBrackets.exec(heading);
  return match === null ? undefined : { bare: match[1], unit: match[2] };
}

/** Without case, width and white space: headings that fold alike look alike to a person. */
export function foldHeading(heading: string): string {
  return foldText(heading).replace(/[\s\u200b\ufeff]+/g, '');
}

const asWritten = (text: string): string => text;
const bareOf = (heading: string): string => splitUnit(heading)?.bare ?? heading;
const levels: readonly { readonly ofHeading: (text: string) => string; readonly ofName: (text: string) => string }[] = [
  { ofHeading: asWritten, ofName: asWritten },
  { ofHeading: foldHeading, ofName: foldHeading },
  { ofHeading: bareOf, ofName: asWritten },
  { ofHeading: (heading) => foldHeading(bareOf(heading)), ofName: foldHeading },
];

function indexesByName(headings: readonly string[], taken: ReadonlySet<number>): Map<string, number[]> {
  const found = new Map<string, number[]>();
  headings.forEach((heading, index) => {
    if (heading === '' || taken.has(index)) return;
    const same = found.get(heading);
    if (same === undefined) found.set(heading, [index]);
    else same.push(index);
  });
  return found;
}

export function matchHeadings(headings: readonly string[], fields: readonly FieldSpec[]): HeadingMatches {
  const taken = new Set<number>();
  const indexesOf = new Map<FieldSpec, readonly number[]>();
  for (const { ofHeading, ofName } of levels) {
    const columns = indexesByName(headings.map(ofHeading), taken);
    for (const field of fields) {
      if (indexesOf.has(field)) continue;
      const indexes = new Set([...field.from].flatMap((name) => columns.get(ofName(name.trim())) ?? []));
      if (indexes.size > 0)
        indexesOf.set(
          field,
          [...indexes].sort((a, b) => a - b),
        );
    }
    for (const indexes of indexesOf.values()) for (const index of indexes) taken.add(index);
  }
  const found = [...indexesOf].map(([field, indexes]) => ({ field, indexes }));
  return {
    wanted: fields.flatMap((field) => {
      const indexes = indexesOf.get(field);
      return indexes?.length === 1 ? [wantColumn(field, indexes[0], headings[indexes[0]])] : [];
    }),
    unmapped: headings.flatMap((_, index) => (taken.has(index) ? [] : [index])),
    doubled: found.filter(({ indexes }) => indexes.length > 1),
    absent: fields.filter((field) => !indexesOf.has(field)),
  };
}

function wantColumn(field: FieldSpec, index: number, heading: string): WantedColumn {
  const unit = splitUnit(heading)?.unit;
  return { field, index, heading, ...(unit === undefined ? {} : { headingUnit: unit }) };
}

/** Where a heading row stands, for messages. */
interface HeadingPlace {
  readonly file: string;
  readonly sheet?: string;
  readonly line: number;
  /** What to try where required headings are not there. */
  readonly hint?: string;
}

/** `C` for 2: columns are named as a spreadsheet shows them. */
export function columnLetters(index: number): string {
  const before = index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : '';
  return before + String.fromCharCode(65 + (index % 26));
}

function listHeadings(headings: readonly string[]): string {
  const shown = headings.filter((heading) => heading !== '').slice(0, 40);
  const more = headings.filter((heading) => heading !== '').length - shown.length;
  return shown.map((heading) => `"${heading}"`).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** What is wrong with a match: required fields without a heading, two headings for one field, units that do not fit. */
export function judgeHeadings(
  matches: HeadingMatches,
  headings: readonly string[],
  place: HeadingPlace,
  types: FieldTypeRegistry,
): Problem[] {
  const at = {
    severity: 'error' as const,
    file: place.file,
    ...(place.sheet === undefined ? {} : { sheet: place.sheet }),
    line: place.line,
  };
  const problems: Problem[] = [];
  const free = matches.unmapped.map((index) => headings[index]).filter((heading) => heading !== '');
  for (const field of matches.absent) {
    if (!field.required) continue;
    const near = field.from.map((name) => nearest(name, free)).find((name) => name !== undefined);
    const hint = near === undefined ? place.hint : `did you mean "${near}"? add it to \`from\` of ${field.name}`;
    problems.push({
      ...at,
      code: 'missing-heading',
      message: `no heading for the required field "${field.name}"`,
      found: listHeadings(headings),
      expected: `one of ${listHeadings(field.from)}`,
      ...(hint === undefined ? {} : { hint }),
    });
  }
  for (const { field, indexes } of matches.doubled) {
    const columns = indexes.map((index) => `"${headings[index]}" (column ${index + 1}, ${columnLetters(index)})`);
    problems.push({
      ...at,
      code: 'doubled-heading',
      message: `${indexes.length} headings for the field "${field.name}"`,
      found: columns.join(' and '),
      expected: 'one column',
      hint: `rename one of them, or leave one name out of \`from\` of ${field.name}`,
    });
  }
  for (const column of matches.wanted) {
    const problem = judgeUnit(column, types);
    if (problem !== undefined) problems.push({ ...at, ...problem });
  }
  return problems;
}

function judgeUnit(
  { field, heading, headingUnit }: WantedColumn,
  types: FieldTypeRegistry,
): Omit<Problem, 'severity'> | undefined {
  if (headingUnit === undefined || types[field.type]?.units === undefined) return undefined;
  const unit = readUnit(headingUnit);
  if (unit === undefined) return undefined;
  if (unit.ratio !== (field.valueType.kind === 'percent')) {
    return {
      code: 'unfit-heading-unit',
      message: `the unit in the heading "${heading}" does not fit the field "${field.name}"`,
      found: headingUnit,
      expected: unit.ratio ? `a unit of a ${field.type} field` : 'percent, permille or none',
      hint: `change the type of ${field.name}, or the heading`,
    };
  }
  const own = field.unit === undefined ? undefined : readUnit(field.unit);
  const contradicts =
    own !== undefined &&
    (own.exponent !== unit.exponent ||
      (own.currencies !== undefined && unit.currencies?.some((code) => own.currencies?.includes(code)) === false));
  if (!contradicts) return undefined;
  return {
    code: 'two-units',
    message: `the heading "${heading}" says ${headingUnit}, the field "${field.name}" says ${field.unit}`,
    found: headingUnit,
    expected: field.unit ?? '',
    hint: `take \`unit\` out of ${field.name}, or mend the heading`,
  };
}

/** What is worth saying of headings that can be used, without naming a file: parts of one book say it once. */
export function noteHeadings(
  matches: HeadingMatches,
  headings: readonly string[],
  types: FieldTypeRegistry,
): Problem[] {
  const findings: Problem[] = [];
  for (const field of matches.absent) {
    if (field.required) continue;
    findings.push({
      code: 'absent-heading',
      severity: 'finding',
      message: `no heading for the field "${field.name}", so it is missing for every client`,
      expected: `one of ${listHeadings(field.from)}`,
    });
  }
  const unmapped = matches.unmapped.map((index) => headings[index]);
  for (const heading of new Set(unmapped.filter((name, index) => name !== '' && unmapped.indexOf(name) < index))) {
    findings.push({
      code: 'repeated-heading',
      severity: 'finding',
      message: `the heading "${heading}", which no field takes, is there more than once`,
    });
  }
  for (const { field, heading, headingUnit } of matches.wanted) {
    if (headingUnit === undefined || types[field.type]?.units === undefined || readUnit(headingUnit) !== undefined)
      continue;
    if (field.from.some((name) => foldHeading(name) === foldHeading(heading))) continue;
    findings.push({
      code: 'unknown-heading-unit',
      severity: 'finding',
      message: `"${headingUnit}" in the heading "${heading}" of the field "${field.name}" is no unit that is known, and does not count`,
    });
  }
  return findings;
}
