/* fa-decode: write documents of any encoding as UTF-8; see fa-decode(1) */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/charset.h"
#include "lib/detect.h"
#include "lib/io.h"
#include "lib/located.h"
#include "lib/names.h"
#include "lib/rows.h"
#include "lib/source.h"
#include "lib/utf8.h"

enum { CHUNK = SOURCE_HEAD };
enum { OPTION_LOCATE = IO_LONG, OPTION_INVALID, OPTION_FILES, OPTION_REJECTS };

static const struct io_option options[] = {
	{'f', "from", "CHARSET", "the charset of all documents; found out by default"},
	{OPTION_LOCATE, "locate", NULL, "print located text: doc, page, line, text"},
	{OPTION_INVALID, "invalid", "replace", "put U+FFFD for invalid bytes instead of rejecting"},
	{OPTION_FILES, "files0-from", "FILE", "read the documents' names from FILE, each ended by a NUL"},
	{OPTION_REJECTS, "rejects", "FILE", "write the rejects to FILE: doc, offset, line, reason"},
	{0},
};

struct job;
typedef void sink(struct job *, const char *text, size_t len);

struct job {
	const char *from;    /* charset asked for, or NULL */
	bool locate, replace;
	FILE *rejects;
	const char *rejects_name;

	const char *name;    /* of this document */
	struct source source;
	struct charset charset;
	struct located located;
	struct buf out;
	char in[CHUNK];
	bool at_start, after_cr;
	size_t offset;       /* bytes of the document decoded */
	size_t lines;        /* line ends among them */
	size_t replaced;
	struct buf why;      /* what is wrong at OFFSET, terminated */
};

static void
set_why(struct job *j, const char *what, const char *why)
{
	buf_clear(&j->why);
	buf_add_string(&j->why, what);
	buf_add(&j->why, why, strlen(why) + 1);
}

/* Refuses the document: says why and writes its row. PLACED: OFFSET and LINE hold. */
static void
reject(struct job *j, bool placed, size_t line)
{
	if (placed)
		io_bad(j->name, line, "offset %zu: %s", j->offset, j->why.data);
	else
		io_bad(j->name, 0, "%s", j->why.data);
	if (!j->rejects)
		return;
	struct buf row = {0};
	char place[64] = "\t\t\t";
	if (placed)
		snprintf(place, sizeof place, "\t%zu\t%zu\t", j->offset, line);
	rows_escape(&row, j->name, strlen(j->name));
	buf_add_string(&row, place);
	rows_escape(&row, j->why.data, strlen(j->why.data));
	buf_add_char(&row, '\n');
	fwrite(row.data, 1, row.len, j->rejects);
	buf_free(&row);
}

/* Hands TEXT on with CR and CRLF as LF, and without a byte order mark. */
static void
pass(struct job *j, const char *text, size_t len, sink *take)
{
	const char *end = text + len;
	if (j->at_start && len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;
	if (len > 0)
		j->at_start = false;
	if (text < end && j->after_cr && *text == '\n')
		text++;
	if (len > 0)
		j->after_cr = false;
	while (text < end) {
		const char *cr = memchr(text, '\r', (size_t)(end - text));
		if (!cr) {
			take(j, text, (size_t)(end - text));
			return;
		}
		if (cr > text)
			take(j, text, (size_t)(cr - text));
		take(j, "\n", 1);
		text = cr + 1;
		j->after_cr = text == end;
		if (text < end && *text == '\n')
			text++;
	}
}

/* Describes the invalid bytes at IN. */
static void
describe(struct job *j, const char *in, const struct decoded *d)
{
	if (d->cut) {
		set_why(j, "the document ends within a character of ", j->charset.name);
		return;
	}
	char bytes[64] = "bytes";
	for (size_t i = 0; i < d->bad && i < 4; i++)
		snprintf(bytes + 5 + 5 * i, 6, " 0x%02X", (unsigned char)in[i]);
	char text[128];
	snprintf(text, sizeof text, "%s%s %s not ", d->bad > 1 ? "bytes" : "byte", bytes + 5,
	    d->bad > 1 ? "are" : "is");
	set_why(j, text, j->charset.name);
}

enum walked { WALKED_WHOLE, WALKED_INVALID, WALKED_UNREADABLE };

/*
 * Decodes the document from its first byte and hands its text to TAKE. Stops at
 * invalid bytes, unless they are replaced.
 */
static enum walked
walk(struct job *j, sink *take)
{
	size_t have = 0;
	bool last = false;
	source_rewind(&j->source);
	charset_restart(&j->charset);
	j->at_start = true;
	j->after_cr = false;
	j->offset = j->lines = j->replaced = 0;
	while (!last || have > 0) {
		if (!last) {
			ssize_t n = source_read(&j->source, j->in + have, CHUNK - have);
			if (n < 0) {
				set_why(j, "cannot read: ", strerror(errno));
				return WALKED_UNREADABLE;
			}
			last = n == 0;
			have += (size_t)n;
		}
		struct decoded d = charset_decode(&j->charset, j->in, have, last, &j->out);
		pass(j, d.text, d.len, take);
		j->offset += d.used;
		if (d.bad && !j->replace) {
			describe(j, j->in + d.used, &d);
			return WALKED_INVALID;
		}
		if (d.bad) {
			pass(j, "\xEF\xBF\xBD", 3, take);
			j->replaced++;
		}
		j->offset += d.bad;
		have -= d.used + d.bad;
		memmove(j->in, j->in + d.used + d.bad, have);
	}
	return WALKED_WHOLE;
}

static void
take_nothing(struct job *j, const char *text, size_t len)
{
	(void)j;
	(void)text;
	(void)len;
}

static void
take_lines(struct job *j, const char *text, size_t len)
{
	for (const char *end = text + len; (text = memchr(text, '\n', (size_t)(end - text))); text++)
		j->lines++;
}

static void
take_text(struct job *j, const char *text, size_t len)
{
	if (j->locate)
		located_add(&j->located, text, len);
	else
		io_write(text, len);
}

static bool
set_charset(struct job *j, const char *name)
{
	charset_close(&j->charset);
	return charset_open(&j->charset, name);
}

/* Reads up to CHUNK bytes of the document from BEGIN on; -1 with WHY set. */
static ssize_t
read_sample(struct job *j, size_t begin)
{
	size_t have = 0, passed = 0;
	source_rewind(&j->source);
	for (;;) {
		size_t want = passed < begin ? begin - passed : CHUNK;
		size_t room = want < CHUNK - have ? want : CHUNK - have;
		ssize_t n = room ? source_read(&j->source, j->in + have, room) : 0;
		if (n < 0)
			set_why(j, "cannot read: ", strerror(errno));
		if (n <= 0)
			return n < 0 ? -1 : (ssize_t)have;
		if (passed < begin)
			passed += (size_t)n;
		else
			have += (size_t)n;
	}
}

/* Tells the charset that is not UTF-8, or broken UTF-8, by the bytes around OFFSET. */
static bool
settle_bytes(struct job *j)
{
	ssize_t n = read_sample(j, j->offset > CHUNK / 2 ? j->offset - CHUNK / 2 : 0);
	if (n < 0)
		return false;
	struct detected found = detect_bytes(j->in, (size_t)n);
	if (!found.charset) {
		set_why(j, "", found.why);
		return false;
	}
	return set_charset(j, found.charset);
}

/*
 * Finds out the charset and checks the document with it; false if it is rejected,
 * and then tells whether the reject has a place.
 */
static bool
settle(struct job *j, bool *placed)
{
	*placed = false;
	bool guessed = false;
	if (!j->from) {
		ssize_t n = read_sample(j, 0);
		if (n < 0)
			return false;
		struct detected found = detect_form(j->in, (size_t)n);
		guessed = found.charset && strcmp(found.why, "valid") == 0;
		j->offset = 0;
		if (!found.charset && found.why) {
			set_why(j, "", found.why);
			return false;
		}
		if (found.charset ? !set_charset(j, found.charset) : !settle_bytes(j))
			return false;
	}
	if (j->replace || j->charset.complete)
		return true;
	for (;;) {
		enum walked end = walk(j, take_nothing);
		if (end != WALKED_INVALID)
			return end == WALKED_WHOLE;
		*placed = true;
		if (!guessed)
			return false;
		guessed = false;
		size_t offset = j->offset;
		if (!settle_bytes(j)) {
			*placed = false;
			return false;
		}
		j->offset = offset;
		if (j->charset.complete)
			return true;
	}
}

static void
decode(struct job *j, const char *name)
{
	bool placed = false;
	j->name = name;
	if (!source_open(&j->source, name)) {
		set_why(j, "cannot open: ", strerror(errno));
		reject(j, false, 0);
		return;
	}
	if (settle(j, &placed)) {
		if (j->locate)
			located_start(&j->located, name);
		source_once(&j->source);
		if (walk(j, take_text) != WALKED_WHOLE)
			io_fail(name, 0, "%s, after a part was printed", j->why.data);
		if (j->locate)
			located_end(&j->located);
		if (j->replaced)
			io_bad(name, 0, "%zu replaced: not %s", j->replaced, j->charset.name);
	} else {
		if (placed)
			walk(j, take_lines);
		reject(j, placed, j->lines + 1);
	}
	source_close(&j->source);
}

static void
open_rejects(struct job *j)
{
	if (!j->rejects_name)
		return;
	j->rejects = fopen(j->rejects_name, "w");
	if (!j->rejects)
		io_fail(j->rejects_name, 0, "cannot open: %s", strerror(errno));
	fputs("doc\toffset\tline\treason\n", j->rejects);
}

static void
close_rejects(struct job *j)
{
	if (!j->rejects)
		return;
	bool bad = ferror(j->rejects);
	if (fclose(j->rejects) != 0 || bad)
		io_fail(j->rejects_name, 0, "cannot write: %s", strerror(errno));
}

int
main(int argc, char *argv[])
{
	static struct job job;
	struct names names;
	const char *list = NULL, *name;
	int option;

	io_start("fa-decode",
	    "[-f charset] [--locate] [--invalid=replace] [--rejects=file] [--files0-from=file] "
	    "[file ...]",
	    options);
	io_version(charset_iconv());
	while ((option = io_option(argc, argv)) != -1)
		switch (option) {
		case 'f': job.from = optarg; break;
		case OPTION_LOCATE: job.locate = true; break;
		case OPTION_INVALID:
			if (strcmp(optarg, "replace") != 0)
				io_usage();
			job.replace = true;
			break;
		case OPTION_FILES: list = optarg; break;
		case OPTION_REJECTS: job.rejects_name = optarg; break;
		default: io_usage();
		}
	if (job.from && !set_charset(&job, job.from))
		io_fail(NULL, 0, "unknown charset: %s", job.from);
	names_open(&names, list, argv + optind);
	open_rejects(&job);
	if (job.locate)
		located_header();
	while ((name = names_next(&names)))
		decode(&job, name);
	names_close(&names);
	close_rejects(&job);
	charset_close(&job.charset);
	source_free(&job.source);
	located_free(&job.located);
	buf_free(&job.out);
	buf_free(&job.why);
	return io_end();
}
