bats_require_minimum_version 1.5.0
load helper

# Two states of a corpus, a and b, and the tables that a clean run makes of them.
setup() {
	workdir
	# The process by which a sanitized program looks for leaks may be killed too, and is waited for forever.
	export ASAN_OPTIONS=detect_leaks=0
	mkdir a
	local n m
	for n in {1..32}; do
		for m in {1..9}; do
			printf 'در سال ۱۳%s حدود %s هزار نفر از %s درصد گفتند.\n' "$((10 + m))" "$n" "$m"
		done >a/"$n".txt
	done
	cp -r a b
	rm b/7.txt
	printf '\0\1' >b/binary
	for n in {1..10}; do
		printf 'افزون بر %s کیلومتر\n' "$n" >>b/"$((3 * n))".txt
	done
	for n in a b; do
		refresh "$n" "clean-$n" 2>/dev/null || [ $? -eq 1 ]
	done
}

teardown() {
	! mountpoint -q "$BATS_TEST_TMPDIR/small" || umount "$BATS_TEST_TMPDIR/small"
}

refresh() {
	local corpus=$1 out=$2
	shift 2
	"$ROOT/pipelines/refresh" BIN="$BIN" CORPUS="$corpus" OUT="$out" SHARDS=4 "$@"
}

# is_table A OUT: OUT/current is whole, and that of corpus A
is_table() {
	diff -r -x .shards -x changes.tsv "clean-$1/current/" "$2/current/" >differs && [ -s "$2/current/changes.tsv" ]
}

# become A: the corpus is in that state now
become() {
	rm -rf corpus.new
	cp -r "$1" corpus.new
	rm -rf corpus
	mv corpus.new corpus
}

@test "kill -9 of any process at any moment leaves the old table or the new one" {
	crashes=50
	[ "${BIN##*/}" != san ] || crashes=5
	become a
	refresh corpus out
	become b
	begun=$(date +%s%N)
	refresh corpus out -j2 || [ $? -eq 1 ]
	span=$((($(date +%s%N) - begun) / 1000000)) # of a run, in milliseconds
	old=b new=a killed=0
	for ((i = 0; killed < crashes && i < 10 * crashes; i++)); do
		become $new
		setsid "$ROOT/pipelines/refresh" -j2 BIN="$BIN" CORPUS=corpus OUT=out SHARDS=4 >log 2>&1 &
		group=$!
		delay=$((RANDOM % (span + 1)))
		sleep "$((delay / 1000)).$(printf %03d $((delay % 1000)))"
		mapfile -t processes < <(session "$group")
		if [ "${#processes[@]}" -gt 0 ]; then
			victim=${processes[RANDOM % ${#processes[@]}]}
			tr '\0' ' ' <"/proc/$victim/cmdline" >victim 2>/dev/null || true
			kill -9 "$victim" 2>/dev/null && killed=$((killed + 1))
		fi
		wait "$group" || true
		# What the killed process leaves behind works on, and ends.
		while [ -n "$(session "$group")" ]; do sleep 0.05; done
		is_table $old out || is_table $new out || {
			cat victim log differs
			false
		}
		refresh corpus out >log 2>&1 || [ $? -eq 1 ] || {
			cat victim log
			false
		}
		is_table $new out || {
			cat victim differs
			false
		}
		old=$new
		[ $new = a ] && new=b || new=a
	done
	[ "$killed" -eq "$crashes" ]
	[ -z "$(find out -name '*.tmp*' -o -name publishing)" ]
}

# killers FOLDER: a stand-in for each tool that a refresh calls; the one whose turn is the number in the
# file victim is killed, with half of what it should print, or before it does what cannot be done by half
killers() {
	local folder=$1 tool
	mkdir "$folder"
	cat >"$folder/killer" <<-'END'
		#!/bin/sh
		folder=${0%/*} tool=${0##*/}
		read -r real <"$folder/$tool.real"
		echo "$tool" >>"$folder/turns"
		read -r victim <"$folder/victim"
		[ "$(/usr/bin/wc -l <"$folder/turns")" = "$victim" ] || exec "$real" "$@"
		case $tool in
		cmp | cp | flock | ln | mkdir | mv | rm | sync) ;;
		*)
			"$real" "$@" >"$folder/printed"
			/usr/bin/head -c "$(($(/usr/bin/wc -c <"$folder/printed") / 2))" "$folder/printed"
			;;
		esac
		kill -9 $$
	END
	chmod +x "$folder/killer"
	for tool in awk cat cksum cmp cp date find flock grep gzip head ln mkdir mv readlink rm seq sort sync \
		tail timeout uniq wc xargs; do
		command -v "$tool" >"$folder/$tool.real"
		ln -s killer "$folder/$tool"
	done
	for tool in "$BIN"/fa-*; do
		echo "$tool" >"$folder/${tool##*/}.real"
		ln -s killer "$folder/${tool##*/}"
	done
}

@test "each process in turn, killed with half of its work done, leaves the old table or the new one" {
	for n in a b; do
		gzip -n "$n/3.txt"
		ln -s 4.txt "$n/link"
		rm -rf "clean-$n"
		refresh "$n" "clean-$n" SHARDS=2 2>/dev/null || [ $? -eq 1 ]
	done
	killers killers
	echo 0 >killers/victim
	become a
	refresh corpus out SHARDS=2
	old=a new=b
	# Some of the turns, evenly; all of them with CRASHES=all, which takes minutes.
	[ "${CRASHES-}" = all ] && step=1 || step=7
	for ((turn = 1 + RANDOM % step; ; turn += step)); do
		become $new
		echo $turn >killers/victim
		: >killers/turns
		status=0
		PATH=$PWD/killers:$PATH BIN=$PWD/killers refresh corpus out SHARDS=2 >log 2>&1 || status=$?
		[ "$(wc -l <killers/turns)" -ge "$turn" ] || break
		sed -n "${turn}p" killers/turns >victim
		if [ "$status" -eq 2 ]; then
			is_table $old out || is_table $new out
		else
			is_table $new out
		fi || {
			cat victim log differs
			false
		}
		refresh corpus out SHARDS=2 >log 2>&1 || [ $? -eq 1 ] || {
			cat victim log
			false
		}
		is_table $new out || {
			cat victim differs
			false
		}
		old=$new
		[ $new = a ] && new=b || new=a
	done
	[ "$turn" -gt 80 ]
}

@test "what goes on when its make or its script was killed keeps its jobs, and ends" {
	become a
	for victim in 'make -s' 'sh .*/locked '; do
		rm -rf out
		: >events
		setsid "$ROOT/pipelines/refresh" -j4 BIN="$BIN" CORPUS=corpus OUT=out SHARDS=8 \
			RUN='echo 1 >>events; sleep 2; echo -1 >>events;' >log 2>&1 &
		group=$!
		for _ in {1..200}; do
			[ "$(wc -l <events)" -lt 4 ] || break
			sleep 0.1
		done
		killed=
		for process in $(session "$group"); do
			tr '\0' ' ' <"/proc/$process/cmdline" >line 2>/dev/null || continue
			grep -q "^[^ ]*$victim" line || continue
			kill -9 "$process"
			killed=1
			break
		done
		[ -n "$killed" ]
		wait "$group" || true
		while [ -n "$(session "$group")" ]; do sleep 0.05; done
		# Those that began after it, the second four, were at work together.
		awk '{ n += $1 } NR > 8 && n > most { most = n } END { exit most < 3 }' events
		refresh corpus out >log
		is_table a out
	done
}

@test "a full disk leaves the old table, and the next run completes" {
	mkdir small
	mount -t tmpfs -o size=64m tmpfs small 2>/dev/null || skip "needs to mount a tmpfs"
	become a
	refresh corpus small/out
	full=0
	for room in 0 8 40 100 200 300 400; do
		become b
		head -c 100000000 /dev/zero >small/filler 2>/dev/null || true
		truncate -s "-${room}K" small/filler
		status=0
		refresh corpus small/out >log 2>&1 || status=$?
		if [ "$status" -eq 2 ]; then
			full=$((full + 1))
			is_table a small/out
			[ -s log ]
		else
			is_table b small/out
		fi
		rm small/filler
		refresh corpus small/out >log 2>&1 || [ $? -eq 1 ]
		is_table b small/out
		become a
		refresh corpus small/out
		is_table a small/out
	done
	[ "$full" -gt 2 ]
}

@test "an OUT that cannot be written exits 2 and leaves the old table" {
	[ "$(id -u)" -eq 0 ] || skip "needs root to drop its rights"
	command -v setpriv >/dev/null || skip "needs setpriv"
	become a
	refresh corpus out
	become b
	chmod a+x . .. ../..
	mkdir programs
	cp -r "$ROOT/pipelines" "$BIN"/fa-* programs/
	run -2 setpriv --reuid=65534 --regid=65534 --clear-groups \
		programs/pipelines/refresh BIN=programs CORPUS=corpus OUT=out
	[ -n "$output" ]
	is_table a out
	run -2 setpriv --reuid=65534 --regid=65534 --clear-groups \
		programs/pipelines/refresh BIN=programs CORPUS=corpus OUT=none
	grep -qi 'permission denied' <<<"$output"
}
