/* wordlist: words and marks by what they say of a line; src/reflow/words.tsv */
#ifndef WORDLIST_H
#define WORDLIST_H

#include <stdbool.h>
#include <stddef.h>

/* The classes, each a bit; words.tsv says what they hold. */
enum word_class {
	WORD_OPEN = 1 << 0,
	WORD_TAIL = 1 << 1,
	WORD_TIED = 1 << 2,
	WORD_LABEL = 1 << 3,
	WORD_LETTER = 1 << 4,
	WORD_END = 1 << 5,
	WORD_COLON = 1 << 6,
	WORD_PAUSE = 1 << 7,
	WORD_CLOSE = 1 << 8,
	WORD_BULLET = 1 << 9,
	WORD_MARK = 1 << 10,
	WORD_HYPHEN = 1 << 11,
	WORD_NOTE = 1 << 12,
	WORD_BLANK = 1 << 13,
	WORD_NUMBER = 1 << 14,
};

/* Bytes of the longest member. */
enum { WORDLIST_MAX = 31 };

/*
 * Takes in the built-in members; comes before all calls below. The tables are the
 * program's, there is nothing to free.
 */
void wordlist_start(void);

/*
 * Adds the rows of FILE, which is as words.tsv. A file that cannot be read and a wrong row
 * are io_fail().
 */
void wordlist_read(const char *file);

/* The classes that the LEN bytes at TEXT are a member of. */
unsigned wordlist_classes(const char *text, size_t len);

/* Whether TEXT ends with a member of WORD_TAIL and has more before it. */
bool wordlist_tail(const char *text, size_t len);

/* The classes of the code point at TEXT (LEN > 0), and in *TAKEN its bytes. */
unsigned wordlist_at(const char *text, size_t len, size_t *taken);

/* The classes of the last code point of TEXT (LEN > 0), and in *BEGIN where it begins. */
unsigned wordlist_before(const char *text, size_t len, size_t *begin);

/* Whether C may be the last byte of a member of WORD_END or WORD_CLOSE that is a mark. */
bool wordlist_may_end(char c);

#endif
