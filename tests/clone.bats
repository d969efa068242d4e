bats_require_minimum_version 1.5.0
load helper

# A clone of what is committed, built without anything that lies about in this checkout.
clone() {
	git -C "$ROOT" rev-parse HEAD >/dev/null 2>&1 || skip "not a git checkout"
	git clone -q "$ROOT" clone
	[ ! -d "$ROOT/.deps" ] || cp -r "$ROOT/.deps" clone/.deps
	cd clone
}

@test "a fresh clone builds, runs the main job, installs and runs from there" {
	[ "${BIN##*/}" != san ] || skip "the same with the sanitizers"
	clone
	make -s CFLAGS=-O0 figures >log
	grep -q '^out/figures.csv: [0-9]* figures' log
	git status --porcelain >dirty
	[ "$(cat dirty)" = "?? dirty"$'\n'"?? log" ]
	make -s CFLAGS=-O0 install PREFIX=/opt/raqam DESTDIR="$BATS_TEST_TMPDIR/root" >log
	cd ..
	for program in clone/bin/fa-*; do
		cmp "$program" root/opt/raqam/bin/"${program##*/}"
		[ -s root/opt/raqam/share/man/man1/"${program##*/}".1 ]
	done
	[ -s root/opt/raqam/share/man/man5/raqam-rows.5 ]
	cp -r "$FIXTURES" corpus
	mv clone gone
	root/opt/raqam/bin/raqam-refresh CORPUS=corpus OUT=out
	cmp gone/out/figures.csv out/current/figures.csv
	! grep -rq "$BATS_TEST_TMPDIR" root/opt/raqam/share || false
}

@test "make clean leaves what was cloned" {
	[ "${BIN##*/}" != san ] || skip "the same with the sanitizers"
	clone
	make -s CFLAGS=-O0 all >/dev/null
	make -s clean
	rm -rf .deps
	[ -z "$(git status --porcelain --ignored)" ]
}
