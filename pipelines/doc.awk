# doc: rows of shard, size, mtime and name, each ended by a NUL, with what the name is in the column
# doc of the table as second column, by which the rows of a shard are in order
BEGIN { RS = "\0"; FS = "\t" }
{
	name = substr($0, length($1 $2 $3) + 6)
	# A bare - would be standard input.
	if (name == "-") name = "./-"
	printf "%s\t%s\t%s\t%s\t%s%c", $1, escape(name), $2, $3, name, 0
}
