# hash: rows of size, mtime and name, each ended by a NUL, with the shard of the name in front
BEGIN {
	RS = "\0"; FS = "\t"
	for (i = 1; i < 256; i++) ord[sprintf("%c", i)] = i
}
{
	hash = 0
	for (i = length($0); i > length($1 $2) + 4; i--)
		hash = (hash * 31 + ord[substr($0, i, 1)]) % 16777213
	printf "%d\t%s%c", hash % shards + 1, $0, 0
}
