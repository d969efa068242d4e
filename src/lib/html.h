/* html: writes pieces of a page to standard output */
#ifndef HTML_H
#define HTML_H

#include <stddef.h>

/* Writes STRING, which is HTML, as it is. */
void html_string(const char *string);

void html_number(size_t n);

/*
 * Writes the LEN bytes at TEXT so that a browser shows them, in an attribute too; control
 * characters and bytes that are not UTF-8 as U+FFFD.
 */
void html_text(const char *text, size_t len);

#endif
