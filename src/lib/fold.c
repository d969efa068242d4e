/* fold: see fold.h */
#include "lib/fold.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "lib/io.h"
#include "lib/lexicon_priv.h"
#include "lib/utf8.h"

enum { GLUED_MAX = 16 };
enum { TWO_BYTES = 1 << 16, LETTER_CHANGES = 0x800 };

void
fold_normal(struct buf *out, const char *raw, size_t len)
{
	struct glyphs g = {0};
	glyphs_read(&g, raw, len);
	buf_reserve(out, UTF8_MAX * g.count);
	for (size_t i = 0; i < g.count; i++)
		out->len += utf8_encode(out->data + out->len, glyph_point(g.list[i]));
	glyphs_free(&g);
}

/* Takes down that a character of KIND, POINT, is to be appended. */
static inline void
add_token(struct fold *f, enum fold_kind kind, uint32_t point)
{
	f->tokens[f->token_count] = (struct fold_token){(uint32_t)f->text.len, point};
	f->token_count += kind == FOLD_SIGN || (kind != f->last && kind != FOLD_SPACE);
	f->last = kind;
}

/* Appends POINT, which stands for the raw bytes from START to before END; there is room. */
static inline void
put(struct fold *f, uint32_t point, size_t start, size_t end)
{
	char *out = f->text.data + f->text.len;
	size_t at = f->text.len, n;
	add_token(f, fold_kind(point), point);
	if (point < 0x80) {
		out[0] = (char)point;
		n = 1;
	} else if (point < 0x800) {
		out[0] = (char)(0xC0 | point >> 6);
		out[1] = (char)(0x80 | (point & 0x3F));
		n = 2;
	} else if (point < 0x10000) {
		out[0] = (char)(0xE0 | point >> 12);
		out[1] = (char)(0x80 | (point >> 6 & 0x3F));
		out[2] = (char)(0x80 | (point & 0x3F));
		n = 3;
	} else {
		n = utf8_encode(out, point);
	}
	f->starts[at] = (uint32_t)(f->base + start);
	f->ends[at + n - 1] = (uint32_t)(f->base + end);
	f->text.len += n;
}

/* The glyphs of the word that begins with glyph AT: letters, marks and joiners, or Latin; or 0. */
static size_t
word_length(const struct glyphs *g, size_t at)
{
	enum glyph_kind first = glyph_kind(g->list[at]);
	size_t end = at + 1;
	if (first != GLYPH_LETTER && first != GLYPH_LATIN)
		return 0;
	for (; end < g->count; end++) {
		enum glyph_kind kind = glyph_kind(g->list[end]);
		if (first == GLYPH_LATIN ? kind != GLYPH_LATIN && kind != GLYPH_DIGIT
		                         : kind != GLYPH_LETTER && kind != GLYPH_VOWEL && kind != GLYPH_JOINER)
			break;
	}
	return end - at;
}

/* Copies COUNT glyphs from AT on, without vowel marks. */
static void
copy(struct fold *f, size_t at, size_t count)
{
	const struct glyphs *g = &f->glyphs;
	for (size_t end = at + count; at < end; at++)
		if (glyph_kind(g->list[at]) != GLYPH_VOWEL)
			put(f, glyph_point(g->list[at]), g->starts[at], g->ends[at]);
}

/* Writes the word of COUNT glyphs from AT on, which is no entry: as a chain of entries if it is
 * one, else cut at its joiners, each part that is an entry as its symbol. */
static void
put_unknown(struct fold *f, const struct lexicon *lexicon, size_t at, size_t count)
{
	const struct glyphs *g = &f->glyphs;
	uint32_t symbols[GLUED_MAX];
	size_t taken[GLUED_MAX];
	size_t parts = lexicon_split(lexicon, g->list + at, count, symbols, taken, GLUED_MAX);
	for (size_t i = 0; i < parts; i++) {
		size_t n = taken[i]; /* without the joiner between two parts */
		while (n > 1 && glyph_kind(g->list[at + n - 1]) == GLYPH_JOINER)
			n--;
		put(f, symbols[i], g->starts[at], g->ends[at + n - 1]);
		at += taken[i];
	}
	if (parts > 0)
		return;
	for (size_t end = at + count; at < end;) {
		size_t n = 0;
		uint32_t symbol;
		while (at + n < end && glyph_kind(g->list[at + n]) != GLYPH_JOINER)
			n++;
		if (n > 0 && n < count && lexicon_match(lexicon, g->list + at, n, &symbol, NULL) == n)
			put(f, symbol, g->starts[at], g->ends[at + n - 1]);
		else
			copy(f, at, n);
		at += n;
		if (at < end) {
			copy(f, at, 1);
			at++;
		}
	}
}

/* Makes room for all that LEN bytes more may become. */
static inline void
reserve(struct fold *f, size_t len)
{
	if (f->size - f->text.len > UTF8_MAX * len && f->size > f->text.len)
		return;
	buf_reserve(&f->text, UTF8_MAX * len + 1);
	f->size = f->text.size;
	f->starts = io_realloc(f->starts, f->size * sizeof *f->starts);
	f->ends = io_realloc(f->ends, f->size * sizeof *f->ends);
	f->tokens = io_realloc(f->tokens, f->size * sizeof *f->tokens);
}

/* Whether C parts words wherever it stands. */
static inline bool
is_blank(char c)
{
	return (unsigned char)c <= ' ';
}

/* The offset of the first blank from AT on, LEN if there is none. */
static size_t
find_blank(const char *text, size_t len, size_t at)
{
#ifdef __SSE2__
	const __m128i space = _mm_set1_epi8(' ');
	for (; len - at >= 16; at += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(text + at));
		unsigned blanks = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(x, space), x));
		if (blanks)
			return at + (size_t)__builtin_ctz(blanks);
	}
#endif
	while (at < len && !is_blank(text[at]))
		at++;
	return at;
}

static void
put_blank(struct fold *f, size_t start, size_t end)
{
	if (f->text.len == 0 || f->text.data[f->text.len - 1] != ' ')
		put(f, ' ', start, end);
}

/*
 * Appends what the LEN bytes at RAW are folded, words with spaces between them: as far as the first
 * word goes with what its phrases take of the others. Returns its bytes, and sets *OPEN to whether
 * a phrase may go on behind all of RAW.
 */
static size_t
fold_words(struct fold *f, const char *raw, size_t len, bool *open)
{
	struct glyphs *g = &f->glyphs;
	glyphs_read(g, raw, len);
	reserve(f, g->count);
	*open = false;
	for (size_t at = 0, n; at < g->count; at += n) {
		uint32_t symbol;
		bool goes_on;
		n = 1;
		if (glyph_kind(g->list[at]) == GLYPH_SPACE) {
			if (is_blank(raw[g->starts[at]]))
				return g->starts[at];
			put_blank(f, g->starts[at], g->ends[at]);
			continue;
		}
		n = f->lexicon ? lexicon_match(f->lexicon, g->list + at, g->count - at, &symbol, &goes_on) : 0;
		*open |= f->lexicon && goes_on;
		if (n > 0) {
			put(f, symbol, g->starts[at], g->ends[at + n - 1]);
			continue;
		}
		n = word_length(g, at);
		if (n > 0 && f->lexicon) {
			put_unknown(f, f->lexicon, at, n);
			continue;
		}
		n = n > 0 ? n : 1;
		copy(f, at, n);
	}
	return len;
}

/* Appends what stands at byte AT up to a blank, at least; returns where it ends. */
static size_t
fold_any(struct fold *f, const char *raw, size_t len, size_t at)
{
	size_t end = find_blank(raw, len, at), before = f->text.len, tokens = f->token_count, taken;
	enum fold_kind last = f->last;
	bool open;
	f->base = at;
	while (taken = fold_words(f, raw + at, end - at, &open), open && end < len) {
		f->text.len = before;
		f->token_count = tokens;
		f->last = last;
		while (end < len && is_blank(raw[end]))
			end++;
		end = find_blank(raw, len, end);
	}
	f->base = 0;
	return at + taken;
}

/* The glyph of the character of one or two bytes at byte AT, which are *N; 0 for any other. */
static inline uint32_t
frequent_glyph(const struct fold *f, const char *raw, size_t len, size_t at, size_t *n)
{
	const unsigned char *s = (const unsigned char *)raw + at;
	*n = s[0] < 0x80 ? 1 : 2;
	if (s[0] < 0x80)
		return f->glyphs.table[s[0]];
	if (s[0] < 0xC2 || s[0] >= 0xE0 || at + 1 == len || (s[1] & 0xC0) != 0x80)
		return 0;
	return f->glyphs.table[(s[0] & 0x1F) << 6 | (s[1] & 0x3F)];
}

/* A word, number or sign, or several with a space between them, as far as they have been read. */
struct run {
	uint64_t hash;
	size_t end, letters;
	unsigned begins;  /* not 0: a word that others may be joined to stands at its head */
	unsigned changes; /* not 0: some letters are not in their one form */
	bool joins;       /* there are joiners in it */
};

/* The letter that two bytes at S are, in its one form, with LETTER_CHANGES if they differ; or 0. */
static inline unsigned
letter_at(const struct fold *f, const char *s)
{
	uint16_t bytes;
	memcpy(&bytes, s, 2);
	return f->letters[bytes];
}

/* Whether a joiner between letters stands at S, where LEN bytes are left. */
static inline bool
is_joint(const struct fold *f, const char *s, size_t len)
{
	return len > UTF8_ZWNJ_SIZE + 1 && memcmp(s, UTF8_ZWNJ, UTF8_ZWNJ_SIZE) == 0 &&
	       letter_at(f, s + UTF8_ZWNJ_SIZE) != 0;
}

/* Reads on in R the letters at R->END, of two bytes each, with marks that make others of them. */
static inline void
read_letters(const struct fold *f, const char *raw, size_t len, struct run *r)
{
	const struct filter *heads = &f->lexicon->heads;
	const char *s = raw + r->end, *stop = raw + len - 1, *from = s;
	uint64_t hash = r->hash, before = hash;
	unsigned begins = 0, seen = 0;
	size_t n, others = 0; /* bytes that are no letters */
	for (;;) {
		for (unsigned letter; s < stop && (letter = letter_at(f, s)) != 0; s += 2) {
			seen |= letter;
			before = hash;
			hash = hash_add(hash, letter & (LETTER_CHANGES - 1));
			begins |= filter_has(heads, hash);
		}
		if (s == from || s >= stop)
			break;
		uint32_t mark = frequent_glyph(f, raw, len, (size_t)(s - raw), &n);
		if (mark != 0 && glyph_kind(mark) == GLYPH_COMBINING) {
			uint32_t whole = glyph_combined(letter_at(f, s - 2) & (LETTER_CHANGES - 1), glyph_point(mark));
			if (whole)
				hash = hash_add(before, whole);
			begins |= filter_has(heads, hash);
			seen |= LETTER_CHANGES;
		} else if (is_joint(f, s, len - (size_t)(s - raw))) {
			n = UTF8_ZWNJ_SIZE;
			r->joins = true;
		} else {
			break;
		}
		others += n;
		s += n;
		from = s;
	}
	r->letters += ((size_t)(s - raw) - r->end - others) / 2;
	r->end = (size_t)(s - raw);
	r->hash = hash;
	r->begins = begins;
	r->changes = seen & LETTER_CHANGES;
}

/* Whether what stands at byte AT ends the word or, if IN_NUMBER, the number before it for sure. */
static bool
ends_run(const struct fold *f, const char *raw, size_t len, size_t at, bool in_number)
{
	size_t n;
	if (at == len || raw[at] == ' ')
		return true;
	uint32_t glyph = frequent_glyph(f, raw, len, at, &n);
	enum glyph_kind kind = glyph_kind(glyph);
	/* A hyphen may break a word, and a space group digits. */
	return glyph != 0 && (kind <= GLYPH_SPACE || kind == GLYPH_SIGN) &&
	       (in_number ? n == 1 || kind != GLYPH_SPACE : raw[at] != '-');
}

/* Reads on in R the digits or the one sign at R->END; false if there are none, or in doubt. */
static bool
read_others(const struct fold *f, const char *raw, size_t len, struct run *r)
{
	size_t n;
	uint32_t glyph = frequent_glyph(f, raw, len, r->end, &n);
	enum glyph_kind first = glyph_kind(glyph), kind = first;
	if (glyph == 0 || (first != GLYPH_DIGIT && first != GLYPH_SIGN))
		return false;
	do {
		r->hash = hash_add(r->hash, glyph_point(glyph));
		r->letters++;
		r->end += n;
		if (r->end == len)
			break;
		glyph = frequent_glyph(f, raw, len, r->end, &n);
		kind = glyph != 0 ? glyph_kind(glyph) : GLYPH_DROPPED;
	} while (kind == GLYPH_DIGIT && first == GLYPH_DIGIT);
	return ends_run(f, raw, len, r->end, true);
}

/* An entry of the lexicon at the head of what was read. */
struct entry_found {
	size_t end; /* 0: there is none */
	uint32_t rank;
	bool unclear;
};

/* The longest entry that begins with what R has read, of which the lexicon has FOUND. */
static struct entry_found
find_phrase(const struct fold *f, const char *raw, size_t len, struct run r, struct found found)
{
	const struct lexicon *l = f->lexicon;
	struct entry_found best = {0};
	uint64_t breaks = 0;
	for (;;) {
		if (found.is_entry &&
		    (breaks == 0 || (breaks & ~l->entries[l->order[found.rank]].breaks) == 0)) {
			best.end = r.end;
			best.rank = found.rank;
		}
		if (!found.prefix || r.end == len)
			return best;
		if (raw[r.end] == ' ') {
			if (r.letters >= LETTERS_MAX || ++r.end == len)
				return best;
			breaks |= (uint64_t)1 << r.letters;
		}
		size_t end = r.end;
		read_letters(f, raw, len, &r);
		if (r.end > end ? !ends_run(f, raw, len, r.end, false) : !read_others(f, raw, len, &r))
			return (struct entry_found){.unclear = true};
		found = find_hash(l, r.hash);
	}
}

/* Appends the bytes of RAW from AT to END, of which none changes. */
static inline void
put_same(struct fold *f, const char *raw, size_t at, size_t end)
{
	char *text = f->text.data + f->text.len;
	uint32_t *starts = f->starts + f->text.len, *ends = f->ends + f->text.len, first;
	utf8_decode(raw + at, end - at, &first);
	add_token(f, FOLD_LETTER, first);
	for (size_t i = 0; at + i < end; i += 2) {
		memcpy(text + i, raw + at + i, 2);
		starts[i] = (uint32_t)(at + i);
		ends[i + 1] = (uint32_t)(at + i + 2);
	}
	f->text.len += end - at;
}

/* Appends the frequent characters of RAW from AT to END in their one form. */
static void
put_frequent(struct fold *f, const char *raw, size_t at, size_t end)
{
	for (size_t n, more; at < end; at += n) {
		uint32_t point = glyph_point(frequent_glyph(f, raw, end, at, &n));
		uint32_t next = at + n < end ? frequent_glyph(f, raw, end, at + n, &more) : 0;
		if (next != 0 && glyph_kind(next) == GLYPH_COMBINING) {
			uint32_t whole = glyph_combined(point, glyph_point(next));
			point = whole ? whole : point;
			n += more;
		}
		put(f, point, at, at + n);
	}
}

/* Appends the letters of RAW from AT to END, with joiners between them; a part may be an entry. */
static void
put_joined(struct fold *f, const char *raw, size_t at, size_t end)
{
	while (at < end) {
		size_t stop = at;
		while (stop < end && memcmp(raw + stop, UTF8_ZWNJ, 2) != 0)
			stop += 2;
		struct run part = {.hash = HASH_START, .end = at};
		read_letters(f, raw, stop, &part);
		struct found found = find_hash(f->lexicon, part.hash);
		if (found.is_entry)
			put(f, symbol_of(found.rank), at, stop);
		else if (part.changes)
			put_frequent(f, raw, at, stop);
		else
			put_same(f, raw, at, stop);
		if (stop < end)
			put(f, 0x200C, stop, stop + UTF8_ZWNJ_SIZE);
		at = stop + (stop < end ? UTF8_ZWNJ_SIZE : 0);
	}
}

/*
 * Appends the word, number or sign at byte AT, or the phrase that it opens, and returns where that
 * ends; AT, and nothing is done, if it is not of frequent characters or in doubt.
 */
static inline size_t
fold_frequent(struct fold *f, const char *raw, size_t len, size_t at)
{
	struct run r = {.hash = HASH_START, .end = at};
	struct entry_found found = {0};
	read_letters(f, raw, len, &r);
	bool is_word = r.end > at;
	if (is_word ? !ends_run(f, raw, len, r.end, false) : !read_others(f, raw, len, &r))
		return at;
	if (is_word || glyph_kind(frequent_glyph(f, raw, len, at, &(size_t){0})) == GLYPH_SIGN) {
		struct found first = find_hash(f->lexicon, r.hash);
		if (first.prefix)
			found = find_phrase(f, raw, len, r, first);
		else if (first.is_entry)
			found = (struct entry_found){r.end, first.rank, false};
	}
	if (found.unclear || (found.end == 0 && r.begins))
		return at;
	reserve(f, r.end - at);
	if (found.end > 0) {
		put(f, symbol_of(found.rank), at, found.end);
		return found.end;
	}
	if (is_word && r.joins)
		put_joined(f, raw, at, r.end);
	else if (is_word && !r.changes)
		put_same(f, raw, at, r.end);
	else
		put_frequent(f, raw, at, r.end);
	return r.end;
}

/* Makes the table of letters. */
static void
prepare(struct fold *f)
{
	glyphs_prepare(&f->glyphs);
	f->letters = io_zeroed(TWO_BYTES * sizeof *f->letters);
	for (uint32_t point = 0x80; point < GLYPH_TABLE_SIZE; point++) {
		uint32_t glyph = f->glyphs.table[point];
		char text[UTF8_MAX];
		uint16_t bytes;
		utf8_encode(text, point);
		memcpy(&bytes, text, 2);
		unsigned changes = glyph_point(glyph) == point ? 0 : LETTER_CHANGES;
		if (glyph_kind(glyph) == GLYPH_LETTER)
			f->letters[bytes] = (uint16_t)(glyph_point(glyph) | changes);
	}
}

void
fold_text(struct fold *f, const struct lexicon *lexicon, const char *raw, size_t len)
{
	if (!f->letters)
		prepare(f);
	buf_clear(&f->text);
	f->token_count = 0;
	f->last = FOLD_SPACE;
	f->lexicon = lexicon;
	for (size_t at = 0; at < len;) {
		size_t end = at;
		if (is_blank(raw[at])) {
			reserve(f, 1);
			put_blank(f, at, at + 1);
			at++;
			continue;
		}
		if (lexicon)
			end = fold_frequent(f, raw, len, at);
		at = end > at ? end : fold_any(f, raw, len, at);
	}
}

void
fold_free(struct fold *f)
{
	buf_free(&f->text);
	glyphs_free(&f->glyphs);
	free(f->starts);
	free(f->ends);
	free(f->tokens);
	free(f->letters);
	*f = (struct fold){0};
}
