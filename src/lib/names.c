/* names: see names.h */
#include "lib/names.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "lib/io.h"

enum { READ_SIZE = 1 << 16, NAME_MOST = 1 << 20 };

static char *const standard_input[] = {"-", NULL};

void
names_open(struct names *n, const char *list, char *const operands[])
{
	if (list && operands[0])
		io_fail(list, 0, "names come from this list or as operands, not both");
	*n = (struct names){.operands = operands[0] ? operands : standard_input, .descriptor = -1};
	if (!list)
		return;
	n->list = list;
	n->descriptor = io_open(list);
	if (n->descriptor < 0)
		io_fail(list, 0, "cannot open: %s", strerror(errno));
}

/* Reads more of the list; false at its end, where a missing last NUL is put. */
static bool
fill(struct names *n)
{
	if (n->start > 0) {
		memmove(n->data.data, n->data.data + n->start, n->data.len - n->start);
		n->data.len -= n->start;
		n->start = 0;
	}
	buf_reserve(&n->data, READ_SIZE);
	ssize_t got;
	do
		got = read(n->descriptor, n->data.data + n->data.len, READ_SIZE);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		io_fail(n->list, 0, "cannot read: %s", strerror(errno));
	if (got == 0 && n->data.len > 0)
		buf_add_char(&n->data, '\0');
	n->data.len += (size_t)got;
	return n->data.len > 0;
}

const char *
names_next(struct names *n)
{
	if (n->descriptor < 0)
		return *n->operands ? *n->operands++ : NULL;
	for (;;) {
		const char *name = n->data.data + n->start;
		size_t left = n->data.len - n->start;
		const char *nul = left ? memchr(name, '\0', left) : NULL;
		if (!nul) {
			if (left > NAME_MOST)
				io_fail(n->list, 0, "name %zu is longer than %d bytes", n->count + 1,
				    NAME_MOST);
			if (!fill(n))
				return NULL;
			continue;
		}
		n->start += (size_t)(nul - name) + 1;
		n->count++;
		if (nul > name)
			return name;
		io_bad(n->list, 0, "name %zu is empty", n->count);
	}
}

void
names_close(struct names *n)
{
	if (n->descriptor >= 0)
		io_close(n->descriptor);
	buf_free(&n->data);
	*n = (struct names){.descriptor = -1};
}
