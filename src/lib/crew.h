/* crew: threads that do jobs side by side, which are handed back in their order */
#ifndef CREW_H
#define CREW_H

#include <stddef.h>

struct crew;

/* How many threads the machine runs at once. */
size_t crew_processors(void);

/*
 * A crew of up to WORKERS threads, each of which begins when a job waits for it, for COUNT jobs in
 * turn: job i is JOBS + i * SIZE bytes. WORK is called in a thread with CONTEXT, the number of the
 * worker from 0, and a job that was given. Where there are no threads, io_fail(). Free with
 * crew_free().
 */
struct crew *crew_new(size_t workers, void *jobs, size_t count, size_t size,
    void (*work)(void *context, size_t worker, void *job), void *context);

/* The next job to fill and give, free for the caller; NULL: take one first. */
void *crew_next(struct crew *c);
void crew_give(struct crew *c);

/* The oldest job that was given, when it is done, and was not taken yet; NULL if there is none. */
void *crew_take(struct crew *c);

/* Ends the threads; all jobs must have been taken. */
void crew_free(struct crew *c);

#endif
