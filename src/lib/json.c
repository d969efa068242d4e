/* json: see json.h */
#include "lib/json.h"

#include <stdint.h>
#include <stdio.h>

#include "lib/buf.h"
#include "lib/utf8.h"

void
json_string(struct buf *out, const char *text, size_t len)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < len;) {
		uint32_t point;
		size_t n = utf8_decode(text + i, len - i, &point);
		if (n == 0) {
			buf_add_string(out, "\xEF\xBF\xBD");
			n = 1;
		} else if (point < 0x20 || point == '"' || point == '\\' || point == '<') {
			char escape[8];
			snprintf(escape, sizeof escape, "\\u%04x", (unsigned)point);
			buf_add_string(out, escape);
		} else {
			buf_add(out, text + i, n);
		}
		i += n;
	}
	buf_add_char(out, '"');
}
