/* line: see line.h */
#include "lib/line.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "lib/io.h"
#include "lib/utf8.h"

enum { READ_SIZE = 1 << 16 };

void
line_open(struct line *l, const char *file, size_t limit)
{
	io_close(l->descriptor);
	*l = (struct line){.file = file, .limit = limit, .data = l->data, .size = l->size};
	l->descriptor = io_open(file);
	if (l->descriptor < 0)
		io_fail(file, 0, "cannot open: %s", strerror(errno));
	if (!l->data) {
		l->size = 2 * READ_SIZE;
		l->data = io_realloc(NULL, l->size);
	}
}

/* Reads more behind what is there; false at the end of the file. */
static bool
fill(struct line *l)
{
	if (l->at_eof)
		return false;
	if (l->start > 0 && l->size - l->end < READ_SIZE) {
		memmove(l->data, l->data + l->start, l->end - l->start);
		l->end -= l->start;
		l->valid = l->valid > l->start ? l->valid - l->start : 0;
		l->start = 0;
	}
	if (l->size - l->end < READ_SIZE) {
		l->size *= 2;
		l->data = io_realloc(l->data, l->size);
	}
	ssize_t n;
	do
		n = read(l->descriptor, l->data + l->end, l->size - l->end);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		io_fail(l->file, 0, "cannot read: %s", strerror(errno));
	l->at_eof = n == 0;
	l->end += (size_t)n;
	return n > 0;
}

size_t
line_cut(const char *text, size_t limit)
{
	for (size_t n = limit; n > limit / 2; n--)
		if (text[n - 1] == ' ')
			return n;
	size_t n = limit;
	while (n > limit - 3 && ((unsigned char)text[n] & 0xC0) == 0x80)
		n--;
	return n;
}

bool
line_next(struct line *l)
{
	size_t seen = 0;
	char *newline = NULL;
	if (!l->more)
		l->number++;
	for (;;) {
		size_t have = l->end - l->start;
		char *text = l->data + l->start;
		if (have > seen)
			newline = memchr(text + seen, '\n', have - seen);
		seen = newline ? (size_t)(newline - text) : have;
		if (newline || seen > l->limit || !fill(l))
			break;
	}
	if (seen == 0 && !newline) {
		l->number -= !l->more;
		return false;
	}
	l->text = l->data + l->start;
	l->whole = seen <= l->limit;
	l->more = !l->whole;
	l->len = l->whole ? seen : line_cut(l->text, l->limit);
	l->ended = l->whole && newline;
	l->start += l->len + l->ended;
	return true;
}

bool
line_ahead(struct line *l, const char **text, size_t *len)
{
	for (;;) {
		size_t have = l->end - l->start;
		while (have > 0 && l->data[l->start + have - 1] != '\n')
			have--;
		*text = l->data + l->start;
		*len = have;
		if (have > 0)
			return true;
		if (l->end - l->start > l->limit || !fill(l))
			return false;
	}
}

void
line_pass(struct line *l, size_t len, size_t count)
{
	l->start += len;
	l->number += count;
}

size_t
line_valid(struct line *l)
{
	size_t at = (size_t)(l->text - l->data);
	if (l->valid < at + l->len)
		l->valid = at + utf8_valid(l->text, l->end - at);
	return l->valid < at + l->len ? l->valid - at : l->len;
}

void
line_skip(struct line *l)
{
	while (!l->whole && line_next(l))
		;
}

#ifdef __SSE2__
/* The newlines among the first LEN / 16 * 16 bytes. */
static size_t
count_blocks(const char *text, size_t len)
{
	const __m128i newline = _mm_set1_epi8('\n'), zero = _mm_setzero_si128();
	__m128i sums = zero;
	while (len >= 16) {
		/* Each byte counts to 255 at most before it is added up. */
		size_t blocks = len / 16 < 255 ? len / 16 : 255;
		__m128i counts = zero;
		for (size_t i = 0; i < blocks; i++, text += 16) {
			__m128i bytes = _mm_loadu_si128((const __m128i *)text);
			counts = _mm_sub_epi8(counts, _mm_cmpeq_epi8(bytes, newline));
		}
		sums = _mm_add_epi64(sums, _mm_sad_epu8(counts, zero));
		len -= 16 * blocks;
	}
	uint64_t halves[2];
	memcpy(halves, &sums, sizeof halves);
	return (size_t)(halves[0] + halves[1]);
}
#endif

size_t
line_count(const char *text, size_t len)
{
	size_t count = 0, i = 0;
#ifdef __SSE2__
	count = count_blocks(text, len);
	i = len / 16 * 16;
#endif
	for (; i < len; i++)
		count += text[i] == '\n';
	return count;
}

void
line_close(struct line *l)
{
	io_close(l->descriptor);
	free(l->data);
	*l = (struct line){0};
}
