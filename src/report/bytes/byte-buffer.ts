import { sharedBytes } from '../../parallel/shared-memory.ts';

// Where the bytes of a piece of a file come together. Writers put at `at` and say where they ended; they may put a few bytes
// past that, whole words being quicker than single bytes, so there is always some room behind what was asked for. The
// memory is shared, so that a piece made by another thread is not copied, and may be used again for a later piece.

/** Bytes that a writer may put behind those that count. */
const slack = 64;

const encoder = new TextEncoder();

export function encodeText(text: string): Uint8Array {
  return encoder.encode(text);
}

export class ByteBuffer {
  bytes: Uint8Array;
  view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = viewOf(bytes);
  }

  /** What was put so far. */
  taken(): Uint8Array {
    return this.bytes.subarray(0, this.at);
  }

  /** Makes room for so many bytes from `at` on. `bytes` and `view` may be others afterwards. */
  reserve(more: number): void {
    const needed = this.at + more + slack;
    if (needed <= this.bytes.length) return;
    const grown = sharedBytes(2 * needed);
    grown.set(this.taken());
    this.bytes = grown;
    this.view = viewOf(grown);
  }

  /** All of them, whatever the room. */
  putBytes(values: Uint8Array): void {
    this.reserve(values.length);
    this.bytes.set(values, this.at);
    this.at += values.length;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
