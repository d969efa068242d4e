/* fa-reflow: join hard-wrapped lines into paragraphs; see fa-reflow(1) */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/io.h"
#include "lib/names.h"
#include "lib/rows.h"
#include "lib/shape.h"
#include "lib/text.h"
#include "lib/wordlist.h"
#include "lib/wrap.h"

enum { ROWS_MOST = 1024, POOL_MOST = 1 << 20 };

static const struct io_option options[] = {
    {'l', "lexicon", "file", "know the words of this file too"},
    {0},
};

/* A stretch of text that waits for what follows it. */
struct row {
	size_t at, len; /* its text in the pool */
	size_t page, line;
	size_t feeds;   /* form feeds before it; of a row, whether it stands apart */
	bool ended;     /* a newline followed */
	bool joined;    /* the next row goes on with its paragraph */
};

/* The rows that wait, and the shapes of those that are not blank. */
struct window {
	struct row rows[ROWS_MOST];
	size_t count;
	struct shape shapes[ROWS_MOST + WRAP_NEAR];
	size_t row_of[ROWS_MOST + WRAP_NEAR];
	size_t shapes_count, decided; /* the shapes before DECIDED have left, or are about to */
	struct buf pool;
	size_t blank;     /* rows since the last one that was not */
	bool head;        /* the next shape stands behind a form feed */
	size_t paragraph; /* bytes of the paragraph that the last row written is in */
	bool joining;     /* that row ended in a soft break */
	char *doc;
	bool located, any;
};

static void
write_row(struct window *w, const struct row *r)
{
	const char *text = w->pool.data + r->at;
	if (!w->located) {
		for (size_t i = 0; i < r->feeds; i++)
			io_write("\f", 1);
		io_write(text, r->len);
		if (r->joined)
			io_write(TEXT_SOFT_BREAK, strlen(TEXT_SOFT_BREAK));
		else if (r->ended)
			io_write("\n", 1);
		return;
	}
	struct buf *out = io_out();
	if (!w->joining) {
		buf_add_string(out, w->doc);
		buf_add_char(out, '\t');
		buf_add_number(out, r->page);
		buf_add_char(out, '\t');
		buf_add_number(out, r->line);
		buf_add_char(out, '\t');
	}
	rows_escape(out, text, r->len);
	buf_add_string(out, r->joined ? TEXT_SOFT_BREAK : "\n");
}

/* Writes the rows before END, and forgets them. */
static void
write_rows(struct window *w, size_t end)
{
	for (size_t i = 0; i < end; i++) {
		write_row(w, w->rows + i);
		w->joining = w->rows[i].joined;
	}
	size_t bytes = end < w->count ? w->rows[end].at : w->pool.len;
	memmove(w->rows, w->rows + end, (w->count - end) * sizeof *w->rows);
	w->count -= end;
	w->pool.len -= bytes;
	if (w->pool.len > 0)
		memmove(w->pool.data, w->pool.data + bytes, w->pool.len);
	for (size_t i = 0; i < w->count; i++)
		w->rows[i].at -= bytes;
	for (size_t i = w->decided; i < w->shapes_count; i++)
		w->row_of[i] -= end;
}

/* Joins the rows of shape I to those of the next, unless that makes too long a line. */
static void
join(struct window *w, size_t i, bool joined)
{
	size_t from = w->row_of[i], to = w->row_of[i + 1];
	size_t more = w->rows[to].at + w->rows[to].len - w->rows[from].at;
	more += (to - from) * strlen(TEXT_SOFT_BREAK);
	if (w->paragraph == 0)
		w->paragraph = w->rows[from].len;
	more -= w->rows[from].len;
	joined = joined && w->paragraph + more <= TEXT_LIMIT;
	w->paragraph = joined ? w->paragraph + more : 0;
	for (size_t r = from; r < to; r++)
		w->rows[r].joined = joined;
}

/*
 * Decides where paragraphs end and writes them: all that wait if there is NO_MORE, else
 * those that have lines enough behind them.
 */
static void
settle(struct window *w, bool no_more)
{
	static bool joined[ROWS_MOST + WRAP_NEAR];
	size_t n = w->shapes_count, to = n;
	bool apart = no_more || w->blank > WRAP_GAP;
	if (!apart && n > 0)
		to = n - w->decided > WRAP_NEAR ? n - WRAP_NEAR : n - 1;
	if (to > w->decided) {
		size_t last = to < n ? to : n - 1;
		wrap_find(w->shapes, n, w->decided, last, joined);
		for (size_t i = w->decided; i < last; i++)
			join(w, i, joined[i]);
		if (last < to)
			w->paragraph = 0;
	}
	w->decided = to;
	write_rows(w, to < n ? w->row_of[to] : w->count);
	size_t forgotten = to > WRAP_NEAR ? to - WRAP_NEAR : 0;
	n -= forgotten;
	memmove(w->shapes, w->shapes + forgotten, n * sizeof *w->shapes);
	memmove(w->row_of, w->row_of + forgotten, n * sizeof *w->row_of);
	w->shapes_count = n;
	w->decided -= forgotten;
}

/* Appends the stretch's text to the pool, its U+2028 as spaces. */
static void
add_text(struct buf *pool, const struct text *t)
{
	const char *at = t->data, *end = at + t->len, *mark;
	size_t mark_len = strlen(TEXT_SOFT_BREAK);
	for (size_t left = t->breaks; left > 0; left--) {
		for (mark = at; memcmp(mark, TEXT_SOFT_BREAK, mark_len) != 0; mark++)
			;
		buf_add(pool, at, (size_t)(mark - at));
		buf_add_char(pool, ' ');
		at = mark + mark_len;
	}
	buf_add(pool, at, (size_t)(end - at));
}

static bool
is_full(const struct window *w, const struct text *t)
{
	return w->count == ROWS_MOST || w->pool.len + t->len > POOL_MOST;
}

/*
 * Makes room for T: of long rows first fewer are kept than would help to decide, then none, for
 * the last of them makes too long a line with T anyway.
 */
static void
make_room(struct window *w, const struct text *t)
{
	for (int tries = 0; tries < 3 && is_full(w, t); tries++)
		settle(w, tries == 2);
}

/* Takes the stretch that T read into the window. */
static void
add(struct window *w, const struct text *t, size_t line, size_t feeds, bool begins)
{
	make_room(w, t);
	struct row *r = w->rows + w->count;
	*r = (struct row){
	    .at = w->pool.len, .page = t->page, .line = line, .feeds = feeds, .ended = t->ended};
	add_text(&w->pool, t);
	r->len = w->pool.len - r->at;
	w->count++;
	w->head = w->head || feeds > 0 || !begins;
	struct shape s = shape_of(w->pool.data + r->at, r->len);
	if (s.width == 0) {
		w->blank++;
		return;
	}
	s.gap = (uint16_t)(w->blank > WRAP_GAP ? WRAP_GAP + 1 : w->blank);
	s.flags |= w->head ? SHAPE_HEAD : 0;
	w->row_of[w->shapes_count] = w->count - 1;
	w->shapes[w->shapes_count++] = s;
	w->blank = 0;
	w->head = !t->ended;
}

/* Begins a document in the form that T came in, the form of all documents. */
static void
begin(struct window *w, const struct text *t)
{
	settle(w, true);
	w->shapes_count = w->decided = w->blank = 0;
	w->head = true;
	if (w->any && w->located != t->located)
		io_fail(t->in.file, 0, "plain and located text in one run");
	if (!w->any && t->located)
		io_write(TEXT_HEADER "\n", strlen(TEXT_HEADER "\n"));
	w->any = true;
	w->located = t->located;
	free(w->doc);
	w->doc = io_realloc(NULL, strlen(t->doc) + 1);
	strcpy(w->doc, t->doc);
}

static void
reflow(struct names *names)
{
	static struct window w;
	struct text t;
	size_t page = 1, line = 1;
	bool ended = true;
	text_open(&t, names);
	while (text_next(&t)) {
		if (t.new_doc) {
			begin(&w, &t);
			page = 1;
			ended = true;
		}
		/* Rows that someone picked out are no neighbours. */
		bool apart = t.located && (t.page != page || t.line != line + 1);
		if (ended)
			line = t.line;
		add(&w, &t, line, t.located ? apart : t.page - page, ended);
		page = t.page;
		ended = t.ended;
	}
	settle(&w, true);
	if (!w.any && t.located)
		io_write(TEXT_HEADER "\n", strlen(TEXT_HEADER "\n"));
	text_close(&t);
	buf_free(&w.pool);
	free(w.doc);
}

int
main(int argc, char *argv[])
{
	struct names names;
	io_start("fa-reflow", "[-l file] [file ...]", options);
	wordlist_start();
	while (io_option(argc, argv) != -1)
		wordlist_read(optarg);
	names_open(&names, NULL, argv + optind);
	reflow(&names);
	names_close(&names);
	return io_end();
}
