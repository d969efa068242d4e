bats_require_minimum_version 1.5.0
load helper

# text that windows-1256 can hold too
text='سهم بخش صنعت در سال 1384 بيش از 44/7 درصد بود.'

# to CHARSET: what printf was given, in another charset
to() {
	iconv -f UTF-8 -t "$1"
}

@test "UTF-8, UTF-16 and UTF-32 with a byte order mark, and windows-1256 give the same text" {
	printf '%s\n' "$text" >want
	to CP1256 <want >windows-1256
	printf '\xef\xbb\xbf%s\n' "$text" >utf-8
	{ printf '\xff\xfe' && to UTF-16LE <want; } >utf-16le
	{ printf '\xfe\xff' && to UTF-16BE <want; } >utf-16be
	{ printf '\xff\xfe\0\0' && to UTF-32LE <want; } >utf-32le
	{ printf '\0\0\xfe\xff' && to UTF-32BE <want; } >utf-32be
	for file in want windows-1256 utf-8 utf-16le utf-16be utf-32le utf-32be; do
		fa-decode $file >got
		diff want got
		fa-decode <$file >got
		diff want got
		cat $file | fa-decode - >got
		diff want got
	done
}

@test "CRLF and CR are written as LF, and nothing else ends a line" {
	printf 'a\r\nb\rc\n\rd\r\r\ne\fg\xc2\x85h\xe2\x80\xa8i\r' >in
	printf 'a\nb\nc\n\nd\n\ne\fg\xc2\x85h\xe2\x80\xa8i\n' >want
	fa-decode in >got
	cmp want got
}

@test "a CRLF that the end of a buffer parts is one line end" {
	for size in 65535 65536 131071; do
		head -c $size /dev/zero | tr '\0' x >in
		cp in want
		printf '\r\nb' >>in
		printf '\nb' >>want
		fa-decode in >got
		cmp want got
	done
}

@test "files come one after another" {
	printf 'a' >one
	printf 'b\n' >two
	printf 'c\n' | fa-decode one two - one >got
	printf 'ab\nc\na' >want
	cmp want got
}

@test "located text has pages, lines and escapes" {
	printf 'a\tb\\c\n\f\n\fd\fe\f\nf' >in
	printf 'g\r\n' >'odd	name\'
	printf 'h\n' >"$(printf 'bad\xffname')"
	: >empty
	golden fa-decode/located fa-decode --locate in empty odd* bad*
}

@test "located text is what a program reads that is given the documents themselves" {
	cp "$FIXTURES"/*.txt .
	fa-decode --locate economy.txt scan.txt >got
	awk 'BEGIN { print "doc\tpage\tline\ttext" }
		FNR == 1 { page = 1 }
		{ while (sub(/^\f/, "")) page++; print FILENAME "\t" page "\t" FNR "\t" $0 }' economy.txt scan.txt >want
	diff want got
}

@test "a line over 1 MiB is cut behind a space in located text only" {
	{
		head -c 1048570 /dev/zero | tr '\0' x
		printf ' tail of the line\nlast\n'
	} >in
	fa-decode in >got
	cmp in got
	run -1 fa-decode --locate in
	fa-decode --locate in 2>err | cut -f 2,3,4 >rows || true
	[ "$(cat err)" = "fa-decode: in:1: line cut: longer than 1048576 bytes" ]
	[ "$(wc -l <rows)" -eq 4 ]
	[ "$(sed -n 2p rows | wc -c)" -eq $((4 + 1048576 + 1)) ]
	[ "$(sed -n 3,4p rows)" = "$(printf '1\t1\tof the line\n1\t2\tlast')" ]
}

@test "documents that cannot be read are rejects, and the others go on" {
	printf 'good\n' >good
	{ head -n 1 "$FIXTURES/economy.txt" && printf 'two \xd8\xb3\xd9\x84 \xff\n'; } >broken
	printf '\xff\xfea\0b\0\n\0c' >cut
	printf 'a\0b\n' >nul
	head -c 2000 "$(command -v fa-decode)" >binary
	mkdir folder
	golden -1 fa-decode/rejects fa-decode --rejects=rejects.tsv good broken cut missing nul binary folder good
	golden fa-decode/rejects-file cat rejects.tsv
}

@test "nothing of a rejected document is printed, be it a file or a pipe" {
	for i in {1..2000}; do cat "$FIXTURES/economy.txt"; done >good
	{ cat good && printf '\xd8\xb3\xd9\n' && seq 300000; } >in
	run -1 fa-decode in
	[ "$output" = "fa-decode: in:$(($(wc -l <good) + 1)): offset $(($(wc -c <good) + 2)): byte 0xD9 is not utf-8" ]
	run -1 sh -c 'cat in | fa-decode'
	[ "$output" = "fa-decode: -:$(($(wc -l <good) + 1)): offset $(($(wc -c <good) + 2)): byte 0xD9 is not utf-8" ]
}

@test "standard input beyond 4 MiB is held back in TMPDIR, which is left empty" {
	mkdir tmp
	seq 1500000 >in
	cat in | TMPDIR=$PWD/tmp fa-decode >got
	cmp in got
	[ -z "$(ls tmp)" ]
	run -2 sh -c 'cat in | TMPDIR=missing fa-decode >out'
	[ ! -s out ]
}

@test "invalid bytes are replaced on request, one mark for the beginning of a character" {
	printf 'a\xffb\xe2\x80c\xed\xa0\x80d\xf4\x90\x80\x80e\xc0\xafg\xe2\x80' >in
	printf 'a\uFFFDb\uFFFDc\uFFFD\uFFFD\uFFFDd\uFFFD\uFFFD\uFFFD\uFFFDe\uFFFD\uFFFDg\uFFFD' >want
	run -1 fa-decode -f utf-8 in
	fa-decode -f utf-8 --invalid=replace in >got 2>err || status=$?
	[ "$status" -eq 1 ]
	cmp want got
	[ "$(cat err)" = "fa-decode: in: 12 replaced: not utf-8" ]
}

@test "-f names any charset that iconv knows" {
	printf '%s\n' 'Größe, 5 €' >want
	for charset in ISO-8859-15 CP1252 UTF-7 EUC-JP; do
		printf '%s\n' 'Größe' >want
		to $charset <want >in
		fa-decode -f $charset in >got
		diff want got
	done
	run -2 fa-decode -f no-such-charset in
	[ "$output" = "fa-decode: unknown charset: no-such-charset" ]
	run -2 fa-decode -f '' in
	run -2 fa-decode -f UTF-8//TRANSLIT in
}

@test "names come from a list too" {
	printf 'one\n' >one
	printf 'two\n' >'two
lines'
	printf 'one\0two\nlines\0' | fa-decode --files0-from=- >got
	printf 'one\ntwo\n' >want
	cmp want got
	printf 'one' >list
	fa-decode --files0-from=list | cmp one -
	run -2 fa-decode --files0-from=list one
}

@test "an empty document is empty, and a last line keeps its missing newline" {
	: >empty
	fa-decode empty >got
	[ ! -s got ]
	printf 'a' | fa-decode >got
	printf 'a' | cmp - got
}

@test "a full disk and a wrong option exit 2" {
	golden -2 fa-decode/full-disk sh -c 'echo a | fa-decode >/dev/full'
	golden -2 fa-decode/full-rejects sh -c 'fa-decode --rejects=/dev/full missing'
	run -2 fa-decode --no-such
	[ "${lines[-1]}" = "usage: fa-decode $(fa-decode --help | sed -n '1s/usage: fa-decode //p')" ]
	run -2 fa-decode --invalid=drop
}

@test "a reader that goes away ends the program" {
	yes | { fa-decode --invalid=replace 2>err || echo $? >status; } | head -n 1 >out
	[ "$(cat out)" = y ]
	[ "$(cat status)" -ge 2 ]
}

@test "--version says which iconv it speaks with" {
	fa-decode --version >out
	grep -q '^fa-decode (raqam) ' out
	grep -qE '^iconv: (GNU libiconv [0-9.]+|the C library.s)$' out
}
