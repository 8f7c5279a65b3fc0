import type { Locale } from '../../model/locale.ts';
import type { Chart } from '../document/document.ts';
import type { ChartSeries, DrawnKind, Reference } from './chart-data.ts';
import { fontName, palette, seriesColours } from './palette.ts';
import { cellText, escapeXml } from './safe-text.ts';

// The part of a native chart (ECMA-376 part 1, 21.2): everything refers to cells, so it follows them and can be edited in
// Excel. The order of elements is the schema's.

const namespaces =
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" ' +
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

export function chartXml(chart: Chart, kind: DrawnKind, series: readonly ChartSeries[], locale: Locale): string {
  const axes = chart.kind === 'lorenz' ? chart.axes : { x: '', y: '' };
  const plot = kind === 'curve' ? curve(series, axes, locale) : columns(kind, series, locale);
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace ${namespaces}><c:date1904 val="0"/>` +
    `<c:lang val="${locale === 'en' ? 'en-US' : locale}"/><c:roundedCorners val="0"/><c:chart>` +
    `${title(chart.title, locale, 1300, true)}<c:autoTitleDeleted val="0"/>` +
    `<c:plotArea><c:layout/>${plot}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>` +
    `<c:legend><c:legendPos val="b"/><c:overlay val="0"/>${textLook(locale, 900)}</c:legend>` +
    '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>' +
    `<c:spPr>${fill('FFFFFF')}<a:ln w="9525">${fill(palette.rule)}</a:ln></c:spPr>${textLook(locale, 900)}` +
    '<c:printSettings><c:headerFooter/><c:pageMargins b="0.75" l="0.7" r="0.7" t="0.75" header="0.3" footer="0.3"/>' +
    '<c:pageSetup/></c:printSettings></c:chartSpace>'
  );
}

function curve(series: readonly ChartSeries[], axes: { x: string; y: string }, locale: Locale): string {
  const drawn = series.map((one, place) => {
    const line =
      place === 0
        ? `<a:ln w="28575" cap="rnd">${fill(palette.accent)}<a:round/></a:ln>`
        : `<a:ln w="12700">${fill(palette.grey)}<a:prstDash val="dash"/></a:ln>`;
    return (
      `<c:ser>${named(one, place)}<c:spPr>${line}</c:spPr><c:marker><c:symbol val="none"/></c:marker>` +
      `<c:xVal>${numbers(one.x, '0%')}</c:xVal><c:yVal>${numbers(one.y, '0%')}</c:yVal><c:smooth val="0"/></c:ser>`
    );
  });
  const shares = '<c:max val="1"/><c:min val="0"/>';
  return (
    `<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>${drawn.join('')}` +
    '<c:axId val="1"/><c:axId val="2"/></c:scatterChart>' +
    valueAxis({ id: 1, crosses: 2, at: 'b', name: axes.x, format: '0%', limits: shares, unit: '0.2' }, locale) +
    valueAxis({ id: 2, crosses: 1, at: 'l', name: axes.y, format: '0%', limits: shares, unit: '0.2' }, locale)
  );
}

function columns(kind: DrawnKind, series: readonly ChartSeries[], locale: Locale): string {
  const isStacked = kind === 'stacked';
  const format = isStacked ? '#,##0' : '0%';
  const drawn = series.map((one, place) => {
    const colour = seriesColours[place % seriesColours.length];
    return (
      `<c:ser>${named(one, place)}<c:spPr>${fill(colour)}</c:spPr><c:invertIfNegative val="0"/>` +
      `${isStacked ? '' : labels(locale)}<c:cat>${texts(one.x)}</c:cat><c:val>${numbers(one.y, format)}</c:val></c:ser>`
    );
  });
  return (
    `<c:barChart><c:barDir val="col"/><c:grouping val="${isStacked ? 'stacked' : 'clustered'}"/><c:varyColors val="0"/>` +
    `${drawn.join('')}<c:gapWidth val="${isStacked ? 60 : 80}"/><c:overlap val="${isStacked ? 100 : -5}"/>` +
    '<c:axId val="1"/><c:axId val="2"/></c:barChart>' +
    '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>' +
    '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>' +
    `<c:minorTickMark val="none"/><c:tickLblPos val="low"/>${axisLine}${textLook(locale, 900)}<c:crossAx val="2"/>` +
    '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>' +
    '<c:noMultiLvlLbl val="1"/></c:catAx>' +
    valueAxis({ id: 2, crosses: 1, at: 'l', name: '', format, limits: '', unit: null }, locale)
  );
}

const axisLine = `<c:spPr><a:ln w="9525">${fill(palette.grey)}</a:ln></c:spPr>`;

interface ValueAxis {
  readonly id: number;
  readonly crosses: number;
  readonly at: 'b' | 'l';
  readonly name: string;
  readonly format: string;
  readonly limits: string;
  readonly unit: string | null;
}

function valueAxis({ id, crosses, at, name, format, limits, unit }: ValueAxis, locale: Locale): string {
  return (
    `<c:valAx><c:axId val="${id}"/><c:scaling><c:orientation val="minMax"/>${limits}</c:scaling><c:delete val="0"/>` +
    `<c:axPos val="${at}"/><c:majorGridlines><c:spPr><a:ln w="6350">${fill(palette.rule)}</a:ln></c:spPr>` +
    `</c:majorGridlines>${name === '' ? '' : title(name, locale, 900, false, at === 'l')}` +
    `<c:numFmt formatCode="${escapeXml(format)}" sourceLinked="0"/><c:majorTickMark val="none"/>` +
    `<c:minorTickMark val="none"/><c:tickLblPos val="low"/>${axisLine}${textLook(locale, 900)}` +
    `<c:crossAx val="${crosses}"/><c:crosses val="autoZero"/><c:crossBetween val="${limits === '' ? 'between' : 'midCat'}"/>` +
    `${unit === null ? '' : `<c:majorUnit val="${unit}"/>`}</c:valAx>`
  );
}

function labels(locale: Locale): string {
  return (
    '<c:dLbls><c:numFmt formatCode="0%" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>' +
    `${textLook(locale, 900)}<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>` +
    '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
  );
}

function named({ name }: ChartSeries, place: number): string {
  return `<c:idx val="${place}"/><c:order val="${place}"/><c:tx>${texts(name)}</c:tx>`;
}

function texts({ formula, values }: Reference): string {
  const points = values.map((value, place) => point(place, cellText(value ?? '')));
  return (
    `<c:strRef><c:f>${escapeXml(formula)}</c:f><c:strCache><c:ptCount val="${values.length}"/>` +
    `${points.join('')}</c:strCache></c:strRef>`
  );
}

/** What is missing has no point: a gap. */
function numbers({ formula, values }: Reference, format: string): string {
  const points = values.map((value, place) => (value === null ? '' : point(place, value)));
  return (
    `<c:numRef><c:f>${escapeXml(formula)}</c:f><c:numCache><c:formatCode>${escapeXml(format)}</c:formatCode>` +
    `<c:ptCount val="${values.length}"/>${points.join('')}</c:numCache></c:numRef>`
  );
}

function point(place: number, value: string): string {
  return `<c:pt idx="${place}"><c:v>${escapeXml(value)}</c:v></c:pt>`;
}

function fill(colour: string): string {
  return `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
}

function characters(locale: Locale, size: number, bold: boolean, tag: 'defRPr' | 'rPr'): string {
  const font = escapeXml(fontName(locale));
  const language = tag === 'rPr' ? ` lang="${locale === 'en' ? 'en-US' : locale}"` : '';
  return (
    `<a:${tag}${language} sz="${size}" b="${bold ? 1 : 0}">${fill(palette.text)}` +
    `<a:latin typeface="${font}"/><a:ea typeface="${font}"/></a:${tag}>`
  );
}

function textLook(locale: Locale, size: number): string {
  return `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>${characters(locale, size, false, 'defRPr')}</a:pPr><a:endParaRPr/></a:p></c:txPr>`;
}

function title(text: string, locale: Locale, size: number, bold: boolean, isUpright = false): string {
  const body = isUpright ? '<a:bodyPr rot="-5400000" vert="horz"/>' : '<a:bodyPr/>';
  return (
    `<c:title><c:tx><c:rich>${body}<a:lstStyle/><a:p><a:pPr>${characters(locale, size, bold, 'defRPr')}</a:pPr>` +
    `<a:r>${characters(locale, size, bold, 'rPr')}<a:t>${escapeXml(cellText(text))}</a:t></a:r></a:p></c:rich></c:tx>` +
    '<c:overlay val="0"/></c:title>'
  );
}
