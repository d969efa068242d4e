# list: rows of shard, doc, size, mtime and name, each ended by a NUL, in the order of shards, to
# TMP/N.docs and TMP/N.list (names, each ended by a NUL)
BEGIN { RS = "\0"; FS = "\t" }
{
	if ($1 != shard) {
		close(docs); close(list)
		shard = $1; docs = tmp "/" shard ".docs"; list = tmp "/" shard ".list"
	}
	print $2 "\t" $3 "\t" $4 >docs
	printf "%s%c", substr($0, length($1 $2 $3 $4) + 5), 0 >list
}
