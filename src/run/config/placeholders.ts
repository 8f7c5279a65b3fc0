import { formatDate } from '../../numeric/date.ts';
import { nearest } from '../../text/nearest.ts';

// What stands in braces in a path: `runs/{as_of}` becomes `runs/2026-10-31`.

/** Each with the text it stands for and how that looks. */
const placeholders: Readonly<Record<string, { readonly of: (day: string) => string; readonly like: string }>> = {
  as_of: { of: (day) => day, like: '\\d{4}-\\d{2}-\\d{2}' },
  as_of_month: { of: (day) => day.slice(0, 7), like: '\\d{4}-\\d{2}' },
};

const braces = /\{([A-Za-z_-]+)\}/g;

export interface WrongPlaceholder {
  readonly from: number;
  readonly to: number;
  readonly found: string;
  readonly expected: string;
  readonly hint?: string;
}

export const expectedPlaceholders: string = Object.keys(placeholders)
  .map((name) => `{${name}}`)
  .join(' or ');

/** The first thing in braces that stands for nothing. */
export function findWrongPlaceholder(path: string): WrongPlaceholder | undefined {
  for (const { 0: found, 1: name, index: from } of path.matchAll(braces)) {
    if (Object.hasOwn(placeholders, name)) continue;
    const near = nearest(name, Object.keys(placeholders));
    const place = { from, to: from + found.length, found, expected: expectedPlaceholders };
    return near === undefined ? place : { ...place, hint: `did you mean "{${near}}"?` };
  }
  return undefined;
}

/** `asOf` in days since 1970-01-01. */
export function fillPlaceholders(path: string, asOf: number): string {
  const day = formatDate(asOf);
  return path.replace(braces, (found, name: string) => placeholders[name]?.of(day) ?? found);
}

/** What a part of a path may look like once filled in; undefined where nothing in it is to be filled in. */
export function patternOf(part: string): RegExp | undefined {
  let holds = false;
  const source = part.replace(/\{([A-Za-z_-]+)\}|[\\^$.|+*?()[\]{}]/g, (found, name: string | undefined) => {
    const like = name === undefined ? undefined : placeholders[name]?.like;
    if (like === undefined) return found.replace(/[\\^$.|+*?()[\]{}]/g, '\\$&');
    holds = true;
    return like;
  });
  return holds ? new RegExp(`^${source}$`, 's') : undefined;
}
