/* shape: see shape.h */
#include "lib/shape.h"

#include <stdbool.h>
#include <string.h>

#include "lib/utf8.h"

#include "shape_data.h"

/* Code points from here on are of no class. */
enum { CLASS_POINTS = 0x3000, WORD_SLOTS = 512, WORD_MAX = 24, GAP = 4 };

/* Widths of a line that may be a couplet, in code points. */
enum { COUPLET_LEAST = 32, COUPLET_MOST = 90 };

static uint16_t classes[CLASS_POINTS];
static const struct word *slots[WORD_SLOTS];
static bool ready;

static unsigned
hash(const char *text, size_t len)
{
	unsigned h = 2166136261u;
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)text[i]) * 16777619u;
	return h % WORD_SLOTS;
}

/* Whether the LEN bytes at TEXT are a member of CLASS. */
static bool
is_word(const char *text, size_t len, unsigned class)
{
	if (len > WORD_MAX)
		return false;
	for (unsigned at = hash(text, len); slots[at]; at = (at + 1) % WORD_SLOTS)
		if (slots[at]->class == class && slots[at]->len == len &&
		    memcmp(slots[at]->text, text, len) == 0)
			return true;
	return false;
}

/* Sorts the members that the build made of words.tsv into the two tables. */
static void
prepare(void)
{
	for (const struct word *w = words; w->text; w++) {
		uint32_t point;
		size_t n = utf8_decode(w->text, w->len, &point);
		if (n == w->len && point < CLASS_POINTS)
			classes[point] |= (uint16_t)w->class;
		unsigned at = hash(w->text, w->len);
		while (slots[at])
			at = (at + 1) % WORD_SLOTS;
		slots[at] = w;
	}
	ready = true;
}

/* The classes of the code point at TEXT, and in *TAKEN its bytes. */
static unsigned
class_at(const char *text, size_t len, size_t *taken)
{
	uint32_t point;
	*taken = 1;
	if ((unsigned char)*text < 0x80)
		return classes[(unsigned char)*text];
	size_t n = utf8_decode(text, len, &point);
	if (n == 0)
		return 0;
	*taken = n;
	return point < CLASS_POINTS ? classes[point] : 0;
}

/* Where the code point before END begins. */
static size_t
before(const char *text, size_t end)
{
	size_t at = end - 1;
	while (at > 0 && end - at < UTF8_MAX && ((unsigned char)text[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* The classes of the last code point of the LEN bytes at TEXT. */
static unsigned
class_before(const char *text, size_t len, size_t *begin)
{
	size_t taken;
	*begin = before(text, len);
	return class_at(text + *begin, len - *begin, &taken);
}

/* The end of TEXT without closing marks. */
static size_t
without_close(const char *text, size_t len)
{
	size_t begin;
	while (len > 0 && class_before(text, len, &begin) & WORD_CLOSE)
		len = begin;
	return len;
}

/* Digits of the three scripts: bytes of the one at TEXT, 0 if there is none. */
static size_t
digit(const char *text, size_t len)
{
	const unsigned char *u = (const unsigned char *)text;
	if (len >= 1 && u[0] >= '0' && u[0] <= '9')
		return 1;
	if (len >= 2 && ((u[0] == 0xDB && u[1] >= 0xB0 && u[1] <= 0xB9) ||
	                    (u[0] == 0xD9 && u[1] >= 0xA0 && u[1] <= 0xA9)))
		return 2;
	return 0;
}

static size_t
digits(const char *text, size_t len)
{
	size_t n = 0, more;
	while ((more = digit(text + n, len - n)))
		n += more;
	return n;
}

/* Whether the line begins like an item: a bullet, `۱-`, `(۱)`, `الف)`, `^{۱}`. */
static bool
is_item(const char *text, size_t len)
{
	size_t taken, n = 0;
	unsigned class = class_at(text, len, &taken);
	if (class & WORD_BULLET && (taken == len || text[taken] == ' '))
		return true;
	if (*text == '^')
		return true;
	bool paren = *text == '(' || *text == '[';
	text += paren;
	len -= paren;
	n = digits(text, len);
	bool number = n > 0;
	if (!number) {
		while (n < len && n <= WORD_MAX && !(class_at(text + n, len - n, &taken) & WORD_MARK) &&
		       text[n] != ' ')
			n += taken;
		if (!is_word(text, n, WORD_LETTER))
			return false;
	}
	if (n == len)
		return false;
	if (paren)
		return text[n] == ')' || text[n] == ']';
	if (!(class_at(text + n, len - n, &taken) & WORD_MARK))
		return false;
	n += taken;
	if (number && n < len && digit(text + n, len - n))
		return is_item(text + n, len - n);
	return number || n == len || text[n] == ' ';
}

/* What the end of the line says. */
static unsigned
ending(const char *text, size_t len)
{
	size_t begin, end = without_close(text, len);
	if (end == 0)
		return 0;
	unsigned class = class_before(text, end, &begin), flags = 0;
	if (class & WORD_END)
		return SHAPE_ENDS;
	if (class & WORD_COLON)
		return SHAPE_COLON;
	if (end < len)
		return 0;
	if (class & WORD_PAUSE)
		return SHAPE_PAUSE;
	if (class & WORD_HYPHEN && begin > 0 && (unsigned char)text[begin - 1] >= 0x40)
		flags |= SHAPE_HYPHEN;
	size_t word = len;
	while (word > 0 && len - word <= WORD_MAX && text[word - 1] != ' ')
		word--;
	if (is_word(text + word, len - word, WORD_OPEN))
		return flags | SHAPE_OPEN;
	for (size_t n = 2; n <= 8 && n < len - word; n++)
		if (is_word(text + len - n, n, WORD_TAIL))
			return flags | SHAPE_OPEN;
	return flags;
}

/* Whether the first word of the line begins no sentence. */
static bool
is_tied(const char *text, size_t len)
{
	const char *space = memchr(text, ' ', len < WORD_MAX ? len : WORD_MAX);
	size_t begin, n = space ? (size_t)(space - text) : len;
	if (n == 0 || n > WORD_MAX)
		return false;
	unsigned mark = WORD_END | WORD_COLON | WORD_PAUSE | WORD_CLOSE;
	while (n > 0 && class_before(text, n, &begin) & mark)
		n = begin;
	return is_word(text, n, WORD_TIED);
}

/* The last two letters of a line, for rhymes. */
static uint32_t
last_letters(const char *text, size_t len)
{
	size_t begin;
	while (len > 0 && class_before(text, len, &begin) & ~(unsigned)(WORD_LETTER | WORD_OPEN))
		len = begin;
	uint32_t letters = 0;
	for (size_t i = len < 4 ? 0 : len - 4; i < len; i++)
		letters = letters << 8 | (unsigned char)text[i];
	return letters;
}

/* Whether a word near the middle of the line ends like the line: two rhyming halves. */
static bool
rhymes_inside(const char *text, size_t len)
{
	for (size_t at = len * 2 / 5; at < len * 3 / 5; at++)
		if (text[at] == ' ' && at > 4 && memcmp(text + at - 4, text + len - 4, 4) == 0)
			return true;
	return false;
}

/* Goes through the words of a line and sets what they show. */
static void
measure(struct shape *s, const char *text, size_t len)
{
	size_t at = 0, points = 0, numbers = 0, spaces = 0;
	while (at < len) {
		size_t begin = at, word_points = 0;
		while (at < len && text[at] != ' ') {
			word_points += ((unsigned char)text[at] & 0xC0) != 0x80;
			if (text[at] == '\t' || text[at] == '|')
				s->flags |= SHAPE_TABLE;
			at++;
		}
		points += word_points;
		if (s->words++ == 0)
			s->first = (uint16_t)word_points;
		numbers += digit(text + begin, len - begin) > 0;
		for (spaces = 0; at < len && text[at] == ' '; at++)
			spaces++;
		points += spaces;
		if (at == len)
			break;
		if (spaces >= GAP)
			s->flags |= SHAPE_TABLE;
		size_t ignored, end = without_close(text + begin, at - spaces - begin);
		if (end > 2 && class_before(text + begin, end, &ignored) & WORD_END)
			s->flags |= SHAPE_INSIDE;
	}
	s->width = (uint16_t)(points > SHAPE_WIDE ? SHAPE_WIDE + 1 : points);
	if (numbers == s->words || (numbers >= 3 && 2 * numbers > s->words))
		s->flags |= SHAPE_TABLE;
}

struct shape
shape_of(const char *text, size_t len)
{
	struct shape s = {0};
	if (!ready)
		prepare();
	while (len > 0 && text[len - 1] == ' ')
		len--;
	while (s.indent < len && text[s.indent] == ' ' && s.indent < SHAPE_WIDE)
		s.indent++;
	text += s.indent;
	len -= s.indent;
	s.flags = (uint16_t)ending(text, len);
	if (is_item(text, len))
		s.flags |= SHAPE_ITEM;
	else if (is_tied(text, len))
		s.flags |= SHAPE_TIED;
	if (len > (size_t)UTF8_MAX * SHAPE_WIDE) {
		s.width = SHAPE_WIDE + 1;
		s.words = SHAPE_WIDE;
		return s;
	}
	measure(&s, text, len);
	s.end = last_letters(text, len);
	if (s.width >= COUPLET_LEAST && s.width <= COUPLET_MOST && rhymes_inside(text, len))
		s.flags |= SHAPE_RHYMES;
	s.width = (uint16_t)(s.width + s.indent > SHAPE_WIDE ? SHAPE_WIDE + 1 : s.width + s.indent);
	return s;
}
