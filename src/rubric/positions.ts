import type { LocatedScalar, TextPlace } from '../model/located.ts';
import type { Position } from '../model/problem.ts';

// Where a part of a scalar's text stands in its file, so that a message about a formula underlines the very word.
// Offsets and columns count UTF-16 units, as editors do. Right for plain, quoted, folded and block scalars.

function placeOf(places: readonly TextPlace[], offset: number): TextPlace {
  let found = places[0];
  for (const place of places) {
    if (place.offset > offset) break;
    found = place;
  }
  return { offset, line: found.line, column: found.column + offset - found.offset };
}

/** The position of `scalar.text.slice(from, to)`; what runs over a line end is underlined to the end of its first line. */
export function positionWithin(scalar: LocatedScalar, from: number, to: number): Position {
  const { file } = scalar.position;
  const places = scalar.places ?? [{ offset: 0, line: scalar.position.line, column: scalar.position.column }];
  const start = placeOf(places, from);
  let end = placeOf(places, Math.max(from, to));
  for (let last = to; end.line !== start.line && last > from; ) {
    last -= 1;
    const place = placeOf(places, last);
    end = { ...place, column: place.column + 1 };
  }
  return { file, line: start.line, column: start.column, length: Math.max(1, end.column - start.column) };
}
