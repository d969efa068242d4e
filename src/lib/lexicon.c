/* lexicon: see lexicon.h */
#include "lib/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/glyph.h"
#include "lib/io.h"
#include "lib/lexicon_priv.h"
#include "lib/line.h"
#include "lib/utf8.h"

#include "lexicon_data.h"

enum { LINE_LIMIT = 1 << 16 };

static void
grow_nodes(struct lexicon *l)
{
	uint64_t *old = l->nodes;
	size_t old_size = old ? (size_t)1 << l->node_bits : 0;
	l->node_bits = old ? l->node_bits + 1 : 12;
	l->nodes = io_zeroed(((size_t)1 << l->node_bits) * sizeof *l->nodes);
	for (size_t i = 0; i < old_size; i++)
		if (old[i] != 0)
			*find_node(l, old[i]) = old[i];
	free(old);
}

static uint64_t *
add_node(struct lexicon *l, uint64_t hash)
{
	if (4 * l->node_count > (size_t)3 << l->node_bits)
		grow_nodes(l);
	uint64_t *node = find_node(l, hash);
	if (*node == 0) {
		l->node_count++;
		*node = hash & ~NODE_REST;
		filter_add(&l->words, hash);
	}
	return node;
}

/* The number of the class, COUNT if there is none. */
static size_t
find_class(const struct lexicon *l, const char *name, size_t len)
{
	size_t i = 0;
	while (i < l->class_count && (l->classes[i].len != len ||
	                                 memcmp(l->names.data + l->classes[i].name, name, len) != 0))
		i++;
	return i;
}

static size_t
add_class(struct lexicon *l, const char *name, size_t len)
{
	size_t id = find_class(l, name, len);
	if (id < l->class_count)
		return id;
	l->classes = io_realloc(l->classes, (id + 1) * sizeof *l->classes);
	l->classes[l->class_count++] = (struct class){.name = (uint32_t)l->names.len, .len = (uint32_t)len};
	buf_add(&l->names, name, len);
	buf_add_char(&l->names, '\0');
	return id;
}

/* Makes room for the roles of an entry that has COUNT, and for one more, behind all others. */
static void
reserve_roles(struct lexicon *l, size_t count)
{
	if (l->role_size - l->role_count > count)
		return;
	l->role_size = l->role_size ? 2 * l->role_size : 1024;
	l->roles = io_realloc(l->roles, l->role_size * sizeof *l->roles);
}

static void
add_role(struct lexicon *l, long number, uint32_t class_id, uint32_t code)
{
	struct entry *e = &l->entries[number];
	uint16_t i = 0;
	while (i < e->role_count && l->roles[e->roles + i].class_id < class_id)
		i++;
	if (i < e->role_count && l->roles[e->roles + i].class_id == class_id)
		return; /* what comes first stays */
	reserve_roles(l, e->role_count);
	struct role *list = l->roles + e->roles, *end = l->roles + l->role_count;
	if (list + e->role_count != end) { /* those of other entries stand behind them */
		memcpy(end, list, e->role_count * sizeof *list);
		list = end;
		e->roles = (uint32_t)l->role_count;
		l->role_count += e->role_count;
	}
	memmove(list + i + 1, list + i, (size_t)(e->role_count - i) * sizeof *list);
	list[i] = (struct role){class_id, code};
	e->role_count++;
	l->role_count++;
}

/* Appends the letters and marks of the glyphs to the keys; returns their bytes. */
static uint32_t
add_key(struct lexicon *l, const struct glyphs *g)
{
	size_t before = l->keys.len;
	for (size_t i = 0; i < g->count; i++) {
		enum glyph_token token = glyph_token(g->list[i]);
		if (token == GLYPH_BLANK || token == GLYPH_JOIN)
			continue;
		buf_reserve(&l->keys, UTF8_MAX);
		l->keys.len += utf8_encode(l->keys.data + l->keys.len, glyph_point(g->list[i]));
	}
	return (uint32_t)(l->keys.len - before);
}

/* Adds the phrase of the glyphs. Returns its number, or -1 if it has no letters or too many. */
static long
add_entry(struct lexicon *l, const struct glyphs *g)
{
	struct hashes h = {HASH_START, HASH_START, 0};
	uint64_t breaks = 0;
	for (size_t at = 0; at < g->count;) {
		if (glyph_token(g->list[at]) == GLYPH_BLANK) {
			breaks |= (uint64_t)1 << h.letters % LETTERS_MAX;
			at++;
			continue;
		}
		at += lexicon_hash(g->list + at, g->count - at, &h);
		if (at < g->count)
			*add_node(l, h.marked) |= NODE_PREFIX;
	}
	if (h.letters == 0 || h.letters >= LETTERS_MAX)
		return -1;
	uint64_t *node = add_node(l, h.marked);
	if (node_entry(*node) == 0) {
		if (l->count == SYMBOLS_MAX)
			io_fail(NULL, 0, "more words than the %d of a lexicon", SYMBOLS_MAX);
		if (l->count == l->size) {
			l->size = l->size ? 2 * l->size : 1024;
			l->entries = io_realloc(l->entries, l->size * sizeof *l->entries);
		}
		struct entry *e = &l->entries[l->count++];
		*e = (struct entry){.key = (uint32_t)l->keys.len};
		e->key_len = add_key(l, g);
		*node |= l->count;
	}
	l->entries[node_entry(*node) - 1].breaks |= breaks;
	return (long)node_entry(*node) - 1;
}

/* A column of a row. */
struct field {
	const char *data;
	size_t len;
};

/* Where a row stands, for messages. */
struct place {
	const char *file;
	size_t line;
};

/*
 * The next item of the list that *AT runs through, in which SEPARATOR stands between items;
 * its length in *LEN, without spaces around it. False at the end.
 */
static bool
next_item(const char **at, const char *end, char separator, const char **item, size_t *len)
{
	if (!*at)
		return false;
	const char *stop = memchr(*at, separator, (size_t)(end - *at));
	const char *from = *at, *to = stop ? stop : end;
	*at = stop ? stop + 1 : NULL;
	while (from < to && *from == ' ')
		from++;
	while (to > from && to[-1] == ' ')
		to--;
	*item = from;
	*len = (size_t)(to - from);
	return true;
}

/* Gives entry NUMBER the roles of the classes in the LEN bytes at CLASSES. */
static void
add_roles(struct lexicon *l, long number, const char *classes, size_t len, uint32_t code)
{
	const char *at = classes, *name;
	size_t name_len;
	while (next_item(&at, classes + len, ',', &name, &name_len))
		add_role(l, number, (uint32_t)add_class(l, name, name_len), code);
}

static void
check_classes(const struct field *c, struct place place)
{
	for (const char *at = c->data, *end = c->data + c->len; at <= end;) {
		const char *name = at;
		while (at < end && *at != ',' && *at != '>')
			at++;
		for (const char *c = name; c < at || at == name; c++)
			if (at == name || !strchr("abcdefghijklmnopqrstuvwxyz0123456789-", *c))
				io_fail(place.file, place.line, "not a class name: '%.*s'", (int)(at - name), name);
		at++;
	}
}

/* The row's words: entries with the roles of CLASSES and the code of CODE. */
static void
add_words(struct lexicon *l, const struct field field[3], struct place place)
{
	const char *at = field[2].data, *word;
	size_t len;
	uint32_t code = (uint32_t)l->codes.len;
	if (field[1].len == 1 && field[1].data[0] == '?') {
		const char *first = at;
		next_item(&first, at + field[2].len, '|', &word, &len);
		buf_add(&l->codes, word, len);
	} else if (field[1].len != 1 || field[1].data[0] != '-') {
		buf_add(&l->codes, field[1].data, field[1].len);
	}
	buf_add_char(&l->codes, '\0');
	while (next_item(&at, field[2].data + field[2].len, '|', &word, &len)) {
		glyphs_read(&l->glyphs, word, len);
		long number = add_entry(l, &l->glyphs);
		if (number < 0)
			io_fail(place.file, place.line, "not a word: '%.*s'", (int)len, word);
		l->entries[number].listed = true;
		add_roles(l, number, field[0].data, field[0].len, code);
	}
}

static char *
copy_field(const struct field *f)
{
	char *copy = io_realloc(NULL, f->len + 1);
	memcpy(copy, f->data, f->len);
	copy[f->len] = '\0';
	return copy;
}

static void
add_directive(struct directive **list, size_t *count, const struct field field[3])
{
	*list = io_realloc(*list, (*count + 1) * sizeof **list);
	(*list)[(*count)++] = (struct directive){copy_field(&field[1]), copy_field(&field[2])};
}

/* How the words of a row @trigger tell; -1 if its last column is none of the names. */
static int
trigger_role(const char *name)
{
	static const char *const names[] = {"tells", "opens", "follows", "leads"};
	for (int i = 0; i < 4; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

static void
add_trigger(struct lexicon *l, const struct field field[3], struct place place)
{
	add_directive(&l->triggers, &l->trigger_count, field);
	if (trigger_role(l->triggers[l->trigger_count - 1].rest) < 0)
		io_fail(place.file, place.line, "not tells, opens, follows or leads: %.*s", (int)field[2].len,
		    field[2].data);
}

static bool
is_field(const struct field *f, const char *text)
{
	return f->len == strlen(text) && memcmp(f->data, text, f->len) == 0;
}

static void
add_row(struct lexicon *l, const char *text, size_t len, struct place place)
{
	struct field field[3];
	const char *at = text;
	size_t count = 0;
	if (len == 0 || text[0] == '#')
		return;
	if (utf8_valid(text, len) < len)
		io_fail(place.file, place.line, "not UTF-8");
	struct field f;
	while (next_item(&at, text + len, '\t', &f.data, &f.len))
		if (count++ < 3)
			field[count - 1] = f;
	if (count != 3)
		io_fail(place.file, place.line, "%zu columns instead of class, code and words", count);
	bool forms = is_field(&field[0], "@forms");
	bool glue = is_field(&field[0], "@glue");
	bool also = is_field(&field[0], "@also");
	bool trigger = is_field(&field[0], "@trigger");
	check_classes(&field[forms || glue || also || trigger], place);
	if (glue)
		check_classes(&field[2], place);
	if (also && !memchr(field[2].data, '=', field[2].len))
		io_fail(place.file, place.line, "not class=code: %.*s", (int)field[2].len, field[2].data);
	if (forms)
		add_directive(&l->forms, &l->form_count, field);
	else if (glue && l->glue_count == GLUES_MAX)
		io_fail(place.file, place.line, "more than %d rows @glue", GLUES_MAX);
	else if (glue)
		add_directive(&l->glues, &l->glue_count, field);
	else if (also)
		add_directive(&l->alsos, &l->also_count, field);
	else if (trigger)
		add_trigger(l, field, place);
	else
		add_words(l, field, place);
}

/* Takes in the built-in tables. */
static void
read_built_in(struct lexicon *l)
{
	l->read = true;
	glyphs_prepare(&l->glyphs);
	grow_nodes(l);
	for (size_t i = 0; i < sizeof lexicon_files / sizeof *lexicon_files; i++) {
		struct place place = {lexicon_files[i].name, 1};
		const char *at = (const char *)lexicon_files[i].data, *end = at + lexicon_files[i].len;
		for (; at < end; place.line++) {
			const char *newline = memchr(at, '\n', (size_t)(end - at));
			const char *stop = newline ? newline : end;
			add_row(l, at, (size_t)(stop - at), place);
			at = stop + 1;
		}
	}
}

struct lexicon *
lexicon_new(void)
{
	struct lexicon *l = io_realloc(NULL, sizeof *l);
	*l = (struct lexicon){0};
	return l;
}

void
lexicon_read(struct lexicon *l, const char *file)
{
	struct line in = {0};
	if (!l->read)
		read_built_in(l);
	line_open(&in, file, LINE_LIMIT);
	while (line_next(&in)) {
		if (!in.whole)
			io_fail(file, in.number, "row is longer than %d bytes", LINE_LIMIT);
		add_row(l, in.text, in.len, (struct place){file, in.number});
	}
	line_close(&in);
}

static bool
has_class(const struct lexicon *l, const struct entry *e, size_t id)
{
	for (uint32_t i = 0; i < e->role_count; i++)
		if (l->roles[e->roles + i].class_id == id)
			return true;
	return false;
}

/* Whether E is in one of the classes that LIST names, separated by commas. */
static bool
in_classes(const struct lexicon *l, const struct entry *e, const char *list)
{
	const char *at = list, *name, *end = list + strcspn(list, ">");
	size_t len;
	/* An entry has a few roles, the lexicon a hundred classes. */
	while (next_item(&at, end, ',', &name, &len))
		for (uint32_t i = 0; i < e->role_count; i++) {
			const char *role = l->names.data + l->classes[l->roles[e->roles + i].class_id].name;
			if (strncmp(role, name, len) == 0 && role[len] == '\0')
				return true;
		}
	return false;
}

/* Which classes LIST names, by number; to be freed. */
static bool *
class_set(const struct lexicon *l, const char *list)
{
	const char *at = list, *name, *end = list + strcspn(list, ">");
	size_t len;
	bool *set = io_realloc(NULL, l->class_count + 1);
	memset(set, 0, l->class_count + 1);
	while (next_item(&at, end, ',', &name, &len))
		set[find_class(l, name, len)] = true; /* an unknown one is that behind the last */
	return set;
}

static bool
in_set(const struct lexicon *l, const struct entry *e, const bool *set)
{
	for (uint32_t i = 0; i < e->role_count; i++)
		if (set[l->roles[e->roles + i].class_id])
			return true;
	return false;
}

/* Whether the class of number ID is one of those that LIST names. */
static bool
is_listed(const struct lexicon *l, size_t id, const char *list)
{
	const char *at = list, *name;
	size_t len;
	while (next_item(&at, list + strlen(list), ',', &name, &len))
		if (find_class(l, name, len) == id)
			return true;
	return false;
}

/*
 * Adds the forms that the shapes of D make of entry NUMBER, but for words that a table lists. They
 * have its roles, or only those of the classes that D names behind ">".
 */
static void
add_forms(struct lexicon *l, size_t number, const struct directive *d)
{
	const char *shapes = d->rest, *only = strchr(d->classes, '>');
	struct buf form = {0};
	const char *at = shapes, *shape;
	size_t len;
	while (next_item(&at, shapes + strlen(shapes), '|', &shape, &len)) {
		const char *tilde = memchr(shape, '~', len);
		size_t before = tilde ? (size_t)(tilde - shape) : len;
		struct entry base = l->entries[number];
		buf_clear(&form);
		buf_add(&form, shape, before);
		buf_add(&form, l->keys.data + base.key, base.key_len);
		if (tilde)
			buf_add(&form, tilde + 1, len - before - 1);
		glyphs_read(&l->glyphs, form.data, form.len);
		long made = add_entry(l, &l->glyphs);
		if (made < 0 || l->entries[made].listed)
			continue;
		l->entries[made].breaks |= base.breaks;
		for (uint32_t i = 0; i < base.role_count; i++) {
			struct role role = l->roles[base.roles + i];
			if (!only || is_listed(l, role.class_id, only + 1))
				add_role(l, made, role.class_id, role.code);
		}
	}
	buf_free(&form);
}

/* Gives all words of the directive's classes the class and code behind them. */
static void
add_class_to(struct lexicon *l, const struct directive *d)
{
	const char *equals = strchr(d->rest, '=');
	uint32_t code = (uint32_t)l->codes.len;
	uint32_t id = (uint32_t)add_class(l, d->rest, (size_t)(equals - d->rest));
	buf_add(&l->codes, equals + 1, strlen(equals + 1) + 1);
	bool *set = class_set(l, d->classes);
	for (size_t i = 0; i < l->count; i++)
		if (in_set(l, &l->entries[i], set))
			add_role(l, (long)i, id, code);
	free(set);
}

/* An entry for qsort(), by its first classes, which tell most apart. */
struct place_in_order {
	uint64_t classes;
	const struct entry *entry;
	const struct role *roles;
};

static int
compare_roles(const void *a, const void *b)
{
	const struct place_in_order *one = a, *two = b;
	const struct entry *x = one->entry, *y = two->entry;
	if (one->classes != two->classes)
		return one->classes < two->classes ? -1 : 1;
	for (uint32_t i = 0; i < x->role_count && i < y->role_count; i++)
		if (one->roles[i].class_id != two->roles[i].class_id)
			return one->roles[i].class_id < two->roles[i].class_id ? -1 : 1;
	if (x->role_count != y->role_count)
		return x->role_count < y->role_count ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* Puts the entries in the order of their roles, so that those of the same ones are neighbours. */
static void
sort_entries(struct lexicon *l)
{
	struct place_in_order *places = io_realloc(NULL, (l->count + 1) * sizeof *places);
	for (size_t i = 0; i < l->count; i++) {
		const struct entry *e = &l->entries[i];
		const struct role *roles = l->roles + e->roles;
		places[i] = (struct place_in_order){0, e, roles};
		for (uint32_t k = 0; k < 4; k++)
			places[i].classes =
			    places[i].classes << 16 | (k < e->role_count ? roles[k].class_id + 1 : 0);
	}
	qsort(places, l->count, sizeof *places, compare_roles);
	l->order = io_realloc(NULL, (l->count + 1) * sizeof *l->order);
	for (size_t i = 0; i < l->count; i++)
		l->order[i] = (uint32_t)(places[i].entry - l->entries);
	free(places);
}

static bool
same_roles(const struct lexicon *l, const struct entry *x, const struct entry *y)
{
	if (x->role_count != y->role_count)
		return false;
	for (uint32_t i = 0; i < x->role_count; i++)
		if (l->roles[x->roles + i].class_id != l->roles[y->roles + i].class_id)
			return false;
	return true;
}

/* Notes the ranks from FROM to before END, a group, with its classes. */
static void
add_to_classes(struct lexicon *l, size_t from, size_t end)
{
	const struct entry *e = &l->entries[l->order[from]];
	for (uint32_t i = 0; i < e->role_count; i++) {
		struct class *c = &l->classes[l->roles[e->roles + i].class_id];
		if (c->range_count > 0 && c->ranges[c->range_count - 1].end == from) {
			c->ranges[c->range_count - 1].end = end;
			continue;
		}
		c->ranges = io_realloc(c->ranges, (c->range_count + 1) * sizeof *c->ranges);
		c->ranges[c->range_count++] = (struct range){from, end};
	}
}

/* Marks the groups whose words may be written together. */
static void
seal_glue(struct lexicon *l)
{
	l->glue_before = io_realloc(NULL, 2 * l->group_count * sizeof *l->glue_before);
	l->glue_after = l->glue_before + l->group_count;
	for (size_t g = 0; g < l->group_count; g++) {
		const struct entry *e = &l->entries[l->order[l->group_end[g] - 1]];
		l->glue_before[g] = l->glue_after[g] = 0;
		for (size_t i = 0; i < l->glue_count; i++) {
			l->glue_before[g] |= (uint64_t)in_classes(l, e, l->glues[i].classes) << i;
			l->glue_after[g] |= (uint64_t)in_classes(l, e, l->glues[i].rest) << i;
		}
	}
	for (size_t i = 0; i < l->count; i++) {
		const struct entry *e = &l->entries[i];
		uint64_t hash = HASH_START;
		uint32_t letter;
		for (size_t at = 0; at < e->key_len && l->glue_before[e->group];) {
			at += utf8_decode(l->keys.data + e->key + at, e->key_len - at, &letter);
			hash = hash_add(hash, letter);
		}
		if (l->glue_before[e->group])
			filter_add(&l->heads, hash);
	}
}

void
lexicon_seal(struct lexicon *l)
{
	if (!l->read && lexicon_image.count > 0) {
		*l = lexicon_image;
		return;
	}
	if (!l->read)
		read_built_in(l);
	size_t listed = l->count;
	for (size_t d = 0; d < l->also_count; d++)
		add_class_to(l, &l->alsos[d]);
	for (size_t d = 0; d < l->form_count; d++) {
		bool *set = class_set(l, l->forms[d].classes);
		for (size_t i = 0; i < listed; i++)
			if (in_set(l, &l->entries[i], set))
				add_forms(l, i, &l->forms[d]);
		free(set);
	}
	sort_entries(l);
	l->group_end = io_realloc(NULL, (l->count + 1) * sizeof *l->group_end);
	for (size_t rank = 0; rank < l->count; rank++) {
		struct entry *e = &l->entries[l->order[rank]];
		if (rank > 0 && !same_roles(l, e, &l->entries[l->order[rank - 1]]))
			l->group_end[l->group_count++] = (uint32_t)rank;
		e->group = (uint32_t)l->group_count;
		e->rank = (uint32_t)rank;
	}
	l->group_end[l->group_count++] = (uint32_t)l->count;
	l->groups = io_realloc(NULL, (l->count + 1) * sizeof *l->groups);
	for (size_t rank = 0; rank < l->count; rank++)
		l->groups[rank] = (uint16_t)l->entries[l->order[rank]].group;
	for (size_t i = 0; i >> l->node_bits == 0; i++) {
		uint64_t *node = &l->nodes[i], entry = node_entry(*node);
		if (entry > 0)
			*node += 1 + l->entries[entry - 1].rank - entry;
	}
	for (size_t g = 0, from = 0; g < l->group_count && l->count > 0; from = l->group_end[g++])
		add_to_classes(l, from, l->group_end[g]);
	seal_glue(l);
}

/* The entry of SYMBOL, NULL if it is no symbol. */
static const struct entry *
entry_of(const struct lexicon *l, uint32_t symbol)
{
	size_t rank = rank_of(symbol);
	return rank < l->count ? &l->entries[l->order[rank]] : NULL;
}

bool
lexicon_is_symbol(const struct lexicon *l, uint32_t point)
{
	return entry_of(l, point) != NULL;
}

size_t
lexicon_roles(const struct lexicon *l, uint32_t symbol)
{
	size_t rank = rank_of(symbol);
	return rank < l->count ? l->groups[rank] : LEXICON_NO_ROLES;
}

size_t
lexicon_groups(const struct lexicon *l)
{
	return l->group_count;
}

size_t
lexicon_find_class(const struct lexicon *l, const char *name, size_t len)
{
	size_t id = find_class(l, name, len);
	return id < l->class_count ? id : LEXICON_NO_CLASS;
}

bool
lexicon_has_class(const struct lexicon *l, size_t group, size_t class_number)
{
	return has_class(l, &l->entries[l->order[l->group_end[group] - 1]], class_number);
}

const char *
lexicon_code(const struct lexicon *l, uint32_t symbol, const char *name)
{
	const struct entry *e = entry_of(l, symbol);
	if (!e)
		return NULL;
	/* An entry has a few roles, the lexicon a hundred classes. */
	for (uint32_t i = 0; i < e->role_count; i++)
		if (strcmp(l->names.data + l->classes[l->roles[e->roles + i].class_id].name, name) == 0)
			return l->codes.data + l->roles[e->roles + i].code;
	return NULL;
}

/* Appends the range of ranks from FROM to before END to a PCRE2 character class. */
static void
add_range(struct buf *out, size_t from, size_t end)
{
	char range[2 * UTF8_MAX + 1];
	/* A range over the gap between the private use areas is two. */
	if (from < BASIC_COUNT && end > BASIC_COUNT) {
		add_range(out, from, BASIC_COUNT);
		from = BASIC_COUNT;
	}
	size_t n = utf8_encode(range, symbol_of(from));
	if (end - from > 1) {
		range[n++] = '-';
		n += utf8_encode(range + n, symbol_of(end - 1));
	}
	buf_add(out, range, n);
}

void
lexicon_class(const struct lexicon *l, const size_t numbers[], size_t count, struct buf *out)
{
	size_t next[LEXICON_CLASSES_MAX] = {0}; /* the range of each class that is next */
	struct range all = {0, 0};
	for (bool more = true; more;) {
		/* The first range of all, which joins the one before or ends it: fewer are matched faster. */
		const struct range *first = NULL;
		size_t which = 0;
		for (size_t i = 0; i < count; i++) {
			const struct class *c = &l->classes[numbers[i]];
			if (next[i] < c->range_count && (!first || c->ranges[next[i]].from < first->from)) {
				first = &c->ranges[next[i]];
				which = i;
			}
		}
		more = first;
		next[which]++;
		if (first && all.end > 0 && first->from <= all.end) {
			all.end = first->end > all.end ? first->end : all.end;
			continue;
		}
		if (all.end > 0)
			add_range(out, all.from, all.end);
		all = first ? *first : all;
	}
}

bool
lexicon_tells(const struct lexicon *l, size_t group)
{
	const struct entry *e = &l->entries[l->order[l->group_end[group] - 1]];
	for (size_t d = 0; d < l->trigger_count; d++)
		if (trigger_role(l->triggers[d].rest) <= LEXICON_OPENS &&
		    in_classes(l, e, l->triggers[d].classes))
			return true;
	return false;
}

/* The bytes of E's first word, where spaces stand in it as far as they may; *LAST is where the last begins. */
static uint32_t
first_word(const struct lexicon *l, const struct entry *e, uint32_t *last)
{
	const char *key = l->keys.data + e->key;
	uint32_t first = e->key_len;
	size_t letters = 0, n;
	*last = 0;
	for (uint32_t at = 0; at < e->key_len && e->breaks != 0; at += (uint32_t)n) {
		if (letters > 0 && letters < LETTERS_MAX && (e->breaks >> letters & 1)) {
			first = first < at ? first : at;
			*last = at;
		}
		uint32_t point;
		n = utf8_decode(key + at, e->key_len - at, &point);
		letters += glyph_token(glyph_of(point)) < GLYPH_MARK;
	}
	return first;
}

void
lexicon_triggers(const struct lexicon *l,
    void (*see)(void *context, enum lexicon_trigger role, const char *word, size_t len),
    void *context)
{
	bool has[LEXICON_LEADS + 1];
	for (size_t i = 0; i < l->count; i++) {
		const struct entry *e = &l->entries[l->order[i]];
		const char *word = l->keys.data + e->key;
		bool new_group = i == 0 || (e->group > 0 && i == l->group_end[e->group - 1]);
		if (new_group)
			memset(has, 0, sizeof has);
		for (size_t d = 0; new_group && d < l->trigger_count; d++)
			has[trigger_role(l->triggers[d].rest)] |= in_classes(l, e, l->triggers[d].classes);
		if (has[LEXICON_OPENS])
			see(context, LEXICON_OPENS, word, e->key_len);
		else if (has[LEXICON_TELLS])
			see(context, LEXICON_TELLS, word, e->key_len);
		uint32_t last, first;
		if (has[LEXICON_FOLLOWS]) {
			first = first_word(l, e, &last);
			see(context, LEXICON_FOLLOWS, word, e->key_len);
			see(context, LEXICON_FOLLOWS, word, first); /* where a space follows it */
		}
		if (has[LEXICON_LEADS]) {
			first_word(l, e, &last);
			see(context, LEXICON_LEADS, word, e->key_len);
			see(context, LEXICON_LEADS, word + last, e->key_len - last);
		}
		if (l->glue_before[e->group] && e->key_len > 2)
			see(context, LEXICON_BEGINS, word, e->key_len);
	}
}

static void
free_directives(struct directive *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(list[i].classes);
		free(list[i].rest);
	}
	free(list);
}

void
lexicon_free(struct lexicon *l)
{
	if (!l->read) {
		free(l);
		return;
	}
	free_directives(l->forms, l->form_count);
	free_directives(l->glues, l->glue_count);
	free_directives(l->alsos, l->also_count);
	free_directives(l->triggers, l->trigger_count);
	free(l->entries);
	free(l->roles);
	buf_free(&l->keys);
	buf_free(&l->codes);
	buf_free(&l->names);
	for (size_t i = 0; i < l->class_count; i++)
		free(l->classes[i].ranges);
	free(l->classes);
	free(l->nodes);
	free(l->order);
	free(l->group_end);
	free(l->groups);
	free(l->glue_before);
	glyphs_free(&l->glyphs);
	free(l);
}
