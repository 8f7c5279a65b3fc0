import { object, optional, required } from '../shape/object.ts';
import { actionsShape } from './actions.ts';
import { breakdownsShape } from './breakdowns.ts';
import { checksShape } from './checks.ts';
import { dimensionsShape } from './dimensions.ts';
import { featuresShape } from './features.ts';
import { fieldsShape } from './fields.ts';
import { gradeOrderShape, gradesShape } from './grades.ts';
import { identityEntries } from './identity.ts';
import { listsShape } from './lists.ts';
import { lookupsShape } from './lookups.ts';
import { missingShape } from './missing.ts';
import { modelsShape } from './models.ts';
import { outcomesShape } from './outcomes.ts';
import { overridesShape } from './overrides.ts';
import { paretoShape } from './pareto.ts';
import { portfolioShape } from './portfolio.ts';
import { reportShape } from './report.ts';
import { stabilityShape } from './stability.ts';
import { tablesShape } from './tables.ts';
import { tiersShape } from './tiers.ts';

// The sections of a rubric: the checker reads by them, the JSON Schema and the key reference are printed from them.

export const rubricEntries = {
  ...identityEntries,
  portfolio: required(
    portfolioShape,
    'Which columns make a client',
    '{id: client_id, name: client_name, measure: revenue_12m}',
  ),
  fields: optional(
    fieldsShape,
    'What a row of the book holds; required, unless portfolio.of makes the clients',
    '{client_id: {type: id, from: [客户编号, Client ID], required: true}}',
  ),
  tables: optional(
    tablesShape,
    'Further files, many rows to a client',
    '{loans: {key: client_id, fields: {client_id: {type: id}}}}',
  ),
  features: optional(
    featuresShape,
    'Named FEEL formulas over fields, lookups and other features',
    '{annual_margin: revenue_12m - cost_to_serve_12m}',
  ),
  lookups: optional(
    lookupsShape,
    'Categories to classes',
    '{industry_risk: {of: industry, low: [utilities], else: medium}}',
  ),
  models: optional(
    modelsShape,
    'Fitted predictors',
    '{loans_expected: {bg_nbd: {events: loans.start_date, horizon: 24 months}}}',
  ),
  missing: optional(
    missingShape,
    'What missing values do',
    '{rule: reweight, coverage: 70%}',
    '{rule: reweight, coverage: 70%}',
  ),
  dimensions: required(
    dimensionsShape,
    'What the score is made of',
    '{contribution: {weight: 40, factors: {size: {weight: 30, of: loan_amount, bands: {">= 100000": 100, else: 20}}}}}',
  ),
  grade_order: optional(gradeOrderShape, 'The grades, best first; required with grades', '[A, B, C, D]'),
  grades: optional(
    gradesShape,
    'Ordered grade rules, the first that holds',
    '[{grade: A, when: credit_quality >= 75}, {grade: B}]',
  ),
  tiers: required(
    tiersShape,
    'Ordered tier rules, best tier first',
    '[{tier: gold, when: score >= 75}, {tier: standard}]',
  ),
  stability: optional(
    stabilityShape,
    'Against flapping between runs; without a previous run it does nothing',
    '{demote: {buffer: 5, after: 2}}',
  ),
  overrides: optional(overridesShape, 'Which tiers may be given by hand', '{expire_within_days: 366}'),
  actions: optional(
    actionsShape,
    'What is to be done with a client: in each group the first rule that holds',
    '{review: [{when: grade = "C", do: quarterly}, {do: yearly}]}',
  ),
  lists: optional(listsShape, 'Lists of clients', '{watchlist: {when: max_dpd_12m > 30, sort: loan_balance}}'),
  breakdowns: optional(breakdownsShape, 'Categories to break tiers and the measure down by', '[segment, region]'),
  outcomes: optional(
    outcomesShape,
    'Figures per tier, this run against the previous',
    '{satisfaction: {of: mean(csat), better: higher, target: +20%}}',
  ),
  pareto: optional(
    paretoShape,
    'Shares of the largest clients, and ABC classes',
    '{top: [10, 20], abc: [80%, 95%]}',
    'as for each of its settings',
  ),
  checks: optional(
    checksShape,
    'Gates over figures of the summary',
    '[{check: rejected rows, rule: rejected_share <= 0.01, breach: fail}]',
  ),
  report: optional(
    reportShape,
    'What workbook, page and Markdown show',
    '{sheets: [summary, pareto, method], top: 50}',
  ),
} as const;

export const rubricShape = object('a rubric', rubricEntries);
