/* language: how well text reads as one of the languages of src/charsets/text */
#ifndef LANGUAGE_H
#define LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a text costs in the language that it costs least in: eighths of a bit, the
 * fewer the likelier. {0} is a text not begun.
 */
struct language {
	const char *name;  /* "fa", "ar", …; "-" where no sign tells */
	uint32_t cost;     /* of all signs */
	uint32_t told;     /* pairs of signs that are not both ASCII, */
	uint32_t told_cost; /* and what those cost */
	uint32_t other;    /* signs that no language has */
};

/* Measures the LEN bytes of UTF-8 at TEXT. */
struct language language_measure(const char *text, size_t len);

/* Whether POINT is a sign that some language has. */
bool language_knows(uint32_t point);

/* Whether POINT is a letter or sign of Arabic script. */
bool language_is_arabic(uint32_t point);

#endif
