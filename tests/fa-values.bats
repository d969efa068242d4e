bats_require_minimum_version 1.5.0
load helper

header='doc page line column kind qualifier number upper scale unit of note source raw context pattern'

# pieces: rows from lines of kind|qualifier|number|upper|scale|unit|note|raw|context|doc
pieces() {
	tr ' ' '\t' <<<"$header"
	awk -F'|' -v OFS='\t' 'NF { print ($10 == "" ? "doc" NR : $10), 1, NR, 1, $1, $2, $3, $4, $5, $6, "of", $7, "",
		($8 == "" ? $3 : $8), $9, "p" }'
}

# values: lines of pieces in, the computed columns out
values() {
	pieces >pieces.tsv
	fa-values "$@" pieces.tsv | cut -f 5-9,11,12 | tail -n +2 | tr '\t' '|'
}

# cases NAME: each line of tests/fa-values/NAME is pieces, a =, and what they are read as
cases() {
	local table=$BATS_TEST_DIRNAME/fa-values/$1
	grep -v '^#' "$table" | sed 's/ *=.*//' | values >have
	grep -v '^#' "$table" | sed 's/.*= *//' >want
	diff -u want have
}

@test "numbers in digits: grouping, points, signs" {
	cases numerals
}

@test "numbers in words and scales" {
	cases words
}

@test "ranges, chains, borrowed scales, scores" {
	cases ranges
}

@test "units" {
	cases units
}

@test "references and ordinals" {
	cases references
}

@test "dates" {
	cases dates
}

@test "clock times" {
	cases times
}

@test "what cannot be read is a row with an empty value and a note" {
	cases unreadable
}

@test "the final columns, in their order, and the unknown ones where they stood" {
	printf '%s\n' "doc	page	line	column	x	kind	qualifier	number	y	upper	scale	unit	of	note	source	raw	context	pattern" >in
	printf '%s\n' "d	1	2	3	X	percent		5	Y			درصد	o	n	s	r	c	p" >>in
	printf '%s\n' "doc	page	line	column	x	kind	bound	value	y	upper	unit	of	date	note	source	raw	context	pattern" >want
	printf '%s\n' "d	1	2	3	X	percent	exact	5	Y		%	o		n	s	r	c	p" >>want
	fa-values in >have
	diff -u want have
}

@test "columns in another order are found by name" {
	printf 'pattern\tcontext\traw\tsource\tnote\tof\tunit\tscale\tupper\tnumber\tqualifier\tkind\tcolumn\tline\tpage\tdoc\n' >in
	printf 'p\tc\tr\ts\t\to\tدرصد\t\t\t5\t\tpercent\t1\t2\t3\td\n' >>in
	fa-values in | tail -n 1 >have
	printf 'd\t3\t2\t1\tpercent\texact\t5\t\t%%\to\t\t\ts\tr\tc\tp\n' >want
	diff -u want have
}

@test "a missing column exits 2 and is named" {
	printf 'doc\tkind\n' >in
	run -2 fa-values in
	[ "$output" = "fa-values: in:1: no column qualifier" ]
}

@test "digits that are not ASCII exit 2 and are named" {
	pieces <<<'percent||۵|||درصد' >in
	run -2 fa-values in
	[ "${lines[-1]}" = "fa-values: in:2: column number: digits are not ASCII: fa-digits -c number,upper must come before" ]
	pieces <<<'percent||5|٦||درصد' >in
	run -2 fa-values in
	[ "${lines[-1]}" = "fa-values: in:2: column upper: digits are not ASCII: fa-digits -c number,upper must come before" ]
}

@test "an empty table, no header, a directory, a missing file, a full disk" {
	pieces </dev/null >in
	fa-values in | cmp - <(printf 'doc\tpage\tline\tcolumn\tkind\tbound\tvalue\tupper\tunit\tof\tdate\tnote\tsource\traw\tcontext\tpattern\n')
	run -2 fa-values /dev/null
	[ "$output" = "fa-values: /dev/null: no header line" ]
	run -2 fa-values .
	run -2 fa-values nothing
	run -2 bash -c 'fa-values in >/dev/full'
	run -2 fa-values --order=up in
}

@test "words of a file given with -l are known" {
	printf 'money\tXAU\tسکه طلا\nscale\t1000000\tمگا\n' >more
	pieces <<<'money||2 مگا|||سکه طلا' >in
	fa-values -l more in | cut -f 7,9 | tail -n 1 >have
	printf '2000000\tXAU\n' >want
	diff -u want have
}
