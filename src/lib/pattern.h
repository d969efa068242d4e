/* pattern: what figures look like, as data; see raqam-patterns(5) */
#ifndef PATTERN_H
#define PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct fold;
struct lexicon;
struct matcher;
struct patterns;

/* The pieces of a figure that a pattern's named groups catch. */
enum piece {
	PIECE_QUALIFIER,
	PIECE_NUMBER,
	PIECE_UPPER,
	PIECE_SCALE,
	PIECE_UNIT,
	PIECE_OF,
	PIECE_SOURCE,
	PIECE_COUNT
};

/* The names of the groups, in the order of enum piece. */
extern const char *const piece_names[PIECE_COUNT];

struct pattern {
	const char *name, *kind;
	const char *note;     /* the note of its rows, "" if none */
	const char *unit;     /* the unit of its rows, NULL if the unit group tells */
	const char *unit_class; /* the class in which the unit group's word has its code, or NULL */
	bool in_notes;        /* tried only in a list of notes */
	const char *file;     /* where it stands */
	size_t line;
};

/* Bytes from START to before END of the subject; START == END: not there. */
struct span {
	size_t start, end;
};

struct match {
	const struct pattern *pattern;
	struct span whole, piece[PIECE_COUNT];
	bool limited; /* a pattern tried before hit the match limit */
};

/*
 * What stands around a subject that is part of a line. Patterns with the setting when=notes are
 * tried only under PATTERN_NOTES, in a list of notes.
 */
enum { PATTERN_LINE_BEGINS = 1, PATTERN_LINE_ENDS = 2, PATTERN_NOTES = 4 };

/*
 * The built-in patterns, still open for patterns_read(). LEXICON is sealed and is kept. Free
 * with patterns_free().
 */
struct patterns *patterns_new(const struct lexicon *lexicon);

/*
 * Adds the patterns of FILE before those that are there. A file that cannot be read and a
 * wrong line are io_fail() with their place.
 */
void patterns_read(struct patterns *p, const char *file);

/* Closes P, of which threads may then have a matcher each. */
void patterns_seal(struct patterns *p);

void patterns_free(struct patterns *p);

/* What tries the patterns of P, which is sealed and is kept, on texts. Free with matcher_free(). */
struct matcher *matcher_new(struct patterns *p);

/*
 * Takes up a folded text for matcher_find(); it is kept. Returns how many of its tokens there are
 * up to the last number word or digits: behind it, no figure begins.
 */
size_t matcher_begin(struct matcher *m, const struct fold *fold);

/*
 * What matcher_find() calls for each pattern that it tries at byte AT: RESULT is 1 for a
 * match, 0 for none, -1 for one that hit the match limit.
 */
typedef void pattern_seen(void *context, const struct pattern *pattern, size_t at, int result);

/*
 * Tries the patterns, in order, at byte AT of the subject, which never goes back, until one matches
 * there. Returns 1 and fills MATCH; 0 if none does; -1 if one hit the match limit and none matched.
 * SEEN may be NULL.
 */
int matcher_find(struct matcher *m, size_t at, int around, struct match *match, pattern_seen *seen,
    void *context);

void matcher_free(struct matcher *m);

#endif
