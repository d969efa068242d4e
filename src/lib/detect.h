/* detect: finds out the charset of a document */
#ifndef DETECT_H
#define DETECT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/charset.h"
#include "lib/mojibake.h"
#include "lib/repair.h"

enum { DETECT_SETS = 10, DETECT_READINGS = DETECT_SETS + 3 };

enum detect_sure {
	DETECT_NOT,    /* refused */
	DETECT_MAYBE,  /* so far; the rest of the document may tell otherwise */
	DETECT_SURELY,
};

struct detected {
	enum detect_sure sure;
	char charset[32]; /* a name that charset_open() knows; "" if there is none */
	char next[32];    /* another that reads the sample alike, or "" */
	bool visual;      /* its lines are as drawn */
	const char *mojibake; /* the charset as which it was read once too often, or NULL */
	int confidence;   /* 0 to 100 */
	const char *language;
	char why[256];
};

/* The charsets that are tried, and room for how they read. {0} is valid. */
struct detect {
	bool language; /* tell the language also where it is not needed; the caller's to set */
	bool open;
	struct charset sets[DETECT_SETS];
	uint8_t signs[DETECT_SETS][256]; /* of the bytes, as language_sign() has them */
	uint16_t counts[256];            /* of the bytes in the sample */
	struct buf sample, texts[DETECT_READINGS];
	struct mojibake latin, arabic;
	struct repair repair;
};

/*
 * The charset of the document whose first LEN bytes are at HEAD, all of it if WHOLE,
 * by its marks, its shape and whether it is UTF-8. DETECT_NOT with an empty WHY says
 * that it is none of those; then ask detect_bytes().
 */
struct detected detect_form(struct detect *t, const char *head, size_t len, bool whole);

/*
 * The charset of a document that is not UTF-8, from LEN of its bytes. ORDER is that of
 * charsets of shapes.
 */
struct detected detect_bytes(
    struct detect *t, const char *sample, size_t len, enum visual_order order);

/*
 * Tells the language of a document in the charset C from the LEN bytes at HEAD, and
 * whether it was read once too often.
 */
void detect_language(
    struct detect *t, struct detected *d, struct charset *c, const char *head, size_t len);

/* Frees what is inside. */
void detect_close(struct detect *t);

#endif
