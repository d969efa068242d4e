/* unit: see unit.h */
#include "lib/unit.h"

#include <stdio.h>
#include <string.h>

#include "lib/buf.h"

/* The code of token I as a unit of KIND, also where the word is mostly another; or NULL. */
static const char *
code_of(const struct tokens *t, size_t i, const char *kind)
{
	char weak[32];
	const char *code = tokens_code(t, i, kind);
	if (code)
		return code;
	snprintf(weak, sizeof weak, "%s-weak", kind);
	return tokens_code(t, i, weak);
}

static const char *
scale_of(const struct tokens *t, size_t i)
{
	const char *code = tokens_code(t, i, "scale-irt");
	return code ? code : tokens_code(t, i, "scale");
}

/*
 * Appends the code of a price whose measure stands before it (متری ۳۲ میلیون تومان), T being all of
 * that; false if it is none.
 */
static bool
price_per(struct buf *out, const struct tokens *t)
{
	const char *measure = code_of(t, 0, "measure");
	const char *money = t->count > 2 ? code_of(t, t->count - 1, "money") : NULL;
	if (!measure || !money)
		return false;
	buf_add_string(out, money);
	buf_add_char(out, '/');
	buf_add_string(out, measure);
	return true;
}

bool
unit_code(struct buf *out, const struct tokens *t, const char *kind, struct decimal *scale)
{
	size_t start = out->len;
	bool per = false, any = false, good = t->count > 0;
	if (strcmp(kind, "money") == 0 && price_per(out, t))
		return true;
	for (size_t i = 0; good && i < t->count; i++) {
		const char *code = any ? code_of(t, i, "measure") : code_of(t, i, kind);
		const char *power = any ? NULL : scale_of(t, i);
		bool toman = power && tokens_code(t, i, "scale-irt");
		if (power) {
			struct decimal factor = {0};
			good = decimal_parse(&factor, power, strlen(power));
			if (decimal_is_zero(scale))
				decimal_copy(scale, &factor);
			else
				decimal_scale(scale, &factor);
			decimal_free(&factor);
			code = toman && i + 1 == t->count && strcmp(kind, "money") == 0 ? "IRT" : NULL;
		}
		if (code && (!any || per)) {
			if (per)
				buf_add_char(out, '/');
			buf_add_string(out, code);
			any = true;
			per = false;
		} else if (any && !per && tokens_code(t, i, "per")) {
			per = true;
		} else if (!power) {
			good = per && tokens_code(t, i, "per");
		}
	}
	good = good && any && !per;
	if (!good)
		out->len = start;
	return good;
}

/*
 * UCUM's atoms that have exact factors, with the power of each base unit. Factors: UCUM 2.1,
 * tables of units. The farsang of today is metric, six kilometres.
 */
enum { BASES = 6 };
static const char *const base_names[BASES] = {"m", "kg", "s", "K", "A", "cd"};

struct atom {
	const char *code;
	bool metric; /* takes prefixes */
	const char *times, *by;
	signed char powers[BASES];
};

static const struct atom atoms[] = {
    {"m", true, "1", NULL, {1}},
    {"g", true, "1", "1000", {0, 1}},
    {"s", true, "1", NULL, {0, 0, 1}},
    {"min", false, "60", NULL, {0, 0, 1}},
    {"h", false, "3600", NULL, {0, 0, 1}},
    {"d", false, "86400", NULL, {0, 0, 1}},
    {"wk", false, "604800", NULL, {0, 0, 1}},
    {"mo", false, "2629800", NULL, {0, 0, 1}},
    {"a", false, "31557600", NULL, {0, 0, 1}},
    {"K", true, "1", NULL, {0, 0, 0, 1}},
    {"A", true, "1", NULL, {0, 0, 0, 0, 1}},
    {"cd", true, "1", NULL, {0, 0, 0, 0, 0, 1}},
    {"t", true, "1000", NULL, {0, 1}},
    {"L", true, "1", "1000", {3}},
    {"l", true, "1", "1000", {3}},
    {"ar", true, "100", NULL, {2}},
    {"har", false, "10000", NULL, {2}},
    {"Hz", true, "1", NULL, {0, 0, -1}},
    {"N", true, "1", NULL, {1, 1, -2}},
    {"Pa", true, "1", NULL, {-1, 1, -2}},
    {"bar", true, "100000", NULL, {-1, 1, -2}},
    {"atm", false, "101325", NULL, {-1, 1, -2}},
    {"J", true, "1", NULL, {2, 1, -2}},
    {"W", true, "1", NULL, {2, 1, -3}},
    {"cal", true, "4.184", NULL, {2, 1, -2}},
    {"eV", true, "0.0000000000000000001602176634", NULL, {2, 1, -2}},
    {"V", true, "1", NULL, {2, 1, -3, 0, -1}},
    {"Ohm", true, "1", NULL, {2, 1, -3, 0, -2}},
    {"C", true, "1", NULL, {0, 0, 1, 0, 1}},
    {"F", true, "1", NULL, {-2, -1, 4, 0, 2}},
    {"[in_i]", false, "0.0254", NULL, {1}},
    {"[ft_i]", false, "0.3048", NULL, {1}},
    {"[yd_i]", false, "0.9144", NULL, {1}},
    {"[mi_i]", false, "1609.344", NULL, {1}},
    {"[nmi_i]", false, "1852", NULL, {1}},
    {"[kn_i]", false, "1852", "3600", {1, 0, -1}},
    {"[acr_us]", false, "62726400000", "15499969", {2}},
    {"[acr_br]", false, "4046.8564224", NULL, {2}},
    {"[sft_i]", false, "0.09290304", NULL, {2}},
    {"[lb_av]", false, "0.45359237", NULL, {0, 1}},
    {"[oz_av]", false, "0.028349523125", NULL, {0, 1}},
    {"[oz_tr]", false, "0.0311034768", NULL, {0, 1}},
    {"[car_m]", false, "0.0002", NULL, {0, 1}},
    {"[ston_av]", false, "907.18474", NULL, {0, 1}},
    {"[lton_av]", false, "1016.0469088", NULL, {0, 1}},
    {"[bbl_us]", false, "0.158987294928", NULL, {3}},
    {"[gal_us]", false, "0.003785411784", NULL, {3}},
    {"[gal_br]", false, "0.00454609", NULL, {3}},
    {"[cft_i]", false, "0.028316846592", NULL, {3}},
    {"[psi]", false, "4448221615260500", "645160000000", {-1, 1, -2}},
    {"[HP]", false, "745.69987158227022", NULL, {2, 1, -3}},
    {"[hp_m]", false, "735.49875", NULL, {2, 1, -3}},
    {"[ly]", false, "9460730472580800", NULL, {1}},
    {"AU", false, "149597870700", NULL, {1}},
    {"Ao", false, "0.0000000001", NULL, {1}},
    {"mo_j", false, "2629800", NULL, {0, 0, 1}},
    {"a_j", false, "31557600", NULL, {0, 0, 1}},
    {"فرسنگ", false, "6000", NULL, {1}},
};

static const struct {
	const char *code;
	int power;
} prefixes[] = {
    {"da", 1}, {"h", 2}, {"k", 3}, {"M", 6}, {"G", 9}, {"T", 12}, {"P", 15}, {"E", 18},
    {"d", -1}, {"c", -2}, {"m", -3}, {"u", -6}, {"n", -9}, {"p", -12}, {"f", -15},
};

/* Names of powers of base units that have one of their own. */
static const struct {
	const char *code;
	signed char powers[BASES];
} derived[] = {
    {"N", {1, 1, -2}}, {"Pa", {-1, 1, -2}}, {"J", {2, 1, -2}}, {"W", {2, 1, -3}},
    {"V", {2, 1, -3, 0, -1}}, {"Ohm", {2, 1, -3, 0, -2}}, {"C", {0, 0, 1, 0, 1}},
    {"F", {-2, -1, 4, 0, 2}}, {"Hz", {0, 0, -1}},
};

static bool
same(const char *code, const char *text, size_t len)
{
	return strlen(code) == len && memcmp(code, text, len) == 0;
}

/* The atom that the LEN bytes at TEXT are, *POWER of ten times; NULL if there is none. */
static const struct atom *
find_atom(const char *text, size_t len, int *power)
{
	*power = 0;
	for (size_t i = 0; i < sizeof atoms / sizeof *atoms; i++)
		if (same(atoms[i].code, text, len))
			return &atoms[i];
	for (size_t p = 0; p < sizeof prefixes / sizeof *prefixes; p++) {
		size_t n = strlen(prefixes[p].code);
		if (n >= len || memcmp(prefixes[p].code, text, n) != 0)
			continue;
		for (size_t i = 0; i < sizeof atoms / sizeof *atoms; i++)
			if (atoms[i].metric && same(atoms[i].code, text + n, len - n)) {
				*power = prefixes[p].power;
				return &atoms[i];
			}
	}
	return NULL;
}

/* Multiplies D by the number TEXT; nothing if TEXT is NULL. */
static void
multiply(struct decimal *d, const char *text)
{
	struct decimal factor = {0}, product = {0};
	if (!text)
		return;
	decimal_parse(&factor, text, strlen(text));
	decimal_product(&product, d, &factor);
	decimal_copy(d, &product);
	decimal_free(&factor);
	decimal_free(&product);
}

/* Multiplies SI by the component of LEN bytes at TEXT, an atom with its exponent. */
static bool
add_component(struct unit_si *si, int powers[BASES], const char *text, size_t len, bool below)
{
	size_t digits = 0;
	while (digits < len && text[len - 1 - digits] >= '0' && text[len - 1 - digits] <= '9')
		digits++;
	if (digits > 1 || digits == len)
		return false;
	int exponent = digits ? text[len - 1] - '0' : 1, ten;
	const struct atom *atom = find_atom(text, len - digits, &ten);
	if (!atom)
		return false;
	for (int n = 0; n < exponent; n++) {
		multiply(below ? &si->by : &si->times, atom->times);
		multiply(below ? &si->times : &si->by, atom->by);
		decimal_shift((ten > 0) != below ? &si->times : &si->by, ten > 0 ? ten : -ten);
	}
	for (int i = 0; i < BASES; i++)
		powers[i] += (below ? -exponent : exponent) * atom->powers[i];
	return true;
}

/* Writes the unit of POWERS: a derived one, else `kg.m2/s`. */
static void
name_powers(char code[32], const int powers[BASES])
{
	for (size_t i = 0; i < sizeof derived / sizeof *derived; i++) {
		bool all = true;
		for (int b = 0; b < BASES; b++)
			all = all && derived[i].powers[b] == powers[b];
		if (all) {
			snprintf(code, 32, "%s", derived[i].code);
			return;
		}
	}
	size_t n = 0;
	for (int sign = 1; sign >= -1; sign -= 2)
		for (int b = 0; b < BASES; b++) {
			int power = sign * powers[b];
			if (power <= 0)
				continue;
			const char *joint = sign < 0 ? (n ? "/" : "1/") : n ? "." : "";
			n += (size_t)snprintf(code + n, 32 - n, power > 1 ? "%s%s%d" : "%s%s", joint,
			    base_names[b], power);
		}
	if (n == 0)
		snprintf(code, 32, "1");
}

bool
unit_si(struct unit_si *si, const char *code, size_t len)
{
	int powers[BASES] = {0};
	decimal_set(&si->times, "1", 1);
	decimal_set(&si->by, "1", 1);
	decimal_set(&si->plus, "", 0);
	if (same("Cel", code, len)) {
		decimal_parse(&si->plus, "273.15", 6);
		snprintf(si->code, sizeof si->code, "K");
		return true;
	}
	if (same("[degF]", code, len)) {
		decimal_set(&si->times, "5", 1);
		decimal_set(&si->by, "9", 1);
		decimal_parse(&si->plus, "459.67", 6); /* added before the factor; see unit_to_si() */
		snprintf(si->code, sizeof si->code, "K");
		return true;
	}
	bool below = false;
	for (size_t at = 0, end; at < len; at = end + 1) {
		for (end = at; end < len && code[end] != '.' && code[end] != '/'; end++)
			if (code[end] == '[')
				while (end + 1 < len && code[end] != ']')
					end++;
		if (!add_component(si, powers, code + at, end - at, below))
			return false;
		below = end < len && code[end] == '/'; /* a/b.c is (a/b).c */
		if (end + 1 == len)
			return false;
	}
	name_powers(si->code, powers);
	return len > 0;
}

bool
unit_to_si(struct decimal *d, const struct decimal *value, const struct unit_si *si)
{
	struct decimal sum = {0}, product = {0};
	decimal_sum(&sum, value, &si->plus);
	decimal_product(&product, &sum, &si->times);
	bool good = decimal_quotient(d, &product, &si->by);
	decimal_free(&sum);
	decimal_free(&product);
	return good;
}

void
unit_si_free(struct unit_si *si)
{
	decimal_free(&si->times);
	decimal_free(&si->by);
	decimal_free(&si->plus);
}
