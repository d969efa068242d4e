/* csv: the CSV of spreadsheets, to and from cells of rows */
#ifndef CSV_H
#define CSV_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct cell;

/* How a table is written. */
struct csv_style {
	char separator;
	bool crlf;   /* rows end in CR LF, else in LF */
	bool quoted; /* every cell is quoted, else only those that need it */
	bool safe;   /* no cell begins like a formula */
};

/*
 * Appends the COUNT cells of a row to OUT, with their \t \n \r as characters; the
 * escapes \\ and \xHH stay. HEADER cells are quoted also where they have a separator
 * of another style, so that a reader can tell which one the table has. ROOM is used
 * meanwhile, and the caller's to free.
 */
void csv_put_row(struct buf *out, struct buf *room, const struct csv_style *style,
    const struct cell *cells, size_t count, bool header);

/* Whether the LEN bytes at TEXT begin with an apostrophe that a safe style put there. */
bool csv_is_guarded(const char *text, size_t len);

#endif
