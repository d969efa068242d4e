bats_require_minimum_version 1.5.0

lexicon() {
	awk -f tests/lexicon.awk src/lexicon/classes tests/iso4217 "$@"
}

setup() {
	cd "$BATS_TEST_DIRNAME/.."
}

@test "the lexicon's rows have three columns, known classes, valid codes, and no word with two codes" {
	run -0 lexicon src/lexicon/*.tsv
	[ -z "$output" ]
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
