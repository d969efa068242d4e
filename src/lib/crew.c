/* crew: see crew.h */
#include "lib/crew.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/io.h"

/* Jobs are numbered from the first on; number n is in place n % COUNT. */
struct crew {
	pthread_mutex_t lock;
	pthread_cond_t given_one, done_one;
	pthread_t *threads;
	size_t workers, created, started;
	char *jobs;
	size_t count, size;
	void (*work)(void *context, size_t worker, void *job);
	void *context;
	size_t given, begun, taken; /* how many */
	bool *done;                 /* by place */
	bool ends;
};

size_t
crew_processors(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);
	return count > 0 ? (size_t)count : 1;
}

struct crew *
crew_new(size_t workers, void *jobs, size_t count, size_t size,
    void (*work)(void *context, size_t worker, void *job), void *context)
{
	struct crew *c = io_realloc(NULL, sizeof *c);
	*c = (struct crew){.workers = workers, .jobs = jobs, .count = count, .size = size,
	    .work = work, .context = context};
	c->threads = io_realloc(NULL, workers * sizeof *c->threads);
	c->done = io_zeroed(count * sizeof *c->done);
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->given_one, NULL);
	pthread_cond_init(&c->done_one, NULL);
	return c;
}

static void *
job(const struct crew *c, size_t number)
{
	return c->jobs + number % c->count * c->size;
}

/* What a worker does. */
static void *
run(void *crew)
{
	struct crew *c = crew;
	pthread_mutex_lock(&c->lock);
	size_t worker = c->started++;
	for (;;) {
		while (c->begun == c->given && !c->ends)
			pthread_cond_wait(&c->given_one, &c->lock);
		if (c->begun == c->given)
			break;
		size_t number = c->begun++;
		pthread_mutex_unlock(&c->lock);
		c->work(c->context, worker, job(c, number));
		pthread_mutex_lock(&c->lock);
		c->done[number % c->count] = true;
		pthread_cond_signal(&c->done_one);
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

void *
crew_next(struct crew *c)
{
	return c->given - c->taken < c->count ? job(c, c->given) : NULL;
}

void
crew_give(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	c->done[c->given++ % c->count] = false;
	pthread_cond_signal(&c->given_one);
	pthread_mutex_unlock(&c->lock);
	if (c->created == c->workers)
		return;
	int error = pthread_create(&c->threads[c->created++], NULL, run, c);
	if (error)
		io_fail(NULL, 0, "no thread: %s", strerror(error));
}

void *
crew_take(struct crew *c)
{
	if (c->taken == c->given)
		return NULL;
	pthread_mutex_lock(&c->lock);
	while (!c->done[c->taken % c->count])
		pthread_cond_wait(&c->done_one, &c->lock);
	pthread_mutex_unlock(&c->lock);
	return job(c, c->taken++);
}

void
crew_free(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	c->ends = true;
	pthread_cond_broadcast(&c->given_one);
	pthread_mutex_unlock(&c->lock);
	for (size_t i = 0; i < c->created; i++)
		pthread_join(c->threads[i], NULL);
	pthread_cond_destroy(&c->given_one);
	pthread_cond_destroy(&c->done_one);
	pthread_mutex_destroy(&c->lock);
	free(c->threads);
	free(c->done);
	free(c);
}
