import type { Decimal } from '../model/decimal.ts';
import type { RunDiff } from '../model/run-diff.ts';
import { formatUnits } from '../numeric/decimal.ts';
import { textCell } from './csv-cells.ts';
import { type CsvOptions, joinLines } from './csv-lines.ts';

// Who moved between two runs: a line a client that went up or down, is new or left, largest measure first.

const headings = [
  ...['id', 'name', 'move', 'cause', 'tier_before', 'tier', 'grade_before', 'grade', 'score_before', 'score'],
  ...['effect_own', 'effect_book', 'effect_rubric', 'measure_before', 'measure'],
];

export function writeDiffCsv(diff: RunDiff, options: CsvOptions): Generator<string> {
  return joinLines(listLines(diff), options);
}

function* listLines({ moved }: RunDiff): Generator<string> {
  yield headings.join(',');
  for (let place = 0; place < moved.count; place++) {
    const { client, name, move, cause, tier, grade, score, measure, effects } = moved.at(place);
    const texts = [client, name, move, cause, tier.before, tier.now, grade.before, grade.now].map(textCell);
    const numbers = [score.before, score.now, effects.own, effects.book, effects.rubric, measure.before, measure.now];
    yield [...texts, ...numbers.map(numberCell)].join(',');
  }
}

function numberCell(value: Decimal | null): string {
  return value === null ? '' : formatUnits(value.units, value.scale);
}
