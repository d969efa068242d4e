/* fa-figures: find the figures that a text states; see fa-figures(1) */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/crew.h"
#include "lib/finder.h"
#include "lib/io.h"
#include "lib/lexicon.h"
#include "lib/names.h"
#include "lib/pattern.h"
#include "lib/scan.h"
#include "lib/text.h"

enum { OPTION_FILES0 = IO_LONG, OPTION_EXPLAIN };
enum { THREADS_MAX = 64, PATTERN_FILES_MAX = 16 };

/* Bytes of text in a batch, of a stretch that is long, and of rows that a batch may wait with. */
enum { BATCH_SIZE = 1 << 17, LONG_STRETCH = 1 << 14, ROWS_MAX = 1 << 20 };

static const struct io_option options[] = {
    {'l', "lexicon", "FILE", "add the words of FILE; see raqam-lexicon(5)"},
    {'p', "patterns", "FILE", "add the patterns of FILE; see raqam-patterns(5)"},
    {'t', "threads", "N", "use up to N processors; 2 by default"},
    {OPTION_EXPLAIN, "explain", NULL, "print the patterns tried at each place"},
    {OPTION_FILES0, "files0-from", "FILE", "read the names of the files from FILE, each ending in NUL"},
    {0},
};

static const char header[] =
    "doc\tpage\tline\tcolumn\tkind\tqualifier\tnumber\tupper\tscale\tunit\tof\t"
    "note\tsource\traw\tcontext\tpattern\n";

/* Stretches of text in a row, copied, with the rows of their figures. */
struct batch {
	struct stretch *list;
	size_t count, size;
	size_t read;     /* how many of them were, the others have too many figures to wait with */
	struct buf text; /* what they point into */
	struct finder_state state; /* behind those that were read */
	struct buf rows;
};

/* What all threads share, and a finder for each. */
struct program {
	struct lexicon *lexicon;
	struct patterns *patterns;
	struct scan *scan;
	bool explains;
	struct finder *finders[THREADS_MAX + 1]; /* the last is the main thread's */
};

/* The finder of that number, new where there is none yet, in the state STATE. */
static struct finder *
get_finder(struct program *p, size_t number, struct finder_state state)
{
	struct finder **f = &p->finders[number];
	if (!*f)
		*f = finder_new(p->lexicon, p->patterns, p->scan, p->explains);
	finder_set_state(*f, state);
	return *f;
}

/* What a worker does with BATCH, as if no list of notes went on in it. */
static void
find(void *program, size_t worker, void *batch)
{
	struct batch *b = batch;
	struct finder *f = get_finder(program, worker, (struct finder_state){0});
	buf_clear(&b->rows);
	b->read = 0;
	while (b->read < b->count && b->list[b->read].len < LONG_STRETCH && b->rows.len < ROWS_MAX)
		finder_read(f, &b->list[b->read++], &b->rows, false);
	b->state = finder_state(f);
}

/* Adds the stretch that T is at, with offsets for pointers. */
static void
add_stretch(struct batch *b, const struct text *t)
{
	if (b->count == b->size) {
		b->size = b->size ? 2 * b->size : 64;
		b->list = io_realloc(b->list, b->size * sizeof *b->list);
	}
	struct stretch *new = &b->list[b->count++];
	*new = (struct stretch){.page = t->page, .line = t->line, .column = t->column, .len = t->len,
	    .passed = t->passed, .broken = t->breaks > 0, .new_doc = t->new_doc};
	if (b->count == 1 || t->new_doc)
		buf_add(&b->text, t->doc, strlen(t->doc) + 1);
	buf_add(&b->text, t->data, t->len);
}

/* Fills B with the next stretches; false if there are none. */
static bool
fill(struct batch *b, struct text *t)
{
	b->count = 0;
	buf_clear(&b->text);
	while (b->text.len < BATCH_SIZE && text_next(t))
		add_stretch(b, t);
	const char *at = b->text.data, *doc = NULL;
	for (size_t i = 0; i < b->count; i++) {
		if (i == 0 || b->list[i].new_doc) {
			doc = at;
			at += strlen(at) + 1;
		}
		b->list[i].doc = doc;
		b->list[i].data = at;
		at += b->list[i].len;
	}
	return b->count > 0;
}

/* Prints the rows of B, before which STATE was left, and leaves that behind B. */
static void
print(struct program *p, struct batch *b, struct finder_state *state)
{
	if (state->in_notes && !b->list[0].new_doc) {
		/* A list of notes does go on. */
		b->read = 0;
		b->state = *state;
		buf_clear(&b->rows);
	}
	if (b->read < b->count) {
		struct finder *f = get_finder(p, THREADS_MAX, b->state);
		while (b->read < b->count)
			finder_read(f, &b->list[b->read++], &b->rows, true);
		b->state = finder_state(f);
	}
	*state = b->state;
	io_write(b->rows.data, b->rows.len);
}

static void
find_all(struct program *p, struct text *t, size_t threads)
{
	struct batch batches[THREADS_MAX + 2] = {0};
	struct finder_state state = {0};
	size_t count = threads + 2;
	struct crew *crew = crew_new(threads, batches, count, sizeof *batches, find, p);
	for (;;) {
		struct batch *b = crew_next(crew);
		if (!b)
			print(p, crew_take(crew), &state);
		else if (fill(b, t))
			crew_give(crew);
		else
			break;
	}
	for (struct batch *b; (b = crew_take(crew));)
		print(p, b, &state);
	crew_free(crew);
	for (size_t i = 0; i < count; i++) {
		free(batches[i].list);
		buf_free(&batches[i].text);
		buf_free(&batches[i].rows);
	}
}

static size_t
look(void *scan, const char *text, size_t len)
{
	return scan_find(scan, text, len);
}

static size_t
read_threads(const char *value)
{
	char *end;
	unsigned long n = strtoul(value, &end, 10);
	if (value[0] < '0' || value[0] > '9' || *end || n == 0 || n > THREADS_MAX)
		io_fail(NULL, 0, "--threads: '%s': not a number from 1 to %d", value, THREADS_MAX);
	return n;
}

int
main(int argc, char *argv[])
{
	struct program p = {.lexicon = lexicon_new()};
	const char *list = NULL, *pattern_files[PATTERN_FILES_MAX];
	size_t pattern_count = 0, threads = crew_processors() < 2 ? 1 : 2;
	int option;
	io_start("fa-figures", "[-l file] [-p file] [-t n] [--explain] [--files0-from=file] [file ...]",
	    options);
	while ((option = io_option(argc, argv)) != -1)
		switch (option) {
		case 'l':
			lexicon_read(p.lexicon, optarg);
			break;
		case 'p':
			if (pattern_count == PATTERN_FILES_MAX)
				io_fail(optarg, 0, "more than %d pattern files", PATTERN_FILES_MAX);
			pattern_files[pattern_count++] = optarg;
			break;
		case 't':
			threads = read_threads(optarg);
			break;
		case OPTION_EXPLAIN:
			p.explains = true;
			break;
		case OPTION_FILES0:
			list = optarg;
			break;
		}
	if (p.explains)
		threads = 1; /* what is tried depends on what a thread has seen before */
	lexicon_seal(p.lexicon);
	p.scan = scan_new(p.lexicon);
	p.patterns = patterns_new(p.lexicon);
	for (size_t i = 0; i < pattern_count; i++)
		patterns_read(p.patterns, pattern_files[i]);
	patterns_seal(p.patterns);
	struct names names;
	struct text text;
	names_open(&names, list, argv + optind);
	text_open(&text, &names);
	text.look = look;
	text.look_context = p.scan;
	if (!p.explains)
		io_write(header, sizeof header - 1);
	find_all(&p, &text, threads);
	text_close(&text);
	names_close(&names);
	for (size_t i = 0; i <= THREADS_MAX; i++)
		if (p.finders[i])
			finder_free(p.finders[i]);
	scan_free(p.scan);
	patterns_free(p.patterns);
	lexicon_free(p.lexicon);
	return io_end();
}
