import { builtInStyle, detachText, type NumberStyle, styleOfCode, unescapeText } from './text.ts';
import { attributeOf, readXml } from './xml.ts';
import { type Archive, DamagedArchive } from './zip.ts';

// What the parts of a workbook say besides the cells: its sheets, the date system, the shared texts and which styles are
// dates or percentages. Parts are found by their relations, whatever they are called.

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: string;
}

export interface Workbook {
  readonly archive: Archive;
  readonly is1904: boolean;
  /** Worksheets in the order of their tabs. */
  readonly sheets: readonly Sheet[];
  readonly texts: readonly string[];
  /** By the style number of a cell. */
  readonly styles: readonly NumberStyle[];
}

interface Relation {
  readonly id: string;
  /** The last word of its type: `worksheet`, `styles` … */
  readonly type: string;
  readonly part: string;
}

function ignore(): void {}

function resolvePart(base: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps = base.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

async function readRelations(archive: Archive, part: string): Promise<readonly Relation[]> {
  const cut = part.lastIndexOf('/') + 1;
  const name = `${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`;
  const relations: Relation[] = [];
  await readXml(archive.text(name), {
    open(tag, { Id, Type, Target }) {
      if (tag !== 'Relationship' || Id === undefined || Target === undefined) return;
      relations.push({ id: Id, type: (Type ?? '').split('/').at(-1) ?? '', part: resolvePart(part, Target) });
    },
    close: ignore,
    text: ignore,
  });
  return relations;
}

async function readTexts(archive: Archive, part: string | undefined): Promise<readonly string[]> {
  const texts: string[] = [];
  if (part === undefined || !archive.has(part)) return texts;
  let text = '';
  let inText = false;
  let inPhonetic = false;
  await readXml(archive.text(part), {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') inPhonetic = true;
      else if (name === 't') inText = !inPhonetic;
    },
    close(name) {
      if (name === 'si') texts.push(detachText(unescapeText(text)));
      else if (name === 'rPh') inPhonetic = false;
      else if (name === 't') inText = false;
    },
    text(piece) {
      if (inText) text += piece;
    },
  });
  return texts;
}

async function readStyles(archive: Archive, part: string | undefined): Promise<readonly NumberStyle[]> {
  const styles: NumberStyle[] = [];
  if (part === undefined || !archive.has(part)) return styles;
  const codes = new Map<number, string>();
  let inCells = false;
  await readXml(archive.text(part), {
    open(name, { numFmtId, formatCode }) {
      if (name === 'cellXfs') inCells = true;
      else if (name === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode);
      else if (name === 'xf' && inCells) {
        const code = codes.get(Number(numFmtId));
        styles.push(code === undefined ? builtInStyle(Number(numFmtId)) : styleOfCode(code));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
    text: ignore,
  });
  return styles;
}

/** The part that is the workbook: `xl/workbook.xml`, or whatever the package names. */
async function findWorkbookPart(archive: Archive): Promise<string> {
  const relations = archive.has('_rels/.rels') ? await readRelations(archive, '') : [];
  const main = relations.find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  if (!archive.has(main)) throw new DamagedArchive('it holds no workbook');
  return main;
}

export async function openWorkbook(archive: Archive): Promise<Workbook> {
  const main = await findWorkbookPart(archive);
  const relations = await readRelations(archive, main);
  const partOf = new Map(relations.filter(({ type }) => type === 'worksheet').map(({ id, part }) => [id, part]));
  const sheets: Sheet[] = [];
  let is1904 = false;
  await readXml(archive.text(main), {
    open(tag, attributes) {
      if (tag === 'workbookPr') is1904 = /^(?:1|true|on)$/.test(attributes.date1904 ?? '');
      if (tag !== 'sheet') return;
      const part = partOf.get(attributeOf(attributes, 'id') ?? '');
      if (part === undefined || !archive.has(part)) return;
      const { name = '', state = 'visible' } = attributes;
      sheets.push({ name, hidden: state !== 'visible', part });
    },
    close: ignore,
    text: ignore,
  });
  const partOfType = (wanted: string) => relations.find(({ type }) => type === wanted)?.part;
  return {
    archive,
    is1904,
    sheets,
    texts: await readTexts(archive, partOfType('sharedStrings')),
    styles: await readStyles(archive, partOfType('styles')),
  };
}
