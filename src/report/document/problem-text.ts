import type { Problem } from '../../model/problem.ts';
import { type DocumentScope, labelOf } from './scope.ts';
import { problemWords } from './words.ts';

/** What a code means, in the language of the document; the code itself where it is from a later version. */
export function problemText({ locale }: DocumentScope, code: string): string {
  return problemWords[locale][code] ?? code;
}

/**
 * A finding as a sentence. In English it says itself what it is about; in other languages the names that it puts in quotes,
 * or the one that it found, stand behind what its code means.
 */
export function aboutFinding(scope: DocumentScope, finding: Problem): string {
  const { locale, words } = scope;
  const { code, message } = finding;
  if (locale === 'en' || problemWords[locale][code] === undefined) return words.sentence(startLarge(message));
  const names = subjectsOf(finding).map((name) => labelOf(scope, name));
  const sentence = problemText(scope, code);
  return words.sentence(names.length === 0 ? sentence : words.quality.about(sentence, words.joined(names)));
}

function startLarge(message: string): string {
  return message.slice(0, 1).toUpperCase() + message.slice(1);
}

const prefixes = /^(?:the value of the factor |points\.|percentile\.|list\.|bin\.)/;

function subjectsOf({ message, found }: Problem): string[] {
  const quoted = [...message.matchAll(/"([^"]+)"/g)].map(([, name]) => name);
  const names = quoted.length > 0 ? quoted : found === undefined ? [] : [found];
  return [...new Set(names.map((name) => name.replace(prefixes, '')))];
}
