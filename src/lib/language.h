/* language: how well text reads as one of the languages of src/charsets/text */
#ifndef LANGUAGE_H
#define LANGUAGE_H

#include <stddef.h>
#include <stdint.h>

/*
 * What a text costs in the language that it costs least in: eighths of a bit, the
 * fewer the likelier. Only pairs count that tell something about a charset, those of
 * which one is not ASCII.
 */
struct language {
	const char *name; /* "fa", "ar", …; "-" where no sign tells */
	uint32_t told;    /* such pairs, */
	uint32_t cost;    /* and what they cost */
};

/* Marks a sign that tells, whatever it is. */
enum { LANGUAGE_TELLS = 0x80 };

/* The sign as which a language takes POINT; 0 is one that no language has. */
uint8_t language_sign(uint32_t point);

/* Measures a text of COUNT signs. */
struct language language_measure_signs(const uint8_t *signs, size_t count);

/* Measures the first bytes of the LEN bytes of UTF-8 at TEXT. */
struct language language_measure(const char *text, size_t len);

/*
 * What signs cost without regard to their neighbours, in the language that they cost
 * least in: COUNTS[I] of the sign SIGNS[I], for each I below COUNT.
 */
uint32_t language_screen(const uint8_t *signs, const uint16_t *counts, size_t count);

#endif
