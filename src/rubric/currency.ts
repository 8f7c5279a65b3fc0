// ISO 4217: active currency codes and their minor digits. Money of a rubric is kept in these digits.

const twoDigits =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK ' +
  'DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT ' +
  'LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR ' +
  'RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES ' +
  'WST XCD XCG YER ZAR ZMW ZWG';
const noDigits = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const threeDigits = 'BHD IQD JOD KWD LYD OMR TND';
const fourDigits = 'CLF UYW';

const digitsOf = new Map<string, number>();
for (const [codes, digits] of [
  [twoDigits, 2],
  [noDigits, 0],
  [threeDigits, 3],
  [fourDigits, 4],
] as const) {
  for (const code of codes.split(' ')) digitsOf.set(code, digits);
}

/** All codes, in text order. */
export const currencies: readonly string[] = [...digitsOf.keys()].sort();

/** Minor digits of a currency, or undefined where there is no such code. */
export function minorDigits(currency: string): number | undefined {
  return digitsOf.get(currency);
}
