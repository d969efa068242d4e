/* wrap: which line ends of a text were made to fit its width */
#ifndef WRAP_H
#define WRAP_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/shape.h"

/* More blank lines than these part paragraphs always. */
enum { WRAP_GAP = 4 };

/*
 * Lines that say something of a boundary: no farther from it than this, before and
 * behind.
 */
enum { WRAP_NEAR = 64 };

/*
 * Sets JOINED[i] for FROM <= i < TO: whether line i + 1 of the N lines at S goes on with
 * the paragraph of line i. TO is less than N.
 */
void wrap_find(struct shape *s, size_t n, size_t from, size_t to, bool *joined);

#endif
