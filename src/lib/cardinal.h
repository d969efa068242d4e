/* cardinal: number words, numerals and scales added up */
#ifndef CARDINAL_H
#define CARDINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/number.h"

/* What a token, or a numeral of several, is to a number. */
enum part_kind { NUMERAL, SMALL, SCALE, HALF, AND, ORDINAL, FRACTION, POINT, PLACES, OTHER };

struct part {
	enum part_kind kind;
	long value;       /* of SMALL and ORDINAL */
	const char *code; /* of SCALE, HALF and FRACTION; of a numeral its text */
	size_t len;       /* of CODE */
};

struct parts {
	size_t count;
	struct part list[TOKENS_MAX];
};

/*
 * Reads parts FROM to TO (not included) as a cardinal, with ORDINAL as one that an ordinal may
 * end, into OUT, a member of N or another. Sets what N says of scale, slashes and fractions.
 * False, with OUT as it was, if they do not fit one behind another.
 */
bool cardinal_read(struct number *n, struct decimal *out, const struct parts *p, size_t from,
    size_t to, struct numeral_style style, bool ordinal);

#endif
