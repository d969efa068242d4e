/* memo: see memo.h */
#include "lib/memo.h"

#include <string.h>

/* What an entry begins with; its key follows, then its answer. */
struct head {
	uint16_t key_len, len;
};

static uint64_t
hash_of(const char *key, size_t len)
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
	return hash ^ hash >> 32;
}

/* The slot of KEY, or the free one where it belongs. */
static size_t
find_slot(const struct memo *m, uint64_t hash, const char *key, size_t key_len)
{
	size_t i = hash % MEMO_SLOTS;
	for (; m->slots[i].at; i = (i + 1) % MEMO_SLOTS) {
		if (m->slots[i].hash != hash >> 32)
			continue;
		const char *entry = m->entries.data + m->slots[i].at - 1;
		struct head head;
		memcpy(&head, entry, sizeof head);
		if (head.key_len == key_len && memcmp(entry + sizeof head, key, key_len) == 0)
			break;
	}
	return i;
}

bool
memo_find(const struct memo *m, const char *key, size_t key_len, const char **answer, size_t *len)
{
	size_t at = m->slots[find_slot(m, hash_of(key, key_len), key, key_len)].at;
	if (!at)
		return false;
	struct head head;
	memcpy(&head, m->entries.data + at - 1, sizeof head);
	*answer = m->entries.data + at - 1 + sizeof head + key_len;
	*len = head.len;
	return true;
}

void
memo_keep(struct memo *m, const char *key, size_t key_len, const char *answer, size_t len)
{
	if (key_len + len > MEMO_LIMIT)
		return;
	if (2 * m->count == MEMO_SLOTS || m->entries.len > MEMO_BYTES - MEMO_LIMIT) {
		memset(m->slots, 0, sizeof m->slots);
		m->count = 0;
		buf_clear(&m->entries);
	}
	uint64_t hash = hash_of(key, key_len);
	struct memo_slot *s = &m->slots[find_slot(m, hash, key, key_len)];
	*s = (struct memo_slot){(uint32_t)(hash >> 32), (uint32_t)m->entries.len + 1};
	struct head head = {(uint16_t)key_len, (uint16_t)len};
	buf_add(&m->entries, &head, sizeof head);
	buf_add(&m->entries, key, key_len);
	buf_add(&m->entries, answer, len);
	m->count++;
}

void
memo_free(struct memo *m)
{
	buf_free(&m->entries);
	*m = (struct memo){0};
}
