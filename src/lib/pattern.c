/* pattern: see pattern.h */
#include "lib/pattern.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/expression.h"
#include "lib/io.h"
#include "lib/lexicon.h"
#include "lib/pattern_priv.h"

const char *const piece_names[PIECE_COUNT] = {
    "qualifier", "number", "upper", "scale", "unit", "of", "source"};

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

/* Whether a group NAME is no piece and need not be one. */
static bool
is_help(const struct patterns *p, const char *name)
{
	if (strncmp(name, EXPRESSION_SHARED, strlen(EXPRESSION_SHARED)) == 0 ||
	    strncmp(name, "if_", 3) == 0)
		return true;
	for (size_t i = 0; i < p->mark_count; i++)
		if (strcmp(p->marks[i], name) == 0)
			return true;
	return false;
}

static void
check_groups(const struct patterns *p, const struct compiled *c, const pcre2_code *code)
{
	uint32_t count, size, groups;
	PCRE2_SPTR table;
	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
	pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
	pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
	if (groups > 255)
		io_fail(c->pattern.file, c->pattern.line, "%s: more than 255 groups", c->pattern.name);
	for (uint32_t i = 0; i < count; i++, table += size) {
		const char *name = (const char *)table + 2;
		size_t piece = 0;
		while (piece < PIECE_COUNT && strcmp(piece_names[piece], name) != 0)
			piece++;
		if (piece == PIECE_COUNT && !is_help(p, name))
			io_fail(c->pattern.file, c->pattern.line, "%s: group '%s' is no piece",
			    c->pattern.name, name);
	}
}

/* TEXT compiled; NULL if it cannot be, with PCRE2's error and where it is. */
static pcre2_code *
compile_text(const struct buf *text, uint32_t options, int *error, PCRE2_SIZE *offset)
{
	return pcre2_compile((PCRE2_SPTR)text->data, text->len,
	    PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_EXTENDED | PCRE2_DUPNAMES | PCRE2_ANCHORED |
	        PCRE2_NO_AUTO_CAPTURE | PCRE2_DOLLAR_ENDONLY | PCRE2_NO_START_OPTIMIZE | options,
	    error, offset, NULL);
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

/* The code of C, to be put there when all of C is ready. */
static pcre2_code *
compile(const struct patterns *p, struct compiled *c, uint32_t options)
{
	int error;
	PCRE2_SIZE offset;
	struct place place = {c->pattern.file, c->pattern.line};
	struct expression e = {0};
	expression_make(&e, &p->parts, p->lexicon, c->expression, place);
	pcre2_code *code = compile_text(&e.text, options, &error, &offset);
	if (!code)
		fail_at(c, error, e.text.data, offset);
	check_groups(p, c, code);
	for (size_t i = 0; i < PIECE_COUNT; i++)
		c->groups[i] = find_groups(code, piece_names[i]);
	expression_free(&e);
	return code;
}

static void
make_bare(const struct patterns *p, struct compiled *c)
{
	int error;
	PCRE2_SIZE offset;
	struct place place = {c->pattern.file, c->pattern.line};
	struct expression e = {0};
	struct buf bare = {0};
	c->bare_asked = true;
	expression_make(&e, &p->parts, p->lexicon, c->expression, place);
	bool known = expression_without_lookbehinds(&e, &bare);
	if (known && (bare.len != e.text.len || memcmp(bare.data, e.text.data, bare.len) != 0))
		c->bare = compile_text(&bare, PCRE2_NO_AUTO_POSSESS, &error, &offset);
	c->anywhere = !known || (bare.len != e.text.len && !c->bare);
	buf_free(&bare);
	expression_free(&e);
}

void
patterns_bare(struct patterns *p, struct compiled *c)
{
	pthread_mutex_lock(&p->lock);
	if (!c->bare_asked)
		make_bare(p, c);
	pthread_mutex_unlock(&p->lock);
}

static void
free_groups(struct compiled *c)
{
	for (size_t i = 0; i < PIECE_COUNT; i++) {
		free(c->groups[i]);
		c->groups[i] = NULL;
	}
}

void
patterns_compile(struct patterns *p, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct compiled *c = &p->list[i];
		c->expression = c->text;
		pcre2_code_free(compile(p, c, 0));
		free_groups(c);
	}
}

/* The number of the stem that is PART, a new one if there is none. */
static size_t
find_stem(struct patterns *p, size_t part)
{
	struct buf text = {0};
	size_t s = 0;
	while (s < p->stem_count && p->stems[s].part != part)
		s++;
	if (s < p->stem_count)
		return s;
	/* All ways to match it, each called out. */
	const char *name = parts_name(&p->parts, part);
	struct place place = parts_place(&p->parts, part);
	buf_add_char(&text, '{');
	buf_add_string(&text, name);
	buf_add(&text, "}(?C1)", sizeof "}(?C1)");
	p->stems = io_realloc(p->stems, (s + 1) * sizeof *p->stems);
	struct stem *stem = &p->stems[p->stem_count++];
	*stem = (struct stem){
	    .part = part, .compiled = {.text = text.data, .expression = text.data}};
	stem->compiled.pattern =
	    (struct pattern){.name = name, .file = place.file, .line = place.line};
	return s;
}

void
patterns_find_stems(struct patterns *p)
{
	for (size_t i = 0; i < p->count; i++) {
		struct compiled *c = &p->list[i];
		struct stem_of stem;
		c->expression = c->text;
		c->stem = SIZE_MAX;
		if (!parts_stem(&p->parts, c->text, &stem, &c->expression))
			continue;
		c->without = stem.without;
		c->stem = find_stem(p, stem.base);
		p->stems[c->stem].without |= stem.without;
	}
}

struct compiled *
patterns_numbered(struct patterns *p, size_t number)
{
	return number >= p->count ? &p->stems[number - p->count].compiled : &p->list[number];
}

static pcre2_code *
compile_stem(const struct patterns *p, struct stem *stem)
{
	pcre2_code *code = compile(p, &stem->compiled, PCRE2_NO_AUTO_POSSESS);
	const struct pattern *pattern = &stem->compiled.pattern;
	for (size_t i = 0; i < p->mark_count; i++) {
		stem->marks[i] = find_groups(code, p->marks[i]);
		if ((stem->without >> i & 1) && stem->marks[i][0] == 0)
			io_fail(pattern->file, pattern->line, "%s: no group '%s', which a stem is to be without",
			    pattern->name, p->marks[i]);
	}
	return code;
}

struct compiled *
patterns_compiled(struct patterns *p, size_t number)
{
	struct compiled *c = patterns_numbered(p, number);
	if (atomic_load_explicit(&c->code, memory_order_acquire))
		return c;
	pthread_mutex_lock(&p->lock);
	if (!c->code) {
		pcre2_code *code = number >= p->count ? compile_stem(p, &p->stems[number - p->count])
		                                      : compile(p, c, 0);
		atomic_store_explicit(&c->code, code, memory_order_release);
	}
	pthread_mutex_unlock(&p->lock);
	return c;
}

void
patterns_quicken(struct patterns *p, struct compiled *c)
{
	pthread_mutex_lock(&p->lock);
	/* A copy, as other threads may be matching with the code as it is. */
	pcre2_code *fast = c->fast ? NULL : pcre2_code_copy(c->code);
	if (fast && pcre2_jit_compile(fast, PCRE2_JIT_COMPLETE) == 0)
		atomic_store_explicit(&c->fast, fast, memory_order_release);
	else
		pcre2_code_free(fast);
	pthread_mutex_unlock(&p->lock);
}

struct patterns *
patterns_new(const struct lexicon *lexicon)
{
	struct patterns *p = io_realloc(NULL, sizeof *p);
	*p = (struct patterns){
	    .lexicon = lexicon, .head_count = HEAD_SYMBOLS + lexicon_groups(lexicon)};
	pthread_mutex_init(&p->lock, NULL);
	p->answers = io_zeroed(p->head_count * sizeof *p->answers);
	patterns_add_built_in(p);
	return p;
}

static void
free_compiled(struct compiled *c)
{
	free(c->text);
	pcre2_code_free(c->code);
	pcre2_code_free(c->fast);
	pcre2_code_free(c->bare);
	free_groups(c);
}

void
patterns_free(struct patterns *p)
{
	for (size_t i = 0; i < p->count; i++) {
		free(p->list[i].header);
		free_compiled(&p->list[i]);
	}
	for (size_t i = 0; i < p->stem_count; i++) {
		free_compiled(&p->stems[i].compiled);
		for (size_t k = 0; k < p->mark_count; k++)
			free(p->stems[i].marks[k]);
	}
	for (size_t i = 0; i < p->mark_count; i++)
		free(p->marks[i]);
	for (size_t i = 0; i < p->want_count; i++)
		free(p->want_texts[i]);
	parts_free(&p->parts);
	free(p->want_texts);
	free(p->answers);
	free(p->loud);
	free(p->all);
	free(p->notes);
	free(p->stemmed);
	free(p->stems);
	free(p->live);
	free(p->ahead);
	rows_free(&p->by_head);
	free(p->by_before);
	free(p->list);
	pthread_mutex_destroy(&p->lock);
	free(p);
}
