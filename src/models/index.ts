import type { ModelRegistry } from '../plan/predictive-model.ts';
import { betaPrior } from './beta-prior-model.ts';
import { bgNbd } from './bg-nbd-model.ts';
import { clv } from './clv-model.ts';
import { gammaGamma } from './gamma-gamma-model.ts';

/** Every predictive model by its keyword. A further one is its file and a line here. */
export const predictiveModels: ModelRegistry = {
  bg_nbd: bgNbd,
  gamma_gamma: gammaGamma,
  clv,
  beta_prior: betaPrior,
};
