/* clock: see clock.h */
#include "lib/clock.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/decimal.h"
#include "lib/number.h"
#include "lib/tokens.h"

/* Words that may stand in a clock time and say nothing about it. */
static const char *const clock_words[] = {"hour", "minute", "second", "clock", "timezone",
    "weekday", "relative-day", "qualifier", "qualifier-weak", "from", "to", "between", "and", NULL};

/* The hours, minutes and seconds of a clock time, and the part of the day. */
struct clock {
	long parts[3];
	size_t count;
	bool colon;          /* or a slash stands between two of them */
	long more;           /* minutes of a half or a quarter */
	const char *daypart; /* code, or NULL */
};

static bool
add_part(struct clock *c, long value)
{
	if (c->count == 3)
		return false;
	c->parts[c->count++] = value;
	return true;
}

/* Takes number words FROM to TO: one number, or two with an `and` between them. */
static bool
take_clock_words(struct clock *c, struct number *n, const struct tokens *t, size_t from, size_t to)
{
	struct numeral_style style = {0};
	long value;
	if (number_read(n, t, from, to, style, true) && decimal_small(&n->value, &value))
		return add_part(c, value);
	for (size_t i = from + 1; i + 1 < to; i++) {
		long minutes;
		if (tokens_code(t, i, "and") && number_read(n, t, from, i, style, true) &&
		    decimal_small(&n->value, &value) && number_read(n, t, i + 1, to, style, true) &&
		    decimal_small(&n->value, &minutes))
			return add_part(c, value) && add_part(c, minutes);
	}
	return false;
}

/* The end of the number words that begin at token I. */
static size_t
words_end(const struct tokens *t, size_t i)
{
	size_t end = i + 1;
	while (end < t->count) {
		size_t next = end + (tokens_code(t, end, "and") != NULL);
		if (!number_is_word(t, next))
			break;
		end = next + 1;
	}
	return end;
}

/* Takes what is no digit at token I; sets *END. */
static bool
take_clock_word(struct clock *c, struct number *n, const struct tokens *t, size_t i, size_t *end)
{
	*end = i + 1;
	const char *code = tokens_code(t, i, "daypart");
	if (code) {
		c->daypart = code;
		return true;
	}
	if (tokens_code(t, i, "half") || tokens_code(t, i, "fraction")) {
		code = tokens_code(t, i, "fraction");
		bool quarter = code && strcmp(code, "1/4") == 0;
		c->more += quarter ? 15 : 30;
		return c->count == 1 && (quarter || !code || strcmp(code, "1/2") == 0);
	}
	if (number_is_word(t, i) || tokens_code(t, i, "zero")) {
		*end = words_end(t, i);
		return take_clock_words(c, n, t, i, *end);
	}
	c->colon |= tokens_is(t, i, ':') || tokens_is(t, i, '/');
	bool latin = t->list[i].kind == TOKEN_LETTERS && (unsigned char)t->list[i].text[0] < 0x80;
	return latin || t->list[i].sign || tokens_in(t, i, clock_words);
}

/* Reads the time of the cell T; false if it is none. */
static bool
read_cell(struct clock *c, const struct tokens *t)
{
	struct number n = {0};
	bool good = true;
	*c = (struct clock){0};
	for (size_t i = 0, end; good && i < t->count; i = end) {
		long value;
		if (tokens_is_digits(t, i)) {
			end = i + 1;
			good = tokens_number(t, i, &value) && t->list[i].len <= 2 && add_part(c, value);
		} else {
			good = take_clock_word(c, &n, t, i, &end);
		}
	}
	number_free(&n);
	return good && c->count > 0;
}

/* Puts the hour on the 24-hour clock; rule of the spec for the parts of the day. */
static long
full_hour(long hour, const char *daypart)
{
	if (!daypart)
		return hour;
	bool night = strcmp(daypart, "night") == 0;
	bool morning = strcmp(daypart, "am") == 0;
	if (hour == 12 && (night || morning))
		return 0;
	bool after = night ? hour > 4 : !morning;
	return after && hour >= 1 && hour <= 11 ? hour + 12 : hour;
}

static bool
is_time(const struct clock *c)
{
	bool end_of_day = c->parts[0] == 24 && c->parts[1] == 0 && c->parts[2] == 0;
	return (c->parts[0] < 24 || end_of_day) && c->parts[1] < 60 && c->parts[2] < 60;
}

/*
 * Turns C into hours, minutes, seconds; false if there is no such time. In visual order the
 * minutes come before a colon, unless only the other way gives a time.
 */
static bool
settle_clock(struct clock *c, bool visual, bool *swapped)
{
	if (c->count == 1 && c->more > 0)
		add_part(c, c->more);
	else if (c->more > 0)
		return false;
	struct clock back = *c;
	if (visual && c->colon) {
		back.parts[0] = c->parts[c->count - 1];
		back.parts[c->count - 1] = c->parts[0];
		if (is_time(&back)) {
			*c = back;
			*swapped = true;
		}
	}
	c->parts[0] = full_hour(c->parts[0], c->daypart);
	return is_time(c);
}

static void
put_clock(struct buf *out, const struct clock *c)
{
	for (size_t i = 0; i < (c->count == 3 ? 3 : 2); i++) {
		if (i > 0)
			buf_add_char(out, ':');
		buf_add_char(out, (char)('0' + c->parts[i] / 10));
		buf_add_char(out, (char)('0' + c->parts[i] % 10));
	}
}

bool
clock_read(struct buf *out, const struct tokens *a, const struct tokens *b, bool visual,
    bool *swapped)
{
	struct clock first, second;
	bool range = b->count > 0;
	*swapped = false;
	if (!read_cell(&first, a) || (range && !read_cell(&second, b)))
		return false;
	if (range && !first.daypart && second.daypart) {
		long to = full_hour(second.parts[0], second.daypart);
		if (full_hour(first.parts[0], second.daypart) <= to)
			first.daypart = second.daypart; /* from 8 to 10 at night */
		if (first.parts[0] > 0 && first.parts[0] <= 4 && to > 12 && first.parts[0] + 12 <= to)
			first.parts[0] += 12; /* from 4 to 8 at night */
	}
	if (!settle_clock(&first, visual, swapped) ||
	    (range && !settle_clock(&second, visual, swapped)))
		return false;
	put_clock(out, &first);
	if (range) {
		buf_add_char(out, '/');
		put_clock(out, &second);
	}
	return true;
}
