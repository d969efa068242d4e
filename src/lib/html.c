/* html: see html.h */
#include "lib/html.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "lib/io.h"
#include "lib/utf8.h"

void
html_string(const char *text)
{
	io_write(text, strlen(text));
}

void
html_number(size_t n)
{
	char digits[24], *at = digits + sizeof digits;
	do
		*--at = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	io_write(at, (size_t)(digits + sizeof digits - at));
}

void
html_text(const char *text, size_t len)
{
	size_t done = 0;
	for (size_t i = 0; i < len;) {
		uint32_t point;
		size_t n = utf8_decode(text + i, len - i, &point);
		bool strange = n == 0 || (point < 0x20 && point != '\t' && point != '\n');
		const char *instead = strange        ? "\xEF\xBF\xBD"
		                      : point == '&' ? "&amp;"
		                      : point == '<' ? "&lt;"
		                      : point == '"' ? "&quot;"
		                                     : NULL;
		n += n == 0;
		if (instead) {
			io_write(text + done, i - done);
			html_string(instead);
			done = i + n;
		}
		i += n;
	}
	io_write(text + done, len - done);
}
