bats_require_minimum_version 1.5.0
load helper

# A table opens with the same cells in what people work with. `make deps-tables` installs it all.

TABLES=$BATS_TEST_DIRNAME/tables
FIGURES=$TABLES/figures.tsv
export NODE_PATH=$ROOT/.deps/node/node_modules

need() {
	command -v "$1" >/dev/null || skip "$1 is missing: make deps-tables"
}

# need_python MODULE: python is the first interpreter that has it
need_python() {
	for python in python3 /usr/bin/python3; do
		! "$python" -c "import $1" 2>/dev/null || return 0
	done
	skip "$1 for Python is missing: make deps-tables"
}

need_node() {
	need node
	[ -d "$NODE_PATH/$1" ] || skip "$1 for Node is missing: make deps-tables"
}

# open_and_export FILE IMPORT: what LibreOffice makes of FILE, as `exported`, a CSV file
open_and_export() {
	HOME=$BATS_FILE_TMPDIR soffice --headless ${2:+--infilter="$2"} --convert-to \
		'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1' \
		--outdir office "$1" >log 2>&1 ||
		{ cat log && return 1; }
	mv office/*.csv exported
}

@test "LibreOffice opens the workbook with the same cells" {
	need soffice
	fa-xlsx "$FIGURES" >table.xlsx
	open_and_export table.xlsx
	fa-csv -d exported >got
	"$TABLES/same" "$FIGURES" got
}

@test "LibreOffice opens every dialect of CSV with the same cells, but for what it takes for numbers" {
	need soffice
	for dialect in 44: 44:--excel 59:--excel=fa 44:-q 9:-s\\t; do
		fa-csv --safe ${dialect#*:} "$FIGURES" >table.csv
		open_and_export table.csv "CSV:${dialect%%:*},34,76,1,,0,false,false"
		fa-csv -d --safe exported >got
		"$TABLES/same" --rounded "$FIGURES" got
	done
}

@test "LibreOffice opens CSV whose columns are imported as text with the very same cells" {
	need soffice
	text=$(seq 16 | sed 's/$/\/2/' | paste -sd/)
	for dialect in 44: 44:--excel 59:--excel=fa 44:--safe; do
		fa-csv ${dialect#*:} "$FIGURES" >table.csv
		open_and_export table.csv "CSV:${dialect%%:*},34,76,1,$text,0,false,false"
		fa-csv -d ${dialect#*:} -s, exported >got
		diff "$FIGURES" got
	done
}

@test "openpyxl reads the workbook with the same cells" {
	need_python openpyxl
	fa-xlsx "$FIGURES" >table.xlsx
	"$python" "$TABLES/xlsx.py" table.xlsx >got
	"$TABLES/same" "$FIGURES" got
}

@test "xlsx2csv reads the workbook with the same cells" {
	need xlsx2csv
	fa-xlsx "$FIGURES" >table.xlsx
	xlsx2csv table.xlsx | sed 's/_x005F_/_/' | fa-csv -d >got
	"$TABLES/same" "$FIGURES" got
}

@test "Python's csv and sqlite3 read the same cells" {
	need_python sqlite3
	fa-csv "$FIGURES" >table.csv
	for reader in csv sqlite3; do
		"$python" "$TABLES/readers.py" "$reader" table.csv >got
		diff "$FIGURES" got
	done
}

@test "SQLite loads the table with types and indexes, and answers the manual's questions" {
	need sqlite3
	fa-csv "$FIGURES" >figures.csv
	for again in 1 2; do
		sqlite3 figures.db <"$ROOT/pipelines/figures.sql"
	done
	sqlite3 -csv -header figures.db "SELECT $(head -n 1 "$FIGURES" | sed 's/[^\t]*/"&"/g' | tr '\t' ,) FROM figures" |
		fa-csv -d | diff "$FIGURES" -
	sqlite3 figures.db "SELECT typeof(page), typeof(value), typeof(number), number FROM figures WHERE line IN (1, 27)" >got
	printf '%s\n' 'integer|text|real|44.7' 'integer|text|null|' | diff - got
	sed -n '/^SELECT/,/;$/p' "$ROOT/src/raqam-tables.5" >queries
	sqlite3 figures.db <queries >got
	[ "$(sed -n 1p got)" = "economy.txt|8|۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵ تومان|123456789012345" ]
	[ "$(grep -c . got)" -ge 10 ]
	sqlite3 figures.db "EXPLAIN QUERY PLAN $(sed '/;/q' queries)" | grep -q 'USING INDEX figures_unit'
}

@test "Miller reads the same cells" {
	need mlr
	fa-csv "$FIGURES" >table.csv
	mlr --icsv --ocsv --quote-all cat table.csv | fa-csv -d | diff "$FIGURES" -
}

@test "csvkit reads the same cells" {
	need csvformat
	fa-csv "$FIGURES" >table.csv
	csvformat -U 1 table.csv | fa-csv -d | diff "$FIGURES" -
}

@test "R's read.csv reads the same cells" {
	need Rscript
	fa-csv "$FIGURES" >table.csv
	Rscript "$TABLES/read.R" table.csv | diff "$FIGURES" -
}

@test "papaparse reads the same cells" {
	need_node papaparse
	fa-csv "$FIGURES" >table.csv
	node "$TABLES/papaparse.js" table.csv | diff "$FIGURES" -
}

@test "the data package is one by its published profile" {
	need_node datapackage
	need_python jsonschema
	for flags in '' '--excel=fa --header=fa' '-c value,raw'; do
		fa-csv $flags --datapackage=figures.csv "$FIGURES" >datapackage.json
		"$python" -m jsonschema -i datapackage.json \
			"$NODE_PATH/datapackage/lib/profiles/tabular-data-package.json"
	done
}

@test "CSVW metadata has what the Recommendation requires" {
	perl -MJSON::PP -e 1 2>/dev/null || skip "JSON::PP for Perl is missing: make deps-tables"
	for flags in '' '--excel=fa --header=fa' '-c value,raw'; do
		fa-csv $flags --csvw=figures.csv "$FIGURES" >figures.csv-metadata.json
		fa-csv $flags "$FIGURES" >figures.csv
		"$TABLES/csvw" figures.csv-metadata.json figures.csv
	done
}
