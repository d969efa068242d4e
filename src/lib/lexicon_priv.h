/* lexicon_priv: what lexicon.c, lexicon_match.c and fold.c share of a lexicon */
#ifndef LEXICON_PRIV_H
#define LEXICON_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/glyph.h"
#include "lib/lexicon.h"

/*
 * Symbols fill the private use area of the basic plane, where UTF-8 takes three bytes, and
 * then planes 15 and 16 but for their last two code points each.
 */
enum {
	BASIC_FIRST = 0xE000,
	BASIC_COUNT = 0xF900 - 0xE000,
	HIGH_FIRST = 0xF0000,
	SYMBOLS_MAX = BASIC_COUNT + 0xFFFE
};
enum { LONG_PART = 4, GLUES_MAX = 64, LETTERS_MAX = 64 };

struct role {
	uint32_t class_id;
	uint32_t code; /* offset in CODES */
};

/* Ranks from FROM to before END. */
struct range {
	size_t from, end;
};

struct class {
	uint32_t name, len; /* its name: an offset in NAMES */
	struct range *ranges; /* of its words in a sealed lexicon */
	size_t range_count;
};

struct entry {
	uint64_t breaks; /* bit n: a space may stand behind the first n letters */
	uint32_t key, key_len; /* the letters, in KEYS: no spaces, no joiners */
	uint32_t roles;  /* the first of them, in ROLES */
	uint32_t group, rank;
	uint16_t role_count;
	bool listed; /* in a table, not made by @forms */
};

/*
 * A place in the hash table: letters so far that are an entry, begin a longer one, or both. The
 * high bits are those of the hash, below them stands NODE_PREFIX, and then 1 + the entry's number,
 * in a sealed lexicon 1 + its rank, or 0. A node of 0 is free.
 */
enum { ENTRY_BITS = 18 };
#define NODE_PREFIX ((uint64_t)1 << ENTRY_BITS)
#define NODE_REST (2 * NODE_PREFIX - 1)

/* Classes named in a directive, and its shapes or further classes. */
struct directive {
	char *classes, *rest;
};

/* A set of hashes that may hold more than was put in: one bit for each hash's high bits. */
enum { FILTER_BITS = 17 };
struct filter {
	uint64_t word[(1 << FILTER_BITS) / 64];
};

struct lexicon {
	struct entry *entries;
	size_t count, size;
	struct role *roles; /* those of each entry one behind another, by class */
	size_t role_count, role_size;
	struct buf keys, codes, names; /* names of classes, each with its NUL */
	struct class *classes;
	size_t class_count;
	uint64_t *nodes;
	size_t node_count;
	unsigned node_bits; /* there is room for two to this power */
	struct directive *forms, *glues, *alsos, *triggers;
	size_t form_count, glue_count, also_count, trigger_count;
	uint32_t *order;     /* entry numbers by rank, which gives the symbol */
	uint16_t *groups;    /* of roles, by rank */
	uint32_t *group_end; /* for each group of roles: the rank behind its last entry */
	size_t group_count;
	uint64_t *glue_before, *glue_after; /* by group: the glues that it stands in, first or second */
	struct filter words, heads; /* of all nodes, and of the words of GLUE_BEFORE */
	struct glyphs glyphs;       /* for reading rows */
	bool read;                  /* made of tables, not the one below */
};

/*
 * The built-in lexicon, sealed, as src/lexicon/image.c writes it while the programs are built. In
 * that program itself it is empty.
 */
extern const struct lexicon lexicon_image;

enum { HASH_START = 0x1465 };

static inline uint64_t
hash_add(uint64_t hash, uint32_t point)
{
	hash = (hash ^ point) * 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 32;
}

static inline void
filter_add(struct filter *f, uint64_t hash)
{
	hash >>= 64 - FILTER_BITS;
	f->word[hash / 64] |= (uint64_t)1 << hash % 64;
}

static inline bool
filter_has(const struct filter *f, uint64_t hash)
{
	hash >>= 64 - FILTER_BITS;
	return f->word[hash / 64] >> hash % 64 & 1;
}

static inline uint64_t
node_entry(uint64_t node)
{
	return node & (NODE_PREFIX - 1);
}

/* The place of HASH: 45 bits tell words apart, comparing letters would cost more than all else. */
static inline uint64_t *
find_node(const struct lexicon *l, uint64_t hash)
{
	size_t at = hash >> (64 - l->node_bits);
	while (l->nodes[at] != 0 && (l->nodes[at] ^ hash) > NODE_REST)
		at = (at + 1) & (((size_t)1 << l->node_bits) - 1);
	return &l->nodes[at];
}

/* Which symbol the entry of RANK has, and the other way round: -1 for what is none. */
static inline uint32_t
symbol_of(size_t rank)
{
	return (uint32_t)(rank < BASIC_COUNT ? BASIC_FIRST + rank : HIGH_FIRST + rank - BASIC_COUNT);
}

static inline size_t
rank_of(uint32_t symbol)
{
	if (symbol >= BASIC_FIRST && symbol < BASIC_FIRST + BASIC_COUNT)
		return symbol - BASIC_FIRST;
	return symbol >= HIGH_FIRST ? symbol - HIGH_FIRST + BASIC_COUNT : (size_t)-1;
}

/* What a lexicon has of a hash: an entry by its rank, the beginning of a longer one. */
struct found {
	bool is_entry, prefix;
	uint32_t rank;
};

static inline struct found
find_hash(const struct lexicon *l, uint64_t hash)
{
	if (!filter_has(&l->words, hash))
		return (struct found){0};
	uint64_t node = *find_node(l, hash), entry = node_entry(node);
	return (struct found){entry > 0, (node & NODE_PREFIX) != 0, (uint32_t)entry - 1};
}

/* The hashes of a word or phrase: without its marks, and with them but for joiners. */
struct hashes {
	uint64_t plain, marked;
	size_t letters;
};

/*
 * Hashes the token at the head of the COUNT glyphs, without its marks and joiners, on to H->PLAIN.
 * Returns how many glyphs it has.
 */
size_t lexicon_hash(const uint32_t *glyphs, size_t count, struct hashes *h);

#endif
