/* calendar: see calendar.h */
#include "lib/calendar.h"

#include <stdio.h>

#include "lib/buf.h"

/* First days, counted from 1970-01-01: 1 Farvardin 1 (0622-03-21) and 1 Muharram 1 (0622-07-19). */
enum { JALALI_FIRST = -492268, HIJRI_FIRST = -492148 };

static long
floor_div(long a, long b)
{
	return a / b - (a % b < 0);
}

const char *
calendar_name(enum calendar c)
{
	static const char *const names[] = {"", "jalali", "gregorian", "hijri"};
	return names[c];
}

bool
calendar_is_leap(enum calendar c, long year)
{
	switch (c) {
	case CALENDAR_JALALI: return (25 * year + 11) % 33 < 8;
	case CALENDAR_HIJRI: return (11 * year + 14) % 30 < 11;
	default: return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	}
}

int
calendar_month_days(enum calendar c, long year, int month)
{
	bool leap = calendar_is_leap(c, year);
	switch (c) {
	case CALENDAR_JALALI: return month <= 6 ? 31 : month <= 11 || leap ? 30 : 29;
	case CALENDAR_HIJRI: return month % 2 == 1 || (month == 12 && leap) ? 30 : 29;
	default: return month == 2 ? 28 + leap : 30 + (month + month / 8) % 2;
	}
}

bool
calendar_has(enum calendar c, struct day d)
{
	long first = c == CALENDAR_GREGORIAN ? -CALENDAR_YEAR_MAX : 1;
	return c != CALENDAR_NONE && d.year >= first && d.year <= CALENDAR_YEAR_MAX && d.month >= 1 &&
	    d.month <= 12 && d.day >= 1 && d.day <= calendar_month_days(c, d.year, d.month);
}

/* Days from the first of 1970 to 1 January of YEAR. */
static long
gregorian_new_year(long year)
{
	long before = year - 1;
	return 365 * before + floor_div(before, 4) - floor_div(before, 100) +
	    floor_div(before, 400) - 719162;
}

/* Days to the first of YEAR. (8 n + 29) / 33 of the first n Jalali years are leap years. */
static long
new_year(enum calendar c, long year)
{
	switch (c) {
	case CALENDAR_JALALI: return JALALI_FIRST + 365 * (year - 1) + (8 * (year - 1) + 29) / 33;
	case CALENDAR_HIJRI: return HIJRI_FIRST + 354 * (year - 1) + (11 * (year - 1) + 14) / 30;
	default: return gregorian_new_year(year);
	}
}

long
calendar_days(enum calendar c, struct day d)
{
	long days = new_year(c, d.year) + d.day - 1;
	for (int month = 1; month < d.month; month++)
		days += calendar_month_days(c, d.year, month);
	return days;
}

struct day
calendar_day(enum calendar c, long days)
{
	long year = c == CALENDAR_HIJRI ? floor_div(days - HIJRI_FIRST, 355) + 1
	            : c == CALENDAR_JALALI ? floor_div(days - JALALI_FIRST, 366) + 1
	                                  : floor_div(days, 366) + 1970;
	if (c == CALENDAR_GREGORIAN && days < 0)
		year = floor_div(days, 365) + 1970;
	while (days >= new_year(c, year + 1))
		year++;
	struct day d = {year, 1, 1};
	days -= new_year(c, year);
	while (days >= calendar_month_days(c, year, d.month))
		days -= calendar_month_days(c, year, d.month++);
	d.day = (int)days + 1;
	return d;
}

void
calendar_edtf_year(struct buf *out, long year)
{
	char text[32];
	snprintf(text, sizeof text, year < 0 ? "-%04ld" : "%04ld", year < 0 ? -year : year);
	buf_add_string(out, text);
}

void
calendar_edtf_day(struct buf *out, long days)
{
	struct day d = calendar_day(CALENDAR_GREGORIAN, days);
	char text[16];
	calendar_edtf_year(out, d.year);
	snprintf(text, sizeof text, "-%02d-%02d", d.month, d.day);
	buf_add_string(out, text);
}
