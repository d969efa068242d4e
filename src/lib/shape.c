/* shape: see shape.h */
#include "lib/shape.h"

#include <stdbool.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "lib/utf8.h"
#include "lib/wordlist.h"

enum { BLOCK = 64, TAB = 8 };

/* Widths of a line that may be a couplet, in code points. */
enum { COUPLET_LEAST = 32, COUPLET_MOST = 90 };

/* The length of TEXT without the marks of CLASSES at its end. */
static size_t
strip(const char *text, size_t len, unsigned classes)
{
	size_t begin;
	while (len > 0 && wordlist_before(text, len, &begin) & classes)
		len = begin;
	return len;
}

/* Digits of the three scripts: bytes of the one at TEXT, 0 if there is none. */
static size_t
digit(const char *text, size_t len)
{
	const unsigned char *u = (const unsigned char *)text;
	if (len >= 1 && u[0] >= '0' && u[0] <= '9')
		return 1;
	if (len >= 2 && ((u[0] == 0xDB && u[1] >= 0xB0 && u[1] <= 0xB9) ||
	                    (u[0] == 0xD9 && u[1] >= 0xA0 && u[1] <= 0xA9)))
		return 2;
	return 0;
}

/* The bytes of the number of an item, at most three digits, at TEXT; 0 if there is none. */
static size_t
digits(const char *text, size_t len)
{
	size_t n = 0, more, count = 0;
	while ((more = digit(text + n, len - n))) {
		n += more;
		count++;
	}
	return count <= 3 ? n : 0;
}

/* The bytes of the first word of TEXT. */
static size_t
word_at(const char *text, size_t len)
{
	const char *space = memchr(text, ' ', len < WORDLIST_MAX ? len : WORDLIST_MAX);
	return space ? (size_t)(space - text) : len;
}

/* Whether ` - ` and no digit are at TEXT. */
static bool
spaced_mark(const char *text, size_t len)
{
	size_t taken;
	return len >= 3 && text[0] == ' ' && text[2] == ' ' &&
	       wordlist_at(text + 1, 1, &taken) & WORD_MARK && !digit(text + 3, len - 3);
}

/*
 * Whether a mark follows the number of N bytes at TEXT: `۲-`, `۲-۱-`, `۲ - `, not `۲-۱ ` nor
 * a last number with its full stop.
 */
static bool
is_marked(const char *text, size_t len, size_t n)
{
	if (spaced_mark(text + n, len - n))
		return true;
	size_t taken, more = n;
	unsigned mark = 0;
	while (more > 0) {
		if (n == len || !((mark = wordlist_at(text + n, len - n, &taken)) & WORD_MARK))
			return false;
		more = digits(text + n + taken, len - n - taken);
		n += taken + more;
	}
	return n < len || !(mark & WORD_END);
}

/* Whether the line, whose first word is a label, goes on like `ماده ۲-`, `جدول شماره ۱.`. */
static bool
is_labelled(const char *text, size_t len)
{
	size_t taken, n = word_at(text, len);
	for (int words = 0; words < 2 && n < len; words++) {
		text += n + 1;
		len -= n + 1;
		size_t number = digits(text, len);
		if (number > 0)
			return is_marked(text, len, number) ||
			       (number < len && wordlist_at(text + number, len - number, &taken) & WORD_COLON);
		n = word_at(text, len);
		if (!(wordlist_classes(text, n) & WORD_LABEL))
			return false;
	}
	return false;
}

/*
 * What the line begins like. SHAPE_ITEM for a bullet, `۱-`, `(۱)`, `الف)`, `^{۱}`, a label;
 * with SHAPE_CLOSES if it may as well stand in parentheses, SHAPE_RANGE if it may be the
 * dash between two numbers. SHAPE_TIED for a word that begins no sentence.
 */
static unsigned
beginning(const char *text, size_t len)
{
	size_t n = word_at(text, len), begin, taken;
	if (wordlist_at(text, len, &taken) & WORD_BULLET && taken == n) {
		bool range = n + 1 < len && digit(text + n + 1, len - n - 1);
		return SHAPE_ITEM | (range ? SHAPE_RANGE : 0);
	}
	if (*text == '^')
		return SHAPE_ITEM;
	size_t paren = *text == '(' || *text == '[';
	size_t number = digits(text + paren, len - paren);
	char behind = paren + number < len ? text[paren + number] : '\0';
	if (number > 0 && paren)
		return behind == ')' || behind == ']' ? SHAPE_ITEM : 0;
	if (number > 0)
		return is_marked(text, len, number) ? SHAPE_ITEM | SHAPE_CLOSES : 0;
	if (n == 0 || n > WORDLIST_MAX)
		return 0;
	unsigned last = wordlist_before(text, n, &begin);
	if (last & WORD_MARK && begin > paren &&
	    wordlist_classes(text + paren, begin - paren) & WORD_LETTER)
		return SHAPE_ITEM | (paren ? 0 : SHAPE_CLOSES);
	size_t word = strip(text, n, WORD_END | WORD_COLON | WORD_PAUSE | WORD_CLOSE);
	unsigned classes = wordlist_classes(text, word);
	if (classes & WORD_LETTER && spaced_mark(text + n, len - n))
		return SHAPE_ITEM;
	if (classes & WORD_LABEL && (last & WORD_COLON || is_labelled(text, len)))
		return SHAPE_ITEM | SHAPE_CLOSES;
	return classes & WORD_TIED ? SHAPE_TIED : 0;
}

/* The bytes of the digit that ends at LEN, 0 if none does. */
static size_t
digit_before(const char *text, size_t len)
{
	if (len >= 1 && digit(text + len - 1, 1))
		return 1;
	return len >= 2 ? digit(text + len - 2, 2) : 0;
}

/* The length of TEXT without the mark of a footnote at its end: `^۲`, `^{۱۲}`, `[۳]`, `.۲`. */
static size_t
without_note(const char *text, size_t len)
{
	size_t n, begin;
	if (wordlist_before(text, len, &begin) & WORD_NOTE)
		return strip(text, begin, WORD_NOTE);
	bool brace = text[len - 1] == '}', bracket = text[len - 1] == ']';
	size_t end = len - (brace || bracket), start = end;
	while ((n = digit_before(text, start)))
		start -= n;
	start = strip(text, start, WORD_NOTE);
	if (start == end || start == 0)
		return len;
	if (brace)
		return start >= 2 && memcmp(text + start - 2, "^{", 2) == 0 ? start - 2 : len;
	if (bracket)
		return text[start - 1] == '[' ? start - 1 : len;
	if (text[start - 1] == '^')
		return start - 1;
	bool ends = wordlist_before(text, start, &begin) & WORD_END;
	return ends && !digit_before(text, begin) ? start : len;
}

/* What the end of the line says. */
static unsigned
ending(const char *text, size_t len)
{
	size_t begin, end = strip(text, without_note(text, len), WORD_CLOSE);
	if (end == 0)
		return 0;
	unsigned class = wordlist_before(text, end, &begin), flags = 0;
	if (class & WORD_END)
		return SHAPE_ENDS;
	if (class & WORD_COLON)
		return SHAPE_COLON;
	if (end < len)
		return 0;
	if (class & WORD_PAUSE)
		return SHAPE_PAUSE;
	if (class & WORD_HYPHEN && begin > 0 && (unsigned char)text[begin - 1] >= 0x40)
		flags |= SHAPE_HYPHEN;
	size_t word = len;
	while (word > 0 && len - word <= WORDLIST_MAX && text[word - 1] != ' ')
		word--;
	unsigned classes = wordlist_classes(text + word, len - word);
	bool open = classes & WORD_OPEN || wordlist_tail(text + word, len - word);
	bool number = classes & WORD_NUMBER || digit_before(text, len);
	return flags | (open ? SHAPE_OPEN : 0) | (number ? SHAPE_NUMBER : 0);
}

/* The last two letters of a line, for rhymes. */
static uint32_t
last_letters(const char *text, size_t len)
{
	size_t begin;
	while (len > 0 && wordlist_before(text, len, &begin) & ~(unsigned)(WORD_LETTER | WORD_OPEN))
		len = begin;
	uint32_t letters = 0;
	for (size_t i = len < 4 ? 0 : len - 4; i < len; i++)
		letters = letters << 8 | (unsigned char)text[i];
	return letters;
}

/* Whether a word near the middle of the line ends like the line: two rhyming halves. */
static bool
rhymes_inside(const char *text, size_t len)
{
	for (size_t at = len * 2 / 5; at < len * 3 / 5; at++)
		if (text[at] == ' ' && at > 4 && memcmp(text + at - 4, text + len - 4, 4) == 0)
			return true;
	return false;
}

/* Bit i of each is byte i of a block. */
struct marks {
	uint64_t point; /* the first byte of a code point */
	uint64_t space;
	uint64_t digit; /* the first byte of a digit */
	uint64_t cell;  /* a tab or a bar */
	uint64_t open, close; /* parentheses and brackets */
};

#ifdef __SSE2__
static inline __m128i
in_range(__m128i x, int from, int to)
{
	__m128i low = _mm_set1_epi8((char)from), high = _mm_set1_epi8((char)to);
	return _mm_and_si128(
	    _mm_cmpeq_epi8(_mm_max_epu8(x, low), x), _mm_cmpeq_epi8(_mm_min_epu8(x, high), x));
}

/* The marks of the BLOCK bytes at TEXT, one more of which can be read. */
static struct marks
marks_of(const char *text)
{
	struct marks m = {0};
	for (int i = 0; i < BLOCK; i += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(text + i));
		__m128i next = _mm_loadu_si128((const __m128i *)(text + i + 1));
		__m128i arabic = _mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xD9));
		__m128i persian = _mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xDB));
		__m128i digit = _mm_or_si128(in_range(x, '0', '9'),
		    _mm_or_si128(_mm_and_si128(arabic, in_range(next, 0xA0, 0xA9)),
		        _mm_and_si128(persian, in_range(next, 0xB0, 0xB9))));
		__m128i cell = _mm_or_si128(
		    _mm_cmpeq_epi8(x, _mm_set1_epi8('\t')), _mm_cmpeq_epi8(x, _mm_set1_epi8('|')));
		__m128i space = _mm_cmpeq_epi8(x, _mm_set1_epi8(' '));
		__m128i point = _mm_cmpgt_epi8(x, _mm_set1_epi8((char)0xBF));
		m.point |= (uint64_t)(unsigned)_mm_movemask_epi8(point) << i;
		m.space |= (uint64_t)(unsigned)_mm_movemask_epi8(space) << i;
		m.digit |= (uint64_t)(unsigned)_mm_movemask_epi8(digit) << i;
		m.cell |= (uint64_t)(unsigned)_mm_movemask_epi8(cell) << i;
		__m128i open = _mm_or_si128(
		    _mm_cmpeq_epi8(x, _mm_set1_epi8('(')), _mm_cmpeq_epi8(x, _mm_set1_epi8('[')));
		__m128i close = _mm_or_si128(
		    _mm_cmpeq_epi8(x, _mm_set1_epi8(')')), _mm_cmpeq_epi8(x, _mm_set1_epi8(']')));
		m.open |= (uint64_t)(unsigned)_mm_movemask_epi8(open) << i;
		m.close |= (uint64_t)(unsigned)_mm_movemask_epi8(close) << i;
	}
	return m;
}
#else
static struct marks
marks_of(const char *text)
{
	struct marks m = {0};
	for (int i = 0; i < BLOCK; i++) {
		m.point |= (uint64_t)(((unsigned char)text[i] & 0xC0) != 0x80) << i;
		m.space |= (uint64_t)(text[i] == ' ') << i;
		m.digit |= (uint64_t)(digit(text + i, 2) > 0) << i;
		m.cell |= (uint64_t)(text[i] == '\t' || text[i] == '|') << i;
		m.open |= (uint64_t)(text[i] == '(' || text[i] == '[') << i;
		m.close |= (uint64_t)(text[i] == ')' || text[i] == ']') << i;
	}
	return m;
}
#endif

/* Whether a sentence ends with the LEN bytes at TEXT, more than an abbreviation. */
static bool
sentence_ends(const char *text, size_t len)
{
	if (!wordlist_may_end(text[len - 1]))
		return false;
	size_t ignored, end = strip(text, len, WORD_CLOSE);
	return end > 2 && text[end - 2] != ' ' && wordlist_before(text, end, &ignored) & WORD_END;
}

/* Goes through the words of a line and sets what they show. */
static void
measure(struct shape *s, const char *text, size_t len)
{
	size_t points = 0, numbers = 0, count = 0, first = len;
	bool unclosed = false;
	uint64_t last = 1ull << (BLOCK - 1); /* the spaces of the block before: one stands there */
	for (size_t at = 0; at < len; at += BLOCK) {
		char rest[BLOCK + 1] = {0};
		size_t here = len - at < BLOCK ? len - at : BLOCK;
		const char *block = text + at;
		if (len - at <= BLOCK)
			block = memcpy(rest, text + at, here);
		uint64_t all = here < BLOCK ? (1ull << here) - 1 : ~0ull;
		struct marks m = marks_of(block);
		uint64_t after = m.space << 1 | last >> (BLOCK - 1);
		uint64_t starts = ~m.space & after & all, ends = m.space & ~after;
		uint64_t wide = m.space & after & (m.space << 2 | last >> (BLOCK - 2)) &
		                (m.space << 3 | last >> (BLOCK - 3));
		points += (size_t)__builtin_popcountll(m.point & all);
		count += (size_t)__builtin_popcountll(starts);
		numbers += (size_t)__builtin_popcountll(starts & m.digit);
		if (m.cell || wide)
			s->flags |= SHAPE_TABLE;
		if (m.open || m.close)
			unclosed = m.open > m.close;
		for (; ends; ends &= ends - 1) {
			size_t end = at + (size_t)__builtin_ctzll(ends);
			first = first < end ? first : end;
			if (sentence_ends(text, end))
				s->flags |= SHAPE_INSIDE;
		}
		last = m.space;
	}
	s->first = (uint16_t)utf8_count(text, first);
	s->words = (uint16_t)count;
	s->flags |= unclosed ? SHAPE_UNCLOSED : 0;
	s->width = (uint16_t)(points > SHAPE_WIDE ? SHAPE_WIDE + 1 : points);
	/* A last number of a paragraph may stand alone, but with a mark. */
	bool alone = numbers == count && !(s->flags & SHAPE_ENDS) &&
	             strip(text, len, WORD_CLOSE) == len;
	if (alone || (numbers >= 3 && 2 * numbers > count))
		s->flags |= SHAPE_TABLE;
}

struct shape
shape_of(const char *text, size_t len)
{
	struct shape s = {0};
	size_t taken;
	len = strip(text, len, WORD_BLANK);
	while (len > 0 && wordlist_at(text, len, &taken) & WORD_BLANK) {
		s.indent += *text == '\t' ? TAB : *text == ' ';
		if (s.indent > SHAPE_WIDE)
			s.indent = SHAPE_WIDE;
		text += taken;
		len -= taken;
	}
	if (len == 0)
		return s;
	s.flags = (uint16_t)(ending(text, len) | beginning(text, len));
	if (len > (size_t)UTF8_MAX * SHAPE_WIDE) {
		s.width = SHAPE_WIDE + 1;
		s.words = SHAPE_WIDE;
		return s;
	}
	measure(&s, text, len);
	s.end = last_letters(text, len);
	s.width = (uint16_t)(s.width + s.indent > SHAPE_WIDE ? SHAPE_WIDE + 1 : s.width + s.indent);
	if (s.width >= COUPLET_LEAST && s.width <= COUPLET_MOST && rhymes_inside(text, len))
		s.flags |= SHAPE_RHYMES;
	return s;
}
