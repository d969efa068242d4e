/* buf: see buf.h */
#include "lib/buf.h"

#include <stdlib.h>
#include <string.h>

#include "lib/io.h"

void
buf_reserve(struct buf *b, size_t more)
{
	if (b->size - b->len >= more)
		return;
	size_t size = b->size ? b->size : 256;
	while (size - b->len < more)
		size *= 2;
	b->data = io_realloc(b->data, size);
	b->size = size;
}

void
buf_add(struct buf *b, const void *data, size_t len)
{
	buf_reserve(b, len);
	if (len > 0)
		memcpy(b->data + b->len, data, len);
	b->len += len;
}

void
buf_add_string(struct buf *b, const char *string)
{
	buf_add(b, string, strlen(string));
}

void
buf_add_char(struct buf *b, char c)
{
	buf_reserve(b, 1);
	b->data[b->len++] = c;
}

void
buf_add_number(struct buf *b, size_t number)
{
	char digits[3 * sizeof number];
	size_t at = sizeof digits;
	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	buf_add(b, digits + at, sizeof digits - at);
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
}

void
buf_free(struct buf *b)
{
	free(b->data);
	*b = (struct buf){0};
}
