/* order: whether a document prints fractions and clock times in visual order */
#ifndef ORDER_H
#define ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/rows.h"

/* What the figures of a document tell so far; {0} is nothing. */
struct order {
	bool visual;  /* a fraction can only be visual */
	bool logical; /* a fraction can only be logical */
	bool clock_reversed, clock_works; /* the same of clock times, which fractions overrule */
	bool modern;  /* a fraction stands in other digits or letters than old systems print */
	size_t longer, shorter; /* fractions with more, with fewer digits than their whole */
};

/* A row's part in it. */
struct order_row {
	struct cell kind, number, upper, unit, raw, context;
	bool after_clock; /* the word for the hour stands before the number */
};

/* Whether reading the row depends on the order: it has a slash fraction or a clock time. */
bool order_matters(const struct order_row *row);

/* Takes the row, one that order_matters() to, as evidence. */
void order_see(struct order *o, const struct order_row *row);

/* What the evidence says. */
bool order_is_visual(const struct order *o);

#endif
