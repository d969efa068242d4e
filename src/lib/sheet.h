/* sheet: the cells of a table as those of a spreadsheet, through libxlsxwriter */
#ifndef SHEET_H
#define SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include <xlsxwriter.h>

#include "lib/buf.h"

struct cell;

enum {
	SHEET_DIGITS = 15,       /* that a number of a spreadsheet keeps */
	SHEET_ROWS = 1048576,    /* of a sheet, and columns */
	SHEET_COLUMNS = 16384,
	SHEET_CHARACTERS = 32767 /* of a cell, in UTF-16 */
};

/* How a number is shown: plain, or as so much of a hundred or a thousand. */
enum sheet_sign { SHEET_PLAIN, SHEET_PERCENT, SHEET_PERMILLE, SHEET_SIGNS };

/* A workbook under way. {.book = ...} is valid; what is behind the blank line is private. */
struct sheets {
	lxw_workbook *book;

	lxw_format *numbers[SHEET_SIGNS][SHEET_DIGITS + 1]; /* by digits of the fraction */
	lxw_format *date, *text, *header;
	struct buf buf;
};

/* The format of a header cell, and of a cell that is text though it looks like a number. */
lxw_format *sheet_header(struct sheets *s);
lxw_format *sheet_text(struct sheets *s);

/*
 * Writes CELL as text. As in CSV, \t \n \r are characters and other escapes stay; NUL and
 * bytes that are not UTF-8 are escaped too. Returns false if it had to be cut.
 */
bool sheet_put_text(struct sheets *s, lxw_worksheet *sheet, uint32_t row, uint16_t column,
    const struct cell *cell, lxw_format *format);

/*
 * Writes CELL as a number with as many decimals as it is printed with; false, and
 * nothing is written, if it is none or has more digits than a spreadsheet keeps.
 */
bool sheet_put_number(struct sheets *s, lxw_worksheet *sheet, uint32_t row, uint16_t column,
    const struct cell *cell, enum sheet_sign sign);

/*
 * Writes CELL as a date; false, and nothing is written, if it is not a single day
 * (YYYY-MM-DD) from 1900-03-01 on. Before, spreadsheets disagree by a day.
 */
bool sheet_put_date(struct sheets *s, lxw_worksheet *sheet, uint32_t row, uint16_t column,
    const struct cell *cell);

#endif
