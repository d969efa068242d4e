/* glyph: the characters of a text in their one form, with what each is to a word */
#ifndef GLYPH_H
#define GLYPH_H

#include <stddef.h>
#include <stdint.h>

/* What a character is to a word of the text. */
enum glyph_kind {
	GLYPH_LETTER,
	GLYPH_LATIN,
	GLYPH_DIGIT,
	GLYPH_SPACE,
	GLYPH_JOINER,
	GLYPH_VOWEL,
	GLYPH_SIGN,
	/* None of these is left in what glyphs_read() makes. */
	GLYPH_COMBINING,
	GLYPH_STRETCH,
	GLYPH_RAISED,
	GLYPH_DROPPED
};

/* What it is to a word or phrase of the lexicon. */
enum glyph_token {
	GLYPH_WORD,
	GLYPH_LATIN_WORD,
	GLYPH_DIGITS,
	GLYPH_ONE_SIGN,
	GLYPH_BLANK,
	GLYPH_MARK, /* a vowel mark, or a joiner: no letter of the word */
	GLYPH_JOIN
};

/*
 * Characters in their normal form: letters in one form, digits ASCII, one space between words,
 * a zero width non-joiner only behind letters, vowel marks kept. {0} is empty and valid; what
 * is behind the blank line is private.
 */
struct glyphs {
	uint32_t *list;   /* each as glyph_point(), glyph_kind() and glyph_token() read it */
	uint32_t *starts; /* the raw offset where its source begins */
	uint32_t *ends;   /* and where it ends */
	size_t count;

	size_t size;
	uint32_t *table; /* by code point, of GLYPH_TABLE_SIZE */
};

static inline uint32_t
glyph_point(uint32_t glyph)
{
	return glyph & 0x1FFFFF;
}

static inline enum glyph_kind
glyph_kind(uint32_t glyph)
{
	return (enum glyph_kind)(glyph >> 24 & 15);
}

static inline enum glyph_token
glyph_token(uint32_t glyph)
{
	return (enum glyph_token)(glyph >> 28);
}

/* What UTF-8 writes in one or two bytes. */
enum { GLYPH_TABLE_SIZE = 0x800 };

/* The glyph of the one character POINT. */
uint32_t glyph_of(uint32_t point);

/* The letter that POINT and the combining MARK behind it make, or 0. */
uint32_t glyph_combined(uint32_t point, uint32_t mark);

/* Makes G ready for much text: its memory then has a table of the frequent characters. */
void glyphs_prepare(struct glyphs *g);

/* Reads the LEN bytes at RAW, less than 4 GiB, into G, whose memory is used again. */
void glyphs_read(struct glyphs *g, const char *raw, size_t len);

void glyphs_free(struct glyphs *g);

#endif
