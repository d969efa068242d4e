/* names: the documents that a program is given, operands or a NUL-separated list */
#ifndef NAMES_H
#define NAMES_H

#include <stddef.h>

#include "lib/buf.h"

/* What is inside is private. */
struct names {
	char *const *operands;
	int descriptor; /* of the list, -1 when there is none */
	const char *list;
	struct buf data;
	size_t start;
	size_t count;
};

/*
 * Names come from LIST, a file of names that each end in a NUL ("-" is standard
 * input), or where LIST is NULL from OPERANDS, a NULL-terminated list; an empty one
 * is "-", standard input. Both are kept. LIST and OPERANDS together, and a list
 * that cannot be read or has a name of over 1 MiB, are io_fail().
 */
void names_open(struct names *n, const char *list, char *const operands[]);

/* The next name, good until the next call; NULL at the end. */
const char *names_next(struct names *n);

/* Closes the list and frees what is inside. */
void names_close(struct names *n);

#endif
