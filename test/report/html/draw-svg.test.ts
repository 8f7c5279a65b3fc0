import { describe, expect, it } from 'vitest';
import { drawSvg, finishSvg } from '../../../src/report/html/charts/draw-svg.ts';

const drawing = { id: 'c', title: 'A & B', description: '<text>', width: 100, height: 50, shown: 'wide' } as const;

describe('finishSvg', () => {
  it.each([
    { title: 'drops sheets', given: '<style ><![CDATA[\n.a{}\n]]>\n</style>', expected: '' },
    {
      title: 'drops marks of the library',
      given: '<path ecmeta_ssr_type="chart" class="zr0-cls-1"/>',
      expected: '<path/>',
    },
    {
      title: 'turns styles into attributes',
      given: '<text style="font-size:12px;font-family:x;"/>',
      expected: '<text font-size="12px"/>',
    },
    { title: 'counts ids by chart', given: '<g clip-path="url(#zr7-c0)"/>', expected: '<g clip-path="url(#c-c0)"/>' },
    {
      title: 'cuts coordinates',
      given: '<path d="M0.3333333 -1.005001e-7L2.5 1"/>',
      expected: '<path d="M0.33 0L2.5 1"/>',
    },
  ])('$title', ({ given, expected }) => {
    const svg = finishSvg(`<svg width="1" xmlns="x">${given}</svg>`, drawing);
    expect(svg.split('</desc>')[1]).toBe(`${expected}</svg>`);
  });

  it('adds title and description, escaped', () => {
    expect(finishSvg('<svg></svg>', drawing)).toContain(
      '<title id="c-title">A &amp; B</title><desc id="c-text">&lt;text&gt;</desc>',
    );
  });
});

describe('drawSvg', () => {
  it('draws the same whatever was drawn before', () => {
    const option = {
      series: [
        {
          type: 'line',
          data: [
            [0, 0],
            [1, 1],
          ],
        },
      ],
      xAxis: {},
      yAxis: {},
    };
    const first = drawSvg(option, drawing);
    drawSvg({ series: [] }, drawing);
    expect(drawSvg(option, drawing)).toBe(first);
  });
});
