/* lexicon: the words that the programs know, as data; see raqam-lexicon(5) */
#ifndef LEXICON_H
#define LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct lexicon;

/*
 * Each entry, a word or phrase with all its roles, has a symbol: a code point of the
 * private use areas. Entries with the same roles have neighbouring symbols.
 */

/* The built-in lexicon, still open for lexicon_read(). Free with lexicon_free(). */
struct lexicon *lexicon_new(void);

/*
 * Adds the rows of FILE, in the format of raqam-lexicon(5). A file that cannot be
 * read and a wrong row are io_fail() with their place.
 */
void lexicon_read(struct lexicon *l, const char *file);

/* Gives out the symbols; comes after the last lexicon_read() and before all below. */
void lexicon_seal(struct lexicon *l);

/*
 * The longest entry at the head of the COUNT glyphs, of which there is one or more. Returns how
 * many it takes, 0 if there is none, and sets *SYMBOL; and *OPEN, if that is not NULL, to whether
 * further glyphs could make it longer.
 */
size_t lexicon_match(const struct lexicon *l, const uint32_t *glyphs, size_t count, uint32_t *symbol,
    bool *open);

/*
 * Reads the word of COUNT glyphs, which is no entry, as several entries written together. Returns
 * how many, 0 if it cannot be read so, and sets SYMBOLS and TAKEN (the glyphs of each), which
 * have room for MAX.
 */
size_t lexicon_split(const struct lexicon *l, const uint32_t *glyphs, size_t count, uint32_t symbols[],
    size_t taken[], size_t max);

/*
 * The code that the entry of SYMBOL has in class NAME, terminated; "" where the table has
 * "-". NULL if it is not in that class or SYMBOL is no symbol.
 */
const char *lexicon_code(const struct lexicon *l, uint32_t symbol, const char *name);

/* Whether POINT is a symbol of L. */
bool lexicon_is_symbol(const struct lexicon *l, uint32_t point);

/*
 * A number below lexicon_groups() for the roles of SYMBOL: entries in the same classes have
 * the same one. LEXICON_NO_ROLES if SYMBOL is none.
 */
#define LEXICON_NO_ROLES ((size_t)-1)
size_t lexicon_roles(const struct lexicon *l, uint32_t symbol);
size_t lexicon_groups(const struct lexicon *l);

/*
 * The number of the class whose name is the LEN bytes at NAME, LEXICON_NO_CLASS if there is
 * none; and whether the entries of GROUP are in the class of that number.
 */
#define LEXICON_NO_CLASS ((size_t)-1)
size_t lexicon_find_class(const struct lexicon *l, const char *name, size_t len);
bool lexicon_has_class(const struct lexicon *l, size_t group, size_t class_number);

/*
 * Appends the symbols of the classes of the COUNT numbers at NUMBERS, at most
 * LEXICON_CLASSES_MAX, as they stand in a PCRE2
 * character class, without the brackets.
 */
enum { LEXICON_CLASSES_MAX = 64 };
void lexicon_class(const struct lexicon *l, const size_t numbers[], size_t count, struct buf *out);

/*
 * How a word tells that a figure may be near: by itself, before a follower, as such a follower, as
 * a leader right before what else wants a follower, or as the beginning of words written together.
 * @trigger in the tables says which classes do.
 */
enum lexicon_trigger { LEXICON_TELLS, LEXICON_OPENS, LEXICON_FOLLOWS, LEXICON_LEADS, LEXICON_BEGINS };

/* Whether the words of GROUP tell, by themselves or before a follower. */
bool lexicon_tells(const struct lexicon *l, size_t group);

/* Calls SEE with each such word, its normalised letters without spaces, once for each role. */
void lexicon_triggers(const struct lexicon *l,
    void (*see)(void *context, enum lexicon_trigger role, const char *word, size_t len),
    void *context);

void lexicon_free(struct lexicon *l);

#endif
