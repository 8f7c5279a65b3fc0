import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilOf, daysOf, formatDate } from '../../../src/numeric/date.ts';
import { type CellCase, type FieldSettings, outcomeOf, readCell } from './field.ts';

const day = daysOf(2026, 10, 31) as number;
const as = (format: string): FieldSettings => ({ format });

const cases: readonly CellCase[] = [
  { title: 'ISO', given: '2026-10-31', expected: day },
  { title: 'slashes', given: '2026/10/31', expected: day },
  { title: 'points', given: '2026.10.31', expected: day },
  { title: 'eight digits', given: '20261031', expected: day },
  { title: 'full-width digits', given: '２０２６－１０－３１', expected: day },
  { title: 'Chinese', given: '2026年10月31日', expected: day },
  { title: 'Chinese with one digit', given: '2026年3月5日', expected: daysOf(2026, 3, 5) as number },
  { title: 'one digit', given: '2026/3/5', expected: daysOf(2026, 3, 5) as number },
  { title: 'a month by name', given: '31-Oct-2026', expected: day },
  { title: 'a month by name first', given: 'October 31, 2026', expected: day },
  { title: 'an ISO time', given: '2026-10-31T00:00:00.000', expected: day },
  { title: 'an ISO time in a zone', given: '2026-10-31T23:30:00Z', expected: day },
  { title: 'a time behind a space', given: '2026-10-31 00:00:00', expected: day },
  { title: 'a time of twelve hours', given: '2026/10/31 11:59 PM', expected: day },
  { title: 'a leap day', given: '2024-02-29', expected: daysOf(2024, 2, 29) as number },
  { title: 'no leap day', given: '2026-02-29', expected: '! no-such-date' },
  { title: 'the 31st of a short month', given: '20261131', expected: '! no-such-date' },
  { title: 'month 13', given: '2026-13-01', expected: '! no-such-date' },
  { title: 'day or month first', given: '03/04/2026', expected: '! date-needs-format' },
  { title: 'day first, unmistakably, but not told', given: '31/10/2026', expected: '! date-needs-format' },
  { title: 'a short year, not told', given: '03.04.26', expected: '! date-needs-format' },
  { title: 'mixed separators', given: '2026-10/31', expected: '! not-a-date' },
  { title: 'a bad time', given: '2026-10-31 25:00', expected: '! not-a-date' },
  { title: 'a month that is none', given: '31-Foo-2026', expected: '! not-a-date' },
  { title: 'a serial without format', given: '46326', expected: '! not-a-date' },
  { title: 'a word', given: 'soon', expected: '! not-a-date' },
  { title: 'US', given: '10/31/2026', settings: as('MDY'), expected: day },
  { title: 'US with a short year', given: '10/31/26', settings: as('MDY'), expected: day },
  { title: 'US with day 31 first', given: '31/10/2026', settings: as('MDY'), expected: '! no-such-date' },
  { title: 'EU', given: '31.10.2026', settings: as('DMY'), expected: day },
  { title: 'EU with a time', given: '31/10/2026 10:15', settings: as('DMY'), expected: day },
  { title: 'ISO under any format', given: '2026-10-31', settings: as('DMY'), expected: day },
  { title: 'a short year first', given: '26-10-31', settings: as('YMD'), expected: day },
  { title: 'YYMMDD', given: '930705', settings: as('YYMMDD'), expected: daysOf(1993, 7, 5) as number },
  {
    title: 'YYMMDD with a time',
    given: '931107 00:00:00',
    settings: as('YYMMDD'),
    expected: daysOf(1993, 11, 7) as number,
  },
  { title: 'YYMMDD of 69', given: '690101', settings: as('YYMMDD'), expected: daysOf(1969, 1, 1) as number },
  { title: 'YYMMDD of 68', given: '681231', settings: as('YYMMDD'), expected: daysOf(2068, 12, 31) as number },
  { title: 'YYMMDD with month 62', given: '706213', settings: as('YYMMDD'), expected: '! no-such-date' },
  { title: 'an Excel serial', given: '46326', settings: as('excel'), expected: day },
  { title: 'an Excel serial with a time', given: '46326.75', settings: as('excel'), expected: day },
  { title: 'Excel day 1', given: '1', settings: as('excel'), expected: daysOf(1900, 1, 1) as number },
  { title: 'Excel day 59', given: '59', settings: as('excel'), expected: daysOf(1900, 2, 28) as number },
  { title: 'Excel day 60, 29 February 1900', given: '60', settings: as('excel'), expected: '! no-such-date' },
  { title: 'Excel day 61', given: '61', settings: as('excel'), expected: daysOf(1900, 3, 1) as number },
  { title: 'Excel day 0', given: '0', settings: as('excel'), expected: '! no-such-date' },
  { title: 'the last Excel day', given: '2958465', settings: as('excel'), expected: daysOf(9999, 12, 31) as number },
  { title: 'past the last Excel day', given: '2958466', settings: as('excel'), expected: '! no-such-date' },
  { title: 'the 1904 system', given: '44864', settings: as('excel-1904'), expected: day },
  { title: 'day 0 of the 1904 system', given: '0', settings: as('excel-1904'), expected: daysOf(1904, 1, 1) as number },
  { title: 'a SAS day number', given: '0', settings: as('sas'), expected: daysOf(1960, 1, 1) as number },
  { title: 'a SAS day number before 1960', given: '-1', settings: as('sas'), expected: daysOf(1959, 12, 31) as number },
  { title: 'a word where a serial may be', given: 'soon', settings: as('excel'), expected: '! not-a-date' },
];

describe('date', () => {
  it.each(cases)('$title: $given', (row) => {
    expect(outcomeOf('date', row)).toEqual(row.expected);
  });

  it('reads any day in any accepted spelling', () => {
    const pad = (part: number) => String(part).padStart(2, '0');
    fc.assert(
      fc.property(fc.integer({ min: daysOf(1904, 1, 1) as number, max: daysOf(9999, 12, 31) as number }), (days) => {
        const { year, month, day: date } = civilOf(days);
        const iso = formatDate(days);
        const texts: [string, string | undefined][] = [
          [iso, undefined],
          [`${iso}T12:30:59.5`, undefined],
          [iso.replaceAll('-', ''), undefined],
          [`${year}年${month}月${date}日`, undefined],
          [`${month}/${date}/${year}`, 'MDY'],
          [`${pad(date)}.${pad(month)}.${year}`, 'DMY'],
          [String(days + 25569), 'excel'],
          [String(days + 24107), 'excel-1904'],
          [String(days + 3653), 'sas'],
        ];
        for (const [text, format] of texts) {
          expect([text, readCell('date', text, format === undefined ? {} : { format }).units]).toEqual([text, days]);
        }
      }),
    );
  });
});
