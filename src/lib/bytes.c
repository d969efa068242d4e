/* bytes: see bytes.h */
#include "lib/bytes.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { STEP = 16 };

size_t
bytes_find(const char *text, size_t len, const char four[4])
{
	size_t at = 0;
#ifdef __SSE2__
	const __m128i a = _mm_set1_epi8(four[0]), b = _mm_set1_epi8(four[1]);
	const __m128i c = _mm_set1_epi8(four[2]), d = _mm_set1_epi8(four[3]);
	for (; len >= STEP && at < len; at += STEP) {
		/* What is left at the end is looked at with some bytes before it. */
		at = at <= len - STEP ? at : len - STEP;
		__m128i x = _mm_loadu_si128((const __m128i *)(text + at));
		__m128i ab = _mm_or_si128(_mm_cmpeq_epi8(x, a), _mm_cmpeq_epi8(x, b));
		__m128i cd = _mm_or_si128(_mm_cmpeq_epi8(x, c), _mm_cmpeq_epi8(x, d));
		unsigned found = (unsigned)_mm_movemask_epi8(_mm_or_si128(ab, cd));
		if (found)
			return at + (size_t)__builtin_ctz(found);
	}
#endif
	while (at < len && text[at] != four[0] && text[at] != four[1] && text[at] != four[2] &&
	       text[at] != four[3])
		at++;
	return at < len ? at : len;
}
