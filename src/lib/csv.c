/* csv: see csv.h; quoting and parsing are libcsv's */
#include "lib/csv.h"

#include <csv.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/rows.h"

/* Appends a cell's text to OUT, with \t \n \r as characters. */
static void
add_characters(struct buf *out, const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char next = data[i] == '\\' && i + 1 < len ? data[i + 1] : '\0';
		if (next == '\0') {
			buf_add_char(out, data[i]);
			continue;
		}
		if (next == 't' || next == 'n' || next == 'r')
			buf_add_char(out, next == 't' ? '\t' : next == 'n' ? '\n' : '\r');
		else
			buf_add(out, data + i, 2);
		i++;
	}
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
	for (size_t i = 0; i < len; i++) {
		char c = text[i];
		if (c == style->separator || c == '"' || c == '\n' || c == '\r')
			return true;
		if (header && (c == ',' || c == ';' || c == '\t'))
			return true;
	}
	return header && len >= 3 && memcmp(text, bom, 3) == 0;
}

/*
 * Whether the cell can be copied as it is. Most can, so this must be quick: a short one
 * is looked at byte by byte, a long one with memchr(), which the C library does in vectors.
 */
static bool
is_plain(const struct csv_style *style, const struct cell *cell)
{
	enum { SHORT = 24 };
	const char *text = cell->data, separator = style->separator;
	size_t len = cell->len;
	if (style->quoted)
		return false;
	if (len == 0)
		return true;
	char first = text[0], last = text[len - 1];
	if (first == ' ' || first == '\t' || last == ' ' || last == '\t')
		return false;
	if (style->safe && strchr("=+-@'", first))
		return false;
	if (len > SHORT)
		return !memchr(text, separator, len) && !memchr(text, '"', len) &&
		       !memchr(text, '\\', len) && !memchr(text, '\r', len);
	for (size_t i = 0; i < len; i++)
		if (text[i] == separator || text[i] == '"' || text[i] == '\\' || text[i] == '\r')
			return false;
	return true;
}

static void
put_quoted(struct buf *out, const char *text, size_t len)
{
	buf_reserve(out, 2 * len + 2);
	out->len += csv_write(out->data + out->len, out->size - out->len, len > 0 ? text : "", len);
}

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
}

void
csv_put_row(struct buf *out, struct buf *room, const struct csv_style *style,
    const struct cell *cells, size_t count, bool header)
{
	/* A row that would be a blank line is no row to most readers. */
	if (count == 1 && cells[0].len == 0 && !style->quoted)
		put_quoted(out, "", 0);
	else
		for (size_t i = 0; i < count; i++) {
			if (i > 0)
				buf_add_char(out, style->separator);
			if (!header && is_plain(style, &cells[i]))
				buf_add(out, cells[i].data, cells[i].len);
			else
				put_cell(out, room, style, &cells[i], header);
		}
	if (style->crlf)
		buf_add_char(out, '\r');
	buf_add_char(out, '\n');
}
