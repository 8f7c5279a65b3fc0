import type { StepFinding } from '../engine/local/frame.ts';
import type { Problem } from '../model/problem.ts';

/** How a step's finding reads; the codes stand in the catalogues of the storeys whose steps report them. */
const sentences: Readonly<Record<string, (name: string) => string>> = {
  'derived-out-of-bounds': (name) => `${name} is missing where its value leaves the bounds of exact numbers`,
  'value-not-listed': (name) => `${name} is missing for values that the lookup does not list`,
  'value-in-gap': (name) => `${name} is missing for values that no band takes`,
  'points-outside-range': (name) => `${name} is missing where the formula leaves the range of points`,
  'model-not-fitted': (name) => `the model ${name} found no parameters, so its results are missing`,
  'bands-collapse': (name) => `${name} has bands that nobody can reach, because values tie`,
  'no-grade': () => 'clients have a score but no grade rule holds for them',
};

/** What the engine noticed, as findings of the summary. */
export function stepFindings(found: readonly StepFinding[]): Problem[] {
  return found.map(({ code, step, count }) => {
    // The plan's own names mean nothing to a reader: `of.size` is what the factor size is taken of.
    const name = step.replace(/^\$/, '').replace(/^of\./, 'the value of the factor ');
    return { code, severity: 'finding', message: sentences[code](name), found: name, count };
  });
}
