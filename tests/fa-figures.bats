bats_require_minimum_version 1.5.0
load helper

# many COUNT TEXT: a line of so many copies of it
many() {
	awk -v count="$1" -v text="$2" 'BEGIN { for (; count > 0; count--) printf "%s", text; print "" }'
}

# column NAME...: these columns of the rows that come in
column() {
	awk -F '\t' -v OFS='\t' -v names="$*" 'NR == 1 {
			n = split(names, want, " ")
			for (i = 1; i <= NF; i++)
				at[$i] = i
			next
		}
		{
			for (i = 1; i <= n; i++)
				printf "%s%s", $at[want[i]], i < n ? OFS : "\n"
		}'
}

# alike WANT GOT: diff, but not all of it
alike() {
	diff "$1" "$2" >differs || {
		cut -c -200 differs | head -n 40
		return 1
	}
}

@test "a row says where a pattern was given up at its limit" {
	printf 'slow number\n\t(?<number>\\d)(?:.+)+[!?]\n' >slow
	echo 'در کاغذ A4 از این ۵ نفر و ۷ روز که گذشت، آنچه را از آن خود می‌دانستند' >in
	fa-figures -p slow in | column kind number note pattern >got
	printf 'number\t4\tlimit\tlimit\ncount\t۵\tlimit\tcount\nmeasure\t۷\tlimit\tmeasure\n' >want
	alike want got
	fa-figures -p slow --explain in >places
	grep -q '^۵	slow	slow:1	limit$' places
}

@test "text made to be hard to search is searched in bounded time" {
	many 100000 ۷ >in
	many 10000 '۱ تا ۲ تا ' >>in
	many 10000 '۱ و ' >>in
	many 10000 'هزار و ' >>in
	many 10000 'سی و ' >>in
	many 5000 '(' >>in
	many 5000 '(۱' >>in
	many 520000 ب >>in
	timeout 300 fa-figures in >out
	column line <out | sort -n | uniq -c | sed 's/^ *//' >got
	printf '%s\n' '1 1' '2500 2' '10000 3' '10000 4' '10000 5' '5000 7' >want
	alike want got
}
