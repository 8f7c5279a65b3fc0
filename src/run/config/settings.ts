import type { Locale } from '../../model/locale.ts';

/** What `run` may be told, on the command line or in tierbook.yaml; paths start at the working directory. */
export interface RunSettings {
  readonly rubric?: string;
  readonly book?: readonly string[];
  readonly asOf?: string;
  readonly out?: string;
  /** A run directory, or `last`. */
  readonly previous?: string;
  readonly overrides?: string;
  readonly force?: boolean;
  readonly skipUnchanged?: boolean;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly headerRow?: number;
  readonly sheet?: string;
  readonly table?: ReadonlyMap<string, string>;
  readonly rates?: string;
  readonly format?: string;
  readonly locale?: Locale;
  readonly passThrough?: boolean;
  readonly bom?: boolean;
  readonly crlf?: boolean;
  /** Path of the key of pseudonyms. */
  readonly mask?: string;
  readonly sign?: string;
  readonly ledger?: string;
  readonly bundle?: string;
  readonly keep?: number;
  readonly open?: boolean;
  readonly threads?: number;
  readonly profile?: boolean;
  readonly log?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly summaryLine?: boolean;
}

export const logKinds: readonly string[] = ['text', 'json'];

/** What the command line says wins; of tables, each by its name. */
export function mergeSettings(config: RunSettings, given: RunSettings): RunSettings {
  const table = new Map([...(config.table ?? []), ...(given.table ?? [])]);
  return { ...config, ...given, ...(table.size > 0 ? { table } : {}) };
}
