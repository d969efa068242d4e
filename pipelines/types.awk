# types: a list of names, each ended by a NUL, with KIND: before each that is not plain text
# TYPES names the table; plain names go to the file PLAIN if there is one, as they are.
BEGIN {
	while ((getline row <types) > 0) {
		split(row, cell, "\t")
		if (row !~ /^#/) kind[cell[1]] = cell[2]
	}
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
	if (found == "plain" && plain != "") printf "%s%c", name, 0 >plain
	else printf "%s:%s%c", found, name, 0
}
