/* numeral: a number printed in digits, with its grouping and its point */
#ifndef NUMERAL_H
#define NUMERAL_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/decimal.h"

/* How a text prints its numerals. */
struct numeral_style {
	bool visual;     /* the fraction stands before the slash */
	bool dots_group; /* a dot before three digits groups: amounts in rial and toman */
	bool fractions;  /* a small proper a/b is a fraction */
	bool any_fraction; /* any proper a/b is one */
};

/* {0} is empty and valid. */
struct numeral {
	struct decimal value;
	struct decimal below; /* what VALUE is to be divided by; zero where there is nothing */
	bool slash;           /* a slash was read as the point */
	bool swapped;         /* in visual order */
};

/*
 * Reads the LEN bytes at TEXT, digits and separators with single spaces, into N. False if
 * they are no number: then N is undefined.
 */
bool numeral_read(struct numeral *n, const char *text, size_t len, struct numeral_style style);

/* Whether POINT may stand between the digits of a numeral. */
bool numeral_is_separator(unsigned long point);

void numeral_free(struct numeral *n);

#endif
