// Names of files for whatever a list is called: they stand on every file system, and no two of them are one file anywhere.
// A name that can be a file's stays as it is; of others each other character becomes `_`, and what is taken gets a number.

/** Letters, digits, `_`, `-` and inner dots. */
const plain = /^[\p{L}\p{N}_-](?:[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_-])?$/u;
const other = /[^\p{L}\p{M}\p{N}_.-]/gu;
/** Devices of Windows, whatever their extension. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** Bytes of UTF-8; most file systems take 255, extension and number included. */
const longest = 200;

/** A name without extension for each of `names`, in their order. */
export function fileNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  const take = (name: string): string => {
    let free = name;
    for (let number = 2; taken.has(keyOf(free)); number++) free = `${name}-${number}`;
    taken.add(keyOf(free));
    return free;
  };
  const own = names.map((name) => (isFileName(name) && !taken.has(keyOf(name)) ? take(name) : undefined));
  return names.map((name, index) => own[index] ?? take(asFileName(name)));
}

/** Equal for names that are one file where case or composition do not count. */
function keyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase().toUpperCase();
}

function isFileName(name: string): boolean {
  return plain.test(name) && !device.test(name) && Buffer.byteLength(name) <= longest && name === name.normalize('NFC');
}

function asFileName(name: string): string {
  const safe = name
    .normalize('NFC')
    .replace(other, '_')
    .replace(/^[.\p{M}]|\.$/gu, '_');
  let cut = device.test(safe) ? `_${safe}` : safe;
  while (Buffer.byteLength(cut) > longest) cut = [...cut].slice(0, -1).join('');
  return cut === '' ? '_' : cut;
}
