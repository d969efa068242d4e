/* memo: answers that were given before, in bounded memory */
#ifndef MEMO_H
#define MEMO_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"

enum { MEMO_SLOTS = 4096, MEMO_LIMIT = 512 /* bytes of a key and its answer */ };

/* {0} is empty and valid. */
struct memo {
	struct memo_slot {
		struct buf data; /* the key, then the answer */
		size_t key_len;
		bool full;
	} slots[MEMO_SLOTS];
};

/*
 * Looks KEY up. True: *ANSWER is *LEN bytes, good until the next call. False: there is no
 * answer yet, and *SLOT takes one with memo_keep().
 */
bool memo_find(struct memo *m, const char *key, size_t key_len, const char **answer, size_t *len,
    size_t *slot);

/* Keeps ANSWER to KEY in SLOT, in place of what was there. One that is too long is not kept. */
void memo_keep(struct memo *m, size_t slot, const char *key, size_t key_len, const char *answer,
    size_t len);

void memo_free(struct memo *m);

#endif
