/* matcher: tries patterns on a text; see pattern.h */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/io.h"
#include "lib/pattern_priv.h"

enum { JIT_TRIES = 100 };
enum { MATCH_LIMIT = 10000, STACK_START = 32 << 10, STACK_MAX = 1 << 20 };

static void
fill_pieces(struct span piece[PIECE_COUNT], const struct compiled *c, const PCRE2_SIZE *vector,
    size_t groups)
{
	for (size_t i = 0; i < PIECE_COUNT; i++)
		for (const unsigned char *group = c->groups[i]; *group; group++)
			if (*group < groups && vector[2 * *group] != PCRE2_UNSET)
				piece[i] = (struct span){vector[2 * *group], vector[2 * *group + 1]};
}

/* Whether RESULT is PCRE2's for a match that was given up. */
static bool
is_limit(int result)
{
	return result < 0 && result != PCRE2_ERROR_NOMATCH;
}

/* Matches FAST, compiled by JIT, at byte AT; its result is PCRE2's. */
static int
try_fast(const struct matcher *m, const pcre2_code *fast, size_t at, uint32_t options,
    pcre2_match_context *context)
{
	return pcre2_jit_match(fast, (PCRE2_SPTR)m->subject, m->len, at, options, m->data, context);
}

/* Matches NUMBER at byte AT: 1 for a match, 0 for none, -1 if it hit the match limit. */
static int
try(struct matcher *m, size_t number, size_t at, uint32_t options, pcre2_match_context *context)
{
	struct compiled *c = patterns_compiled(m->patterns, number);
	/* Compiling costs as much as some hundred tries; where there is no JIT, all are interpreted. */
	if (m->tries[number] == JIT_TRIES)
		patterns_quicken(m->patterns, c);
	m->tries[number] += m->tries[number] <= JIT_TRIES;
	const pcre2_code *fast = atomic_load_explicit(&c->fast, memory_order_acquire);
	int found = fast ? try_fast(m, fast, at, options, context)
	                 : pcre2_match(c->code, (PCRE2_SPTR)m->subject, m->len, at,
	                       options | PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, m->data, context);
	/* The interpreter comes to the limit sooner; which of both is asked must not make a difference. */
	if (!fast && is_limit(found)) {
		patterns_quicken(m->patterns, c);
		fast = atomic_load_explicit(&c->fast, memory_order_acquire);
		found = fast ? try_fast(m, fast, at, options, context) : found;
	}
	return found > 0 ? 1 : is_limit(found) ? -1 : 0;
}

/* The marks of STEM that took part in what VECTOR has, of COUNT groups. */
static uint32_t
find_marks(const struct patterns *p, const struct stem *stem, const PCRE2_SIZE *vector,
    size_t count)
{
	uint32_t marks = 0;
	for (size_t i = 0; i < p->mark_count; i++)
		for (const unsigned char *group = stem->marks[i]; *group; group++)
			if (*group < count && vector[2 * *group] != PCRE2_UNSET)
				marks |= (uint32_t)1 << i;
	return marks;
}

/* Puts down one way to read the stem of the matcher DATA, and asks PCRE2 for the next. */
static int
add_reading(pcre2_callout_block *block, void *data)
{
	struct matcher *m = data;
	struct readings *readings = &m->readings[m->stem];
	struct reading new = {.end = block->current_position};
	const struct stem *stem = &m->patterns->stems[m->stem];
	fill_pieces(new.piece, &stem->compiled, block->offset_vector, block->capture_top);
	new.marks = find_marks(m->patterns, stem, block->offset_vector, block->capture_top);
	for (size_t i = 0; i < readings->count; i++)
		if (readings->list[i].end == new.end && readings->list[i].marks == new.marks &&
		    memcmp(readings->list[i].piece, new.piece, sizeof new.piece) == 0)
			return 1;
	if (readings->count < READINGS_MAX)
		readings->list[readings->count++] = new;
	else
		readings->limited = true;
	return 1;
}

/* Finds the ways to read STEM at the place of GATE. */
static void
read_stem(struct matcher *m, size_t stem, struct gate *gate, uint32_t options)
{
	struct readings *readings = &m->readings[stem];
	size_t number = m->patterns->count + stem;
	readings->sentence = m->sentence;
	readings->at = gate->at;
	readings->count = 0;
	readings->limited = false;
	if (!gate_passes(m, gate, number))
		return;
	m->stem = stem;
	readings->limited |= try(m, number, gate->at, options, m->stem_context) < 0;
	for (size_t i = 0; i < readings->count; i++) {
		struct reading *r = &readings->list[i];
		r->ends = r->end == m->len;
		if (!r->ends) {
			gate_look(m, r->end, &r->gate);
			gate_pair(m, &r->gate);
		}
	}
}

/* What matcher_find() is asked. */
struct asked {
	size_t at;
	uint32_t options;
	pattern_seen *seen;
	void *context;
};

/* Tries pattern NUMBER behind each reading of its stem at the place of GATE; as try(). */
static int
try_behind(struct matcher *m, size_t number, struct gate *gate, const struct asked *asked,
    struct match *match)
{
	const struct compiled *c = &m->patterns->list[number];
	struct readings *readings = &m->readings[c->stem];
	int result = 0;
	bool tried = false;
	if (readings->sentence != m->sentence || readings->at != asked->at)
		read_stem(m, c->stem, gate, asked->options);
	for (size_t i = 0; i < readings->count && result <= 0; i++) {
		const struct reading *r = &readings->list[i];
		if ((r->marks & c->without) || (!r->ends && !gate_passes(m, &r->gate, number)))
			continue;
		int one = try(m, number, r->end, asked->options, m->context);
		tried = true;
		result = one ? one : result;
		if (one > 0)
			memcpy(match->piece, r->piece, sizeof match->piece);
	}
	if (result == 0 && readings->limited)
		result = -1;
	if ((tried || readings->limited) && asked->seen)
		asked->seen(asked->context, &c->pattern, asked->at, result);
	return result;
}

/* Tries pattern NUMBER at the place of GATE; as try(). */
static int
try_here(struct matcher *m, size_t number, struct gate *gate, const struct asked *asked,
    struct match *match)
{
	if (!gate_passes(m, gate, number))
		return 0;
	int result = try(m, number, asked->at, asked->options, m->context);
	if (asked->seen)
		asked->seen(asked->context, &m->patterns->list[number].pattern, asked->at, result);
	if (result > 0)
		memset(match->piece, 0, sizeof match->piece);
	return result;
}

int
matcher_find(struct matcher *m, size_t at, int around, struct match *match, pattern_seen *seen,
    void *context)
{
	const struct patterns *p = m->patterns;
	struct asked asked = {at, 0, seen, context};
	struct gate gate;
	bool limited = false, paired = false;
	asked.options |= around & PATTERN_LINE_BEGINS ? 0 : PCRE2_NOTBOL;
	asked.options |= around & PATTERN_LINE_ENDS ? 0 : PCRE2_NOTEOL;
	gate_expire(m, at);
	gate_look(m, at, &gate);
	gate_before(m, &gate);
	for (size_t w = 0; w < p->words; w++) {
		uint64_t left = gate_left(m, &gate, w, around & PATTERN_NOTES);
		if (left && !paired) {
			gate_pair(m, &gate);
			paired = true;
		}
		for (; left; left &= left - 1) {
			size_t i = 64 * w + (size_t)__builtin_ctzll(left);
			bool behind = p->list[i].stem < p->stem_count;
			int result = behind ? try_behind(m, i, &gate, &asked, match)
			                    : try_here(m, i, &gate, &asked, match);
			limited |= result < 0;
			if (result > 0) {
				const PCRE2_SIZE *vector = pcre2_get_ovector_pointer(m->data);
				match->pattern = &p->list[i].pattern;
				match->limited = limited;
				match->whole = (struct span){behind ? at : vector[0], vector[1]};
				fill_pieces(match->piece, &p->list[i], vector, SIZE_MAX);
				return 1;
			}
		}
	}
	return limited ? -1 : 0;
}

struct matcher *
matcher_new(struct patterns *p)
{
	struct matcher *m = io_realloc(NULL, sizeof *m);
	*m = (struct matcher){.patterns = p};
	m->by_pair = rows_new(p, 1 << PAIR_BITS);
	m->pair_known = sets_new(p, 1 << PAIR_BITS);
	m->live = sets_new(p, 1);
	m->readings = io_zeroed(p->stem_count * sizeof *m->readings);
	m->tries = io_zeroed(p->count + p->stem_count);
	m->data = pcre2_match_data_create(256, NULL);
	m->context = pcre2_match_context_create(NULL);
	m->stem_context = pcre2_match_context_create(NULL);
	m->stack = pcre2_jit_stack_create(STACK_START, STACK_MAX, NULL);
	if (!m->data || !m->context || !m->stem_context || !m->stack)
		io_fail(NULL, 0, "out of memory for patterns");
	pcre2_set_match_limit(m->context, MATCH_LIMIT);
	pcre2_set_match_limit(m->stem_context, MATCH_LIMIT);
	pcre2_set_callout(m->stem_context, add_reading, m);
	pcre2_jit_stack_assign(m->context, NULL, m->stack);
	pcre2_jit_stack_assign(m->stem_context, NULL, m->stack);
	return m;
}

void
matcher_free(struct matcher *m)
{
	rows_free(&m->by_pair);
	free(m->pair_known);
	free(m->live);
	free(m->readings);
	free(m->tries);
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->context);
	pcre2_match_context_free(m->stem_context);
	pcre2_jit_stack_free(m->stack);
	free(m);
}
