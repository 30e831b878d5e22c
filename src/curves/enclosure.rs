//! Numbers that are not rational, between two that are: fixed point, always rounded outward.
//!
//! ```text
//! log x = k log 2 + 2 artanh z      x = 2^k m,  1 <= m < 2,  z = (m - 1) / (m + 1) < 1/3
//! artanh z = z + z^3/3 + z^5/5 + ...      what follows z^n/n, itself included, is at most 2 z^n
//! exp x = 2^k (exp y)^(2^h)         x = k log 2 + 2^h y,  0 <= y < 1/2
//! exp y = 1 + y + y^2/2! + ...            what follows y^n/n! is at most y^n/n!
//! ```
//!
//! All terms are positive. So a lower bound rounds every operation down and leaves out the rest of the
//! series; an upper bound rounds every operation up and adds the bound on the rest.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::{Add, Neg, Sub};
use std::rc::Rc;

use ironproof_number::ops::{BitTest, DivEuclid, UnsignedAbs};
use ironproof_number::{IBig, UBig};

use super::between::Between;
use ironproof_number::rational::Rational;

/// `h`: more halvings need fewer terms, and each costs one bit.
const N_HALVINGS: usize = 8;

/// An interval whose ends are integers over 2^bits; the bits are those of a [`Precision`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    /// Not above the number.
    pub low: IBig,
    /// Not below it.
    pub high: IBig,
}

/// The number of bits after the binary point, and what depends on it.
#[derive(Clone, Debug)]
pub struct Precision {
    /// Bits after the binary point.
    pub bits: usize,
    log_2: Enclosure,
    /// What was found once and is asked for at every place.
    known: Rc<RefCell<BTreeMap<(Constant, Rational), Enclosure>>>,
}

/// A function whose values are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Constant {
    Log,
    LogGamma,
    Pi,
}

/// The direction in which a bound is rounded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Below,
    Above,
}
use Side::{Above, Below};

impl Enclosure {
    /// The integer 0.
    pub const ZERO: Self = Enclosure { low: IBig::ZERO, high: IBig::ZERO };

    /// The smallest enclosure of both.
    pub fn hull(&self, other: &Self) -> Self {
        Enclosure {
            low: (&self.low).min(&other.low).clone(),
            high: (&self.high).max(&other.high).clone(),
        }
    }
}

impl Add for &Enclosure {
    type Output = Enclosure;
    fn add(self, other: Self) -> Enclosure {
        Enclosure { low: &self.low + &other.low, high: &self.high + &other.high }
    }
}

impl Sub for &Enclosure {
    type Output = Enclosure;
    fn sub(self, other: Self) -> Enclosure {
        Enclosure { low: &self.low - &other.high, high: &self.high - &other.low }
    }
}

impl Neg for Enclosure {
    type Output = Enclosure;
    fn neg(self) -> Enclosure {
        Enclosure { low: -self.high, high: -self.low }
    }
}

impl Precision {
    /// Fixed point with so many bits after the point.
    pub fn new(bits: usize) -> Self {
        let third = |side| quotient(&(IBig::ONE << bits), &IBig::from(3), side);
        let twice_artanh = |side| artanh(&third(side), bits, side) << 1;
        let log_2 = Enclosure { low: twice_artanh(Below), high: twice_artanh(Above) };
        Precision { bits, log_2, known: Rc::default() }
    }

    /// A value that is kept.
    pub(crate) fn kept(
        &self,
        constant: Constant,
        x: &Rational,
        value: impl FnOnce() -> Enclosure,
    ) -> Enclosure {
        let key = (constant, x.clone());
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let value = value();
        self.known.borrow_mut().insert(key, value.clone());
        value
    }

    /// The integer 1.
    pub fn one(&self) -> Enclosure {
        Enclosure { low: IBig::ONE << self.bits, high: IBig::ONE << self.bits }
    }

    /// `x`, rounded outward.
    pub fn rational(&self, x: &Rational) -> Enclosure {
        self.fraction(x.numerator(), &IBig::from(x.denominator().clone()))
    }

    /// `numerator / denominator`, which is positive, rounded outward.
    pub fn fraction(&self, numerator: &IBig, denominator: &IBig) -> Enclosure {
        let scaled = numerator << self.bits;
        Enclosure {
            low: quotient(&scaled, denominator, Below),
            high: quotient(&scaled, denominator, Above),
        }
    }

    /// All between two numbers, rounded outward.
    pub fn enclose(&self, x: &Between) -> Enclosure {
        self.rational(&x.low).hull(&self.rational(&x.high))
    }

    /// The same interval with rational ends.
    pub fn between(&self, x: &Enclosure) -> Between {
        let end = |end: &IBig| Rational::from_parts(end.clone(), UBig::ONE << self.bits);
        Between { low: end(&x.low), high: end(&x.high) }
    }

    /// Ends with short denominators; one number stays what it is.
    pub fn short(&self, x: Between) -> Between {
        if x.low == x.high { x } else { self.between(&self.enclose(&x)) }
    }

    /// The largest multiple of 2^-bits that is at most `x`.
    pub fn floor(&self, x: &Rational) -> Rational {
        self.between(&self.rational(x)).low
    }

    /// The smallest multiple of 2^-bits that is at least `x`.
    pub fn ceil(&self, x: &Rational) -> Rational {
        self.between(&self.rational(x)).high
    }

    /// `a b`
    pub fn product(&self, a: &Enclosure, b: &Enclosure) -> Enclosure {
        let zero = &IBig::ZERO;
        let (low, high) = if a.low >= *zero && b.low >= *zero {
            (&a.low * &b.low, &a.high * &b.high)
        } else if a.low == a.high || b.low == b.high {
            let (number, other) = if b.low == b.high { (&b.low, a) } else { (&a.low, b) };
            let (p, q) = (&other.low * number, &other.high * number);
            if *number < *zero { (q, p) } else { (p, q) }
        } else {
            let products = [&a.low * &b.low, &a.low * &b.high, &a.high * &b.low, &a.high * &b.high];
            let [p, q, r, s] = &products;
            (p.min(q).min(r.min(s)).clone(), p.max(q).max(r.max(s)).clone())
        };
        Enclosure { low: shifted(low, self.bits, Below), high: shifted(high, self.bits, Above) }
    }

    /// `1 / a`, if `a` is certainly above zero.
    pub fn inverse(&self, a: &Enclosure) -> Option<Enclosure> {
        let one = IBig::ONE << (2 * self.bits);
        (a.low > IBig::ZERO).then(|| Enclosure {
            low: quotient(&one, &a.high, Below),
            high: quotient(&one, &a.low, Above),
        })
    }

    /// `log(numerator / denominator)`, both positive.
    pub fn log(&self, numerator: &UBig, denominator: &UBig) -> Enclosure {
        let (n_bits, d_bits) = (numerator.bit_len(), denominator.bit_len());
        // m = n / d after the shifts, between 1/2 and 2.
        let (mut n, mut d) = (numerator.clone(), denominator.clone());
        if n_bits < d_bits {
            n <<= d_bits - n_bits;
        } else {
            d <<= n_bits - d_bits;
        }
        let mut k = signed(n_bits) - signed(d_bits);
        if n < d {
            n <<= 1;
            k -= 1;
        }
        let z = self.fraction(&IBig::from(&n - &d), &IBig::from(n + d));
        let k_log_2 = self.logs_2(k);
        Enclosure {
            low: (artanh(&z.low, self.bits, Below) << 1) + k_log_2.low,
            high: (artanh(&z.high, self.bits, Above) << 1) + k_log_2.high,
        }
    }

    /// `exp x`
    pub fn exp(&self, x: &Enclosure) -> Enclosure {
        Enclosure { low: self.exp_bound(&x.low, Below), high: self.exp_bound(&x.high, Above) }
    }

    /// `(numerator / denominator)^exponent`, both positive.
    pub fn power(&self, numerator: &UBig, denominator: &UBig, exponent: &Rational) -> Enclosure {
        let log = self.log(numerator, denominator);
        self.exp(&self.product(&self.rational(exponent), &log))
    }

    /// `k log 2`
    fn logs_2(&self, k: i64) -> Enclosure {
        let (a, b) = (&self.log_2.low * k, &self.log_2.high * k);
        if k < 0 { Enclosure { low: b, high: a } } else { Enclosure { low: a, high: b } }
    }

    fn exp_bound(&self, x: &IBig, side: Side) -> IBig {
        let one = IBig::ONE << self.bits;
        let k = quotient(x, &self.log_2.low, Below);
        let k = i64::try_from(&k).expect("exponents of 2 fit a word");
        let k_log_2 = self.logs_2(k);
        let rest = x - if side == Below { k_log_2.high } else { k_log_2.low };
        let power = if rest < IBig::ZERO {
            // Within the errors of log 2 of zero: 1 + x <= exp x <= 1.
            if side == Below { one + rest } else { one }
        } else {
            let mut power = self.taylor(&shifted(rest, N_HALVINGS, side), side);
            for _ in 0..N_HALVINGS {
                power = shifted(&power * &power, self.bits, side);
            }
            power
        };
        let n_bits = usize::try_from(k.unsigned_abs()).expect("exponents of 2 fit a word");
        if k < 0 { shifted(power, n_bits, side) } else { power << n_bits }
    }

    /// The series of `exp y` for `0 <= y < 1/2`.
    fn taylor(&self, y: &IBig, side: Side) -> IBig {
        let mut term = IBig::ONE << self.bits;
        let (mut sum, mut n) = (term.clone(), IBig::ZERO);
        while term > IBig::ONE {
            n += IBig::ONE;
            term = quotient(&shifted(&term * y, self.bits, side), &n, side);
            sum += &term;
        }
        if side == Above { sum + term } else { sum }
    }
}

/// The series of `artanh z` for `0 <= z <= 1/3`.
fn artanh(z: &IBig, bits: usize, side: Side) -> IBig {
    let square = shifted(z * z, bits, side);
    let (mut power, mut n, mut sum) = (z.clone(), IBig::ONE, IBig::ZERO);
    while power > IBig::ONE {
        sum += quotient(&power, &n, side);
        power = shifted(power * &square, bits, side);
        n += IBig::from(2);
    }
    if side == Above { sum + (power << 1) } else { sum }
}

/// `numerator / denominator`, which is positive.
fn quotient(numerator: &IBig, denominator: &IBig, side: Side) -> IBig {
    match side {
        Below => numerator.div_euclid(denominator),
        Above => -(-numerator).div_euclid(denominator),
    }
}

/// `x / 2^bits`
fn shifted(x: IBig, bits: usize, side: Side) -> IBig {
    match side {
        // The shift of a negative number rounds down as well.
        Below => x >> bits,
        Above => -(-x >> bits),
    }
}

fn signed(bits: usize) -> i64 {
    i64::try_from(bits).expect("lengths fit a word")
}

/// `|x|`
pub fn magnitude(x: &IBig) -> UBig {
    x.clone().unsigned_abs()
}
