# helper.bash: what every test file loads; bin/ comes first on PATH, FIXTURES names the texts
#
# BIN may name another folder of programs (the sanitizer build), ACCEPT=1 writes golden files anew.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BIN=$(cd "$ROOT" && cd "${BIN:-bin}" && pwd)
FIXTURES=$ROOT/fixtures
PATH=$BIN:$PATH
LC_ALL=C.UTF-8
export ROOT BIN FIXTURES PATH LC_ALL
unset MAKEFLAGS MAKELEVEL MFLAGS

# Each test begins in an empty directory; a file with a setup() of its own calls this there.
workdir() {
	cd "$BATS_TEST_TMPDIR" || return
}

setup() {
	workdir
}

# golden [-STATUS] NAME COMMAND...: its outputs are golden/NAME.out and .err exactly
golden() {
	local want_status=0 status=0
	if [[ $1 == -[12] ]]; then
		want_status=${1#-}
		shift
	fi
	local want=$BATS_TEST_DIRNAME/golden/$1
	shift
	"$@" >out 2>err || status=$?
	if [[ -n ${ACCEPT-} ]]; then
		mkdir -p "$(dirname "$want")"
		cp out "$want.out"
		cp err "$want.err"
	fi
	diff -u "$want.out" out || return
	diff -u "$want.err" err || return
	if [ "$status" -ne "$want_status" ]; then
		echo "exit status $status, not $want_status: $*"
		return 1
	fi
}

# session LEADER: the processes of its session that are alive, without the ps that a bare system lacks
session() {
	cat /proc/[0-9]*/stat 2>/dev/null | awk -v session="$1" '
		{ pid = $1; sub(/^.*\) /, ""); if ($4 == session && $1 != "Z") print pid }'
}
