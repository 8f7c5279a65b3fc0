// Formats that are not read, named for what they are by their first bytes, with what to do about it.

interface ForeignFormat {
  readonly name: string;
  readonly remedy: string;
}

const unpack = 'unpack it and name the file inside';
const saveAs = 'open it in a spreadsheet and save it as XLSX or CSV (UTF-8)';
const exportCsv = 'export it as CSV (UTF-8), XLSX or Parquet';

/** Signatures in Latin-1, at the start of the file. */
const signatures: readonly (ForeignFormat & { readonly starts: string })[] = [
  { starts: '\x1f\x8b', name: 'compressed (gzip)', remedy: unpack },
  { starts: 'BZh', name: 'compressed (bzip2)', remedy: unpack },
  { starts: '\xfd7zXZ\x00', name: 'compressed (xz)', remedy: unpack },
  { starts: '\x28\xb5\x2f\xfd', name: 'compressed (zstd)', remedy: unpack },
  { starts: '7z\xbc\xaf\x27\x1c', name: 'an archive (7z)', remedy: unpack },
  { starts: 'Rar!', name: 'an archive (rar)', remedy: unpack },
  { starts: 'ARROW1', name: 'an Arrow file', remedy: exportCsv },
  { starts: 'ORC', name: 'an ORC file', remedy: exportCsv },
  { starts: 'Obj\x01', name: 'an Avro file', remedy: exportCsv },
  { starts: 'SQLite format 3\x00', name: 'an SQLite database', remedy: exportCsv },
  { starts: '%PDF-', name: 'a PDF', remedy: 'ask for the table as CSV or XLSX: a PDF has no cells' },
];

function nameCompoundFile(start: string, name: string): ForeignFormat {
  const spaced = [...'EncryptedPackage'].join('\x00');
  if (start.includes(spaced) || /\.xls[xmb]$/i.test(name)) {
    return { name: 'an encrypted workbook', remedy: 'open it with its password and save it without one' };
  }
  return { name: 'an old Excel workbook (.xls)', remedy: saveAs };
}

function nameZip(start: string, name: string): ForeignFormat | undefined {
  if (start.includes('mimetypeapplication/vnd.oasis.opendocument'))
    return { name: 'an OpenDocument file (.ods)', remedy: saveAs };
  if (/\.ods$/i.test(name)) return { name: 'an OpenDocument file (.ods)', remedy: saveAs };
  if (/\.xlsb$/i.test(name) || start.includes('xl/workbook.bin')) {
    return { name: 'a binary Excel workbook (.xlsb)', remedy: saveAs };
  }
  if (/\.zip$/i.test(name)) return { name: 'an archive (zip)', remedy: unpack };
  return undefined;
}

/** What a file is that no format reads; undefined where it may be one that is read. */
export function nameForeignFormat(head: Uint8Array, name: string): ForeignFormat | undefined {
  const start = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  if (start.startsWith('\xd0\xcf\x11\xe0')) return nameCompoundFile(start, name);
  if (start.startsWith('PK\x03\x04')) return nameZip(start, name);
  const known = signatures.find(({ starts }) => start.startsWith(starts));
  if (known !== undefined) return { name: known.name, remedy: known.remedy };
  const text = start
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase();
  if (/^<(?:!doctype html|html|table|meta)/.test(text)) {
    return { name: /\.xls$/i.test(name) ? 'a web page that calls itself .xls' : 'a web page (HTML)', remedy: saveAs };
  }
  if (text.startsWith('<?xml')) return { name: 'an XML file', remedy: saveAs };
  if (/^[{[]/.test(text) && /\.(?:json|jsonl|ndjson)$/i.test(name)) return { name: 'a JSON file', remedy: exportCsv };
  return undefined;
}
