/* expression: PCRE2 expressions made of named parts and classes of words; see raqam-patterns(5) */
#ifndef EXPRESSION_H
#define EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/* A part is put where it is named, or called there; a stem is put where it does not come first. */
enum part_kind { PART_LET, PART_SHARED, PART_STEM };

/* A stem that is what is left of another one's matches without those in which a group took part. */
struct stem_of {
	size_t base;      /* the number of the other stem, its own if it is none of another */
	uint32_t without; /* bits of those groups */
};

/* Adds the part of KIND whose name is the LEN bytes at NAME. False if that is no name. */
bool parts_add(struct parts *p, const char *name, size_t len, enum part_kind kind,
    struct place place);

/* Adds the LEN bytes at LINE to the text of the part added last. */
void parts_append(struct parts *p, const char *line, size_t len);

/*
 * Makes the part added last a stem of the latest part whose name is the LEN bytes at NAME, WITHOUT
 * these groups. False if that is no stem.
 */
bool parts_derive(struct parts *p, const char *name, size_t len, uint32_t without);

/*
 * Whether TEXT begins with a stem, all of it: not only the first of alternatives. Sets STEM to what
 * that is of, and REST to what is behind it.
 */
bool parts_stem(const struct parts *p, const char *text, struct stem_of *stem, const char **rest);

/* The number of the latest part whose name is the LEN bytes at NAME, the count if there is none. */
size_t parts_find(const struct parts *p, const char *name, size_t len);

/* The name and the text of part NUMBER, terminated, and where it stands. */
const char *parts_name(const struct parts *p, size_t number);
const char *parts_text(const struct parts *p, size_t number);
struct place parts_place(const struct parts *p, size_t number);

/* The offset behind the escape, the class, the comment or the one byte at AT of an expression. */
size_t expression_pass(const char *text, size_t len, size_t at);

void parts_free(struct parts *p);

/* An expression: what stands first is its own, behind it the shared parts that it calls. */
struct expression {
	struct buf text;
	size_t own;
};

/*
 * Makes E, which is {0}, of TEXT: each {name} is replaced by its part or a call of it, else by
 * its classes of LEXICON. What cannot be replaced is io_fail() at PLACE. What is made of parts is
 * kept in PARTS, which no other thread may use meanwhile.
 */
void expression_make(struct expression *e, const struct parts *parts, const struct lexicon *lexicon,
    const char *text, struct place place);

/*
 * Appends E without its lookbehinds to OUT: what matches E at the beginning of a text, whatever
 * stands before, matches that behind a space or behind a letter. False if that may be otherwise:
 * OUT is then of no use.
 */
bool expression_without_lookbehinds(const struct expression *e, struct buf *out);

void expression_free(struct expression *e);

#endif
