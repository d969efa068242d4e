/* decimal: exact decimal numbers of any length, as strings of digits */
#ifndef DECIMAL_H
#define DECIMAL_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"

/* {0} is zero and valid. Only the functions below change it. */
struct decimal {
	struct buf digits; /* '0'..'9', most significant first, without leading zeros */
	size_t places;     /* how many of them stand behind the point; more than there are is fine */
	bool negative;     /* never for zero */
};

/* What decimal_divide() takes: more digits are refused. */
enum { DECIMAL_DIVISOR_MAX = 64, DECIMAL_DIVIDEND_MAX = 1024 };

/* D becomes the integer of the LEN digits at TEXT; leading zeros are dropped. */
void decimal_set(struct decimal *d, const char *text, size_t len);

/* D becomes the number TEXT, [-]digits[.digits]; false, and D unchanged, if it is none. */
bool decimal_parse(struct decimal *d, const char *text, size_t len);

/* Exchanges two numbers, without copying digits. */
void decimal_swap(struct decimal *a, struct decimal *b);

void decimal_copy(struct decimal *d, const struct decimal *from);

/* Appends LEN digits behind the point: they are places from then on. */
void decimal_add_places(struct decimal *d, const char *text, size_t len);

bool decimal_is_zero(const struct decimal *d);

/* Whether D has no fraction but zeros. */
bool decimal_is_whole(const struct decimal *d);

/* Multiplies D by 10^POWER, exactly. The places that POWER takes in are gone. */
void decimal_shift(struct decimal *d, long power);

/* Multiplies D by BY, and drops the places that zeros at the end of BY take in. */
void decimal_scale(struct decimal *d, const struct decimal *by);

/* D becomes A + B, A * B; D is neither of them. */
void decimal_sum(struct decimal *d, const struct decimal *a, const struct decimal *b);
void decimal_product(struct decimal *d, const struct decimal *a, const struct decimal *b);

/*
 * D becomes A / B: exact where the quotient ends, else rounded half up to six significant
 * digits. False, and D undefined, if B is zero or one of them is too long.
 */
bool decimal_quotient(struct decimal *d, const struct decimal *a, const struct decimal *b);

/* Less than, equal to or greater than 0 as A is to B. */
int decimal_compare(const struct decimal *a, const struct decimal *b);

/* Drops the zeros that end the fraction. */
void decimal_trim(struct decimal *d);

/* D as a long; false if it has a fraction or is not between 0 and 999999999. */
bool decimal_small(const struct decimal *d, long *value);

/* Appends D to OUT: `-0.50`, without grouping, exponent or leading zeros. */
void decimal_print(struct buf *out, const struct decimal *d);

void decimal_free(struct decimal *d);

#endif
