/* tokens: a short folded text as digits, words of the lexicon, letters and signs */
#ifndef TOKENS_H
#define TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/fold.h"

struct lexicon;

enum {
	TOKENS_MAX = 256,
	TOKENS_PLAIN_MAX = 1 << 20, /* bytes of a cell of digits and ASCII signs: a line of text */
	TOKENS_FOLDED_MAX = 1 << 16 /* bytes of any other; folding takes some forty times as much */
};

enum token_kind {
	TOKEN_DIGITS,  /* a run of ASCII digits */
	TOKEN_WORD,    /* a word of the lexicon */
	TOKEN_LETTERS, /* a run of anything else that stands in words */
	TOKEN_SIGN     /* one sign */
};

struct token {
	enum token_kind kind;
	uint32_t point;   /* of a word its symbol */
	uint32_t sign;    /* the sign, also of a sign that is a word of the lexicon; else 0 */
	const char *text; /* where it stands, a word as its symbol, a sign as itself */
	size_t len;
	bool spaced;      /* a space stands before it */
};

/* {0} is empty and valid. */
struct tokens {
	const struct lexicon *lexicon;
	size_t count;
	struct token list[TOKENS_MAX];

	struct fold fold;
	struct buf text;
};

/*
 * Cuts the LEN bytes at TEXT, a cell, into T. Tokens point into T or into TEXT itself, and
 * stand there one behind another. False, with nothing in T, if there are too
 * many tokens or bytes.
 */
bool tokens_read(struct tokens *t, const struct lexicon *l, const char *text, size_t len);

/* The code that token I has in class NAME; NULL if it is no word of it or I is too high. */
const char *tokens_code(const struct tokens *t, size_t i, const char *name);

/* Whether token I is in one of the classes NAMES, a NULL-terminated list. */
bool tokens_in(const struct tokens *t, size_t i, const char *const names[]);

/* Whether token I is a run of digits. */
bool tokens_is_digits(const struct tokens *t, size_t i);

/* Whether token I is the sign POINT. */
bool tokens_is(const struct tokens *t, size_t i, uint32_t point);

/* Whether token I is a minus sign, or a dash that stands for one. */
bool tokens_is_dash(const struct tokens *t, size_t i);

/* The digits of token I as a number; false if it is no run of 1 to 9 digits. */
bool tokens_number(const struct tokens *t, size_t i, long *value);

void tokens_free(struct tokens *t);

#endif
