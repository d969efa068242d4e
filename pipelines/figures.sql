-- figures.sql: figures.csv of this folder into SQLite: sqlite3 figures.db <figures.sql; see raqam-tables(5)
-- value and upper stay text, digit for digit; number is what to calculate with.
.bail on
BEGIN;
DROP TABLE IF EXISTS figures;
CREATE TABLE figures (
	doc TEXT NOT NULL,
	page INTEGER NOT NULL,
	line INTEGER NOT NULL,
	"column" INTEGER NOT NULL,
	kind TEXT NOT NULL,
	bound TEXT NOT NULL,
	value TEXT,
	upper TEXT,
	unit TEXT,
	"of" TEXT,
	date TEXT,
	note TEXT,
	source TEXT,
	raw TEXT NOT NULL,
	context TEXT,
	pattern TEXT
);
.mode csv
.import --skip 1 figures.csv figures
ALTER TABLE figures ADD COLUMN number REAL
	AS (CASE WHEN kind <> 'reference' AND value <> '' THEN CAST(value AS REAL) END);
CREATE INDEX figures_unit ON figures (kind, unit, number);
CREATE INDEX figures_place ON figures (doc, line, "column");
CREATE INDEX figures_date ON figures (date);
COMMIT;
