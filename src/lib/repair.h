/* repair: text whose letters are written with other code points than they should be */
#ifndef REPAIR_H
#define REPAIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/mojibake.h"

enum repair_kind {
	REPAIR_MOJIBAKE, /* read once too often */
	REPAIR_FORM,     /* presentation form of one letter */
	REPAIR_LIGATURE, /* of several */
	REPAIR_YEH,      /* Arabic yeh or alef maksura in Persian text */
	REPAIR_KAF,      /* Arabic kaf in Persian text */
	REPAIR_ZWNJ,     /* another sign used as ZWNJ */
	REPAIR_BIDI,     /* a direction mark left out */
	REPAIR_COMPOSED, /* letter and mark now one code point */
	REPAIR_KINDS,
};

extern const char *const repair_names[REPAIR_KINDS];

/* {0} is valid. What is behind the blank line is private. */
struct repair {
	size_t counts[REPAIR_KINDS]; /* in this document */

	bool persian;
	const struct mojibake *way; /* NULL if it was not read once too often */
	struct buf undone, rest, out;
	uint32_t held, last;        /* code points not yet written, and last written */
	unsigned depth;             /* direction marks that are open */
	uint32_t kept;              /* bit I: that of depth I is an override, and stays */
};

/*
 * Begins a document. PERSIAN: its Arabic yeh and kaf become Persian. WAY undoes its
 * mojibake, and is NULL if there is none; it is kept.
 */
void repair_start(struct repair *r, bool persian, const struct mojibake *way);

/*
 * Repairs the LEN bytes of UTF-8 at TEXT; a little at the end may wait for what follows,
 * which is none if LAST. The result is good until the next call.
 */
const struct buf *repair_text(struct repair *r, const char *text, size_t len, bool last);

/* Frees what is inside. */
void repair_free(struct repair *r);

#endif
