/* text: documents line by line, plain or located; see raqam-rows(5) */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/line.h"

struct names;

enum { TEXT_LIMIT = 1 << 20 }; /* bytes of the longest line; a longer one is cut */

#define TEXT_HEADER "doc\tpage\tline\ttext"

/* U+2028: fa-reflow's mark of a line end inside a paragraph. */
#define TEXT_SOFT_BREAK "\xE2\x80\xA8"

/*
 * A stretch of text that a newline, a form feed or the limit ends. {0} is closed and
 * valid. What is behind the blank line is private.
 */
struct text {
	const char *doc;  /* the document's name, escaped as a cell; terminated */
	size_t page;      /* 1 + the form feeds before */
	size_t line;      /* from 1; soft breaks count as line ends */
	size_t column;    /* of its first code point, from 1 */
	const char *data; /* UTF-8 without the newline, unescaped; good until the next call */
	size_t len;
	size_t breaks;    /* soft breaks in it */
	size_t passed;    /* lines with something in them passed over before it, 2 for more; see look */
	bool new_doc;     /* its document is another one than the last stretch's */
	bool located;     /* it came as a row of doc, page, line, text */
	bool ended;       /* a newline, or the end of its row, followed */

	/*
	 * Where what the caller looks for may first stand in the LEN bytes at TEXT, LEN if nowhere;
	 * lines of plain text before that may be passed over. NULL: none is.
	 */
	size_t (*look)(void *context, const char *text, size_t len);
	void *look_context;

	struct names *names;
	struct line in;
	struct buf doc_buf, text_buf;
	const char *rest; /* what of the line stands behind a form feed, or NULL */
	size_t rest_len;
	size_t next_line, next_column; /* where text goes on that ended without a newline */
	bool open, fresh, told;
};

/*
 * Reads all documents that NAMES gives, one after another. A file whose first line
 * is TEXT_HEADER is located. A file that cannot be read is io_fail(), and so is that header
 * behind a byte order mark or before a carriage return; a line over
 * TEXT_LIMIT (cut behind a space) and a row that is no located text (left out) are
 * io_bad(). NAMES is kept. An empty stretch before a form feed is passed over.
 */
void text_open(struct text *t, struct names *names);

/* Goes to the next stretch, of whichever document; false at the end. */
bool text_next(struct text *t);

/* The first soft break in the LEN bytes at TEXT, LEN if there is none. */
size_t text_find_break(const char *text, size_t len);

/* Closes the file and frees what is inside, not NAMES. */
void text_close(struct text *t);

#endif
