//! All pieces of the value, from touching lines alone (Eisner and Severance 1976).
//!
//! Two lines that touch at a < b and differ meet at some c of [a, b]. If the value at c is theirs, then by
//! convexity the value is the left line on [a, c] and the right one on [c, b]. If not, an optimum at c
//! gives a third line, and both halves are treated the same. Each solve finds a breakpoint or a new line. A concave value
//! is convex with the other sign.

use super::family::{Family, Infeasible, Line};
use ironproof_number::rational::Rational;

/// A linear piece before it is described.
pub(super) struct Stretch {
    pub(super) from: Rational,
    pub(super) to: Rational,
    pub(super) line: Line,
}

/// The pieces on `[from, to]`, where `from < to`, and the number of solves.
pub(super) fn trace(
    family: &Family<'_>,
    from: &Rational,
    to: &Rational,
) -> Result<(Vec<Stretch>, usize), Infeasible> {
    let signed = |line: Line| if family.is_convex() { line } else { line.opposite() };
    let touch = |x: &Rational| family.touch(x).map(|(_, line)| signed(line));
    let mut n_solves = 2;
    let mut stretches = Vec::new();
    let mut start = from.clone();
    let mut line = touch(from)?;
    // `line` is the value from `start` to `known`; the stack holds lines that touch further right.
    let mut known = from.clone();
    let mut right = vec![(to.clone(), touch(to)?)];
    while let Some((x, other)) = right.last() {
        if other.slope <= line.slope {
            // Touching lines do not cross here: they are the same line.
            known.clone_from(x);
            right.pop();
            continue;
        }
        let meet = line.meets(other);
        if meet >= *x {
            known.clone_from(x);
            right.pop();
            continue;
        }
        let is_breakpoint = meet <= known || {
            n_solves += 1;
            let middle = touch(&meet)?;
            let holds = middle.at(&meet) == line.at(&meet);
            if !holds {
                right.push((meet.clone(), middle));
                continue;
            }
            holds
        };
        debug_assert!(is_breakpoint, "the other case goes on with a new line");
        if start < meet {
            stretches.push(Stretch { from: start, to: meet.clone(), line });
            start = meet;
        }
        let Some((x, other)) = right.pop() else {
            unreachable!("the loop looked at the top of the stack");
        };
        (known, line) = (x, other);
    }
    if start < *to {
        stretches.push(Stretch { from: start, to: to.clone(), line });
    }
    for stretch in &mut stretches {
        stretch.line = signed(stretch.line.clone());
    }
    Ok((stretches, n_solves))
}

/// Where the last line is known to hold.
pub(super) struct End {
    /// `line` is the value from here on.
    pub(super) x: Rational,
    pub(super) line: Line,
    pub(super) n_solves: usize,
}

/// Some x from which on the value is linear: a mechanism of the largest slope is optimal there, and
/// hence at every larger x.
pub(super) fn end(family: &Family<'_>, from: &Rational) -> Result<End, Infeasible> {
    let steepest = family.steepest()?;
    let mut n_solves = 1;
    let mut x = (from * Rational::from(2)).max(Rational::ONE);
    loop {
        n_solves += 1;
        let (_, line) = family.touch(&x)?;
        if line.slope == steepest {
            return Ok(End { x, line, n_solves });
        }
        x *= Rational::from(2);
    }
}
