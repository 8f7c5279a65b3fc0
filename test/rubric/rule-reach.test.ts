import { describe, expect, it } from 'vitest';
import { checkText, line } from './registries.ts';
import { rubricWith } from './sections.ts';

// Rules that can never take effect, by what their conditions say of values.

const tiers = (...conditions: readonly string[]) =>
  `tiers: [${[...conditions.map((when, index) => `{tier: t${index}, when: '${when}'}`), '{tier: rest}'].join(', ')}]`;

const reached = [
  ['score >= 75', 'score >= 50'],
  ['score > 50 and branch = "north"', 'score > 60'],
  ['score > 50 and rank <= 3', 'score > 60 and rank <= 4'],
  ['branch = "north"', 'branch in ("north", "south")'],
  ['score > 50', 'score > 40 or revenue > 0'],
  ['score > 50 or revenue > 0', 'score > 40'],
  ['score != 50', 'score = 50'],
];

const unreached = [
  { given: ['score > 50', 'score > 60'], says: 'takes everybody it would take' },
  { given: ['score >= 50', 'score = 50'], says: 'takes everybody it would take' },
  { given: ['score > 50', 'score > 60 and revenue > 0'], says: 'takes everybody it would take' },
  { given: ['branch in ("north", "south")', 'branch = "south"'], says: 'takes everybody it would take' },
  {
    given: ['revenue > 5 or score > 5', 'score > 1 and (revenue > 5 or score > 5)'],
    says: 'takes everybody it would take',
  },
  { given: ['score > 103', 'score > 10'], says: 'no value meets its condition' },
  { given: ['score > 60 and score < 50', 'score > 10'], says: 'no value meets its condition' },
];

async function warningsOf(conditions: readonly string[]): Promise<string[]> {
  const { problems } = await checkText(rubricWith({ tiers: tiers(...conditions) }));
  return problems.filter(({ code }) => code === 'unreachable-rule').map(line);
}

describe('the reach of ordered rules', () => {
  it.each(reached)('leaves %s and %s alone', async (...conditions) => {
    expect(await warningsOf(conditions)).toEqual([]);
  });

  it.each(unreached)('warns of $given', async ({ given, says }) => {
    expect((await warningsOf(given)).join('\n')).toContain(says);
  });

  it('knows that bounded places leave clients to the next rule', async () => {
    const text = 'tiers: [{tier: a, when: score > 50, capacity: 3}, {tier: b, when: score > 60}, {tier: rest}]';
    const { problems } = await checkText(rubricWith({ tiers: text }));
    expect(problems.filter(({ code }) => code === 'unreachable-rule')).toEqual([]);
  });
});
