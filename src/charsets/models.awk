# models.awk: how often signs follow one another in each language, as a C header
#
# usage: LC_ALL=C awk -f models.awk letters.tsv text/LANGUAGE.txt...
# A pair's cost is -8 log2 of its share among the pairs with the same first sign; what the
# texts do not show is estimated by the share of the second sign alone.
BEGIN {
	FS = "\t"
	for (i = 1; i < 256; i++)
		ord[sprintf("%c", i)] = i
	signs = 1 # 0 is "other"
	SOME = 4  # so many pairs of the common kind are thought to have been seen as well
	RARE = 0.05
	FOREIGN_DIGIT = 96
	NO_BREAK = 8
	STRANGE = 160 # for "other" and 96 for what follows it; a byte that stands for nothing costs more
}
function hex(s, i, n) {
	for (i = 1; i <= length(s); i++)
		n = 16 * n + index("123456789ABCDEF", substr(s, i, 1))
	return n
}
FILENAME ~ /letters\.tsv$/ {
	if ($0 ~ /^#/ || $1 == "name")
		next
	n = split($2, range, " ")
	for (i = 1; i <= n; i++) {
		split(range[i] "-" range[i], end, "-")
		for (c = hex(end[1]); c <= hex(end[2]); c++)
			sign_of[c] = signs
	}
	number[$1] = signs++
	next
}
FNR == 1 {
	language = FILENAME
	sub(/.*\//, "", language)
	sub(/\.txt$/, "", language)
	names[languages++] = language
}
function plain(s) {
	if (s == number["no-break-space"])
		return number["space"]
	return s == number["fa-digit"] || s == number["ar-digit"] ? number["digit"] : s
}
function count(s) {
	pairs[language, last, s]++
	firsts[language, last]++
	seconds[language, s]++
	all[language]++
	last = s
}
{
	last = number["space"]
	for (i = 1; i <= length($0); i++) {
		b = ord[substr($0, i, 1)]
		if (b < 128)
			point = b
		else if (b >= 192) {
			left = b < 224 ? 1 : b < 240 ? 2 : 3
			point = b - (b < 224 ? 192 : b < 240 ? 224 : 240)
		} else
			point = 64 * point + b - 128 + 0 * left--
		if (b < 128 || (b < 192 && left == 0))
			count(plain(sign_of[point] + 0))
	}
	count(number["space"])
}
function share(l, a, b, rare) {
	rare = RARE
	return (pairs[l, a, b] + SOME * (seconds[l, b] + rare) / (all[l] + RARE * signs)) / (firsts[l, a] + SOME)
}
function bits(part) {
	return int(-8 * log(part) / log(2) + 0.5)
}
# Lines that are drawn around text, in sets for terminals.
function box_cost(a, b) {
	if (a == box && b == box)
		return 48
	if (b == box)
		return a == number["space"] ? 64 : 128
	return b == number["space"] ? 8 : 64
}
function cost(l, a, b, extra) {
	if (b == undefined)
		return 255
	if (b && a != undefined && (a == box || b == box))
		return box_cost(a, b)
	if (b == 0 || a == 0 || a == undefined)
		return b == 0 ? STRANGE : 96
	extra = 0
	if (b == number["fa-digit"] && (l == "ar" || l == "en" || l == "fr"))
		extra = FOREIGN_DIGIT
	if (b == number["ar-digit"] && l != "ar")
		extra = FOREIGN_DIGIT
	if (b == number["no-break-space"])
		extra = NO_BREAK
	extra += bits(share(l, plain(a), plain(b)))
	return extra > 255 ? 255 : extra
}
function print_signs(name, from, to, c) {
	printf "static const uint8_t %s[%d] = {", name, to - from
	for (c = from; c < to; c++)
		printf "%s%d,", (c - from) % 16 ? " " : "\n\t", sign_of[c]
	print "\n};"
}
END {
	undefined = signs++
	box = signs++
	print "/* made from src/charsets by models.awk */"
	room = languages > 8 ? 16 : 8
	printf "enum { LANGUAGE_ROOM = %d };\n", room
	printf "enum { SIGNS = %d, LANGUAGES = %d, SIGN_SPACE = %d, SIGN_FIRST_HIGH = %d };\n", signs, languages, number["space"], number["no-break-space"]
	printf "enum { SIGN_UNDEFINED = %d, SIGN_BOX = %d };\n", undefined, box
	printf "enum { SIGN_FIRST_LETTER = %d, SIGN_FIRST_ARABIC = %d };\n", number["a"], number["comma"]
	print_signs("low_signs", 0, 1792)
	print_signs("high_signs", 8192, 8304)
	printf "static const char *const languages[LANGUAGES] = {"
	for (l = 0; l < languages; l++)
		printf "\"%s\", ", names[l]
	print "};"
	# Of each pair the costs in all languages lie side by side.
	print "static const uint16_t costs[SIGNS][SIGNS][LANGUAGE_ROOM] = {"
	for (a = 0; a < signs; a++) {
		print "\t{"
		for (b = 0; b < signs; b++) {
			printf "\t\t{"
			for (l = 0; l < languages; l++)
				printf "%d,", cost(names[l], a, b)
			print "},"
		}
		print "\t},"
	}
	print "};\nstatic const uint8_t single_costs[SIGNS][LANGUAGE_ROOM] = {"
	for (b = 0; b < signs; b++) {
		printf "\t{"
		for (l = 0; l < languages; l++)
			printf "%d,", b == 0 || b == undefined ? STRANGE : b == box ? 64 : bits((seconds[names[l], plain(b)] + RARE) / (all[names[l]] + RARE * signs))
		print "},"
	}
	print "};"
}
