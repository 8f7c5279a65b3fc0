import type { FieldType } from '../../model/field-type.ts';
import { hasUnseen } from './unseen.ts';

const scientific = /^[+-]?\d(?:\.\d+[eE]\+?|[eE]\+)\d{1,3}$/;

/**
 * A key: text as it stands, leading zeros and all, compared byte by byte. A key in scientific notation (1.23457E+11) has lost
 * its digits in a spreadsheet and may stand for several clients; it is kept, and counted as a finding.
 */
export const id: FieldType = {
  keyword: 'id',
  kind: 'id',
  summary: 'a key: text as it stands',
  ranged: false,
  listed: false,
  parser: () => ({
    parse(cell) {
      if (scientific.test(cell)) return { text: cell, finding: 'id-in-scientific-notation' };
      return hasUnseen(cell, true) ? { text: cell, finding: 'unseen-character' } : { text: cell };
    },
    // No scientific notation is without one of them.
    plain: { form: 'text', doubtful: '.+' },
  }),
};
