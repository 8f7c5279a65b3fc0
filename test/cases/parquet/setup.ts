import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parquetWriteBuffer } from 'hyparquet-writer';

const fixtures = fileURLToPath(new URL('../../../fixtures/parquet', import.meta.url));

/** A directory as Spark leaves it: parts, and files beside them that are no parts. */
export function setUp(cwd: string): void {
  const book = join(cwd, 'book');
  mkdirSync(book);
  const part = (number: number, ids: string[], units: (bigint | null)[]) => {
    const bytes = parquetWriteBuffer({
      schema: [
        { name: 'spark_schema', num_children: 2 },
        { name: 'id', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        {
          name: 'revenue',
          type: 'INT64',
          converted_type: 'DECIMAL',
          scale: 2,
          precision: 18,
          repetition_type: 'OPTIONAL',
        },
      ],
      columnData: [
        { name: 'id', data: ids },
        { name: 'revenue', data: units },
      ],
    });
    writeFileSync(join(book, `part-0000${number}.snappy.parquet`), Buffer.from(bytes));
  };
  part(0, ['001', '002'], [150000n, null]);
  part(1, ['003'], [99999n]);
  for (const name of ['_SUCCESS', '._SUCCESS.crc', '_metadata', '_common_metadata', 'part-00000.snappy.parquet.crc']) {
    writeFileSync(join(book, name), name);
  }
  copyFileSync(join(fixtures, 'gzip-nested.parquet'), join(cwd, 'nested.parquet'));
  const bytes = readFileSync(join(fixtures, 'snappy-decimal128.parquet'));
  writeFileSync(join(cwd, 'damaged.parquet'), bytes.fill(0xff, 40, 80));
}
