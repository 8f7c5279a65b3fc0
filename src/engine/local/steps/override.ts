import { isText } from '../../../model/table.ts';
import type { OverrideStep } from '../../../plan/step.ts';
import { addCodes, type Frame, unitsOf } from '../frame.ts';

/** The final tier: the one given by hand where it is allowed, else the model's. Who has no model tier gets none by hand. */
export function runOverride(step: OverrideStep, frame: Frame): void {
  const model = frame.columns.get(step.of);
  const given = frame.columns.get(step.to);
  if (model === undefined || !isText(model) || given === undefined || !isText(given)) {
    throw new Error(`the step ${step.name} needs the tiers ${step.of} and ${step.to}`);
  }
  const allowed = unitsOf(frame, step.allowed);
  const names = step.type.values ?? [];
  const codeOf = (text: string | undefined) => (text === undefined ? -1 : names.indexOf(text));
  const ofModel = Int32Array.from({ length: model.dictionary.length }, (_, code) => codeOf(model.dictionary.at(code)));
  const ofGiven = Int32Array.from({ length: given.dictionary.length }, (_, code) => codeOf(given.dictionary.at(code)));
  const out = addCodes(frame, step.name, step.type, names);
  for (let row = 0; row < frame.rows; row++) {
    if (model.codes[row] < 0) continue;
    const byHand = given.codes[row] >= 0 && allowed[row] === 1 ? ofGiven[given.codes[row]] : -1;
    out[row] = byHand >= 0 ? byHand : ofModel[model.codes[row]];
  }
}
