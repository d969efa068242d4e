/* language: see language.h */
#include "lib/language.h"

#include "lib/utf8.h"

#include "models.h"

enum { LOW = sizeof low_signs, HIGH_BEGIN = 0x2000, HIGH_END = HIGH_BEGIN + sizeof high_signs };
enum { MOST_SIGNS = 4096 };

uint8_t
language_sign(uint32_t point)
{
	if (point < LOW)
		return low_signs[point];
	if (point == 0xFFFD)
		return SIGN_UNDEFINED;
	return point >= HIGH_BEGIN && point < HIGH_END ? high_signs[point - HIGH_BEGIN] : 0;
}

struct language
language_measure_signs(const uint8_t *signs, size_t count)
{
	/* [0] of pairs that tell nothing, for ASCII is the same everywhere; [1] of the others. */
	uint32_t cost[2][LANGUAGE_ROOM] = {0};
	struct language l = {.name = "-"};
	uint8_t last = SIGN_SPACE;
	bool letters = false, arabic = false, last_tells = false;
	for (size_t i = 0; i < count; i++) {
		uint8_t sign = signs[i] & (LANGUAGE_TELLS - 1);
		bool tells = sign != signs[i] || sign >= SIGN_FIRST_HIGH || sign == 0;
		const uint8_t *pair = costs[last][sign];
		for (int k = 0; k < LANGUAGE_ROOM; k++)
			cost[tells | last_tells][k] += pair[k];
		l.told += tells | last_tells;
		letters |= sign >= SIGN_FIRST_LETTER;
		arabic |= sign >= SIGN_FIRST_ARABIC;
		last = sign;
		last_tells = tells;
	}
	/* Latin words in a text of Arabic script say nothing of its language. */
	int best = 0;
	for (int k = 1; k < LANGUAGES; k++)
		if (cost[1][k] + !arabic * cost[0][k] < cost[1][best] + !arabic * cost[0][best])
			best = k;
	if (letters)
		l.name = languages[best];
	l.cost = cost[1][best];
	return l;
}

struct language
language_measure(const char *text, size_t len)
{
	uint8_t signs[MOST_SIGNS];
	size_t count = 0;
	for (size_t i = 0, n; i < len && count < MOST_SIGNS; i += n) {
		uint32_t point;
		n = utf8_decode(text + i, len - i, &point);
		if (n == 0)
			break;
		signs[count++] = language_sign(point);
	}
	return language_measure_signs(signs, count);
}

uint32_t
language_screen(const uint8_t signs[256], const uint16_t counts[256])
{
	uint32_t cost[LANGUAGE_ROOM] = {0};
	for (int b = 0; b < 256; b++)
		for (int k = 0; counts[b] && k < LANGUAGE_ROOM; k++)
			cost[k] += (uint32_t)counts[b] * single_costs[signs[b]][k];
	uint32_t least = cost[0];
	for (int k = 1; k < LANGUAGES; k++)
		least = cost[k] < least ? cost[k] : least;
	return least;
}
