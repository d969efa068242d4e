/* decimal: see decimal.h */
#include "lib/decimal.h"

#include <string.h>

enum { SIGNIFICANT = 6 };

/* Drops leading zeros; zero is never negative. */
static void
tidy(struct decimal *d)
{
	size_t zeros = 0;
	while (zeros < d->digits.len && d->digits.data[zeros] == '0')
		zeros++;
	if (zeros > 0) {
		d->digits.len -= zeros;
		memmove(d->digits.data, d->digits.data + zeros, d->digits.len);
	}
	if (d->digits.len == 0)
		d->negative = false;
}

static void
add_zeros(struct buf *b, size_t count)
{
	buf_reserve(b, count);
	if (count > 0)
		memset(b->data + b->len, '0', count);
	b->len += count;
}

void
decimal_set(struct decimal *d, const char *text, size_t len)
{
	buf_clear(&d->digits);
	buf_add(&d->digits, text, len);
	d->places = 0;
	d->negative = false;
	tidy(d);
}

static size_t
digit_run(const char *text, size_t len)
{
	size_t n = 0;
	while (n < len && text[n] >= '0' && text[n] <= '9')
		n++;
	return n;
}

bool
decimal_parse(struct decimal *d, const char *text, size_t len)
{
	bool negative = len > 0 && text[0] == '-';
	text += negative;
	len -= negative;
	size_t whole = digit_run(text, len);
	size_t places = whole < len && text[whole] == '.' ?
	    digit_run(text + whole + 1, len - whole - 1) : 0;
	if (whole == 0 || whole + (places ? places + 1 : 0) != len)
		return false;
	decimal_set(d, text, whole);
	decimal_add_places(d, text + whole + 1, places);
	d->negative = negative && !decimal_is_zero(d);
	return true;
}

void
decimal_swap(struct decimal *a, struct decimal *b)
{
	struct decimal old = *a;
	*a = *b;
	*b = old;
}

void
decimal_copy(struct decimal *d, const struct decimal *from)
{
	buf_clear(&d->digits);
	buf_add(&d->digits, from->digits.data, from->digits.len);
	d->places = from->places;
	d->negative = from->negative;
}

void
decimal_add_places(struct decimal *d, const char *text, size_t len)
{
	if (len == 0)
		return;
	buf_add(&d->digits, text, len);
	d->places += len;
	tidy(d);
}

bool
decimal_is_zero(const struct decimal *d)
{
	return d->digits.len == 0;
}

bool
decimal_is_whole(const struct decimal *d)
{
	size_t n = d->places < d->digits.len ? d->places : d->digits.len;
	for (size_t i = d->digits.len - n; i < d->digits.len; i++)
		if (d->digits.data[i] != '0')
			return false;
	return true;
}

void
decimal_shift(struct decimal *d, long power)
{
	if (power < 0) {
		d->places += (size_t)-power;
		return;
	}
	size_t up = (size_t)power;
	size_t taken = up < d->places ? up : d->places;
	d->places -= taken;
	if (!decimal_is_zero(d))
		add_zeros(&d->digits, up - taken);
}

/* The digit of D that counts 10^POWER. */
static int
digit_at(const struct decimal *d, long power)
{
	long i = (long)d->digits.len - 1 - (long)d->places - power;
	return i < 0 || i >= (long)d->digits.len ? 0 : d->digits.data[i] - '0';
}

/* One more than the power of the first digit of D. */
static long
top_of(const struct decimal *d)
{
	return (long)d->digits.len - (long)d->places;
}

/* Compares without the signs. */
static int
compare_size(const struct decimal *a, const struct decimal *b)
{
	if (decimal_is_zero(a) || decimal_is_zero(b))
		return decimal_is_zero(b) - decimal_is_zero(a);
	if (top_of(a) != top_of(b))
		return top_of(a) < top_of(b) ? -1 : 1;
	size_t longer = a->digits.len > b->digits.len ? a->digits.len : b->digits.len;
	for (size_t i = 0; i < longer; i++) {
		char x = i < a->digits.len ? a->digits.data[i] : '0';
		char y = i < b->digits.len ? b->digits.data[i] : '0';
		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

int
decimal_compare(const struct decimal *a, const struct decimal *b)
{
	if (a->negative != b->negative)
		return a->negative ? -1 : 1;
	return a->negative ? compare_size(b, a) : compare_size(a, b);
}

void
decimal_sum(struct decimal *d, const struct decimal *a, const struct decimal *b)
{
	if (compare_size(a, b) < 0) {
		const struct decimal *t = a;
		a = b;
		b = t;
	}
	int sign = a->negative == b->negative ? 1 : -1;
	long top = top_of(a) > 0 ? top_of(a) : 0;
	d->places = a->places > b->places ? a->places : b->places;
	d->negative = a->negative;
	size_t len = (size_t)top + 1 + d->places;
	buf_clear(&d->digits);
	add_zeros(&d->digits, len);
	int carry = 0;
	for (size_t i = 0; i < len; i++) {
		long power = (long)i - (long)d->places;
		int sum = digit_at(a, power) + sign * digit_at(b, power) + carry;
		carry = sum < 0 ? -1 : sum / 10;
		d->digits.data[len - 1 - i] = (char)('0' + sum - 10 * carry);
	}
	tidy(d);
}

void
decimal_product(struct decimal *d, const struct decimal *a, const struct decimal *b)
{
	size_t len = a->digits.len + b->digits.len;
	buf_clear(&d->digits);
	add_zeros(&d->digits, len);
	char *out = d->digits.data;
	for (size_t j = b->digits.len; j-- > 0;) {
		int factor = b->digits.data[j] - '0';
		int carry = 0;
		for (size_t i = a->digits.len; factor > 0 && i-- > 0;) {
			int sum = out[i + j + 1] - '0' + factor * (a->digits.data[i] - '0') + carry;
			out[i + j + 1] = (char)('0' + sum % 10);
			carry = sum / 10;
		}
		if (a->digits.len > 0)
			out[j] = (char)(out[j] + carry);
	}
	d->places = a->places + b->places;
	d->negative = a->negative != b->negative;
	tidy(d);
}

void
decimal_scale(struct decimal *d, const struct decimal *by)
{
	size_t zeros = 0;
	while (zeros < by->digits.len && by->digits.data[by->digits.len - 1 - zeros] == '0')
		zeros++;
	if (by->places > 0)
		zeros = 0;
	if (zeros + 1 != by->digits.len || by->digits.data[0] != '1') {
		struct decimal factor = {.places = by->places, .negative = by->negative}, product = {0};
		buf_add(&factor.digits, by->digits.data, by->digits.len - zeros);
		decimal_product(&product, d, &factor);
		decimal_copy(d, &product);
		decimal_free(&factor);
		decimal_free(&product);
	}
	decimal_shift(d, (long)zeros);
}

/* Takes B off A, both LEN digits, while it goes; returns how often. */
static int
take_off(char *a, const char *b, size_t len)
{
	int times = 0;
	while (memcmp(a, b, len) >= 0) {
		int borrow = 0;
		for (size_t i = len; i-- > 0;) {
			int x = a[i] - b[i] - borrow;
			borrow = x < 0;
			a[i] = (char)('0' + x + 10 * borrow);
		}
		times++;
	}
	return times;
}

/* Cuts D behind its first SIGNIFICANT digits, rounding half up away from zero. */
static void
round_off(struct decimal *d)
{
	if (d->digits.len <= SIGNIFICANT)
		return;
	size_t cut = d->digits.len - SIGNIFICANT;
	bool up = d->digits.data[SIGNIFICANT] >= '5';
	d->digits.len = SIGNIFICANT;
	size_t i = SIGNIFICANT;
	while (up && i > 0) {
		char *digit = &d->digits.data[--i];
		up = *digit == '9';
		*digit = up ? '0' : (char)(*digit + 1);
	}
	if (up) { /* 999999.5 became 000000 */
		d->digits.data[0] = '1';
		cut++;
	}
	if (cut <= d->places) {
		d->places -= cut;
	} else {
		size_t zeros = cut - d->places;
		d->places = 0;
		add_zeros(&d->digits, zeros);
	}
}

bool
decimal_quotient(struct decimal *d, const struct decimal *a, const struct decimal *b)
{
	size_t n = b->digits.len;
	if (n == 0 || n > DECIMAL_DIVISOR_MAX || a->digits.len > DECIMAL_DIVIDEND_MAX ||
	    b->places > DECIMAL_DIVISOR_MAX || a->places > DECIMAL_DIVIDEND_MAX)
		return false;
	/* A quotient by n digits that ends does so within 3.33 n digits: 2^k < 10^n. */
	size_t more = 4 * n + SIGNIFICANT + 2;
	char rest[DECIMAL_DIVISOR_MAX + 2], divisor[DECIMAL_DIVISOR_MAX + 2];
	memset(rest, '0', n + 1);
	divisor[0] = '0';
	memcpy(divisor + 1, b->digits.data, n);
	buf_clear(&d->digits);
	size_t steps = a->digits.len + more, zero = 0;
	for (size_t i = 0; i < steps; i++) {
		memmove(rest, rest + 1, n);
		rest[n] = i < a->digits.len ? a->digits.data[i] : '0';
		buf_add_char(&d->digits, (char)('0' + take_off(rest, divisor, n + 1)));
		for (zero = 0; zero <= n && rest[zero] == '0';)
			zero++;
		if (i + 1 >= a->digits.len && zero == n + 1)
			break;
	}
	size_t extra = d->digits.len - a->digits.len;
	d->places = a->places + extra;
	d->negative = a->negative != b->negative;
	tidy(d);
	if (zero != n + 1)
		round_off(d);
	if (d->places >= b->places)
		d->places -= b->places;
	else
		decimal_shift(d, (long)b->places);
	if (zero == n + 1)
		decimal_trim(d);
	return true;
}

void
decimal_trim(struct decimal *d)
{
	if (decimal_is_zero(d))
		d->places = 0;
	while (d->places > 0 && d->digits.data[d->digits.len - 1] == '0') {
		d->digits.len--;
		d->places--;
	}
}

bool
decimal_small(const struct decimal *d, long *value)
{
	if (d->negative || !decimal_is_whole(d) || top_of(d) > 9)
		return false;
	*value = 0;
	for (long power = top_of(d); power-- > 0;)
		*value = *value * 10 + digit_at(d, power);
	return true;
}

void
decimal_print(struct buf *out, const struct decimal *d)
{
	size_t len = d->digits.len;
	if (d->negative)
		buf_add_char(out, '-');
	if (len <= d->places)
		buf_add_char(out, '0');
	else
		buf_add(out, d->digits.data, len - d->places);
	if (d->places == 0)
		return;
	buf_add_char(out, '.');
	size_t shown = len < d->places ? len : d->places;
	add_zeros(out, d->places - shown);
	if (shown > 0)
		buf_add(out, d->digits.data + len - shown, shown);
}

void
decimal_free(struct decimal *d)
{
	buf_free(&d->digits);
	*d = (struct decimal){0};
}
