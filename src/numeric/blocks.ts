// Going over many rows, a block in one call: what goes over all in one call is compiled while it runs, again for every call, and
// thrown away when it comes to what stands behind its loop; a function of a block is compiled once.

const block = 1 << 13;
/** The first block is a short one, so that what stands behind a loop has been done before the loop is compiled. */
const firstBlock = 1 << 6;

/** Where the block ends that begins at `from`, of so many rows; a multiple of 64 but at the end. */
export function blockEnd(from: number, rows: number): number {
  return Math.min(rows, from === 0 ? firstBlock : from + block);
}
