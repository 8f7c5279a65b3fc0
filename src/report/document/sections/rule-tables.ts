import { inLocale } from '../../../model/locale.ts';
import { formatShort } from '../../../numeric/decimal.ts';
import { labelIn } from '../../label-in.ts';
import { column, count } from '../columns.ts';
import type { ReportTable } from '../document.ts';
import { type DocumentScope, labelOf, tierName } from '../scope.ts';

// Rules as they stand in the rubric: grades, tiers, lists, features; and the models that were fitted.

export function ruleTables(scope: DocumentScope): ReportTable[] {
  return [gradeRules, tierRules, listRules, formulas, models]
    .map((make) => make(scope))
    .filter(({ rows }) => rows.length > 0);
}

function gradeRules({ rubric, words, locale }: DocumentScope): ReportTable {
  const own = words.method;
  return {
    key: 'grade_rules',
    title: own.grades,
    note: own.gradesNote,
    columns: [
      column('text', 'grade', words.columns.grade),
      column('text', 'label', own.gradeLabel),
      column('text', 'rule', own.condition),
    ],
    rows: rubric.grades.map(({ grade, label, when, source }) => {
      const name = labelIn(label, locale, grade);
      return { cells: [grade, name === grade ? null : name, source ?? (when === undefined ? own.rest : null)] };
    }),
  };
}

function tierRules(scope: DocumentScope): ReportTable {
  const { rubric, words, locale } = scope;
  const own = words.method;
  return {
    key: 'tier_rules',
    title: own.tiers,
    note: own.tiersNote,
    columns: [
      column('text', 'tier', words.columns.tier),
      column('text', 'rule', own.condition),
      column('count', 'places', own.capacity),
      column('number', 'hours', own.effort, 1),
      column('text', 'service', words.summary.service),
    ],
    rows: rubric.tiers.map(({ tier, when, source, capacity, effortHours, service }) => ({
      cells: [
        tierName(scope, tier),
        source ?? (when === undefined ? own.rest : null),
        capacity === undefined ? null : count(capacity),
        effortHours ?? null,
        words.joined(inLocale(service, locale, [])) || null,
      ],
    })),
  };
}

function listRules({ rubric, words, locale }: DocumentScope): ReportTable {
  const own = words.method;
  return {
    key: 'list_rules',
    title: own.listRules,
    columns: [column('text', 'list', words.lists.list), column('text', 'rule', own.condition)],
    rows: rubric.lists
      .filter(({ source }) => source !== undefined)
      .map(({ name, label, source }) => ({ cells: [labelIn(label, locale, name), source as string] })),
  };
}

function formulas(scope: DocumentScope): ReportTable {
  const { rubric, words } = scope;
  const own = words.method;
  return {
    key: 'features',
    title: own.formulas,
    columns: [column('text', 'feature', own.feature), column('text', 'formula', own.formulaColumn)],
    rows: rubric.derived
      .filter(({ source }) => source !== undefined)
      .map(({ name, source }) => ({ cells: [labelOf(scope, name), source as string] })),
  };
}

function models({ summary, words }: DocumentScope): ReportTable {
  const own = words.method;
  return {
    key: 'models',
    title: own.models,
    columns: [
      column('text', 'model', own.modelName),
      column('text', 'kind', own.modelKind),
      column('count', 'clients', own.modelClients),
      column('count', 'repeaters', own.repeaters),
      column('text', 'parameters', own.parameters),
    ],
    rows: (summary.models ?? []).map((model) => ({
      cells: [
        model.model,
        model.kind,
        count(model.clients),
        count(model.repeaters),
        Object.entries(model.parameters ?? {})
          .map(([name, value]) => `${name} ${formatShort(value.units, value.scale)}`)
          .join(', ') || own.notFitted,
      ],
    })),
  };
}
