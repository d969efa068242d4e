/* json: strings of JSON */
#ifndef JSON_H
#define JSON_H

#include <stddef.h>

struct buf;

/*
 * Appends the LEN bytes at TEXT as a JSON string with its quotes; a byte that is not
 * UTF-8 as U+FFFD. "<" is escaped, so that the string can stand in HTML's script.
 */
void json_string(struct buf *out, const char *text, size_t len);

#endif
