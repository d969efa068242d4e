/* source: the bytes of a document, which can be read again from its first */
#ifndef SOURCE_H
#define SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "lib/buf.h"

/*
 * Bytes kept in memory: all up to this many of what cannot be read twice, such as a
 * pipe, and fewer of a file. More of a pipe is kept in a file without a name in TMPDIR.
 */
enum { SOURCE_HELD = 4 << 20, SOURCE_HEAD = 1 << 16 };

/* {0} is closed and valid. What is inside is private. */
struct source {
	int descriptor; /* 1 + it, so that {0} has none */
	bool again;     /* the system can read it again */
	bool once;      /* nothing more need be kept */
	off_t begin;    /* where in the file the document begins */
	size_t at;      /* bytes of the document before the next one */
	struct buf held;
	int spill;      /* 1 + the descriptor of the unnamed file */
	size_t spilled; /* bytes in it */
};

/* Opens the document FILE, "-" being standard input; false with errno set. */
bool source_open(struct source *s, const char *file);

/*
 * Reads up to SIZE bytes into DATA. Returns how many, 0 at the end, -1 with errno
 * set. A temporary file that cannot be written is io_fail().
 */
ssize_t source_read(struct source *s, char *data, size_t size);

/* Goes back to the first byte. */
void source_rewind(struct source *s);

/* Whether the document is a file that the system can read again. */
bool source_again(const struct source *s);

/* Says that bytes not read so far will be read once only. */
void source_once(struct source *s);

/* Closes the document and keeps the memory for the next. */
void source_close(struct source *s);

/* Frees what is inside. */
void source_free(struct source *s);

#endif
