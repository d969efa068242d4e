bats_require_minimum_version 1.5.0
load helper

setup() {
	workdir
	PATH=$BATS_TEST_TMPDIR/path:$ROOT/pipelines/recipes:$PATH
	mkdir path corpus
	printf '#!/bin/sh\nexec %q BIN=%q SHARDS=2 "$@"\n' "$ROOT/pipelines/refresh" "$BIN" >path/raqam-refresh
	chmod +x path/raqam-refresh
	for n in {1..9}; do
		printf 'حدود %s درصد از %s هزار کارگر در ۱۳۸%s آمدند.\n' "$n" "$n" "$n" >corpus/"$n".txt
	done
}

needs() {
	local tool
	for tool; do
		command -v "$tool" >/dev/null || skip "$tool is not installed"
	done
}

@test "chart: the figures of one kind become a picture" {
	needs gnuplot
	raqam-refresh CORPUS=corpus OUT=out
	chart percent % out/current/figures.csv >chart.svg
	grep -q '<svg' chart.svg
	grep -q 'percent %, 9 figures' chart.svg
	run -1 chart money XXX out/current/figures.csv
}

@test "compare: two corpora are put side by side" {
	printf 'kind,value,unit,of,raw\ncount,3,,کارگر,x\ncount,9,,کارگر,x\ncount,5,,کارگر,x\npercent,1,%%,a,x\n' >one.csv
	printf 'kind,value,unit,of,raw\ncount,7,,کارگر,x\npercent,2,%%,b,x\nreference,7,page,کارگر,x\n' >two.csv
	compare one.csv two.csv >have
	printf 'kind\tunit\tof\tcount_one\tcount_two\tmedian_one\tmedian_two\ncount\t\tکارگر\t3\t1\t5\t7\n' | diff -u - have
}

@test "watch: a change in the folder becomes a new table" {
	needs inotifywait
	QUIET=0.3 setsid watch corpus out 3>&- &
	watcher=$!
	await() {
		for _ in {1..200}; do
			"$@" 2>/dev/null && return
			sleep 0.1
		done
		return 1
	}
	await grep -q '^9.txt' out/current/figures.csv
	# The first refresh is published before the watch goes on, so this one is another.
	sleep 1
	printf 'فقط ۷ کیلومتر\n' >corpus/new.txt
	await grep -q '^new.txt' out/current/figures.csv
	mapfile -t processes < <(session "$watcher")
	kill "${processes[@]}"
	wait "$watcher" || true
}

@test "weekly: a letter says what came and went" {
	raqam-refresh CORPUS=corpus OUT=out
	printf 'فقط ۷ کیلومتر\n' >corpus/new.txt
	raqam-refresh CORPUS=corpus OUT=out
	rm corpus/1.txt
	raqam-refresh CORPUS=corpus OUT=out
	weekly out editor@example.org >letter
	head -n 2 letter | diff -u - <(printf 'To: editor@example.org\nSubject: raqam: figures of the week\n')
	sed '1,/^$/d' letter | base64 -d >text
	grep -q 'added  new.txt:1  ۷ کیلومتر' text
	grep -qE '^1 figures are new, [23] gone, 0 changed' text
	grep -q 'gone  1.txt:1' text
}

@test "the timer and the service are what systemd takes" {
	needs systemd-analyze
	cp "$ROOT"/pipelines/systemd/* .
	sed -i "s,/usr/local/bin/raqam-refresh,$(command -v true)," raqam-refresh.service
	systemd-analyze verify ./raqam-refresh.timer ./raqam-refresh.service 2>err || true
	! grep -v 'Failed to\|No such\|man ' err | grep -q raqam-refresh || { cat err && false; }
}

@test "a bar shows how far a refresh is, on a terminal only" {
	needs script
	script -qec true /dev/null >/dev/null 2>&1 || skip "there are no terminals here"
	script -qec "raqam-refresh CORPUS=corpus OUT=out RUN='sleep 2.5;'" typescript >/dev/null
	grep -aqE '[0-9] of 2 shards, [0-9] of 9 documents' typescript
	grep -aq left typescript
	rm -rf out
	run -0 raqam-refresh CORPUS=corpus OUT=out
	[ -z "$output" ]
}
