/* fold: text in one canonical form, with a map back to the raw text */
#ifndef FOLD_H
#define FOLD_H

#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"

struct lexicon;

/*
 * A folded text: letters in one form each, digits ASCII, one space between words, each
 * word or phrase of the lexicon its symbol. {0} is empty and valid.
 */
struct fold {
	struct buf text; /* UTF-8 */
	uint32_t *map;   /* for each byte of TEXT and its end: the raw offset it comes from */
	uint32_t *ends;  /* for each byte of TEXT: the raw offset behind what it comes from */
	size_t size;     /* elements that MAP and ENDS have room for */
};

/*
 * Folds the LEN bytes at RAW, well-formed UTF-8, into F, whose memory is used again. With
 * LEXICON NULL no word becomes a symbol (this is how lexicon keys are made).
 */
void fold_text(struct fold *f, const struct lexicon *lexicon, const char *raw, size_t len);

void fold_free(struct fold *f);

#endif
