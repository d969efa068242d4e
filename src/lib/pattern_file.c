/* pattern_file: reads pattern files; see pattern.h */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lib/io.h"
#include "lib/lexicon.h"
#include "lib/line.h"
#include "lib/pattern_priv.h"
#include "lib/utf8.h"

#include "patterns_data.h"

enum { LINE_LIMIT = 1 << 16 };

static char *
copy(const char *text, size_t len)
{
	char *new = io_realloc(NULL, len + 1);
	memcpy(new, text, len);
	new[len] = '\0';
	return new;
}

static void
append(char **text, const char *more, size_t len)
{
	size_t old = strlen(*text);
	*text = io_realloc(*text, old + len + 2);
	(*text)[old] = '\n';
	memcpy(*text + old + 1, more, len);
	(*text)[old + 1 + len] = '\0';
}

/* Gives the heads that answer the setting TEXT its BIT. */
static void
add_answers(struct patterns *p, const char *text, size_t bit, struct place place)
{
	uint64_t one = (uint64_t)1 << bit % 64;
	const char *end = text + strcspn(text, "}");
	for (const char *sign = *end ? end + 1 : text; *sign; sign++)
		p->answers[(unsigned char)*sign].bits[bit / 64] |= one;
	for (const char *at = text + 1; *end && at < end;) {
		const char *bar = memchr(at, '|', (size_t)(end - at));
		size_t n = (size_t)((bar ? bar : end) - at);
		size_t class = lexicon_find_class(p->lexicon, at, n);
		if (class == LEXICON_NO_CLASS)
			io_fail(place.file, place.line, "{%.*s}: no such class", (int)n, at);
		for (size_t g = 0; g < lexicon_groups(p->lexicon); g++)
			if (lexicon_has_class(p->lexicon, g, class))
				p->answers[HEAD_SYMBOLS + g].bits[bit / 64] |= one;
		at += n + 1;
	}
}

/* Whether TEXT is {class|class...}, or signs in ASCII, which are no letters or digits, or both. */
static bool
is_want(const char *text)
{
	size_t len = 0;
	if (text[0] == '{') {
		len = strcspn(text, "}");
		const char *empty = strstr(text, "||");
		if (len < 2 || text[len] == '\0' || text[len - 1] == '|' || text[1] == '|' ||
		    (empty && empty < text + len))
			return false;
		len++;
	}
	for (const char *sign = text + len; *sign; sign++)
		if (!ispunct((unsigned char)*sign) || *sign == '{' || *sign == '}')
			return false;
	return *text != '\0';
}

/* Adds TEXT, of a setting near= or ahead=, to WANTS. False if it is none. */
static bool
add_want(struct patterns *p, struct wants *wants, const char *text, struct place place)
{
	size_t bit = 0;
	if (!is_want(text))
		return false;
	while (bit < p->want_count && strcmp(p->want_texts[bit], text) != 0)
		bit++;
	if (bit == WANTS_MAX)
		io_fail(place.file, place.line, "more than %d different near= and ahead=", WANTS_MAX);
	if (bit == p->want_count) {
		p->want_texts = io_realloc(p->want_texts, (bit + 1) * sizeof *p->want_texts);
		p->want_texts[p->want_count++] = copy(text, strlen(text));
		add_answers(p, text, bit, place);
	}
	wants->bits[bit / 64] |= (uint64_t)1 << bit % 64;
	return true;
}

/* Whether NAME is a kind of figure, or one of the two that make no row. */
static bool
is_kind(const char *name)
{
	static const char *const kinds[] = {"percent", "money", "measure", "count", "ratio", "date",
	    "time", "ordinal", "reference", "number", "none", "notes"};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i], name) == 0)
			return true;
	return false;
}

/* Reads the header of a pattern, "name kind" and its settings, into C. False if it is none. */
static bool
read_header(struct patterns *p, struct compiled *c, const char *text, size_t len)
{
	struct place place = {c->pattern.file, c->pattern.line};
	c->header = copy(text, len);
	c->pattern.note = "";
	size_t n = 0;
	for (char *rest, *word = strtok_r(c->header, " ", &rest); word; word = strtok_r(NULL, " ", &rest), n++) {
		size_t last = strlen(word) - 1;
		if (n == 0)
			c->pattern.name = word;
		else if (n == 1)
			c->pattern.kind = word;
		else if (strncmp(word, "note=", 5) == 0)
			c->pattern.note = word + 5;
		else if (strncmp(word, "near=", 5) == 0) {
			if (!add_want(p, &c->near, word + 5, place))
				return false;
		} else if (strncmp(word, "ahead=", 6) == 0) {
			if (!add_want(p, &c->ahead, word + 6, place))
				return false;
		} else if (strcmp(word, "when=notes") == 0)
			c->pattern.in_notes = true;
		else if (strncmp(word, "unit={", 6) == 0 && word[last] == '}') {
			word[last] = '\0';
			c->pattern.unit_class = word + 6;
		} else if (strncmp(word, "unit=", 5) == 0)
			c->pattern.unit = word + 5;
		else
			return false;
	}
	if (n >= 2 && !is_kind(c->pattern.kind))
		io_fail(place.file, place.line, "%s: no such kind: %s", c->pattern.name, c->pattern.kind);
	return n >= 2;
}

/* What the lines of a pattern file are added to. */
struct reader {
	struct patterns *p;
	size_t at;            /* where the next pattern goes in the list */
	bool in_part, in_pattern;
	struct place place;
};

static void
add_part(struct reader *r, const char *name, size_t len, enum part_kind kind)
{
	if (!parts_add(&r->p->parts, name, len, kind, r->place))
		io_fail(r->place.file, r->place.line, "not the name of a part: %.*s", (int)len, name);
	r->in_part = true;
	r->in_pattern = false;
}

/* The bit of the mark NAME, a new one if there is none. */
static uint32_t
mark_bit(struct patterns *p, const char *name, size_t len, struct place place)
{
	size_t bit = 0;
	while (bit < p->mark_count &&
	       (strlen(p->marks[bit]) != len || memcmp(p->marks[bit], name, len) != 0))
		bit++;
	if (bit == MARKS_MAX)
		io_fail(place.file, place.line, "more than %d different groups behind without", MARKS_MAX);
	if (bit == p->mark_count)
		p->marks[p->mark_count++] = copy(name, len);
	return (uint32_t)1 << bit;
}

/* Adds a stem: NAME, or NAME of STEM without GROUP... */
static void
add_stem(struct reader *r, const char *text, size_t len)
{
	struct patterns *p = r->p;
	const char *base = NULL;
	size_t words = 0, base_len = 0;
	uint32_t without = 0;
	bool good = true;
	for (const char *at = text, *end = text + len; at < end && good; words++) {
		const char *space = memchr(at, ' ', (size_t)(end - at));
		size_t n = (size_t)((space ? space : end) - at);
		if (words == 0) {
			add_part(r, at, n, PART_STEM);
		} else if (words == 2) {
			base = at;
			base_len = n;
		} else if (words < 4) {
			const char *want = words == 1 ? "of" : "without";
			good = n == strlen(want) && memcmp(at, want, n) == 0;
		} else {
			good = n > 0;
			without |= mark_bit(p, at, n, r->place);
		}
		at += n + 1;
	}
	if (words > 1 && (!good || words < 5 || !parts_derive(&p->parts, base, base_len, without)))
		io_fail(r->place.file, r->place.line, "not stem NAME of STEM without GROUP...: %.*s",
		    (int)len, text);
}

static void
add_pattern(struct reader *r, const char *text, size_t len)
{
	struct patterns *p = r->p;
	struct compiled new = {.pattern = {.file = r->place.file, .line = r->place.line}};
	if (!read_header(p, &new, text, len))
		io_fail(r->place.file, r->place.line,
		    "not a name, a kind, unit=, note=, near=, ahead= and when=: %.*s", (int)len, text);
	new.text = copy("", 0);
	p->list = io_realloc(p->list, (p->count + 1) * sizeof *p->list);
	memmove(p->list + r->at + 1, p->list + r->at, (p->count - r->at) * sizeof *p->list);
	p->list[r->at++] = new;
	p->count++;
	r->in_pattern = true;
	r->in_part = false;
}

static void
add_line(struct reader *r, const char *text, size_t len)
{
	if (utf8_valid(text, len) < len || memchr(text, '\0', len))
		io_fail(r->place.file, r->place.line, "not UTF-8 text");
	if (len == 0 || text[0] == '#')
		return;
	if (text[0] != '\t') {
		if (len > 4 && memcmp(text, "let ", 4) == 0)
			add_part(r, text + 4, len - 4, PART_LET);
		else if (len > 7 && memcmp(text, "shared ", 7) == 0)
			add_part(r, text + 7, len - 7, PART_SHARED);
		else if (len > 5 && memcmp(text, "stem ", 5) == 0)
			add_stem(r, text + 5, len - 5);
		else
			add_pattern(r, text, len);
	} else if (r->in_pattern && len > 2 && text[1] == '>') {
		return; /* an example: the tests run it */
	} else if (r->in_pattern) {
		append(&r->p->list[r->at - 1].text, text, len);
	} else if (r->in_part) {
		parts_append(&r->p->parts, text, len);
	} else {
		io_fail(r->place.file, r->place.line, "expression without a name above it");
	}
}

void
patterns_add_built_in(struct patterns *p)
{
	for (size_t i = 0; i < sizeof pattern_files / sizeof *pattern_files; i++) {
		struct reader r = {.p = p, .at = p->count, .place = {pattern_files[i].name, 1}};
		const char *at = (const char *)pattern_files[i].data, *end = at + pattern_files[i].len;
		for (; at < end; r.place.line++) {
			const char *newline = memchr(at, '\n', (size_t)(end - at));
			const char *stop = newline ? newline : end;
			add_line(&r, at, (size_t)(stop - at));
			at = stop + 1;
		}
	}
}

void
patterns_read(struct patterns *p, const char *file)
{
	struct line in = {0};
	struct reader r = {.p = p, .place = {file, 0}};
	line_open(&in, file, LINE_LIMIT);
	while (line_next(&in)) {
		r.place.line = in.number;
		if (!in.whole)
			io_fail(file, in.number, "line is longer than %d bytes", LINE_LIMIT);
		add_line(&r, in.text, in.len);
	}
	line_close(&in);
	p->extended = true;
	patterns_compile(p, r.at);
}
