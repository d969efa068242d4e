/* rows: tables as raqam-rows(5) has them, TSV under a header line */
#ifndef ROWS_H
#define ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/line.h"

struct buf;

enum { ROWS_LIMIT = 8 << 20 }; /* bytes of the longest row */

/* A cell as it stands in the row: escaped, not terminated. */
struct cell {
	const char *data;
	size_t len;
};

/* {0} is closed and valid. What is behind the blank line is private. */
struct rows {
	size_t count;             /* columns */
	const struct cell *names; /* COUNT names, good until rows_close() */
	const struct cell *cells; /* COUNT cells of this row, good until the next call */
	const char *file;         /* where this row stands, for messages */
	size_t line;

	char *const *files;
	struct line in;
	char *header;
	size_t header_len;
	struct cell *name_array, *cell_array;
};

/*
 * Opens the rows of all FILES, a NULL-terminated list that is kept; an empty list
 * is standard input. The first file's header names the columns. No header at all
 * is io_fail(), and so is a later file with other columns, when it is reached.
 */
void rows_open(struct rows *r, char *const files[]);

/*
 * Goes to the next row, of whichever file; false at the end. A row with too few or
 * too many cells, or longer than ROWS_LIMIT, is io_bad() and left out.
 */
bool rows_next(struct rows *r);

/*
 * Cuts the LEN bytes at TEXT at its tabs into at most COUNT cells, and returns how
 * many there are.
 */
size_t rows_cut(struct cell *cells, size_t count, const char *text, size_t len);

/* The COUNT > 0 cells, neighbours in a row, as one with the tabs between them. */
struct cell rows_stretch(const struct cell *cells, size_t count);

/* How many bytes of this row are well-formed UTF-8 before the first that is not. */
size_t rows_valid(struct rows *r);

/* Whether the text of C is NAME. */
bool rows_cell_is(struct cell c, const char *name);

/* The column NAME, from 0; io_fail() if there is none. */
size_t rows_column(const struct rows *r, const char *name);

/* The column whose name is the LEN bytes at NAME, or COUNT if there is none. */
size_t rows_find(const struct rows *r, const char *name, size_t len);

/* Closes the file and frees what is inside. */
void rows_close(struct rows *r);

/*
 * Appends the LEN bytes at DATA to OUT as a cell: tab, newline, carriage return
 * and backslash as \t \n \r \\, a byte that is not UTF-8 as \xHH.
 */
void rows_escape(struct buf *out, const char *data, size_t len);

/* Appends the text of a cell to OUT: what rows_escape() was given. */
void rows_unescape(struct buf *out, const char *data, size_t len);

#endif
