import { describe, expect, it } from 'vitest';
import { PhaseTimes } from '../../src/cli/phase-times.ts';

const used = [
  { wall: 0.25, cpu: 0.3, peakMiB: 60 },
  { wall: 1.25, cpu: 2.3, peakMiB: 100.4 },
  { wall: 1.5, cpu: 2.5, peakMiB: 120 },
  { wall: 2.5, cpu: 3, peakMiB: 120 },
  { wall: 12.75, cpu: 14.5, peakMiB: 1234.5 },
];

describe('the times of phases', () => {
  it('counts from one phase to the next, adds up those of one name, and ends with the whole process', () => {
    const said: string[] = [];
    const left = [...used];
    const inner = { phase: (phase: string, detail?: string) => void said.push(`${phase} ${detail}`) };
    const times = new PhaseTimes(inner, () => left.shift() ?? used[4]);
    times.phase('read', 'book.csv');
    times.phase('merge', '3 rows');
    times.phase('read', 'loans.csv');
    times.mark('columns');
    const printed: string[] = [];
    times.print({ write: (text) => printed.push(text) });
    expect(said).toEqual(['read book.csv', 'merge 3 rows', 'read loans.csv']);
    expect(printed.join('').split('\n')).toEqual([
      'phase    wall s  CPU s  peak MiB',
      'start      0.25   0.30        60',
      'read       2.00   2.50       120',
      'merge      0.25   0.20       120',
      'columns   10.25  11.50      1235',
      'all       12.75  14.50      1235',
      '',
    ]);
  });
});
