// Bytes that are made on the thread of the run while others make some that it is to take, hash and write.

/** The same pieces; before each, whatever else has come up is done. */
export async function* inTurn<Piece>(pieces: Iterable<Piece> | AsyncIterable<Piece>): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    yield piece;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
