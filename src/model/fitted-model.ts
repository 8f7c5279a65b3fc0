import type { Decimal } from './decimal.ts';

/** What a fitted predictor was made of and came to: recorded, so that a later run can start from the parameters. */
export interface ModelSummary {
  readonly model: string;
  /** Key of the model registry. */
  readonly kind: string;
  /** Whether the parameters were given rather than fitted. */
  readonly given: boolean;
  /** Six digits; null where nothing could be fitted, and then every result of the model is missing. */
  readonly parameters: Readonly<Record<string, Decimal>> | null;
  readonly standardErrors: Readonly<Record<string, Decimal>> | null;
  readonly logLikelihood: Decimal | null;
  readonly converged: boolean;
  /** Clients that the likelihood is over, those among them with a repeat, and those whose figures cannot be. */
  readonly clients: number;
  readonly repeaters: number;
  readonly leftOut: number;
  /** Clients with one event: what is said of them comes from the others. */
  readonly oneEvent: number;
  /** Of Gamma-Gamma, which takes frequency and value for independent. */
  readonly correlation?: Decimal | null;
  /** Why there are no parameters. */
  readonly message?: string;
}
