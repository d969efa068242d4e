/* lexicon_match: finds words and phrases; see lexicon.h */
#include <string.h>

#include "lib/lexicon_priv.h"
#include "lib/utf8.h"

size_t
lexicon_hash(const uint32_t *glyphs, size_t count, struct hashes *h)
{
	enum glyph_token first = glyph_token(glyphs[0]);
	size_t at = 0;
	do {
		enum glyph_token token = glyph_token(glyphs[at]);
		bool inside = token == first || (token >= GLYPH_MARK && (first == GLYPH_WORD || first >= GLYPH_MARK)) ||
		              (first == GLYPH_LATIN_WORD && token == GLYPH_DIGITS);
		if (at > 0 && !inside)
			break;
		uint32_t point = glyph_point(glyphs[at]);
		if (token < GLYPH_MARK) {
			h->plain = hash_add(h->plain, point);
			h->letters++;
		}
		if (token != GLYPH_JOIN)
			h->marked = hash_add(h->marked, point);
		at++;
	} while (at < count && first != GLYPH_ONE_SIGN);
	/* A joiner behind the last letter is not part of the word. */
	while (at > 1 && glyph_token(glyphs[at - 1]) == GLYPH_JOIN)
		at--;
	return at;
}

/* Whether the COUNT glyphs have the letters of E, whatever stands between them. */
static bool
same_letters(const struct lexicon *l, const struct entry *e, const uint32_t *glyphs, size_t count)
{
	const char *key = l->keys.data + e->key;
	uint32_t letter = 0;
	size_t at = 0, n = 0;
	for (size_t i = 0; i < count; i++) {
		if (n == 0 && at < e->key_len)
			n = utf8_decode(key + at, e->key_len - at, &letter);
		if (n > 0 && glyph_point(glyphs[i]) == letter) {
			at += n;
			n = 0;
		} else if (glyph_token(glyphs[i]) < GLYPH_BLANK) {
			return false;
		}
	}
	return at == e->key_len;
}

static const struct entry *
entry_at(const struct lexicon *l, uint64_t hash, const uint32_t *glyphs, size_t count, bool *prefix)
{
	hash = hash_end(hash);
	*prefix = false;
	if (!filter_has(&l->words, hash))
		return NULL;
	const struct node *node = find_node(l, hash);
	*prefix = node->hash != 0 && node->prefix;
	if (node->hash == 0 || node->entry == PREFIX_ONLY)
		return NULL;
	const struct entry *e = &l->entries[node->entry - 1];
	return same_letters(l, e, glyphs, count) ? e : NULL;
}

size_t
lexicon_match(const struct lexicon *l, const uint32_t *glyphs, size_t count, uint32_t *symbol)
{
	struct hashes h = {HASH_START, HASH_START, 0};
	uint64_t breaks = 0;
	size_t at = 0, best = 0;
	enum glyph_token first = glyph_token(glyphs[0]);
	if (first == GLYPH_BLANK || first == GLYPH_DIGITS || first >= GLYPH_MARK)
		return 0;
	bool prefix = true;
	while (prefix && at < count) {
		at += lexicon_hash(glyphs + at, count - at, &h);
		const struct entry *e = NULL;
		if (h.marked != h.plain)
			e = entry_at(l, h.marked, glyphs, at, &prefix);
		if (!e)
			e = entry_at(l, h.plain, glyphs, at, &prefix);
		if (e && (breaks & ~e->breaks) == 0) {
			best = at;
			*symbol = e->symbol;
		}
		if (prefix && at < count && glyph_token(glyphs[at]) == GLYPH_BLANK) {
			if (h.letters >= LETTERS_MAX)
				break;
			breaks |= (uint64_t)1 << h.letters;
			at++;
		}
	}
	return best;
}

/* A word's letters in a row, for lexicon_split(): no marks, no joiners. */
struct letters {
	uint32_t list[LETTERS_MAX];
	size_t offsets[LETTERS_MAX + 1]; /* in the word, of each letter */
	size_t count;
};

/* Whether the word may be read as several; then gathers its letters. */
static bool
gather_letters(const struct lexicon *l, struct letters *out, const uint32_t *glyphs, size_t count)
{
	uint64_t hash = HASH_START;
	bool begins = false;
	out->count = 0;
	for (size_t at = 0; at < count; at++) {
		enum glyph_token token = glyph_token(glyphs[at]);
		if (token >= GLYPH_MARK)
			continue;
		if (token != GLYPH_WORD || out->count == LETTERS_MAX)
			return false;
		hash = hash_add(hash, glyph_point(glyphs[at]));
		begins |= filter_has(&l->heads, hash);
		out->list[out->count] = glyphs[at];
		out->offsets[out->count++] = at;
	}
	out->offsets[out->count] = count;
	return begins;
}

/*
 * Reads what of W begins at letter AT as entries, the longest first, that may stand behind an entry
 * of the glues in BEFORE; part number DEPTH goes to SYMBOLS and END (the letter behind it). Returns
 * the number of parts, 0 if it cannot be read.
 */
static size_t
split_from(const struct lexicon *l, const struct letters *w, size_t at, uint64_t before,
    size_t depth, size_t max, uint32_t symbols[], size_t end[])
{
	const struct entry *found[LETTERS_MAX + 1] = {0};
	const uint64_t *glues = depth == 0 ? l->glue_before : l->glue_after;
	size_t letters = 0;
	uint64_t hash = HASH_START;
	if (depth == max)
		return 0;
	for (size_t i = at; i < w->count; i++) {
		bool prefix;
		hash = hash_add(hash, glyph_point(w->list[i]));
		const struct entry *e = entry_at(l, hash, w->list + at, i + 1 - at, &prefix);
		bool last = i + 1 == w->count;
		letters++;
		/* One letter ends a word only behind a long first part: هفتصدو, not سیو. */
		bool short_end = last && letters == 1 && (depth != 1 || at < LONG_PART);
		if (e && (glues[e->group] & before) && !short_end && (depth > 0 || !last))
			found[letters] = e;
	}
	for (; letters > 0; letters--) {
		const struct entry *e = found[letters];
		if (!e)
			continue;
		symbols[depth] = e->symbol;
		end[depth] = at + letters;
		size_t parts = end[depth] == w->count
		                   ? depth + 1
		                   : split_from(l, w, end[depth], l->glue_before[e->group], depth + 1,
		                         max, symbols, end);
		if (parts > 0)
			return parts;
	}
	return 0;
}

size_t
lexicon_split(const struct lexicon *l, const uint32_t *glyphs, size_t count, uint32_t symbols[],
    size_t taken[], size_t max)
{
	struct letters w;
	if (!gather_letters(l, &w, glyphs, count))
		return 0;
	size_t parts = split_from(l, &w, 0, ~(uint64_t)0, 0, max, symbols, taken);
	for (size_t i = 0, before = 0; i < parts; i++) {
		size_t behind = w.offsets[taken[i]];
		taken[i] = behind - before;
		before = behind;
	}
	return parts;
}
