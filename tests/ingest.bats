bats_require_minimum_version 1.5.0
load helper

setup() {
	workdir
	mkdir corpus
	text='در سال ۱۳۸۵ حدود ۴۵ هزار نفر آمدند.'
	printf '%s\n' "$text" >plain.txt
}

needs() {
	local tool
	for tool; do
		command -v "$tool" >/dev/null || skip "$tool is not installed: make deps-ingest"
	done
}

refresh() {
	"$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=corpus OUT=out SHARDS=2 "$@"
}

# The documents that have a figure, and their converted text.
docs() {
	cat out/current/.shards/*.rows | cut -f 1 | LC_ALL=C sort -u
}

texts() {
	cat out/shards/*.texts/"$1"
}

# Two pages with a line of ASCII on each, which needs no font.
make_pdf() {
	printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n'
	printf '2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n'
	local page=3
	for line in "45 %" "12 %"; do
		printf '%s 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents %s 0 R' "$page" $((page + 2))
		printf '/Resources<</Font<</F 7 0 R>>>>>>endobj\n'
		local stream="BT /F 40 Tf 40 100 Td ($line) Tj ET"
		printf '%s 0 obj<</Length %s>>stream\n%s\nendstream endobj\n' $((page + 2)) "${#stream}" "$stream"
		page=$((page + 1))
	done
	printf '7 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n'
}

@test "compressed text is read under its own name" {
	needs gzip bzip2 xz zstd
	gzip -c plain.txt >corpus/a.txt.gz
	bzip2 -c plain.txt >corpus/b.txt.bz2
	xz -c plain.txt >corpus/c.TXT.XZ
	zstd -qc plain.txt >corpus/d.zst
	run -0 refresh
	docs >have
	printf '%s\n' a.txt.gz b.txt.bz2 c.TXT.XZ d.zst | diff -u - have
	texts a.txt.gz | cmp - plain.txt
}

@test "a page's main text is read, in the charset it tells, without scripts and menus" {
	needs xsltproc
	{
		printf '<html><head><meta charset="windows-1256"><title>Ai</title><style>p { top: 7px }</style></head>\n'
		printf '<body><nav><a href="/">12 menu</a></nav><script>var x = 99;</script>\n'
		printf '<article><h1>First</h1><p>\nIn &#1777;&#1779;&#1784;&#1781;\nor so<br>and <b>bold</b> &amp; more.</p>'
		printf '<ul><li>one<li>two</ul><table><tr><td>1<td>2</table>'
		printf '<p>\323\307\341 1385</p></article><footer>11 foot</footer></body></html>\n'
	} >corpus/page.html
	run -0 refresh
	texts page.html >have
	printf '%s\n' Ai First 'In ۱۳۸۵ or so' 'and bold & more.' one two $'1\t2' 'سال 1385' | diff -u - have
}

@test "a PDF keeps its pages" {
	needs pdftotext
	make_pdf >corpus/paper.pdf
	run -0 refresh
	cat out/current/.shards/*.rows | cut -f 1-3,7 >have
	printf 'paper.pdf\t1\t1\t45\npaper.pdf\t2\t3\t12\n' | diff -u - have
}

@test "a scanned page is read by its looks" {
	needs pdftotext pdftoppm tesseract
	make_pdf >paper.pdf
	pdftoppm -r 150 -gray -png -singlefile paper.pdf corpus/scan
	run -0 refresh
	[ -s out/shards/1.texts/scan.png ] || [ -s out/shards/2.texts/scan.png ]
}

@test "documents of word processors are read" {
	needs pandoc
	for kind in docx odt epub rtf; do
		printf '# عنوان\n\n%s\n' "$text" | pandoc -s -f markdown --metadata title=x -o "corpus/report.$kind"
	done
	run -0 refresh
	docs >have
	printf '%s\n' report.docx report.epub report.odt report.rtf | diff -u - have
	for kind in docx odt rtf; do
		texts report.$kind >have
		grep -qxF "$text" have
	done
}

@test "members of archives have their name in doc, also in archives in archives" {
	needs bsdtar xsltproc gzip
	mkdir folder folder/in
	cp plain.txt folder/in/first.txt
	printf '<p>%s</p>' "$text" >folder/second.html
	gzip -c plain.txt >folder/third.txt.gz
	bsdtar -czf folder/inner.tar.gz plain.txt
	bsdtar --format zip -cf corpus/all.zip -C folder in second.html third.txt.gz inner.tar.gz
	bsdtar -cf "corpus/b c.tar" plain.txt
	run -0 refresh
	docs >have
	printf '%s\n' all.zip/in/first.txt all.zip/inner.tar.gz/plain.txt all.zip/second.html \
		all.zip/third.txt.gz 'b c.tar/plain.txt' | diff -u - have
}

# record TYPE URI BODY
record() {
	printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Length: %s\r\n\r\n' "$1" "$2" "$(wc -c <"$3")"
	cat "$3"
	printf '\r\n\r\n'
}

@test "the pages of a crawl are read without their HTTP headers" {
	needs xsltproc gzip
	http='HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Number: 77\r\n'
	printf "$http"'\r\n<p>۴۵ درصد</p>\n' >one
	printf "$http"'Transfer-Encoding: chunked\r\n\r\n8\r\n<p>12 km\r\n4\r\n</p>\r\n0\r\n\r\n' >two
	{
		printf "$http"'Content-Encoding: gzip\r\n\r\n'
		printf '<p>13 km</p>' | gzip -c
	} >three
	{
		record warcinfo '' plain.txt
		record response http://example.org/a/page.html one
		record request http://example.org/a/page.html one
		record response 'https://example.org/a/page.html?x=1' two
		record response http://example.net/../../up/ three
		record resource urn:note.txt plain.txt
	} | gzip -c >corpus/crawl.warc.gz
	run -0 refresh
	docs >have
	printf 'crawl.warc.gz/%s\n' 4-page.html example.net/_/_/up/index.html example.org/a/page.html note.txt | diff -u - have
	texts crawl.warc.gz/4-page.html | grep -qx '12 km'
	texts crawl.warc.gz/example.net/_/_/up/index.html | grep -qx '13 km'
}

@test "mail is read with its attachments, and mailboxes by message" {
	needs mshow mdeliver gzip
	{
		printf 'From: a@example.org\nSubject: =?UTF-8?B?2LPZhNin2YU=?=\nMIME-Version: 1.0\n'
		printf 'Content-Type: multipart/mixed; boundary=XX\n\n--XX\nContent-Type: text/plain; charset=utf-8\n'
		printf 'Content-Transfer-Encoding: base64\n\n%s\n' "$(base64 plain.txt)"
		printf -- '--XX\nContent-Type: application/gzip; name=a.txt.gz\nContent-Transfer-Encoding: base64\n'
		printf 'Content-Disposition: attachment; filename=a.txt.gz\n\n%s\n--XX--\n' "$(gzip -c plain.txt | base64)"
	} >corpus/letter.eml
	{
		printf 'From x@example.org Thu Jan  1 00:00:00 2020\nFrom: x@example.org\nSubject: one\n\n%s\n\n' "$text"
		printf 'From y@example.org Thu Jan  1 00:00:00 2020\nFrom: y@example.org\nSubject: two\n\n%s\n\n' "$text"
	} >corpus/box.mbox
	run -0 refresh
	docs >have
	printf '%s\n' box.mbox/1.eml/message.txt box.mbox/2.eml/message.txt letter.eml/a.txt.gz letter.eml/message.txt |
		diff -u - have
	texts letter.eml/message.txt | grep -qF "$text"
}

@test "an attachment is read once, under its own name, whatever charset a mail declares" {
	needs mshow xsltproc
	old() { sed 'y/یک۰۱۲۳۴۵۶۷۸۹/يك0123456789/' | iconv -t cp1256 | base64; }
	part() { printf -- '--XX\nContent-Type: %s\nContent-Transfer-Encoding: base64\n\n' "$1" && base64; }
	{
		printf 'From: a@example.org\nContent-Type: multipart/mixed; boundary=XX\n\n'
		printf '<p>۱ درصد' | part text/html
		printf '۲ درصد' | part 'text/plain; name=a.txt'
		printf '۳ درصد' | part 'text/plain; name=a.txt'
		printf '<b>۴ درصد' | part 'text/html; name=page'
		printf 'Subject: x\nContent-Type: multipart/mixed; boundary=YY\n\n%s\n\n۵ درصد\n%s; name=in.txt\n\n۶ درصد\n--YY--\n' \
			$'--YY\nContent-Type: text/plain' $'--YY\nContent-Type: text/plain' | part 'message/rfc822; name=forward.eml'
		printf -- '--XX--\n'
	} >corpus/a.eml
	{
		printf 'From: a@example.org\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n'
		printf '<p>%s' "$text" | old
	} >corpus/b.eml
	printf 'no colon here\n7 km\n' >corpus/c.eml
	run -1 refresh
	grep -q 'c.eml: no letter' <<<"$output"
	fa-csv -d out/current/figures.csv | tail -n +2 | cut -f 1,7 >have
	printf 'a.eml/%s\n' $'4-a.txt\t3' $'a.txt\t2' $'forward.eml/in.txt\t6' $'forward.eml/message.txt\t5' \
		$'message.txt\t1' $'page.html\t4' >want
	printf 'b.eml/message.txt\t%s\n' 1385 45000 >>want
	diff -u want have
}

@test "what cannot be converted is a reject, and names the package that is missing" {
	needs xsltproc gzip
	printf 'not compressed' >corpus/bad.gz
	cp plain.txt corpus/good.txt
	printf '<p>45 %%</p>' >corpus/page.html
	mkdir programs
	for tool in sh awk sed find sort xargs tr cat mv rm mkdir mktemp cp ln head tail cut cmp wc date stat touch \
		dirname readlink flock seq uniq cksum sync make timeout env grep gzip chmod; do
		ln -s "$(command -v "$tool")" programs/
	done
	PATH=$PWD/programs run -1 "$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=corpus OUT=out SHARDS=2
	docs >have
	printf 'good.txt\n' | diff -u - have
	cut -f 1,4 out/current/rejects.tsv >have
	[ "$(sed -n 2p have | cut -f 1)" = bad.gz ]
	printf 'page.html\tneeds xsltproc: xsltproc is to be installed\n' | diff -u - <(sed -n 3p have)
	run -0 refresh
	docs >have
	printf '%s\n' good.txt page.html | diff -u - have
}

@test "only what changed is converted again, and what is gone goes" {
	needs gzip
	gzip -c plain.txt >corpus/a.txt.gz
	gzip -c plain.txt >corpus/b.txt.gz
	refresh SHARDS=1
	stat -c %i out/shards/1.texts/b.txt.gz >before
	rm corpus/a.txt.gz
	refresh SHARDS=1
	stat -c %i out/shards/1.texts/b.txt.gz | cmp - before
	[ ! -e out/shards/1.texts/a.txt.gz ]
}

@test "INGEST=no takes every document for plain text" {
	cp plain.txt corpus/page.html
	refresh INGEST=no
	[ "$(docs)" = page.html ]
	[ ! -e out/shards/1.texts ] && [ ! -e out/shards/2.texts ]
}

@test "an archive writes nothing outside its folder" {
	needs bsdtar
	mkdir deep
	ln -s "$PWD/target" deep/link
	cp plain.txt evil
	mkdir target
	bsdtar -cf corpus/evil.tar -P -s ',^evil,../../../../evil-was-here,' evil
	bsdtar -cf corpus/links.tar -C deep link
	refresh 2>/dev/null || [ $? -eq 1 ]
	[ -z "$(find . -name evil-was-here)" ]
	[ -z "$(find out -type l ! -name current)" ]
}

@test "what the environment calls its own is left alone" {
	needs gzip bsdtar
	mkdir precious
	touch precious/file
	gzip -c plain.txt >corpus/a.txt.gz
	bsdtar -cf corpus/b.tar plain.txt
	WORK=$PWD/precious PREFIX=elsewhere/ DEPTH=9 KINDS='||' TMPDIR=$PWD/precious RESULT=$PWD/precious/result run -0 refresh
	docs >have
	printf '%s\n' a.txt.gz b.tar/plain.txt | diff -u - have
	[ "$(ls precious)" = file ]
}

@test "a member that cannot be read stays among the rejects when its shard is redone" {
	needs bsdtar gzip
	printf 'not compressed' >bad.gz
	bsdtar -cf corpus/a.tar plain.txt bad.gz
	run -1 refresh SHARDS=1
	cp out/current/rejects.tsv before
	grep -q '^a.tar/bad.gz	' before
	cp plain.txt corpus/other.txt
	run -0 refresh SHARDS=1
	diff -u before out/current/rejects.tsv
}

@test "a converted document that changed in content alone is converted anew" {
	needs gzip
	gzip -c plain.txt >corpus/a.txt.gz
	refresh CHECK=content
	sed 's/۴۵/۴۶/' plain.txt | gzip -c >changed
	touch -r corpus/a.txt.gz changed
	mv changed corpus/a.txt.gz
	refresh CHECK=content
	grep -q '46000' out/current/figures.csv
}

@test "when a recipe changes, all is converted anew" {
	needs xsltproc
	cp -r "$ROOT/pipelines" pipelines
	printf '<p>%s</p>' "$text" >corpus/page.html
	pipelines/refresh BIN="$BIN" CORPUS=corpus OUT=out SHARDS=1
	grep -q '45000' out/current/figures.csv
	sed -i 's,</xsl:stylesheet>,<xsl:template match="p" priority="99">7 %</xsl:template>&,' pipelines/html.xsl
	pipelines/refresh BIN="$BIN" CORPUS=corpus OUT=out SHARDS=1
	run ! grep -q '45000' out/current/figures.csv
}

@test "a converter that is killed is tried once more, and a full disk is no document's fault" {
	needs gzip
	gzip -c plain.txt >corpus/a.txt.gz
	mkdir path
	printf '#!/bin/sh\necho >>%q/tries\n[ "$(wc -l <%q/tries)" -gt "$KILLED" ] || kill -9 $$\nexec %q "$@"\n' \
		"$PWD" "$PWD" "$(command -v gzip)" >path/gzip
	chmod +x path/gzip
	export KILLED=1
	PATH=$PWD/path:$PATH run -0 refresh
	grep -q '45000' out/current/figures.csv
	rm -r out tries
	KILLED=2
	PATH=$PWD/path:$PATH run -1 refresh
	grep -q 'a.txt.gz: gzip was stopped by signal 9' <<<"$output"
	rm -r out tries
	printf '#!/bin/sh\necho "gzip: write error: No space left on device" >&2\nexit 1\n' >path/gzip
	PATH=$PWD/path:$PATH run -2 refresh
	grep -q 'cannot write' <<<"$output"
}

@test "documents of every name are converted, and attachments and members stay in their place" {
	needs gzip xsltproc bsdtar mshow mdeliver
	letter() {
		printf 'From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=XX\n\n'
		printf -- '--XX\nContent-Type: text/plain; charset=utf-8\n\n7 %%\n'
		for name in '../../../evil' '-rf' '/evil' 'a\;b' '.hidden' 'sub/evil'; do
			printf -- '--XX\nContent-Type: text/plain; charset=utf-8; name="%s"\n' "$name"
			printf 'Content-Disposition: attachment; filename="%s"\n\n%s\n' "$name" "$text"
		done
		printf -- '--XX--\n'
	}
	odd='-x %s $(touch injected) ?#&%41;'$'\n\t\\\xff'"'"
	gzip -c plain.txt >"corpus/$odd.gz"
	printf '<p>%s</p>' "$text" >"corpus/$odd.html"
	letter >"corpus/$odd.eml"
	{ printf 'From x@example.org Thu Jan  1 00:00:00 2020\n' && letter; } >"corpus/$odd.mbox"
	cp plain.txt "./$odd"
	bsdtar -cf "corpus/$odd.tar" -- "./$odd"
	refresh 2>err || { cat err && [ $? -eq 1 ]; }
	escaped='-x %s $(touch injected) ?#&%41;\n\t\\\xFF'"'"
	docs >have
	for kind in gz html eml/message.txt mbox/1.eml/message.txt "tar/$escaped"; do
		grep -qxF -- "$escaped.$kind" have
	done
	[ -z "$(find . -name 'injected*' -o -name evil ! -path './out/shards/*.texts/*')" ]
	[ ! -e /evil ]
	cat have
}
