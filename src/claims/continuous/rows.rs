//! What is claimed about which instance, and where the known value comes from.
//!
//! Values are those of the files in `instances/closed-form`; places follow from the structure by quantile
//! in their first lines; widths of pools of the skewed weights are roots enclosed in `pool_width`.

use std::path::Path;

use super::Quantity::{
    self, BottomPool, BottomPrice, BottomWtp, CutOff, OneContract, Pools, RankHigh, RankLow,
    TopPool, Value,
};
use crate::pool_width::width;
use ironproof_instance as instance;
use ironproof_instance::ContinuousInstance;
use ironproof_number::rational::{Rational, parse, to_decimal};

/// Instances of the family of c26 that are no files: weights (n + 1) (1 - t)^n.
const SKEWED: &str = "skewed-weights-";
/// Decimals of an enclosed width.
const WIDTH_DIGITS: usize = 15;

/// One quantity of one continuous instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The claim's id.
    pub claim: &'static str,
    /// The name of the instance.
    pub instance: String,
    /// The group, from 0.
    pub group: usize,
    /// What is measured.
    pub quantity: Quantity,
    /// An interval that contains it; one point where it is rational.
    pub known: (Rational, Rational),
    /// The error on K types is at most this / K^power.
    pub bound: Rational,
}

impl Row {
    /// Claim, instance and quantity.
    pub fn place(&self) -> String {
        format!("{}, {}, {}", self.claim, self.instance, self.what())
    }

    /// The quantity, with the group where it is not the first.
    pub fn what(&self) -> String {
        match self.group {
            0 => self.quantity.says().to_owned(),
            g => format!("{}, group {}", self.quantity.says(), g + 1),
        }
    }

    /// Whether the instance is a file.
    pub fn is_file(&self) -> bool {
        !self.instance.starts_with(SKEWED)
    }

    /// The known value for people.
    pub fn known_text(&self) -> String {
        let (low, high) = &self.known;
        if low == high {
            return low.to_string();
        }
        let scale = Rational::from(100_000_000_u32);
        let digits = Rational::from((low * &scale).floor()) / scale;
        to_decimal(&digits).map_or_else(|| low.to_string(), |text| format!("{text}..."))
    }

    /// The distance from the worse end of the known interval.
    pub(super) fn error(&self, value: &Rational) -> Rational {
        let distance = |end: &Rational| if value < end { end - value } else { value - end };
        distance(&self.known.0).max(distance(&self.known.1))
    }
}

/// How a row knows.
enum Known {
    /// The optimum that the file states.
    Stated,
    Exact(&'static str),
    Between(&'static str, &'static str),
    /// The root of `pool_width`.
    Width(u32),
}
use Known::{Between, Exact, Stated, Width};

/// Claim, instance, group, quantity, known value, bound.
type Line = (&'static str, &'static str, usize, Quantity, Known, &'static str);

const ROWS: &[Line] = &[
    ("W", "c01-reserve-price", 0, Value, Stated, "3/10"),
    ("W", "c02a-scarce-supply", 0, Value, Stated, "3/10"),
    ("W", "c03-utilitarian-market", 0, Value, Stated, "3/10"),
    ("W", "c04-money-is-worthless", 0, Value, Stated, "0"),
    // Cells of a tail: the constant of the second order is large.
    ("W", "c05-heavy-tail", 0, Value, Stated, "3"),
    // An error of zero up to the width of the stated interval and the rounding of the grid's data.
    ("W", "c06-constant-hazard", 0, Value, Stated, "1/1000000"),
    ("W", "c08-exponential-reserve", 0, Value, Stated, "1"),
    ("W", "c10-full-lottery-knife-edge", 0, Value, Stated, "0"),
    ("W", "c11-lottery-below-market", 0, Value, Stated, "3/10"),
    ("W", "c14-indifference", 0, Value, Stated, "0"),
    ("W", "c15-pool-at-the-top", 0, Value, Stated, "3/10"),
    ("W", "c16-dip-below-the-cut-off", 0, Value, Stated, "3/10"),
    ("W", "c18-atom-hides-the-pool", 0, Value, Stated, "0"),
    ("W", "c19-kinked-weights", 0, Value, Stated, "3/10"),
    ("W", "c20-free-lottery-essential", 0, Value, Stated, "3/10"),
    ("W", "c21-essential-full-lottery", 0, Value, Stated, "0"),
    ("W", "c22-not-essential", 0, Value, Stated, "3/10"),
    ("W", "c23-no-jump-at-equality", 0, Value, Stated, "3/10"),
    ("W", "c24-free-but-nothing", 0, Value, Stated, "9/2"),
    ("W", "c26n0-skewed-weights-0", 0, Value, Stated, "3/10"),
    ("W", "c26n1-skewed-weights-1", 0, Value, Stated, "3/10"),
    ("W", "c26n2-skewed-weights-2", 0, Value, Stated, "3/10"),
    ("W", "c27-abundance", 0, Value, Stated, "0"),
    ("W", "c28-worthless-objects", 0, Value, Stated, "0"),
    ("W", "c29-no-objective", 0, Value, Stated, "0"),
    ("W", "c30-essential-without-revenue", 0, Value, Stated, "0"),
    ("W", "c01-reserve-price", 0, CutOff, Exact("1/2"), "1"),
    ("W", "c02a-scarce-supply", 0, CutOff, Exact("3/4"), "1"),
    ("X", "m1-random-between-market", 0, Value, Stated, "3/10"),
    ("X", "m2-three-lotteries", 0, Value, Stated, "3/10"),
    ("X", "m4-tied-lotteries", 0, Value, Stated, "0"),
    ("X", "m6-two-markets", 0, Value, Stated, "3/10"),
    ("R1", "m7-transfers-to-one-group", 0, Value, Stated, "3/10"),
    ("R2", "m8-transfers-to-everybody", 0, Value, Stated, "3/10"),
    ("P1", "c20-free-lottery-essential", 0, BottomPool, Exact("1/2"), "1"),
    ("P1", "c20-free-lottery-essential", 0, BottomWtp, Exact("3/2"), "1"),
    ("P1", "c20-free-lottery-essential", 0, BottomPrice, Exact("0"), "0"),
    ("P1", "c21-essential-full-lottery", 0, BottomPool, Exact("1"), "0"),
    ("P1", "c21-essential-full-lottery", 0, BottomPrice, Exact("0"), "0"),
    ("P1", "c22-not-essential", 0, BottomPool, Exact("0"), "0"),
    ("P1", "c23-no-jump-at-equality", 0, BottomPool, Exact("0"), "0"),
    ("P1", "c24-free-but-nothing", 0, BottomPrice, Exact("0"), "0"),
    ("P1", "c24-free-but-nothing", 0, CutOff, Exact("1/3"), "1"),
    ("P2", "c04-money-is-worthless", 0, OneContract, Exact("1"), "0"),
    ("P2", "c10-full-lottery-knife-edge", 0, OneContract, Exact("1"), "0"),
    ("P2", "c21-essential-full-lottery", 0, OneContract, Exact("1"), "0"),
    ("P2", "c11-lottery-below-market", 0, OneContract, Exact("1/2"), "1"),
    ("P2", "c15-pool-at-the-top", 0, OneContract, Exact("0"), "1"),
    ("P2", "c15-pool-at-the-top", 0, TopPool, Exact("1/2"), "1"),
    ("P2", "c27-abundance", 0, OneContract, Exact("1"), "0"),
    ("P2", "c27-abundance", 0, Pools, Exact("0"), "0"),
    ("P3", "c01-reserve-price", 0, TopPool, Exact("1"), "0"),
    ("P3", "c03-utilitarian-market", 0, TopPool, Exact("1"), "0"),
    ("P3", "c16-dip-below-the-cut-off", 0, TopPool, Exact("1"), "0"),
    ("P3", "c23-no-jump-at-equality", 0, TopPool, Exact("1"), "0"),
    ("P3", "c26n2-skewed-weights-2", 0, TopPool, Exact("1"), "0"),
    ("P3", "c19-kinked-weights", 0, TopPool, Exact("5/8"), "1"),
    ("P3", "c15-pool-at-the-top", 0, TopPool, Exact("1/2"), "1"),
    ("P3", "c10-full-lottery-knife-edge", 0, TopPool, Exact("0"), "0"),
    ("P4", "c03-utilitarian-market", 0, Pools, Exact("0"), "0"),
    ("P4", "c22-not-essential", 0, Pools, Exact("0"), "0"),
    ("P4", "c16-dip-below-the-cut-off", 0, Pools, Exact("0"), "0"),
    (
        "P4",
        "c16-dip-below-the-cut-off",
        0,
        CutOff,
        Between("0.38196601125010515179", "0.38196601125010515180"),
        "1",
    ),
    ("P4", "c11-lottery-below-market", 0, Pools, Exact("1/2"), "1"),
    ("P4", "c20-free-lottery-essential", 0, Pools, Exact("1/2"), "1"),
    ("P4", "c18-atom-hides-the-pool", 0, Pools, Exact("1/2"), "0"),
    ("P5", "m1-random-between-market", 1, RankLow, Exact("3/8"), "1"),
    ("P5", "m1-random-between-market", 1, RankHigh, Exact("7/8"), "1"),
    ("P5", "m1-random-between-market", 0, RankHigh, Exact("1"), "0"),
    ("P6", "c26n0-skewed-weights-0", 0, Pools, Width(0), "0"),
    ("P6", "c26n1-skewed-weights-1", 0, Pools, Width(1), "0"),
    ("P6", "c26n2-skewed-weights-2", 0, Pools, Width(2), "1"),
    ("P6", "skewed-weights-3", 0, Pools, Width(3), "1"),
    ("P6", "skewed-weights-4", 0, Pools, Width(4), "1"),
    ("P6", "skewed-weights-10", 0, Pools, Width(10), "1"),
    ("P6", "skewed-weights-40", 0, Pools, Width(40), "1"),
    ("P7", "m2-three-lotteries", 0, RankLow, Exact("1/4"), "1"),
    ("P7", "m2-three-lotteries", 0, RankHigh, Exact("3/4"), "1"),
    ("P7", "m2-three-lotteries", 1, RankLow, Exact("3/4"), "1"),
    ("P7", "m2-three-lotteries", 1, RankHigh, Exact("1"), "0"),
    ("P7", "m2-three-lotteries", 2, RankLow, Exact("0"), "0"),
    ("P7", "m2-three-lotteries", 2, RankHigh, Exact("1/4"), "1"),
    ("P8", "m6-two-markets", 0, RankLow, Exact("0"), "0"),
    ("P8", "m6-two-markets", 0, RankHigh, Exact("3/4"), "1"),
    ("P8", "m6-two-markets", 1, RankLow, Exact("0"), "0"),
    ("P8", "m6-two-markets", 1, RankHigh, Exact("1"), "0"),
];

/// Finds an instance by name, such as [`instance`].
pub type Find<'a> = &'a (dyn Fn(&str) -> Option<ContinuousInstance> + Sync);

/// All rows, in the order of the claims; the stated optima are those of the instances found.
pub fn rows(find: Find<'_>) -> Vec<Row> {
    let number = |text: &str| parse(text).expect("the table has numbers");
    let row = |(claim, name, group, quantity, known, bound): &Line| Row {
        claim,
        instance: (*name).to_owned(),
        group: *group,
        quantity: *quantity,
        known: match known {
            Stated => find(name)
                .and_then(|instance| instance.optimum)
                .or_else(|| instance(name)?.optimum)
                .map(|optimum| (optimum.ends().0.clone(), optimum.ends().1.clone()))
                .expect("each closed form states its optimum"),
            Exact(text) => (number(text), number(text)),
            Between(low, high) => (number(low), number(high)),
            Width(n) => {
                let width = width(*n, WIDTH_DIGITS);
                (width.low, width.high)
            }
        },
        bound: number(bound),
    };
    ROWS.iter().map(row).collect()
}

/// The instance called `name`, as it was when this was compiled.
pub fn instance(name: &str) -> Option<ContinuousInstance> {
    let read = |text: &str| instance::read(text, Path::new("")).ok();
    match name.strip_prefix(SKEWED) {
        Some(n) => read(&skewed(n.parse().ok()?)),
        None => read(ironproof_instances::closed_form(name)?),
    }
}

/// The file of the family of c26 for exponent `n`, at most 40.
fn skewed(n: u32) -> String {
    // (n + 1) (1 - t)^n by powers of t.
    let mut coefficient = i128::from(n) + 1;
    let mut coefficients = Vec::new();
    for k in 0..=n {
        coefficients.push(format!("\"{coefficient}\""));
        coefficient = -coefficient * i128::from(n - k) / i128::from(k + 1);
    }
    format!(
        "name = \"{SKEWED}{n}\"\nalpha = \"1\"\n\
         quality = {{ kind = \"uniform\", low = \"0\", high = \"1\" }}\n\
         [[group]]\nlabel = \"all\"\nmass = \"1\"\n\
         wtp = {{ kind = \"uniform\", low = \"1\", high = \"2\" }}\n\
         weight = {{ kind = \"polynomial\", of = \"quantile\", coefficients = [{}] }}\n",
        coefficients.join(", ")
    )
}
