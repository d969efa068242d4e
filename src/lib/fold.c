/* fold: see fold.h */
#include "lib/fold.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/io.h"
#include "lib/lexicon.h"
#include "lib/utf8.h"

enum { ZWNJ = 0x200C, SOFT_BREAK = 0x2028, MADDA = 0x653, HAMZA = 0x654, TATWEEL = 0x640 };
enum { GLUED_MAX = 16 };

/* What a code point is to a word. */
enum kind { LETTER, LATIN, DIGIT, SPACE, JOINER, VOWEL, COMBINING, DROPPED, SIGN };

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

/* Tells what POINT is and sets *NORMAL to its one form. */
static enum kind
kind_of(uint32_t point, uint32_t *normal)
{
	*normal = point;
	if (point < 0x80) {
		if (point >= '0' && point <= '9')
			return DIGIT;
		if (point <= ' ' || point == 0x7F) {
			*normal = ' ';
			return SPACE;
		}
		return is_latin(point) ? LATIN : SIGN;
	}
	if (point >= 0x600 && point <= 0x6FF) {
		if ((point >= 0x620 && point <= 0x63F) || (point >= 0x641 && point <= 0x64A) ||
		    (point >= 0x671 && point <= 0x6D3) || point == 0x6D5 || point >= 0x6EE) {
			if (point >= 0x6F0 && point <= 0x6F9) {
				*normal = point - 0x6F0 + '0';
				return DIGIT;
			}
			*normal = letter(point);
			return LETTER;
		}
		if (point >= 0x660 && point <= 0x669) {
			*normal = point - 0x660 + '0';
			return DIGIT;
		}
		if (point == MADDA || point == HAMZA)
			return COMBINING;
		if ((point >= 0x64B && point <= 0x652) || point == 0x670)
			return VOWEL;
		if (point == TATWEEL)
			return DROPPED;
		if ((point >= 0x610 && point <= 0x61A) || (point >= 0x655 && point <= 0x65F) ||
		    (point >= 0x6D6 && point <= 0x6ED) || point == 0x61C)
			return DROPPED;
		*normal = sign(point);
		return SIGN;
	}
	if (is_latin(point))
		return LATIN;
	switch (point) {
	case ZWNJ: case 0x200E: case 0x200F: case 0xAD: case 0xAC: case 0x200B:
		*normal = ZWNJ;
		return JOINER;
	case 0xA0: case 0x1680: case 0x205F: case 0x3000: case SOFT_BREAK: case 0x2029: case 0x85:
		*normal = ' ';
		return SPACE;
	case 0x200D: case 0x2060: case 0xFEFF:
		return DROPPED;
	}
	if (point >= 0x2000 && point <= 0x200A) {
		*normal = ' ';
		return SPACE;
	}
	if ((point >= 0x202A && point <= 0x202F) || (point >= 0x2066 && point <= 0x206F) ||
	    (point >= 0x300 && point <= 0x36F) || (point >= 0xFE00 && point <= 0xFE0F)) {
		*normal = ' ';
		return point == 0x202F ? SPACE : DROPPED;
	}
	if (point >= 0xFF01 && point <= 0xFF5E)
		return kind_of(point - 0xFEE0, normal);
	/* A symbol's code point in the text must not be taken for the symbol. */
	if ((point >= 0xE000 && point <= 0xF8FF) || point >= 0xF0000)
		*normal = 0xFFFD;
	else
		*normal = sign(point);
	return SIGN;
}

/* A normalised text and the raw range behind each of its bytes. */
struct writer {
	struct buf *text;
	uint32_t **starts, **ends;
	size_t *size;
};

static void
put(struct writer *w, const char *data, size_t len, size_t start, size_t end)
{
	buf_add(w->text, data, len);
	if (!w->starts)
		return;
	if (*w->size < w->text->size) {
		*w->size = w->text->size;
		*w->starts = io_realloc(*w->starts, *w->size * sizeof **w->starts);
		*w->ends = io_realloc(*w->ends, *w->size * sizeof **w->ends);
	}
	for (size_t i = w->text->len - len; i < w->text->len; i++) {
		(*w->starts)[i] = (uint32_t)start;
		(*w->ends)[i] = (uint32_t)end;
	}
}

static void
put_point(struct writer *w, uint32_t point, size_t start, size_t end)
{
	char bytes[UTF8_MAX];
	put(w, bytes, utf8_encode(bytes, point), start, end);
}

/* Joins a combining madda or hamza to the letter written last, if they make one. */
static void
combine(struct writer *w, uint32_t mark, size_t end)
{
	static const struct {
		uint32_t mark;
		const char *base, *whole;
	} composed[] = {
	    {MADDA, "ا", "آ"},
	    {HAMZA, "ی", "ئ"},
	    {HAMZA, "و", "ؤ"},
	};
	struct buf *text = w->text;
	for (size_t i = 0; i < sizeof composed / sizeof *composed; i++)
		if (composed[i].mark == mark && text->len >= 2 &&
		    memcmp(text->data + text->len - 2, composed[i].base, 2) == 0)
			memcpy(text->data + text->len - 2, composed[i].whole, 2);
	for (size_t i = text->len; w->starts && text->len > 0 && i > text->len - 2; i--)
		(*w->ends)[i - 1] = (uint32_t)end;
}

static bool
is_break(const char *raw, size_t len, size_t at)
{
	return len - at >= 3 && memcmp(raw + at, "\xE2\x80\xA8", 3) == 0;
}

/* The digits at the head of the LEN bytes at RAW, four at most. */
static int
count_digits(const char *raw, size_t len)
{
	int count = 0;
	uint32_t point, normal;
	for (size_t at = 0, n; at < len && count < 4; at += n, count++) {
		n = utf8_decode(raw + at, len - at, &point);
		if (n == 0 || kind_of(point, &normal) != DIGIT)
			break;
	}
	return count;
}

/* Whether the space POINT groups digits: a thin or no-break one before three of them. */
static bool
groups_digits(uint32_t point, const char *behind, size_t len)
{
	return (point == 0xA0 || point == 0x2007 || point == 0x2009 || point == 0x202F) &&
	       count_digits(behind, len) == 3;
}

/* Writes the LEN bytes at RAW in their normal form, vowel marks and joiners kept. */
static void
normalise(struct writer *w, const char *raw, size_t len)
{
	enum kind last = SPACE;
	bool raised = false;
	for (size_t at = 0, n; at < len; at += n) {
		uint32_t point, normal;
		n = utf8_decode(raw + at, len - at, &point);
		if (n == 0) {
			n = 1;
			point = 0xFFFD;
		}
		int digit = point < 0x80 ? -1 : superscript(point);
		enum kind kind = digit >= 0 ? DIGIT : kind_of(point, &normal);
		if (digit >= 0) {
			if (!raised)
				put(w, "^", 1, at, at + n);
			normal = (uint32_t)('0' + digit);
		}
		raised = digit >= 0;
		/* A word that a line end broke. */
		if ((point == '-' || point == 0xAD || point == ZWNJ) && last == LETTER &&
		    is_break(raw, len, at + n)) {
			n += 3;
			if (point != ZWNJ)
				continue;
		}
		if (point == TATWEEL && last != LETTER && last != VOWEL) {
			normal = '-';
			kind = SIGN;
		}
		switch (kind) {
		case SPACE:
			if (last == DIGIT && groups_digits(point, raw + at + n, len - at - n))
				put(w, "'", 1, at, at + n);
			else if (w->text->len == 0 || w->text->data[w->text->len - 1] != ' ')
				put(w, " ", 1, at, at + n);
			break;
		case JOINER:
			if (last != LETTER && last != VOWEL)
				continue;
			put_point(w, ZWNJ, at, at + n);
			break;
		case COMBINING:
			combine(w, point, at + n);
			continue;
		case DROPPED:
			continue;
		default:
			put_point(w, normal, at, at + n);
		}
		last = kind;
	}
}

void
fold_normal(struct buf *out, const char *raw, size_t len)
{
	normalise(&(struct writer){.text = out}, raw, len);
}

/* The bytes of the word at TEXT[0]: letters with their marks and joiners, or Latin. */
static size_t
word_length(const char *text, size_t len)
{
	uint32_t point, normal;
	size_t n = utf8_decode(text, len, &point);
	enum kind kind = kind_of(point, &normal);
	bool latin = kind == LATIN;
	if (kind != LETTER && kind != LATIN)
		return 0;
	size_t at = n;
	while (at < len) {
		n = utf8_decode(text + at, len - at, &point);
		kind = kind_of(point, &normal);
		if (latin ? kind != LATIN && kind != DIGIT
		          : kind != LETTER && kind != VOWEL && kind != JOINER)
			break;
		at += n;
	}
	return at;
}

/* Copies LEN bytes of F's normal text from AT on, without vowel marks. */
static void
copy_word(struct fold *f, struct writer *w, size_t at, size_t len)
{
	const char *normal = f->normal.data;
	for (size_t end = at + len, n; at < end; at += n) {
		uint32_t point, ignored;
		n = utf8_decode(normal + at, end - at, &point);
		if (kind_of(point, &ignored) != VOWEL)
			put(w, normal + at, n, f->normal_starts[at], f->normal_ends[at + n - 1]);
	}
}

/* Writes the word of LEN bytes at AT, which is no entry: as a chain of entries if it is
 * one, else cut at its joiners, each part that is an entry as its symbol. */
static void
put_unknown(struct fold *f, struct writer *w, const struct lexicon *lexicon, size_t at, size_t len)
{
	uint32_t symbols[GLUED_MAX];
	size_t taken[GLUED_MAX];
	const char *word = f->normal.data + at;
	size_t parts = lexicon_split(lexicon, word, len, symbols, taken, GLUED_MAX);
	for (size_t i = 0; i < parts; i++) {
		size_t n = taken[i]; /* without the joiner between two parts */
		while (n > 3 && memcmp(f->normal.data + at + n - 3, "\xE2\x80\x8C", 3) == 0)
			n -= 3;
		put_point(w, symbols[i], f->normal_starts[at], f->normal_ends[at + n - 1]);
		at += taken[i];
	}
	if (parts > 0)
		return;
	for (size_t done = 0; done < len;) {
		const char *joiner = NULL;
		for (size_t i = done; i + 3 <= len && !joiner; i++)
			if (memcmp(word + i, "\xE2\x80\x8C", 3) == 0)
				joiner = word + i;
		size_t n = joiner ? (size_t)(joiner - word) - done : len - done;
		uint32_t symbol;
		size_t whole = n < len ? lexicon_match(lexicon, word + done, n, &symbol) : 0;
		if (whole == n && n > 0)
			put_point(w, symbol, f->normal_starts[at + done],
			    f->normal_ends[at + done + n - 1]);
		else
			copy_word(f, w, at + done, n);
		done += n;
		if (joiner) {
			put(w, joiner, 3, f->normal_starts[at + done], f->normal_ends[at + done + 2]);
			done += 3;
		}
	}
}

void
fold_text(struct fold *f, const struct lexicon *lexicon, const char *raw, size_t len)
{
	struct writer normal = {&f->normal, &f->normal_starts, &f->normal_ends, &f->normal_size};
	struct writer w = {&f->text, &f->starts, &f->ends, &f->size};
	buf_clear(&f->normal);
	buf_clear(&f->text);
	normalise(&normal, raw, len);
	const char *text = f->normal.data;
	for (size_t at = 0, n; at < f->normal.len; at += n) {
		size_t left = f->normal.len - at;
		uint32_t symbol;
		n = lexicon ? lexicon_match(lexicon, text + at, left, &symbol) : 0;
		if (n > 0) {
			put_point(&w, symbol, f->normal_starts[at], f->normal_ends[at + n - 1]);
			continue;
		}
		n = word_length(text + at, left);
		if (n > 0 && lexicon) {
			put_unknown(f, &w, lexicon, at, n);
			continue;
		}
		if (n == 0) {
			uint32_t point;
			n = utf8_decode(text + at, left, &point);
		}
		copy_word(f, &w, at, n);
	}
}

void
fold_free(struct fold *f)
{
	buf_free(&f->text);
	buf_free(&f->normal);
	free(f->starts);
	free(f->ends);
	free(f->normal_starts);
	free(f->normal_ends);
	*f = (struct fold){0};
}
