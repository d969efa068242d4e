/* calendar: Jalali, Hijri and Gregorian dates as days, and EDTF level 1 (ISO 8601-2) */
#ifndef CALENDAR_H
#define CALENDAR_H

#include <stdbool.h>

struct buf;

/*
 * Jalali: the civil calendar of Iran by the 33-year rule, which agrees with the equinox at
 * Tehran for 1200-1501. Hijri: the tabular civil calendar (leap years 2, 5, 7, 10, 13, 16,
 * 18, 21, 24, 26, 29 of 30). Gregorian: proleptic, with a year 0.
 */
enum calendar { CALENDAR_NONE, CALENDAR_JALALI, CALENDAR_GREGORIAN, CALENDAR_HIJRI };

/* Years that these functions take: Jalali and Hijri 1 to YEAR_MAX, Gregorian -YEAR_MAX on. */
enum { CALENDAR_YEAR_MAX = 9999 };

struct day {
	long year;
	int month, day; /* from 1 */
};

/* The name that the unit column has, "" for CALENDAR_NONE; and back, for LEN bytes at NAME. */
const char *calendar_name(enum calendar c);

bool calendar_is_leap(enum calendar c, long year);

/* The days of MONTH, 1 to 12. */
int calendar_month_days(enum calendar c, long year, int month);

/* Whether there is such a day. */
bool calendar_has(enum calendar c, struct day d);

/* Days since 1970-01-01 (Gregorian), of a day that calendar_has(); and back. */
long calendar_days(enum calendar c, struct day d);
struct day calendar_day(enum calendar c, long days);

/* Appends the Gregorian day DAYS to OUT as EDTF: `1996-03-20`, `-0329-01-01`. */
void calendar_edtf_day(struct buf *out, long days);

/* Appends a Gregorian year, at least four digits: `0633`, `-0329`. */
void calendar_edtf_year(struct buf *out, long year);

#endif
