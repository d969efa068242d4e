/* describe: what a reader has to know of a CSV table, as JSON */
#ifndef DESCRIBE_H
#define DESCRIBE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct cell;
struct csv_style;

enum describe_as { DESCRIBE_CSVW = 1, DESCRIBE_DATAPACKAGE };

/* What is in a column: {0} until a cell has been seen. */
struct describe_column {
	bool text; /* some cell is no decimal number as JSON would write it */
	bool fraction;
};

/* Takes note of a CELL of the column. */
void describe_see(struct describe_column *column, const struct cell *cell);

/*
 * Appends to OUT the description of the table that lies at URL: W3C CSVW metadata or a
 * Frictionless data package. NAMES and COLUMNS are COUNT columns; the ones that are
 * numbers by name are so described if they hold nothing else. PERSIAN: the header has
 * the Persian titles.
 */
void describe(struct buf *out, enum describe_as as, const char *url,
    const struct csv_style *style, bool persian, const struct cell *names,
    const struct describe_column *columns, size_t count);

#endif
