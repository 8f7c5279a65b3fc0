import { cellText, escapeXml } from './safe-text.ts';

// The drawing of a sheet (ECMA-376 part 1, 20.5): where its charts stand. Sizes in pixels of 1/96 inch.

export interface ChartPlace {
  /** The cell of its upper left corner, from 0. */
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
  readonly name: string;
  /** What it shows, for who cannot see it. */
  readonly alternative: string;
}

/** English Metric Units. */
const unitsAPixel = 9525;

const namespaces =
  'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" ' +
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ' +
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"';

export function drawingXml(places: readonly ChartPlace[]): string {
  const anchors = places.map(
    ({ column, row, width, height, name, alternative }, index) =>
      `<xdr:oneCellAnchor><xdr:from><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row>` +
      `<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="${width * unitsAPixel}" cy="${height * unitsAPixel}"/>` +
      `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${index + 2}" ` +
      `name="${escapeXml(cellText(name))}" descr="${escapeXml(cellText(alternative))}"/>` +
      '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>' +
      '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">' +
      `<c:chart r:id="rId${index + 1}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:oneCellAnchor>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<xdr:wsDr ${namespaces}>${anchors.join('')}</xdr:wsDr>`;
}
