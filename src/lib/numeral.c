/* numeral: see numeral.h */
#include "lib/numeral.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/utf8.h"

/* What stands between two groups of digits. */
enum separator { NONE, SPACE, SLASH, POINT, DOT, COMMA, OTHER };

enum { GROUPS_MAX = 8 };

/* A group of digits and what stands before it. */
struct group {
	enum separator before;
	bool spaced_slash; /* a space before that slash and none behind */
	const char *digits;
	size_t len;
};

static enum separator
separator_of(unsigned long point)
{
	switch (point) {
	case '/': case 0x2044: case 0x2215: return SLASH;
	case 0x66B: return POINT;
	case '.': return DOT;
	case ',': case 0x66C: return COMMA;
	case '\'': case 0x2019: case 0x60C: return OTHER;
	default: return NONE;
	}
}

bool
numeral_is_separator(unsigned long point)
{
	return separator_of(point) != NONE;
}

/* Reads the separator and the digits behind it from *AT on; false if they are none. */
static bool
next_group(struct group *g, const char **at, const char *end, bool first)
{
	const char *p = *at;
	*g = (struct group){0};
	bool space_before = p < end && *p == ' ';
	p += space_before;
	if (!first && p < end && (*p < '0' || *p > '9')) {
		uint32_t point;
		size_t n = utf8_decode(p, (size_t)(end - p), &point);
		g->before = separator_of(point);
		if (n == 0 || g->before == NONE)
			return false;
		p += n;
		bool space_behind = p < end && *p == ' ';
		p += space_behind;
		g->spaced_slash = g->before == SLASH && space_before && !space_behind;
	} else if (!first && space_before) {
		g->before = SPACE;
	}
	g->digits = p;
	while (p < end && *p >= '0' && *p <= '9')
		p++;
	g->len = (size_t)(p - g->digits);
	*at = p;
	return g->len > 0;
}

/* Whether G, behind COUNT groups that begin with FIRST, can be one more group of three. */
static bool
groups_on(const struct group *g, const struct group *first)
{
	return g->len == 3 && first->len <= 3 && first->digits[0] != '0';
}

/* Whether the last of three or more groups begins a fraction, GROUPING being what groups. */
static bool
ends_in_fraction(const struct group *last, enum separator grouping)
{
	return last->before != grouping && last->before != SPACE && last->before != OTHER;
}

/* Whether the second of two groups is a fraction, behind a point of any sort. */
static bool
is_fraction(const struct group *first, const struct group *second, struct numeral_style style)
{
	switch (second->before) {
	case SLASH: case POINT: return true;
	case DOT: return !(style.dots_group && groups_on(second, first));
	case COMMA: return second->len != 3 || first->digits[0] == '0';
	default: return false;
	}
}

/* Reads A / B as a fraction, if STYLE allows. */
static bool
read_fraction(struct numeral *n, const struct group *a, const struct group *b,
    struct numeral_style style)
{
	struct decimal ten = {0};
	decimal_set(&n->value, a->digits, a->len);
	decimal_set(&n->below, b->digits, b->len);
	decimal_set(&ten, "10", 2);
	bool proper = !decimal_is_zero(&n->value) && a->digits[0] != '0' && b->digits[0] != '0' &&
	    decimal_compare(&n->value, &n->below) < 0;
	bool small = proper && decimal_compare(&n->below, &ten) <= 0;
	decimal_free(&ten);
	if (style.any_fraction ? proper : small)
		return true;
	decimal_set(&n->below, "", 0);
	return false;
}

/* Reads the two sides of the only slash in TEXT in visual order. */
static bool
read_visual(struct numeral *n, const char *text, size_t len, struct numeral_style style)
{
	const char *end = text + len, *at = text;
	struct group fraction, mark;
	if (!next_group(&fraction, &at, end, true) || !next_group(&mark, &at, end, false) ||
	    mark.before != SLASH)
		return false;
	struct numeral whole = {0};
	bool good = numeral_read(&whole, mark.digits, (size_t)(end - mark.digits), style) &&
	    whole.value.places == 0 && !whole.slash;
	if (good && (style.fractions || style.any_fraction) && at == end &&
	    read_fraction(n, &mark, &fraction, style)) {
		n->swapped = true;
	} else if (good) {
		decimal_copy(&n->value, &whole.value);
		decimal_add_places(&n->value, fraction.digits, fraction.len);
		n->slash = n->swapped = true;
	}
	numeral_free(&whole);
	return good;
}

/* Reads groups of three from *AT on, and a fraction behind them. */
static bool
read_groups(struct numeral *n, const char *at, const char *end, const struct group *first,
    struct group g)
{
	enum separator grouping = g.before;
	size_t count = 1;
	if (!groups_on(&g, first))
		return false;
	for (;; count++) {
		buf_add(&n->value.digits, g.digits, g.len);
		if (at == end)
			return (grouping != POINT && grouping != SLASH) || count > 1; /* two can only group */
		if (!next_group(&g, &at, end, false))
			return false;
		if (g.before != grouping)
			break;
		if (g.len != 3)
			return false;
	}
	if (at < end || grouping == SLASH || !ends_in_fraction(&g, grouping))
		return false;
	decimal_add_places(&n->value, g.digits, g.len);
	n->slash = g.before == SLASH;
	return true;
}

/*
 * Reads groups of three that stand in visual order, the first one last: 000/500/2. Where no
 * STYLE says so, the zeros do that no number begins with. One slash is a decimal point.
 */
static bool
read_reversed(struct numeral *n, const char *text, size_t len, struct numeral_style style)
{
	struct group list[GROUPS_MAX];
	const char *at = text, *end = text + len;
	size_t count = 0;
	while (at < end && count < GROUPS_MAX && next_group(&list[count], &at, end, count == 0)) {
		const struct group *g = &list[count++];
		if (count > 1 && (g->before != list[1].before || g[-1].len != 3))
			return false;
	}
	if (at < end || count < 2 || (list[1].before != SLASH && list[1].before != COMMA))
		return false;
	const struct group *top = &list[count - 1];
	bool zeros = memcmp(list[0].digits, "000", 3) == 0;
	bool groups = list[1].before == COMMA || count > 2;
	if (top->len > 3 || top->digits[0] == '0' || !groups ||
	    !(zeros || (style.visual && count > 2)))
		return false;
	decimal_set(&n->value, top->digits, top->len);
	for (const struct group *g = top; g-- > list;)
		buf_add(&n->value.digits, g->digits, g->len);
	n->swapped = true;
	return true;
}

bool
numeral_read(struct numeral *n, const char *text, size_t len, struct numeral_style style)
{
	const char *at = text, *end = text + len;
	struct group first, second;
	decimal_set(&n->below, "", 0);
	n->slash = n->swapped = false;
	if (!next_group(&first, &at, end, true))
		return false;
	decimal_set(&n->value, first.digits, first.len);
	if (at == end)
		return true;
	if (first.len == 3 && read_reversed(n, text, len, style))
		return true;
	if (!next_group(&second, &at, end, false) || second.before == NONE)
		return false;
	bool slashes = at < end && *at == '/'; /* 1/500/000 */
	if (second.before == SLASH && !slashes && (style.visual || second.spaced_slash)) {
		style.visual = false;
		return read_visual(n, text, len, style);
	}
	if (at < end || !is_fraction(&first, &second, style))
		return read_groups(n, at, end, &first, second);
	if (second.before == SLASH && (style.fractions || style.any_fraction) &&
	    read_fraction(n, &first, &second, style))
		return true;
	decimal_set(&n->value, first.digits, first.len);
	decimal_add_places(&n->value, second.digits, second.len);
	n->slash = second.before == SLASH;
	return true;
}

void
numeral_free(struct numeral *n)
{
	decimal_free(&n->value);
	decimal_free(&n->below);
	*n = (struct numeral){0};
}
