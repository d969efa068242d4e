/* fa-csv: write a table as CSV; see fa-csv(1) */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/csv.h"
#include "lib/io.h"
#include "lib/rows.h"

enum { OPTION_CRLF = IO_LONG, OPTION_EXCEL, OPTION_SAFE };

static const struct io_option options[] = {
	{'b', "bom", NULL, "begin with a byte order mark"},
	{'c', "columns", "COLUMN,...", "write these columns, in this order (all)"},
	{'q', "quote", NULL, "quote every cell (only those that need it)"},
	{'s', "separator", "CHAR", "put CHAR between cells, \\t being a tab (,)"},
	{OPTION_CRLF, "crlf", NULL, "end rows in CR LF (LF)"},
	{OPTION_EXCEL, "excel", "[=fa]", "-b --crlf; with fa also -s ';'"},
	{OPTION_SAFE, "safe", NULL, "keep spreadsheets from running cells as formulas"},
	{0},
};

/* What the command line asks for. */
struct request {
	struct csv_style style;
	bool bom;
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

/*
 * The columns that LIST names, in its order, or all where LIST is NULL; *COUNT is how
 * many. Free with free().
 */
static size_t *
chosen_columns(const struct rows *rows, const char *list, size_t *count)
{
	size_t most = rows->count;
	for (const char *c = list; c && *c; c++)
		most += *c == ',';
	size_t *chosen = io_realloc(NULL, (most + 1) * sizeof *chosen);
	*count = 0;
	while (!list && *count < rows->count) {
		chosen[*count] = *count;
		++*count;
	}
	while (list) {
		size_t len = strcspn(list, ",");
		size_t i = rows_find(rows, list, len);
		if (i == rows->count)
			io_fail(rows->file, 1, "no column %.*s", (int)len, list);
		chosen[(*count)++] = i;
		list = list[len] ? list + len + 1 : NULL;
	}
	return chosen;
}

static void
put_csv(char *const files[], const struct request *request)
{
	struct rows rows;
	struct buf out = {0};
	size_t count;
	rows_open(&rows, files);
	size_t *chosen = chosen_columns(&rows, request->columns, &count);
	struct cell *cells = io_realloc(NULL, count * sizeof *cells);
	if (request->bom)
		io_write("\xEF\xBB\xBF", 3);
	for (size_t i = 0; i < count; i++)
		cells[i] = rows.names[chosen[i]];
	csv_put_row(&out, &request->style, cells, count, true);
	io_write(out.data, out.len);
	io_flush();
	while (rows_next(&rows)) {
		for (size_t i = 0; i < count; i++)
			cells[i] = rows.cells[chosen[i]];
		buf_clear(&out);
		csv_put_row(&out, &request->style, cells, count, false);
		io_write(out.data, out.len);
	}
	free(cells);
	free(chosen);
	buf_free(&out);
	rows_close(&rows);
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

int
main(int argc, char *argv[])
{
	struct request request = {.style.separator = ','};
	int option;

	io_start("fa-csv",
	    "[-bq] [-c column,...] [-s char] [--crlf] [--excel[=fa]] [--safe] [file ...]", options);
	while ((option = io_option(argc, argv)) != -1)
		switch (option) {
		case 'b': request.bom = true; break;
		case 'c': request.columns = optarg; break;
		case 'q': request.style.quoted = true; break;
		case 's': request.style.separator = separator_named(optarg); break;
		case OPTION_CRLF: request.style.crlf = true; break;
		case OPTION_EXCEL: set_excel(&request, optarg); break;
		case OPTION_SAFE: request.style.safe = true; break;
		default: io_usage();
		}
	put_csv(argv + optind, &request);
	return io_end();
}
