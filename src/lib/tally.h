/* tally: how often pairs of texts occur */
#ifndef TALLY_H
#define TALLY_H

#include <stddef.h>

enum { TALLY_MOST = 10000 }; /* different pairs that are counted each on its own */

struct tally_pair {
	char *first, *second; /* terminated */
	size_t count;
};

/* {0} is empty and valid. PAIRS are in the order of their bytes. */
struct tally {
	struct tally_pair *pairs;
	size_t count, room;
	size_t rest; /* how often other pairs came when there were TALLY_MOST */
};

/* Counts a pair, which is copied. A NUL ends a text. */
void tally_add(struct tally *t, const char *first, size_t first_len, const char *second,
    size_t second_len);

void tally_free(struct tally *t);

#endif
