import { inLocale } from '../model/locale.ts';
import { type Column, isText } from '../model/table.ts';
import { ByteLines, encodeText } from './byte-lines.ts';
import { blockRows, type Cells, cellsOf, emptyCells, fetchBlock, textCell, type WriteCell } from './csv-cells.ts';
import type { RunReport } from './format.ts';
import { reasonCells } from './reason-cells.ts';

// clients.csv: a line per client, best score first. Reasons, actions and lists are joined by "; ": `DSCR -6.30` is a
// factor and the weighted points it cost, `pricing: base rate` an action group and what it says. The last columns before
// those passed through belong to runs with a previous one and are empty until there is one.

interface OutputColumn {
  readonly heading: string;
  readonly cells: Cells;
}

const comma = 44;

export function* writeClients(report: RunReport): Generator<Uint8Array> {
  const columns = outputColumns(report);
  const out = new ByteLines();
  const end = encodeText(report.csv.crlf ? '\r\n' : '\n');
  if (report.csv.bom) out.text('\ufeff');
  out.text(columns.map(({ heading }) => textCell(heading)).join(','));
  out.bytes(end);
  for (let start = 0; start < report.order.length; start += blockRows) {
    const rows = report.order.subarray(start, start + blockRows);
    const writers = columns.map(({ cells }) => cells(rows));
    for (let place = 0; place < rows.length; place++) {
      for (let index = 0; index < writers.length; index++) {
        if (index > 0) out.byte(comma);
        writers[index](place, out);
      }
      out.bytes(end);
    }
    if (out.full) yield out.take();
  }
  yield out.take();
}

function outputColumns(report: RunReport): OutputColumn[] {
  const { rubric, table } = report;
  const { portfolio, dimensions } = rubric;
  const own = (heading: string, name: string = heading): OutputColumn => ({
    heading,
    cells: cellsOf(table.columns.get(name)),
  });
  const factors = dimensions.flatMap((dimension) => dimension.factors);
  const columns: OutputColumn[] = [
    own('id', portfolio.id),
    portfolio.name === undefined ? { heading: 'name', cells: emptyCells } : own('name', portfolio.name),
    own('measure', portfolio.measure),
    own('tier'),
    // Overrides come with a previous run; until then the model's tier is the tier.
    own('model_tier', 'tier'),
    ...['grade', 'score', 'rank', 'top_percent', 'cumulative_share', 'abc'].map((name) => own(name)),
    ...dimensions.map(({ name }) => own(name)),
    ...factors.map(({ name }) => own(`points.${name}`)),
    own('coverage'),
    { heading: 'reasons', cells: reasonCells(report) },
    { heading: 'actions', cells: actionCells(report) },
    { heading: 'lists', cells: listCells(report) },
    // By no column of the table: a field of the book may have one of these names.
    ...['previous_tier', 'move', 'cause'].map((heading) => ({ heading, cells: emptyCells })),
  ];
  const taken = new Set(columns.map(({ heading }) => heading));
  for (const name of report.passThrough) {
    const heading = taken.has(name) ? `book.${name}` : name;
    taken.add(heading);
    columns.push(own(heading, name));
  }
  return columns;
}

function unitsOf(column: Column | undefined): Float64Array | undefined {
  return column === undefined || isText(column) ? undefined : column.values;
}

/** A column of small whole numbers and the text that each stands for; '' is none. */
interface Choice {
  readonly values: Float64Array;
  readonly texts: readonly string[];
}

function actionCells({ rubric, table, locale }: RunReport): Cells {
  const choices = rubric.actions.flatMap(({ name, rules }): Choice[] => {
    const values = unitsOf(table.columns.get(`action.${name}`));
    return values === undefined
      ? []
      : [{ values, texts: rules.map((rule) => `${name}: ${inLocale(rule.do, locale, '')}`) }];
  });
  return joinedCells(choices);
}

function listCells({ rubric, table }: RunReport): Cells {
  const choices = rubric.lists.flatMap(({ name }): Choice[] => {
    const values = unitsOf(table.columns.get(`list.${name}`));
    return values === undefined ? [] : [{ values, texts: ['', name] }];
  });
  return joinedCells(choices);
}

/** The texts that a row has, joined. Rows share few combinations, so a cell is made once for each. */
function joinedCells(choices: readonly Choice[]): Cells {
  if (choices.length === 0) return emptyCells;
  const blocks = choices.map(({ texts }): Choice => ({ values: new Float64Array(blockRows), texts }));
  const write = joinedWriter(blocks);
  return (rows) => {
    choices.forEach(({ values }, index) => {
      fetchBlock(values, rows, blocks[index].values);
    });
    return write;
  };
}

function joinedWriter(choices: readonly Choice[]): WriteCell {
  const joined = (place: number) => {
    const texts = choices.map(({ values, texts: names }) => names[values[place]] ?? '');
    return encodeText(textCell(texts.filter((text) => text !== '').join('; ')));
  };
  const combinations = choices.reduce((product, { texts }) => product * (texts.length + 1), 1);
  if (combinations > 2 ** 50) return (place, out) => out.bytes(joined(place));
  const kept = new Map<number, Uint8Array>();
  return (place, out) => {
    let key = 0;
    for (const { values, texts } of choices) {
      key = key * (texts.length + 1) + (Number.isNaN(values[place]) ? 0 : values[place] + 1);
    }
    let cell = kept.get(key);
    if (cell === undefined) {
      cell = joined(place);
      if (kept.size < 2 ** 16) kept.set(key, cell);
    }
    out.bytes(cell);
  };
}
