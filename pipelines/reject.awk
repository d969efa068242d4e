# reject: a name ended by a NUL as a row of rejects for REASON, behind PREFIX
BEGIN { RS = "\0" }
{
	gsub(/\\/, "&&", reason); gsub(/\t/, " ", reason); gsub(/\n.*/, "", reason)
	print escape(prefix $0) "\t\t\t" reason
}
