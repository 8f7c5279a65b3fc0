/** The sections of a small rubric that checks clean; its lines are counted in the tests. */
const sections: Readonly<Record<string, string>> = {
  rubric: 'rubric: demo',
  version: 'version: "1"',
  currency: 'currency: CNY',
  portfolio: 'portfolio: {id: id, measure: revenue}',
  fields: 'fields:\n  id: {type: id}\n  revenue: {type: money}\n  branch: {type: category, values: [north, south]}',
  dimensions:
    'dimensions:\n  size:\n    weight: 1\n    factors:\n      big: {weight: 1, of: revenue, bands: {">= 100": 100, else: 0}}',
  tiers: 'tiers:\n  - {tier: gold, when: score >= 50}\n  - {tier: standard}',
  breakdowns: 'breakdowns: [branch]',
};

/** The small rubric with some sections put in place of its own, or left out; the changed ones stand first. */
export function rubricWith(changed: Readonly<Record<string, string | undefined>>): string {
  const kept = Object.entries(sections).filter(([key]) => !Object.hasOwn(changed, key));
  const texts = [...Object.values(changed), ...kept.map(([, text]) => text)];
  return texts.filter((text) => text !== undefined).join('\n');
}

/** The fields of the small rubric with more of them. */
export function fieldsWith(...more: readonly string[]): string {
  return [sections.fields, ...more.map((field) => `  ${field}`)].join('\n');
}

/** The dimension of the small rubric with other factors. */
export function factors(...lines: readonly string[]): string {
  return ['dimensions:', '  size:', '    weight: 1', '    factors:', ...lines.map((line) => `      ${line}`)].join(
    '\n',
  );
}
