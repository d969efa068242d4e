/* fa: what is particular to Persian text */
#ifndef FA_H
#define FA_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* The scripts of digits, each by the code point of its zero. */
enum fa_script { FA_ASCII = 0x30, FA_ARABIC = 0x660, FA_PERSIAN = 0x6F0 };

/* A text on its way to the digits of SCRIPT; the third member begins false. */
struct fa_digits {
	enum fa_script script;
	bool separators;  /* the decimal, thousands and percent signs too */
	bool after_digit; /* the text so far ends in a digit */
};

/*
 * Appends the LEN bytes at TEXT to OUT with their digits in D's script, and returns
 * how many it took: all if this is the LAST of the text, else what does not depend
 * on bytes to come, which is all but at most 4. The rest comes again, before more.
 * Everything else, malformed UTF-8 included, is copied as it is. With separators,
 * U+066B, U+066C and U+066A become . , % in ASCII; the other way . and , change
 * between two digits, and % behind one.
 */
size_t fa_digits(struct fa_digits *d, struct buf *out, const char *text, size_t len, bool last);

#endif
