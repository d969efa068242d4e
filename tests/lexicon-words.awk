# Makes a sentence of each word of some classes: awk -v texts=FILE -f tests/lexicon-words.awk src/lexicon/*.tsv
# writes the sentences to FILE, a line each, and prints what a line's only figure is: line kind value bound unit.
BEGIN {
	FS = OFS = "\t"
	text["measure"] = text["money"] = text["percent"] = "حدود ۵ % بود."
	text["qualifier"] = "آن‌ها % ۵۰ نفر بودند."
	for (i = split("n1 n10 n20 n100", list, " "); i > 0; i--)
		text[list[i]] = "در آنجا % نفر بودند."
	text["month-jalali"] = "در ۵ % ۱۳۷۵ بود."
	text["month-gregorian"] = "در ۵ % ۱۹۹۸ بود."
	text["month-hijri"] = "در ۵ % ۱۴۱۰ بود."
	text["no-number"] = "او گفت % خوب بود."
	year["month-jalali"] = 1375; year["month-gregorian"] = 1998; year["month-hijri"] = 1410
}
/^[#@]/ || NF != 3 { next }
{
	n = split($3, word, "|")
	for (i = 1; i <= n; i++) {
		words[++count] = word[i]
		roles[count] = $1
		codes[count] = $2 == "?" ? word[1] : $2
		all[word[i]] = all[word[i]] "," $1 ","
	}
}
END {
	for (i = 1; i <= count; i++)
		for (m = split(roles[i], role, ","); m > 0; m--)
			if (role[m] in text)
				sentence(words[i], role[m], codes[i], all[words[i]])
}
function sentence(word, role, code, others, line) {
	# A tonne or a person, یک or the article: such words are for other tests.
	if (role == "measure" && others ~ /,classifier,/ || role == "n1" && code == 1)
		return
	line = text[role]
	sub(/%/, word, line)
	print line >texts
	lines++
	if (role ~ /^month-/)
		print lines, "date", year[role], "exact", substr(role, 7)
	else if (role ~ /^n1/ || role ~ /^n20/)
		print lines, "count", code, "exact", ""
	else if (role == "qualifier")
		print lines, "count", 50, code, ""
	else if (role != "no-number")
		print lines, role, 5, "about", code
}
