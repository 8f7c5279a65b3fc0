"""Reads a workbook with openpyxl and prints as JSON what it finds: sheets, kinds of cells, charts and their ranges."""

import json
import sys
import warnings

import openpyxl
from openpyxl.utils import range_boundaries

warnings.simplefilter("ignore")


def filled(workbook, formula):
    """Values of a range, and whether the cells right above and below it (in its column) are headings or empty."""
    sheet, cells = formula.rsplit("!", 1)
    sheet = workbook[sheet.strip("'").replace("''", "'")]
    left, top, right, bottom = range_boundaries(cells.replace("$", ""))
    values = [sheet.cell(row, column).value for row in range(top, bottom + 1) for column in range(left, right + 1)]
    return {
        "formula": formula,
        "values": values,
        "above": None if top == 1 else sheet.cell(top - 1, left).value,
        "below": sheet.cell(bottom + 1, left).value,
    }


def text_of(reference):
    return reference.strRef or reference.numRef


def cached(reference):
    cache = reference.strCache if hasattr(reference, "strCache") and reference.strCache else reference.numCache
    return [point.v for point in cache.pt]


def series_of(workbook, series):
    x = text_of(series.cat) if series.cat is not None else text_of(series.xVal)
    y = (series.val or series.yVal).numRef
    name = series.tx.strRef
    return {part: {**filled(workbook, ref.f), "cached": cached(ref)} for part, ref in [("name", name), ("x", x), ("y", y)]}


def main():
    workbook = openpyxl.load_workbook(sys.argv[1])
    sheets = []
    for sheet in workbook:
        kinds = {}
        formats = set()
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    kinds[cell.data_type] = kinds.get(cell.data_type, 0) + 1
                    formats.add(cell.number_format)
        charts = [
            {"kind": type(chart).__name__, "series": [series_of(workbook, one) for one in chart.series]}
            for chart in sheet._charts
        ]
        last = sheet.max_row
        sheets.append(
            {
                "name": sheet.title,
                "kinds": kinds,
                "formats": sorted(formats),
                "charts": charts,
                "frozen": sheet.freeze_panes,
                "filter": sheet.auto_filter.ref,
                "titles": sheet.print_title_rows,
                "area": sheet.print_area,
                "fit": [sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight],
                "footer": sheet.oddFooter.right.text,
                "rows": last,
                "shaded": sorted({rule.type for rules in sheet.conditional_formatting for rule in rules.rules}),
            }
        )
    properties = workbook.properties
    print(
        json.dumps(
            {
                "title": properties.title,
                "creator": properties.creator,
                "created": properties.created.isoformat(),
                "sheets": sheets,
            },
            ensure_ascii=True,
        )
    )


main()
