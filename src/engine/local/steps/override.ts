import { isText, type Texts } from '../../../model/table.ts';
import type { OverrideStep } from '../../../plan/step.ts';
import { addCodes, addSame, type Frame, unitsOf } from '../frame.ts';

/**
 * The final tier: the one given by hand where it is allowed, else the model's. Who has no model tier gets none by hand; without
 * the column of tiers by hand nobody does.
 */
export function runOverride(step: OverrideStep, frame: Frame): void {
  const model = frame.columns.get(step.of);
  const given = frame.columns.get(step.to);
  if (model === undefined || !isText(model) || (given !== undefined && !isText(given))) {
    throw new Error(`the step ${step.name} needs the tiers ${step.of} and ${step.to}`);
  }
  const allowed = unitsOf(frame, step.allowed);
  const names = step.type.values ?? [];
  const codesOf = (texts: Texts) =>
    Int32Array.from({ length: texts.length }, (_, code) => names.indexOf(texts.at(code) as string));
  const ofModel = codesOf(model.dictionary);
  const ofGiven = codesOf(given?.dictionary ?? []);
  if (given === undefined && isSame(model.dictionary, names)) {
    addSame(frame, step.name, step.type, model.codes, names);
    return;
  }
  const out = addCodes(frame, step.name, step.type, names);
  for (let row = 0; row < frame.rows; row++) {
    if (model.codes[row] < 0) continue;
    const code = given !== undefined && allowed[row] === 1 ? given.codes[row] : -1;
    const byHand = code < 0 ? -1 : ofGiven[code];
    out[row] = byHand >= 0 ? byHand : ofModel[model.codes[row]];
  }
}

function isSame(texts: Texts, names: readonly string[]): boolean {
  return texts.length === names.length && names.every((name, code) => texts.at(code) === name);
}
