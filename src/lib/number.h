/* number: a number in words, digits or both, with its scale words and fractions */
#ifndef NUMBER_H
#define NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/numeral.h"
#include "lib/tokens.h"

/* {0} is empty and valid. */
struct number {
	struct decimal value; /* to be divided by BELOW unless that is zero; see number_value() */
	struct decimal below;
	struct decimal scale; /* what the number's last scale words multiply by; zero: it has none */
	bool fraction;        /* printed as a fraction: two thirds, 3/4, half */
	bool slash, swapped;  /* as in struct numeral */

	struct numeral numeral;
};

/*
 * Reads tokens FROM to TO (not included) as one number into N; with ORDINAL also as an
 * ordinal (the third), not as a fraction (a third). False if they are no number that is
 * sure; then N is undefined.
 */
bool number_read(struct number *n, const struct tokens *t, size_t from, size_t to,
    struct numeral_style style, bool ordinal);

/* Whether token I is a number word below a thousand, a thousand, or an ordinal. */
bool number_is_word(const struct tokens *t, size_t i);

/* Multiplies N by SCALE. */
void number_scale(struct number *n, const struct decimal *scale);

/* The number that N is, divided and rounded as the table has it; false if it cannot be. */
bool number_value(struct decimal *out, const struct number *n);

void number_free(struct number *n);

#endif
