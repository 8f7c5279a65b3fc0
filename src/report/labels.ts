// Long because every word of the reports stands here, side by side in each locale.

import type { Locale } from '../model/locale.ts';
import type { Cause, OverrideEntry } from '../model/summary.ts';

// Every word of the reports that does not come from the rubric or the data, per locale.

export interface Labels {
  readonly asOf: (date: string) => string;
  readonly book: string;
  readonly rows: string;
  readonly read: string;
  readonly toClients: string;
  readonly toRejected: string;
  readonly toMerged: string;
  readonly tie: (what: string, read: string, clients: string, rejected: string, merged: string) => string;
  readonly tableTie: (table: string, read: string, kept: string, leftOut: string, rejected: string) => string;
  readonly clientsOf: (count: string, table: string) => string;
  readonly models: string;
  readonly modelFailed: (model: string, why: string) => string;
  readonly modelGiven: string;
  readonly modelOver: (clients: string, repeaters: string) => string;
  readonly measureTotal: (measure: string, total: string) => string;
  readonly prospects: (count: string) => string;
  readonly unrated: (count: string) => string;
  readonly negative: (count: string, sum: string) => string;
  readonly withoutMeasure: (measure: string, count: string) => string;
  readonly unreadable: (measure: string, count: string) => string;
  readonly tiers: string;
  readonly grades: string;
  readonly tierByGrade: string;
  readonly clients: string;
  readonly share: string;
  readonly meanScore: string;
  readonly hours: string;
  readonly total: string;
  readonly full: (tier: string, asked: string, placed: string, overflow: string) => string;
  readonly justMissed: (lastScore: string, clients: string) => string;
  readonly missedClient: (client: string, score: string, tier: string) => string;
  readonly heldClients: (tier: string, count: string) => string;
  readonly overCapacity: (tier: string, count: string) => string;
  readonly comma: string;
  readonly all: string;
  readonly unratedTier: string;
  readonly movesSince: (date: string) => string;
  readonly newClients: string;
  readonly exits: string;
  readonly movedUp: (count: string, measure: string) => string;
  readonly movedDown: (count: string, measure: string) => string;
  readonly stayed: (count: string, measure: string) => string;
  readonly entered: (count: string, measure: string) => string;
  readonly left: (count: string, measure: string) => string;
  readonly returned: (count: string) => string;
  readonly psi: (psi: string, expected: string, chiSquare: string, pValue: string) => string;
  readonly otherRubric: (previous: string) => string;
  readonly causes: string;
  readonly up: string;
  readonly down: string;
  readonly meanEffect: string;
  readonly causeNames: Readonly<Record<Cause, string>>;
  readonly overrides: string;
  readonly overrideStatuses: Readonly<Record<OverrideEntry['status'], string>>;
  readonly overrideCount: (status: string, count: string) => string;
  readonly overrideLost: (client: string, tier: string, status: string, why: string) => string;
  readonly outcomesByTier: string;
  readonly outcomesByOpening: string;
  readonly value: string;
  readonly change: string;
  readonly counted: string;
  readonly target: string;
  readonly met: string;
  readonly missed: string;
  readonly bookChange: string;
  readonly ratePart: string;
  readonly mixPart: string;
  readonly resources: string;
  readonly before: string;
  readonly cost: string;
  readonly hoursPer1000: string;
  readonly costPer1000: string;
  readonly pareto: string;
  readonly topClients: (percent: string) => string;
  readonly holds: (share: string, measure: string) => string;
  readonly reach: (k: string) => string;
  readonly listed: (clients: string, share: string) => string;
  readonly clientsFor: (share: string, measure: string) => string;
  readonly clientCount: (count: string, plural: boolean) => string;
  readonly expected: (percent: string, expected: string, observed: string) => string;
  readonly notAvailable: string;
  readonly concentration: string;
  readonly indices: (gini: string, hhi: string, effectiveClients: string, theil: string) => string;
  readonly connected: string;
  readonly connectedCount: (groups: string, ungrouped: string) => string;
  readonly topGroups: (percent: string) => string;
  readonly groupIndices: (gini: string, hhi: string, effectiveGroups: string, theil: string) => string;
  readonly largest: string;
  readonly alone: (client: string) => string;
  readonly abc: string;
  readonly lists: string;
  readonly checks: string;
  readonly ok: string;
  readonly warns: string;
  readonly fails: string;
  readonly findings: string;
  readonly rejected: string;
  readonly cells: string;
  readonly firstAt: string;
  readonly wholeRow: string;
  readonly more: (count: string) => string;
  readonly written: string;
}

const english: Labels = {
  asOf: (date) => `as of ${date}`,
  book: 'Book',
  rows: 'rows',
  read: 'read',
  toClients: '= clients',
  toRejected: '+ rejected',
  toMerged: '+ merged',
  models: 'Models',
  modelFailed: (model, why) => `${model}: no parameters: ${why}`,
  modelGiven: 'parameters as given',
  modelOver: (clients, repeaters) => `${clients} clients, ${repeaters} with repeats`,
  tableTie: (table, read, kept, leftOut, rejected) =>
    `${table}: ${read} rows read = ${kept} kept + ${leftOut} left out + ${rejected} rejected`,
  clientsOf: (count, table) => `${count} clients, the keys of ${table}`,
  tie: (what, read, clients, rejected, merged) =>
    `${what}: ${read} read = ${clients} clients + ${rejected} rejected + ${merged} merged`,
  measureTotal: (measure, total) => `${measure} ${total}`,
  prospects: (count) => `${count} prospect${count === '1' ? '' : 's'}`,
  unrated: (count) => `${count} unrated`,
  negative: (count, sum) => `${count} negative (${sum})`,
  withoutMeasure: (measure, count) => `${count} without ${measure}`,
  unreadable: (measure, count) => `rows without a readable ${measure}: ${count}`,
  tiers: 'Tiers',
  grades: 'Grades',
  tierByGrade: 'Tier by grade',
  clients: 'clients',
  share: 'share',
  meanScore: 'mean score',
  hours: 'hours',
  total: 'Total',
  full: (tier, asked, placed, overflow) => `${tier}: ${asked} asked, ${placed} placed, ${overflow} went on`,
  justMissed: (lastScore, clients) => `the last one placed has ${lastScore}; just missed: ${clients}`,
  missedClient: (client, score, tier) => `${client} (${score}, ${tier})`,
  heldClients: (tier, count) => `${tier}: ${count} held that the rules no longer give it`,
  overCapacity: (tier, count) => `${tier}: ${count} by hand, beyond its places`,
  comma: ', ',
  all: 'All',
  unratedTier: 'Unrated',
  movesSince: (date) => `Moves since ${date}`,
  newClients: 'new',
  exits: 'left',
  movedUp: (count, measure) => `${count} up (${measure})`,
  movedDown: (count, measure) => `${count} down (${measure})`,
  stayed: (count, measure) => `${count} stayed (${measure})`,
  entered: (count, measure) => `${count} new (${measure})`,
  left: (count, measure) => `${count} left (${measure})`,
  returned: (count) => `${count} of the new came back`,
  psi: (psi, expected, chiSquare, pValue) => `PSI ${psi} (chance alone ${expected}), χ² ${chiSquare}, p ${pValue}`,
  otherRubric: (previous) => `the previous run was by another rubric: ${previous}`,
  causes: 'Causes',
  up: 'up',
  down: 'down',
  meanEffect: 'mean effect on score',
  causeNames: {
    own: 'own data',
    book: 'the book around',
    rubric: 'the rubric',
    stability: 'stability',
    override: 'override',
  },
  overrides: 'Overrides',
  overrideStatuses: {
    applied: 'applied',
    pending: 'pending',
    expired: 'expired',
    refused: 'refused',
    'not-found': 'not found',
  },
  overrideCount: (status, count) => `${count} ${status}`,
  overrideLost: (client, tier, status, why) => `${client} to ${tier}: ${status}${why === '' ? '' : ` (${why})`}`,
  outcomesByTier: 'Outcomes',
  outcomesByOpening: 'Outcomes by opening tier',
  value: 'value',
  change: 'change',
  counted: 'n',
  target: 'target',
  met: 'met',
  missed: 'missed',
  bookChange: 'Change of the book',
  ratePart: 'within tiers',
  mixPart: 'came or left',
  resources: 'Resources',
  before: 'before',
  cost: 'cost',
  hoursPer1000: 'hours/1 000',
  costPer1000: 'cost/1 000',
  pareto: 'Pareto',
  topClients: (percent) => `top ${percent} of clients`,
  holds: (share, measure) => `= ${share} of ${measure}`,
  reach: (k) => `k = ${k}`,
  listed: (clients, share) => `first ${clients} = ${share}`,
  clientsFor: (share, measure) => `${share} of ${measure}`,
  clientCount: (count, plural) => `= ${count} ${plural ? 'clients' : 'client'}`,
  expected: (percent, expected, observed) => `top ${percent}: expected ${expected}, observed ${observed}`,
  notAvailable: 'n/a',
  concentration: 'Concentration',
  indices: (gini, hhi, effectiveClients, theil) =>
    `Gini ${gini}, HHI ${hhi} (as ${effectiveClients} equal clients), Theil ${theil}`,
  connected: 'Groups',
  connectedCount: (groups, ungrouped) =>
    `groups of connected clients: ${groups}, of which single clients: ${ungrouped}`,
  topGroups: (percent) => `top ${percent} of groups`,
  groupIndices: (gini, hhi, effectiveGroups, theil) =>
    `Gini ${gini}, HHI ${hhi} (as ${effectiveGroups} equal groups), Theil ${theil}`,
  largest: 'Largest groups',
  alone: (client) => `${client} (in no group)`,
  abc: 'ABC classes',
  lists: 'Lists',
  checks: 'Checks',
  ok: 'ok',
  warns: 'warning',
  fails: 'FAILED',
  findings: 'Findings',
  rejected: 'Rejected',
  cells: 'count',
  firstAt: 'first at',
  wholeRow: 'whole row',
  more: (count) => `and ${count} more`,
  written: 'Written',
};

const chinese: Labels = {
  asOf: (date) => `截至 ${date}`,
  book: '客户数据',
  rows: '行数',
  read: '读取',
  toClients: '= 客户',
  toRejected: '+ 拒收',
  toMerged: '+ 合并',
  models: '预测模型',
  modelFailed: (model, why) => `${model}：无参数：${why}`,
  modelGiven: '参数为给定值',
  modelOver: (clients, repeaters) => `客户 ${clients} 户，其中复购 ${repeaters} 户`,
  tableTie: (table, read, kept, leftOut, rejected) =>
    `${table}：读取 ${read} 行 = 采用 ${kept} + 不计 ${leftOut} + 拒收 ${rejected}`,
  clientsOf: (count, table) => `客户 ${count} 户，取自 ${table}`,
  tie: (what, read, clients, rejected, merged) =>
    `${what}：读取 ${read} = 客户 ${clients} + 拒收 ${rejected} + 合并 ${merged}`,
  measureTotal: (measure, total) => `${measure} ${total}`,
  prospects: (count) => `潜在客户 ${count}`,
  unrated: (count) => `未评级 ${count}`,
  negative: (count, sum) => `负值 ${count} 户 (${sum})`,
  withoutMeasure: (measure, count) => `${count} 户无${measure}`,
  unreadable: (measure, count) => `${measure}缺失或无法读取的行：${count}`,
  tiers: '客户分级',
  grades: '风险等级',
  tierByGrade: '分级与风险等级',
  clients: '客户数',
  share: '占比',
  meanScore: '平均得分',
  hours: '服务工时',
  total: '合计',
  full: (tier, asked, placed, overflow) => `${tier}：符合 ${asked}，入选 ${placed}，顺延 ${overflow}`,
  justMissed: (lastScore, clients) => `末位入选得分 ${lastScore}；仅差一步：${clients}`,
  missedClient: (client, score, tier) => `${client}（${score}，${tier}）`,
  heldClients: (tier, count) => `${tier}：缓冲保级 ${count} 户`,
  overCapacity: (tier, count) => `${tier}：人工调入 ${count} 户，不占名额`,
  comma: '，',
  all: '全部',
  unratedTier: '未评级',
  movesSince: (date) => `迁徙矩阵（自 ${date}）`,
  newClients: '新增',
  exits: '流失',
  movedUp: (count, measure) => `升级 ${count} 户（${measure}）`,
  movedDown: (count, measure) => `降级 ${count} 户（${measure}）`,
  stayed: (count, measure) => `不变 ${count} 户（${measure}）`,
  entered: (count, measure) => `新增 ${count} 户（${measure}）`,
  left: (count, measure) => `流失 ${count} 户（${measure}）`,
  returned: (count) => `新增中回流 ${count} 户`,
  psi: (psi, expected, chiSquare, pValue) =>
    `群体稳定性指数 PSI ${psi}（随机期望 ${expected}），χ² ${chiSquare}，p ${pValue}`,
  otherRubric: (previous) => `上期使用另一评分规则：${previous}`,
  causes: '变动原因',
  up: '升级',
  down: '降级',
  meanEffect: '得分平均影响',
  causeNames: {
    own: '客户自身数据',
    book: '客群相对位置',
    rubric: '评分规则',
    stability: '缓冲期',
    override: '人工调整',
  },
  overrides: '人工调整',
  overrideStatuses: {
    applied: '生效',
    pending: '未到生效日',
    expired: '已失效',
    refused: '被拒绝',
    'not-found': '查无客户',
  },
  overrideCount: (status, count) => `${status} ${count}`,
  overrideLost: (client, tier, status, why) => `${client} 调至 ${tier}：${status}${why === '' ? '' : `（${why}）`}`,
  outcomesByTier: '成效指标',
  outcomesByOpening: '成效（按期初分级）',
  value: '本期',
  change: '较上期',
  counted: '样本数',
  target: '目标',
  met: '达标',
  missed: '未达标',
  bookChange: '全体变动',
  ratePart: '级内变化',
  mixPart: '客户进出',
  resources: '资源计划',
  before: '上期',
  cost: '服务成本',
  hoursPer1000: '工时/千元',
  costPer1000: '成本/千元',
  pareto: '帕累托（二八）分析',
  topClients: (percent) => `前 ${percent} 客户`,
  holds: (share, measure) => `= ${share} 的${measure}`,
  reach: (k) => `k = ${k}`,
  listed: (clients, share) => `前 ${clients} 户 = ${share}`,
  clientsFor: (share, measure) => `${share} 的${measure}`,
  clientCount: (count) => `= ${count} 户`,
  expected: (percent, expected, observed) => `前 ${percent}：预期 ${expected}，实际 ${observed}`,
  notAvailable: '不适用',
  concentration: '客户集中度',
  indices: (gini, hhi, effectiveClients, theil) =>
    `基尼系数 ${gini}，赫芬达尔指数 ${hhi}（相当于 ${effectiveClients} 户等规模客户），泰尔指数 ${theil}`,
  connected: '关联客户群',
  connectedCount: (groups, ungrouped) => `关联客户群 ${groups} 个，其中无关联的单一客户 ${ungrouped} 户`,
  topGroups: (percent) => `前 ${percent} 客户群`,
  groupIndices: (gini, hhi, effectiveGroups, theil) =>
    `基尼系数 ${gini}，赫芬达尔指数 ${hhi}（相当于 ${effectiveGroups} 个等规模客户群），泰尔指数 ${theil}`,
  largest: '最大客户群',
  alone: (client) => `${client}（无关联）`,
  abc: 'ABC 分类',
  lists: '名单',
  checks: '检查',
  ok: '通过',
  warns: '警告',
  fails: '未通过',
  findings: '数据质量提示',
  rejected: '拒收',
  cells: '次数',
  firstAt: '首次出现',
  wholeRow: '整行',
  more: (count) => `另有 ${count} 项`,
  written: '已写出',
};

export const labels: Readonly<Record<Locale, Labels>> = { en: english, 'zh-CN': chinese };
