/* pattern: see pattern.h */
#include "lib/pattern.h"

#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/expression.h"
#include "lib/io.h"
#include "lib/lexicon.h"
#include "lib/pattern_priv.h"
#include "lib/utf8.h"

enum { PROBE_MAX = 2 * UTF8_MAX + 3 };
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
compile(const struct patterns *p, struct compiled *c)
{
	int error;
	PCRE2_SIZE offset;
	struct place place = {c->pattern.file, c->pattern.line};
	struct expression e = {0};
	expression_make(&e, &p->parts, p->lexicon, c->text, place);
	c->code = compile_text(&e.text, 0, &error, &offset);
	if (!c->code)
		fail_at(c, error, e.text.data, offset);
	check_groups(c);
	for (size_t i = 0; i < PIECE_COUNT; i++)
		c->groups[i] = find_groups(c->code, piece_names[i]);
	struct buf bare = {0};
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
	for (size_t i = 0; i < count; i++)
		if (!p->list[i].code)
			compile(p, &p->list[i]);
}

struct patterns *
patterns_new(const struct lexicon *lexicon)
{
	struct patterns *p = io_realloc(NULL, sizeof *p);
	*p = (struct patterns){.lexicon = lexicon, .head_count = HEAD_SYMBOLS + lexicon_groups(lexicon)};
	p->answers = io_realloc(NULL, p->head_count * sizeof *p->answers);
	memset(p->answers, 0, p->head_count * sizeof *p->answers);
	p->data = pcre2_match_data_create(256, NULL);
	p->context = pcre2_match_context_create(NULL);
	p->stack = pcre2_jit_stack_create(STACK_START, STACK_MAX, NULL);
	if (!p->data || !p->context || !p->stack)
		io_fail(NULL, 0, "out of memory for patterns");
	pcre2_set_match_limit(p->context, MATCH_LIMIT);
	pcre2_jit_stack_assign(p->context, NULL, p->stack);
	patterns_add_built_in(p);
	return p;
}

/* COUNT empty sets of patterns. */
static uint64_t *
new_sets(const struct patterns *p, size_t count)
{
	size_t size = count * p->words * sizeof(uint64_t);
	uint64_t *sets = io_realloc(NULL, size);
	memset(sets, 0, size);
	return sets;
}

static void
set_add(uint64_t *set, size_t number)
{
	set[number / 64] |= (uint64_t)1 << number % 64;
}

/* Puts pattern NUMBER, which has WANTS, into the sets by bit. */
static void
add_by_bit(struct patterns *p, uint64_t *sets, const struct wants *wants, size_t number)
{
	for (size_t bit = 0; bit < p->want_count; bit++)
		if (wants->bits[bit / 64] >> bit % 64 & 1)
			set_add(sets + bit * p->words, number);
}

/* Makes what takes the patterns to be complete. */
static void
prepare(struct patterns *p)
{
	p->words = p->count / 64 + 1;
	p->all = new_sets(p, 1);
	p->notes = new_sets(p, 1);
	p->live = new_sets(p, 1);
	p->near = new_sets(p, p->want_count + 1);
	p->ahead = new_sets(p, p->want_count + 1);
	p->known = new_sets(p, 2 * p->head_count);
	p->may = new_sets(p, 2 * p->head_count);
	p->pair_known = new_sets(p, 1 << PAIR_BITS);
	p->pair_may = new_sets(p, 1 << PAIR_BITS);
	for (size_t i = 0; i < p->count; i++) {
		const struct compiled *c = &p->list[i];
		set_add(p->all, i);
		if (c->pattern.in_notes)
			set_add(p->notes, i);
		add_by_bit(p, p->near, &c->near, i);
		add_by_bit(p, p->ahead, &c->ahead, i);
	}
	p->tells = io_realloc(NULL, p->head_count * sizeof *p->tells);
	for (size_t head = 0; head < p->head_count; head++)
		p->tells[head] = (head >= '0' && head <= '9') ||
		                 (head >= HEAD_SYMBOLS && lexicon_tells(p->lexicon, head - HEAD_SYMBOLS));
}

/* The head of a character that is none of the frequent ones: they share some heads in turn. */
static size_t
other_head(struct patterns *p, uint32_t point)
{
	size_t other = point % OTHERS, head = HEAD_OTHER + other;
	if (p->others[other] != point) {
		p->others[other] = point;
		memset(p->known + 2 * head * p->words, 0, 2 * p->words * sizeof *p->known);
		memset(p->may + 2 * head * p->words, 0, 2 * p->words * sizeof *p->may);
	}
	return head;
}

/* utf8_decode() of text that is well-formed, quick for the characters that are frequent. */
static inline size_t
decode(const char *text, size_t len, uint32_t *point)
{
	const unsigned char *s = (const unsigned char *)text;
	*point = s[0];
	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xE0) {
		*point = (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
		return 2;
	}
	return utf8_decode(text, len, point);
}

static inline size_t
head_of(struct patterns *p, uint32_t point)
{
	if (point < 128)
		return point;
	if (point >= 0x600 && point <= 0x6FF)
		return HEAD_ARABIC + point - 0x600;
	size_t roles = point >= 0xE000 ? lexicon_roles(p->lexicon, point) : LEXICON_NO_ROLES;
	return roles == LEXICON_NO_ROLES ? other_head(p, point) : HEAD_SYMBOLS + roles;
}

/* Takes the patterns out of the live ones that want what is nowhere; notes where the last is. */
static void
weigh_wants(struct patterns *p, const size_t *last, const struct wants *present)
{
	memcpy(p->live, p->all, p->words * sizeof *p->live);
	p->expiry_count = 0;
	for (size_t bit = 0; bit < p->want_count; bit++) {
		bool is_there = present->bits[bit / 64] >> bit % 64 & 1;
		for (size_t w = 0; w < p->words && !is_there; w++)
			p->live[w] &= ~(p->near[bit * p->words + w] | p->ahead[bit * p->words + w]);
		if (!is_there)
			continue;
		size_t i = p->expiry_count++;
		for (; i > 0 && p->expiries[i - 1].at < last[bit]; i--)
			p->expiries[i] = p->expiries[i - 1];
		p->expiries[i] = (struct expiry){last[bit], bit};
	}
}

size_t
patterns_begin(struct patterns *p, const char *subject, size_t len)
{
	size_t last[WANTS_MAX], end = 0;
	struct wants present = {0};
	if (!p->all)
		prepare(p);
	p->subject = subject;
	p->len = len;
	if (p->heads_size < len) {
		p->heads_size = 2 * len;
		p->heads = io_realloc(p->heads, p->heads_size * sizeof *p->heads);
	}
	for (size_t at = 0, n; at < len; at += n) {
		uint32_t point;
		n = decode(subject + at, len - at, &point);
		size_t head = head_of(p, point);
		p->heads[at] = (uint16_t)(head < HEAD_OTHER || head >= HEAD_SYMBOLS ? head : HEAD_OTHER);
		if (p->tells[head])
			end = at + n;
		for (size_t w = 0; w < WANTS_MAX / 64; w++)
			for (uint64_t left = p->answers[head].bits[w]; left; left &= left - 1)
				last[64 * w + (size_t)__builtin_ctzll(left)] = at;
		for (size_t w = 0; w < WANTS_MAX / 64; w++)
			present.bits[w] |= p->answers[head].bits[w];
	}
	weigh_wants(p, last, &present);
	return end;
}

/* Whether CODE may match at byte AT of the N bytes at SUBJECT if these go on somehow. */
static bool
may_match(const struct patterns *p, const pcre2_code *code, const char *subject, size_t n, size_t at)
{
	return pcre2_match(code, (PCRE2_SPTR)subject, n, at,
	           PCRE2_PARTIAL_HARD | PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, p->data,
	           p->context) != PCRE2_ERROR_NOMATCH;
}

/*
 * Whether C may match where TEXT begins, of which N bytes are known and the rest is open: tries it
 * on these FIRST of all, or else behind a space and behind a letter.
 */
static bool
may_begin(const struct patterns *p, const struct compiled *c, const char *text, size_t n, bool first)
{
	char subject[2 + PROBE_MAX] = " ";
	const pcre2_code *code = c->bare ? c->bare : c->code;
	if (c->anywhere)
		return true;
	if (first)
		return may_match(p, code, text, n, 0);
	memcpy(subject + 1, text, n);
	if (may_match(p, code, subject, 1 + n, 1))
		return true;
	memcpy(subject, "ب", 2);
	memcpy(subject + 2, text, n);
	return may_match(p, code, subject, 2 + n, 2);
}

/* What stands at a place of the subject. */
struct place_here {
	size_t head;
	size_t len;      /* bytes of its character */
	size_t pair;     /* the number of its pair, NO_PAIR if that is not often seen */
	size_t pair_len; /* and its bytes */
};
#define NO_PAIR ((size_t)-1)

/* Finds the pair at byte AT, which has HEAD and N bytes. */
static void
find_pair(struct patterns *p, size_t at, struct place_here *here)
{
	size_t next = at + here->len, between = 0;
	here->pair = NO_PAIR;
	if (next < p->len && p->subject[next] == ' ')
		between = 1;
	else if (p->len - next > 3 && memcmp(p->subject + next, "\xE2\x80\x8C", 3) == 0)
		between = 3;
	next += between;
	if (next >= p->len || p->heads[next] == HEAD_OTHER)
		return;
	uint32_t key = (uint32_t)(here->head << 16 | between << 14 | p->heads[next] << 1 | (at > 0));
	size_t slot = key * 0x9E3779B1u >> (32 - PAIR_BITS);
	struct pair *pair = &p->pairs[slot];
	if (pair->key != key) {
		*pair = (struct pair){.key = key};
		memset(p->pair_known + slot * p->words, 0, p->words * sizeof *p->pair_known);
		memset(p->pair_may + slot * p->words, 0, p->words * sizeof *p->pair_may);
	}
	if (pair->seen++ < PAIR_OFTEN)
		return;
	uint32_t point;
	pair->seen = PAIR_OFTEN;
	here->pair = slot;
	here->pair_len = next - at + decode(p->subject + next, p->len - next, &point);
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

/* Matches C at byte AT: 1 for a match, 0 for none, -1 if it hit the match limit. */
static int
try(struct patterns *p, struct compiled *c, size_t at, uint32_t options)
{
	if (!c->was_tried) {
		c->was_tried = true;
		/* Where there is no JIT, pcre2_match() interprets. */
		c->has_jit = pcre2_jit_compile(c->code, PCRE2_JIT_COMPLETE) == 0;
	}
	PCRE2_SPTR subject = (PCRE2_SPTR)p->subject;
	int found = c->has_jit ? pcre2_jit_match(c->code, subject, p->len, at, options, p->data, p->context)
	                       : pcre2_match(c->code, subject, p->len, at, options | PCRE2_NO_UTF_CHECK,
	                             p->data, p->context);
	return found > 0 ? 1 : found == PCRE2_ERROR_NOMATCH ? 0 : -1;
}

/* Lets the wants of "ahead" end whose last answer stands before byte AT. */
static void
expire(struct patterns *p, size_t at)
{
	while (p->expiry_count > 0 && p->expiries[p->expiry_count - 1].at < at) {
		const uint64_t *set = p->ahead + p->expiries[--p->expiry_count].bit * p->words;
		for (size_t w = 0; w < p->words; w++)
			p->live[w] &= ~set[w];
	}
}

/* Tests pattern NUMBER on what is HERE at byte AT and puts down in KNOWN and MAY what comes out. */
static bool
test(struct patterns *p, size_t number, size_t at, size_t len, uint64_t *known, uint64_t *may)
{
	struct compiled *c = &p->list[number];
	if (!c->code)
		compile(p, c);
	set_add(known, number);
	bool can = may_begin(p, c, p->subject + at, len, at == 0);
	if (can)
		set_add(may, number);
	return can;
}

int
patterns_find(struct patterns *p, size_t at, int around, struct match *m, pattern_seen *seen,
    void *context)
{
	bool limited = false;
	uint32_t point, options = (around & PATTERN_LINE_BEGINS ? 0 : PCRE2_NOTBOL) |
	                   (around & PATTERN_LINE_ENDS ? 0 : PCRE2_NOTEOL);
	struct place_here here = {.head = p->heads[at], .pair = NO_PAIR};
	here.len = decode(p->subject + at, p->len - at, &point);
	if (here.head == HEAD_OTHER)
		here.head = other_head(p, point);
	uint64_t *known = p->known + (2 * here.head + (at > 0)) * p->words;
	uint64_t *may = p->may + (2 * here.head + (at > 0)) * p->words;
	expire(p, at);
	bool paired = false;
	for (size_t w = 0; w < p->words; w++) {
		uint64_t left = p->live[w] & (may[w] | ~known[w]);
		if (!(around & PATTERN_NOTES))
			left &= ~p->notes[w];
		if (left && !paired && (here.head >= HEAD_SYMBOLS || here.head == '-')) {
			find_pair(p, at, &here);
			paired = true;
		}
		if (here.pair != NO_PAIR)
			left &= p->pair_may[here.pair * p->words + w] | ~p->pair_known[here.pair * p->words + w];
		for (; left; left &= left - 1) {
			uint64_t bit = left & -left;
			size_t i = 64 * w + (size_t)__builtin_ctzll(left);
			struct compiled *c = &p->list[i];
			if (!(known[w] & bit) && !test(p, i, at, here.len, known, may))
				continue;
			if (here.pair != NO_PAIR && !(p->pair_known[here.pair * p->words + w] & bit) &&
			    !test(p, i, at, here.pair_len, p->pair_known + here.pair * p->words,
			        p->pair_may + here.pair * p->words))
				continue;
			int result = try(p, c, at, options);
			if (seen)
				seen(context, &c->pattern, at, result);
			limited |= result < 0;
			if (result > 0) {
				m->limited = limited;
				fill_match(m, c, pcre2_get_ovector_pointer(p->data));
				return 1;
			}
		}
	}
	return limited ? -1 : 0;
}

void
patterns_free(struct patterns *p)
{
	for (size_t i = 0; i < p->count; i++) {
		struct compiled *c = &p->list[i];
		free(c->header);
		free(c->text);
		pcre2_code_free(c->code);
		pcre2_code_free(c->bare);
		for (size_t g = 0; g < PIECE_COUNT; g++)
			free(c->groups[g]);
	}
	for (size_t i = 0; i < p->want_count; i++)
		free(p->want_texts[i]);
	parts_free(&p->parts);
	free(p->want_texts);
	free(p->answers);
	free(p->tells);
	free(p->all);
	free(p->notes);
	free(p->live);
	free(p->near);
	free(p->ahead);
	free(p->known);
	free(p->may);
	free(p->pair_known);
	free(p->pair_may);
	free(p->heads);
	free(p->list);
	pcre2_match_data_free(p->data);
	pcre2_match_context_free(p->context);
	pcre2_jit_stack_free(p->stack);
	free(p);
}
