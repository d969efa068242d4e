bats_require_minimum_version 1.5.0
load helper

# A small corpus of its own for each test, and the programs as they are built.
setup() {
	workdir
	mkdir corpus
	local n
	for n in 1 2 3 4 5 6 7 8 9; do
		printf 'در سال ۱۳۸%s حدود ۴۵ هزار نفر در ۱%s کارگاه کار می‌کردند.\n' "$n" "$n" >corpus/"$n".txt
	done
}

refresh() {
	"$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=corpus OUT=out SHARDS=4 "$@"
}

# The shards that were redone since the file mark was touched.
redone() {
	find out/shards -name '*.rows' -newer mark | wc -l
}

mark() {
	touch mark
	sleep 0.05
}

# The same bytes, whatever path led there: a table made in an empty folder.
same_as_clean() {
	"$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=corpus OUT=clean SHARDS=4 2>/dev/null || [ $? -eq 1 ]
	diff -r -x .shards -x changes.tsv clean/current/ out/current/
	rm -rf clean
}

@test "a refresh publishes a table, its descriptions, rejects and changes together" {
	run -0 refresh
	[ -z "$output" ]
	(cd out/current/ && ls) >have
	printf '%s\n' changes.tsv datapackage.json figures.csv figures.csv-metadata.json rejects.tsv >want
	diff -u want have
	[ "$(tail -n +2 out/current/figures.csv | cut -d, -f1 | sort -u | wc -l)" -eq 9 ]
	head -n 1 out/current/rejects.tsv >have
	printf 'doc\toffset\tline\treason\n' | diff -u - have
}

@test "nothing changed: no shard is redone, the table stands, nothing is said" {
	run -0 refresh
	before=$(readlink out/current)
	mark
	run -0 refresh
	[ -z "$output" ]
	[ "$(redone)" -eq 0 ]
	[ "$(readlink out/current)" = "$before" ]
}

@test "a document that changes costs its shard, and its figures are named" {
	refresh
	mark
	printf 'در سال ۱۳۸۱ حدود ۴۶ هزار نفر در ۱۱ کارگاه کار می‌کردند.\n' >corpus/1.txt
	run -0 refresh
	[ -z "$output" ]
	[ "$(redone)" -eq 1 ]
	cut -f 1,2 out/current/changes.tsv | sort | uniq -c | awk '{ print $2, $3 }' >have
	printf 'added 1.txt\nchange doc\ngone 1.txt\n' | diff -u - have
	same_as_clean
}

@test "the same figure with another value is a change, not two" {
	printf 'doc\tpage\tline\tcolumn\tvalue\traw\tcontext\tpattern\n' >columns
	printf '%s\t1\t%s\t1\t%s\t%s\tx\tp\n' a 1 5 پنج a 2 5 پنج a 3 7 هفت >old
	printf '%s\t1\t%s\t1\t%s\t%s\tx\tq\n' a 2 6 پنج a 4 7 هفت a 5 8 هشت >new
	"$ROOT/pipelines/changes" columns old new >have
	printf '%s\ta\t1\t%s\t1\t%s\t%s\tx\t%s\n' changed-from 1 5 پنج p changed-to 2 6 پنج q \
		added 5 8 هشت q gone 2 5 پنج p >want
	diff -u want have
}

@test "documents come and go" {
	refresh
	rm corpus/2.txt
	printf 'فقط ۳ درصد.\n' >corpus/new.txt
	run -0 refresh
	[ "$(cut -f 1,2 out/current/changes.tsv | sort -u | grep -c -e '^added	new.txt$' -e '^gone	2.txt$')" -eq 2 ]
	same_as_clean
}

@test "changed options redo all shards, a changed dialect only the table" {
	refresh
	mark
	refresh CSVFLAGS=--excel
	[ "$(redone)" -eq 0 ]
	[ "$(head -c 3 out/current/figures.csv | od -An -tx1)" = " ef bb bf" ]
	refresh DECODEFLAGS=--invalid=replace
	[ "$(redone)" -eq 4 ]
}

@test "a changed program redoes all shards" {
	mkdir programs
	cp "$BIN"/fa-* programs/
	"$ROOT/pipelines/refresh" BIN=programs CORPUS=corpus OUT=out SHARDS=4
	mark
	printf '\n' >>programs/fa-figures
	"$ROOT/pipelines/refresh" BIN=programs CORPUS=corpus OUT=out SHARDS=4
	[ "$(redone)" -eq 4 ]
}

@test "CHECK=content looks past the time of a change" {
	refresh CHECK=content
	mark
	touch corpus/*.txt
	refresh CHECK=content
	[ "$(redone)" -eq 0 ]
	sed -i 's/۴۵/۴۴/' corpus/3.txt
	touch -d '2020-01-01' corpus/3.txt
	refresh CHECK=content
	[ "$(redone)" -eq 1 ]
}

@test "another number of shards gives the same bytes, and no changes" {
	refresh
	cp -r out/current/ first
	refresh SHARDS=7
	diff -r -x .shards -x changes.tsv first out/current/
	[ "$(wc -l <out/current/changes.tsv)" -eq 1 ]
	refresh SHARDS=2
	diff -r -x .shards -x changes.tsv first out/current/
	[ ! -e out/shards/3.rows ]
}

@test "the number of shards follows the corpus, and stays as it was" {
	"$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=corpus OUT=out
	[ -e out/shards/8.rows ] && [ ! -e out/shards/9.rows ]
	refresh SHARDS=3
	"$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=corpus OUT=out
	[ -e out/shards/3.rows ] && [ ! -e out/shards/4.rows ]
	mkdir many
	(cd many && seq 4900 | xargs touch)
	[ "$("$ROOT/pipelines/count" many none)" -eq 12 ]
}

# same_lists: the shards are cut as in an empty folder
same_lists() {
	rm -rf clean
	"$ROOT/pipelines/list" corpus clean 5
	diff -r -x 'listing-*' clean/shards out/shards
}

@test "shards cut anew where something differs are those cut at once" {
	RANDOM=7
	touch corpus/- $'corpus/new\nline' $'corpus/tab\t' 'corpus/./-x'
	for i in {1..12}; do
		echo "$i" >"corpus/$((RANDOM % 20)).txt"
		echo "$i" >>"corpus/$((RANDOM % 20)) b.txt"
		rm -f "corpus/$((RANDOM % 20)).txt" corpus/-
		[ $((i % 3)) -ne 0 ] || touch corpus/- corpus/$'\xff\n'"$i"
		cp -r out/shards before 2>/dev/null || true
		"$ROOT/pipelines/list" corpus out 5
		same_lists
		# A run that was killed while it put lists in place has left no listing, and old lists and new.
		[ ! -d before ] || cp before/[13].* out/shards/
		: >out/shards/listing-5
		rm -rf before "corpus/$((RANDOM % 20)).txt"
		"$ROOT/pipelines/list" corpus out 5
		same_lists
	done
	rm out/shards/3.list
	rm -r corpus/*
	touch corpus/last.txt
	run -2 "$ROOT/pipelines/list" corpus out 5
	grep -q '3.list: cannot be read' <<<"$output"
}

@test "thousands of shards need no thousands of open files" {
	run -0 bash -c "ulimit -n 64; exec '$ROOT/pipelines/list' corpus out 3000"
	cat out/shards/*.docs | cut -f 1 | sort | diff -u <(cd corpus && ls | sort) -
	[ "$(cat out/shards/*.docs | wc -l)" -eq 9 ]
	mkdir rows
	for n in {1..600}; do
		printf 'doc\tvalue\n' >rows/"$n".head
		printf '%04d\t1\n' $((1000 - n)) >rows/"$n".rows
	done
	bash -c "ulimit -n 600; exec '$ROOT/pipelines/join' rows/*.rows" >table
	[ "$(wc -l <table)" -eq 601 ]
	tail -n +2 table | LC_ALL=C sort -c
}

@test "a newly rejected document exits 1 and is named, an old one is quiet" {
	printf 'سال \xff\xfe\xff ۱۳۸۰\n' >corpus/broken.txt
	printf '\0\1\2\3' >corpus/binary
	run -1 refresh
	grep -q 'binary' <<<"$output"
	run -0 refresh
	[ -z "$output" ]
	printf '\0\1\2\3\4' >corpus/other
	run -1 refresh
	grep -q '  other: ' <<<"$output"
	! grep -q '  binary: ' <<<"$output" || false
	touch corpus/binary
	run -1 refresh
	grep -q '  binary: ' <<<"$output"
	rm corpus/other corpus/broken.txt
	run -0 refresh
	[ "$(tail -n +2 out/current/rejects.tsv | cut -f 1)" = binary ]
}

@test "the last KEEP tables are kept" {
	for n in 1 2 3 4 5; do
		printf '%s درصد\n' "$n" >corpus/changing.txt
		refresh KEEP=3
	done
	[ "$(find out -maxdepth 1 -name '[0-9]*T*' | wc -l)" -eq 3 ]
	[ -s "out/$(readlink out/current)/figures.csv" ]
	grep -q 'changing.txt,1,1,1,.*5' out/current/figures.csv
}

@test "two runs never overlap: one works, the other says so" {
	mkdir out
	flock out/lock sleep 5 &
	sleep 0.3
	run -2 refresh
	grep -q 'another run is at work there' <<<"$output"
	kill $!
	wait || true
	flock out/lock true
	run -0 refresh
}

@test "of two runs that begin together one publishes, the other says that it did nothing" {
	refresh RUN='touch begun; sleep 3;' >first 2>&1 &
	other=$!
	for _ in {1..200}; do
		[ ! -e begun ] || break
		sleep 0.1
	done
	run -2 refresh
	grep -q 'out: another run is at work there; nothing was done' <<<"$output"
	[ ! -e out/current ]
	wait "$other"
	[ ! -s first ]
	grep -qx 'status	0' out/status
	same_as_clean
}

@test "make status says what the last run did" {
	refresh
	make -s -f "$ROOT/pipelines/raqam.mk" BIN="$BIN" OUT=out status >have
	grep -qx 'run	refresh' have
	grep -qx 'documents	9' have
	grep -qx 'status	0' have
}

@test "a program that fails leaves the old table, names itself, and exits 2" {
	refresh
	cp -r out/current/ before
	mkdir programs
	cp "$BIN"/fa-* programs/
	printf '#!/bin/sh\ncat >/dev/null\necho "fa-values: broken" >&2\nexit 2\n' >programs/fa-values
	run -2 "$ROOT/pipelines/refresh" BIN=programs CORPUS=corpus OUT=out SHARDS=4
	grep -q 'fa-values: broken' <<<"$output"
	grep -q 'values ended with 2' <<<"$output"
	diff -r before out/current/
	run -0 refresh
	same_as_clean
}

@test "OUT inside the corpus is none of its documents" {
	"$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=corpus OUT=corpus/out SHARDS=4
	run -0 "$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=corpus OUT=corpus/out SHARDS=4
	grep -qx 'documents	9' corpus/out/status
	run -2 "$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=corpus OUT=corpus SHARDS=4
}

@test "a missing corpus and an unwritable OUT exit 2, and say why" {
	run -2 "$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=nowhere OUT=out
	grep -q 'nowhere: no such file or folder' <<<"$output"
	touch file
	run -2 "$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=corpus OUT=file/out
}

@test "a number of shards that is none is refused" {
	for shards in many 0 02 -1 '1 2'; do
		run -2 refresh SHARDS="$shards"
		grep -qF 'not a number of shards' <<<"$output"
	done
}

@test "a corpus may be called anything, and OUT has no white space" {
	mv corpus "it's \$HOME # 5% \"corpus\""
	"$ROOT/pipelines/refresh" BIN="$BIN" CORPUS="it's \$HOME # 5% \"corpus\"" OUT=out
	grep -qx 'documents	9' out/status
	run -2 "$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=it OUT='my out'
	grep -q 'white space' <<<"$output"
}

@test "names of every kind are documents or named rejects" {
	cd corpus
	printf '۵ درصد\n' | tee 'with space' $'new\nline' $'tab\tand\\' -- -dash - 'p%c$d#e;`x`' \
		$'invalid\xff\xd9' '$(touch injected)' "quote'\"" '*' >/dev/null
	mkdir folder
	ln -s .. folder/loop
	ln -s nowhere dangling
	ln -s ../1.txt folder/link
	ln -s self self
	mkfifo pipe
	cd ..
	run -1 refresh
	cat out/current/.shards/*.rows | cut -f 1 | sort -u >have
	printf '%s\n' 'with space' 'new\nline' 'tab\tand\\' -dash ./- 'p%c$d#e;`x`' 'invalid\xFF\xD9' \
		'$(touch injected)' "quote'\"" '*' folder/link {1..9}.txt | sort >want
	diff -u want have
	tail -n +2 out/current/rejects.tsv | cut -f 1 >have
	printf '%s\n' dangling self | diff -u - have
	[ ! -e injected ] && [ ! -e corpus/injected ]
	run -0 refresh
	[ -z "$output" ]
	same_as_clean
}

@test "a document that vanishes under way is a reject, and gone the next time" {
	run -1 refresh RUN='rm -f corpus/9.txt;'
	tail -n +2 out/current/rejects.tsv | cut -f 1 >have
	printf '9.txt\n' | diff -u - have
	run -0 refresh
	[ "$(wc -l <out/current/rejects.tsv)" -eq 1 ]
}

@test "a document that cannot be read is a reject, a folder too" {
	[ "$(id -u)" -eq 0 ] || skip "needs root to drop its rights"
	command -v setpriv >/dev/null || skip "needs setpriv"
	mkdir corpus/closed
	printf '۵ درصد\n' | tee corpus/closed/in.txt >corpus/secret.txt
	chmod 0 corpus/closed corpus/secret.txt
	chmod a+x . .. ../..
	mkdir out
	chmod 777 out
	mkdir programs
	cp -r "$ROOT/pipelines" "$BIN"/fa-* programs/
	run -1 setpriv --reuid=65534 --regid=65534 --clear-groups \
		programs/pipelines/refresh BIN=programs CORPUS=corpus OUT=out
	tail -n +2 out/current/rejects.tsv | cut -f 1 >have
	printf '%s\n' closed secret.txt | diff -u - have
}

@test "names that are escaped in the table stand in the same order however the corpus is cut" {
	(cd corpus && printf '۵ درصد\n' | tee -- $'a\nb' aZ $'a\\c' 'a]' - -x ..a $'x\xff' $'x\xd9\x85' xz $'x\x7f' >/dev/null)
	refresh SHARDS=1
	for shards in 2 5; do
		"$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=corpus OUT=other SHARDS=$shards
		diff -r -x .shards -x changes.tsv out/current/ other/current/
	done
}

@test "a corpus that is suddenly empty leaves the old table" {
	refresh
	mkdir empty
	run -2 "$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=empty OUT=out SHARDS=4
	grep -q 'empty: it is empty, and was not before' <<<"$output"
	same_as_clean
	run -2 "$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=empty OUT=out SHARDS=2
	same_as_clean
	run -0 "$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=empty OUT=out SHARDS=4 EMPTY=yes
	[ "$(wc -l <out/current/figures.csv)" -eq 1 ]
	[ "$(cut -f 1 out/current/changes.tsv | sort | uniq -c | awk '$2 == "gone" { print $1 }')" -eq 27 ]
	run -0 "$ROOT/pipelines/refresh" BIN="$BIN" CORPUS=empty OUT=new SHARDS=4
	[ "$(wc -l <new/current/figures.csv)" -eq 1 ]
}
