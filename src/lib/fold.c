/* fold: see fold.h */
#include "lib/fold.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/io.h"
#include "lib/lexicon.h"
#include "lib/utf8.h"

enum { GLUED_MAX = 16 };

void
fold_normal(struct buf *out, const char *raw, size_t len)
{
	struct glyphs g = {0};
	glyphs_read(&g, raw, len);
	buf_reserve(out, UTF8_MAX * g.count);
	for (size_t i = 0; i < g.count; i++)
		out->len += utf8_encode(out->data + out->len, glyph_point(g.list[i]));
	glyphs_free(&g);
}

/* Appends POINT, which stands for the raw bytes from START to before END; there is room. */
static inline void
put(struct fold *f, uint32_t point, uint32_t start, uint32_t end)
{
	char *out = f->text.data + f->text.len;
	size_t at = f->text.len, n;
	if (point < 0x80) {
		out[0] = (char)point;
		n = 1;
	} else if (point < 0x800) {
		out[0] = (char)(0xC0 | point >> 6);
		out[1] = (char)(0x80 | (point & 0x3F));
		n = 2;
	} else {
		n = utf8_encode(out, point);
	}
	f->starts[at] = start;
	f->ends[at + n - 1] = end;
	f->text.len += n;
}

/* How many glyphs the word that begins with glyph AT has: letters with their marks and joiners, or Latin. */
static size_t
word_length(const struct glyphs *g, size_t at)
{
	enum glyph_kind first = glyph_kind(g->list[at]);
	size_t end = at + 1;
	if (first != GLYPH_LETTER && first != GLYPH_LATIN)
		return 0;
	for (; end < g->count; end++) {
		enum glyph_kind kind = glyph_kind(g->list[end]);
		if (first == GLYPH_LATIN ? kind != GLYPH_LATIN && kind != GLYPH_DIGIT
		                         : kind != GLYPH_LETTER && kind != GLYPH_VOWEL && kind != GLYPH_JOINER)
			break;
	}
	return end - at;
}

/* Copies COUNT glyphs from AT on, without vowel marks. */
static void
copy(struct fold *f, size_t at, size_t count)
{
	const struct glyphs *g = &f->glyphs;
	for (size_t end = at + count; at < end; at++)
		if (glyph_kind(g->list[at]) != GLYPH_VOWEL)
			put(f, glyph_point(g->list[at]), g->starts[at], g->ends[at]);
}

/* Writes the word of COUNT glyphs from AT on, which is no entry: as a chain of entries if it is
 * one, else cut at its joiners, each part that is an entry as its symbol. */
static void
put_unknown(struct fold *f, const struct lexicon *lexicon, size_t at, size_t count)
{
	const struct glyphs *g = &f->glyphs;
	uint32_t symbols[GLUED_MAX];
	size_t taken[GLUED_MAX];
	size_t parts = lexicon_split(lexicon, g->list + at, count, symbols, taken, GLUED_MAX);
	for (size_t i = 0; i < parts; i++) {
		size_t n = taken[i]; /* without the joiner between two parts */
		while (n > 1 && glyph_kind(g->list[at + n - 1]) == GLYPH_JOINER)
			n--;
		put(f, symbols[i], g->starts[at], g->ends[at + n - 1]);
		at += taken[i];
	}
	if (parts > 0)
		return;
	for (size_t end = at + count; at < end;) {
		size_t n = 0;
		uint32_t symbol;
		while (at + n < end && glyph_kind(g->list[at + n]) != GLYPH_JOINER)
			n++;
		if (n > 0 && n < count && lexicon_match(lexicon, g->list + at, n, &symbol) == n)
			put(f, symbol, g->starts[at], g->ends[at + n - 1]);
		else
			copy(f, at, n);
		at += n;
		if (at < end) {
			copy(f, at, 1);
			at++;
		}
	}
}

/* Makes room for all that COUNT glyphs may become. */
static void
reserve(struct fold *f, size_t count)
{
	buf_clear(&f->text);
	buf_reserve(&f->text, UTF8_MAX * count + 1);
	if (f->size >= f->text.size)
		return;
	f->size = f->text.size;
	f->starts = io_realloc(f->starts, f->size * sizeof *f->starts);
	f->ends = io_realloc(f->ends, f->size * sizeof *f->ends);
}

void
fold_text(struct fold *f, const struct lexicon *lexicon, const char *raw, size_t len)
{
	struct glyphs *g = &f->glyphs;
	glyphs_prepare(g);
	glyphs_read(g, raw, len);
	reserve(f, g->count);
	for (size_t at = 0, n; at < g->count; at += n) {
		uint32_t symbol;
		n = lexicon ? lexicon_match(lexicon, g->list + at, g->count - at, &symbol) : 0;
		if (n > 0) {
			put(f, symbol, g->starts[at], g->ends[at + n - 1]);
			continue;
		}
		n = word_length(g, at);
		if (n > 0 && lexicon) {
			put_unknown(f, lexicon, at, n);
			continue;
		}
		n = n > 0 ? n : 1;
		copy(f, at, n);
	}
}

void
fold_free(struct fold *f)
{
	buf_free(&f->text);
	glyphs_free(&f->glyphs);
	free(f->starts);
	free(f->ends);
	*f = (struct fold){0};
}
