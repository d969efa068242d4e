# escape: a name as a cell of rows, as raqam-rows(5) has it; under LC_ALL=C
BEGIN {
	for (i = 1; i < 256; i++) ord[sprintf("%c", i)] = i
	tail = "[\200-\277]"
	char = "[\001-\177]|[\302-\337]" tail "|\340[\240-\277]" tail "|[\341-\354\356\357]" tail tail \
		"|\355[\200-\237]" tail "|\360[\220-\277]" tail tail "|[\361-\363]" tail tail tail \
		"|\364[\200-\217]" tail tail
	all_utf8 = "^(" char ")*$"
	first_char = "^(" char ")"
}

function escape(name,  out) {
	gsub(/\\/, "&&", name); gsub(/\t/, "\\t", name); gsub(/\n/, "\\n", name); gsub(/\r/, "\\r", name)
	if (name ~ all_utf8) return name
	for (out = ""; name != ""; ) {
		if (match(name, first_char)) {
			out = out substr(name, 1, RLENGTH)
			name = substr(name, RLENGTH + 1)
		} else {
			out = out sprintf("\\x%02X", ord[substr(name, 1, 1)])
			name = substr(name, 2)
		}
	}
	return out
}
