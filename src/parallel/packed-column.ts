import { type Column, isText, type Texts } from '../model/table.ts';
import type { ValueType } from '../model/value-type.ts';
import { TextPool } from '../text/text-pool.ts';

// Columns on the road between threads. Classes do not survive it, so a pool of texts travels as its memory; arrays are
// brought into shared memory once, so that they are not copied for every job.

export type PackedTexts = readonly string[] | { readonly bytes: Uint8Array; readonly ends: Uint32Array | Float64Array };

export type PackedColumn =
  | { readonly type: ValueType; readonly values: Float64Array }
  | { readonly type: ValueType; readonly codes: Int32Array; readonly texts: PackedTexts };

type Shareable = Float64Array | Int32Array | Uint32Array | Uint8Array;

const sharedCopies = new WeakMap<Shareable, Shareable>();

/** The array itself where its memory is shared; otherwise a copy that is, made once: it must not change afterwards. */
export function inSharedMemory<Kind extends Shareable>(array: Kind): Kind {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const made = sharedCopies.get(array);
  if (made !== undefined) return made as Kind;
  const Same = array.constructor as new (buffer: SharedArrayBuffer) => Kind;
  const copy = new Same(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  sharedCopies.set(array, copy);
  return copy;
}

export function packTexts(texts: Texts): PackedTexts {
  if (texts instanceof TextPool) return { bytes: inSharedMemory(texts.bytes), ends: inSharedMemory(texts.ends) };
  return Array.isArray(texts) ? texts : Array.from({ length: texts.length }, (_, code) => texts.at(code) as string);
}

export function unpackTexts(packed: PackedTexts): Texts {
  return 'bytes' in packed ? new TextPool(packed.bytes, packed.ends) : packed;
}

export function packColumn(column: Column): PackedColumn {
  if (!isText(column)) return { type: column.type, values: inSharedMemory(column.values) };
  return { type: column.type, codes: inSharedMemory(column.codes), texts: packTexts(column.dictionary) };
}

export function unpackColumn(packed: PackedColumn): Column {
  if ('values' in packed) return packed;
  return { type: packed.type, codes: packed.codes, dictionary: unpackTexts(packed.texts) };
}
