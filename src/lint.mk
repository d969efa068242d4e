# What a change has to pass besides its tests.
scripts = $(shell grep -lE "^\#!/bin/(ba)?sh" pipelines/* pipelines/recipes/* tests/* src/* tests/cluster/* .ci/run 2>/dev/null)
bats = $(wildcard tests/*.bats tests/*.bash)
manuals = $(wildcard src/*.[158])
lint: all
	shellcheck $(scripts)
	shellcheck -s bash tests/helper.bash
	shellcheck -S warning -e SC2034,SC2120,SC2154,SC2164,SC2238 $(filter %.bats,$(bats))
	shfmt -d $(scripts) $(bats)
	! for f in $(manuals); do mandoc -Tlint $$f; done 2>&1 | grep -v -e 'referenced manual not found' -e 'outdated mandoc.db'
	! command -v clang >/dev/null || \
		for f in src/*.c src/lib/*.c src/lexicon/*.c; do $(cc:$(CC)=clang) -fsyntax-only $$f || exit; done

# The refresh by Slurm, job arrays and GNU parallel: make deps-cluster check-slurm
check-slurm: all
	BIN=$(B) bats tests/cluster
.PHONY: lint check-slurm
