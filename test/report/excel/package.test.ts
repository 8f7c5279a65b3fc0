import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { report } from '../sample.ts';
import { bytesOf, movingDocument, partsOf } from './sample-workbook.ts';

// The package as ISO/IEC 29500-1 wants it: the order of elements, relations that lead somewhere, and charts on filled ranges.

const worksheetOrder = (
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter ' +
  'sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks ' +
  'printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags ' +
  'drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst'
).split(' ');
const seriesOrder = 'idx order tx spPr invertIfNegative marker dLbls cat val xVal yVal smooth'.split(' ');
const axisOrder = (
  'axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses ' +
  'crossBetween majorUnit auto lblAlgn lblOffset noMultiLvlLbl'
).split(' ');
const chartOrder = 'title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs'.split(' ');
const spaceOrder = 'date1904 lang roundedCorners chart spPr txPr printSettings'.split(' ');

/** Names of the elements right below each element of this name; tags are balanced, or this throws. */
function childrenOf(xml: string, parent: string): string[][] {
  const found: string[][] = [];
  const open: { name: string; children: string[] }[] = [];
  for (const [, close, name, , self] of xml.matchAll(/<(\/?)([A-Za-z][\w:.]*)((?:\s+[\w:.]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (close === '/') {
      const ended = open.pop();
      if (ended?.name !== name) throw new Error(`${name} closes ${ended?.name}`);
      if (name === parent) found.push(ended.children);
      continue;
    }
    open.at(-1)?.children.push(name);
    if (self === '/') {
      if (name === parent) found.push([]);
    } else open.push({ name, children: [] });
  }
  if (open.length > 0) throw new Error(`${open.at(-1)?.name} is not closed`);
  return found;
}

function expectOrder(children: readonly string[], order: readonly string[]): void {
  const places = children.map((name) => order.indexOf(name.replace(/^c:/, '')));
  expect({ children, unknown: children.filter((_, index) => places[index] < 0) }).toEqual({ children, unknown: [] });
  expect({ children, places: places.toSorted((a, b) => a - b) }).toEqual({ children, places });
}

async function sampleParts(locale: 'en' | 'zh-CN' = 'en') {
  const given = { ...report, locale };
  return partsOf(await bytesOf(movingDocument(given), given));
}

describe('the package', () => {
  test('elements of a sheet stand in the order of the standard', async () => {
    const parts = await sampleParts();
    const sheets = Object.keys(parts).filter((path) => /^xl\/worksheets\/sheet\d+\.xml$/.test(path));
    expect(sheets.length).toBeGreaterThan(4);
    for (const path of sheets) expectOrder(childrenOf(parts[path], 'worksheet')[0], worksheetOrder);
    expect(sheets.filter((path) => parts[path].includes('<conditionalFormatting')).length).toBeGreaterThan(1);
  });

  test('so do those of charts', async () => {
    const parts = await sampleParts();
    const charts = Object.keys(parts).filter((path) => path.startsWith('xl/charts/'));
    expect(charts).toHaveLength(3);
    for (const path of charts) {
      expectOrder(childrenOf(parts[path], 'c:chartSpace')[0], spaceOrder);
      expectOrder(childrenOf(parts[path], 'c:chart')[0], chartOrder);
      for (const children of childrenOf(parts[path], 'c:ser')) expectOrder(children, seriesOrder);
      for (const axis of ['c:valAx', 'c:catAx']) {
        for (const children of childrenOf(parts[path], axis)) expectOrder(children, axisOrder);
      }
    }
  });

  test('every relation leads to a part, and every part has a type', async () => {
    const parts = await sampleParts();
    for (const [path, xml] of Object.entries(parts).filter(([path]) => path.endsWith('.rels'))) {
      const base = path.replace(/_rels\/[^/]*$/, '');
      for (const [, target] of xml.matchAll(/Target="([^"]*)"/g)) {
        expect(Object.keys(parts)).toContain(new URL(target, `http://x/${base}`).pathname.slice(1));
      }
    }
    const types = parts['[Content_Types].xml'];
    for (const path of Object.keys(parts)) {
      const known = types.includes(`PartName="/${path}"`) || /\.rels$/.test(path) || path === '[Content_Types].xml';
      expect({ path, known }).toEqual({ path, known: true });
    }
  });

  test('entries are sorted and of one date', async () => {
    const bytes = await bytesOf(movingDocument());
    const names = Object.keys(unzipSync(bytes));
    expect(names).toEqual(names.toSorted());
    const dates = new Set<number>();
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at + 4 <= bytes.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50) dates.add(view.getUint32(at + 12, true));
    }
    expect([...dates]).toEqual([((0 << 25) | (1 << 21) | (1 << 16) | (12 << 11)) >>> 0]);
  });

  test('rules of formats have a priority of their own', async () => {
    for (const [path, xml] of Object.entries(await sampleParts())) {
      const priorities = [...xml.matchAll(/<cfRule [^>]*priority="(\d+)"/g)].map(([, priority]) => Number(priority));
      expect({ path, priorities }).toEqual({ path, priorities: priorities.map((_, index) => index + 1) });
    }
  });

  test('ids are counters', async () => {
    const parts = await sampleParts();
    const ids = Object.values(parts).flatMap((xml) => xml.match(/\{[0-9A-F]{8}-[0-9A-F-]{27}\}(?=<\/x14:id>)/g) ?? []);
    expect(ids.length).toBeGreaterThan(2);
    // What an extension is called is no id.
    expect(parts['xl/worksheets/sheet1.xml']).toContain('<ext uri="{B025F937-C7B1-47D3-B67F-A62EFF666E3E}"');
    expect(ids).toEqual(ids.map((_, index) => `{00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}}`));
  });

  test.each(['en', 'zh-CN'] as const)('one font and no path or clock (%s)', async (locale) => {
    const parts = await sampleParts(locale);
    const font = locale === 'en' ? 'Calibri' : 'Microsoft YaHei';
    const named = [...parts['xl/styles.xml'].matchAll(/<(?:name|rFont) val="([^"]*)"/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set([font]));
    expect(parts['docProps/core.xml'].match(/\d{4}-\d\d-\d\dT[^<]*/g)).toEqual([
      '2026-10-31T00:00:00Z',
      '2026-10-31T00:00:00Z',
    ]);
  });
});
