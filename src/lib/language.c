/* language: see language.h */
#include "lib/language.h"

#include <stdbool.h>

#include "lib/utf8.h"

#include "models.h"

enum { LOW = sizeof low_signs, HIGH_BEGIN = 0x2000, HIGH_END = HIGH_BEGIN + sizeof high_signs };
enum { MOST_SIGNS = 4096, MOST_SUMMED = 256 };

uint8_t
language_sign(uint32_t point)
{
	if (point < LOW)
		return low_signs[point];
	if (point == 0xFFFD)
		return SIGN_UNDEFINED;
	if (point >= 0x2500 && point < 0x25A0)
		return SIGN_BOX;
	return point >= HIGH_BEGIN && point < HIGH_END ? high_signs[point - HIGH_BEGIN] : 0;
}

/*
 * Adds what COUNT signs behind LAST cost in each language to COST: [0] of pairs that
 * tell nothing, for ASCII is the same everywhere; [1] of the others, whose number is
 * returned. COUNT is small enough for sums of 16 bits.
 */
static uint32_t
add_costs(uint32_t cost[2][LANGUAGE_ROOM], uint8_t last, const uint8_t *signs, size_t count)
{
	uint16_t sums[2][LANGUAGE_ROOM] = {0};
	uint32_t told = 0;
	bool last_tells = last != (last & (LANGUAGE_TELLS - 1));
	last &= LANGUAGE_TELLS - 1;
	for (size_t i = 0; i < count; i++) {
		uint8_t sign = signs[i] & (LANGUAGE_TELLS - 1);
		bool tells = sign != signs[i] || sign >= SIGN_FIRST_HIGH || sign == 0;
		const uint16_t *pair = costs[last][sign];
		uint16_t *sum = sums[tells | last_tells];
		for (int k = 0; k < LANGUAGE_ROOM; k++)
			sum[k] = (uint16_t)(sum[k] + pair[k]);
		told += tells | last_tells;
		last = sign;
		last_tells = tells;
	}
	for (int k = 0; k < LANGUAGE_ROOM; k++) {
		cost[0][k] += sums[0][k];
		cost[1][k] += sums[1][k];
	}
	return told;
}

struct language
language_measure_signs(const uint8_t *signs, size_t count)
{
	uint32_t cost[2][LANGUAGE_ROOM] = {0};
	struct language l = {.name = "-"};
	uint8_t highest = 0, last = SIGN_SPACE;
	for (size_t at = 0; at < count; at += MOST_SUMMED) {
		size_t n = count - at < MOST_SUMMED ? count - at : MOST_SUMMED;
		l.told += add_costs(cost, last, signs + at, n);
		last = signs[at + n - 1];
	}
	for (size_t i = 0; i < count; i++) {
		uint8_t sign = signs[i] & (LANGUAGE_TELLS - 1);
		highest = sign > highest && sign < SIGN_UNDEFINED ? sign : highest;
	}
	/* Latin words in a text of Arabic script say nothing of its language. */
	bool arabic = highest >= SIGN_FIRST_ARABIC;
	int best = 0;
	for (int k = 1; k < LANGUAGES; k++)
		if (cost[1][k] + !arabic * cost[0][k] < cost[1][best] + !arabic * cost[0][best])
			best = k;
	if (highest >= SIGN_FIRST_LETTER)
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
language_screen(const uint8_t *signs, const uint16_t *counts, size_t count)
{
	uint32_t cost[LANGUAGE_ROOM] = {0};
	for (size_t i = 0; i < count; i++)
		for (int k = 0; k < LANGUAGE_ROOM; k++)
			cost[k] += (uint32_t)counts[i] * single_costs[signs[i]][k];
	uint32_t least = cost[0];
	for (int k = 1; k < LANGUAGES; k++)
		least = cost[k] < least ? cost[k] : least;
	return least;
}
