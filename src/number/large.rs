//! Products, quotients, powers, greatest common divisors and texts of any size, from small ones.
//!
//! The library is trusted with a product if the shorter factor has at most `SMALL` words, half of what
//! its faulty algorithm needs: a longer factor is cut into pieces of that length. It multiplies in its
//! other operations too, and an operation is small if no product in it can be larger:
//!
//! - a quotient multiplies parts of the quotient by halves of the divisor;
//! - a greatest common divisor divides by the shorter operand and by what is left of it;
//! - powers and texts multiply numbers of half the length of the result.
//!
//! So no result here depends on a check: the library never gets a large operation.

use std::array::from_fn;
use std::str::FromStr;

use dashu_int::ops::{BitTest, DivRem, Gcd, UnsignedAbs};
use dashu_int::{IBig, Sign, UBig};

/// Words in the shorter factor of a small product; the library's transforms begin above 4,000.
pub(super) const SMALL: usize = 2_000;

const WORD: usize = 64;

/// Decimal digits that certainly fit a word.
const DIGITS: usize = 19;

/// What integers with and without a sign have in common.
pub(super) trait Number {
    fn n_words(&self) -> usize;
    fn parts(&self) -> (Sign, UBig);
}

impl Number for UBig {
    #[inline]
    fn n_words(&self) -> usize {
        self.as_words().len()
    }

    fn parts(&self) -> (Sign, UBig) {
        (Sign::Positive, self.clone())
    }
}

impl Number for IBig {
    #[inline]
    fn n_words(&self) -> usize {
        self.as_sign_words().1.len()
    }

    fn parts(&self) -> (Sign, UBig) {
        self.clone().into_parts()
    }
}

/// Whether factors of `n` and `m` words have a small product.
#[inline]
pub(super) fn is_small_product(n: usize, m: usize) -> bool {
    n <= SMALL || m <= SMALL
}

/// The same for the quotient of `n` by `m` words.
#[inline]
pub(super) fn is_small_quotient(n: usize, m: usize) -> bool {
    m <= 2 * SMALL || n <= m + SMALL
}

/// The same for a greatest common divisor.
#[inline]
pub(super) fn is_small_gcd(n: usize, m: usize) -> bool {
    n <= 2 * SMALL || m <= 2 * SMALL
}

/// The same for a text that means `n` words.
#[inline]
pub(super) fn is_small_text(n: usize) -> bool {
    n <= 2 * SMALL
}

/// The bits below `n`, and the others.
fn split(x: &UBig, n: usize) -> (UBig, UBig) {
    x.clone().split_bits(n)
}

/// `a * b`
pub(super) fn product(a: &UBig, b: &UBig) -> UBig {
    let (short, long) = if a.n_words() < b.n_words() { (a, b) } else { (b, a) };
    if is_small_product(short.n_words(), long.n_words()) {
        return short * long;
    }
    let half = WORD * long.n_words().div_ceil(2);
    let (long_0, long_1) = split(long, half);
    let (short_0, short_1) = split(short, half);
    let low = product(&short_0, &long_0);
    if short_1.is_zero() {
        return (product(short, &long_1) << half) + low;
    }
    // (s_0 + s_1 2^h) (l_0 + l_1 2^h) with three products [Karatsuba].
    let high = product(&short_1, &long_1);
    let middle = product(&(short_0 + short_1), &(long_0 + long_1)) - &low - &high;
    (high << (2 * half)) + (middle << half) + low
}

/// `a * b`
#[cold]
pub(super) fn signed_product(a: &(Sign, UBig), b: &(Sign, UBig)) -> IBig {
    IBig::from_parts(a.0 * b.0, product(&a.1, &b.1))
}

/// `(q, r)` with `a = q d + r` and `0 <= r < d`, by halves of the quotient [Burnikel-Ziegler].
pub(super) fn quotient(a: &UBig, d: &UBig) -> (UBig, UBig) {
    if is_small_quotient(a.n_words(), d.n_words()) {
        return a.div_rem(d);
    }
    // The quotient has n or n + 1 words.
    let n = a.n_words() - d.n_words();
    if d.n_words() < 2 * n {
        let half = WORD * (n / 2);
        let (a_0, a_1) = split(a, half);
        let (q_1, rest) = quotient(&a_1, d);
        let (q_0, rest) = quotient(&((rest << half) + a_0), d);
        return ((q_1 << half) + q_0, rest);
    }
    // A short quotient depends on the top of the divisor, but for a difference of one or two:
    // d_1 exceeds the quotient, so that q d_0 < (d_1 + 1) 2^cut.
    let cut = WORD * (d.n_words() - n - 2);
    let ((a_0, a_1), (d_0, d_1)) = (split(a, cut), split(d, cut));
    let (mut q, rest) = quotient(&a_1, &d_1);
    let mut rest = IBig::from((rest << cut) + a_0) - IBig::from(product(&q, &d_0));
    while rest < IBig::ZERO {
        q -= UBig::ONE;
        rest += d;
    }
    (q, rest.unsigned_abs())
}

/// Quotient and rest, which has the sign of `a`.
#[cold]
pub(super) fn signed_quotient(a: &(Sign, UBig), d: &(Sign, UBig)) -> (IBig, IBig) {
    let (q, rest) = quotient(&a.1, &d.1);
    (IBig::from_parts(a.0 * d.0, q), IBig::from_parts(a.0, rest))
}

/// Quotient and rest, which is not negative.
#[cold]
pub(super) fn euclid(a: &(Sign, UBig), d: &(Sign, UBig)) -> (IBig, UBig) {
    let (q, rest) = signed_quotient(a, d);
    if rest.sign() == Sign::Positive {
        return (q, rest.unsigned_abs());
    }
    (q - IBig::from_parts(d.0, UBig::ONE), &d.1 - rest.unsigned_abs())
}

/// `base^exponent`
pub(super) fn power(base: &UBig, exponent: usize) -> UBig {
    let n_words = base.bit_len().saturating_mul(exponent) / WORD;
    if n_words < 2 * SMALL || *base <= UBig::ONE {
        return base.pow(exponent);
    }
    let zeros = base.trailing_zeros().unwrap_or(0);
    if 0 < zeros {
        return power(&(base >> zeros), exponent) << (zeros * exponent);
    }
    let root = power(base, exponent / 2);
    let square = product(&root, &root);
    if exponent.is_multiple_of(2) { square } else { product(&square, base) }
}

/// The greatest common divisor, in a time of the order of products: steps of Euclid's algorithm, many
/// at a time, found from the top halves of the numbers [Moller].
pub(super) fn gcd(a: UBig, b: UBig) -> UBig {
    // Invariant: gcd(x, y) = gcd(a, b). Matrices of determinant 1 or -1 keep it, whatever their entries,
    // so the choice of steps decides only about the time. The larger number falls in each round.
    let mut rows = sorted([[IBig::from(a)], [IBig::from(b)]]);
    while !is_small_gcd(rows[0][0].n_words(), rows[1][0].n_words()) {
        let n_top = rows[0][0].bit_len() / 2;
        rows = euclid_step(halved(rows, n_top));
    }
    let [[x], [y]] = rows;
    x.gcd(y)
}

/// Two rows `[x, ..]` and `[y, ..]` with `0 <= y <= x`; whatever follows, steps treat like `x` and `y`.
type Rows<const N: usize> = [[IBig; N]; 2];

fn sorted<const N: usize>([first, second]: Rows<N>) -> Rows<N> {
    if first[0] < second[0] { [second, first] } else { [first, second] }
}

fn times(a: &IBig, b: &IBig) -> IBig {
    let is_small = is_small_product(a.n_words(), b.n_words());
    if is_small { a * b } else { signed_product(&a.parts(), &b.parts()) }
}

fn euclid_step<const N: usize>([first, second]: Rows<N>) -> Rows<N> {
    if second[0].is_zero() {
        return [first, second];
    }
    let q = signed_quotient(&first[0].parts(), &second[0].parts()).0;
    let rest = from_fn(|k| &first[k] - times(&q, &second[k]));
    [second, rest]
}

/// Steps until the top `n_top` bits of `x` have lost about half their length, or none.
fn halved<const N: usize>(rows: Rows<N>, n_top: usize) -> Rows<N> {
    let cut = rows[0][0].bit_len().saturating_sub(n_top);
    let steps = halving(&rows[0][0] >> cut, &rows[1][0] >> cut);
    let combined = sorted(steps.map(|[p, q]| {
        let row: [IBig; N] = from_fn(|k| times(&p, &rows[0][k]) + times(&q, &rows[1][k]));
        if row[0] < IBig::ZERO { row.map(|entry| -entry) } else { row }
    }));
    if combined[0][0] <= rows[0][0] { combined } else { rows }
}

/// The matrix of the steps that bring `y` to about half the length of `x`.
fn halving(x: IBig, y: IBig) -> [[IBig; 2]; 2] {
    let half = x.bit_len() / 2;
    if let (Ok(x), Ok(y)) = (i128::try_from(&x), i128::try_from(&y)) {
        return word_steps(x, y, 1 << half).map(|row| row.map(IBig::from));
    }
    let mut rows = [[x, IBig::ONE, IBig::ZERO], [y, IBig::ZERO, IBig::ONE]];
    for _ in 0..2 {
        if half < rows[1][0].bit_len() {
            // A quotient may be too long for any top: this step finds it.
            rows = euclid_step(halved(rows, half));
        }
    }
    rows.map(|[_, p, q]| [p, q])
}

/// The same in machine words, until `y < end`; the entries stay below `x / end`.
fn word_steps(mut x: i128, mut y: i128, end: i128) -> [[i128; 2]; 2] {
    let [mut first, mut second] = [[1, 0], [0, 1]];
    while end <= y {
        let q = x / y;
        (x, y) = (y, x - q * y);
        (first, second) = (second, [first[0] - q * second[0], first[1] - q * second[1]]);
    }
    [first, second]
}

/// The number of factors `f` in `x`, which are divided out.
pub(super) fn remove(x: &mut UBig, f: &UBig) -> usize {
    assert!(!x.is_zero() && UBig::ONE < *f, "as many factors as you like");
    let (q, rest) = quotient(x, f);
    if !rest.is_zero() {
        return 0;
    }
    *x = q;
    // The factors left are counted in pairs, but for the last.
    let n = 1 + if *x < *f { 0 } else { 2 * remove(x, &product(f, f)) };
    let (q, rest) = quotient(x, f);
    if !rest.is_zero() {
        return n;
    }
    *x = q;
    n + 1
}

/// The number with these decimal digits; `None` for other characters, and for none.
pub(super) fn parse(digits: &str) -> Option<UBig> {
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| parse_digits(digits))
}

fn parse_digits(digits: &str) -> UBig {
    if digits.len() <= 2 * SMALL * DIGITS {
        return UBig::from_str(digits).expect("these are digits");
    }
    let n_low = digits.len() / 2;
    let (high, low) = digits.split_at(digits.len() - n_low);
    product(&parse_digits(high), &power(&UBig::from(10_u8), n_low)) + parse_digits(low)
}

/// The decimal digits of `x`.
pub(super) fn print(x: &UBig) -> String {
    if is_small_text(x.n_words()) {
        return x.to_string();
    }
    let n_low = x.n_words() * DIGITS / 2;
    let (high, low) = quotient(x, &power(&UBig::from(10_u8), n_low));
    let (high, low) = (print(&high), print(&low));
    let zeros = "0".repeat(n_low - low.len());
    high + &zeros + &low
}
