/* image: the built-in lexicon as C, as it lies in memory when it is sealed. usage: image >FILE */
#include <inttypes.h>
#include <stdio.h>

#include "lib/io.h"
#include "lib/lexicon.h"
#include "lib/lexicon_priv.h"

const struct lexicon lexicon_image = {0};

static uint64_t
number_at(const void *array, size_t i, size_t size)
{
	switch (size) {
	case 1: return ((const unsigned char *)array)[i];
	case 2: return ((const uint16_t *)array)[i];
	case 4: return ((const uint32_t *)array)[i];
	default: return ((const uint64_t *)array)[i];
	}
}

/* The COUNT numbers of SIZE bytes at ARRAY; those that are 0 are left out. */
static void
put_numbers(const void *array, size_t count, size_t size)
{
	size_t next = 0;
	for (size_t i = 0; i < count; i++) {
		uint64_t number = number_at(array, i, size);
		if (number == 0)
			continue;
		if (i != next)
			printf("[%zu]=", i);
		printf("%" PRIu64 "u,%s", number, i % 16 == 15 ? "\n" : "");
		next = i + 1;
	}
}

static void
put_array(const char *type, const char *name, const void *array, size_t count, size_t size)
{
	printf("static const %s %s[%zu] = {\n", type, name, count);
	put_numbers(array, count, size);
	puts("};");
}

static void
put_filter(const char *name, const struct filter *f)
{
	printf("\t.%s = {{", name);
	put_numbers(f->word, sizeof f->word / sizeof *f->word, sizeof *f->word);
	puts("}},");
}

static void
put_classes(const struct lexicon *l)
{
	size_t count = 0;
	puts("static const struct range ranges[] = {");
	for (size_t c = 0; c < l->class_count; c++)
		for (size_t i = 0; i < l->classes[c].range_count; i++)
			printf("{%zu,%zu},\n", l->classes[c].ranges[i].from, l->classes[c].ranges[i].end);
	puts("{0,0}};\nstatic const struct class classes[] = {");
	for (size_t c = 0; c < l->class_count; count += l->classes[c++].range_count)
		printf("{%" PRIu32 ",%" PRIu32 ",(struct range *)ranges+%zu,%zu},\n", l->classes[c].name,
		    l->classes[c].len, count, l->classes[c].range_count);
	puts("};");
}

static void
put_entries(const struct lexicon *l)
{
	puts("static const struct entry entries[] = {");
	for (size_t i = 0; i < l->count; i++) {
		const struct entry *e = &l->entries[i];
		printf("{%" PRIu64 "u,%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%d,%d},\n",
		    e->breaks, e->key, e->key_len, e->roles, e->group, e->rank, e->role_count, e->listed);
	}
	puts("};\nstatic const struct role roles[] = {");
	for (size_t i = 0; i < l->role_count; i++)
		printf("{%" PRIu32 ",%" PRIu32 "},\n", l->roles[i].class_id, l->roles[i].code);
	puts("};\nstatic const struct directive triggers[] = {");
	for (size_t i = 0; i < l->trigger_count; i++)
		printf("{(char *)\"%s\", (char *)\"%s\"},\n", l->triggers[i].classes, l->triggers[i].rest);
	puts("};");
}

static void
put_lexicon(const struct lexicon *l)
{
	puts("const struct lexicon lexicon_image = {");
	printf("\t.entries = (struct entry *)entries, .count = %zu,\n", l->count);
	printf("\t.roles = (struct role *)roles, .role_count = %zu,\n", l->role_count);
	printf("\t.keys = {(char *)keys, %zu, 0},\n", l->keys.len);
	printf("\t.codes = {(char *)codes, %zu, 0},\n", l->codes.len);
	printf("\t.names = {(char *)names, %zu, 0},\n", l->names.len);
	printf("\t.classes = (struct class *)classes, .class_count = %zu,\n", l->class_count);
	printf("\t.nodes = (uint64_t *)nodes, .node_count = %zu, .node_bits = %u,\n", l->node_count,
	    l->node_bits);
	printf("\t.triggers = (struct directive *)triggers, .trigger_count = %zu,\n",
	    l->trigger_count);
	puts("\t.order = (uint32_t *)order, .groups = (uint16_t *)groups,");
	printf("\t.group_end = (uint32_t *)group_end, .group_count = %zu,\n", l->group_count);
	puts("\t.glue_before = (uint64_t *)glue_before, .glue_after = (uint64_t *)glue_after,");
	put_filter("words", &l->words);
	put_filter("heads", &l->heads);
	puts("};");
}

int
main(void)
{
	io_start("image", "", NULL);
	struct lexicon *l = lexicon_new();
	lexicon_seal(l);
	puts("/* Made by src/lexicon/image.c. */");
	put_entries(l);
	put_classes(l);
	put_array("unsigned char", "keys", l->keys.data, l->keys.len, 1);
	put_array("unsigned char", "codes", l->codes.data, l->codes.len, 1);
	put_array("unsigned char", "names", l->names.data, l->names.len, 1);
	put_array("uint64_t", "nodes", l->nodes, (size_t)1 << l->node_bits, sizeof *l->nodes);
	put_array("uint32_t", "order", l->order, l->count, sizeof *l->order);
	put_array("uint16_t", "groups", l->groups, l->count, sizeof *l->groups);
	put_array("uint32_t", "group_end", l->group_end, l->group_count, sizeof *l->group_end);
	put_array("uint64_t", "glue_before", l->glue_before, l->group_count, sizeof *l->glue_before);
	put_array("uint64_t", "glue_after", l->glue_after, l->group_count, sizeof *l->glue_after);
	put_lexicon(l);
	lexicon_free(l);
	if (fflush(stdout) != 0 || ferror(stdout))
		io_fail("standard output", 0, "cannot write");
	return io_end();
}
