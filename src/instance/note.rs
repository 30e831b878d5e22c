//! What a reader of results must know: every truncation and every rounding, with its size.

use std::fmt;

use ironproof_number::rational::{Rational, Readable};

/// One remark about an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Mass outside the bounds became an atom at the bound.
    Clipped {
        /// Label of the group.
        label: String,
        /// Which tail.
        end: End,
        /// The bound.
        bound: Rational,
        /// The share of the group that lies outside.
        share: Rational,
    },
    /// Mass outside the bounds was dropped, and the mass of the group is smaller by it.
    Conditioned {
        /// Label of the group.
        label: String,
        /// Which tail.
        end: End,
        /// The bound.
        bound: Rational,
        /// The share of the group that lies outside.
        share: Rational,
        /// The mass of agents dropped: the share times the mass in the file.
        mass: Rational,
    },
    /// A breakpoint has no exact quantile and was rounded.
    RoundedBreakpoint {
        /// Label of the group, or `quality`.
        label: String,
        /// The breakpoint in willingness to pay.
        wtp: Rational,
        /// Decimals kept.
        digits: usize,
    },
    /// Values that only floats can evaluate were rounded once.
    RoundedValues {
        /// Label of the group, or `quality`.
        label: String,
        /// Decimals kept.
        digits: usize,
    },
    /// Grid edges at equal steps of willingness to pay have no exact quantile and were rounded.
    RoundedEdges {
        /// Label of the group.
        label: String,
        /// Decimals kept.
        digits: usize,
    },
}

/// A tail of a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Below the lower bound.
    Low,
    /// Above the upper bound.
    High,
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            End::Low => "below",
            End::High => "above",
        })
    }
}

impl Note {
    /// Whether data were rounded: then what follows is about the rounded instance. Where the edges of
    /// the grid lie is a choice, not data.
    pub fn is_rounding(&self) -> bool {
        matches!(self, Self::RoundedBreakpoint { .. } | Self::RoundedValues { .. })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::Clipped { label, end, bound, share } => write!(
                f,
                "{label}: a share of {} with willingness to pay {end} {} counts as an atom there",
                Readable(share),
                Readable(bound)
            ),
            Note::Conditioned { label, end, bound, share, mass } => write!(
                f,
                "{label}: a share of {} (mass {}) with willingness to pay {end} {} is left out",
                Readable(share),
                Readable(mass),
                Readable(bound)
            ),
            Note::RoundedBreakpoint { label, wtp, digits } => {
                write!(
                    f,
                    "{label}: the quantile of {} is rounded to {digits} decimals",
                    Readable(wtp)
                )
            }
            Note::RoundedValues { label, digits } => {
                write!(f, "{label}: values are not rational and are rounded to {digits} decimals")
            }
            Note::RoundedEdges { label, digits } => {
                write!(f, "{label}: the quantiles of the grid are rounded to {digits} decimals")
            }
        }
    }
}
