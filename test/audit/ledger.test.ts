import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryOfManifest, type LedgerEntry, ledgerLine, readLedger } from '../../src/audit/ledger.ts';

const entryOf = (run: number): LedgerEntry => ({
  asOf: `2026-${String((run % 12) + 1).padStart(2, '0')}-28`,
  rubric: { id: 'größe', version: '1', sha256: 'a'.repeat(64) },
  manifest: String(run % 10).repeat(64),
  totals: { clients: `${run}`, measure: '1234.50' },
  tool: { name: 'tierbook', version: '0.1.0' },
});

/** The lines of a ledger of so many runs, each with its line end. */
function linesOf(count: number, entry = entryOf): string[] {
  const lines: string[] = [];
  for (let run = 1; run <= count; run++) {
    lines.push(ledgerLine(entry(run), run, readLedger(Buffer.from(lines.join(''))).head));
  }
  return lines;
}

const read = (lines: readonly string[]) => readLedger(Buffer.from(lines.join(''), 'utf8'));

describe('a ledger', () => {
  it('reads back what was written', () => {
    const { lines, fault, head, size } = read(linesOf(3));
    expect(fault).toBeUndefined();
    expect(lines.map(({ sequence, asOf }) => [sequence, asOf])).toEqual([
      [1, '2026-02-28'],
      [2, '2026-03-28'],
      [3, '2026-04-28'],
    ]);
    expect(lines[0].previous).toBeNull();
    expect(head).toMatch(/^[0-9a-f]{64}$/);
    expect(size).toBe(Buffer.byteLength(linesOf(3).join('')));
  });

  it('is whole when it is empty', () => {
    expect(read([])).toEqual({ lines: [], head: null, size: 0 });
  });

  it('finds any byte that is flipped, in its line', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (count, at, mask) => {
        const lines = linesOf(count);
        const bytes = Buffer.from(lines.join(''), 'utf8');
        const place = at % bytes.length;
        bytes[place] ^= mask;
        let line = 0;
        for (let end = 0; end <= place; line++) end += Buffer.byteLength(lines[line]);
        expect(readLedger(bytes).fault?.line).toBe(line);
      }),
      { numRuns: 400 },
    );
  });

  it('finds any line that is removed before the last, by its number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(), (count, at) => {
        const removed = at % (count - 1);
        expect(read(linesOf(count).toSpliced(removed, 1)).fault).toMatchObject({ line: removed + 1, kind: 'removed' });
      }),
    );
  });

  it('finds any two lines that are swapped, by the first of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(), fc.nat(), (count, a, b) => {
        const [first, second] = [a % count, b % count].sort((x, y) => x - y);
        fc.pre(first !== second);
        const lines = linesOf(count);
        [lines[first], lines[second]] = [lines[second], lines[first]];
        expect(read(lines).fault).toMatchObject({ line: first + 1, kind: 'reordered' });
      }),
    );
  });

  it('finds any line that is there twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(), (count, at) => {
        const lines = linesOf(count);
        const twice = at % count;
        const found = read(lines.toSpliced(twice, 0, lines[twice])).fault;
        expect(found).toMatchObject({ line: twice + 2, kind: 'reordered' });
      }),
    );
  });

  it('finds any line before the last that was written anew with its hash', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(), (count, at) => {
        const forged = at % (count - 1);
        const lines = linesOf(count);
        const { previous } = read(lines).lines[forged];
        lines[forged] = ledgerLine({ ...entryOf(forged + 1), totals: { clients: '9' } }, forged + 1, previous);
        expect(read(lines).fault).toEqual({ line: forged + 1, kind: 'changed' });
      }),
    );
  });

  it('has another head where the last lines were removed or all were written anew', () => {
    const whole = read(linesOf(4)).head;
    expect(read(linesOf(3)).head).not.toBe(whole);
    const forged = linesOf(4, (run) => ({ ...entryOf(run), totals: {} }));
    expect(read(forged).fault).toBeUndefined();
    expect(read(forged).head).not.toBe(whole);
  });

  it('tells a last line that was cut short anywhere', () => {
    const text = linesOf(2).join('');
    const first = Buffer.byteLength(linesOf(1)[0]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Buffer.byteLength(text) - first - 1 }), (left) => {
        const { fault, size, lines } = readLedger(Buffer.from(text).subarray(0, first + left));
        expect([fault, size, lines.length]).toEqual([{ line: 2, kind: 'torn' }, first, 1]);
      }),
    );
  });
});

describe('what a ledger says of a run', () => {
  const manifest = (measure: string): string => `{"predicate": {"asOf": "2026-10-31", "tool": {"name": "tierbook",
    "version": "1", "sha256": "f"}, "rubric": {"id": "r", "version": "2", "files": [{"sha256": "e"}, {"sha256": "d"}]},
    "counts": {"clients": 3, "findings": 1}, "controlTotals": {"rows": {"rejected": 2}, "measure": ${measure}}}}`;

  it.each([
    { title: 'digits as they are', measure: '{"clients": 12345678901234567.80}', expected: '12345678901234567.80' },
    { title: 'a negative measure', measure: '{"clients": -0.05}', expected: '-0.05' },
    { title: 'no measure', measure: 'null', expected: undefined },
  ])('stands in its manifest: $title', ({ measure, expected }) => {
    const entry = entryOfManifest(manifest(measure));
    expect(entry).toMatchObject({
      asOf: '2026-10-31',
      rubric: { id: 'r', version: '2', sha256: 'e' },
      tool: { name: 'tierbook', version: '1' },
      totals: { clients: '3', rejected: '2', findings: '1' },
    });
    expect(entry.totals.measure).toBe(expected);
    expect(Object.keys(entry.tool)).toEqual(['name', 'version']);
  });
});
