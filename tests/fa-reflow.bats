bats_require_minimum_version 1.5.0
load helper

soft=$'\xe2\x80\xa8'

# again FILE...: with each soft break a newline, the output is the input
again() {
	for file in "$@"; do
		fa-reflow "$file" >joined
		sed "s/$soft/\n/g" joined >back
		cmp "$file" back || return
	done
}

# same COMMAND...: its output is what is in the file in
same() {
	"$@" >got
	diff in got
}

@test "the wrapped lines of a scanned page become paragraphs" {
	golden fa-reflow/scan fa-reflow "$FIXTURES/scan.txt"
}

@test "soft breaks turned back give the input" {
	again "$FIXTURES"/*.txt "$BATS_TEST_DIRNAME"/fa-reflow/*.txt
}

@test "soft breaks turned back give the input, whatever it is" {
	for seed in 1 2 3 4 5 6 7 8; do
		cat "$FIXTURES"/[a-t]*.txt | tr -s ' \n' '\n' | awk -v seed="$seed" '
			BEGIN {
				srand(seed)
				n = split("\n|\n\n|\n\n\n|\f|\n\f|\t|    |،\n|.\n|-\n|(|۱- |(۲) |^{۳}|\r\n|\342\200\217", mark, "|")
			}
			{ printf "%s%s", $0, rand() < seed / 20 ? mark[1 + int(n * rand())] : " " }' >in
		again in
		head -c $((seed * 1000 + seed)) in >part
		again part
	done
}

@test "a number and its word are joined where nothing else is" {
	printf 'بهای کل\nمبلغ ۷\nمیلیون تومان\nپایان\n' >in
	fa-reflow in >got
	printf 'بهای کل\nمبلغ ۷%sمیلیون تومان\nپایان\n' "$soft" >want
	diff want got
}

@test "a parenthesis goes on with its last number, and with what else would be an item" {
	golden fa-reflow/parentheses fa-reflow "$BATS_TEST_DIRNAME/fa-reflow/parentheses.txt"
}

@test "text with a paragraph in each line stays" {
	for name in economy health history law lookalikes no-figures sport table; do
		fa-reflow "$FIXTURES/$name.txt" | cmp "$FIXTURES/$name.txt"
	done
}

@test "a column of a scan, its lines parted by blank ones" {
	golden fa-reflow/column fa-reflow "$BATS_TEST_DIRNAME/fa-reflow/column.txt"
}

@test "paragraphs, items, indents, notes, broken words and years in parentheses" {
	golden fa-reflow/pages fa-reflow "$BATS_TEST_DIRNAME/fa-reflow/pages.txt"
}

@test "verse, lists, tables and headlines stay" {
	cp "$BATS_TEST_DIRNAME/fa-reflow/apart.txt" in
	same fa-reflow in
	sed G in >spaced
	fa-reflow spaced | cmp spaced
}

@test "English paragraphs, and a list behind them" {
	golden fa-reflow/english fa-reflow "$BATS_TEST_DIRNAME/fa-reflow/english.txt"
}

@test "Arabic yeh and kaf, no-break spaces and direction marks make no difference" {
	sed 's/ی/ي/g; s/ک/ك/g; s/^/\xe2\x80\x8f/; s/$/\xc2\xa0\r/' "$BATS_TEST_DIRNAME/fa-reflow/column.txt" >in
	fa-reflow in | sed 's/ي/ی/g; s/ك/ک/g; s/\xe2\x80\x8f//g; s/\xc2\xa0\r//g' >got
	diff "$BATS_TEST_DIRNAME/golden/fa-reflow/column.out" got
}

@test "-l adds words; a wrong row exits 2 and is named" {
	printf 'پیرمرد نخست به بازار فلان\nپسرش دومین دکان را فلان\nهمسایه هم سر رسید فلان\n' >in
	same fa-reflow in
	printf 'open\t-\tفلان|U+2020\n' >words
	fa-reflow -l words in >got
	printf 'پیرمرد نخست به بازار فلان%sپسرش دومین دکان را فلان%sهمسایه هم سر رسید فلان\n' "$soft" "$soft" >want
	diff want got
	printf '# x\nopened\t-\tx\n' >words
	run -2 fa-reflow -l words in
	[ "$output" = "fa-reflow: words:2: not a class: 'opened'" ]
	printf 'open\tx\n' >words
	run -2 fa-reflow -l words in
	[ "$output" = "fa-reflow: words:1: not a class, a code and words" ]
	printf 'open\t-\tx||y\n' >words
	run -2 fa-reflow --lexicon=words in
	[ "$output" = "fa-reflow: words:1: not a word of at most 31 bytes: ''" ]
	printf 'end\t-\tU+D800\n' >words
	run -2 fa-reflow -l words in
	[ "$output" = "fa-reflow: words:1: not a word of at most 31 bytes: 'U+D800'" ]
	seq -s '|' 1001 2100 | sed 's/^/open\t-\t/' >words
	run -2 fa-reflow -l words in
	[ "$output" = "fa-reflow: words:1: more than 1022 words" ]
	printf 'open\t-\tفلان\r\n' >words
	fa-reflow -l words in >got
	printf 'پیرمرد نخست به بازار فلان%sپسرش دومین دکان را فلان%sهمسایه هم سر رسید فلان\n' "$soft" "$soft" >want
	diff want got
}

@test "located text is joined as plain text is, and keeps its first line's place" {
	{
		printf 'doc\tpage\tline\ttext\n'
		awk '{ printf "a.txt\t1\t%d\t%s\n", NR, $0 }' "$FIXTURES/scan.txt"
	} >in
	golden fa-reflow/scan-located fa-reflow in
	fa-reflow "$FIXTURES/scan.txt" >plain
	tail -n +2 "$BATS_TEST_DIRNAME/golden/fa-reflow/scan-located.out" | cut -f 4 | diff plain -
}

@test "nothing is joined across a form feed, in either form" {
	printf 'بهای هر تن گندم در این سال به\n\f۱۲ میلیون ریال رسید و در\nسال بعد افزایش یافت.\n' >in
	golden fa-reflow/form-feed fa-reflow in
	printf 'بهای هر تن گندم در این سال به\fدوازده ریال\nافزایش یافت.\n' >in
	same fa-reflow in
	printf 'doc\tpage\tline\ttext\n' >in
	printf 'a\t%d\t%d\t%s\n' 1 1 'بهای هر تن گندم در این سال به' 2 2 '۱۲ میلیون ریال رسید.' >>in
	same fa-reflow in
}

@test "rows that do not follow each other are not joined" {
	{
		printf 'doc\tpage\tline\ttext\n'
		awk 'NR % 2 { printf "a.txt\t1\t%d\t%s\n", NR, $0 }' "$FIXTURES/scan.txt"
	} >in
	same fa-reflow in
}

@test "nothing is joined from one document to the next" {
	printf 'بهای هر تن گندم در این سال به\n' >one
	printf '۱۲ میلیون ریال رسید.\n' >two
	cat one two >in
	same fa-reflow one two
}

@test "U+2028 of the input becomes a space and is no soft break" {
	printf 'یک%sدو%s\nسه\n' "$soft" "$soft" >in
	fa-reflow in >got
	printf 'یک دو \nسه\n' >want
	diff want got
	printf 'doc\tpage\tline\ttext\na\t1\t3\tیک%sدو\na\t1\t4\tسه\n' "$soft" >in
	fa-reflow in >got
	printf 'doc\tpage\tline\ttext\na\t1\t3\tیک دو\na\t1\t4\tسه\n' >want
	diff want got
}

@test "nothing, no last newline, CRLF, BOM, NUL, blank lines and form feeds pass through" {
	fa-reflow </dev/null >got
	[ ! -s got ]
	for text in 'a' '\xef\xbb\xbf۱\r\n\0۲\0' '\n' '\n\n\n' '\f' '\f\n\f\f' 'a\f\fb\n\n\fc' ' \n\t\n' '\xff\xfe\n\xd8'; do
		printf '%b' "$text" >in
		fa-reflow in >got
		cmp in got
	done
	printf 'doc\tpage\tline\ttext\n' >in
	same fa-reflow in
}

@test "standard input and several files follow each other as with cat" {
	printf 'یک' >one
	printf 'دو\n' >two
	printf 'سه' | fa-reflow one - two >got
	printf 'یکسهدو\n' >want
	diff want got
}

@test "plain and located text in one run exit 2" {
	printf 'doc\tpage\tline\ttext\na\t1\t1\tیک\n' >rows
	echo یک >plain
	run -2 --separate-stderr fa-reflow rows plain
	[ "$stderr" = "fa-reflow: plain: plain and located text in one run" ]
}

@test "a line over 1 MiB is cut, named and exits 1, and is whole in the output" {
	yes 'گندم' | head -c 3000000 | tr '\n' ' ' >in
	run -1 --separate-stderr fa-reflow in
	[ "$stderr" = "fa-reflow: in:1: line cut: longer than 1048576 bytes" ]
	fa-reflow in 2>/dev/null >got || [ $? -eq 1 ]
	cmp in got
}

@test "a located row over 8 MiB is left out, named and exits 1" {
	printf 'doc\tpage\tline\ttext\na\t1\t1\tیک\n' >want
	{ cat want && yes 'a b c d' | tr -d '\n' | head -c 9000000; } >in
	run -1 --separate-stderr fa-reflow in
	[ "$stderr" = "fa-reflow: in:3: row left out: longer than 8388608 bytes" ]
	fa-reflow in 2>/dev/null >got || [ $? -eq 1 ]
	cmp want got
}

@test "hostile lines pass through" {
	yes 1- | tr -d '\n' | head -c 900000 >in
	same fa-reflow in
	yes '1-1-1-1-1-1-' | head -n 20000 >in
	same fa-reflow in
	yes '^{1}]' | tr -d '\n' | head -c 900000 >in
	same fa-reflow in
	yes x | head -n 200000 >in
	same fa-reflow in
	yes '' | head -n 200000 >in
	same fa-reflow in
}

@test "a paragraph ends before it is longer than 1 MiB" {
	yes 'بهای هر تن گندم در این سال به دوازده میلیون ریال رسید و در' | head -n 30000 >in
	again in
	[ "$(wc -l <joined)" -eq 4 ]
	awk 'length > 1048576 { exit 1 }' joined
}

@test "a missing file, a directory and a full disk exit 2" {
	run -2 fa-reflow nowhere
	[ "$output" = "fa-reflow: nowhere: cannot open: No such file or directory" ]
	run -2 fa-reflow .
	[ "$output" = "fa-reflow: .: cannot open: Is a directory" ]
	run -2 sh -c 'echo ۱ | fa-reflow >/dev/full'
	[ "$output" = "fa-reflow: standard output: cannot write: No space left on device" ]
}

@test "an unknown option gets the usage and exits 2" {
	run -2 fa-reflow -x
	[ "${lines[-1]}" = "usage: fa-reflow [-l file] [file ...]" ]
}
