import type { Decimal } from '../model/decimal.ts';
import type { OutcomeSummary, ResourceSummary } from '../model/summary.ts';
import { type ExactJson, parseExactJson } from '../numeric/exact-json.ts';

// What a later run needs of a `summary.json` that report/summary-json.ts wrote: figures exactly as they were recorded.

export interface RecordedSummary {
  readonly outcomes: readonly OutcomeSummary[];
  readonly resources: readonly ResourceSummary[];
  /** Of the fitted models, by name; those that found none are not among them. */
  readonly parameters: ReadonlyMap<string, Readonly<Record<string, Decimal>>>;
}

interface Recorded {
  readonly schemaVersion: Decimal;
  readonly outcomes: ExactJson;
  readonly resources: ExactJson;
  readonly models?: readonly {
    readonly model: string;
    readonly parameters: Readonly<Record<string, Decimal>> | null;
  }[];
}

export function readSummary(text: string): RecordedSummary {
  const { schemaVersion, outcomes, resources, models = [] } = parseExactJson(text) as unknown as Partial<Recorded>;
  if (schemaVersion?.units !== 1n) throw new Error('a summary of another schema version cannot be read');
  if (!Array.isArray(outcomes) || !Array.isArray(resources)) throw new Error('a summary without outcomes or resources');
  return {
    outcomes: withCounts(outcomes) as OutcomeSummary[],
    resources: withCounts(resources) as ResourceSummary[],
    parameters: new Map(models.flatMap(({ model, parameters }) => (parameters === null ? [] : [[model, parameters]]))),
  };
}

/** `clients` is a count wherever it stands in outcomes and resources; every other number there is a decimal. */
function withCounts(value: ExactJson | undefined): unknown {
  if (Array.isArray(value)) return value.map(withCounts);
  if (value === null || typeof value !== 'object' || 'scale' in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      key === 'clients' ? Number((part as Decimal).units) : withCounts(part as ExactJson),
    ]),
  );
}
