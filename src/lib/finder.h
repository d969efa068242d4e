/* finder: finds the figures of a text, stretch by stretch */
#ifndef FINDER_H
#define FINDER_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct finder;
struct lexicon;
struct patterns;
struct scan;

/* A stretch of a document's text, as text.h has it. */
struct stretch {
	const char *doc; /* its name as a cell, terminated */
	size_t page, line, column;
	const char *data;
	size_t len;
	size_t passed; /* lines with something in them that were passed over before it, 2 for more */
	bool broken; /* there are soft breaks in it */
	bool new_doc;
};

/* What a finder knows of the text before a stretch. {0} is the beginning of a document. */
struct finder_state {
	bool in_notes;        /* under the heading of a list of notes */
	size_t strange_lines; /* since that list's last note */
};

/*
 * A finder with the words of LEXICON and the PATTERNS, both sealed and kept, so that finders in
 * several threads may share them. SCAN is for these words. EXPLAINS: prints the patterns tried at
 * each place, not figures. Free with finder_free().
 */
struct finder *finder_new(const struct lexicon *lexicon, struct patterns *patterns,
    const struct scan *scan, bool explains);

/*
 * Appends the rows of the figures of T to OUT. WRITES: prints what is in OUT whenever that is much,
 * and empties it.
 */
void finder_read(struct finder *f, const struct stretch *t, struct buf *out, bool writes);

struct finder_state finder_state(const struct finder *f);
void finder_set_state(struct finder *f, struct finder_state state);

void finder_free(struct finder *f);

#endif
