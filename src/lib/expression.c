/* expression: see expression.h */
#include "lib/expression.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/io.h"
#include "lib/lexicon.h"

enum { LENGTH_MAX = 1 << 16, DEPTH_MAX = 32, NESTING_MAX = 256 };

struct part {
	struct buf name, text; /* both terminated */
	enum part_kind kind;
	struct stem_of stem;
	struct place place;
	/* What is put in its place, once it was made, and which shared parts that calls, by number. */
	struct buf made;
	bool *calls;
};

/* An expression in the making. */
struct maker {
	const struct parts *parts;
	const struct lexicon *lexicon;
	struct buf *out;
	bool *calls; /* by number of the part */
};

/* Makes all anew that is put in the place of parts: they may name the one that is added. */
static void
forget(struct parts *p)
{
	for (size_t i = 0; i < p->count; i++) {
		buf_free(&p->list[i].made);
		free(p->list[i].calls);
		p->list[i].calls = NULL;
	}
}

bool
parts_add(struct parts *p, const char *name, size_t len, enum part_kind kind,
    struct place place)
{
	if (len == 0 || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") < len)
		return false;
	forget(p);
	struct part new = {.kind = kind, .stem.base = p->count, .place = place};
	buf_add(&new.name, name, len);
	buf_add_char(&new.name, '\0');
	buf_add_char(&new.text, '\0');
	p->list = io_realloc(p->list, (p->count + 1) * sizeof *p->list);
	p->list[p->count++] = new;
	return true;
}

void
parts_append(struct parts *p, const char *line, size_t len)
{
	struct buf *text = &p->list[p->count - 1].text;
	text->data[text->len - 1] = '\n';
	buf_add(text, line, len);
	buf_add_char(text, '\0');
}

void
parts_free(struct parts *p)
{
	forget(p);
	for (size_t i = 0; i < p->count; i++) {
		buf_free(&p->list[i].name);
		buf_free(&p->list[i].text);
	}
	free(p->list);
	*p = (struct parts){0};
}

size_t
parts_find(const struct parts *p, const char *name, size_t len)
{
	for (size_t i = p->count; i > 0; i--) {
		const struct buf *other = &p->list[i - 1].name;
		if (other->len == len + 1 && memcmp(other->data, name, len) == 0)
			return i - 1;
	}
	return p->count;
}

/* No calls of any part of P. */
static bool *
new_calls(const struct parts *p)
{
	return io_zeroed(p->count);
}

/* Appends the name of the group that holds the shared part NUMBER. */
static void
add_group_name(struct buf *out, size_t number)
{
	buf_add_string(out, EXPRESSION_SHARED);
	buf_add_number(out, number);
}

/* Appends the classes of the LEN bytes at NAMES, joined by "|", as one PCRE2 class. */
static void
expand_classes(struct maker *m, const char *names, size_t len, struct place place)
{
	size_t numbers[LEXICON_CLASSES_MAX], count = 0;
	for (const char *at = names, *end = names + len; at;) {
		const char *bar = memchr(at, '|', (size_t)(end - at));
		size_t n = (size_t)((bar ? bar : end) - at);
		size_t number = lexicon_find_class(m->lexicon, at, n);
		if (number == LEXICON_NO_CLASS)
			io_fail(place.file, place.line, "{%.*s}: no such class or part", (int)n, at);
		if (count == LEXICON_CLASSES_MAX)
			io_fail(place.file, place.line, "{%.*s}: more than %d classes", (int)len, names,
			    LEXICON_CLASSES_MAX);
		numbers[count++] = number;
		at = bar ? bar + 1 : NULL;
	}
	size_t start = m->out->len;
	buf_add_char(m->out, '[');
	lexicon_class(m->lexicon, numbers, count, m->out);
	buf_add_char(m->out, ']');
	if (m->out->len == start + 2)
		io_fail(place.file, place.line, "{%.*s}: no word has this class", (int)len, names);
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '|';
}

/* Whether one of the LEN bytes of names at NAMES, joined by "|", is a part. */
static bool
names_a_part(const struct parts *p, const char *names, size_t len)
{
	for (size_t at = 0; at <= len;) {
		const char *bar = memchr(names + at, '|', len - at);
		size_t n = (bar ? (size_t)(bar - names) : len) - at;
		if (parts_find(p, names + at, n) < p->count)
			return true;
		at += n + 1;
	}
	return false;
}

static void expand(struct maker *m, const char *text, struct place place, size_t depth);

/* Appends what is put in the place of PART. */
static void
expand_part(struct maker *m, struct part *part, size_t depth)
{
	if (!part->calls) {
		struct maker inner = {m->parts, m->lexicon, &(struct buf){0}, new_calls(m->parts)};
		buf_add_string(inner.out, "(?:");
		expand(&inner, part->text.data, part->place, depth + 1);
		buf_add_string(inner.out, "\n)"); /* its last line may end in a comment */
		part->made = *inner.out;
		part->calls = inner.calls;
	}
	buf_add(m->out, part->made.data, part->made.len);
	for (size_t i = 0; i < m->parts->count; i++)
		m->calls[i] |= part->calls[i];
}

/* Appends what the LEN bytes at NAMES, between braces, stand for. */
static void
expand_names(struct maker *m, const char *names, size_t len, struct place place, size_t depth)
{
	size_t number = parts_find(m->parts, names, len);
	struct part *part = number < m->parts->count ? &m->parts->list[number] : NULL;
	if (!part && names_a_part(m->parts, names, len)) {
		/* {a|b} of parts and classes: ({a}|{b}) */
		struct buf each = {0};
		buf_add_string(&each, "(?:{");
		for (size_t i = 0; i < len; i++)
			buf_add(&each, names[i] == '|' ? "}|{" : names + i, names[i] == '|' ? 3 : 1);
		buf_add(&each, "})", 3);
		expand(m, each.data, place, depth + 1);
		buf_free(&each);
	} else if (!part) {
		expand_classes(m, names, len, place);
	} else if (part->kind == PART_SHARED) {
		buf_add_string(m->out, "(?&");
		add_group_name(m->out, number);
		buf_add_char(m->out, ')');
		m->calls[number] = true;
	} else {
		expand_part(m, part, depth);
	}
}

/* Appends TEXT with each {name} replaced. */
static void
expand(struct maker *m, const char *text, struct place place, size_t depth)
{
	if (depth > DEPTH_MAX)
		io_fail(place.file, place.line, "parts are nested too deep");
	for (const char *at = text; *at; at++) {
		size_t len = 0, plain = strcspn(at, "{");
		buf_add(m->out, at, plain);
		at += plain;
		if (*at == '\0')
			break;
		if (at[0] == '{' && at[1] >= 'a' && at[1] <= 'z')
			while (is_name(at[1 + len]))
				len++;
		if (len == 0 || at[1 + len] != '}') {
			buf_add_char(m->out, *at);
			continue;
		}
		expand_names(m, at + 1, len, place, depth);
		if (m->out->len > LENGTH_MAX)
			io_fail(place.file, place.line, "expression is longer than %d bytes", LENGTH_MAX);
		at += len + 1;
	}
}

/* Appends the definitions of the shared parts that are called, and of those that they call. */
static void
define_shared(struct maker *m)
{
	const struct parts *p = m->parts;
	bool *done = new_calls(p);
	for (size_t i = 0; i < p->count;) {
		if (!m->calls[i] || done[i]) {
			i++;
			continue;
		}
		buf_add_string(m->out, "\n(?(DEFINE)(?<");
		add_group_name(m->out, i);
		buf_add_char(m->out, '>');
		expand(m, p->list[i].text.data, p->list[i].place, 0);
		buf_add_string(m->out, "\n))");
		done[i] = true;
		i = 0;
	}
	free(done);
}

void
expression_make(struct expression *e, const struct parts *parts, const struct lexicon *lexicon,
    const char *text, struct place place)
{
	struct maker m = {parts, lexicon, &e->text, new_calls(parts)};
	expand(&m, text, place, 0);
	e->own = e->text.len;
	define_shared(&m);
	free(m.calls);
}

const char *
parts_name(const struct parts *p, size_t number)
{
	return p->list[number].name.data;
}

const char *
parts_text(const struct parts *p, size_t number)
{
	return p->list[number].text.data;
}

struct place
parts_place(const struct parts *p, size_t number)
{
	return p->list[number].place;
}

size_t
expression_pass(const char *text, size_t len, size_t at)
{
	if (text[at] == '\\')
		return at + 2 <= len ? at + 2 : len;
	if (text[at] == '#') {
		while (at < len && text[at] != '\n')
			at++;
		return at;
	}
	if (text[at] != '[')
		return at + 1;
	at += 1 + (at + 1 < len && text[at + 1] == '^');
	at += at < len && text[at] == ']';
	while (at < len && text[at] != ']')
		at += text[at] == '\\' ? 2 : 1;
	return at < len ? at + 1 : len;
}

bool
parts_derive(struct parts *p, const char *name, size_t len, uint32_t without)
{
	size_t base = parts_find(p, name, len);
	if (base == p->count || p->list[base].kind != PART_STEM)
		return false;
	p->list[p->count - 1].stem = (struct stem_of){base, without};
	return true;
}

bool
parts_stem(const struct parts *p, const char *text, struct stem_of *stem, const char **rest)
{
	const char *name = text + strspn(text, " \t\n");
	size_t len = 0, depth = 0, end = strlen(name);
	while (name[0] == '{' && is_name(name[1 + len]))
		len++;
	size_t number = len > 0 && name[1 + len] == '}' ? parts_find(p, name + 1, len) : p->count;
	if (number == p->count || p->list[number].kind != PART_STEM)
		return false;
	const char *behind = name + len + 2;
	if (strspn(behind, "?*+") > 0 || (behind[0] == '{' && behind[1] >= '0' && behind[1] <= '9'))
		return false;
	for (size_t at = len + 2; at < end; at = expression_pass(name, end, at)) {
		depth += name[at] == '(';
		depth -= name[at] == ')' && depth > 0;
		if (name[at] == '|' && depth == 0)
			return false;
	}
	*stem = p->list[number].stem;
	/* A part that has taken the name of the other stem is no longer what this one is of. */
	const struct buf *base = &p->list[stem->base].name;
	if (parts_find(p, base->data, base->len - 1) != stem->base)
		return false;
	*rest = behind;
	return true;
}

static bool
begins_with(const char *text, size_t len, const char *what)
{
	size_t n = strlen(what);
	return len >= n && memcmp(text, what, n) == 0;
}

static bool
is_lookbehind(const char *text, size_t len)
{
	return begins_with(text, len, "(?<=") || begins_with(text, len, "(?<!");
}

/* Whether TEXT asks for what is around it in other ways than by (?< and its like. */
static bool
looks_around(const char *text, size_t len)
{
	for (size_t at = 0; at < len; at = expression_pass(text, len, at))
		if (begins_with(text + at, len - at, "(*") ||
		    (text[at] == '\\' && at + 1 < len && strchr("bBGA", text[at + 1])))
			return true;
	return false;
}

/* Whether the lookbehind at AT may be of both a space and a letter, as far as is seen at once. */
static bool
is_broad(const char *text, size_t len, size_t at)
{
	size_t depth = 0;
	for (; at < len; at = expression_pass(text, len, at)) {
		depth += text[at] == '(';
		depth -= text[at] == ')';
		if (depth == 0)
			return false;
		if (text[at] == '.' || begins_with(text + at, len - at, "[^") ||
		    (text[at] == '\\' && at + 1 < len && strchr("DHPRSVWXhpsv", text[at + 1])) ||
		    begins_with(text + at, len - at, "\\x20"))
			return true;
	}
	return true;
}

bool
expression_without_lookbehinds(const struct expression *e, struct buf *out)
{
	const char *text = e->text.data;
	if (looks_around(text, e->text.len))
		return false;
	/* What stands in a negative assertion is kept: without it, more would be refused. */
	bool negative[NESTING_MAX] = {false}, drop[NESTING_MAX] = {false};
	size_t depth = 0;
	for (size_t at = 0, next; at < e->own; at = next) {
		next = expression_pass(text, e->own, at);
		bool open = text[at] == '(', close = text[at] == ')';
		bool behind = open && is_lookbehind(text + at, e->own - at);
		if (open && ++depth == NESTING_MAX)
			return false;
		if (open) {
			negative[depth] = negative[depth - 1] || begins_with(text + at, e->own - at, "(?!");
			drop[depth] = drop[depth - 1] || (behind && !negative[depth]);
			if (behind && negative[depth] &&
			    (begins_with(text + at, e->own - at, "(?<!") || is_broad(text, e->own, at)))
				return false;
		}
		if (!drop[depth])
			buf_add(out, text + at, next - at);
		else if (behind && !drop[depth - 1])
			buf_add_string(out, "(?:)");
		if (close && depth-- == 0)
			return false;
	}
	for (size_t at = e->own, next; at < e->text.len; at = next) {
		next = expression_pass(text, e->text.len, at);
		if (begins_with(text + at, e->text.len - at, "(?<=") ||
		    (begins_with(text + at, e->text.len - at, "(?<!") && is_broad(text, e->text.len, at)))
			return false;
		buf_add(out, text + at, next - at);
	}
	return true;
}

void
expression_free(struct expression *e)
{
	buf_free(&e->text);
	*e = (struct expression){0};
}
