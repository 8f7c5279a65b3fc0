import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText } from '../../src/text/text-order.ts';

describe('text order', () => {
  it('is that of the UTF-8 bytes', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
    // Where JavaScript's own order disagrees.
    expect(compareText('\u{1F600}', '\uFF01')).toBeGreaterThan(0);
  });
});
