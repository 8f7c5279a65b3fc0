import { describe, expect, test } from 'vitest';
import { fieldTypes } from '../../src/input/types/index.ts';
import { locales } from '../../src/model/locale.ts';
import { feelFunctions } from '../../src/plan/functions/index.ts';
import { checkRubric } from '../../src/rubric/check.ts';
import { loadRubric } from '../../src/rubric/extends.ts';
import { readAsset } from '../../src/run/assets.ts';
import { sampleAssets } from '../../src/sample/files.ts';
import { scoringMethods } from '../../src/scoring/index.ts';
import { scoringProblems } from '../../src/scoring/problems.ts';

const registries = { methods: scoringMethods, fieldTypes, functions: feelFunctions, problems: scoringProblems };

async function check(locale: (typeof locales)[number]) {
  const loaded = await loadRubric('rubric.yaml', () => readAsset(sampleAssets[locale].rubric));
  const checked = checkRubric(loaded.source!, registries, loaded.files);
  return { ...checked, problems: [...loaded.problems, ...checked.problems] };
}

describe('the sample rubric', () => {
  test.each(locales)('%s checks without an error or a warning', async (locale) => {
    const { rubric, problems } = await check(locale);
    expect(problems).toEqual([]);
    expect(rubric?.locale).toBe(locale);
    expect(rubric?.dimensions.map((dimension) => dimension.factors.length)).toEqual([3, 6, 5]);
  });

  test('both languages state one policy', async () => {
    const [en, zh] = await Promise.all(locales.map(async (locale) => (await check(locale)).rubric!));
    // Positions, headings' order, currency, locale and the names of the checks differ; nothing that decides a tier does.
    const policy = (rubric: typeof en) =>
      JSON.stringify(
        [
          rubric.derived,
          rubric.dimensions,
          rubric.grades,
          rubric.tiers,
          rubric.actions,
          rubric.lists,
          rubric.pareto,
          rubric.stability,
          rubric.overrides,
          rubric.outcomes,
        ],
        (key, value) => {
          if (key === 'position') return undefined;
          if (typeof value === 'bigint') return String(value);
          // A lookup's list is a set.
          if (key === 'values' && Array.isArray(value)) return [...value].sort();
          return value !== null && typeof value === 'object' && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
            : value;
        },
      );
    expect(policy(zh)).toBe(policy(en));
  });
});
