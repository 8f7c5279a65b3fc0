import type { ByteSource, ReadOptions } from '../../model/reader.ts';
import type { FieldSpec } from '../../model/rubric.ts';
import { UserError } from '../../model/user-error.ts';
import { sniffLayout } from './delimiter.ts';
import {
  decodeHead,
  findIllegalLine,
  type Inspection,
  illegalByte,
  looksLikeDamagedUtf8,
  markedEncoding,
  nameEncoding,
} from './encoding.ts';

// Which encoding a text file is in: what the command line says, a mark, UTF-8 where the whole file is valid, and else the
// one encoding under which the headings match. Trial decoding alone never decides: windows-1252 text is legal GB18030.

/** Encodings that are tried where a file is not UTF-8. */
const candidates: readonly string[] = ['gb18030', 'windows-1252'];

export async function chooseEncoding(
  source: ByteSource,
  inspection: Inspection,
  fields: readonly FieldSpec[],
  options: ReadOptions,
): Promise<string> {
  if (options.encoding !== undefined) return checkUtf8(source, inspection, nameEncoding(options.encoding));
  const marked = markedEncoding(inspection.head);
  if (marked !== undefined) return checkUtf8(source, inspection, marked);
  if (inspection.utf8) return 'utf-8';
  if (await looksLikeDamagedUtf8(source)) return checkUtf8(source, inspection, 'utf-8');
  return chooseByHeadings(source, inspection, fields, options);
}

/** Other encodings are checked while they are decoded. */
async function checkUtf8(source: ByteSource, inspection: Inspection, encoding: string): Promise<string> {
  if (encoding !== 'utf-8' || inspection.utf8) return encoding;
  throw illegalByte(source, encoding, await findIllegalLine(source, encoding));
}

interface Trial {
  readonly encoding: string;
  readonly required: number;
  readonly fields: number;
}

async function chooseByHeadings(
  source: ByteSource,
  inspection: Inspection,
  fields: readonly FieldSpec[],
  options: ReadOptions,
): Promise<string> {
  const wantedRequired = fields.filter((field) => field.required).length;
  const trials: Trial[] = [];
  const reasons: string[] = [];
  for (const encoding of candidates) {
    const line = await findIllegalLine(source, encoding);
    const text = line === null ? decodeHead(inspection.head, encoding) : undefined;
    const block = text === undefined ? undefined : sniffLayout(text, fields, options).block;
    const trial = { encoding, required: block?.required ?? 0, fields: block?.fields ?? 0 };
    if (line !== null) reasons.push(`${encoding} (no: line ${line} has a byte it does not have)`);
    else if (trial.fields === 0 || trial.required < wantedRequired)
      reasons.push(`${encoding} (the headings do not match)`);
    else {
      trials.push(trial);
      reasons.push(`${encoding} (the headings match)`);
    }
  }
  const most = Math.max(0, ...trials.map((trial) => trial.fields));
  const best = trials.filter((trial) => trial.fields === most);
  if (best.length === 1) return best[0].encoding;
  throw new UserError([
    {
      code: 'unsure-encoding',
      severity: 'error',
      message: `${source.name} is not UTF-8, and its headings ${best.length > 1 ? 'match in several encodings' : 'match in no encoding that was tried'}`,
      file: source.name,
      found: reasons.join(', '),
      expected: 'one encoding under which the required headings match',
      hint:
        best.length > 1
          ? `say which it is: ${best.map(({ encoding }) => `--encoding ${encoding}`).join(' or ')}`
          : 'check `from` of the required fields, or say the encoding: --encoding gb18030, --encoding windows-1252 …',
    },
  ]);
}
