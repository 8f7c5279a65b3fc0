/** The first place where a file of a run and the same file made again are not the same. */
export interface Difference {
  /** Where, for a person: `row 3 (client 000123), column score`. */
  readonly where: string;
  /** What stands in the run. */
  readonly found: string;
  /** What comes out when it is made again. */
  readonly expected: string;
}

const most = 120;

/** A text as it is shown: not longer than a line. */
export function shorten(text: string): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}

export function quoted(text: string | undefined): string {
  return text === undefined ? 'nothing' : shorten(JSON.stringify(text));
}
