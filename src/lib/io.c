/* io: see io.h */
#include "lib/io.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/buf.h"

enum { OPTIONS_MAX = 32, BLOCK = 1 << 16 };
enum { OPTION_HELP = -2, OPTION_VERSION = -3 };

static const char *program = "raqam";
static const char *synopsis = "";
static const char *version_text = "";
static const struct io_option *options;
static bool was_bad;

static struct buf out;

void
io_start(const char *name, const char *usage, const struct io_option *table)
{
	program = name;
	synopsis = usage;
	options = table;
}

void
io_version(const char *text)
{
	version_text = text;
}

/* A file's name for one line of a message: control characters as escapes. */
static void
put_name(const char *name)
{
	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;
		if (c == '\n')
			fputs("\\n", stderr);
		else if (c == '\t')
			fputs("\\t", stderr);
		else if (c == '\r')
			fputs("\\r", stderr);
		else if (c < 0x20 || c == 0x7f)
			fprintf(stderr, "\\x%02X", c);
		else
			fputc(c, stderr);
	}
}

static void
message(const char *file, size_t line, const char *format, va_list arguments)
{
	fprintf(stderr, "%s: ", program);
	if (file) {
		put_name(file);
		if (line)
			fprintf(stderr, ":%zu", line);
		fputs(": ", stderr);
	}
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
}

void
io_bad(const char *file, size_t line, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	message(file, line, format, arguments);
	va_end(arguments);
	was_bad = true;
}

void
io_note(const char *file, size_t line, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	message(file, line, format, arguments);
	va_end(arguments);
}

void
io_fail(const char *file, size_t line, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	message(file, line, format, arguments);
	va_end(arguments);
	exit(IO_FAIL);
}

void
io_usage(void)
{
	fprintf(stderr, "usage: %s %s\n", program, synopsis);
	exit(IO_FAIL);
}

static bool
value_is_optional(const char *value)
{
	return value[0] == '[';
}

_Noreturn static void
print_help(void)
{
	printf("usage: %s %s\n", program, synopsis);
	for (const struct io_option *o = options; o->name; o++) {
		char left[64];
		int n = o->letter < IO_LONG ? snprintf(left, sizeof left, "  -%c, --%s", o->letter, o->name)
		                            : snprintf(left, sizeof left, "      --%s", o->name);
		if (o->value)
			snprintf(left + n, sizeof left - (size_t)n, "%s%s",
			    value_is_optional(o->value) ? "" : "=", o->value);
		printf("%-34s %s\n", left, o->help);
	}
	printf("%-34s %s\n", "      --help", "print this help and exit");
	printf("%-34s %s\n", "      --version", "print the version and exit");
	if (fflush(stdout) != 0 || ferror(stdout))
		io_fail("standard output", 0, "cannot write: %s", strerror(errno));
	exit(IO_FINE);
}

_Noreturn static void
print_version(void)
{
	printf("%s (raqam) %s\n%s", program, VERSION, version_text);
	if (fflush(stdout) != 0 || ferror(stdout))
		io_fail("standard output", 0, "cannot write: %s", strerror(errno));
	exit(IO_FINE);
}

int
io_option(int argc, char *argv[])
{
	char letters[3 * OPTIONS_MAX] = "";
	struct option words[OPTIONS_MAX + 3];
	size_t n = 0, at = 0;
	for (const struct io_option *o = options; o->name; o++) {
		int argument = !o->value                    ? no_argument
		               : value_is_optional(o->value) ? optional_argument
		                                             : required_argument;
		words[n++] = (struct option){o->name, argument, NULL, o->letter};
		if (o->letter >= IO_LONG)
			continue;
		letters[at++] = (char)o->letter;
		if (argument != no_argument)
			letters[at++] = ':';
		if (argument == optional_argument)
			letters[at++] = ':';
	}
	words[n++] = (struct option){"help", no_argument, NULL, OPTION_HELP};
	words[n++] = (struct option){"version", no_argument, NULL, OPTION_VERSION};
	words[n] = (struct option){0};
	int option = getopt_long(argc, argv, letters, words, NULL);
	if (option == OPTION_HELP)
		print_help();
	if (option == OPTION_VERSION)
		print_version();
	if (option == '?')
		io_usage();
	return option;
}

void *
io_realloc(void *old, size_t size)
{
	void *new = realloc(old, size ? size : 1);
	if (!new)
		io_fail(NULL, 0, "out of memory: %zu bytes wanted", size);
	return new;
}

void *
io_zeroed(size_t size)
{
	void *new = calloc(size ? size : 1, 1);
	if (!new)
		io_fail(NULL, 0, "out of memory: %zu bytes wanted", size);
	return new;
}

static void
write_all(const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(STDOUT_FILENO, data, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			io_fail("standard output", 0, "cannot write: %s", strerror(errno));
		data += n;
		len -= (size_t)n;
	}
}

void
io_flush(void)
{
	write_all(out.data, out.len);
	buf_clear(&out);
}

struct buf *
io_out(void)
{
	if (out.len >= BLOCK) {
		size_t whole = out.len / BLOCK * BLOCK;
		write_all(out.data, whole);
		out.len -= whole;
		memcpy(out.data, out.data + whole, out.len);
	}
	return &out;
}

void
io_write(const void *data, size_t len)
{
	if (len < BLOCK / 2) {
		buf_add(io_out(), data, len);
		return;
	}
	io_flush();
	write_all(data, len);
}

int
io_open(const char *file)
{
	if (strcmp(file, "-") == 0)
		return STDIN_FILENO;
	int descriptor = open(file, O_RDONLY | O_CLOEXEC);
	if (descriptor < 0)
		return -1;
	struct stat status;
	if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
		close(descriptor);
		errno = EISDIR;
		return -1;
	}
	return descriptor;
}

void
io_close(int descriptor)
{
	if (descriptor > STDIN_FILENO)
		close(descriptor);
}

int
io_end(void)
{
	io_flush();
	buf_free(&out);
	if (close(STDOUT_FILENO) != 0 && errno != EBADF)
		io_fail("standard output", 0, "cannot close: %s", strerror(errno));
	return was_bad ? IO_BAD : IO_FINE;
}
