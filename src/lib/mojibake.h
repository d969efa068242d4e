/* mojibake: UTF-8 that was read as an 8-bit charset and written as UTF-8 again */
#ifndef MOJIBAKE_H
#define MOJIBAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

enum { MOJIBAKE_LOW = 0x700, MOJIBAKE_HIGH = 0x2000, MOJIBAKE_END = 0x2180 };

/* The bytes of the charset it was read as, by code point; 0 where it has none. */
struct mojibake {
	uint8_t low[MOJIBAKE_LOW];
	uint8_t high[MOJIBAKE_END - MOJIBAKE_HIGH];
};

/* Makes M the way back from CHARSET, windows-1252 (and ISO-8859-1) or windows-1256. */
void mojibake_open(struct mojibake *m, const char *charset);

/*
 * Appends the LEN bytes of UTF-8 at TEXT to OUT with what was read once too often read
 * aright, and all else as it is. Counts in *UNDONE the characters that were read aright
 * and in *KEPT the others that are not ASCII. Returns how many bytes were used: all if LAST, else
 * a few at the end may need what follows.
 */
size_t mojibake_undo(const struct mojibake *m, struct buf *out, const char *text, size_t len,
    bool last, size_t *undone, size_t *kept);

#endif
