import { expect, test } from 'vitest';
import type { Rubric } from '../../src/model/rubric.ts';
import { both } from '../../src/plan/expressions.ts';
import { scoringMethods } from '../../src/scoring/index.ts';
import { scoreSteps } from '../../src/scoring/score-steps.ts';
import { tieringSteps } from '../../src/tiering/index.ts';
import { dimension, factor, flagOf, is, rubric, where } from '../scoring/rubric-fixture.ts';
import { category, flag, type Given, integer, number, runSteps } from '../scoring/run-steps.ts';

// One factor whose points are `debt`, so that a client's score is its debt; rows stand in id order.

interface Client {
  readonly debt: number | null;
  readonly status?: string;
  readonly late?: number | null;
  readonly consent?: number | null;
}

function run(given: Partial<Rubric>, clients: readonly Client[], beside: Readonly<Record<string, Given>> = {}) {
  const whole = rubric({ dimensions: [dimension('quality', '1', [factor('f', {})])], ...given });
  return runSteps([...scoreSteps(whole, scoringMethods), ...tieringSteps(whole)], {
    debt: { type: number, values: clients.map((client) => client.debt) },
    status: { type: category, values: clients.map((client) => client.status ?? 'client') },
    revenue: { type: { kind: 'money', scale: 2 }, values: clients.map(() => 1) },
    late: { type: integer, values: clients.map((client) => (client.late === undefined ? 0 : client.late)) },
    ...beside,
    consent: { type: flag, values: clients.map((client) => (client.consent === undefined ? 1 : client.consent)) },
  });
}

const grades = {
  gradeOrder: ['A', 'B', 'D'],
  grades: [
    { grade: 'D', label: {}, when: where('late', '>', 90) },
    { grade: 'A', label: {}, when: where('score', '>=', 75) },
    { grade: 'B', label: {} },
  ],
};

test('grades: the first rule that holds, a rule without `when` for the rated only, prospects too', () => {
  const ran = run(grades, [
    { debt: 80, late: 91 },
    { debt: 80 },
    { debt: 10 },
    { debt: null },
    { debt: null, late: 91 },
    { debt: 90, status: 'prospect' },
    { debt: 80, late: null },
  ]);
  expect(ran.values('grade')).toEqual(['D', 'A', 'B', null, 'D', 'A', 'A']);
  expect(ran.findings).toEqual([]);
});

test('grades: a score that no rule grades is a finding, an unrated client is none', () => {
  const ran = run({ ...grades, grades: grades.grades.slice(0, 2) }, [{ debt: 80 }, { debt: 10 }, { debt: null }]);
  expect(ran.values('grade')).toEqual(['A', null, null]);
  expect(ran.findings).toEqual([{ code: 'no-grade', step: 'grade', count: 1 }]);
});

const tier = (name: string, more: Partial<Rubric['tiers'][number]>) => ({
  tier: name,
  label: {},
  service: {},
  ...more,
});
const gold = { when: where('score', '>=', 75) };
const silver = { when: where('score', '>=', 50) };

test('tiers: the first rule that holds; unrated clients and prospects have none', () => {
  const tiers = [tier('gold', gold), tier('silver', silver), tier('standard', {})];
  const ran = run({ tiers }, [
    { debt: 75 },
    { debt: 74.999999 },
    { debt: 10 },
    { debt: null },
    { debt: 90, status: 'prospect' },
  ]);
  expect(ran.values('tier')).toEqual(['gold', 'silver', 'standard', null, null]);
  expect(ran.values('tier_by_rules')).toEqual(['gold', 'silver', 'standard', null, null]);
});

test('tiers: who finds no place asks for the next tier whose rule holds; ties go to the first id', () => {
  const tiers = [tier('gold', { ...gold, capacity: 2 }), tier('silver', { ...silver, capacity: 1 }), tier('rest', {})];
  const ran = run({ tiers }, [{ debt: 80 }, { debt: 80 }, { debt: 80 }, { debt: 90 }, { debt: 60 }]);
  expect(ran.values('tier')).toEqual(['gold', 'silver', 'rest', 'gold', 'rest']);
  expect(ran.values('tier_by_rules')).toEqual(['gold', 'gold', 'gold', 'gold', 'silver']);
});

test('tiers: without a last rule the unmatched have no tier; a missing condition does not hold', () => {
  const tiers = [tier('prompt', { when: where('late', '<=', 30) })];
  const ran = run({ tiers }, [
    { debt: 80, late: 30 },
    { debt: 80, late: 31 },
    { debt: 80, late: null },
  ]);
  expect(ran.values('$tier.prompt')).toEqual([1, 0, 0]);
  expect(ran.values('tier')).toEqual(['prompt', null, null]);
});

test('reasons: what cost most, largest first, never more than there are factors', () => {
  const factors = [factor('small', { weighs: '1' }), factor('large', { weighs: '3' })];
  const ran = run({ dimensions: [dimension('d', '1', factors)] }, [{ debt: 40 }, { debt: 100 }, { debt: null }]);
  expect(ran.values('reason.1')).toEqual(['large', null, null]);
  expect(ran.values('reason.2')).toEqual(['small', null, null]);
  expect(ran.names).not.toContain('reason.3');
});

test('reasons: at most four', () => {
  const factors = ['a', 'b', 'c', 'd', 'e'].map((name) => factor(name, {}));
  const ran = run({ dimensions: [dimension('d', '1', factors)] }, [{ debt: 40 }]);
  expect([1, 2, 3, 4].map((place) => ran.values(`reason.${place}`)[0])).toEqual(['a', 'b', 'c', 'd']);
  expect(ran.names).not.toContain('reason.5');
});

test('actions: the index of the first rule that holds, for everybody in the book', () => {
  const actions = [
    {
      name: 'review',
      rules: [{ when: where('late', '>', 90), do: {} }, { when: is('grade', 'A'), do: {} }, { do: {} }],
    },
    { name: 'lane', rules: [{ when: is('grade', 'A'), do: {} }] },
  ];
  const clients = [{ debt: 80, late: 91 }, { debt: 80 }, { debt: null }, { debt: 90, status: 'prospect' }];
  const ran = run({ ...grades, actions }, clients);
  expect(ran.values('action.review')).toEqual([0, 1, 2, 1]);
  expect(ran.values('action.lane')).toEqual([null, 0, null, 0]);
});

test('lists: a flag for everybody in the book, and the column it is sorted by', () => {
  const debt = factor('x', {}).of!;
  const lists = [
    { name: 'prospects', label: {}, when: is('status', 'prospect'), sort: debt },
    { name: 'mailing', label: {}, when: flagOf('consent') },
  ];
  const clients = [
    { debt: 80, consent: 0 },
    { debt: 7, status: 'prospect' },
    { debt: null, consent: null },
  ];
  const ran = run({ lists }, clients);
  expect(ran.values('list.prospects')).toEqual([0, 1, 0]);
  expect(ran.values('list.prospects.sort')).toEqual([80, 7, null]);
  expect(ran.values('list.mailing')).toEqual([0, 1, 0]);
  expect(ran.names).not.toContain('list.mailing.sort');
});

test('actions and lists may speak of tier and grade: they stand behind them', () => {
  const given = rubric({
    ...grades,
    dimensions: [dimension('quality', '1', [factor('f', {})])],
    tiers: [tier('gold', {})],
    actions: [{ name: 'lane', rules: [{ do: {} }] }],
    lists: [{ name: 'all', label: {}, when: is('tier', 'gold') }],
  });
  const names = tieringSteps(given).map((step) => step.name);
  expect(names).toEqual([
    'grade',
    '$tier.gold',
    'tier.model',
    '$override.allowed',
    'tier',
    'reason',
    'action.lane',
    'list.all',
  ]);
});

test('a rubric without grades, tiers, actions and lists is only scored and reasoned', () => {
  const plain = rubric({ dimensions: [dimension('quality', '1', [factor('f', {})])] });
  expect(tieringSteps(plain).map((step) => step.name)).toEqual(['reason']);
});

test('steps carry the values of their categories, best first', () => {
  const given = rubric({ ...grades, tiers: [tier('gold', gold), tier('rest', {})], dimensions: [] });
  const types = new Map(tieringSteps(given).map((step) => [step.name, step.type]));
  expect(types.get('grade')).toEqual({ kind: 'category', scale: 0, values: ['A', 'B', 'D'] });
  expect(types.get('tier')).toEqual({ kind: 'category', scale: 0, values: ['gold', 'rest'] });
});

const stability = { demote: { buffer: 5_000_000, after: 2 }, atOnce: where('late', '>', 90) };
const previous = (values: readonly (string | null)[], periods: readonly number[]) => ({
  'previous.model': { type: category, values },
  'previous.periods': { type: integer, values: periods },
});

test('stability: rules are asked again with the buffer on the score, and nothing else', () => {
  const when = both('and', [where('score', '>=', 75), where('debt', '>=', 71)]);
  const tiers = [tier('gold', { when }), tier('rest', {})];
  const clients = [{ debt: 70 }, { debt: 72 }, { debt: 60 }, { debt: 60 }, { debt: 72, late: 91 }, { debt: 76 }];
  const before = previous(['gold', 'gold', 'gold', 'gold', 'gold', 'rest'], [0, 1, 0, 1, 0, 1]);
  const ran = run({ tiers, stability }, clients, before);
  expect(ran.values('$buffered.gold')).toEqual([0, 1, 0, 0, 1, 1]);
  expect(ran.values('$at_once')).toEqual([0, 0, 0, 0, 1, 0]);
  expect(ran.values('tier_by_rules')).toEqual(['rest', 'rest', 'rest', 'rest', 'rest', 'gold']);
  expect(ran.values('tier.model')).toEqual(['gold', 'gold', 'gold', 'rest', 'rest', 'gold']);
  expect(ran.values('tier.periods')).toEqual([1, 0, 1, 0, 0, 0]);
  expect(ran.values('tier.held')).toEqual([1, 1, 1, 0, 0, 0]);
  expect(ran.values('tier')).toEqual(ran.values('tier.model'));
});

test('stability: a rule that does not ask for the score is asked once; without demote none is asked again', () => {
  const tiers = [tier('prompt', { when: where('late', '<=', 30) }), tier('rest', {})];
  const given = rubric({ tiers, stability });
  const names = (whole: Rubric) => tieringSteps(whole).map((step) => step.name);
  expect(names(given)).toEqual([
    ...['$tier.prompt', '$tier.rest', '$at_once', 'tier.model', '$override.allowed', 'tier', 'reason'],
  ]);
  const atOnceOnly = rubric({ tiers: [tier('gold', gold)], stability: { atOnce: stability.atOnce } });
  expect(names(atOnceOnly)).toEqual(['$tier.gold', 'tier.model', '$override.allowed', 'tier', 'reason']);
  const ran = run(
    { tiers: [tier('gold', gold), tier('rest', {})], stability: {} },
    [{ debt: 74 }],
    previous(['gold'], [0]),
  );
  expect(ran.values('tier')).toEqual(['rest']);
});

test('overrides: by hand where allowed, on top of what the model gives; who has no model tier gets none', () => {
  const tiers = [tier('gold', gold), tier('rest', {})];
  const allow = both('or', [is('tier', 'gold'), where('late', '=', 0)]);
  const clients = [{ debt: 80 }, { debt: 10 }, { debt: 10, late: 5 }, { debt: 80, late: null }, { debt: null }];
  const byHand = { to_tier: { type: category, values: ['rest', 'gold', 'gold', null, 'gold'] } };
  const ran = run({ tiers, overrides: { allow } }, clients, byHand);
  expect(ran.values('$override.allowed')).toEqual([1, 1, 0, 1, 1]);
  expect(ran.values('tier.model')).toEqual(['gold', 'rest', 'rest', 'gold', null]);
  expect(ran.values('tier')).toEqual(['rest', 'gold', 'rest', 'gold', null]);
  expect(run({ tiers }, clients, byHand).values('tier')).toEqual(['rest', 'gold', 'gold', 'gold', null]);
});

test('grade_worsened: by the order of grades; missing where either is, or is no grade any more', () => {
  const lists = [{ name: 'down', label: {}, when: flagOf('grade_worsened') }];
  const clients = [{ debt: 10 }, { debt: 80 }, { debt: 80, late: 91 }, { debt: 80 }, { debt: null }, { debt: 80 }];
  const before = { previous_grade: { type: category, values: ['A', 'B', 'A', 'A', 'A', 'Z'] } };
  const ran = run({ ...grades, lists }, clients, before);
  expect(ran.values('grade')).toEqual(['B', 'A', 'D', 'A', null, 'A']);
  expect(ran.values('grade_worsened')).toEqual([1, 0, 1, 0, null, null]);
  expect(ran.values('list.down')).toEqual([1, 0, 1, 0, 0, 0]);
  expect(run(grades, clients).names).not.toContain('grade_worsened');
});
