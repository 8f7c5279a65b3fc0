import type { ColumnMetaData, DataReader, DecodedArray, PageHeader, SchemaTree } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage, readDataPage, readDataPageV2 } from 'hyparquet/src/datapage.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { unpackers } from './parquet-codecs.ts';
import { DamagedParquet } from './parquet-refusals.ts';
import type { Stored, TextOf } from './parquet-values.ts';

// The values of one column of one row group as texts, a page in memory at a time. Pages are decoded by hyparquet as far as
// stored values and dictionary codes; a dictionary's texts are made once, and a row of such a page is a look-up.

type Decoder = Parameters<typeof readDataPage>[2];

/** The first byte of a column in the file, and the one behind its last. */
export function rangeOf(column: ColumnMetaData): { readonly start: number; readonly end: number } {
  const start = Number(column.dictionary_page_offset || column.data_page_offset);
  return { start, end: start + Number(column.total_compressed_size) };
}

export class ColumnTexts {
  readonly #reader: DataReader;
  readonly #decoder: Decoder;
  readonly #heading: string;
  readonly #textOf: TextOf;
  /** Rows of the row group that no page has given yet. */
  #left: number;
  #dictionary: readonly (string | undefined)[] | undefined;
  /** Of the current page: 1 where a row has a value; empty where every row has. */
  #levels: readonly number[] = [];
  #values: DecodedArray = [];
  #coded = false;
  #rows = 0;
  #row = 0;
  #value = 0;

  constructor(
    bytes: ArrayBuffer,
    column: ColumnMetaData,
    root: SchemaTree,
    leaf: SchemaTree,
    textOf: TextOf,
    rows: number,
  ) {
    this.#left = rows;
    this.#reader = { view: new DataView(bytes), offset: 0 };
    this.#heading = leaf.element.name;
    this.#textOf = textOf;
    this.#decoder = {
      pathInSchema: leaf.path,
      type: column.type,
      element: leaf.element,
      schemaPath: [root, leaf],
      codec: column.codec,
      compressors: unpackers,
      // Nothing here converts, so there is nothing to parse.
      parsers: {} as Decoder['parsers'],
    };
  }

  /** The text of the next row; undefined is missing. Throws DamagedParquet where there is none. */
  next(): string | undefined {
    while (this.#row === this.#rows) this.#guard(() => this.#readPage());
    const row = this.#row++;
    if (this.#levels.length > 0 && this.#levels[row] === 0) return undefined;
    const value = this.#values[this.#value++] as Stored;
    if (!this.#coded) return this.#textOf(value);
    const dictionary = this.#dictionary as readonly (string | undefined)[];
    if ((value as number) >= dictionary.length) this.#guard(() => fail('its dictionary is too short'));
    return dictionary[value as number];
  }

  /** Whatever a decoder throws over bytes it cannot read is damage, named with its column. */
  #guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      throw new DamagedParquet(`column "${this.#heading}": ${(error as Error).message}`);
    }
  }

  #readPage(): void {
    const { view } = this.#reader;
    if (this.#reader.offset >= view.byteLength) fail('it ends before its rows do');
    const header = parquetHeader(this.#reader);
    const size = header.compressed_page_size;
    if (!(size >= 0) || this.#reader.offset + size > view.byteLength) fail('a page runs past its end');
    const bytes = new Uint8Array(view.buffer, view.byteOffset + this.#reader.offset, size);
    this.#reader.offset += size;
    if (header.type === 'DICTIONARY_PAGE') this.#readDictionary(header, bytes);
    else if (header.type === 'DATA_PAGE' || header.type === 'DATA_PAGE_V2') this.#readData(header, bytes);
    else if (header.type !== 'INDEX_PAGE') fail('a page is of no kind that is known');
  }

  #readDictionary(header: PageHeader, bytes: Uint8Array): void {
    const page = this.#unpack(header, bytes);
    const count = header.dictionary_page_header?.num_values ?? 0;
    const { type, element } = this.#decoder;
    const reader = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: 0 };
    const values = readPlain(reader, type, count, element.type_length);
    this.#dictionary = Array.from(values as ArrayLike<Stored>, this.#textOf);
  }

  #readData(header: PageHeader, bytes: Uint8Array): void {
    const about = header.data_page_header ?? header.data_page_header_v2;
    if (about === undefined) throw new DamagedParquet('a page does not say what it holds');
    // Before anything is decoded: a number that damage made large would fill the memory.
    if (!(about.num_values >= 0 && about.num_values <= this.#left)) fail('a page has more rows than its row group');
    this.#left -= about.num_values;
    const page =
      header.data_page_header === undefined
        ? readDataPageV2(bytes, header, this.#decoder)
        : readDataPage(this.#unpack(header, bytes), header.data_page_header, this.#decoder);
    this.#levels = page.definitionLevels ?? [];
    this.#values = page.dataPage;
    this.#coded = about.encoding.endsWith('_DICTIONARY');
    if (this.#coded && this.#dictionary === undefined) fail('its dictionary is not there');
    const present = this.#levels.length === 0 ? about.num_values : this.#levels.reduce((sum, level) => sum + level, 0);
    if (present > this.#values.length) fail('a page has fewer values than it says');
    this.#rows = about.num_values;
    this.#row = 0;
    this.#value = 0;
  }

  #unpack(header: PageHeader, bytes: Uint8Array): Uint8Array {
    const { codec, compressors } = this.#decoder;
    return decompressPage(bytes, header.uncompressed_page_size, codec, compressors);
  }
}

function fail(reason: string): never {
  throw new DamagedParquet(reason);
}
