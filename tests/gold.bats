bats_require_minimum_version 1.5.0
load helper

# What the programs read otherwise than the annotators stands in golden/gold/differences.out: where
# a change makes it longer, something was lost.
@test "the annotated sentences are read as the annotations say, but for known differences" {
	for set in "$BATS_TEST_DIRNAME"/gold/*/; do
		(cd "$set" && fa-decode --locate -- *.txt) >located
		fa-reflow located >flowed
		fa-figures flowed >found
		fa-digits -c number,upper found >digits
		fa-values digits | cut -f 1,3,5-9,11,14 | awk -F '\t' -v OFS='\t' 'NR > 1 {
			print $1, $2, $9, $3, $4, $5, $6, $7, $8 }' >have
		cut -f 1-8,10 "$set/gold.tsv" | tail -n +2 >want
		[ -s want ]
		diff want have | grep '^[<>]' >>differences || [ $? -eq 1 ]
	done
	[ "$(grep -c '^<' differences)" -lt 100 ]
	golden gold/differences cat differences
}
