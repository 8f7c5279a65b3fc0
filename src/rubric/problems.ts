import type { ProblemCatalogue } from '../model/problem.ts';
import { feelProblems } from './feel/problems.ts';

// What can be wrong with a rubric. Errors stop the run; warnings are lints.

const ownProblems = {
  'yaml-syntax': {
    severity: 'error',
    meaning: 'The file is not YAML.',
    remedy: 'Correct the text at the caret; an editor with YAML support shows most such mistakes.',
  },
  'yaml-refused': {
    severity: 'error',
    meaning:
      'The file uses a part of YAML that has no meaning in a rubric: a tag, a key that is no text, or an alias without anchor.',
    remedy: 'Write the value out.',
  },
  'duplicate-key': {
    severity: 'error',
    meaning: 'A key, name or value that can stand only once is given twice.',
    remedy: 'Keep one of the two; the message says where the first one stands.',
  },
  'extends-circle': {
    severity: 'error',
    meaning: 'Rubric files extend each other in a circle.',
    remedy: 'Remove one of the "extends" that the message lists.',
  },
  'extends-unreadable': {
    severity: 'error',
    meaning: 'The file named by "extends" cannot be read.',
    remedy: 'Correct its path, which is relative to the file that names it.',
  },
  'unknown-key': {
    severity: 'error',
    meaning: 'A setting is not one that the rubric language knows at this place.',
    remedy: 'Correct its spelling, or move it to where it belongs; docs/rubric.md lists every key.',
  },
  'missing-key': {
    severity: 'error',
    meaning: 'A setting that must be given is not there.',
    remedy: 'Add it; the message shows an example.',
  },
  'wrong-shape': {
    severity: 'error',
    meaning: 'A setting has the wrong form, such as a text where a list or a map is needed.',
    remedy: 'Write it in the form that the message names.',
  },
  'invalid-value': {
    severity: 'error',
    meaning: 'A setting has a value that is out of its range or not among those that are allowed.',
    remedy: 'Give a value as the message says.',
  },
  'setting-unfit': {
    severity: 'error',
    meaning: 'A setting is known, but not for this type of field, scoring method or place.',
    remedy: 'Remove the setting, or change what it is a setting of.',
  },
  'one-of': {
    severity: 'error',
    meaning: 'Exactly one of several settings must be given, and there is none or more than one.',
    remedy: 'Give exactly one of those that the message names.',
  },
  'invalid-name': {
    severity: 'error',
    meaning: 'A name has characters that a formula, or an output, cannot hold.',
    remedy: 'Use letters, digits and _, and begin with a letter.',
  },
  'name-clash': {
    severity: 'error',
    meaning: 'A name is taken: by another part of the rubric, by the tool or by FEEL.',
    remedy: 'Choose another name.',
  },
  'heading-clash': {
    severity: 'error',
    meaning: 'Two fields take the same heading.',
    remedy: 'Remove the heading from one of them.',
  },
  circle: {
    severity: 'error',
    meaning: 'Features, lookups or tables are made from each other in a circle.',
    remedy: 'Break the circle; the message names its members.',
  },
  'points-out-of-range': {
    severity: 'error',
    meaning: 'Points are outside 0..100, or outside the points_range of the factor.',
    remedy: 'Correct the points, or give the factor a points_range.',
  },
  'grade-order': {
    severity: 'error',
    meaning: 'The grades of the rules and those of grade_order are not the same.',
    remedy: 'Every grade stands once in grade_order and in at least one rule.',
  },
  'unused-name': {
    severity: 'warning',
    meaning: 'A field, feature or lookup is used nowhere.',
    remedy: 'Use it or remove it.',
  },
  'unreachable-rule': {
    severity: 'warning',
    meaning: 'A rule can never take effect, because an earlier one takes everything that it would.',
    remedy: 'Move it up, change its condition or remove it.',
  },
  'open-tiers': {
    severity: 'warning',
    meaning: 'The last tier has a condition, so rated clients may stay without a tier.',
    remedy: 'Add a last tier without "when", unless that is meant.',
  },
  'missing-translation': {
    severity: 'warning',
    meaning: 'Texts lack a locale that other texts of the rubric have.',
    remedy: 'Add the text in that locale; without it reports show the one that is there.',
  },
  'expect-not-in-top': {
    severity: 'warning',
    meaning: 'The expectation of pareto speaks of a percentage of clients that is not printed.',
    remedy: 'Add the percentage to "top".',
  },
} as const satisfies ProblemCatalogue;

export const rubricProblems = { ...ownProblems, ...feelProblems } as const satisfies ProblemCatalogue;
