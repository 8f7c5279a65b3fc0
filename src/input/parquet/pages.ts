import type { ColumnMetaData, Encoding, PageHeader, SchemaElement } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { unpackers } from './codecs.ts';
import { lengthAt, readCodes, readPlainValues, readValues, type StoredValues } from './encodings.ts';
import { DamagedParquet } from './refusals.ts';
import { readRuns } from './runs.ts';
import { skipStructure } from './thrift.ts';
import type { TextOf } from './values.ts';

// The values of one column of one row group as texts, a page in memory at a time. A dictionary's texts are made once, and a
// row of such a page is a look-up. Nothing here trusts a length, a count or an offset that the bytes give.

/** The first byte of a column in the file, and the one behind its last. */
export function rangeOf(column: ColumnMetaData): { readonly start: number; readonly end: number } {
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  return { start, end: start + Number(column.total_compressed_size) };
}

export class ColumnTexts {
  readonly #bytes: Uint8Array;
  readonly #codec: ColumnMetaData['codec'];
  readonly #element: SchemaElement;
  readonly #textOf: TextOf;
  #at = 0;
  /** Rows of the row group that no page has given yet. */
  #left: number;
  #dictionary: readonly (string | undefined)[] | undefined;
  /** Of the current page: 1 where a row has a value; undefined where every row has. */
  #levels: Uint8Array | undefined;
  /** Of the current page: codes into the dictionary, or values themselves. */
  #codes: Uint32Array | undefined;
  #values: StoredValues = [];
  #rows = 0;
  #row = 0;
  #value = 0;

  constructor(bytes: Uint8Array, codec: ColumnMetaData['codec'], element: SchemaElement, textOf: TextOf, rows: number) {
    this.#bytes = bytes;
    this.#codec = codec;
    this.#element = element;
    this.#textOf = textOf;
    this.#left = rows;
  }

  /** The text of the next row; undefined is missing. Throws DamagedParquet where there is none. */
  next(): string | undefined {
    while (this.#row === this.#rows) this.#guard(() => this.#readPage());
    const row = this.#row++;
    if (this.#levels !== undefined && this.#levels[row] === 0) return undefined;
    const value = this.#value++;
    if (this.#codes === undefined) return this.#textOf(this.#values[value]);
    const dictionary = this.#dictionary as readonly (string | undefined)[];
    const code = this.#codes[value];
    if (code >= dictionary.length) this.#guard(() => fail('its dictionary is too short'));
    return dictionary[code];
  }

  /** Whatever a decoder throws over bytes it cannot read is damage, named with its column. */
  #guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      throw new DamagedParquet(`column "${this.#element.name}": ${(error as Error).message}`);
    }
  }

  #readPage(): void {
    if (this.#at >= this.#bytes.length) fail('it ends before its rows do');
    const header = this.#readHeader();
    const size = header.compressed_page_size;
    if (!(size >= 0 && this.#at + size <= this.#bytes.length)) fail('a page runs past its end');
    const bytes = this.#bytes.subarray(this.#at, this.#at + size);
    this.#at += size;
    if (header.type === 'DICTIONARY_PAGE') this.#readDictionary(header, bytes);
    else if (header.type === 'DATA_PAGE') this.#readData(header, bytes);
    else if (header.type === 'DATA_PAGE_V2') this.#readDataV2(header, bytes);
    else if (header.type !== 'INDEX_PAGE') fail('a page is of no kind that is known');
  }

  #readHeader(): PageHeader {
    const end = skipStructure(this.#bytes, this.#at);
    const { buffer, byteOffset } = this.#bytes;
    const header = parquetHeader({ view: new DataView(buffer, byteOffset + this.#at, end - this.#at), offset: 0 });
    this.#at = end;
    return header;
  }

  #readDictionary(header: PageHeader, bytes: Uint8Array): void {
    const page = this.#unpack(bytes, header.uncompressed_page_size);
    const count = header.dictionary_page_header?.num_values ?? 0;
    this.#dictionary = Array.from(readPlainValues(page, count, this.#element), this.#textOf);
  }

  /** Levels and values packed together; the levels say how long they are. */
  #readData(header: PageHeader, bytes: Uint8Array): void {
    const about = header.data_page_header;
    if (about === undefined) throw new DamagedParquet('a page does not say what it holds');
    this.#begin(about.num_values);
    const page = this.#unpack(bytes, header.uncompressed_page_size);
    let start = 0;
    if (this.#optional) {
      if (about.definition_level_encoding !== 'RLE') fail('its missing values are marked in a way that is not read');
      start = 4 + lengthAt(page);
      this.#readLevels(page.subarray(4, start));
    }
    this.#take(about.encoding, page.subarray(start));
  }

  /** Levels in front, never packed. */
  #readDataV2(header: PageHeader, bytes: Uint8Array): void {
    const about = header.data_page_header_v2;
    if (about === undefined) throw new DamagedParquet('a page does not say what it holds');
    this.#begin(about.num_values);
    const { repetition_levels_byte_length: skipped, definition_levels_byte_length: length } = about;
    if (!(skipped >= 0 && length >= 0 && skipped + length <= bytes.length)) fail('a page runs past its end');
    if (this.#optional) this.#readLevels(bytes.subarray(skipped, skipped + length));
    const rest = bytes.subarray(skipped + length);
    const size = header.uncompressed_page_size - skipped - length;
    this.#take(about.encoding, about.is_compressed === false ? rest : this.#unpack(rest, size));
  }

  #begin(rows: number): void {
    // Before anything is decoded: a number that damage made large would fill the memory.
    if (!(rows >= 0 && rows <= this.#left)) fail('a page has more rows than its row group');
    this.#left -= rows;
    this.#rows = rows;
    this.#row = 0;
    this.#value = 0;
    this.#levels = undefined;
  }

  get #optional(): boolean {
    return this.#element.repetition_type !== 'REQUIRED';
  }

  #readLevels(bytes: Uint8Array): void {
    const levels = new Uint8Array(this.#rows);
    readRuns(bytes, 1, levels);
    this.#levels = levels;
  }

  #take(encoding: Encoding | undefined, page: Uint8Array): void {
    const present = this.#levels === undefined ? this.#rows : this.#levels.reduce((sum, level) => sum + level, 0);
    if (encoding?.endsWith('_DICTIONARY')) {
      if (this.#dictionary === undefined) fail('its dictionary is not there');
      this.#codes = readCodes(page, present);
    } else {
      this.#codes = undefined;
      this.#values = readValues(encoding, page, present, this.#element);
    }
  }

  #unpack(bytes: Uint8Array, size: number): Uint8Array {
    return decompressPage(bytes, size, this.#codec, unpackers);
  }
}

function fail(reason: string): never {
  throw new DamagedParquet(reason);
}
