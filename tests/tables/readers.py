"""A CSV file as rows, by Python's csv or sqlite3: readers.py csv|sqlite3 FILE"""
import csv
import re
import sqlite3
import sys

ESCAPES = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def put(row):
    line = "\t".join(re.sub("[\t\n\r]", lambda m: ESCAPES[m[0]], c) for c in row)
    sys.stdout.buffer.write((line + "\n").encode())


with open(sys.argv[2], newline="", encoding="utf-8") as f:
    rows = list(csv.reader(f))
if sys.argv[1] == "sqlite3":
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE t (%s)" % ", ".join(f'"{name}" TEXT' for name in rows[0]))
    db.executemany("INSERT INTO t VALUES (%s)" % ", ".join("?" * len(rows[0])), rows[1:])
    rows[1:] = db.execute("SELECT * FROM t").fetchall()
for row in rows:
    put(row)
