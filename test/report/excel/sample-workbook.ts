import { strFromU8, unzipSync } from 'fflate';
import { decimal } from '../../../src/numeric/decimal.ts';
import { buildDocument } from '../../../src/report/document/build.ts';
import type { ReportDocument } from '../../../src/report/document/document.ts';
import { drawWorkbook } from '../../../src/report/excel/workbook.ts';
import type { RunReport } from '../../../src/report/format.ts';
import { report } from '../sample.ts';

// Workbooks of the sample run, whole and as parts.

export async function bytesOf(
  document: ReportDocument,
  given: RunReport = report,
  lastRow?: number,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of drawWorkbook(document, given, lastRow)) pieces.push(piece.slice());
  return new Uint8Array(Buffer.concat(pieces));
}

export function partsOf(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, content]) => [path, strFromU8(content)]));
}

/** The sample's document with a section on moves, which the sample run does not have, and texts that mean harm. */
export function movingDocument(given: RunReport = report): ReportDocument {
  const document = buildDocument(given);
  const count = (value: number) => decimal(value, 0);
  return {
    ...document,
    sections: [
      ...document.sections,
      {
        key: 'migration',
        title: "Moves: what's [new]? and a title that is far too long for a sheet",
        notes: ['A note.'],
        tables: [
          {
            key: 'moves',
            columns: [
              { key: 'move', title: 'Move', kind: 'text', digits: 0 },
              { key: 'clients', title: 'Clients', kind: 'count', digits: 0, bar: true },
              { key: 'gain', title: 'Gain', kind: 'money', digits: 2, bar: true },
              { key: 'day', title: 'Day', kind: 'date', digits: 0 },
            ],
            rows: [
              { cells: ['up', count(3), decimal(-12_345, 2), count(20_393)], mark: 'up' },
              {
                cells: [
                  '=HYPERLINK("http://x","y")',
                  count(1),
                  decimal(12_345_678_901_234_567_890n, 2),
                  count(-40_000),
                ],
                mark: 'down',
              },
              { cells: ['_x0041_ a\u0000\u0007b\r\nc\ud800 <&>"\'', null, null, null] },
              { cells: ['', count(4), decimal(0, 2), null], total: true },
            ],
          },
        ],
        charts: [
          {
            kind: 'flows',
            title: 'Flows & moves <b>',
            alternative: '"3" up',
            from: ['Gold', '<Silver>'],
            to: ['Gold', 'Silver', 'left'],
            flows: [
              { from: 0, to: 0, clients: 5 },
              { from: 1, to: 2, clients: 2 },
            ],
          },
        ],
      },
    ],
  };
}
