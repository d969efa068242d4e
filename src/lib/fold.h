/* fold: text in one canonical form, with a map back to the raw text */
#ifndef FOLD_H
#define FOLD_H

#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/glyph.h"

struct lexicon;

/* What a character of a folded text is; those of a run are of one kind. */
enum fold_kind { FOLD_SIGN, FOLD_SPACE, FOLD_DIGIT, FOLD_LETTER };

static inline enum fold_kind
fold_kind(uint32_t point)
{
	if (point >= 0x620 && point < 0x700)
		return point == 0x66B || point == 0x66C || point == 0x6D4 ? FOLD_SIGN : FOLD_LETTER;
	if (point >= 0x80)
		return point >= 0xC0 && point < 0x600 ? FOLD_LETTER : FOLD_SIGN;
	if ((point | 0x20) >= 'a' && (point | 0x20) <= 'z')
		return FOLD_LETTER;
	return point >= '0' && point <= '9' ? FOLD_DIGIT : point == ' ' ? FOLD_SPACE : FOLD_SIGN;
}

/* Where a run of letters or digits, or any other character but a space, begins, and with what. */
struct fold_token {
	uint32_t at, point;
};

/*
 * A folded text: each letter in one form, digits ASCII, one space between words, a zero
 * width non-joiner only inside words, each word or phrase of the lexicon its symbol. {0}
 * is empty and valid. What is behind the blank line is private.
 */
struct fold {
	struct buf text;  /* UTF-8 */
	uint32_t *starts; /* for the first byte of each character: where its raw source begins */
	uint32_t *ends;   /* for the last byte of each character: where its raw source ends */
	struct fold_token *tokens;
	size_t token_count;

	size_t size;
	enum fold_kind last; /* of the last character */
	struct glyphs glyphs; /* of the words at hand */
	size_t base;          /* the byte at which they begin */
	const struct lexicon *lexicon;
	uint16_t *letters; /* by two bytes of UTF-8: a letter in its one form, or 0 */
};

/*
 * Folds the LEN bytes at RAW, well-formed UTF-8 of less than 4 GiB, into F, whose memory is
 * used again. Where LEXICON is NULL, words stay as they are.
 */
void fold_text(struct fold *f, const struct lexicon *lexicon, const char *raw, size_t len);

/*
 * Appends the normalised form of the LEN bytes at RAW to OUT: what fold_text() makes
 * without a lexicon, but with vowel marks and joiners kept.
 */
void fold_normal(struct buf *out, const char *raw, size_t len);

void fold_free(struct fold *f);

#endif
