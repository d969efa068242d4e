# tables.awk: the tables of sets/ as one C header; each has the columns byte, code, base, joins
BEGIN { FS = "\t" }
FNR == 1 {
	name = FILENAME
	sub(/.*\//, "", name)
	sub(/\.tsv$/, "", name)
	names[++count] = name
}
/^0x/ {
	row[name, $1] = $2 "\t" $3 "\t" $4
	places[name, $3] = places[name, $3] "+" $4
}
function point(code) {
	return "0x" substr(code, 3)
}
END {
	print "/* made from src/charsets by tables.awk */"
	for (n = 1; n <= count; n++) {
		printf "static const struct shape rows_%d[256] = {\n", n
		for (b = 0; b < 256; b++) {
			key = names[n] SUBSEP sprintf("0x%02X", b)
			if (!(key in row))
				row[key] = sprintf("U+%04X", b < 128 ? b : 65535)
			split(row[key], cell, "\t")
			split(cell[2] " U+0 U+0", base, " ")
			printf "\t{%s, {%s, %s}, 0", point(cell[1]), point(base[1]), point(base[2])
			# The only shape of a letter stands for it everywhere.
			if (places[names[n], cell[2]] == "+initial+medial")
				cell[3] = "isolated+final+initial+medial"
			# A mark is one in the shape that has a tatweel below it too.
			if (cell[2] ~ /^U\+06(4[B-F]|5[0-2])$/)
				cell[3] = "transparent"
			joins = split(cell[3], place, "+")
			for (j = 1; j <= joins; j++)
				printf " | JOINS_%s", toupper(place[j])
			print "},"
		}
		print "};"
	}
	print "static const struct charset_table tables[] = {"
	for (n = 1; n <= count; n++)
		printf "\t{\"%s\", rows_%d},\n", names[n], n
	print "};"
}
