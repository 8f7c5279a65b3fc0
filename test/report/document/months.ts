import type { Locale } from '../../../src/model/locale.ts';
import type { Summary } from '../../../src/model/summary.ts';
import { decimal } from '../../../src/numeric/decimal.ts';
import type { RunReport } from '../../../src/report/format.ts';
import { followUp, type Month } from '../../analysis/two-books.ts';
import { rubricOf, runOn } from '../../properties/pipeline.ts';

// Three months of forty clients under a rubric that is labelled in both languages throughout; names of clients and
// segments are in the language asked for, so that every other text of a report is the tool's or the rubric's.

const labelled = `rubric: "2026"
version: "1"
title: {en: Months of lending, zh-CN: 按月分级}
currency: CNY
portfolio: {id: id, name: name, measure: revenue, cost: cost, status: status}
fields:
  id: {type: id, required: true, label: {en: Number, zh-CN: 编号}}
  name: {type: text, label: {en: Name, zh-CN: 名称}}
  status: {type: category, values: {client: [], prospect: []}, label: {en: Status, zh-CN: 状态}}
  segment: {type: category, label: {en: Segment, zh-CN: 客户类型}}
  revenue: {type: money, label: {en: Revenue, zh-CN: 收入}}
  cost: {type: money, label: {en: Cost, zh-CN: 成本}}
  given: {type: number, label: {en: Points given, zh-CN: 给定分值}}
  csat: {type: number, label: {en: Satisfaction, zh-CN: 满意度}}
  dpd: {type: integer, label: {en: Days past due, zh-CN: 逾期天数}}
dimensions:
  quality:
    weight: 1
    label: {en: Quality, zh-CN: 质量}
    factors:
      given_points: {weight: 3, points: given, label: {en: Points given, zh-CN: 给定分值}}
      size: {weight: 1, of: revenue, percentile: {">= 90": 100, "[50..90)": 60, else: 20}, label: {en: Size, zh-CN: 规模}}
      overdue:
        weight: 1
        of: dpd
        bands: {"0": 100, "(0..30]": 70, else: 0}
        cap: {when: csat < 3, points: 50}
        missing: {rule: zero}
        label: {en: Arrears, zh-CN: 逾期情况}
      mood: {weight: 1, of: csat, scale: {0: 0, 10: 100}, missing: {rule: unrated}, label: {en: Mood, zh-CN: 满意情况}}
      spread: {weight: 1, of: cost, quantiles: {bins: 4}, label: {en: Cost, zh-CN: 成本水平}}
grade_order: [A, D]
grades: [{grade: D, when: dpd > 90, label: {en: Default, zh-CN: 违约}}, {grade: A}]
tiers:
  - tier: gold
    label: {en: Gold, zh-CN: 金牌客户}
    when: score >= 70
    capacity: 8
    effort_hours: 40
    service: {en: [fast track], zh-CN: [快速审批通道]}
  - {tier: silver, label: {en: Silver, zh-CN: 银牌客户}, when: score >= 20, effort_hours: 12}
stability: {demote: {buffer: 5, after: 2}, at_once: dpd > 90}
overrides: {allow: to_tier != "gold", expire_within_days: 366}
actions:
  "1": [{when: dpd > 90, do: {en: collect, zh-CN: 催收}}, {do: {en: keep, zh-CN: 维持}}]
lists:
  watch: {when: dpd > 30, sort: dpd, label: {en: Watchlist, zh-CN: 预警名单}}
  largest: {when: revenue > 0, sort: revenue, label: {en: Largest, zh-CN: 大客户}}
breakdowns: [segment]
outcomes:
  retention: {of: share(not(exited)), better: higher, label: {en: Retention, zh-CN: 客户留存率}}
  satisfaction: {of: mean(csat), better: higher, target: +20%, label: {en: Satisfaction, zh-CN: 客户满意度}}
  default_rate: {of: share(grade = "D"), among: opening_grade != "D", better: lower, target: 5%, label: {en: Default rate, zh-CN: 违约率}}
  cost: {of: mean(cost), better: lower, target: -10%, label: {en: Cost, zh-CN: 平均成本}}
pareto: {top: [10, 20], expect: {top: 10, share: 70%}}
checks:
  - {check: "2026", rule: unrated_share <= 0.01, breach: fail}
`;

const names = { en: ['Harbour Works', 'sme', 'corporate'], 'zh-CN': ['华东机械', '小微企业', '公司客户'] } as const;

function bookOf(month: number, locale: Locale): string {
  const [name, small, large] = names[locale];
  const rows = Array.from({ length: 40 }, (_, row) => row)
    .filter((row) => row % 17 !== month * 3 && (row < 36 || month > 0))
    .map((row) =>
      [
        String(row).padStart(3, '0'),
        `${name}${row}`,
        row % 19 === 4 ? 'prospect' : 'client',
        row % 2 ? small : large,
        row % 23 === 5 ? '' : 5000 - row * 100,
        30 - month * 2 + (row % 5),
        (row * 37 + month * 11) % 101,
        row % 13 === 6 ? '' : (row * 7 + month) % 11,
        row % 13 === month ? 120 : row % 7,
      ].join(','),
    );
  return `id,name,status,segment,revenue,cost,given,csat,dpd\n${rows.join('\n')}\n`;
}

const entry = {
  from: 'silver',
  to: 'gold',
  reason: '1',
  requestedBy: '2',
  approvedBy: '3',
  effective: '2026-10-01',
  expires: '2027-01-31',
  line: 2,
};

const overrides: NonNullable<Summary['overrides']> = [
  { ...entry, client: '003', status: 'applied' },
  { ...entry, client: '004', status: 'expired', effective: '2026' },
  { ...entry, client: '005', status: 'refused', why: 'override-same-person' },
  { ...entry, client: '900', status: 'not-found' },
];

const missed = ['001', '002'].map((client) => ({ client, score: decimal(81_500_000, 6), tier: 'silver' }));

/** The runs of three months: the first has no previous one, the third has prior outcomes. */
export async function monthReports(locale: Locale): Promise<RunReport[]> {
  const rubric = await rubricOf(labelled);
  const months: Month[] = [];
  for (const month of [0, 1, 2]) {
    months.push(followUp(await runOn(rubric, [bookOf(month, locale)]), months.at(-1)));
  }
  return months.map(({ report, migration }, month) => {
    const before = new Map(months[month - 1]?.report.summary.resources.map((tier) => [tier.tier, tier]));
    const resources = report.summary.resources.map((tier) => {
      const previous = before.get(tier.tier);
      return previous === undefined ? tier : { ...tier, previous };
    });
    const capacity = report.summary.capacity.map((one) => ({
      ...one,
      overflow: 2,
      missed,
      lastScore: missed[0].score,
    }));
    const more = migration === null ? {} : { migration, overrides };
    return { ...report, locale, summary: { ...report.summary, resources, capacity, ...more } };
  });
}
