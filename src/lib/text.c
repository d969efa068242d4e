/* text: see text.h */
#include "lib/text.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "lib/io.h"
#include "lib/names.h"
#include "lib/rows.h"
#include "lib/utf8.h"

void
text_open(struct text *t, struct names *names)
{
	*t = (struct text){.names = names};
}

/* The LEN bytes at NAME, a cell, name the document from here on. */
static void
set_doc(struct text *t, const char *name, size_t len)
{
	buf_clear(&t->doc_buf);
	buf_add(&t->doc_buf, name, len);
	buf_add_char(&t->doc_buf, '\0');
	t->doc = t->doc_buf.data;
	t->fresh = true;
}

/* Whether the first line is the header behind a byte order mark or before a carriage return. */
static bool
is_spoilt_header(const struct line *in)
{
	size_t header = strlen(TEXT_HEADER);
	size_t mark = in->len >= 3 && memcmp(in->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	size_t end = in->len > 0 && in->text[in->len - 1] == '\r';
	return mark + end > 0 && in->len == mark + header + end &&
	       memcmp(in->text + mark, TEXT_HEADER, header) == 0;
}

/* Opens the next file and tells located from plain text; false after the last. */
static bool
next_file(struct text *t)
{
	const char *name = names_next(t->names);
	if (!name)
		return false;
	line_open(&t->in, name, TEXT_LIMIT);
	t->open = line_next(&t->in);
	if (t->open && is_spoilt_header(&t->in))
		io_fail(name, 1, "located text has no byte order mark and ends its lines with LF");
	size_t header = strlen(TEXT_HEADER);
	t->located = t->open && t->in.len == header && memcmp(t->in.text, TEXT_HEADER, header) == 0;
	if (t->located) {
		/* Row names are set row by row; escapes may double a text's length. */
		t->in.limit = ROWS_LIMIT;
		set_doc(t, "", 0);
		return true;
	}
	struct buf escaped = {0};
	rows_escape(&escaped, name, strlen(name));
	set_doc(t, escaped.data, escaped.len);
	buf_free(&escaped);
	t->rest = t->open ? t->in.text : NULL;
	t->rest_len = t->in.len;
	t->told = false;
	t->page = 1;
	t->next_line = 1;
	t->next_column = 1;
	return true;
}

size_t
text_find_break(const char *text, size_t len)
{
	size_t at = 0;
#ifdef __SSE2__
	const __m128i one = _mm_set1_epi8(TEXT_SOFT_BREAK[0]), two = _mm_set1_epi8(TEXT_SOFT_BREAK[1]);
	const __m128i three = _mm_set1_epi8(TEXT_SOFT_BREAK[2]);
	for (; len - at >= 18; at += 16) {
		__m128i a = _mm_loadu_si128((const __m128i *)(text + at));
		__m128i b = _mm_loadu_si128((const __m128i *)(text + at + 1));
		__m128i c = _mm_loadu_si128((const __m128i *)(text + at + 2));
		__m128i found = _mm_and_si128(_mm_cmpeq_epi8(a, one),
		    _mm_and_si128(_mm_cmpeq_epi8(b, two), _mm_cmpeq_epi8(c, three)));
		unsigned bits = (unsigned)_mm_movemask_epi8(found);
		if (bits)
			return at + (size_t)__builtin_ctz(bits);
	}
#endif
	for (; len - at >= 3; at++)
		if (memcmp(text + at, TEXT_SOFT_BREAK, 3) == 0)
			return at;
	return len;
}

/* How many soft breaks there are in the LEN bytes at TEXT; *LAST is the offset behind the last. */
static size_t
count_breaks(const char *text, size_t len, size_t *last)
{
	size_t count = 0, at;
	*last = 0;
	while ((at = *last + text_find_break(text + *last, len - *last)) < len) {
		*last = at + 3;
		count++;
	}
	return count;
}

/*
 * Sets what follows from the stretch's text: its soft breaks, and where the text
 * behind it goes on if the line does.
 */
static void
measure(struct text *t, bool goes_on)
{
	size_t last;
	t->breaks = count_breaks(t->data, t->len, &last);
	t->next_line = t->line + t->breaks;
	if (goes_on)
		t->next_column =
		    (t->breaks ? 1 : t->column) + utf8_count(t->data + last, t->len - last);
}

static size_t
count_feeds(const char *text, size_t len)
{
	size_t count = 0;
	const char *at = text, *end = text + len;
	while ((at = memchr(at, '\f', (size_t)(end - at)))) {
		count++;
		at++;
	}
	return count;
}

/* How many lines of the LEN bytes at TEXT, all whole, have something in them; 2 for more. */
static size_t
count_filled(const char *text, size_t len)
{
	size_t count = 0;
	const char *end = text + len;
	while (text < end && count < 2) {
		while (text < end && (*text == ' ' || (*text >= '\t' && *text <= '\r')))
			text++;
		if (text == end)
			break;
		count++;
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		text = newline ? newline + 1 : end;
	}
	return count;
}

/* Passes over whole lines of a plain file in which the caller finds nothing. */
static void
pass_lines(struct text *t)
{
	const char *text;
	size_t len, found, last;
	do {
		if (!t->look || !line_ahead(&t->in, &text, &len))
			return;
		found = t->look(t->look_context, text, len);
		size_t n = found;
		while (n > 0 && text[n - 1] != '\n')
			n--;
		size_t lines = line_count(text, n);
		t->next_line += lines + count_breaks(text, n, &last);
		t->page += count_feeds(text, n);
		if (t->passed < 2)
			t->passed += count_filled(text, n);
		line_pass(&t->in, n, lines);
	} while (found == len);
}

/* The next stretch of a plain file; false at its end. */
static bool
next_plain(struct text *t)
{
	if (!t->rest) {
		if (t->in.whole) {
			t->next_line++;
			t->next_column = 1;
			t->told = false;
			pass_lines(t);
		}
		if (!line_next(&t->in))
			return false;
		t->rest = t->in.text;
		t->rest_len = t->in.len;
	}
	while (t->rest_len > 0 && t->rest[0] == '\f') {
		t->page++;
		t->rest++;
		t->rest_len--;
	}
	t->line = t->next_line;
	t->column = t->next_column;
	t->data = t->rest;
	const char *feed = t->rest_len ? memchr(t->rest, '\f', t->rest_len) : NULL;
	t->len = feed ? (size_t)(feed - t->data) : t->rest_len;
	t->rest = feed;
	t->rest_len -= t->len;
	t->ended = t->in.ended && !feed;
	measure(t, feed || !t->in.whole);
	if (!t->in.whole && !t->told)
		io_bad(t->in.file, t->line, "line cut: longer than %d bytes", TEXT_LIMIT);
	t->told = !t->in.whole;
	return true;
}

/* Reads the decimal number of the LEN bytes at CELL; 0 if it is none. */
static size_t
number(const char *cell, size_t len)
{
	size_t value = 0;
	for (size_t i = 0; i < len; i++) {
		if (cell[i] < '0' || cell[i] > '9' || value > (size_t)-1 / 10 - 1)
			return 0;
		value = 10 * value + (size_t)(cell[i] - '0');
	}
	return value;
}

/*
 * Reads the row in t->in: its document, page, line and, into REST, its text. False
 * if it is no located text.
 */
static bool
read_row(struct text *t)
{
	const char *cell[4];
	size_t len[4];
	const char *at = t->in.text, *end = at + t->in.len;
	for (size_t i = 0; i < 4; i++) {
		const char *tab = at ? memchr(at, '\t', (size_t)(end - at)) : NULL;
		if (!at || (i < 3) != (tab != NULL))
			return false;
		cell[i] = at;
		len[i] = (size_t)((tab ? tab : end) - at);
		at = tab ? tab + 1 : NULL;
	}
	size_t page = number(cell[1], len[1]);
	size_t line = number(cell[2], len[2]);
	if (page == 0 || line == 0)
		return false;
	if (strlen(t->doc) != len[0] || memcmp(t->doc, cell[0], len[0]) != 0) {
		set_doc(t, cell[0], len[0]);
		t->next_line = 0;
	}
	t->page = page;
	t->line = line;
	t->rest = cell[3];
	t->rest_len = len[3];
	return true;
}

/* The next stretch of a located file; false at its end. */
static bool
next_located(struct text *t)
{
	if (!t->rest) {
		for (;;) {
			if (!line_next(&t->in))
				return false;
			if (t->in.whole && read_row(t))
				break;
			if (t->in.whole)
				io_bad(t->in.file, t->in.number,
				    "row left out: not doc, page, line and text");
			else
				io_bad(t->in.file, t->in.number,
				    "row left out: longer than %d bytes", ROWS_LIMIT);
			line_skip(&t->in);
		}
		t->column = t->line == t->next_line ? t->next_column : 1;
		t->told = false;
		t->text_buf.len = 0;
		if (memchr(t->rest, '\\', t->rest_len)) {
			rows_unescape(&t->text_buf, t->rest, t->rest_len);
			t->rest = t->text_buf.data;
			t->rest_len = t->text_buf.len;
		}
	} else {
		t->line = t->next_line;
		t->column = t->next_column;
	}
	t->data = t->rest;
	t->len = t->rest_len > TEXT_LIMIT ? line_cut(t->rest, TEXT_LIMIT) : t->rest_len;
	t->rest = t->len < t->rest_len ? t->rest + t->len : NULL;
	t->rest_len -= t->len;
	t->ended = !t->rest;
	measure(t, true);
	if (t->rest && !t->told)
		io_bad(t->in.file, t->in.number, "line cut: longer than %d bytes", TEXT_LIMIT);
	t->told = t->rest;
	return true;
}

bool
text_next(struct text *t)
{
	t->passed = 0;
	while (!t->open || !(t->located ? next_located(t) : next_plain(t)))
		if (!next_file(t))
			return false;
	t->new_doc = t->fresh;
	t->fresh = false;
	return true;
}

void
text_close(struct text *t)
{
	line_close(&t->in);
	buf_free(&t->doc_buf);
	buf_free(&t->text_buf);
	*t = (struct text){0};
}
