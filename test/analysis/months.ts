// A small rubric and books of it: tier by the points that a cell gives, grade by days past due.

export const monthsRubric = `rubric: months
version: "1"
title: Months
currency: CNY
portfolio: {id: id, measure: revenue, cost: cost, status: status}
fields:
  id: {type: id, required: true}
  status: {type: category, values: {client: [], prospect: []}}
  segment: {type: category}
  revenue: {type: money}
  cost: {type: money}
  given: {type: number}
  csat: {type: number}
  npl: {type: money}
  loan: {type: money}
  dpd: {type: integer}
dimensions:
  quality: {weight: 1, factors: {given_points: {weight: 1, points: given}}}
grade_order: [A, D]
grades: [{grade: D, when: dpd > 90}, {grade: A}]
tiers:
  - {tier: gold, label: {en: Gold, zh-CN: 金牌客户}, when: score >= 80, effort_hours: 40}
  - {tier: silver, when: score >= 20, effort_hours: 12}
breakdowns: [segment]
outcomes:
  retention: {of: share(not(exited)), better: higher, label: {en: Retention, zh-CN: 客户留存率}}
  recommend: {of: share(csat >= 9) - share(csat <= 6), better: higher, label: {en: Net promoter score, zh-CN: 净推荐值}}
  satisfaction: {of: mean(csat), better: higher, target: +20%, label: {en: Satisfaction, zh-CN: 客户满意度}}
  default_rate: {of: share(grade = "D"), among: opening_grade != "D", better: lower, target: -15%, label: {en: Default rate, zh-CN: 违约率}}
  npl_ratio: {of: sum(npl) / sum(loan), better: lower, target: 2%, label: {en: NPL ratio, zh-CN: 不良贷款率}}
  cost: {of: mean(cost), better: lower, target: -10%}
  middle: {of: median(csat), better: higher}
  complaints: {of: 100 * mean(dpd), better: lower}
`;

export interface Client {
  readonly id: string;
  readonly given: number | null;
  readonly csat?: number;
  readonly npl?: number;
  readonly loan?: number;
  readonly dpd?: number;
  readonly cost?: number;
  readonly revenue?: number;
  readonly status?: string;
  readonly segment?: string;
}

const headings = ['id', 'status', 'segment', 'revenue', 'cost', 'given', 'csat', 'npl', 'loan', 'dpd'] as const;

export function bookOf(clients: readonly Client[]): string {
  const lines = clients.map((client) =>
    headings.map((name) => (name === 'status' ? (client.status ?? 'client') : (client[name] ?? ''))).join(','),
  );
  return `${[headings.join(','), ...lines].join('\n')}\n`;
}
