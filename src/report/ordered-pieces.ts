import type { Crew } from '../parallel/crew.ts';
import { sharedBytes } from '../parallel/shared-memory.ts';

// Pieces of files that a crew makes, in the order of the files. A few are made ahead, so that the hands are never idle, and
// only a few, so that memory stays flat; their memory is used again for later pieces.

const leastPiece = 2 ** 20;

/**
 * Pieces 0 to before `count`. `make` is given memory to write into; it may return other memory where that is too small. A
 * piece stands until the next one is asked for.
 */
export async function* orderPieces(
  count: number,
  crew: Crew,
  make: (index: number, memory: Uint8Array) => Promise<PieceOf>,
): AsyncGenerator<Uint8Array> {
  const ahead = crew.size === 1 ? 1 : 2 * crew.size + 2;
  const memories = Array.from({ length: Math.min(ahead, count) }, () => sharedBytes(leastPiece) as Uint8Array);
  const begin = (index: number): Promise<PieceOf> => {
    const making = make(index, memories[index % ahead]);
    // Whoever waits for it is told; until then it is nobody's rejection.
    making.catch(() => undefined);
    return making;
  };
  const making = memories.map((_, index) => (crew.size === 1 ? undefined : begin(index)));
  for (let index = 0; index < count; index++) {
    const slot = index % ahead;
    const { memory, length } = await (making[slot] ?? begin(index));
    memories[slot] = memory;
    yield memory.subarray(0, length);
    making[slot] = crew.size > 1 && index + ahead < count ? begin(index + ahead) : undefined;
  }
}

/** The first `length` bytes of `memory`. */
export interface PieceOf {
  readonly memory: Uint8Array;
  readonly length: number;
}
