/* utf8: see utf8.h */
#include "lib/utf8.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Bytes that utf8_valid() looks at in one go. */
enum { BLOCK = 64 };

static bool
is_tail(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

size_t
utf8_decode(const char *text, size_t len, uint32_t *point)
{
	const unsigned char *s = (const unsigned char *)text;
	if (s[0] < 0x80) {
		*point = s[0];
		return 1;
	}
	if (s[0] < 0xC2 || len < 2 || !is_tail(text[1]))
		return 0;
	if (s[0] < 0xE0) {
		*point = (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
		return 2;
	}
	if (len < 3 || !is_tail(text[2]))
		return 0;
	if (s[0] < 0xF0) {
		if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F))
			return 0;
		*point = (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
		return 3;
	}
	if (s[0] > 0xF4 || len < 4 || !is_tail(text[3]))
		return 0;
	if ((s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F))
		return 0;
	*point = (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 |
	         (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
	return 4;
}

size_t
utf8_encode(char *out, uint32_t point)
{
	if (point < 0x80) {
		out[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		out[0] = (char)(0xC0 | point >> 6);
		out[1] = (char)(0x80 | (point & 0x3F));
		return 2;
	}
	if (point < 0x10000) {
		out[0] = (char)(0xE0 | point >> 12);
		out[1] = (char)(0x80 | (point >> 6 & 0x3F));
		out[2] = (char)(0x80 | (point & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | point >> 18);
	out[1] = (char)(0x80 | (point >> 12 & 0x3F));
	out[2] = (char)(0x80 | (point >> 6 & 0x3F));
	out[3] = (char)(0x80 | (point & 0x3F));
	return 4;
}

#ifdef __SSE2__
/* Bit i of each mask is byte i of a block: */
struct masks {
	uint64_t high;  /* 80..FF */
	uint64_t tail;  /* 80..BF */
	uint64_t three; /* E0..FF */
	uint64_t hard;  /* leads whose second byte is not just any tail: C0 C1 E0 ED F0..FF */
};

static struct masks
masks_of(const char *text)
{
	struct masks m = {0};
	for (int i = 0; i < BLOCK; i += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(text + i));
		__m128i e0 = _mm_set1_epi8((char)0xE0), f0 = _mm_set1_epi8((char)0xF0);
		__m128i hard = _mm_cmpeq_epi8(_mm_max_epu8(x, f0), x);
		hard = _mm_or_si128(hard, _mm_cmpeq_epi8(x, e0));
		hard = _mm_or_si128(hard, _mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xED)));
		__m128i pair = _mm_and_si128(x, _mm_set1_epi8((char)0xFE));
		hard = _mm_or_si128(hard, _mm_cmpeq_epi8(pair, _mm_set1_epi8((char)0xC0)));
		__m128i three = _mm_cmpeq_epi8(_mm_max_epu8(x, e0), x);
		__m128i tail = _mm_cmplt_epi8(x, _mm_set1_epi8((char)0xC0));
		m.high |= (uint64_t)(unsigned)_mm_movemask_epi8(x) << i;
		m.tail |= (uint64_t)(unsigned)_mm_movemask_epi8(tail) << i;
		m.three |= (uint64_t)(unsigned)_mm_movemask_epi8(three) << i;
		m.hard |= (uint64_t)(unsigned)_mm_movemask_epi8(hard) << i;
	}
	return m;
}

/*
 * How many of the BLOCK bytes at TEXT are whole characters, if all of them are plain
 * ones of one to three bytes; 0 if they have to be looked at singly.
 */
static size_t
valid_block(const char *text)
{
	struct masks m = masks_of(text);
	uint64_t lead = m.high & ~m.tail;
	if (m.hard != 0 || m.tail != (lead << 1 | m.three << 2))
		return 0;
	if (lead >> (BLOCK - 1))
		return BLOCK - 1;
	return m.three >> (BLOCK - 2) ? BLOCK - 2 : BLOCK;
}
/*
 * How much of TEXT from AT on, a character's beginning behind at least 2 bytes, is whole
 * plain characters as above; looks at BLOCK bytes at a time and stops where one is else.
 * A byte is right if it is a tail just where the one before is a lead, or the one before
 * that a lead of three.
 */
static size_t
valid_run(const char *text, size_t at, size_t len)
{
	const __m128i c0 = _mm_set1_epi8((char)0xC0), c1 = _mm_set1_epi8((char)0xC1);
	const __m128i e0 = _mm_set1_epi8((char)0xE0), df = _mm_set1_epi8((char)0xDF);
	const __m128i ed = _mm_set1_epi8((char)0xED), ef = _mm_set1_epi8((char)0xEF);
	const __m128i zero = _mm_setzero_si128(), one = _mm_set1_epi8(1);
	for (; at + BLOCK <= len; at += BLOCK) {
		/* MOST shows bytes from F0 on, LEAST, counted from C0 on, C0 and C1. */
		__m128i wrong = zero, most = zero, least = _mm_cmpeq_epi8(zero, zero);
		for (const char *t = text + at; t < text + at + BLOCK; t += 16) {
			__m128i x = _mm_loadu_si128((const __m128i *)t);
			__m128i lead = _mm_subs_epu8(_mm_loadu_si128((const __m128i *)(t - 1)), c1);
			__m128i three = _mm_subs_epu8(_mm_loadu_si128((const __m128i *)(t - 2)), df);
			__m128i no_tail = _mm_cmpeq_epi8(_mm_or_si128(lead, three), zero);
			__m128i tail = _mm_cmplt_epi8(x, c0);
			wrong = _mm_or_si128(wrong, _mm_cmpeq_epi8(no_tail, tail));
			wrong = _mm_or_si128(wrong, _mm_cmpeq_epi8(x, e0));
			wrong = _mm_or_si128(wrong, _mm_cmpeq_epi8(x, ed));
			most = _mm_max_epu8(most, x);
			least = _mm_min_epu8(least, _mm_sub_epi8(x, c0));
		}
		wrong = _mm_or_si128(wrong, _mm_subs_epu8(most, ef));
		wrong = _mm_or_si128(wrong, _mm_cmpeq_epi8(_mm_max_epu8(least, one), one));
		if (_mm_movemask_epi8(_mm_cmpeq_epi8(wrong, zero)) != 0xFFFF)
			break;
	}
	if ((unsigned char)text[at - 1] >= 0xC2)
		return at - 1;
	return (unsigned char)text[at - 2] >= 0xE0 ? at - 2 : at;
}
#else
static size_t
valid_run(const char *text, size_t at, size_t len)
{
	(void)text;
	(void)len;
	return at;
}

static size_t
valid_block(const char *text)
{
	for (int i = 0; i < BLOCK; i++)
		if ((unsigned char)text[i] >= 0x80)
			return 0;
	return BLOCK;
}
#endif

/* The same of LEN bytes, fewer than BLOCK at the end of a text. */
static size_t
valid_start(const char *text, size_t len)
{
	if (len >= BLOCK)
		return valid_block(text);
	char padded[BLOCK] = {0};
	memcpy(padded, text, len);
	return valid_block(padded) == BLOCK ? len : 0;
}

size_t
utf8_valid(const char *text, size_t len)
{
	size_t at = 0;
	while (at < len) {
		size_t n = valid_start(text + at, len - at);
		/* What a block stumbled over is behind its first half, or soon reached. */
		size_t stop = n > 0 ? at : at + BLOCK / 2;
		at += n;
		if (n > 1 && len - at >= BLOCK)
			at = valid_run(text, at, len);
		while (at < len && at < stop) {
			uint32_t point;
			n = utf8_decode(text + at, len - at, &point);
			if (n == 0)
				return at;
			at += n;
		}
	}
	return len;
}

size_t
utf8_invalid(const char *text, size_t len, bool *cut)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t whole = s[0] < 0xC2 ? 1 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : s[0] < 0xF5 ? 4 : 1;
	size_t n = 1;
	if (whole > 2 && len > 1) {
		unsigned char low = s[0] == 0xE0 ? 0xA0 : s[0] == 0xF0 ? 0x90 : 0x80;
		unsigned char high = s[0] == 0xED ? 0x9F : s[0] == 0xF4 ? 0x8F : 0xBF;
		if (s[1] < low || s[1] > high)
			whole = 1;
	}
	while (n < whole && n < len && is_tail(text[n]))
		n++;
	*cut = n < whole && n == len;
	return n;
}

#ifdef __SSE2__
/* The tails among the first LEN / 16 * 16 bytes. */
static size_t
count_tails(const char *text, size_t len)
{
	const __m128i c0 = _mm_set1_epi8((char)0xC0), zero = _mm_setzero_si128();
	__m128i sums = zero;
	while (len >= 16) {
		/* Each byte counts to 255 at most before it is added up. */
		size_t blocks = len / 16 < 255 ? len / 16 : 255;
		__m128i counts = zero;
		for (size_t i = 0; i < blocks; i++, text += 16) {
			__m128i bytes = _mm_loadu_si128((const __m128i *)text);
			counts = _mm_sub_epi8(counts, _mm_cmplt_epi8(bytes, c0));
		}
		sums = _mm_add_epi64(sums, _mm_sad_epu8(counts, zero));
		len -= 16 * blocks;
	}
	uint64_t halves[2];
	memcpy(halves, &sums, sizeof halves);
	return (size_t)(halves[0] + halves[1]);
}
#endif

size_t
utf8_count(const char *text, size_t len)
{
	size_t count = len, i = 0;
#ifdef __SSE2__
	count -= count_tails(text, len);
	i = len / 16 * 16;
#endif
	for (; i < len; i++)
		count -= is_tail(text[i]);
	return count;
}

size_t
utf8_before(const char *text, size_t at)
{
	size_t from = at - 1;
	while (from > 0 && at - from < UTF8_MAX && ((unsigned char)text[from] & 0xC0) == 0x80)
		from--;
	return from;
}
