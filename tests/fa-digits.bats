bats_require_minimum_version 1.5.0
load helper

mixed='۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ 0123456789 ۱۲,٥ ۳٫۵٪ و «۷۵»'

@test "digits of three scripts become ASCII, Arabic or Persian" {
	printf '%s\n' "$mixed" >in
	golden fa-digits/ascii fa-digits in
	golden fa-digits/arabic fa-digits -t ar in
	golden fa-digits/persian fa-digits --to=fa in
}

@test "--separators changes the signs of numbers, and no other points and commas" {
	printf '%s\n' '۱٬۲۰۰٫۵٪، ۵٪' '1,200.5% 5 % a.b 1. .5 5,، ٣.٢' '%d 7%' >in
	golden fa-digits/separators-ascii fa-digits --separators in
	golden fa-digits/separators-persian fa-digits --separators -t fa in
	golden fa-digits/separators-arabic fa-digits --separators -t ar in
}

@test "named columns of rows change, the others and the header stay" {
	printf 'a1\tb۲\tc\n۱\t۱\t۱\\t۲\n\t۳\t\n' >in
	printf 'a1\tb۲\tc\n1\t۱\t1\\t2\n\t۳\t\n' >want
	fa-digits -c c,a1 in >got
	diff want got
}

@test "rows of several files have one header" {
	printf 'a\tb\n۱\t۱\n' >one
	printf 'a\tb\n۲\t۲' >two
	printf 'a\tb\n۱\t1\n۲\t2\n' >want
	fa-digits -c b one - <two >got
	diff want got
}

@test "a missing column exits 2 and names the file" {
	printf 'a\tb\n1\t2\n' >in
	run -2 fa-digits -c b,number in
	[ "$output" = "fa-digits: in:1: no column number" ]
}

@test "a row with too few cells is left out, named, and exits 1" {
	printf 'a\tb\n۱\t۱\n۲\n۳\t۳\n' >in
	golden -1 fa-digits/short-row fa-digits -c a in
}

@test "bytes that are not UTF-8 are copied and named, and exit 1" {
	printf 'x۱\xff۲\n۳\n\xfe\n\xd8' >in
	golden -1 fa-digits/malformed fa-digits in
	printf 'a\tb\n۱\t\xff\n' >rows
	golden -1 fa-digits/malformed-row fa-digits -c a rows
}

@test "the line of a malformed byte is counted right in a long file" {
	{
		yes '' | head -n 300000
		seq 100001
		printf 'ab\xff'
	} >in
	run -1 --separate-stderr fa-digits in
	# shellcheck disable=SC2154 # run sets it
	[ "$stderr" = "fa-digits: in:400002: byte 3: not UTF-8, kept as it is" ]
}

@test "each row that is not UTF-8 is named, wherever in a long table it stands" {
	# Many buffers of rows, of which some are wrong in a cell that does not change.
	awk 'BEGIN {
		print "a\tb\tc"
		for (i = 2; i <= 20000; i++)
			printf "%s\t۱۲\t%s\n", i, i % 3001 < 2 ? "متن\331\377" : "متن درازتر"
	}' >in
	run -1 --separate-stderr fa-digits -c b in
	awk 'NR > 1 && NR % 3001 < 2 {
		print "fa-digits: in:" NR ": byte " length(NR) + 13 ": not UTF-8, kept as it is"
	}' in >want
	diff want - <<<"$stderr"
	fa-digits -c b in 2>err >got || true
	sed 's/\t۱۲\t/\t12\t/' in | diff - got
}

@test "nothing, no last newline, CRLF, BOM and NUL pass through" {
	fa-digits </dev/null >got
	[ ! -s got ]
	printf '\xef\xbb\xbf۱\r\n\0۲\0' >in
	printf '\xef\xbb\xbf1\r\n\0002\0' >want
	fa-digits in >got
	cmp want got
}

@test "characters and numbers across the end of a buffer stay whole" {
	for pad in 0 1 2 3; do
		{
			head -c $((131068 + pad)) /dev/zero | tr '\0' x
			printf '1.5%%۶٫۷٪😀'
		} >in
		printf '۱٫۵٪۶٫۷٪😀' >want
		fa-digits -t fa --separators in | tail -c +$((131069 + pad)) >got
		diff want got
		printf '1.5%%6.7%%😀' >want
		fa-digits --separators in | tail -c +$((131069 + pad)) >got
		diff want got
	done
}

@test "to Persian and back gives the bytes of the first conversion" {
	cat "$FIXTURES"/*.txt | fa-digits >ascii || [ $? -eq 1 ]
	fa-digits -t fa ascii | fa-digits >back || [ $? -eq 1 ]
	cmp ascii back
}

@test "what has been read goes on before more comes" {
	mkfifo slow
	fa-digits slow >got &
	exec 4>slow
	printf '۱۲' >&4
	for _ in $(seq 100); do
		[ ! -s got ] || break
		sleep 0.05
	done
	[ "$(cat got)" = 12 ]
	exec 4>&-
	wait
}

@test "one line of 20 MB streams" {
	yes '۱۲۳ ' | head -c 20000000 | tr -d '\n' | fa-digits >got || [ $? -eq 1 ]
	[ "$(head -c 12 got)" = '123 123 123 ' ]
	[ "$(tr -d '123 ' <got | wc -c)" -le 1 ]
}

@test "the bytes are the same in every locale" {
	printf '%s\n' "$mixed" | LC_ALL=C fa-digits >got
	diff "$BATS_TEST_DIRNAME/golden/fa-digits/ascii.out" got
}

@test "a missing file, a directory and a full disk exit 2" {
	run -2 fa-digits nowhere
	[ "$output" = "fa-digits: nowhere: cannot open: No such file or directory" ]
	run -2 fa-digits .
	[ "$output" = "fa-digits: .: cannot open: Is a directory" ]
	run -2 sh -c 'echo ۱ | fa-digits >/dev/full'
	[ "$output" = "fa-digits: standard output: cannot write: No space left on device" ]
}

@test "an unknown option or script gets the usage and exits 2" {
	run -2 fa-digits -x
	[ "${lines[-1]}" = "usage: fa-digits [-t fa|ar|ascii] [-c column,...] [--separators] [file ...]" ]
	run -2 fa-digits -t hindi
	[ "${lines[-1]}" = "usage: fa-digits [-t fa|ar|ascii] [-c column,...] [--separators] [file ...]" ]
}
