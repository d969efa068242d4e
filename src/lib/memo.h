/* memo: answers that were given before, in bounded memory */
#ifndef MEMO_H
#define MEMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"

enum {
	MEMO_LIMIT = 512,       /* bytes of a key and its answer */
	MEMO_BYTES = 1 << 20,   /* of all of them */
	MEMO_SLOTS = 1 << 14,   /* twice as many as there are answers at most */
};

/* {0} is empty and valid. */
struct memo {
	struct memo_slot {
		uint32_t hash, at; /* where in ENTRIES it begins, from 1; 0: free */
	} slots[MEMO_SLOTS];
	size_t count;
	struct buf entries; /* one behind another */
};

/*
 * Looks KEY up. True: *ANSWER is *LEN bytes, good until memo_keep(). False: there is none.
 */
bool memo_find(const struct memo *m, const char *key, size_t key_len, const char **answer,
    size_t *len);

/* Keeps ANSWER to KEY, unless it is too long. When the memory is full, all others are forgotten. */
void memo_keep(struct memo *m, const char *key, size_t key_len, const char *answer, size_t len);

void memo_free(struct memo *m);

#endif
