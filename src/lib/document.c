/* document: see document.h */
#include "lib/document.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "lib/io.h"

static void
set_why(struct document *d, const char *what, const char *why)
{
	buf_clear(&d->why_buf);
	buf_add_string(&d->why_buf, what);
	buf_add(&d->why_buf, why, strlen(why) + 1);
	d->why = d->why_buf.data;
}

/* Describes the invalid bytes at IN. */
static void
set_invalid(struct document *d, const char *in, const struct decoded *decoded)
{
	if (decoded->cut) {
		set_why(d, "the document ends within a character of ", d->charset.name);
		return;
	}
	char text[64] = "";
	for (size_t i = 0; i < decoded->bad && i < 4; i++)
		snprintf(text + 5 * i, 6, " 0x%02X", (unsigned char)in[i]);
	bool many = decoded->bad > 1;
	char what[128];
	snprintf(what, sizeof what, "%s%s %s not ", many ? "bytes" : "byte", text, many ? "are" : "is");
	set_why(d, what, d->charset.name);
}

/*
 * Hands TEXT on with CR and CRLF as LF, and without a byte order mark. NO_CR: none is
 * in it.
 */
static void
pass(struct document *d, const char *text, size_t len, bool no_cr, document_sink *take, void *to)
{
	const char *end = text + len;
	if (len == 0 || !take)
		return;
	if (d->at_start && len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;
	else if (d->after_cr && *text == '\n')
		text++;
	d->at_start = d->after_cr = false;
	while (text < end) {
		const char *cr = no_cr ? NULL : memchr(text, '\r', (size_t)(end - text));
		if (!cr) {
			take(to, text, (size_t)(end - text));
			return;
		}
		if (cr > text)
			take(to, text, (size_t)(cr - text));
		take(to, "\n", 1);
		text = cr + 1;
		d->after_cr = text == end;
		if (text < end && *text == '\n')
			text++;
	}
}

/*
 * Decodes the first LEN bytes of the buffer. Returns how many of them are done with, or
 * SIZE_MAX at invalid bytes that are not to be replaced.
 */
static size_t
decode_piece(
    struct document *d, size_t len, bool last, document_sink *take, void *to, bool replace)
{
	size_t at = 0;
	for (;;) {
		const char *in = d->in + at;
		struct decoded decoded = charset_decode(&d->charset, in, len - at, last, &d->out);
		pass(d, decoded.text, decoded.len, decoded.no_cr, take, to);
		at += decoded.used + (replace ? decoded.bad : 0);
		d->offset += decoded.used + (replace ? decoded.bad : 0);
		if (!decoded.bad)
			return at;
		if (!replace) {
			set_invalid(d, in + decoded.used, &decoded);
			return SIZE_MAX;
		}
		pass(d, "\xEF\xBF\xBD", 3, true, take, to);
		d->replaced++;
	}
}

enum walked { WALKED_WHOLE, WALKED_INVALID, WALKED_UNREADABLE };

/*
 * Decodes the document from its first byte and hands its text to TAKE, which may be
 * NULL. Stops at invalid bytes, unless they are to be replaced.
 */
static enum walked
walk(struct document *d, document_sink *take, void *to, bool replace)
{
	size_t have = 0;
	bool last = false;
	source_rewind(&d->source);
	charset_restart(&d->charset);
	d->charset.replace = replace;
	d->at_start = true;
	d->after_cr = false;
	d->offset = d->replaced = 0;
	while (!last) {
		ssize_t n = source_read(&d->source, d->in + have, sizeof d->in - have);
		if (n < 0) {
			set_why(d, "cannot read: ", strerror(errno));
			return WALKED_UNREADABLE;
		}
		last = n == 0;
		have += (size_t)n;
		size_t used = decode_piece(d, have, last, take, to, replace);
		if (used == SIZE_MAX)
			return WALKED_INVALID;
		have -= used;
		memmove(d->in, d->in + used, have);
	}
	d->replaced += d->charset.replaced;
	d->long_lines = d->charset.long_lines;
	return WALKED_WHOLE;
}

static void
take_lines(void *to, const char *text, size_t len)
{
	size_t *lines = to;
	for (const char *end = text + len; (text = memchr(text, '\n', (size_t)(end - text))); text++)
		++*lines;
}

/* Reads up to the size of IN from BEGIN on; -1 with WHY set. */
static ssize_t
read_sample(struct document *d, size_t begin)
{
	size_t have = 0, passed = 0;
	source_rewind(&d->source);
	for (;;) {
		size_t want = passed < begin ? begin - passed : sizeof d->in;
		size_t room = want < sizeof d->in - have ? want : sizeof d->in - have;
		ssize_t n = room ? source_read(&d->source, d->in + have, room) : 0;
		if (n < 0)
			set_why(d, "cannot read: ", strerror(errno));
		if (n <= 0)
			return n < 0 ? -1 : (ssize_t)have;
		if (passed < begin)
			passed += (size_t)n;
		else
			have += (size_t)n;
	}
}

static bool
set_charset(struct document *d, const char *name, bool visual)
{
	if (!d->charset.name[0] || strcmp(d->charset.name, name) != 0) {
		charset_close(&d->charset);
		if (!charset_open(&d->charset, name))
			return false;
	}
	d->charset.digits_rtl = d->rules.digits_rtl;
	if (d->charset.kind == CHARSET_SHAPES)
		d->charset.visual = visual;
	return true;
}

/* Takes over what was found; false if that is nothing. */
static bool
set_found(struct document *d, const struct detected *found)
{
	d->found = *found;
	if (found->sure != DETECT_NOT)
		return set_charset(d, found->charset, found->visual);
	set_why(d, "", found->why);
	return false;
}

/* The charset of a document that is not UTF-8, or broken, by the bytes around OFFSET. */
static bool
find_bytes(struct document *d, size_t offset)
{
	size_t half = sizeof d->in / 2;
	ssize_t n = read_sample(d, offset > half ? offset - half : 0);
	if (n < 0)
		return false;
	struct detected found = detect_bytes(&d->detect, d->in, (size_t)n, d->rules.order);
	return set_found(d, &found);
}

/* What is asked for, with the order of its bytes or lines if that has to be found out. */
static bool
find_given(struct document *d)
{
	const char *name = d->charset.name;
	bool any_order = strcmp(name, "utf-16") == 0 || strcmp(name, "utf-32") == 0;
	bool shapes = d->charset.kind == CHARSET_SHAPES && d->rules.order == VISUAL_AUTO;
	d->found = (struct detected){.sure = DETECT_SURELY, .confidence = 100, .language = "-"};
	snprintf(d->found.why, sizeof d->found.why, "given");
	if (any_order || shapes || d->rules.language) {
		ssize_t n = read_sample(d, 0);
		if (n < 0)
			return false;
		if (shapes) {
			charset_orient(&d->charset, d->in, (size_t)n);
			snprintf(d->found.why, sizeof d->found.why, "given, in %s order",
			    d->charset.visual ? "visual" : "logical");
		}
		struct detected found = {0};
		if (any_order)
			found = detect_form(&d->detect, d->in, (size_t)n, false);
		if (strncmp(found.charset, name, 6) == 0)
			d->charset.big_endian = strstr(found.charset, "be");
		if (d->rules.language)
			detect_language(&d->detect, &d->found, &d->charset, d->in, (size_t)n);
	}
	snprintf(d->found.charset, sizeof d->found.charset, "%s", name);
	return true;
}

static bool
find(struct document *d)
{
	ssize_t n = read_sample(d, 0);
	if (n < 0)
		return false;
	struct detected found =
	    detect_form(&d->detect, d->in, (size_t)n, (size_t)n < sizeof d->in);
	if (found.sure == DETECT_NOT && found.why[0] == '\0')
		return find_bytes(d, 0);
	return set_found(d, &found);
}

/*
 * Checks all of the document; false if it is not text in its charset, and in no other
 * that is as likely.
 */
static bool
check(struct document *d)
{
	for (bool guess = !d->rules.from;; guess = false) {
		bool utf8 = d->charset.kind == CHARSET_UTF8;
		if (d->charset.complete || (utf8 && d->found.sure == DETECT_SURELY && !d->rules.from &&
		                               strcmp(d->found.why, "byte order mark") != 0))
			return true;
		enum walked end = walk(d, NULL, NULL, false);
		if (end != WALKED_INVALID)
			return end == WALKED_WHOLE;
		if (d->rules.replace && !guess)
			return true;
		size_t offset = d->offset;
		d->placed = true;
		if (!guess || d->found.sure == DETECT_SURELY)
			return d->rules.replace;
		if (utf8) {
			d->placed = false;
			if (!find_bytes(d, offset))
				return false;
		} else if (d->found.next[0] == '\0' ||
		           !set_charset(d, d->found.next, d->found.visual)) {
			return d->rules.replace;
		} else {
			snprintf(d->found.charset, sizeof d->found.charset, "%s", d->found.next);
			snprintf(d->found.why, sizeof d->found.why, "letters of %s", d->found.next);
		}
	}
}

bool
document_rule(struct document *d, const struct document_rules *rules)
{
	d->rules = *rules;
	d->detect.language = rules->language;
	return !rules->from || charset_open(&d->charset, rules->from);
}

bool
document_open(struct document *d, const char *name)
{
	d->name = name;
	d->placed = false;
	d->offset = d->line = d->replaced = d->long_lines = 0;
	d->found = (struct detected){.language = "-"};
	d->why = "";
	if (source_open(&d->source, name))
		return true;
	set_why(d, "cannot open: ", strerror(errno));
	return false;
}

bool
document_settle(struct document *d)
{
	bool good;
	if (d->rules.from)
		good = set_charset(d, d->charset.name, d->rules.order == VISUAL_YES) && find_given(d);
	else
		good = find(d);
	bool streams = d->rules.replace && !source_again(&d->source);
	if (good && !streams)
		good = check(d);
	if (!good && d->placed) {
		size_t lines = 0;
		walk(d, take_lines, &lines, false);
		d->line = lines + 1;
	}
	return good;
}

void
document_print(struct document *d, document_sink *take, void *to)
{
	source_once(&d->source);
	if (walk(d, take, to, d->rules.replace) != WALKED_WHOLE)
		io_fail(d->name, 0, "%s, after a part was printed", d->why);
}

const struct mojibake *
document_way(const struct document *d)
{
	if (!d->found.mojibake)
		return NULL;
	return strcmp(d->found.mojibake, "windows-1256") == 0 ? &d->detect.arabic : &d->detect.latin;
}

void
document_close(struct document *d)
{
	source_close(&d->source);
}

void
document_free(struct document *d)
{
	source_free(&d->source);
	charset_close(&d->charset);
	detect_close(&d->detect);
	buf_free(&d->out);
	buf_free(&d->why_buf);
}
