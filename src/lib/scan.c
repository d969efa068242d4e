/* scan: see scan.h */
#include "lib/scan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

enum { BITS = 18, KNOWN_BITS = 15, PARTS_MAX = 16 };

/* Bytes of a word that is longer than those that lexicon_split() takes: only joiners make it. */
enum { LONG_WORD = 128 };

/* A set of hashes that may seem to hold more than was put in, seldom: two bits for each. */
struct bits {
	uint64_t word[(1 << BITS) / 64];
};

/*
 * What a token, a run of bytes that are not ASCII, tells: by itself; or behind another, by its
 * first word; and what its last word makes of the token behind it.
 */
enum {
	SEEN = 1, /* in a table: it is there */
	TELLS = 2,
	EMPTY = 4, /* it has no words */
	FIRST_FOLLOWS = 8,
	FIRST_OPENS = 16,
	OPENS = 32,
	LEADS = 64,
	FLAGS = 127
};

/* What is known of letters and words; it does not change. */
struct words {
	unsigned char kinds[256]; /* of U+0600 to U+06FF, bytes D8 80 to DB BF */
	struct bits triggers;     /* words that tell */
	struct bits openers;      /* words that tell before a follower */
	struct bits followers;
	struct bits leaders; /* words that make an opener behind them tell */
	struct bits heads;   /* what words written together may begin with */
};

struct scan {
	const struct lexicon *lexicon;
	struct glyphs glyphs;
	struct words *words;
	bool owns_words;
	uint32_t known[1 << KNOWN_BITS]; /* tokens seen last, by hash: more of it, and the flags */
};

static uint32_t
hash_add(uint32_t hash, unsigned char letter)
{
	return (hash ^ letter) * 0x9E3779B1u;
}

static inline uint32_t
second_hash(uint32_t hash)
{
	return hash * 0x85EBCA6Bu;
}

static void
set_bit(struct bits *set, uint32_t hash)
{
	hash >>= 32 - BITS;
	set->word[hash / 64] |= (uint64_t)1 << hash % 64;
}

static bool
has_bit(const struct bits *set, uint32_t hash)
{
	hash >>= 32 - BITS;
	return set->word[hash / 64] >> hash % 64 & 1;
}

static void
bits_add(struct bits *set, uint32_t hash)
{
	set_bit(set, hash);
	set_bit(set, second_hash(hash));
}

static bool
bits_has(const struct bits *set, uint32_t hash)
{
	return has_bit(set, hash) && has_bit(set, second_hash(hash));
}

/* Fills KINDS from what fold makes of each character, so that both always agree. */
static void
fill_kinds(struct words *w)
{
	struct buf normal = {0};
	for (uint32_t point = 0x600; point < 0x700; point++) {
		char text[2 + UTF8_MAX];
		uint32_t folded;
		size_t n = utf8_encode(text, 0x628); /* a letter before it: marks stay in the word */
		n += utf8_encode(text + n, point);
		buf_clear(&normal);
		fold_normal(&normal, text, n);
		unsigned char *kind = &w->kinds[point - 0x600];
		if (normal.len == 2) {
			*kind = UNSEEN;
			continue;
		}
		utf8_decode(normal.data + 2, normal.len - 2, &folded);
		if (folded >= '0' && folded <= '9')
			*kind = DIGIT;
		else if (folded >= 0x64B && folded <= 0x670 && (folded < 0x66A || folded > 0x66C))
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
	struct words *w = context;
	uint32_t hash = 0;
	bool marked = false;
	for (size_t i = 0; i + 1 < len; i += 2) {
		unsigned char lead = (unsigned char)word[i], next = (unsigned char)word[i + 1];
		if (lead < 0xD8 || lead > 0xDB)
			return; /* Latin words and signs count nothing */
		unsigned char kind = w->kinds[(lead - 0xD8) << 6 | (next & 0x3F)];
		if (kind == NONE)
			break; /* a phrase with a sign tells by its first word */
		if (kind >= LETTER)
			hash = hash_add(hash, kind);
		marked |= kind == UNSEEN;
	}
	hash = marked ? hash_add(hash, UNSEEN) : hash;
	bits_add(role == LEXICON_TELLS     ? &w->triggers
	         : role == LEXICON_OPENS   ? &w->openers
	         : role == LEXICON_FOLLOWS ? &w->followers
	         : role == LEXICON_LEADS   ? &w->leaders
	                                   : &w->heads,
	    hash);
}

static struct scan *
new_scan(const struct lexicon *lexicon, struct words *words)
{
	struct scan *s = io_zeroed(sizeof *s);
	s->lexicon = lexicon;
	s->words = words;
	return s;
}

struct scan *
scan_new(const struct lexicon *lexicon)
{
	struct words *words = io_zeroed(sizeof *words);
	fill_kinds(words);
	lexicon_triggers(lexicon, add_word, words);
	struct scan *s = new_scan(lexicon, words);
	s->owns_words = true;
	return s;
}

struct scan *
scan_copy(const struct scan *s)
{
	return new_scan(s->lexicon, s->words);
}

/* What the word at hand is, as far as it has been read. */
struct word {
	size_t start;
	uint32_t hash, tail; /* of its letters, and of those behind a first و */
	bool begins;         /* with a word that others may be joined to */
	bool has_tail, marked;
};

/* Whether the word of LEN bytes at TEXT, which begins with a number word, is several in one. */
static bool
is_together(struct scan *s, const char *text, size_t len)
{
	uint32_t symbols[PARTS_MAX];
	size_t taken[PARTS_MAX];
	if (len > LONG_WORD)
		return true;
	glyphs_read(&s->glyphs, text, len);
	const uint32_t *glyphs = s->glyphs.list;
	size_t count = s->glyphs.count;
	return lexicon_match(s->lexicon, glyphs, count, symbols, NULL) < count &&
	       lexicon_split(s->lexicon, glyphs, count, symbols, taken, PARTS_MAX) > 0;
}

/* What a word is to those around it. */
struct roles {
	bool tells, opens, follows, leads;
};

/* Whether SET has the word W, or what is behind its first و, with its marks or without. */
static bool
has_either(const struct bits *set, const struct word *w)
{
	return bits_has(set, w->hash) || (w->has_tail && bits_has(set, w->tail)) ||
	       (w->marked && (bits_has(set, hash_add(w->hash, UNSEEN)) ||
	                         (w->has_tail && bits_has(set, hash_add(w->tail, UNSEEN)))));
}

/* The roles of the word that ends before AT. */
static struct roles
roles_of(struct scan *s, const char *text, size_t at, const struct word *w)
{
	return (struct roles){
	    .tells = (w->begins && is_together(s, text + w->start, at - w->start)) ||
	             has_either(&s->words->triggers, w),
	    .opens = has_either(&s->words->openers, w),
	    .follows = bits_has(&s->words->followers, w->hash),
	    .leads = bits_has(&s->words->leaders, w->hash),
	};
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

/* Whether two bytes at S are a character from U+0600 on, of those in KINDS. */
static inline bool
is_arabic(const unsigned char *s)
{
	return (s[0] & 0xFC) == 0xD8 && (s[1] & 0xC0) == 0x80;
}

static bool
starts_with_break(const char *text, size_t len)
{
	size_t n = strlen(TEXT_SOFT_BREAK);
	return len >= n && memcmp(text, TEXT_SOFT_BREAK, n) == 0;
}

/*
 * What the character at the head of the LEN bytes at TEXT is to the word before it, if it is
 * IN_WORD; its bytes in *N.
 */
static unsigned
kind_of(const struct scan *s, const char *text, size_t len, bool in_word, size_t *n)
{
	const unsigned char *bytes = (const unsigned char *)text;
	if (len > 1 && is_arabic(bytes)) {
		*n = 2;
		return s->words->kinds[(bytes[0] & 3) << 6 | (bytes[1] & 0x3F)];
	}
	uint32_t point = 0;
	*n = utf8_decode(text, len, &point);
	*n = *n ? *n : 1;
	if (is_digit(point))
		return DIGIT;
	/* A soft break behind these is inside the word too. */
	bool broken = in_word && (point == 0xAD || point == 0x200C) &&
	              starts_with_break(text + *n, len - *n);
	*n += broken ? strlen(TEXT_SOFT_BREAK) : 0;
	return is_inside(point) || broken ? INSIDE : NONE;
}

/* The flags of the token of LEN bytes at TEXT. */
static unsigned __attribute__((noinline))
read_token(struct scan *s, const char *text, size_t len)
{
	struct word w = {0};
	struct roles last = {0};
	bool in_word = false;
	unsigned flags = EMPTY;
	for (size_t at = 0, n = 0; at <= len; at += n) {
		unsigned kind = at < len ? kind_of(s, text + at, len - at, in_word, &n) : NONE;
		if (kind == DIGIT || (kind == INSIDE && in_word && bits_has(&s->words->triggers, w.hash)))
			return TELLS;
		if (kind >= LETTER) {
			if (!in_word)
				w = (struct word){.start = at, .has_tail = kind == WAW};
			w.hash = hash_add(w.hash, (unsigned char)kind);
			w.tail = at > w.start ? hash_add(w.tail, (unsigned char)kind) : 0;
			w.begins |= bits_has(&s->words->heads, w.hash);
			in_word = true;
		} else if (kind == UNSEEN) {
			w.marked = true;
		} else if (kind == NONE && in_word) {
			struct roles roles = roles_of(s, text, at, &w);
			if (roles.tells || (last.opens && roles.follows) || (last.leads && roles.opens))
				return TELLS;
			if (flags == EMPTY)
				flags = (roles.follows ? FIRST_FOLLOWS : 0) | (roles.opens ? FIRST_OPENS : 0);
			last = roles;
			in_word = false;
		}
		n += at == len;
	}
	return flags | (last.opens ? OPENS : 0) | (last.leads ? LEADS : 0);
}

/*
 * The hash of the token of LEN bytes at TEXT; ROOM bytes or more may be read there. Most are
 * of sixteen bytes at most, and no branch asks how long.
 */
static inline uint64_t
token_hash(const char *text, size_t len, size_t room)
{
	static const unsigned char masks[32] = {
	    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
	const uint64_t factor = 0x9E3779B97F4A7C15u, other = 0xC2B2AE3D27D4EB4Fu;
	char copy[16] = {0};
	uint64_t one, two, mask_one, mask_two, hash = len;
	for (; len > 16; text += 8, len -= 8, room -= 8) {
		memcpy(&one, text, 8);
		hash = (hash ^ one) * factor;
		hash ^= hash >> 32;
	}
	if (room < 16)
		text = memcpy(copy, text, len);
	memcpy(&one, text, 8);
	memcpy(&two, text + 8, 8);
	memcpy(&mask_one, masks + 16 - len, 8);
	memcpy(&mask_two, masks + 24 - len, 8);
	hash = ((one & mask_one) + hash) * factor ^ ((two & mask_two) + hash) * other;
	return (hash ^ hash >> 32) * factor;
}

/* The flags of the token of LEN bytes at TEXT, where ROOM bytes or more may be read. */
static inline unsigned
token_flags(struct scan *s, const char *text, size_t len, size_t room)
{
	uint64_t hash = token_hash(text, len, room);
	uint32_t *known = &s->known[hash >> (64 - KNOWN_BITS)], tag = (uint32_t)hash & ~(uint32_t)FLAGS;
	if ((*known & ~(uint32_t)FLAGS) != tag || *known == 0)
		*known = tag | SEEN | read_token(s, text, len);
	return *known & FLAGS;
}

/* What is among 64 bytes, a bit for each: those that are not ASCII, and ASCII digits. */
struct block {
	uint64_t high, digits;
};

static inline struct block
read_block(const char *text)
{
	struct block b = {0, 0};
#ifdef __SSE2__
	/* From '0' to '9' is at the upper end of the signed range when 0x80 - '9' - 1 is added. */
	const __m128i shift = _mm_set1_epi8((char)(0x7F - '9')), below = _mm_set1_epi8(0x7F - 10);
	for (int i = 0; i < 4; i++) {
		__m128i x = _mm_loadu_si128((const __m128i *)(text + 16 * i));
		__m128i digits = _mm_cmpgt_epi8(_mm_add_epi8(x, shift), below);
		b.high |= (uint64_t)(unsigned)_mm_movemask_epi8(x) << 16 * i;
		b.digits |= (uint64_t)(unsigned)_mm_movemask_epi8(digits) << 16 * i;
	}
#else
	for (int i = 0; i < 64; i++) {
		unsigned char c = (unsigned char)text[i];
		b.high |= (uint64_t)(c >> 7) << i;
		b.digits |= (uint64_t)(c >= '0' && c <= '9') << i;
	}
#endif
	return b;
}

/* Whether a token of FLAGS tells behind one of the flags BEFORE. */
static bool
tells(unsigned before, unsigned flags)
{
	return (flags & TELLS) || ((before & OPENS) && (flags & FIRST_FOLLOWS)) ||
	       ((before & LEADS) && (flags & FIRST_OPENS));
}

size_t
scan_find(struct scan *s, const char *text, size_t len)
{
	size_t start = 0;
	unsigned before = 0;
	bool inside = false;
	for (size_t base = 0; base <= len; base += 64) {
		char last[64] = {0};
		const char *bytes = text + base;
		if (len - base < 64)
			bytes = memcpy(last, bytes, len - base);
		struct block b = read_block(bytes);
		/* What stands behind a digit is left alone. */
		uint64_t high = b.digits ? b.high & ((b.digits & -b.digits) - 1) : b.high;
		uint64_t shifted = high << 1 | inside;
		uint64_t starts = high & ~shifted, ends = ~high & shifted;
		for (; ends; ends &= ends - 1) {
			size_t end = base + (size_t)__builtin_ctzll(ends);
			if (!inside) {
				start = base + (size_t)__builtin_ctzll(starts);
				starts &= starts - 1;
			}
			inside = false;
			unsigned flags = token_flags(s, text + start, end - start, len - start);
			/* A line end broke a word before a hyphen: all of it may tell. */
			if ((flags != SEEN && tells(before, flags)) ||
			    (end < len && text[end] == '-' && starts_with_break(text + end + 1, len - end - 1)))
				return start;
			before = flags & EMPTY ? before : flags;
		}
		if (b.digits)
			return base + (size_t)__builtin_ctzll(b.digits);
		if (starts) {
			start = base + (size_t)__builtin_ctzll(starts);
			inside = true;
		}
	}
	return len;
}

void
scan_free(struct scan *s)
{
	if (s->owns_words)
		free(s->words);
	glyphs_free(&s->glyphs);
	free(s);
}
