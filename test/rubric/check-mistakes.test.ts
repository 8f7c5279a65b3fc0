// Longer than 300 lines: one table that holds every mistake a rubric can have.
import { describe, expect, it } from 'vitest';
import { feelProblems } from '../../src/rubric/feel/problems.ts';
import { rubricProblems } from '../../src/rubric/problems.ts';
import { checkText, line } from './registries.ts';
import { factors, fieldsWith, rubricWith } from './sections.ts';

// Every mistake with the line that a person reads, "line:column code message". Sections that a case gives stand first.

const cases = [
  {
    title: 'an unknown section',
    given: rubricWith({ tires: 'tires: []' }),
    expected: ['1:1 unknown-key "tires" is not a setting of a rubric'],
  },
  {
    title: 'an unknown setting',
    given: rubricWith({ dimensions: factors('big: {wieght: 1, of: revenue, bands: {">= 100": 100, else: 0}}') }),
    expected: [
      '5:12 missing-key "big" in "factors" of a dimension needs "weight"',
      '5:13 unknown-key "wieght" is not a setting of a factor',
    ],
  },
  {
    title: 'a list where a map is needed',
    given: rubricWith({ fields: 'fields: [id, revenue]', breakdowns: undefined }),
    expected: ['1:9 wrong-shape "fields" of a rubric must be a map of names, not a list'],
  },
  {
    title: 'nothing where a map is needed',
    given: rubricWith({ portfolio: 'portfolio:' }),
    expected: ['1:11 wrong-shape "portfolio" of a rubric must be the settings of the portfolio, a map, not nothing'],
  },
  {
    title: 'a map where a text is needed',
    given: rubricWith({ version: 'version: {a: 1}' }),
    expected: ['1:10 wrong-shape "version" of a rubric must be a text, not a map'],
  },
  {
    title: 'a version with a space',
    given: rubricWith({ version: 'version: 1 beta' }),
    expected: [
      '1:10 invalid-name the version of the rubric, "1 beta", may hold letters, digits, ".", "_", "+" and "-" only',
    ],
  },
  {
    title: 'a rubric that is no map',
    given: 'just text',
    expected: ['1:1 wrong-shape the rubric must be the settings of a rubric, a map, not "just text"'],
  },
  {
    title: 'an unknown currency',
    given: rubricWith({ currency: 'currency: CNX' }),
    expected: ['1:11 invalid-value "currency" of a rubric must be one of the ISO 4217 codes, not "CNX"'],
  },
  {
    title: 'an unknown locale',
    given: rubricWith({ locale: 'locale: zh' }),
    expected: ['1:9 invalid-value "locale" of a rubric must be one of en, zh-CN, not "zh"'],
  },
  {
    title: 'sections that hold nothing',
    given: rubricWith({ fields: 'fields: {}', tiers: 'tiers: []', breakdowns: undefined }),
    expected: ['1:1 missing-key "fields" needs at least a field', '2:1 missing-key "tiers" needs at least a tier'],
  },
  {
    title: 'an unknown field type',
    given: rubricWith({ fields: fieldsWith('paid: {type: monye}') }),
    expected: [
      '5:16 invalid-value "type" of a field must be one of id, text, category, number, integer, money, percent, date, flag, not "monye"',
    ],
  },
  {
    title: 'a name that a formula cannot hold',
    given: rubricWith({ fields: fieldsWith('loan amount: {type: money}') }),
    expected: ['5:3 invalid-name "loan amount" cannot be the name of a field'],
  },
  {
    title: 'a name of the tool',
    given: rubricWith({ fields: fieldsWith('score: {type: number}') }),
    expected: ['5:3 name-clash "score" cannot be the name of a field: it is a name that the tool adds'],
  },
  {
    title: 'a word of FEEL',
    given: rubricWith({ features: 'features: {between: revenue * 2}' }),
    expected: ['1:12 name-clash "between" cannot be the name of a feature: it is a word of FEEL'],
  },
  {
    title: 'a name twice',
    given: rubricWith({ fields: fieldsWith(), features: 'features: {revenue: 1}' }),
    expected: ['5:12 name-clash "revenue" cannot be the name of a feature: a field of line 3 has it'],
  },
  {
    title: 'a dimension called like a field',
    given: rubricWith({
      dimensions: factors('big: {weight: 1, of: revenue, scale: {0: 0, 1: 100}}').replace('size:', 'branch:'),
    }),
    expected: ['2:3 name-clash "branch" cannot be the name of a dimension: a field of line 13 has it'],
  },
  {
    title: 'a dimension called like a heading',
    given: rubricWith({
      dimensions: factors('big: {weight: 1, of: revenue, scale: {0: 0, 1: 100}}').replace('size:', 'reasons:'),
    }),
    expected: ['2:3 name-clash "reasons" cannot be the name of a dimension: it is a heading of clients.csv'],
  },
  {
    title: 'a tier called unrated',
    given: rubricWith({ tiers: 'tiers: [{tier: unrated}]' }),
    expected: ['1:16 name-clash a tier cannot be called "unrated": reports use the word'],
  },
  {
    title: 'a tier called like the line of all clients',
    given: rubricWith({ tiers: 'tiers: [{tier: all}]' }),
    expected: ['1:16 name-clash a tier cannot be called "all": reports use the word'],
  },
  {
    title: 'one heading for two fields',
    given: rubricWith({ fields: fieldsWith('paid: {type: money, from: [Ｒevenue, Paid]}') }),
    expected: ['5:30 heading-clash the heading "Ｒevenue" is taken by the field "revenue" as well'],
  },
  {
    title: 'settings that the type has no use for',
    given: rubricWith({ fields: fieldsWith('name: {type: text, min: 1, values: [a], unit: percent, format: DMY}') }),
    expected: [
      '5:22 setting-unfit a field of type text takes no "min"',
      '5:30 setting-unfit a field of type text takes no "values"',
      '5:49 setting-unfit "percent" is no unit of this field: the type text takes no "unit"',
      '5:66 setting-unfit "DMY" is no format of this field: the type text takes no "format"',
    ],
  },
  {
    title: 'a unit of another type',
    given: rubricWith({ fields: fieldsWith('day: {type: date, format: percent}') }),
    expected: [
      '5:29 invalid-value "format" of a field must be one of 1,234.56, 1.234,56, YMD, MDY, DMY, YYMMDD, excel, excel-1904, sas, not "percent"',
    ],
  },
  {
    title: 'bounds that hold no value',
    given: rubricWith({ fields: fieldsWith('paid: {type: money, min: 10, max: 1}') }),
    expected: ['5:28 invalid-value "min" (10) is above "max" (1): no value fits'],
  },
  {
    title: 'a bound with too many digits',
    given: rubricWith({
      fields: fieldsWith(
        'paid: {type: money, min: 0.001}',
        'day: {type: date, max: 31.1.2026}',
        'ratio: {type: percent, max: 150%}',
      ),
    }),
    expected: [
      '5:28 invalid-value a bound of this field must be a number with at most 2 decimals, not "0.001"',
      '6:26 invalid-value a bound of this field must be a date such as 2026-01-31, not "31.1.2026"',
    ],
  },
  {
    title: 'a text that means two values',
    given: rubricWith({ fields: fieldsWith('kind: {type: category, values: {a: [x], b: [x, y]}}') }),
    expected: ['5:47 duplicate-key "x" means both "a" and "b"'],
  },
  {
    title: 'a required setting that is no flag',
    given: rubricWith({ fields: fieldsWith('paid: {type: money, required: yes}') }),
    expected: ['5:33 wrong-shape "required" of a field must be true or false, not "yes"'],
  },
  {
    title: 'a key that is no field',
    given: rubricWith({ portfolio: 'portfolio: {id: idd, measure: revenue}' }),
    expected: ['1:17 unknown-name "idd" is no field, and the key must be one'],
  },
  {
    title: 'a key that is no id and a measure that is no number',
    given: rubricWith({ portfolio: 'portfolio: {id: revenue, measure: branch}' }),
    expected: [
      '1:17 wrong-type "revenue" is of type money, and the key must be an id',
      '1:35 wrong-type "branch" is of type category, and the measure must be a number',
    ],
  },
  {
    title: 'a status without prospects',
    given: rubricWith({ portfolio: 'portfolio: {id: id, measure: revenue, status: branch}' }),
    expected: ['1:47 invalid-value "branch" has no value "prospect", so no client could be one'],
  },
  {
    title: 'a formula with a mistake',
    given: rubricWith({ features: 'features:\n  more: revenue * revenue\n  most: more + 1\n  least: revenu / 2' }),
    expected: ['2:9 wrong-type money times money has no meaning', '4:10 unknown-name "revenu" is not known here'],
  },
  {
    title: 'features in a circle',
    given: rubricWith({ features: 'features: {a: b + 1, b: c + 1, c: a + 1, d: a + 1, e: e}' }),
    expected: [
      '1:12 circle these are made from each other in a circle: a → b → c → a',
      '1:52 circle "e" is made from itself',
    ],
  },
  {
    title: 'a name of a later stage',
    given: rubricWith({
      features: 'features: {a: score + 1, b: if tier = "gold" then 1 else 0, c: rank, d: points.big}',
    }),
    expected: [
      '1:15 name-of-later-stage score is known only after the score is made',
      '1:32 name-of-later-stage tier is known only after the tiers are given',
      '1:64 name-of-later-stage rank is known only after the clients are ranked',
      '1:73 name-of-later-stage points.big is known only after the score is made',
    ],
  },
  {
    title: 'names in a check that are no figures',
    given: rubricWith({ checks: 'checks:\n  - {check: x, rule: revenue > 0}\n  - {check: x, rule: ginni < 1}' }),
    expected: [
      '2:22 name-of-later-stage revenue is known for single clients; checks speak of figures of the whole book',
      '3:13 duplicate-key the check "x" is given twice',
      '3:22 unknown-name "ginni" is not known here',
    ],
  },
  {
    title: 'a lookup without class',
    given: rubricWith({
      lookups:
        'lookups:\n  a: {of: branch}\n  b: {low: [north]}\n  c: low\n  d: {of: branch, low: [north], esle: high}',
    }),
    expected: [
      '2:6 missing-key "a" in "lookups" of a rubric needs a class',
      '3:6 missing-key "b" in "lookups" of a rubric needs "of"',
      '4:6 wrong-shape "c" in "lookups" of a rubric must be a map with "of" and a list a class, not "low"',
      '5:39 wrong-shape the class "esle" must be a list, not "high"',
    ],
  },
  {
    title: 'a lookup of a number, and of values that are none',
    given: rubricWith({
      lookups: 'lookups:\n  a: {of: revenue, low: [north]}\n  b: {of: branch, low: [nort], high: [north, north]}',
    }),
    expected: [
      '2:11 wrong-type a text is needed here, and this is revenue (money)',
      '3:25 impossible-value "nort" is no value of what is looked up',
      '3:46 duplicate-key the value "north" is given twice',
    ],
  },
  {
    title: 'weights that are not positive',
    given: rubricWith({
      dimensions: factors(
        'big: {weight: 0, of: revenue, scale: {0: 0, 1: 100}}',
        'old: {weight: -1, of: revenue, scale: {0: 0, 1: 100}}',
        'new: {weight: many, of: revenue, scale: {0: 0, 1: 100}}',
      ),
    }),
    expected: [
      '5:21 invalid-value "weight" of a factor must be a number above 0, not "0"',
      '6:21 invalid-value "weight" of a factor must be a number above 0, not "-1"',
      '7:21 wrong-shape "weight" of a factor must be a number above 0, not "many"',
    ],
  },
  {
    title: 'weights with and without percent sign',
    given: rubricWith({
      dimensions: factors(
        'big: {weight: 40%, of: revenue, scale: {0: 0, 1: 100}}',
        'old: {weight: 0.6, of: revenue, scale: {0: 0, 1: 100}}',
      ),
    }),
    expected: ['5:21 invalid-value the weight "40%" stands beside the plain number 0.6'],
  },
  {
    title: 'no scoring method, and two',
    given: rubricWith({
      dimensions: factors(
        'big: {weight: 1, of: revenue}',
        'old: {weight: 1, of: revenue, scale: {0: 0, 1: 100}, bands: {else: 3, "> 1": 4}}',
      ),
    }),
    expected: [
      '5:12 one-of the factor "big" has no scoring method',
      '6:60 one-of the factor "old" has two scoring methods, "scale" and "bands"',
    ],
  },
  {
    title: 'a method without of, and of without need',
    given: rubricWith({
      dimensions: factors('big: {weight: 1, scale: {0: 0, 1: 100}}', 'old: {weight: 1, of: revenue, points: 50}'),
    }),
    expected: [
      '5:24 missing-key "scale" needs "of", what is scored',
      '6:24 setting-unfit "points" takes no "of": it says itself what is scored',
    ],
  },
  {
    title: 'points out of range',
    given: rubricWith({
      dimensions: factors(
        'big: {weight: 1, of: revenue, bands: {"> 1": 120, else: -1}}',
        'old: {weight: 1, of: revenue, points_range: [-10, 120], bands: {"> 1": 120, else: -1}, cap: {when: revenue < 0, points: 121}}',
      ),
    }),
    expected: [
      '5:52 points-out-of-range 120 points are outside 0..100',
      '5:63 points-out-of-range -1 points are outside 0..100',
      '6:127 points-out-of-range 121 points are outside -10..120',
    ],
  },
  {
    title: 'a range of points that is none',
    given: rubricWith({
      dimensions: factors('big: {weight: 1, of: revenue, points_range: [100, 0], scale: {0: 0, 1: 100}}'),
    }),
    expected: ['5:51 invalid-value "points_range" is the least and the most points'],
  },
  {
    title: 'points with too many digits',
    given: rubricWith({
      dimensions: factors(
        'big: {weight: 1, of: revenue, scale: {0: 0, 1: 100}, floor: {when: revenue > 1, points: 1.2345678}}',
      ),
    }),
    expected: ['5:95 invalid-value points have at most 6 digits behind the point and fit ±9.0·10⁹, unlike "1.2345678"'],
  },
  {
    title: 'a gate that is no condition',
    given: rubricWith({
      dimensions: factors('big: {weight: 1, of: revenue, scale: {0: 0, 1: 100}, floor: {when: revenue, points: 1}}'),
    }),
    expected: ['5:74 wrong-type a condition is needed here, and this is revenue (money)'],
  },
  {
    title: 'a factor that stands twice',
    given: rubricWith({
      dimensions: `${factors('big: {weight: 1, of: revenue, scale: {0: 0, 1: 100}}')}\n  risk: {weight: 1, factors: {big: {weight: 1, of: revenue, scale: {0: 0, 1: 100}}}}`,
    }),
    expected: ['6:31 name-clash the factor "big" stands in line 5 as well; points.big would mean both'],
  },
  {
    title: 'a dimension without factors',
    given: rubricWith({ dimensions: 'dimensions: {size: {weight: 1, factors: {}}}' }),
    expected: ['1:41 missing-key the dimension "size" has no factor'],
  },
  {
    title: 'rules for missing values',
    given: rubricWith({ missing: 'missing: {rule: ignore, coverage: 70}' }),
    expected: [
      '1:17 invalid-value "rule" of missing must be reweight, zero, unrated or a number of points, not "ignore"',
      '1:35 invalid-value "coverage" of missing must be a share from 0% to 100% (or 0 to 1), not "70"',
    ],
  },
  {
    title: 'a factor with coverage',
    given: rubricWith({
      dimensions: factors('big: {weight: 1, of: revenue, scale: {0: 0, 1: 100}, missing: {rule: 200, coverage: 50%}}'),
    }),
    expected: [
      '5:76 points-out-of-range 200 points are outside 0..100',
      '5:81 unknown-key "coverage" is not a setting of the "missing" of a factor',
    ],
  },
  {
    title: 'inherited points outside the range',
    given: rubricWith({
      missing: 'missing: {rule: zero}',
      dimensions: factors('big: {weight: 1, of: revenue, points_range: [10, 90], scale: {0: 10, 1: 90}}'),
    }),
    expected: ['6:12 points-out-of-range what is missing counts as 0 points, outside the range of the factor'],
  },
  {
    title: 'grades and their order',
    given: rubricWith({
      grade_order: 'grade_order: [A, C, C]',
      grades: 'grades:\n  - {grade: A, when: score > 1}\n  - {grade: B}',
    }),
    expected: [
      '1:21 duplicate-key the grade "C" is given twice',
      '1:21 grade-order no rule gives the grade "C"',
      '4:13 grade-order the grade "B" is not in grade_order',
    ],
  },
  {
    title: 'grades without order',
    given: rubricWith({ grades: 'grades:\n  - {grade: A}' }),
    expected: ['2:5 missing-key grades need "grade_order", their quality from best to worst'],
  },
  {
    title: 'rules out of reach',
    given: rubricWith({
      grade_order: 'grade_order: [A, B]',
      grades:
        'grades:\n  - {grade: A, when: score > 1}\n  - {grade: B, when: "score  > 1"}\n  - {grade: B}\n  - {grade: A, when: score > 0}',
      tiers: 'tiers:\n  - {tier: gold, capacity: 5}\n  - {tier: silver}\n  - {tier: standard}',
      actions: 'actions: {review: [{do: yearly}, {when: grade = "A", do: never}]}',
    }),
    expected: [
      '4:23 unreachable-rule this grade rule is out of reach: line 3 has the same condition',
      '6:5 unreachable-rule this grade rule is out of reach: the one of line 5 has no "when" and takes every rated client',
      '10:5 unreachable-rule this tier is out of reach: the one of line 9 has no "when" and takes all',
      '11:34 unreachable-rule this rule of "review" is out of reach: the one of line 11 has no "when" and takes all',
    ],
  },
  {
    title: 'a last tier with a condition',
    given: rubricWith({ tiers: 'tiers: [{tier: gold, when: score > 1}]' }),
    expected: ['1:28 open-tiers the last tier has a condition: rated clients may stay without a tier'],
  },
  {
    title: 'a last tier with bounded places',
    given: rubricWith({ tiers: 'tiers: [{tier: gold, capacity: 10}]' }),
    expected: ['1:32 open-tiers the last tier has bounded places: rated clients may stay without a tier'],
  },
  {
    title: 'a capacity that is none',
    given: rubricWith({
      tiers: 'tiers: [{tier: gold, capacity: -1}, {tier: gold, capacity: 1.5, effort_hours: -2}, {tier: rest}]',
    }),
    expected: [
      '1:32 invalid-value "capacity" of a tier must be a whole number, 0 or more, not "-1"',
      '1:44 duplicate-key the tier "gold" is given twice',
      '1:60 invalid-value "capacity" of a tier must be a whole number, 0 or more, not "1.5"',
      '1:79 invalid-value "effort_hours" of a tier must be a number of hours, 0 or more, not "-2"',
    ],
  },
  {
    title: 'a value that no tier has',
    given: rubricWith({ lists: 'lists: {call: {when: tier = "goldd"}}' }),
    expected: ['1:22 impossible-value "goldd" is no value of tier (a category)'],
  },
  {
    title: 'a formula with a comma in a map of one line',
    given: rubricWith({ lists: 'lists: {call: {when: tier in ("gold", "standard")}}' }),
    expected: ['1:49 yaml-syntax missing , or : between flow map items'],
  },
  {
    title: 'numbers with a comma in a map of one line',
    given: rubricWith({ lists: 'lists: {call: {when: rank in (1, 2)}}' }),
    expected: ['1:31 feel-syntax the expression ends too early', '1:34 unknown-key "2)" is not a setting of a list'],
  },
  {
    title: 'a list sorted by a text',
    given: rubricWith({ lists: 'lists: {call: {when: tier = "gold", sort: branch}}' }),
    expected: ['1:43 wrong-type a list is sorted by a number, a date or a flag, not by a category'],
  },
  {
    title: 'breakdowns by what is no category',
    given: rubricWith({ breakdowns: 'breakdowns: [branch, branhc, revenue, branch]' }),
    expected: [
      '1:22 unknown-name "branhc" is no field or feature or lookup, and a breakdown must be one',
      '1:30 wrong-type "revenue" is of type money, and a breakdown must be a category',
      '1:39 duplicate-key the breakdown "branch" is given twice',
    ],
  },
  {
    title: 'pareto out of range',
    given: rubricWith({
      pareto: 'pareto: {top: [0, 101, 10%], clients_for: [80, 0%], abc: [95%, 80%, 100%], expect: {top: 7, share: 70}}',
    }),
    expected: [
      '1:16 invalid-value "top" of pareto must be a percentage above 0, at most 100, not "0"',
      '1:19 invalid-value "top" of pareto must be a percentage above 0, at most 100, not "101"',
      '1:44 invalid-value "clients_for" of pareto must be a share from 0% to 100% (or 0 to 1), not "80"',
      '1:48 invalid-value a share in "clients_for" must be above 0%',
      '1:64 invalid-value the bounds of "abc" rise and lie between 0% and 100%, unlike "80%"',
      '1:69 invalid-value the bounds of "abc" rise and lie between 0% and 100%, unlike "100%"',
      '1:90 expect-not-in-top "expect" speaks of the top 7, which is not among "top"',
      '1:100 invalid-value "share" of expect must be a share from 0% to 100% (or 0 to 1), not "70"',
    ],
  },
  {
    title: 'a breach that is none',
    given: rubricWith({ checks: 'checks: [{check: x, rule: gini < 0.9, breach: fial}]' }),
    expected: ['1:47 invalid-value "breach" of a check must be one of warn, fail, not "fial"'],
  },
  {
    title: 'translations that are missing',
    given: rubricWith({
      title: 'title: {en: Demo, zh-CN: 示例}',
      tiers:
        'tiers:\n  - {tier: gold, when: score > 1, label: {en: Gold}}\n  - {tier: rest, label: {en: Rest}, service: {zh-CN: 基础}}',
    }),
    expected: [
      '3:42 missing-translation "label" of a tier has no text in zh-CN; one more lacks it, in line 4',
      '4:46 missing-translation "service" of a tier has no text in en',
    ],
  },
  {
    title: 'a locale that is none',
    given: rubricWith({ title: 'title: {en: Demo, zh: 示例}' }),
    expected: ['1:19 unknown-key "zh" is not a locale of the tool'],
  },
  {
    title: 'names that nothing uses',
    given: rubricWith({
      fields: fieldsWith('paid: {type: money}'),
      features: 'features: {twice: revenue * 2}',
      lookups: 'lookups: {part: {of: branch, low: [north], else: high}}',
    }),
    expected: [
      '5:3 unused-name the field "paid" is used nowhere',
      '6:12 unused-name the feature "twice" is used nowhere',
      '7:11 unused-name the lookup "part" is used nowhere',
    ],
  },
  {
    title: 'clients of a table beside a file of clients, and nothing else',
    given: rubricWith({
      tables: 'tables: {loans: {key: id, fields: {id: {type: id}, day: {type: date}, amount: {type: money}}}}',
      models: 'models: {more: {bg_nbd: {events: loans.day, horizon: 24 months}}}',
      stability: 'stability: {demote: {buffer: 5, after: 2}, at_once: score < 10 and previous_tier = "gold"}',
      overrides: 'overrides: {allow: to_tier != "gold", warn_share: 5%}',
      outcomes: 'outcomes: {kept: {of: share(not(exited)), better: higher, target: +20%}}',
      portfolio: 'portfolio: {id: id, measure: revenue, group: branch, of: loans}',
    }),
    expected: ['10:1 one-of the clients are the keys of "loans", so the book has no fields'],
  },
  {
    title: 'names of the previous run, and figures of all clients outside outcomes',
    given: rubricWith({
      lists:
        'lists:\n  down: {when: previous_tier = "gold" and tier != "gold" or grade_worsened}\n  up: {when: previous_tier = "standard"}',
      grade_order: 'grade_order: [A]',
      grades: 'grades: [{grade: A}]',
      features:
        'features: {average: revenue - mean(revenue), text: if "previous_score" = branch then 1 else previous_score}',
    }),
    expected: [
      '6:31 list-over-clients mean of all clients is a figure of the book, and only "of" of an outcome speaks of the book',
      '6:55 impossible-value "previous_score" is no value of branch (a category)',
    ],
  },
  {
    title: 'mistakes in tables',
    given: rubricWith({
      tables:
        'tables:\n  loans: {key: di, fields: {id: {type: id}}}\n  cards: {key: no, via: lones, fields: {no: {type: text}}, where: no = 5}\n  a: {key: id, via: b, fields: {id: {type: id}}}\n  b: {key: id, via: a, fields: {id: {type: id}}}',
    }),
    expected: [
      '2:16 unknown-name "di" is no field of this table',
      '3:16 wrong-type the key "no" must be of type id',
      '3:25 unknown-name "lones" is no table',
      '3:67 wrong-type no (text) cannot be compared with a plain number',
      '4:21 circle these tables belong to each other in a circle: a → b → a',
    ],
  },
  {
    title: 'mistakes in models',
    given: rubricWith({
      tables: 'tables: {loans: {key: id, fields: {id: {type: id}, day: {type: date}}}}',
      models:
        'models:\n  a: {bg_nbd: {events: loans.dya, horizon: 2 fortnights}}\n  b: {gamma_gamma: {events: loans.id, value: loans.day, parameters: {p: 0}}}\n  c: {bg_nbd: {events: loans.day, horizon: 1 years}, gamma_gamma: {events: loans.day, value: loans.id}}\n  d: {}\n  e: {bg_nbd: {horizon: 1 years, frequency: revenu}}\n  f: {clv: {purchases: b, value: a, horizon: 2 years}}',
    }),
    expected: [
      '3:24 unknown-name "loans.dya" is no column of a table',
      '3:44 invalid-value "horizon" of bg_nbd must be a number of days, weeks, months or years, not "2 fortnights"',
      '4:29 wrong-type "loans.id" is of type id, not a date',
      '4:46 wrong-type "loans.day" is of type date, not a number',
      '4:69 missing-key "parameters" of gamma_gamma needs "q"',
      '4:69 missing-key "parameters" of gamma_gamma needs "gamma"',
      '4:73 invalid-value "p" of the parameters must be a number above 0, not "0"',
      '5:6 one-of a model is one of bg_nbd, gamma_gamma and clv',
      '5:94 wrong-type "loans.id" is of type id, not a number',
      '6:6 one-of a model is one of bg_nbd, gamma_gamma and clv',
      '7:15 missing-key without "events" the model needs "recency"',
      '7:15 missing-key without "events" the model needs "age"',
      '7:45 unknown-name "revenu" is no field, and frequency must be one',
      '8:24 unknown-name "b" is no bg_nbd model above this one',
      '8:34 unknown-name "a" is no gamma_gamma model above this one',
    ],
  },
  {
    title: 'mistakes in stability and overrides',
    given: rubricWith({
      stability: 'stability: {demote: {buffer: 500, after: 0}, at_once: tier = "gold"}',
      overrides: 'overrides: {allow: to_tier = "godl", expire_within_days: 0, warn_share: 5}',
    }),
    expected: [
      '1:30 invalid-value "buffer" of demote must be points, 0 to 100, not "500"',
      '1:42 invalid-value "after" of demote must be a whole number, 1 or more, not "0"',
      '1:55 name-of-later-stage tier is known only after the tiers are given',
      '2:20 impossible-value "godl" is no value of to_tier (a category)',
      '2:58 invalid-value "expire_within_days" of overrides must be a whole number, 1 or more, not "0"',
      '2:73 invalid-value "warn_share" of overrides must be a share from 0% to 100% (or 0 to 1), not "5"',
    ],
  },
  {
    title: 'mistakes in outcomes',
    given: rubricWith({
      outcomes:
        'outcomes:\n  a: {of: revenue, better: more}\n  b: {of: mean(branch), better: lower, target: -150%}\n  c: {of: max(revenue) > 1, better: lower}',
    }),
    expected: [
      '2:11 wrong-type this is a value of each client, and an outcome is one number for all of them',
      '2:28 invalid-value "better" of an outcome must be one of higher, lower, not "more"',
      '3:16 wrong-arguments mean needs numbers, not branch (a category)',
      '3:48 invalid-value a relative change of -150% is below -100%: nothing falls by more than all of it',
      '4:11 wrong-type an outcome is a number, not a flag',
    ],
  },
  {
    title: 'what an outcome cannot speak of',
    given: rubricWith({
      tables: 'tables: {loans: {key: id, fields: {id: {type: id}, amount: {type: money}}}}',
      outcomes:
        'outcomes:\n  a: {of: mean(sum(loans.amount)), better: lower}\n  b: {of: mean(revenue), among: revenue > mean(revenue), better: higher}\n  c: {of: share(exited or count(loans) > 1), better: lower}',
    }),
    expected: [
      '3:20 rows-in-outcome an outcome is made of values of clients, not of rows of a table',
      '4:43 list-over-clients mean of all clients is a figure of the book, and each client is looked at alone here',
      '5:33 rows-in-outcome an outcome is made of values of clients, not of rows of a table',
    ],
  },
  {
    title: 'a cost that is no money',
    given: rubricWith({ portfolio: 'portfolio: {id: id, measure: revenue, cost: branch}' }),
    expected: ['1:45 wrong-type "branch" is of type category, and the cost must be an amount of money'],
  },
  {
    title: 'a portfolio of a table that is none',
    given: rubricWith({ portfolio: 'portfolio: {id: id, measure: revenue, of: loans}' }),
    expected: [
      '1:43 unknown-name "loans" is no table',
      '5:1 one-of the clients are the keys of "loans", so the book has no fields',
    ],
  },
  {
    title: 'a portfolio of a table by another key',
    given: rubricWith({
      portfolio: 'portfolio: {id: no, measure: id, of: loans}',
      fields:
        'tables: {loans: {key: id, fields: {id: {type: id}}}, a: {key: id, via: b, fields: {id: {type: id}}}, b: {key: id, fields: {no: {type: id}, id: {type: text}}}}',
    }),
    expected: [
      '1:17 invalid-value the clients are the keys of "loans", so the id is "id"',
      '1:30 unknown-name "id" is no field or feature, and the measure must be one',
      '2:72 unknown-name "b" has no field "id" of type id to match the key with',
      '2:111 wrong-type the key "id" must be of type id',
      '10:28 unknown-name "revenue" is not known here',
      '14:14 unknown-name "branch" is no field or feature or lookup, and a breakdown must be one',
    ],
  },
];

const short = (text: string): string => text.replace(/^r\.yaml:/, '');

describe('checkRubric', () => {
  it('finds nothing in the small rubric itself', async () => {
    const { rubric, problems } = await checkText(rubricWith({}));
    expect(problems).toEqual([]);
    expect(rubric?.id).toBe('demo');
  });

  it.each(cases)('reports $title', async ({ given, expected }) => {
    const { rubric, problems } = await checkText(given);
    expect(problems.map((problem) => short(line(problem)))).toEqual(expected);
    const errors = problems.filter((problem) => problem.severity === 'error');
    expect(rubric === undefined).toBe(errors.length > 0);
    for (const { code, severity } of problems) {
      expect(severity).toBe((rubricProblems as Record<string, { severity: string }>)[code].severity);
    }
  });

  it('shows the line and underlines the word', async () => {
    const { problems } = await checkText(rubricWith({ tires: 'tires: []' }));
    expect(problems).toEqual([
      {
        code: 'unknown-key',
        severity: 'error',
        message: '"tires" is not a setting of a rubric',
        file: 'r.yaml',
        line: 1,
        column: 1,
        length: 5,
        found: 'tires',
        hint: 'did you mean "tiers"?',
        excerpt: 'tires: []',
      },
    ]);
  });

  it.each(['RMB', 'rmb', '人民币'])('names the code of the renminbi for %s', async (currency) => {
    const { problems } = await checkText(rubricWith({ currency: `currency: ${currency}` }));
    expect(problems).toMatchObject([{ code: 'invalid-value', hint: 'the code of the renminbi is CNY' }]);
  });

  it('has every code of the catalogue among its mistakes', () => {
    const told = new Set(cases.flatMap(({ expected }) => expected.map((text) => text.split(' ')[1])));
    const elsewhere = ['yaml-refused', 'extends-circle', 'extends-unreadable'];
    const own = Object.keys(rubricProblems).filter((code) => !Object.hasOwn(feelProblems, code));
    expect(own.filter((code) => !told.has(code))).toEqual(elsewhere);
  });
});
