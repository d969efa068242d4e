/* utf8: see utf8.h */
#include "lib/utf8.h"

#include <stdbool.h>
#include <string.h>

static bool
is_tail(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

size_t
utf8_decode(const char *text, size_t len, uint32_t *point)
{
	const unsigned char *s = (const unsigned char *)text;
	if (s[0] < 0x80) {
		*point = s[0];
		return 1;
	}
	if (s[0] < 0xC2 || len < 2 || !is_tail(text[1]))
		return 0;
	if (s[0] < 0xE0) {
		*point = (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
		return 2;
	}
	if (len < 3 || !is_tail(text[2]))
		return 0;
	if (s[0] < 0xF0) {
		if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F))
			return 0;
		*point = (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
		return 3;
	}
	if (s[0] > 0xF4 || len < 4 || !is_tail(text[3]))
		return 0;
	if ((s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F))
		return 0;
	*point = (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 |
	         (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
	return 4;
}

size_t
utf8_encode(char *out, uint32_t point)
{
	if (point < 0x80) {
		out[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		out[0] = (char)(0xC0 | point >> 6);
		out[1] = (char)(0x80 | (point & 0x3F));
		return 2;
	}
	if (point < 0x10000) {
		out[0] = (char)(0xE0 | point >> 12);
		out[1] = (char)(0x80 | (point >> 6 & 0x3F));
		out[2] = (char)(0x80 | (point & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | point >> 18);
	out[1] = (char)(0x80 | (point >> 12 & 0x3F));
	out[2] = (char)(0x80 | (point >> 6 & 0x3F));
	out[3] = (char)(0x80 | (point & 0x3F));
	return 4;
}

size_t
utf8_valid(const char *text, size_t len)
{
	size_t at = 0;
	while (at < len) {
		uint64_t word;
		if (len - at >= sizeof word) {
			memcpy(&word, text + at, sizeof word);
			if ((word & 0x8080808080808080u) == 0) {
				at += sizeof word;
				continue;
			}
		}
		uint32_t point;
		size_t n = utf8_decode(text + at, len - at, &point);
		if (n == 0)
			return at;
		at += n;
	}
	return len;
}

size_t
utf8_count(const char *text, size_t len)
{
	size_t count = 0;
	for (size_t i = 0; i < len; i++)
		count += !is_tail(text[i]);
	return count;
}
