/* charset: see charset.h */
#include "lib/charset.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "lib/io.h"
#include "lib/utf8.h"

enum { UNDEFINED = 0xFFFF };

/* Where in a word the shape of a byte can stand. */
enum {
	JOINS_ISOLATED = 1,
	JOINS_FINAL = 2,
	JOINS_INITIAL = 4,
	JOINS_MEDIAL = 8,
	JOINS_NONE = 16,
	JOINS_CAUSING = 32,
	JOINS_TRANSPARENT = 64,
};

struct charset_row {
	uint16_t code;
	uint16_t base[2];
	uint8_t joins;
};

struct charset_table {
	const char *name;
	const struct charset_row *rows;
};

#include "charsets.h"

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
open_table(struct charset *c, const struct charset_row *rows)
{
	c->kind = CHARSET_BYTES;
	c->complete = true;
	for (int b = 0; b < 256; b++) {
		struct charset_byte *byte = &c->bytes[b];
		if (rows[b].code == UNDEFINED) {
			c->complete = false;
			continue;
		}
		uint32_t first = rows[b].base[0] ? rows[b].base[0] : rows[b].code;
		byte->len = (uint8_t)utf8_encode(byte->text, first);
		if (rows[b].base[1])
			byte->len += (uint8_t)utf8_encode(byte->text + byte->len, rows[b].base[1]);
	}
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
	charset_restart(c);
	return true;
}

void
charset_restart(struct charset *c)
{
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

static struct decoded
decode_bytes(const struct charset *c, const char *in, size_t len, struct buf *out)
{
	buf_reserve(out, len * sizeof c->bytes[0].text + sizeof c->bytes[0]);
	char *to = out->data;
	size_t i = 0;
	for (; i < len; i++) {
		const struct charset_byte *byte = &c->bytes[(unsigned char)in[i]];
		if (byte->len == 0)
			break;
		memcpy(to, byte, sizeof *byte);
		to += byte->len;
	}
	return (struct decoded){
	    .text = out->data, .len = (size_t)(to - out->data), .used = i, .bad = i < len};
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
	case CHARSET_STREAM: return decode_stream(c, in, len, last, out);
	default: return decode_units(c, in, len, last, out);
	}
}

void
charset_close(struct charset *c)
{
	if (c->streaming)
		iconv_close(c->stream);
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
