import type { FieldTypeRegistry } from '../../model/field-type.ts';
import type { Format } from '../../model/reader.ts';

/** XLSX (and XLSM, XLTX). What reads it is loaded when a workbook is opened, so that a CSV does not pay for it. */
export function makeExcelFormat(types: FieldTypeRegistry): Format {
  return {
    name: 'xlsx',
    extensions: ['.xlsx', '.xlsm', '.xltx', '.xltm'],
    recognises: (head) => head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5),
    open: async (source, fields, options) => {
      const { openExcel } = await import('./source.ts');
      return openExcel(source, fields, options, types);
    },
  };
}
