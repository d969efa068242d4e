/* utf8: the one place that decodes UTF-8 (Unicode 15.0, section 3.9, table 3-7) */
#ifndef UTF8_H
#define UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Longest form of one code point, in bytes. */
enum { UTF8_MAX = 4 };

/* U+200C, the zero width non-joiner, which stands between the parts of Persian words. */
#define UTF8_ZWNJ "\xE2\x80\x8C"
enum { UTF8_ZWNJ_SIZE = 3 };

/*
 * Decodes the code point at TEXT, of which LEN (> 0) bytes are there, into
 * *POINT. Returns its length in bytes, or 0 if the bytes are not well-formed.
 */
size_t utf8_decode(const char *text, size_t len, uint32_t *point);

/*
 * Writes POINT to OUT, which has room for UTF8_MAX bytes, and returns its length.
 * POINT must be a Unicode scalar value.
 */
size_t utf8_encode(char *out, uint32_t point);

/* The number of leading bytes of TEXT that are well-formed; LEN if all are. */
size_t utf8_valid(const char *text, size_t len);

/*
 * The number of bytes at TEXT, which is not well-formed, that stand for one U+FFFD: the
 * longest beginning of a character, or 1. *CUT tells whether TEXT ends within it.
 */
size_t utf8_invalid(const char *text, size_t len, bool *cut);

/* The offset of the character that ends before byte AT (> 0) of TEXT. */
size_t utf8_before(const char *text, size_t at);

/* The number of code points in TEXT, which must be well-formed. */
size_t utf8_count(const char *text, size_t len);

#endif
