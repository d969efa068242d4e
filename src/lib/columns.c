/* columns: see columns.h */
#include "lib/columns.h"

#include <string.h>

static const struct column columns[] = {
#include "columns_data.h"
};

enum { COUNT = sizeof columns / sizeof *columns };

static int
is(const char *string, const char *text, size_t len)
{
	return strlen(string) == len && memcmp(string, text, len) == 0;
}

const struct column *
columns_named(const char *name, size_t len)
{
	for (size_t i = 0; i < COUNT; i++)
		if (is(columns[i].name, name, len))
			return &columns[i];
	return NULL;
}

const struct column *
columns_titled(const char *title, size_t len)
{
	for (size_t i = 0; i < COUNT; i++)
		if (is(columns[i].persian, title, len))
			return &columns[i];
	return NULL;
}
