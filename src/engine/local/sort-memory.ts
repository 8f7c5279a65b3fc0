import { SortMemory } from '../../numeric/sort-memory.ts';

/** What the steps of this thread sort in, one after the other: nothing of it outlives a step. */
export const sortMemory = new SortMemory();
