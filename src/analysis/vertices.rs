//! All vertices of the optimal face, and its extreme rays, by pivoting from basis to basis.
//!
//! At a degenerate vertex many bases meet. Symbolic steps tell them apart: the bound of each variable is moved out by an own
//! power of an infinitely small number. The moved face is simple: each of its bases has one neighbour along each edge, these
//! edges connect all of its bases, and each vertex of the face is the limit of one of them at least. So a search
//! over the bases finds every vertex, and the edges without an end are its rays.
//!
//! A face that contains a line has no vertex: then the lines are the answer.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashSet};
use std::time::Instant;

use ironproof_answer::{Basis, BasisStatus};
use ironproof_linear::Lp;
use ironproof_linear::duality::Vector;
use ironproof_number::ops::{Abs, Gcd, UnsignedAbs};
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};
use ironproof_proof::Tableau;

use crate::TimeOver;
use crate::dictionary::Dictionary;
use crate::face::{Optimum, face};
use crate::numbers::Bounds;
use crate::simplex::{Simplex, Stop};
use crate::solver::Solver;

/// The optimal face.
#[derive(Clone, Debug, PartialEq)]
pub struct Vertices {
    /// The optimum.
    pub value: Rational,
    /// Values of the columns, in lexicographic order.
    pub points: Vec<Vec<Rational>>,
    /// Directions of the columns in which the face goes on for ever, in lowest integers.
    pub rays: Vec<Vec<IBig>>,
    /// Directions that the face goes on in both ways; if there are any it has no vertex, and its rays are not listed.
    pub lines: Vec<Vec<IBig>>,
    /// Whether these are all vertices and rays; not if there are lines.
    pub is_complete: bool,
    /// Whether the time limit ended the search.
    pub is_late: bool,
    /// The bases that were visited.
    pub n_bases: usize,
}

/// The vertices of the optimal face, up to so many; `None` if there is no optimum. When the time is over, the list is what
/// was found so far.
///
/// # Errors
/// [`TimeOver`] if the time limit came before the first vertex.
///
/// # Example
/// ```
/// use ironproof_analysis::{Solver, vertices};
/// use ironproof_linear::{ModelFormat, Readings, read_model};
/// use ironproof_proof::unaided;
///
/// let text = b"Maximize\n x + y\nSubject To\n c: x + y <= 1\nEnd\n";
/// let lp = read_model(text, ModelFormat::Text, &Readings::default())?.lp;
/// let found = vertices(&lp, &mut Solver::new(&unaided, 10.0), None, 10)?.ok_or("an optimum")?;
/// assert_eq!(found.points, [[0.into(), 1.into()], [1.into(), 0.into()]]);
/// assert!(found.is_complete && found.rays.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn vertices(
    lp: &Lp,
    solver: &mut Solver<'_>,
    start: Option<&Basis>,
    most: usize,
) -> Result<Option<Vertices>, TimeOver> {
    let solved = solver.solve(lp, start)?;
    let Some(optimum) = Optimum::of(&solved) else { return Ok(None) };
    let face = face(lp, &optimum.multipliers);
    let bounds = Bounds::new(&face).and_one();
    let deadline = solver.deadline();
    let basis = solved.basis().unwrap_or_else(|| unreachable!("simplex ends in a basis"));
    let mut simplex = dictionary(&face, &bounds, basis, deadline)?;
    let n = lp.columns.len();
    let lines = remove_lines(&mut simplex, &bounds, deadline)?;
    let mut found = Vertices {
        value: optimum.value,
        points: Vec::new(),
        rays: Vec::new(),
        lines: lines.iter().map(|line| lowest(&line[..n])).collect(),
        is_complete: lines.is_empty(),
        is_late: false,
        n_bases: 0,
    };
    if found.lines.is_empty() {
        remove_fixed(&mut simplex, &bounds, deadline)?;
        Search::new(&bounds, &simplex, n).run(simplex, most, deadline, &mut found);
    }
    Ok(Some(found))
}

/// The dictionary of the basis on the face. Nonbasic variables that the face fixes are left out: what they add to each row
/// is a multiple of one more variable, which is always one.
fn dictionary(
    face: &Lp,
    bounds: &Bounds<'_>,
    basis: &Basis,
    deadline: Instant,
) -> Result<Simplex, TimeOver> {
    let look = |tableau: &Tableau<'_>| -> Result<Simplex, TimeOver> {
        let one = tableau.n_variables();
        let is_basic = |variable: &usize| tableau.status(*variable) == BasisStatus::Basic;
        let basic: Vec<usize> = (0..one).filter(is_basic).collect();
        let moves = |variable: &usize| !is_basic(variable) && !bounds.is_fixed(*variable);
        let mut nonbasic: Vec<usize> = (0..one).filter(moves).collect();
        let mut row = vec![0; one];
        basic.iter().enumerate().for_each(|(r, variable)| row[*variable] = r);
        let mut rates = vec![vec![Rational::ZERO; nonbasic.len()]; basic.len()];
        let mut rest: Vec<Rational> = basic.iter().map(|v| tableau.value(*v)).collect();
        for (q, variable) in nonbasic.iter().enumerate() {
            let value = tableau.value(*variable);
            for (other, rate) in tableau.column(*variable).ok_or(TimeOver)? {
                rest[row[other]] -= &rate * &value;
                rates[row[other]][q] = rate;
            }
        }
        rates.iter_mut().zip(rest).for_each(|(row, rest)| row.push(rest));
        nonbasic.push(one);
        let mut places: Vec<BasisStatus> = (0..one).map(|v| tableau.status(v)).collect();
        places.push(BasisStatus::Lower);
        Ok(Simplex { dictionary: Dictionary::new(basic, nonbasic, &rates), places, n_pivots: 0 })
    };
    Tableau::with(face, basis, deadline, look).ok_or(TimeOver)?
}

/// Free variables become basic, and stay so. Those that nothing stops are lines.
fn remove_lines(
    simplex: &mut Simplex,
    bounds: &Bounds<'_>,
    deadline: Instant,
) -> Result<Vec<Vec<Rational>>, TimeOver> {
    let mut lines = Vec::new();
    for q in 0..simplex.dictionary.nonbasic.len() {
        TimeOver::check(deadline)?;
        if bounds.is_free(simplex.dictionary.nonbasic[q]) {
            let mut ways = [true, false].into_iter();
            match ways.find_map(|goes_up| simplex.blocking(bounds, q, goes_up)) {
                Some(stop) => simplex.advance(q, &stop),
                None => lines.push(q),
            }
        }
    }
    Ok(lines.into_iter().map(|q| simplex.ray(q, true)).collect())
}

/// Basic variables that are fixed leave the basis, which moves nothing; where none can take their place they are constant.
fn remove_fixed(
    simplex: &mut Simplex,
    bounds: &Bounds<'_>,
    deadline: Instant,
) -> Result<(), TimeOver> {
    for r in 0..simplex.dictionary.basic.len() {
        TimeOver::check(deadline)?;
        let Dictionary { basic, nonbasic, rows, .. } = &simplex.dictionary;
        if bounds.is_fixed(basic[r]) {
            let can =
                |q: &usize| !bounds.is_fixed(nonbasic[*q]) && !rows[r].numerators[*q].is_zero();
            if let Some(q) = (0..nonbasic.len()).find(can) {
                simplex.exchange(r, q, BasisStatus::Lower);
            }
        }
    }
    Ok(())
}

/// The direction in integers without a common divisor.
fn lowest(direction: &[Rational]) -> Vec<IBig> {
    let mut numbers = Vector::new(direction).over_one().0;
    let nonzero = numbers.iter().filter(|x| !x.is_zero());
    let common =
        nonzero.fold(
            UBig::ZERO,
            |common, x| {
                if common.is_zero() { x.unsigned_abs() } else { x.gcd(&common) }
            },
        );
    if !common.is_zero() {
        let common = IBig::from(common);
        for x in &mut numbers {
            *x = &*x / &common;
        }
    }
    numbers
}

/// A way back to the basis before.
enum Undo {
    /// The variable at this position was at the other bound.
    Flip(usize),
    /// The variables of this row and position change places; the one that comes back is at this bound.
    Exchange(usize, usize, BasisStatus),
}

/// A basis on the way from the first one to the present one.
struct Stage {
    /// The next position to try.
    next: usize,
    undo: Option<Undo>,
}

/// Depth-first search over the bases of the moved face.
struct Search<'b> {
    bounds: &'b Bounds<'b>,
    /// The bounds that are moved, by falling size of the step.
    symbols: Vec<Symbol>,
    n_columns: usize,
    seen: HashSet<Vec<BasisStatus>>,
    points: BTreeSet<Vec<Rational>>,
    rays: BTreeSet<Vec<IBig>>,
}

impl<'b> Search<'b> {
    /// The steps of the variables that are basic at first are the larger ones: so the first basis is inside the moved bounds.
    fn new(bounds: &'b Bounds<'b>, simplex: &Simplex, n_columns: usize) -> Self {
        let Dictionary { basic, nonbasic, .. } = &simplex.dictionary;
        let both = basic.iter().chain(nonbasic).flat_map(|v| [(*v, false), (*v, true)]);
        let (seen, points, rays) = (HashSet::new(), BTreeSet::new(), BTreeSet::new());
        Self { bounds, symbols: both.collect(), n_columns, seen, points, rays }
    }

    fn run(mut self, mut simplex: Simplex, most: usize, deadline: Instant, found: &mut Vertices) {
        self.seen.insert(simplex.places.clone());
        self.note(&simplex);
        let mut path = vec![Stage { next: 0, undo: None }];
        while let Some(stage) = path.last_mut() {
            let is_over = TimeOver::check(deadline).is_err();
            found.is_late = is_over;
            if is_over || most < self.points.len() || most < self.rays.len() {
                found.is_complete = false;
                break;
            }
            let q = stage.next;
            stage.next += 1;
            if simplex.dictionary.nonbasic.len() <= q {
                if let Some(Stage { undo: Some(undo), .. }) = path.pop() {
                    go_back(&mut simplex, &undo);
                }
            } else if let Some(undo) = self.step(&mut simplex, q) {
                self.note(&simplex);
                path.push(Stage { next: 0, undo: Some(undo) });
            }
        }
        found.n_bases = self.seen.len();
        found.points = self.points.into_iter().take(most).collect();
        found.rays = self.rays.into_iter().take(most).collect();
    }

    fn note(&mut self, simplex: &Simplex) {
        #[cfg(test)]
        assert!(self.is_inside(simplex), "each step stays inside the moved bounds");
        let mut point = simplex.point(self.bounds);
        point.truncate(self.n_columns);
        self.points.insert(point);
    }

    /// Goes along the edge of a position, if that leads to a basis that was not seen.
    fn step(&mut self, simplex: &mut Simplex, q: usize) -> Option<Undo> {
        let variable = simplex.dictionary.nonbasic[q];
        if self.bounds.is_fixed(variable) {
            return None;
        }
        let before = simplex.places[variable];
        let goes_up = before != BasisStatus::Upper;
        let stops = simplex.stops(self.bounds, q, goes_up);
        let first = stops.min_by(|one, other| {
            one.length.cmp(&other.length).then_with(|| self.compare(simplex, q, one, other))
        });
        let Some(stop) = first else {
            let ray = simplex.ray(q, goes_up);
            self.rays.insert(lowest(&ray[..self.n_columns]));
            return None;
        };
        let mut places = simplex.places.clone();
        if stop.row.is_some() {
            places[variable] = BasisStatus::Basic;
        }
        places[stop.variable] = stop.place;
        if !self.seen.insert(places) {
            return None;
        }
        simplex.advance(q, &stop);
        Some(stop.row.map_or(Undo::Flip(q), |r| Undo::Exchange(r, q, before)))
    }

    /// Which of two equal lengths is less in the moved face.
    fn compare(&self, simplex: &Simplex, q: usize, one: &Stop, other: &Stop) -> Ordering {
        let part = |stop: &Stop, symbol: Symbol, at: Option<usize>| match stop.row {
            // From one moved bound to the other.
            None => (IBig::from(u8::from(symbol.0 == stop.variable)), IBig::ONE),
            Some(r) => {
                let is_upper = stop.place == BasisStatus::Upper;
                let rate = (&simplex.dictionary.rows[r].numerators[q]).abs();
                (part_of_gap(simplex, r, is_upper, symbol, at), rate)
            }
        };
        for symbol in &self.symbols {
            let at = position(simplex, *symbol);
            let ((a, a_unit), (b, b_unit)) = (part(one, *symbol, at), part(other, *symbol, at));
            match (a * b_unit).cmp(&(b * a_unit)) {
                Ordering::Equal => {}
                decided => return decided,
            }
        }
        Ordering::Equal
    }

    /// The basis is inside the moved bounds: where a basic variable is at a bound, the first step that counts leads inside.
    #[cfg(test)]
    fn is_inside(&self, simplex: &Simplex) -> bool {
        let point = simplex.point(self.bounds);
        let mut basic = simplex.dictionary.basic.iter().enumerate();
        basic.all(|(r, variable)| {
            let sides =
                [(self.bounds.lower(*variable), false), (self.bounds.upper(*variable), true)];
            let mut tight =
                sides.into_iter().filter(|(bound, _)| *bound == Some(&point[*variable]));
            tight.all(|(_, is_upper)| {
                let part = |symbol: &Symbol| {
                    part_of_gap(simplex, r, is_upper, *symbol, position(simplex, *symbol))
                };
                let mut parts = self.symbols.iter().map(part);
                parts.find(|part| !part.is_zero()).is_some_and(|first| IBig::ZERO < first)
            })
        })
    }
}

/// A bound that is moved: the variable, and whether it is its upper one.
type Symbol = (usize, bool);

/// The position of a variable that is nonbasic at the moved bound.
fn position(simplex: &Simplex, (variable, is_upper): Symbol) -> Option<usize> {
    let place = if is_upper { BasisStatus::Upper } else { BasisStatus::Lower };
    let nonbasic = &simplex.dictionary.nonbasic;
    let is_there = simplex.places[variable] == place;
    is_there.then(|| nonbasic.iter().position(|v| *v == variable)).flatten()
}

/// The multiple of a symbolic step in the distance of a basic variable from a bound, times the denominator of its row; `at`
/// is the position of the symbol's variable, if that is nonbasic there.
fn part_of_gap(
    simplex: &Simplex,
    r: usize,
    is_upper: bool,
    symbol: Symbol,
    at: Option<usize>,
) -> IBig {
    let Dictionary { basic, rows, .. } = &simplex.dictionary;
    let mut sum = IBig::ZERO;
    if symbol == (basic[r], is_upper) {
        sum += IBig::from(rows[r].denominator.clone());
    }
    if let Some(at) = at {
        // A lower bound moves down, an upper one up: what the row loses is lost of its distance from a lower bound.
        let rate = &rows[r].numerators[at];
        if is_upper == symbol.1 { sum -= rate } else { sum += rate }
    }
    sum
}

fn go_back(simplex: &mut Simplex, undo: &Undo) {
    match *undo {
        Undo::Flip(q) => {
            let variable = simplex.dictionary.nonbasic[q];
            let is_upper = simplex.places[variable] == BasisStatus::Upper;
            simplex.places[variable] =
                if is_upper { BasisStatus::Lower } else { BasisStatus::Upper };
        }
        Undo::Exchange(r, q, before) => simplex.exchange(r, q, before),
    }
}
