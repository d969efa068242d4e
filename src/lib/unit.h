/* unit: printed units as codes, and measures in SI units */
#ifndef UNIT_H
#define UNIT_H

#include <stdbool.h>

#include "lib/decimal.h"
#include "lib/tokens.h"

struct buf;

/*
 * Appends the code of the unit in T, of kind KIND (percent, money, measure), to OUT: `km`,
 * `IRT/kg`. Scale words in it multiply *SCALE, which is left alone without any. False, with
 * OUT as it was, if the words are no unit of that kind.
 */
bool unit_code(struct buf *out, const struct tokens *t, const char *kind, struct decimal *scale);

/* A factor of the SI: what a unit's value is to be multiplied and divided by, then added to. */
struct unit_si {
	struct decimal times, by, plus;
	char code[32]; /* of the SI unit */
};

/*
 * Fills SI for the UCUM unit CODE. False, and SI is undefined but to be freed, for a unit
 * that has no exact factor.
 */
bool unit_si(struct unit_si *si, const char *code, size_t len);

/* D becomes VALUE in the SI unit. */
bool unit_to_si(struct decimal *d, const struct decimal *value, const struct unit_si *si);

void unit_si_free(struct unit_si *si);

#endif
