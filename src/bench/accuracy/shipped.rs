//! The false-verdict suite: the models of `instances/lp`, which the program carries with it.
//!
//! Each made some solver, or exact code, say something false; the head of each file states the truth.

/// Names and texts.
pub const MODELS: [(&str, &str); 20] = [
    ("big-m", include_str!("../../../instances/lp/big-m.mps")),
    ("chain", include_str!("../../../instances/lp/chain.mps")),
    ("contradiction", include_str!("../../../instances/lp/contradiction.mps")),
    ("exponent", include_str!("../../../instances/lp/exponent.mps")),
    ("four-scales", include_str!("../../../instances/lp/four-scales.mps")),
    ("growing-chain", include_str!("../../../instances/lp/growing-chain.mps")),
    ("large-bounds", include_str!("../../../instances/lp/large-bounds.mps")),
    ("large-right-hand-side", include_str!("../../../instances/lp/large-right-hand-side.mps")),
    ("mixed-sizes", include_str!("../../../instances/lp/mixed-sizes.mps")),
    ("ranged-maximum", include_str!("../../../instances/lp/ranged-maximum.mps")),
    ("reduced-form", include_str!("../../../instances/lp/reduced-form.mps")),
    ("short-by-200", include_str!("../../../instances/lp/short-by-200.mps")),
    ("short-by-a-billionth", include_str!("../../../instances/lp/short-by-a-billionth.mps")),
    ("single-point", include_str!("../../../instances/lp/single-point.mps")),
    ("small-cost", include_str!("../../../instances/lp/small-cost.mps")),
    ("switch", include_str!("../../../instances/lp/switch.mps")),
    ("tenths", include_str!("../../../instances/lp/tenths.mps")),
    ("tiny-coefficient", include_str!("../../../instances/lp/tiny-coefficient.mps")),
    ("unbounded-ray", include_str!("../../../instances/lp/unbounded-ray.mps")),
    ("wrong-status", include_str!("../../../instances/lp/wrong-status.mps")),
];
