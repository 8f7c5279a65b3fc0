import type { RawBook, Reject } from '../../model/book.ts';
import type { FieldTypeRegistry } from '../../model/field-type.ts';
import type { Problem } from '../../model/problem.ts';
import type { ByteSource } from '../../model/reader.ts';
import type { FieldSpec } from '../../model/rubric.ts';
import { isText, type NumericColumn, type TextColumn, textAt } from '../../model/table.ts';
import { formatDate } from '../../numeric/date.ts';
import { readBook } from '../read-book.ts';

// The file of tiers given by hand, in any format that a book may have. Every line comes out, those that cannot be used with
// what is wrong with them: nothing that somebody asked for is lost.

/** A cell that could not be used: the column's name and the text; without a text it is empty. */
export interface OverrideFault {
  readonly field: string | undefined;
  readonly found?: string;
  readonly expected: string;
}

export interface OverrideLine {
  readonly line: number;
  /** As written; '' where a cell is empty or was not read. */
  readonly client: string;
  readonly tier: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly approvedBy: string;
  readonly effective: string;
  readonly expires: string;
  /** Days since 1970-01-01; NaN where there is no date. */
  readonly effectiveDay: number;
  readonly expiresDay: number;
  readonly faults: readonly OverrideFault[];
}

export interface OverrideFile {
  readonly lines: readonly OverrideLine[];
  readonly rows: number;
  readonly sheet?: string;
  readonly findings: readonly Problem[];
}

function column(name: string, type: 'id' | 'text' | 'date', ...headings: readonly string[]): FieldSpec {
  return {
    name,
    type,
    valueType: { kind: type, scale: 0 },
    from: [...new Set([name, name.replace('_', ' '), ...headings])],
    required: true,
    missingMarks: [],
    currency: '',
    label: {},
    position: { file: '', line: 1, column: 1, length: 1 },
  };
}

/** `idHeadings` are those that the rubric knows for the key of the clients. */
export async function readOverrides(
  source: ByteSource,
  idHeadings: readonly string[],
  types: FieldTypeRegistry,
): Promise<OverrideFile> {
  const fields = [
    column('client_id', 'id', '客户编号', ...idHeadings),
    column('tier', 'text', '等级'),
    column('reason', 'text', '原因'),
    column('requested_by', 'text', '申请人'),
    column('approved_by', 'text', '审批人'),
    column('effective', 'date', '生效日'),
    column('expires', 'date', '失效日'),
  ];
  const raw = await readBook([source], fields, 'client_id', { passThrough: false }, types, undefined, {
    mayBeEmpty: true,
  });
  const faults = new Map<number, Reject[]>();
  for (const reject of raw.rejects) faults.set(reject.line, [...(faults.get(reject.line) ?? []), reject]);
  const read = Array.from({ length: raw.table.rows }, (_, row) => lineOf(raw, row, faults.get(raw.lines[row]) ?? []));
  const lost = new Set(raw.lines);
  const ragged = [...faults].filter(([line]) => !lost.has(line)).map(([line, own]) => unreadLine(line, own));
  const { rows, sheet } = raw.files[0];
  return {
    lines: [...read, ...ragged].sort((a, b) => a.line - b.line),
    rows,
    ...(sheet === undefined ? {} : { sheet }),
    findings: raw.findings,
  };
}

function lineOf(raw: RawBook, row: number, rejects: readonly Reject[]): OverrideLine {
  const faults = rejects.map(faultOf);
  const textOf = (name: string): string => {
    const cells = raw.table.columns.get(name) as TextColumn;
    return (isText(cells) ? textAt(cells, row) : null) ?? faults.find(({ field }) => field === name)?.found ?? '';
  };
  const dayOf = (name: string): number => (raw.table.columns.get(name) as NumericColumn).values[row];
  const dateOf = (name: string): string => (Number.isNaN(dayOf(name)) ? textOf(name) : formatDate(dayOf(name)));
  return {
    line: raw.lines[row],
    client: textOf('client_id'),
    tier: textOf('tier'),
    reason: textOf('reason'),
    requestedBy: textOf('requested_by'),
    approvedBy: textOf('approved_by'),
    effective: dateOf('effective'),
    expires: dateOf('expires'),
    effectiveDay: dayOf('effective'),
    expiresDay: dayOf('expires'),
    faults,
  };
}

function faultOf({ field, value, expected }: Reject): OverrideFault {
  return { field, expected, ...(value === undefined || value === '' ? {} : { found: value }) };
}

/** A line whose cells could not be told apart. */
function unreadLine(line: number, rejects: readonly Reject[]): OverrideLine {
  const client = rejects.find((reject) => reject.client !== undefined)?.client ?? '';
  const none = { tier: '', reason: '', requestedBy: '', approvedBy: '', effective: '', expires: '' };
  return { line, client, ...none, effectiveDay: Number.NaN, expiresDay: Number.NaN, faults: rejects.map(faultOf) };
}
