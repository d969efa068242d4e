bats_require_minimum_version 1.5.0
load helper

# A table with all that CSV has to care for.
table() {
	printf '%s\n' 'doc	value	raw' 'a.txt	-5	منفی ۵' 'b, c.txt	0.5	گفت: "نیم"' \
		' x.txt	007	=1+1' 'y.txt 		+5' 'z\\\xFF	12\t13	a\nb\r' "'	''-5	'@x" '@			' 'a;b	-	-5.' |
		sed 's/^@.*/\t\t/'
}

@test "quotes stand where they are needed, and rows end in a newline" {
	table >in
	golden fa-csv/plain fa-csv in
}

@test "dialects: BOM, separator, CRLF, every cell quoted" {
	table >in
	golden fa-csv/excel fa-csv --excel in
	golden fa-csv/excel-fa fa-csv --excel=fa in
	golden fa-csv/quoted fa-csv -q in
	golden fa-csv/tab fa-csv -s '\t' in
	fa-csv -b --crlf -s ';' in >got
	cmp got "$BATS_TEST_DIRNAME/golden/fa-csv/excel-fa.out"
}

@test "--safe guards formulas and leaves negative numbers" {
	table >in
	golden fa-csv/safe fa-csv --safe in
}

@test "columns are chosen and ordered by name" {
	table >in
	golden fa-csv/columns fa-csv -c raw,doc in
	run -2 fa-csv -c raw,unit in
	[ "${lines[-1]}" = "fa-csv: in:1: no column unit" ]
}

@test "a row of one empty cell is no blank line" {
	printf 'a\n\n1\n' | fa-csv >got
	printf 'a\n""\n1\n' | diff - got
}

@test "a malformed row is left out and named" {
	printf 'a\tb\n1\n2\t3\n' >in
	golden -1 fa-csv/short-row fa-csv in
}

# both OPTION...: what fa-csv makes of the table `rows` with these, fa-csv -d undoes
both() {
	fa-csv "$@" rows >csv
	fa-csv -d "$@" csv >got
	cmp rows got
}

@test "100,000 random cells through fa-csv and fa-csv -d are the same bytes" {
	"$BATS_TEST_DIRNAME/random-rows" 1 14300 7 >rows
	both
	"$BATS_TEST_DIRNAME/random-rows" 2 100 1 >rows
	both
}

@test "every dialect comes back, byte for byte" {
	for columns in 1 4; do
		"$BATS_TEST_DIRNAME/random-rows" 3 1500 "$columns" >rows
		both -q
		both --crlf
		both --excel=fa
		both --safe
		both -q --excel --safe
		both -s ';'
		both -s '|' -b
		both -s '\t'
	done
}

@test "fa-csv -d finds the separator, the byte order mark and the line ends itself" {
	table >in
	for option in --excel --excel=fa '-s\t' -q '-s;'; do
		fa-csv "$option" in | fa-csv -d >got
		diff in got
	done
	fa-csv in | sed -z 's/\n/\r/g' | fa-csv -d | tr '\n' '@' >got
	sed 's/a\\nb\\r/a\\rb\\r/' in | tr '\n' '@' | diff - got
}

@test "--header=fa gives Persian titles, which fa-csv -d turns back into names" {
	printf 'doc\tvalue\tx\tcontext\na\t1\t2\tb\n' >in
	golden fa-csv/header-fa fa-csv --header=fa in
	fa-csv --header=fa in | fa-csv -d | diff in -
	fa-csv --header=fa in | fa-csv -d -c value,doc >got
	printf 'value\tdoc\n1\ta\n' | diff - got
}

@test "wrong quotes and short rows are named with line and column, the good rows come" {
	cat >in <<-'END'
		a,b,c
		1,2,3
		"x,2,3
		4,5,6
		7,"8"x,9
		10,11
		"ok
		multi",12,"q""q"

		13,1"4,15
		سال,"۲"
		16,17,18
		19,"20,21
		22,23,24
	END
	golden -1 fa-csv/broken fa-csv -d in
}

@test "a quote that stays open over 8 MiB costs one row" {
	{
		printf 'a,b\n1,"2\n'
		yes '3,4' | head -n 2200000
	} >in
	fa-csv -d in >got 2>err || [ $? -eq 1 ]
	[ "$(wc -l <got)" -eq 2200001 ]
	[ "$(cat err)" = "fa-csv: in:2: column 3: row left out: this quote stays open too long" ]
}

@test "CSV of several files has one header, and must have one" {
	printf 'a;b\r\n1;2\r\n' >one
	printf '\xef\xbb\xbfa,b\n"3",4' >two
	printf 'a\tb\n1\t2\n3\t4\n' >want
	fa-csv -d one - <two | diff want -
	printf 'b,a\n1,2\n' >three
	run -2 fa-csv -d one three
	[ "${lines[-1]}" = "fa-csv: three:1: other columns than in the first file" ]
	run -2 fa-csv -d /dev/null
	[ "$output" = "fa-csv: /dev/null: no header line" ]
	run -2 fa-csv -d -c z one
	[ "${lines[-1]}" = "fa-csv: one:1: no column z" ]
}

@test "a table is described as CSVW metadata and as a data package" {
	printf '%s\n' 'doc	page	value	upper	x"y' 'a	1	-0.50		c' 'b	2			1' \
		'b	3	12	9007199254740993	' >in
	golden fa-csv/csvw fa-csv --csvw=figures.csv in
	golden fa-csv/datapackage fa-csv --datapackage=out/figures.csv in
	printf 'a	4	021		c\n' >>in
	golden fa-csv/csvw-reference fa-csv --csvw=figures.csv -c value --excel=fa in
	golden fa-csv/datapackage-fa fa-csv --datapackage=جدول.csv --header=fa --excel in
}

@test "nothing at all, a missing file, a directory and a full disk exit 2" {
	run -2 fa-csv /dev/null
	[ "$output" = "fa-csv: /dev/null: no header line" ]
	run -2 fa-csv nowhere
	[ "$output" = "fa-csv: nowhere: cannot open: No such file or directory" ]
	run -2 fa-csv .
	[ "$output" = "fa-csv: .: cannot open: Is a directory" ]
	run -2 sh -c 'echo a | fa-csv >/dev/full'
	[ "$output" = "fa-csv: standard output: cannot write: No space left on device" ]
}

@test "an unknown option, separator or locale gets the usage and exits 2" {
	for wrong in -x '-s;;' '-s"' -s --excel=en; do
		run -2 fa-csv "$wrong"
		[[ ${lines[-1]} == "usage: fa-csv "* ]]
	done
}
