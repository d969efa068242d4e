/* scan: whether a text can hold a figure, told at memory speed */
#ifndef SCAN_H
#define SCAN_H

#include <stdbool.h>
#include <stddef.h>

struct lexicon;
struct scan;

/*
 * A scan for digits and for the words that LEXICON, sealed, names with @trigger. LEXICON is
 * kept. Free with scan_free().
 */
struct scan *scan_new(const struct lexicon *lexicon);

/* Another one like S, for another thread; S is to be freed after it. */
struct scan *scan_copy(const struct scan *s);

/*
 * The offset of the first digit or trigger word in the LEN bytes at TEXT, raw text; LEN if
 * there is none. It may now and then tell a word that is no trigger, but never misses one.
 */
size_t scan_find(struct scan *s, const char *text, size_t len);

void scan_free(struct scan *s);

#endif
