import { type ExactJson, type ExactObject, parseExactJson } from '../numeric/exact-json.ts';
import { predicateType, statementType } from './manifest.ts';

// A manifest read back as far as a run can be made again from it: what was read, and every option. Refuses what `manifestOf`
// of this version has not written.

export interface RecordedFile {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
}

export interface RecordedInput extends RecordedFile {
  /** The table it was read for; undefined for the book itself. */
  readonly table: string | undefined;
}

export interface RecordedRun {
  readonly tool: { readonly name: string; readonly version: string; readonly sha256: string };
  readonly command: string;
  readonly asOf: string;
  readonly rubric: { readonly id: string; readonly version: string; readonly files: readonly RecordedFile[] };
  /** As they were written: texts, numbers, true and false. */
  readonly options: ReadonlyMap<string, string | number | boolean>;
  /** The file of settings, which a run can do without once its options are known. */
  readonly config: RecordedFile | undefined;
  /** In the order they were read. */
  readonly inputs: readonly RecordedInput[];
  readonly rates: RecordedFile | undefined;
  readonly overrides: RecordedFile | undefined;
  readonly previous: { readonly asOf: string; readonly manifestSha256: string } | undefined;
  /** Records of the models, as they stand. */
  readonly models: readonly ExactObject[];
}

/** Undefined where the text is no manifest of a run that this version can make again. */
export function readRecordedRun(text: string): RecordedRun | undefined {
  try {
    const statement = objectOf(parseExactJson(text));
    if (statement._type !== statementType || statement.predicateType !== predicateType) return undefined;
    const { tool, command, asOf, rubric, options, config, inputs, rates, overrides, previous, models } = objectOf(
      statement.predicate,
    );
    const { name, version, sha256 } = objectOf(tool);
    const { id, version: rubricVersion, files } = objectOf(rubric);
    return {
      tool: { name: textOf(name), version: textOf(version), sha256: textOf(sha256) },
      command: textOf(command),
      asOf: textOf(asOf),
      rubric: { id: textOf(id), version: textOf(rubricVersion), files: listOf(files).map(fileOf) },
      options: new Map(Object.entries(objectOf(options)).map(([key, value]) => [key, plainOf(value)])),
      config: config === undefined ? undefined : fileOf(objectOf(config)),
      inputs: listOf(inputs).map((input) => {
        return { ...fileOf(input), table: input.table === undefined ? undefined : textOf(input.table) };
      }),
      rates: rates === undefined ? undefined : fileOf(objectOf(rates)),
      overrides: overrides === undefined ? undefined : fileOf(objectOf(overrides)),
      previous: previous === undefined ? undefined : previousOf(objectOf(previous)),
      models: models === undefined ? [] : listOf(models),
    };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function fileOf({ name, sha256, size }: ExactObject): RecordedFile {
  return { name: textOf(name), sha256: textOf(sha256), size: countOf(size) };
}

function previousOf({ asOf, manifestSha256 }: ExactObject): RecordedRun['previous'] {
  return { asOf: textOf(asOf), manifestSha256: textOf(manifestSha256) };
}

function objectOf(value: ExactJson | undefined): ExactObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || isDecimal(value)) {
    throw new SyntaxError('no object');
  }
  return value as ExactObject;
}

function listOf(value: ExactJson | undefined): ExactObject[] {
  if (!Array.isArray(value)) throw new SyntaxError('no list');
  return value.map(objectOf);
}

function textOf(value: ExactJson | undefined): string {
  if (typeof value !== 'string') throw new SyntaxError('no text');
  return value;
}

function isDecimal(value: object): value is { readonly units: bigint; readonly scale: number } {
  return 'units' in value && typeof value.units === 'bigint';
}

function countOf(value: ExactJson | undefined): number {
  if (value === null || typeof value !== 'object' || !isDecimal(value) || value.scale !== 0) {
    throw new SyntaxError('no count');
  }
  return Number(value.units);
}

function plainOf(value: ExactJson | undefined): string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' ? value : countOf(value);
}
