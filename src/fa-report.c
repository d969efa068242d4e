/* fa-report: show figures in their documents as a page for browsers; see fa-report(1) */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/columns.h"
#include "lib/html.h"
#include "lib/io.h"
#include "lib/json.h"
#include "lib/names.h"
#include "lib/placed.h"
#include "lib/rows.h"
#include "lib/text.h"
#include "lib/utf8.h"
#include "report_data.h"

enum { OPTION_MOST = IO_LONG };
enum { MOST = 100000 };
enum { LONG = 1 << 16 }; /* in a sentence of so many bytes no figure is looked for */

static const struct io_option options[] = {
	{OPTION_MOST, "most", "N", "show the first N figures (100000)"},
	{'t', "texts", "FILE", "show the figures in these texts, plain or located"},
	{0},
};

static void
put_part(const char *name)
{
	for (size_t i = 0; i < sizeof report_files / sizeof *report_files; i++)
		if (strcmp(report_files[i].name, name) == 0)
			io_write(report_files[i].data, report_files[i].len);
}

/* The beginning of a mark, in the class of its figure's kind. */
static void
put_mark(const struct placed *t, size_t id)
{
	struct cell kind = placed_cell(t, id, t->kind);
	html_string("<mark tabindex=\"0\" class=\"");
	html_text(kind.data, kind.len);
	html_string("\" data-i=\"");
	html_number(id);
	html_string("\">");
}

static void
begin_article(const char *doc, size_t len)
{
	html_string("<article data-doc=\"");
	html_text(doc, len);
	html_string("\">\n<h2><bdi>");
	html_text(doc, len);
	html_string("</bdi></h2>\n");
}

/* A figure in its sentence. */
static void
put_sentence(const struct placed *t, size_t id)
{
	struct cell raw = placed_cell(t, id, t->raw), context = placed_cell(t, id, t->context);
	size_t at = 0, len = context.len < LONG ? context.len : 0;
	while (at + raw.len <= len && memcmp(context.data + at, raw.data, raw.len) != 0)
		at++;
	bool found = at + raw.len <= len && raw.len > 0;
	html_string("<li>");
	html_text(context.data, found ? at : 0);
	put_mark(t, id);
	if (raw.len > 0)
		html_text(raw.data, raw.len);
	else
		html_string("…");
	html_string("</mark>");
	if (found) {
		html_text(context.data + at + raw.len, context.len - at - raw.len);
	} else {
		html_string(" ");
		html_text(context.data, context.len);
	}
	html_string("</li>\n");
}

/* Those of the figures of RANGE that are not placed, each in its sentence. */
static void
put_unplaced(struct placed *t, struct placed_range range)
{
	bool any = false;
	for (size_t i = range.first; i < range.end; i++) {
		if (t->figures[i].placed)
			continue;
		if (!any)
			html_string("<ol>\n");
		any = true;
		t->figures[i].placed = true;
		put_sentence(t, t->figures[i].id);
	}
	if (any)
		html_string("</ol>\n");
}

/* What no text has shown, in the order of the table. */
static void
put_rest(struct placed *t)
{
	for (size_t id = 0; id < t->count; id++) {
		const struct figure *f = &t->figures[t->by_id[id]];
		if (f->placed)
			continue;
		struct placed_range range = placed_doc(t, f->doc, f->doc_len);
		begin_article(f->doc, f->doc_len);
		put_unplaced(t, range);
		html_string("</article>\n");
	}
}

/* A document's text on its way: which of its figures come next, and one not yet at its end. */
struct place {
	size_t next, end;
	size_t page;
	size_t open;   /* id of a figure that goes on in the next line */
	size_t offset; /* bytes of its raw that are behind, 0 if there is none */
};

static bool
is_space(uint32_t point)
{
	return point == ' ' || point == '\t' || point == 0xA0 || point == 0x2028 || point == '\n';
}

/*
 * How many bytes at TEXT are what RAW has from *OFFSET on. Spaces count for nothing, as
 * lines may have been joined. *OFFSET goes behind what was found.
 */
static size_t
match(const char *text, size_t len, struct cell raw, size_t *offset)
{
	size_t at = 0, good = 0, r = *offset;
	while (at < len && r < raw.len) {
		uint32_t want, have;
		size_t w = utf8_decode(raw.data + r, raw.len - r, &want);
		size_t h = utf8_decode(text + at, len - at, &have);
		if (w > 0 && is_space(want)) {
			r += w;
			continue;
		}
		if (h > 0 && is_space(have)) {
			at += h;
			continue;
		}
		if (w == 0 || h == 0 || want != have)
			return good;
		at += h;
		r += w;
		good = at;
		*offset = r;
	}
	return good;
}

static bool
only_spaces(const char *text, size_t len)
{
	uint32_t point;
	for (size_t i = 0, n; i < len; i += n) {
		n = utf8_decode(text + i, len - i, &point);
		if (n == 0 || !is_space(point))
			return false;
	}
	return true;
}

/*
 * Marks as much of the figure ID as stands at TEXT, and returns the bytes it takes. What
 * is missing may come in the next line.
 */
static size_t
put_figure(const struct placed *t, struct place *p, size_t id, const char *text, size_t len)
{
	struct cell raw = placed_cell(t, id, t->raw);
	size_t offset = p->offset, n = match(text, len, raw, &offset), indent = 0;
	p->offset = 0;
	if (n == 0)
		return 0;
	while (text[indent] == ' ' || text[indent] == '\t')
		indent++;
	html_text(text, indent);
	put_mark(t, id);
	html_text(text + indent, n - indent);
	html_string("</mark>");
	if (offset < raw.len && only_spaces(text + n, len - n)) {
		p->open = id;
		p->offset = offset;
	}
	return n;
}

/* A line of a document, or what a form feed or the limit leaves of one. */
static void
put_line(struct placed *t, struct place *p, size_t line, size_t column, const char *text,
    size_t len)
{
	size_t done = 0, at = 0;
	html_string("<p data-n=\"");
	html_number(line);
	html_string("\">");
	if (p->offset > 0)
		done = put_figure(t, p, p->open, text, len);
	for (; p->next < p->end; p->next++) {
		struct figure *f = &t->figures[p->next];
		if (f->line < line || (f->line == line && f->column < column))
			continue;
		if (f->line == line)
			for (; column < f->column && at < len; column++)
				do
					at++;
				while (at < len && ((unsigned char)text[at] & 0xC0) == 0x80);
		if (f->line > line || column < f->column || at == len)
			break;
		if (at < done)
			continue;
		html_text(text + done, at - done);
		done = at + put_figure(t, p, f->id, text + at, len - at);
		f->placed = done > at;
	}
	html_text(text + done, len - done);
	html_string("</p>\n");
}

/* A stretch of text, a line for each soft break in it and one more. */
static void
put_stretch(struct placed *t, struct place *p, const struct text *text)
{
	const char *at = text->data, *end = at + text->len;
	size_t line = text->line, column = text->column;
	if (text->page != p->page) {
		html_string("<hr data-page=\"");
		html_number(text->page);
		html_string("\">\n");
		p->page = text->page;
	}
	for (size_t i = 0; i < text->breaks; i++) {
		const char *stop = at;
		while (memcmp(stop, TEXT_SOFT_BREAK, strlen(TEXT_SOFT_BREAK)) != 0)
			stop++;
		put_line(t, p, line++, column, at, (size_t)(stop - at));
		at = stop + strlen(TEXT_SOFT_BREAK);
		column = 1;
	}
	put_line(t, p, line, column, at, (size_t)(end - at));
}

/* The documents of FILE with their figures. */
static void
put_texts(struct placed *t, char *file)
{
	struct names names;
	struct text text;
	struct buf doc = {0};
	struct place place = {0};
	struct placed_range range = {0};
	bool open = false;
	names_open(&names, NULL, (char *[]){file, NULL});
	text_open(&text, &names);
	for (bool more = true; more;) {
		more = text_next(&text);
		if (open && (!more || text.new_doc)) {
			put_unplaced(t, range);
			html_string("</article>\n");
			open = false;
		}
		if (!more)
			break;
		if (!open) {
			buf_clear(&doc);
			placed_unescape(&doc, text.doc, strlen(text.doc));
			range = placed_doc(t, doc.data, doc.len);
			place = (struct place){.next = range.first, .end = range.end, .page = 1};
			begin_article(doc.data, doc.len);
			open = true;
		}
		put_stretch(t, &place, &text);
	}
	text_close(&text);
	names_close(&names);
	buf_free(&doc);
}

/* The rows, for the script of the page. */
static void
put_data(const struct placed *t)
{
	struct buf out = {0};
	html_string("<script type=\"application/json\" id=\"data\">{\"columns\": [");
	for (size_t i = 0; i < t->columns; i++) {
		const struct column *known = columns_named(t->names[i].data, t->names[i].len);
		buf_add_string(&out, i > 0 ? ",\n{\"name\": " : "\n{\"name\": ");
		json_string(&out, t->names[i].data, t->names[i].len);
		buf_add_string(&out, ", \"title\": ");
		json_string(&out, known ? known->persian : t->names[i].data,
		    known ? strlen(known->persian) : t->names[i].len);
		buf_add_char(&out, '}');
	}
	buf_add_string(&out, "],\n\"rows\": [");
	for (size_t id = 0; id < t->count; id++) {
		buf_add_string(&out, id > 0 ? ",\n" : "\n");
		for (size_t i = 0; i < t->columns; i++) {
			struct cell cell = placed_cell(t, id, i);
			buf_add_char(&out, i > 0 ? ',' : '[');
			json_string(&out, cell.data, cell.len);
		}
		buf_add_char(&out, ']');
		io_write(out.data, out.len);
		buf_clear(&out);
	}
	buf_add_string(&out, "]}</script>\n");
	io_write(out.data, out.len);
	buf_free(&out);
}

static void
put_page(struct placed *t, char *texts)
{
	put_part("head.html");
	html_string("<style>\n");
	put_part("style.css");
	html_string("</style>\n");
	put_part("body.html");
	if (texts)
		put_texts(t, texts);
	put_rest(t);
	put_part("tail.html");
	put_data(t);
	html_string("<script>\n");
	put_part("script.js");
	html_string("</script>\n</body>\n</html>\n");
}

static size_t
count_limit(const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);
	if (*text == '\0' || *end != '\0' || n < 1)
		io_usage();
	return (size_t)n;
}

int
main(int argc, char *argv[])
{
	struct placed table = {0};
	char *texts = NULL;
	size_t most = MOST;
	int option;

	io_start("fa-report", "[-t file] [--most=n] [file ...]", options);
	while ((option = io_option(argc, argv)) != -1)
		switch (option) {
		case 't': texts = optarg; break;
		case OPTION_MOST: most = count_limit(optarg); break;
		default: io_usage();
		}
	placed_read(&table, argv + optind, most);
	put_page(&table, texts);
	placed_free(&table);
	return io_end();
}
