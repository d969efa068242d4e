/* sentence: where sentences end */
#ifndef SENTENCE_H
#define SENTENCE_H

#include <stddef.h>

struct glyphs;
struct lexicon;

/*
 * Returns the length in bytes of the first sentence of the LEN bytes at TEXT, its closing
 * quotes, brackets and footnote marks included; LEN if no other begins. A full stop behind a
 * word of the lexicon's class `abbreviation` or behind a single letter, within a number or
 * behind the number of a list item ends none. SCRATCH is memory that the next call uses again.
 */
size_t sentence_length(const struct lexicon *lexicon, struct glyphs *scratch, const char *text,
    size_t len);

#endif
