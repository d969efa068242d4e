/* finder: see finder.h */
#include "lib/finder.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/fold.h"
#include "lib/glyph.h"
#include "lib/io.h"
#include "lib/lexicon.h"
#include "lib/pattern.h"
#include "lib/rows.h"
#include "lib/scan.h"
#include "lib/sentence.h"
#include "lib/text.h"
#include "lib/utf8.h"

enum { CONTEXT_MAX = 1000 }; /* code points */
enum { WRITE_SIZE = 1 << 16 };

/* A figure of the sentence at hand; spans are bytes of its raw text. */
struct figure {
	const struct pattern *pattern;
	const char *unit; /* its code, or NULL: as printed */
	bool limited;     /* a pattern tried before its own hit the match limit */
	struct span whole, piece[PIECE_COUNT];
};

struct finder {
	const struct lexicon *lexicon;
	struct matcher *matcher;
	struct scan *scan;
	bool explain;
	struct finder_state state;
	/* The memory that each sentence uses again. */
	struct fold fold;
	struct figure *figures;
	size_t count, size;
	struct buf context; /* the sentence at hand as a cell */
	struct glyphs word; /* for sentence_length() */
	struct buf *out;
	bool writes;
	const char *sentence; /* its raw text */
	bool broken;          /* soft breaks may stand in it */
};

/* A place in a stretch of text: byte AT stands in LINE at COLUMN. */
struct place {
	size_t at, line, column;
};

/* The raw bytes of a SPAN of the folded text. */
static struct span
raw_span(const struct fold *fold, struct span span)
{
	if (span.start >= span.end)
		return (struct span){0, 0};
	return (struct span){fold->starts[span.start], fold->ends[span.end - 1]};
}

/* The code that SYMBOL has in the first of CLASSES, joined by "|", that it is in; or NULL. */
static const char *
code_in(const struct lexicon *lexicon, uint32_t symbol, const char *classes)
{
	char name[32];
	const char *code = NULL;
	for (const char *at = classes; at && !code; at = strchr(at, '|')) {
		at += *at == '|';
		snprintf(name, sizeof name, "%.*s", (int)strcspn(at, "|"), at);
		code = lexicon_code(lexicon, symbol, name);
	}
	return code;
}

static void
add_figure(struct finder *f, const struct match *m)
{
	if (f->count == f->size) {
		f->size = f->size ? 2 * f->size : 16;
		f->figures = io_realloc(f->figures, f->size * sizeof *f->figures);
	}
	struct figure *new = &f->figures[f->count++];
	*new = (struct figure){
	    .pattern = m->pattern, .unit = m->pattern->unit, .limited = m->limited};
	new->whole = raw_span(&f->fold, m->whole);
	for (size_t i = 0; i < PIECE_COUNT; i++)
		new->piece[i] = raw_span(&f->fold, m->piece[i]);
	struct span unit = m->piece[PIECE_UNIT];
	uint32_t symbol;
	if (m->pattern->unit_class && unit.end > unit.start) {
		utf8_decode(f->fold.text.data + unit.start, unit.end - unit.start, &symbol);
		new->unit = code_in(f->lexicon, symbol, m->pattern->unit_class);
	}
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The offset behind the run of digits or letters, or the one other character, at AT. */
static size_t
next_token(const struct finder *f, size_t at)
{
	const char *text = f->fold.text.data;
	size_t len = f->fold.text.len;
	uint32_t point;
	at += utf8_decode(text + at, len - at, &point);
	enum fold_kind kind = fold_kind(point);
	for (size_t n; at < len && (kind == FOLD_LETTER || kind == FOLD_DIGIT); at += n) {
		n = utf8_decode(text + at, len - at, &point);
		if (fold_kind(point) != kind)
			break;
	}
	return at;
}

/* A number whose patterns hit the match limit stays a row. */
static void
add_limited(struct finder *f, size_t at, size_t end)
{
	static const struct pattern limited = {.name = "limit", .kind = "number", .note = ""};
	struct match m = {.pattern = &limited, .whole = {at, end}, .limited = true};
	m.piece[PIECE_NUMBER] = m.whole;
	add_figure(f, &m);
}

/* The first soft break in the LEN bytes at TEXT, LEN if there is none. */
static size_t
find_break(const struct finder *f, const char *text, size_t len)
{
	return f->broken ? text_find_break(text, len) : len;
}

/* Appends the LEN bytes at TEXT to OUT as a cell, soft breaks as spaces. */
static void
put_raw(const struct finder *f, struct buf *out, const char *text, size_t len)
{
	size_t at;
	while ((at = find_break(f, text, len)) < len) {
		rows_escape(out, text, at);
		buf_add_char(out, ' ');
		text += at + 3;
		len -= at + 3;
	}
	rows_escape(out, text, len);
}

static void
explain(void *context, const struct pattern *pattern, size_t at, int result)
{
	struct finder *f = context;
	static const char *const results[] = {"limit", "no", "wins"};
	char place[64];
	size_t end = next_token(f, at);
	put_raw(f, f->out, f->sentence + f->fold.starts[at], f->fold.ends[end - 1] - f->fold.starts[at]);
	buf_add_char(f->out, '\t');
	buf_add_string(f->out, pattern->name);
	int n = snprintf(place, sizeof place, ":%zu\t%s\n", pattern->line, results[result + 1]);
	buf_add_char(f->out, '\t');
	buf_add_string(f->out, pattern->file);
	buf_add(f->out, place, (size_t)n);
}

/* Finds the figures of the LEN bytes at TEXT, a sentence. */
static void
find_figures(struct finder *f, const char *text, size_t len, int around)
{
	f->count = 0;
	f->sentence = text;
	fold_text(&f->fold, f->lexicon, text, len);
	const char *subject = f->fold.text.data;
	const struct fold_token *tokens = f->fold.tokens;
	size_t count = matcher_begin(f->matcher, &f->fold), end = f->fold.text.len;
	size_t behind = 0; /* where the figures found so far end */
	for (size_t i = 0; i < count;) {
		struct match m;
		size_t at = tokens[i].at;
		if (at < behind) {
			/* It is taken, but for a run that goes on behind a figure. */
			if (behind == end || subject[behind] == ' ' ||
			    (i + 1 < f->fold.token_count && tokens[i + 1].at <= behind)) {
				i++;
				continue;
			}
			at = behind;
		}
		int found = matcher_find(f->matcher, at, around | (f->state.in_notes ? PATTERN_NOTES : 0),
		    &m, f->explain ? explain : NULL, f);
		if (found < 0 && is_digit(subject[at]))
			add_limited(f, at, next_token(f, at));
		if (found <= 0 || m.whole.end <= at) {
			i++;
			continue;
		}
		behind = m.whole.end;
		if (f->explain)
			continue;
		if (strcmp(m.pattern->kind, "notes") == 0)
			f->state.in_notes = true;
		else if (strcmp(m.pattern->kind, "none") != 0)
			add_figure(f, &m);
	}
}

/*
 * Lends the citations of the sentence to its figures: to each the next one behind it, or else
 * the last one before it.
 */
static void
lend_sources(struct finder *f)
{
	struct span source = {0, 0};
	bool any = false;
	for (size_t i = 0; i < f->count; i++)
		any |= f->figures[i].piece[PIECE_SOURCE].end > 0;
	if (!any)
		return;
	for (size_t pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < f->count; i++) {
			struct figure *g = &f->figures[pass == 0 ? f->count - 1 - i : i];
			if (strcmp(g->pattern->kind, "reference") == 0) {
				if (g->piece[PIECE_SOURCE].end > 0)
					source = g->piece[PIECE_SOURCE];
			} else if (g->piece[PIECE_SOURCE].end == 0) {
				g->piece[PIECE_SOURCE] = source;
			}
		}
}

/* The offset COUNT code points from AT on, or before it if COUNT is negative. */
static size_t
walk(const char *text, size_t len, size_t at, long count)
{
	for (; count > 0 && at < len; count--)
		do
			at++;
		while (at < len && ((unsigned char)text[at] & 0xC0) == 0x80);
	for (; count < 0 && at > 0; count++)
		do
			at--;
		while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80);
	return at;
}

/* Appends what of a long sentence stands around SPAN, cut at spaces, with an ellipsis there. */
static void
put_cut_context(const struct finder *f, struct buf *out, const char *text, size_t len,
    struct span span)
{
	long room = CONTEXT_MAX - (long)utf8_count(text + span.start, span.end - span.start) - 2;
	long half = room > 0 ? room / 2 : 0;
	size_t from = walk(text, len, span.start, -half), to = walk(text, len, span.end, half);
	while (from > 0 && from < span.start && text[from - 1] != ' ')
		from++;
	while (to < len && to > span.end && text[to] != ' ')
		to--;
	if (from > 0)
		buf_add_string(out, "…");
	put_raw(f, out, text + from, to - from);
	if (to < len)
		buf_add_string(out, "…");
}

/* Moves PLACE on to byte AT of TEXT. */
static void
advance(const struct finder *f, struct place *place, const char *text, size_t at)
{
	while (place->at < at) {
		size_t found = place->at + find_break(f, text + place->at, at - place->at);
		if (found == at)
			break;
		place->line++;
		place->column = 1;
		place->at = found + 3;
	}
	if (place->at < at) {
		place->column += utf8_count(text + place->at, at - place->at);
		place->at = at;
	}
}

/* The bytes before the soft break at AT that only say that the word goes on; -1: it ends. */
static int
broken_word(const char *text, size_t at)
{
	uint32_t point;
	if (at >= UTF8_ZWNJ_SIZE && memcmp(text + at - UTF8_ZWNJ_SIZE, UTF8_ZWNJ, UTF8_ZWNJ_SIZE) == 0)
		return 0;
	if (at < 4)
		return -1;
	int mark = text[at - 1] == '-' ? 1 : memcmp(text + at - 2, "\xC2\xAD", 2) == 0 ? 2 : 0;
	if (mark == 0 || utf8_decode(text + at - mark - 2, 2, &point) != 2)
		return -1;
	return point >= 0x620 && point < 0x6F0 && (point < 0x660 || point > 0x66D) ? mark : -1;
}

/* Appends what stands in SPAN, words that a line end broke in one. */
static void
put_piece(const struct finder *f, struct buf *row, const char *text, struct span span)
{
	size_t from = span.start;
	for (size_t at = from; f->broken && at + 3 <= span.end; at++) {
		if (memcmp(text + at, TEXT_SOFT_BREAK, 3) != 0)
			continue;
		int mark = broken_word(text + span.start, at - span.start);
		if (mark >= 0) {
			put_raw(f, row, text + from, at - (size_t)mark - from);
			from = at + 3;
		}
	}
	put_raw(f, row, text + from, span.end - from);
	buf_add_char(row, '\t');
}

/* Prints FIGURE of the sentence at TEXT, which stands in T at PLACE. */
static void
print_figure(struct finder *f, const struct stretch *t, const char *text, size_t len,
    const struct figure *g, const struct place *place)
{
	struct buf *row = f->out;
	buf_add_string(row, t->doc);
	buf_add_char(row, '\t');
	buf_add_number(row, t->page);
	buf_add_char(row, '\t');
	buf_add_number(row, place->line);
	buf_add_char(row, '\t');
	buf_add_number(row, place->column);
	buf_add_char(row, '\t');
	buf_add_string(row, g->pattern->kind);
	buf_add_char(row, '\t');
	for (size_t i = PIECE_QUALIFIER; i <= PIECE_SCALE; i++)
		put_piece(f, row, text, g->piece[i]);
	if (g->unit) {
		buf_add_string(row, g->unit);
		buf_add_char(row, '\t');
	} else {
		put_piece(f, row, text, g->piece[PIECE_UNIT]);
	}
	put_piece(f, row, text, g->piece[PIECE_OF]);
	buf_add_string(row, g->pattern->note);
	if (g->limited)
		buf_add_string(row, *g->pattern->note ? ";limit" : "limit");
	buf_add_char(row, '\t');
	put_piece(f, row, text, g->piece[PIECE_SOURCE]);
	put_raw(f, row, text + g->whole.start, g->whole.end - g->whole.start);
	buf_add_char(row, '\t');
	if (f->context.len > 0)
		buf_add(row, f->context.data, f->context.len);
	else
		put_cut_context(f, row, text, len, g->whole);
	buf_add_char(row, '\t');
	buf_add_string(row, g->pattern->name);
	buf_add_char(row, '\n');
	if (f->writes && row->len > WRITE_SIZE) {
		io_write(row->data, row->len);
		buf_clear(row);
	}
}

/* Finds and prints the figures of a sentence, the LEN bytes at TEXT at PLACE of T. */
static void
read_sentence(struct finder *f, const struct stretch *t, const char *text, size_t len, int around,
    struct place place)
{
	find_figures(f, text, len, around);
	if (f->count == 0)
		return;
	lend_sources(f);
	buf_clear(&f->context);
	if (len <= CONTEXT_MAX || utf8_count(text, len) <= CONTEXT_MAX)
		put_raw(f, &f->context, text, len);
	place.at = 0;
	for (size_t i = 0; i < f->count; i++) {
		advance(f, &place, text, f->figures[i].whole.start);
		print_figure(f, t, text, len, &f->figures[i], &place);
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Ends the list of notes at the second line in a row that is no note. */
static void
follow_notes(struct finder *f, bool note)
{
	f->state.strange_lines = note ? 0 : f->state.strange_lines + 1;
	if (f->state.strange_lines > 1)
		f->state.in_notes = false;
}

/* Whether the first figure of the sentence at hand is a note at its head. */
static bool
opens_with_note(const struct finder *f)
{
	return f->count > 0 && f->figures[0].whole.start < 8 && f->figures[0].unit &&
	       strcmp(f->figures[0].unit, "footnote") == 0;
}

static bool
is_all_blank(const char *text, size_t len)
{
	while (len > 0 && is_blank(text[len - 1]))
		len--;
	return len == 0;
}

void
finder_read(struct finder *f, const struct stretch *t, struct buf *out, bool writes)
{
	struct place place = {0, t->line, t->column};
	f->out = out;
	f->writes = writes;
	f->broken = t->broken;
	if (t->new_doc)
		f->state = (struct finder_state){false, 0};
	for (size_t i = 0; i < t->passed && f->state.in_notes; i++)
		follow_notes(f, false);
	bool was_in_notes = f->state.in_notes, note = false;
	size_t next = scan_find(f->scan, t->data, t->len);
	for (size_t at = 0; next < t->len;) {
		size_t start = at;
		size_t end = at + sentence_length(f->lexicon, &f->word, t->data + at, t->len - at);
		at = end;
		if (next >= end)
			continue;
		next = end + scan_find(f->scan, t->data + end, t->len - end);
		bool first = start == 0;
		while (start < end && is_blank(t->data[start]))
			start++;
		while (end > start && is_blank(t->data[end - 1]))
			end--;
		advance(f, &place, t->data, start);
		int around = (first ? PATTERN_LINE_BEGINS : 0) | (at == t->len ? PATTERN_LINE_ENDS : 0);
		read_sentence(f, t, t->data + start, end - start, around, place);
		note |= first && opens_with_note(f);
	}
	if (was_in_notes && !is_all_blank(t->data, t->len))
		follow_notes(f, note);
}

struct finder *
finder_new(const struct lexicon *lexicon, struct patterns *patterns, const struct scan *scan,
    bool explains)
{
	struct finder *f = io_realloc(NULL, sizeof *f);
	*f = (struct finder){.lexicon = lexicon, .explain = explains};
	f->matcher = matcher_new(patterns);
	f->scan = scan_copy(scan);
	return f;
}

struct finder_state
finder_state(const struct finder *f)
{
	return f->state;
}

void
finder_set_state(struct finder *f, struct finder_state state)
{
	f->state = state;
}

void
finder_free(struct finder *f)
{
	scan_free(f->scan);
	matcher_free(f->matcher);
	fold_free(&f->fold);
	glyphs_free(&f->word);
	free(f->figures);
	buf_free(&f->context);
	free(f);
}
