/* visual: see visual.h */
#include "lib/visual.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/utf8.h"

enum { ZWNJ = 0x200C, ZWJ = 0x200D, REPLACEMENT = 0xFFFD };

enum side { LETTER, DIGIT, LATIN, SIGN, NEUTRAL };

/* Pairs that are drawn the other way round in right-to-left text. */
static const uint16_t mirrored[][2] = {
	{'(', ')'}, {'[', ']'}, {'{', '}'}, {'<', '>'}, {0xAB, 0xBB},
};

static enum side
side_of(const struct shape *s)
{
	uint16_t c = s->code;
	if (s->base[0])
		return LETTER;
	if ((c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9))
		return DIGIT;
	if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
		return LATIN;
	return c > ' ' && c < 0x7F && !strchr("()[]{}<>", c) ? SIGN : NEUTRAL;
}

/* The end of the left-to-right run that begins at SIDES[AT]; AT where there is none. */
static size_t
run_end(const uint8_t *sides, size_t at, size_t len)
{
	if (sides[at] != DIGIT && sides[at] != LATIN)
		return at;
	size_t end = at + 1;
	for (;;) {
		size_t next = end;
		while (next < len && (sides[next] == SIGN || sides[next] == NEUTRAL))
			next++;
		if (next == len || sides[next] == LETTER)
			return end;
		bool sign = next == end || (next == end + 1 && sides[end] == SIGN);
		if (!sign && (sides[end - 1] != LATIN || sides[next] != LATIN))
			return end;
		end = next + 1;
	}
}

/*
 * Lays the places of a line of LEN bytes out in logical order. Returns in TURNED which
 * of them stand in right-to-left text that was drawn.
 */
static void
lay_out(uint16_t *order, bool *turned, const uint8_t *sides, size_t len, bool visual, bool rtl)
{
	for (size_t at = 0; at < len;) {
		size_t end = run_end(sides, at, len);
		bool run = end > at && !(visual && rtl && sides[at] == DIGIT);
		if (!run)
			end = at + 1;
		bool back = run && !visual && rtl && sides[at] == DIGIT;
		for (size_t i = at; i < end; i++) {
			size_t from_end = at + end - 1 - i;
			size_t to = visual ? len - 1 - (run ? from_end : i) : back ? from_end : i;
			order[to] = (uint16_t)i;
			turned[i] = visual && !run;
		}
		at = end;
	}
}

static bool
joins_forward(const struct shape *s)
{
	return s->joins & (JOINS_INITIAL | JOINS_MEDIAL | JOINS_CAUSING);
}

/* Whether the letter of S joins the one behind it in other shapes. */
static bool
is_dual(const struct shape *s)
{
	uint16_t c = s->base[1] ? s->base[1] : s->base[0];
	bool right = (c >= 0x622 && c <= 0x625) || c == 0x627 || c == 0x629 ||
	             (c >= 0x62F && c <= 0x632) || c == 0x648 || c == 0x671 || c == 0x698 ||
	             c == 0x6C0 || c == 0x6D5;
	return c && !right && !(s->joins & (JOINS_NONE | JOINS_TRANSPARENT));
}

static bool
is_joining(const struct shape *s)
{
	return (s->base[0] && !(s->joins & (JOINS_NONE | JOINS_TRANSPARENT))) ||
	       s->joins & JOINS_CAUSING;
}

static void
add_point(struct buf *out, uint32_t point)
{
	buf_reserve(out, UTF8_MAX);
	out->len += utf8_encode(out->data + out->len, point);
}

static uint32_t
mirror(uint32_t point)
{
	for (size_t i = 0; i < sizeof mirrored / sizeof mirrored[0]; i++)
		for (int side = 0; side < 2; side++)
			if (mirrored[i][side] == point)
				return mirrored[i][!side];
	return point;
}

/* Writes S, with what must stand between it and NEXT, the shape behind it or NULL. */
static void
add_shape(struct buf *out, const struct shape *s, const struct shape *next, bool turned)
{
	if (s->code == SHAPE_UNDEFINED) {
		add_point(out, REPLACEMENT);
		return;
	}
	if (!s->base[0]) {
		add_point(out, turned ? mirror(s->code) : s->code);
		return;
	}
	add_point(out, s->base[0]);
	if (s->base[1])
		add_point(out, s->base[1]);
	bool letter = next && is_joining(next);
	if (letter && is_dual(s) && !joins_forward(s))
		add_point(out, ZWNJ);
	if (!letter && is_dual(s) && joins_forward(s) && !(s->joins & (JOINS_FINAL | JOINS_ISOLATED)))
		add_point(out, ZWJ);
}

void
visual_line(struct buf *out, const struct shape *shapes, const char *line, size_t len, bool visual,
    bool digits_rtl)
{
	uint8_t sides[VISUAL_LINE];
	uint16_t order[VISUAL_LINE];
	bool turned[VISUAL_LINE];
	const unsigned char *bytes = (const unsigned char *)line;
	for (size_t i = 0; i < len; i++)
		sides[i] = (uint8_t)side_of(&shapes[bytes[i]]);
	lay_out(order, turned, sides, len, visual, digits_rtl);
	for (size_t i = 0; i < len; i++) {
		size_t next = i + 1;
		while (next < len && shapes[bytes[order[next]]].joins & JOINS_TRANSPARENT)
			next++;
		add_shape(out, &shapes[bytes[order[i]]], next < len ? &shapes[bytes[order[next]]] : NULL,
		    turned[order[i]]);
	}
}

/* Whether S joins the letter before it: 1 it does, 0 it does not, -1 it may. */
static int
joins_back(const struct shape *s)
{
	bool does = s->joins & (JOINS_FINAL | JOINS_MEDIAL | JOINS_CAUSING);
	bool does_not = !is_joining(s) || s->joins & (JOINS_ISOLATED | JOINS_INITIAL);
	return does && does_not ? -1 : does;
}

/* Whether S joins the letter behind it. */
static int
joins_on(const struct shape *s)
{
	bool does = joins_forward(s);
	bool does_not = !is_joining(s) || s->joins & (JOINS_FINAL | JOINS_ISOLATED);
	return does && does_not ? -1 : does;
}

struct visual_fit
visual_measure(const struct shape *shapes, const char *text, size_t len)
{
	struct visual_fit f = {0};
	for (size_t i = 0; i + 1 < len; i++) {
		const struct shape *left = &shapes[(unsigned char)text[i]];
		const struct shape *right = &shapes[(unsigned char)text[i + 1]];
		if (!is_joining(left) && !is_joining(right))
			continue;
		for (int visual = 0; visual < 2; visual++) {
			int on = joins_on(visual ? right : left);
			int back = joins_back(visual ? left : right);
			bool next_is_letter = is_joining(visual ? left : right);
			/* A final shape before a letter is a lost space, or ZWNJ: it speaks against. */
			bool parted = on == 0 && next_is_letter && is_dual(visual ? right : left);
			bool told = on == 1 || (on == 0 && back >= 0) || parted;
			f.told[visual] += told;
			f.fit[visual] += told && !parted && (back < 0 || on == back);
		}
	}
	return f;
}
