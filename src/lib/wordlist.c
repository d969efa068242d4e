/* wordlist: see wordlist.h */
#include "lib/wordlist.h"

#include <stdint.h>
#include <string.h>

#include "lib/io.h"
#include "lib/line.h"
#include "lib/utf8.h"

#include "wordlist_data.h"

/* Code points from here on are of no class. */
enum { CLASS_POINTS = 0x3000, WORDS_MOST = 1024, SLOTS = 4 * WORDS_MOST, LINE_LIMIT = 1 << 16 };

static const struct {
	const char *name;
	enum word_class class;
} class_names[] = {
    {"open", WORD_OPEN},
    {"tail", WORD_TAIL},
    {"tied", WORD_TIED},
    {"label", WORD_LABEL},
    {"letter", WORD_LETTER},
    {"end", WORD_END},
    {"colon", WORD_COLON},
    {"pause", WORD_PAUSE},
    {"close", WORD_CLOSE},
    {"bullet", WORD_BULLET},
    {"mark", WORD_MARK},
    {"hyphen", WORD_HYPHEN},
    {"note", WORD_NOTE},
    {"blank", WORD_BLANK},
    {"number", WORD_NUMBER},
};

struct word {
	uint16_t classes;
	uint8_t len;
	char text[WORDLIST_MAX];
};

static struct word words[1 + WORDS_MOST]; /* the first is none */
static size_t word_count;
static uint16_t slots[SLOTS];
static uint16_t classes[CLASS_POINTS];
static uint32_t tail_lengths; /* bit n: there are members of WORD_TAIL of n bytes */
static bool tail_byte[256];   /* last bytes of those */
static bool end_byte[256];

/* In Persian, the second byte of a letter tells more than the first. */
static unsigned
hash(const char *text, size_t len)
{
	const unsigned char *u = (const unsigned char *)text;
	unsigned h = (unsigned)len * 67 + u[len - 1] * 5u + u[len / 2 | (len > 1)] * 19u;
	return (h + u[len > 1] * 131u) % SLOTS;
}

/* The slot of the LEN bytes at TEXT, or the free one where they belong. */
static uint16_t *
find(const char *text, size_t len)
{
	unsigned at = hash(text, len);
	for (; slots[at]; at = (at + 1) % SLOTS)
		if (words[slots[at]].len == len && memcmp(words[slots[at]].text, text, len) == 0)
			break;
	return slots + at;
}

/* Makes the LEN bytes at TEXT a member of CLASS; false if they are no possible one. */
static bool
add(enum word_class class, const char *text, size_t len)
{
	if (len == 0 || len > WORDLIST_MAX)
		return false;
	uint16_t *slot = find(text, len);
	if (!*slot)
		*slot = (uint16_t)++word_count;
	struct word *w = words + *slot;
	memcpy(w->text, text, len);
	w->len = (uint8_t)len;
	w->classes |= (uint16_t)class;
	uint32_t point;
	if (utf8_decode(text, len, &point) == len && point < CLASS_POINTS)
		classes[point] |= (uint16_t)class;
	unsigned char last = (unsigned char)text[len - 1];
	if (class == WORD_TAIL) {
		tail_lengths |= 1u << len;
		tail_byte[last] = true;
	}
	if (class & (WORD_END | WORD_CLOSE))
		end_byte[last] = true;
	return true;
}

/* Adds a member, and where it has yeh or kaf, as it is written with the Arabic ones. */
static bool
add_forms(enum word_class class, const char *text, size_t len)
{
	static const char yeh[] = "\u06CC", kaf[] = "\u06A9";
	char arabic[WORDLIST_MAX];
	uint32_t point;
	if (len > 2 && memcmp(text, "U+", 2) == 0) {
		point = 0;
		for (size_t i = 2; i < len; i++) {
			const char *hex = "0123456789ABCDEF", *digit = memchr(hex, text[i], 16);
			if (!digit || point > 0xFFFF)
				return false;
			point = point << 4 | (uint32_t)(digit - hex);
		}
		if (point >= 0xD800 && point < 0xE000)
			return false;
		return add(class, arabic, utf8_encode(arabic, point));
	}
	if (!add(class, text, len))
		return false;
	memcpy(arabic, text, len);
	for (size_t i = 0; i + 1 < len; i++)
		if (memcmp(text + i, yeh, 2) == 0)
			memcpy(arabic + i, "\u064A", 2);
		else if (memcmp(text + i, kaf, 2) == 0)
			memcpy(arabic + i, "\u0643", 2);
	return memcmp(arabic, text, len) == 0 || add(class, arabic, len);
}

/* Adds the members of one row: class, a code that says nothing here, members. */
static void
add_row(const char *file, size_t line, const char *text, size_t len)
{
	if (len > 0 && text[len - 1] == '\r')
		len--;
	if (len == 0 || text[0] == '#')
		return;
	const char *end = text + len, *code = memchr(text, '\t', len);
	const char *member = code ? memchr(code + 1, '\t', (size_t)(end - code - 1)) : NULL;
	if (!member)
		io_fail(file, line, "not a class, a code and words");
	size_t n = (size_t)(code - text), class = 0, count = sizeof class_names / sizeof *class_names;
	while (class < count &&
	       (strlen(class_names[class].name) != n || memcmp(class_names[class].name, text, n) != 0))
		class++;
	if (class == count)
		io_fail(file, line, "not a class: '%.*s'", (int)n, text);
	while (member < end) {
		const char *word = member + 1;
		member = memchr(word, '|', (size_t)(end - word));
		if (!member)
			member = end;
		n = (size_t)(member - word);
		if (word_count + 2 > WORDS_MOST)
			io_fail(file, line, "more than %d words", WORDS_MOST - 2);
		if (!add_forms(class_names[class].class, word, n))
			io_fail(file, line, "not a word of at most %d bytes: '%.*s'", WORDLIST_MAX,
			    (int)n, word);
	}
}

void
wordlist_start(void)
{
	const char *at = (const char *)wordlist_files[0].data, *end = at + wordlist_files[0].len;
	for (size_t line = 1; at < end; line++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *stop = newline ? newline : end;
		add_row(wordlist_files[0].name, line, at, (size_t)(stop - at));
		at = stop + 1;
	}
}

void
wordlist_read(const char *file)
{
	struct line in = {0};
	line_open(&in, file, LINE_LIMIT);
	while (line_next(&in)) {
		if (!in.whole)
			io_fail(file, in.number, "row is longer than %d bytes", LINE_LIMIT);
		add_row(file, in.number, in.text, in.len);
	}
	line_close(&in);
}

unsigned
wordlist_classes(const char *text, size_t len)
{
	return len > 0 && len <= WORDLIST_MAX ? words[*find(text, len)].classes : 0;
}

bool
wordlist_tail(const char *text, size_t len)
{
	if (!tail_byte[(unsigned char)text[len - 1]])
		return false;
	for (size_t n = 1; n < len && tail_lengths >> n; n++)
		if (tail_lengths >> n & 1 && wordlist_classes(text + len - n, n) & WORD_TAIL)
			return true;
	return false;
}

unsigned
wordlist_at(const char *text, size_t len, size_t *taken)
{
	uint32_t point;
	size_t n = utf8_decode(text, len, &point);
	*taken = n > 0 ? n : 1;
	return n > 0 && point < CLASS_POINTS ? classes[point] : 0;
}

unsigned
wordlist_before(const char *text, size_t len, size_t *begin)
{
	const unsigned char *end = (const unsigned char *)text + len;
	*begin = len - 1;
	if (end[-1] < 0x80)
		return classes[end[-1]];
	if (len >= 2 && end[-1] < 0xC0 && end[-2] >= 0xC2 && end[-2] < 0xE0) {
		*begin = len - 2;
		return classes[(end[-2] & 0x1F) << 6 | (end[-1] & 0x3F)];
	}
	while (*begin > 0 && len - *begin < UTF8_MAX && ((unsigned char)text[*begin] & 0xC0) == 0x80)
		--*begin;
	size_t taken;
	unsigned class = wordlist_at(text + *begin, len - *begin, &taken);
	if (*begin + taken == len)
		return class;
	*begin = len - 1;
	return 0;
}

bool
wordlist_may_end(char c)
{
	return end_byte[(unsigned char)c];
}
