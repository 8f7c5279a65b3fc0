import type { Relation } from '../../model/expression.ts';
import { compareText } from '../../text/text-order.ts';
import { type BlockMemory, newBlocks } from './block-memory.ts';
import { compareNumbers, mergeDictionaries, type NumericKernel, type TextKernel } from './kernels.ts';

/**
 * Compares texts in UTF-8 byte order: both dictionaries are merged and, for an order relation, ranked, so that rows
 * compare whole numbers.
 */
export function compareTexts(
  relation: Relation,
  left: TextKernel,
  right: TextKernel,
  memory: BlockMemory = newBlocks,
): NumericKernel {
  const { dictionary, maps } = mergeDictionaries([left.dictionary, right.dictionary]);
  const ordered = relation !== '=' && relation !== '!=';
  const rankOf = ordered ? ranks(dictionary) : undefined;
  const side = (kernel: TextKernel, map: Int32Array): NumericKernel => {
    const out = memory.floats();
    return (start, count) => {
      const codes = kernel.codes(start, count);
      for (let i = 0; i < count; i++) {
        if (codes[i] < 0) out[i] = Number.NaN;
        else out[i] = rankOf === undefined ? map[codes[i]] : rankOf[map[codes[i]]];
      }
      return out;
    };
  };
  return compareNumbers(relation, side(left, maps[0]), 0, side(right, maps[1]), 0, memory);
}

function ranks(dictionary: readonly string[]): Uint32Array {
  const order = Array.from(dictionary.keys()).sort((a, b) => compareText(dictionary[a], dictionary[b]));
  const rank = new Uint32Array(dictionary.length);
  for (let position = 0; position < order.length; position++) rank[order[position]] = position;
  return rank;
}
