import { strFromU8, strToU8 } from 'fflate';
import type { Locale } from '../../model/locale.ts';
import { chartXml } from './chart-xml.ts';
import { drawingXml } from './drawing-xml.ts';
import type { PlacedChart } from './section-sheet.ts';

// What the package of exceljs lacks: charts with their drawings, and silence about digits that are text on purpose. Parts are
// bytes by path. Ids that exceljs draws at random become counters.

export type Parts = Map<string, Uint8Array>;

export interface SheetAdditions {
  /** As in `xl/worksheets/sheet3.xml`. */
  readonly number: number;
  readonly charts: readonly PlacedChart[];
  /** A range whose texts may look like numbers. */
  readonly textsLikeNumbers?: string;
}

const chartType = 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml';
const drawingType = 'application/vnd.openxmlformats-officedocument.drawing+xml';
const relationTypes = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export function addToPackage(parts: Parts, sheets: readonly SheetAdditions[], locale: Locale): void {
  const overrides: string[] = [];
  let charts = 0;
  let drawings = 0;
  for (const sheet of sheets) {
    const path = `xl/worksheets/sheet${sheet.number}.xml`;
    const additions: string[] = [];
    if (sheet.textsLikeNumbers !== undefined) {
      additions.push(
        `<ignoredErrors><ignoredError sqref="${sheet.textsLikeNumbers}" numberStoredAsText="1"/></ignoredErrors>`,
      );
    }
    if (sheet.charts.length > 0) {
      drawings += 1;
      const targets: string[] = [];
      for (const { data, series } of sheet.charts) {
        charts += 1;
        setText(parts, `xl/charts/chart${charts}.xml`, chartXml(data.chart, data.kind, series, locale));
        overrides.push(override(`/xl/charts/chart${charts}.xml`, chartType));
        targets.push(`../charts/chart${charts}.xml`);
      }
      setText(parts, `xl/drawings/drawing${drawings}.xml`, drawingXml(sheet.charts));
      setText(parts, `xl/drawings/_rels/drawing${drawings}.xml.rels`, relations('chart', targets));
      overrides.push(override(`/xl/drawings/drawing${drawings}.xml`, drawingType));
      // No sheet has relations of its own: links are formulas.
      setText(
        parts,
        `xl/worksheets/_rels/sheet${sheet.number}.xml.rels`,
        relations('drawing', [`../drawings/drawing${drawings}.xml`]),
      );
      additions.push('<drawing r:id="rId1"/>');
    }
    setText(parts, path, afterFooter(getText(parts, path), additions.join('')));
  }
  const types = '[Content_Types].xml';
  setText(parts, types, getText(parts, types).replace('</Types>', `${overrides.join('')}</Types>`));
  countIds(parts);
}

/** After `headerFooter` come ignored errors, then the drawing, then extensions (ECMA-376 part 1, 18.3.1.99). */
function afterFooter(xml: string, additions: string): string {
  const end = '</headerFooter>';
  const at = xml.lastIndexOf(end);
  if (at < 0) throw new Error('a sheet of the report has no footer');
  return xml.slice(0, at + end.length) + additions + xml.slice(at + end.length);
}

function override(path: string, type: string): string {
  return `<Override PartName="${path}" ContentType="${type}"/>`;
}

function relations(type: 'chart' | 'drawing', targets: readonly string[]): string {
  const listed = targets.map(
    (target, index) => `<Relationship Id="rId${index + 1}" Type="${relationTypes}/${type}" Target="${target}"/>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${listed.join('')}</Relationships>`
  );
}

/** exceljs ties the two halves of a data bar by a random id; here they are numbered through the workbook. */
const randomId = /(?<=<x14:id>| id=")\{[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[0-9A-F]{4}-[0-9A-F]{12}\}/g;

function countIds(parts: Parts): void {
  let next = 1;
  for (const path of [...parts.keys()].filter((name) => name.startsWith('xl/worksheets/sheet')).toSorted()) {
    const known = new Map<string, string>();
    const text = getText(parts, path).replace(randomId, (id) => {
      let counted = known.get(id);
      if (counted === undefined) {
        counted = `{00000000-0000-4000-8000-${String(next++).padStart(12, '0')}}`;
        known.set(id, counted);
      }
      return counted;
    });
    setText(parts, path, text);
  }
}

export function getText(parts: Parts, path: string): string {
  const bytes = parts.get(path);
  if (bytes === undefined) throw new Error(`the workbook has no part ${path}`);
  return strFromU8(bytes);
}

export function setText(parts: Parts, path: string, text: string): void {
  parts.set(path, strToU8(text));
}
