import type { LocatedScalar } from '../../model/located.ts';
import type { GradeRule } from '../../model/rubric.ts';
import { nearest } from '../../text/nearest.ts';
import { type Check, lintRules, reportTwice } from '../checking.ts';
import { lintReach } from '../rule-reach.ts';
import { listOf } from '../shape/collections.ts';
import { type Draft, object, optional, placeOf, required } from '../shape/object.ts';
import { feel, text } from '../shape/scalars.ts';
import { localisedText } from '../shape/texts.ts';

// Risk grades: ordered rules, the first that holds; `grade_order` is their quality, best first.

const entries = {
  grade: required(text('grade'), 'The grade that the rule gives; it stands in grade_order', 'A'),
  when: optional(
    feel('condition'),
    'Where the rule holds; without it, for every rated client that is left',
    'credit_quality >= 75',
    'takes the rest',
  ),
  label: optional(localisedText(), 'What reports call the grade', '{en: Default, zh-CN: 违约}', 'the grade'),
} as const;

export const gradesShape = listOf(object('a grade rule', entries));
export const gradeOrderShape = listOf(text('grade'));
type GradeDraft = Draft<typeof entries>;

function checkOrder(drafts: readonly GradeDraft[], order: readonly LocatedScalar[], { report }: Check): void {
  reportTwice(order, 'the grade', report);
  const ruled = new Set(drafts.map((draft) => draft.grade?.text));
  for (const grade of new Map(order.map((one) => [one.text, one])).values()) {
    if (ruled.has(grade.text)) continue;
    const hint = 'add a rule for it, or remove it from grade_order';
    report('grade-order', grade.position, `no rule gives the grade "${grade.text}"`, { hint });
  }
  const ordered = order.map((grade) => grade.text);
  for (const { grade } of drafts) {
    if (grade === undefined || ordered.includes(grade.text)) continue;
    const near = nearest(grade.text, ordered);
    const hint = near ? `did you mean "${near}"?` : 'add it to grade_order, at its place from best to worst';
    report('grade-order', grade.position, `the grade "${grade.text}" is not in grade_order`, { hint });
  }
}

/** Grade rules and their order; `grade` is known to formulas afterwards. */
export function checkGrades(
  drafts: readonly GradeDraft[],
  order: readonly LocatedScalar[] | undefined,
  check: Check,
): { grades: GradeRule[]; gradeOrder: string[] } {
  const gradeOrder = order?.map((grade) => grade.text) ?? [];
  const first = drafts[0];
  if (order === undefined && first !== undefined) {
    const message = 'grades need "grade_order", their quality from best to worst';
    check.report('missing-key', first.$at, message, { expected: 'grade_order: [A, B, C]' });
  } else checkOrder(drafts, order ?? [], check);
  lintRules(drafts, 'grade rule', 'every rated client', check.report);
  const grades = drafts.map(({ grade, label, when }) => {
    const condition = when && check.formulas.compile(when, 'grades', 'flag');
    const rule = when === undefined || condition === undefined ? {} : { when: condition, source: when.text };
    return { grade: grade?.text ?? '', label: label ?? {}, ...rule };
  });
  const rules = grades.map(({ when }: GradeRule, index) => ({
    when,
    at: placeOf(drafts[index], 'when'),
    takesAll: true,
  }));
  lintReach(rules, 'grade rule', check.report);
  if (drafts.length === 0 && order === undefined) return { grades: [], gradeOrder };
  check.formulas.add('graded', 'grade', { kind: 'category', scale: 0, values: gradeOrder });
  check.formulas.add('graded', 'grade_worsened', { kind: 'flag', scale: 0 }, { min: 0, max: 1 });
  return { grades, gradeOrder };
}
