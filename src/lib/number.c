/* number: see number.h */
#include "lib/number.h"

#include <stdlib.h>
#include <string.h>

#include "lib/cardinal.h"
#include "lib/decimal.h"

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
	    {"n1-colloquial", SMALL}, {"n1-pair", SMALL}, {"n20-weak", SMALL},
	    {"scale", SCALE}, {"scale-irt", SCALE}, {"scale-weak", SCALE}, {"and", AND}, {"half", HALF},
	    {"fraction", FRACTION}, {"fraction-weak", FRACTION},
	    {"ordinal", ORDINAL}, {"ordinal-arabic", ORDINAL},
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
	decimal_swap(&n->value, &sum);
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
	bool all = cardinal_read(n, &n->value, p, 0, to, style, false);
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
		good = cardinal_read(n, &n->value, p, i + 1, to, style, false) &&
		    n->value.places == 0 && decimal_compare(&n->value, &n->below) < 0 &&
		    cardinal_read(n, &whole, p, 0, i, style, false) && decimal_is_whole(&whole);
		if (good)
			add_whole(n, &whole);
	}
	if (!good && all)
		good = cardinal_read(n, &n->value, p, 0, to, style, false);
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
		    cardinal_read(n, &n->below, p, from, at + 1, style, true) &&
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
		good = cardinal_read(n, &before, p, 0, at - and, style, false);
		if (good && and) {
			add_whole(n, &before);
		} else if (good) {
			good = decimal_compare(&before, &n->below) <= 0; /* three quarters */
			decimal_product(&product, &n->value, &before);
			decimal_swap(&n->value, &product);
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
	bool good = at > 0 && cardinal_read(n, &n->value, p, 0, at, style, false) &&
	    cardinal_read(n, &behind, p, from + zeros, end, style, false) && behind.places == 0 &&
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

/* Reads a whole number and, perhaps behind "and", a numeral that is a fraction: 1 1/2. */
static bool
read_mixed(struct number *n, const struct parts *p, struct numeral_style style)
{
	size_t last = p->count - 1;
	if (last == 0 || p->list[last].kind != NUMERAL)
		return false;
	size_t to = last - (p->list[last - 1].kind == AND);
	struct decimal whole = {0};
	style.any_fraction = true;
	bool good = numeral_read(&n->numeral, p->list[last].code, p->list[last].len, style) &&
	    !decimal_is_zero(&n->numeral.below);
	if (good) {
		decimal_copy(&n->value, &n->numeral.value);
		decimal_copy(&n->below, &n->numeral.below);
		style.any_fraction = false;
		good = cardinal_read(n, &whole, p, 0, to, style, false) && decimal_is_whole(&whole);
	}
	if (good) {
		add_whole(n, &whole);
		n->fraction = true;
	} else {
		decimal_set(&n->below, "", 0);
	}
	decimal_free(&whole);
	return good;
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
	if (read_slash(n, p, style) || read_mixed(n, p, style))
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
	return cardinal_read(n, &n->value, p, 0, p->count, style, ordinal);
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

bool
number_is_word(const struct tokens *t, size_t i)
{
	static const char *const classes[] = {"n1", "n10", "n20", "n100", "n20-weak", "thousand",
	    "ordinal", "first", "ordinal-suffix", NULL};
	return tokens_in(t, i, classes);
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
