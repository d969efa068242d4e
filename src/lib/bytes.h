/* bytes: looks for bytes at memory speed */
#ifndef BYTES_H
#define BYTES_H

#include <stddef.h>

/* The first of the LEN bytes at TEXT that is one of the FOUR; LEN if none is. */
size_t bytes_find(const char *text, size_t len, const char four[4]);

#endif
