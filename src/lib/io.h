/* io: a program's options, its messages, its output and its exit status */
#ifndef IO_H
#define IO_H

#include <stddef.h>

struct buf;

/* Exit statuses, the same for every program. */
enum { IO_FINE = 0, IO_BAD = 1, IO_FAIL = 2 };

/* Values of options without a letter begin here. */
enum { IO_LONG = 256 };

/*
 * A row of a program's option table, which ends with a row of zeros. The parser
 * and --help read the same table. VALUE names the option's argument, NULL if it
 * takes none; written "[=VALUE]" it is optional. --help and --version are added.
 */
struct io_option {
	int letter; /* what io_option() returns: a letter, or IO_LONG + n */
	const char *name;
	const char *value;
	const char *help;
};

/*
 * Must come first in main(). PROGRAM, SYNOPSIS (what follows the program's name
 * in the usage line) and OPTIONS are kept, not copied.
 */
void io_start(const char *program, const char *synopsis, const struct io_option *options);

/*
 * What --version prints below the program's own line, a line with its newline
 * (a library and its version); the default is nothing. TEXT is kept.
 */
void io_version(const char *text);

/*
 * Returns the next option of ARGV, -1 when the operands begin (at optind of
 * <unistd.h>). Its argument is in optarg, NULL where it is optional and absent.
 * --help and --version print and exit; anything unknown ends in io_usage().
 */
int io_option(int argc, char *argv[]);

/* Prints the usage line on standard error and exits 2. */
_Noreturn void io_usage(void);

/*
 * Bad data: says `program: file:line: what: why` on standard error, and makes
 * io_end() return 1. FILE may be NULL and LINE 0 where there is none. Control
 * characters in FILE are shown as escapes.
 */
#define IO_PRINTF(f, a) __attribute__((format(printf, f, a)))
IO_PRINTF(3, 4) void io_bad(const char *file, size_t line, const char *format, ...);

/* The same message, without an effect on the exit status. */
IO_PRINTF(3, 4) void io_note(const char *file, size_t line, const char *format, ...);

/* Output is not to be trusted: the same message, then exit 2. */
IO_PRINTF(3, 4) _Noreturn void io_fail(const char *file, size_t line, const char *format, ...);

/* Memory that is there, or io_fail(); the second, all zeros. Free with free(). */
void *io_realloc(void *old, size_t size);
void *io_zeroed(size_t size);

/*
 * Writes LEN bytes to standard output, through a buffer. A write error is
 * io_fail().
 */
void io_write(const void *data, size_t len);

/*
 * The end of standard output, for what is made piece by piece: append to it. What is there is
 * written from the front, in whole blocks, at the next call that writes.
 */
struct buf *io_out(void);

/* Hands the buffer to the system now, so that a reader behind a pipe sees it. */
void io_flush(void);

/*
 * Opens FILE for reading, "-" being standard input. Returns its descriptor, or
 * -1 with errno set; a directory is EISDIR. io_close() leaves descriptor 0 open.
 */
int io_open(const char *file);
void io_close(int descriptor);

/*
 * Flushes and closes standard output, and returns the exit status: 0, or 1 after
 * an io_bad(). A full disk is io_fail(). Must be the last call of main().
 */
int io_end(void);

#endif
