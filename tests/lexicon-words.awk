# Makes a sentence of each word of some classes: awk -v texts=FILE -f tests/lexicon-words.awk src/lexicon/*.tsv
# writes the sentences to FILE, a line each, and prints what a line's only figure is:
# line kind value bound unit date.
BEGIN {
	FS = OFS = "\t"
	text["measure"] = text["money"] = text["percent"] = "حدود ۵ % بود."
	text["measure-weak"] = text["money-weak"] = text["measure"]
	for (i = split("thousand million big scale-weak", list, " "); i > 0; i--)
		text[list[i]] = "در آنجا ۵ % نفر بودند."
	text["n1-colloquial"] = text["n20-weak"] = "آن‌ها % هزار تومان دادند."
	text["ordinal"] = text["first"] = "جشنواره % باشکوه بود."
	text["qualifier"] = "آن‌ها % ۵۰ نفر بودند."
	for (i = split("n1 n10 n20 n100", list, " "); i > 0; i--)
		text[list[i]] = "در آنجا % نفر بودند."
	text["month-jalali"] = text["month-jalali-weak"] = "در ۵ % ۱۳۷۵ بود."
	text["month-gregorian"] = text["month-gregorian-weak"] = "در ۵ % ۱۹۹۸ بود."
	text["month-hijri"] = text["month-hijri-weak"] = "در ۵ % ۱۴۱۰ بود."
	text["no-number"] = "او گفت % خوب بود."
	# The fifth day of each month of these years.
	split("1996-03-24 1996-04-24 1996-05-25 1996-06-25 1996-07-26 1996-08-26 " \
	    "1996-09-26 1996-10-26 1996-11-25 1996-12-25 1997-01-24 1997-02-23", jalali, " ")
	split("1989-08-08 1989-09-07 1989-10-06 1989-11-05 1989-12-04 1990-01-03 " \
	    "1990-02-01 1990-03-03 1990-04-01 1990-05-01 1990-05-30 1990-06-29", hijri, " ")
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
	# A tonne or a person, a mass or a coin, یک or the article: such words are for other tests.
	if (role ~ /^measure/ && others ~ /,(classifier|money)/ || role == "n1" && code == 1 ||
	    role == "money-weak" && others ~ /,measure/)
		return
	line = text[role]
	sub(/%/, word, line)
	print line >texts
	lines++
	sub(/-weak$/, "", role)
	if (role ~ /^month-/)
		print lines, "date", year[role], "exact", substr(role, 7), day(substr(role, 7), code)
	else if (role == "n1-colloquial" || role == "n20" && line ~ /هزار/)
		print lines, "money", code "000", "exact", "IRT", ""
	else if (role ~ /^n[12]/)
		print lines, "count", code, "exact", "", ""
	else if (role ~ /^(thousand|million|big|scale)$/)
		print lines, "count", code ~ /^5/ ? "25" substr(code, 2) : "5" substr(code, 2), "exact", "", ""
	else if (role == "ordinal" || role == "first")
		print lines, "ordinal", code, "exact", "", ""
	else if (role == "qualifier")
		print lines, "count", 50, code, "", ""
	else if (role != "no-number")
		print lines, role, 5, "about", code, ""
}
function day(calendar, month) {
	return calendar == "jalali" ? jalali[month] : calendar == "hijri" ? hijri[month] : \
	    sprintf("1998-%02d-05", month)
}
