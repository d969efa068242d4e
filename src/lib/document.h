/* document: a document from its bytes to UTF-8, its charset found out and checked */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/charset.h"
#include "lib/detect.h"
#include "lib/source.h"

/* How all documents are to be read. */
struct document_rules {
	const char *from; /* their charset, or NULL to find it out */
	enum visual_order order;
	bool digits_rtl;
	bool replace;     /* put U+FFFD for invalid bytes */
	bool language;    /* tell the language also where FROM is given */
};

/* {0} is closed and valid. What is behind the blank line is private. */
struct document {
	const char *name;
	struct detected found; /* what document_settle() found */
	bool placed;      /* an error has the place OFFSET and LINE */
	size_t offset;    /* bytes before it */
	size_t line;
	const char *why;  /* what is wrong */
	size_t replaced;  /* bytes, or beginnings of characters, that are now U+FFFD */
	size_t long_lines; /* lines of shapes that were turned in pieces */

	struct document_rules rules;
	struct source source;
	struct charset charset;
	struct detect detect;
	struct buf out, why_buf;
	bool at_start, after_cr, sure;
	char in[SOURCE_HEAD];
};

/* Takes a piece of the text: UTF-8 whose lines end in a newline. */
typedef void document_sink(void *to, const char *text, size_t len);

/* Says how documents are read. False if the charset is unknown. */
bool document_rule(struct document *d, const struct document_rules *rules);

/* Opens the document NAME, which is kept. False with WHY set. */
bool document_open(struct document *d, const char *name);

/*
 * Finds out the charset and checks that all of the document is text in it. False with
 * WHY set, and FOUND as far as it is known.
 */
bool document_settle(struct document *d);

/*
 * Hands the text to TAKE piece by piece. It cannot be handed out twice. A document that
 * is not as it was when it was checked is io_fail().
 */
void document_print(struct document *d, document_sink *take, void *to);

/* The way back from the mojibake that was found, NULL if there is none. */
const struct mojibake *document_way(const struct document *d);

/* Closes the document and keeps the memory for the next. */
void document_close(struct document *d);

/* Frees what is inside. */
void document_free(struct document *d);

#endif
