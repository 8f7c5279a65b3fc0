import type { Locale } from '../../model/locale.ts';

// Words of the page that no document has: controls of the client table, a client's detail, legends.

export interface PageWords {
  readonly contents: string;
  readonly skip: string;
  readonly search: string;
  readonly searchHint: string;
  readonly all: string;
  readonly list: string;
  readonly none: string;
  /** `{shown}` and `{all}` are replaced by counts. */
  readonly found: string;
  readonly nothingFound: string;
  readonly keys: string;
  readonly detail: string;
  readonly close: string;
  readonly before: string;
  readonly after: string;
  readonly factor: string;
  readonly weight: string;
  readonly points: string;
  readonly contribution: string;
  readonly lost: string;
  readonly noScore: string;
  readonly rounded: string;
  readonly firstOnly: (shown: string, all: string) => string;
  readonly held: (shown: string, all: string) => string;
  readonly better: string;
  readonly worse: string;
  readonly same: string;
  readonly up: string;
  readonly down: string;
}

const english: PageWords = {
  contents: 'Contents',
  skip: 'Go to the clients',
  search: 'Search',
  searchHint: 'ID or name',
  all: 'All',
  list: 'List',
  none: '–',
  found: '{shown} of {all} clients',
  nothingFound: 'No client matches.',
  keys: 'Arrow keys move through the rows; Enter shows how a client got its score.',
  detail: 'Client',
  close: 'Close',
  before: 'Previous client',
  after: 'Next client',
  factor: 'Factor',
  weight: 'Weight',
  points: 'Points',
  contribution: 'Contributes',
  lost: 'Lost',
  noScore: 'This client has no score.',
  rounded: 'Figures are rounded here; exact ones are in clients.csv.',
  firstOnly: (shown, all) => `The first ${shown} of ${all} clients; the page itself and clients.csv have more.`,
  held: (shown, all) => `This page holds the first ${shown} of ${all} clients; the others are in clients.csv.`,
  better: 'To a better state',
  worse: 'To a worse state',
  same: 'Stayed, new or left',
  up: 'up',
  down: 'down',
};

const chinese: PageWords = {
  contents: '目录',
  skip: '跳到客户明细',
  search: '搜索',
  searchHint: '客户编号或名称',
  all: '全部',
  list: '名单',
  none: '–',
  found: '显示 {shown} 户，共 {all} 户',
  nothingFound: '没有符合条件的客户。',
  keys: '用方向键移动，按回车键查看客户的得分构成。',
  detail: '客户',
  close: '关闭',
  before: '上一户',
  after: '下一户',
  factor: '评分因子',
  weight: '权重',
  points: '得分',
  contribution: '贡献',
  lost: '失分',
  noScore: '该客户没有得分。',
  rounded: '此处数字经四舍五入，精确值见 clients.csv。',
  firstOnly: (shown, all) => `此处为前 ${shown} 户，共 ${all} 户；其余见网页和 clients.csv。`,
  held: (shown, all) => `本页包含前 ${shown} 户，共 ${all} 户；其余见 clients.csv。`,
  better: '升级',
  worse: '降级',
  same: '不变、新增或流失',
  up: '升级',
  down: '降级',
};

export const pageWords: Readonly<Record<Locale, PageWords>> = { en: english, 'zh-CN': chinese };
