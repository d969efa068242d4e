/* detect: see detect.h */
#include "lib/detect.h"

#include <string.h>

#include "lib/utf8.h"

static const struct {
	const char *mark;
	size_t len;
	const char *charset;
} marks[] = {
	{"\xEF\xBB\xBF", 3, "utf-8"},
	{"\xFF\xFE\0\0", 4, "utf-32le"},
	{"\0\0\xFE\xFF", 4, "utf-32be"},
	{"\xFF\xFE", 2, "utf-16le"},
	{"\xFE\xFF", 2, "utf-16be"},
};

/* Bytes that stand for letters of Persian text in windows-1256. */
static bool
is_letter(unsigned char c)
{
	return c == 0x81 || c == 0x8D || c == 0x8E || c == 0x90 || c == 0x98 || c >= 0xC0;
}

struct detected
detect_bytes(const char *sample, size_t len)
{
	size_t high = 0, letters = 0, controls = 0, good = 0, broken = 0;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)sample[i];
		high += c >= 0x80;
		letters += is_letter(c);
		controls += c < 0x20 && !strchr("\t\n\f\r\x1A", c);
	}
	for (size_t i = 0; i < len;) {
		bool cut;
		size_t n = utf8_valid(sample + i, len - i);
		for (size_t k = 0; k < n; k++)
			good += (unsigned char)sample[i + k] >= 0x80;
		i += n;
		if (i < len) {
			broken++;
			i += utf8_invalid(sample + i, len - i, &cut);
		}
	}
	if (memchr(sample, '\0', len) || controls > len / 50)
		return (struct detected){NULL, "binary: control characters"};
	if (good > 10 * broken)
		return (struct detected){"utf-8", "broken utf-8"};
	if (letters * 10 > high * 8)
		return (struct detected){"windows-1256", "letters"};
	return (struct detected){NULL, "charset not recognised"};
}

struct detected
detect_form(const char *head, size_t len)
{
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (len >= marks[i].len && memcmp(head, marks[i].mark, marks[i].len) == 0)
			return (struct detected){marks[i].charset, "byte order mark"};
	bool cut = false;
	size_t good = utf8_valid(head, len);
	if (good < len)
		utf8_invalid(head + good, len - good, &cut);
	if (good < len && !cut)
		return (struct detected){NULL, NULL};
	if (len > 0 && memchr(head, '\0', len))
		return (struct detected){NULL, "binary: a NUL"};
	return (struct detected){"utf-8", "valid"};
}
