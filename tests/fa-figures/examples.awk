# The examples of pattern files, and whether the patterns find in them what they say.
# awk -f examples.awk FILE.patterns...                  a row for each: where, name, kind, when, text, pieces
# awk -v want=ROWS -f examples.awk FIGURES.tsv           what is missing, ROWS being such rows
# awk -v texts=1 -f examples.awk ROWS                    the examples as a text: example N on line 4N - 2
BEGIN {
	FS = OFS = "\t"
	while (want && (getline row < want) > 0)
		rows[++count] = row
}

texts {
	# A list of notes begins at its heading, and ends at the second line that is no note.
	print $4 == "notes" ? "پی‌نوشت‌ها" : ""
	print $5
	print "پایان\nپایان"
	next
}

want && FNR == 1 {
	for (i = 1; i <= NF; i++)
		at[$i] = i
	next
}

want {
	n = ($at["line"] + 2) / 4
	if (n != int(n))
		next
	split(rows[n], cell)
	found[n] = found[n] ", " $at["pattern"]
	if ($at["pattern"] != cell[2])
		next
	wrong = ""
	pieces = split(cell[6], piece, / \| /)
	for (i = 1; i <= pieces; i++) {
		equals = index(piece[i], "=")
		have = $at[substr(piece[i], 1, equals - 1)]
		if (have != substr(piece[i], equals + 1))
			wrong = wrong ", " substr(piece[i], 1, equals) have
	}
	if (!wrong)
		good[n] = 1
	found[n] = found[n] (wrong ? " (" substr(wrong, 3) ")" : "")
	next
}

/^#/ || /^$/ { next }
/^(let|shared|stem) / { name = ""; next }
/^\t/ {
	if ($2 ~ /^>/ && name) {
		text = substr($0, 4)
		bar = index(text, " | ")
		print FILENAME ":" FNR, name, kind, when, bar ? substr(text, 1, bar - 1) : text,
			bar ? substr(text, bar + 3) : ""
	}
	next
}
{
	split($0, word, " ")
	name = word[1]
	kind = word[2]
	when = / when=notes/ ? "notes" : ""
}

END {
	for (i = 1; i <= count; i++) {
		split(rows[i], cell)
		if (!good[i] && cell[3] != "none" && cell[3] != "notes")
			print cell[1] ": " cell[2] ": '" cell[5] "': " (found[i] ? substr(found[i], 3) : "nothing found")
	}
}
