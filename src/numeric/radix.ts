// Sorts whole numbers by counting digits instead of comparing pairs (least significant digit first, so that numbers with
// equal digits keep their order). A number is below 2^53 and may carry something below its digits, such as a row: one piece
// of memory to move is half the work of two. Digits are at most 10 bits, which is as many places as are written to without
// waiting; a digit that all share costs nothing but its count.

export const mostDigitBits = 10;
const counts = new Uint32Array(1 << mostDigitBits);

/** Sorts by the `bits` bits above `from`, with `spare` to move to, and gives that of the two arrays where the numbers are. */
export function sortByBits(numbers: Float64Array, spare: Float64Array, from: number, bits: number): Float64Array {
  if (bits === 0 || numbers.length === 0) return numbers;
  const passes = Math.ceil(bits / mostDigitBits);
  const digitBits = Math.ceil(bits / passes);
  const mask = (1 << digitBits) - 1;
  let sorted = numbers;
  let next = spare;
  for (let pass = 0; pass < passes; pass++) {
    const factor = 2 ** -(from + pass * digitBits);
    counts.fill(0);
    countDigits(sorted, factor, mask);
    if (counts[(sorted[0] * factor) & mask] === sorted.length) continue;
    sumBefore();
    spread(sorted, next, factor, mask);
    [sorted, next] = [next, sorted];
  }
  return sorted;
}

function countDigits(numbers: Float64Array, factor: number, mask: number): void {
  for (let index = 0; index < numbers.length; index++) counts[(numbers[index] * factor) & mask]++;
}

/** Turns counts into where the first of each begins. */
function sumBefore(): void {
  let sum = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit];
    counts[digit] = sum;
    sum += count;
  }
}

/** Puts each number where its digit goes; four are read before the first is put down, so that none waits for another. */
function spread(numbers: Float64Array, into: Float64Array, factor: number, mask: number): void {
  const even = numbers.length - (numbers.length % 4);
  for (let index = 0; index < even; index += 4) {
    const a = numbers[index];
    const b = numbers[index + 1];
    const c = numbers[index + 2];
    const d = numbers[index + 3];
    const placeA = counts[(a * factor) & mask]++;
    const placeB = counts[(b * factor) & mask]++;
    const placeC = counts[(c * factor) & mask]++;
    const placeD = counts[(d * factor) & mask]++;
    into[placeA] = a;
    into[placeB] = b;
    into[placeC] = c;
    into[placeD] = d;
  }
  for (let index = even; index < numbers.length; index++) {
    into[counts[(numbers[index] * factor) & mask]++] = numbers[index];
  }
}
