/* charset: the encodings that fa-decode reads, and their decoders */
#ifndef CHARSET_H
#define CHARSET_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/visual.h"

enum charset_kind {
	CHARSET_UTF8,
	CHARSET_UTF16, /* two or four bytes a unit, in one order or the other */
	CHARSET_UTF32,
	CHARSET_BYTES,  /* a byte a character, by table */
	CHARSET_SHAPES, /* the same, of shapes that stand for letters line by line */
	CHARSET_STREAM, /* whatever else iconv knows */
};

/* A byte's text in UTF-8; LEN 0 is a byte that the set does not define. */
struct charset_byte {
	char text[7];
	uint8_t len;
};

/* {0} is closed and valid. */
struct charset {
	char name[32]; /* as fa-decode --detect prints it */
	enum charset_kind kind;
	bool big_endian;
	bool complete; /* no input can be invalid */
	bool visual;     /* of shapes: lines are as drawn, from the left */
	bool digits_rtl; /* of shapes: numbers stand the other way */
	bool replace;    /* of shapes: undefined bytes are U+FFFD, and counted */
	size_t replaced, long_lines;
	const struct shape *shapes;
	struct charset_byte bytes[256];
	struct charset_byte *pairs; /* of two bytes, made once a text is long */
	size_t decoded;             /* bytes so far, until PAIRS is made */
	bool one_cr;                /* 0x0D alone is CR */
	iconv_t stream;
	bool streaming;
};

/* What charset_decode() has done. */
struct decoded {
	const char *text; /* UTF-8, in the input itself or in the buffer given */
	size_t len;
	size_t used;      /* bytes of input read */
	size_t bad;       /* bytes behind them that are invalid, 0 if none are */
	bool cut;         /* they are invalid because the input ends */
	bool no_cr;       /* TEXT has no CR; if false, it may have */
};

/*
 * Opens the charset NAME: one of raqam's own or any that iconv knows, without regard
 * to case. UTF-16 and UTF-32 without an order are big-endian. False if unknown.
 */
bool charset_open(struct charset *c, const char *name);

/*
 * Sets the order of a charset of shapes to the one in which more neighbours fit in the
 * LEN bytes at SAMPLE, or leaves it as it is usual for the set. Returns how they fit.
 */
struct visual_fit charset_orient(struct charset *c, const char *sample, size_t len);

/* Goes back to the beginning of a text. */
void charset_restart(struct charset *c);

/*
 * Decodes the LEN bytes at IN, the last of the text if LAST, up to the first that is
 * invalid. What is not used must be given again in front of what follows. OUT is
 * room for text, its old content is lost.
 */
struct decoded charset_decode(
    struct charset *c, const char *in, size_t len, bool last, struct buf *out);

/* Closes what is inside; C is {0} again. */
void charset_close(struct charset *c);

/* Which iconv the program speaks with, a line. */
const char *charset_iconv(void);

#endif
