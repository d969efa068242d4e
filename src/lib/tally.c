/* tally: see tally.h */
#include "lib/tally.h"

#include <stdlib.h>
#include <string.h>

#include "lib/io.h"

static int
compare(const char *have, const char *text, size_t len)
{
	size_t have_len = strlen(have), common = have_len < len ? have_len : len;
	int order = memcmp(have, text, common);
	return order ? order : (have_len > len) - (have_len < len);
}

static char *
copy(const char *text, size_t len)
{
	char *s = io_realloc(NULL, len + 1);
	if (len > 0)
		memcpy(s, text, len);
	s[len] = '\0';
	return s;
}

static void
insert(struct tally *t, size_t at, const char *first, size_t first_len, const char *second,
    size_t second_len)
{
	if (t->count == t->room) {
		t->room = t->room ? 2 * t->room : 64;
		t->pairs = io_realloc(t->pairs, t->room * sizeof *t->pairs);
	}
	memmove(t->pairs + at + 1, t->pairs + at, (t->count - at) * sizeof *t->pairs);
	t->pairs[at] = (struct tally_pair){copy(first, first_len), copy(second, second_len), 0};
	t->count++;
}

void
tally_add(struct tally *t, const char *first, size_t first_len, const char *second,
    size_t second_len)
{
	size_t low = 0, high = t->count;
	int order = 1;
	first_len = strnlen(first, first_len);
	second_len = strnlen(second, second_len);
	while (low < high && order != 0) {
		size_t middle = low + (high - low) / 2;
		order = compare(t->pairs[middle].first, first, first_len);
		if (order == 0)
			order = compare(t->pairs[middle].second, second, second_len);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	/* HIGH is where an equal pair stands, or where this one belongs. */
	if (order != 0 && t->count == TALLY_MOST) {
		t->rest++;
		return;
	}
	if (order != 0)
		insert(t, high, first, first_len, second, second_len);
	t->pairs[high].count++;
}

void
tally_free(struct tally *t)
{
	for (size_t i = 0; i < t->count; i++) {
		free(t->pairs[i].first);
		free(t->pairs[i].second);
	}
	free(t->pairs);
	*t = (struct tally){0};
}
