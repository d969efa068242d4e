/* detect: finds out the charset of a document */
#ifndef DETECT_H
#define DETECT_H

#include <stdbool.h>
#include <stddef.h>

struct detected {
	const char *charset; /* a name that charset_open() knows; NULL if refused */
	const char *why;
};

/*
 * The charset of the document whose first LEN bytes are at HEAD, from its marks and
 * its shape. A document that could be UTF-8 as far as seen is "utf-8".
 */
struct detected detect_form(const char *head, size_t len);

/* The charset of a document that is not UTF-8, from LEN of its bytes. */
struct detected detect_bytes(const char *sample, size_t len);

#endif
