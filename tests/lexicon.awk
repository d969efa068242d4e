# Checks the lexicon's tables: awk -f tests/lexicon.awk src/lexicon/classes tests/iso4217 src/lexicon/*.tsv
# Prints file:line: what is wrong; the exit status is 1 if anything is.
function bad(what) {
	printf "%s:%d: %s\n", FILENAME, FNR, what
	failed = 1
}

function in_list(code, list, part, n, i) {
	n = split(list, part, "|")
	for (i = 1; i <= n; i++)
		if (part[i] == code)
			return 1
	return 0
}

# One unit of a UCUM term, with its prefix and exponent.
function is_atom(atom, base) {
	if (atom in ucum || atom ~ /^[1-9][0-9]*$/)
		return 1
	base = atom
	sub(/[23]$/, "", base)
	if (base in ucum)
		return 1
	if (base ~ /^(da|Ki|Mi|Gi|Ti)/ && (substr(base, 3) in metric))
		return 1
	return base ~ /^[YZEPTGMkhdcmunpfa]/ && (substr(base, 2) in metric)
}

function is_ucum(code, atom, n, i) {
	sub(/^\//, "", code)
	gsub(/[()]/, "", code)
	n = split(code, atom, /[.\/]/)
	for (i = 1; i <= n; i++)
		if (!is_atom(atom[i]))
			return 0
	return n > 0
}

function is_code(code, kind) {
	if (kind == "none")
		return code == "-"
	if (kind == "number")
		return code ~ /^(0|0\.[0-9]*[1-9]|[1-9][0-9]*)$/
	if (kind == "fraction")
		return code ~ /^[1-9]\/[1-9][0-9]*$/
	if (kind == "month")
		return code ~ /^([1-9]|1[0-2])$/
	if (kind == "iso")
		return code == "?" || code == "IRT" || code in iso
	if (kind == "ucum")
		return code == "?" || is_ucum(code)
	return in_list(code, kind)
}

function check_classes(list, n, i) {
	n = split(list, class, ",")
	for (i = 1; i <= n; i++)
		if (!(class[i] in kinds))
			bad("no such class: " class[i])
	return n
}

function check_words(n, words, m, i, j, word, code) {
	m = split(words, list, "|")
	delete seen
	for (i = 1; i <= m; i++) {
		word = list[i]
		if (word == "" || word ~ /^ | $|  /)
			bad("empty word or stray space: '" word "'")
		if (word in seen)
			bad("twice in the row: " word)
		seen[word]
		gsub(/ /, "", word)
		code = $2 == "?" ? list[1] : $2
		for (j = 1; j <= n; j++) {
			if ((class[j], word) in codes && codes[class[j], word] != code)
				bad(class[j] " " list[i] ": " code " here, " codes[class[j], word] " before")
			codes[class[j], word] = code
			used[class[j]]
		}
	}
}

BEGIN {
	FS = "\t"
	n = split("m g s L l W V A J N Pa Hz By bit eV cal t ar pc bar F S H T Wb C Ohm Bq Sv Gy Ci R mol " \
	    "kat lm lx cd rad sr K Cel u B gf dyn erg G Gal [iU] m[Hg] m[H2O] P St Mx eq Bd Np", list, " ")
	for (i = 1; i <= n; i++)
		metric[list[i]]
	n = split("a mo wk d h min deg ' '' gon AU atm % Ao [in_i] [ft_i] [yd_i] [mi_i] [nmi_i] [ly] [fth_i] " \
	    "[fur_us] [acr_us] [bbl_us] [gal_us] [gal_br] [qt_us] [qt_br] [pt_us] [pt_br] [bu_us] [foz_us] " \
	    "[foz_br] [foz_m] [cup_us] [cup_m] [tbs_us] [tsp_us] [drp] [oz_av] [oz_tr] [lb_av] [stone_av] " \
	    "[ston_av] [lton_av] [car_m] [car_Au] [degF] [degR] [degRe] [kn_i] [HP] [Btu] [lbf_av] [psi] " \
	    "[in_i'Hg] [ppm] [ppb] [pH] [diop] [pnt] [g] [c]", list, " ")
	for (i = 1; i <= n; i++)
		ucum[list[i]]
	for (i in metric)
		ucum[i]
}

/^#/ || /^$/ { next }
FILENAME ~ /\/classes$/ {
	if (NF != 3)
		bad(NF " columns instead of 3")
	if ($1 in kinds)
		bad("twice: " $1)
	kinds[$1] = $2
	next
}
FILENAME ~ /\/iso4217$/ { iso[$1]; next }
NF != 3 { bad(NF " columns instead of 3"); next }
/\r|\342\200\214|\331\200|\331\212|\331\203/ { bad("a joiner, tatweel or Arabic letter") }
$1 == "@forms" {
	only = $2
	sub(/>/, ",", only)
	check_classes(only)
	if ($3 !~ /~/)
		bad("no ~ in the shapes")
	next
}
$1 == "@glue" {
	check_classes($2)
	check_classes($3)
	next
}
$1 == "@also" {
	check_classes($2)
	split($3, also, "=")
	if (check_classes(also[1]) && !is_code(also[2], kinds[also[1]]))
		bad("not a code of class " also[1] ": " also[2])
	used[also[1]]
	next
}
$1 == "@trigger" {
	check_classes($2)
	if ($3 !~ /^(tells|opens|follows|leads)$/)
		bad("not tells, opens, follows or leads: " $3)
	next
}
/^@/ {
	bad("no such directive: " $1)
	next
}
{
	n = check_classes($1)
	for (i = 1; i <= n; i++)
		if (!is_code($2, kinds[class[i]]))
			bad("not a code of class " class[i] ": " $2)
	check_words(n, $3)
}
END {
	for (i in kinds)
		if (!(i in used)) {
			print "no word in class " i
			failed = 1
		}
	exit failed
}
