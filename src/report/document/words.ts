import type { Locale } from '../../model/locale.ts';
import { english, type Words } from './words/en.ts';
import { chineseProblems, englishProblems } from './words/problem-texts.ts';
import { chinese } from './words/zh-cn.ts';

// The words of documents, by locale. A key that one language lacks does not compile.

export type { Words };

export const words: Readonly<Record<Locale, Words>> = { en: english, 'zh-CN': chinese };

/** By code, what is wrong with a row, a value or a book. */
export const problemWords: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: englishProblems,
  'zh-CN': chineseProblems,
};
