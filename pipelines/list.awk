# list: names with their sizes and times, each ended by a NUL, to TMP/N.docs and TMP/N.list by hash
BEGIN { RS = "\0" }
{
	tab = index($0, "\t"); size = substr($0, 1, tab - 1); $0 = substr($0, tab + 1)
	tab = index($0, "\t"); mtime = substr($0, 1, tab - 1); name = substr($0, tab + 3)
	hash = 0
	for (i = length(name); i > 0; i--) hash = (hash * 31 + ord[substr(name, i, 1)]) % 16777213
	n = hash % shards + 1
	# A bare - would be standard input.
	if (name == "-") name = "./-"
	print escape(name) "\t" size "\t" mtime >(tmp "/" n ".docs")
	printf "%s%c", name, 0 >(tmp "/" n ".list")
}
