import type { FieldTypeRegistry } from '../../model/field-type.ts';
import { category } from './category.ts';
import { date } from './date.ts';
import { flag } from './flag.ts';
import { id } from './id.ts';
import { integer } from './integer.ts';
import { money } from './money.ts';
import { number } from './number.ts';
import { percent } from './percent.ts';
import { text } from './text.ts';

/** The field types of the rubric, by keyword. A new one is one new file and one line here. */
export const fieldTypes: FieldTypeRegistry = { id, text, category, number, integer, money, percent, date, flag };
