/* shape: what a line of text looks like to who asks whether the next one goes on with it */
#ifndef SHAPE_H
#define SHAPE_H

#include <stddef.h>
#include <stdint.h>

/* Code points; a line that is wider was not broken to fit a page. */
enum { SHAPE_WIDE = 200 };

enum shape_flag {
	SHAPE_ENDS = 1 << 0,      /* ends with the mark of a sentence's end */
	SHAPE_COLON = 1 << 1,     /* ends with a colon or semicolon */
	SHAPE_PAUSE = 1 << 2,     /* ends with a comma */
	SHAPE_OPEN = 1 << 3,      /* ends with a word that ends no sentence */
	SHAPE_HYPHEN = 1 << 4,    /* ends with a hyphen at a letter */
	SHAPE_INSIDE = 1 << 5,    /* a sentence ends inside */
	SHAPE_TIED = 1 << 6,      /* begins with a word that begins no sentence */
	SHAPE_TABLE = 1 << 7,     /* cells or numbers only: never joined */
	SHAPE_RHYMES = 1 << 8,    /* ends like a line near it, or its first half */
	SHAPE_HEAD = 1 << 9,      /* stands behind a form feed or at a document's begin */
	SHAPE_ITEM = 1 << 10,     /* opens an item of a list */
	SHAPE_UNCLOSED = 1 << 11, /* a parenthesis is open at its end, and */
	SHAPE_CLOSES = 1 << 12,   /* then this line opens no item */
	SHAPE_NUMBER = 1 << 13,   /* ends with a number, and */
	SHAPE_RANGE = 1 << 14,    /* then this line opens no item */
};

struct shape {
	uint16_t width;  /* code points, at most SHAPE_WIDE + 1 */
	uint16_t first;  /* code points of its first word */
	uint16_t indent; /* spaces before that */
	uint16_t words;
	uint16_t gap;    /* blank lines before */
	uint16_t flags;
	uint32_t end;    /* its last two letters, for rhymes */
	uint8_t follow;  /* how the next line follows; wrap sets it */
};

/*
 * The shape of the LEN bytes at TEXT, a line; a blank one has width 0. gap and follow are
 * left 0. Comes behind wordlist_start().
 */
struct shape shape_of(const char *text, size_t len);

#endif
