# list: rows of shard, size, mtime and name, each ended by a NUL, in the order of shards, to
# TMP/N.docs (escaped) and TMP/N.list (names, each ended by a NUL)
BEGIN { RS = "\0"; FS = "\t" }
{
	if ($1 != shard) {
		close(docs); close(list)
		shard = $1; docs = tmp "/" shard ".docs"; list = tmp "/" shard ".list"
	}
	name = substr($0, length($1 $2 $3) + 6)
	# A bare - would be standard input.
	if (name == "-") name = "./-"
	print escape(name) "\t" $2 "\t" $3 >docs
	printf "%s%c", name, 0 >list
}
