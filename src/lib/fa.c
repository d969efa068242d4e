/* fa: see fa.h */
#include "lib/fa.h"

#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "lib/buf.h"
#include "lib/utf8.h"

/* Lead bytes of the Arabic (U+0660..) and Persian (U+06F0..) digits, and where they begin. */
enum { ARABIC_LEAD = 0xD9, ARABIC_ZERO = 0xA0, PERSIAN_LEAD = 0xDB, PERSIAN_ZERO = 0xB0 };

/* Second bytes of U+066A..U+066C. */
enum { PERCENT = 0xAA, DECIMAL = 0xAB, THOUSANDS = 0xAC };

/* Bytes FIRST..FIRST+SPAN behind LEAD (0: behind any) may have to change. */
struct range {
	unsigned char lead, first, span;
};

enum { RANGES = 3 };

/* The ranges that may change on the way to D's script; unused ones repeat the first. */
static void
set_ranges(struct range *r, const struct fa_digits *d)
{
	const struct range ascii = {0, '0', 9}, signs = {0, '%', '.' - '%'};
	const struct range arabic = {ARABIC_LEAD, ARABIC_ZERO, 9};
	const struct range arabic_signs = {ARABIC_LEAD, ARABIC_ZERO, THOUSANDS - ARABIC_ZERO};
	const struct range persian = {PERSIAN_LEAD, PERSIAN_ZERO, 9};
	r[0] = d->script == FA_PERSIAN ? arabic : persian;
	r[1] = d->script != FA_ASCII ? ascii : d->separators ? arabic_signs : arabic;
	r[2] = d->script != FA_ASCII && d->separators ? signs : r[0];
}

static bool
in_range(const struct range *r, unsigned char before, unsigned char byte)
{
	return (r->lead == 0 || r->lead == before) && (unsigned char)(byte - r->first) <= r->span;
}

static size_t
next_plain(const struct range *r, const char *text, size_t at, size_t len)
{
	for (; at < len; at++) {
		unsigned char before = at > 0 ? (unsigned char)text[at - 1] : 0;
		for (int i = 0; i < RANGES; i++)
			if (in_range(&r[i], before, (unsigned char)text[at]))
				return at;
	}
	return len;
}

#ifdef __SSE2__
/* A bit for each of the 16 bytes at TEXT that lies in R; the byte before TEXT is read too. */
static __m128i
range_mask(const struct range *r, __m128i before, __m128i bytes)
{
	__m128i span = _mm_set1_epi8((char)r->span);
	__m128i offset = _mm_sub_epi8(bytes, _mm_set1_epi8((char)r->first));
	__m128i inside = _mm_cmpeq_epi8(_mm_max_epu8(offset, span), span);
	if (r->lead != 0)
		inside = _mm_and_si128(inside, _mm_cmpeq_epi8(before, _mm_set1_epi8((char)r->lead)));
	return inside;
}

/* The first byte from AT on that lies in a range, LEN if there is none. */
static size_t
next_candidate(const struct range *r, const char *text, size_t at, size_t len)
{
	if (at == 0) {
		at = next_plain(r, text, 0, len > 0);
		if (at < (len > 0))
			return at;
	}
	for (; at + 16 <= len; at += 16) {
		__m128i before = _mm_loadu_si128((const __m128i *)(text + at - 1));
		__m128i bytes = _mm_loadu_si128((const __m128i *)(text + at));
		__m128i any = range_mask(&r[0], before, bytes);
		any = _mm_or_si128(any, range_mask(&r[1], before, bytes));
		any = _mm_or_si128(any, range_mask(&r[2], before, bytes));
		unsigned mask = (unsigned)_mm_movemask_epi8(any);
		if (mask != 0)
			return at + (size_t)__builtin_ctz(mask);
	}
	return next_plain(r, text, at, len);
}
#else
#define next_candidate next_plain
#endif

/* The value of the digit whose first byte is at TEXT, LEN bytes being there; -1 if none. */
static int
digit_value(const char *text, size_t len)
{
	unsigned char first = len > 0 ? (unsigned char)text[0] : 0;
	unsigned char second = len > 1 ? (unsigned char)text[1] : 0;
	unsigned value = first == ARABIC_LEAD    ? second - ARABIC_ZERO
	                 : first == PERSIAN_LEAD ? second - PERSIAN_ZERO
	                                         : first - '0';
	return value < 10 ? (int)value : -1;
}

/* Whether a digit ends right before TEXT + AT. */
static bool
digit_before(const struct fa_digits *d, const char *text, size_t at)
{
	if (at == 0)
		return d->after_digit;
	return (text[at - 1] >= '0' && text[at - 1] <= '9') ||
	       (at >= 2 && (unsigned char)text[at - 1] >= 0x80 && digit_value(text + at - 2, 2) >= 0);
}

/* What the ASCII sign at TEXT + AT becomes among other digits: a code point, 0 if it stays. */
static uint32_t
sign_of_script(const struct fa_digits *d, const char *text, size_t at, size_t len)
{
	char sign = text[at];
	if ((sign != '.' && sign != ',' && sign != '%') || !digit_before(d, text, at))
		return 0;
	if (sign == '%')
		return 0x66A;
	if (digit_value(text + at + 1, len - at - 1) < 0)
		return 0;
	return sign == '.' ? 0x66B : 0x66C;
}

/*
 * What stands in place of the byte at TEXT + AT, which lies in a range, and the byte
 * before it where that is its lead: a code point, 0 if it stays.
 */
static uint32_t
replacement(const struct fa_digits *d, const char *text, size_t at, size_t len)
{
	unsigned char byte = (unsigned char)text[at];
	if (byte < 0x80) {
		int digit = digit_value(text + at, 1);
		return digit >= 0 ? d->script + (uint32_t)digit : sign_of_script(d, text, at, len);
	}
	int digit = digit_value(text + at - 1, 2);
	if (digit >= 0)
		return d->script + (uint32_t)digit;
	return byte == PERCENT ? '%' : byte == DECIMAL ? '.' : ',';
}

/* How much of TEXT does not depend on bytes to come. */
static size_t
settled(const struct fa_digits *d, const char *text, size_t len)
{
	size_t n = len;
	for (size_t back = 1; back < UTF8_MAX && back <= len; back++) {
		unsigned char c = (unsigned char)text[len - back];
		if ((c & 0xC0) == 0x80)
			continue;
		size_t whole = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
		if (whole > back)
			n = len - back;
		break;
	}
	if (n > 0 && d->separators && (text[n - 1] == '.' || text[n - 1] == ','))
		n--;
	return n;
}

size_t
fa_digits(struct fa_digits *d, struct buf *out, const char *text, size_t len, bool last)
{
	struct range ranges[RANGES];
	set_ranges(ranges, d);
	size_t end = last ? len : settled(d, text, len);
	size_t done = 0;
	for (size_t at = 0; (at = next_candidate(ranges, text, at, end)) < end; at++) {
		uint32_t point = replacement(d, text, at, len);
		if (point == 0)
			continue;
		char encoded[UTF8_MAX];
		size_t first = (unsigned char)text[at] < 0x80 ? at : at - 1;
		buf_add(out, text + done, first - done);
		buf_add(out, encoded, utf8_encode(encoded, point));
		done = at + 1;
	}
	buf_add(out, text + done, end - done);
	d->after_digit = digit_before(d, text, end);
	return end;
}
