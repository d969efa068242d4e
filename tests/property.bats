bats_require_minimum_version 1.5.0
load helper

# read_text FILE: its figures as lines of line number, kind, bound, value, upper, unit, date
read_text() {
	fa-decode --locate "$1" >text.tsv
	fa-figures text.tsv >found.tsv
	fa-digits -c number,upper found.tsv >digits.tsv
	fa-values digits.tsv >values.tsv
	cut -f 3,5-9,11 values.tsv | tail -n +2
}

@test "100,000 figures printed in random styles of the lexicon are read as what they were" {
	awk -f "$BATS_TEST_DIRNAME/generate" -v count=100000 -v seed="${SEED:-1}" -v text=text -v want=want \
		"$ROOT"/src/lexicon/*.tsv
	[ "$(wc -l <text)" -eq 100000 ]
	awk -v OFS='\t' '{ print NR, $0 }' want >lines
	read_text text >have
	diff lines have | head -n 20 >different
	if [ -s different ]; then
		cat different
		grep -oE '^[<>] [0-9]+' different | cut -c 3- | sort -un | while read -r n; do sed -n "${n}p" text; done
		return 1
	fi
}
