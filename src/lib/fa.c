/* fa: see fa.h */
#include "lib/fa.h"

#include <stdint.h>
#include <string.h>

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

enum { RANGES = 3, STEP = 16 };

/* The ranges of a conversion, and the same as vectors. */
struct search {
	int count;
	struct range ranges[RANGES];
#ifdef __SSE2__
	struct {
		__m128i lead, any_lead, first, span;
	} vectors[RANGES];
#endif
};

static void
add_range(struct search *s, unsigned char lead, unsigned char first, unsigned char last)
{
	struct range r = {lead, first, (unsigned char)(last - first)};
#ifdef __SSE2__
	s->vectors[s->count].lead = _mm_set1_epi8((char)lead);
	s->vectors[s->count].any_lead = _mm_set1_epi8(lead == 0 ? -1 : 0);
	s->vectors[s->count].first = _mm_set1_epi8((char)first);
	s->vectors[s->count].span = _mm_set1_epi8((char)r.span);
#endif
	s->ranges[s->count++] = r;
}

/* What may change on the way to D's script. */
static void
search_init(struct search *s, const struct fa_digits *d)
{
	s->count = 0;
	if (d->script != FA_ASCII)
		add_range(s, 0, '0', '9');
	if (d->script != FA_ASCII && d->separators)
		add_range(s, 0, '%', '.');
	if (d->script != FA_ARABIC)
		add_range(s, ARABIC_LEAD, ARABIC_ZERO,
		    d->script == FA_ASCII && d->separators ? THOUSANDS : ARABIC_ZERO + 9);
	if (d->script != FA_PERSIAN)
		add_range(s, PERSIAN_LEAD, PERSIAN_ZERO, PERSIAN_ZERO + 9);
}

#ifdef __SSE2__
/* Those of BYTES that lie in the range I. */
static inline __m128i
in_range(const struct search *s, int i, __m128i before, __m128i bytes)
{
	__m128i span = s->vectors[i].span;
	__m128i offset = _mm_sub_epi8(bytes, s->vectors[i].first);
	__m128i inside = _mm_cmpeq_epi8(_mm_max_epu8(offset, span), span);
	__m128i lead = _mm_cmpeq_epi8(before, s->vectors[i].lead);
	return _mm_and_si128(inside, _mm_or_si128(lead, s->vectors[i].any_lead));
}

/* Bit i: byte i of the STEP bytes at TEXT, behind another one, lies in a range. */
static inline unsigned
candidates_of(const struct search *s, const char *text)
{
	__m128i before = _mm_loadu_si128((const __m128i *)(text - 1));
	__m128i bytes = _mm_loadu_si128((const __m128i *)text);
	__m128i any = _mm_or_si128(in_range(s, 0, before, bytes), in_range(s, 1, before, bytes));
	if (s->count > 2)
		any = _mm_or_si128(any, in_range(s, 2, before, bytes));
	return (unsigned)_mm_movemask_epi8(any);
}
#else
static inline unsigned
candidates_of(const struct search *s, const char *text)
{
	unsigned any = 0;
	for (int i = 0; i < STEP; i++)
		for (int k = 0; k < s->count; k++) {
			const struct range *r = &s->ranges[k];
			bool lead = r->lead == 0 || r->lead == (unsigned char)text[i - 1];
			bool inside = (unsigned char)((unsigned char)text[i] - r->first) <= r->span;
			any |= (unsigned)(lead && inside) << i;
		}
	return any;
}
#endif

/* The same of what is at AT in a text of LEN bytes: its beginning, or fewer than STEP at its end. */
static unsigned
candidates_at(const struct search *s, const char *text, size_t at, size_t len)
{
	char padded[1 + STEP] = {0};
	size_t before = at > 0, n = len - at < STEP ? len - at : STEP;
	memcpy(padded + 1 - before, text + at - before, n + before);
	return candidates_of(s, padded + 1);
}

/* Goes from *AT on in steps to the first that has any, which it returns; 0 if none has. */
static unsigned
next_candidates(const struct search *s, const char *text, size_t *at, size_t len)
{
	unsigned found = 0;
	for (; *at < len && !found; *at += STEP)
		found = *at > 0 && len - *at >= STEP ? candidates_of(s, text + *at)
		                                     : candidates_at(s, text, *at, len);
	return found;
}

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
	struct search search;
	search_init(&search, d);
	size_t end = last ? len : settled(d, text, len), done = 0;
	buf_reserve(out, 2 * end + 1); /* one byte becomes two at most */
	char *to = out->data + out->len;
	unsigned left;
	for (size_t behind = 0; (left = next_candidates(&search, text, &behind, end));)
		for (; left; left &= left - 1) {
			size_t at = behind - STEP + (size_t)__builtin_ctz(left);
			uint32_t point = replacement(d, text, at, len);
			if (point == 0)
				continue;
			size_t first = (unsigned char)text[at] < 0x80 ? at : at - 1;
			memcpy(to, text + done, first - done);
			to += first - done;
			to += utf8_encode(to, point);
			done = at + 1;
		}
	if (end > done)
		memcpy(to, text + done, end - done);
	out->len = (size_t)(to - out->data) + end - done;
	d->after_digit = digit_before(d, text, end);
	return end;
}
