import { formatUnits } from '../../numeric/decimal.ts';
import { type ExactJson, type ExactObject, parseExactJson } from '../../numeric/exact-json.ts';
import { type Difference, shorten } from './difference.ts';

// Two JSON texts of a run by path, numbers as exact decimals with the digits that are written. `besides` are paths that may
// differ. Undefined where nothing differs but spaces and line ends.

export function compareJson(
  text: string,
  again: string,
  besides: ReadonlySet<string> = new Set(),
): Difference | undefined {
  return compareValues(parseExactJson(text), parseExactJson(again), '', besides);
}

export function compareValues(
  a: ExactJson | undefined,
  b: ExactJson | undefined,
  path: string,
  besides: ReadonlySet<string>,
): Difference | undefined {
  if (besides.has(path)) return undefined;
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let at = 0; at < Math.max(a.length, b.length); at++) {
      const found = compareValues(a[at], b[at], `${path}[${at}]`, besides);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isObject(a) && isObject(b)) {
    const keys = [...new Set([...Object.keys(b), ...Object.keys(a)])];
    for (const key of keys) {
      const found = compareValues(a[key], b[key], path === '' ? key : `${path}.${key}`, besides);
      if (found !== undefined) return found;
    }
    const [own, other] = [Object.keys(a), Object.keys(b)].map((all) => all.join(', '));
    return own === other
      ? undefined
      : { where: `the order of keys at ${path || 'the top'}`, found: own, expected: other };
  }
  const [own, other] = [write(a), write(b)];
  return own === other ? undefined : { where: path, found: shorten(own), expected: shorten(other) };
}

function isObject(value: ExactJson | undefined): value is ExactObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !isDecimal(value);
}

function isDecimal(value: object): value is { readonly units: bigint; readonly scale: number } {
  return 'units' in value && typeof value.units === 'bigint';
}

function write(value: ExactJson | undefined): string {
  if (value === undefined) return 'nothing';
  if (value !== null && typeof value === 'object') {
    if (isDecimal(value)) return formatUnits(value.units, value.scale);
    return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  }
  return JSON.stringify(value);
}
