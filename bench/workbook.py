"""Writes a CSV of bench/generate.mjs as an XLSX workbook with one sheet, by openpyxl: numbers as numbers, days as days.

    python3 workbook.py CSV XLSX
"""

import csv
import os
import re
import sys
from datetime import date

from openpyxl import Workbook

NUMBER = re.compile(r"-?\d+(\.\d+)?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def value_of(text):
    if text == "":
        return None
    if NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return date.fromisoformat(text) if DAY.fullmatch(text) else text


source, target = sys.argv[1:]
book = Workbook(write_only=True)
sheet = book.create_sheet("clients")
with open(source, encoding="utf-8", newline="") as file:
    for row in csv.reader(file):
        sheet.append([value_of(text) for text in row])
book.save(f"{target}.partial")
os.replace(f"{target}.partial", target)
