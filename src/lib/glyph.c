/* glyph: see glyph.h */
#include "lib/glyph.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/io.h"
#include "lib/utf8.h"

enum { ZWNJ = 0x200C, SOFT_BREAK = 0x2028, MADDA = 0x653, HAMZA = 0x654, TATWEEL = 0x640 };

/*
 * Letters that stand for one Persian letter: Arabic and other forms of yeh, kaf, heh, alef
 * (Unicode 15.0, blocks Arabic and Arabic Presentation Forms).
 */
static uint32_t
letter(uint32_t point)
{
	switch (point) {
	case 0x64A: case 0x649: case 0x6CD: case 0x6D0: case 0x6D2: case 0x6CE: case 0x63D:
		return 0x6CC;
	case 0x643: case 0x6AA: case 0x6AB: case 0x6AC:
		return 0x6A9;
	case 0x629: case 0x6C0: case 0x6C1: case 0x6C2: case 0x6C3: case 0x6BE: case 0x6D5:
	case 0x6FF:
		return 0x647;
	case 0x623: case 0x625: case 0x671: case 0x672: case 0x673:
		return 0x627;
	case 0x6BA:
		return 0x646;
	default:
		return point;
	}
}

/* Signs with many forms. */
static uint32_t
sign(uint32_t point)
{
	switch (point) {
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2212: case 0xFE58: case 0xFE63:
		return '-';
	case 0x2018: case 0x2019: case 0x2032: case 0x60D:
		return '\'';
	case 0x201C: case 0x201D: case 0xAB: case 0xBB:
		return '"';
	case 0x2044: case 0x2215:
		return '/';
	case 0x66A: case 0xFE6A:
		return '%';
	case 0x2236:
		return ':';
	default:
		return point;
	}
}

/* The digit of a superscript, -1 for anything else. */
static int
superscript(uint32_t point)
{
	return point == 0xB9                       ? 1
	       : point == 0xB2 || point == 0xB3     ? (int)(point - 0xB0)
	       : point == 0x2070                    ? 0
	       : point >= 0x2074 && point <= 0x2079 ? (int)(point - 0x2070)
	                                            : -1;
}

static bool
is_latin(uint32_t point)
{
	return (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z') ||
	       (point >= 0xC0 && point <= 0x24F && point != 0xD7 && point != 0xF7) ||
	       (point >= 0x370 && point <= 0x52F);
}

/* Tells what POINT of the block Arabic is and sets *NORMAL to its one form. */
static enum glyph_kind
kind_of_arabic(uint32_t point, uint32_t *normal)
{
	if ((point >= 0x620 && point <= 0x63F) || (point >= 0x641 && point <= 0x64A) ||
	    (point >= 0x671 && point <= 0x6D3) || point == 0x6D5 || point >= 0x6EE) {
		if (point >= 0x6F0 && point <= 0x6F9) {
			*normal = point - 0x6F0 + '0';
			return GLYPH_DIGIT;
		}
		*normal = letter(point);
		return GLYPH_LETTER;
	}
	if (point >= 0x660 && point <= 0x669) {
		*normal = point - 0x660 + '0';
		return GLYPH_DIGIT;
	}
	if (point == MADDA || point == HAMZA)
		return GLYPH_COMBINING;
	if ((point >= 0x64B && point <= 0x652) || point == 0x670)
		return GLYPH_VOWEL;
	if (point == TATWEEL)
		return GLYPH_STRETCH;
	if ((point >= 0x610 && point <= 0x61A) || (point >= 0x655 && point <= 0x65F) ||
	    (point >= 0x6D6 && point <= 0x6ED) || point == 0x61C)
		return GLYPH_DROPPED;
	*normal = sign(point);
	return GLYPH_SIGN;
}

static enum glyph_kind
kind_of_ascii(uint32_t point, uint32_t *normal)
{
	if (point >= '0' && point <= '9')
		return GLYPH_DIGIT;
	if (point <= ' ' || point == 0x7F) {
		*normal = ' ';
		return GLYPH_SPACE;
	}
	return is_latin(point) ? GLYPH_LATIN : GLYPH_SIGN;
}

static bool
is_joiner(uint32_t point)
{
	return point == ZWNJ || point == 0x200E || point == 0x200F || point == 0xAD || point == 0xAC ||
	       point == 0x200B;
}

static bool
is_space(uint32_t point)
{
	return (point >= 0x2000 && point <= 0x200A) || point == 0xA0 || point == 0x1680 ||
	       point == 0x202F || point == 0x205F || point == 0x3000 || point == SOFT_BREAK ||
	       point == 0x2029 || point == 0x85;
}

static bool
is_dropped(uint32_t point)
{
	return point == 0x200D || point == 0x2060 || point == 0xFEFF ||
	       (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x206F) ||
	       (point >= 0x300 && point <= 0x36F) || (point >= 0xFE00 && point <= 0xFE0F);
}

/* Tells what POINT is and sets *NORMAL to its one form. */
static enum glyph_kind
kind_of(uint32_t point, uint32_t *normal)
{
	*normal = point;
	if (point < 0x80)
		return kind_of_ascii(point, normal);
	if (point >= 0x600 && point <= 0x6FF)
		return kind_of_arabic(point, normal);
	int digit = superscript(point);
	if (digit >= 0) {
		*normal = (uint32_t)('0' + digit);
		return GLYPH_RAISED;
	}
	if (is_latin(point))
		return GLYPH_LATIN;
	if (is_joiner(point)) {
		*normal = ZWNJ;
		return GLYPH_JOINER;
	}
	if (is_space(point)) {
		*normal = ' ';
		return GLYPH_SPACE;
	}
	if (is_dropped(point))
		return GLYPH_DROPPED;
	if (point >= 0xFF01 && point <= 0xFF5E)
		return kind_of(point - 0xFEE0, normal);
	/* A symbol's code point in the text must not be taken for the symbol. */
	*normal = (point >= 0xE000 && point <= 0xF8FF) || point >= 0xF0000 ? 0xFFFD : sign(point);
	return GLYPH_SIGN;
}

static enum glyph_token
token_of(uint32_t point)
{
	if (point < 0x80) {
		if (point == ' ')
			return GLYPH_BLANK;
		if (point >= '0' && point <= '9')
			return GLYPH_DIGITS;
		return (point | 0x20) >= 'a' && (point | 0x20) <= 'z' ? GLYPH_LATIN_WORD : GLYPH_ONE_SIGN;
	}
	if (point == ZWNJ)
		return GLYPH_JOIN;
	if ((point >= 0x64B && point <= 0x652) || point == 0x670)
		return GLYPH_MARK;
	if (point >= 0x620 && point <= 0x6FF && !(point >= 0x66A && point <= 0x66D) && point != 0x6D4)
		return GLYPH_WORD;
	return point >= 0xC0 && point < 0x600 && point != 0xD7 && point != 0xF7 ? GLYPH_LATIN_WORD
	                                                                         : GLYPH_ONE_SIGN;
}

static uint32_t
make_glyph(enum glyph_kind kind, uint32_t point)
{
	return point | (uint32_t)kind << 24 | (uint32_t)token_of(point) << 28;
}

uint32_t
glyph_of(uint32_t point)
{
	uint32_t normal;
	enum glyph_kind kind = kind_of(point, &normal);
	return make_glyph(kind, normal);
}

void
glyphs_prepare(struct glyphs *g)
{
	if (g->table)
		return;
	g->table = io_realloc(NULL, GLYPH_TABLE_SIZE * sizeof *g->table);
	for (uint32_t point = 0; point < GLYPH_TABLE_SIZE; point++)
		g->table[point] = glyph_of(point);
}

/* The glyph of the first character of the LEN bytes at RAW; its bytes in *N. */
static inline uint32_t
read_one(const struct glyphs *g, const char *raw, size_t len, size_t *n)
{
	const unsigned char *s = (const unsigned char *)raw;
	uint32_t point;
	if (g->table && s[0] < 0x80) {
		*n = 1;
		return g->table[s[0]];
	}
	if (g->table && s[0] >= 0xC2 && s[0] < 0xE0 && len > 1 && (s[1] & 0xC0) == 0x80) {
		*n = 2;
		return g->table[(s[0] & 0x1F) << 6 | (s[1] & 0x3F)];
	}
	*n = utf8_decode(raw, len, &point);
	if (*n > 0)
		return glyph_of(point);
	*n = 1;
	return make_glyph(GLYPH_SIGN, 0xFFFD);
}

static inline void
add(struct glyphs *g, uint32_t glyph, size_t start, size_t end)
{
	g->list[g->count] = glyph;
	g->starts[g->count] = (uint32_t)start;
	g->ends[g->count++] = (uint32_t)end;
}

uint32_t
glyph_combined(uint32_t point, uint32_t mark)
{
	if (mark == MADDA)
		return point == 0x627 ? 0x622 : 0;
	return point == 0x6CC ? 0x626 : point == 0x648 ? 0x624 : 0;
}

/* Joins a combining madda or hamza to the letter read last, if they make one. */
static void
combine(struct glyphs *g, uint32_t mark, size_t end)
{
	if (g->count == 0)
		return;
	uint32_t *last = &g->list[g->count - 1];
	uint32_t whole = glyph_combined(glyph_point(*last), mark);
	if (whole)
		*last = make_glyph(GLYPH_LETTER, whole);
	g->ends[g->count - 1] = (uint32_t)end;
}

/* The digits at the head of the LEN bytes at RAW, four at most. */
static int
count_digits(const struct glyphs *g, const char *raw, size_t len)
{
	int count = 0;
	for (size_t at = 0, n; at < len && count < 4; at += n, count++)
		if (glyph_kind(read_one(g, raw + at, len - at, &n)) != GLYPH_DIGIT)
			break;
	return count;
}

/* Whether the space at AT groups digits: a thin or no-break one before three of them. */
static bool
groups_digits(const struct glyphs *g, const char *raw, size_t len, size_t at)
{
	uint32_t point;
	size_t n = utf8_decode(raw + at, len - at, &point);
	return (point == 0xA0 || point == 0x2007 || point == 0x2009 || point == 0x202F) &&
	       count_digits(g, raw + at + n, len - at - n) == 3;
}

static void
add_space(struct glyphs *g, enum glyph_kind last, const char *raw, size_t len, size_t at, size_t n)
{
	if (last == GLYPH_DIGIT && groups_digits(g, raw, len, at))
		add(g, make_glyph(GLYPH_SIGN, '\''), at, at + n);
	else if (g->count == 0 || glyph_point(g->list[g->count - 1]) != ' ')
		add(g, make_glyph(GLYPH_SPACE, ' '), at, at + n);
}

/* Adds GLYPH, the N bytes at AT, which is no plain one behind LAST. Returns what is last now. */
static enum glyph_kind
add_special(struct glyphs *g, uint32_t glyph, enum glyph_kind last, const char *raw, size_t len,
    size_t at, size_t n)
{
	bool in_word = last == GLYPH_LETTER || last == GLYPH_VOWEL;
	switch (glyph_kind(glyph)) {
	case GLYPH_SPACE:
		add_space(g, last, raw, len, at, n);
		return GLYPH_SPACE;
	case GLYPH_COMBINING:
		combine(g, glyph_point(glyph), at + n);
		return last;
	case GLYPH_STRETCH:
		glyph = make_glyph(in_word ? GLYPH_DROPPED : GLYPH_SIGN, '-');
		break;
	case GLYPH_JOINER:
		if (!in_word)
			return last;
		break;
	default:
		break;
	}
	if (glyph_kind(glyph) == GLYPH_DROPPED)
		return last;
	add(g, glyph, at, at + n);
	return glyph_kind(glyph);
}

static void
reserve(struct glyphs *g, size_t count)
{
	if (g->size >= count)
		return;
	g->size = count + count / 2;
	g->list = io_realloc(g->list, g->size * sizeof *g->list);
	g->starts = io_realloc(g->starts, g->size * sizeof *g->starts);
	g->ends = io_realloc(g->ends, g->size * sizeof *g->ends);
}

/* Whether the character at AT, a hyphen or joiner of N bytes, stands before a line break. */
static bool
is_hyphen(const char *raw, size_t len, size_t at, size_t n)
{
	return (raw[at] == '-' || (n == 2 && memcmp(raw + at, "\xC2\xAD", 2) == 0) ||
	           (n == 3 && memcmp(raw + at, UTF8_ZWNJ, UTF8_ZWNJ_SIZE) == 0)) &&
	       len - at - n >= 3 && memcmp(raw + at + n, "\xE2\x80\xA8", 3) == 0;
}

void
glyphs_read(struct glyphs *g, const char *raw, size_t len)
{
	enum glyph_kind last = GLYPH_SPACE;
	bool raised = false;
	reserve(g, len);
	g->count = 0;
	for (size_t at = 0, n; at < len; at += n) {
		uint32_t glyph = read_one(g, raw + at, len - at, &n);
		enum glyph_kind kind = glyph_kind(glyph);
		if (kind == GLYPH_LETTER || kind == GLYPH_LATIN || kind == GLYPH_DIGIT || kind == GLYPH_VOWEL) {
			add(g, glyph, at, at + n);
			last = kind;
			raised = false;
			continue;
		}
		if (kind == GLYPH_RAISED) {
			if (!raised)
				add(g, make_glyph(GLYPH_SIGN, '^'), at, at + n);
			add(g, make_glyph(GLYPH_DIGIT, glyph_point(glyph)), at, at + n);
			last = GLYPH_DIGIT;
			raised = true;
			continue;
		}
		raised = false;
		/* A word that a line end broke. */
		if (last == GLYPH_LETTER && (kind == GLYPH_SIGN || kind == GLYPH_JOINER) &&
		    is_hyphen(raw, len, at, n)) {
			n += 3;
			if (kind == GLYPH_SIGN || n == 5)
				continue;
		}
		last = add_special(g, glyph, last, raw, len, at, n);
	}
}

void
glyphs_free(struct glyphs *g)
{
	free(g->list);
	free(g->starts);
	free(g->ends);
	free(g->table);
	*g = (struct glyphs){0};
}
