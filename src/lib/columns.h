/* columns: what is said of the columns of a table; made of src/table/columns.tsv */
#ifndef COLUMNS_H
#define COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

struct column {
	const char *name;
	const char *type; /* string, integer or number; of a label, label */
	const char *english;
	const char *persian;
	const char *description;
};

/* The column NAME of LEN bytes, or with the Persian title TITLE; NULL if unknown. */
const struct column *columns_named(const char *name, size_t len);
const struct column *columns_titled(const char *title, size_t len);

/* What NAME, which is no column but in the same table, is called. */
const struct column *columns_label(const char *name);

/*
 * Whether the LEN bytes at TEXT are a decimal number as the table writes them: without
 * leading zeros, perhaps with a minus and a fraction of *FRACTION digits.
 */
bool columns_decimal(const char *text, size_t len, size_t *fraction);

#endif
