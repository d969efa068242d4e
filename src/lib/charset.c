/* charset: see charset.h */
#include "lib/charset.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/io.h"
#include "lib/utf8.h"

struct charset_table {
	const char *name;
	const struct shape *rows;
};

#include "charsets.h"

enum { LONG_TEXT = 1 << 19 };

enum { TABLES = sizeof tables / sizeof tables[0] };

/* Other names of the sets that iconv is not asked for, without signs. */
static const struct {
	const char *alias, *name;
} aliases[] = {
	{"utf8", "utf-8"},
	{"cp1256", "windows-1256"},
	{"arabic", "iso-8859-6"},
	{"asmo708", "iso-8859-6"},
	{"ecma114", "iso-8859-6"},
	{"isoir127", "iso-8859-6"},
	{"xmacarabic", "mac-arabic"},
	{"xmacfarsi", "mac-farsi"},
	{"ibm720", "cp720"},
	{"dos720", "cp720"},
	{"ibm864", "cp864"},
	{"ibm1098", "cp1098"},
};

/* Unicode's own forms. */
static const struct {
	const char *name;
	enum charset_kind kind;
	bool big_endian;
} forms[] = {
	{"utf-8", CHARSET_UTF8, false},
	{"utf-16", CHARSET_UTF16, true},
	{"utf-16be", CHARSET_UTF16, true},
	{"utf-16le", CHARSET_UTF16, false},
	{"utf-32", CHARSET_UTF32, true},
	{"utf-32be", CHARSET_UTF32, true},
	{"utf-32le", CHARSET_UTF32, false},
};

/* Compares names as people write them: without regard to case, "-", "_" and blanks. */
static bool
same_name(const char *a, const char *b)
{
	for (;; a++, b++) {
		a += strspn(a, "-_ ");
		b += strspn(b, "-_ ");
		char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 32) : *a;
		char y = *b >= 'A' && *b <= 'Z' ? (char)(*b + 32) : *b;
		if (x != y)
			return false;
		if (x == '\0')
			return true;
	}
}

static void
find_cr(struct charset *c)
{
	c->one_cr = c->bytes['\r'].len == 1 && c->bytes['\r'].text[0] == '\r';
	for (int b = 0; b < 256; b++)
		if (b != '\r' && c->bytes[b].len && memchr(c->bytes[b].text, '\r', c->bytes[b].len))
			c->one_cr = false;
}

static void
open_table(struct charset *c, const struct shape *rows)
{
	c->kind = CHARSET_BYTES;
	c->complete = true;
	for (int b = 0; b < 256; b++) {
		struct charset_byte *byte = &c->bytes[b];
		if (rows[b].base[0])
			c->kind = CHARSET_SHAPES;
		if (rows[b].code == SHAPE_UNDEFINED)
			c->complete = false;
		else
			byte->len = (uint8_t)utf8_encode(byte->text, rows[b].code);
	}
	c->shapes = rows;
	find_cr(c);
	/* Iran System was made for screens that know no order but the drawn one. */
	c->visual = strcmp(c->name, "iran-system") == 0;
}

/*
 * Asks iconv for the text of every byte. False if the set is none of a byte a
 * character: if a byte alone is not whole, or is held back for the next.
 */
static bool
ask_bytes(struct charset *c)
{
	c->complete = true;
	for (int b = 0; b < 256; b++) {
		struct charset_byte *byte = &c->bytes[b];
		char in = (char)b, *from = &in, *to = byte->text;
		size_t left = 1, room = sizeof byte->text;
		iconv(c->stream, NULL, NULL, NULL, NULL);
		byte->len = 0;
		if (iconv(c->stream, &from, &left, &to, &room) == (size_t)-1) {
			if (errno != EILSEQ)
				return false;
			c->complete = false;
			continue;
		}
		byte->len = (uint8_t)(sizeof byte->text - room);
		if (byte->len == 0)
			return false;
	}
	return true;
}

/* Names that would make the program depend on its surroundings. */
static bool
is_local(const char *name)
{
	return *name == '\0' || strchr(name, '/') || strcasecmp(name, "char") == 0;
}

bool
charset_open(struct charset *c, const char *name)
{
	*c = (struct charset){0};
	for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
		if (same_name(aliases[i].alias, name))
			name = aliases[i].name;
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
		if (same_name(forms[i].name, name)) {
			snprintf(c->name, sizeof c->name, "%s", forms[i].name);
			c->kind = forms[i].kind;
			c->big_endian = forms[i].big_endian;
			return true;
		}
	for (size_t i = 0; i < TABLES; i++)
		if (same_name(tables[i].name, name)) {
			snprintf(c->name, sizeof c->name, "%s", tables[i].name);
			open_table(c, tables[i].rows);
			return true;
		}
	if (is_local(name))
		return false;
	snprintf(c->name, sizeof c->name, "%s", name);
	c->stream = iconv_open("UTF-8", name);
	if (c->stream == (iconv_t)-1)
		return false;
	c->streaming = true;
	c->kind = ask_bytes(c) ? CHARSET_BYTES : CHARSET_STREAM;
	find_cr(c);
	charset_restart(c);
	return true;
}

struct visual_fit
charset_orient(struct charset *c, const char *sample, size_t len)
{
	struct visual_fit f = visual_measure(c->shapes, sample, len);
	size_t logical = f.fit[0] * f.told[1], visual = f.fit[1] * f.told[0];
	if (f.told[0] && f.told[1] && logical != visual)
		c->visual = visual > logical;
	return f;
}

void
charset_restart(struct charset *c)
{
	c->replaced = c->long_lines = 0;
	if (c->streaming)
		iconv(c->stream, NULL, NULL, NULL, NULL);
}

static struct decoded
decode_utf8(const char *in, size_t len, bool last)
{
	size_t good = utf8_valid(in, len);
	struct decoded d = {.text = in, .len = good, .used = good};
	if (good < len) {
		size_t bad = utf8_invalid(in + good, len - good, &d.cut);
		if (last || !d.cut)
			d.bad = bad;
	}
	return d;
}

/* The place of two bytes in a table of pairs. */
static uint16_t
pair_index(const char *in)
{
	uint16_t index;
	memcpy(&index, in, sizeof index);
	return index;
}

/*
 * Makes the table of pairs, which halves the time of a long text and is not worth its
 * making for a short one.
 */
static void
make_pairs(struct charset *c)
{
	c->pairs = io_realloc(NULL, (1 << 16) * sizeof *c->pairs);
	for (int i = 0; i < 1 << 16; i++) {
		struct charset_byte *pair = &c->pairs[pair_index((char[]){(char)(i >> 8), (char)i})];
		const struct charset_byte *first = &c->bytes[i >> 8], *second = &c->bytes[i & 0xFF];
		bool whole = first->len && second->len && first->len + second->len <= sizeof pair->text;
		*pair = *first;
		if (whole)
			memcpy(pair->text + first->len, second->text, second->len);
		pair->len = whole ? first->len + second->len : 0;
	}
}

/* Decodes pairs from *FROM on to TO, up to one that is not in the table. */
static char *
decode_pairs(const struct charset_byte *pairs, const char **from, const char *end, char *to)
{
	const char *in = *from;
	while (end - in >= 4) {
		const struct charset_byte *first = &pairs[pair_index(in)];
		const struct charset_byte *second = &pairs[pair_index(in + 2)];
		if (!first->len || !second->len)
			break;
		memcpy(to, first, sizeof *first);
		to += first->len;
		memcpy(to, second, sizeof *second);
		to += second->len;
		in += 4;
	}
	*from = in;
	return to;
}

static struct decoded
decode_bytes(struct charset *c, const char *in, size_t len, struct buf *out)
{
	buf_reserve(out, len * sizeof c->bytes[0].text + 2 * sizeof c->bytes[0]);
	const char *from = in, *end = in + len;
	char *to = out->data;
	c->decoded += len;
	if (!c->pairs && c->decoded > LONG_TEXT)
		make_pairs(c);
	while (from < end) {
		if (c->pairs)
			to = decode_pairs(c->pairs, &from, end, to);
		size_t step = c->pairs && end - from > 4 ? 4 : (size_t)(end - from);
		const char *stop = from + step;
		while (from < stop) {
			const struct charset_byte *byte = &c->bytes[(unsigned char)*from];
			if (byte->len == 0)
				break;
			memcpy(to, byte, sizeof *byte);
			to += byte->len;
			from++;
		}
		if (from < stop)
			break;
	}
	size_t used = (size_t)(from - in);
	return (struct decoded){.text = out->data, .len = (size_t)(to - out->data), .used = used,
	    .bad = from < end, .no_cr = c->one_cr && !memchr(in, '\r', used)};
}

/*
 * The length of the line at IN without its end, if it is there whole, or of as much of
 * it as is turned in one go; 0 and *PART set if more of it is needed.
 */
static size_t
shaped_line(const char *in, size_t len, bool last, bool *part)
{
	size_t n = 0, most = len < VISUAL_LINE ? len : VISUAL_LINE;
	while (n < most && !memchr("\n\r\f", in[n], 3))
		n++;
	*part = n == most && (n == VISUAL_LINE || !last);
	if (!*part || n < VISUAL_LINE)
		return *part ? 0 : n;
	size_t cut = n;
	while (cut > n / 2 && in[cut - 1] != ' ')
		cut--;
	return cut > n / 2 ? cut : n;
}

static struct decoded
decode_shapes(struct charset *c, const char *in, size_t len, bool last, struct buf *out)
{
	struct decoded d = {0};
	buf_clear(out);
	while (d.used < len && !d.bad) {
		const char *line = in + d.used;
		bool part;
		size_t n = shaped_line(line, len - d.used, last, &part), undefined = 0;
		if (part && n == 0)
			break;
		c->long_lines += part;
		while (undefined < n && c->bytes[(unsigned char)line[undefined]].len > 0)
			undefined++;
		if (undefined < n && !c->replace) {
			d.used += undefined;
			d.bad = 1;
			break;
		}
		for (size_t i = undefined; i < n; i++)
			c->replaced += c->bytes[(unsigned char)line[i]].len == 0;
		visual_line(out, c->shapes, line, n, c->visual, c->digits_rtl);
		d.used += n;
		if (!part && d.used < len)
			buf_add_char(out, in[d.used++]);
	}
	d.text = out->data;
	d.len = out->len;
	return d;
}

static uint32_t
unit(const char *in, size_t size, bool big_endian)
{
	uint32_t value = 0;
	for (size_t i = 0; i < size; i++)
		value = value << 8 | (unsigned char)in[big_endian ? i : size - 1 - i];
	return value;
}

/*
 * Reads the character of UTF-16 or UTF-32 at IN into *POINT; returns its length, or 0
 * if it is invalid or not whole.
 */
static size_t
decode_unit(const struct charset *c, const char *in, size_t len, uint32_t *point)
{
	size_t size = c->kind == CHARSET_UTF16 ? 2 : 4;
	if (len < size)
		return 0;
	*point = unit(in, size, c->big_endian);
	if (*point < 0xD800 || (*point > 0xDFFF && *point < 0x110000))
		return size;
	if (size == 4 || *point > 0xDBFF || len < 4)
		return 0;
	uint32_t low = unit(in + 2, 2, c->big_endian);
	if (low < 0xDC00 || low > 0xDFFF)
		return 0;
	*point = 0x10000 + ((*point - 0xD800) << 10) + (low - 0xDC00);
	return 4;
}

static struct decoded
decode_units(const struct charset *c, const char *in, size_t len, bool last, struct buf *out)
{
	buf_reserve(out, 2 * len + UTF8_MAX);
	char *to = out->data;
	struct decoded d = {.text = out->data};
	size_t n;
	uint32_t point;
	while ((n = decode_unit(c, in + d.used, len - d.used, &point)) > 0) {
		to += utf8_encode(to, point);
		d.used += n;
	}
	d.len = (size_t)(to - out->data);
	size_t size = c->kind == CHARSET_UTF16 ? 2 : 4, left = len - d.used;
	if (left == 0)
		return d;
	bool lead = size == 2 && left >= 2 && left < 4 &&
	            (unit(in + d.used, 2, c->big_endian) & 0xFC00) == 0xD800;
	d.cut = left < size || lead;
	if (last || !d.cut)
		d.bad = d.cut ? left : size;
	return d;
}

static struct decoded
decode_stream(struct charset *c, const char *in, size_t len, bool last, struct buf *out)
{
	char *from = (char *)(uintptr_t)in;
	size_t left = len, result;
	buf_clear(out);
	do {
		buf_reserve(out, 2 * left + 256);
		char *to = out->data + out->len;
		size_t room = out->size - out->len;
		result = iconv(c->stream, &from, &left, &to, &room);
		out->len = out->size - room;
	} while (result == (size_t)-1 && errno == E2BIG);
	struct decoded d = {.used = len - left};
	if (result == (size_t)-1) {
		d.cut = errno == EINVAL;
		d.bad = !d.cut ? 1 : last ? left : 0;
	} else if (last) {
		buf_reserve(out, 256);
		char *to = out->data + out->len;
		size_t room = out->size - out->len;
		iconv(c->stream, NULL, NULL, &to, &room);
		out->len = out->size - room;
	}
	d.text = out->data;
	d.len = out->len;
	return d;
}

struct decoded
charset_decode(struct charset *c, const char *in, size_t len, bool last, struct buf *out)
{
	switch (c->kind) {
	case CHARSET_UTF8: return decode_utf8(in, len, last);
	case CHARSET_BYTES: return decode_bytes(c, in, len, out);
	case CHARSET_SHAPES: return decode_shapes(c, in, len, last, out);
	case CHARSET_STREAM: return decode_stream(c, in, len, last, out);
	default: return decode_units(c, in, len, last, out);
	}
}

void
charset_close(struct charset *c)
{
	if (c->streaming)
		iconv_close(c->stream);
	free(c->pairs);
	*c = (struct charset){0};
}

const char *
charset_iconv(void)
{
#ifdef _LIBICONV_VERSION
	static char text[64];
	snprintf(text, sizeof text, "iconv: GNU libiconv %d.%d\n", _libiconv_version >> 8,
	    _libiconv_version & 0xFF);
	return text;
#else
	return "iconv: the C library's\n";
#endif
}
