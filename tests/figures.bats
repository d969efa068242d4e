bats_require_minimum_version 1.5.0
load helper

# figures CORPUS OUT [VARIABLE=value...]: the main job, without building
figures() {
	local corpus=$1 out=$2
	shift 2
	make -s -f "$ROOT/pipelines/raqam.mk" BIN="$BIN" figures CORPUS="$corpus" OUT="$out" "$@"
}

@test "the fixtures give a figure for every document that has one" {
	run -0 --separate-stderr figures "$FIXTURES" out
	[ -z "$stderr" ]
	grep -qx "out/figures.csv: [0-9]* figures, $(ls "$FIXTURES" | wc -l) documents" <<<"$output"
	fa-csv -d out/figures.csv | tail -n +2 | cut -f 1 | sort -u >have
	(cd "$FIXTURES" && ls) | grep -vx no-figures.txt | diff -u - have
	[ "$(wc -l <out/rejects.tsv)" -eq 1 ]
}

@test "the table of the fixtures is the golden one" {
	figures "$FIXTURES" made CSVFLAGS='-c doc,line,kind,bound,value,upper,unit,date,raw'
	golden figures/fixtures cat made/figures.csv
}

@test "the same text gives the same table in every encoding" {
	mkdir corpus
	printf 'در سال 1385 حدود 45 هزار نفر و 12/5 درصد از آن\n' | sed 's/ی/ي/g' >corpus/a-utf-8.txt
	cd corpus
	{ printf '\xef\xbb\xbf' && cat a-utf-8.txt; } >b-mark.txt
	{ printf '\xff\xfe' && iconv -f utf-8 -t utf-16le a-utf-8.txt; } >c-utf-16le.txt
	{ printf '\xfe\xff' && iconv -f utf-8 -t utf-16be a-utf-8.txt; } >d-utf-16be.txt
	iconv -f utf-8 -t windows-1256 a-utf-8.txt >e-windows-1256.txt
	cd ..
	figures corpus out
	fa-csv -d out/figures.csv | tail -n +2 >rows
	for doc in corpus/*; do
		grep "^${doc#*/}	" rows | cut -f 2- >"${doc#*/}"
		cmp a-utf-8.txt "${doc#*/}"
	done
	[ "$(wc -l <a-utf-8.txt)" -eq 3 ]
}

@test "the bytes are the same at any -j, number of shards and locale, and as from the plain pipe" {
	figures "$FIXTURES" one
	figures "$FIXTURES" two -j4 SHARDS=3
	LC_ALL=C figures "$FIXTURES" three SHARDS=1
	LC_ALL=tr_TR.UTF-8 figures "$FIXTURES" four
	(cd "$FIXTURES" && find . -type f -printf '%P\0' | LC_ALL=C sort -z | fa-decode --locate --files0-from=-) |
		fa-reflow | fa-figures | fa-digits -c number,upper | fa-values | fa-csv >pipe.csv
	for out in one two three four; do
		cmp one/figures.csv $out/figures.csv
		cmp one/rejects.tsv $out/rejects.tsv
	done
	cmp one/figures.csv pipe.csv
}

@test "a single article is a corpus too" {
	figures "$FIXTURES/economy.txt" out
	[ "$(fa-csv -d out/figures.csv | tail -n +2 | cut -f 1 | sort -u)" = economy.txt ]
	cp "$FIXTURES/economy.txt" here.txt
	figures here.txt here
	[ "$(fa-csv -d here/figures.csv | tail -n +2 | cut -f 1 | sort -u)" = here.txt ]
}

@test "documents that cannot be read are named, and the others go on" {
	mkdir corpus
	cp "$FIXTURES/law.txt" corpus/good.txt
	printf 'سال \xff\xfe ۱۳۸۰\n' >corpus/broken.txt
	head -c 999 /dev/urandom >corpus/noise
	printf '\xff\xfea' >corpus/half.txt
	: >corpus/empty.txt
	ln -s nowhere corpus/missing
	run -0 --separate-stderr figures corpus out
	grep -q 'rejects.tsv: 4 rejected' <<<"$stderr"
	tail -n +2 out/rejects.tsv | cut -f 1 >have
	printf '%s\n' broken.txt half.txt missing noise | diff -u - have
	grep -q '^good.txt,' out/figures.csv
}

@test "CSVFLAGS chooses the dialect, and the descriptions lie beside" {
	figures "$FIXTURES" out CSVFLAGS='--excel=fa -c doc,value'
	head -n 1 out/figures.csv >have
	printf '\xef\xbb\xbfdoc;value\r\n' | cmp - have
	grep -q '"url": "figures.csv"' out/figures.csv-metadata.json
	grep -q '"path": "figures.csv"' out/datapackage.json
}

@test "a file of words of one's own is read, and all is redone when it changes" {
	mkdir corpus
	printf 'او ۷ زرتشتانه خرید.\n' >corpus/a.txt
	printf 'measure,length\tzrt\tزرتشتان\n' >words.tsv
	flags="-l words.tsv"
	figures corpus out FIGURESFLAGS="$flags" VALUESFLAGS="$flags"
	cp out/figures.csv before.csv
	touch mark
	sleep 0.05
	figures corpus out FIGURESFLAGS="$flags" VALUESFLAGS="$flags"
	[ ! out/shards/1.rows -nt mark ]
	printf 'measure,length\tzrt\tزرتشتانه\n' >>words.tsv
	figures corpus out FIGURESFLAGS="$flags" VALUESFLAGS="$flags"
	[ -z "$(find out/shards -name '*.rows' ! -newer mark)" ]
	grep -q ',zrt,' out/figures.csv
	run ! grep -q ',zrt,' before.csv
}

@test "the example of README is what the programs print" {
	figures "$FIXTURES/economy.txt" out CSVFLAGS='-c line,column,kind,bound,value,upper,unit,of,raw'
	fa-csv -d out/figures.csv | sed 's/^/| /; s/\t/ | /g; s/$/ |/; s/|  |/| |/g; s/|  |/| |/g' >have
	grep -E '^\| [0-9]+ \| [0-9]+ \|' "$ROOT/README.md" >want
	[ -s want ]
	while IFS= read -r row; do
		grep -qxF "$row" have
	done <want
	while IFS= read -r line; do
		grep -qF "$line" "$FIXTURES/economy.txt"
	done < <(sed -n 's/^> //p' "$ROOT/README.md")
}
