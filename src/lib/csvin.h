/* csvin: the CSV of spreadsheets, read as rows */
#ifndef CSVIN_H
#define CSVIN_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/line.h"

struct csv_parser;

/* {0} is closed and valid. What is behind the blank line is private. */
struct csvin {
	size_t count;             /* columns */
	const struct cell *names; /* COUNT names, good until csvin_close() */
	const struct cell *cells; /* COUNT cells of this row, good until the next call */
	const char *file;         /* where this row begins, for messages */
	size_t line;

	char *const *files;
	char wanted, separator;
	bool safe, row_done;
	struct line in;
	struct csv_parser *parser;
	struct buf held;          /* lines that are not done with, from AT on */
	size_t at, line_end, held_line;
	struct buf header, text;  /* cells that are not as they stand in the file */
	size_t *ends;             /* of the FOUND cells in TEXT */
	size_t found, room;
	struct cell *name_array, *cell_array;
};

/*
 * Opens the CSV of all FILES, a NULL-terminated list that is kept; an empty list is
 * standard input. SEPARATOR 0 means the one of , ; and tab that the first line of a
 * file has most of outside quotes. A byte order mark is passed over, rows may end in
 * LF, CR LF or CR. SAFE takes csv_put_row()'s guards off. The first row of the first
 * file names the columns; none at all, and other columns in a later file, are
 * io_fail().
 */
void csvin_open(struct csvin *c, char *const files[], char separator, bool safe);

/*
 * Goes to the next row, of whichever file; false at the end. Cells are escaped as in
 * rows, but for backslashes, which stay as they are. A blank line is passed over. A row
 * with too few or too many cells or with a stray or unclosed quote, or longer than
 * ROWS_LIMIT, is io_bad() and left out; after a wrong quote, reading begins anew at the
 * line behind the row's first.
 */
bool csvin_next(struct csvin *c);

/* Closes the file and frees what is inside. */
void csvin_close(struct csvin *c);

#endif
