//! Shares in percent, and losses in words. Zero is written as zero only where it is: what is small has its digits.

use ironproof_curves::Between;
use ironproof_number::rational::{Rational, Readable, approx, exact, round_decimal};

use crate::digits::{decimal, known, known_to, rounded, up};

/// Decimals at which a share that is next to all is still told from all.
const MOST_DECIMALS: i32 = 12;

/// A share as a percentage, with one decimal. `0%` and `100%` are exact; a share that one decimal would round to one
/// of them has more decimals. Where it is not decided whether a share is zero, it is at most something.
pub(crate) fn percent(share: &Between) -> String {
    let (percent, all) = (share.times(&Rational::from(100)), Rational::from(100));
    if percent.is_zero() || percent == Between::exactly(all.clone()) {
        return format!("{}%", Readable(&percent.low));
    }
    let fits = |decimals: i32| {
        let (near, unit) = rounded(&percent.middle(), decimals);
        let half = unit / Rational::from(2);
        let is_known = &near - &half <= percent.low && percent.high <= near.clone() + half;
        is_known.then_some(near)
    };
    match fits(1) {
        Some(near) if near.is_zero() && percent.admits(&near) => {
            format!("at most {}%", at_most(&percent.high))
        }
        Some(near) if near.is_zero() => tiny(&percent),
        Some(near) if near == all && !percent.admits(&all) => {
            let told = |decimals| fits(decimals).filter(|near| *near != all).map(|x| (x, decimals));
            match (2..=MOST_DECIMALS).find_map(told) {
                Some((near, decimals)) => format!("{}%", decimal(&near, decimals)),
                None => "next to 100%".to_owned(),
            }
        }
        Some(near) => format!("{}%", decimal(&near, 1)),
        None => {
            format!("{} to {}%", outward(&percent.low, false), outward(&percent.high, true))
        }
    }
}

/// A number of percent that is not zero and has no digit among the first decimals.
fn tiny(percent: &Between) -> String {
    let thousandth = Rational::ONE / Rational::from(1000);
    let size = percent.middle().max(-percent.middle());
    if size >= thousandth || &percent.high - &percent.low > size * &thousandth {
        return format!("{}%", known_to(percent, 2));
    }
    format!("{:.1e}%", approx(&percent.middle()))
}

/// A share that was measured, in doubles: what one decimal would round to none or to all is beside it.
pub(crate) fn measured(share: f64) -> String {
    let text =
        exact(share).map_or_else(|| "-".to_owned(), |share| percent(&Between::exactly(share)));
    match share {
        x if 0.0 < x && x < 0.0005 => "<0.1%".to_owned(),
        x if (0.9995..1.0).contains(&x) => ">99.9%".to_owned(),
        _ => text,
    }
}

/// One decimal, on this side of a number.
fn outward(x: &Rational, is_up: bool) -> String {
    let tenth = Rational::ONE / Rational::from(10);
    let near = round_decimal(x, 1);
    let near = match is_up {
        true if near < *x => near + tenth,
        false if near > *x => near - tenth,
        _ => near,
    };
    decimal(&near, 1)
}

/// A number that is not below `x`: a power of ten, if one does it.
fn at_most(x: &Rational) -> String {
    let ten = Rational::from(10);
    let powers = std::iter::successors(Some(Rational::ONE), |power| Some(power / &ten));
    match powers.take(30).take_while(|power| x <= power).zip(0..).last() {
        Some((_, k)) if 5 <= k => format!("1e-{k}"),
        Some((power, _)) => Readable(&power).to_string(),
        None => Readable(&up(x)).to_string(),
    }
}

/// How far a policy is below the optimum, in words; the second number is the same as a share of the optimum.
pub(crate) fn below_optimum(loss: &Between, share: Option<&Between>) -> String {
    if loss.high <= Rational::ZERO {
        return "the optimum itself".to_owned();
    }
    if loss.admits(&Rational::ZERO) {
        return format!("at most {} below the optimum", at_most(&loss.high));
    }
    let share = share.map_or_else(String::new, |share| format!(", {} of it", percent(share)));
    format!("{} below the optimum{share}", known(loss))
}

#[cfg(test)]
mod tests {
    use ironproof_number::rational::parse;

    use super::*;

    fn between(low: &str, high: &str) -> Between {
        let number = |text| parse(text).expect(text);
        Between { low: number(low), high: number(high) }
    }

    #[test]
    fn only_zero_is_written_as_zero_and_only_all_as_all() {
        for (low, high, text) in [
            ("0", "0", "0%"),
            ("1", "1", "100%"),
            ("1/3", "1/3", "33.3%"),
            ("0.4", "0.4", "40.0%"),
            ("0.0004", "0.0004", "0.04%"),
            ("0.00034", "0.000341", "0.034%"),
            ("1e-9", "1e-9", "1.0e-7%"),
            ("1e-9", "5e-9", "0.0000001 to 0.0000005%"),
            ("0", "1e-9", "at most 1e-7%"),
            ("-1e-12", "3e-6", "at most 0.001%"),
            ("0.9996", "0.9996", "99.96%"),
            ("0.99999", "0.999991", "99.999%"),
            ("0.9999999999999999", "0.9999999999999999", "next to 100%"),
            ("1.000001", "1.000001", "100.0001%"),
            ("0.999999", "1", "100.0%"),
            ("0.21", "0.28", "21.0 to 28.0%"),
            ("2", "2", "200.0%"),
        ] {
            assert_eq!(percent(&between(low, high)), text, "{low} {high}");
        }
    }

    /// Whatever is written of a share follows from what is known of it, and zero and all are never guessed.
    #[test]
    fn shares_near_the_ends_are_told_from_the_ends() {
        for k in 1..60_u32 {
            let near = (0..k).fold(Rational::ONE, |x, _| x / Rational::from(2));
            for share in [near.clone(), Rational::ONE - &near] {
                let text = percent(&Between::exactly(share.clone()));
                let number = text.trim_end_matches('%').trim_start_matches("next to ");
                let shown = parse(number).expect(number) / Rational::from(100);
                let is_end = shown.is_zero() || shown == Rational::ONE;
                assert_eq!(is_end, text == "next to 100%", "{share}: {text}");
                let off = &shown - &share;
                assert!(off.clone().max(-off) <= parse("1/2000").expect("a number"), "{text}");
            }
        }
    }

    #[test]
    fn what_is_measured_is_never_none_or_all_by_rounding() {
        let shares = [0.0, 1e-14, 0.0004, 0.0006, 0.5, 0.9996, 1.0].map(measured);
        assert_eq!(shares, ["0%", "<0.1%", "<0.1%", "0.1%", "50.0%", ">99.9%", "100%"]);
    }

    #[test]
    fn a_loss_says_whether_there_is_one() {
        for (low, high, text) in [
            ("0", "0", "the optimum itself"),
            ("0", "1e-8", "at most 1e-8 below the optimum"),
            ("-1e-9", "0.00002", "at most 0.0001 below the optimum"),
            ("0", "7/3", "at most 2.333334 below the optimum"),
            ("1e-8", "1e-8", "1.000000e-8 below the optimum, 5.0e-7% of it"),
            ("1/2", "1/2", "0.5 below the optimum, 25.0% of it"),
        ] {
            let (loss, half) = (between(low, high), Rational::ONE / Rational::from(2));
            assert_eq!(below_optimum(&loss, Some(&loss.times(&half))), text, "{low} {high}");
        }
    }
}
