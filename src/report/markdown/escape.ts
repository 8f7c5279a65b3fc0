import { toVisible } from '../../text/visible-text.ts';

// Text from rubric and data as Markdown that shows it letter for letter: no mark-up, link, image, HTML or table cell comes
// out of a name. Line breaks become spaces, what cannot be seen becomes `?`. A backslash is all it takes, so that the file
// also reads as plain text.

const markup = /[\\`*_{}[\]<>|~#&$]|@(?=\p{L})/gu;
/** An address that GitHub would make a link of. */
const address = /\b(https?|ftp|mailto|xmpp):|\b(www)\./gi;
/** At the start of a line these would make a list, a rule or a heading of the line above. */
const leading = /^(\d*)([-+=.)])/;

/** For the middle of a line: a heading, a cell. */
export function escapeMarkdown(text: string): string {
  return toVisible(text)
    .trim()
    .replace(markup, String.raw`\$&`)
    .replace(address, (_, scheme: string | undefined, host: string) => (scheme ? `${scheme}\\:` : `${host}\\.`));
}

/** For a line of its own. */
export function escapeLine(text: string): string {
  return escapeMarkdown(text).replace(leading, String.raw`$1\$2`);
}
