/* source: see source.h */
#include "lib/source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/io.h"

bool
source_open(struct source *s, const char *file)
{
	int descriptor = io_open(file);
	if (descriptor < 0)
		return false;
	struct stat status;
	if (fstat(descriptor, &status) != 0 || S_ISDIR(status.st_mode)) {
		errno = S_ISDIR(status.st_mode) ? EISDIR : errno;
		io_close(descriptor);
		return false;
	}
	*s = (struct source){.descriptor = 1 + descriptor, .held = s->held};
	buf_clear(&s->held);
	s->begin = S_ISREG(status.st_mode) ? lseek(descriptor, 0, SEEK_CUR) : -1;
	s->again = s->begin >= 0;
	return true;
}

/* Reads from DESCRIPTOR, at PLACE where that is not negative. */
static ssize_t
read_some(int descriptor, char *data, size_t size, off_t place)
{
	ssize_t n;
	do
		n = place < 0 ? read(descriptor, data, size) : pread(descriptor, data, size, place);
	while (n < 0 && errno == EINTR);
	return n;
}

/* Keeps the LEN bytes at DATA in the unnamed file. */
static void
spill(struct source *s, const char *data, size_t len)
{
	if (!s->spill) {
		const char *folder = getenv("TMPDIR");
		struct buf name = {0};
		buf_add_string(&name, folder && *folder ? folder : "/tmp");
		buf_add(&name, "/fa-decode-XXXXXX", sizeof "/fa-decode-XXXXXX");
		s->spill = 1 + mkstemp(name.data);
		if (!s->spill)
			io_fail(name.data, 0, "cannot make a temporary file: %s", strerror(errno));
		unlink(name.data);
		buf_free(&name);
	}
	while (len > 0) {
		ssize_t n = pwrite(s->spill - 1, data, len, (off_t)s->spilled);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			io_fail(NULL, 0, "cannot write a temporary file: %s", strerror(errno));
		s->spilled += (size_t)n;
		data += n;
		len -= (size_t)n;
	}
}

/* Reads bytes that were never read and keeps what must be kept. */
static ssize_t
read_new(struct source *s, char *data, size_t size)
{
	size_t limit = s->again ? SOURCE_HEAD : SOURCE_HELD;
	size_t room = limit - s->held.len;
	bool hold = !s->once && s->spilled == 0 && room > 0;
	if (hold && size > room)
		size = room;
	off_t place = s->again ? s->begin + (off_t)s->at : -1;
	ssize_t n = read_some(s->descriptor - 1, data, size, place);
	if (n <= 0 || s->once)
		return n;
	if (hold)
		buf_add(&s->held, data, (size_t)n);
	else if (!s->again)
		spill(s, data, (size_t)n);
	return n;
}

ssize_t
source_read(struct source *s, char *data, size_t size)
{
	ssize_t n;
	if (s->at < s->held.len) {
		n = (ssize_t)(size < s->held.len - s->at ? size : s->held.len - s->at);
		memcpy(data, s->held.data + s->at, (size_t)n);
	} else if (s->at < s->held.len + s->spilled) {
		size_t left = s->held.len + s->spilled - s->at;
		off_t place = (off_t)(s->at - s->held.len);
		n = read_some(s->spill - 1, data, size < left ? size : left, place);
	} else {
		n = read_new(s, data, size);
	}
	if (n > 0)
		s->at += (size_t)n;
	return n;
}

void
source_rewind(struct source *s)
{
	s->at = 0;
}

bool
source_again(const struct source *s)
{
	return s->again;
}

void
source_once(struct source *s)
{
	s->once = true;
}

void
source_close(struct source *s)
{
	/* Whoever shares standard input goes on where the document ends. */
	if (s->descriptor == 1 + STDIN_FILENO && s->again)
		lseek(STDIN_FILENO, s->begin + (off_t)s->at, SEEK_SET);
	if (s->descriptor)
		io_close(s->descriptor - 1);
	if (s->spill)
		close(s->spill - 1);
	*s = (struct source){.held = s->held};
}

void
source_free(struct source *s)
{
	source_close(s);
	buf_free(&s->held);
}
