import type { FieldTypeRegistry } from '../../model/field-type.ts';
import type { Format } from '../../model/reader.ts';

/** Parquet. What reads it is loaded when a file is opened, so that a CSV does not pay for it. */
export function makeParquetFormat(types: FieldTypeRegistry): Format {
  return {
    name: 'parquet',
    extensions: ['.parquet', '.parq', '.pq'],
    // PARE instead of PAR1 is a file with an encrypted footer, which is refused for what it is.
    recognises: (head) => /^PAR[1E]$/.test(String.fromCharCode(...head.subarray(0, 4))),
    open: async (source, fields) => {
      const { openParquet } = await import('./source.ts');
      return openParquet(source, fields, types);
    },
  };
}
