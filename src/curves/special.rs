//! Pi, the logarithm of Gamma, and distribution functions that have no closed form: enclosed.
//!
//! ```text
//! pi           16 arctan(1/5) - 4 arctan(1/239)                                         (Machin)
//! log Gamma    (x - 1/2) log x - x + log(2 pi) / 2 + sum_k B_2k / (2k (2k - 1) x^(2k-1))  (Stirling)
//! Phi(z)       1/2 + density(z) (z + z^3/3 + z^5/(3 5) + ...)                           [Mar04]
//! P(k, x)      x^k e^-x / Gamma(k + 1) (1 + x/(k+1) + x^2/((k+1)(k+2)) + ...)           [DLMF 8.7.1]
//! ```
//!
//! The rest of Stirling's series is between 0 and its next term, for x > 0. In the last two series all terms are
//! positive, and once they fall by a half each time, the rest is at most the last term.
//!
//! # References
//!
//! [Mar04] G. Marsaglia, Evaluating the normal distribution, Journal of Statistical Software 11, 2004.
//! [DLMF] NIST Digital Library of Mathematical Functions, 5.11 and 8.7.

use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::between::Between;
use super::enclosure::{Constant, Enclosure, Precision, magnitude};

/// Beyond this many standard deviations the normal distribution is not evaluated.
const FARTHEST_NORMAL: usize = 30;
/// Stirling's series is used from here.
const STIRLING_FROM: u32 = 40;
/// B_2, B_4, ..., as fractions.
const BERNOULLI: [(i64, i64); 15] = [
    (1, 6),
    (-1, 30),
    (1, 42),
    (-1, 30),
    (5, 66),
    (-691, 2730),
    (7, 6),
    (-3617, 510),
    (43867, 798),
    (-174_611, 330),
    (854_513, 138),
    (-236_364_091, 2730),
    (8_553_103, 6),
    (-23_749_461_029, 870),
    (8_615_841_276_005, 14322),
];

impl Precision {
    /// A positive enclosure's logarithm.
    pub fn log_of(&self, x: &Enclosure) -> Enclosure {
        let one = UBig::ONE << self.bits;
        let low = magnitude((&x.low).max(&IBig::ONE));
        let high = magnitude((&x.high).max(&IBig::ONE));
        Enclosure { low: self.log(&low, &one).low, high: self.log(&high, &one).high }
    }

    /// `log x` of a parameter x > 0, which is asked for often.
    pub fn log_of_parameter(&self, x: &Rational) -> Enclosure {
        self.kept(Constant::Log, x, || self.log(&magnitude(x.numerator()), x.denominator()))
    }

    /// pi
    pub fn pi(&self) -> Enclosure {
        self.kept(Constant::Pi, &Rational::ONE, || self.find_pi())
    }

    /// log pi
    pub fn log_of_pi(&self) -> Enclosure {
        self.kept(Constant::Pi, &Rational::ZERO, || self.log_of(&self.pi()))
    }

    fn find_pi(&self) -> Enclosure {
        let arctan = |divisor: u32| {
            let square = Rational::from(divisor) * Rational::from(divisor);
            let mut power = Rational::ONE / Rational::from(divisor);
            let unit = Rational::from_parts(IBig::ONE, UBig::ONE << (self.bits + 8));
            let (mut sum, mut n, mut is_added) = (Rational::ZERO, 1_u32, true);
            // Alternating and falling: the sum is between two that follow each other.
            loop {
                let term = &power / Rational::from(n);
                let next = if is_added { &sum + &term } else { &sum - &term };
                if term < unit {
                    return Between::of(sum, next);
                }
                sum = next;
                is_added = !is_added;
                power /= &square;
                n += 2;
            }
        };
        let (fifth, small) = (arctan(5), arctan(239));
        self.enclose(&(&fifth.times(&Rational::from(16)) - &small.times(&Rational::from(4))))
    }

    /// `log Gamma(x)` for x > 0.
    pub fn log_gamma(&self, x: &Rational) -> Enclosure {
        self.kept(Constant::LogGamma, x, || self.find_log_gamma(x))
    }

    fn find_log_gamma(&self, x: &Rational) -> Enclosure {
        // Gamma(x) = Gamma(x + n) / (x (x + 1) ... (x + n - 1))
        let (mut shifted, mut logs) = (x.clone(), Enclosure::ZERO);
        while shifted < Rational::from(STIRLING_FROM) {
            logs = &logs + &self.log(&magnitude(shifted.numerator()), shifted.denominator());
            shifted += Rational::ONE;
        }
        let log = self.log(&magnitude(shifted.numerator()), shifted.denominator());
        let half = Rational::ONE / Rational::from(2);
        let main =
            &self.product(&self.rational(&(&shifted - &half)), &log) - &self.rational(&shifted);
        let two_pi = {
            let pi = self.pi();
            &pi + &pi
        };
        let constant = self.product(&self.rational(&half), &self.log_of(&two_pi));
        let square = &shifted * &shifted;
        let mut power = shifted.clone();
        let (mut sum, mut rest) = (Rational::ZERO, Rational::ZERO);
        for (k, (numerator, denominator)) in BERNOULLI.iter().enumerate() {
            let n = Rational::from(2 * (k + 1));
            let term = Rational::from(*numerator)
                / Rational::from(*denominator)
                / (&n * (&n - Rational::ONE) * &power);
            if k + 1 == BERNOULLI.len() {
                rest = term;
            } else {
                sum += term;
                power *= &square;
            }
        }
        let series = self.enclose(&Between::of(sum.clone(), sum + rest));
        &(&(&main + &constant) + &series) - &logs
    }

    /// The normal density at z.
    pub fn normal_density(&self, z: &Enclosure) -> Enclosure {
        let pi = self.pi();
        let half_log = self.product(
            &self.rational(&(Rational::ONE / Rational::from(2))),
            &self.log_of(&(&pi + &pi)),
        );
        let square = self.product(z, z);
        let half = Enclosure { low: square.low >> 1, high: (square.high + IBig::ONE) >> 1 };
        self.exp(&(-(&half + &half_log)))
    }

    /// Phi(z), the mass below z.
    pub fn normal_cdf(&self, z: &Enclosure) -> Enclosure {
        // The sum is about as large as the density is small: so many bits are lost.
        let size = (-z.low.clone()).max(z.high.clone()) >> self.bits;
        let size = usize::try_from(&size).unwrap_or(usize::MAX).min(FARTHEST_NORMAL) + 1;
        let n_lost = size * size;
        let finer = Precision::new(self.bits + n_lost);
        let limit = IBig::from(FARTHEST_NORMAL) << self.bits;
        let within = |end: &IBig| end.clone().clamp(-limit.clone(), limit.clone()) << n_lost;
        let found =
            finer.normal_cdf_here(&Enclosure { low: within(&z.low), high: within(&z.high) });
        let mut found =
            Enclosure { low: found.low >> n_lost, high: (found.high >> n_lost) + IBig::ONE };
        // Farther away is more of the same.
        if z.low < -limit.clone() {
            found.low = IBig::ZERO;
        }
        if z.high > limit {
            found.high = IBig::ONE << self.bits;
        }
        found
    }

    fn normal_cdf_here(&self, z: &Enclosure) -> Enclosure {
        let at = |end: &IBig| {
            let z = Enclosure { low: end.clone(), high: end.clone() };
            let size = if *end < IBig::ZERO { -z.clone() } else { z };
            let square = self.product(&size, &size);
            let one = IBig::ONE << self.bits;
            let (mut term, mut sum, mut odd) = (size.clone(), size, 1_u32);
            loop {
                odd += 2;
                let next = self.product(&term, &square);
                term = self.product(&next, &self.rational(&(Rational::ONE / Rational::from(odd))));
                sum = &sum + &term;
                // From here terms fall by more than a half, so that the rest is at most the last one.
                let is_falling =
                    square.high.clone() * IBig::from(2) < one.clone() * IBig::from(odd);
                if is_falling && term.high <= IBig::from(4) {
                    break;
                }
            }
            sum.high += &term.high;
            let half = Enclosure { low: one.clone() >> 1, high: one >> 1 };
            let part = self.product(
                &sum,
                &self.normal_density(&Enclosure { low: end.clone(), high: end.clone() }),
            );
            if *end < IBig::ZERO { &half - &part } else { &half + &part }
        };
        let (low, high) = (at(&z.low), at(&z.high));
        let zero = IBig::ZERO;
        Enclosure { low: low.low.max(zero), high: high.high }
    }

    /// P(shape, x) for x > 0: the mass of a gamma distribution of rate 1 below x.
    pub fn gamma_cdf(&self, shape: &Rational, x: &Enclosure) -> Enclosure {
        let log_of_gamma = self.log_gamma(&(shape + Rational::ONE));
        let at = |end: &IBig| {
            let x = Enclosure { low: end.clone(), high: end.clone() };
            let (mut term, mut sum, mut k) = (self.one(), self.one(), shape.clone());
            loop {
                k += Rational::ONE;
                let next = self.product(&term, &x);
                term = self.product(&next, &self.rational(&(Rational::ONE / &k)));
                sum = &sum + &term;
                // From here terms fall by more than a half, so that the rest is at most the last one.
                let is_falling = x.high.clone() * IBig::from(2) < self.rational(&k).low;
                if is_falling && term.high <= IBig::from(4) {
                    break;
                }
            }
            sum.high += &term.high;
            let power = self.product(&self.rational(shape), &self.log_of(&x));
            let factor = self.exp(&(&(&power - &x) - &log_of_gamma));
            self.product(&sum, &factor)
        };
        Enclosure { low: at(&x.low).low, high: at(&x.high).high.min(IBig::ONE << self.bits) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Rational {
        ironproof_number::rational::parse(text).expect(text)
    }

    /// The number is within one unit of the last digit.
    #[track_caller]
    fn check(precision: &Precision, found: &Enclosure, digits: &str) {
        let found = precision.between(found);
        let known = number(digits);
        let unit = number("1e-30");
        assert!(found.low <= &known + &unit && &known - &unit <= found.high, "{digits}: {found:?}");
        assert!(found.width() < number("1e-28"), "{digits}: {}", found.width());
    }

    /// Digits from mpmath 1.3 with 50 digits.
    #[test]
    fn known_values_are_inside() {
        let precision = Precision::new(160);
        let of = |x: &str| precision.rational(&number(x));
        check(&precision, &precision.pi(), "3.1415926535897932384626433832795");
        check(&precision, &precision.log_gamma(&number("1/2")), LOG_ROOT_PI);
        check(
            &precision,
            &precision.log_gamma(&number("10")),
            "12.8018274800814696112077178745667",
        );
        check(&precision, &precision.normal_cdf(&of("1")), "0.8413447460685429485852325456320");
        check(&precision, &precision.normal_cdf(&of("-3")), "0.0013498980316300945266518147675949");
        // P(1, x) = 1 - exp(-x), P(2, x) = 1 - (1 + x) exp(-x)
        check(
            &precision,
            &precision.gamma_cdf(&number("1"), &of("2")),
            "0.8646647167633873081060005050275",
        );
        check(
            &precision,
            &precision.gamma_cdf(&number("2"), &of("3")),
            "0.8008517265285442280826303373998",
        );
    }

    const LOG_ROOT_PI: &str = "0.5723649429247000870717136756765";

    /// log Gamma(x + 1) = log Gamma(x) + log x, on both sides of where Stirling's series begins.
    #[test]
    fn the_recurrence_holds() {
        let precision = Precision::new(160);
        for x in ["1/7", "3/2", "39.5", "40", "123.25"] {
            let x = number(x);
            let log = precision.log(&magnitude(x.numerator()), x.denominator());
            let sum = &precision.log_gamma(&x) + &log;
            let next = precision.log_gamma(&(&x + Rational::ONE));
            let difference = precision.between(&(&next - &sum));
            assert!(difference.admits(&Rational::ZERO), "{x}: {difference:?}");
            assert!(difference.width() < number("1e-27"), "{x}: {}", difference.width());
        }
    }
}
