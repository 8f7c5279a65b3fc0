/**
 * Rows that a loop goes over in one call. What goes over a whole book in one call is compiled while it runs, again for every
 * call, and thrown away when it comes to what stands behind the loop; a function of a block is compiled once.
 */
export const blockRows = 1 << 11;
