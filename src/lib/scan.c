/* scan: see scan.h */
#include "lib/scan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/fold.h"
#include "lib/glyph.h"
#include "lib/io.h"
#include "lib/lexicon.h"
#include "lib/text.h"
#include "lib/utf8.h"

/* What a two-byte character is to a word; letters have their own numbers from LETTER on. */
enum { NONE, UNSEEN, INSIDE, DIGIT, LETTER };
enum { WAW = LETTER + 0x648 - 0x620 };

enum { BITS = 18, FEW_BITS = 16, KNOWN = 4096, PARTS_MAX = 16 };

/* Bytes of a word that is longer than those that lexicon_split() takes: only joiners make it. */
enum { LONG_WORD = 128 };

/*
 * Sets of hashes that may hold more than was put in: one bit for each hash's high bits. The few
 * bits are for what is asked of every letter or word.
 */
enum { BIT_WORDS = (1 << BITS) / 64, FEW_WORDS = (1 << FEW_BITS) / 64 };

struct scan {
	const struct lexicon *lexicon;
	struct glyphs glyphs;
	unsigned char kinds[256]; /* of U+0600 to U+06FF, bytes D8 80 to DB BF */
	uint64_t triggers[BIT_WORDS];     /* words that tell */
	uint64_t openers[BIT_WORDS];      /* words that tell before a follower */
	uint64_t followers[BIT_WORDS];
	uint64_t leaders[BIT_WORDS];      /* words that make an opener behind them tell */
	uint64_t words[FEW_WORDS];    /* all of these */
	uint64_t heads[FEW_WORDS];    /* what words written together may begin with */
	uint32_t plain[KNOWN];    /* hashes of words that begin so and are no numbers */
};

static uint32_t
hash_add(uint32_t hash, unsigned char letter)
{
	return (hash ^ letter) * 0x9E3779B1u;
}

static inline void
bits_add(uint64_t set[], unsigned bits, uint32_t hash)
{
	hash >>= 32 - bits;
	set[hash / 64] |= (uint64_t)1 << hash % 64;
}

static inline bool
bits_has(const uint64_t set[], unsigned bits, uint32_t hash)
{
	hash >>= 32 - bits;
	return set[hash / 64] >> hash % 64 & 1;
}

/* Fills KINDS from what fold makes of each character, so that both always agree. */
static void
fill_kinds(struct scan *s)
{
	struct buf normal = {0};
	for (uint32_t point = 0x600; point < 0x700; point++) {
		char text[2 + UTF8_MAX];
		uint32_t folded;
		size_t n = utf8_encode(text, 0x628); /* a letter before it: marks stay in the word */
		n += utf8_encode(text + n, point);
		buf_clear(&normal);
		fold_normal(&normal, text, n);
		unsigned char *kind = &s->kinds[point - 0x600];
		if (normal.len == 2) {
			*kind = UNSEEN;
			continue;
		}
		utf8_decode(normal.data + 2, normal.len - 2, &folded);
		if (folded >= '0' && folded <= '9')
			*kind = DIGIT;
		else if (folded >= 0x64B && folded <= 0x670 && folded != 0x66A && folded != 0x66B && folded != 0x66C)
			*kind = UNSEEN;
		else if (folded >= 0x620 && folded <= 0x6D3)
			*kind = (unsigned char)(LETTER + folded - 0x620);
		else
			*kind = NONE;
	}
	buf_free(&normal);
}

static void
add_word(void *context, enum lexicon_trigger role, const char *word, size_t len)
{
	struct scan *s = context;
	uint32_t hash = 0;
	for (size_t i = 0; i + 1 < len; i += 2) {
		unsigned char lead = (unsigned char)word[i], next = (unsigned char)word[i + 1];
		if (lead < 0xD8 || lead > 0xDB)
			return; /* Latin words and signs count nothing */
		unsigned char kind = s->kinds[(lead - 0xD8) << 6 | (next & 0x3F)];
		if (kind == NONE)
			break; /* a phrase with a sign tells by its first word */
		if (kind >= LETTER)
			hash = hash_add(hash, kind);
	}
	if (role == LEXICON_BEGINS) {
		bits_add(s->heads, FEW_BITS, hash);
		return;
	}
	bits_add(s->words, FEW_BITS, hash);
	bits_add(role == LEXICON_TELLS     ? s->triggers
	         : role == LEXICON_OPENS   ? s->openers
	         : role == LEXICON_FOLLOWS ? s->followers
	                                   : s->leaders,
	    BITS, hash);
}

struct scan *
scan_new(const struct lexicon *lexicon)
{
	struct scan *s = calloc(1, sizeof *s);
	if (!s)
		io_fail(NULL, 0, "out of memory: %zu bytes wanted", sizeof *s);
	s->lexicon = lexicon;
	fill_kinds(s);
	lexicon_triggers(lexicon, add_word, s);
	return s;
}

/* What the word at hand is, as far as it has been read. */
struct word {
	size_t start;
	uint32_t hash, tail; /* of its letters, and of those behind a first و */
	bool begins;         /* with a word that others may be joined to */
	bool has_tail;
};

/* Whether the word of LEN bytes at TEXT, which begins with a number word, is several in one. */
static bool
is_together(struct scan *s, const char *text, size_t len, uint32_t hash)
{
	uint32_t *plain = &s->plain[hash % KNOWN];
	if (*plain == hash)
		return false;
	if (len > LONG_WORD)
		return true;
	uint32_t symbols[PARTS_MAX];
	size_t taken[PARTS_MAX];
	glyphs_read(&s->glyphs, text, len);
	bool together =
	    lexicon_split(s->lexicon, s->glyphs.list, s->glyphs.count, symbols, taken, PARTS_MAX) > 0;
	if (!together)
		*plain = hash;
	return together;
}

/* What the word before the one at hand is. */
struct before {
	bool opens, leads;
};

/* Whether the word that ends before AT tells behind B, which it becomes. */
static inline bool
word_tells(struct scan *s, const char *text, size_t at, const struct word *w, struct before *b)
{
	struct before last = *b;
	*b = (struct before){false, false};
	if (w->begins && is_together(s, text + w->start, at - w->start, w->hash))
		return true;
	if (!bits_has(s->words, FEW_BITS, w->hash) && !(w->has_tail && bits_has(s->words, FEW_BITS, w->tail)))
		return false;
	b->opens = bits_has(s->openers, BITS, w->hash) || (w->has_tail && bits_has(s->openers, BITS, w->tail));
	b->leads = bits_has(s->leaders, BITS, w->hash);
	return (last.opens && bits_has(s->followers, BITS, w->hash)) || (last.leads && b->opens) ||
	       bits_has(s->triggers, BITS, w->hash) || (w->has_tail && bits_has(s->triggers, BITS, w->tail));
}

/* Whether POINT, not of the block Arabic, is a digit to fold: raised or full-width. */
static bool
is_digit(uint32_t point)
{
	return (point >= 0x2070 && point <= 0x2079) || (point >= 0xFF10 && point <= 0xFF19) ||
	       point == 0xB2 || point == 0xB3 || point == 0xB9;
}

/* Whether POINT stands inside words: joiners, marks of direction, combining marks. */
static bool
is_inside(uint32_t point)
{
	return (point >= 0x200B && point <= 0x200F) || (point >= 0x202A && point <= 0x202E) ||
	       (point >= 0x2060 && point <= 0x206F) || (point >= 0xFE00 && point <= 0xFE0F) ||
	       (point >= 0x300 && point <= 0x36F) || point == 0xFEFF || point == 0xAC || point == 0xAD;
}

/*
 * What the character at AT, none of two bytes from D8 80 to DB BF, is to the word W, if IN_WORD;
 * its bytes in *N.
 */
static unsigned
kind_of_other(const char *text, size_t len, size_t at, bool in_word, size_t *n)
{
	unsigned char c = (unsigned char)text[at];
	*n = 1;
	if (c >= '0' && c <= '9')
		return DIGIT;
	if (c < 0xC2 && !(c == '-' && in_word))
		return NONE;
	uint32_t point = 0;
	*n = utf8_decode(text + at, len - at, &point);
	*n = *n ? *n : 1;
	if (is_digit(point))
		return DIGIT;
	/* A soft break behind these is inside the word too. */
	bool broken = in_word && (c == '-' || point == 0xAD || point == 0x200C) &&
	              len - at >= *n + 3 && memcmp(text + at + *n, TEXT_SOFT_BREAK, 3) == 0;
	*n += broken ? 3 : 0;
	return is_inside(point) || broken ? INSIDE : NONE;
}

/* Whether two bytes at S are a character from U+0600 on, of those in KINDS. */
static inline bool
is_arabic(const unsigned char *s)
{
	return (s[0] & 0xFC) == 0xD8 && (s[1] & 0xC0) == 0x80;
}

/* Reads on with the word W, letter by letter, from AT, where it has one; returns what is behind. */
static inline size_t
read_letters(const struct scan *s, const unsigned char *bytes, size_t len, size_t at, struct word *w)
{
	uint32_t hash = w->hash, tail = w->tail;
	uint64_t begins = w->begins;
	for (; at + 1 < len && is_arabic(bytes + at); at += 2) {
		unsigned char kind = s->kinds[(bytes[at] & 3) << 6 | (bytes[at + 1] & 0x3F)];
		if (kind < LETTER)
			break;
		hash = hash_add(hash, kind);
		tail = at > w->start ? hash_add(tail, kind) : 0;
		begins |= bits_has(s->heads, FEW_BITS, hash);
	}
	w->hash = hash;
	w->tail = tail;
	w->begins = begins;
	return at;
}

size_t
scan_find(struct scan *s, const char *text, size_t len)
{
	const unsigned char *bytes = (const unsigned char *)text;
	struct word w = {0};
	struct before before = {false, false};
	bool in_word = false;
	for (size_t at = 0, n; at < len; at += n) {
		unsigned kind;
		n = 2;
		if (at + 1 < len && is_arabic(bytes + at))
			kind = s->kinds[(bytes[at] & 3) << 6 | (bytes[at + 1] & 0x3F)];
		else
			kind = kind_of_other(text, len, at, in_word, &n);
		if (kind >= LETTER) {
			if (!in_word)
				w = (struct word){.start = at, .has_tail = kind == WAW};
			n = read_letters(s, bytes, len, at, &w) - at;
			in_word = true;
		} else if (kind == DIGIT) {
			return at;
		} else if (kind == INSIDE && in_word && bits_has(s->triggers, BITS, w.hash)) {
			return w.start;
		} else if (kind == NONE && in_word) {
			if (word_tells(s, text, at, &w, &before))
				return w.start;
			in_word = false;
		}
	}
	return in_word && word_tells(s, text, len, &w, &before) ? w.start : len;
}

void
scan_free(struct scan *s)
{
	glyphs_free(&s->glyphs);
	free(s);
}
