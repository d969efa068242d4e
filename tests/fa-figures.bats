bats_require_minimum_version 1.5.0
load helper

# many COUNT TEXT: a line of so many copies of it
many() {
	awk -v count="$1" -v text="$2" 'BEGIN { for (; count > 0; count--) printf "%s", text; print "" }'
}

# column NAME...: these columns of the rows that come in
column() {
	awk -F '\t' -v OFS='\t' -v names="$*" 'NR == 1 {
			n = split(names, want, " ")
			for (i = 1; i <= NF; i++)
				at[$i] = i
			next
		}
		{
			for (i = 1; i <= n; i++)
				printf "%s%s", $at[want[i]], i < n ? OFS : "\n"
		}'
}

# alike WANT GOT: diff, but not all of it
alike() {
	diff "$1" "$2" >differs || {
		cut -c -200 differs | head -n 40
		return 1
	}
}

@test "a row says where a pattern was given up at its limit" {
	printf 'slow number\n\t(?<number>\\d)(?:.+)+[!?]\n' >slow
	echo 'در کاغذ A4 از این ۵ نفر و ۷ روز که گذشت، آنچه را از آن خود می‌دانستند' >in
	fa-figures -p slow in | column kind number note pattern >got
	printf 'number\t4\tlimit\tlimit\ncount\t۵\tlimit\tcount\nmeasure\t۷\tlimit\tmeasure\n' >want
	alike want got
	fa-figures -p slow --explain in >places
	grep -q '^۵	slow	slow:1	limit$' places
}

@test "text made to be hard to search is searched in bounded time" {
	many 100000 ۷ >in
	many 10000 '۱ تا ۲ تا ' >>in
	many 10000 '۱ و ' >>in
	many 10000 'هزار و ' >>in
	many 10000 'سی و ' >>in
	many 5000 '(' >>in
	many 5000 '(۱' >>in
	many 520000 ب >>in
	timeout 300 fa-figures in >out
	column line <out | sort -n | uniq -c | awk '{ print $2, ($1 > 2000 ? "many" : $1) }' >got
	printf '%s\n' '1 1' '2 many' '3 many' '4 many' '5 many' '7 many' >want
	alike want got
}

# wrong OPTION TEXT MESSAGE: a file of this text, given with the option, is refused so
wrong() {
	printf "$2" >wrong.file
	run -2 --separate-stderr fa-figures "$1" wrong.file /dev/null
	[ -z "$output" ]
	echo "$stderr" >got
	echo "fa-figures: wrong.file:$3" >want
	alike want got
}

@test "a wrong pattern is told with its line and what PCRE2 says of it" {
	wrong -p '# one\n\nmine number\n\t(?<number>\\d+\n' "3: mine: missing closing parenthesis: behind '(?<number>\\d+'"
	wrong -p 'mine number\n\tشماره\n\t(?<number>\\d++)(?<xs>[آ-)\n' \
		"1: mine: range out of order in character class: behind 'ه  (?<number>\\d++)(?<xs>[آ-'"
	wrong -p 'mine number\n\t(?<figure>\\d)\n' "1: mine: group 'figure' is no piece"
	wrong -p 'mine number\n\t{nothing}\n' '1: {nothing}: no such class or part'
	wrong -p 'let a\n\t{nothing}\nmine number\n\t{a}\n' '1: {nothing}: no such class or part'
	wrong -p 'let a\n\t{b}\nlet b\n\t{a}\nmine number\n\t{a}\n' '1: parts are nested too deep'
	wrong -p 'mine\n' '1: not a name, a kind, unit=, note=, near=, ahead= and when=: mine'
	wrong -p 'stem mine of amount with tenths\n' '1: not stem NAME of STEM without GROUP...: mine of amount with tenths'
	wrong -p 'stem mine of amount\n' '1: not stem NAME of STEM without GROUP...: mine of amount'
	wrong -p 'stem mine of nothing without tenths\n' '1: not stem NAME of STEM without GROUP...: mine of nothing without tenths'
	wrong -p 'stem a\n\t(?<number>\\d)\nstem b of a without uper\n\t(?<number>\\d)\nmine number\n\t{b}!\n' "1: a: no group 'uper', which a stem is to be without"
	wrong -p 'let a\n\t(?<number>\\d)\nstem b of a without upper\n' '3: not stem NAME of STEM without GROUP...: b of a without upper'
	wrong -p 'mine number colour=red\n' '1: not a name, a kind, unit=, note=, near=, ahead= and when=: mine number colour=red'
	wrong -p 'mine number near={nothing}\n\tx\n' '1: {nothing}: no such class'
	wrong -p 'let A\n' '1: not the name of a part: A'
	wrong -p '\t\\d\n' '1: expression without a name above it'
	wrong -p 'mine number\n\t\377\n' '2: not UTF-8 text'
	run -2 fa-figures -p missing /dev/null
	[ "$output" = 'fa-figures: missing: cannot open: No such file or directory' ]
}

@test "a wrong row of words is told with its line" {
	wrong -l '# one\n\nn1\t2\n' '3: 2 columns instead of class, code and words'
	wrong -l 'n1\t2\tدو\tthree\n' '1: 4 columns instead of class, code and words'
	wrong -l 'N1\t2\tدو\n' "1: not a class name: 'N1'"
	wrong -l 'n1,\t2\tدو\n' "1: not a class name: ''"
	wrong -l 'n1\t2\t|\n' "1: not a word: ''"
	wrong -l 'n1\t2\t\377\n' '1: not UTF-8'
	wrong -l '@also\tn1\tn2\n' '1: not class=code: n2'
	run -2 fa-figures -l . /dev/null
	[ "$output" = 'fa-figures: .: cannot open: Is a directory' ]
}

@test "every pattern has an example, and finds in it what it says" {
	check=$BATS_TEST_DIRNAME/fa-figures/examples.awk
	awk -f "$check" "$ROOT"/src/lexicon/*.patterns >examples
	awk -v texts=1 -f "$check" examples >in
	fa-figures in >out
	awk -v want=examples -f "$check" out | sed "s|^$ROOT/||" >got
	# Those that print no row: how often they win at least.
	fa-figures --explain in | awk -F '\t' '
		NR == FNR { if ($3 == "none" || $3 == "notes") want[$2]++; next }
		$4 == "wins" { won[$2]++ }
		END { for (name in want) if (won[name] < want[name]) print name ": too few wins" }' examples - >>got
	sed -n 's/^\([a-z][^ ]*\) [a-z]* *.*/\1/p' "$ROOT"/src/lexicon/*.patterns | grep -vx 'let\|shared\|stem' | sort >patterns
	cut -f 2 examples | sort -u | comm -23 patterns - | sed 's/$/: no example/' >>got
	alike /dev/null got
}

@test "a stem of another one: its matches but those of some groups" {
	printf 'stem pair\n\t(?<number>\\d)(?:[+](?<upper>\\d)|(?<if_last>x)?)(?(<if_last>)(?<last>))\n' >p
	printf 'stem lone of pair without upper last\n\t(?<number>\\d)\n' >>p
	printf 'two number\n\t{pair}!\none percent\n\t{lone}[?]\nany money\n\t{pair}[?]\n' >>p
	printf '3! 4? 5+6! 7+8? 9x! 1x?\n' | fa-figures -p p | awk -F '\t' 'NR > 1 { print $16, $7, $8, $14 }' >got
	printf '%s\n' 'two 3  3!' 'one 4  4?' 'two 5 6 5+6!' 'any 7 8 7+8?' 'two 9  9x!' 'any 1  1x?' | diff - got
}

@test "a row for each figure: its place, its pieces, its sentence" {
	cp "$BATS_TEST_DIRNAME"/fa-figures/* .
	golden fa-figures/plain fa-figures plain.txt
}

@test "what is easily taken for another figure, or for one" {
	cp "$BATS_TEST_DIRNAME"/fa-figures/* .
	fa-figures hard.txt | column line kind qualifier number upper scale unit of raw >got
	golden fa-figures/hard cat got
}

@test "form feeds turn pages, and a line goes on behind them" {
	cp "$BATS_TEST_DIRNAME"/fa-figures/* .
	golden fa-figures/pages fa-figures pages.txt - <plain.txt
}

@test "located text: places in the document, soft breaks as line ends, broken words whole" {
	cp "$BATS_TEST_DIRNAME"/fa-figures/* .
	golden fa-figures/located fa-figures located.tsv
}

# finds TEXT WANT: in TEXT, of printf, stands one figure, the number of which is printed so
finds() {
	printf "$1" | fa-figures | column number >got
	echo "$2" >want
	alike want got || {
		echo "in: $1"
		return 1
	}
}

@test "a byte that is not UTF-8 takes no figure with it" {
	finds 'در \xff ۵ روز' ۵
	finds 'در \xd8۵ روز' ۵
	finds '\xf0\x90۵ روز' ۵
	finds 'بیست نفر \xe2\x80' بیست
	printf 'به \xff ۵ روز' | fa-figures | column raw context >got
	printf '۵ روز\tبه \\xFF ۵ روز\n' | alike - got
}

@test "no mark within a word hides a number in words" {
	for mark in '\xc2\xad' '\xe2\x80\x8b' '\xe2\x80\x8c' '\xe2\x80\x8d' '\xe2\x80\x8e' '\xe2\x80\x8f' \
		'\xe2\x80\xaa' '\xe2\x80\xae' '\xe2\x81\xa0' '\xe2\x81\xa6' '\xe2\x81\xa9' '\xef\xbb\xbf' \
		'\xd8\x9c' '\xd9\x80' '\xd9\x8e' '\xcc\x81'; do
		word=$(printf "بی${mark}ست")
		finds "$word نفر" "$word"
	done
	for mark in - '\xc2\xad'; do
		finds "بیس$mark\xe2\x80\xa8ت نفر" بیست
	done
	finds '５ نفر' ５
}

# whole FILE: each line of FILE is a number in words, found whole before تومان
whole() {
	sed 's/$/ تومان/' "$1" >in
	fa-figures in | column kind number >got
	sed 's/^/money\t/' "$1" >want
	alike want got
}

# variants FILE: in each way that they are written, its numbers in words are found whole
variants() {
	whole "$1"
	sed 's/ /\xe2\x80\x8c/g' "$1" >joined
	whole joined
	sed 's/ و / و/g' "$1" >glued
	whole glued
	sed 's/ و /و/g' "$1" >glued
	whole glued
	sed 's/ی/ي/g; s/ک/ك/g; s/ه/ە/g' "$1" >arabic
	whole arabic
	sed 's/ /  /g' "$1" >spaced
	whole spaced
	sed 's/ /\xc2\xa0/g' "$1" >spaced
	whole spaced
}

@test "numbers in words are found whole, however they are written" {
	printf '%s\n' یک نه سی 'سی و پنج' 'صد و نوزده' 'سیصد و هشتاد و یک' 'یک هزار و سیصد و هفتاد و نه' \
		'دو میلیون و سی هزار و ششصد' 'چهار میلیارد و یک' 'هفتاد و دو هزار میلیارد' >words
	variants words
}

@test "every number in words that CLDR spells is found whole" {
	spelled=$ROOT/../shared/gold/words/spellout.tsv
	[ -e "$spelled" ] || skip "no list of spelled numbers"
	tail -n +2 "$spelled" | cut -f 2 >words
	[ "$(wc -l <words)" -gt 2000 ]
	variants words
}

@test "Persian, Arabic and ASCII digits, and letters in two code points, make no difference" {
	cat "$FIXTURES"/{economy,law,health,sport}.txt | fa-digits -t fa >in
	fa-figures in >want
	for script in ar ascii; do
		fa-digits -t $script in | fa-figures - |
			fa-digits -t fa -c number,upper,unit,of,source,raw,context | sed 's/^-/in/' >got
		alike want got
	done
	sed 's/آ/ا\xd9\x93/g; s/ئ/ی\xd9\x94/g; s/ؤ/و\xd9\x94/g' in >split
	run ! cmp -s in split
	fa-figures split | sed 's/ا\xd9\x93/آ/g; s/ی\xd9\x94/ئ/g; s/و\xd9\x94/ؤ/g' | cut -f 1-3,5- >got
	cut -f 1-3,5- want | sed 's/^in/split/' >want.split
	alike want.split got
}

@test "a long sentence is cut around the figure, at spaces" {
	{ many 300 'واژه ' && echo && many 150 'واژه '; } | tr '\n' ' ' >before
	{ cat before && echo '۷ نفر' && many 450 'واژه '; } | tr '\n' ' ' >in
	fa-figures in | column raw context >got
	awk -F '\t' '{ print $1, gsub("واژه", "", $2), $2 ~ /^….*۷ نفر.*…$/ }' got | alike - <(echo '۷ نفر 198 1')
	[ "$(cut -f 2 got | tr -d '\n' | wc -m)" -le 1000 ]
	# As long as may be, it is left whole.
	{ many 198 'واژه ' | tr -d '\n' && echo '۷ نفر ماند'; } >in
	[ "$(tr -d '\n' <in | wc -m)" -eq 1000 ]
	fa-figures in | column context | alike - in
	{ tr '\n' ' ' <in && echo .; } >longer
	fa-figures longer | column context | grep -q '^….*۷ نفر ماند .$'
}

@test "a joiner between a number and its unit belongs to neither" {
	finds 'تخته شش\xe2\x80\x8cمتری' شش
	printf 'تخته شش\xe2\x80\x8cمتری' | fa-figures | column unit raw >got
	printf 'متری\tشش\xe2\x80\x8cمتری\n' | alike - got
}

@test "-l adds a unit, a number word and a qualifier" {
	printf '%s\t%s\t%s\n' measure,mass '?' 'تغار|طغار' n20 20 کوری qualifier about 'گمان کنم' >words
	printf 'money\tXTS\tسکه نو\n' >more
	echo 'گمان کنم ۳ تغاری گندم، کوری و پنج درخت و ده سکه‌نو' >in
	fa-figures in | column kind qualifier number unit of >got
	printf '%s\t%s\t%s\t%s\t%s\n' count '' ۳ '' 'تغاری گندم' count '' پنج '' درخت count '' ده '' 'سکه‌نو' >want
	alike want got
	fa-figures -l words -l more in | column kind qualifier number unit of >got
	printf '%s\t%s\t%s\t%s\t%s\n' measure 'گمان کنم' ۳ تغاری گندم count '' 'کوری و پنج' '' درخت \
		money '' ده 'سکه‌نو' '' >want
	alike want got
	# A sentence is looked at for the sake of such a word alone.
	echo 'کوری درخت' | fa-figures -l words | column number | alike - <(echo کوری)
}

@test "-p adds a pattern that wins over those there are, and over those of an earlier -p" {
	echo 'دمای ۲۰ درصد و ۳۰ درجه' >in
	printf 'mine money unit=X note=shared-unit\n\t(?<number>\\d+)\\x20{percent}\n\t> ۲۰ درصد | number=۲۰\n' >first
	printf 'last count\n\t(?<number>\\d+)\\x20(?<of>{percent|degree})\n' >last
	fa-figures -p first in | column kind number unit of note raw pattern >got
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' money ۲۰ X '' shared-unit '۲۰ درصد' mine \
		measure ۳۰ Cel '' '' '۳۰ درجه' degrees-celsius >want
	alike want got
	fa-figures -p first -p last in | column kind of pattern >got
	printf 'count\tدرصد\tlast\ncount\tدرجه\tlast\n' | alike - got
	# Kind none takes text that is no figure; a part of one's own replaces a built-in one.
	printf 'nothing none\n\t\\d+\\x20{percent}\n' >first
	fa-figures -p first in | column number | alike - <(echo ۳۰)
	printf 'let s\n\t-\n' >first
	echo 'دو-درصد دو درصد' | fa-figures -p first | column kind raw >got
	head -n 1 got | alike - <(printf 'percent\tدو-درصد\n')
}

@test "--explain says which patterns were tried at a word, and which one won" {
	echo 'بازی را ۳ بر ۱ برد' | fa-figures --explain >out
	grep '^۳	' out | tail -n 1 >got
	line=$(grep -n '^score-words ' "$ROOT/src/lexicon/40-amounts.patterns" | cut -d : -f 1)
	printf '۳\tscore-words\t40-amounts.patterns:%s\twins\n' "$line" | alike - got
	run ! grep -q '^doc' out
	run ! grep -v '	[a-z0-9-]*	[0-9a-z-]*\.patterns:[0-9]*	\(no\|wins\|limit\)$' out
}

@test "nothing, no last newline, CRLF, NUL, any locale" {
	head=$(fa-figures /dev/null)
	for empty in '' '\n' '\n\n\f\n' ' \r\n' '\0' '\xef\xbb\xbf'; do
		[ "$(printf "$empty" | fa-figures)" = "$head" ]
	done
	printf '۲۰ نفر' | fa-figures >want
	printf '۲۰ نفر\r\n' | fa-figures | alike want -
	printf '\0در ۲۰ نفر\0 و\n۳ روز' | fa-figures | column line column raw >got
	printf '1\t5\t۲۰ نفر\n2\t1\t۳ روز\n' | alike - got
	for locale in C POSIX tr_TR.UTF-8 fa_IR.UTF-8; do
		LC_ALL=$locale fa-figures "$FIXTURES/economy.txt" >$locale
		cmp C $locale
	done
	[ "$(wc -l <C)" -gt 10 ]
}

@test "a line over 1 MiB is cut at a space and named, and the column goes on" {
	{ many 200000 'واژه ' | tr -d '\n' && echo '۲۰ نفر'; } >in
	run -1 --separate-stderr fa-figures in
	[[ $stderr == 'fa-figures: in:1: line cut'* ]]
	tail -n +2 <<<"$output" | cut -f 3,4,14 >got
	printf '1\t1000001\t۲۰ نفر\n' | alike - got
}

@test "what cannot be read or written is told, and the status is 2" {
	run -2 fa-figures missing
	[ "$output" = 'fa-figures: missing: cannot open: No such file or directory' ]
	run -2 fa-figures .
	[ "$output" = 'fa-figures: .: cannot open: Is a directory' ]
	[ -e /dev/full ] || skip "no /dev/full"
	run -2 --separate-stderr bash -c 'echo "۲۰ نفر" | fa-figures >/dev/full'
	[[ $stderr == 'fa-figures: '*'No space left on device' ]]
	many 20000 '۲۰ نفر. ' >in
	run -0 bash -c 'fa-figures in 2>err | head -n 1'
	[ "$(wc -l <err)" -le 1 ]
}

@test "files by name, by list and from standard input, each with its own list of notes" {
	mkdir 'a b'
	printf 'پی‌نوشت‌ها\n۱- سند\n' >'a b/x.txt'
	printf '۱- سند یکم را بخوان.\n' >y.txt
	printf '%s\0' 'a b/x.txt' y.txt - >list
	fa-figures --files0-from=list <y.txt | column doc line unit >got
	cut -f 1-3 got | grep '	\(footnote\|item\)$' >have
	printf 'a b/x.txt\t2\tfootnote\ny.txt\t1\titem\n-\t1\titem\n' | alike - have
}

@test "malformed rows of located text are left out and named" {
	printf 'doc\tpage\tline\ttext\na\t1\t1\t۲۰ نفر\na\t1\n b\tx\t1\t۳۰ نفر\na\t1\t2\t۴۰ نفر\n' >in
	run -1 --separate-stderr fa-figures in
	tail -n +2 <<<"$output" | cut -f 3,7 >got
	printf '1\t۲۰\n2\t۴۰\n' | alike - got
	[[ $stderr == 'fa-figures: in:3: '*'fa-figures: in:4: '* ]]
}

@test "one is a figure behind a word that names, and none before a noun" {
	printf '%s\n' 'طبق ماده یک قانون.' 'در ناحیه یک شهرداری.' 'یک مرد آمد.' >in
	fa-figures in | column line raw unit >got
	printf '1\tماده یک\tarticle\n2\tناحیه یک\tid\n' >want
	alike want got
}

@test "located text with a byte order mark or CRLF is refused, not read as plain text" {
	printf '\357\273\277doc\tpage\tline\ttext\na\t1\t1\t۵ نفر\n' >mark
	printf 'doc\tpage\tline\ttext\r\na\t1\t1\t۵ نفر\r\n' >crlf
	for file in mark crlf; do
		run -2 fa-figures "$file"
		[ "${lines[-1]}" = "fa-figures: $file:1: located text has no byte order mark and ends its lines with LF" ]
	done
}

@test "the rows are the same with any number of threads, also where a list of notes goes on" {
	{
		cat "$ROOT"/tests/gold/*/*.txt
		echo پی‌نوشت‌ها:
		for i in 1 2 3; do
			seq -f '%g- همان، دفتر یکم، برگ‌های نخستین آن کتاب کهنه.' 999
			seq -f '%g- یادداشت‌های کتاب‌خانه درباره خاک و آب و باد، دفتر یکم.' 999
		done
		printf 'و این سطر یادداشت نیست.\n\nاین هم نه.\n۷- هفت.\n'
	} >in
	[ "$(wc -c <in)" -gt 524288 ]
	fa-figures -t 1 in >want
	awk -F '\t' '$16 == "notes-item" && $15 ~ /دفتر یکم/' want >notes
	[ "$(wc -l <notes)" -eq 5994 ]
	for threads in 2 3 64; do
		fa-figures -t "$threads" in >got
		cmp got want
	done
	run -2 fa-figures -t 0 in
	[ "$output" = "fa-figures: --threads: '0': not a number from 1 to 64" ]
}

@test "a pattern is tried wherever it may begin, in whatever way that is written" {
	printf '%s\n' 'flag reference unit=id' $'\t(?i)ABX\\x20(?<number>\\d+)' \
		'property reference unit=id' $'\t\\p{Lu}\\p{Ll}\\x20(?<number>\\d+)' \
		'posix reference unit=id' $'\t[[:punct:]]{2}(?<number>\\d+)' \
		'ahead reference unit=id' $'\t(?=q)(?:x|q)\\x20?(?<number>\\d+)' \
		'not reference unit=id' $'\t(?!w)[^a-v]y?z?\\x20(?<number>\\d+)(?=!)' \
		'condition reference unit=id' $'\t(?(?=k)k|zu)\\x20(?<number>\\d+)' \
		'optional reference unit=id' $'\tn{0,2}\\x20?(?<number>\\d+)(?=\\?)' >odd
	printf '%s\n' 'abx 1' 'De 2' '##3' 'q 4' 'xyz 5!' 'zu 6' 'nn 7?' >in
	fa-figures -p odd in | column number pattern >got
	printf '%s\t%s\n' 1 flag 2 property 3 posix 4 ahead 5 not 6 condition 7 optional >want
	alike want got
}

@test "a pattern that looks behind is tried wherever it may stand" {
	printf '%s\n' 'joined reference unit=id' $'\t(?<=[xy]q|\\.)(?<number>\\d)' \
		'spaced reference unit=id' $'\t(?!7)(?<=[^a-w]\\x20)(?<number>\\d)(?=!)' \
		'either reference unit=id' $'\t(?:(?<!k)(?<=o|ab\\x20)|(?<={and}\\x20))(?<number>\\d)(?=\\?)' \
		'optional reference unit=id' $'\t(?<=x)?(?<number>\\d)(?==)' \
		'flag reference unit=id' $'\t(?<=(?i)W)(?<number>\\d)' \
		'space reference unit=id' $'\t(?<=\\x20)(?<number>\\d)(?=~)' \
		'start reference unit=id' $'\t(?<=^|z)(?<number>\\d)(?=&)' >odd
	printf '%s\n' 'xq1' 'z 2!' 'b2! o3?' 'کتاب و 4?' 'e5=' 'w6' 'n 8~' '9&' >in
	fa-figures -p odd in | column number pattern | grep -v 'number$' >got
	printf '%s\t%s\n' 1 joined 2 spaced 3 either 4 either 5 optional 6 flag 8 space 9 start >want
	alike want got
}

@test "how a pattern is written does not change where it is tried" {
	printf '%s\n' 'let kay' $'\t(?i)k # of any size' \
		'one reference unit=id' $'\t{kay}(?<number>\\d)!' 'two reference unit=id' $'\t{kay}(?<number>\\d)=' \
		'class reference unit=id' $'\t(?<number>[^\\s])(?=~)' \
		'assertion reference unit=id' $'\t(?!(?<!x)3)(?<number>\\d)(?=&)' \
		'brace reference unit=id' $'\ta{1' \
		'mark reference unit=id' $'\t\u200F q(?<number>\\d)' >odd
	printf '%s\n' 'K1!' 'k2=' 'K3=' '4~' 'x3& 5&' 'a{1 6' 'q7' >in
	fa-figures -p odd in | column number pattern | grep -v 'number$' >got
	printf '%s\t%s\n' 1 one 2 two 3 two 4 class 3 assertion 5 assertion '' brace 7 mark >want
	alike want got
}

@test "a pattern is tried wherever it may match, also when its place was seen often" {
	printf '%s\n' 'shared after-x' $'\t(?<![^x])-(?<number>\\d)' \
		'word reference unit=id' $'\t\\b-(?<number>1)' 'part reference unit=id' $'\t{after-x}(?=2)?=' \
		'inside reference unit=id' $'\t(?!-(?<!x-))-(?<number>3)!' \
		'spelt reference unit=id' $'\t(*plb:x)-(?<number>4)[?]' >odd
	for i in {1..60}; do
		printf '%s\n' 'a-1' 'x-2=' 'x-3!' 'x-4?'
	done >in
	fa-figures -p odd in | column pattern | sort | uniq -c | awk '{ print $1, $2 }' >got
	printf '60 %s\n' inside part spelt word >want
	alike want got
}

@test "a part of the user's takes the place of a stem and leaves those that were of it" {
	printf 'let amount\n\t(?<number>\\d+)ZZZ\n' >mine
	printf 'سه ۴۵ و ۶ کتاب\n' >in
	fa-figures in | grep -v percent >want
	fa-figures -p mine in | diff - want
}

@test "what hits the match limit is the same with any number of threads" {
	printf 'slow number\n\t(?<number>\\d)(?:[ab]|[ac])*!\n' >slow
	for i in {1..12000}; do echo 3aaaaaaaaaaaaaa; done >in
	fa-figures -t 1 -p slow in >want
	for threads in 2 4; do
		fa-figures -t "$threads" -p slow in | cmp - want
	done
}
