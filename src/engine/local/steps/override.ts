import { isText, type Texts } from '../../../model/table.ts';
import { blockEnd } from '../../../numeric/blocks.ts';
import type { OverrideStep } from '../../../plan/step.ts';
import { addSame, addUnwrittenCodes, type Frame, unitsOf } from '../frame.ts';
import { readCodes } from '../loops.ts';

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
  // From −1 on, which is none.
  const codesOf = (texts: Texts) =>
    Int32Array.from({ length: texts.length + 1 }, (_, at) =>
      at === 0 ? -1 : names.indexOf(texts.at(at - 1) as string),
    );
  if (given === undefined && isSame(model.dictionary, names)) {
    addSame(frame, step.name, step.type, model.codes, names);
    return;
  }
  const ofModel = codesOf(model.dictionary);
  const ofGiven = codesOf(given?.dictionary ?? []);
  const out = addUnwrittenCodes(frame, step.name, step.type, names);
  for (let from = 0; from < frame.rows; from = blockEnd(from, frame.rows)) {
    const to = blockEnd(from, frame.rows);
    readCodes(ofModel, model.codes.subarray(from, to), out.subarray(from, to), to - from);
    if (given !== undefined) takeGiven(model.codes, allowed, given.codes, ofGiven, from, to, out);
  }
}

/** The tier given by hand, where it is one and allowed. */
function takeGiven(
  ofModel: Int32Array,
  allowed: Float64Array,
  given: Int32Array,
  ofGiven: Int32Array,
  from: number,
  to: number,
  out: Int32Array,
): void {
  for (let row = from; row < to; row++) {
    const byHand = ofGiven[given[row] + 1];
    if (byHand >= 0 && allowed[row] === 1 && ofModel[row] >= 0) out[row] = byHand;
  }
}

function isSame(texts: Texts, names: readonly string[]): boolean {
  return texts.length === names.length && names.every((name, code) => texts.at(code) === name);
}
