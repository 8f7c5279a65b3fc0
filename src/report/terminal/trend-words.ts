import type { Locale } from '../../model/locale.ts';

// The words of `tierbook trend` that the view of a run does not have.

export interface TrendWords {
  readonly trend: string;
  readonly runs: (shown: string, all: string) => string;
  readonly clientsByTier: string;
  readonly shareByTier: string;
  readonly top10: string;
  readonly psi: string;
  readonly chance: string;
  readonly prospects: string;
  readonly overrides: string;
  readonly byOpening: (outcome: string) => string;
  readonly rubricFrom: (month: string, now: string, before: string) => string;
  readonly gini: string;
  readonly hhi: string;
}

const english: TrendWords = {
  trend: 'Trend',
  runs: (shown, all) => `the last ${shown} of ${all} runs; --csv and --json have all`,
  clientsByTier: 'Clients',
  shareByTier: 'Share of clients',
  top10: 'top 10 % of clients',
  psi: 'PSI',
  chance: 'PSI by chance alone',
  prospects: 'prospects',
  overrides: 'tiers by hand',
  byOpening: (outcome) => `${outcome} (opening tier)`,
  rubricFrom: (month, now, before) => `* ${month}: rubric ${now}, before ${before}`,
  gini: 'Gini',
  hhi: 'HHI',
};

const chinese: TrendWords = {
  trend: '趋势',
  runs: (shown, all) => `共 ${all} 期，显示最近 ${shown} 期；--csv 与 --json 含全部`,
  clientsByTier: '客户数',
  shareByTier: '客户占比',
  top10: '前 10% 客户占比',
  psi: '稳定性指数 PSI',
  chance: 'PSI 随机期望',
  prospects: '潜在客户',
  overrides: '人工调整',
  byOpening: (outcome) => `${outcome}（按期初分级）`,
  rubricFrom: (month, now, before) => `* ${month}：评分规则 ${now}，此前为 ${before}`,
  gini: '基尼系数',
  hhi: '赫芬达尔指数',
};

export const trendWords: Readonly<Record<Locale, TrendWords>> = { en: english, 'zh-CN': chinese };
