# Makes the rows of words.tsv a C table; a member with yeh or kaf also in Arabic letters.
BEGIN {
	FS = "\t"
	split("open tail tied end colon pause close bullet letter mark hyphen", names, " ")
	print "enum {"
	for (i = 1; i in names; i++) {
		known[names[i]] = toupper(names[i])
		printf "\tWORD_%s = 1 << %d,\n", toupper(names[i]), i - 1
	}
	print "};"
	print "struct word {\n\tunsigned class;\n\tsize_t len;\n\tconst char *text;\n};"
	print "static const struct word words[] = {"
}
/^#/ || /^$/ { next }
NF != 2 || !($1 in known) {
	printf "%s:%d: not a known class and its members\n", FILENAME, FNR >"/dev/stderr"
	bad = 1
	exit 1
}
{
	n = split($2, member, " ")
	for (i = 1; i <= n; i++) {
		add(member[i])
		arabic = member[i]
		gsub(/ی/, "ي", arabic)
		gsub(/ک/, "ك", arabic)
		if (arabic != member[i])
			add(arabic)
	}
}
function add(text) {
	gsub(/["\\]/, "\\\\&", text)
	printf "\t{WORD_%s, sizeof \"%s\" - 1, \"%s\"},\n", known[$1], text, text
}
END {
	if (bad)
		exit 1
	print "\t{0, 0, NULL},\n};"
}
