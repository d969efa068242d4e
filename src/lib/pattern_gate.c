/* pattern_gate: which patterns are worth trying at a place; see pattern_priv.h */
#include <string.h>

#include "lib/io.h"
#include "lib/lexicon.h"
#include "lib/pattern_priv.h"
#include "lib/utf8.h"

enum { PROBE_MAX = 2 * UTF8_MAX + 3 };

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

/* Makes what takes the patterns to be complete. */
static void
prepare(struct patterns *p)
{
	patterns_find_stems(p);
	p->words = (p->count + p->stem_count) / 64 + 1;
	p->all = new_sets(p, 1);
	p->notes = new_sets(p, 1);
	p->live = new_sets(p, 1);
	p->stemmed = new_sets(p, p->stem_count + 1);
	p->near = new_sets(p, p->want_count + 1);
	p->ahead = new_sets(p, p->want_count + 1);
	p->known = new_sets(p, 2 * p->head_count);
	p->may = new_sets(p, 2 * p->head_count);
	p->pair_known = new_sets(p, 1 << PAIR_BITS);
	p->pair_may = new_sets(p, 1 << PAIR_BITS);
	for (size_t i = 0; i < p->count; i++) {
		const struct compiled *c = &p->list[i];
		set_add(p->all, i);
		if (c->stem < p->stem_count)
			set_add(p->stemmed + c->stem * p->words, i);
		if (c->pattern.in_notes)
			set_add(p->notes, i);
		add_by_bit(p, p->near, &c->near, i);
		add_by_bit(p, p->ahead, &c->ahead, i);
	}
	p->loud = io_realloc(NULL, p->head_count * sizeof *p->loud);
	for (size_t head = 0; head < p->head_count; head++) {
		bool tells = (head >= '0' && head <= '9') ||
		             (head >= HEAD_SYMBOLS && lexicon_tells(p->lexicon, head - HEAD_SYMBOLS));
		p->loud[head] = tells ? LOUD_TELLS : 0;
		for (size_t w = 0; w < WANTS_MAX / 64; w++)
			p->loud[head] |= p->answers[head].bits[w] ? LOUD_ANSWERS : 0;
	}
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
	p->sentence++;
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
		if (p->loud[head] == 0)
			continue;
		if (p->loud[head] & LOUD_TELLS)
			end = at + n;
		for (size_t w = 0; w < WANTS_MAX / 64; w++) {
			present.bits[w] |= p->answers[head].bits[w];
			for (uint64_t left = p->answers[head].bits[w]; left; left &= left - 1)
				last[64 * w + (size_t)__builtin_ctzll(left)] = at;
		}
	}
	weigh_wants(p, last, &present);
	return end;
}

/* Whether CODE may match at byte AT of the N bytes at SUBJECT if these go on somehow. */
static bool
may_match(const struct patterns *p, const pcre2_code *code, const char *subject, size_t n,
    size_t at)
{
	return pcre2_match(code, (PCRE2_SPTR)subject, n, at,
	           PCRE2_PARTIAL_HARD | PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, p->data,
	           p->context) != PCRE2_ERROR_NOMATCH;
}

/*
 * Whether C may match at what the N bytes at TEXT and more behind them are: tries it on these
 * FIRST of all, or else behind a space and behind a letter.
 */
static bool
may_begin(const struct patterns *p, const struct compiled *c, const char *text, size_t n,
    bool first)
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

void
gate_look(struct patterns *p, size_t at, struct gate *gate)
{
	uint32_t point;
	*gate = (struct gate){.at = at, .head = p->heads[at], .pair = NO_PAIR};
	gate->len = decode(p->subject + at, p->len - at, &point);
	if (gate->head == HEAD_OTHER)
		gate->head = other_head(p, point);
	gate->known = p->known + (2 * gate->head + (at > 0)) * p->words;
	gate->may = p->may + (2 * gate->head + (at > 0)) * p->words;
}

void
gate_pair(struct patterns *p, struct gate *gate)
{
	size_t next = gate->at + gate->len, between = 0;
	if (gate->head < HEAD_SYMBOLS && gate->head != '-' && gate->head != ' ')
		return;
	if (next < p->len && p->subject[next] == ' ')
		between = 1;
	else if (p->len - next > 3 && memcmp(p->subject + next, "\xE2\x80\x8C", 3) == 0)
		between = 3;
	next += between;
	if (next >= p->len || p->heads[next] == HEAD_OTHER)
		return;
	uint32_t key = (uint32_t)(gate->head << 16 | between << 14 | (size_t)p->heads[next] << 1 |
	                          (gate->at > 0));
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
	gate->pair = slot;
	gate->pair_len = next - gate->at + decode(p->subject + next, p->len - next, &point);
}

/* Whether pattern NUMBER may match at the LEN bytes at AT: KNOWN and MAY tell, or learn it. */
static bool
may(struct patterns *p, size_t number, size_t at, size_t len, uint64_t *known, uint64_t *may)
{
	if (set_has(known, number))
		return set_has(may, number);
	set_add(known, number);
	bool can = may_begin(p, patterns_compiled(p, number), p->subject + at, len, at == 0);
	if (can)
		set_add(may, number);
	return can;
}

bool
gate_passes(struct patterns *p, const struct gate *gate, size_t number)
{
	if (!may(p, number, gate->at, gate->len, gate->known, gate->may))
		return false;
	size_t first = gate->pair * p->words;
	return gate->pair == NO_PAIR ||
	       may(p, number, gate->at, gate->pair_len, p->pair_known + first, p->pair_may + first);
}

uint64_t
gate_left(const struct patterns *p, const struct gate *gate, size_t w, bool notes)
{
	uint64_t here = gate->may[w] | ~gate->known[w];
	if (gate->pair != NO_PAIR)
		here &= p->pair_may[gate->pair * p->words + w] | ~p->pair_known[gate->pair * p->words + w];
	/* A pattern with a stem is tried behind it. */
	for (size_t i = 0; i < p->stem_count; i++)
		if (!set_has(gate->known, p->count + i) || set_has(gate->may, p->count + i))
			here |= p->stemmed[i * p->words + w];
		else
			here &= ~p->stemmed[i * p->words + w];
	return p->live[w] & here & (notes ? ~(uint64_t)0 : ~p->notes[w]);
}

void
gate_expire(struct patterns *p, size_t at)
{
	while (p->expiry_count > 0 && p->expiries[p->expiry_count - 1].at < at) {
		const uint64_t *set = p->ahead + p->expiries[--p->expiry_count].bit * p->words;
		for (size_t w = 0; w < p->words; w++)
			p->live[w] &= ~set[w];
	}
}
