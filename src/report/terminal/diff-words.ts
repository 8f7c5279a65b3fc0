import type { Locale } from '../../model/locale.ts';
import type { CausesKnown } from '../../model/run-diff.ts';
import type { Cause } from '../../model/summary.ts';

// The words of `tierbook diff` that the view of a run does not have.

export interface DiffWords {
  readonly title: (before: string, now: string) => string;
  readonly otherRubric: (before: string, now: string) => string;
  readonly totals: string;
  readonly clients: string;
  readonly now: string;
  readonly score: string;
  readonly points: string;
  readonly allClients: string;
  readonly causesKnown: (known: CausesKnown, why: string) => string;
  readonly moved: (count: string) => string;
  readonly nobody: string;
  readonly name: string;
  readonly tier: string;
  readonly cause: string;
  readonly none: string;
  readonly left: string;
  readonly isNew: string;
  /** Short: a column each. */
  readonly causes: Readonly<Record<Cause | 'returned', string>>;
  readonly more: (count: string) => string;
}

const english: DiffWords = {
  title: (before, now) => `${before} → ${now}`,
  otherRubric: (before, now) => `the rubrics differ: ${before} → ${now}`,
  totals: 'Totals',
  clients: 'clients',
  now: '→ now',
  score: 'mean score',
  points: 'score',
  allClients: 'All clients',
  causesKnown: (known, why) =>
    ({
      recorded: 'causes as the later run recorded them',
      computed: 'the later run was not made on top of the earlier one: causes are worked out from both records',
      unknown: `causes and effects n/a: ${why}`,
    })[known],
  moved: (count) => `Moved (${count})`,
  nobody: 'Nobody moved, came or left.',
  name: 'name',
  tier: 'tier',
  cause: 'cause',
  none: 'unrated',
  left: 'left',
  isNew: 'new',
  causes: {
    own: 'own',
    book: 'book',
    rubric: 'rubric',
    stability: 'stability',
    override: 'override',
    returned: 'came back',
  },
  more: (count) => `and ${count} more: --all shows them, --csv and --json have them`,
};

const chinese: DiffWords = {
  title: (before, now) => `${before} → ${now}`,
  otherRubric: (before, now) => `评分规则不同：${before} → ${now}`,
  totals: '合计',
  clients: '客户数',
  now: '→ 后期',
  score: '平均得分',
  points: '得分',
  allClients: '全部客户',
  causesKnown: (known, why) =>
    ({
      recorded: '变动原因取自后期运行的记录',
      computed: '后期运行并非以前期为上期：变动原因由两期记录重新推算',
      unknown: `变动原因与影响不适用：${why}`,
    })[known],
  moved: (count) => `变动客户（${count}）`,
  nobody: '没有客户变动、新增或流失。',
  name: '名称',
  tier: '分级',
  cause: '原因',
  none: '未评级',
  left: '流失',
  isNew: '新增',
  causes: { own: '自身', book: '客群', rubric: '规则', stability: '缓冲', override: '人工', returned: '回流' },
  more: (count) => `另有 ${count} 户：--all 全部显示，--csv 与 --json 含全部`,
};

export const diffWords: Readonly<Record<Locale, DiffWords>> = { en: english, 'zh-CN': chinese };
