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

# orders: lines of pieces as documents of their own, what is noted as visual
orders() {
	pieces >pieces.tsv
	fa-values "$@" pieces.tsv | awk -F'\t' 'NR > 1 { print $1, $7 $11, $12 ~ /visual/ ? "visual" : "logical" }'
}

@test "--order=auto: what each kind of evidence says" {
	orders >have <<-'END'
		percent||7/0|||درصد||||n/0
		percent||62/4|||درصد||||n/0
		percent||7 /44|||درصد||||spaced
		percent||8/62|||درصد||||spaced
		time||45:19|||||ساعت 45:19||clock
		percent||8/62|||درصد||||clock
		time||10:19|||||ساعت 10:19||clock
		time||30/3 بامداد|||||ساعت 30/3 بامداد||slash
		percent||8/62|||درصد||||slash
		percent||8/62|||درصد|||کمی کمتر|modern
		percent||8/62|||درصد|||كمي كمتر|old
		percent||8/62|||درصد||۸/۶۲ درصد|كمي كمتر|digits
		percent||8/62|||درصد|||كمي كمتر|shorter
		percent||12/5|||درصد|||كمي كمتر|shorter
		percent||8/62|||درصد|||كمي كمتر|zero
		percent||0/5|||درصد|||كمي كمتر|zero
		percent||7 /44|||درصد|||كمي كمتر|zero
		number||7/0|||||||bare
		money||000/100|||ریال||||zeros
		percent||8/62|||درصد||||zeros
		time||6:30|||||ساعت 6:30||works
		percent||7 /44|||درصد||||works
		percent||8/62|||درصد||||works
		percent||8/62|||درصد||||nothing
	END
	cat >want <<-'END'
		n/0 0.7 visual
		n/0 4.62 visual
		spaced 44.7 visual
		spaced 62.8 visual
		clock 19:45 visual
		clock 62.8 visual
		clock 19:10 visual
		slash 03:30 visual
		slash 62.8 visual
		modern 8.62 logical
		old 62.8 visual
		digits 8.62 logical
		shorter 8.62 logical
		shorter 12.5 logical
		zero 8.62 logical
		zero 0.5 logical
		zero 44.7 visual
		bare 7.0 logical
		zeros 100.000 visual
		zeros 62.8 visual
		works 06:30 logical
		works 44.7 visual
		works 62.8 visual
		nothing 8.62 logical
	END
	diff -u want have
}

@test "--order=logical and --order=visual decide for all documents" {
	printf '%s\n' 'percent||7/0|||درصد' 'percent||7 /44|||درصد' 'time||45:19|||||ساعت 45:19' >cases
	orders --order=logical <cases | cut -d' ' -f 2- >have
	printf '%s\n' '7.0 logical' '44.7 visual' ' logical' | diff -u - have
	orders --order=visual <cases | cut -d' ' -f 2- >have
	printf '%s\n' '0.7 visual' '44.7 visual' '19:45 visual' | diff -u - have
}

@test "a document's first 4 MiB of rows decide its order, in bounded memory" {
	{
		echo 'percent||8/62|||درصد||||d'
		for i in {1..60000}; do echo 'percent||5|||درصد|||متن جمله‌ای که این رقم در آن آمده است|d'; done
		echo 'percent||7/0|||درصد||||d'
		echo 'percent||8/62|||درصد||||d'
	} | orders >have
	[ "$(sed -n '1p;60002,$p' have)" = $'d 8.62 logical\nd 7.0 logical\nd 8.62 logical' ]
	{
		echo 'percent||8/62|||درصد||||d'
		for i in {1..10000}; do echo 'percent||5|||درصد|||متن جمله‌ای که این رقم در آن آمده است|d'; done
		echo 'percent||7/0|||درصد||||d'
	} | orders >have
	[ "$(sed -n '1p;$p' have)" = $'d 62.8 visual\nd 0.7 visual' ]
}

@test "figures of more kinds than are remembered, and long ones, are read each as it is" {
	awk 'BEGIN {
		for (i = 0; i < 40000; i++)
			print "measure||" i % 20000 "||" (i % 2 ? "هزار" : "") "|متر|||متن|d"
		for (i = 0; i < 600; i++)
			long = long i % 10
		print "number||" long "|||||||d"
		print "number||" long "|||||||d"
	}' | values >have
	awk 'BEGIN {
		for (i = 0; i < 40000; i++)
			print "measure|exact|" i % 20000 * (i % 2 ? 1000 : 1) "||m||"
		for (i = 1; i < 600; i++)
			long = long i % 10
		print "number|exact|" long "||||"
		print "number|exact|" long "||||"
	}' | diff - have
}

@test "--si adds measures in SI units where the factor is exact" {
	grep -v '^#' "$BATS_TEST_DIRNAME/fa-values/si" | sed 's/ *=.*//' | pieces >in
	fa-values --si in | cut -f 7-9,17- | tail -n +2 | tr '\t' '|' >have
	sed 's/.*= *//' "$BATS_TEST_DIRNAME/fa-values/si" >want
	diff -u want have
}
