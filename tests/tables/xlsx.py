"""The first sheet of a workbook as rows: xlsx.py FILE"""
import datetime
import re
import sys

import openpyxl

ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def text(cell):
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, (int, float)):
        decimals = re.match(r"0(?:\.(0+))?", cell.number_format)
        return f"{value:.{len(decimals[1] or '')}f}"
    value = re.sub("_x005F_", "_", value)
    return re.sub("[\t\n\r]", lambda m: ESCAPES[m[0]], value)


for row in openpyxl.load_workbook(sys.argv[1]).worksheets[0].iter_rows():
    sys.stdout.buffer.write(("\t".join(map(text, row)) + "\n").encode())
