/* mojibake: see mojibake.h */
#include "lib/mojibake.h"

#include "lib/buf.h"
#include "lib/charset.h"
#include "lib/utf8.h"

static void
set(struct mojibake *m, uint32_t point, uint8_t byte)
{
	if (point < MOJIBAKE_LOW)
		m->low[point] = byte;
	else if (point >= MOJIBAKE_HIGH && point < MOJIBAKE_END)
		m->high[point - MOJIBAKE_HIGH] = byte;
}

void
mojibake_open(struct mojibake *m, const char *charset)
{
	struct charset c;
	*m = (struct mojibake){0};
	charset_open(&c, charset);
	/* ISO-8859-1, and programs that pass what windows-1252 lacks: the byte itself. */
	for (int b = 0x80; b < 0x100 && !c.complete; b++)
		set(m, (uint32_t)b, (uint8_t)b);
	for (int b = 0x80; b < 0x100; b++) {
		uint32_t point;
		if (c.bytes[b].len > 0 && utf8_decode(c.bytes[b].text, c.bytes[b].len, &point) > 0)
			set(m, point, (uint8_t)b);
	}
	charset_close(&c);
}

static uint8_t
byte_of(const struct mojibake *m, uint32_t point)
{
	if (point < MOJIBAKE_LOW)
		return m->low[point];
	return point >= MOJIBAKE_HIGH && point < MOJIBAKE_END ? m->high[point - MOJIBAKE_HIGH] : 0;
}

/*
 * Reads the characters at TEXT back to bytes that are one character of UTF-8, into
 * BYTES. Returns how many bytes of TEXT those were, 0 if they are none; *MORE says that
 * what follows TEXT could change that.
 */
static size_t
undo_one(const struct mojibake *m, const char *text, size_t len, char bytes[UTF8_MAX],
    size_t *count, bool *more)
{
	size_t used = 0;
	bool cut = true;
	*more = false;
	for (*count = 0; *count < UTF8_MAX && cut;) {
		uint32_t point;
		size_t n = used < len ? utf8_decode(text + used, len - used, &point) : 0;
		if (n == 0) {
			*more = true;
			return 0;
		}
		uint8_t byte = byte_of(m, point);
		if (byte == 0)
			return 0;
		bytes[(*count)++] = (char)byte;
		used += n;
		if (utf8_valid(bytes, *count) == *count)
			return used;
		utf8_invalid(bytes, *count, &cut);
	}
	return 0;
}

size_t
mojibake_undo(const struct mojibake *m, struct buf *out, const char *text, size_t len, bool last,
    size_t *undone, size_t *kept)
{
	size_t at = 0;
	while (at < len) {
		uint32_t point;
		char bytes[UTF8_MAX];
		size_t count;
		bool more;
		if ((unsigned char)text[at] < 0x80) {
			buf_add_char(out, text[at++]);
			continue;
		}
		size_t n = undo_one(m, text + at, len - at, bytes, &count, &more);
		if (n > 0) {
			buf_add(out, bytes, count);
			*undone += count;
			at += n;
			continue;
		}
		if (more && !last)
			return at;
		n = utf8_decode(text + at, len - at, &point);
		n = n ? n : 1;
		buf_add(out, text + at, n);
		*kept += 1;
		at += n;
	}
	return at;
}
