bats_require_minimum_version 1.5.0
load helper

export NODE_PATH=$ROOT/.deps/node/node_modules

# rows TEXT...: a table of figures, a row for each TEXT "doc|line|column|kind|raw|context"
rows() {
	printf 'doc\tpage\tline\tcolumn\tkind\tvalue\tunit\traw\tcontext\n'
	for row; do
		awk -F '|' -v OFS='\t' '{ print $1, 1, $2, $3, $4, "1", "", $5, $6 }' <<<"$row"
	done
}

# The documents of a page, without what is the same in all.
documents() {
	fa-report "$@" | sed -n '/<main/,/<\/main>/p' | sed '1d;$d'
}

# browse STEP [WIDTH]: what the page `report.html` does in a browser
browse() {
	for chromium in chromium chromium-browser google-chrome; do
		! command -v "$chromium" >/dev/null || break
	done
	command -v "$chromium" >/dev/null || skip "Chromium is missing: make deps-tables"
	[ -d "$NODE_PATH/puppeteer-core" ] || skip "puppeteer-core for Node is missing: make deps-tables"
	node "$BATS_TEST_DIRNAME/report/browse.js" "$(command -v "$chromium")" "$PWD/report.html" "$@" >seen
}

fixtures_page() {
	(cd "$FIXTURES" && fa-decode --locate economy.txt health.txt law.txt scan.txt sport.txt) >texts.tsv
	fa-reflow texts.tsv | fa-figures | fa-digits -c number,upper | fa-values >figures.tsv
	fa-report -t texts.tsv figures.tsv >report.html
}

@test "figures are marked in the text, across lines and pages too" {
	printf 'یک & دو\n۲ تا\n  ۳ متر <و>\f۵ متر و ۷ متر\n' >text
	fa-decode --locate text >texts
	rows 'text|2|1|measure|۲ تا ۳ متر|x' 'text|3|12|measure|۵ متر|y' 'text|3|20|measure|۷ متر|z' >in
	golden fa-report/text documents -t texts in
	printf 'یک & دو\n۲ تا\xe2\x80\xa8  ۳ متر <و>\f۵ متر و ۷ متر\n' >text
	documents -t text in >got
	diff "$BATS_TEST_DIRNAME/golden/fa-report/text.out" got
}

@test "what is not found in the text stands in its sentence" {
	printf 'الف ۱\n' >text
	rows 'text|1|5|number|۱|الف ۱' 'text|1|5|number|۹|ب ۹ ج' 'text|7|1|number|۸|<۸>' \
		'text|1|x|number|۷|چیز دیگر' 'other|1|1|number|۶|۶ تا' >in
	golden fa-report/sentences documents -t text in
}

@test "without texts every figure stands in its sentence" {
	rows 'a|1|1|money|۲ ریال|بهای ۲ ریال' 'b|1|1|"><b>|<i>|<i>&' 'a|2|1|time||ساعت' >in
	golden fa-report/no-texts documents in
}

@test "the page asks for nothing outside itself" {
	rows 'a|1|1|money|</script><img src=http://example.org/x>|</script>' >in
	fa-report in >report.html
	[ "$(grep -c '</script>' report.html)" -eq 2 ]
	grep -q "Content-Security-Policy\" content=\"default-src 'none'" report.html
	grep -v 'example.org' report.html >rest
	[ "$(diff rest report.html | grep -c '^>')" -eq 2 ]
	run ! grep -E '(src|href)="?[^d"]|@import|url\(' rest
}

@test "hostile text becomes harmless text" {
	printf '\xff\0\x01 & <b>\n' >text
	rows 'text|1|1|number|x|'"$(printf '\xff\x01')" >in
	fa-report -t text in >report.html || [ $? -eq 1 ]
	run ! grep -P '[\x00\x01]' report.html
	tr -d '\n' <report.html | iconv -f utf-8 -t utf-8 >/dev/null
}

@test "figures beyond the limit are named" {
	rows 'a|1|1|number|۱|x' 'a|1|2|number|۲|x' 'a|1|3|number|۳|x' >in
	run -1 --separate-stderr fa-report --most=2 in
	# shellcheck disable=SC2154 # run sets it
	[ "$stderr" = "fa-report: in:4: left out from here on: more than 2 figures" ]
	[ "$(grep -c '<li>' <<<"$output")" -eq 2 ]
}

@test "a missing column or file, a full disk and wrong options exit 2" {
	printf 'doc\tline\n' >in
	run -2 fa-report in
	[ "$output" = "fa-report: in:1: no column column" ]
	rows >in
	run -2 --separate-stderr fa-report -t nowhere in
	[ "$stderr" = "fa-report: nowhere: cannot open: No such file or directory" ]
	run -2 --separate-stderr sh -c 'fa-report in >/dev/full'
	[ "$stderr" = "fa-report: standard output: cannot write: No space left on device" ]
	for wrong in -x --most=0 --most=x; do
		run -2 fa-report "$wrong"
		[[ ${lines[-1]} == "usage: fa-report "* ]]
	done
}

@test "make report makes the page of a corpus, and of a document in it" {
	mkdir corpus
	cp "$FIXTURES"/law.txt corpus/'one two.txt'
	gzip -c "$FIXTURES"/sport.txt >corpus/sport.gz || skip "gzip is missing"
	printf 'هیچ\n' >corpus/none.txt
	make -s -f "$ROOT/pipelines/raqam.mk" BIN="$BIN" report CORPUS=corpus OUT=out >said
	echo out/report.html | diff - said
	grep -qx 'status	0' out/status
	[ "$(grep -c '^<article' out/report.html)" -eq 2 ]
	run ! grep -q '<li>' out/report.html
	marked=$(grep -o 'data-i="[0-9]*"' out/report.html | sort -u | wc -l)
	[ "$marked" -eq $(($(fa-csv -d -c line out/figures.csv | wc -l) - 1)) ]
	make -s -f "$ROOT/pipelines/raqam.mk" BIN="$BIN" report CORPUS='corpus/one two.txt' OUT=single
	[ "$(grep -c '^<article' single/report.html)" -eq 1 ]
}

@test "a browser shows the page from right to left, without an error" {
	fixtures_page
	browse opened
	head -n 1 seen | grep -qx 'direction rtl'
	grep -qx "marks $(grep -o '<mark' report.html | wc -l)" seen
	grep -qx 'kinds 10' seen
	grep -qx 'bars 10' seen
	[ "$(wc -l <seen)" -eq 5 ]
}

@test "a page of no figures, or of few columns, is without an error too" {
	rows >in
	fa-report in >report.html
	browse opened
	grep -qx 'marks 0' seen
	[ "$(wc -l <seen)" -eq 5 ]
	printf 'doc\tline\tcolumn\tkind\traw\tcontext\na\t1\t1\tdate\t۱\t۱\n' | fa-report >report.html
	browse opened
	grep -qx 'marks 1' seen
	[ "$(wc -l <seen)" -eq 5 ]
}

@test "filters and the search leave what they should" {
	fixtures_page
	count() {
		awk -F '\t' -v c="$1" -v v="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == c) at = i }
			NR > 1 && $at == v' figures.tsv | wc -l
	}
	browse filtered
	all=$(($(wc -l <figures.tsv) - 1))
	found=$(tail -n +2 figures.tsv | grep -c کاشان)
	fa=$(printf '%s از %s رقم' "$found" "$all" | fa-digits -t fa)
	diff seen - <<-END
		all $all
		percent $(count kind percent)
		pressed true
		IRT $(count unit IRT)
		پراکندگی مقدارها: IRT
		law.txt $(count doc law.txt)
		articles 1
		found $found
		$fa
	END
}

@test "pointer and keyboard lead to the rows of figures" {
	fixtures_page
	browse shown
	first=$(awk -F '\t' '$5 == "money" { print NR; exit }' figures.tsv)
	value=$(sed -n "${first}p" figures.tsv | cut -f 7)
	cut -f 14 figures.tsv >raw
	diff seen - <<-END
		hidden
		$value
		hidden
		$(sed -n $((first + 1))p raw)
		MARK
		$(sed -n $((first + 2))p raw)
		hidden
	END
}

@test "nothing overlaps or sticks out, on a wide window and on a phone" {
	fixtures_page
	for width in 1280 390; do
		browse fits "$width"
		printf 'fits\napart\nclear\n' | diff - seen
	done
}

@test "a page of 10,000 figures opens, in the time that is said" {
	seq 10000 | awk 'BEGIN { OFS = "\t"; print "doc", "page", "line", "column", "kind", "value", "unit", "date", "raw", "context" }
		{ split("percent money measure count date", k, " ")
		print "d" int($1 / 400) ".txt", 1, $1, 7, k[$1 % 5 + 1], $1, "%", "19" $1 % 90 + 10, $1, "بهای " $1 " تومان در بازار تهران بود" }' >in
	fa-report in >report.html
	browse opened
	grep -qx 'marks 10000' seen
	echo "# $(grep '^opened in' seen)" >&3
}
