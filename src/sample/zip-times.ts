// Sets the time of every entry of a zip file to 1980-01-01 00:00, the format's earliest, in place: exceljs stamps the
// clock there. Layout: PKWARE APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (directory), 4.3.16 (its end).
// Refuses what is no plain single-disk zip without a comment.

const endSignature = 0x06054b50;
const endSize = 22;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const noTime = 0;
const firstDate = (1 << 5) | 1;

export function fixZipTimes(zip: Uint8Array): void {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.byteLength - endSize;
  if (end < 0 || view.getUint32(end, true) !== endSignature) throw new RangeError('not a plain zip file');
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const local = view.getUint32(at + 42, true);
    if (view.getUint32(at, true) !== entrySignature || view.getUint32(local, true) !== localSignature) {
      throw new RangeError('not a plain zip file');
    }
    view.setUint16(at + 12, noTime, true);
    view.setUint16(at + 14, firstDate, true);
    view.setUint16(local + 10, noTime, true);
    view.setUint16(local + 12, firstDate, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}
