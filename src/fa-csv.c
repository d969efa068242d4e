/* fa-csv: write a table as CSV; see fa-csv(1) */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/columns.h"
#include "lib/csv.h"
#include "lib/csvin.h"
#include "lib/describe.h"
#include "lib/io.h"
#include "lib/rows.h"

enum {
	OPTION_CRLF = IO_LONG,
	OPTION_CSVW,
	OPTION_DATAPACKAGE,
	OPTION_EXCEL,
	OPTION_HEADER,
	OPTION_SAFE
};

static const struct io_option options[] = {
	{'b', "bom", NULL, "begin with a byte order mark"},
	{'c', "columns", "COLUMN,...", "write these columns, in this order (all)"},
	{'d', "decode", NULL, "turn CSV into rows"},
	{'q', "quote", NULL, "quote every cell (only those that need it)"},
	{'s', "separator", "CHAR", "put CHAR between cells, \\t being a tab (,)"},
	{OPTION_CRLF, "crlf", NULL, "end rows in CR LF (LF)"},
	{OPTION_CSVW, "csvw", "URL", "describe the CSV that lies at URL as CSVW metadata"},
	{OPTION_DATAPACKAGE, "datapackage", "PATH", "describe the CSV at PATH as a data package"},
	{OPTION_EXCEL, "excel", "[=fa]", "-b --crlf; with fa also -s ';'"},
	{OPTION_HEADER, "header", "fa|en", "Persian column titles, or the names (en)"},
	{OPTION_SAFE, "safe", NULL, "keep spreadsheets from running cells as formulas"},
	{0},
};

/* What the command line asks for. */
struct request {
	struct csv_style style;
	bool bom;
	bool decode;
	bool persian; /* column titles */
	enum describe_as describe_as;
	const char *url;
	const char *columns;
};

static char
separator_named(const char *name)
{
	if (strcmp(name, "\\t") == 0)
		return '\t';
	unsigned char c = (unsigned char)name[0];
	if (c == '\0' || name[1] != '\0' || c >= 0x80 || strchr("\"\r\n", c))
		io_usage();
	return (char)c;
}

/* A choice among the columns of a table; {0} is empty and valid. */
struct choice {
	size_t count;
	size_t *columns;    /* NULL: all */
	struct cell *cells; /* room for a row of them */
};

/* Chooses the columns that LIST names among the COUNT NAMES, or all where LIST is NULL. */
static void
choose(struct choice *choice, const char *list, const struct cell *names, size_t count,
    const char *file)
{
	size_t most = count;
	for (const char *c = list; c && *c; c++)
		most += *c == ',';
	choice->cells = io_realloc(NULL, (most + 1) * sizeof *choice->cells);
	if (list)
		choice->columns = io_realloc(NULL, (most + 1) * sizeof *choice->columns);
	else
		choice->count = count;
	while (list) {
		size_t len = strcspn(list, ","), i = 0;
		while (i < count && (names[i].len != len || memcmp(names[i].data, list, len) != 0))
			i++;
		if (i == count)
			io_fail(file, 1, "no column %.*s", (int)len, list);
		choice->columns[choice->count++] = i;
		list = list[len] ? list + len + 1 : NULL;
	}
}

/* The chosen ones of CELLS. */
static const struct cell *
chosen(const struct choice *choice, const struct cell *cells)
{
	if (!choice->columns)
		return cells;
	for (size_t i = 0; i < choice->count; i++)
		choice->cells[i] = cells[choice->columns[i]];
	return choice->cells;
}

static void
choice_free(struct choice *choice)
{
	free(choice->columns);
	free(choice->cells);
	*choice = (struct choice){0};
}

/* The titles of the chosen columns in the language asked for. */
static const struct cell *
titles(const struct choice *choice, const struct cell *names, bool persian)
{
	const struct cell *cells = chosen(choice, names);
	for (size_t i = 0; persian && i < choice->count; i++) {
		const struct column *known = columns_named(cells[i].data, cells[i].len);
		choice->cells[i] =
		    known ? (struct cell){known->persian, strlen(known->persian)} : cells[i];
	}
	return persian ? choice->cells : cells;
}

/* Rows to CSV. */
static void
put_csv(char *const files[], const struct request *request)
{
	struct rows rows;
	struct buf room = {0};
	struct choice choice = {0};
	rows_open(&rows, files);
	choose(&choice, request->columns, rows.names, rows.count, rows.file);
	if (request->bom)
		io_write("\xEF\xBB\xBF", 3);
	csv_put_row(io_out(), &room, &request->style, titles(&choice, rows.names, request->persian),
	    choice.count, true);
	io_flush();
	while (rows_next(&rows))
		csv_put_row(io_out(), &room, &request->style, chosen(&choice, rows.cells), choice.count,
		    false);
	choice_free(&choice);
	buf_free(&room);
	rows_close(&rows);
}

/* A description of the CSV that put_csv() makes of these rows. */
static void
put_description(char *const files[], const struct request *request)
{
	struct rows rows;
	struct buf out = {0};
	struct choice choice = {0};
	rows_open(&rows, files);
	choose(&choice, request->columns, rows.names, rows.count, rows.file);
	struct describe_column *columns = io_realloc(NULL, choice.count * sizeof *columns);
	memset(columns, 0, choice.count * sizeof *columns);
	while (rows_next(&rows)) {
		const struct cell *cells = chosen(&choice, rows.cells);
		for (size_t i = 0; i < choice.count; i++)
			describe_see(&columns[i], &cells[i]);
	}
	describe(&out, request->describe_as, request->url, &request->style, request->persian,
	    chosen(&choice, rows.names), columns, choice.count);
	io_write(out.data, out.len);
	free(columns);
	choice_free(&choice);
	buf_free(&out);
	rows_close(&rows);
}

static void
put_row(struct buf *out, const struct cell *cells, size_t count)
{
	buf_clear(out);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_add_char(out, '\t');
		buf_add(out, cells[i].data, cells[i].len);
	}
	buf_add_char(out, '\n');
	io_write(out->data, out->len);
}

/* CSV to rows. */
static void
put_rows(char *const files[], const struct request *request)
{
	struct csvin in;
	struct buf out = {0};
	struct choice choice = {0};
	csvin_open(&in, files, request->style.separator, request->style.safe);
	struct cell *names = io_realloc(NULL, in.count * sizeof *names);
	for (size_t i = 0; i < in.count; i++) {
		const struct column *titled = columns_titled(in.names[i].data, in.names[i].len);
		names[i] = titled ? (struct cell){titled->name, strlen(titled->name)} : in.names[i];
	}
	choose(&choice, request->columns, names, in.count, in.file);
	put_row(&out, chosen(&choice, names), choice.count);
	io_flush();
	while (csvin_next(&in))
		put_row(&out, chosen(&choice, in.cells), choice.count);
	free(names);
	choice_free(&choice);
	buf_free(&out);
	csvin_close(&in);
}

static void
set_excel(struct request *request, const char *locale)
{
	if (locale && strcmp(locale, "fa") != 0)
		io_usage();
	request->bom = request->style.crlf = true;
	if (locale)
		request->style.separator = ';';
}

static void
set_description(struct request *request, enum describe_as as, const char *url)
{
	request->describe_as = as;
	request->url = url;
}

static bool
is_persian(const char *language)
{
	if (strcmp(language, "fa") != 0 && strcmp(language, "en") != 0)
		io_usage();
	return language[0] == 'f';
}

int
main(int argc, char *argv[])
{
	struct request request = {0};
	int option;

	io_start("fa-csv",
	    "[-bdq] [-c column,...] [-s char] [--crlf] [--csvw=url] [--datapackage=path] "
	    "[--excel[=fa]] [--header=fa|en] [--safe] [file ...]",
	    options);
	while ((option = io_option(argc, argv)) != -1)
		switch (option) {
		case 'b': request.bom = true; break;
		case 'c': request.columns = optarg; break;
		case 'd': request.decode = true; break;
		case 'q': request.style.quoted = true; break;
		case 's': request.style.separator = separator_named(optarg); break;
		case OPTION_CRLF: request.style.crlf = true; break;
		case OPTION_CSVW: set_description(&request, DESCRIBE_CSVW, optarg); break;
		case OPTION_DATAPACKAGE: set_description(&request, DESCRIBE_DATAPACKAGE, optarg); break;
		case OPTION_EXCEL: set_excel(&request, optarg); break;
		case OPTION_HEADER: request.persian = is_persian(optarg); break;
		case OPTION_SAFE: request.style.safe = true; break;
		default: io_usage();
		}
	if (request.style.separator == '\0' && !request.decode)
		request.style.separator = ',';
	if (request.decode)
		put_rows(argv + optind, &request);
	else if (request.describe_as)
		put_description(argv + optind, &request);
	else
		put_csv(argv + optind, &request);
	return io_end();
}
