import { foldText } from './width.ts';

// Currencies as people write them in cells and headings. A sign may belong to several currencies (¥: CNY and JPY);
// what matters is whether the field's own currency is among them. Codes are those of ISO 4217, in capitals; ALL and TOP are
// left out, because they are words too.

const codes = new Set(
  (
    'AED AFN AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP ' +
    'CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF ' +
    'IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK ' +
    'MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR ' +
    'SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND ' +
    'VUV WST XAF XCD XOF XPF YER ZAR ZMW'
  ).split(' '),
);

const dollars = ['USD', 'AUD', 'BMD', 'BND', 'BSD', 'CAD', 'FJD', 'HKD', 'JMD', 'MXN', 'NZD', 'SGD', 'TWD'];

/** Signs and words, in half width and ASCII lower case, with the currencies they may mean. */
const signs: Readonly<Record<string, readonly string[]>> = {
  '¥': ['CNY', 'JPY'],
  'cn¥': ['CNY'],
  'jp¥': ['JPY'],
  rmb: ['CNY'],
  cnh: ['CNY'],
  人民币: ['CNY'],
  人民币元: ['CNY'],
  元: ['CNY', 'HKD', 'MOP', 'TWD'],
  圆: ['CNY', 'HKD', 'MOP', 'TWD'],
  円: ['JPY'],
  日元: ['JPY'],
  $: dollars,
  us$: ['USD'],
  a$: ['AUD'],
  c$: ['CAD'],
  hk$: ['HKD'],
  nt$: ['TWD'],
  s$: ['SGD'],
  美元: ['USD'],
  美金: ['USD'],
  港元: ['HKD'],
  港币: ['HKD'],
  新台币: ['TWD'],
  新加坡元: ['SGD'],
  澳元: ['AUD'],
  加元: ['CAD'],
  '€': ['EUR'],
  欧元: ['EUR'],
  '£': ['GBP'],
  英镑: ['GBP'],
  '₩': ['KRW'],
  韩元: ['KRW'],
  '₹': ['INR'],
  '₽': ['RUB'],
  卢布: ['RUB'],
  '฿': ['THB'],
  '₫': ['VND'],
  '₺': ['TRY'],
  r$: ['BRL'],
  kč: ['CZK'],
  zł: ['PLN'],
};

/** The currencies a sign, word or ISO code may mean; undefined where it is none. The text is in half width. */
export function readCurrency(text: string): readonly string[] | undefined {
  if (codes.has(text)) return [text];
  const folded = foldText(text);
  return Object.hasOwn(signs, folded) ? signs[folded] : undefined;
}
