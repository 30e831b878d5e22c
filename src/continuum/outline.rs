//! A guess at the concave hull of Psi: which intervals are pools, and where they end.
//!
//! Psi is sampled, and the hull of the samples shows the pools. Their ends are then moved to where the line through
//! them touches Psi. Nothing here is proved; `arcs` proves it, and asks for more samples where that fails.

use ironproof_curves::GroupPsi;
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::root::{rising, short};
use super::side::Sides;

/// Samples of a group at first, if its pieces allow it.
const N_SAMPLES: usize = 240;
const FEWEST_OF_PIECE: usize = 6;
const MOST_OF_PIECE: usize = 48;
/// Samples whose distance to an end of a piece halves each time.
const N_HALVINGS: u32 = 30;
/// How often the ends of a pool are moved.
const N_ROUNDS: usize = 6;
const BITS: usize = 128;
/// Pools narrower than 2^-44 are not looked at.
pub(crate) const NARROW_BITS: usize = 44;

/// A place on the hull.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum End {
    /// Where two pieces meet, or at 0 or 1.
    Corner(usize),
    /// Inside a piece.
    Inside(usize, Rational),
}

/// A part of the hull.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// Psi is on its hull, all along a part of this piece.
    Market(usize, End, End),
    /// A straight piece, on the hull.
    Straight(usize),
    /// A chord.
    Pool(End, End),
}

impl End {
    pub(crate) fn quantile<'a>(&'a self, sides: &Sides<'a>) -> &'a Rational {
        match self {
            End::Corner(k) => sides.corner_at(*k),
            End::Inside(_, t) => t,
        }
    }
}

/// Where Psi is sampled.
pub(crate) struct Samples {
    /// Of each piece, places inside it in order.
    inside: Vec<Vec<Rational>>,
}

impl Samples {
    pub(crate) fn new(group: &GroupPsi) -> Self {
        let n = (N_SAMPLES / group.pieces.len().max(1)).clamp(FEWEST_OF_PIECE, MOST_OF_PIECE);
        let of_piece = |piece: &ironproof_curves::PsiPiece| {
            if piece.local.is_rough() || piece.local.is_straight() {
                return Vec::new();
            }
            let width = &piece.to - &piece.from;
            let at = |share: Rational| short(&(&piece.from + &width * share));
            let mut places: Vec<Rational> =
                (1..n).map(|k| at(Rational::from(k) / Rational::from(n))).collect();
            if piece.is_curved() {
                for halvings in 1..N_HALVINGS {
                    let near = Rational::from_parts(IBig::ONE, UBig::ONE << (halvings as usize));
                    places.push(at(near.clone()));
                    places.push(at(Rational::ONE - near));
                }
            }
            places.sort();
            places.dedup();
            places.retain(|t| piece.from < *t && *t < piece.to);
            places
        };
        Samples { inside: group.pieces.iter().map(of_piece).collect() }
    }

    /// More samples of a piece near a place: between the samples around it.
    pub(crate) fn refine(&mut self, piece: usize, from: &Rational, to: &Rational) {
        let width = to - from;
        let places = &mut self.inside[piece];
        places.extend(
            (1..16).map(|k| short(&(from + &width * Rational::from(k) / Rational::from(16)))),
        );
        places.sort();
        places.dedup();
    }
}

struct Sample {
    x: IBig,
    y: IBig,
    end: End,
}

/// The parts of the hull, from the left.
pub(crate) fn outline(sides: &Sides<'_>, samples: &Samples) -> Vec<Part> {
    let all = sampled(sides, samples);
    let hull = hull(&all);
    let mut parts = Vec::new();
    for pair in hull.windows(2) {
        let (left, right) = (pair[0], pair[1]);
        match (&all[left].end, &all[right].end) {
            (End::Corner(k), End::Corner(next))
                if k + 1 == *next
                    && sides.local(*k).is_straight()
                    && sides.reached_from_right(*k)
                    && sides.reached_from_left(*next) =>
            {
                parts.push(Part::Straight(*k));
            }
            (from, to) if right == left + 1 && is_market(sides, from, to) => {
                let Some(piece) = piece_between(from, to) else { continue };
                match parts.last_mut() {
                    Some(Part::Market(before, _, end)) if *before == piece => *end = to.clone(),
                    _ => parts.push(Part::Market(piece, from.clone(), to.clone())),
                }
            }
            (End::Corner(k), End::Corner(next)) if lone_atom(sides, *k, *next).is_some() => {
                let Some(piece) = lone_atom(sides, *k, *next) else { continue };
                parts.push(Part::Straight(piece));
            }
            _ => {
                let (from, to) = polished(sides, &all, left, right);
                // What is narrower is rounding, next to a place that is known up to rounding only.
                let narrow = Rational::from_parts(IBig::ONE, UBig::ONE << NARROW_BITS);
                if to.quantile(sides) - from.quantile(sides) > narrow {
                    parts.push(Part::Pool(from, to));
                }
            }
        }
    }
    joined(sides, parts)
}

/// The atom between two corners, if there are only rough pieces beside it.
fn lone_atom(sides: &Sides<'_>, from: usize, to: usize) -> Option<usize> {
    let mut smooth = (from..to).filter(|piece| !sides.local(*piece).is_rough());
    let only = smooth.next().filter(|piece| sides.local(*piece).is_atom())?;
    smooth.next().is_none().then_some(only)
}

/// Whether Psi may be on its hull all the way between two neighbouring samples.
fn is_market(sides: &Sides<'_>, from: &End, to: &End) -> bool {
    let is_reached = match (from, to) {
        (End::Corner(k), End::Corner(next)) => {
            sides.reached_from_right(*k) && sides.reached_from_left(*next)
        }
        (End::Corner(k), _) => sides.reached_from_right(*k),
        (_, End::Corner(next)) => sides.reached_from_left(*next),
        _ => true,
    };
    is_reached
        && piece_between(from, to).is_some_and(|piece| {
            !sides.local(piece).is_rough() && !sides.local(piece).is_straight()
        })
}

/// The piece between two neighbouring samples.
fn piece_between(from: &End, to: &End) -> Option<usize> {
    match (from, to) {
        (End::Inside(piece, _), _) | (End::Corner(_), End::Inside(piece, _)) => Some(*piece),
        (End::Corner(k), End::Corner(next)) => (k + 1 == *next).then_some(*k),
    }
}

fn sampled(sides: &Sides<'_>, samples: &Samples) -> Vec<Sample> {
    let scaled = |x: &Rational| (x * Rational::from(IBig::ONE << BITS)).round();
    let mut all = Vec::new();
    for k in 0..=sides.n_pieces() {
        all.push(Sample {
            x: scaled(sides.corner_at(k)),
            y: scaled(&sides.corners[k].middle()),
            end: End::Corner(k),
        });
        let Some(places) = samples.inside.get(k) else { continue };
        for t in places {
            let y = scaled(&sides.local(k).psi(t).middle());
            all.push(Sample { x: scaled(t), y, end: End::Inside(k, t.clone()) });
        }
    }
    all
}

/// The samples that are on their concave hull.
fn hull(samples: &[Sample]) -> Vec<usize> {
    let mut hull: Vec<usize> = Vec::new();
    for (index, next) in samples.iter().enumerate() {
        while let [.., before, last] = hull.as_slice() {
            let (before, last) = (&samples[*before], &samples[*last]);
            let is_above = (&last.y - &before.y) * (&next.x - &last.x)
                > (&next.y - &last.y) * (&last.x - &before.x);
            if is_above {
                break;
            }
            hull.pop();
        }
        hull.push(index);
    }
    hull
}

/// The ends of a pool, moved to where its line touches Psi.
fn polished(sides: &Sides<'_>, all: &[Sample], left: usize, right: usize) -> (End, End) {
    let height = |end: &End| match end {
        End::Corner(k) => sides.corners[*k].middle(),
        End::Inside(piece, t) => sides.local(*piece).psi(t).middle(),
    };
    let (mut from, mut to) = (all[left].end.clone(), all[right].end.clone());
    for _ in 0..N_ROUNDS {
        let run = to.quantile(sides) - from.quantile(sides);
        let slope = short(&((height(&from) - height(&to)) / run));
        let next = (touching(sides, all, left, &slope), touching(sides, all, right, &slope));
        if next.0.quantile(sides) >= next.1.quantile(sides) {
            break;
        }
        let is_same = next == (from.clone(), to.clone());
        (from, to) = next;
        if is_same {
            break;
        }
    }
    (from, to)
}

/// Where a line with this fall touches Psi, next to a sample.
fn touching(sides: &Sides<'_>, all: &[Sample], index: usize, slope: &Rational) -> End {
    let at = |index: usize| all[index].end.quantile(sides);
    let root = |piece: usize, low: &Rational, high: &Rational| {
        let local = sides.local(piece);
        let t = rising(|t| local.virtual_value(t).middle() - slope, low, high);
        if t == sides.piece(piece).from {
            End::Corner(piece)
        } else if t == sides.piece(piece).to {
            End::Corner(piece + 1)
        } else {
            End::Inside(piece, t)
        }
    };
    match &all[index].end {
        End::Inside(piece, _) => root(*piece, at(index - 1), at(index + 1)),
        End::Corner(k) => {
            let left = sides.left_of(*k).filter(|_| sides.reached_from_left(*k));
            if let Some(value) = left
                && value.middle() > *slope
                && !sides.local(k - 1).is_straight()
            {
                return root(k - 1, at(index - 1), at(index));
            }
            let right = sides.right_of(*k).filter(|_| sides.reached_from_right(*k));
            if let Some(value) = right
                && value.middle() < *slope
                && !sides.local(*k).is_straight()
            {
                return root(*k, at(index), at(index + 1));
            }
            End::Corner(*k)
        }
    }
}

/// Fills what is between pools and straight pieces with markets, piece by piece.
fn joined(sides: &Sides<'_>, parts: Vec<Part>) -> Vec<Part> {
    let mut joined = Vec::with_capacity(parts.len());
    let mut at = End::Corner(0);
    for part in parts {
        let (from, to) = match &part {
            Part::Market(..) => continue,
            Part::Straight(k) => (End::Corner(*k), End::Corner(k + 1)),
            Part::Pool(from, to) => (from.clone(), to.clone()),
        };
        fill(sides, &at, &from, &mut joined);
        joined.push(part);
        at = to;
    }
    fill(sides, &at, &End::Corner(sides.n_pieces()), &mut joined);
    joined
}

fn fill(sides: &Sides<'_>, from: &End, to: &End, parts: &mut Vec<Part>) {
    let mut at = from.clone();
    while at.quantile(sides) < to.quantile(sides) {
        let piece = match &at {
            End::Corner(k) => *k,
            End::Inside(piece, _) => *piece,
        };
        let end = match to {
            End::Inside(last, _) if *last == piece => to.clone(),
            _ => End::Corner(piece + 1),
        };
        if !sides.local(piece).is_rough() {
            parts.push(Part::Market(piece, at, end.clone()));
        }
        at = end;
    }
}
