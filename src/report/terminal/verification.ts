import { Chalk } from 'chalk';
import type { Locale } from '../../model/locale.ts';
import type { Verification } from '../../model/verification.ts';
import { displayWidth } from '../../text/display-width.ts';
import { toVisible } from '../../text/visible-text.ts';
import { verificationWords } from './verification-words.ts';

// What `verify` came to, for people: what was gone through, and the verdict. Problems are printed elsewhere, with their places.

export interface VerificationView {
  readonly colour: boolean;
  readonly locale: Locale;
}

export function renderVerification(verification: Verification, { colour, locale }: VerificationView): string {
  const chalk = new Chalk({ level: colour ? 1 : 0 });
  const words = verificationWords[locale];
  const { rubric, tool, asOf, integrity, inputs, again, fits, scope, problems, proven } = verification;
  const lines: (string | readonly [string, string])[] = [chalk.bold(toVisible(verification.run))];
  if (rubric !== undefined && tool !== undefined) {
    lines.push(toVisible(words.of(`${rubric.id} ${rubric.version}`, asOf, `${tool.name} ${tool.version}`)));
  }
  lines.push('', [words.manifest, `SHA-256 ${verification.manifestSha256}`]);
  if (rubric !== undefined) lines.push([words.rubric, `SHA-256 ${rubric.sha256}`]);
  lines.push([words.integrity, words.intact(integrity.intact, integrity.files)]);
  if (integrity.passedOver.length > 0) lines.push(['', toVisible(words.passedOver(integrity.passedOver.join(', ')))]);
  if (inputs !== undefined) {
    const there = inputs.filter(({ found }) => found !== null).length;
    lines.push([words.inputs, words.found(there, inputs.length)]);
    for (const { kind, name, found } of inputs) {
      const shown = kind === 'previous' ? words.previousRun(name) : name;
      lines.push(['', toVisible(`${shown}: ${found ?? words.missing}`)]);
    }
  }
  if (scope === 'full') {
    lines.push([words.again, again === undefined ? words.notMade : words.same(again.same, again.files)]);
  }
  if (fits.length > 0) lines.push([words.fits, words.agree(fits.filter(({ agrees }) => agrees).length, fits.length)]);
  lines.push('');
  if (proven && inputs?.some(({ kind }) => kind === 'previous') === true) lines.push(words.previousToo);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  lines.push(proven ? chalk.green(words.proven[scope]) : chalk.red(words.notProven(errors)));
  const width = Math.max(...lines.map((line) => (typeof line === 'string' ? 0 : displayWidth(line[0]))));
  const text = lines.map((line) => {
    if (typeof line === 'string') return line;
    const [title, said] = line;
    return `${title}${' '.repeat(width - displayWidth(title) + 2)}${said}`;
  });
  return `${text.join('\n')}\n`;
}
