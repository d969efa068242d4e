/* dates: printed dates, in words and digits */
#ifndef DATES_H
#define DATES_H

#include <stdbool.h>

#include "lib/calendar.h"
#include "lib/number.h"
#include "lib/tokens.h"

struct buf;

/* What a date is as long as; unknown for a calendar that is not converted. */
enum date_span { DATE_DAY, DATE_MONTH, DATE_YEAR, DATE_DECADE, DATE_CENTURY, DATE_UNKNOWN };

/* One end of a date; 0 where nothing is printed. */
struct date {
	enum date_span span;
	long year;  /* printed, or completed; of a decade or century its first */
	int month, day;
	bool has_year;
	bool short_year;  /* printed with two digits */
	bool before_christ;
	bool marked;      /* an era or a month name shows CALENDAR */
	enum calendar calendar;
};

/* A printed date or range of dates. */
struct dates {
	struct date from, to;
	bool range;
	enum calendar calendar; /* of both; CALENDAR_NONE if nothing tells */
	bool reversed;
	bool assumed_calendar, assumed_century, no_calendar, no_such_date;

	struct number number;
};

/*
 * Reads the dates of cell A and, unless B has no token, its later end B. HINT is the
 * calendar that is known from elsewhere, or CALENDAR_NONE. False if they are no dates.
 */
bool dates_read(struct dates *d, const struct tokens *a, const struct tokens *b,
    enum calendar hint);

/* Appends D as EDTF; nothing where a year, a calendar or the day is wanting. */
void dates_edtf(struct buf *out, const struct dates *d);

#endif
