/* fa-xlsx: write a table as a workbook for spreadsheets; see fa-xlsx(1) */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/columns.h"
#include "lib/io.h"
#include "lib/rows.h"
#include "lib/sheet.h"
#include "lib/tally.h"
#include "lib/utf8.h"

enum { OPTION_HEADER = IO_LONG, OPTION_ROWS };
enum { WIDEST = 60, NARROWEST = 6 }; /* columns, in characters */
enum { BUFFER = 1 << 16, ROOM = 1 << 20 }; /* ROOM: for the small parts of a workbook */

static const struct io_option options[] = {
	{OPTION_HEADER, "header", "fa|en", "Persian column titles, or the names (en)"},
	{OPTION_ROWS, "rows", "N", "put at most N rows on a sheet (1048576)"},
	{0},
};

/* What a column's cells may become. */
enum role { TEXT, INTEGER, VALUE, DATE };

/* The table on its way into a workbook. */
struct work {
	struct rows rows;
	struct sheets sheets;
	enum role *roles;
	size_t *widths;
	size_t kind, unit; /* columns, or COUNT of ROWS */
	lxw_worksheet *sheet, *counts;
	uint32_t row, most; /* on this sheet */
	size_t number;      /* of this sheet of figures, from 1 */
	off_t largest, all; /* bytes of the sheets of figures */
	bool persian;
	struct tally tally;
};

static char path[4096]; /* of the workbook until it is copied out; "" when there is none */

static void
remove_path(void)
{
	if (path[0])
		unlink(path);
}

static const char *
temporary_folder(void)
{
	const char *folder = getenv("TMPDIR");
	return folder && *folder ? folder : "/tmp";
}

static const char *
title(const struct work *w, const struct column *column)
{
	return w->persian ? column->persian : column->english;
}

static bool
cell_is(const struct cell *cell, const char *text)
{
	return cell->len == strlen(text) && memcmp(cell->data, text, cell->len) == 0;
}

static void
find_roles(struct work *w)
{
	const struct rows *rows = &w->rows;
	if (rows->count > SHEET_COLUMNS)
		io_fail(rows->file, 1, "%zu columns, and a sheet has %d", rows->count, SHEET_COLUMNS);
	w->roles = io_realloc(NULL, rows->count * sizeof *w->roles);
	w->widths = io_realloc(NULL, rows->count * sizeof *w->widths);
	for (size_t i = 0; i < rows->count; i++) {
		const struct column *known = columns_named(rows->names[i].data, rows->names[i].len);
		w->roles[i] = !known                                 ? TEXT
		              : strcmp(known->type, "integer") == 0  ? INTEGER
		              : strcmp(known->type, "number") == 0   ? VALUE
		              : strcmp(known->name, "date") == 0     ? DATE
		                                                     : TEXT;
		w->widths[i] = NARROWEST;
	}
	w->kind = rows_find(rows, "kind", 4);
	w->unit = rows_find(rows, "unit", 4);
}

static lxw_worksheet *
add_sheet(struct work *w, const char *label, size_t number)
{
	char name[LXW_SHEETNAME_MAX * 4];
	const char *called = title(w, columns_label(label));
	if (number > 1)
		snprintf(name, sizeof name, "%s %zu", called, number);
	else
		snprintf(name, sizeof name, "%s", called);
	lxw_worksheet *sheet = workbook_add_worksheet(w->sheets.book, name);
	if (!sheet)
		io_fail(NULL, 0, "cannot add a sheet");
	worksheet_right_to_left(sheet);
	worksheet_freeze_panes(sheet, 1, 0);
	return sheet;
}

static void
widen(struct work *w, size_t column, const struct cell *cell)
{
	size_t width = utf8_count(cell->data, cell->len) + 2;
	if (width > w->widths[column])
		w->widths[column] = width < WIDEST ? width : WIDEST;
}

static void
put_header(struct work *w)
{
	for (size_t i = 0; i < w->rows.count; i++) {
		struct cell name = w->rows.names[i];
		const struct column *known = columns_named(name.data, name.len);
		if (known && w->persian)
			name = (struct cell){known->persian, strlen(known->persian)};
		widen(w, i, &name);
		sheet_put_text(&w->sheets, w->sheet, 0, (uint16_t)i, &name, sheet_header(&w->sheets));
	}
	w->row = 1;
}

/* Ends the sheet that is being written: only now are its columns' widths known. */
static void
end_sheet(struct work *w)
{
	uint16_t last = (uint16_t)(w->rows.count - 1);
	for (size_t i = 0; i < w->rows.count; i++)
		worksheet_set_column(w->sheet, (uint16_t)i, (uint16_t)i, (double)w->widths[i], NULL);
	worksheet_autofilter(w->sheet, 0, 0, w->row - 1, last);
	worksheet_ignore_errors(w->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
	/* libxlsxwriter does not look whether this temporary file could be written. */
	FILE *cells = w->sheet->optimize_tmpfile;
	if (cells && (fflush(cells) != 0 || ferror(cells)))
		io_fail(temporary_folder(), 0, "cannot write a temporary file: %s", strerror(errno));
	off_t size = cells ? ftello(cells) : 0;
	w->largest = size > w->largest ? size : w->largest;
	w->all += size;
}

static void
begin_sheet(struct work *w)
{
	w->sheet = add_sheet(w, "figures", ++w->number);
	if (!w->counts)
		w->counts = add_sheet(w, "counts", 1);
	put_header(w);
}

static enum sheet_sign
sign_of(const struct work *w)
{
	const struct cell *cells = w->rows.cells;
	size_t none = w->rows.count;
	if (w->unit == none || w->kind == none || !cell_is(&cells[w->kind], "percent"))
		return SHEET_PLAIN;
	return cell_is(&cells[w->unit], "%")   ? SHEET_PERCENT
	       : cell_is(&cells[w->unit], "‰") ? SHEET_PERMILLE
	                                       : SHEET_PLAIN;
}

static void
put_cell(struct work *w, size_t i, enum sheet_sign sign, bool reference)
{
	const struct cell *cell = &w->rows.cells[i];
	uint16_t column = (uint16_t)i;
	enum role role = w->roles[i];
	if (cell->len == 0)
		return;
	widen(w, i, cell);
	if (role == VALUE && !reference &&
	    sheet_put_number(&w->sheets, w->sheet, w->row, column, cell, sign))
		return;
	if (role == INTEGER &&
	    sheet_put_number(&w->sheets, w->sheet, w->row, column, cell, SHEET_PLAIN))
		return;
	if (role == DATE && sheet_put_date(&w->sheets, w->sheet, w->row, column, cell))
		return;
	lxw_format *format = role == TEXT ? NULL : sheet_text(&w->sheets);
	if (!sheet_put_text(&w->sheets, w->sheet, w->row, column, cell, format))
		io_bad(w->rows.file, w->rows.line, "cell %zu: cut at %d characters", i + 1,
		    SHEET_CHARACTERS);
}

static void
put_row(struct work *w)
{
	const struct rows *rows = &w->rows;
	static const struct cell none = {"", 0};
	const struct cell *kind = w->kind < rows->count ? &rows->cells[w->kind] : &none;
	const struct cell *unit = w->unit < rows->count ? &rows->cells[w->unit] : &none;
	enum sheet_sign sign = sign_of(w);
	bool reference = cell_is(kind, "reference");
	if (w->row == w->most) {
		end_sheet(w);
		begin_sheet(w);
	}
	for (size_t i = 0; i < rows->count; i++)
		put_cell(w, i, sign, reference);
	w->row++;
	tally_add(&w->tally, kind->data, kind->len, unit->data, unit->len);
}

static void
put_count(struct work *w, uint32_t row, const char *kind, const char *unit, size_t count)
{
	struct cell cells[] = {{kind, strlen(kind)}, {unit, strlen(unit)}};
	for (uint16_t i = 0; i < 2; i++)
		if (cells[i].len > 0)
			sheet_put_text(&w->sheets, w->counts, row, i, &cells[i], NULL);
	worksheet_write_number(w->counts, row, 2, (double)count, NULL);
}

/* The sheet of counts: how many figures there are of every kind and unit. */
static void
put_counts(struct work *w)
{
	const struct column *columns[] = {
		columns_named("kind", 4), columns_named("unit", 4), columns_label("counts")};
	for (uint16_t i = 0; i < 3; i++) {
		const char *name = w->persian ? columns[i]->persian : columns[i]->name;
		struct cell cell = {name, strlen(name)};
		sheet_put_text(&w->sheets, w->counts, 0, i, &cell, sheet_header(&w->sheets));
	}
	uint32_t row = 1;
	for (size_t i = 0; i < w->tally.count; i++) {
		const struct tally_pair *pair = &w->tally.pairs[i];
		put_count(w, row++, pair->first, pair->second, pair->count);
	}
	if (w->tally.rest > 0)
		put_count(w, row++, "…", "…", w->tally.rest);
	worksheet_set_column(w->counts, 0, 2, 16, NULL);
	worksheet_autofilter(w->counts, 0, 0, row - 1, 2);
}

static void
make_path(void)
{
	int n = snprintf(path, sizeof path, "%s/fa-xlsx.XXXXXX", temporary_folder());
	int descriptor = n < (int)sizeof path ? mkstemp(path) : -1;
	if (descriptor < 0) {
		path[0] = '\0';
		io_fail(temporary_folder(), 0, "cannot make a temporary file: %s", strerror(errno));
	}
	close(descriptor);
	atexit(remove_path);
}

/*
 * Sees to it that libxlsxwriter, which would not notice a full disk, has room for the
 * second copy that it makes of each sheet in turn, and for the workbook.
 */
static void
check_room(const struct work *w)
{
	int descriptor = open(path, O_WRONLY | O_CLOEXEC);
	int error = descriptor < 0 ? errno : posix_fallocate(descriptor, 0, w->largest + w->all + ROOM);
	if (descriptor >= 0)
		close(descriptor);
	if (error != 0)
		io_fail(temporary_folder(), 0, "no room for a workbook: %s", strerror(error));
}

static void
copy_out(void)
{
	static char data[BUFFER];
	int descriptor = open(path, O_RDONLY | O_CLOEXEC);
	if (descriptor < 0)
		io_fail(path, 0, "cannot open: %s", strerror(errno));
	ssize_t n;
	while ((n = read(descriptor, data, sizeof data)) > 0)
		io_write(data, (size_t)n);
	if (n < 0)
		io_fail(path, 0, "cannot read: %s", strerror(errno));
	close(descriptor);
}

static void
new_book(struct work *w)
{
	lxw_workbook_options how = {.constant_memory = LXW_TRUE, .tmpdir = (char *)temporary_folder()};
	w->sheets.book = workbook_new_opt(path, &how);
	if (!w->sheets.book)
		io_fail(NULL, 0, "cannot begin a workbook");
	/* The same table gives the same bytes: no clock. 1980 is where ZIP begins to count. */
	lxw_doc_properties properties = {
		.title = (char *)title(w, columns_label("table")), .created = 315532800};
	workbook_set_properties(w->sheets.book, &properties);
}

static void
convert(struct work *w, char *const files[])
{
	rows_open(&w->rows, files);
	find_roles(w);
	make_path();
	new_book(w);
	begin_sheet(w);
	while (rows_next(&w->rows))
		put_row(w);
	end_sheet(w);
	put_counts(w);
	check_room(w);
	lxw_error error = workbook_close(w->sheets.book);
	if (error != LXW_NO_ERROR)
		io_fail(temporary_folder(), 0, "cannot write a workbook: %s", lxw_strerror(error));
	copy_out();
	free(w->roles);
	free(w->widths);
	tally_free(&w->tally);
	buf_free(&w->sheets.buf);
	rows_close(&w->rows);
}

static bool
is_persian(const char *language)
{
	if (strcmp(language, "fa") != 0 && strcmp(language, "en") != 0)
		io_usage();
	return language[0] == 'f';
}

static uint32_t
row_limit(const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);
	if (*text == '\0' || *end != '\0' || n < 2 || n > SHEET_ROWS)
		io_usage();
	return (uint32_t)n;
}

int
main(int argc, char *argv[])
{
	struct work work = {.most = SHEET_ROWS};
	int option;

	io_start("fa-xlsx", "[--header=fa|en] [--rows=n] [file ...]", options);
	while ((option = io_option(argc, argv)) != -1)
		switch (option) {
		case OPTION_HEADER: work.persian = is_persian(optarg); break;
		case OPTION_ROWS: work.most = row_limit(optarg); break;
		default: io_usage();
		}
	if (isatty(STDOUT_FILENO))
		io_fail("standard output", 0, "is a terminal: redirect it to an .xlsx file");
	convert(&work, argv + optind);
	return io_end();
}
