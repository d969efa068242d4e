# members: of a listing, the rows of the shards that a difference falls in, with the shard in front
# DIFFERING, the first FILE, has rows of shard, size, mtime and name, the second FILE the same without
# shard, each ended by a NUL. A shard has the names of WORK/N.list and of DIFFERING, as far as they are
# listed; TMP/N.list and TMP/N.docs are left empty.
BEGIN { RS = "\0"; FS = "\t" }
FILENAME == ARGV[1] {
	if (!($1 in affected)) affect($1)
	of[substr($0, length($1 $2 $3) + 4)] = $1
	next
}
{
	name = substr($0, length($1 $2) + 3)
	if (name in of) printf "%d\t%s%c", of[name], $0, 0
}

function affect(shard,  list, name, got) {
	affected[shard] = 1
	list = work "/" shard ".list"
	while ((got = (getline name <list)) > 0) of[name == "./-" ? name : "./" name] = shard
	if (got < 0) {
		print "list: " list ": cannot be read" >"/dev/stderr"
		exit 2
	}
	close(list)
	printf "" >(tmp "/" shard ".list"); close(tmp "/" shard ".list")
	printf "" >(tmp "/" shard ".docs"); close(tmp "/" shard ".docs")
}
