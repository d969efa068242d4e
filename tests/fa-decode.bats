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

@test "standard input that is a file is read once, and passed on behind the document" {
	printf 'a\nb\n' >in
	{ fa-decode - - && cat; } <in >got
	cmp in got
}

@test "a charset that shows only far into a document is found there" {
	for i in {1..20000}; do echo 'plain ASCII'; done >in
	cp in want
	printf '%s\n' "$text" >>want
	to CP1256 <<<"$text" >>in
	fa-decode in | cmp want -
	fa-decode <in | cmp want -
	cat in | fa-decode | cmp want -
}

@test "a set that reads the beginning alike takes over where the first one has no letter" {
	for i in {1..100}; do echo 'سال نو بر همه مردم خجسته باد و روزهاي خوش در راه باشد'; done >text
	echo 'پاسخ چيست؟' >>text
	"$ROOT/tests/encode" mac-farsi want in <text
	fa-decode in | cmp want -
	fa-decode --detect in | grep -q "letters of mac-farsi$"
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

@test "text goes through every set of src/charsets and back" {
	for set in windows-1256 windows-1252 iso-8859-6 mac-arabic mac-farsi cp720 isiri-3342; do
		cat "$FIXTURES"/{economy,history,sport}.txt | "$ROOT/tests/encode" $set want in
		fa-decode -f $set in >got
		diff want got
	done
	for set in cp864 cp1098 iran-system; do
		for order in visual logical; do
			flag=
			if [ $order = visual ]; then flag=-v; fi
			cat "$FIXTURES"/{economy,history,sport}.txt | "$ROOT/tests/encode" $flag $set want in
			fa-decode -f $set --order=$order in >got
			diff want got
			fa-decode -f $set in >got
			diff want got
			fa-decode in >got
			diff want got
			fa-decode --detect in | grep -q "$(printf '^in\t%s\t0.99\tfa\tletters of %s in %s order$' $set $set $order)"
		done
	done
}

@test "the tables of sets are those of iconv, where it has them right" {
	for byte in {128..255}; do printf '%b' "\\x$(printf %x "$byte")\n"; done >in
	for set in windows-1256:CP1256 windows-1252:CP1252 iso-8859-6:ISO-8859-6; do
		iconv -c -f "${set#*:}" -t UTF-8 in >want || true
		fa-decode -f "${set%:*}" --invalid=replace in 2>err | sed 's/\xef\xbf\xbd//' >got
		diff want got
	done
}

@test "lines of shapes are turned, and numbers, Latin words and brackets in them kept" {
	# drawn: (IBM PC) 1378/12/05 «سال» with shapes, from the left
	printf '\xf1\x91\xa8 1378/12/05 (IBM PC)\n' >in
	printf '(IBM PC) 1378/12/05 سال\n' >want
	fa-decode -f iran-system --order=visual in >got
	diff want got
	printf '(\xf1\x91\xa8) \x81\x83\x87\x85\n' | fa-decode -f iran-system --order=visual >got
	printf '۱۳۷۵ (سال)\n' | diff - got
	printf '(\xf1\x91\xa8) \x81\x83\x87\x85\n' | fa-decode -f iran-system --order=visual --digits=rtl >got
	printf '۵۷۳۱ (سال)\n' | diff - got
	printf '\xa8\x91\xf1 \x81\x83\x87\x85\n' | fa-decode -f iran-system --order=logical --digits=rtl >got
	printf 'سال ۵۷۳۱\n' | diff - got
}

@test "a final shape in a word ends in ZWNJ, an initial one at its end in ZWJ" {
	# drawn from the left: meem initial-medial, yeh final, then dal: read as می‌د
	printf '\xa2\xfc\xf5\n' | fa-decode -f iran-system --order=visual >got
	printf 'می‌د\n' | diff - got
	# heh initial before a point
	printf '.\xfb\n' | fa-decode -f iran-system --order=visual >got
	printf 'ه‍.\n' | diff - got
	# a mark is no letter: reh and shadda before a space
	printf '\xd1\xf0 \xf1\n' | fa-decode -f cp864 --order=logical >got
	printf 'ر\u0651 \u0651\n' | diff - got
	# before a hamza, which never joins, there is none
	printf '\x8f\xfc\n' | fa-decode -f iran-system --order=visual >got
	printf 'یء\n' | diff - got
}

@test "a line of shapes over 32 KiB is turned in pieces, and named" {
	head -c 50000 /dev/zero | tr '\0' '\222' >in
	run -1 --separate-stderr fa-decode -f iran-system in
	[ "$stderr" = "fa-decode: in: line turned in pieces: longer than 32768 bytes" ]
	[ "${#output}" -ge 50000 ]
}

@test "a byte that a set of shapes lacks is named, or replaced" {
	printf '\xa9\xf4\x93\n\x93\xff\xcf\x93\n' >in
	golden -1 fa-decode/shapes-rejected fa-decode -f cp1098 in
	golden -1 fa-decode/shapes-replaced fa-decode -f cp1098 --order=logical --invalid=replace in
}

@test "UTF-16 and UTF-32 without a mark are known by their shape, and -f utf-16 finds the order" {
	for charset in UTF-16LE UTF-16BE UTF-32LE UTF-32BE; do
		to $charset <"$FIXTURES/sport.txt" >in
		fa-decode in | diff "$FIXTURES/sport.txt" -
		fa-decode -f "${charset%?E}" in | diff "$FIXTURES/sport.txt" -
		printf '\0' >>in
		run -1 fa-decode in
		[[ $output == *"ends within a character of ${charset,,}" ]]
	done
	printf '\xfe\xff\xd8\x00\x00a' >in
	run -1 fa-decode in
	[ "$output" = "fa-decode: in:1: offset 2: bytes 0xD8 0x00 are not utf-16be" ]
}

@test "the charset and language of texts in eleven encodings are found" {
	for set in windows-1256 iso-8859-6 mac-farsi cp720 isiri-3342; do
		"$ROOT/tests/encode" $set text $set <"$FIXTURES/economy.txt"
	done
	to UTF-16LE <"$FIXTURES/economy.txt" >utf-16le
	printf '\xef\xbb\xbf' | cat - "$FIXTURES/economy.txt" >utf-8
	golden fa-decode/detect fa-decode --detect cp720 isiri-3342 iso-8859-6 mac-farsi utf-16le utf-8 windows-1256
}

@test "a table drawn with lines is found in the sets of terminals" {
	cat >table <<'END'
┌─────────────┬──────────┬────────┐
│ نام کالا    │ تعداد    │ بها    │
├─────────────┼──────────┼────────┤
│ گندم        │ ۱۲۰      │ ۴۵۰۰   │
│ روغن نباتی  │ ۸۵       │ ۱۲۳۰۰  │
│ برنج ایرانی │ ۳۰۰      │ ۹۸۰۰   │
└─────────────┴──────────┴────────┘
END
	for set in cp720 cp864 cp1098 iran-system; do
		"$ROOT/tests/encode" $set want in <table
		fa-decode in | cmp want -
	done
}

@test "other languages are named or refused, never taken for Persian of another set" {
	# Other lines than those that the statistics were made of.
	printf '%s\n' 'تشهد المنطقة منذ أسابيع موجة حر شديدة لم تعرفها من قبل، وقد دعت وزارة الصحة كبار السن إلى عدم الخروج.' >ar
	printf '%s\n' 'عدالت کا کہنا تھا کہ شہریوں کی صحت سے کھیلنے کی اجازت نہیں دی جا سکتی۔' >ur
	printf '%s\n' 'پۆلیسی سلێمانی ڕایگەیاند دوێنێ شەو لە ڕووداوێکی هاتوچۆدا سێ کەس بریندار بوون.' >ckb
	printf '%s\n' 'وزارت معارف اعلام کرد که سر از هفته آینده مکاتب در سراسر کشور باز میشود.' >prs
	cat >fr <<'END'
Le maire a inauguré hier la nouvelle bibliothèque, située à côté de l’hôtel de ville.
END
	cat >en <<'END'
The owner said “we can’t complain”, but it isn’t true.
END
	golden fa-decode/languages fa-decode --detect ar ur ckb prs fr en
	to CP1256 <ar >ar.1256
	to ISO-8859-6 <ar >ar.8859-6
	to CP1252 <fr >fr.1252
	to CP1252 <en >en.1252
	to CP850//TRANSLIT <fr >fr.850
	sed 's/ہ/ه/g' ur | to CP1256//IGNORE >ur.1256 || true
	golden -1 fa-decode/languages-bytes fa-decode --detect ar.1256 ar.8859-6 ur.1256 fr.1252 en.1252 fr.850
	for charset in KOI8-R CP1251 CP866; do
		printf 'Вчера мэр города открыл новую библиотеку, расположенную рядом с ратушей.\n' | to $charset >in
		run -1 fa-decode in
		[[ $output == *'no charset gives text'* ]]
	done
}

@test "what a document declares counts, and -f overrides all" {
	{ printf '<meta charset="iso-8859-7">\n' && printf 'δήμος\n' | to ISO-8859-7; } >in
	fa-decode in | grep -qx 'δήμος'
	fa-decode --detect in | cut -f 2,5 >got
	printf 'charset\twhy\niso-8859-7\tdeclared\n' | diff - got
	{ printf '<meta charset="iso-8859-1">\n' && to CP1256 <<<"$text"; } >in
	fa-decode in | grep -qxF "$text"
	printf '<?xml version="1.0" encoding="koi8-r"?>\n\xe4\xe5\n' >in
	fa-decode in | tail -n 1 | diff - <(echo ДЕ)
	fa-decode -f cp1256 in | tail -n 1 | diff - <(echo نه)
}

@test "a document in doubt is refused with its candidates, and its row is whole" {
	printf 'a \xc8\xe3 b\n' >doubt
	run -1 --separate-stderr fa-decode --detect doubt missing
	[ "${#lines[@]}" -eq 3 ]
	[ "$(cut -f 1-4 <<<"${lines[1]}")" = "$(printf 'doubt\t-\t0.00\t-')" ]
	[[ ${stderr_lines[0]} == *ambiguous:*' or '* || ${stderr_lines[0]} == *'no charset gives text'* ]]
	[ "${lines[2]}" = "$(printf 'missing\t-\t0.00\t-\tcannot open: No such file or directory')" ]
}

@test "mojibake is named, left as it is, and undone by --repair" {
	printf 'این متن برای آزمون است و چند واژه کوتاه دارد.\nسال ۱۳۷۵\n' >want
	for charset in windows-1252:CP1252 windows-1252:ISO-8859-1 windows-1256:CP1256; do
		iconv -f "${charset#*:}" -t UTF-8 want >in
		fa-decode in | cmp in -
		fa-decode --detect in | tail -n 1 >got
		printf 'in\tutf-8\t1.00\tfa\tvalid, mojibake of %s\n' "${charset%:*}" | diff - got
		fa-decode --repair --repairs=counts in | diff want -
		grep -qE '^in\smojibake\s[0-9]+$' counts
	done
	# A character that the end of a buffer parts.
	for i in {1..3000}; do cat want; done >long
	iconv -f CP1256 -t UTF-8 long >in
	fa-decode --repair in | cmp long -
}

@test "--repair mends letters, counts them, and leaves figures alone" {
	cat >in <<'END'
ﻓﺎرﺳﻲ ﷲ ﷼ ﻻ ﭼﻬﺎر در این شهر است و برای آن
كتاب هاي علي تا مى‌روم
كتاب¬ها مي­روم كار‏ها ‏«‏تهران‏» a¬b 5¬3 co­op
‫این‬ ⁦abc⁩ ‮abc‬ ‪‭def‬‬
\u0627\u0653ب مس\u064a\u0654ول جز\u0654 خانه\u0654 سو\u0654ال e\u0301
۱۲٫۵ ١٢٬٣ 12.5 ۵/۸ ۱۳۷۵/۲/۱ −۵ مؤسسه تأخیر شیء
END
	printf '%b' "$(cat in)\n" >text
	golden fa-decode/repair fa-decode --repair --repairs=counts text
	golden fa-decode/repair-counts cat counts
	# Arabic text keeps its letters.
	printf 'كان في المدينة القديمة رجل يبيع الكتب على الطريق إلى السوق\n' >arabic
	fa-decode --repair arabic | diff arabic -
	# Nothing to mend, nothing changed, nothing counted.
	fa-decode --repairs=counts "$FIXTURES/sport.txt" | cmp "$FIXTURES/sport.txt" -
	printf 'doc\trepair\tcount\n' | diff - counts
}

@test "a character is whole wherever a buffer or a read parts it" {
	printf 'سلام 😀 Ünï ۱۲۳\nپایان' >text
	for charset in UTF-8 UTF-16LE UTF-16BE UTF-32LE UTF-7 GB18030; do
		to $charset <text >part
		size=$(wc -c <part)
		for ((i = 0; i < size; i++)); do
			dd if=part bs=1 skip=$i count=1 2>err
		done | fa-decode -f $charset | cmp - text
		# 65536 bytes before the I-th byte of it.
		for ((i = 0; i < size; i += 5)); do
			printf '%*s' $(((65536 - i) / ($(printf ' ' | to $charset | wc -c)))) '' >pad
			to $charset <pad | cat - part >in
			fa-decode -f $charset in | cmp - <(cat pad text)
		done
		for ((i = 1; i < size; i += 2)); do
			head -c $i part >in
			fa-decode -f $charset in >got 2>err || [ ! -s got ]
		done
	done
}

@test "a document that is not the one checked ends the program" {
	for i in {1..300}; do cat "$FIXTURES/economy.txt"; done >long
	run -2 sh -c '(fa-decode long; echo $? >&3) 3>status | { head -c 1000 >/dev/null; printf "\\377" | dd of=long bs=1 seek=500000 conv=notrunc 2>/dev/null; cat >/dev/null; }; exit "$(cat status)"'
	[[ $output == *'after a part was printed'* ]]
}

@test "memory stays within 8 MiB on a long line and a long pipe" {
	command -v /usr/bin/time >/dev/null || skip "no /usr/bin/time"
	[[ $BIN != *san ]] || skip "sanitizers take memory of their own"
	head -c 30000000 /dev/zero | tr '\0' x >line
	for command in 'fa-decode line' 'fa-decode --locate line' 'fa-decode --repair line' 'fa-decode' 'fa-decode --locate'; do
		/usr/bin/time -f %M sh -c "exec $command" <line 2>err >out || true
		[ "$(tail -n 1 err)" -le 8192 ]
	done
}
