/* memo: see memo.h */
#include "lib/memo.h"

#include <stdint.h>
#include <string.h>

static size_t
slot_of(const char *key, size_t len)
{
	uint64_t hash = len, word;
	for (; len >= sizeof word; key += sizeof word, len -= sizeof word) {
		memcpy(&word, key, sizeof word);
		hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
		hash ^= hash >> 29;
	}
	word = 0;
	memcpy(&word, key, len);
	hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
	return hash >> 40 & (MEMO_SLOTS - 1);
}

bool
memo_find(struct memo *m, const char *key, size_t key_len, const char **answer, size_t *len,
    size_t *slot)
{
	*slot = slot_of(key, key_len);
	const struct memo_slot *s = &m->slots[*slot];
	if (!s->full || s->key_len != key_len || memcmp(s->data.data, key, key_len) != 0)
		return false;
	*answer = s->data.data + key_len;
	*len = s->data.len - key_len;
	return true;
}

void
memo_keep(struct memo *m, size_t slot, const char *key, size_t key_len, const char *answer,
    size_t len)
{
	struct memo_slot *s = &m->slots[slot];
	if (key_len + len > MEMO_LIMIT)
		return;
	buf_clear(&s->data);
	buf_add(&s->data, key, key_len);
	buf_add(&s->data, answer, len);
	s->key_len = key_len;
	s->full = true;
}

void
memo_free(struct memo *m)
{
	for (size_t i = 0; i < MEMO_SLOTS; i++)
		buf_free(&m->slots[i].data);
	memset(m, 0, sizeof *m);
}
