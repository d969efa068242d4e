/* fa-values: read the pieces of figures as exact values; see fa-values(1) */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/figure.h"
#include "lib/io.h"
#include "lib/lexicon.h"
#include "lib/memo.h"
#include "lib/order.h"
#include "lib/rows.h"
#include "lib/tokens.h"

enum { OPTION_SI = IO_LONG, OPTION_ORDER };
enum { ORDER_LIMIT = 4 << 20 }; /* bytes of a document's rows that decide its order */

static const struct io_option options[] = {
    {'l', "lexicon", "FILE", "add the words of FILE; see raqam-lexicon(5)"},
    {OPTION_ORDER, "order", "ORDER", "read fractions in logical, visual or auto order (auto)"},
    {OPTION_SI, "si", NULL, "add measures in SI units"},
    {0},
};

/* The columns that are read, and those that are only passed on. */
enum in { DOC, KIND, QUALIFIER, NUMBER, UPPER, SCALE, UNIT, OF, NOTE, RAW, CONTEXT, INS };
static const char *const in_names[INS] = {"doc", "kind", "qualifier", "number", "upper", "scale",
    "unit", "of", "note", "raw", "context"};

/* The final columns. */
enum out {
	OUT_DOC, OUT_PAGE, OUT_LINE, OUT_COLUMN, OUT_KIND, OUT_BOUND, OUT_VALUE, OUT_UPPER, OUT_UNIT,
	OUT_OF, OUT_DATE, OUT_NOTE, OUT_SOURCE, OUT_RAW, OUT_CONTEXT, OUT_PATTERN, OUT_SI_VALUE,
	OUT_SI_UPPER, OUT_SI_UNIT, OUTS
};
static const char *const out_names[OUTS] = {"doc", "page", "line", "column", "kind", "bound",
    "value", "upper", "unit", "of", "date", "note", "source", "raw", "context", "pattern",
    "si_value", "si_upper", "si_unit"};

/* The columns that say what a figure means, all that its reading depends on. */
static const enum in pieces[] = {KIND, QUALIFIER, NUMBER, UPPER, SCALE, UNIT, NOTE};
enum { PIECES = sizeof pieces / sizeof *pieces };

/* The columns that are computed, in the order in which they are printed. */
static const enum out computed[] = {OUT_KIND, OUT_BOUND, OUT_VALUE, OUT_UPPER, OUT_UNIT, OUT_DATE,
    OUT_NOTE, OUT_SI_VALUE, OUT_SI_UPPER, OUT_SI_UNIT};
enum { COMPUTED = sizeof computed / sizeof *computed };

/* A column to print: cell FROM of what is computed, or of the input as it is. OUTS: unknown. */
struct column {
	bool computed;
	enum out out;
	size_t from;
};

/* COUNT neighbouring cells from cell FIRST on, of what is computed or of the input. */
struct stretch {
	bool computed;
	size_t first, count;
};

enum order_option { AUTO, LOGICAL, VISUAL };

/* A row that waits until its document's order is known; its bytes stand in the program's HELD. */
struct held {
	size_t start, len;
};

struct program {
	struct rows rows;
	size_t in[INS];
	struct column *columns;
	size_t column_count;
	struct stretch *stretches; /* the columns, as few pieces of memory as may be */
	size_t stretch_count;
	struct stretch pieces[PIECES]; /* the same of the columns that a memo's key has */
	size_t piece_count;
	enum order_option order_option;
	struct figure_reader reader;
	struct figure figure;
	struct memo memo; /* answers to figures of the same pieces */
	struct buf key, answer;
	/* The document at hand. */
	struct buf doc;
	size_t doc_bytes;
	bool decided, visual;
	struct order order;
	struct buf held;
	struct held *waiting;
	size_t waiting_count, waiting_size;
	struct cell *held_cells;
};

static void
check_digits(const struct program *p, const struct cell *cells, enum in column, const char *file,
    size_t line)
{
	struct cell c = cells[p->in[column]];
	for (size_t i = 0; i + 1 < c.len; i++) {
		unsigned char first = (unsigned char)c.data[i], second = (unsigned char)c.data[i + 1];
		if ((first == 0xDB && second >= 0xB0 && second <= 0xB9) ||
		    (first == 0xD9 && second >= 0xA0 && second <= 0xA9))
			io_fail(file, line, "column %s: digits are not ASCII: fa-digits -c number,upper "
			    "must come before", in_names[column]);
	}
}

static struct cell
cell_of(const struct buf *b)
{
	return (struct cell){b->data, b->len};
}

/* Writes what was read as the stretches that are printed of it, a newline behind each. */
static void
answer(struct program *p)
{
	const struct figure *f = &p->figure;
	const struct cell cells[COMPUTED] = {f->kind, {f->bound, strlen(f->bound)},
	    cell_of(&f->value), cell_of(&f->upper), cell_of(&f->unit), cell_of(&f->date),
	    cell_of(&f->note), cell_of(&f->si_value), cell_of(&f->si_upper), cell_of(&f->si_unit)};
	buf_clear(&p->answer);
	for (const struct stretch *s = p->stretches; s < p->stretches + p->stretch_count; s++)
		for (size_t i = 0; s->computed && i < s->count; i++) {
			buf_add(&p->answer, cells[s->first + i].data, cells[s->first + i].len);
			buf_add_char(&p->answer, i + 1 < s->count ? '\t' : '\n');
		}
}

/* Makes the memo's key of the row of CELLS; false if it would be too long. */
static bool
make_key(struct program *p, const struct cell *cells, bool visual)
{
	buf_clear(&p->key);
	buf_add_char(&p->key, visual ? 'v' : 'l');
	for (size_t i = 0; i < p->piece_count; i++) {
		struct cell c = rows_stretch(cells + p->pieces[i].first, p->pieces[i].count);
		if (p->key.len + c.len >= MEMO_LIMIT)
			return false;
		buf_add(&p->key, c.data, c.len);
		buf_add_char(&p->key, '\t');
	}
	return true;
}

/* Reads the figure of CELLS, unless one of the same pieces was read before; returns its answer. */
static struct cell
read_row(struct program *p, const struct cell *cells, bool visual)
{
	const char *data;
	size_t len;
	bool keyed = make_key(p, cells, visual);
	if (keyed && memo_find(&p->memo, p->key.data, p->key.len, &data, &len))
		return (struct cell){data, len};
	struct cell c[PIECES];
	for (size_t i = 0; i < PIECES; i++)
		c[i] = cells[p->in[pieces[i]]];
	const struct piece piece = {c[0], c[1], c[2], c[3], c[4], c[5], c[6]};
	figure_read(&p->reader, &p->figure, &piece, visual);
	answer(p);
	if (keyed)
		memo_keep(&p->memo, p->key.data, p->key.len, p->answer.data, p->answer.len);
	return cell_of(&p->answer);
}

/* Takes the next stretch off ANSWER. */
static struct cell
next_stretch(struct cell *answer)
{
	const char *end = memchr(answer->data, '\n', answer->len);
	struct cell c = {answer->data, (size_t)(end - answer->data)};
	answer->data += c.len + 1;
	answer->len -= c.len + 1;
	return c;
}

/* Reads the row of CELLS and prints it. */
static void
put_row(struct program *p, const struct cell *cells, bool visual)
{
	struct cell answer = read_row(p, cells, visual);
	struct buf *out = io_out();
	for (size_t i = 0; i < p->stretch_count; i++) {
		const struct stretch *s = &p->stretches[i];
		struct cell c = s->computed ? next_stretch(&answer)
		                            : rows_stretch(cells + s->first, s->count);
		buf_add(out, c.data, c.len);
		buf_add_char(out, i + 1 < p->stretch_count ? '\t' : '\n');
	}
}

/* Settles the order of the document at hand, and prints what waited for it. */
static void
decide(struct program *p)
{
	p->decided = true;
	p->visual = p->order_option == VISUAL ||
	    (p->order_option == AUTO && order_is_visual(&p->order));
	for (size_t i = 0; i < p->waiting_count; i++) {
		const struct held *h = &p->waiting[i];
		rows_cut(p->held_cells, p->rows.count, p->held.data + h->start, h->len);
		put_row(p, p->held_cells, p->visual);
	}
	p->waiting_count = 0;
	buf_clear(&p->held);
}

static void
hold(struct program *p, const char *text, size_t len)
{
	if (p->waiting_count == p->waiting_size) {
		p->waiting_size = p->waiting_size ? 2 * p->waiting_size : 256;
		p->waiting = io_realloc(p->waiting, p->waiting_size * sizeof *p->waiting);
	}
	p->waiting[p->waiting_count++] = (struct held){p->held.len, len};
	buf_add(&p->held, text, len);
}

static bool
is_after_clock(struct program *p, struct cell raw)
{
	struct tokens *t = &p->reader.unit;
	if (!tokens_read(t, p->reader.lexicon, raw.data, raw.len))
		return false;
	for (size_t i = 0; i < t->count && t->list[i].kind != TOKEN_DIGITS; i++)
		if (tokens_code(t, i, "hour") || tokens_code(t, i, "clock"))
			return true;
	return false;
}

/* Takes the row at hand as evidence; whether it must wait for the document's order. */
static bool
must_wait(struct program *p, const struct cell *cells)
{
	struct order_row row = {.kind = cells[p->in[KIND]], .number = cells[p->in[NUMBER]],
	    .upper = cells[p->in[UPPER]], .unit = cells[p->in[UNIT]], .raw = cells[p->in[RAW]],
	    .context = cells[p->in[CONTEXT]]};
	if (!order_matters(&row))
		return p->waiting_count > 0;
	if (row.kind.len == 4)
		row.after_clock = is_after_clock(p, row.raw);
	order_see(&p->order, &row);
	return true;
}

static void
start_document(struct program *p, struct cell doc)
{
	decide(p);
	buf_clear(&p->doc);
	buf_add(&p->doc, doc.data, doc.len);
	p->doc_bytes = 0;
	p->order = (struct order){0};
	p->decided = p->order_option != AUTO;
	p->visual = p->order_option == VISUAL;
}

static void
take_row(struct program *p)
{
	const struct cell *cells = p->rows.cells;
	struct cell doc = cells[p->in[DOC]], row = rows_stretch(cells, p->rows.count);
	check_digits(p, cells, NUMBER, p->rows.file, p->rows.line);
	check_digits(p, cells, UPPER, p->rows.file, p->rows.line);
	if (doc.len != p->doc.len || (doc.len > 0 && memcmp(doc.data, p->doc.data, doc.len) != 0))
		start_document(p, doc);
	p->doc_bytes += row.len + 1;
	if (!p->decided && p->doc_bytes > ORDER_LIMIT)
		decide(p);
	if (!p->decided && must_wait(p, cells)) {
		hold(p, row.data, row.len);
		if (p->order.logical)
			decide(p);
		return;
	}
	put_row(p, cells, p->visual);
}

/* The final column that what stands in column I of the input ends up in, or OUTS. */
static enum out
out_of(const struct rows *rows, size_t i)
{
	static const struct {
		const char *in;
		enum out out;
	} pairs[] = {{"qualifier", OUT_BOUND}, {"number", OUT_VALUE}, {"scale", OUT_UPPER}};
	for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
		if (rows_find(rows, pairs[k].in, strlen(pairs[k].in)) == i)
			return pairs[k].out;
	for (size_t out = 0; out < OUT_SI_VALUE; out++)
		if (rows_find(rows, out_names[out], strlen(out_names[out])) == i)
			return (enum out)out;
	return OUTS;
}

/* Adds the unknown columns that stand behind what became AFTER, OUTS being nothing. */
static void
add_unknown(struct program *p, enum out after)
{
	enum out before = OUTS;
	for (size_t i = 0; i < p->rows.count; i++) {
		enum out out = out_of(&p->rows, i);
		if (out != OUTS)
			before = out;
		else if (before == after)
			p->columns[p->column_count++] = (struct column){false, OUTS, i};
	}
}

/* Adds a cell to the COUNT stretches of LIST, to the last one if it is a neighbour. */
static void
add_to_stretches(struct stretch *list, size_t *count, bool computed, size_t cell)
{
	struct stretch *last = &list[*count];
	if (*count > 0 && last[-1].computed == computed && last[-1].first + last[-1].count == cell)
		last[-1].count++;
	else
		list[(*count)++] = (struct stretch){computed, cell, 1};
}

static void
plan_stretches(struct program *p)
{
	p->stretches = io_realloc(NULL, p->column_count * sizeof *p->stretches);
	for (size_t i = 0; i < p->column_count; i++)
		add_to_stretches(p->stretches, &p->stretch_count, p->columns[i].computed,
		    p->columns[i].from);
	for (size_t i = 0; i < PIECES; i++)
		add_to_stretches(p->pieces, &p->piece_count, false, p->in[pieces[i]]);
}

/* The place of OUT among what is computed, COMPUTED if it comes from the input. */
static size_t
computed_place(enum out out)
{
	size_t i = 0;
	while (i < COMPUTED && computed[i] != out)
		i++;
	return i;
}

/* Finds the columns that are wanted and settles those that are printed. */
static void
plan_columns(struct program *p)
{
	size_t outs = p->reader.si ? OUTS : OUT_SI_VALUE;
	p->columns = io_realloc(NULL, (OUTS + p->rows.count) * sizeof *p->columns);
	p->held_cells = io_realloc(NULL, p->rows.count * sizeof *p->held_cells);
	for (size_t i = 0; i < INS; i++)
		p->in[i] = rows_column(&p->rows, in_names[i]);
	add_unknown(p, OUTS);
	for (size_t out = 0; out < outs; out++) {
		size_t place = computed_place((enum out)out);
		bool given = place == COMPUTED;
		size_t from = given ? rows_column(&p->rows, out_names[out]) : place;
		p->columns[p->column_count++] = (struct column){!given, (enum out)out, from};
		add_unknown(p, (enum out)out);
	}
}

static void
put_header(const struct program *p)
{
	for (size_t i = 0; i < p->column_count; i++) {
		const struct column *c = &p->columns[i];
		if (i > 0)
			io_write("\t", 1);
		if (c->out != OUTS)
			io_write(out_names[c->out], strlen(out_names[c->out]));
		else
			io_write(p->rows.names[c->from].data, p->rows.names[c->from].len);
	}
	io_write("\n", 1);
	io_flush();
}

static enum order_option
order_named(const char *name)
{
	static const char *const names[] = {"auto", "logical", "visual"};
	for (size_t i = 0; i < 3; i++)
		if (strcmp(names[i], name) == 0)
			return (enum order_option)i;
	io_usage();
}

static void
program_free(struct program *p)
{
	figure_free(&p->figure);
	figure_reader_free(&p->reader);
	memo_free(&p->memo);
	buf_free(&p->key);
	buf_free(&p->answer);
	buf_free(&p->doc);
	buf_free(&p->held);
	free(p->waiting);
	free(p->columns);
	free(p->stretches);
	free(p->held_cells);
	rows_close(&p->rows);
}

int
main(int argc, char *argv[])
{
	static struct program p; /* large */
	struct lexicon *lexicon = lexicon_new();
	int option;

	io_start("fa-values", "[-l file] [--order=order] [--si] [file ...]", options);
	while ((option = io_option(argc, argv)) != -1)
		switch (option) {
		case 'l': lexicon_read(lexicon, optarg); break;
		case OPTION_ORDER: p.order_option = order_named(optarg); break;
		case OPTION_SI: p.reader.si = true; break;
		}
	lexicon_seal(lexicon);
	p.reader.lexicon = lexicon;
	rows_open(&p.rows, argv + optind);
	plan_columns(&p);
	plan_stretches(&p);
	put_header(&p);
	p.decided = p.order_option != AUTO;
	p.visual = p.order_option == VISUAL;
	while (rows_next(&p.rows))
		take_row(&p);
	decide(&p);
	program_free(&p);
	lexicon_free(lexicon);
	return io_end();
}
