/* located: writes documents as located text; see text.h and raqam-rows(5) */
#ifndef LOCATED_H
#define LOCATED_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"

/* {0} is valid. What is inside is private. */
struct located {
	const char *file;
	struct buf doc;  /* the cell of the document's name */
	struct buf line; /* what is there of a line that has not ended */
	size_t page, number;
	bool told;
};

/* Writes the header. */
void located_header(void);

/* Begins the document FILE, which is kept. */
void located_start(struct located *l, const char *file);

/*
 * Writes the rows of the LEN bytes at TEXT, UTF-8 whose lines end in a newline. A line
 * of more than TEXT_LIMIT bytes is cut behind a space, which is io_bad().
 */
void located_add(struct located *l, const char *text, size_t len);

/* Ends the document: writes the row of a last line without a newline. */
void located_end(struct located *l);

/* Frees what is inside. */
void located_free(struct located *l);

#endif
