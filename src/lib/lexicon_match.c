/* lexicon_match: finds words and phrases; see lexicon.h */
#include "lib/lexicon_priv.h"

size_t
lexicon_hash(const uint32_t *glyphs, size_t count, struct hashes *h)
{
	enum glyph_token first = glyph_token(glyphs[0]);
	size_t at = 0;
	if (first == GLYPH_WORD && h->plain == h->marked) {
		uint64_t hash = h->plain;
		for (; at < count && glyph_token(glyphs[at]) == GLYPH_WORD; at++)
			hash = hash_add(hash, glyph_point(glyphs[at]));
		h->plain = h->marked = hash;
		h->letters += at;
		if (at == count || glyph_token(glyphs[at]) < GLYPH_MARK)
			return at;
	}
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

size_t
lexicon_match(const struct lexicon *l, const uint32_t *glyphs, size_t count, uint32_t *symbol,
    bool *open)
{
	struct hashes h = {HASH_START, HASH_START, 0};
	uint64_t breaks = 0;
	size_t at = 0, best = 0;
	enum glyph_token first = glyph_token(glyphs[0]);
	bool prefix = first != GLYPH_BLANK && first != GLYPH_DIGITS && first < GLYPH_MARK;
	while (prefix && at < count) {
		at += lexicon_hash(glyphs + at, count - at, &h);
		struct found found = {0};
		if (h.marked != h.plain)
			found = find_hash(l, h.marked);
		if (!found.is_entry)
			found = find_hash(l, h.plain);
		prefix = found.prefix;
		if (found.is_entry &&
		    (breaks == 0 || (breaks & ~l->entries[l->order[found.rank]].breaks) == 0)) {
			best = at;
			*symbol = symbol_of(found.rank);
		}
		if (prefix && at < count && glyph_token(glyphs[at]) == GLYPH_BLANK) {
			if (h.letters >= LETTERS_MAX)
				break;
			breaks |= (uint64_t)1 << h.letters;
			at++;
		}
	}
	if (open)
		*open = prefix && at == count;
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
	uint32_t found[LETTERS_MAX + 1]; /* by letters: 1 + the rank of an entry */
	const uint64_t *glues = depth == 0 ? l->glue_before : l->glue_after;
	size_t letters = 0;
	uint64_t hash = HASH_START;
	if (depth == max)
		return 0;
	for (size_t i = at; i < w->count; i++) {
		hash = hash_add(hash, glyph_point(w->list[i]));
		struct found f = find_hash(l, hash);
		bool last = i + 1 == w->count;
		letters++;
		/* One letter ends a word only behind a long first part: هفتصدو, not سیو. */
		bool short_end = last && letters == 1 && (depth != 1 || at < LONG_PART);
		bool fits = f.is_entry && (glues[l->groups[f.rank]] & before) && !short_end;
		found[letters] = fits && (depth > 0 || !last) ? 1 + f.rank : 0;
	}
	for (; letters > 0; letters--) {
		if (found[letters] == 0)
			continue;
		size_t rank = found[letters] - 1;
		symbols[depth] = symbol_of(rank);
		end[depth] = at + letters;
		size_t parts = end[depth] == w->count
		                   ? depth + 1
		                   : split_from(l, w, end[depth], l->glue_before[l->groups[rank]], depth + 1,
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
