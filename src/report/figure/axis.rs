//! Scales of axes: round numbers at the ticks, on a line or by powers of ten.

#![expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    reason = "a picture is not a verdict"
)]

use serde::Serialize;

/// An axis, and what it shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Axis {
    pub(super) title: String,
    #[serde(flatten)]
    pub(super) scale: Scale,
}

impl Axis {
    pub(super) fn new(title: impl Into<String>, scale: Scale) -> Self {
        Self { title: title.into(), scale }
    }
}

/// The largest number that an axis shows.
const FARTHEST: f64 = 1e300;

/// A range of numbers on an axis.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    is_log: bool,
}

impl Scale {
    /// From `low` to `high`, or a little around them if they are the same.
    pub(super) fn new(low: f64, high: f64) -> Self {
        // Beyond this a difference of two numbers is no double.
        let (low, high) = (low.clamp(-FARTHEST, FARTHEST), high.clamp(-FARTHEST, FARTHEST));
        let room = if high > low { 0.0 } else { low.abs().max(1.0) / 2.0 };
        Self { low: low - room, high: high + room, is_log: false }
    }

    /// Around all of these numbers, with a little room at both ends, but for an end that is zero.
    pub(super) fn around(numbers: impl Iterator<Item = f64>) -> Self {
        let finite = numbers.filter(|x| x.is_finite());
        let (low, high) = finite
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        if low > high {
            return Self::new(0.0, 1.0);
        }
        let room = (high - low) * 0.06;
        let low = if low == 0.0 { 0.0 } else { low - room };
        let high = if high == 0.0 { 0.0 } else { high + room };
        Self::new(low, high)
    }

    /// The same by powers of ten, if both ends are above zero and far apart.
    pub(super) fn by_powers(self) -> Self {
        Self { is_log: self.low > 0.0 && self.high / self.low >= 50.0, ..self }
    }

    pub(super) fn high(&self) -> f64 {
        self.high
    }

    pub(super) fn low(&self) -> f64 {
        self.low
    }

    /// Where a number is: 0 at the low end, 1 at the high end.
    pub(super) fn part(&self, x: f64) -> f64 {
        let x = x.clamp(-FARTHEST, FARTHEST);
        if self.is_log {
            (x / self.low).ln() / (self.high / self.low).ln()
        } else {
            (x - self.low) / (self.high - self.low)
        }
    }

    /// Round numbers inside, at most about `n`.
    pub(super) fn ticks(&self, n: f64) -> Vec<f64> {
        if self.is_log {
            return self.powers();
        }
        let rough = (self.high - self.low) / n.max(1.0);
        let power = 10_f64.powi(rough.log10().floor() as i32);
        let step = [1.0, 2.0, 5.0, 10.0].map(|k| k * power);
        let step = step.into_iter().find(|step| *step >= rough * 0.999).unwrap_or(10.0 * power);
        let slack = step * 1e-6;
        let (mut k, mut ticks) = ((self.low / step - 1e-6).ceil(), Vec::new());
        // Where ends are equal but for their last bits, the next number may be the same one.
        while k * step <= self.high + slack && ticks.last().is_none_or(|last| *last < k * step) {
            // No minus at zero.
            ticks.push(k * step + 0.0);
            k += 1.0;
        }
        ticks
    }

    fn powers(&self) -> Vec<f64> {
        let first = self.low.log10().ceil() as i32;
        let powers = (first..).map(|k| 10_f64.powi(k));
        powers.take_while(|x| *x <= self.high * 1.000_001).collect()
    }
}

/// A number at a tick: as many decimals as it needs, at most six; thousands apart.
pub(super) fn number(x: f64) -> String {
    let size = x.abs();
    if size != 0.0 && !(1e-4..1e7).contains(&size) {
        return format!("{x:.2e}").replace(".00e", "e");
    }
    let text = format!("{x:.6}");
    let text = match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" => "0",
        text => text,
    };
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("\u{2212}", digits),
        None => ("", whole),
    };
    let mut grouped = String::new();
    for (k, digit) in digits.chars().enumerate() {
        if k > 0 && digits.len() > 4 && (digits.len() - k).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}

/// A number beside a line: three significant digits.
pub(super) fn rounded(x: f64) -> String {
    if x == 0.0 {
        return "0".to_owned();
    }
    let scale = 10_f64.powi(2 - x.abs().log10().floor() as i32);
    number((x * scale).round() / scale)
}

/// A share in percent, with a decimal below ten. `0%` and `100%` are none and all.
pub(super) fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    // A double that stands for all may be a little less.
    let is_part = percent < 100.0 - 1e-9;
    if is_part && percent >= 99.95 {
        ">99.9%".to_owned()
    } else if is_part && percent >= 99.5 {
        format!("{percent:.1}%")
    } else if percent == 0.0 || percent >= 9.95 {
        format!("{percent:.0}%")
    } else if percent < 0.05 {
        "<0.1%".to_owned()
    } else {
        format!("{percent:.1}%")
    }
}

#[cfg(test)]
mod tests {
    use super::{Scale, number, percent, rounded};

    #[test]
    fn ticks_are_round_and_inside() {
        let ticks = Scale::new(0.0, 400.0).ticks(3.0);
        assert_eq!(ticks, [0.0, 200.0, 400.0]);
        assert!(ticks[0].is_sign_positive(), "no minus at zero");
        assert_eq!(Scale::new(-1.0, 1.0).ticks(4.0), [-1.0, -0.5, 0.0, 0.5, 1.0]);
        assert_eq!(Scale::new(0.1, 100.0).by_powers().ticks(9.0), [0.1, 1.0, 10.0, 100.0]);
        // Equal ends are no axis; something is drawn all the same.
        assert_eq!(Scale::new(0.0, 0.0).ticks(1.0), [0.0]);
    }

    #[test]
    fn numbers_are_short() {
        let shown = [0.0, -0.0, 0.5, -12_345.0, 9999.0, 1e-7, 2.5e9].map(number);
        assert_eq!(shown, ["0", "0", "0.5", "\u{2212}12 345", "9999", "1e-7", "2.50e9"]);
        assert_eq!([137.507, 0.322_598, 0.0, 1.0].map(rounded), ["138", "0.323", "0", "1"]);
        assert_eq!(
            [0.0, 0.000_1, 0.032, 0.46, 0.994, 0.997, 0.9999, 1.0].map(percent),
            ["0%", "<0.1%", "3.2%", "46%", "99%", "99.7%", ">99.9%", "100%"]
        );
    }
}
