bats_require_minimum_version 1.5.0
load helper

# rewrite FOLDER [OPTION]: the annotated texts with ASCII digits, / and Arabic letters
rewrite() {
	mkdir "$1"
	for text in "$BATS_TEST_DIRNAME"/gold/*/*.txt; do
		fa-digits --separators "$text" | awk -f "$BATS_TEST_DIRNAME/visual" ${2-} >"$1/${text##*/}"
	done
}

# read_texts FOLDER: the figures of its texts
read_texts() {
	(cd "$1" && fa-decode --locate -- *.txt) >located
	fa-reflow located >flowed
	fa-figures flowed >found
	fa-digits -c number,upper found >digits
	fa-values digits
}

# amounts: document, line and values of what tests/visual swaps; visual.txt was in visual order before
amounts() {
	awk -F'\t' -v OFS='\t' '$1 != "visual.txt" && ($5 ~ /^(percent|money|measure|count)$/ ||
		$5 == "time" && $14 ~ /ساعت/ && $14 !~ /:.*:/) { print $1, $3, $5, $7, $8, $11 }' | sort
}

@test "no logical document is read as visual, with ASCII digits, / and Arabic letters either" {
	rewrite logical
	read_texts logical >rows
	awk -F'\t' '$12 ~ /visual-order/ && $1 != "visual.txt"' rows >misread
	diff /dev/null misread
	grep -q 'visual[.]txt.*visual-order' rows
}

@test "a document in visual order that carries evidence is read as it was before" {
	rewrite logical
	rewrite swapped '-v swap=1'
	read_texts logical >rows
	read_texts swapped >visual
	awk -F'\t' '$12 ~ /visual-order/ { print $1 }' visual | sort -u >documents
	[ "$(wc -l <documents)" -ge 15 ]
	for rows in rows visual; do
		awk -F'\t' 'FNR == NR { seen[$1] = 1; next } $1 in seen' documents $rows | amounts >"$rows.amounts"
	done
	[ "$(wc -l <rows.amounts)" -ge 300 ]
	diff rows.amounts visual.amounts
}
