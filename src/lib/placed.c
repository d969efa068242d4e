/* placed: see placed.h */
#include "lib/placed.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/io.h"

struct cell
placed_cell(const struct placed *p, size_t id, size_t column)
{
	size_t i = id * p->columns + column;
	size_t start = i > 0 ? p->ends[i - 1] : 0;
	return (struct cell){p->text.data + start, p->ends[i] - start};
}

void
placed_unescape(struct buf *out, const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char next = data[i] == '\\' && i + 1 < len ? data[i + 1] : '\0';
		bool escape = next == 't' || next == 'n' || next == 'r' || next == '\\';
		if (escape)
			rows_unescape(out, data + i++, 2);
		else
			buf_add_char(out, data[i]);
	}
}

static void
add_row(struct placed *p, const struct cell *cells)
{
	if ((p->count + 1) * p->columns > p->room) {
		p->room = 2 * (p->room + p->columns);
		p->ends = io_realloc(p->ends, p->room * sizeof *p->ends);
	}
	for (size_t i = 0; i < p->columns; i++) {
		placed_unescape(&p->text, cells[i].data, cells[i].len);
		p->ends[p->count * p->columns + i] = p->text.len;
	}
	p->count++;
}

static size_t
number(struct cell cell)
{
	size_t n = 0;
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.data[i] < '0' || cell.data[i] > '9' || n > SIZE_MAX / 20)
			return 0;
		n = 10 * n + (size_t)(cell.data[i] - '0');
	}
	return n;
}

static int
compare_docs(const char *a, size_t a_len, const char *b, size_t b_len)
{
	int order = memcmp(a, b, a_len < b_len ? a_len : b_len);
	return order ? order : (a_len > b_len) - (a_len < b_len);
}

static int
compare_places(const void *one, const void *two)
{
	const struct figure *a = one, *b = two;
	int order = compare_docs(a->doc, a->doc_len, b->doc, b->doc_len);
	if (order == 0)
		order = (a->line > b->line) - (a->line < b->line);
	if (order == 0)
		order = (a->column > b->column) - (a->column < b->column);
	return order ? order : (a->id > b->id) - (a->id < b->id);
}

static void
sort_figures(struct placed *p)
{
	p->figures = io_realloc(NULL, (p->count + 1) * sizeof *p->figures);
	p->by_id = io_realloc(NULL, (p->count + 1) * sizeof *p->by_id);
	for (size_t id = 0; id < p->count; id++) {
		struct cell doc = placed_cell(p, id, p->doc);
		p->figures[id] = (struct figure){.doc = doc.data, .doc_len = doc.len, .id = id};
		p->figures[id].line = number(placed_cell(p, id, p->line));
		p->figures[id].column = number(placed_cell(p, id, p->column));
	}
	qsort(p->figures, p->count, sizeof *p->figures, compare_places);
	for (size_t i = 0; i < p->count; i++)
		p->by_id[p->figures[i].id] = i;
}

void
placed_read(struct placed *p, char *const files[], size_t most)
{
	struct rows rows;
	rows_open(&rows, files);
	p->columns = rows.count;
	p->name_array = io_realloc(NULL, rows.count * sizeof *p->name_array);
	p->names = p->name_array;
	buf_add(&p->header, rows.header, rows.header_len);
	for (size_t i = 0; i < rows.count; i++)
		p->name_array[i] = (struct cell){p->header.data + (rows.names[i].data - rows.header),
			rows.names[i].len};
	p->doc = rows_column(&rows, "doc");
	p->line = rows_column(&rows, "line");
	p->column = rows_column(&rows, "column");
	p->kind = rows_column(&rows, "kind");
	p->raw = rows_column(&rows, "raw");
	p->context = rows_column(&rows, "context");
	while (rows_next(&rows)) {
		if (p->count == most) {
			io_bad(rows.file, rows.line, "left out from here on: more than %zu figures", most);
			break;
		}
		if (p->text.len > PLACED_LIMIT) {
			io_bad(rows.file, rows.line, "left out from here on: more than %d bytes",
			    PLACED_LIMIT);
			break;
		}
		add_row(p, rows.cells);
	}
	rows_close(&rows);
	sort_figures(p);
}

static int
compare_doc(const struct figure *f, const char *doc, size_t len)
{
	return compare_docs(f->doc, f->doc_len, doc, len);
}

struct placed_range
placed_doc(const struct placed *p, const char *doc, size_t len)
{
	size_t low = 0, high = p->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_doc(&p->figures[middle], doc, len) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	struct placed_range range = {low, low};
	while (range.end < p->count && compare_doc(&p->figures[range.end], doc, len) == 0)
		range.end++;
	return range;
}

void
placed_free(struct placed *p)
{
	free(p->name_array);
	free(p->ends);
	free(p->figures);
	free(p->by_id);
	buf_free(&p->header);
	buf_free(&p->text);
	*p = (struct placed){0};
}
