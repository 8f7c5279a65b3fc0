// What a fit answers, whichever the model. Parameters are rounded to six digits before anything is computed from them, so
// that a run that is given the recorded parameters gives the same bytes.

export interface Fit<Parameters> {
  /** Null where nothing could be fitted; every result of the model is then missing. */
  readonly parameters: Parameters | null;
  /** By the delta method from the observed information; null with parameters that were given. */
  readonly standardErrors: Parameters | null;
  /** At the parameters, without any penalty; null with them. */
  readonly logLikelihood: number | null;
  /** Clients the likelihood is over. */
  readonly clients: number;
  /** Those among them with a repeat. */
  readonly repeaters: number;
  /** Clients whose figures are missing or contradict each other. */
  readonly leftOut: number;
  readonly converged: boolean;
  /** Newton steps; 0 with parameters that were given. */
  readonly iterations: number;
  /** Why there are no parameters. */
  readonly message?: string;
}

export interface FitOptions<Parameters> {
  /** Weight ≥ 0 of the squares of the parameters, taken off the mean log-likelihood; default 0. */
  readonly penalty?: number;
  /** Parameters to use instead of a fit. */
  readonly fixed?: Parameters;
}

/** Fewer clients with a repeat than this leave standard errors as large as the parameters themselves. */
export const fewestRepeaters = 30;

/** How many clients the first search goes through. */
export const sampleSize = 10_000;
