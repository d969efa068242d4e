/* csvin: see csvin.h; quoted lines are parsed by libcsv, the others cut here */
#include "lib/csvin.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/csv.h"
#include "lib/io.h"
#include "lib/rows.h"
#include "lib/utf8.h"

enum { FIELD_BLOCK = 1 << 16 };

static char *const standard_input[] = {"-", NULL};

/* Appends a character to a cell's text, tabs and line ends as escapes. */
static void
add_escaped(struct buf *out, const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char c = data[i];
		if (c == '\t' || c == '\n' || c == '\r')
			buf_add(out, c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r", 2);
		else
			buf_add_char(out, c);
	}
}

/* libcsv has read a cell. */
static void
take_cell(void *data, size_t len, void *context)
{
	struct csvin *c = context;
	const char *text = data;
	bool guarded = c->safe && csv_is_guarded(text, len);
	add_escaped(&c->text, text + guarded, len - guarded);
	if (c->found == c->room) {
		c->room = c->room ? 2 * c->room : 32;
		c->ends = io_realloc(c->ends, c->room * sizeof *c->ends);
	}
	c->ends[c->found++] = c->text.len;
	buf_add_char(&c->text, '\t');
}

static void
take_row(int end, void *context)
{
	(void)end;
	((struct csvin *)context)->row_done = true;
}

static bool
ends_row(char c)
{
	return c == '\n' || c == '\r';
}

/* Spaces around cells belong to them, which libcsv thinks otherwise. */
static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void
reset_parser(struct csvin *c)
{
	if (c->parser)
		csv_free(c->parser);
	else
		c->parser = io_realloc(NULL, sizeof *c->parser);
	if (csv_init(c->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		io_fail(NULL, 0, "libcsv cannot begin");
	csv_set_delim(c->parser, (unsigned char)c->separator);
	csv_set_space_func(c->parser, no_space);
	csv_set_blk_size(c->parser, FIELD_BLOCK);
}

/* Says what is wrong with the row at AT, at POS of the held text. */
static void
tell(const struct csvin *c, size_t pos, const char *what)
{
	size_t line = c->held_line, start = c->at;
	for (size_t i = c->at; i < pos; i++)
		if (c->held.data[i] == '\n') {
			line++;
			start = i + 1;
		}
	size_t column = utf8_count(c->held.data + start, pos - start) + 1;
	if (line == c->held_line)
		io_bad(c->file, line, "column %zu: row left out: %s", column, what);
	else
		io_bad(c->file, line, "column %zu: row of line %zu left out: %s", column,
		    c->held_line, what);
}

/* The quote that opened the cell in which the held text ends. */
static size_t
open_quote(const struct csvin *c)
{
	size_t opened = c->at;
	bool inside = false;
	for (size_t i = c->at; i < c->held.len; i++) {
		if (c->held.data[i] != '"')
			continue;
		if (!inside && (i == c->at || c->held.data[i - 1] != '"'))
			opened = i;
		inside = !inside;
	}
	return opened;
}

/* Goes on at POS of the held text, behind a row. */
static void
go_to(struct csvin *c, size_t pos)
{
	for (size_t i = c->at; i < pos; i++)
		c->held_line += c->held.data[i] == '\n';
	c->at = pos;
}

/* Gives up the row at AT, and goes on at the line behind its first. */
static void
drop_row(struct csvin *c, size_t pos, const char *what)
{
	tell(c, pos, what);
	const char *start = c->held.data + c->at;
	const char *newline = memchr(start, '\n', c->held.len - c->at);
	go_to(c, newline ? c->at + (size_t)(newline - start) + 1 : c->held.len);
	c->line_end = c->at;
	reset_parser(c);
}

/* Reads the file's next line; false at its end. A line that is too long is left out. */
static bool
fetch(struct csvin *c)
{
	while (line_next(&c->in)) {
		if (c->in.whole)
			return true;
		io_bad(c->file, c->in.number, "line left out: longer than %d bytes", ROWS_LIMIT);
		line_skip(&c->in);
	}
	return false;
}

static void
hold(struct csvin *c)
{
	if (c->at > FIELD_BLOCK && c->at > c->held.len / 2) {
		memmove(c->held.data, c->held.data + c->at, c->held.len - c->at);
		c->held.len -= c->at;
		c->line_end = c->line_end > c->at ? c->line_end - c->at : 0;
		c->at = 0;
	}
	if (c->at == c->held.len)
		c->held_line = c->in.number;
	buf_add(&c->held, c->in.text, c->in.len);
	if (c->in.ended)
		buf_add_char(&c->held, '\n');
}

/* The end of what libcsv may read from POS on, which is no more than a row. */
static size_t
piece_end(struct csvin *c, size_t pos)
{
	const char *text = c->held.data + pos;
	if (pos >= c->line_end) {
		const char *newline = memchr(text, '\n', c->held.len - pos);
		c->line_end = newline ? pos + (size_t)(newline - text) + 1 : c->held.len;
	}
	const char *cr = memchr(text, '\r', c->line_end - pos);
	return cr ? pos + (size_t)(cr - text) + 1 : c->line_end;
}

/*
 * Has libcsv read the row at AT, fetching lines as long as a quote is open. Returns
 * where it ends, or 0 if it was wrong.
 */
static size_t
parse_row(struct csvin *c)
{
	size_t pos = c->at;
	c->found = 0;
	buf_clear(&c->text);
	for (c->row_done = false; !c->row_done;) {
		if (pos == c->held.len) {
			size_t row = pos - c->at;
			if (row > ROWS_LIMIT) {
				drop_row(c, open_quote(c), "this quote stays open too long");
				return 0;
			}
			if (fetch(c)) {
				hold(c);
				pos = c->at + row;
				continue;
			}
			if (csv_fini(c->parser, take_cell, take_row, c) != 0) {
				drop_row(c, open_quote(c), "this quote is never closed");
				return 0;
			}
			break;
		}
		size_t end = piece_end(c, pos);
		size_t taken = csv_parse(c->parser, c->held.data + pos, end - pos, take_cell, take_row, c);
		if (csv_error(c->parser) == CSV_ENOMEM)
			io_fail(c->file, c->held_line, "out of memory");
		if (taken != end - pos) {
			drop_row(c, pos + taken, "a quote where none can be, here or before");
			return 0;
		}
		pos = end;
	}
	bool crlf = pos < c->held.len && c->held.data[pos] == '\n' && c->held.data[pos - 1] == '\r';
	return pos + crlf;
}

/* Points CELLS into TEXT, which libcsv left. */
static void
set_cells(const struct csvin *c, struct cell *cells, const struct buf *text)
{
	size_t start = 0;
	for (size_t i = 0; i < c->found; i++) {
		cells[i] = (struct cell){text->data + start, c->ends[i] - start};
		start = c->ends[i] + 1;
	}
}

/* Whether the line just fetched is a row that needs no libcsv: no quote, tab or bare CR. */
static bool
is_simple(struct csvin *c)
{
	if (c->in.len > 0 && c->in.ended && c->in.text[c->in.len - 1] == '\r')
		c->in.len--;
	return !memchr(c->in.text, '"', c->in.len) && !memchr(c->in.text, '\r', c->in.len) &&
	       (c->separator == '\t' || !memchr(c->in.text, '\t', c->in.len)) && !c->safe;
}

/* Cuts the line just fetched at its separators; false if it is no row. */
static bool
cut_line(struct csvin *c)
{
	const char *text = c->in.text, *end = text + c->in.len;
	size_t found = 0;
	for (;;) {
		const char *stop = memchr(text, c->separator, (size_t)(end - text));
		if (found < c->count)
			c->cell_array[found] = (struct cell){text, (size_t)((stop ? stop : end) - text)};
		found++;
		if (!stop)
			break;
		text = stop + 1;
	}
	if (found == c->count)
		return true;
	io_bad(c->file, c->in.number, "column %zu: row left out: %zu cells under %zu columns",
	    utf8_count(c->in.text, c->in.len) + 1, found, c->count);
	return false;
}

/* Passes over blank lines at AT; false if nothing else is held. */
static bool
skip_blank(struct csvin *c)
{
	while (c->at < c->held.len && ends_row(c->held.data[c->at]))
		go_to(c, c->at + 1);
	if (c->at < c->held.len)
		return true;
	buf_clear(&c->held);
	c->at = c->line_end = 0;
	return false;
}

/* The row that libcsv reads at AT, a HEADER of any number of cells; false if it was wrong. */
static bool
held_row(struct csvin *c, bool header)
{
	size_t end = parse_row(c);
	if (end == 0)
		return false;
	c->line = c->held_line;
	bool right = header || c->found == c->count;
	if (!right) {
		char what[80];
		snprintf(what, sizeof what, "%zu cells under %zu columns", c->found, c->count);
		size_t last = end;
		while (last > c->at && ends_row(c->held.data[last - 1]))
			last--;
		tell(c, last, what);
	}
	go_to(c, end);
	return right;
}

static char
guess_separator(const char *text, size_t len)
{
	static const char known[] = {',', ';', '\t'};
	size_t best = 0, counts[sizeof known] = {0};
	bool inside = false;
	for (size_t i = 0; i < len; i++) {
		inside ^= text[i] == '"';
		for (size_t k = 0; k < sizeof known && !inside; k++)
			counts[k] += text[i] == known[k];
	}
	for (size_t k = 1; k < sizeof known; k++)
		if (counts[k] > counts[best])
			best = k;
	return known[best];
}

/* Keeps the names just read, or compares them with those of the first file. */
static void
take_names(struct csvin *c)
{
	if (c->names) {
		if (c->text.len != c->header.len ||
		    memcmp(c->text.data, c->header.data, c->text.len) != 0)
			io_fail(c->file, c->line, "other columns than in the first file");
		return;
	}
	c->count = c->found;
	c->name_array = io_realloc(NULL, c->count * sizeof *c->name_array);
	c->cell_array = io_realloc(NULL, c->count * sizeof *c->cell_array);
	buf_add(&c->header, c->text.data, c->text.len);
	set_cells(c, c->name_array, &c->header);
	c->names = c->name_array;
	c->cells = c->cell_array;
}

/* Opens the next file and reads its header. */
static void
next_file(struct csvin *c)
{
	c->file = *c->files++;
	line_open(&c->in, c->file, ROWS_LIMIT);
	if (!fetch(c))
		io_fail(c->file, 0, "no header line");
	if (c->in.len >= 3 && memcmp(c->in.text, "\xEF\xBB\xBF", 3) == 0) {
		c->in.text += 3;
		c->in.len -= 3;
	}
	c->separator = c->wanted ? c->wanted : guess_separator(c->in.text, c->in.len);
	reset_parser(c);
	hold(c);
	while (!skip_blank(c)) {
		if (!fetch(c))
			io_fail(c->file, 0, "no header line");
		hold(c);
	}
	if (!held_row(c, true))
		io_fail(c->file, c->held_line, "no header line");
	take_names(c);
}

void
csvin_open(struct csvin *c, char *const files[], char separator, bool safe)
{
	*c = (struct csvin){.files = files[0] ? files : standard_input};
	c->wanted = separator;
	c->safe = safe;
	next_file(c);
}

bool
csvin_next(struct csvin *c)
{
	for (;;) {
		if (skip_blank(c)) {
			if (!held_row(c, false))
				continue;
			set_cells(c, c->cell_array, &c->text);
			return true;
		}
		if (!fetch(c)) {
			if (!*c->files)
				return false;
			next_file(c);
			continue;
		}
		size_t len = c->in.len;
		if (!is_simple(c)) {
			c->in.len = len;
			hold(c);
			continue;
		}
		c->line = c->in.number;
		if (c->in.len > 0 && cut_line(c))
			return true;
	}
}

void
csvin_close(struct csvin *c)
{
	line_close(&c->in);
	if (c->parser)
		csv_free(c->parser);
	free(c->parser);
	buf_free(&c->held);
	buf_free(&c->header);
	buf_free(&c->text);
	free(c->ends);
	free(c->name_array);
	free(c->cell_array);
	*c = (struct csvin){0};
}
