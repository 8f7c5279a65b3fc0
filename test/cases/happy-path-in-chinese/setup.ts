import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeGb18030 } from '../../../src/sample/gb18030.ts';

/** A book as a Chinese core system exports it: GB18030, units in headings and cells, full-width digits, 是/否. */
const book = `客户编号,客户名称,状态,行业,收入（万元）,贷款金额,押品价值(亿元),偿债备付率,资产负债率,逾期天数,建立关系日期,营销授权
0001,港湾风电有限公司,存量客户,公用事业,120,500万元,0.09,１．８０,42%,0,2012年3月15日,是
0002,林氏食品厂,存量客户,食品制造,８０,４００万,0.05,1.55,48%,0,2015/7/1,是
0003,东岸置业,存量客户,房地产,65,"6,000,000",0.065,1.25,66%,45,20191130,否
0004,老街修理厂,存量客户,零售,9,30万,0,1.05,71%,0,2024-02-30,是
0005,一号采石场,存量客户,采矿,4,25万,0.005,0.80,88%,120,2021-10-31,否
0006,梅子面包房,存量客户,食品制造,3,0,0,2.10,--,无,2021-11-01,是
0008,燕鸥光伏,潜在客户,公用事业,0,250万,0.03,1.60,40%,0,,是
`;

export function setUp(cwd: string): void {
  writeFileSync(join(cwd, 'clients.csv'), encodeGb18030(book.replaceAll('\n', '\r\n')));
}
