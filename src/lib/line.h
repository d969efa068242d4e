/* line: a file, line by line, in bounded memory */
#ifndef LINE_H
#define LINE_H

#include <stdbool.h>
#include <stddef.h>

/* {0} is closed and valid. What is behind the blank line is private. */
struct line {
	const char *file;  /* the name as given, "-" for standard input */
	size_t number;     /* of this line, from 1 */
	const char *text;  /* this line without its newline; good until the next call */
	size_t len;
	bool ended;        /* a newline followed */
	bool whole;        /* false: longer than the limit, the next call gives more of it */

	int descriptor;
	size_t limit;
	char *data;
	size_t size, start, end;
	size_t valid; /* offset in DATA; see line_valid() */
	bool at_eof, more;
};

/*
 * Opens FILE, "-" being standard input. A line of more than LIMIT bytes comes in
 * pieces, each cut behind its last space, or where there is none between two code
 * points. A file that cannot be opened or read is io_fail(); the buffer of an
 * earlier file is used again. FILE is kept.
 */
void line_open(struct line *l, const char *file, size_t limit);

/* Goes to the next line, or piece of one; false at the end. */
bool line_next(struct line *l);

/*
 * The whole lines behind this one that are in memory, or are read now if none is: *LEN bytes at
 * *TEXT, good until the next call. False if none follows that ends in a newline and is not
 * too long.
 */
bool line_ahead(struct line *l, const char **text, size_t *len);

/* Passes over the first LEN bytes of what line_ahead() gave: COUNT lines. */
void line_pass(struct line *l, size_t len, size_t count);

/*
 * How many bytes of this line, or piece of one, are well-formed, as utf8_valid() has it. Lines
 * that are in memory behind it are looked at in the same go.
 */
size_t line_valid(struct line *l);

/* Passes over what is left of a line that is not whole. */
void line_skip(struct line *l);

/*
 * Where to cut TEXT, of which more than LIMIT bytes are there, so that at most LIMIT
 * come before: behind a space in the last half, else between two code points.
 */
size_t line_cut(const char *text, size_t limit);

/* How many newlines there are among the LEN bytes at TEXT. */
size_t line_count(const char *text, size_t len);

/* Closes the file and frees the buffer. */
void line_close(struct line *l);

#endif
