/* columns: see columns.h */
#include "lib/columns.h"

#include <string.h>

static const struct column columns[] = {
#include "columns_data.h"
};

enum { COUNT = sizeof columns / sizeof *columns };

static const struct column *
find(const char *text, size_t len, bool titled, bool label)
{
	for (size_t i = 0; i < COUNT; i++) {
		const char *key = titled ? columns[i].persian : columns[i].name;
		if (strlen(key) == len && memcmp(key, text, len) == 0 &&
		    (strcmp(columns[i].type, "label") == 0) == label)
			return &columns[i];
	}
	return NULL;
}

const struct column *
columns_named(const char *name, size_t len)
{
	return find(name, len, false, false);
}

const struct column *
columns_titled(const char *title, size_t len)
{
	return find(title, len, true, false);
}

const struct column *
columns_label(const char *name)
{
	return find(name, strlen(name), false, true);
}

static size_t
digits(const char *text, size_t at, size_t len)
{
	size_t n = 0;
	while (at + n < len && text[at + n] >= '0' && text[at + n] <= '9')
		n++;
	return n;
}

bool
columns_decimal(const char *text, size_t len, size_t *fraction)
{
	size_t start = len > 0 && text[0] == '-', whole = digits(text, start, len);
	*fraction = 0;
	if (whole == 0 || (whole > 1 && text[start] == '0'))
		return false;
	if (start + whole == len)
		return true;
	*fraction = digits(text, start + whole + 1, len);
	return text[start + whole] == '.' && *fraction > 0 && start + whole + 1 + *fraction == len;
}
