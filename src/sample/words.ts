import type { Locale } from '../model/locale.ts';
import type { ContactKind } from './contacts.ts';

// What the sample's texts are made of, per locale. Companies are invented place names with a trade and a legal form;
// borrowers who are persons appear under their trade, so no person is ever named.

export type Segment = 'individual' | 'sme' | 'corporate';
export type LoanClass = 'pass' | 'special_mention' | 'substandard' | 'doubtful' | 'loss';

interface Words {
  /** A place is a head and a tail. */
  readonly heads: readonly string[];
  readonly tails: readonly string[];
  /** Put between the parts of a name. */
  readonly space: string;
  readonly forms: Readonly<Record<Segment, readonly string[]>>;
  readonly segments: Readonly<Record<Segment, string>>;
  readonly classes: Readonly<Record<LoanClass, string>>;
  readonly regions: readonly string[];
  readonly loanStatus: Readonly<Record<'running' | 'repaid', string>>;
  readonly contactKinds: Readonly<Record<ContactKind, string>>;
  readonly client: string;
  readonly prospect: string;
  readonly yes: string;
  readonly no: string;
}

export const words: Readonly<Record<Locale, Words>> = {
  en: {
    heads: 'Alder Brack Cald Dun Eller Fenn Garth Hollin Marl Ostr Pell Quill Thorn Ulver Wend Yarrow'.split(' '),
    tails: 'acre barrow combe dale fold garth haven holt mere moor ridge shaw stead thwaite wick worth'.split(' '),
    space: ' ',
    forms: {
      individual: ['(sole trader)'],
      sme: ['Ltd', 'Ltd', '& Partners Ltd', 'Co-operative'],
      corporate: ['plc', 'Group plc', 'Holdings plc'],
    },
    segments: { individual: 'individual', sme: 'SME', corporate: 'Large corporate' },
    classes: {
      pass: 'pass',
      special_mention: 'special_mention',
      substandard: 'substandard',
      doubtful: 'doubtful',
      loss: 'loss',
    },
    regions: ['East', 'North', 'South', 'Central', 'South-west', 'North-west', 'North-east'],
    loanStatus: { running: 'running', repaid: 'repaid' },
    contactKinds: { visit: 'Visit', call: 'Call', video: 'Video call', mailing: 'Mailing' },
    client: 'client',
    prospect: 'prospect',
    yes: 'Y',
    no: 'N',
  },
  'zh-CN': {
    heads: [...'砚榆汐檀苇岚翎棠霁沅樾蓼桐筠漱澹'],
    tails: [...'溪岸岭汀川渡洲坞麓津岑泽原陂湾浦'],
    space: '',
    forms: {
      individual: ['经营部（个体）', '商行（个体）'],
      sme: ['有限公司', '有限公司', '有限责任公司', '有限责任公司'],
      corporate: ['股份有限公司', '集团有限公司', '控股有限公司'],
    },
    segments: { individual: '个人借款人', sme: '中小企业', corporate: '大型企业' },
    classes: { pass: '正常', special_mention: '关注', substandard: '次级', doubtful: '可疑', loss: '损失' },
    regions: ['华东', '华北', '华南', '华中', '西南', '西北', '东北'],
    loanStatus: { running: '未结清', repaid: '已结清' },
    contactKinds: { visit: '上门拜访', call: '电话', video: '视频会议', mailing: '群发通知' },
    client: '存量客户',
    prospect: '潜在客户',
    yes: '是',
    no: '否',
  },
};

interface Industry {
  readonly name: Readonly<Record<Locale, string>>;
  readonly trades: Readonly<Record<Locale, readonly string[]>>;
}

function industry(en: string, zh: string, tradesEn: string, tradesZh: string): Industry {
  return { name: { en, 'zh-CN': zh }, trades: { en: tradesEn.split(', '), 'zh-CN': tradesZh.split('、') } };
}

/** The commoner ones stand twice; those behind `smallTrades` are no trade for one person. */
export const industries: readonly Industry[] = [
  industry('food', '食品制造', 'Foods, Mills, Dairy', '食品、粮油、乳业'),
  industry('trade', '商贸零售', 'Trading, Wholesale, Stores', '商贸、百货、供应链'),
  industry('trade', '商贸零售', 'Textiles, Hardware, Stationers', '纺织、五金、文具'),
  industry('agriculture', '现代农业', 'Farms, Seeds, Nurseries', '农业、种业、园艺'),
  industry('logistics', '物流运输', 'Freight, Cold Storage, Haulage', '物流、冷链、运输'),
  industry('manufacturing', '装备制造', 'Machinery, Precision Parts, Castings', '机械、精密部件、铸造'),
  industry('manufacturing', '装备制造', 'Tooling, Electric Motors, Valves', '模具、电机、阀门'),
  industry('construction', '建筑工程', 'Civil Works, Roads, Builders', '建设工程、路桥、建材'),
  industry('information technology', '信息技术', 'Systems, Data Services, Networks', '信息技术、数据服务、网络科技'),
  industry('utilities', '公用事业', 'Water, Gas Networks, District Heating', '水务、燃气、供热'),
  industry('healthcare', '医药', 'Medical Supplies, Pharma, Diagnostics', '医药、医疗器械、生物制品'),
  industry('real estate', '房地产', 'Estates, Developments, Property', '置业、房地产开发、园区开发'),
  industry('energy', '能源', 'Wind Power, Solar, Energy', '风电、光伏、新能源'),
];

export const smallTrades = 6;
