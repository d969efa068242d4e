/* fa-decode: write documents of any encoding as UTF-8; see fa-decode(1) */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/charset.h"
#include "lib/document.h"
#include "lib/io.h"
#include "lib/located.h"
#include "lib/names.h"
#include "lib/rows.h"

enum {
	OPTION_LOCATE = IO_LONG,
	OPTION_DETECT,
	OPTION_ORDER,
	OPTION_DIGITS,
	OPTION_INVALID,
	OPTION_FILES,
	OPTION_REJECTS,
};

static const struct io_option options[] = {
	{'f', "from", "CHARSET", "the charset of all documents; found out by default"},
	{OPTION_DETECT, "detect", NULL, "print the charset and language of each document instead"},
	{OPTION_LOCATE, "locate", NULL, "print located text: doc, page, line, text"},
	{OPTION_ORDER, "order", "ORDER", "auto, visual or logical: the order of lines of shapes"},
	{OPTION_DIGITS, "digits", "WAY", "ltr or rtl: the order of numbers in lines of shapes"},
	{OPTION_INVALID, "invalid", "replace", "put U+FFFD for invalid bytes instead of rejecting"},
	{OPTION_REJECTS, "rejects", "FILE", "write the rejects to FILE: doc, offset, line, reason"},
	{OPTION_FILES, "files0-from", "FILE", "read the documents' names from FILE, each ended by a NUL"},
	{0},
};

#define DETECT_HEADER "doc\tcharset\tconfidence\tlanguage\twhy\n"

struct job {
	bool detect, locate;
	const char *rejects_name;
	FILE *rejects;
	struct document document;
	struct located located;
	struct buf row;
};

/* Says why the document is refused and writes its row. */
static void
reject(struct job *j)
{
	const struct document *d = &j->document;
	char place[64] = "\t\t\t";
	if (d->placed) {
		io_bad(d->name, d->line, "offset %zu: %s", d->offset, d->why);
		snprintf(place, sizeof place, "\t%zu\t%zu\t", d->offset, d->line);
	} else {
		io_bad(d->name, 0, "%s", d->why);
	}
	if (!j->rejects)
		return;
	buf_clear(&j->row);
	rows_escape(&j->row, d->name, strlen(d->name));
	buf_add_string(&j->row, place);
	rows_escape(&j->row, d->why, strlen(d->why));
	buf_add_char(&j->row, '\n');
	fwrite(j->row.data, 1, j->row.len, j->rejects);
}

/* Writes the row of --detect. GOOD: the document was not refused. */
static void
write_detected(struct job *j, bool good)
{
	const struct document *d = &j->document;
	const struct detected *f = &d->found;
	char text[128];
	int confidence = good ? f->confidence : 0;
	buf_clear(&j->row);
	rows_escape(&j->row, d->name, strlen(d->name));
	snprintf(text, sizeof text, "\t%s\t%d.%02d\t%s\t", good ? f->charset : "-", confidence / 100,
	    confidence % 100, good ? f->language : "-");
	buf_add_string(&j->row, text);
	buf_add_string(&j->row, good ? f->why : d->why);
	buf_add_char(&j->row, '\n');
	io_write(j->row.data, j->row.len);
}

static void
take_plain(void *to, const char *text, size_t len)
{
	(void)to;
	io_write(text, len);
}

static void
take_located(void *to, const char *text, size_t len)
{
	located_add(to, text, len);
}

static void
print_document(struct job *j)
{
	struct document *d = &j->document;
	if (j->locate) {
		located_start(&j->located, d->name);
		document_print(d, take_located, &j->located);
		located_end(&j->located);
	} else {
		document_print(d, take_plain, NULL);
	}
	if (d->replaced)
		io_bad(d->name, 0, "%zu replaced: not %s", d->replaced, d->found.charset);
	if (d->long_lines)
		io_bad(d->name, 0, "line turned in pieces: longer than %d bytes", VISUAL_LINE);
}

static void
decode(struct job *j, const char *name)
{
	struct document *d = &j->document;
	bool good = document_open(d, name) && document_settle(d);
	if (j->detect)
		write_detected(j, good);
	if (!good)
		reject(j);
	else if (!j->detect)
		print_document(j);
	document_close(d);
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

/* The place of WORD in CHOICES, which ends with NULL; anything else is io_usage(). */
static int
choice(const char *word, const char *const choices[])
{
	for (int i = 0; choices[i]; i++)
		if (strcmp(word, choices[i]) == 0)
			return i;
	io_usage();
}

/* Reads the options; returns the list of names, or NULL. */
static const char *
read_options(struct job *j, int argc, char *argv[])
{
	static const char *const orders[] = {"auto", "visual", "logical", NULL};
	static const char *const ways[] = {"ltr", "rtl", NULL};
	static const char *const invalid[] = {"replace", NULL};
	struct document_rules rules = {0};
	const char *list = NULL;
	int option;
	while ((option = io_option(argc, argv)) != -1)
		switch (option) {
		case 'f': rules.from = optarg; break;
		case OPTION_DETECT: j->detect = true; break;
		case OPTION_LOCATE: j->locate = true; break;
		case OPTION_ORDER: rules.order = (enum visual_order)choice(optarg, orders); break;
		case OPTION_DIGITS: rules.digits_rtl = choice(optarg, ways) == 1; break;
		case OPTION_INVALID: rules.replace = choice(optarg, invalid) == 0; break;
		case OPTION_REJECTS: j->rejects_name = optarg; break;
		case OPTION_FILES: list = optarg; break;
		default: io_usage();
		}
	if (!document_rule(&j->document, &rules))
		io_fail(NULL, 0, "unknown charset: %s", rules.from);
	return list;
}

int
main(int argc, char *argv[])
{
	static struct job job;
	struct names names;
	const char *name;

	io_start("fa-decode",
	    "[-f charset] [--detect | --locate] [--order=auto|visual|logical] [--digits=ltr|rtl] "
	    "[--invalid=replace] [--rejects=file] [--files0-from=file] [file ...]",
	    options);
	io_version(charset_iconv());
	const char *list = read_options(&job, argc, argv);
	names_open(&names, list, argv + optind);
	open_rejects(&job);
	if (job.detect)
		io_write(DETECT_HEADER, strlen(DETECT_HEADER));
	else if (job.locate)
		located_header();
	while ((name = names_next(&names)))
		decode(&job, name);
	names_close(&names);
	close_rejects(&job);
	document_free(&job.document);
	located_free(&job.located);
	buf_free(&job.row);
	return io_end();
}
