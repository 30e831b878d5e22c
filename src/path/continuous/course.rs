//! Places along a parameter, and narrow intervals between those whose structures differ.
//!
//! Places are odd multiples of powers of two, so that they do not fall on the round numbers where structures change.

use ironproof_continuum as continuum;
use ironproof_continuum::{Answer, Memory};
use ironproof_instance::ContinuousInstance;
use ironproof_number::rational::Rational;
use ironproof_number::{IBig, UBig};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSlice as _;

use super::structure::structure;
use super::{Error, Parameter, Structure};

/// Places are no finer than 2 to the power of minus this.
const MOST_BITS: usize = 100_000;

/// Where a path starts and ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The first value.
    pub from: Rational,
    /// The last value.
    pub to: Rational,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// What varies.
    pub over: Parameter,
    /// From where to where.
    pub range: Range,
    /// The relative width of thresholds and of all other numbers.
    pub width: Rational,
    /// In how many places to look at first.
    pub n_places: usize,
}

impl Request {
    /// Whether two values of the parameter are as close as was asked for. Near zero the width is relative to the range.
    pub fn is_narrow(&self, left: &Rational, right: &Rational) -> bool {
        self.are_close(left, right, 1)
    }

    fn are_close(&self, left: &Rational, right: &Rational, parts: u8) -> bool {
        let width = &self.width / Rational::from(parts);
        let range = (&self.range.to - &self.range.from).min(Rational::ONE);
        let of = if left.is_zero() { range.max(right.clone()) } else { right.clone() };
        right - left <= of * width
    }
}

/// A value of the parameter, with the optimum there.
#[derive(Clone, Debug)]
pub struct Place {
    /// The value.
    pub x: Rational,
    /// The optimum.
    pub answer: Answer,
    structure: Structure,
}

/// Neighbouring places of one structure.
#[derive(Clone, Debug)]
pub struct Regime {
    /// The structure.
    pub structure: Structure,
    /// The first place that has it.
    pub first: Place,
    /// The last place that has it.
    pub last: Place,
}

/// The structures along a parameter.
#[derive(Clone, Debug)]
pub struct Course {
    /// From left to right. Between the last place of one and the first place of the next the structure changes.
    pub regimes: Vec<Regime>,
    /// In how many places the optimum was found.
    pub n_places: usize,
    /// Places where the structure of the optimum was not decided. They are passed over.
    pub undecided: Vec<Rational>,
}

impl Range {
    /// From a thousandth of the present value, or from zero where that is allowed, to a thousand times as much.
    pub fn usual(over: Parameter, instance: &ContinuousInstance) -> Self {
        let middle = middle(over, instance);
        if let Parameter::Bound(_) = over {
            // From where it asks for nothing to what the file asks for: beyond, it may be infeasible.
            let (from, to) = (Rational::ZERO.min(middle.clone()), middle.max(Rational::ZERO));
            return Range { from, to };
        }
        let from = if over.may_be_zero() { Rational::ZERO } else { &middle / Rational::from(1000) };
        Range { from, to: middle * Rational::from(1000) }
    }

    /// From a quarter of the present value to twice as much: what a person looks at.
    pub fn near(over: Parameter, instance: &ContinuousInstance) -> Self {
        let middle = middle(over, instance);
        Range { from: &middle / Rational::from(4), to: middle * Rational::from(2) }
    }
}

/// The present value, or 1 where that is zero.
fn middle(over: Parameter, instance: &ContinuousInstance) -> Rational {
    let present = over.present(instance);
    if present.is_zero() { Rational::ONE } else { present }
}

/// Finds where the structure changes.
///
/// # Errors
/// [`Error`] if the range is empty or outside what the parameter may be, or if the optimum is not known at its ends.
///
/// # Example
/// ```
/// # const TEXT: &str = r#"
/// # name = "reserve price"
/// # alpha = "1"
/// # quality = { kind = "levels", levels = [{ level = "1", mass = "1" }] }
/// # group = [{ label = "all", mass = "1", wtp = { kind = "uniform", low = "0", high = "1" },
/// #            weight = { kind = "constant", value = "0" } }]
/// # "#;
/// use ironproof_number::rational::Rational;
/// use ironproof_path::continuous::{Parameter, Range, Request, course};
///
/// let instance = ironproof_instance::read(TEXT, std::path::Path::new("."))?;
/// let over = Parameter::Supply;
/// let width = Rational::ONE / Rational::from(1_000_000);
/// let range = Range::usual(over, &instance);
/// let course = course(&instance, &Request { over, range, width, n_places: 16 })?;
/// // Half of the agents are worth serving: from there on supply is not scarce.
/// let [before, after] = course.regimes.as_slice() else { panic!("two regimes") };
/// let half = Rational::ONE / Rational::from(2);
/// assert!(before.last.x <= half && half <= after.first.x);
/// assert_eq!((before.structure.n_scarce, after.structure.n_scarce), (1, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn course(instance: &ContinuousInstance, request: &Request) -> Result<Course, Error> {
    let Range { from, to } = &request.range;
    request.over.check(from)?;
    if to <= from {
        return Err(Error::EmptyRange { from: from.clone(), to: to.clone() });
    }
    if request.n_places < 2 {
        return Err(Error::FewPlaces);
    }
    let search = Search { instance, request };
    let memory = Memory::default();
    let ends = [search.place(&memory, from)?, search.place(&memory, to)?];
    let inner = search.inner();
    let inner = inner.par_iter().map_init(Memory::default, |memory, x| search.try_place(memory, x));
    let inner: Vec<Result<_, _>> = inner.collect();
    let mut found = Found::default();
    for place in inner {
        found.add(place?);
    }
    let [first, last] = ends;
    let places: Vec<Place> = std::iter::once(first).chain(found.places).chain([last]).collect();
    let gaps: Vec<Result<_, _>> = places
        .par_windows(2)
        .map_init(Memory::default, |memory, pair| {
            let mut found = Found::default();
            search.between(memory, &pair[0], &pair[1], &mut found).map(|()| found)
        })
        .collect();
    let mut all = Found { places: Vec::new(), undecided: found.undecided };
    for (place, gap) in places.iter().zip(gaps) {
        let gap = gap?;
        all.places.push(place.clone());
        all.places.extend(gap.places);
        all.undecided.extend(gap.undecided);
    }
    all.places.extend(places.last().cloned());
    Ok(search.finish(all))
}

/// Places from left to right.
#[derive(Default)]
struct Found {
    places: Vec<Place>,
    undecided: Vec<Rational>,
}

impl Found {
    fn add(&mut self, place: Result<Place, Undecided>) {
        match place {
            Ok(place) => self.places.push(place),
            Err(Undecided(x)) => self.undecided.push(x),
        }
    }
}

/// A place where the structure of the optimum is not decided.
struct Undecided(Rational);

struct Search<'a> {
    instance: &'a ContinuousInstance,
    request: &'a Request,
}

impl Search<'_> {
    fn place(&self, memory: &Memory, x: &Rational) -> Result<Place, Error> {
        let at = self.request.over.at(self.instance, x)?;
        let answer = memory
            .optimum(&at, &self.request.width)
            .map_err(|error| Error::Unsolved { at: x.clone(), error })?;
        let structure = structure(&at, &answer);
        Ok(Place { x: x.clone(), answer, structure })
    }

    /// The place, unless its structure is not decided.
    fn try_place(&self, memory: &Memory, x: &Rational) -> Result<Result<Place, Undecided>, Error> {
        match self.place(memory, x) {
            Ok(place) => Ok(Ok(place)),
            Err(Error::Unsolved { error: continuum::Error::Undecided { .. }, .. }) => {
                Ok(Err(Undecided(x.clone())))
            }
            Err(error) => Err(error),
        }
    }

    /// Places inside the range, at equal distances of x / (x + c), where c is the present value: most of them are near it.
    fn inner(&self) -> Vec<Rational> {
        let Range { from, to } = &self.request.range;
        let c = middle(self.request.over, self.instance);
        let share = |x: &Rational| x / (x + &c);
        let (low, high) = (share(from), share(to));
        let n = self.request.n_places - 1;
        let places = (1..n).map(|k| {
            let u = &low + (&high - &low) * Rational::from(k) / Rational::from(n);
            &c * &u / (Rational::ONE - u)
        });
        let step =
            |x: &Rational| (x / Rational::from(1024)).min((to - from) / Rational::from(1024 * n));
        let places = places.map(|x| odd(&x, &step(&x)));
        places.filter(|x| from < x && x < to).collect()
    }

    /// Adds places between two neighbours until those that differ are close.
    fn between(
        &self,
        memory: &Memory,
        left: &Place,
        right: &Place,
        found: &mut Found,
    ) -> Result<(), Error> {
        // Half of the width, so that two thresholds that cannot be told apart fit one.
        if !left.structure.differs(&right.structure) || self.request.are_close(&left.x, &right.x, 2)
        {
            return Ok(());
        }
        let width = &right.x - &left.x;
        for percent in [49, 27, 71] {
            let x = &left.x + &width * Rational::from(percent) / Rational::from(100);
            match self.try_place(memory, &odd(&x, &(&width / Rational::from(256))))? {
                Err(undecided) => found.add(Err(undecided)),
                Ok(place) => {
                    self.between(memory, left, &place, found)?;
                    found.places.push(place.clone());
                    return self.between(memory, &place, right, found);
                }
            }
        }
        Ok(())
    }

    fn finish(&self, found: Found) -> Course {
        let n_places = found.places.len();
        let mut regimes: Vec<Regime> = Vec::new();
        for place in &found.places {
            match regimes.last_mut() {
                Some(regime) if !regime.structure.differs(&place.structure) => {
                    regime.structure.learn(&place.structure);
                    regime.last = place.clone();
                }
                _ => regimes.push(Regime {
                    structure: place.structure.clone(),
                    first: place.clone(),
                    last: place.clone(),
                }),
            }
        }
        let mut kept: Vec<Regime> = Vec::new();
        let mut rest = regimes.into_iter().peekable();
        while let Some(regime) = rest.next() {
            // What fits between two ends of one threshold is not told apart from it.
            let is_part = match (kept.last(), rest.peek()) {
                (Some(before), Some(next)) => self.request.is_narrow(&before.last.x, &next.first.x),
                _ => false,
            };
            match kept.last_mut() {
                _ if is_part => {}
                Some(before) if !before.structure.differs(&regime.structure) => {
                    before.last = regime.last;
                }
                _ => kept.push(regime),
            }
        }
        Course { regimes: kept, n_places, undecided: found.undecided }
    }
}

/// An odd multiple of a power of two that is at most `step` away from a number.
fn odd(x: &Rational, step: &Rational) -> Rational {
    let is_short = |bits: &usize| Rational::from_parts(IBig::ONE, UBig::ONE << *bits) <= *step;
    let bits = (0..MOST_BITS).find(is_short).unwrap_or(MOST_BITS);
    let scale = Rational::from(UBig::ONE << bits);
    // The whole part of half the number of steps, twice, and one.
    let half = (x * &scale / Rational::from(2)).floor();
    Rational::from(half * IBig::from(2) + IBig::ONE) / scale
}
