/* pattern_gate: which patterns are worth trying at a place; see pattern_priv.h */
#include <stdlib.h>
#include <string.h>

#include "lib/fold.h"
#include "lib/io.h"
#include "lib/lexicon.h"
#include "lib/pattern_priv.h"
#include "lib/utf8.h"

enum { PROBE_MAX = 2 * UTF8_MAX + 3 };

uint64_t *
sets_new(const struct patterns *p, size_t count)
{
	return io_zeroed(count * p->words * sizeof(uint64_t));
}

static void
set_add(uint64_t *set, size_t number)
{
	set[number / 64] |= (uint64_t)1 << number % 64;
}

/* Whether SET has pattern NUMBER. */
static inline bool
set_has(const uint64_t *set, size_t number)
{
	return set[number / 64] >> number % 64 & 1;
}

/* Puts pattern NUMBER, which has WANTS, into the sets by bit. */
static void
add_by_bit(struct patterns *p, uint64_t *sets, const struct wants *wants, size_t number)
{
	for (size_t bit = 0; bit < p->want_count; bit++)
		if (wants->bits[bit / 64] >> bit % 64 & 1)
			set_add(sets + bit * p->words, number);
}

static void
set_remove(uint64_t *set, size_t number)
{
	set[number / 64] &= ~((uint64_t)1 << number % 64);
}

/* Takes out of LEFT what does not come into question where pattern or stem NUMBER cannot match. */
static void
rule_out(const struct patterns *p, uint64_t *left, size_t number)
{
	for (size_t w = 0; w < p->words && number >= p->count; w++)
		left[w] &= ~p->stemmed[(number - p->count) * p->words + w];
	if (number < p->count && p->list[number].stem >= p->stem_count)
		set_remove(left, number);
}

struct rows_of_sets
rows_new(const struct patterns *p, size_t count)
{
	struct rows_of_sets rows = {sets_new(p, count), sets_new(p, count)};
	memset(rows.left, 0xFF, count * p->words * sizeof *rows.left);
	return rows;
}

void
rows_free(struct rows_of_sets *rows)
{
	free(rows->may);
	free(rows->left);
}

/* Finds what each pattern and stem may begin with, and stand behind. */
static void
find_heads(struct patterns *p)
{
	struct first *parts = first_new(p);
	p->by_head = rows_new(p, 2 * p->head_count);
	for (size_t number = 0; number < p->count + p->stem_count; number++)
		for (size_t later = 0; later < 2; later++) {
			struct heads heads;
			first_read(p, parts, patterns_numbered(p, number)->expression, !later, &heads);
			for (size_t head = 0; head < p->head_count; head++) {
				size_t row = (2 * head + later) * p->words;
				if (head / 64 >= HEAD_WORDS || (heads.word[head / 64] >> head % 64 & 1))
					set_add(p->by_head.may + row, number);
				else
					rule_out(p, p->by_head.left + row, number);
			}
		}
	p->by_before = sets_new(p, p->head_count + 1);
	for (size_t number = 0; number < p->count; number++) {
		struct heads heads;
		bool any = !first_before(p, parts, p->list[number].text, &heads);
		for (size_t head = 0; head <= p->head_count; head++)
			if (any || head / 64 >= HEAD_WORDS || (heads.word[head / 64] >> head % 64 & 1))
				set_add(p->by_before + head * p->words, number);
	}
	free(parts);
}

/* Finds what is live by what is answered. */
static void
find_live(struct patterns *p)
{
	size_t cases = 1 << WANTS_AT_ONCE;
	p->live = sets_new(p, WANTS_MAX / WANTS_AT_ONCE * cases);
	for (size_t bit = 0; bit < WANTS_MAX; bit += WANTS_AT_ONCE)
		for (size_t number = 0; number < p->count; number++) {
			const struct compiled *c = &p->list[number];
			uint64_t wants = (c->near.bits[bit / 64] | c->ahead.bits[bit / 64]) >> bit % 64;
			for (size_t answered = 0; answered < cases; answered++)
				if ((wants & (cases - 1) & ~answered) == 0)
					set_add(p->live + (bit / WANTS_AT_ONCE * cases + answered) * p->words, number);
		}
}

void
patterns_seal(struct patterns *p)
{
	patterns_find_stems(p);
	p->words = (p->count + p->stem_count) / 64 + 1;
	p->all = sets_new(p, 1);
	p->notes = sets_new(p, 1);
	p->stemmed = sets_new(p, p->stem_count + 1);
	p->ahead = sets_new(p, p->want_count + 1);
	for (size_t i = 0; i < p->count; i++) {
		const struct compiled *c = &p->list[i];
		set_add(p->all, i);
		if (c->stem < p->stem_count)
			set_add(p->stemmed + c->stem * p->words, i);
		if (c->pattern.in_notes)
			set_add(p->notes, i);
		add_by_bit(p, p->ahead, &c->ahead, i);
	}
	find_live(p);
	find_heads(p);
	p->loud = io_realloc(NULL, p->head_count * sizeof *p->loud);
	for (size_t head = 0; head < p->head_count; head++) {
		bool tells = (head >= '0' && head <= '9') ||
		             (head >= HEAD_SYMBOLS && lexicon_tells(p->lexicon, head - HEAD_SYMBOLS));
		p->loud[head] = tells ? LOUD_TELLS : 0;
		for (size_t w = 0; w < WANTS_MAX / 64; w++)
			p->loud[head] |= p->answers[head].bits[w] ? LOUD_ANSWERS : 0;
	}
	for (size_t i = 0; i < p->stem_count && p->extended; i++)
		patterns_compiled(p, p->count + i);
}

/* utf8_decode() of a character that is well-formed. */
static inline size_t
decode(const char *text, uint32_t *point)
{
	const unsigned char *s = (const unsigned char *)text;
	*point = s[0];
	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xE0) {
		*point = (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
		return 2;
	}
	*point = (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
	if (s[0] < 0xF0)
		return 3;
	*point = *point << 6 | (s[3] & 0x3F);
	return 4;
}

static inline size_t
head_of(const struct patterns *p, uint32_t point)
{
	if (point < 128)
		return point;
	if (point >= 0x600 && point <= 0x6FF)
		return HEAD_ARABIC + point - 0x600;
	size_t roles = point >= 0xE000 ? lexicon_roles(p->lexicon, point) : LEXICON_NO_ROLES;
	return roles == LEXICON_NO_ROLES ? HEAD_OTHER : HEAD_SYMBOLS + roles;
}

/* Takes the patterns out of the live ones that want what is nowhere; notes where the last is. */
static void
weigh_wants(struct matcher *m, const size_t *last, const struct wants *present)
{
	const struct patterns *p = m->patterns;
	memcpy(m->live, p->all, p->words * sizeof *m->live);
	m->expiry_count = 0;
	for (size_t bit = 0; bit < p->want_count; bit += WANTS_AT_ONCE) {
		size_t answered = present->bits[bit / 64] >> bit % 64 & ((1 << WANTS_AT_ONCE) - 1);
		const uint64_t *live = p->live + ((bit / WANTS_AT_ONCE << WANTS_AT_ONCE) + answered) * p->words;
		for (size_t w = 0; w < p->words; w++)
			m->live[w] &= live[w];
	}
	for (size_t b = 0; b < WANTS_MAX / 64; b++)
		for (uint64_t left = present->bits[b]; left; left &= left - 1) {
			size_t bit = 64 * b + (size_t)__builtin_ctzll(left), i = m->expiry_count++;
			for (; i > 0 && m->expiries[i - 1].at < last[bit]; i--)
				m->expiries[i] = m->expiries[i - 1];
			m->expiries[i] = (struct expiry){last[bit], bit};
		}
}

size_t
matcher_begin(struct matcher *m, const struct fold *fold)
{
	const struct patterns *p = m->patterns;
	size_t last[WANTS_MAX], end = 0;
	struct wants present = {0};
	m->sentence++;
	m->subject = fold->text.data;
	m->len = fold->text.len;
	for (size_t i = 0; i < fold->token_count; i++) {
		size_t head = head_of(p, fold->tokens[i].point), at = fold->tokens[i].at;
		if (p->loud[head] & LOUD_TELLS)
			end = i + 1;
		for (size_t w = 0; w < WANTS_MAX / 64 && (p->loud[head] & LOUD_ANSWERS); w++) {
			present.bits[w] |= p->answers[head].bits[w];
			for (uint64_t left = p->answers[head].bits[w]; left; left &= left - 1)
				last[64 * w + (size_t)__builtin_ctzll(left)] = at;
		}
	}
	weigh_wants(m, last, &present);
	return end;
}

/* Whether CODE may match at byte AT of the N bytes at SUBJECT if these go on somehow. */
static bool
may_match(const struct matcher *m, const pcre2_code *code, const char *subject, size_t n,
    size_t at)
{
	return pcre2_match(code, (PCRE2_SPTR)subject, n, at,
	           PCRE2_PARTIAL_HARD | PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, m->data,
	           m->context) != PCRE2_ERROR_NOMATCH;
}

/*
 * Whether C may match at what the N bytes at TEXT and more behind them are: tries it on these
 * FIRST of all, or else behind a space and behind a letter.
 */
static bool
may_begin(struct matcher *m, struct compiled *c, const char *text, size_t n, bool first)
{
	char subject[2 + PROBE_MAX] = " ";
	patterns_bare(m->patterns, c);
	const pcre2_code *code = c->bare ? c->bare : c->code;
	if (c->anywhere)
		return true;
	if (first)
		return may_match(m, code, text, n, 0);
	memcpy(subject + 1, text, n);
	if (may_match(m, code, subject, 1 + n, 1))
		return true;
	memcpy(subject, "ب", 2);
	memcpy(subject + 2, text, n);
	return may_match(m, code, subject, 2 + n, 2);
}

void
gate_look(const struct matcher *m, size_t at, struct gate *gate)
{
	uint32_t point;
	*gate = (struct gate){.at = at, .pair = NO_PAIR};
	gate->len = decode(m->subject + at, &point);
	gate->head = head_of(m->patterns, point);
	gate->row = 2 * gate->head + (at > 0);
}

void
gate_before(const struct matcher *m, struct gate *gate)
{
	uint32_t point;
	size_t at = gate->at;
	at -= at > 0 && m->subject[at - 1] == ' ';
	gate->before = m->patterns->head_count;
	if (at == 0)
		return;
	decode(m->subject + utf8_before(m->subject, at), &point);
	gate->before = head_of(m->patterns, point);
}

void
gate_pair(struct matcher *m, struct gate *gate)
{
	const struct patterns *p = m->patterns;
	size_t next = gate->at + gate->len, between = 0;
	if (gate->head < HEAD_SYMBOLS && gate->head != '-' && gate->head != ' ')
		return;
	if (next < m->len && m->subject[next] == ' ')
		between = 1;
	else if (m->len - next > UTF8_ZWNJ_SIZE &&
	         memcmp(m->subject + next, UTF8_ZWNJ, UTF8_ZWNJ_SIZE) == 0)
		between = UTF8_ZWNJ_SIZE;
	next += between;
	if (next >= m->len)
		return;
	uint32_t point;
	size_t len = decode(m->subject + next, &point), head = head_of(p, point);
	if (head == HEAD_OTHER || head > PAIR_HEAD_MAX)
		return;
	uint32_t key = (uint32_t)(gate->head << 16 | between << 14 | head << 1 | (gate->at > 0));
	size_t slot = key * 0x9E3779B1u >> (32 - PAIR_BITS);
	struct pair *pair = &m->pairs[slot];
	if (pair->key != key) {
		size_t at = slot * p->words, size = p->words * sizeof(uint64_t);
		*pair = (struct pair){.key = key};
		memset(m->pair_known + at, 0, size);
		memset(m->by_pair.may + at, 0, size);
		memset(m->by_pair.left + at, 0xFF, size);
	}
	if (pair->seen++ < PAIR_OFTEN)
		return;
	pair->seen = PAIR_OFTEN;
	gate->pair = slot;
	gate->pair_len = next - gate->at + len;
}

/* Whether pattern NUMBER may match at the pair of GATE: tells, or learns it. */
static bool
passes_pair(struct matcher *m, const struct gate *gate, size_t number)
{
	struct patterns *p = m->patterns;
	size_t row = gate->pair * p->words;
	if (set_has(m->pair_known + row, number))
		return set_has(m->by_pair.may + row, number);
	set_add(m->pair_known + row, number);
	bool can = may_begin(m, patterns_compiled(p, number), m->subject + gate->at, gate->pair_len,
	    gate->at == 0);
	if (can)
		set_add(m->by_pair.may + row, number);
	else
		rule_out(p, m->by_pair.left + row, number);
	return can;
}

bool
gate_passes(struct matcher *m, const struct gate *gate, size_t number)
{
	const struct patterns *p = m->patterns;
	return set_has(p->by_head.may + gate->row * p->words, number) &&
	       (gate->pair == NO_PAIR || passes_pair(m, gate, number));
}

uint64_t
gate_left(const struct matcher *m, const struct gate *gate, size_t w, bool notes)
{
	const struct patterns *p = m->patterns;
	uint64_t here = m->live[w] & p->by_head.left[gate->row * p->words + w];
	here &= p->by_before[gate->before * p->words + w];
	if (gate->pair != NO_PAIR)
		here &= m->by_pair.left[gate->pair * p->words + w];
	return here & (notes ? ~(uint64_t)0 : ~p->notes[w]);
}

void
gate_expire(struct matcher *m, size_t at)
{
	const struct patterns *p = m->patterns;
	while (m->expiry_count > 0 && m->expiries[m->expiry_count - 1].at < at) {
		const uint64_t *set = p->ahead + m->expiries[--m->expiry_count].bit * p->words;
		for (size_t w = 0; w < p->words; w++)
			m->live[w] &= ~set[w];
	}
}
