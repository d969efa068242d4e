/* visual: text of charsets that hold the shapes of letters, often as drawn from the left */
#ifndef VISUAL_H
#define VISUAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

enum { VISUAL_LINE = 1 << 15 }; /* bytes of the longest line that is turned whole */

enum visual_order { VISUAL_AUTO, VISUAL_YES, VISUAL_NO };

/* The code of a byte that the charset does not define. */
enum { SHAPE_UNDEFINED = 0xFFFF };

/* Where in a word a shape can stand. */
enum {
	JOINS_ISOLATED = 1,
	JOINS_FINAL = 2,
	JOINS_INITIAL = 4,
	JOINS_MEDIAL = 8,
	JOINS_NONE = 16,
	JOINS_CAUSING = 32,
	JOINS_TRANSPARENT = 64,
};

/* What a byte stands for; BASE is zeros where it is no shape of a letter. */
struct shape {
	uint16_t code;
	uint16_t base[2]; /* in logical order */
	uint8_t joins;
};

/*
 * Appends the LEN bytes at LINE, at most VISUAL_LINE of a line without its end, to OUT
 * as UTF-8 in logical order: letters for shapes, ZWNJ where a final shape stands
 * inside a word, ZWJ where an initial one ends it, U+FFFD for undefined bytes. VISUAL
 * says that LINE is as drawn, from the left; DIGITS_RTL that numbers stand the other
 * way than the order says.
 */
void visual_line(struct buf *out, const struct shape *shapes, const char *line, size_t len,
    bool visual, bool digits_rtl);

/* Neighbours whose shapes tell whether they fit, and those that do, in either order. */
struct visual_fit {
	size_t told[2], fit[2]; /* [0] in logical order, [1] in visual order */
};

/* Counts how the neighbours in the LEN bytes at TEXT fit. */
struct visual_fit visual_measure(const struct shape *shapes, const char *text, size_t len);

#endif
