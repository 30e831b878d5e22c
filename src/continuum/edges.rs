//! The ends of a pool: where the hull is Psi for certain, and where the pool has begun for certain.
//!
//! An end inside a piece of Psi is a point of tangency. At a corner, Psi turns, and the end is the corner itself if V
//! jumps over the slope of the pool there. Where it does not, the end counts as a tangency next to the corner.

use ironproof_curves::Between;
use ironproof_number::rational::Rational;

use super::outline::End;
use super::side::Sides;

/// A virtual value that is known up to 2^40 only is not known.
const UNKNOWN_BITS: u64 = 40;

fn unknown_size() -> Rational {
    Rational::from(1_u64 << UNKNOWN_BITS)
}

/// How far from the ends of pools the proofs reach.
pub(crate) struct Settings {
    /// The distance, in quantiles.
    pub(crate) reach: Rational,
}

/// The two ends of a pool.
pub(crate) type Edges = (Edge, Edge);

/// An end of a pool: where the hull is Psi for certain, and where the pool has begun for certain.
pub(crate) struct Edge {
    pub(crate) outer: End,
    pub(crate) inner: End,
    /// The fall of the covering line, which is the tangent if the edge is not sharp.
    pub(crate) fall: Between,
    pub(crate) is_tangent: bool,
}

/// The ends of the pool from `from` to `to`, and the lines that are to cover Psi over it.
pub(crate) fn pool_edges(
    sides: &Sides<'_>,
    from: &End,
    to: &End,
    settings: &Settings,
) -> (Edge, Edge) {
    let height = |end: &End| match end {
        End::Corner(k) => sides.corners[*k].clone(),
        End::Inside(piece, t) => sides.local(*piece).psi(t),
    };
    let run = to.quantile(sides) - from.quantile(sides);
    let fall = (&height(from) - &height(to)).times(&(Rational::ONE / &run)).middle();
    let reach = (&settings.reach).min(&(&run / Rational::from(16))).clone();
    (edge(sides, from, &fall, &reach, true), edge(sides, to, &fall, &reach, false))
}

/// An end of a pool with this fall; `is_left`: the one where it begins.
fn edge(sides: &Sides<'_>, end: &End, fall: &Rational, reach: &Rational, is_left: bool) -> Edge {
    let moved = |piece: usize, t: &Rational, is_up: bool, step: &Rational| {
        let whole = sides.piece(piece);
        let room = (&whole.to - &whole.from) / Rational::from(4);
        let step = step.min(&room);
        let to = if is_up { t + step } else { t - step };
        End::Inside(piece, to.clamp(whole.from.clone(), whole.to.clone()))
    };
    let tangent = |end: &End| match end {
        End::Inside(piece, t) => sides.local(*piece).virtual_value(t),
        End::Corner(_) => Between::exactly(fall.clone()),
    };
    match end {
        End::Inside(piece, t) => {
            let (outer, inner) =
                (moved(*piece, t, !is_left, reach), moved(*piece, t, is_left, reach));
            Edge { fall: tangent(&outer), outer, inner, is_tangent: true }
        }
        End::Corner(k) => {
            // By how much a corner must turn to count as one.
            let turn = reach.clone() * (&sides.size + fall.clone().max(-fall.clone()));
            let (low, high) = (fall - &turn, fall + &turn);
            let on = |piece: Option<usize>| {
                piece.filter(|piece| {
                    *piece < sides.n_pieces()
                        && !sides.local(*piece).is_rough()
                        && !sides.local(*piece).is_straight()
                })
            };
            let left = on(k.checked_sub(1)).filter(|_| sides.reached_from_left(*k));
            let right = on(Some(*k)).filter(|_| sides.reached_from_right(*k));
            let (outside, inside) = if is_left { (left, right) } else { (right, left) };
            let turns = |value: Option<Between>, is_before: bool| {
                value.is_none_or(
                    |value| {
                        if is_before { value.high <= low } else { value.low >= high }
                    },
                )
            };
            // Where a density ends V is not known. Inside the pool the chord will tell; outside nothing is assumed.
            let is_unknown = |value: &Option<Between>| {
                value.as_ref().is_some_and(|value| value.width() > unknown_size())
            };
            // Inside the pool it may leave Psi along the tangent, if that is known without rounding.
            let is_equal = |value: &Option<Between>| {
                value.as_ref().is_some_and(|value| value.is_exact() && value.low == *fall)
            };
            let value = |is_before: bool| {
                if is_before { sides.left_of(*k) } else { sides.right_of(*k) }
            };
            let t = sides.corner_at(*k);
            let inner = match inside {
                // Inside the pool the line leaves Psi: to the right V is above it, to the left below.
                Some(piece)
                    if !turns(value(!is_left), !is_left)
                        && !is_unknown(&value(!is_left))
                        && !is_equal(&value(!is_left)) =>
                {
                    // Where a density ends willingness to pay is steep: a wide step would be many of its digits.
                    let is_steep = sides.local(piece).slope_range(t, t).high > unknown_size();
                    let step = if is_steep { reach * reach } else { reach.clone() };
                    moved(piece, t, is_left, &step)
                }
                _ => end.clone(),
            };
            match outside {
                Some(piece) if !turns(value(is_left), is_left) => {
                    let outer = moved(piece, t, !is_left, reach);
                    Edge { fall: tangent(&outer), outer, inner, is_tangent: true }
                }
                _ => {
                    let fall = Between::exactly(if is_left { low } else { high });
                    Edge { outer: end.clone(), inner, fall, is_tangent: false }
                }
            }
        }
    }
}
