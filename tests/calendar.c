/* calendar: prints every day from 1206-01-01 to 1498-12-30 Jalali as "jalali gregorian hijri" */
#include <stdio.h>

#include "lib/calendar.h"

/* Whether C gives back the day that it turned DAYS into. */
static int
comes_back(enum calendar c, long days)
{
	struct day d = calendar_day(c, days);
	return calendar_has(c, d) && calendar_days(c, d) == days;
}

static void
print(enum calendar c, long days, char end)
{
	struct day d = calendar_day(c, days);
	printf("%ld-%d-%d%c", d.year, d.month, d.day, end);
}

int
main(void)
{
	long first = calendar_days(CALENDAR_JALALI, (struct day){1206, 1, 1});
	long last = calendar_days(CALENDAR_JALALI, (struct day){1498, 12, 30});
	struct day next = {1206, 1, 1};
	for (long days = first; days <= last; days++) {
		struct day d = calendar_day(CALENDAR_JALALI, days);
		for (int c = CALENDAR_JALALI; c <= CALENDAR_HIJRI; c++)
			if (!comes_back((enum calendar)c, days))
				return 1;
		/* One day behind another, without a gap. */
		if (d.year != next.year || d.month != next.month || d.day != next.day)
			return 1;
		if (++next.day > calendar_month_days(CALENDAR_JALALI, next.year, next.month)) {
			next.day = 1;
			next.month++;
		}
		if (next.month > 12) {
			next.month = 1;
			next.year++;
		}
		print(CALENDAR_JALALI, days, ' ');
		print(CALENDAR_GREGORIAN, days, ' ');
		print(CALENDAR_HIJRI, days, '\n');
	}
	return 0;
}
