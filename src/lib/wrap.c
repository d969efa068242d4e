/* wrap: see wrap.h */
#include "lib/wrap.h"

#include <string.h>

/* How the next line follows one. */
enum follow { APART, ADJACENT, SPACED };

/*
 * What a line end says: how much likelier it is where lines were broken to fit than in verse
 * and in lists, headlines and the like, in tenths of the natural logarithm.
 */
enum {
	FOR_OPEN = 24,
	FOR_TIED = 30,
	AGAINST_CLOSED = -4,
	FOR_PAUSE = 10,
	FOR_UNCLOSED = 20,
	FOR_INSIDE = 15,
	FOR_HYPHEN = 10,
	FOR_LAST = 12,
	AGAINST_FULL_END = -2,
	FOR_EXACT = 8,
	NO_VERSE = 7, /* no rhyme */
	VERSE = -20,
	NO_LIST = 6, /* full */
	LIST = -25,
	PRIOR_MOST = 40,
	PRIOR_LEAST = -80,
	ENOUGH = 10,
	ENOUGH_EACH = 1,
};

/* Lines of a block at most; lines that can tell the width alone; the least width. */
enum { BLOCK_MOST = 32, BLOCK_SURE = 8, NARROWEST = 16 };

/* What lines say against verse and against lists. */
struct evidence {
	int verse, list;
};

/* The lines FROM to TO (boundaries: one less) and what holds for them. */
struct block {
	size_t from, to;
	enum follow follow;
	unsigned width;
	bool exact;     /* no line is wider, and none had room for the next word */
	unsigned indent; /* the least of its lines */
	bool set_in;    /* paragraphs begin with more */
	bool ends_join; /* where a sentence ends with a full line, the paragraph goes on */
};

static enum follow
follow_of(const struct shape *s, size_t n, size_t i)
{
	if (i + 1 >= n)
		return APART;
	const struct shape *a = s + i, *b = s + i + 1;
	if ((a->flags | b->flags) & SHAPE_TABLE || b->flags & SHAPE_HEAD || b->gap > WRAP_GAP ||
	    a->width > SHAPE_WIDE || b->width > SHAPE_WIDE)
		return APART;
	if (b->gap == 0)
		return ADJACENT;
	bool single = (a->gap > 0 || a->flags & SHAPE_HEAD) && (i + 2 >= n || s[i + 2].gap > 0);
	return single ? SPACED : APART;
}

/* Whether the line behind A opens an item. */
static bool
opens_item(const struct shape *a)
{
	const struct shape *b = a + 1;
	unsigned inside = SHAPE_UNCLOSED | (b->gap == 0 ? SHAPE_OPEN : 0);
	return b->flags & SHAPE_ITEM && !(b->flags & SHAPE_CLOSES && a->flags & inside) &&
	       !(b->flags & SHAPE_RANGE && a->flags & SHAPE_NUMBER);
}

/* Whether the first word of B would have had room behind A. */
static bool
has_room(const struct shape *a, const struct shape *b, const struct block *k)
{
	unsigned together = a->width + 1u + b->first;
	return k->exact ? together <= k->width : 5 * together <= 4 * k->width;
}

/*
 * Sets the usual width of the lines FROM to TO: the upper end of the fifth part of widths
 * that holds most of them; or the greatest, if no line but a sentence's last had room for
 * the next word in that.
 */
static void
set_width(struct block *k, const struct shape *s, size_t from, size_t to)
{
	unsigned short count[SHAPE_WIDE + 2] = {0};
	unsigned greatest = 0, most = 0, tested = 0, roomy = 0, full = 0, last = 0;
	for (size_t i = from; i < to; i++) {
		if (s[i].follow != k->follow)
			continue;
		count[s[i].width]++;
		if (s[i].width > greatest)
			greatest = s[i].width;
	}
	for (unsigned w = 1; w <= SHAPE_WIDE + 1; w++)
		count[w] += count[w - 1];
	k->width = greatest;
	for (unsigned w = 1; w <= greatest; w++) {
		unsigned share = count[w] - count[w * 4 / 5];
		if (share >= most && share > 0) {
			most = share;
			k->width = w;
		}
	}
	struct block strict = {.width = greatest, .exact = true};
	for (size_t i = from; i < to; i++) {
		if (s[i].follow != k->follow || s[i].flags & (SHAPE_ENDS | SHAPE_COLON) ||
		    opens_item(s + i) || 10 * s[i].width < 7 * greatest)
			continue;
		tested++;
		roomy += has_room(s + i, s + i + 1, &strict);
	}
	k->exact = tested >= 6 && 50 * roomy <= tested;
	if (k->exact)
		k->width = greatest;
	for (size_t i = from; i < to; i++) {
		if (s[i].follow != k->follow || !(s[i].flags & SHAPE_ENDS))
			continue;
		if (has_room(s + i, s + i + 1, k))
			last++;
		else
			full++;
	}
	/* One last line of a paragraph in six is full by chance, one in three if room is vague. */
	k->ends_join = k->exact ? 5 * full > 2 * last : full > last;
}

/* Sets the least indent, and whether a line with more is mostly followed by one without. */
static void
set_indent(struct block *k, const struct shape *s, size_t from, size_t to)
{
	unsigned alone = 0, together = 0;
	k->indent = SHAPE_WIDE;
	for (size_t i = from; i < to; i++)
		if (s[i].follow == k->follow && s[i].indent < k->indent)
			k->indent = s[i].indent;
	for (size_t i = from; i < to; i++) {
		if (s[i].follow != k->follow || s[i].indent <= k->indent + 1 || s[i].flags & SHAPE_ITEM)
			continue;
		if (s[i + 1].indent <= k->indent + 1)
			alone++;
		else
			together++;
	}
	k->set_in = alone >= 2 && alone > together;
}

/* Adds what the end of line I says of the block, and nothing where a sentence ends. */
static void
add_end(struct evidence *e, const struct shape *s, size_t i, const struct block *k)
{
	const struct shape *a = s + i, *b = a + 1;
	bool open = a->flags & SHAPE_OPEN, room = has_room(a, b, k);
	int both = open ? FOR_OPEN : b->flags & SHAPE_TIED ? FOR_TIED : AGAINST_CLOSED;
	both += a->flags & SHAPE_INSIDE ? FOR_INSIDE : 0;
	both += a->flags & SHAPE_PAUSE ? FOR_PAUSE : 0;
	both += a->flags & SHAPE_HYPHEN ? FOR_HYPHEN : 0;
	both += a->flags & SHAPE_UNCLOSED ? FOR_UNCLOSED : 0;
	both += k->exact && !room ? FOR_EXACT : 0;
	e->verse += both + (a->flags & SHAPE_RHYMES && !open ? VERSE : NO_VERSE);
	e->list += both + (room ? LIST : NO_LIST);
}

/* What the lines FROM to TO say of the block, as far as they are of about its width. */
static struct evidence
evidence(const struct shape *s, size_t from, size_t to, const struct block *k)
{
	struct evidence e = {0};
	int full = 0, last = 0;
	for (size_t i = from; i < to; i++) {
		bool inside = i >= k->from && i < k->to;
		bool alike = 2 * s[i].width > k->width && s[i].width < 2 * k->width;
		if (s[i].follow != k->follow || !(inside || alike) || opens_item(s + i))
			continue;
		bool room = has_room(s + i, s + i + 1, k);
		if (s[i].flags & (SHAPE_ENDS | SHAPE_COLON)) {
			last += room && s[i].flags & SHAPE_ENDS;
			e.verse += room ? 0 : AGAINST_FULL_END;
			e.list += room ? 0 : AGAINST_FULL_END;
			continue;
		}
		full += !room;
		add_end(&e, s, i, k);
	}
	/* A short line that ends a sentence says most where the others go on. */
	last = last < full / 2 ? last : full / 2;
	e.verse += FOR_LAST * last;
	e.list += FOR_LAST * last;
	return e;
}

static int
within(int n, int least, int most)
{
	return n < least ? least : n > most ? most : n;
}

/* Whether the lines of the block were broken to fit, as they and those near it say. */
static bool
is_wrapped(const struct shape *s, const struct block *k, size_t before, size_t behind)
{
	if (k->width < NARROWEST)
		return false;
	struct evidence own = evidence(s, k->from, k->to, k);
	struct evidence e = evidence(s, before, k->from, k), f = evidence(s, k->to, behind, k);
	int verse = own.verse + within(e.verse + f.verse, PRIOR_LEAST, PRIOR_MOST);
	int list = own.list + within(e.list + f.list, PRIOR_LEAST, PRIOR_MOST);
	return (verse < list ? verse : list) >= ENOUGH + ENOUGH_EACH * (int)(k->to - k->from);
}

/* Whether line I goes on in the next one, in a block whose lines were broken to fit. */
static bool
goes_on(const struct shape *s, size_t i, const struct block *k)
{
	const struct shape *a = s + i, *b = a + 1;
	if (opens_item(a) || 4 * a->width > 5 * k->width)
		return false;
	const unsigned inside = SHAPE_OPEN | SHAPE_PAUSE | SHAPE_HYPHEN | SHAPE_UNCLOSED;
	bool open = a->flags & inside || b->flags & SHAPE_TIED;
	if (open)
		return true;
	if (b->indent > (k->set_in ? k->indent : a->indent) + 1u && !(a->flags & SHAPE_ITEM))
		return false;
	if (!has_room(a, b, k))
		return !(a->flags & SHAPE_ENDS) || k->ends_join;
	return !(a->flags & (SHAPE_ENDS | SHAPE_COLON | SHAPE_ITEM)) &&
	       b->flags & (SHAPE_ENDS | SHAPE_COLON) &&
	       2 * b->width < k->width && b->words <= 4;
}

/*
 * Whether, lines broken to fit or not, line I goes on: it ends with a number whose word
 * comes next, or a paragraph stops inside a sentence and more of it follows.
 */
static bool
resumes(const struct shape *s, size_t n, size_t i, bool before)
{
	const struct shape *a = s + i, *b = a + 1;
	if (opens_item(a) || b->flags & (SHAPE_TABLE | SHAPE_HEAD) || a->flags & SHAPE_TABLE ||
	    b->gap > WRAP_GAP)
		return false;
	if (a->flags & SHAPE_NUMBER && b->flags & SHAPE_TIED)
		return true;
	bool prose = a->width > SHAPE_WIDE || before;
	bool goes = b->width > SHAPE_WIDE || b->flags & (SHAPE_ENDS | SHAPE_INSIDE) ||
	            (i + 2 < n && s[i + 2].gap == 0);
	return prose && goes && a->flags & (SHAPE_OPEN | SHAPE_PAUSE);
}

static void
decide_block(struct shape *s, size_t n, struct block *k, bool *joined)
{
	size_t before = k->from > WRAP_NEAR / 2 ? k->from - WRAP_NEAR / 2 : 0;
	size_t behind = k->to + WRAP_NEAR / 2 < n ? k->to + WRAP_NEAR / 2 : n;
	bool sure = k->to - k->from >= BLOCK_SURE;
	set_width(k, s, sure ? k->from : before, sure ? k->to : behind);
	set_indent(k, s, sure ? k->from : before, sure ? k->to : behind);
	if (!is_wrapped(s, k, before, behind))
		return;
	for (size_t i = k->from; i < k->to; i++)
		joined[i] = goes_on(s, i, k);
}

static void
mark_rhymes(struct shape *s, size_t n, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		for (size_t j = i + 1; j <= i + 2 && j < n; j++)
			if (s[i].end == s[j].end && s[i].end != 0) {
				s[i].flags |= SHAPE_RHYMES;
				s[j].flags |= SHAPE_RHYMES;
			}
}

void
wrap_find(struct shape *s, size_t n, size_t from, size_t to, bool *joined)
{
	mark_rhymes(s, n, from, n);
	for (size_t i = from; i < n; i++)
		s[i].follow = (uint8_t)follow_of(s, n, i);
	memset(joined + from, 0, (to - from) * sizeof *joined);
	for (size_t i = from; i < to;) {
		struct block k = {.from = i, .to = i + 1, .follow = s[i].follow};
		while (k.to < to && k.to - k.from < BLOCK_MOST && s[k.to].follow == k.follow)
			k.to++;
		if (k.follow != APART)
			decide_block(s, n, &k, joined);
		i = k.to;
	}
	for (size_t i = from; i < to; i++)
		if (!joined[i])
			joined[i] = resumes(s, n, i, i > from && joined[i - 1]);
}
