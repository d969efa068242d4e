/* expression: PCRE2 expressions made of named parts and classes of words; see raqam-patterns(5) */
#ifndef EXPRESSION_H
#define EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"

struct lexicon;

/* Shared parts are groups of these names and their number. */
#define EXPRESSION_SHARED "s_"

/* Where a line stands; messages name it. */
struct place {
	const char *file;
	size_t line;
};

/* The named parts of expressions. {0} is empty and valid. */
struct parts {
	struct part *list;
	size_t count;
};

/*
 * Adds the part whose name is the LEN bytes at NAME: it is put where it is named, or, if
 * SHARED, called there. False if that is no name.
 */
bool parts_add(struct parts *p, const char *name, size_t len, bool shared, struct place place);

/* Adds the LEN bytes at LINE to the text of the part added last. */
void parts_append(struct parts *p, const char *line, size_t len);

void parts_free(struct parts *p);

/* An expression: what stands first is its own, behind it the shared parts that it calls. */
struct expression {
	struct buf text;
	size_t own;
};

/*
 * Makes E, which is {0}, of TEXT: each {name} is replaced by its part or a call of it, else by
 * its classes of LEXICON. What cannot be replaced is io_fail() at PLACE.
 */
void expression_make(struct expression *e, const struct parts *parts, const struct lexicon *lexicon,
    const char *text, struct place place);

/*
 * Appends E without its lookbehinds to OUT: what matches E at the beginning of a text, whatever
 * stands before, matches that. False if a lookbehind may be left: OUT is then of no use.
 */
bool expression_without_lookbehinds(const struct expression *e, struct buf *out);

void expression_free(struct expression *e);

#endif
