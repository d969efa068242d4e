/* fa-digits: write the digits of a text in one script; see fa-digits(1) */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/fa.h"
#include "lib/io.h"
#include "lib/line.h"
#include "lib/rows.h"
#include "lib/utf8.h"

enum { CHUNK = 1 << 17 };
enum { OPTION_SEPARATORS = IO_LONG };

static const struct io_option options[] = {
	{'t', "to", "SCRIPT", "write fa (Persian), ar (Arabic) or ascii digits (ascii)"},
	{'c', "columns", "COLUMN,...", "read rows, and change these columns only"},
	{OPTION_SEPARATORS, "separators", NULL, "change decimal, thousands and percent signs too"},
	{0},
};

static const struct {
	const char *name;
	enum fa_script script;
} scripts[] = {{"fa", FA_PERSIAN}, {"ar", FA_ARABIC}, {"ascii", FA_ASCII}};

static enum fa_script
script_named(const char *name)
{
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
		if (strcmp(scripts[i].name, name) == 0)
			return scripts[i].script;
	io_usage();
}

/* Where the malformed bytes of a file are: only the first is told at once. */
struct check {
	const char *file;
	size_t line;       /* of the next byte, from 1 */
	size_t line_start; /* bytes of this line that came before */
	size_t bad_line;   /* the last one found malformed */
	size_t bad_lines;
};

/* Goes over the LEN bytes at TEXT. */
static void
count_lines(struct check *c, const char *text, size_t len)
{
	size_t newlines = line_count(text, len), last = len;
	c->line += newlines;
	if (newlines > 0) {
		c->line_start = 0;
		while (text[last - 1] != '\n')
			last--;
		len -= last;
	}
	c->line_start += len;
}

/* Looks for malformed UTF-8 in the LEN bytes at TEXT, which no character crosses. */
static void
check(struct check *c, const char *text, size_t len)
{
	while (len > 0) {
		size_t good = utf8_valid(text, len);
		count_lines(c, text, good);
		if (good == len)
			return;
		if (c->bad_lines == 0)
			io_bad(c->file, c->line, "byte %zu: not UTF-8, kept as it is", c->line_start + 1);
		c->bad_lines += c->bad_line != c->line;
		c->bad_line = c->line;
		c->line_start++;
		text += good + 1;
		len -= good + 1;
	}
}

static void
check_end(const struct check *c)
{
	if (c->bad_lines == 2)
		io_bad(c->file, 0, "1 more line: not UTF-8, kept as it is");
	if (c->bad_lines > 2)
		io_bad(c->file, 0, "%zu more lines: not UTF-8, kept as they are", c->bad_lines - 1);
}

static size_t
read_some(int descriptor, const char *file, char *data, size_t size)
{
	ssize_t n;
	do
		n = read(descriptor, data, size);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		io_fail(file, 0, "cannot read: %s", strerror(errno));
	return (size_t)n;
}

/* Copies the text of FILE, "-" being standard input, in SCRIPT. */
static void
convert_text(const char *file, struct fa_digits digits)
{
	static char data[CHUNK];
	struct buf out = {0};
	struct check c = {.file = file, .line = 1};
	int descriptor = io_open(file);
	if (descriptor < 0)
		io_fail(file, 0, "cannot open: %s", strerror(errno));
	size_t held = 0, more;
	do {
		more = read_some(descriptor, file, data + held, CHUNK - held);
		size_t len = held + more;
		buf_clear(&out);
		size_t taken = fa_digits(&digits, &out, data, len, more == 0);
		check(&c, data, taken);
		io_write(out.data, out.len);
		io_flush(); /* what comes slowly through a pipe goes on at once */
		held = len - taken;
		memmove(data, data + taken, held);
	} while (more > 0);
	check_end(&c);
	buf_free(&out);
	io_close(descriptor);
}

/* Makes *CHANGE an array of a flag per column, set for those that LIST names. */
static void
mark_columns(const struct rows *rows, const char *list, bool **change)
{
	*change = io_realloc(NULL, rows->count * sizeof **change);
	memset(*change, 0, rows->count * sizeof **change);
	for (;;) {
		size_t len = strcspn(list, ",");
		size_t i = rows_find(rows, list, len);
		if (i == rows->count)
			io_fail(rows->file, 1, "no column %.*s", (int)len, list);
		(*change)[i] = true;
		if (list[len] == '\0')
			return;
		list += len + 1;
	}
}

/* Writes the row with the cells under CHANGE in SCRIPT, and what lies between them as it is. */
static void
put_row(const struct rows *rows, const bool *change, struct fa_digits digits)
{
	struct buf *out = io_out();
	struct cell row = rows_stretch(rows->cells, rows->count);
	const char *done = row.data;
	for (size_t i = 0; i < rows->count; i++) {
		const struct cell *c = &rows->cells[i];
		if (!change[i] || c->len == 0)
			continue;
		struct fa_digits cell = digits;
		buf_add(out, done, (size_t)(c->data - done));
		fa_digits(&cell, out, c->data, c->len, true);
		done = c->data + c->len;
	}
	buf_add(out, done, (size_t)(row.data + row.len - done));
	buf_add_char(out, '\n');
}

static void
put_header(const struct rows *rows)
{
	struct cell header = rows_stretch(rows->names, rows->count);
	io_write(header.data, header.len);
	io_write("\n", 1);
	io_flush();
}

static void
check_row(struct rows *rows)
{
	size_t good = rows_valid(rows);
	if (good < rows_stretch(rows->cells, rows->count).len)
		io_bad(rows->file, rows->line, "byte %zu: not UTF-8, kept as it is", good + 1);
}

/* Copies the rows of FILES with the columns that LIST names in SCRIPT. */
static void
convert_rows(char *const files[], const char *list, struct fa_digits digits)
{
	struct rows rows;
	rows_open(&rows, files);
	bool *change;
	mark_columns(&rows, list, &change);
	put_header(&rows);
	while (rows_next(&rows)) {
		check_row(&rows);
		put_row(&rows, change, digits);
	}
	free(change);
	rows_close(&rows);
}

int
main(int argc, char *argv[])
{
	struct fa_digits digits = {.script = FA_ASCII};
	const char *columns = NULL;
	int option;

	io_start("fa-digits", "[-t fa|ar|ascii] [-c column,...] [--separators] [file ...]", options);
	while ((option = io_option(argc, argv)) != -1)
		switch (option) {
		case 't': digits.script = script_named(optarg); break;
		case 'c': columns = optarg; break;
		case OPTION_SEPARATORS: digits.separators = true; break;
		default: io_usage();
		}
	if (columns)
		convert_rows(argv + optind, columns, digits);
	else if (optind == argc)
		convert_text("-", digits);
	else
		while (optind < argc)
			convert_text(argv[optind++], digits);
	return io_end();
}
