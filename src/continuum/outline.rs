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
    // Which part each pool is, and the samples at its ends.
    let mut pools: Vec<(usize, usize, usize)> = Vec::new();
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
            _ => pools.push((parts.len(), left, right)),
        }
        if pools.last().is_some_and(|(at, ..)| *at == parts.len()) {
            let (from, to) = polished(sides, &all, left, right);
            parts.push(Part::Pool(from, to));
        }
    }
    merge(sides, &all, &mut parts, pools);
    // What is narrower is rounding, next to a place that is known up to rounding only.
    let narrow = Rational::from_parts(IBig::ONE, UBig::ONE << NARROW_BITS);
    parts.retain(|part| match part {
        Part::Pool(from, to) => to.quantile(sides) - from.quantile(sides) > narrow,
        _ => true,
    });
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

/// Joins neighbouring pools whose lines do not bend down where they meet: the samples were too few to see that.
fn merge(
    sides: &Sides<'_>,
    all: &[Sample],
    parts: &mut Vec<Part>,
    mut pools: Vec<(usize, usize, usize)>,
) {
    let mut at = 0;
    while at + 1 < pools.len() {
        let ((first, left, meet), (second, start, right)) = (pools[at], pools[at + 1]);
        let is_neighbour = first + 1 == second && meet == start;
        let (Part::Pool(a, b), Part::Pool(c, d)) = (&parts[first], &parts[second]) else {
            at += 1;
            continue;
        };
        let overlaps = b.quantile(sides) > c.quantile(sides);
        if !is_neighbour || !(overlaps || fall(sides, a, b) >= fall(sides, c, d)) {
            at += 1;
            continue;
        }
        let (from, to) = polished(sides, all, left, right);
        parts[first] = Part::Pool(from, to);
        parts.remove(second);
        pools[at] = (first, left, right);
        pools.remove(at + 1);
        for pool in &mut pools[at + 1..] {
            pool.0 -= 1;
        }
        at = at.saturating_sub(1);
    }
}

fn height(sides: &Sides<'_>, end: &End) -> Rational {
    match end {
        End::Corner(k) => sides.corners[*k].middle(),
        End::Inside(piece, t) => sides.local(*piece).psi(t).middle(),
    }
}

/// By how much the line between two places of Psi falls.
fn fall(sides: &Sides<'_>, from: &End, to: &End) -> Rational {
    (height(sides, from) - height(sides, to)) / (to.quantile(sides) - from.quantile(sides))
}

/// The ends of a pool, moved to where its line touches Psi.
fn polished(sides: &Sides<'_>, all: &[Sample], left: usize, right: usize) -> (End, End) {
    let (mut from, mut to) = (all[left].end.clone(), all[right].end.clone());
    for _ in 0..N_ROUNDS {
        let slope = short(&fall(sides, &from, &to));
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

/// Where a line with this fall touches Psi, near a sample: V rises through the fall there.
fn touching(sides: &Sides<'_>, all: &[Sample], index: usize, slope: &Rational) -> End {
    match &all[index].end {
        End::Inside(piece, t) => {
            let is_right = sides.local(*piece).virtual_value(t).middle() < *slope;
            rising_through(sides, all, index, *piece, is_right, slope)
        }
        End::Corner(k) => {
            let left = sides.left_of(*k).filter(|_| sides.reached_from_left(*k));
            if let Some(value) = left
                && value.middle() > *slope
                && !sides.local(k - 1).is_straight()
            {
                return rising_through(sides, all, index, k - 1, false, slope);
            }
            let right = sides.right_of(*k).filter(|_| sides.reached_from_right(*k));
            if let Some(value) = right
                && value.middle() < *slope
                && !sides.local(*k).is_straight()
            {
                return rising_through(sides, all, index, *k, true, slope);
            }
            End::Corner(*k)
        }
    }
}

/// Goes from a sample to the left or right, inside a piece, to the first samples between which V rises through a value.
fn rising_through(
    sides: &Sides<'_>,
    all: &[Sample],
    index: usize,
    piece: usize,
    is_right: bool,
    slope: &Rational,
) -> End {
    let local = sides.local(piece);
    let at = |index: usize| all[index].end.quantile(sides);
    let (first, last) = (&sides.piece(piece).from, &sides.piece(piece).to);
    let mut from = index;
    loop {
        let next = if is_right { from + 1 } else { from - 1 };
        let t = at(next);
        let is_past = (local.virtual_value(t).middle() > *slope) == is_right;
        if !is_past && first < t && t < last {
            from = next;
            continue;
        }
        let (low, high) = if is_right { (at(from), t) } else { (t, at(from)) };
        let t = rising(|t| local.virtual_value(t).middle() - slope, low, high);
        return if t == *first {
            End::Corner(piece)
        } else if t == *last {
            End::Corner(piece + 1)
        } else {
            End::Inside(piece, t)
        };
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
