/* figure: what the pieces of a figure mean; see raqam-rows(5) */
#ifndef FIGURE_H
#define FIGURE_H

#include <stdbool.h>

#include "lib/buf.h"
#include "lib/dates.h"
#include "lib/number.h"
#include "lib/rows.h"
#include "lib/tokens.h"

struct lexicon;

enum { FIGURE_MEMBERS_MAX = 16 };

/* A figure as printed: cells of a row. */
struct piece {
	struct cell kind, qualifier, number, upper, scale, unit, note;
};

/* A figure as read. */
struct figure {
	struct cell kind;
	const char *bound;
	struct buf value, upper, unit, date, note;
	struct buf si_value, si_upper, si_unit;
};

/* What reading takes, and the memory that each figure uses again. {.lexicon = L} is valid. */
struct figure_reader {
	const struct lexicon *lexicon;
	bool si; /* fill the SI cells too */

	struct tokens number, upper, unit, qualifier;
	struct buf joined; /* a number and the month, decade or century that it borrows */
	struct number members[FIGURE_MEMBERS_MAX];
	struct decimal values[FIGURE_MEMBERS_MAX];
	struct decimal scale, unit_scale, spare; /* borrowed words, those of the unit; scratch */
	struct dates dates;
	unsigned notes;
};

/* Reads P, with fractions and clock times in VISUAL order or not, into F. */
void figure_read(struct figure_reader *r, struct figure *f, const struct piece *p, bool visual);

void figure_free(struct figure *f);
void figure_reader_free(struct figure_reader *r);

#endif
