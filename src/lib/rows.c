/* rows: see rows.h */
#include "lib/rows.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "lib/buf.h"
#include "lib/bytes.h"
#include "lib/io.h"
#include "lib/utf8.h"

enum { BLOCK = 64 };

static char *const standard_input[] = {"-", NULL};

/* Bit i: a tab is byte i of the 16 at TEXT. */
static uint64_t
tabs_of(const char *text)
{
#ifdef __SSE2__
	__m128i bytes = _mm_loadu_si128((const __m128i *)text);
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t')));
#else
	uint64_t tabs = 0;
	for (int i = 0; i < 16; i++)
		tabs |= (uint64_t)(text[i] == '\t') << i;
	return tabs;
#endif
}

size_t
rows_cut(struct cell *cells, size_t count, const char *text, size_t len)
{
	const char *begin = text, *end = text + len;
	size_t n = 0;
	for (size_t at = 0; at < len; at += BLOCK) {
		char rest[BLOCK];
		const char *block = text + at;
		if (len - at < BLOCK)
			block = memcpy(memset(rest, 0, BLOCK), block, len - at);
		uint64_t tabs = tabs_of(block) | tabs_of(block + 16) << 16 |
		                tabs_of(block + 32) << 32 | tabs_of(block + 48) << 48;
		for (; tabs; tabs &= tabs - 1) {
			const char *tab = text + at + __builtin_ctzll(tabs);
			if (n < count)
				cells[n] = (struct cell){begin, (size_t)(tab - begin)};
			begin = tab + 1;
			n++;
		}
	}
	if (n < count)
		cells[n] = (struct cell){begin, (size_t)(end - begin)};
	return n + 1;
}

struct cell
rows_stretch(const struct cell *cells, size_t count)
{
	const struct cell *last = &cells[count - 1];
	return (struct cell){cells->data, (size_t)(last->data + last->len - cells->data)};
}

size_t
rows_valid(struct rows *r)
{
	return line_valid(&r->in);
}

bool
rows_cell_is(struct cell c, const char *name)
{
	return strlen(name) == c.len && memcmp(c.data, name, c.len) == 0;
}

/* Reads the header of the file just opened; false if the file is empty. */
static bool
read_header(struct rows *r)
{
	if (!line_next(&r->in))
		return false;
	if (!r->in.whole)
		io_fail(r->in.file, 1, "header is longer than %d bytes", ROWS_LIMIT);
	if (r->header) {
		if (r->in.len != r->header_len || memcmp(r->in.text, r->header, r->in.len) != 0)
			io_fail(r->in.file, 1, "other columns than in the first file");
		return true;
	}
	r->header_len = r->in.len;
	r->header = io_realloc(NULL, r->header_len);
	memcpy(r->header, r->in.text, r->header_len);
	r->count = rows_cut(NULL, 0, r->header, r->header_len);
	r->name_array = io_realloc(NULL, r->count * sizeof *r->name_array);
	r->cell_array = io_realloc(NULL, r->count * sizeof *r->cell_array);
	rows_cut(r->name_array, r->count, r->header, r->header_len);
	r->names = r->name_array;
	r->cells = r->cell_array;
	return true;
}

void
rows_open(struct rows *r, char *const files[])
{
	*r = (struct rows){.files = files[0] ? files : standard_input};
	line_open(&r->in, r->files[0], ROWS_LIMIT);
	if (!read_header(r))
		io_fail(r->files[0], 0, "no header line");
	r->file = r->files[0];
	r->files++;
}

bool
rows_next(struct rows *r)
{
	for (;;) {
		while (!line_next(&r->in)) {
			if (!*r->files)
				return false;
			r->file = *r->files++;
			line_open(&r->in, r->file, ROWS_LIMIT);
			if (!read_header(r))
				io_fail(r->file, 0, "no header line");
		}
		r->line = r->in.number;
		if (!r->in.whole) {
			io_bad(r->file, r->line, "row left out: longer than %d bytes", ROWS_LIMIT);
			line_skip(&r->in);
			continue;
		}
		size_t n = rows_cut(r->cell_array, r->count, r->in.text, r->in.len);
		if (n == r->count)
			return true;
		io_bad(r->file, r->line, "row left out: %zu cells under %zu columns", n, r->count);
	}
}

size_t
rows_find(const struct rows *r, const char *name, size_t len)
{
	size_t i = 0;
	while (i < r->count && (r->names[i].len != len || memcmp(r->names[i].data, name, len) != 0))
		i++;
	return i;
}

size_t
rows_column(const struct rows *r, const char *name)
{
	size_t i = rows_find(r, name, strlen(name));
	if (i == r->count)
		io_fail(r->file, 1, "no column %s", name);
	return i;
}

void
rows_close(struct rows *r)
{
	line_close(&r->in);
	free(r->header);
	free(r->name_array);
	free(r->cell_array);
	*r = (struct rows){0};
}

/* What stands behind the backslash in place of C, one of the bytes that are escaped. */
static char
escape_of(char c)
{
	return c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : '\\';
}

void
rows_escape(struct buf *out, const char *data, size_t len)
{
	static const char hex[] = "0123456789ABCDEF";
	const char *end = data + len;
	while (data < end) {
		const char *stop = data + utf8_valid(data, (size_t)(end - data));
		while (data < stop) {
			size_t plain = bytes_find(data, (size_t)(stop - data), "\t\n\r\\");
			buf_add(out, data, plain);
			data += plain;
			if (data < stop)
				buf_add(out, (char[]){'\\', escape_of(*data++)}, 2);
		}
		if (data < end) {
			unsigned char c = (unsigned char)*data++;
			buf_add(out, (char[]){'\\', 'x', hex[c >> 4], hex[c & 15]}, 4);
		}
	}
}

static int
hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

void
rows_unescape(struct buf *out, const char *data, size_t len)
{
	const char *end = data + len;
	while (data < end) {
		const char *slash = memchr(data, '\\', (size_t)(end - data));
		size_t plain = (size_t)((slash ? slash : end) - data);
		buf_add(out, data, plain);
		data += plain;
		size_t left = (size_t)(end - data);
		if (left == 0)
			return;
		char next = left > 1 ? data[1] : '\0';
		if (next == 't' || next == 'n' || next == 'r' || next == '\\') {
			buf_add_char(out, next == 't' ? '\t' : next == 'n' ? '\n' : next == 'r' ? '\r' : '\\');
			data += 2;
		} else if (next == 'x' && left > 3 && hex_digit(data[2]) >= 0 && hex_digit(data[3]) >= 0) {
			buf_add_char(out, (char)(hex_digit(data[2]) << 4 | hex_digit(data[3])));
			data += 4;
		} else {
			buf_add_char(out, '\\');
			data++;
		}
	}
}
