import type { FieldType } from '../../model/field-type.ts';
import { hasUnseen } from './unseen.ts';

/** Text as it stands. Characters that cannot be seen are kept, and counted as a finding. */
export const text: FieldType = {
  keyword: 'text',
  kind: 'text',
  summary: 'text as it stands',
  ranged: false,
  listed: false,
  parser: () => ({
    parse: (cell) => (hasUnseen(cell, false) ? { text: cell, finding: 'unseen-character' } : { text: cell }),
    plain: { form: 'text', doubtful: '' },
  }),
};
