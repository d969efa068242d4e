/* order: see order.h */
#include "lib/order.h"

#include <string.h>

#include "lib/utf8.h"

/* Two runs of digits and the sign between them. */
struct pair {
	const char *first, *second;
	size_t first_len, second_len;
	bool space_before, space_behind; /* around the sign */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The first pair around SIGN in CELL; false if there is none, or more signs than one. */
static bool
find_pair(struct pair *p, struct cell cell, char sign)
{
	const char *end = cell.data + cell.len;
	const char *at = cell.len ? memchr(cell.data, sign, cell.len) : NULL;
	if (!at || memchr(at + 1, sign, (size_t)(end - at - 1)))
		return false;
	const char *left = at, *right = at + 1;
	p->space_before = left > cell.data && left[-1] == ' ';
	p->space_behind = right < end && *right == ' ';
	left -= p->space_before;
	right += p->space_behind;
	p->second = right;
	while (right < end && is_digit(*right))
		right++;
	p->second_len = (size_t)(right - p->second);
	p->first = left;
	while (p->first > cell.data && is_digit(p->first[-1]))
		p->first--;
	p->first_len = (size_t)(left - p->first);
	return p->first_len > 0 && p->second_len > 0;
}

/* The hour and minute of the clock time that ROW is. */
static bool
find_clock(struct pair *p, const struct order_row *row)
{
	return rows_cell_is(row->kind, "time") &&
	    (find_pair(p, row->number, ':') || find_pair(p, row->number, '/'));
}

static bool
has_fractions(const struct order_row *row)
{
	static const char *const others[] = {"date", "time", "reference", "ordinal"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (rows_cell_is(row->kind, others[i]))
			return false;
	return true;
}

/* Whether the row says how much: a bare 7/0 may be a ratio, a longer one is none. */
static bool
is_amount(const struct order_row *row, size_t digits)
{
	return row->unit.len > 0 || rows_cell_is(row->kind, "count") ||
	    (rows_cell_is(row->kind, "number") && digits > 1);
}

bool
order_matters(const struct order_row *row)
{
	struct pair p;
	return find_clock(&p, row) || (has_fractions(row) &&
	    (find_pair(&p, row->number, '/') || find_pair(&p, row->upper, '/')));
}

static long
small(const char *digits, size_t len)
{
	long value = 0;
	for (size_t i = 0; i < len && i < 4; i++)
		value = value * 10 + digits[i] - '0';
	return value;
}

/* Old systems wrote ASCII digits and the Arabic yeh and kaf. */
static bool
looks_old(const struct order_row *row)
{
	bool arabic = false;
	for (size_t i = 0; i < row->raw.len; i++)
		if ((unsigned char)row->raw.data[i] == 0xDB || (unsigned char)row->raw.data[i] == 0xD9) {
			/* Persian digits are DB B0-B9, Arabic ones D9 A0-A9. */
			unsigned char next = i + 1 < row->raw.len ? (unsigned char)row->raw.data[i + 1] : 0;
			bool persian = (unsigned char)row->raw.data[i] == 0xDB;
			if (persian ? next >= 0xB0 && next <= 0xB9 : next >= 0xA0 && next <= 0xA9)
				return false;
		}
	for (size_t i = 0, n; i < row->context.len; i += n) {
		uint32_t point;
		n = utf8_decode(row->context.data + i, row->context.len - i, &point);
		if (n == 0)
			n = 1;
		else if (point == 0x6CC || point == 0x6A9)
			return false;
		else if (point == 0x64A || point == 0x643)
			arabic = true;
	}
	return arabic;
}

static void
see_fraction(struct order *o, const struct order_row *row, struct cell cell)
{
	struct pair p;
	if (!find_pair(&p, cell, '/'))
		return;
	bool zero_first = p.first_len == 1 && p.first[0] == '0';
	bool zero_second = p.second_len == 1 && p.second[0] == '0';
	bool zeros_first = p.first_len == 3 && memcmp(p.first, "000", 3) == 0;
	if ((p.space_before && !p.space_behind) || (zeros_first && p.second[0] != '0'))
		o->visual = true;
	else if (zero_second && !zero_first)
		o->visual |= is_amount(row, p.first_len);
	else if (zero_first && !zero_second)
		o->logical = true;
	bool swapped = p.space_before && !p.space_behind;
	if (swapped || zero_first || zero_second)
		return;
	if (p.second_len > p.first_len)
		o->longer++;
	if (p.second_len < p.first_len)
		o->shorter++;
	o->modern |= !looks_old(row);
}

void
order_see(struct order *o, const struct order_row *row)
{
	struct pair p;
	if (rows_cell_is(row->kind, "time")) {
		if (!row->after_clock || !find_clock(&p, row))
			return;
		long hour = small(p.first, p.first_len), minute = small(p.second, p.second_len);
		bool works = hour < 24 && minute < 60, reversed = minute < 24 && hour < 60;
		o->clock_reversed |= reversed && !works;
		o->clock_works |= works && !reversed;
		return;
	}
	see_fraction(o, row, row->number);
	see_fraction(o, row, row->upper);
}

bool
order_is_visual(const struct order *o)
{
	bool shapes = !o->modern && o->longer > 0 && o->shorter == 0;
	return !o->logical && (o->visual || (!o->clock_works && (o->clock_reversed || shapes)));
}
