/* clock: printed clock times, in words and digits */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdbool.h>

struct buf;
struct tokens;

/*
 * Reads clock times as HH:MM[:SS], as a range HH:MM/HH:MM if B has tokens, and appends
 * them to OUT. VISUAL: the minutes stand before the colon; *SWAPPED tells whether any
 * time was so read. False, with OUT as it was, if they are no times.
 */
bool clock_read(struct buf *out, const struct tokens *a, const struct tokens *b, bool visual,
    bool *swapped);

#endif
