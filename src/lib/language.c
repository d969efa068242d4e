/* language: see language.h */
#include "lib/language.h"

#include "lib/utf8.h"

#include "models.h"

enum { LOW = sizeof low_signs, HIGH_BEGIN = 0x2000, HIGH_END = HIGH_BEGIN + sizeof high_signs };

static uint8_t
sign_of(uint32_t point)
{
	if (point < LOW)
		return low_signs[point];
	return point >= HIGH_BEGIN && point < HIGH_END ? high_signs[point - HIGH_BEGIN] : 0;
}

bool
language_knows(uint32_t point)
{
	return sign_of(point) != 0;
}

bool
language_is_arabic(uint32_t point)
{
	return sign_of(point) >= SIGN_FIRST_ARABIC;
}

struct language
language_measure(const char *text, size_t len)
{
	struct language l = {.name = "-"};
	uint32_t cost[LANGUAGES] = {0}, told_cost[LANGUAGES] = {0};
	uint8_t last = SIGN_SPACE;
	bool letters = false;
	for (size_t i = 0, n; i < len; i += n) {
		uint32_t point;
		n = utf8_decode(text + i, len - i, &point);
		if (n == 0)
			break;
		uint8_t sign = sign_of(point);
		bool told = sign >= SIGN_FIRST_HIGH || last >= SIGN_FIRST_HIGH || sign == 0;
		for (int k = 0; k < LANGUAGES; k++) {
			cost[k] += costs[k][last][sign];
			told_cost[k] += told ? costs[k][last][sign] : 0;
		}
		l.told += told;
		l.other += sign == 0;
		letters |= sign >= SIGN_FIRST_LETTER;
		last = sign;
	}
	int best = 0;
	for (int k = 1; k < LANGUAGES; k++)
		if (cost[k] < cost[best])
			best = k;
	if (letters)
		l.name = languages[best];
	l.cost = cost[best];
	l.told_cost = told_cost[best];
	return l;
}
