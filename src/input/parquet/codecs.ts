import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { decompress } from 'fzstd';
import type { CompressionCodec, Compressors } from 'hyparquet';

// How pages are unpacked. Snappy is hyparquet's own; Node has gzip and brotli, and zstd only from 22.15.

type Unpack = (bytes: Uint8Array, size: number) => Uint8Array;

/** Pages without a value have no bytes at all, which no packer writes. */
const unlessEmpty =
  (unpack: Unpack): Unpack =>
  (bytes, size) =>
    size === 0 ? new Uint8Array(0) : unpack(bytes, size);

export const unpackers: Compressors = {
  GZIP: unlessEmpty((bytes, size) => gunzipSync(bytes, { maxOutputLength: size })),
  BROTLI: unlessEmpty((bytes, size) => brotliDecompressSync(bytes, { maxOutputLength: size })),
  ZSTD: unlessEmpty((bytes, size) => decompress(bytes, new Uint8Array(size))),
};

export function canUnpack(codec: CompressionCodec): boolean {
  return codec === 'UNCOMPRESSED' || codec === 'SNAPPY' || Object.hasOwn(unpackers, codec);
}
