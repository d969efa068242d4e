/* buf: bytes that grow */
#ifndef BUF_H
#define BUF_H

#include <stddef.h>

/* {0} is empty and valid. DATA may hold NULs and is not terminated. */
struct buf {
	char *data;
	size_t len;
	size_t size;
};

/* Makes room for MORE bytes behind the end; exhausted memory is io_fail(). */
void buf_reserve(struct buf *b, size_t more);

void buf_add(struct buf *b, const void *data, size_t len);
void buf_add_string(struct buf *b, const char *string);
void buf_add_char(struct buf *b, char c);

/* Appends NUMBER in decimal. */
void buf_add_number(struct buf *b, size_t number);

/* Empties B and keeps its memory. */
void buf_clear(struct buf *b);

/* Frees what is inside; B is {0} again. */
void buf_free(struct buf *b);

#endif
