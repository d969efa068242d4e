# forms.awk: forms.tsv and compose.tsv as a C header
BEGIN { FS = "\t" }
function point(code) {
	return "0x" substr(code, 3)
}
FILENAME ~ /forms\.tsv$/ && /^U/ {
	n = split($2, letter, " ")
	for (i = 1; i <= n; i++)
		letters = letters " " point(letter[i]) ","
	forms = forms sprintf("\t{%s, %d, %d},\n", point($1), used, n)
	used += n
	count++
}
FILENAME ~ /compose\.tsv$/ && /^U/ {
	pairs = pairs sprintf("\t{%s, %s, %s},\n", point($1), point($2), point($3))
}
END {
	print "/* made from src/charsets by forms.awk */"
	printf "static const uint16_t letters[%d] = {%s};\n", used, letters
	printf "static const struct form forms[%d] = {\n%s};\n", count, forms
	printf "static const struct pair pairs[] = {\n%s};\n", pairs
}
