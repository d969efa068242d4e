bats_require_minimum_version 1.5.0
load ../helper

setup() {
	workdir
	mkdir corpus
	for n in {1..40}; do
		printf 'در سال ۱۳%s حدود %s هزار نفر از %s درصد گفتند.\n' "$((n + 20))" "$n" "$n" >"corpus/a document $n.txt"
	done
	cp "$FIXTURES"/*.txt corpus/
	printf '\0\1\2' >corpus/binary
	refresh CORPUS=corpus OUT=local || [ $? -eq 1 ]
}

refresh() {
	"$ROOT/pipelines/refresh" BIN="$BIN" SHARDS=6 "$@"
}

same_as_local() {
	diff -r -x .shards local/current/ "$1"/current/
}

needs_slurm() {
	command -v slurmctld >/dev/null || skip "slurm is not installed: make deps-cluster"
	[ "$(id -u)" -eq 0 ] || skip "needs root"
}

with_slurm() {
	"$ROOT/tests/cluster/with-slurm" "$BATS_TEST_TMPDIR/slurm" "$@"
}

@test "srun before each shard gives the bytes of a local run" {
	needs_slurm
	run -1 with_slurm "$ROOT/pipelines/refresh" -j200 BIN="$BIN" SHARDS=6 CORPUS=corpus OUT=out \
		RUN='srun -n1 -c1 --quiet'
	grep -q 'binary' <<<"$output"
	same_as_local out
	[ "$(grep -o 'JobId=[0-9]*' slurm/slurmctld.log | sort -u | wc -l)" -eq 6 ]
}

@test "a job array over the shards gives the bytes of a local run" {
	needs_slurm
	make -s -f "$ROOT/pipelines/raqam.mk" BIN="$BIN" SHARDS=6 CORPUS=corpus OUT=out lists
	with_slurm sbatch --quiet --wait --array=1-6 --output=job-%a.log \
		--wrap "'$ROOT/pipelines/array' '$BIN' corpus out"
	touch mark
	sleep 0.05
	run -1 refresh CORPUS=corpus OUT=out
	[ -z "$(find out/shards -name '*.rows' -newer mark)" ]
	same_as_local out
}

@test "GNU parallel gives the bytes of a local run, here and behind ssh" {
	command -v parallel >/dev/null || skip "parallel is not installed: make deps-cluster"
	make -s -f "$ROOT/pipelines/raqam.mk" BIN="$BIN" SHARDS=6 CORPUS=corpus OUT=here refresh-parallel HOSTS=2/:
	same_as_local here
	[ -z "$(find here/shards -name "*.rows" -newer here/shards/asked | sed 1q)" ]
	# A stand-in for ssh that knows one host, and runs what it is given with a shell, as ssh does.
	printf '#!/bin/sh\nwhile [ "$1" != elsewhere ]; do shift; done\nshift\n[ "$1" != -- ] || shift\necho >>%q/ssh.log\nexec sh -c "$*"\n' \
		"$PWD" >ssh
	chmod +x ssh
	PARALLEL_SSH=$PWD/ssh make -s -f "$ROOT/pipelines/raqam.mk" BIN="$BIN" SHARDS=6 CORPUS=corpus OUT=there \
		refresh-parallel HOSTS=2/elsewhere
	[ -s ssh.log ]
	same_as_local there
}

@test "a mapper of Hadoop Streaming or Spark's pipe() gives the rows of a local run" {
	mapper=$(sed -n '/^    mapper=/,/^$/p' "$ROOT/pipelines/README.md" | sed 's/^    //; s/^mapper=//')
	[ -n "$mapper" ]
	eval "mapper=$mapper"
	(cd corpus && ls) | grep -v '^binary$' >names
	split -n l/3 names part.
	for part in part.*; do
		(cd corpus && PATH=$BIN:$PATH sh -c "$mapper") <"$part"
	done >rows
	cat local/current/.shards/*.rows | LC_ALL=C sort >want
	LC_ALL=C sort rows | diff - want
}
