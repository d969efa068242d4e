bats_require_minimum_version 1.5.0
load helper

@test "a test begins in an empty directory, with bin/ first on PATH" {
	[ -z "$(ls -A)" ]
	[ "${PATH%%:*}" = "$BIN" ]
}

@test "golden tells a difference in output, message and status" {
	printf 'a\n' >want.out
	: >want.err
	# shellcheck disable=SC2034 # golden reads it
	BATS_TEST_DIRNAME=$PWD
	mkdir golden
	mv want.* golden
	golden want echo a
	run -1 golden want echo b
	run -1 golden want sh -c 'echo a; echo b >&2'
	run -1 golden want sh -c 'echo a; exit 1'
	golden -1 want sh -c 'echo a; exit 1'
	run -1 golden -2 want sh -c 'echo a; exit 1'
}
