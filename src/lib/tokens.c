/* tokens: see tokens.h */
#include "lib/tokens.h"

#include <string.h>

#include "lib/lexicon.h"
#include "lib/utf8.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether POINT is written in words: a letter, or a mark that belongs to one. */
static bool
is_letter(uint32_t point)
{
	if (point < 0x80)
		return (point | 0x20) >= 'a' && (point | 0x20) <= 'z';
	if (point < 0xC0 || point == 0xD7 || point == 0xF7)
		return false;
	if (point >= 0x600 && point < 0x700)
		return (point >= 0x620 && point < 0x66A) || (point >= 0x66E && point < 0x6D4) ||
		    point == 0x6D5 || point >= 0x6EE;
	return point < 0x2000 || (point >= 0x2C00 && point < 0x3000) || point >= 0x3040;
}

/* Whether folding TEXT would change nothing that matters: digits and ASCII separators. */
static bool
is_plain(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!is_digit(text[i]) && text[i] != '.' && text[i] != ',' && text[i] != '/' &&
		    text[i] != '-' && text[i] != ':' && text[i] != ' ')
			return false;
	return true;
}

/* The end of the token at TEXT[I]; sets what it is. */
static size_t
cut_one(const struct lexicon *l, struct token *token, const char *text, size_t len, size_t i)
{
	size_t end = i;
	while (end < len && is_digit(text[end]))
		end++;
	token->kind = TOKEN_DIGITS;
	if (end > i)
		return end;
	uint32_t point;
	size_t step = utf8_decode(text + i, len - i, &point);
	end = i + (step ? step : 1);
	if (step > 0 && lexicon_is_symbol(l, point)) {
		token->kind = TOKEN_WORD;
		token->point = point;
		return end;
	}
	if (step == 0 || !is_letter(point)) {
		token->kind = TOKEN_SIGN;
		token->sign = step ? point : 0xFFFD;
		return end;
	}
	token->kind = TOKEN_LETTERS;
	while (end < len && (step = utf8_decode(text + end, len - end, &point)) > 0 &&
	       is_letter(point) && !lexicon_is_symbol(l, point))
		end += step;
	return end;
}

/* Where a word of the lexicon is a sign in RAW, at the folded text's byte I, puts it back. */
static void
restore_sign(struct tokens *t, struct token *token, const char *raw, size_t len, size_t i)
{
	uint32_t point;
	size_t start = t->fold.starts[i];
	if (utf8_decode(raw + start, len - start, &point) == 0 || is_letter(point))
		return;
	/* The sign in its one form. */
	struct buf one = {0};
	fold_normal(&one, raw + start, len - start);
	size_t n = one.len > 0 ? utf8_decode(one.data, one.len, &token->sign) : 0;
	buf_add(&t->text, one.data, n);
	token->len = n;
	buf_free(&one);
}

/* Cuts FOLDED, which comes from RAW, or is RAW itself. */
static bool
cut(struct tokens *t, const char *folded, size_t len, const char *raw, size_t raw_len)
{
	bool spaced = false, same = folded == raw;
	buf_clear(&t->text);
	buf_reserve(&t->text, len + 1); /* so that tokens may point into it */
	for (size_t i = 0; i < len;) {
		bool joiner = len - i >= UTF8_ZWNJ_SIZE && memcmp(folded + i, UTF8_ZWNJ, UTF8_ZWNJ_SIZE) == 0;
		if (folded[i] == ' ' || joiner) {
			spaced |= !joiner;
			i += joiner ? UTF8_ZWNJ_SIZE : 1;
			continue;
		}
		if (t->count == TOKENS_MAX)
			return false;
		struct token *token = &t->list[t->count++];
		*token = (struct token){.spaced = spaced};
		if (spaced)
			buf_add_char(&t->text, ' ');
		token->text = t->text.data + t->text.len;
		size_t end = cut_one(t->lexicon, token, folded, len, i);
		if (token->kind == TOKEN_WORD && !same)
			restore_sign(t, token, raw, raw_len, i);
		if (token->len == 0) {
			token->len = end - i;
			buf_add(&t->text, folded + i, end - i);
		}
		spaced = false;
		i = end;
	}
	return true;
}

bool
tokens_read(struct tokens *t, const struct lexicon *l, const char *text, size_t len)
{
	t->lexicon = l;
	t->count = 0;
	bool whole, plain = len <= TOKENS_PLAIN_MAX && is_plain(text, len);
	if (!plain && len > TOKENS_FOLDED_MAX)
		return false;
	if (plain) {
		whole = cut(t, text, len, text, len);
	} else {
		fold_text(&t->fold, l, text, len);
		whole = cut(t, t->fold.text.data, t->fold.text.len, text, len);
	}
	if (!whole)
		t->count = 0;
	return whole;
}

const char *
tokens_code(const struct tokens *t, size_t i, const char *name)
{
	if (i >= t->count || t->list[i].kind != TOKEN_WORD)
		return NULL;
	return lexicon_code(t->lexicon, t->list[i].point, name);
}

bool
tokens_in(const struct tokens *t, size_t i, const char *const names[])
{
	for (size_t k = 0; names[k]; k++)
		if (tokens_code(t, i, names[k]))
			return true;
	return false;
}

bool
tokens_is_digits(const struct tokens *t, size_t i)
{
	return i < t->count && t->list[i].kind == TOKEN_DIGITS;
}

bool
tokens_is(const struct tokens *t, size_t i, uint32_t point)
{
	return i < t->count && t->list[i].sign == point;
}

bool
tokens_is_dash(const struct tokens *t, size_t i)
{
	/* Hyphen-minus, hyphens, dashes and the minus sign; folding leaves few of them. */
	uint32_t sign = i < t->count ? t->list[i].sign : 0;
	return sign == '-' || (sign >= 0x2010 && sign <= 0x2015) || sign == 0x2212;
}

bool
tokens_number(const struct tokens *t, size_t i, long *value)
{
	if (i >= t->count || t->list[i].kind != TOKEN_DIGITS || t->list[i].len > 9)
		return false;
	*value = 0;
	for (size_t k = 0; k < t->list[i].len; k++)
		*value = *value * 10 + (t->list[i].text[k] - '0');
	return true;
}

void
tokens_free(struct tokens *t)
{
	fold_free(&t->fold);
	buf_free(&t->text);
	t->count = 0;
}
