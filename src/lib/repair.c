/* repair: see repair.h */
#include "lib/repair.h"

#include <string.h>

#include "lib/utf8.h"

struct form {
	uint16_t code, at; /* its letters begin at letters[AT] */
	uint8_t len;
};

struct pair {
	uint16_t letter, mark, composed;
};

#include "forms.h"

enum { FORMS = sizeof forms / sizeof forms[0], PAIRS = sizeof pairs / sizeof pairs[0] };
enum { NOT_SIGN = 0xAC, SHY = 0xAD, ZWNJ = 0x200C, LRM = 0x200E, RLM = 0x200F, BOM = 0xFEFF };
enum { PDF = 0x202C, LRO = 0x202D, RLO = 0x202E };

const char *const repair_names[REPAIR_KINDS] = {
	"mojibake", "form", "ligature", "yeh", "kaf", "zwnj", "bidi", "composed",
};

void
repair_start(struct repair *r, bool persian, const struct mojibake *way)
{
	*r = (struct repair){
	    .persian = persian, .way = way, .undone = r->undone, .rest = r->rest, .out = r->out};
	buf_clear(&r->rest);
}

void
repair_free(struct repair *r)
{
	buf_free(&r->undone);
	buf_free(&r->rest);
	buf_free(&r->out);
	*r = (struct repair){0};
}

static bool
is_letter(uint32_t c)
{
	return (c >= 0x620 && c <= 0x64A && c != 0x640) || (c >= 0x66E && c <= 0x6D3 && c != 0x670) ||
	       c == 0x6D5;
}

static bool
is_mark(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36F) || (c >= 0x64B && c <= 0x65F);
}

static const struct form *
find_form(uint32_t c)
{
	size_t low = 0, high = FORMS;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (forms[middle].code == c)
			return &forms[middle];
		if (forms[middle].code < c)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* The code point for LETTER with MARK, 0 if there is none. */
static uint32_t
compose(uint32_t letter, uint32_t mark)
{
	for (size_t i = 0; is_mark(mark) && i < PAIRS; i++)
		if (pairs[i].letter == letter && pairs[i].mark == mark)
			return pairs[i].composed;
	return 0;
}

static void
put(struct repair *r, uint32_t c)
{
	if (r->persian && (c == 0x64A || c == 0x649)) {
		c = 0x6CC;
		r->counts[REPAIR_YEH]++;
	} else if (r->persian && c == 0x643) {
		c = 0x6A9;
		r->counts[REPAIR_KAF]++;
	}
	buf_reserve(&r->out, UTF8_MAX);
	r->out.len += utf8_encode(r->out.data + r->out.len, c);
	r->last = c;
}

/* Writes what is held, now that NEXT is known to follow; 0 is the end. */
static void
put_held(struct repair *r, uint32_t next)
{
	uint32_t c = r->held;
	r->held = 0;
	bool inside = is_letter(r->last) && is_letter(next);
	if (c == NOT_SIGN || c == SHY || c == RLM) {
		if (inside) {
			r->counts[REPAIR_ZWNJ]++;
			c = ZWNJ;
		} else if (c == RLM) {
			r->counts[REPAIR_BIDI]++;
			return;
		}
	}
	if (c)
		put(r, c);
}

/*
 * Whether the direction mark C is to be left out: all are but overrides, which change
 * the order of what they hold, and what closes those.
 */
static bool
is_stray(struct repair *r, uint32_t c)
{
	if (c == LRM || c == 0x61C || c == BOM || (c >= 0x2066 && c <= 0x2069))
		return true;
	if (c < 0x202A || c > 0x202E)
		return false;
	if (c != PDF) {
		bool keep = c == LRO || c == RLO;
		if (r->depth < 32)
			r->kept = (r->kept & ~(1u << r->depth)) | (uint32_t)keep << r->depth;
		r->depth++;
		return !keep;
	}
	if (r->depth == 0)
		return true;
	r->depth--;
	return r->depth >= 32 || !(r->kept >> r->depth & 1);
}

static void
take(struct repair *r, uint32_t c)
{
	uint32_t composed = r->held ? compose(r->held, c) : 0;
	if (composed) {
		r->held = composed;
		r->counts[REPAIR_COMPOSED]++;
		return;
	}
	if (is_stray(r, c)) {
		r->counts[REPAIR_BIDI]++;
		return;
	}
	put_held(r, c);
	r->held = c;
}

static void
take_point(struct repair *r, uint32_t c)
{
	const struct form *f = c >= 0xFB50 ? find_form(c) : NULL;
	if (!f) {
		take(r, c);
		return;
	}
	r->counts[f->len > 1 ? REPAIR_LIGATURE : REPAIR_FORM]++;
	for (int i = 0; i < f->len; i++)
		take(r, letters[f->at + i]);
}

static void
take_text(struct repair *r, const char *text, size_t len)
{
	for (size_t i = 0, n; i < len; i += n) {
		uint32_t point;
		n = utf8_decode(text + i, len - i, &point);
		if (point < 0x20) {
			r->depth = point == '\n' ? 0 : r->depth;
			put_held(r, point);
			put(r, point);
		} else {
			take_point(r, point);
		}
	}
}

const struct buf *
repair_text(struct repair *r, const char *text, size_t len, bool last)
{
	buf_clear(&r->out);
	if (r->way) {
		size_t kept = 0;
		buf_clear(&r->undone);
		buf_add(&r->rest, text, len);
		size_t used = mojibake_undo(r->way, &r->undone, r->rest.data, r->rest.len, last,
		    &r->counts[REPAIR_MOJIBAKE], &kept);
		memmove(r->rest.data, r->rest.data + used, r->rest.len - used);
		r->rest.len -= used;
		take_text(r, r->undone.data, r->undone.len);
	} else {
		take_text(r, text, len);
	}
	if (last)
		put_held(r, 0);
	return &r->out;
}
