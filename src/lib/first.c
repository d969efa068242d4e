/* first: what characters an expression may begin with, and stand behind; see pattern_priv.h */
#include <string.h>

#include "lib/io.h"
#include "lib/lexicon.h"
#include "lib/pattern_priv.h"
#include "lib/utf8.h"

enum { DEPTH_MAX = 200 };

/* What a sequence, or several in alternatives, may begin with. */
struct begin {
	struct heads set;
	bool empty;          /* it may take nothing; then what is behind it begins with one of: */
	struct heads behind;
	struct heads single; /* what those alternatives take that always take one character */
	bool all_single;     /* all do */
};

struct first {
	struct begin begin;
	bool known, lost; /* it was read, and there is something in it that is not known */
};

struct reader {
	const struct patterns *p;
	struct first *parts; /* of each part, elsewhere and at the head of a subject */
	bool at_start;
	size_t words; /* of sets that are in use */
	const char *at;
	size_t depth;
	bool lost; /* in what it does not know: anything may begin */
};

static void
add(struct heads *set, size_t head)
{
	set->word[head / 64] |= (uint64_t)1 << head % 64;
}

static void
fill(struct heads *set)
{
	memset(set, 0xFF, sizeof *set);
}

static void
add_all(const struct reader *r, struct heads *set, const struct heads *more)
{
	for (size_t w = 0; w < r->words; w++)
		set->word[w] |= more->word[w];
}

/* What an item is for the characters that follow it. */
enum item {
	ITEM_NOTHING, /* takes none and asks for none */
	ITEM_TAKES,   /* takes one of its set, or is EMPTY */
	ITEM_AHEAD,   /* asks that one of its set follow, unless EMPTY */
	ITEM_NOT,     /* asks that none of its set follow */
	ITEM_NEVER    /* does not match there */
};

static void read_alternatives(struct reader *r, struct begin *out);

/* Passes over white space, as far as PCRE2 takes it for that, and comments. */
static void
skip_space(struct reader *r)
{
	static const char *const others[] = {
	    "\xC2\x85", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xA8", "\xE2\x80\xA9"};
	for (size_t n = 1; n > 0; r->at += n) {
		if (*r->at == '#')
			r->at += strcspn(r->at, "\n");
		n = *r->at != '\0' && strchr(" \t\n\r\f\v", *r->at);
		for (size_t i = 0; i < sizeof others / sizeof *others && n == 0; i++)
			if (strncmp(r->at, others[i], strlen(others[i])) == 0)
				n = strlen(others[i]);
	}
}

/* Passes over what stands up to the end of the alternative, or of the group if OUT. */
static void
skip(struct reader *r, bool out)
{
	size_t len = strlen(r->at), at = 0;
	for (size_t depth = 0; at < len; at = expression_pass(r->at, len, at)) {
		if (depth == 0 && (r->at[at] == ')' || (r->at[at] == '|' && !out)))
			break;
		depth += r->at[at] == '(';
		depth -= r->at[at] == ')';
	}
	r->at += at;
}

/* A class of characters in the making. */
struct class {
	struct heads set;
	bool low, high; /* it has all symbols of the basic plane, all others */
	bool some;      /* it has some */
	bool vague;     /* it has less than its set */
};

static void
add_points(struct class *c, uint32_t from, uint32_t to)
{
	for (uint32_t point = from; point <= to && point < 128; point++)
		add(&c->set, point);
	for (uint32_t point = from > 0x600 ? from : 0x600; point <= to && point <= 0x6FF; point++)
		add(&c->set, HEAD_ARABIC + point - 0x600);
	c->low |= from <= 0xE000 && to >= 0xF8FF;
	c->high |= from <= 0xF0000 && to >= 0x10FFFD;
	c->some |= to >= 0xE000;
	if (to >= 128)
		add(&c->set, HEAD_OTHER);
}

/* Reads one character, whose point it returns, or a kind of them, which go to C: then -1. */
static long
read_point(struct reader *r, struct class *c)
{
	uint32_t point = 0;
	char escaped = *r->at == '\\' ? r->at[1] : '\0';
	if (escaped != '\0' && strchr("dDhHsSvVwWNR", escaped)) {
		c->vague |= escaped != 'd';
		add_points(c, escaped == 'd' ? '0' : 0, escaped == 'd' ? '9' : 0x10FFFF);
		r->at += 2;
		return -1;
	}
	if (escaped == 'x') {
		bool braced = r->at[2] == '{';
		const char *at = r->at + 2 + braced;
		size_t digits = strspn(at, "0123456789ABCDEFabcdef");
		digits = digits > 2 && !braced ? 2 : digits;
		for (; digits > 0; digits--, at++)
			point = 16 * point + (uint32_t)(*at <= '9' ? *at - '0' : (*at | 0x20) - 'a' + 10);
		r->at = at + (braced && *at == '}');
		return point;
	}
	bool letter = (escaped | 0x20) >= 'a' && (escaped | 0x20) <= 'z';
	r->lost |= letter || (escaped >= '0' && escaped <= '9');
	r->at += escaped != '\0';
	if (*r->at)
		r->at += utf8_decode(r->at, strlen(r->at), &point);
	return point;
}

/* Adds the classes of the LEN bytes at NAMES to SET. */
static void
add_classes(const struct reader *r, const char *names, size_t len, struct heads *set)
{
	const struct lexicon *l = r->p->lexicon;
	for (const char *at = names, *end = names + len; at < end;) {
		const char *bar = memchr(at, '|', (size_t)(end - at));
		size_t n = (size_t)((bar ? bar : end) - at), class = lexicon_find_class(l, at, n);
		for (size_t g = 0; g < lexicon_groups(l) && class != LEXICON_NO_CLASS; g++)
			if (lexicon_has_class(l, g, class))
				add(set, HEAD_SYMBOLS + g);
		at += n + 1;
	}
}

/* Makes what C has into a set of heads, which has more where it cannot tell. */
static void
close_class(const struct reader *r, struct class *c, bool negated)
{
	bool all = c->low && c->high;
	for (size_t head = 0; head < HEAD_OTHER && negated; head++)
		c->set.word[head / 64] ^= (uint64_t)1 << head % 64;
	if (negated)
		add(&c->set, HEAD_OTHER);
	for (size_t g = 0; g < lexicon_groups(r->p->lexicon); g++)
		if (negated ? !all : c->some)
			add(&c->set, HEAD_SYMBOLS + g);
	if (negated && c->vague)
		fill(&c->set);
}

/* Reads a class in brackets; *EXACT: its set has no more than it. */
static void
read_class(struct reader *r, struct heads *set, bool *exact)
{
	struct class c = {0};
	bool negated = r->at[1] == '^';
	const char *first = r->at += 1 + negated;
	while (*r->at && (*r->at != ']' || r->at == first)) {
		if (r->at[0] == '[' && r->at[1] != '\0' && strchr(":.=", r->at[1]))
			r->lost = true;
		long from = read_point(r, &c), to = from;
		if (from >= 0 && r->at[0] == '-' && r->at[1] != ']' && r->at[1] != '\0') {
			r->at++;
			to = read_point(r, &c);
		}
		if (from >= 0 && to >= from)
			add_points(&c, (uint32_t)from, (uint32_t)to);
	}
	r->at += *r->at == ']';
	*exact = !c.vague && (!c.some || (c.low && c.high));
	close_class(r, &c, negated);
	*set = c.set;
}

/* What part NUMBER may begin with. */
static const struct begin *
read_part(struct reader *r, size_t number)
{
	struct first *f = &r->parts[2 * number + r->at_start];
	r->lost |= f->lost;
	if (f->known)
		return &f->begin;
	struct begin begin = {0};
	struct reader inner = *r;
	inner.at = parts_text(&r->p->parts, number);
	/* While it is read, a part that calls itself there may begin with anything. */
	*f = (struct first){.begin.empty = true, .known = true};
	fill(&f->begin.set);
	fill(&f->begin.behind);
	read_alternatives(&inner, &begin);
	f->begin = begin;
	f->lost = inner.lost;
	r->lost |= inner.lost;
	return &f->begin;
}

/* Reads {name} or {a|b} of LEN bytes between the braces. */
static void
read_names(struct reader *r, size_t len, struct begin *out, bool *single)
{
	const char *names = r->at + 1, *end = names + len;
	size_t count = r->p->parts.count;
	r->at = end + 1;
	bool whole = parts_find(&r->p->parts, names, len) < count;
	*single = true;
	for (const char *at = names; at < end;) {
		const char *bar = whole ? NULL : memchr(at, '|', (size_t)(end - at));
		size_t n = (size_t)((bar ? bar : end) - at), part = parts_find(&r->p->parts, at, n);
		if (part < count) {
			const struct begin *begin = read_part(r, part);
			add_all(r, &out->set, &begin->set);
			add_all(r, &out->behind, &begin->behind);
			out->empty |= begin->empty;
			*single &= begin->all_single;
		} else {
			add_classes(r, at, n, &out->set);
		}
		at += n + 1;
	}
}

static enum item
read_group(struct reader *r, struct begin *out)
{
	static const struct {
		const char *opens;
		enum item item;
	} groups[] = {{"(?:", ITEM_TAKES}, {"(?>", ITEM_TAKES}, {"(?|", ITEM_TAKES}, {"(?=", ITEM_AHEAD},
	    {"(?!", ITEM_NOT}, {"(?<=", ITEM_NOTHING}, {"(?<!", ITEM_NOTHING}, {"(?C", ITEM_NOTHING},
	    {"(?<", ITEM_TAKES}};
	enum item item = ITEM_NOTHING;
	bool known = r->at[1] != '?' && r->at[1] != '*';
	if (known) {
		r->at++;
		item = ITEM_TAKES;
	}
	for (size_t i = 0; i < sizeof groups / sizeof *groups && !known; i++) {
		size_t n = strlen(groups[i].opens);
		if (strncmp(r->at, groups[i].opens, n) != 0)
			continue;
		item = groups[i].item;
		known = true;
		r->at += n;
		if (strcmp(groups[i].opens, "(?<") == 0) {
			r->at += strcspn(r->at, ">");
			r->at += *r->at == '>';
		}
	}
	r->lost |= !known;
	if (known && item != ITEM_NOTHING)
		read_alternatives(r, out);
	else
		skip(r, true);
	r->at += *r->at == ')';
	return item;
}

/* Whether a quantifier stands at R->at; passes over it; *EMPTY: it allows none. */
static bool
read_quantifier(struct reader *r, bool *empty)
{
	skip_space(r);
	size_t counts = 0; /* bytes of {n}, {n,} or {n,m} */
	if (r->at[0] == '{' && r->at[1] >= '0' && r->at[1] <= '9') {
		counts = 1 + strspn(r->at + 1, "0123456789");
		if (r->at[counts] == ',')
			counts += 1 + strspn(r->at + counts + 1, "0123456789");
		counts = r->at[counts] == '}' ? counts + 1 : 0;
	}
	if (counts == 0 && strspn(r->at, "?*+") == 0)
		return false;
	*empty |= *r->at == '?' || *r->at == '*' || (counts > 0 && r->at[1] == '0');
	r->at += counts > 0 ? counts : 1;
	skip_space(r);
	r->at += *r->at == '?' || *r->at == '+';
	return true;
}

/* Reads one item; *SINGLE: it takes just one character, and its set is exact. */
static enum item
read_item(struct reader *r, struct begin *out, bool *single)
{
	size_t name = 0;
	*single = false;
	if (*r->at == '{' && r->at[1] >= 'a' && r->at[1] <= 'z')
		name = strspn(r->at + 1, "abcdefghijklmnopqrstuvwxyz0123456789-|");
	enum item item = ITEM_TAKES;
	if (name > 0 && r->at[1 + name] == '}') {
		read_names(r, name, out, single);
	} else if (*r->at == '(') {
		item = read_group(r, out);
		*single = item == ITEM_TAKES && out->all_single;
	} else if (*r->at == '[') {
		read_class(r, &out->set, single);
	} else if (*r->at == '^' || *r->at == '$') {
		/* There is a character, but of $ it is not asked where the subject ends. */
		item = *r->at == '^' && !r->at_start ? ITEM_NEVER : ITEM_NOTHING;
		r->at++;
	} else if (*r->at == '.') {
		fill(&out->set);
		r->at++;
	} else if (r->at[0] == '\\' && r->at[1] != '\0' && strchr("KbB", r->at[1])) {
		item = ITEM_NOTHING;
		r->at += 2;
	} else {
		struct class c = {0};
		long point = read_point(r, &c);
		if (point >= 0)
			add_points(&c, (uint32_t)point, (uint32_t)point);
		close_class(r, &c, false);
		out->set = c.set;
		*single = !c.some && !c.vague;
	}
	bool none = false;
	if (read_quantifier(r, &none))
		*single = false;
	out->empty |= none;
	if (none)
		fill(&out->behind);
	return item;
}

/* Reads one alternative, and adds to OUT what it may begin with. */
static void
read_sequence(struct reader *r, struct begin *out)
{
	struct heads allowed;
	struct begin item = {0};
	bool empty = true, single = false;
	size_t items = 0;
	fill(&allowed);
	for (skip_space(r); *r->at != '\0' && *r->at != '|' && *r->at != ')'; skip_space(r)) {
		if (!empty) {
			skip(r, false);
			single = false;
			break;
		}
		item = (struct begin){0};
		enum item kind = read_item(r, &item, &single);
		empty = kind == ITEM_TAKES ? item.empty : kind != ITEM_NEVER;
		single &= kind == ITEM_TAKES && items == 0;
		items++;
		for (size_t w = 0; w < r->words; w++) {
			if (kind == ITEM_TAKES)
				out->set.word[w] |= item.set.word[w] & allowed.word[w];
			if (kind == ITEM_AHEAD && !item.empty)
				allowed.word[w] &= item.set.word[w];
			if (kind == ITEM_NOT)
				allowed.word[w] &= ~item.single.word[w];
			if (kind == ITEM_TAKES && item.empty)
				allowed.word[w] &= item.behind.word[w];
		}
		/* Of other characters no set is exact. */
		if (kind == ITEM_NOT)
			add(&allowed, HEAD_OTHER);
	}
	if (empty)
		add_all(r, &out->behind, &allowed);
	if (single)
		add_all(r, &out->single, &item.set);
	out->all_single &= single;
	out->empty |= empty;
}

static void
read_alternatives(struct reader *r, struct begin *out)
{
	r->lost |= ++r->depth > DEPTH_MAX;
	out->all_single = true;
	for (bool more = true; more && !r->lost; r->at += more) {
		read_sequence(r, out);
		more = *r->at == '|';
	}
	r->depth--;
}

/* Passes over the group at R->at, which opens with N bytes. */
static void
skip_group(struct reader *r, size_t n)
{
	r->at += n;
	skip(r, true);
	r->at += *r->at == ')';
}

/* Whether a space, which no quantifier follows, stands at R->at; passes over it. */
static bool
read_space(struct reader *r)
{
	if (strncmp(r->at, "\\x20", 4) != 0 || (r->at[4] != '\0' && strchr("?*+{", r->at[4])))
		return false;
	r->at += 4;
	return true;
}

/* Adds the last characters of the alternatives of a lookbehind to SET; false if that may be any. */
static bool
read_last(struct reader *r, struct heads *set)
{
	for (bool more = true; more; r->at += more) {
		struct heads last;
		bool known = false;
		for (skip_space(r); *r->at != '\0' && *r->at != '|' && *r->at != ')'; skip_space(r)) {
			struct begin item = {0};
			bool single;
			if (known && read_space(r))
				continue;
			enum item kind = read_item(r, &item, &single);
			if (kind == ITEM_TAKES) {
				known = single;
				last = item.set;
			}
		}
		/* Where it may be a space itself, more than one stands before. */
		if (!known || r->lost || (last.word[' ' / 64] >> ' ' % 64 & 1))
			return false;
		add_all(r, set, &last);
		more = *r->at == '|';
	}
	return true;
}

/* KNOWN, of the group that ends at R->at, which is passed over; false if it need not be there. */
static bool
end_group(struct reader *r, bool known)
{
	bool empty = false;
	r->at += *r->at == ')';
	read_quantifier(r, &empty);
	return known && !empty;
}

static bool read_before(struct reader *r, struct heads *set);

/* Adds what may stand before one alternative, a space left out, to SET; false if it may be any. */
static bool
read_one_before(struct reader *r, struct heads *set)
{
	for (;;) {
		skip_space(r);
		if (strncmp(r->at, "(?<=", 4) == 0) {
			r->at += 4;
			return end_group(r, read_last(r, set));
		}
		if (strncmp(r->at, "(?<!", 4) == 0)
			skip_group(r, 4);
		else if (strncmp(r->at, "(?=", 3) == 0 || strncmp(r->at, "(?!", 3) == 0)
			skip_group(r, 3);
		else
			break;
	}
	if (strncmp(r->at, "(?:", 3) != 0)
		return false;
	r->at += 3;
	return end_group(r, read_before(r, set));
}

/* The same for alternatives, up to where they end. */
static bool
read_before(struct reader *r, struct heads *set)
{
	for (bool more = true; more; r->at += more) {
		if (!read_one_before(r, set))
			return false;
		skip(r, false);
		more = *r->at == '|';
	}
	return true;
}

bool
first_before(const struct patterns *p, struct first *parts, const char *text, struct heads *set)
{
	struct reader r = {.p = p, .parts = parts, .at = text, .words = p->head_count / 64 + 1};
	memset(set, 0, sizeof *set);
	return r.words <= HEAD_WORDS && read_before(&r, set) && *r.at == '\0';
}

struct first *
first_new(const struct patterns *p)
{
	return io_zeroed(2 * (p->parts.count + 1) * sizeof(struct first));
}

void
first_read(const struct patterns *p, struct first *parts, const char *text, bool at_start,
    struct heads *set)
{
	struct reader r = {.p = p, .parts = parts, .at_start = at_start, .at = text,
	    .words = p->head_count / 64 + 1};
	struct begin begin = {0};
	r.lost = r.words > HEAD_WORDS;
	if (!r.lost)
		read_alternatives(&r, &begin);
	*set = begin.set;
	if (begin.empty)
		add_all(&r, set, &begin.behind);
	if (r.lost || *r.at != '\0')
		fill(set);
}
