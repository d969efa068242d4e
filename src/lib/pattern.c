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
#include "lib/utf8.h"

enum { JIT_TRIES = 100 };
enum { MATCH_LIMIT = 10000, STACK_START = 32 << 10, STACK_MAX = 1 << 20 };

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
		if (strncmp((const char *)table + 2, EXPRESSION_SHARED, strlen(EXPRESSION_SHARED)) == 0)
			continue;
		while (piece < PIECE_COUNT && strcmp(piece_names[piece], (const char *)table + 2) != 0)
			piece++;
		if (piece == PIECE_COUNT)
			io_fail(c->pattern.file, c->pattern.line, "%s: group '%s' is no piece",
			    c->pattern.name, (const char *)table + 2);
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

static void
compile(const struct patterns *p, struct compiled *c, uint32_t options)
{
	int error;
	PCRE2_SIZE offset;
	struct place place = {c->pattern.file, c->pattern.line};
	struct expression e = {0};
	expression_make(&e, &p->parts, p->lexicon, c->expression, place);
	c->code = compile_text(&e.text, options, &error, &offset);
	if (!c->code)
		fail_at(c, error, e.text.data, offset);
	check_groups(c);
	for (size_t i = 0; i < PIECE_COUNT; i++)
		c->groups[i] = find_groups(c->code, piece_names[i]);
	expression_free(&e);
}

void
patterns_bare(struct patterns *p, struct compiled *c)
{
	int error;
	PCRE2_SIZE offset;
	struct place place = {c->pattern.file, c->pattern.line};
	struct expression e = {0};
	struct buf bare = {0};
	if (c->is_bare)
		return;
	c->is_bare = true;
	expression_make(&e, &p->parts, p->lexicon, c->expression, place);
	bool known = expression_without_lookbehinds(&e, &bare);
	if (known && (bare.len != e.text.len || memcmp(bare.data, e.text.data, bare.len) != 0))
		c->bare = compile_text(&bare, PCRE2_NO_AUTO_POSSESS, &error, &offset);
	c->anywhere = !known || (bare.len != e.text.len && !c->bare);
	buf_free(&bare);
	expression_free(&e);
}

void
patterns_compile(struct patterns *p, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		p->list[i].expression = p->list[i].text;
		if (!p->list[i].code)
			compile(p, &p->list[i], 0);
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
	parts_name(&p->parts, part, &text);
	buf_add(&text, "(?C1)", sizeof "(?C1)");
	p->stems = io_realloc(p->stems, (s + 1) * sizeof *p->stems);
	p->stems[p->stem_count++] =
	    (struct stem){.part = part, .compiled = {.text = text.data, .expression = text.data}};
	return s;
}

void
patterns_find_stems(struct patterns *p)
{
	for (size_t i = 0; i < p->count; i++) {
		struct compiled *c = &p->list[i];
		c->expression = c->text;
		size_t part = parts_stem(&p->parts, c->text, &c->expression);
		c->stem = SIZE_MAX;
		if (part == p->parts.count || c->code) {
			c->expression = c->text;
			continue;
		}
		c->stem = find_stem(p, part);
		p->stems[c->stem].compiled.pattern = c->pattern;
	}
}

struct compiled *
patterns_numbered(struct patterns *p, size_t number)
{
	return number >= p->count ? &p->stems[number - p->count].compiled : &p->list[number];
}

struct compiled *
patterns_compiled(struct patterns *p, size_t number)
{
	struct compiled *c = patterns_numbered(p, number);
	if (!c->code)
		compile(p, c, number >= p->count ? PCRE2_NO_AUTO_POSSESS : 0);
	return c;
}

static void
fill_pieces(struct span piece[PIECE_COUNT], const struct compiled *c, const PCRE2_SIZE *vector,
    size_t groups)
{
	for (size_t i = 0; i < PIECE_COUNT; i++)
		for (const unsigned char *group = c->groups[i]; *group; group++)
			if (*group < groups && vector[2 * *group] != PCRE2_UNSET)
				piece[i] = (struct span){vector[2 * *group], vector[2 * *group + 1]};
}

/* Matches C at byte AT: 1 for a match, 0 for none, -1 if it hit the match limit. */
static int
try(struct patterns *p, struct compiled *c, size_t at, uint32_t options,
    pcre2_match_context *context)
{
	/* Compiling costs as much as some hundred tries; where there is no JIT, all are interpreted. */
	if (c->tries == JIT_TRIES)
		c->has_jit = pcre2_jit_compile(c->code, PCRE2_JIT_COMPLETE) == 0;
	c->tries += c->tries <= JIT_TRIES;
	PCRE2_SPTR subject = (PCRE2_SPTR)p->subject;
	int found = c->has_jit ? pcre2_jit_match(c->code, subject, p->len, at, options, p->data, context)
	                       : pcre2_match(c->code, subject, p->len, at, options | PCRE2_NO_UTF_CHECK,
	                             p->data, context);
	return found > 0 ? 1 : found == PCRE2_ERROR_NOMATCH ? 0 : -1;
}

/* Puts down one way to read the stem DATA, and asks PCRE2 for the next. */
static int
add_reading(pcre2_callout_block *block, void *data)
{
	struct stem *stem = *(struct stem **)data;
	struct reading new = {.end = block->current_position};
	fill_pieces(new.piece, &stem->compiled, block->offset_vector, block->capture_top);
	for (size_t i = 0; i < stem->count; i++)
		if (stem->readings[i].end == new.end &&
		    memcmp(stem->readings[i].piece, new.piece, sizeof new.piece) == 0)
			return 1;
	if (stem->count < READINGS_MAX)
		stem->readings[stem->count++] = new;
	return 1;
}

/* Finds the ways to read STEM at the place of GATE. */
static void
read_stem(struct patterns *p, struct stem *stem, struct gate *gate, uint32_t options)
{
	stem->sentence = p->sentence;
	stem->at = gate->at;
	stem->count = 0;
	stem->limited = false;
	size_t number = p->count + (size_t)(stem - p->stems);
	if (!gate_passes(p, gate, number))
		return;
	p->stem = stem;
	stem->limited = try(p, patterns_compiled(p, number), gate->at, options, p->stem_context) < 0;
	for (size_t i = 0; i < stem->count; i++) {
		struct reading *r = &stem->readings[i];
		r->ends = r->end == p->len;
		if (!r->ends) {
			gate_look(p, r->end, &r->gate);
			gate_pair(p, &r->gate);
		}
	}
}

/* What patterns_find() is asked. */
struct asked {
	size_t at;
	uint32_t options;
	pattern_seen *seen;
	void *context;
};

/* Tries pattern NUMBER behind each reading of its stem at the place of GATE; as try(). */
static int
try_behind(struct patterns *p, size_t number, struct gate *gate, const struct asked *asked,
    struct match *m)
{
	struct compiled *c = &p->list[number];
	struct stem *stem = &p->stems[c->stem];
	int result = 0;
	bool tried = false;
	if (stem->sentence != p->sentence || stem->at != asked->at)
		read_stem(p, stem, gate, asked->options);
	for (size_t i = 0; i < stem->count && result <= 0; i++) {
		const struct reading *r = &stem->readings[i];
		if (!r->ends && !gate_passes(p, &r->gate, number))
			continue;
		patterns_compiled(p, number);
		int one = try(p, c, r->end, asked->options, p->context);
		tried = true;
		result = one ? one : result;
		if (one > 0)
			memcpy(m->piece, r->piece, sizeof m->piece);
	}
	if (tried && asked->seen)
		asked->seen(asked->context, &c->pattern, asked->at, result);
	return result ? result : stem->limited ? -1 : 0;
}

/* Tries pattern NUMBER at the place of GATE; as try(). */
static int
try_here(struct patterns *p, size_t number, struct gate *gate, const struct asked *asked,
    struct match *m)
{
	if (!gate_passes(p, gate, number))
		return 0;
	struct compiled *c = patterns_compiled(p, number);
	int result = try(p, c, asked->at, asked->options, p->context);
	if (asked->seen)
		asked->seen(asked->context, &c->pattern, asked->at, result);
	if (result > 0)
		memset(m->piece, 0, sizeof m->piece);
	return result;
}

int
patterns_find(struct patterns *p, size_t at, int around, struct match *m, pattern_seen *seen,
    void *context)
{
	struct asked asked = {at, 0, seen, context};
	struct gate gate;
	bool limited = false, paired = false;
	asked.options |= around & PATTERN_LINE_BEGINS ? 0 : PCRE2_NOTBOL;
	asked.options |= around & PATTERN_LINE_ENDS ? 0 : PCRE2_NOTEOL;
	gate_expire(p, at);
	gate_look(p, at, &gate);
	for (size_t w = 0; w < p->words; w++) {
		uint64_t left = gate_left(p, &gate, w, around & PATTERN_NOTES);
		if (left && !paired) {
			gate_pair(p, &gate);
			paired = true;
		}
		for (; left; left &= left - 1) {
			size_t i = 64 * w + (size_t)__builtin_ctzll(left);
			bool behind = p->list[i].stem < p->stem_count;
			int result = behind ? try_behind(p, i, &gate, &asked, m)
			                    : try_here(p, i, &gate, &asked, m);
			limited |= result < 0;
			if (result > 0) {
				const PCRE2_SIZE *vector = pcre2_get_ovector_pointer(p->data);
				m->pattern = &p->list[i].pattern;
				m->limited = limited;
				m->whole = (struct span){behind ? at : vector[0], vector[1]};
				fill_pieces(m->piece, &p->list[i], vector, SIZE_MAX);
				return 1;
			}
		}
	}
	return limited ? -1 : 0;
}

struct patterns *
patterns_new(const struct lexicon *lexicon)
{
	struct patterns *p = io_realloc(NULL, sizeof *p);
	*p = (struct patterns){
	    .lexicon = lexicon, .head_count = HEAD_SYMBOLS + lexicon_groups(lexicon)};
	p->answers = io_realloc(NULL, p->head_count * sizeof *p->answers);
	memset(p->answers, 0, p->head_count * sizeof *p->answers);
	p->data = pcre2_match_data_create(256, NULL);
	p->context = pcre2_match_context_create(NULL);
	p->stem_context = pcre2_match_context_create(NULL);
	p->stack = pcre2_jit_stack_create(STACK_START, STACK_MAX, NULL);
	if (!p->data || !p->context || !p->stem_context || !p->stack)
		io_fail(NULL, 0, "out of memory for patterns");
	pcre2_set_match_limit(p->context, MATCH_LIMIT);
	pcre2_set_match_limit(p->stem_context, MATCH_LIMIT);
	pcre2_set_callout(p->stem_context, add_reading, &p->stem);
	pcre2_jit_stack_assign(p->context, NULL, p->stack);
	pcre2_jit_stack_assign(p->stem_context, NULL, p->stack);
	patterns_add_built_in(p);
	return p;
}

static void
free_compiled(struct compiled *c)
{
	free(c->text);
	pcre2_code_free(c->code);
	pcre2_code_free(c->bare);
	for (size_t i = 0; i < PIECE_COUNT; i++)
		free(c->groups[i]);
}

static void
free_rows(struct rows_of_sets *rows)
{
	free(rows->may);
	free(rows->left);
}

void
patterns_free(struct patterns *p)
{
	for (size_t i = 0; i < p->count; i++) {
		free(p->list[i].header);
		free_compiled(&p->list[i]);
	}
	for (size_t i = 0; i < p->stem_count; i++)
		free_compiled(&p->stems[i].compiled);
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
	free(p->wanted);
	free(p->ahead);
	free_rows(&p->by_head);
	free_rows(&p->by_pair);
	free(p->pair_known);
	free(p->list);
	pcre2_match_data_free(p->data);
	pcre2_match_context_free(p->context);
	pcre2_match_context_free(p->stem_context);
	pcre2_jit_stack_free(p->stack);
	free(p);
}
