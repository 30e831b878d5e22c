//! Yes, no, or not decided: what enclosures say about a statement.

use ironproof_curves::Between;

/// What is proved about a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is true.
    Yes,
    /// It is false.
    No,
    /// Neither is proved.
    Open,
}

use Decision::{No, Open, Yes};

impl Decision {
    /// Whether a is below b.
    pub fn below(a: &Between, b: &Between) -> Self {
        if a.is_below(b) {
            Yes
        } else if a.low >= b.high {
            No
        } else {
            Open
        }
    }

    /// Whether a is at most b.
    pub fn at_most(a: &Between, b: &Between) -> Self {
        Self::below(b, a).opposite()
    }

    /// Whether a is b. Equality is proved only of numbers without rounding.
    pub fn equal(a: &Between, b: &Between) -> Self {
        if a.is_exact() && b.is_exact() && a.low == b.low {
            Yes
        } else if a.is_below(b) || b.is_below(a) {
            No
        } else {
            Open
        }
    }

    /// The opposite.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Yes => No,
            No => Yes,
            Open => Open,
        }
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (No, _) | (_, No) => No,
            (Yes, Yes) => Yes,
            _ => Open,
        }
    }

    /// One of the two, or both.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.opposite().and(other.opposite()).opposite()
    }
}

impl From<bool> for Decision {
    fn from(is_true: bool) -> Self {
        if is_true { Yes } else { No }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(low: u32, high: u32) -> Between {
        Between { low: low.into(), high: high.into() }
    }

    /// Every statement about intervals is compared with the same statement about all integers in them.
    #[test]
    fn what_is_decided_is_so_for_all_numbers_inside() {
        let all: Vec<(u32, u32)> = (0..5).flat_map(|a| (a..5).map(move |b| (a, b))).collect();
        for &(a, b) in &all {
            for &(c, d) in &all {
                let (x, y) = (between(a, b), between(c, d));
                let is = |rule: &dyn Fn(u32, u32) -> bool| {
                    let mut found = (a..=b).flat_map(|p| (c..=d).map(move |q| (p, q)));
                    let n = found.clone().filter(|(p, q)| rule(*p, *q)).count();
                    if n == 0 {
                        No
                    } else if found.all(|(p, q)| rule(p, q)) {
                        Yes
                    } else {
                        Open
                    }
                };
                assert_eq!(Decision::below(&x, &y), is(&|p, q| p < q));
                assert_eq!(Decision::at_most(&x, &y), is(&|p, q| p <= q));
                assert_eq!(Decision::equal(&x, &y), is(&|p, q| p == q));
            }
        }
        assert_eq!([Yes.or(Open), No.or(Open), Open.and(No), Open.and(Yes)], [Yes, Open, No, Open]);
    }
}
