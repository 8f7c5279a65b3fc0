/** What may be asked for. */
export const mostThreads = 64;
/** Beyond these, reading and writing gain nothing and each takes memory. */
export const enoughThreads = 8;
