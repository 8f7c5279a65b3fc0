import { type Locale, locales } from '../model/locale.ts';
import type { Located, LocatedScalar } from '../model/located.ts';
import type { Problem } from '../model/problem.ts';
import type { Rubric } from '../model/rubric.ts';
import { pointScale } from '../model/value-type.ts';
import type { Check } from './checking.ts';
import { checkDerived } from './derived.ts';
import { dateBounds, dateType, Formulas, numberType } from './formulas.ts';
import { lintTranslations, lintUnused } from './lints.ts';
import { NameTable } from './names.ts';
import { rubricProblems } from './problems.ts';
import { createReporter, type RubricFile } from './reporter.ts';
import { checkActions } from './sections/actions.ts';
import { checkBreakdowns } from './sections/breakdowns.ts';
import { checkChecks } from './sections/checks.ts';
import { checkDimensions } from './sections/dimensions.ts';
import { checkFields, namedValueOf } from './sections/fields.ts';
import { checkGrades } from './sections/grades.ts';
import { checkIdentity, moneyScaleOf } from './sections/identity.ts';
import { rubricShape } from './sections/index.ts';
import { checkLists } from './sections/lists.ts';
import { defaultCoverage, missingRule } from './sections/missing.ts';
import { checkModels } from './sections/models.ts';
import { checkOutcomes } from './sections/outcomes.ts';
import { checkOverrides } from './sections/overrides.ts';
import { checkPareto } from './sections/pareto.ts';
import { checkKeyOfTable, checkPortfolio } from './sections/portfolio.ts';
import { checkReport } from './sections/report.ts';
import { checkStability } from './sections/stability.ts';
import { checkTables } from './sections/tables.ts';
import { checkTiers } from './sections/tiers.ts';
import type { Reading, Registries, ValueOf } from './shape/shape.ts';

// Located YAML to a checked rubric, section by section in the order of the run, because a formula knows only the names
// that were made before it. All problems are reported; with one error among them there is no rubric.

export interface CheckedRubric {
  /** Undefined where there is an error among the problems. */
  readonly rubric: Rubric | undefined;
  readonly problems: readonly Problem[];
}

/** A single value at the top of the rubric, before anything is checked. */
function peek(source: Located, key: string): LocatedScalar | undefined {
  const value = source.kind === 'map' ? source.entries.find((entry) => entry.key.text === key)?.value : undefined;
  return value?.kind === 'scalar' ? value : undefined;
}

function localeOf(source: Located): Locale {
  const given = peek(source, 'locale')?.text;
  return locales.find((locale) => locale === given) ?? 'en';
}

/** Names that every formula knows, and those that are made by ranking or stand for the previous run. */
function addToolNames({ formulas }: Check): void {
  formulas.add('client', 'as_of', dateType, dateBounds, 'book');
  formulas.add('ranked', 'rank', { kind: 'integer', scale: 0 }, { min: 1, max: Number.MAX_SAFE_INTEGER });
  formulas.add('ranked', 'top_percent', numberType, { min: 0, max: 100 * 10 ** pointScale });
  formulas.add('ranked', 'cumulative_share', numberType, { min: 0, max: 10 ** pointScale });
  formulas.add('scored', 'coverage', numberType, { min: 0, max: 10 ** pointScale });
  const category = { kind: 'category', scale: 0 } as const;
  for (const name of ['previous_tier', 'previous_grade', 'opening_tier', 'opening_grade']) {
    formulas.add('client', name, category, { min: 0, max: 0 }, 'previous');
  }
  formulas.add('client', 'previous_score', numberType, undefined, 'previous');
  formulas.add('outcome', 'exited', { kind: 'flag', scale: 0 }, { min: 0, max: 1 });
}

type RubricDraft = NonNullable<ValueOf<typeof rubricShape>>;

/** Names that the sections of this rubric will make, known before the formulas in front of them are read. */
function announceNames(draft: RubricDraft, { formulas }: Check): void {
  for (const { name, value } of draft.dimensions ?? []) {
    formulas.announce('scored', name, ...(value.factors ?? []).map((factor) => `points.${factor.name}`));
  }
  formulas.announce('scored', 'score');
  if (draft.grades) formulas.announce('graded', 'grade', 'grade_worsened');
  formulas.announce('tiered', 'tier');
  formulas.announce('override', 'to_tier');
}

function checkSections(draft: RubricDraft, check: Check): Rubric {
  const { names, formulas } = check;
  addToolNames(check);
  announceNames(draft, check);
  const currency = draft.portfolio?.of === undefined ? draft.portfolio?.currency : undefined;
  const own = checkFields(draft.fields ?? [], check, ({ key }) => names.claim(key, 'a field'), {
    byDefault: currency,
    use: (name) => names.used.add(name),
  });
  const tables = checkTables(draft.tables ?? [], check, draft.portfolio);
  const keyOfTable = draft.portfolio && checkKeyOfTable(draft.portfolio, tables, check);
  const key = draft.fields === undefined ? keyOfTable : undefined;
  if (key && draft.portfolio?.id && names.claim(draft.portfolio.id, 'a field')) names.used.add(key.name);
  const fields = key === undefined ? own : [key];
  for (const field of fields) names.values.set(field.name, namedValueOf(field, 'client'));
  for (const name of names.namesOf('a field')) if (!names.values.has(name)) names.failed.add(name);
  const models = checkModels(draft.models ?? [], check);
  const derived = checkDerived(draft.features ?? [], draft.lookups ?? [], check);
  const portfolio = draft.portfolio && checkPortfolio(draft.portfolio, check);
  const rule = missingRule(draft.missing, 'reweight', check);
  const dimensions = checkDimensions(draft.dimensions ?? [], rule, check);
  const { grades, gradeOrder } = checkGrades(draft.grades ?? [], draft.grade_order, check);
  const tiers = checkTiers(draft.tiers ?? [], check);
  formulas.add('override', 'to_tier', { kind: 'category', scale: 0, values: tiers.map((tier) => tier.tier) });
  const stability = draft.stability && checkStability(draft.stability, check);
  const overrides = draft.overrides ? checkOverrides(draft.overrides, check) : {};
  const actions = checkActions(draft.actions ?? [], check);
  const lists = checkLists(draft.lists ?? [], check);
  const breakdowns = checkBreakdowns(draft.breakdowns ?? [], check);
  const outcomes = checkOutcomes(draft.outcomes ?? [], check);
  return {
    id: checkIdentity(draft.rubric, 'name', check),
    version: checkIdentity(draft.version, 'version', check),
    title: draft.title ?? {},
    currency: check.currency,
    locale: check.locale,
    portfolio: portfolio ?? { id: '', measure: '' },
    fields,
    tables,
    models,
    derived,
    dimensions,
    coverage: draft.missing?.coverage?.value ?? defaultCoverage,
    gradeOrder,
    grades,
    tiers,
    ...(stability === undefined ? {} : { stability }),
    overrides,
    actions,
    lists,
    breakdowns,
    outcomes,
    pareto: checkPareto(draft.pareto, check),
    checks: checkChecks(draft.checks ?? [], check),
    ...(draft.report === undefined ? {} : { report: checkReport(draft.report, check) }),
  };
}

function reportEmpty(draft: RubricDraft, { report }: Check): void {
  for (const [key, example] of [
    ['fields', 'a field'],
    ['dimensions', 'a dimension'],
    ['tiers', 'a tier'],
  ] as const) {
    const place = draft.$entries.get(key);
    if (place === undefined || draft[key]?.length !== 0) continue;
    if (place.value.kind === 'scalar') continue;
    report('missing-key', place.key.position, `"${key}" needs at least ${example}`);
  }
}

/** Clients come from a file of their own or from the keys of a table: from one of the two. */
function checkFieldsGiven(draft: RubricDraft, { report }: Check): void {
  const given = draft.$entries.get('fields');
  const of = draft.portfolio?.of;
  if (given === undefined && of === undefined) {
    const expected = 'fields: {client_id: {type: id}}';
    report('missing-key', draft.$at, 'the rubric needs "fields"', { expected });
  }
  if (given === undefined || of === undefined) return;
  const hint = 'remove one of the two';
  report('one-of', given.key.position, `the clients are the keys of "${of.text}", so the book has no fields`, { hint });
}

/** Checks a rubric as `loadRubric` gives it; `files` lend the problems their lines. */
export function checkRubric(source: Located, registries: Registries, files: readonly RubricFile[] = []): CheckedRubric {
  const { report, sorted } = createReporter({ ...registries.problems, ...rubricProblems }, files);
  const currency = peek(source, 'currency');
  const moneyScale = moneyScaleOf(currency);
  const reading: Reading = { registries, report, locale: localeOf(source), translated: [] };
  const names = new NameTable(report);
  const formulas = new Formulas(names, registries.functions, moneyScale, report);
  const check: Check = { ...reading, currency: currency?.text ?? '', moneyScale, names, formulas };
  const draft = rubricShape.read(source, reading, 'the rubric');
  let rubric: Rubric | undefined;
  if (draft !== undefined) {
    reportEmpty(draft, check);
    checkFieldsGiven(draft, check);
    // Without fields every name would be unknown.
    if (draft.portfolio?.of || (draft.fields && draft.fields.length > 0)) rubric = checkSections(draft, check);
    lintTranslations(reading);
  }
  // A formula that could not be read may use what seems unused.
  if (rubric && !sorted().some(({ severity }) => severity === 'error')) lintUnused(check);
  const problems = sorted();
  return { rubric: problems.some((problem) => problem.severity === 'error') ? undefined : rubric, problems };
}
