/* dates: see dates.h */
#include "lib/dates.h"

#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/decimal.h"

enum { MEMBERS_MAX = 3 };

/* What is read of a cell before it is known what its numbers are. */
struct reading {
	struct date date;
	long members[MEMBERS_MAX]; /* numbers with a slash or a dash between them */
	size_t lengths[MEMBERS_MAX]; /* their digits */
	size_t member_count;
	long plain; /* a number that is day or year, -1 if there is none */
	size_t plain_len;
	bool plain_is_year; /* a word says so */
	bool month_named, year_named;
	long second_year; /* 1375-76; 0 if there is none */
	size_t second_len;
	bool other_era; /* of a calendar that is not converted */
	bool bad;
};

/* The month that token I names, preferably in WANTED; sets *CALENDAR. */
static int
month_named(const struct tokens *t, size_t i, enum calendar wanted, enum calendar *calendar)
{
	static const struct {
		const char *class_name;
		enum calendar calendar;
	} classes[] = {
	    {"month-jalali", CALENDAR_JALALI}, {"month-gregorian", CALENDAR_GREGORIAN},
	    {"month-hijri", CALENDAR_HIJRI}, {"month-jalali-weak", CALENDAR_JALALI},
	    {"month-gregorian-weak", CALENDAR_GREGORIAN}, {"month-hijri-weak", CALENDAR_HIJRI},
	};
	const char *found = NULL;
	for (size_t k = 0; k < sizeof classes / sizeof *classes; k++) {
		const char *code = tokens_code(t, i, classes[k].class_name);
		if (!code || (found && classes[k].calendar != wanted))
			continue;
		if (found && *calendar == wanted)
			break;
		found = code;
		*calendar = classes[k].calendar;
	}
	return found ? atoi(found) : 0;
}

/* The end of the number words that begin at token I. */
static size_t
words_end(const struct tokens *t, size_t i)
{
	size_t end = i;
	while (end < t->count) {
		size_t next = end + (tokens_code(t, end, "and") != NULL);
		enum calendar ignored;
		if (next > end && next == i)
			break;
		if (!number_is_word(t, next) || month_named(t, next, CALENDAR_NONE, &ignored))
			break;
		end = next + 1;
	}
	return end;
}

/* Whether token I joins the members of a date in digits. */
static bool
is_joint(const struct tokens *t, size_t i)
{
	return tokens_is(t, i, '/') || tokens_is(t, i, '.') || tokens_is_dash(t, i);
}

/* Takes a number in digits and what is joined to it, 1375/2/1, from token I; returns its end. */
static size_t
take_digits(struct reading *r, const struct tokens *t, size_t i)
{
	size_t n = 0;
	for (;;) {
		long value;
		if (n == MEMBERS_MAX || !tokens_number(t, i, &value)) {
			r->bad = true;
			return t->count;
		}
		r->members[n] = value;
		r->lengths[n++] = t->list[i].len;
		if (!is_joint(t, i + 1) || !tokens_is_digits(t, i + 2))
			break;
		i += 2;
	}
	if (n == 1) {
		r->plain = r->members[0];
		r->plain_len = r->lengths[0];
	} else {
		r->bad |= r->member_count > 0;
		r->member_count = n;
	}
	return i + 1;
}

static size_t
take_words(struct reading *r, struct number *number, const struct tokens *t, size_t i)
{
	size_t end = words_end(t, i);
	r->bad |= end == i ||
	    !number_read(number, t, i, end, (struct numeral_style){0}, true) ||
	    !decimal_small(&number->value, &r->plain);
	r->plain_len = r->plain < 10 ? 1 : r->plain < 100 ? 2 : 4;
	return end > i ? end : i + 1;
}

/* Makes the last plain number the day, or else the year; false if there is one. */
static bool
place_as(struct reading *r, bool day)
{
	struct date *d = &r->date;
	if (day && d->day == 0) {
		d->day = (int)r->plain;
	} else if (!d->has_year) {
		d->year = r->plain;
		d->short_year = r->plain_len == 2;
		d->has_year = true;
	} else {
		return false;
	}
	r->plain = -1;
	return true;
}

/* Gives the last plain number a place: the day before a month, the year behind one. */
static void
place_plain(struct reading *r)
{
	bool day = !r->month_named && !r->plain_is_year && r->plain_len <= 2;
	if (r->plain >= 0)
		r->bad |= !place_as(r, day);
}

/* Words that may stand in a date and say nothing about it here. */
static const char *const date_words[] = {"month", "weekday", "day", "date-word", "season", "early",
    "mid", "late", "quarter-word", "calendar-name", "relative-year", "relative-month",
    "relative-day", "qualifier", "qualifier-weak", "from", "to", "between", NULL};

/* Takes the word at token I. */
static void
take_word(struct reading *r, const struct tokens *t, size_t i, enum calendar hint)
{

	struct date *d = &r->date;
	enum calendar calendar;
	int month = month_named(t, i, hint, &calendar);
	const char *era = tokens_code(t, i, "era");
	if (!era)
		era = tokens_code(t, i, "era-weak");
	if (month > 0) {
		place_plain(r);
		r->bad |= d->month > 0;
		d->month = month;
		d->calendar = calendar;
		d->marked = r->month_named = true;
		r->plain_is_year = true;
	} else if (era) {
		d->before_christ = strcmp(era, "bc") == 0;
		d->calendar = strcmp(era, "jalali") == 0  ? CALENDAR_JALALI
		              : strcmp(era, "hijri") == 0 ? CALENDAR_HIJRI
		                                          : CALENDAR_GREGORIAN;
		d->marked = true;
	} else if (tokens_code(t, i, "era-other")) {
		r->other_era = true;
	} else if (tokens_code(t, i, "decade")) {
		d->span = DATE_DECADE;
		r->plain_is_year = true;
	} else if (tokens_code(t, i, "century")) {
		d->span = DATE_CENTURY;
		r->plain_is_year = true;
	} else if (tokens_code(t, i, "year") || tokens_code(t, i, "year-word")) {
		r->year_named = r->plain_is_year = true;
	} else {
		r->bad |= !(t->list[i].sign || tokens_in(t, i, date_words));
	}
}

/* Year, month and day of three members: the one with four digits is the year. */
static void
place_three(struct reading *r)
{
	struct date *d = &r->date;
	const long *m = r->members;
	size_t first = r->lengths[0], last = r->lengths[2];
	bool year_last = last >= 3 || (first <= 2 && m[0] <= 31 && m[2] > 31);
	if (first >= 3)
		year_last = false;
	d->year = year_last ? m[2] : m[0];
	d->short_year = (year_last ? last : first) == 2;
	d->month = m[1] > 99 ? 99 : (int)m[1];
	long day = year_last ? m[0] : m[2];
	d->day = day > 99 ? 99 : (int)day;
	d->has_year = true;
	if (d->month > 12 && d->month <= 31 && d->day <= 12 && d->day > 0 && year_last &&
	    d->year >= 1500) {
		/* Month, day, year, as Americans write. */
		int month = d->day;
		d->day = d->month;
		d->month = month;
	}
}

/* Two members: two years, or a year and a month. */
static void
place_two(struct reading *r)
{
	struct date *d = &r->date;
	long a = r->members[0], b = r->members[1];
	bool month = r->lengths[0] >= 3 && b >= 1 && b <= 12 && (a + 1) % 100 != b;
	bool month_first = r->lengths[1] == 4 && r->lengths[0] <= 2 && a >= 1 && a <= 12 &&
	    !r->year_named && d->span > DATE_YEAR;
	d->has_year = true;
	if (month || month_first) {
		d->year = month ? a : b;
		d->month = (int)(month ? b : a);
		return;
	}
	d->year = a;
	d->short_year = r->lengths[0] == 2;
	r->second_year = b;
	r->second_len = r->lengths[1];
}

/* Reads the cell T into R; false if it is no date. */
static bool
read_cell(struct reading *r, struct number *number, const struct tokens *t, enum calendar hint)
{
	*r = (struct reading){.plain = -1, .date = {.span = DATE_YEAR}};
	for (size_t i = 0; i < t->count && !r->bad;) {
		enum calendar ignored;
		bool month = month_named(t, i, hint, &ignored) > 0;
		if (tokens_is_digits(t, i)) {
			/* June 12, 1998 */
			bool day = r->month_named && r->plain_len <= 2 && r->date.day == 0 &&
			    t->list[i].len == 4;
			if (r->plain < 0 || !day || !place_as(r, true))
				place_plain(r);
			i = take_digits(r, t, i);
			if (tokens_code(t, i, "ordinal-suffix") &&
			    (!t->list[i].spaced || !tokens_code(t, i, "era-weak")))
				i++;
		} else if (!month && number_is_word(t, i) && !tokens_code(t, i, "ordinal-suffix")) {
			place_plain(r);
			i = take_words(r, number, t, i);
		} else {
			take_word(r, t, i++, hint);
		}
	}
	if (r->bad || (r->member_count > 0 && (r->plain >= 0 || r->date.has_year || r->date.day)))
		return false;
	if (r->other_era)
		r->date.span = DATE_UNKNOWN;
	if (r->member_count == 3)
		place_three(r);
	else if (r->member_count == 2)
		place_two(r);
	return r->member_count > 0 || r->plain >= 0 || r->date.has_year || r->date.day > 0 ||
	    r->date.month > 0;
}

/* A number that nothing places is a year, or a day if OTHER has the month that it wants. */
static bool
settle(struct reading *r, const struct reading *other)
{
	bool day = other && other->date.month > 0 && !r->month_named && !r->year_named &&
	    r->plain_len <= 2 && r->date.span == DATE_YEAR &&
	    (other->date.day > 0 || other->plain >= 0);
	return r->plain < 0 || place_as(r, day);
}

/* Where one end of a range says less than the other, it means the same. */
static void
share(struct date *a, struct date *b)
{
	if (!a->marked && b->marked) {
		a->calendar = b->calendar;
		a->before_christ = b->before_christ;
		a->marked = true;
	} else if (!b->marked && a->marked) {
		b->calendar = a->calendar;
		b->before_christ = a->before_christ;
		b->marked = true;
	}
	if (a->span != b->span && a->month == 0 && b->month == 0)
		a->span = b->span = a->span > b->span ? a->span : b->span;
	if (a->day > 0 && a->month == 0)
		a->month = b->month;
	if (b->day > 0 && b->month == 0)
		b->month = a->month;
	bool wraps = a->month > b->month && b->month > 0;
	if (!a->has_year && b->has_year && a->month > 0) {
		a->has_year = true;
		a->year = b->year - wraps;
		a->short_year = b->short_year;
	} else if (a->has_year && !b->has_year && b->month > 0) {
		b->has_year = true;
		b->year = a->year + wraps;
		b->short_year = a->short_year;
	}
	if (a->short_year && !b->short_year && b->year >= 1000) {
		a->year += b->year / 100 * 100;
		if (a->year - b->year > 50) /* 95 to 1400, but 59 to 1958 */
			a->year -= 100;
	} else if (b->short_year && !a->short_year && a->year >= 1000) {
		b->year += a->year / 100 * 100;
		if (b->year < a->year)
			b->year += 100;
	}
}

/* A range of unmarked years is in one calendar: if an end is Gregorian, the other is too. */
static void
share_assumed(struct date *a, struct date *b)
{
	bool unmarked = a->calendar == CALENDAR_NONE && b->calendar == CALENDAR_NONE &&
	                a->span == DATE_YEAR && b->span == DATE_YEAR;
	long low = a->year < b->year ? a->year : b->year, high = a->year + b->year - low;
	if (unmarked && low >= 1200 && low < 1500 && high >= 1500 && high <= 2100)
		a->calendar = b->calendar = CALENDAR_GREGORIAN;
}

/* Completes a year of two digits that nothing else completed; true if it did. */
static bool
complete(struct date *d)
{
	if (!d->has_year || !d->short_year || d->year >= 100 || d->span == DATE_CENTURY ||
	    d->before_christ || d->calendar == CALENDAR_HIJRI)
		return false;
	if (d->calendar == CALENDAR_GREGORIAN) {
		/* The year 60 of an era is the year 60; with a month or as a decade it is 1960. */
		if (d->month == 0 && d->span != DATE_DECADE)
			return false;
		d->year += d->year < 30 && d->span != DATE_DECADE ? 2000 : 1900;
		return true;
	}
	d->year += 1300;
	return true;
}

/* Settles the calendar of D, and its first year if it is a decade or a century. */
static void
resolve(struct dates *all, struct date *d)
{
	if (d->span == DATE_UNKNOWN) {
		all->no_calendar = true;
		return;
	}
	bool short_before = d->short_year;
	bool century = d->span == DATE_CENTURY;
	all->assumed_century |= complete(d) || (short_before && d->year >= 100);
	if (century && d->has_year && !d->marked && d->calendar == CALENDAR_NONE && d->year >= 15)
		d->calendar = CALENDAR_GREGORIAN;
	if (century && d->has_year)
		d->year = d->before_christ ? d->year * 100 : (d->year - 1) * 100;
	if (d->span == DATE_DECADE)
		d->year -= d->year % 10;
	if (d->calendar == CALENDAR_NONE && d->has_year && !century) {
		if (d->year >= 1200 && d->year <= 1499) {
			d->calendar = CALENDAR_JALALI;
			all->assumed_calendar = true;
		} else if (d->year >= 1500 && d->year <= 2100) {
			d->calendar = CALENDAR_GREGORIAN;
		}
	}
	all->no_calendar |= d->has_year && d->calendar == CALENDAR_NONE;
	if (d->month > 0 && d->has_year)
		d->span = d->day > 0 ? DATE_DAY : DATE_MONTH;
}

static long
proleptic(const struct date *d)
{
	return d->before_christ ? 1 - d->year : d->year;
}

/* Sets the first and the last day of D; false if it has none. */
static bool
days_of(const struct date *d, struct day *first, struct day *last)
{
	long year = proleptic(d);
	long years = d->span == DATE_DECADE ? 10 : d->span == DATE_CENTURY ? 100 : 1;
	if (d->before_christ && d->span == DATE_DECADE)
		year -= 9; /* the printed year is the last */
	if (!d->has_year || d->calendar == CALENDAR_NONE || d->span == DATE_UNKNOWN ||
	    (d->month > 0) != (d->span <= DATE_MONTH))
		return false;
	*first = (struct day){year, 1, 1};
	*last = (struct day){year + years - 1, 12, 0};
	if (d->calendar != CALENDAR_GREGORIAN && year == 0 && years > 1)
		first->year = 1; /* the first decade and century lack a year */
	if (d->span <= DATE_MONTH)
		first->month = last->month = d->month;
	if (d->span == DATE_DAY)
		first->day = last->day = d->day;
	if (!calendar_has(d->calendar, *first))
		return false;
	if (d->span != DATE_DAY)
		last->day = calendar_month_days(d->calendar, last->year, last->month);
	return calendar_has(d->calendar, *last);
}

/* Compares the first days, or where there are none what is printed. */
static bool
is_later(const struct date *a, const struct date *b)
{
	struct day x, y, ignored;
	if (days_of(a, &x, &ignored) && days_of(b, &y, &ignored))
		return calendar_days(a->calendar, x) > calendar_days(b->calendar, y);
	if (a->has_year && b->has_year && proleptic(a) != proleptic(b))
		return proleptic(a) > proleptic(b);
	if (a->has_year || b->has_year || a->month != b->month)
		return false;
	return a->day > b->day;
}

/* Whether D can be a date, as far as it is printed. */
static bool
is_possible(const struct date *d)
{
	struct day first, last;
	if (d->has_year && d->calendar != CALENDAR_NONE && d->span != DATE_UNKNOWN)
		return days_of(d, &first, &last);
	int longest = d->calendar == CALENDAR_HIJRI ? 30 : 31;
	if (d->calendar != CALENDAR_NONE && d->month >= 1 && d->month <= 12)
		longest = calendar_month_days(d->calendar, d->calendar == CALENDAR_HIJRI ? 2 : 1408,
		    d->month); /* a leap year in each calendar */
	return d->month <= 12 && d->day <= longest;
}

static void
order(struct dates *d)
{
	d->reversed = d->range && is_later(&d->from, &d->to);
	if (!d->reversed)
		return;
	struct date from = d->from;
	d->from = d->to;
	d->to = from;
}

bool
dates_read(struct dates *d, const struct tokens *a, const struct tokens *b, enum calendar hint)
{
	struct number number = d->number;
	struct reading first, second = {.plain = -1};
	*d = (struct dates){.range = b->count > 0};
	bool good = read_cell(&first, &number, a, hint) &&
	    (!d->range || read_cell(&second, &number, b, hint));
	d->number = number;
	good = good && settle(&first, d->range ? &second : NULL) &&
	    (!d->range || settle(&second, &first));
	if (!good)
		return false;
	d->from = first.date;
	d->to = second.date;
	if ((d->from.has_year && d->from.year == 0 && !d->from.short_year) ||
	    (d->to.has_year && d->to.year == 0 && !d->to.short_year))
		return false;
	if (first.second_year > 0 && !d->range) {
		d->range = true;
		d->to = first.date;
		d->to.year = first.second_year;
		d->to.short_year = first.second_len == 2;
	}
	if (d->range) {
		share(&d->from, &d->to);
		share_assumed(&d->from, &d->to);
	}
	struct date *ends[] = {&d->from, &d->to};
	for (size_t i = 0; i < 1 + (size_t)d->range; i++)
		if (ends[i]->day > 0 && ends[i]->month == 0)
			return false;
	for (size_t i = 0; i < 1 + (size_t)d->range; i++) {
		if (ends[i]->calendar == CALENDAR_NONE && hint && ends[i]->span != DATE_UNKNOWN) {
			ends[i]->calendar = hint;
			ends[i]->marked = true;
		}
		resolve(d, ends[i]);
		d->no_such_date |= !is_possible(ends[i]);
	}
	if (d->range && !d->from.marked && d->from.calendar == CALENDAR_NONE)
		d->from.calendar = d->to.calendar;
	d->calendar = d->range && d->from.calendar == CALENDAR_NONE ? d->to.calendar : d->from.calendar;
	order(d);
	return true;
}

/* How many digits of a Gregorian year EDTF masks for D, whose years are FIRST to LAST. */
static int
masked_digits(const struct date *d, long first, long last)
{
	int digits = d->span == DATE_DECADE ? 1 : d->span == DATE_CENTURY ? 2 : 0;
	long step = digits == 1 ? 10 : 100;
	bool fits = (first < 0) == (last < 0) && first / step == last / step;
	return d->calendar == CALENDAR_GREGORIAN && fits ? digits : 0;
}

/* Appends DAY, the first or last day of D, with the precision that is printed. */
static void
put_end(struct buf *out, const struct date *d, struct day day, int masked)
{
	if (d->span == DATE_DAY || d->calendar != CALENDAR_GREGORIAN) {
		calendar_edtf_day(out, calendar_days(d->calendar, day));
		return;
	}
	calendar_edtf_year(out, day.year);
	if (d->span == DATE_MONTH) {
		buf_add(out, day.month < 10 ? "-0" : "-1", 2);
		buf_add_char(out, (char)('0' + day.month % 10));
	}
	for (int i = 0; i < masked; i++)
		out->data[out->len - 1 - (size_t)i] = 'X';
}

void
dates_edtf(struct buf *out, const struct dates *d)
{
	struct day first, from_last, to_first, last;
	const struct date *from = &d->from, *to = d->range ? &d->to : from;
	if (d->no_such_date || !days_of(from, &first, &from_last) || !days_of(to, &to_first, &last))
		return;
	int from_masked = masked_digits(from, first.year, from_last.year);
	int to_masked = masked_digits(to, to_first.year, last.year);
	put_end(out, from, first, from_masked);
	bool point = from->span == DATE_DAY || from_masked > 0 ||
	    (from->calendar == CALENDAR_GREGORIAN && from->span <= DATE_YEAR);
	if (!d->range && point)
		return;
	buf_add_char(out, '/');
	put_end(out, to, last, to_masked);
}
