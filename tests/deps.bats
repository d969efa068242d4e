bats_require_minimum_version 1.5.0
load helper

# A PATH on which only these stand-ins and what a bare system has are found.
setup() {
	workdir
	mkdir path
	local tool
	for tool in sh cc gcc as ld ar sed cat mkdir rm tar gzip cp printf sha256sum sha512sum grep make; do
		ln -s "$(command -v "$tool")" path/
	done
}

stand_in() {
	cat >"path/$1"
	chmod +x "path/$1"
}

@test "without GNU libiconv anywhere the C library's is named, and nothing is linked" {
	PATH=$PWD/path run -0 "$ROOT/pipelines/libiconv"
	grep -q "the C library's iconv" <<<"$output" || skip "this system has GNU libiconv"
	[ "$(cat .deps/libs)" = "" ]
	[ ! -e .deps/lib/libiconv.a ]
}

@test "what is fetched and is not what it should be is not used" {
	stand_in curl <<-'END'
		#!/bin/sh
		while [ "$1" != -o ]; do shift; done
		echo rubbish >"$2"
	END
	stand_in npm <<-'END'
		#!/bin/sh
		echo rubbish >iconv-3.0.1.tgz
	END
	PATH=$PWD/path run -0 "$ROOT/pipelines/libiconv"
	[ "$(cat .deps/libs)" = "" ] || grep -q 'the system' <<<"$output"
	[ ! -e .deps/work ]
}

@test "a library that is there and works is left alone" {
	[ -s "$ROOT/.deps/lib/libiconv.a" ] || skip "no GNU libiconv was built here"
	cp -r "$ROOT/.deps" .deps
	touch -d 2020-01-01 .deps/lib/libiconv.a
	PATH=$PWD/path run -0 "$ROOT/pipelines/libiconv"
	[ -z "$output" ]
	[ "$(stat -c %Y .deps/lib/libiconv.a)" -eq "$(date -d 2020-01-01 +%s)" ]
}

@test "where there is no apt-get, deps says what to install and exits 2" {
	PATH=$PWD/path run -2 "$ROOT/pipelines/deps" build
	grep -q 'libcsv' <<<"$output"
	grep -q 'dnf install' <<<"$output"
	run -2 "$ROOT/pipelines/deps" nonsense
	[ "$output" = "usage: pipelines/deps build|bench|ingest|cluster|tables" ]
}

@test "who is not root and has no sudo is told the command" {
	stand_in apt-get <<<'#!/bin/sh'
	stand_in dpkg-query <<<'#!/bin/sh'
	stand_in id <<-'END'
		#!/bin/sh
		echo 1000
	END
	PATH=$PWD/path run -2 "$ROOT/pipelines/deps" bench
	grep -q 'please run as root: env DEBIAN_FRONTEND=noninteractive apt-get .* install .*hyperfine' <<<"$output"
}

@test "the scripts that deps calls are there" {
	sed -n 's|.*"$(dirname "$0")/\([^"]*\)".*|\1|p' "$ROOT/pipelines/deps" >scripts
	[ -s scripts ]
	while read -r script; do
		[ -x "$ROOT/pipelines/$script" ]
	done <scripts
}
