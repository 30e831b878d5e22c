//! The concave hull of Psi, proved: intervals where Psi is on it, and pools.
//!
//! The guess of `outline` is proved in two steps.
//!
//! - *Psi is on its hull outside the pools.* There V does not fall. Over each pool two lines cover Psi. The left one
//!   touches Psi just left of the pool, the right one just right of it. Psi outside the pools and the lower of the
//!   two lines over each pool make a concave function that is nowhere below Psi, so it is above the hull too. Where it
//!   is Psi, so is the hull.
//! - *The pools are pools.* The chord between two points of Psi, one at each end of the pool, is above Psi inside.
//!
//! "Just left" is a distance, [`Settings::reach`](super::edges::Settings::reach). `edges` says where that is.

use ironproof_curves::{Between, Parted};
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};

use super::cover::Line;
use super::edges::{Edge, Edges, Settings, pool_edges};
use super::outline::{End, NARROW_BITS, Part, Samples, outline};
use super::side::Sides;

const MOST_ROUNDS: usize = 12;
/// How often a part of a market is halved before V counts as rising.
const MOST_HALVINGS: u32 = 40;

/// What an arc of the hull is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// Psi is on its hull, and V rises; inside this piece.
    Market(usize),
    /// A chord; whether Psi is proved to be below it inside.
    Pool(bool),
    /// A straight piece.
    Straight(usize),
}

/// An interval of quantiles on which the hull has one form.
#[derive(Clone, Debug)]
pub(crate) struct Arc {
    pub(crate) kind: Kind,
    pub(crate) from: Between,
    pub(crate) to: Between,
    /// Ironed virtual value at its two ends.
    pub(crate) value: (Between, Between),
    /// The corners that are its ends for certain.
    pub(crate) corners: (Option<usize>, Option<usize>),
}

/// Why there is no structure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Undecided {
    pub(crate) near: Rational,
}

/// More samples are wanted in a piece.
struct Refine {
    piece: usize,
    from: Rational,
    to: Rational,
}

/// Where two arcs meet and values fall: more samples are wanted ever nearer to that corner.
const NEARER_BITS: usize = 3;

/// The arcs of a group, from the left.
pub(crate) fn arcs(sides: &Sides<'_>, settings: &Settings) -> Result<Vec<Arc>, Undecided> {
    let mut samples = Samples::new(sides.group);
    let mut near = Rational::ZERO;
    for round in 0..MOST_ROUNDS {
        match proved(sides, &outline(sides, &samples), settings, round) {
            Ok(arcs) => return Ok(arcs),
            Err(wanted) => {
                for Refine { piece, from, to } in wanted {
                    near.clone_from(&from);
                    samples.refine(piece, &from, &to);
                }
            }
        }
    }
    Err(Undecided { near })
}

/// A pool with its ends.
type Pooled = (Edges, Arc);

fn proved(
    sides: &Sides<'_>,
    parts: &[Part],
    settings: &Settings,
    round: usize,
) -> Result<Vec<Arc>, Vec<Refine>> {
    let mut wanted = Vec::new();
    let mut pools: Vec<Option<Pooled>> = Vec::with_capacity(parts.len());
    for part in parts {
        let Part::Pool(from, to) = part else {
            pools.push(None);
            continue;
        };
        let (left, right) = pool_edges(sides, from, to, settings);
        match pool(sides, (from, to), &left, &right) {
            Ok(arc) => pools.push(Some(((left, right), arc))),
            Err(refine) => {
                wanted.push(refine);
                pools.push(None);
            }
        }
    }
    if !wanted.is_empty() {
        return Err(wanted);
    }
    let mut arcs: Vec<Arc> = Vec::with_capacity(parts.len());
    for (index, part) in parts.iter().enumerate() {
        let beside = |at: Option<usize>| at.and_then(|at| pools.get(at)).and_then(Option::as_ref);
        let found = match part {
            Part::Straight(piece) => straight(sides, *piece),
            Part::Pool(..) => {
                let Some((_, arc)) = beside(Some(index)) else { continue };
                Ok(arc.clone())
            }
            Part::Market(piece, from, to) => {
                let (before, after) = (beside(index.checked_sub(1)), beside(Some(index + 1)));
                let start = before.map_or(from, |((_, edge), _)| &edge.outer);
                let end = after.map_or(to, |((edge, _), _)| &edge.outer);
                market(sides, *piece, (from, to), (start, end), (before, after))
            }
        };
        match found {
            Ok(arc) => arcs.push(arc),
            Err(refine) => wanted.push(refine),
        }
    }
    if !wanted.is_empty() {
        return Err(wanted);
    }
    blur(&mut arcs);
    let falls = arcs.windows(2).filter(|pair| pair[1].value.0.is_below(&pair[0].value.1));
    wanted.extend(falls.flat_map(|pair| around(sides, &pair[0].to.middle(), round)));
    if wanted.is_empty() { Ok(arcs) } else { Err(wanted) }
}

/// Samples on both sides of a place, nearer in each round.
fn around(sides: &Sides<'_>, t: &Rational, round: usize) -> Vec<Refine> {
    let share = Rational::from_parts(IBig::ONE, UBig::ONE << (NEARER_BITS * round));
    let right = sides.piece_of(t);
    let mut wanted = Vec::new();
    for piece in [right.saturating_sub(1), right] {
        let whole = sides.piece(piece);
        let reach = (&whole.to - &whole.from) * &share;
        let (low, high) = (t - &reach, t + &reach);
        let (from, to) = (low.max(whole.from.clone()), high.min(whole.to.clone()));
        if from < to && !wanted.iter().any(|refine: &Refine| refine.piece == piece) {
            wanted.push(Refine { piece, from, to });
        }
    }
    wanted
}

fn straight(sides: &Sides<'_>, piece: usize) -> Result<Arc, Refine> {
    let run = sides.corner_at(piece + 1) - sides.corner_at(piece);
    let fall = &sides.corners[piece] - &sides.corners[piece + 1];
    let fall = fall.times(&(Rational::ONE / run));
    // Where willingness to pay does not jump, Psi at the corner is that of the piece.
    let is_level = |k: usize| {
        let (below, above) = sides.jump(k);
        below.is_exact() && below == above
    };
    let value = if sides.local(piece).is_atom() && is_level(piece) && is_level(piece + 1) {
        sides.local(piece).virtual_value(sides.corner_at(piece))
    } else if sides.local(piece).is_atom() {
        // From corner to corner: where willingness to pay jumps, Psi is above the limits of the piece.
        fall
    } else {
        let value = sides.local(piece).virtual_value(sides.corner_at(piece));
        // A slope that is not that of Psi itself would be the slope of something else.
        if value.is_below(&fall) || fall.is_below(&value) {
            let whole = sides.piece(piece);
            return Err(Refine { piece, from: whole.from.clone(), to: whole.to.clone() });
        }
        value
    };
    Ok(Arc {
        kind: Kind::Straight(piece),
        from: blurred(sides, &End::Corner(piece), true),
        to: blurred(sides, &End::Corner(piece + 1), false),
        value: (value.clone(), value),
        corners: (Some(piece), Some(piece + 1)),
    })
}

/// Takes out arcs that are too narrow to be seen, next to places that are known up to rounding only.
fn blur(arcs: &mut Vec<Arc>) {
    let narrow = Rational::from_parts(IBig::ONE, UBig::ONE << NARROW_BITS);
    let mut index = 0;
    while index < arcs.len() {
        let (from, to) = (arcs[index].from.low.clone(), arcs[index].to.high.clone());
        if &to - &from >= narrow || arcs.len() == 1 {
            index += 1;
            continue;
        }
        arcs.remove(index);
        if let Some(before) = index.checked_sub(1).map(|at| &mut arcs[at]) {
            before.to = before.to.hull(&Between::exactly(to));
            before.corners.1 = None;
        }
        if let Some(after) = arcs.get_mut(index) {
            after.from = after.from.hull(&Between::exactly(from));
            after.corners.0 = None;
        }
    }
}

/// A market inside a piece; `sure`: the places between which V must not fall.
fn market(
    sides: &Sides<'_>,
    piece: usize,
    (from, to): (&End, &End),
    sure: (&End, &End),
    (before, after): (Option<&Pooled>, Option<&Pooled>),
) -> Result<Arc, Refine> {
    let local = sides.local(piece);
    let (start, end) = (sure.0.quantile(sides).clone(), sure.1.quantile(sides).clone());
    let mut cells = vec![(start.clone(), end.clone(), 0)];
    while let Some((x, y, depth)) = cells.pop() {
        let rise = local.rise_range(&x, &y);
        if rise.low >= Rational::ZERO || x >= y {
            continue;
        }
        if rise.is_negative() {
            return Err(Refine { piece, from: x, to: y });
        }
        if depth == MOST_HALVINGS {
            continue;
        }
        let middle = (&x + &y) / Rational::from(2);
        cells.push((middle.clone(), y, depth + 1));
        cells.push((x, middle, depth + 1));
    }
    let range = |edge: Option<&Edge>, end: &End, is_start: bool| match edge {
        Some(edge) => {
            Between::of(edge.outer.quantile(sides).clone(), edge.inner.quantile(sides).clone())
        }
        None => blurred(sides, end, is_start),
    };
    let (left, right) = (before.map(|pool| &pool.0.1), after.map(|pool| &pool.0.0));
    // The end is somewhere between where the hull is Psi for certain and the pool: so is its value.
    let value = |pool: Option<&Pooled>, edge: Option<&Edge>, t: &Rational| match (pool, edge) {
        (Some((_, pool)), Some(edge)) if edge.is_tangent => {
            local.virtual_value(edge.outer.quantile(sides)).hull(&pool.value.0)
        }
        (_, Some(edge)) => local.virtual_value(edge.outer.quantile(sides)),
        (_, None) => local.virtual_value(t),
    };
    let corner = |edge: Option<&Edge>, end: &End| match (edge.map(|e| (&e.outer, &e.inner)), end) {
        (None, End::Corner(k)) | (Some((End::Corner(k), End::Corner(_))), _) => Some(*k),
        _ => None,
    };
    Ok(Arc {
        kind: Kind::Market(piece),
        from: range(left, from, true),
        to: range(right, to, false),
        value: (value(before, left, &start), value(after, right, &end)),
        corners: (corner(left, from), corner(right, to)),
    })
}

/// Where an arc ends: at a corner, the rough piece next to it included.
fn blurred(sides: &Sides<'_>, end: &End, is_start: bool) -> Between {
    let End::Corner(k) = end else {
        return Between::exactly(end.quantile(sides).clone());
    };
    let is_rough = |piece: Option<usize>| {
        piece.is_some_and(|piece| piece < sides.n_pieces() && sides.local(piece).is_rough())
    };
    let beyond = if is_start {
        if is_rough(k.checked_sub(1)) { k - 1 } else { *k }
    } else if is_rough(Some(*k)) {
        k + 1
    } else {
        *k
    };
    Between::of(sides.corner_at(*k).clone(), sides.corner_at(beyond).clone())
}

fn pool(
    sides: &Sides<'_>,
    (from, to): (&End, &End),
    left: &Edge,
    right: &Edge,
) -> Result<Arc, Refine> {
    let height = |end: &End| match end {
        End::Corner(k) => sides.corners[*k].clone(),
        End::Inside(piece, t) => sides.local(*piece).psi(t),
    };
    let (start, stop) = (left.outer.quantile(sides), right.outer.quantile(sides));
    let line = |edge: &Edge| Line {
        at: edge.outer.quantile(sides).clone(),
        height: height(&edge.outer),
        fall: edge.fall.clone(),
        until: None,
        is_tangent: edge.is_tangent,
        beside: beside(sides, &edge.outer),
    };
    for line in [line(left), line(right)] {
        if let Some(piece) = uncovered(sides, &line, start, stop, false) {
            let whole = sides.piece(piece);
            let (low, high) = ((&whole.from).max(start).clone(), (&whole.to).min(stop).clone());
            return Err(Refine { piece, from: low, to: high });
        }
    }
    let run = to.quantile(sides) - from.quantile(sides);
    let fall = (&height(from) - &height(to)).times(&(Rational::ONE / run));
    let is_strict = {
        let line = Line {
            at: from.quantile(sides).clone(),
            height: height(from),
            fall: fall.clone(),
            until: Some(to.quantile(sides).clone()),
            is_tangent: false,
            beside: beside(sides, from),
        };
        let (first, last) = (left.inner.quantile(sides), right.inner.quantile(sides));
        uncovered(sides, &line, first, last, true).is_none()
    };
    let value = Between { low: left.fall.low.clone(), high: right.fall.high.clone() };
    let value =
        Between { low: value.low.clone().min(value.high.clone()), high: value.high.max(value.low) };
    // Two corners fix the slope.
    let is_fixed =
        |edge: &Edge| matches!((&edge.outer, &edge.inner), (End::Corner(_), End::Corner(_)));
    let value = if is_fixed(left) && is_fixed(right) { fall } else { value };
    let ends = |edge: &Edge| {
        Between::of(edge.outer.quantile(sides).clone(), edge.inner.quantile(sides).clone())
    };
    let corner = |edge: &Edge| match (&edge.outer, &edge.inner) {
        (End::Corner(k), End::Corner(_)) => Some(*k),
        _ => None,
    };
    let (mut low, mut high) = (ends(left), ends(right));
    if corner(left).is_some() {
        low = blurred(sides, &left.outer, true);
    }
    if corner(right).is_some() {
        high = blurred(sides, &right.outer, false);
    }
    Ok(Arc {
        kind: Kind::Pool(is_strict),
        from: low,
        to: high,
        value: (value.clone(), value),
        corners: (corner(left), corner(right)),
    })
}

/// Psi on both sides of a place.
fn beside(sides: &Sides<'_>, end: &End) -> Vec<Parted> {
    let t = end.quantile(sides);
    let pieces = match end {
        End::Inside(piece, _) => vec![*piece],
        End::Corner(k) => {
            k.checked_sub(1).into_iter().chain((*k < sides.n_pieces()).then_some(*k)).collect()
        }
    };
    pieces.into_iter().filter_map(|piece| sides.local(piece).parted(t)).collect()
}

/// A piece of `[from, to]` in which the line is not shown to cover Psi.
fn uncovered(
    sides: &Sides<'_>,
    line: &Line,
    from: &Rational,
    to: &Rational,
    strictly: bool,
) -> Option<usize> {
    (sides.piece_of(from)..sides.n_pieces()).find(|index| {
        let piece = sides.piece(*index);
        let (low, high) = ((&piece.from).max(from), (&piece.to).min(to));
        low < high && !piece.local.is_rough() && { !line.covers(&piece.local, low, high, strictly) }
    })
}
