# columns.awk: columns.tsv as rows of a C table
BEGIN { FS = "\t" }
/^#/ { next }
NF != 5 || /["\\]/ {
	print FILENAME ":" FNR ": not a name, a type, two titles and a description" >"/dev/stderr"
	exit failed = 1
}
{ printf "{\"%s\", \"%s\", \"%s\", \"%s\", \"%s\"},\n", $1, $2, $3, $4, $5 }
END { exit failed }
