import type { Locale } from '../model/locale.ts';

// The columns of the sample book and of its tables, in the order of the files. Headings are those that the rubrics take
// (`from:`).

export type ColumnKind = 'text' | 'money' | 'number' | 'percent' | 'date';

export interface SampleColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly heading: Readonly<Record<Locale, string>>;
  /** Number format of a spreadsheet. */
  readonly format: string;
}

const formats: Readonly<Record<ColumnKind, string>> = {
  text: '@',
  money: '#,##0.00',
  number: '0',
  percent: '0.0%',
  date: 'yyyy-mm-dd',
};

function describe(name: string, kind: ColumnKind, en: string, zh: string, format = formats[kind]): SampleColumn {
  return { name, kind, heading: { en, 'zh-CN': zh }, format };
}

export const sampleColumns: readonly SampleColumn[] = [
  describe('client_id', 'text', 'Client ID', '客户编号'),
  describe('client_name', 'text', 'Client name', '客户名称'),
  describe('status', 'text', 'Status', '状态'),
  describe('segment', 'text', 'Segment', '客户类型'),
  describe('industry', 'text', 'Industry', '行业'),
  describe('region', 'text', 'Region', '地区'),
  describe('client_since', 'date', 'Client since', '建立关系日期'),
  describe('loan_amount', 'money', 'Loan amount', '贷款金额'),
  describe('demand_amount', 'money', 'Loan demand', '融资需求'),
  describe('loan_balance', 'money', 'Outstanding balance', '贷款余额'),
  describe('revenue_12m', 'money', 'Revenue 12m', '近12个月收入'),
  describe('cost_to_serve_12m', 'money', 'Cost to serve 12m', '近12个月服务成本'),
  describe('products_held', 'number', 'Products held', '持有产品数'),
  describe('products_eligible', 'number', 'Products eligible', '适用产品数'),
  describe('dscr', 'number', 'DSCR', '偿债备付率', '0.00'),
  describe('interest_cover', 'number', 'Interest cover', '利息保障倍数', '0.00'),
  describe('debt_ratio', 'percent', 'Debt ratio', '资产负债率'),
  describe('max_dpd_12m', 'number', 'Max DPD 12m', '近12个月最长逾期天数'),
  describe('max_dpd_24m', 'number', 'Max DPD 24m', '近24个月最长逾期天数'),
  describe('loan_class', 'text', 'Loan class', '五级分类'),
  describe('collateral_value', 'money', 'Collateral value', '押品价值'),
  describe('referrals_24m', 'number', 'Referrals 24m', '近24个月成功转介绍数'),
  describe('contacts_12m', 'number', 'Contacts 12m', '近12个月双向沟通次数'),
  describe('services_offered', 'number', 'Services offered', '增值服务提供数'),
  describe('services_used', 'number', 'Services used', '增值服务参与数'),
  describe('marketing_consent', 'text', 'Marketing consent', '营销授权'),
  describe('nps', 'number', 'NPS', '推荐意愿'),
  describe('csat', 'number', 'CSAT', '满意度', '0.0'),
  describe('complaints_12m', 'number', 'Complaints 12m', '近12个月投诉数'),
  describe('approval_days', 'number', 'Approval days', '平均审批天数', '0.0'),
  describe('npl_balance', 'money', 'NPL balance', '不良贷款余额'),
];

export const loanColumns: readonly SampleColumn[] = [
  describe('loan_id', 'text', 'Loan ID', '借据编号'),
  describe('client_id', 'text', 'Client ID', '客户编号'),
  describe('start_date', 'date', 'Start date', '放款日'),
  describe('maturity', 'date', 'Maturity', '到期日'),
  describe('amount', 'money', 'Amount', '合同金额'),
  describe('balance', 'money', 'Balance', '贷款余额'),
  describe('status', 'text', 'Status', '状态'),
  describe('renewed', 'text', 'Renewed', '是否续贷'),
];

export const contactColumns: readonly SampleColumn[] = [
  describe('client_id', 'text', 'Client ID', '客户编号'),
  describe('contact_date', 'date', 'Contact date', '联系日期'),
  describe('kind', 'text', 'Kind', '联系方式'),
  describe('two_way', 'text', 'Two-way', '是否双向沟通'),
];
