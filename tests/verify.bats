bats_require_minimum_version 1.5.0
load helper

verify() {
	make -s -C "$ROOT" BIN="$BIN" OUT="$PWD/out" "$@"
}

# A table of the fixtures, and a copy to edit.
setup() {
	workdir
	verify figures >/dev/null
	"$BIN/fa-csv" -d out/figures.csv >rows.tsv
}

# edited AWK: the table as a spreadsheet would bring it back
edited() {
	awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } '"$1"' { print }' rows.tsv |
		"$BIN/fa-csv" ${2-} >edited.csv
}

@test "a table that nobody edited follows from its text" {
	run -0 verify verify
	[ "$output" = "$(($(wc -l <rows.tsv) - 1)) rows, 0 differ" ]
}

@test "also with a byte order mark, semicolons, CR LF, Persian titles, and zeros that a spreadsheet dropped" {
	edited 'NR > 1 && $at["kind"] != "reference" && $at["value"] ~ /[.].*0$/ { sub(/0+$/, "", $at["value"]) }' \
		'--excel=fa --header=fa --safe'
	run -0 verify verify TABLE="$PWD/edited.csv"
	[[ $output == *" rows, 0 differ" ]]
}

@test "a changed value, upper, unit, date and raw are named by row and by what the text says" {
	awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		$at["kind"] == "money" && !m { m = NR } $at["upper"] != "" && $at["unit"] == "%" && !u { u = NR }
		$at["unit"] == "km" && !k { k = NR } $at["date"] ~ /^[0-9-]+$/ && !d { d = NR }
		$at["kind"] == "count" && !c { c = NR } END { print m, u, k, d, c }' rows.tsv >picked
	read -r m u k d c <picked
	edited "NR == $m { \$at[\"value\"] = 7 } NR == $u { \$at[\"upper\"] = 7 } NR == $k { \$at[\"unit\"] = \"m\" }
		NR == $d { \$at[\"date\"] = \"1900-01-01\" } NR == $c { \$at[\"raw\"] = \"هیچ\" }"
	run -2 verify verify TABLE="$PWD/edited.csv"
	for row in "$m" "$u" "$k" "$d" "$c"; do
		grep -q "edited.csv:$row: " <<<"$output"
	done
	grep -qx ".*edited.csv:$m: .*: value is 7, the text says [0-9]*" <<<"$output"
	grep -qx ".*edited.csv:$k: .*: unit is m, the text says km" <<<"$output"
	grep -qx ".*edited.csv:$d: .*: date is 1900-01-01, the text says [0-9-]*" <<<"$output"
	grep -qx ".*edited.csv:$c: هیچ: not found in its context" <<<"$output"
	grep -qx '[0-9]* rows, 5 differ' <<<"$output"
}

@test "an item, a section and a footnote are held to the value of their digits" {
	awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		$at["unit"] ~ /^(item|section|footnote)$/ { print NR; exit }' rows.tsv >picked
	read -r row <picked
	edited "NR == $row { \$at[\"value\"] = 99 }"
	run -2 verify verify TABLE="$PWD/edited.csv"
	grep -qx ".*edited.csv:$row: .*: value is 99, the text says [0-9.]*" <<<"$output"
}

@test "a figure read in visual order is read so again" {
	printf '%s\n' 'نرخ بيكاري 7 /44 درصد و رشد آن 8/62 درصد است.' >visual.txt
	verify figures CORPUS="$PWD/visual.txt" OUT="$PWD/two" >/dev/null
	grep -q 'visual-order' two/figures.csv
	run -0 verify verify OUT="$PWD/two"
	[ "$output" = "2 rows, 0 differ" ]
}

@test "a table without a column, a broken one and a missing one end in 2" {
	"$BIN/fa-csv" -c raw,context rows.tsv >short.csv
	run -2 verify verify TABLE="$PWD/short.csv"
	grep -q 'verify: no column kind' <<<"$output"
	run -2 verify verify TABLE="$PWD/nothing.csv"
}
