/* sheet: see sheet.h */
#include "lib/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/columns.h"
#include "lib/io.h"
#include "lib/rows.h"
#include "lib/utf8.h"

static lxw_format *
new_format(struct sheets *s, const char *numbers)
{
	lxw_format *format = workbook_add_format(s->book);
	if (!format)
		io_fail(NULL, 0, "out of memory");
	if (numbers)
		format_set_num_format(format, numbers);
	return format;
}

lxw_format *
sheet_header(struct sheets *s)
{
	if (!s->header) {
		s->header = new_format(s, NULL);
		format_set_bold(s->header);
		format_set_bg_color(s->header, 0xE2E8F0);
		format_set_bottom(s->header, LXW_BORDER_THIN);
	}
	return s->header;
}

lxw_format *
sheet_text(struct sheets *s)
{
	if (!s->text)
		s->text = new_format(s, "@");
	return s->text;
}

/* Whether an escape of the file format (_xHHHH_) seems to stand at TEXT. */
static bool
looks_escaped(const char *text, size_t len)
{
	if (len < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_')
		return false;
	for (int i = 2; i < 6; i++)
		if (!strchr("0123456789abcdefABCDEF", text[i]) || text[i] == '\0')
			return false;
	return true;
}

/* Appends what is no character of XML: libxlsxwriter escapes the other control characters. */
static void
add_strange(struct buf *out, uint32_t point, unsigned char byte)
{
	char escape[12];
	snprintf(escape, sizeof escape, point > 0 ? "_x%04X_" : "\\x%02X",
	    point > 0 ? (unsigned)point : byte);
	buf_add_string(out, escape);
}

/* Appends the character at TEXT, escaped if need be, and returns its bytes. */
static size_t
add_character(struct buf *out, const char *text, size_t len, size_t *units)
{
	uint32_t point;
	size_t n = utf8_decode(text, len, &point);
	size_t before = out->len;
	*units = 1;
	if (n == 0 || point == 0)
		add_strange(out, 0, (unsigned char)text[0]);
	else if (point == 0xFFFE || point == 0xFFFF)
		add_strange(out, point, 0);
	else if (looks_escaped(text, len))
		buf_add_string(out, "_x005F_");
	else
		buf_add(out, text, n);
	if (n == 0 || point == 0)
		*units = out->len - before;
	else if (n == 4)
		*units = 2;
	return n > 0 ? n : 1;
}

bool
sheet_put_text(struct sheets *s, lxw_worksheet *sheet, uint32_t row, uint16_t column,
    const struct cell *cell, lxw_format *format)
{
	size_t total = 0, units, taken;
	buf_clear(&s->buf);
	for (size_t i = 0; i < cell->len; i += taken) {
		char next = cell->data[i] == '\\' && i + 1 < cell->len ? cell->data[i + 1] : '\0';
		size_t before = s->buf.len;
		if (next == 't' || next == 'n' || next == 'r') {
			buf_add_char(&s->buf, next == 't' ? '\t' : next == 'n' ? '\n' : '\r');
			units = 1;
			taken = 2;
		} else if (next == '\\') {
			buf_add(&s->buf, "\\\\", 2);
			units = taken = 2;
		} else {
			taken = add_character(&s->buf, cell->data + i, cell->len - i, &units);
		}
		total += units;
		if (total > SHEET_CHARACTERS) {
			s->buf.len = before;
			break;
		}
	}
	buf_add_char(&s->buf, '\0');
	lxw_error error = worksheet_write_string(sheet, row, column, s->buf.data, format);
	if (error != LXW_NO_ERROR && error != LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
		io_fail(NULL, 0, "cannot write a cell: %s", lxw_strerror(error));
	return total <= SHEET_CHARACTERS && error == LXW_NO_ERROR;
}

/* The format of numbers with so many decimals, 0.0"%" for one. */
static lxw_format *
number_format(struct sheets *s, enum sheet_sign sign, size_t decimals)
{
	static const char *const signs[SHEET_SIGNS] = {"", "\"%\"", "\"‰\""};
	lxw_format **format = &s->numbers[sign][decimals];
	if (!*format) {
		char code[64];
		snprintf(code, sizeof code, "0%s%.*s%s", decimals > 0 ? "." : "", (int)decimals,
		    "000000000000000", signs[sign]);
		*format = new_format(s, code);
	}
	return *format;
}

bool
sheet_put_number(struct sheets *s, lxw_worksheet *sheet, uint32_t row, uint16_t column,
    const struct cell *cell, enum sheet_sign sign)
{
	char text[SHEET_DIGITS + 4];
	size_t fraction, digits = 0;
	for (size_t i = 0; i < cell->len; i++)
		digits += cell->data[i] >= '0' && cell->data[i] <= '9';
	if (digits > SHEET_DIGITS || !columns_decimal(cell->data, cell->len, &fraction))
		return false;
	memcpy(text, cell->data, cell->len);
	text[cell->len] = '\0';
	worksheet_write_number(sheet, row, column, strtod(text, NULL),
	    number_format(s, sign, fraction));
	return true;
}

static int
two_digits(const char *text)
{
	return 10 * (text[0] - '0') + (text[1] - '0');
}

bool
sheet_put_date(struct sheets *s, lxw_worksheet *sheet, uint32_t row, uint16_t column,
    const struct cell *cell)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	const char *text = cell->data;
	if (cell->len != 10 || memcmp(text, "1900-03-01", 10) < 0)
		return false;
	for (int i = 0; i < 10; i++)
		if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9')
			return false;
	int year = 100 * two_digits(text) + two_digits(text + 2);
	int month = two_digits(text + 5), day = two_digits(text + 8);
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	if (month < 1 || month > 12 || day < 1 || day > days[month - 1] + (leap && month == 2))
		return false;
	if (!s->date)
		s->date = new_format(s, "yyyy-mm-dd");
	lxw_datetime date = {.year = year, .month = month, .day = day};
	worksheet_write_datetime(sheet, row, column, &date, s->date);
	return true;
}
