import { compareText } from './text-order.ts';

// "Did you mean": the candidate with the least optimal-string-alignment distance (insert, delete, change, swap neighbours;
// over code points, ASCII case free). Nothing is offered that differs in more than a third of the longer word.

function foldCase(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Edits between two words, or more than `limit` as soon as that is certain. */
function countEdits(a: readonly string[], b: readonly string[], limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let edits = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) edits = Math.min(edits, before[j - 2] + 1);
      row.push(edits);
      least = Math.min(least, edits);
    }
    if (least > limit) return limit + 1;
    before = above;
    above = row;
  }
  return above[b.length];
}

/** The candidate most like `word`, or undefined where none is like it. Ties go to the first in text order. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const letters = [...foldCase(word)];
  let best: string | undefined;
  let bestEdits = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const others = [...foldCase(candidate)];
    const longer = Math.max(letters.length, others.length);
    const limit = longer < 2 ? 0 : Math.max(1, Math.floor(longer / 3));
    const edits = countEdits(letters, others, Math.min(limit, bestEdits));
    if (edits > limit) continue;
    if (edits < bestEdits || (edits === bestEdits && compareText(candidate, best ?? candidate) < 0)) {
      best = candidate;
      bestEdits = edits;
    }
  }
  return best;
}
