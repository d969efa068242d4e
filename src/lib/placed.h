/* placed: the figures of a table in memory, in the order of their places */
#ifndef PLACED_H
#define PLACED_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/rows.h"

/* A figure's place in its document. */
struct figure {
	const char *doc; /* unescaped, not terminated */
	size_t doc_len, line, column;
	size_t id; /* of its row, from 0 */
	bool placed; /* for the caller; false at first */
};

/* {0} is empty and valid. What is behind the blank line is private. */
struct placed {
	size_t columns, count;       /* columns, and rows */
	const struct cell *names;    /* of the columns */
	size_t kind, raw, context;   /* columns */
	struct figure *figures;      /* COUNT, sorted by document, line and column */
	size_t *by_id;               /* where a row's figure is among them */

	struct cell *name_array;
	struct buf header, text;
	size_t *ends, room;
	size_t doc, line, column;
};

enum { PLACED_LIMIT = 1 << 29 }; /* bytes of all cells */

/*
 * Reads the rows of FILES, a NULL-terminated list, MOST and PLACED_LIMIT at most: a
 * further one is io_bad(). A missing column doc, line, column, kind, raw or context is
 * io_fail().
 */
void placed_read(struct placed *p, char *const files[], size_t most);

/*
 * The text of a cell: with the characters that \t \n \r \\ stand for, while \xHH stays.
 * Good until placed_free().
 */
struct cell placed_cell(const struct placed *p, size_t id, size_t column);

/* The figures of the document DOC: FIRST of them and, behind the last, END. */
struct placed_range {
	size_t first, end;
};
struct placed_range placed_doc(const struct placed *p, const char *doc, size_t len);

/* Appends the text of a cell to OUT, as placed_cell() has it. */
void placed_unescape(struct buf *out, const char *data, size_t len);

void placed_free(struct placed *p);

#endif
