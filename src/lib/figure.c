/* figure: see figure.h */
#include "lib/figure.h"

#include <string.h>

#include "lib/calendar.h"
#include "lib/clock.h"
#include "lib/decimal.h"
#include "lib/unit.h"

/* Notes in the order in which they are printed. */
enum note {
	VISUAL_ORDER, REVERSED_RANGE, SHARED_UNIT, SLASH_DECIMAL, ASSUMED_CALENDAR,
	ASSUMED_CENTURY, NO_CALENDAR, NO_SUCH_DATE, UNREADABLE, LIMIT, BELOW_ZERO, NOTES
};
static const char *const note_names[NOTES] = {
    "visual-order", "reversed-range", "shared-unit", "slash-decimal", "assumed-calendar",
    "assumed-century", "no-calendar", "no-such-date", "unreadable", "limit", "below-zero",
};

static void
note(struct figure_reader *r, enum note n)
{
	r->notes |= 1u << n;
}

static bool
noted(const struct figure_reader *r, enum note n)
{
	return r->notes >> n & 1;
}

/* Takes the notes of CELL; those that it does not know go to F at once. */
static void
take_notes(struct figure_reader *r, struct figure *f, struct cell cell)
{
	while (cell.len > 0) {
		const char *end = memchr(cell.data, ';', cell.len);
		struct cell one = {cell.data, end ? (size_t)(end - cell.data) : cell.len};
		size_t n = 0;
		while (n < NOTES && !rows_cell_is(one, note_names[n]))
			n++;
		if (n < NOTES) {
			note(r, (enum note)n);
		} else if (one.len > 0) {
			if (f->note.len > 0)
				buf_add_char(&f->note, ';');
			buf_add(&f->note, one.data, one.len);
		}
		size_t taken = one.len + (end != NULL);
		cell.data += taken;
		cell.len -= taken;
	}
}

static void
put_notes(struct figure_reader *r, struct figure *f)
{
	for (size_t n = 0; n < BELOW_ZERO; n++) {
		if (!noted(r, (enum note)n))
			continue;
		if (f->note.len > 0)
			buf_add_char(&f->note, ';');
		buf_add_string(&f->note, note_names[n]);
	}
}

static void
unreadable(struct figure_reader *r, struct figure *f)
{
	note(r, UNREADABLE);
	buf_clear(&f->value);
	buf_clear(&f->upper);
	buf_clear(&f->date);
}

/* The bound that the qualifier sets, or NULL; of two words the one that says more than about. */
static const char *
bound_of(struct figure_reader *r, struct cell qualifier)
{
	const char *bound = NULL;
	if (qualifier.len == 0 ||
	    !tokens_read(&r->qualifier, r->lexicon, qualifier.data, qualifier.len))
		return NULL;
	for (size_t i = 0; i < r->qualifier.count; i++) {
		const char *code = tokens_code(&r->qualifier, i, "qualifier");
		if (!code)
			code = tokens_code(&r->qualifier, i, "qualifier-weak");
		if (code && (!bound || strcmp(bound, "about") == 0))
			bound = code;
	}
	return bound;
}

/* Whether token I stands between the members of a range. */
static bool
is_range_word(const struct tokens *t, size_t i)
{
	return tokens_code(t, i, "to") || tokens_code(t, i, "or") || tokens_is_dash(t, i);
}

/*
 * Reads the cell T into members from COUNT on: one number, or several with range words
 * between them. Returns how many there are then, 0 if they cannot be read.
 */
static size_t
read_members(struct figure_reader *r, const struct tokens *t, size_t count,
    struct numeral_style style, bool ordinal)
{
	if (count == FIGURE_MEMBERS_MAX)
		return 0;
	if (number_read(&r->members[count], t, 0, t->count, style, ordinal))
		return count + 1;
	for (size_t from = 0, i = 0; i <= t->count; i++) {
		if (i < t->count && (i == from || !is_range_word(t, i)))
			continue;
		if (count == FIGURE_MEMBERS_MAX ||
		    !number_read(&r->members[count], t, from, i, style, ordinal))
			return 0;
		count++;
		from = i + 1;
		if (from == t->count)
			return 0;
	}
	return count;
}

/* Whether A is more than ten times B, without their signs. */
static bool
is_far_above(struct decimal *a, struct decimal *b, struct decimal *spare)
{
	decimal_copy(spare, b);
	decimal_shift(spare, 1);
	spare->negative = false;
	bool negative = a->negative;
	a->negative = false;
	int order = decimal_compare(a, spare);
	a->negative = negative;
	return order > 0;
}

/*
 * The scale of the last member holds for those before it, unless they have their own or
 * would come out more than ten times as much.
 */
static void
share_scale(struct figure_reader *r, size_t count)
{
	struct number *last = &r->members[count - 1];
	struct decimal high = {0}, low = {0}, one = {0};
	decimal_set(&one, "1", 1);
	bool useful = !decimal_is_zero(&last->scale) && decimal_compare(&last->scale, &one) != 0 &&
	    number_value(&high, last);
	for (size_t i = 0; useful && i + 1 < count; i++) {
		struct number *m = &r->members[i];
		if (!decimal_is_zero(&m->scale) || !number_value(&low, m))
			continue;
		decimal_scale(&low, &last->scale);
		if (!is_far_above(&low, &high, &r->spare))
			number_scale(m, &last->scale);
	}
	decimal_free(&high);
	decimal_free(&low);
	decimal_free(&one);
}

/* Reads the borrowed scale words of CELL into r->scale; false if they are none. */
static bool
read_scale(struct figure_reader *r, struct cell cell)
{
	if (cell.len == 0)
		return true;
	struct numeral_style style = {0};
	return tokens_read(&r->unit, r->lexicon, cell.data, cell.len) &&
	    number_read(&r->members[0], &r->unit, 0, r->unit.count, style, false) &&
	    !decimal_is_zero(&r->members[0].value) && number_value(&r->scale, &r->members[0]);
}

/* Fills the unit of a percentage, an amount or a measure, and what its scale words say. */
static void
read_unit(struct figure_reader *r, struct figure *f, const struct piece *p)
{
	char kind[16];
	if (p->unit.len == 0 || p->kind.len >= sizeof kind)
		return;
	memcpy(kind, p->kind.data, p->kind.len);
	kind[p->kind.len] = '\0';
	if (rows_cell_is(p->kind, "ratio")) {
		if (tokens_read(&r->unit, r->lexicon, p->unit.data, p->unit.len) &&
		    tokens_code(&r->unit, 0, "times"))
			buf_add_string(&f->unit, tokens_code(&r->unit, 0, "times"));
		else
			buf_add(&f->unit, p->unit.data, p->unit.len);
		return;
	}
	if (!rows_cell_is(p->kind, "percent") && !rows_cell_is(p->kind, "money") &&
	    !rows_cell_is(p->kind, "measure"))
		return;
	if (!tokens_read(&r->unit, r->lexicon, p->unit.data, p->unit.len) ||
	    !unit_code(&f->unit, &r->unit, kind, &r->unit_scale))
		buf_add(&f->unit, p->unit.data, p->unit.len); /* as printed */
	if (noted(r, BELOW_ZERO) && f->unit.len == 3 && memcmp(f->unit.data, "deg", 3) == 0) {
		buf_clear(&f->unit);
		buf_add_string(&f->unit, "Cel");
	}
}

/* Takes words of units out of the number, as in a year and a half; whether there were any. */
static bool
drop_units(struct tokens *t)
{
	static const char *const classes[] = {"measure", "money", "percent", "decade", "century",
	    "millennium", "times"};
	size_t kept = 0, count = t->count;
	for (size_t i = 0; i < count; i++) {
		bool unit = false;
		for (size_t k = 0; k < sizeof classes / sizeof *classes; k++)
			unit |= tokens_code(t, i, classes[k]) != NULL;
		if (!unit || tokens_code(t, i, "scale-irt"))
			t->list[kept++] = t->list[i];
	}
	t->count = kept;
	return kept < count;
}

static bool
is_rial_or_toman(const struct figure *f)
{
	return f->unit.len >= 3 && (memcmp(f->unit.data, "IRR", 3) == 0 ||
	    memcmp(f->unit.data, "IRT", 3) == 0);
}

/* Computes the values of COUNT members, as the pieces outside them say. */
static bool
value_members(struct figure_reader *r, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct number *m = &r->members[i];
		if (!decimal_is_zero(&r->scale) && decimal_is_zero(&m->scale))
			number_scale(m, &r->scale);
		if (noted(r, BELOW_ZERO) && !decimal_is_zero(&m->value))
			m->value.negative = true;
	}
	if (count > 1)
		share_scale(r, count);
	for (size_t i = 0; i < count && !decimal_is_zero(&r->unit_scale); i++)
		number_scale(&r->members[i], &r->unit_scale);
	for (size_t i = 0; i < count; i++) {
		const struct number *m = &r->members[i];
		if (!number_value(&r->values[i], m))
			return false;
		if (m->slash)
			note(r, SLASH_DECIMAL);
		if (m->swapped)
			note(r, VISUAL_ORDER);
	}
	return true;
}

/* Prints the values: one, a score in its own order, or the ends of a range. */
static void
put_values(struct figure_reader *r, struct figure *f, size_t count, bool score)
{
	size_t low = 0, high = score ? 1 : 0;
	for (size_t i = 1; i < count && !score; i++) {
		if (decimal_compare(&r->values[i], &r->values[low]) < 0)
			low = i;
		if (decimal_compare(&r->values[i], &r->values[high]) > 0)
			high = i;
	}
	if (low != 0)
		note(r, REVERSED_RANGE);
	decimal_print(&f->value, &r->values[low]);
	if (count > 1)
		decimal_print(&f->upper, &r->values[high]);
}

static void
put_si(struct figure_reader *r, struct figure *f)
{
	struct unit_si si = {0};
	struct decimal value = {0};
	buf_clear(&f->si_value);
	buf_clear(&f->si_upper);
	buf_clear(&f->si_unit);
	if (r->si && rows_cell_is(f->kind, "measure") && f->value.len > 0 &&
	    unit_si(&si, f->unit.data, f->unit.len)) {
		const struct buf *from[] = {&f->value, &f->upper};
		struct buf *to[] = {&f->si_value, &f->si_upper};
		for (size_t i = 0; i < 2; i++)
			if (decimal_parse(&value, from[i]->data, from[i]->len) &&
			    unit_to_si(&r->spare, &value, &si))
				decimal_print(to[i], &r->spare);
		buf_add_string(&f->si_unit, si.code);
	}
	unit_si_free(&si);
	decimal_free(&value);
}

/* Whether a word of T is in the class NAME. */
static bool
names(const struct tokens *t, const char *name)
{
	for (size_t i = 0; i < t->count; i++)
		if (tokens_code(t, i, name))
			return true;
	return false;
}

/* The same as read_members(), also where its unit splits a number (یک ساعت و نیم). */
static size_t
read_split(struct figure_reader *r, struct tokens *t, size_t count, struct numeral_style style,
    bool ordinal)
{
	size_t members = read_members(r, t, count, style, ordinal);
	return members == 0 && drop_units(t) ? read_members(r, t, count, style, ordinal) : members;
}

/* Reads percent, money, measure, count, ratio, ordinal and number. */
static void
read_amount(struct figure_reader *r, struct figure *f, const struct piece *p, const char *bound,
    bool visual)
{
	decimal_set(&r->scale, "", 0);
	decimal_set(&r->unit_scale, "", 0);
	if (names(&r->number, "below-zero") || names(&r->upper, "below-zero"))
		note(r, BELOW_ZERO);
	bool good = read_scale(r, p->scale);
	read_unit(r, f, p);
	bool ratio = rows_cell_is(p->kind, "ratio"), plain = rows_cell_is(p->kind, "number");
	bool ordinal = rows_cell_is(p->kind, "ordinal");
	bool bare = p->unit.len == 0 && p->scale.len == 0 && p->upper.len == 0;
	struct numeral_style style = {.visual = visual, .dots_group = is_rial_or_toman(f),
	    .fractions = bare && plain, .any_fraction = ratio && p->unit.len == 0};
	if (names(&r->number, "scale-irt")) {
		decimal_set(&r->unit_scale, "", 0);
		if (rows_cell_is(p->kind, "money") && f->unit.len == 0)
			buf_add_string(&f->unit, "IRT");
	}
	size_t count = good ? read_split(r, &r->number, 0, style, ordinal) : 0;
	if (count > 0 && p->upper.len > 0)
		count = read_split(r, &r->upper, count, style, ordinal);
	bool point = count == 1 && bare && r->members[0].slash;
	bool nothing = point && (ratio || plain) && decimal_is_zero(&r->members[0].value); /* 0/0 */
	if (count == 0 || nothing || !value_members(r, count)) {
		unreadable(r, f);
		return;
	}
	bool fraction = r->members[0].fraction;
	bool score = ratio && count == 2 && f->unit.len == 0 && !fraction &&
	    !r->members[1].fraction;
	if (plain && fraction && count == 1 && decimal_is_zero(&r->members[0].scale))
		f->kind = (struct cell){"ratio", 5};
	else if (ratio && point) /* 9/7 is no fraction but 9.7 */
		f->kind = (struct cell){"number", 6};
	put_values(r, f, count, score);
	f->bound = bound ? bound : count > 1 && !score ? "between" : "exact";
}

/* The text of a reference: without what surrounds it, a section with dots, a citation's year. */
static void
put_reference(struct figure_reader *r, struct buf *out, const struct tokens *t, struct cell unit)
{
	bool section = rows_cell_is(unit, "section"), citation = rows_cell_is(unit, "citation");
	size_t from = 0, to = t->count;
	while (from < to && t->list[from].kind == TOKEN_SIGN && !tokens_is(t, from, '+'))
		from++;
	while (to > from && t->list[to - 1].kind == TOKEN_SIGN)
		to--;
	bool digits = false;
	for (size_t i = from; i < to; i++)
		digits |= t->list[i].kind == TOKEN_DIGITS;
	struct numeral_style style = {0};
	if (!digits && number_read(&r->members[0], t, from, to, style, true) &&
	    number_value(&r->spare, &r->members[0])) {
		decimal_print(out, &r->spare);
		return;
	}
	for (size_t i = from; i < to; i++) {
		const struct token *token = &t->list[i];
		if (citation && token->kind == TOKEN_DIGITS) { /* 1998b names the year 1998 */
			buf_clear(out);
			buf_add(out, token->text, token->len);
			return;
		}
		if (section && token->kind != TOKEN_DIGITS && token->kind != TOKEN_LETTERS) {
			if (out->len > 0 && out->data[out->len - 1] != '.')
				buf_add_char(out, '.');
			continue;
		}
		if (token->kind == TOKEN_WORD && !token->sign)
			continue;
		if (token->spaced && i > from && out->len > 0)
			buf_add_char(out, ' ');
		if (tokens_is(t, i, 0x66B)) /* the Persian decimal point */
			buf_add_char(out, '.');
		else
			buf_add(out, token->text, token->len);
	}
}

static bool
whole_number(struct decimal *d, const struct buf *text)
{
	return text->len > 0 && text->data[0] != '-' && decimal_parse(d, text->data, text->len) &&
	    d->places == 0;
}

/* References keep their text; the words of a cell that is no number stay as printed. */
static void
read_reference(struct figure_reader *r, struct figure *f, const struct piece *p,
    const char *bound)
{
	buf_add(&f->unit, p->unit.data, p->unit.len);
	put_reference(r, &f->value, &r->number, p->unit);
	if (p->upper.len > 0)
		put_reference(r, &f->upper, &r->upper, p->unit);
	if (f->value.len == 0 || (p->upper.len > 0 && f->upper.len == 0)) {
		unreadable(r, f);
		return;
	}
	if (f->upper.len > 0 && whole_number(&r->values[0], &f->value) &&
	    whole_number(&r->values[1], &f->upper) &&
	    decimal_compare(&r->values[0], &r->values[1]) > 0) {
		struct buf low = f->upper;
		f->upper = f->value;
		f->value = low;
		note(r, REVERSED_RANGE);
	}
	f->bound = bound ? bound : f->upper.len > 0 ? "between" : "exact";
}

static void
put_year(struct buf *out, const struct date *d)
{
	char text[24];
	size_t at = sizeof text;
	long year = d->year;
	if (!d->has_year)
		return;
	do
		text[--at] = (char)('0' + year % 10);
	while ((year /= 10) > 0);
	buf_add(out, text + at, sizeof text - at);
}

static void
read_date(struct figure_reader *r, struct figure *f, const struct piece *p, const char *bound)
{
	enum calendar hint = CALENDAR_NONE;
	for (int c = CALENDAR_JALALI; c <= CALENDAR_HIJRI; c++)
		if (rows_cell_is(p->unit, calendar_name((enum calendar)c)))
			hint = (enum calendar)c;
	struct dates *d = &r->dates;
	if (!dates_read(d, &r->number, &r->upper, hint)) {
		buf_add(&f->unit, p->unit.data, p->unit.len);
		unreadable(r, f);
		return;
	}
	buf_add_string(&f->unit, calendar_name(d->calendar));
	put_year(&f->value, &d->from);
	if (d->range)
		put_year(&f->upper, &d->to);
	dates_edtf(&f->date, d);
	const bool notes[NOTES] = {
	    [REVERSED_RANGE] = d->reversed, [ASSUMED_CALENDAR] = d->assumed_calendar,
	    [ASSUMED_CENTURY] = d->assumed_century, [NO_CALENDAR] = d->no_calendar,
	    [NO_SUCH_DATE] = d->no_such_date,
	};
	for (size_t n = 0; n < NOTES; n++)
		if (notes[n])
			note(r, (enum note)n);
	f->bound = bound ? bound : d->range ? "between" : "exact";
}

static void
read_time(struct figure_reader *r, struct figure *f, const struct piece *p, const char *bound,
    bool visual)
{
	bool swapped;
	if (!clock_read(&f->date, &r->number, &r->upper, visual, &swapped))
		unreadable(r, f);
	else if (swapped)
		note(r, VISUAL_ORDER);
	f->bound = bound ? bound : p->upper.len > 0 ? "between" : "exact";
}

/* Reads the number of P, before the month or behind the decade or century that a date borrows. */
static bool
read_number(struct figure_reader *r, const struct piece *p)
{
	struct cell first = p->scale, second = p->number;
	if (p->scale.len == 0 || !rows_cell_is(p->kind, "date"))
		return tokens_read(&r->number, r->lexicon, second.data, second.len) &&
		    r->number.count > 0;
	if (tokens_read(&r->number, r->lexicon, first.data, first.len) &&
	    names(&r->number, "calendar")) {
		first = p->number;
		second = p->scale;
	}
	buf_clear(&r->joined);
	buf_add(&r->joined, first.data, first.len);
	buf_add_char(&r->joined, ' ');
	buf_add(&r->joined, second.data, second.len);
	return tokens_read(&r->number, r->lexicon, r->joined.data, r->joined.len);
}

void
figure_read(struct figure_reader *r, struct figure *f, const struct piece *p, bool visual)
{
	struct buf *cells[] = {&f->value, &f->upper, &f->unit, &f->date, &f->note};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		buf_clear(cells[i]);
	r->notes = 0;
	f->kind = p->kind;
	take_notes(r, f, p->note);
	const char *bound = bound_of(r, p->qualifier);
	f->bound = bound ? bound : p->upper.len > 0 ? "between" : "exact";
	r->upper.count = 0;
	bool good = read_number(r, p) && (p->upper.len == 0 ||
	    (tokens_read(&r->upper, r->lexicon, p->upper.data, p->upper.len) && r->upper.count > 0));
	if (rows_cell_is(p->kind, "reference")) {
		if (good)
			read_reference(r, f, p, bound);
		else
			buf_add(&f->unit, p->unit.data, p->unit.len);
	} else if (rows_cell_is(p->kind, "date")) {
		if (good)
			read_date(r, f, p, bound);
		else
			buf_add(&f->unit, p->unit.data, p->unit.len);
	} else if (rows_cell_is(p->kind, "time")) {
		if (good)
			read_time(r, f, p, bound, visual);
	} else {
		read_amount(r, f, p, bound, visual);
	}
	if (!good)
		unreadable(r, f);
	put_notes(r, f);
	put_si(r, f);
}

void
figure_free(struct figure *f)
{
	struct buf *cells[] = {&f->value, &f->upper, &f->unit, &f->date, &f->note, &f->si_value,
	    &f->si_upper, &f->si_unit};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		buf_free(cells[i]);
}

void
figure_reader_free(struct figure_reader *r)
{
	struct tokens *tokens[] = {&r->number, &r->upper, &r->unit, &r->qualifier};
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
		tokens_free(tokens[i]);
	for (size_t i = 0; i < FIGURE_MEMBERS_MAX; i++) {
		number_free(&r->members[i]);
		decimal_free(&r->values[i]);
	}
	decimal_free(&r->scale);
	decimal_free(&r->unit_scale);
	decimal_free(&r->spare);
	number_free(&r->dates.number);
	buf_free(&r->joined);
}
