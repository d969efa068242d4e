/* pattern: see pattern.h */
#include "lib/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/io.h"
#include "lib/lexicon.h"
#include "lib/line.h"
#include "lib/utf8.h"

#include "patterns_data.h"

/* Shared parts are groups of these names and their number. */
#define SHARED_PREFIX "s_"

enum { LINE_LIMIT = 1 << 16, EXPANSIONS_MAX = 1 << 16, DEPTH_MAX = 32 };
enum { MATCH_LIMIT = 10000, STACK_START = 32 << 10, STACK_MAX = 1 << 20 };

/* How a subject may go on: an ASCII character, a letter, any other sign, or a symbol's roles. */
enum { HEAD_LETTER = 128, HEAD_OTHER, HEAD_SYMBOLS };
enum { UNKNOWN, MAY_BEGIN, CANNOT_BEGIN };

const char *const piece_names[PIECE_COUNT] = {
    "qualifier", "number", "upper", "scale", "unit", "of", "source"};

/* A named part of expressions: put in its place, or, if SHARED, called there. */
struct let {
	char *name, *text;
	bool shared;
	const char *file;
	size_t line;
};

/* An expression in the making: its text, and which of the parts it calls. */
struct expression {
	struct buf text;
	bool *calls; /* by number of the part */
};

/*
 * What patterns want in their sentence. Each distinct setting near= has a bit; a sentence has
 * those that one of its words or signs answers.
 */
enum { NEAR_MAX = 256 };
struct near {
	uint64_t bits[NEAR_MAX / 64];
};

struct compiled {
	struct pattern pattern;
	char *header; /* what PATTERN points into */
	char *text;
	pcre2_code *code; /* NULL until it is tried for the first time */
	struct near near;
	bool looks_back; /* its expression begins with what must stand before it */
	unsigned char *heads;
	unsigned char *groups[PIECE_COUNT]; /* group numbers of each piece, ending in 0 */
};

struct patterns {
	const struct lexicon *lexicon;
	const char *subject;
	size_t len;
	struct let *lets;
	size_t let_count;
	struct compiled *list;
	size_t count;
	size_t heads;
	char **near_texts;  /* the distinct settings, by bit */
	size_t near_count;
	struct near *answers; /* by head: the settings that it answers */
	struct near present;  /* those that the subject answers */
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
};

/* Where a line stands. */
struct place {
	const char *file;
	size_t line;
};

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

/* The number of the part, COUNT if there is none; the latest of that name. */
static size_t
find_let(const struct patterns *p, const char *name, size_t len)
{
	for (size_t i = p->let_count; i > 0; i--)
		if (strlen(p->lets[i - 1].name) == len && memcmp(p->lets[i - 1].name, name, len) == 0)
			return i - 1;
	return p->let_count;
}

/* Appends the name of the group that holds the shared part NUMBER. */
static void
add_group_name(struct buf *out, size_t number)
{
	char name[32];
	int n = snprintf(name, sizeof name, SHARED_PREFIX "%zu", number);
	buf_add(out, name, (size_t)n);
}

/* Appends the classes of the LEN bytes at NAMES, joined by "|", as one PCRE2 class. */
static void
expand_classes(const struct patterns *p, const char *names, size_t len, struct place place,
    struct buf *out)
{
	const char *at = names, *end = names + len;
	size_t start = out->len;
	buf_add_char(out, '[');
	while (at) {
		const char *bar = memchr(at, '|', (size_t)(end - at));
		size_t n = (size_t)((bar ? bar : end) - at);
		if (!lexicon_class(p->lexicon, at, n, out))
			io_fail(place.file, place.line, "{%.*s}: no such class or part", (int)n, at);
		at = bar ? bar + 1 : NULL;
	}
	buf_add_char(out, ']');
	if (out->len == start + 2)
		io_fail(place.file, place.line, "{%.*s}: no word has this class", (int)len, names);
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '|';
}

/* Whether one of the LEN bytes of names at NAMES, joined by "|", is a part. */
static bool
names_a_part(const struct patterns *p, const char *names, size_t len)
{
	for (size_t at = 0; at <= len;) {
		const char *bar = memchr(names + at, '|', len - at);
		size_t n = (bar ? (size_t)(bar - names) : len) - at;
		if (find_let(p, names + at, n) < p->let_count)
			return true;
		at += n + 1;
	}
	return false;
}

/* Appends TEXT to E with each {name} replaced: by its part or a call of it, else by its classes. */
static void
expand(const struct patterns *p, const char *text, struct place place, size_t depth,
    struct expression *e)
{
	struct buf *out = &e->text;
	if (depth > DEPTH_MAX)
		io_fail(place.file, place.line, "parts are nested too deep");
	for (const char *at = text; *at; at++) {
		size_t len = 0;
		if (at[0] == '{' && at[1] >= 'a' && at[1] <= 'z')
			while (is_name(at[1 + len]))
				len++;
		if (len == 0 || at[1 + len] != '}') {
			buf_add_char(out, *at);
			continue;
		}
		size_t number = find_let(p, at + 1, len);
		const struct let *let = number < p->let_count ? &p->lets[number] : NULL;
		if (!let && names_a_part(p, at + 1, len)) {
			/* {a|b} of parts and classes: ({a}|{b}) */
			struct buf each = {0};
			buf_add_string(&each, "(?:{");
			for (size_t i = 0; i < len; i++)
				buf_add(&each, at[1 + i] == '|' ? "}|{" : at + 1 + i, at[1 + i] == '|' ? 3 : 1);
			buf_add(&each, "})", 3);
			expand(p, each.data, place, depth + 1, e);
			buf_free(&each);
		} else if (!let) {
			expand_classes(p, at + 1, len, place, out);
		} else if (let->shared) {
			buf_add_string(out, "(?&");
			add_group_name(out, number);
			buf_add_char(out, ')');
			e->calls[number] = true;
		} else {
			buf_add_string(out, "(?:");
			expand(p, let->text, (struct place){let->file, let->line}, depth + 1, e);
			buf_add_char(out, ')');
		}
		if (out->len > EXPANSIONS_MAX)
			io_fail(place.file, place.line, "expression is longer than %d bytes", EXPANSIONS_MAX);
		at += len + 1;
	}
}

/* Appends the definitions of the shared parts that E calls, and of those that they call. */
static void
define_shared(const struct patterns *p, struct expression *e)
{
	bool *done = io_realloc(NULL, p->let_count);
	memset(done, 0, p->let_count);
	for (size_t i = 0; i < p->let_count;) {
		if (!e->calls[i] || done[i]) {
			i++;
			continue;
		}
		const struct let *let = &p->lets[i];
		buf_add_string(&e->text, "(?(DEFINE)(?<");
		add_group_name(&e->text, i);
		buf_add_char(&e->text, '>');
		expand(p, let->text, (struct place){let->file, let->line}, 0, e);
		buf_add_string(&e->text, "))");
		done[i] = true;
		i = 0;
	}
	free(done);
}

/* The numbers of the groups called PIECE in CODE, as a string of bytes. */
static unsigned char *
find_groups(const pcre2_code *code, const char *piece)
{
	uint32_t count, size;
	PCRE2_SPTR table;
	pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
	pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
	unsigned char *groups = io_realloc(NULL, count + 1);
	size_t n = 0;
	for (uint32_t i = 0; i < count; i++, table += size)
		if (strcmp((const char *)table + 2, piece) == 0)
			groups[n++] = table[1]; /* there are never 256 groups: see compile() */
	groups[n] = 0;
	return groups;
}

static void
check_groups(const struct compiled *c)
{
	uint32_t count, size, groups;
	PCRE2_SPTR table;
	pcre2_pattern_info(c->code, PCRE2_INFO_CAPTURECOUNT, &groups);
	pcre2_pattern_info(c->code, PCRE2_INFO_NAMECOUNT, &count);
	pcre2_pattern_info(c->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(c->code, PCRE2_INFO_NAMETABLE, &table);
	if (groups > 255)
		io_fail(c->pattern.file, c->pattern.line, "%s: more than 255 groups", c->pattern.name);
	for (uint32_t i = 0; i < count; i++, table += size) {
		size_t piece = 0;
		if (strncmp((const char *)table + 2, SHARED_PREFIX, strlen(SHARED_PREFIX)) == 0)
			continue;
		while (piece < PIECE_COUNT && strcmp(piece_names[piece], (const char *)table + 2) != 0)
			piece++;
		if (piece == PIECE_COUNT)
			io_fail(c->pattern.file, c->pattern.line, "%s: group '%s' is no piece",
			    c->pattern.name, (const char *)table + 2);
	}
}

/* Says what ERROR at OFFSET of the expression TEXT is, and what stands before it. */
static void
fail_at(const struct compiled *c, int error, char *text, size_t offset)
{
	PCRE2_UCHAR why[256];
	pcre2_get_error_message(error, why, sizeof why);
	size_t from = offset < 30 ? 0 : offset - 30;
	for (size_t i = from; i < offset; i++)
		if (text[i] == '\n' || text[i] == '\t')
			text[i] = ' ';
	while (from < offset && (text[from] == ' ' || ((unsigned char)text[from] & 0xC0) == 0x80))
		from++;
	io_fail(c->pattern.file, c->pattern.line, "%s: %s: behind '%.*s'", c->pattern.name,
	    (char *)why, (int)(offset - from), text + from);
}

static void
compile(const struct patterns *p, struct compiled *c)
{
	int error;
	PCRE2_SIZE offset;
	struct place place = {c->pattern.file, c->pattern.line};
	struct expression e = {.calls = io_realloc(NULL, p->let_count)};
	memset(e.calls, 0, p->let_count);
	expand(p, c->text, place, 0, &e);
	c->looks_back = strncmp(c->text + strspn(c->text, "\n\t (?:"), "<=", 2) == 0;
	define_shared(p, &e);
	const struct buf text = e.text;
	c->code = pcre2_compile((PCRE2_SPTR)text.data, text.len,
	    PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_EXTENDED | PCRE2_DUPNAMES | PCRE2_ANCHORED |
	        PCRE2_NO_AUTO_CAPTURE | PCRE2_DOLLAR_ENDONLY,
	    &error, &offset, NULL);
	if (!c->code)
		fail_at(c, error, text.data, offset);
	check_groups(c);
	for (size_t i = 0; i < PIECE_COUNT; i++)
		c->groups[i] = find_groups(c->code, piece_names[i]);
	/* Where there is no JIT, pcre2_match() interprets. */
	pcre2_jit_compile(c->code, PCRE2_JIT_COMPLETE);
	buf_free(&e.text);
	free(e.calls);
}

/* Gives the heads that answer the setting TEXT, {class|class} or ASCII signs, its BIT. */
static void
add_answers(struct patterns *p, const char *text, size_t bit, struct place place)
{
	uint64_t one = (uint64_t)1 << bit % 64;
	size_t len = strlen(text);
	if (text[0] != '{') {
		for (const char *sign = text; *sign; sign++)
			p->answers[(unsigned char)*sign].bits[bit / 64] |= one;
		return;
	}
	for (const char *at = text + 1, *end = text + len - 1; at < end;) {
		const char *bar = memchr(at, '|', (size_t)(end - at));
		size_t n = (size_t)((bar ? bar : end) - at);
		size_t class = lexicon_find_class(p->lexicon, at, n);
		if (class == LEXICON_NO_CLASS)
			io_fail(place.file, place.line, "near={%.*s}: no such class", (int)n, at);
		for (size_t g = 0; g < lexicon_groups(p->lexicon); g++)
			if (lexicon_has_class(p->lexicon, g, class))
				p->answers[HEAD_SYMBOLS + g].bits[bit / 64] |= one;
		at += n + 1;
	}
}

/* Whether TEXT is {class|class...}, or signs in ASCII. */
static bool
is_near_setting(const char *text)
{
	size_t len = strlen(text);
	if (text[0] == '{')
		return len > 2 && text[len - 1] == '}' && text[len - 2] != '|' && text[1] != '|' &&
		       !strstr(text, "||");
	for (size_t i = 0; i < len; i++)
		if (text[i] <= ' ' || text[i] >= 0x7F)
			return false;
	return len > 0;
}

/* Adds the setting near=TEXT to those of NEAR. False if it is none. */
static bool
add_near(struct patterns *p, struct near *near, const char *text, struct place place)
{
	size_t bit = 0;
	if (!is_near_setting(text))
		return false;
	while (bit < p->near_count && strcmp(p->near_texts[bit], text) != 0)
		bit++;
	if (bit == NEAR_MAX)
		io_fail(place.file, place.line, "more than %d different settings near=", NEAR_MAX);
	if (bit == p->near_count) {
		p->near_texts = io_realloc(p->near_texts, (bit + 1) * sizeof *p->near_texts);
		p->near_texts[p->near_count++] = copy(text, strlen(text));
		add_answers(p, text, bit, place);
	}
	near->bits[bit / 64] |= (uint64_t)1 << bit % 64;
	return true;
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
			if (!add_near(p, &c->near, word + 5, place))
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
	return n >= 2;
}

/* What the lines of a pattern file are added to. */
struct reader {
	struct patterns *p;
	size_t at;            /* where the next pattern goes in the list */
	bool in_let, in_pattern;
	struct place place;
};

static void
add_let(struct reader *r, const char *name, size_t len, bool shared)
{
	struct patterns *p = r->p;
	if (len == 0 || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") < len)
		io_fail(r->place.file, r->place.line, "not the name of a part: %.*s", (int)len, name);
	p->lets = io_realloc(p->lets, (p->let_count + 1) * sizeof *p->lets);
	p->lets[p->let_count++] =
	    (struct let){copy(name, len), copy("", 0), shared, r->place.file, r->place.line};
	r->in_let = true;
	r->in_pattern = false;
}

static void
add_pattern(struct reader *r, const char *text, size_t len)
{
	struct patterns *p = r->p;
	struct compiled new = {.pattern = {.file = r->place.file, .line = r->place.line}};
	if (!read_header(p, &new, text, len))
		io_fail(r->place.file, r->place.line, "not a name, a kind, unit=, note=, near= and when=: %.*s",
		    (int)len, text);
	new.text = copy("", 0);
	p->list = io_realloc(p->list, (p->count + 1) * sizeof *p->list);
	memmove(p->list + r->at + 1, p->list + r->at, (p->count - r->at) * sizeof *p->list);
	p->list[r->at++] = new;
	p->count++;
	r->in_pattern = true;
	r->in_let = false;
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
			add_let(r, text + 4, len - 4, false);
		else if (len > 7 && memcmp(text, "shared ", 7) == 0)
			add_let(r, text + 7, len - 7, true);
		else
			add_pattern(r, text, len);
	} else if (r->in_pattern && len > 2 && text[1] == '>') {
		return; /* an example: the tests run it */
	} else if (r->in_pattern) {
		append(&r->p->list[r->at - 1].text, text, len);
	} else if (r->in_let) {
		append(&r->p->lets[r->p->let_count - 1].text, text, len);
	} else {
		io_fail(r->place.file, r->place.line, "expression without a name above it");
	}
}

struct patterns *
patterns_new(const struct lexicon *lexicon)
{
	struct patterns *p = io_realloc(NULL, sizeof *p);
	*p = (struct patterns){.lexicon = lexicon, .heads = HEAD_SYMBOLS + lexicon_groups(lexicon)};
	p->answers = io_realloc(NULL, p->heads * sizeof *p->answers);
	memset(p->answers, 0, p->heads * sizeof *p->answers);
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
	p->data = pcre2_match_data_create(256, NULL);
	p->context = pcre2_match_context_create(NULL);
	p->stack = pcre2_jit_stack_create(STACK_START, STACK_MAX, NULL);
	if (!p->data || !p->context || !p->stack)
		io_fail(NULL, 0, "out of memory for patterns");
	pcre2_set_match_limit(p->context, MATCH_LIMIT);
	pcre2_jit_stack_assign(p->context, NULL, p->stack);
	return p;
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
	for (size_t i = 0; i < r.at; i++)
		compile(p, &p->list[i]);
}

/* What stands at the head of TEXT, as an index into the heads of a pattern. */
static size_t
head_of(const struct patterns *p, const char *text, size_t len)
{
	uint32_t point;
	utf8_decode(text, len, &point);
	if (point < 128)
		return point;
	if (lexicon_is_symbol(p->lexicon, point))
		return HEAD_SYMBOLS + lexicon_roles(p->lexicon, point);
	return point >= 0x620 && point <= 0x6FF ? HEAD_LETTER : HEAD_OTHER;
}

/*
 * Whether C may match where TEXT begins: tries it on the first character alone, as the start of
 * a longer text, behind nothing, a space and a letter.
 */
static bool
may_begin(const struct patterns *p, const struct compiled *c, const char *text, size_t len)
{
	static const char *const before[] = {"", " ", "ب"};
	uint32_t point;
	char subject[8];
	size_t n = utf8_decode(text, len, &point);
	if (c->looks_back)
		return true;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		size_t offset = strlen(before[i]);
		memcpy(subject, before[i], offset);
		memcpy(subject + offset, text, n);
		int found = pcre2_match(c->code, (PCRE2_SPTR)subject, offset + n, offset,
		    PCRE2_PARTIAL_HARD | PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, p->data, p->context);
		if (found != PCRE2_ERROR_NOMATCH)
			return true;
	}
	return false;
}

/* Whether the subject has all that NEAR wants. */
static bool
is_near(const struct patterns *p, const struct near *near)
{
	uint64_t missing = 0;
	for (size_t i = 0; i < NEAR_MAX / 64; i++)
		missing |= near->bits[i] & ~p->present.bits[i];
	return missing == 0;
}

void
patterns_begin(struct patterns *p, const char *subject, size_t len)
{
	p->subject = subject;
	p->len = len;
	p->present = (struct near){0};
	for (size_t at = 0, n; at < len; at += n) {
		uint32_t point;
		n = utf8_decode(subject + at, len - at, &point);
		const struct near *answers = &p->answers[head_of(p, subject + at, len - at)];
		for (size_t i = 0; i < NEAR_MAX / 64; i++)
			p->present.bits[i] |= answers->bits[i];
	}
}

static void
fill_match(struct match *m, const struct compiled *c, const PCRE2_SIZE *vector)
{
	m->pattern = &c->pattern;
	m->whole = (struct span){vector[0], vector[1]};
	for (size_t i = 0; i < PIECE_COUNT; i++) {
		m->piece[i] = (struct span){0, 0};
		for (const unsigned char *group = c->groups[i]; *group; group++)
			if (vector[2 * *group] != PCRE2_UNSET)
				m->piece[i] = (struct span){vector[2 * *group], vector[2 * *group + 1]};
	}
}

int
patterns_find(struct patterns *p, size_t at, int around, struct match *m, pattern_seen *seen,
    void *context)
{
	const char *subject = p->subject;
	size_t len = p->len, head = head_of(p, subject + at, len - at);
	bool limited = false;
	uint32_t options = PCRE2_NO_UTF_CHECK | (around & PATTERN_LINE_BEGINS ? 0 : PCRE2_NOTBOL) |
	                   (around & PATTERN_LINE_ENDS ? 0 : PCRE2_NOTEOL);
	for (size_t i = 0; i < p->count; i++) {
		struct compiled *c = &p->list[i];
		if (c->pattern.in_notes && !(around & PATTERN_NOTES))
			continue;
		if (!c->code)
			compile(p, c);
		if (!c->heads) {
			c->heads = io_realloc(NULL, p->heads);
			memset(c->heads, UNKNOWN, p->heads);
		}
		if (c->heads[head] == UNKNOWN)
			c->heads[head] =
			    may_begin(p, c, subject + at, len - at) ? MAY_BEGIN : CANNOT_BEGIN;
		if (c->heads[head] == CANNOT_BEGIN || !is_near(p, &c->near))
			continue;
		int found = pcre2_match(c->code, (PCRE2_SPTR)subject, len, at, options, p->data, p->context);
		int result = found > 0 ? 1 : found == PCRE2_ERROR_NOMATCH ? 0 : -1;
		if (seen)
			seen(context, &c->pattern, at, result);
		limited |= result < 0;
		if (result > 0) {
			m->limited = limited;
			fill_match(m, c, pcre2_get_ovector_pointer(p->data));
			return 1;
		}
	}
	return limited ? -1 : 0;
}

void
patterns_free(struct patterns *p)
{
	for (size_t i = 0; i < p->let_count; i++) {
		free(p->lets[i].name);
		free(p->lets[i].text);
	}
	for (size_t i = 0; i < p->count; i++) {
		struct compiled *c = &p->list[i];
		free(c->header);
		free(c->text);
		pcre2_code_free(c->code);
		free(c->heads);
		for (size_t g = 0; g < PIECE_COUNT; g++)
			free(c->groups[g]);
	}
	for (size_t i = 0; i < p->near_count; i++)
		free(p->near_texts[i]);
	free(p->near_texts);
	free(p->answers);
	free(p->lets);
	free(p->list);
	pcre2_match_data_free(p->data);
	pcre2_match_context_free(p->context);
	pcre2_jit_stack_free(p->stack);
	free(p);
}
