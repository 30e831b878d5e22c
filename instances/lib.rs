//! The files of this folder that programs carry with them, as texts.
//!
//! A package holds only what lies below its own folder. So the data are a package too: a crate that needs them
//! includes nothing from outside, and can be published.
//!
//! ```
//! let text = ironproof_instances::model("small-cost").ok_or("no such model")?;
//! assert!(text.contains("ENDATA"));
//! # Ok::<(), &str>(())
//! ```

macro_rules! texts {
    ($folder:literal, $ending:literal, $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!($folder, "/", $name, $ending)))),*]
    };
}

/// The continuous instances of `closed-form` about which a claim is checked: names and texts.
pub const CLOSED_FORM: &[(&str, &str)] = texts![
    "closed-form",
    ".toml",
    "c01-reserve-price",
    "c02a-scarce-supply",
    "c03-utilitarian-market",
    "c04-money-is-worthless",
    "c05-heavy-tail",
    "c06-constant-hazard",
    "c08-exponential-reserve",
    "c10-full-lottery-knife-edge",
    "c11-lottery-below-market",
    "c14-indifference",
    "c15-pool-at-the-top",
    "c16-dip-below-the-cut-off",
    "c18-atom-hides-the-pool",
    "c19-kinked-weights",
    "c20-free-lottery-essential",
    "c21-essential-full-lottery",
    "c22-not-essential",
    "c23-no-jump-at-equality",
    "c24-free-but-nothing",
    "c26n0-skewed-weights-0",
    "c26n1-skewed-weights-1",
    "c26n2-skewed-weights-2",
    "c27-abundance",
    "c28-worthless-objects",
    "c29-no-objective",
    "c30-essential-without-revenue",
    "m1-random-between-market",
    "m2-three-lotteries",
    "m4-tied-lotteries",
    "m6-two-markets",
    "m7-transfers-to-one-group",
    "m8-transfers-to-everybody",
];

/// The models of `lp`, names and texts. Each made some solver, or exact code, say something false; the head of each
/// file states the truth.
pub const MODELS: &[(&str, &str)] = texts![
    "lp",
    ".mps",
    "big-m",
    "chain",
    "contradiction",
    "exponent",
    "four-scales",
    "growing-chain",
    "large-bounds",
    "large-right-hand-side",
    "mixed-sizes",
    "ranged-maximum",
    "reduced-form",
    "short-by-200",
    "short-by-a-billionth",
    "single-point",
    "small-cost",
    "switch",
    "tenths",
    "tiny-coefficient",
    "unbounded-ray",
    "wrong-status",
];

/// The continuous instance called `name`.
pub fn closed_form(name: &str) -> Option<&'static str> {
    text(CLOSED_FORM, name)
}

/// The model called `name`.
pub fn model(name: &str) -> Option<&'static str> {
    text(MODELS, name)
}

fn text(texts: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    texts.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
