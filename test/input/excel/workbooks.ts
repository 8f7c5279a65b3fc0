import { crc32, deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import type { ByteSource } from '../../../src/model/reader.ts';

// Workbooks made at test time: by exceljs where it can write them, else part by part as XML in a ZIP.

export function sourceOf(bytes: Uint8Array, name = 'book.xlsx', piece = 1000): ByteSource {
  return {
    name,
    size: bytes.length,
    async *bytes() {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
  };
}

/** A workbook as `fill` makes it. */
export async function workbookOf(fill: (workbook: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** A workbook with one sheet of rows. */
export function workbookOfRows(rows: readonly (readonly unknown[])[], sheet = 'book'): Promise<Uint8Array> {
  return workbookOf((workbook) => {
    workbook.addWorksheet(sheet).addRows(rows.map((row) => [...row]));
  });
}

export interface ZipSettings {
  readonly stored?: boolean;
  /** Sizes and CRC stand behind the data, and the local headers have zeros, as streaming writers leave them. */
  readonly descriptors?: boolean;
  readonly zip64?: boolean;
}

/** A ZIP archive of these parts, in this order. */
export function zipOf(parts: Readonly<Record<string, string | Uint8Array>>, settings: ZipSettings = {}): Uint8Array {
  const { stored = false, descriptors = false, zip64 = false } = settings;
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, part] of Object.entries(parts)) {
    const data = Buffer.from(part as Uint8Array);
    const packed = stored ? data : deflateRawSync(data);
    const nameBytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(descriptors ? 8 : 0, 6);
    local.writeUInt16LE(stored ? 0 : 8, 8);
    if (!descriptors) {
      local.writeUInt32LE(crc32(data), 14);
      local.writeUInt32LE(packed.length, 18);
      local.writeUInt32LE(data.length, 22);
    }
    local.writeUInt16LE(nameBytes.length, 26);
    const extra = Buffer.alloc(zip64 ? 28 : 0);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(descriptors ? 8 : 0, 8);
    entry.writeUInt16LE(stored ? 0 : 8, 10);
    entry.writeUInt32LE(crc32(data), 16);
    entry.writeUInt32LE(zip64 ? 0xffffffff : packed.length, 20);
    entry.writeUInt32LE(zip64 ? 0xffffffff : data.length, 24);
    entry.writeUInt16LE(nameBytes.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(zip64 ? 0xffffffff : offset, 42);
    if (zip64) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      extra.writeBigUInt64LE(BigInt(data.length), 4);
      extra.writeBigUInt64LE(BigInt(packed.length), 12);
      extra.writeBigUInt64LE(BigInt(offset), 20);
    }
    directory.push(entry, nameBytes, extra);
    const behind = Buffer.alloc(descriptors ? 16 : 0);
    pieces.push(local, nameBytes, packed, behind);
    offset += 30 + nameBytes.length + packed.length + behind.length;
  }
  const entries = Buffer.concat(directory);
  const count = Object.keys(parts).length;
  const end64 = Buffer.alloc(zip64 ? 76 : 0);
  if (zip64) {
    end64.writeUInt32LE(0x06064b50, 0);
    end64.writeBigUInt64LE(BigInt(count), 32);
    end64.writeBigUInt64LE(BigInt(offset), 48);
    end64.writeUInt32LE(0x07064b50, 56);
    end64.writeBigUInt64LE(BigInt(offset + entries.length), 64);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(zip64 ? 0xffff : count, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(zip64 ? 0xffffffff : offset, 16);
  return new Uint8Array(Buffer.concat([...pieces, entries, end64, end]));
}

export interface RawWorkbook {
  /** What stands in `<sheetData>`, already XML. */
  readonly rows: string;
  readonly texts?: string;
  readonly styles?: string;
  readonly date1904?: boolean;
  /** Namespace prefix of every element of the sheet, as some writers have it. */
  readonly prefix?: string;
}

/** The parts of a workbook in an unusual order, under unusual names: the sheet first, the styles last. */
export function rawParts({ rows, texts, styles, date1904, prefix = '' }: RawWorkbook): Record<string, string> {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const package_ = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const p = prefix === '' ? '' : `${prefix}:`;
  const namespace = prefix === '' ? `xmlns="${main}"` : `xmlns:${prefix}="${main}"`;
  return {
    'xl/worksheets/daten.xml': `<?xml version="1.0"?><${p}worksheet ${namespace}><${p}sheetData>${rows}</${p}sheetData></${p}worksheet>`,
    'xl/book.xml':
      `<workbook xmlns="${main}" xmlns:rel="${relations}"><workbookPr${date1904 ? ' date1904="1"' : ''}/>` +
      '<sheets><sheet name="数据" sheetId="7" rel:id="rId9"/></sheets></workbook>',
    'xl/_rels/book.xml.rels':
      `<Relationships xmlns="${package_}">` +
      `<Relationship Id="rId9" Type="${relations}/worksheet" Target="/xl/worksheets/daten.xml"/>` +
      `<Relationship Id="rId1" Type="${relations}/sharedStrings" Target="texts.xml"/>` +
      `<Relationship Id="rId2" Type="${relations}/styles" Target="./styles.xml"/></Relationships>`,
    '_rels/.rels':
      `<Relationships xmlns="${package_}">` +
      `<Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/book.xml"/></Relationships>`,
    'xl/texts.xml': `<sst xmlns="${main}">${texts ?? ''}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}">${styles ?? ''}</styleSheet>`,
  };
}
