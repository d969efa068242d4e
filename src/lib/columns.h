/* columns: what is said of the columns of a table; made of src/table/columns.tsv */
#ifndef COLUMNS_H
#define COLUMNS_H

#include <stddef.h>

struct column {
	const char *name;
	const char *type; /* string, integer or number */
	const char *english;
	const char *persian;
	const char *description;
};

/* The column NAME of LEN bytes, or with the Persian title TITLE; NULL if unknown. */
const struct column *columns_named(const char *name, size_t len);
const struct column *columns_titled(const char *title, size_t len);

#endif
