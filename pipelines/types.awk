# types: a list of names, each ended by a NUL, with KIND: before each that is not plain text, and + before
# that if its state is one of before
# TYPES names the table; plain names go to the file PLAIN if there is one, as they are. DOCS has a row for
# each name, its state, and WAS the rows of before; both may be missing. The exit status is MIXED, or 0
# if all names are plain.
BEGIN {
	while ((getline row <types) > 0) {
		split(row, cell, "\t")
		if (row !~ /^#/) kind[cell[1]] = cell[2]
	}
	while (was != "" && (getline row <was) > 0) known[row]
	for (n = 1; was != "" && (getline row <docs) > 0; n++) if (row in known) same[n]
	RS = "\0"
}
{
	name = $0
	suffix = tolower(name)
	sub(/^.*\//, "", suffix)
	found = "plain"
	# A hidden name such as .gz has no suffix.
	for (sub(/^\.*[^.]*/, "", suffix); suffix != ""; sub(/^\.[^.]*/, "", suffix))
		if (suffix in kind) { found = kind[suffix]; break }
	if (found != "plain") typed = 1
	if (found == "plain" && plain != "") printf "%s%c", name, 0 >plain
	else printf "%s%s:%s%c", NR in same ? "+" : "", found, name, 0
}
END { exit typed ? mixed + 0 : 0 }
