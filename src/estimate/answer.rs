//! What is best for an estimate, and what the best for one estimate is worth on another.
//!
//! A mechanism is a menu: for each group contracts of chances and a payment. On other data everybody again takes what
//! is best for them. If they want more objects than there are, all chances and all payments are cut by one factor,
//! which changes nobody's choice:
//!
//! ```text
//! k = min(1, min over q of  objects of q or better / what is wanted of them)      value: k times that of the menu
//! ```
//!
//! Points are solved exactly. Bins and curves are solved in the continuum, number by number between two others. Where
//! that does not decide who is pooled, a grid of points is solved exactly instead, and this is said.

use std::path::PathBuf;

use ironproof_continuum as continuum;
use ironproof_continuum::Kind;
use ironproof_curves::Between;
use ironproof_instance::ContinuousInstance;
use ironproof_instance::discretize::{GridConfig, Method, discretize};
use ironproof_instance::finite::{Content, FiniteInstance, Group, QualityLevel, Type, Wtp};
use ironproof_ironing as ironing;
use ironproof_number::rational::{Rational, round_decimal};
use ironproof_number::scale;
use ironproof_policy::{Menu, Offer, Policy, Row, Setting, evaluate};

/// Decimals of a menu that is known between two others.
const MENU_DIGITS: usize = 12;

/// Points for each group where the continuum could not be decided.
pub const GRID_POINTS: usize = 200;

/// The best mechanism of an instance.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Its value.
    pub value: Between,
    /// Whether it is exact for a grid of points only, because the continuum could not be decided.
    pub is_on_grid: bool,
    /// The groups.
    pub groups: Vec<GroupAnswer>,
    /// The contracts; `None` if qualities differ and the answer is not exact.
    pub menu: Option<Menu>,
}

/// What is best for a group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupAnswer {
    /// What intervals of types get, from the lowest willingness to pay.
    pub kinds: Vec<Kind>,
    /// What the highest types pay.
    pub price: Between,
    /// The share of the group that gets an object.
    pub served: Between,
}

/// An instance, ready to be solved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Problem {
    /// Points only: exact.
    Points(Box<FiniteInstance>),
    /// Anything else.
    Curves(Box<ContinuousInstance>),
}

impl Problem {
    pub(crate) fn new(instance: &ContinuousInstance) -> Self {
        points(instance).map_or_else(
            || Self::Curves(Box::new(instance.clone())),
            |points| Self::Points(Box::new(points)),
        )
    }

    /// The best mechanism, to a relative width. If two ways to pool cannot be told apart, the problem becomes one of
    /// points.
    pub(crate) fn solve(&mut self, width: &Rational) -> Result<Answer, String> {
        match self {
            Self::Points(instance) => Ok(of_points(instance)),
            Self::Curves(instance) => match of_curves(instance, width) {
                Err(continuum::Error::Undecided { .. } | continuum::Error::DoesNotAddUp) => {
                    self.solve_on_points()
                }
                answer => answer.map_err(|error| error.to_string()),
            },
        }
    }

    /// Makes it a problem of points, and solves that exactly.
    pub(crate) fn solve_on_points(&mut self) -> Result<Answer, String> {
        let instance = match self {
            Self::Points(instance) => return Ok(of_points(instance)),
            Self::Curves(instance) => instance,
        };
        let grid =
            GridConfig { types: GRID_POINTS, method: Method::Types, ..GridConfig::default() };
        let points = discretize(instance, &grid).map_err(|error| error.to_string())?.instance;
        let answer = Answer { is_on_grid: true, ..of_points(&points) };
        *self = Self::Points(Box::new(points));
        Ok(answer)
    }

    /// What the optimum is worth more than a menu of another instance, and whether the menu hands out more objects
    /// than there are.
    pub(crate) fn lost(
        &self,
        answer: &Answer,
        menu: &Menu,
        width: &Rational,
    ) -> Result<(Between, bool), String> {
        let setting = match self {
            Self::Points(instance) => Setting::finite(instance),
            Self::Curves(instance) => {
                Setting::continuous(instance).map_err(|error| error.to_string())?
            }
        };
        let policy = Policy::Menu(PathBuf::new());
        let found =
            evaluate(&setting, &policy, Some(menu), width).map_err(|error| error.to_string())?;
        let mut factor = Between::exactly(Rational::ONE);
        for breach in &found.broken {
            let Row::Supply(quality) = &breach.row else {
                return Err("the menu pays somebody".to_owned());
            };
            let objects = self.objects(quality);
            let wanted = &Between::exactly(objects.clone()) + &breach.by;
            if let Some(share) = Between::exactly(objects).over(&wanted) {
                factor =
                    Between { low: factor.low.min(share.low), high: factor.high.min(share.high) };
            }
        }
        let lost = &answer.value - &(&found.totals.value * &factor);
        // The menu with the factor is a mechanism, and none is better than the best.
        Ok((lost.max(&Between::zero()), !found.broken.is_empty()))
    }

    /// How many objects of a quality or better there are.
    fn objects(&self, quality: &Rational) -> Rational {
        match self {
            Self::Points(instance) => {
                let objects = instance.objects();
                let levels = instance.quality.iter().zip(&objects);
                scale::sum(
                    levels.filter(|(level, _)| level.level >= *quality).map(|(_, mass)| mass),
                )
            }
            Self::Curves(instance) => {
                let at_least = |curve: &ironproof_instance::Curve| {
                    curve.as_constant().is_some_and(|level| level >= *quality)
                };
                let pieces = instance.quality.pieces.iter().filter(|piece| at_least(&piece.curve));
                let shares: Vec<Rational> = pieces.map(|piece| &piece.to - &piece.from).collect();
                scale::sum(shares.iter()) * &instance.quality.mass
            }
        }
    }
}

/// The same instance with points as types, if all willingness to pay is points with constant weights.
fn points(instance: &ContinuousInstance) -> Option<FiniteInstance> {
    let groups = instance.groups.iter().map(|group| {
        let types = group.pieces.iter().map(|piece| {
            let weight = piece.weight.as_polynomial()?.as_constant()?;
            Some(Type::new(Wtp::Point(piece.wtp.as_constant()?), &piece.to - &piece.from, weight))
        });
        let types = types.collect::<Option<Vec<Type>>>()?;
        Some(Group { label: group.label.clone(), mass: group.mass.clone(), types })
    });
    let groups = groups.collect::<Option<Vec<Group>>>()?;
    let levels = instance.quality.pieces.iter().map(|piece| {
        let mass = (&piece.to - &piece.from) * &instance.quality.mass;
        Some(QualityLevel::new(piece.curve.as_constant()?, mass))
    });
    let levels = levels.collect::<Option<Vec<QualityLevel>>>()?;
    let content = Content::new(instance.name.clone(), instance.alpha.clone(), groups, levels);
    FiniteInstance::new(content).ok()
}

fn of_points(instance: &FiniteInstance) -> Answer {
    let optimum = ironing::optimum(instance);
    let n_levels = instance.quality.len();
    let (mut groups, mut menus) = (Vec::new(), Vec::new());
    for (group, solved) in instance.groups.iter().zip(&optimum.groups) {
        let segments = ironing::segments(group, solved);
        let kinds = segments.iter().map(|segment| match segment.kind {
            ironing::Kind::NotServed => Kind::NotServed,
            ironing::Kind::Lottery if segment.is_certain => Kind::SameForAll,
            ironing::Kind::Lottery => Kind::Lottery,
            ironing::Kind::Market if segment.price.1.is_zero() => Kind::Free,
            ironing::Kind::Market => Kind::Market,
        });
        let kinds = kinds.collect();
        let (mut offers, mut served, mut price) = (Vec::new(), Rational::ZERO, Rational::ZERO);
        for item in &solved.menu {
            let mut chances = vec![Rational::ZERO; n_levels];
            for (level, chance) in &item.lottery {
                // Best first.
                chances[n_levels - 1 - level].clone_from(chance);
            }
            let taken = group.types[item.first..=item.last].iter().map(|ty| &ty.prob);
            served += scale::sum(taken) * scale::sum(chances.iter());
            price.clone_from(&item.transfer);
            offers.push(Offer { chances, payment: item.transfer.clone() });
        }
        menus.push(offers);
        groups.push(GroupAnswer {
            kinds,
            price: Between::exactly(price),
            served: Between::exactly(served),
        });
    }
    let value = Between::exactly(optimum.value);
    Answer { value, is_on_grid: false, groups, menu: Some(Menu { groups: menus }) }
}

fn of_curves(instance: &ContinuousInstance, width: &Rational) -> Result<Answer, continuum::Error> {
    let answer = continuum::optimum(instance, width)?;
    let level = match instance.quality.pieces.as_slice() {
        [piece] => piece.curve.as_constant().filter(|level| !level.is_zero()),
        _ => None,
    };
    let short = |number: &Between| {
        if number.is_exact() {
            number.low.clone()
        } else {
            round_decimal(&number.middle(), MENU_DIGITS)
        }
    };
    let menu = level.map(|level| {
        let offers = answer.groups.iter().map(|group| {
            let served = group.segments.iter().filter(|segment| segment.kind != Kind::NotServed);
            let offer = |segment: &continuum::Segment| {
                let chance = (short(&segment.quality.1) / &level).min(Rational::ONE);
                Offer {
                    chances: vec![chance],
                    payment: short(&segment.price.1).max(Rational::ZERO),
                }
            };
            served.map(offer).collect()
        });
        Menu { groups: offers.collect() }
    });
    let groups = answer.groups.iter().map(|group| GroupAnswer {
        kinds: group.segments.iter().map(|segment| segment.kind).collect(),
        price: group.segments.last().map_or_else(Between::zero, |segment| segment.price.1.clone()),
        served: group.totals.served.times(&(Rational::ONE / &group.mass)),
    });
    Ok(Answer { value: answer.totals.value, is_on_grid: false, groups: groups.collect(), menu })
}
