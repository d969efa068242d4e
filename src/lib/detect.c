/* detect: see detect.h */
#include "lib/detect.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "lib/language.h"
#include "lib/visual.h"
#include "lib/utf8.h"

/* Bits are counted in eighths. */
enum { BIT = 8, MARGIN = 10 * BIT, CERTAIN = 14 * BIT, DECLARED = 20 * BIT };

/*
 * What a pair of signs may cost on average to be text: random letters cost more. Short
 * samples scatter more.
 */
enum { FLOOR = 46, FLOOR_SHORT = 52, SHORT = 60 };

/* Bytes of a sample that are read in every charset, and to see whether it is mojibake. */
enum { LOOKED_AT = 1024, MOJIBAKE_LOOKED = 256 };

static const struct {
	const char *mark;
	size_t len;
	const char *charset;
} marks[] = {
	{"\xEF\xBB\xBF", 3, "utf-8"},
	{"\xFF\xFE\0\0", 4, "utf-32le"},
	{"\0\0\xFE\xFF", 4, "utf-32be"},
	{"\xFF\xFE", 2, "utf-16le"},
	{"\xFE\xFF", 2, "utf-16be"},
};

/* Of sets that read a document alike the first is named. */
static const char *const set_names[DETECT_SETS] = {
	"windows-1256", "windows-1252", "iso-8859-6", "mac-farsi", "mac-arabic",
	"cp720", "isiri-3342", "cp1098", "iran-system", "cp864",
};

/* How a set reads a sample. */
struct reading {
	const struct charset *set;
	bool visual;
	const uint16_t *counts;
	struct buf *text; /* of shapes only */
	struct language language;
};

static void
open_sets(struct detect *t)
{
	if (t->open)
		return;
	t->open = true;
	for (int i = 0; i < DETECT_SETS; i++) {
		struct charset *c = &t->sets[i];
		charset_open(c, set_names[i]);
		for (int b = 0; b < 256; b++) {
			const struct shape *s = &c->shapes[b];
			uint32_t code = s->code == SHAPE_UNDEFINED ? 0xFFFD : s->code;
			t->signs[i][b] = language_sign(s->base[0] ? s->base[0] : code);
		}
	}
	mojibake_open(&t->latin, "windows-1252");
	mojibake_open(&t->arabic, "windows-1256");
}

void
detect_close(struct detect *t)
{
	for (int i = 0; t->open && i < DETECT_SETS; i++)
		charset_close(&t->sets[i]);
	for (int i = 0; i < DETECT_READINGS; i++)
		buf_free(&t->texts[i]);
	buf_free(&t->sample);
	repair_free(&t->repair);
	*t = (struct detect){0};
}

static void
set_name(char name[32], const char *value)
{
	snprintf(name, 32, "%s", value);
}

/* Text that is UTF-8 by now: its language, and whether it was read once too often. */
static void
tell_language(struct detect *t, struct detected *d, const char *text, size_t len)
{
	if (!t->language)
		return;
	size_t n = utf8_valid(text, len < LOOKED_AT ? len : LOOKED_AT), undone, kept;
	open_sets(t);
	struct mojibake *ways[2] = {&t->latin, &t->arabic};
	for (int i = 0; i < 2 && !d->mojibake; i++) {
		undone = kept = 0;
		buf_clear(&t->texts[0]);
		size_t few = utf8_valid(text, n < MOJIBAKE_LOOKED ? n : MOJIBAKE_LOOKED);
		mojibake_undo(ways[i], &t->texts[0], text, few, few == len, &undone, &kept);
		if (undone < 8 || undone < 16 * kept)
			continue;
		undone = kept = 0;
		buf_clear(&t->texts[0]);
		mojibake_undo(ways[i], &t->texts[0], text, n, n == len, &undone, &kept);
		d->mojibake = i ? "windows-1256" : "windows-1252";
		size_t end = strlen(d->why);
		snprintf(d->why + end, sizeof d->why - end, ", mojibake of %s", d->mojibake);
		text = t->texts[0].data;
		n = t->texts[0].len;
	}
	/* Presentation forms are letters too. */
	repair_start(&t->repair, false, NULL);
	const struct buf *mended = repair_text(&t->repair, text, n, true);
	d->language = language_measure(mended->data, mended->len).name;
}

/*
 * Counts the characters of UTF-16 or UTF-32 in SAMPLE, and those that some language
 * has, and says whether SAMPLE is such text.
 */
static bool
has_shape(struct detect *t, const char *name, const char *sample, size_t len)
{
	struct charset c;
	struct buf *out = &t->texts[0];
	charset_open(&c, name);
	size_t size = c.kind == CHARSET_UTF16 ? 2 : 4, known = 0, all = 0, looked = len;
	if (looked > 4 * LOOKED_AT)
		looked = 4 * LOOKED_AT;
	looked -= looked % size;
	struct decoded d = charset_decode(&c, sample, looked, false, out);
	charset_close(&c);
	bool high = false;
	for (size_t i = 0, n; i < d.len; i += n, all++) {
		uint32_t point;
		n = utf8_decode(d.text + i, d.len - i, &point);
		known += language_sign(point) != 0;
		high |= point >= 0x80;
	}
	/* ASCII in UTF-16 tells by its NULs. */
	return d.bad == 0 && all > 1 && known * 10 >= all * 9 &&
	       (high || memchr(sample, '\0', looked));
}

static bool
tell_shape(struct detect *t, struct detected *d, const char *head, size_t len)
{
	static const char *const shapes[] = {"utf-32le", "utf-32be", "utf-16le", "utf-16be"};
	/* Half of such text are the high bytes of ASCII and of the Arabic letters. */
	size_t few = len < 256 ? len : 256;
	if (few == 0 || (!memchr(head, '\0', few) && !memchr(head, '\6', few)))
		return false;
	for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
		if (has_shape(t, shapes[i], head, len)) {
			set_name(d->charset, shapes[i]);
			snprintf(d->why, sizeof d->why, "shape");
			return true;
		}
	return false;
}

void
detect_language(struct detect *t, struct detected *d, struct charset *c, const char *head,
    size_t len)
{
	size_t n = len < 4 * LOOKED_AT ? len : 4 * LOOKED_AT;
	struct decoded text = charset_decode(c, head, n, n == len, &t->sample);
	tell_language(t, d, text.text, text.len);
	charset_restart(c);
}

/* The same of the charset that D names. */
static void
tell_named(struct detect *t, struct detected *d, const char *head, size_t len)
{
	struct charset c;
	charset_open(&c, d->charset);
	detect_language(t, d, &c, head, len);
	charset_close(&c);
}

struct detected
detect_form(struct detect *t, const char *head, size_t len, bool whole)
{
	struct detected d = {.sure = DETECT_SURELY, .confidence = 100, .language = "-"};
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (len >= marks[i].len && memcmp(head, marks[i].mark, marks[i].len) == 0) {
			set_name(d.charset, marks[i].charset);
			snprintf(d.why, sizeof d.why, "byte order mark");
			tell_named(t, &d, head, len);
			return d;
		}
	if (tell_shape(t, &d, head, len)) {
		tell_named(t, &d, head, len);
		return d;
	}
	bool cut = false;
	size_t good = utf8_valid(head, len);
	if (good < len)
		utf8_invalid(head + good, len - good, &cut);
	d.sure = DETECT_NOT;
	if (good < len && (!cut || whole))
		return d;
	if (len > 0 && memchr(head, '\0', len)) {
		snprintf(d.why, sizeof d.why, "binary: a NUL");
		return d;
	}
	d.sure = whole ? DETECT_SURELY : DETECT_MAYBE;
	set_name(d.charset, "utf-8");
	snprintf(d.why, sizeof d.why, "valid");
	tell_language(t, &d, head, good);
	return d;
}

/* Whether SAMPLE is UTF-8 but for some bytes. */
static bool
is_broken_utf8(const char *sample, size_t len)
{
	size_t good = 0, broken = 0;
	for (size_t i = 0; i < len && broken <= good / 2 + 64;) {
		bool cut;
		size_t end = i + utf8_valid(sample + i, len - i);
		for (; i < end; i++)
			good += (unsigned char)sample[i] >= 0x80;
		if (i < len) {
			size_t n = utf8_invalid(sample + i, len - i, &cut);
			broken += !(cut && i + n == len);
			i += n;
		}
	}
	return good >= 4 && good >= 4 * broken;
}

static bool
is_binary(const char *sample, size_t len)
{
	size_t controls = 0, looked = len < LOOKED_AT ? len : LOOKED_AT;
	for (size_t i = 0; i < looked; i++)
		controls += (unsigned char)sample[i] < 0x20 && !memchr("\t\n\r\f\x1A\x1B", sample[i], 6);
	return controls * 50 > looked || (len > 0 && memchr(sample, '\0', len));
}

/* The charset that the document says it has in its head, or "". */
static void
find_declared(char name[32], const char *sample, size_t len)
{
	static const char *const words[] = {"charset=", "encoding="};
	const char *end = sample + (len < 4096 ? len : 4096);
	name[0] = '\0';
	for (const char *at = sample; at < end && (at = memchr(at, '=', (size_t)(end - at))); at++)
		for (int i = 0; i < 2; i++) {
			size_t n = strlen(words[i]), k = 0;
			if ((size_t)(at + 1 - sample) < n || strncasecmp(at + 1 - n, words[i], n) != 0)
				continue;
			const char *value = at + 1;
			while (value < end && (*value == '"' || *value == '\'' || *value == ' '))
				value++;
			while (value + k < end && k < 31 && value[k] && !strchr("\"' />;?\r\n", value[k]))
				k++;
			snprintf(name, 32, "%.*s", (int)k, value);
			return;
		}
}

/* Whether the line is mostly one byte over and over, a rule or a border. */
static bool
is_rule(const char *line, size_t len)
{
	size_t again = 0;
	for (size_t i = 1; i < len; i++)
		again += line[i] == line[i - 1] && (unsigned char)line[i] >= 0x80;
	return 2 * again > len;
}

/* Collects the lines of SAMPLE that are not ASCII, without rules. */
static void
pick(struct buf *picked, const char *sample, size_t len)
{
	const char *at = sample, *end = sample + len;
	buf_clear(picked);
	while (at < end && picked->len < LOOKED_AT) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline + 1 : end, *high = at;
		while (high < stop && (unsigned char)*high < 0x80)
			high++;
		if (high < stop && !is_rule(high, (size_t)(stop - high))) {
			size_t room = LOOKED_AT - picked->len;
			if ((size_t)(high - at) > room / 4)
				at = high - room / 4;
			buf_add(picked, at, (size_t)(stop - at) < room ? (size_t)(stop - at) : room);
		}
		at = stop;
	}
}

/* Reads the bytes at SAMPLE as shapes in the order of R. */
static void
read_shapes(struct reading *r, const char *sample, size_t len)
{
	const char *end = sample + len;
	buf_clear(r->text);
	while (sample < end) {
		const char *stop = sample;
		while (stop < end && *stop != '\n' && *stop != '\r')
			stop++;
		visual_line(r->text, r->set->shapes, sample, (size_t)(stop - sample), r->visual, false);
		buf_add_char(r->text, '\n');
		sample = stop + 1;
	}
	r->language = language_measure(r->text->data, r->text->len);
}

/* Reads the sample as characters of a byte each. */
static void
read_signs(struct reading *r, const uint8_t signs[256], const char *sample, size_t len)
{
	uint8_t read[LOOKED_AT];
	for (size_t i = 0; i < len; i++)
		read[i] = signs[(unsigned char)sample[i]] |
		          ((unsigned char)sample[i] >= 0x80 ? LANGUAGE_TELLS : 0);
	r->language = language_measure_signs(read, len);
}

/*
 * What the letters of the sample cost in each set without regard to their neighbours.
 * Returns above which cost a set cannot be the likeliest any more.
 */
static uint32_t
screen(struct detect *t, uint32_t costs[DETECT_SETS])
{
	uint32_t least = UINT32_MAX, all = 0;
	uint8_t present[256], signs[256];
	uint16_t counts[256];
	size_t kinds = 0;
	memset(t->counts, 0, sizeof t->counts);
	for (size_t i = 0; i < t->sample.len; i++)
		t->counts[(unsigned char)t->sample.data[i]]++;
	for (int b = 0x80; b < 0x100; b++)
		if (t->counts[b]) {
			present[kinds] = (uint8_t)b;
			counts[kinds++] = t->counts[b];
			all += t->counts[b];
		}
	for (int i = 0; i < DETECT_SETS; i++) {
		for (size_t k = 0; k < kinds; k++)
			signs[k] = t->signs[i][present[k]];
		costs[i] = language_screen(signs, counts, kinds);
		least = costs[i] < least ? costs[i] : least;
	}
	return least + all * BIT / 2 + 60 * BIT;
}

/* Reads the sample in every set that may be it. */
static size_t
read_all(struct detect *t, struct reading *readings, enum visual_order order, const char *declared)
{
	uint32_t costs[DETECT_SETS], limit = screen(t, costs);
	size_t count = 0;
	for (int i = 0; i < DETECT_SETS; i++) {
		bool shapes = t->sets[i].kind == CHARSET_SHAPES;
		bool named = strcmp(t->sets[i].name, declared) == 0;
		if (costs[i] > limit && !named)
			continue;
		for (int visual = 0; visual < 1 + shapes; visual++) {
			if (shapes && order != VISUAL_AUTO && visual != (order == VISUAL_YES))
				continue;
			struct reading *r = &readings[count];
			*r = (struct reading){.set = &t->sets[i], .visual = visual, .counts = t->counts,
			    .text = &t->texts[count]};
			if (shapes)
				read_shapes(r, t->sample.data, t->sample.len);
			else
				read_signs(r, t->signs[i], t->sample.data, t->sample.len);
			if (named)
				r->language.cost -= r->language.cost > DECLARED ? DECLARED : r->language.cost;
			count++;
		}
	}
	return count;
}

/* Whether A and B read the sample as the same text. */
static bool
alike(const struct reading *a, const struct reading *b)
{
	bool shapes = a->set->kind == CHARSET_SHAPES;
	if (shapes != (b->set->kind == CHARSET_SHAPES))
		return false;
	if (shapes)
		return a->text->len == b->text->len &&
		       memcmp(a->text->data, b->text->data, a->text->len) == 0;
	for (int c = 0x80; c < 0x100; c++) {
		const struct charset_byte *x = &a->set->bytes[c], *y = &b->set->bytes[c];
		if (a->counts[c] && (x->len != y->len || memcmp(x->text, y->text, x->len) != 0))
			return false;
	}
	return true;
}

static bool
is_latin(const struct language *l)
{
	return strcmp(l->name, "fr") == 0 || strcmp(l->name, "en") == 0;
}

/* Which of two sets that read alike is named, by the language of the text. */
static bool
is_preferred(const struct reading *a, const struct reading *b)
{
	if (is_latin(&a->language) && strcmp(a->set->name, "windows-1252") == 0)
		return true;
	return strcmp(a->language.name, "ar") == 0 && strcmp(a->set->name, "mac-arabic") == 0 &&
	       strcmp(b->set->name, "mac-farsi") == 0;
}

/* The set of R, and its order where it has one. */
static void
add_name(struct detected *d, const char *between, const struct reading *r)
{
	size_t len = strlen(d->why);
	const char *order = r->set->kind != CHARSET_SHAPES ? ""
	                    : r->visual                    ? " in visual order"
	                                                   : " in logical order";
	snprintf(d->why + len, sizeof d->why - len, "%s%s%s", between, r->set->name, order);
}

/*
 * Finds the likeliest of the COUNT READINGS, the likeliest that differs from it, and
 * among those that read alike the one to name and another.
 */
static void
rank(const struct reading *readings, size_t count, const struct reading **best,
    const struct reading **second, const struct reading **named, const struct reading **next)
{
	*best = &readings[0];
	for (size_t i = 1; i < count; i++)
		if (readings[i].language.cost < (*best)->language.cost)
			*best = &readings[i];
	*named = *best;
	*second = *next = NULL;
	for (const struct reading *r = readings; r < readings + count; r++) {
		if (r == *best)
			continue;
		if (!alike(r, *best)) {
			if (!*second || r->language.cost < (*second)->language.cost)
				*second = r;
		} else if (is_preferred(r, *named)) {
			*next = *named;
			*named = r;
		} else if (!*next || is_preferred(r, *next)) {
			*next = r;
		}
	}
}

/* Fills in D by the likeliest of the COUNT READINGS. */
static void
choose(struct detected *d, const struct reading *readings, size_t count)
{
	const struct reading *best, *second, *named, *next;
	rank(readings, count, &best, &second, &named, &next);
	const struct language *l = &best->language;
	uint32_t margin = second ? second->language.cost - l->cost : CERTAIN;
	if (l->told == 0 || l->cost > l->told * (l->told < SHORT ? FLOOR_SHORT : FLOOR)) {
		add_name(d, "no charset gives text, the nearest is ", named);
		return;
	}
	if (is_latin(l) && strcmp(named->set->name, "windows-1252") != 0) {
		snprintf(d->why, sizeof d->why, "Latin text in a charset that is not looked for");
		return;
	}
	if (margin < MARGIN) {
		add_name(d, "ambiguous: ", named);
		add_name(d, " or ", second);
		return;
	}
	d->sure = DETECT_MAYBE;
	d->language = l->name;
	d->visual = named->visual;
	/* Pairs of letters are not independent: they are worth half their bits. */
	d->confidence = margin >= CERTAIN ? 99 : 100 - (int)(100 >> margin / (2 * BIT));
	set_name(d->charset, named->set->name);
	set_name(d->next, next ? next->set->name : "");
	add_name(d, "letters of ", named);
}

struct detected
detect_bytes(struct detect *t, const char *sample, size_t len, enum visual_order order)
{
	struct detected d = {.sure = DETECT_NOT, .language = "-"};
	struct reading readings[DETECT_READINGS];
	char declared[32];
	if (is_binary(sample, len)) {
		snprintf(d.why, sizeof d.why, "binary: control characters");
		return d;
	}
	if (is_broken_utf8(sample, len)) {
		d.sure = DETECT_MAYBE;
		set_name(d.charset, "utf-8");
		snprintf(d.why, sizeof d.why, "broken");
		return d;
	}
	open_sets(t);
	pick(&t->sample, sample, len);
	find_declared(declared, sample, len);
	struct charset named;
	if (*declared && charset_open(&named, declared)) {
		set_name(declared, named.name);
		charset_close(&named);
	}
	choose(&d, readings, read_all(t, readings, order, declared));
	if (d.sure == DETECT_NOT && *declared) {
		struct charset c;
		if (charset_open(&c, declared) && c.kind >= CHARSET_BYTES) {
			d.sure = DETECT_MAYBE;
			set_name(d.charset, c.name);
			snprintf(d.why, sizeof d.why, "declared");
		}
		charset_close(&c);
	}
	return d;
}
