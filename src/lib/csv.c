/* csv: see csv.h; quoting and parsing are libcsv's */
#include "lib/csv.h"

#include <csv.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/bytes.h"
#include "lib/rows.h"

/* Appends a cell's text to OUT, with \t \n \r as characters. */
static void
add_characters(struct buf *out, const char *data, size_t len)
{
	const char *end = data + len, *slash;
	while ((slash = memchr(data, '\\', (size_t)(end - data))) && slash + 1 < end) {
		char next = slash[1];
		buf_add(out, data, (size_t)(slash - data));
		if (next == 't' || next == 'n' || next == 'r')
			buf_add_char(out, next == 't' ? '\t' : next == 'n' ? '\n' : '\r');
		else
			buf_add(out, slash, 2);
		data = slash + 2;
	}
	buf_add(out, data, (size_t)(end - data));
}

/* Whether the text is a number with a minus sign: digits, perhaps a point and digits. */
static bool
is_negative_number(const char *text, size_t len)
{
	size_t points = 0;
	for (size_t i = 1; i < len; i++) {
		if (text[i] == '.' && i > 1 && i + 1 < len)
			points++;
		else if (text[i] < '0' || text[i] > '9')
			return false;
	}
	return text[0] == '-' && len > 1 && points < 2;
}

/* Whether a spreadsheet may take the text for a formula, apostrophes before it or not. */
static bool
is_formula(const char *text, size_t len)
{
	size_t i = 0;
	while (i < len && text[i] == '\'')
		i++;
	return i < len && strchr("=+-@\t\r", text[i]) && text[i] != '\0' &&
	       !is_negative_number(text, len);
}

bool
csv_is_guarded(const char *text, size_t len)
{
	return len > 1 && text[0] == '\'' && is_formula(text + 1, len - 1);
}

static bool
needs_quotes(const struct csv_style *style, const char *text, size_t len, bool header)
{
	static const char bom[] = "\xEF\xBB\xBF";
	if (len == 0)
		return false;
	if (strchr(" \t", text[0]) || strchr(" \t", text[len - 1]))
		return true;
	if (bytes_find(text, len, (char[4]){style->separator, '"', '\n', '\r'}) < len)
		return true;
	return header && (bytes_find(text, len, ",;\t\t") < len ||
	                     (len >= 3 && memcmp(text, bom, 3) == 0));
}

static void
put_quoted(struct buf *out, const char *text, size_t len)
{
	buf_reserve(out, 2 * len + 2);
	out->len += csv_write(out->data + out->len, out->size - out->len, len > 0 ? text : "", len);
}

/* Appends the cell and a separator. */
static void
put_cell(struct buf *out, struct buf *text, const struct csv_style *style,
    const struct cell *cell, bool header)
{
	buf_clear(text);
	buf_add(text, "'", 1);
	add_characters(text, cell->data, cell->len);
	bool guard = style->safe && is_formula(text->data + 1, text->len - 1);
	const char *data = text->data + !guard;
	size_t len = text->len - !guard;
	if (style->quoted || needs_quotes(style, data, len, header))
		put_quoted(out, data, len);
	else
		buf_add(out, data, len);
	buf_add_char(out, style->separator);
}

/* The first byte from TEXT to END that stands for itself in rows and not in CSV; END if none is. */
static const char *
find_special(const char *text, const char *end, const struct csv_style *style)
{
	/* Between cells there are tabs anyway, and within them none. */
	char separator = style->separator == '\t' ? '"' : style->separator;
	return text + bytes_find(text, (size_t)(end - text), (char[4]){separator, '"', '\\', '\r'});
}

/* Whether the first and the last byte of the cell need no quotes and no guard. */
static bool
has_plain_ends(const struct csv_style *style, const struct cell *cell)
{
	if (cell->len == 0)
		return true;
	char first = cell->data[0], last = cell->data[cell->len - 1];
	return first != ' ' && last != ' ' && !(style->safe && strchr("=+-@'", first));
}

/* How many of the COUNT cells stand behind each other in memory, each a byte behind the last. */
static size_t
neighbours(const struct cell *cells, size_t count)
{
	size_t n = 1;
	while (n < count && cells[n].data == cells[n - 1].data + cells[n - 1].len + 1)
		n++;
	return n;
}

/* Appends the COUNT cells, neighbours that are as they are in CSV. */
static void
put_plain(struct buf *out, const struct csv_style *style, const struct cell *cells, size_t count)
{
	if (count == 0)
		return;
	struct cell all = rows_stretch(cells, count);
	buf_add(out, all.data, all.len);
	for (size_t i = 1; i < count; i++)
		out->data[out->len - all.len + (size_t)(cells[i].data - all.data) - 1] = style->separator;
	buf_add_char(out, style->separator);
}

/*
 * Appends the COUNT cells, neighbours, each with the separator behind it. Most are plain: they
 * are copied together.
 */
static void
put_neighbours(struct buf *out, struct buf *room, const struct csv_style *style,
    const struct cell *cells, size_t count)
{
	struct cell all = rows_stretch(cells, count);
	const char *end = all.data + all.len, *special = find_special(all.data, end, style);
	size_t done = 0;
	for (size_t i = 0; i < count; i++) {
		const char *stop = cells[i].data + cells[i].len;
		if (stop <= special && has_plain_ends(style, &cells[i]))
			continue;
		put_plain(out, style, cells + done, i - done);
		put_cell(out, room, style, &cells[i], false);
		done = i + 1;
		if (special < stop)
			special = find_special(stop, end, style);
	}
	put_plain(out, style, cells + done, count - done);
}

void
csv_put_row(struct buf *out, struct buf *room, const struct csv_style *style,
    const struct cell *cells, size_t count, bool header)
{
	/* A row that would be a blank line is no row to most readers. */
	if (count == 1 && cells[0].len == 0 && !style->quoted) {
		put_quoted(out, "", 0);
	} else {
		bool singly = header || style->quoted;
		for (size_t i = 0; singly && i < count; i++)
			put_cell(out, room, style, &cells[i], header);
		for (size_t i = 0, n; !singly && i < count; i += n) {
			n = neighbours(cells + i, count - i);
			put_neighbours(out, room, style, cells + i, n);
		}
		out->len--; /* the last separator */
	}
	if (style->crlf)
		buf_add_char(out, '\r');
	buf_add_char(out, '\n');
}
