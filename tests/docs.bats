bats_require_minimum_version 1.5.0
load helper

# The commands and outputs of a page's EXAMPLES, without the escapes of roff.
examples() {
	awk '/^\.Sh / { inside = $2 == "EXAMPLES" }
		/^\.Bd/ { literal = inside; first = 1; next }
		/^\.Ed/ { literal = 0 }
		first { first = 0; if (!/^\$ /) literal = 0 }
		literal { gsub(/\\e/, "\\"); gsub(/\\&/, ""); print }' "$1"
}

# The same lines as they come out when each command behind a "$ " is run; a command goes on behind
# a backslash.
run_examples() {
	local line command=
	while IFS= read -r line; do
		if [[ -z $command ]]; then
			[[ $line == '$ '* ]] || continue
			command=${line#'$ '}
		else
			command+=$'\n'${line#'> '}
		fi
		printf '%s\n' "$line"
		[[ $line != *\\ ]] || continue
		bash -c "$command" 2>&1 </dev/null || true
		command=
	done
}

synopsis() {
	mandoc -Tutf8 -O width=500 "$1" | sed 's/.\x08//g' | awk '/^[A-Z]/ { inside = $1 == "SYNOPSIS"; next }
		inside && NF { $1 = $1; print }'
}

# The options that a page describes, and those that --help lists, a line each.
described() {
	grep -E '^\.It Fl' "$1" | grep -oE 'Fl -?[A-Za-z0-9][a-z0-9-]*' | sed 's/^Fl /-/' | sort -u
}

listed() {
	"$1" --help | tail -n +2 | cut -c 1-34 | grep -oE '(^|[ ,])--?[A-Za-z0-9][a-z0-9-]*' | tr -d ' ,' | sort -u
}

@test "the examples of every manual page print what they say" {
	cp -r "$FIXTURES" fixtures
	mkdir path
	printf '#!/bin/sh\nexec %q BIN=%q "$@"\n' "$ROOT/pipelines/refresh" "$BIN" >path/raqam-refresh
	chmod +x path/raqam-refresh
	PATH=$BATS_TEST_TMPDIR/path:$PATH
	for page in "$ROOT"/src/*.[158]; do
		examples "$page" >want
		(cd fixtures && run_examples <../want) >have
		diff -u --label "${page##*/}" --label "as run" want have
	done
}

@test "every program has a manual page with an example, and every page a program" {
	for program in "$BIN"/fa-*; do
		examples "$ROOT/src/${program##*/}.1" | grep -q '^\$ '
	done
	for page in "$ROOT"/src/*.1; do
		name=${page##*/}
		[ -x "$BIN/${name%.1}" ]
	done
}

@test "the usage line is the synopsis of the page" {
	for program in "$BIN"/fa-*; do
		echo "usage: $(synopsis "$ROOT/src/${program##*/}.1")" >want
		"$program" --help | head -n 1 >have
		diff -u want have
	done
}

@test "the options of the page are those of --help" {
	for program in "$BIN"/fa-*; do
		described "$ROOT/src/${program##*/}.1" >want
		listed "$program" >have
		diff -u --label "${program##*/}.1" --label "${program##*/} --help" want have
	done
}

@test "every page has the sections of a manual page, in order" {
	for page in "$ROOT"/src/*.1; do
		echo 'NAME SYNOPSIS DESCRIPTION EXIT EXAMPLES SEE ' >want
		awk '$1 == ".Sh" { print $2 }' "$page" | grep -xE 'NAME|SYNOPSIS|DESCRIPTION|EXIT|EXAMPLES|SEE' |
			tr '\n' ' ' >have
		echo >>have
		diff -u want have
	done
}

@test "README names exactly the programs there are" {
	(cd "$BIN" && ls -d fa-*) >want
	# shellcheck disable=SC2016 # these quotes are Markdown's
	grep -oE '^\| `fa-[a-z]+`' "$ROOT/README.md" | grep -oE 'fa-[a-z]+' | sort >have
	diff -u want have
}

@test "a message never goes without the program's name, and nothing is said on success" {
	for program in "$BIN"/fa-*; do
		name=${program##*/}
		run -2 --separate-stderr "$program" --no-such-option
		grep -q "^usage: $name " <<<"$stderr"
		run -0 --separate-stderr "$program" --version
		[ -z "$stderr" ]
		grep -qE "^$name \(raqam\) [0-9.]+$" <<<"${lines[0]}"
	done
}

@test "the pipes of README run" {
	cp "$FIXTURES/economy.txt" article.txt
	cp -r "$FIXTURES" articles
	fa-decode --locate article.txt | fa-figures | fa-digits -c number,upper >rows.tsv
	# A command goes on behind a bar at the end of a line.
	awk '/^    / { line = line substr($0, 5); if (!/\|$/) { print line; line = "" } }' "$ROOT/README.md" |
		grep -E '^(fa-|find )' >commands
	[ "$(wc -l <commands)" -eq 3 ]
	while IFS= read -r command; do
		if [[ $command == *mlr* ]] && ! command -v mlr >/dev/null; then continue; fi
		bash -o pipefail -c "$command" >out
		[ -s out ] || [ -s figures.csv ]
	done <commands
	[ "$(wc -l <figures.csv)" -gt 100 ]
}
