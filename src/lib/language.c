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
	return point >= HIGH_BEGIN && point < HIGH_END ? high_signs[point - HIGH_BEGIN] : 0;
}

struct language
language_measure_signs(const uint8_t *signs, size_t count)
{
	/* [0] of pairs that tell nothing, for ASCII is the same everywhere; [1] of the others. */
	uint32_t cost[2][LANGUAGE_ROOM] = {0};
	struct language l = {.name = "-"};
	uint8_t last = SIGN_SPACE;
	bool letters = false;
	for (size_t i = 0; i < count; i++) {
		uint8_t sign = signs[i];
		bool told = sign >= SIGN_FIRST_HIGH || last >= SIGN_FIRST_HIGH || sign == 0;
		const uint8_t *pair = costs[last][sign];
		for (int k = 0; k < LANGUAGE_ROOM; k++)
			cost[told][k] += pair[k];
		l.told += told;
		letters |= sign >= SIGN_FIRST_LETTER;
		last = sign;
	}
	int best = 0;
	for (int k = 1; k < LANGUAGES; k++)
		if (cost[0][k] + cost[1][k] < cost[0][best] + cost[1][best])
			best = k;
	if (letters)
		l.name = languages[best];
	l.told_cost = cost[1][best];
	l.cost = cost[0][best] + l.told_cost;
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
