/* sentence: see sentence.h */
#include "lib/sentence.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "lib/glyph.h"
#include "lib/lexicon.h"
#include "lib/utf8.h"

enum { WAW = 0x648 }; /* و, that joins the last item of a list */
enum { ABBREVIATION_MAX = 40 }; /* bytes of the longest word that is looked up */

/* The code point at AT, 0 at the end. */
static uint32_t
point_at(const char *text, size_t len, size_t at)
{
	uint32_t point = 0;
	if (at < len && utf8_decode(text + at, len - at, &point) == 0)
		return 0xFFFD;
	return point;
}

/* The code point that ends before AT, 0 at the beginning; its offset in *START. */
static uint32_t
point_before(const char *text, size_t at, size_t *start)
{
	if (at == 0)
		return 0;
	*start = utf8_before(text, at);
	return point_at(text, at, *start);
}

static bool
is_digit(uint32_t point)
{
	return (point >= '0' && point <= '9') || (point >= 0x660 && point <= 0x669) ||
	       (point >= 0x6F0 && point <= 0x6F9);
}

static bool
is_latin(uint32_t point)
{
	return (point | 0x20) >= 'a' && (point | 0x20) <= 'z';
}

static bool
is_letter(uint32_t point)
{
	return is_latin(point) ||
	       (point >= 0x620 && point <= 0x6D3 && !is_digit(point) && point != 0x66A && point != 0x66B &&
	           point != 0x66C && point != 0x66D) ||
	       point == 0x200C || point == 0x200D;
}

static bool
is_space(uint32_t point)
{
	return point == ' ' || point == '\t' || point == '\r' || point == 0xA0 || point == 0x2028;
}

/* What closes a sentence together with its full stop. */
static bool
is_closer(uint32_t point)
{
	return point == '"' || point == '\'' || point == ')' || point == ']' || point == 0xBB ||
	       point == 0x201D || point == 0x2019;
}

/* Whether the word that ends before AT is short for another. */
static bool
is_abbreviated(const struct lexicon *lexicon, struct glyphs *word, const char *text, size_t at)
{
	size_t start = at, from = at;
	uint32_t point, letters = 0;
	while ((point = point_before(text, start, &from)) != 0 && is_letter(point)) {
		start = from;
		letters += point != 0x200C && point != 0x200D && point != 0x640; /* هـ. and ه‍. */
	}
	if (letters <= 1)
		return letters == 1;
	if (at - start > ABBREVIATION_MAX)
		return false;
	uint32_t symbol;
	glyphs_read(word, text + start, at - start);
	return lexicon_match(lexicon, word->list, word->count, &symbol, NULL) == word->count &&
	       lexicon_code(lexicon, symbol, "abbreviation");
}

/* Whether digits that end before AT number a list item: at the head, or behind : ، ؛ */
static bool
is_item(const char *text, size_t at)
{
	size_t start = at, from = at, digits = 0;
	uint32_t point;
	while (is_digit(point = point_before(text, start, &from))) {
		start = from;
		digits++;
	}
	if (digits == 0 || digits > 2)
		return false;
	bool joined = false;
	while (is_space(point = point_before(text, start, &from)) || point == '-' || point == '*' ||
	       (point == WAW && !joined)) {
		joined |= point == WAW;
		start = from;
	}
	return (joined && point == ')') || point == 0 || point == ':' || point == 0x60C || point == 0x61B || point == '(';
}

static bool
full_stop_ends(const struct lexicon *lexicon, struct glyphs *scratch, const char *text, size_t len,
    size_t at)
{
	size_t from;
	uint32_t before = point_before(text, at, &from), next = point_at(text, len, at + 1);
	bool leader = at >= 3 && memcmp(text + at - 3, "...", 3) == 0; /* of a table of contents */
	if (leader || next == '.' || is_latin(next) || next == '/' || (is_digit(next) && is_digit(before)))
		return false;
	if (is_space(before) && is_space(next) && is_digit(point_before(text, from, &from)) &&
	    is_digit(point_at(text, len, at + 2)))
		return false;
	return !is_item(text, at) && !is_abbreviated(lexicon, scratch, text, at);
}

/* The offset behind the quotes, brackets and footnote marks at AT. */
static size_t
pass_closers(const char *text, size_t len, size_t at)
{
	for (;;) {
		uint32_t point = point_at(text, len, at);
		if (at < len && (text[at] == '.' || text[at] == '!' || text[at] == '?' || is_closer(point))) {
			at += point < 0x80 ? 1 : point < 0x800 ? 2 : 3;
		} else if (point == 0x61F) {
			at += 2;
		} else if (point == '^') {
			at++;
			bool braces = point_at(text, len, at) == '{';
			at += braces;
			while (is_digit(point = point_at(text, len, at)))
				at += point < 0x80 ? 1 : 2;
			at += braces && point == '}';
		} else {
			return at;
		}
	}
}

/* The offset from AT on of the next byte that may be of . ! ? or ؟, LEN if there is none. */
static size_t
next_stop(const char *text, size_t len, size_t at)
{
#ifdef __SSE2__
	const __m128i dot = _mm_set1_epi8('.'), bang = _mm_set1_epi8('!');
	const __m128i mark = _mm_set1_epi8('?'), arabic = _mm_set1_epi8((char)0x9F);
	for (; len - at >= 16; at += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(text + at));
		__m128i found = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(x, dot), _mm_cmpeq_epi8(x, bang)),
		    _mm_or_si128(_mm_cmpeq_epi8(x, mark), _mm_cmpeq_epi8(x, arabic)));
		unsigned bits = (unsigned)_mm_movemask_epi8(found);
		if (bits)
			return at + (size_t)__builtin_ctz(bits);
	}
#endif
	while (at < len && text[at] != '.' && text[at] != '!' && text[at] != '?' &&
	       (unsigned char)text[at] != 0x9F)
		at++;
	return at;
}

size_t
sentence_length(const struct lexicon *lexicon, struct glyphs *scratch, const char *text, size_t len)
{
	for (size_t at = 0; (at = next_stop(text, len, at)) < len; at++) {
		/* ؟ is D8 9F. */
		if ((unsigned char)text[at] == 0x9F && (at == 0 || (unsigned char)text[at - 1] != 0xD8))
			continue;
		if (text[at] == '.' && !full_stop_ends(lexicon, scratch, text, len, at))
			continue;
		return pass_closers(text, len, at + 1);
	}
	return len;
}
