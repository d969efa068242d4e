/* pattern_priv: what pattern.c, pattern_file.c, pattern_gate.c and matcher.c share */
#ifndef PATTERN_PRIV_H
#define PATTERN_PRIV_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/expression.h"
#include "lib/pattern.h"

/*
 * What a character of the subject is to the patterns, a number: one for each ASCII character
 * and each of the block Arabic, one for all other signs, one for each group of roles.
 */
enum { HEAD_ARABIC = 128, HEAD_OTHER = HEAD_ARABIC + 256, HEAD_SYMBOLS };

/* A set of heads, as far as they are told apart. */
enum { HEAD_WORDS = 32 };
struct heads {
	uint64_t word[HEAD_WORDS];
};

/* Groups that tell the matches of a stem apart. */
enum { MARKS_MAX = 32 };

/* What patterns want in their sentence: each distinct text of near= and ahead= has a bit. */
enum { WANTS_MAX = 128, WANTS_AT_ONCE = 4 };
struct wants {
	uint64_t bits[WANTS_MAX / 64];
};

/*
 * Sets that tell of a place, by rows: MAY has what can match there, and LEFT the patterns that are
 * worth a look: one with a stem where that may match, any other where it may itself.
 */
struct rows_of_sets {
	uint64_t *may, *left;
};

/* A character with what follows it, a space or joiner between them passed over. */
enum { PAIR_BITS = 13, PAIR_OFTEN = 32 /* seen so often, it is worth the tests */ };
enum { PAIR_HEAD_MAX = 8191 /* in thirteen bits of KEY */ };
struct pair {
	uint32_t key, seen;
};

struct compiled {
	struct pattern pattern;
	char *header; /* what PATTERN points into */
	char *text;
	const char *expression; /* what of the text is compiled: behind its stem, if it has one */
	size_t stem; /* the number of the stem that it begins with, SIZE_MAX if it has none */
	uint32_t without; /* the marks that no reading of it may have */
	struct wants near, ahead;
	/* NULL until it is needed for the first time, by JIT until it is needed often. */
	_Atomic(pcre2_code *) code, fast;
	pcre2_code *bare; /* the same without lookbehinds; NULL if it has none */
	bool bare_asked, anywhere; /* whether BARE was asked for; there can be none that tells */
	unsigned char *groups[PIECE_COUNT]; /* group numbers of each piece, ending in 0 */
};

/*
 * What tells which patterns are worth trying at byte AT of the subject: its character of LEN bytes
 * with what KNOWN and MAY have of it, and if that is seen often, the pair that begins there.
 */
#define NO_PAIR ((size_t)-1)
struct gate {
	size_t at, head, len;
	size_t row;            /* of P's sets by head and position */
	size_t before;         /* the head before it, a space left out, or how many there are */
	size_t pair, pair_len; /* PAIR may be NO_PAIR */
};

/* One way to read a stem: up to END, with these pieces. */
struct reading {
	size_t end;
	struct span piece[PIECE_COUNT];
	uint32_t marks;
	bool ends; /* where the subject does, and GATE is not set */
	struct gate gate;
};

/* A part that is matched once at a place for all patterns that begin with it. */
struct stem {
	struct compiled compiled; /* calls out where it matched */
	size_t part;
	uint32_t without; /* the marks that it must have, as stems of it are without them */
	unsigned char *marks[MARKS_MAX]; /* group numbers of each mark, ending in 0 */
};

/* What a stem was read as, last. */
enum { READINGS_MAX = 32 };
struct readings {
	size_t sentence, at; /* there */
	struct reading list[READINGS_MAX];
	size_t count;
	bool limited;
};

/* What a character is to a sentence: an answer to wants, and what some of each figure tells by. */
enum { LOUD_ANSWERS = 1, LOUD_TELLS = 2 };

/*
 * Sets of patterns are WORDS words, a bit for each. When sealed nothing changes but what is made
 * when it is needed first, under LOCK: what the parts and the patterns are compiled to.
 */
struct patterns {
	pthread_mutex_t lock;
	const struct lexicon *lexicon;
	struct parts parts;
	struct compiled *list;
	size_t count, words;
	bool extended; /* by a file, whose errors are to be told at once */
	char *marks[MARKS_MAX]; /* the names of their groups, by bit */
	size_t mark_count;
	char **want_texts; /* by bit of struct wants */
	size_t want_count;
	size_t head_count;
	struct wants *answers; /* by head */

	struct stem *stems; /* their numbers in sets are those behind the last pattern's */
	size_t stem_count;

	unsigned char *loud; /* by head */
	uint64_t *all, *notes;      /* all patterns, and those with when=notes */
	uint64_t *stemmed;          /* by stem: those that begin with it */
	uint64_t *ahead; /* by bit of struct wants: those that want it ahead */
	uint64_t *live;  /* by four bits of it, and which are answered: those that want no others */
	struct rows_of_sets by_head; /* and position */
	uint64_t *by_before; /* by head before a place, last for none: the patterns that may stand there */
};

struct matcher {
	struct patterns *patterns;
	struct pair pairs[1 << PAIR_BITS];
	struct rows_of_sets by_pair; /* as far as is known: */
	uint64_t *pair_known;        /* what was tested */
	struct readings *readings;   /* by stem */
	unsigned char *tries;        /* by number of pattern or stem, up to those that are worth JIT */

	const char *subject;
	size_t len, sentence; /* its bytes, and its number */
	uint64_t *live; /* what has all it wants in the subject, from the place at hand on */
	struct expiry {
		size_t at; /* the last answer to BIT stands there */
		size_t bit;
	} expiries[WANTS_MAX]; /* the last first */
	size_t expiry_count;

	size_t stem; /* the one at hand */
	pcre2_match_data *data;
	pcre2_match_context *context, *stem_context;
	pcre2_jit_stack *stack;
};

/* Adds the built-in patterns to P. */
void patterns_add_built_in(struct patterns *p);

/* Checks that the first COUNT patterns of P can be compiled; a broken one is io_fail(). */
void patterns_compile(struct patterns *p, size_t count);

/* Finds the stems that patterns begin with. */
void patterns_find_stems(struct patterns *p);

/* What the parts may begin with, for first_read(), to be freed. */
struct first *first_new(const struct patterns *p);

/*
 * Sets SET to what may begin a match of the expression TEXT, or follow an empty one, at the head of
 * a subject or elsewhere: all that may, and perhaps more.
 */
void first_read(const struct patterns *p, struct first *parts, const char *text, bool at_start,
    struct heads *set);

/*
 * Sets SET to what a match of TEXT may stand behind, a space between them left out: all that may,
 * and perhaps more. False if that is anything, or nothing at all.
 */
bool first_before(const struct patterns *p, struct first *parts, const char *text,
    struct heads *set);

/* Pattern NUMBER, or the stem of that number. */
struct compiled *patterns_numbered(struct patterns *p, size_t number);

/* The same, compiled. Threads may share what these make. */
struct compiled *patterns_compiled(struct patterns *p, size_t number);

/* Compiles C, which is compiled, by JIT as well, if that can be. */
void patterns_quicken(struct patterns *p, struct compiled *c);

/* Makes what is needed to test C on a few characters, once. */
void patterns_bare(struct patterns *p, struct compiled *c);

/* COUNT empty sets of patterns. */
uint64_t *sets_new(const struct patterns *p, size_t count);

/* COUNT rows of which nothing is ruled out. */
struct rows_of_sets rows_new(const struct patterns *p, size_t count);
void rows_free(struct rows_of_sets *rows);

/* Sets GATE to the place AT, which never goes back in a subject, for all below. */
void gate_look(const struct matcher *m, size_t at, struct gate *gate);

/* Adds what stands before it. */
void gate_before(const struct matcher *m, struct gate *gate);

/* Adds the pair that begins there. */
void gate_pair(struct matcher *m, struct gate *gate);

/* The patterns of word W of sets that are worth a look at GATE, which NOTES says is in notes. */
uint64_t gate_left(const struct matcher *m, const struct gate *gate, size_t w, bool notes);

/* Whether pattern NUMBER may match at GATE. */
bool gate_passes(struct matcher *m, const struct gate *gate, size_t number);

/* Lets the wants of "ahead" end whose last answer stands before byte AT. */
void gate_expire(struct matcher *m, size_t at);

#endif
