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
#include "lib/repair.h"
#include "lib/rows.h"
#include "lib/visual.h"

enum {
	OPTION_LOCATE = IO_LONG,
	OPTION_DETECT,
	OPTION_ORDER,
	OPTION_DIGITS,
	OPTION_INVALID,
	OPTION_REPAIR,
	OPTION_REPAIRS,
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
	{OPTION_REPAIR, "repair", NULL, "write letters as they should be written"},
	{OPTION_REPAIRS, "repairs", "FILE", "write what was repaired to FILE: doc, repair, count"},
	{OPTION_REJECTS, "rejects", "FILE", "write the rejects to FILE: doc, offset, line, reason"},
	{OPTION_FILES, "files0-from", "FILE",
	    "read the documents' names from FILE, each ended by a NUL"},
	{0},
};

#define DETECT_HEADER "doc\tcharset\tconfidence\tlanguage\twhy\n"

/* A table that is written beside the text. */
struct report {
	const char *name; /* of its file, NULL if it is not wanted */
	FILE *file;
};

struct job {
	bool detect, locate, repair;
	struct report rejects, repairs;
	struct document document;
	struct located located;
	struct repair mended;
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
	if (!j->rejects.file)
		return;
	buf_clear(&j->row);
	rows_escape(&j->row, d->name, strlen(d->name));
	buf_add_string(&j->row, place);
	rows_escape(&j->row, d->why, strlen(d->why));
	buf_add_char(&j->row, '\n');
	fwrite(j->row.data, 1, j->row.len, j->rejects.file);
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
take_text(void *to, const char *text, size_t len)
{
	struct job *j = to;
	if (j->locate)
		located_add(&j->located, text, len);
	else
		io_write(text, len);
}

static void
take_repaired(void *to, const char *text, size_t len)
{
	struct job *j = to;
	const struct buf *mended = repair_text(&j->mended, text, len, false);
	take_text(to, mended->data, mended->len);
}

static void
report_repairs(struct job *j)
{
	if (!j->repairs.file)
		return;
	buf_clear(&j->row);
	rows_escape(&j->row, j->document.name, strlen(j->document.name));
	for (int i = 0; i < REPAIR_KINDS; i++)
		if (j->mended.counts[i])
			fprintf(j->repairs.file, "%.*s\t%s\t%zu\n", (int)j->row.len, j->row.data,
			    repair_names[i], j->mended.counts[i]);
}

static void
print_document(struct job *j)
{
	struct document *d = &j->document;
	if (j->locate)
		located_start(&j->located, d->name);
	if (j->repair) {
		bool persian = strcmp(d->found.language, "fa") == 0;
		repair_start(&j->mended, persian, document_way(d));
		document_print(d, take_repaired, j);
		const struct buf *mended = repair_text(&j->mended, "", 0, true);
		take_text(j, mended->data, mended->len);
		report_repairs(j);
	} else {
		document_print(d, take_text, j);
	}
	if (j->locate)
		located_end(&j->located);
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
open_report(struct report *r, const char *header)
{
	if (!r->name)
		return;
	r->file = fopen(r->name, "w");
	if (!r->file)
		io_fail(r->name, 0, "cannot open: %s", strerror(errno));
	fputs(header, r->file);
}

static void
close_report(struct report *r)
{
	if (!r->file)
		return;
	bool bad = ferror(r->file);
	if (fclose(r->file) != 0 || bad)
		io_fail(r->name, 0, "cannot write: %s", strerror(errno));
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
		case OPTION_REPAIR: j->repair = true; break;
		case OPTION_REPAIRS: j->repairs.name = optarg; break;
		case OPTION_REJECTS: j->rejects.name = optarg; break;
		case OPTION_FILES: list = optarg; break;
		default: io_usage();
		}
	j->repair |= j->repairs.name != NULL;
	rules.language = j->detect || j->repair;
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
	    "[--invalid=replace] [--repair] [--repairs=file] [--rejects=file] [--files0-from=file] "
	    "[file ...]",
	    options);
	io_version(charset_iconv());
	const char *list = read_options(&job, argc, argv);
	names_open(&names, list, argv + optind);
	open_report(&job.rejects, "doc\toffset\tline\treason\n");
	open_report(&job.repairs, "doc\trepair\tcount\n");
	if (job.detect)
		io_write(DETECT_HEADER, strlen(DETECT_HEADER));
	else if (job.locate)
		located_header();
	while ((name = names_next(&names)))
		decode(&job, name);
	names_close(&names);
	close_report(&job.rejects);
	close_report(&job.repairs);
	document_free(&job.document);
	located_free(&job.located);
	repair_free(&job.mended);
	buf_free(&job.row);
	return io_end();
}
