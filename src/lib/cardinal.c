/* cardinal: see cardinal.h */
#include "lib/cardinal.h"

#include "lib/decimal.h"
#include "lib/numeral.h"

enum { TERMS_MAX = 16 };

/* A summand with the scale words behind it. SIZE is the number of digits of its scale. */
struct term {
	struct decimal value, scale;
	size_t size;
	bool counted; /* something stood before the scale: three thousand, not thousand */
};

/* A cardinal while it is read: the terms so far, and the group behind the last scale. */
struct cardinal {
	struct term terms[TERMS_MAX];
	size_t count;
	struct decimal group, spare;
	bool open;   /* something is in GROUP */
	size_t room; /* the digits that may still come: 2 behind a hundred, 1 behind twenty */
	struct numeral numeral;
	bool slash, swapped, fraction;
};

/* A += B */
static void
add_to(struct cardinal *c, struct decimal *a, const struct decimal *b)
{
	decimal_sum(&c->spare, a, b);
	decimal_swap(a, &c->spare);
}

/* A *= B */
static void
multiply(struct cardinal *c, struct decimal *a, const struct decimal *b)
{
	decimal_product(&c->spare, a, b);
	decimal_swap(a, &c->spare);
}

static void
set_long(struct decimal *d, long value)
{
	char digits[24];
	size_t at = sizeof digits;
	for (; value > 0; value /= 10)
		digits[--at] = (char)('0' + value % 10);
	decimal_set(d, digits + at, sizeof digits - at);
}

/* Puts VALUE, a number word below 1000, into the open group; AND: an `and` stood before it. */
static bool
add_small(struct cardinal *c, long value, bool and)
{
	struct decimal d = {0};
	size_t needs = value < 10 ? 1 : value < 100 ? 2 : 3;
	bool fits = !c->open || (value > 0 && needs <= c->room);
	long before;
	bool hundreds = c->open && !and && value == 100 && c->room == 0 &&
	    decimal_small(&c->group, &before) && before > 1 && before < 10;
	if (!fits && !hundreds)
		return false;
	set_long(&d, value);
	if (hundreds)
		multiply(c, &c->group, &d);
	else if (c->open)
		add_to(c, &c->group, &d);
	else
		decimal_copy(&c->group, &d);
	c->open = true;
	c->room = value % 100 == 0 && value > 0 ? 2 : value % 10 == 0 && value > 10 ? 1 : 0;
	decimal_free(&d);
	return true;
}

static bool
add_numeral(struct cardinal *c, const struct part *p, struct numeral_style style)
{
	if (!numeral_read(&c->numeral, p->code, p->len, style) ||
	    !decimal_is_zero(&c->numeral.below))
		return false;
	struct decimal *value = &c->numeral.value;
	long small = 0;
	if (c->open && (value->places > 0 || !decimal_small(value, &small) || small > 99))
		return false;
	c->slash |= c->numeral.slash;
	c->swapped |= c->numeral.swapped;
	if (c->open)
		return add_small(c, small, true);
	decimal_copy(&c->group, value);
	c->open = true;
	c->room = 0;
	if (value->places == 0 && decimal_small(value, &small) && small > 0)
		c->room = small % 100 == 0 ? 2 : small % 10 == 0 ? 1 : 0;
	return true;
}

/* Closes the group into a term of its own. */
static bool
push_term(struct cardinal *c, const struct decimal *value, bool counted)
{
	if (c->count == TERMS_MAX)
		return false;
	struct term *term = &c->terms[c->count++];
	decimal_copy(&term->value, value);
	decimal_set(&term->scale, "1", 1);
	term->size = 1;
	term->counted = counted;
	return true;
}

/*
 * Whether the last term but one stands below a scale of SIZE digits too: it has a smaller
 * scale, or the same, less than ten times, and would else come behind something greater (one
 * thousand and six hundred thousand).
 */
static bool
belongs_below(struct cardinal *c, size_t size, const struct decimal *factor)
{
	const struct term *below = &c->terms[c->count - 2], *top = &c->terms[c->count - 1];
	if (below->size != size || below->value.digits.len > size)
		return below->size < size;
	decimal_copy(&c->spare, &top->value);
	decimal_scale(&c->spare, factor);
	return decimal_compare(&below->value, &c->spare) < 0 &&
	    decimal_compare(&below->value, &top->value) > 0;
}

/*
 * Multiplies what stands before the scale word CODE: the group, and with it all terms of
 * smaller scales (one thousand three hundred, milliard).
 */
static bool
add_scale(struct cardinal *c, const struct part *p, bool and)
{
	struct decimal factor = {0};
	decimal_set(&factor, p->code, p->len);
	bool stacked = !c->open && c->count > 0 && !and; /* thousand thousand */
	bool good = true;
	if (c->open)
		good = push_term(c, &c->group, true);
	else if (!stacked)
		good = (c->count == 0 || p->len == 4) && push_term(c, &factor, false);
	bool lone = good && !c->open && !stacked;
	c->open = false;
	decimal_set(&c->group, "", 0);
	if (!good || lone) {
		if (good) {
			decimal_copy(&c->terms[c->count - 1].scale, &factor);
			c->terms[c->count - 1].size = p->len;
		}
		decimal_free(&factor);
		return good;
	}
	struct term *top = &c->terms[c->count - 1];
	bool merged = false;
	while (c->count > 1 && belongs_below(c, p->len, &factor)) {
		struct term *below = &c->terms[c->count - 2];
		add_to(c, &below->value, &top->value);
		c->count--;
		top = below;
		merged = true;
	}
	decimal_scale(&top->value, &factor);
	if (top->size > 1 && !merged && top->counted)
		decimal_scale(&top->scale, &factor);
	else
		decimal_copy(&top->scale, &factor);
	top->size = top->size >= p->len && !merged ? top->size + p->len - 1 : p->len;
	top->counted = true;
	decimal_free(&factor);
	return c->count < 2 || decimal_compare(&top[-1].value, &top->value) > 0;
}

/* Adds HALF to the open group, or behind a scale half of that scale. */
static bool
add_half(struct cardinal *c, const struct part *p, bool and)
{
	struct decimal half = {0};
	bool good = decimal_parse(&half, p->code, p->len);
	if (c->open) {
		good = good && c->group.places == 0;
		add_to(c, &c->group, &half);
	} else if (c->count > 0) {
		/* Three milliard and a half; of a thousand milliard nobody knows which. */
		struct term *top = &c->terms[c->count - 1];
		long size = (long)top->scale.digits.len - 1;
		good = good && and && top->counted && (size_t)size + 1 == top->size &&
		    top->scale.digits.data[0] == '1';
		decimal_copy(&c->group, &top->scale);
		multiply(c, &c->group, &half);
		decimal_trim(&c->group);
	} else {
		decimal_copy(&c->group, &half);
		c->fraction = true;
	}
	c->open = true;
	c->room = 0;
	decimal_free(&half);
	return good;
}

/* Adds an ordinal, the last part of a number, as the cardinal that it is. */
static bool
add_ordinal(struct cardinal *c, const struct part *p, bool and)
{
	if (p->value < 100)
		return add_small(c, p->value, true);
	if (p->value < 1000)
		return add_small(c, p->value, and);
	struct part scale = {.kind = SCALE, .code = p->code, .len = p->len};
	return add_scale(c, &scale, and);
}

static void
cardinal_free(struct cardinal *c)
{
	for (size_t i = 0; i < TERMS_MAX; i++) {
		decimal_free(&c->terms[i].value);
		decimal_free(&c->terms[i].scale);
	}
	decimal_free(&c->group);
	decimal_free(&c->spare);
	numeral_free(&c->numeral);
}

/* Takes parts FROM to TO one after another; false if one does not fit. */
static bool
add_parts(struct cardinal *c, const struct parts *p, size_t from, size_t to,
    struct numeral_style style, bool ordinal)
{
	bool and = false, good = from < to && p->list[to - 1].kind != AND;
	for (size_t i = from; good && i < to; i++) {
		const struct part *part = &p->list[i];
		bool first = i == from;
		switch (part->kind) {
		case NUMERAL: good = add_numeral(c, part, style); break;
		case SMALL: good = add_small(c, part->value, and); break;
		case SCALE: good = add_scale(c, part, and); break;
		case HALF: good = add_half(c, part, and); break;
		case AND: good = !first && !and; break;
		case ORDINAL: good = ordinal && i + 1 == to && add_ordinal(c, part, and); break;
		default: good = false;
		}
		and = part->kind == AND;
	}
	return good;
}

bool
cardinal_read(struct number *n, struct decimal *out, const struct parts *p, size_t from,
    size_t to, struct numeral_style style, bool ordinal)
{
	if (to - from == 1 && p->list[from].kind == NUMERAL) { /* the usual case, without the sums */
		if (!numeral_read(&n->numeral, p->list[from].code, p->list[from].len, style) ||
		    !decimal_is_zero(&n->numeral.below))
			return false;
		decimal_swap(out, &n->numeral.value);
		n->slash |= n->numeral.slash;
		n->swapped |= n->numeral.swapped;
		return true;
	}
	struct cardinal c = {0};
	bool good = add_parts(&c, p, from, to, style, ordinal);
	if (good) {
		if (!c.open)
			decimal_set(&c.group, "", 0);
		if (c.count > 0 && c.terms[0].counted)
			decimal_copy(&n->scale, &c.terms[0].scale);
		else if (c.count > 0)
			decimal_set(&n->scale, "1", 1);
		for (size_t i = 0; i < c.count; i++)
			add_to(&c, &c.group, &c.terms[i].value);
		decimal_swap(out, &c.group);
		n->slash |= c.slash;
		n->swapped |= c.swapped;
		n->fraction |= c.fraction;
	}
	cardinal_free(&c);
	return good;
}
