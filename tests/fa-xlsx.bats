bats_require_minimum_version 1.5.0
load helper

FIGURES=$BATS_TEST_DIRNAME/tables/figures.tsv

# part FILE MEMBER: a part of a workbook, a line a tag
part() {
	unzip -p "$1" "$2" | sed 's/></>\n</g'
}

# The cells of a sheet, the N-th of the workbook FILE.
cells() {
	part "$1" "xl/worksheets/sheet$2.xml" | sed -n '/<sheetData>/,/<\/sheetData>/p'
}

need() {
	command -v "$1" >/dev/null || skip "$1 is missing: make deps-tables"
}

@test "numbers, percents, dates and text become the cells they are" {
	need unzip
	fa-xlsx "$FIGURES" >out.xlsx
	golden fa-xlsx/sheet cells out.xlsx 1
	golden fa-xlsx/counts cells out.xlsx 2
	part out.xlsx xl/styles.xml >styles
	grep -q 'formatCode="0.0&quot;%&quot;"' styles
	grep -q 'formatCode="0&quot;‰&quot;"' styles
	grep -q 'formatCode="yyyy-mm-dd"' styles
	part out.xlsx xl/worksheets/sheet1.xml >sheet
	grep -q 'rightToLeft="1"' sheet
	grep -q '<pane ySplit="1" .*state="frozen"' sheet
	grep -q '<autoFilter ref="A1:P39"/>' sheet
	grep -q '<ignoredError .*numberStoredAsText="1"' sheet
}

@test "--header=fa gives Persian titles and sheet names" {
	need unzip
	printf 'doc\tvalue\tx\n1\t2\t3\n' | fa-xlsx --header=fa >out.xlsx
	golden fa-xlsx/header-fa cells out.xlsx 1
	part out.xlsx xl/workbook.xml | grep -o 'sheet name="[^"]*"' >got
	printf 'sheet name="%s"\n' رقم‌ها شمار | diff - got
}

@test "a long table goes on on another sheet" {
	need unzip
	seq 25 | sed '1i line' >in
	fa-xlsx --rows=11 in >out.xlsx
	part out.xlsx xl/workbook.xml | grep -o 'sheet name="[^"]*"' >got
	printf 'sheet name="%s"\n' Figures Counts 'Figures 2' 'Figures 3' | diff - got
	for sheet in 1:11 3:11 4:6; do
		[ "$(part out.xlsx "xl/worksheets/sheet${sheet%:*}.xml" | grep -c '^<row ')" = "${sheet#*:}" ]
	done
}

@test "the same rows give the same bytes, in every locale" {
	fa-xlsx "$FIGURES" >one
	sleep 1.1
	LC_ALL=C TZ=Asia/Tehran fa-xlsx - <"$FIGURES" >two
	cmp one two
}

@test "what XML cannot hold is escaped" {
	need unzip
	printf 'a\nNUL \0, BEL \a, \xff, \xef\xbf\xbe, _x0041_, <&>\n' | fa-xlsx >out.xlsx
	golden fa-xlsx/strange cells out.xlsx 1
}

@test "a cell of more characters than a spreadsheet holds is cut and named" {
	need unzip
	{
		echo a
		head -c 32768 /dev/zero | tr '\0' x
		printf '\n'
		yes 😀 | head -n 16384 | tr -d '\n'
		printf '\n'
	} >in
	golden -1 fa-xlsx/cut sh -c 'fa-xlsx in >out.xlsx'
	[ "$(part out.xlsx xl/worksheets/sheet1.xml | grep -o 'x\{9,\}' | wc -c)" -eq 32768 ]
	[ "$(part out.xlsx xl/worksheets/sheet1.xml | grep -o 😀 | wc -l)" -eq 16383 ]
}

@test "a malformed row is left out and named" {
	printf 'a\tb\n1\n' >in
	run -1 --separate-stderr fa-xlsx in
	[ "$stderr" = "fa-xlsx: in:2: row left out: 1 cells under 2 columns" ]
}

@test "a missing file, no header, full disks and no temporary folder exit 2" {
	run -2 fa-xlsx nowhere
	[ "$output" = "fa-xlsx: nowhere: cannot open: No such file or directory" ]
	run -2 fa-xlsx /dev/null
	[ "$output" = "fa-xlsx: /dev/null: no header line" ]
	echo a >in
	run -2 sh -c 'fa-xlsx in >/dev/full'
	[ "$output" = "fa-xlsx: standard output: cannot write: No space left on device" ]
	TMPDIR=$PWD/none run -2 fa-xlsx in
	[ "$output" = "fa-xlsx: $PWD/none: cannot make a temporary file: No such file or directory" ]
}

@test "no temporary file stays behind" {
	mkdir tmp
	echo a >in
	TMPDIR=$PWD/tmp fa-xlsx in >out.xlsx
	TMPDIR=$PWD/tmp run -2 sh -c 'fa-xlsx in >/dev/full'
	[ -z "$(ls -A tmp)" ]
}

@test "an unknown option, language or number of rows gets the usage and exits 2" {
	for wrong in -x --header=de --rows=1 --rows=2000000 --rows=5x; do
		run -2 fa-xlsx "$wrong"
		[[ ${lines[-1]} == "usage: fa-xlsx "* ]]
	done
}
