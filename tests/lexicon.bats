bats_require_minimum_version 1.5.0
load helper

lexicon() {
	(cd "$ROOT" && awk -f tests/lexicon.awk src/lexicon/classes tests/iso4217 "$@")
}

@test "the lexicon's rows have three columns, known classes, valid codes, and no word with two codes" {
	cd "$ROOT"
	run -0 lexicon src/lexicon/*.tsv
	[ -z "$output" ]
}

@test "the lexicon that the build laid out is what its tables are read as at run time" {
	cat "$ROOT"/src/lexicon/*.tsv "$ROOT"/tests/gold/*/*.txt >text
	fa-figures text >built
	fa-figures -l /dev/null text | diff built -
	[ "$(wc -l <built)" -gt 1000 ]
	fa-digits -c number,upper built >digits
	fa-values digits >values
	fa-values -l /dev/null digits | diff values -
}

@test "a wrong row is told with its file and line" {
	file=$BATS_TEST_TMPDIR/wrong.tsv
	printf '%s\n' '# wrong' 'measure	km	کیلومتر' 'measure	qq	چیز' 'mesure	m	متر' 'n1	2' \
		'n1	x	دو' 'measure	cm	کیلومتر' 'money	XQX	سکه' 'n1	3	سه|سه' >"$file"
	run -1 lexicon "$file"
	for what in '3: not a code of class measure: qq' '4: no such class: mesure' '5: 2 columns' \
		'6: not a code of class n1: x' '7: measure کیلومتر: cm here, km before' \
		'8: not a code of class money: XQX' '9: twice in the row: سه'; do
		[[ $output == *"$file:$what"* ]]
	done
}

@test "each unit, currency, number word, ordinal, month and qualifier is read as the tables say" {
	awk -v texts=texts -f "$ROOT/tests/lexicon-words.awk" "$ROOT"/src/lexicon/*.tsv >want
	fa-figures texts >pieces
	fa-digits -c number,upper pieces >digits
	fa-values digits >rows
	awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{ print $at["line"], $at["kind"], $at["value"], $at["bound"], $at["unit"], $at["date"] }' \
		rows >have
	diff -u want have
}

@test "spellings of speech, of Dari and of screens are read, and what only looks so is not" {
	grep -v '^#' "$ROOT/tests/spellings.tsv" >want
	cut -f 1 want >texts
	fa-figures texts >pieces
	fa-digits -c number,upper pieces >digits
	fa-values digits >rows
	awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		FILENAME == "rows" { i = $at["line"]; row = $at["kind"] OFS $at["value"] OFS $at["unit"]
			had[i] = had[i] OFS row; next }
		{ print $0 (FNR in had ? had[FNR] : OFS "-") }' rows texts >have
	diff -u want have
}

@test "an era's mark with a joiner ends no sentence" {
	printf 'در ۵۹۷ ه‍. ق. زاده شد و در ۶۷۲ هـ.ق. درگذشت.\n' >text
	run -0 fa-figures text
	[[ ${lines[1]} == *'۵۹۷ ه‍. ق.'* ]]
	[[ ${lines[2]} == *'۶۷۲ هـ.ق.'* ]]
}
