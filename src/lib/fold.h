/* fold: text in one canonical form, with a map back to the raw text */
#ifndef FOLD_H
#define FOLD_H

#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"

struct lexicon;

/*
 * A folded text: each letter in one form, digits ASCII, one space between words, a zero
 * width non-joiner only inside words, each word or phrase of the lexicon its symbol. {0}
 * is empty and valid. What is behind the blank line is private.
 */
struct fold {
	struct buf text; /* UTF-8 */
	uint32_t *starts; /* for each byte of TEXT: the raw offset where its source begins */
	uint32_t *ends;   /* and where it ends */

	size_t size;
	struct buf normal;
	uint32_t *normal_starts, *normal_ends;
	size_t normal_size;
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
