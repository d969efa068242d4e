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
