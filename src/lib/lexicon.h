/* lexicon: the words that the programs know, as data; see raqam-lexicon(5) */
#ifndef LEXICON_H
#define LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

/*
 * Each entry, a word or phrase with all its roles, has a symbol: a code point of the
 * private use areas. Entries with the same roles have neighbouring symbols.
 */
enum { LEXICON_FIRST = 0xE000, LEXICON_NONE = 0 };

struct lexicon;

/* The built-in lexicon. Free with lexicon_free(). */
struct lexicon *lexicon_new(void);

/*
 * Adds the rows of FILE, in the format of raqam-lexicon(5). A file that cannot be
 * read and a wrong row are io_fail() with their place.
 */
void lexicon_read(struct lexicon *l, const char *file);

/*
 * Gives out the symbols; comes after the last lexicon_read() and before all calls
 * below.
 */
void lexicon_seal(struct lexicon *l);

/*
 * The longest entry at the head of the folded words at TEXT; its symbol, and in *TAKEN
 * the bytes it takes, or LEXICON_NONE. For fold.
 */
uint32_t lexicon_match(const struct lexicon *l, const char *text, size_t len, size_t *taken);

/*
 * The code that the entry of SYMBOL has in class NAME, terminated; NULL if it is not in
 * that class or SYMBOL is no symbol. "-" in the file is the empty code.
 */
const char *lexicon_code(const struct lexicon *l, uint32_t symbol, const char *class_name);

/* Whether POINT is a symbol of L. */
bool lexicon_is_symbol(const struct lexicon *l, uint32_t point);

/*
 * Appends the symbols of class NAME as what stands in a PCRE2 character class, without
 * the brackets; false if there is no such class.
 */
bool lexicon_class(const struct lexicon *l, const char *class_name, size_t len, struct buf *out);

void lexicon_free(struct lexicon *l);

#endif
