/* located: see located.h */
#include "lib/located.h"

#include <string.h>

#include "lib/io.h"
#include "lib/line.h"
#include "lib/rows.h"
#include "lib/text.h"

void
located_header(void)
{
	io_write(TEXT_HEADER "\n", strlen(TEXT_HEADER "\n"));
}

void
located_start(struct located *l, const char *file)
{
	l->file = file;
	buf_clear(&l->doc);
	rows_escape(&l->doc, file, strlen(file));
	buf_clear(&l->line);
	l->page = 1;
	l->number = 1;
	l->told = false;
}

/* Appends TEXT, which is UTF-8 without line ends, as a cell. */
static void
add_cell(struct buf *out, const char *text, size_t len)
{
	const char *end = text + len;
	while (text < end) {
		size_t left = (size_t)(end - text);
		const char *tab = memchr(text, '\t', left);
		const char *stop = memchr(text, '\\', tab ? (size_t)(tab - text) : left);
		stop = stop ? stop : tab;
		buf_add(out, text, stop ? (size_t)(stop - text) : left);
		if (!stop)
			return;
		buf_add(out, *stop == '\t' ? "\\t" : "\\\\", 2);
		text = stop + 1;
	}
}

/* Writes a line, or a piece of one: a row for each stretch between form feeds. */
static void
write_line(struct located *l, const char *text, size_t len)
{
	for (;;) {
		while (len > 0 && *text == '\f') {
			l->page++;
			text++;
			len--;
		}
		const char *feed = len ? memchr(text, '\f', len) : NULL;
		size_t stretch = feed ? (size_t)(feed - text) : len;
		struct buf *out = io_out();
		buf_add(out, l->doc.data, l->doc.len);
		buf_add_char(out, '\t');
		buf_add_number(out, l->page);
		buf_add_char(out, '\t');
		buf_add_number(out, l->number);
		buf_add_char(out, '\t');
		add_cell(out, text, stretch);
		buf_add_char(out, '\n');
		if (!feed)
			return;
		text += stretch;
		len -= stretch;
	}
}

/* Writes what of the LEN bytes at TEXT is over the limit; returns how many those are. */
static size_t
write_long(struct located *l, const char *text, size_t len)
{
	size_t done = 0;
	while (len - done > TEXT_LIMIT) {
		if (!l->told)
			io_bad(l->file, l->number, "line cut: longer than %d bytes", TEXT_LIMIT);
		l->told = true;
		size_t n = line_cut(text + done, TEXT_LIMIT);
		write_line(l, text + done, n);
		done += n;
	}
	return done;
}

void
located_add(struct located *l, const char *text, size_t len)
{
	const char *end = text + len;
	while (text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t n = (size_t)((newline ? newline : end) - text);
		if (newline && l->line.len == 0 && !l->told && n <= TEXT_LIMIT) {
			write_line(l, text, n);
		} else {
			buf_add(&l->line, text, n);
			size_t done = write_long(l, l->line.data, l->line.len);
			memmove(l->line.data, l->line.data + done, l->line.len - done);
			l->line.len -= done;
			if (newline) {
				write_line(l, l->line.data, l->line.len);
				buf_clear(&l->line);
			}
		}
		text += n + (newline != NULL);
		if (newline) {
			l->number++;
			l->told = false;
		}
	}
}

void
located_end(struct located *l)
{
	if (l->line.len > 0)
		write_line(l, l->line.data, l->line.len);
	buf_clear(&l->line);
}

void
located_free(struct located *l)
{
	buf_free(&l->doc);
	buf_free(&l->line);
	*l = (struct located){0};
}
