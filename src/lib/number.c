/* number: see number.h */
#include "lib/number.h"

#include <stdlib.h>
#include <string.h>

#include "lib/lexicon.h"

enum { TERMS_MAX = 16 };

/* What a token, or a numeral of several, is to a number. */
enum part_kind { NUMERAL, SMALL, SCALE, HALF, AND, ORDINAL, FRACTION, POINT, PLACES, OTHER };

struct part {
	enum part_kind kind;
	long value;       /* of SMALL and ORDINAL */
	const char *code; /* of SCALE, HALF and FRACTION; of a numeral its text */
	size_t len;       /* of CODE */
};

struct parts {
	size_t count;
	struct part list[TOKENS_MAX];
};

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

/* The numeral that begins at token I: its end, and its text in *P. */
static size_t
cut_numeral(const struct tokens *t, size_t i, size_t to, struct part *p)
{
	const struct token *first = &t->list[i];
	size_t end = i + 1;
	while (end < to) {
		const struct token *next = &t->list[end];
		if (next->sign && numeral_is_separator(next->sign) && end + 1 < to &&
		    t->list[end + 1].kind == TOKEN_DIGITS)
			end += 2;
		else if (next->kind == TOKEN_DIGITS && next->spaced && next->len == 3)
			end++;
		else
			break;
	}
	const struct token *last = &t->list[end - 1];
	*p = (struct part){.kind = NUMERAL, .code = first->text,
	    .len = (size_t)(last->text + last->len - first->text)};
	return end;
}

/* What the word at token I is to a number. */
static struct part
part_of(const struct tokens *t, size_t i, bool ordinal)
{
	static const struct {
		const char *class_name;
		enum part_kind kind;
	} classes[] = {
	    {"n1", SMALL}, {"n10", SMALL}, {"n20", SMALL}, {"n100", SMALL}, {"zero", SMALL},
	    {"n1-colloquial", SMALL}, {"n1-pair", SMALL}, {"n20-weak", SMALL}, {"scale", SCALE}, {"scale-irt", SCALE},
	    {"scale-weak", SCALE}, {"and", AND}, {"half", HALF}, {"fraction", FRACTION},
	    {"fraction-weak", FRACTION}, {"ordinal", ORDINAL}, {"ordinal-arabic", ORDINAL},
	    {"decimal-point", POINT}, {"decimal-digits", PLACES},
	};
	for (size_t k = 0; k < sizeof classes / sizeof *classes; k++) {
		const char *code = tokens_code(t, i, classes[k].class_name);
		if (code)
			return (struct part){classes[k].kind, atol(code), code, strlen(code)};
	}
	const char *first = ordinal ? tokens_code(t, i, "first") : NULL;
	return (struct part){first ? ORDINAL : OTHER, first ? atol(first) : 0, first, 0};
}

/* False if a token is no part of a number. */
static bool
cut_parts(struct parts *p, const struct tokens *t, size_t from, size_t to, bool ordinal)
{
	p->count = 0;
	for (size_t i = from; i < to;) {
		struct part *part = &p->list[p->count++];
		if (t->list[i].kind == TOKEN_DIGITS) {
			i = cut_numeral(t, i, to, part);
			bool suffix = tokens_code(t, i, "ordinal-suffix") ||
			    (i < to && t->list[i].kind == TOKEN_LETTERS && !t->list[i].spaced);
			if (ordinal && suffix && i + 1 == to)
				i++;
			continue;
		}
		*part = part_of(t, i, ordinal);
		if (part->kind == OTHER)
			return false;
		i++;
	}
	return p->count > 0;
}

static void
move_decimal(struct decimal *to, struct decimal *from)
{
	struct decimal old = *to;
	*to = *from;
	*from = old;
}

/* A += B */
static void
add_to(struct cardinal *c, struct decimal *a, const struct decimal *b)
{
	decimal_sum(&c->spare, a, b);
	move_decimal(a, &c->spare);
}

/* A *= B */
static void
multiply(struct cardinal *c, struct decimal *a, const struct decimal *b)
{
	decimal_product(&c->spare, a, b);
	move_decimal(a, &c->spare);
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

/* Reads parts FROM to TO as a cardinal into OUT; *SCALE, if not NULL, gets its first scale. */
static bool
read_cardinal(struct number *n, struct decimal *out, const struct parts *p, size_t from,
    size_t to, struct numeral_style style, bool ordinal)
{
	if (to - from == 1 && p->list[from].kind == NUMERAL) { /* the usual case, without the sums */
		if (!numeral_read(&n->numeral, p->list[from].code, p->list[from].len, style) ||
		    !decimal_is_zero(&n->numeral.below))
			return false;
		move_decimal(out, &n->numeral.value);
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
		move_decimal(out, &c.group);
		n->slash |= c.slash;
		n->swapped |= c.swapped;
		n->fraction |= c.fraction;
	}
	cardinal_free(&c);
	return good;
}

/* Multiplies by the scale words FROM to TO; false if there is anything else. */
static bool
scale_by(struct number *n, const struct parts *p, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (p->list[i].kind != SCALE)
			return false;
	struct decimal scale = {0};
	for (size_t i = from; i < to; i++) {
		decimal_set(&scale, p->list[i].code, p->list[i].len);
		number_scale(n, &scale);
	}
	decimal_free(&scale);
	return true;
}

/* N, which is OVER / BELOW, becomes WHOLE + OVER / BELOW. */
static void
add_whole(struct number *n, const struct decimal *whole)
{
	struct decimal product = {0}, sum = {0};
	decimal_product(&product, whole, &n->below);
	decimal_sum(&sum, &product, &n->value);
	move_decimal(&n->value, &sum);
	decimal_free(&product);
	decimal_free(&sum);
}

/*
 * Reads parts 0 to TO as the numerator of N->below: two, or five and two where the five is
 * whole. Twenty and three tenths is 20.3, since three is less than ten and 23 is not.
 */
static bool
read_numerator(struct number *n, const struct parts *p, size_t to, struct numeral_style style)
{
	struct decimal whole = {0};
	bool all = read_cardinal(n, &n->value, p, 0, to, style, false);
	if (all && n->value.places > 0) {
		/* 3.1 tenths says twice what the point says. */
		bool twice = n->value.places + 1 == n->below.digits.len;
		if (twice)
			decimal_set(&n->below, "1", 1);
		return twice;
	}
	bool good = all && decimal_compare(&n->value, &n->below) < 0;
	for (size_t i = to; !good && i-- > 1;) {
		if (p->list[i].kind != AND)
			continue;
		good = read_cardinal(n, &n->value, p, i + 1, to, style, false) &&
		    n->value.places == 0 && decimal_compare(&n->value, &n->below) < 0 &&
		    read_cardinal(n, &whole, p, 0, i, style, false) && decimal_is_whole(&whole);
		if (good)
			add_whole(n, &whole);
	}
	if (!good && all)
		good = read_cardinal(n, &n->value, p, 0, to, style, false);
	decimal_free(&whole);
	return good;
}

/* Reads parts that hold the ordinal AT as a fraction: two thirds, five and a tenth million. */
static bool
read_denominator(struct number *n, const struct parts *p, size_t at, struct numeral_style style)
{
	n->fraction = true;
	for (size_t from = at + 1; from-- > 1;)
		if (p->list[from].kind != AND && p->list[from - 1].kind != AND &&
		    read_cardinal(n, &n->below, p, from, at + 1, style, true) &&
		    n->below.places == 0 && !decimal_is_zero(&n->below) &&
		    read_numerator(n, p, from, style)) {
			decimal_set(&n->scale, "", 0);
			return scale_by(n, p, at + 1, p->count);
		}
	return false;
}

/* Reads parts that hold the word AT for a whole fraction: half of, three quarters. */
static bool
read_fraction_word(struct number *n, const struct parts *p, size_t at, struct numeral_style style)
{
	const char *code = p->list[at].code, *slash = strchr(code, '/');
	if (!slash)
		return false;
	size_t over = (size_t)(slash - code);
	struct decimal before = {0}, product = {0};
	bool good = true;
	n->fraction = true;
	decimal_set(&n->value, code, over);
	decimal_set(&n->below, slash + 1, p->list[at].len - over - 1);
	if (at > 0) {
		bool and = p->list[at - 1].kind == AND;
		good = read_cardinal(n, &before, p, 0, at - and, style, false);
		if (good && and) {
			add_whole(n, &before);
		} else if (good) {
			good = decimal_compare(&before, &n->below) <= 0; /* three quarters */
			decimal_product(&product, &n->value, &before);
			move_decimal(&n->value, &product);
		}
	}
	decimal_free(&before);
	decimal_free(&product);
	decimal_set(&n->scale, "", 0);
	return good && scale_by(n, p, at + 1, p->count);
}

/* Reads parts with the word AT for the decimal point: three point zero five. */
static bool
read_point(struct number *n, const struct parts *p, size_t at, struct numeral_style style)
{
	struct decimal behind = {0};
	size_t from = at + 1, to = p->count, places = 0;
	while (to > from && p->list[to - 1].kind == SCALE)
		to--;
	size_t end = to;
	if (end > from && p->list[end - 1].kind == PLACES)
		end--;
	if (end > from && p->list[end - 1].kind == ORDINAL)
		places = p->list[--end].len - 1;
	size_t zeros = 0;
	while (from + zeros + 1 < end && p->list[from + zeros].kind == SMALL &&
	       p->list[from + zeros].value == 0)
		zeros++;
	bool good = at > 0 && read_cardinal(n, &n->value, p, 0, at, style, false) &&
	    read_cardinal(n, &behind, p, from + zeros, end, style, false) && behind.places == 0 &&
	    n->value.places == 0;
	size_t digits = behind.digits.len > 0 ? behind.digits.len : 1;
	if (good && places > digits + zeros)
		zeros = places - digits;
	for (size_t i = 0; good && i < zeros; i++)
		decimal_add_places(&n->value, "0", 1);
	if (good)
		decimal_add_places(&n->value, behind.digits.len > 0 ? behind.digits.data : "0", digits);
	decimal_free(&behind);
	decimal_set(&n->scale, "", 0);
	return good && scale_by(n, p, to, p->count);
}

/* Reads a numeral that is a fraction, 3/4, and the scale words behind it. */
static bool
read_slash(struct number *n, const struct parts *p, struct numeral_style style)
{
	if (p->list[0].kind != NUMERAL || (!style.fractions && !style.any_fraction) ||
	    (p->count > 1 && !style.any_fraction) ||
	    !numeral_read(&n->numeral, p->list[0].code, p->list[0].len, style) ||
	    decimal_is_zero(&n->numeral.below))
		return false;
	decimal_copy(&n->value, &n->numeral.value);
	decimal_copy(&n->below, &n->numeral.below);
	n->swapped = n->numeral.swapped;
	n->fraction = true;
	return scale_by(n, p, 1, p->count);
}

static size_t
find_part(const struct parts *p, enum part_kind kind)
{
	size_t i = 0;
	while (i < p->count && p->list[i].kind != kind)
		i++;
	return i;
}

static bool
read_parts(struct number *n, const struct parts *p, struct numeral_style style, bool ordinal)
{
	if (read_slash(n, p, style))
		return true;
	style.fractions = style.any_fraction = false;
	size_t at = find_part(p, POINT);
	if (at < p->count)
		return read_point(n, p, at, style);
	at = find_part(p, FRACTION);
	if (at < p->count)
		return read_fraction_word(n, p, at, style);
	at = find_part(p, ORDINAL);
	if (at < p->count && !ordinal)
		return read_denominator(n, p, at, style);
	return read_cardinal(n, &n->value, p, 0, p->count, style, ordinal);
}

/* Whether token I, at an end of a number, is its only sign, or says that it is below zero. */
static bool
is_mark(const struct tokens *t, size_t i, bool *negative, bool *sign)
{
	bool minus = tokens_is_dash(t, i) || tokens_code(t, i, "minus");
	if (tokens_code(t, i, "below-zero"))
		return *negative = true;
	if (*sign || (!minus && !tokens_is(t, i, '+')))
		return false;
	*negative |= minus;
	return *sign = true;
}

bool
number_read(struct number *n, const struct tokens *t, size_t from, size_t to,
    struct numeral_style style, bool ordinal)
{
	struct parts parts;
	bool negative = false, sign = false;
	decimal_set(&n->value, "", 0);
	decimal_set(&n->below, "", 0);
	decimal_set(&n->scale, "", 0);
	n->fraction = n->slash = n->swapped = false;
	while (from < to && is_mark(t, from, &negative, &sign))
		from++;
	while (from < to && is_mark(t, to - 1, &negative, &sign))
		to--;
	if (from == to || !cut_parts(&parts, t, from, to, ordinal) ||
	    !read_parts(n, &parts, style, ordinal))
		return false;
	n->value.negative = negative && !decimal_is_zero(&n->value);
	return true;
}

void
number_scale(struct number *n, const struct decimal *scale)
{
	decimal_scale(&n->value, scale);
	if (decimal_is_zero(&n->scale)) {
		decimal_copy(&n->scale, scale);
		return;
	}
	decimal_scale(&n->scale, scale);
}

bool
number_value(struct decimal *out, const struct number *n)
{
	if (decimal_is_zero(&n->below)) {
		decimal_copy(out, &n->value);
		return true;
	}
	return decimal_quotient(out, &n->value, &n->below);
}

void
number_free(struct number *n)
{
	decimal_free(&n->value);
	decimal_free(&n->below);
	decimal_free(&n->scale);
	numeral_free(&n->numeral);
}
