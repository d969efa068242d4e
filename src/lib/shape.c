/* shape: see shape.h */
#include "lib/shape.h"

#include <stdbool.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "lib/utf8.h"

#include "shape_data.h"

/* Code points from here on are of no class. */
enum { CLASS_POINTS = 0x3000, WORD_SLOTS = 1024, WORD_MAX = 24, LETTER_MAX = 8, BLOCK = 64 };

/* Widths of a line that may be a couplet, in code points. */
enum { COUPLET_LEAST = 32, COUPLET_MOST = 90 };

static uint16_t classes[CLASS_POINTS];
static const struct word *slots[WORD_SLOTS];
static unsigned tail_lengths; /* bit n: there are members of WORD_TAIL of n bytes */
static bool may_tail[256];    /* last bytes of those */
static bool may_end[256];     /* last bytes of the marks that end a sentence, or stand behind */
static bool ready;

/* In Persian, the second byte of a letter tells more than the first. */
static unsigned
hash(const char *text, size_t len)
{
	const unsigned char *u = (const unsigned char *)text;
	unsigned h = (unsigned)len * 67 + u[len - 1] * 5u + u[len / 2 | (len > 1)] * 19u;
	return (h + u[len > 1] * 131u) % WORD_SLOTS;
}

/* Whether the LEN bytes at TEXT are a member of CLASS. */
static bool
is_word(const char *text, size_t len, unsigned class)
{
	if (len == 0 || len > WORD_MAX)
		return false;
	for (unsigned at = hash(text, len); slots[at]; at = (at + 1) % WORD_SLOTS)
		if (slots[at]->class == class && slots[at]->len == len &&
		    memcmp(slots[at]->text, text, len) == 0)
			return true;
	return false;
}

/* Sorts the members that the build made of words.tsv into the tables. */
static void
prepare(void)
{
	for (const struct word *w = words; w->text; w++) {
		uint32_t point;
		size_t n = utf8_decode(w->text, w->len, &point);
		if (n == w->len && point < CLASS_POINTS)
			classes[point] |= (uint16_t)w->class;
		if (w->class == WORD_TAIL) {
			tail_lengths |= 1u << w->len;
			may_tail[(unsigned char)w->text[w->len - 1]] = true;
		}
		if (w->class & (WORD_END | WORD_CLOSE))
			may_end[(unsigned char)w->text[w->len - 1]] = true;
		unsigned at = hash(w->text, w->len);
		while (slots[at])
			at = (at + 1) % WORD_SLOTS;
		slots[at] = w;
	}
	ready = true;
}

/* The classes of the code point at TEXT, and in *TAKEN its bytes. */
static inline unsigned
class_at(const char *text, size_t len, size_t *taken)
{
	const unsigned char *u = (const unsigned char *)text;
	*taken = 1;
	if (u[0] < 0x80)
		return classes[u[0]];
	uint32_t point;
	size_t n = utf8_decode(text, len, &point);
	if (n == 0)
		return 0;
	*taken = n;
	return point < CLASS_POINTS ? classes[point] : 0;
}

/* Where the code point before END begins. */
static size_t
before(const char *text, size_t end)
{
	size_t at = end - 1;
	while (at > 0 && end - at < UTF8_MAX && ((unsigned char)text[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* The classes of the last code point of the LEN bytes at TEXT. */
static unsigned
class_before(const char *text, size_t len, size_t *begin)
{
	const unsigned char *end = (const unsigned char *)text + len;
	if (len >= 2 && end[-1] >= 0x80 && end[-1] < 0xC0 && end[-2] >= 0xC2 && end[-2] < 0xE0) {
		*begin = len - 2;
		return classes[(end[-2] & 0x1F) << 6 | (end[-1] & 0x3F)];
	}
	size_t taken;
	*begin = before(text, len);
	return class_at(text + *begin, len - *begin, &taken);
}

/* The end of TEXT without closing marks. */
static size_t
without_close(const char *text, size_t len)
{
	size_t begin;
	while (len > 0 && class_before(text, len, &begin) & WORD_CLOSE)
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

static size_t
digits(const char *text, size_t len)
{
	size_t n = 0, more;
	while ((more = digit(text + n, len - n)))
		n += more;
	return n;
}

/* Whether the line begins like an item: a bullet, `۱-`, `(۱)`, `الف)`, `^{۱}`. */
static bool
is_item(const char *text, size_t len)
{
	size_t taken, n = 0;
	unsigned class = class_at(text, len, &taken);
	if (class & WORD_BULLET && (taken == len || text[taken] == ' '))
		return true;
	if (*text == '^')
		return true;
	bool paren = *text == '(' || *text == '[';
	text += paren;
	len -= paren;
	n = digits(text, len);
	bool number = n > 0;
	if (!number) {
		while (n < len && n <= LETTER_MAX && !(class_at(text + n, len - n, &taken) & WORD_MARK) &&
		       text[n] != ' ')
			n += taken;
		if (n == len || text[n] == ' ' || !is_word(text, n, WORD_LETTER))
			return false;
	}
	if (n == len)
		return false;
	if (paren)
		return text[n] == ')' || text[n] == ']';
	if (!(class_at(text + n, len - n, &taken) & WORD_MARK))
		return false;
	n += taken;
	if (number && n < len && digit(text + n, len - n))
		return is_item(text + n, len - n);
	return number || n == len || text[n] == ' ';
}

/* What the end of the line says. */
static unsigned
ending(const char *text, size_t len)
{
	size_t begin, end = without_close(text, len);
	if (end == 0)
		return 0;
	unsigned class = class_before(text, end, &begin), flags = 0;
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
	while (word > 0 && len - word <= WORD_MAX && text[word - 1] != ' ')
		word--;
	if (is_word(text + word, len - word, WORD_OPEN))
		return flags | SHAPE_OPEN;
	for (size_t n = 1; may_tail[(unsigned char)text[len - 1]] && n < len - word && tail_lengths >> n; n++)
		if (tail_lengths >> n & 1 && is_word(text + len - n, n, WORD_TAIL))
			return flags | SHAPE_OPEN;
	return flags;
}

/* Whether the first word of the line begins no sentence. */
static bool
is_tied(const char *text, size_t len)
{
	const char *space = memchr(text, ' ', len < WORD_MAX ? len : WORD_MAX);
	size_t begin, n = space ? (size_t)(space - text) : len;
	if (n == 0 || n > WORD_MAX)
		return false;
	unsigned mark = WORD_END | WORD_COLON | WORD_PAUSE | WORD_CLOSE;
	while (n > 0 && class_before(text, n, &begin) & mark)
		n = begin;
	return is_word(text, n, WORD_TIED);
}

/* The last two letters of a line, for rhymes. */
static uint32_t
last_letters(const char *text, size_t len)
{
	size_t begin;
	while (len > 0 && class_before(text, len, &begin) & ~(unsigned)(WORD_LETTER | WORD_OPEN))
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
	}
	return m;
}
#endif

/* Whether a sentence ends with the LEN bytes at TEXT, more than an abbreviation. */
static bool
sentence_ends(const char *text, size_t len)
{
	if (!may_end[(unsigned char)text[len - 1]])
		return false;
	size_t ignored, end = without_close(text, len);
	return end > 2 && text[end - 2] != ' ' && class_before(text, end, &ignored) & WORD_END;
}

/* Goes through the words of a line and sets what they show. */
static void
measure(struct shape *s, const char *text, size_t len)
{
	size_t points = 0, numbers = 0, count = 0, first = len;
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
	s->width = (uint16_t)(points > SHAPE_WIDE ? SHAPE_WIDE + 1 : points);
	if (numbers == count || (numbers >= 3 && 2 * numbers > count))
		s->flags |= SHAPE_TABLE;
}

struct shape
shape_of(const char *text, size_t len)
{
	struct shape s = {0};
	if (!ready)
		prepare();
	while (len > 0 && text[len - 1] == ' ')
		len--;
	while (s.indent < len && text[s.indent] == ' ' && s.indent < SHAPE_WIDE)
		s.indent++;
	text += s.indent;
	len -= s.indent;
	s.flags = (uint16_t)ending(text, len);
	if (is_item(text, len))
		s.flags |= SHAPE_ITEM;
	else if (is_tied(text, len))
		s.flags |= SHAPE_TIED;
	if (len > (size_t)UTF8_MAX * SHAPE_WIDE) {
		s.width = SHAPE_WIDE + 1;
		s.words = SHAPE_WIDE;
		return s;
	}
	measure(&s, text, len);
	s.end = last_letters(text, len);
	if (s.width >= COUPLET_LEAST && s.width <= COUPLET_MOST && rhymes_inside(text, len))
		s.flags |= SHAPE_RHYMES;
	s.width = (uint16_t)(s.width + s.indent > SHAPE_WIDE ? SHAPE_WIDE + 1 : s.width + s.indent);
	return s;
}
