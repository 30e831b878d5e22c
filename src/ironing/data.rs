//! The instance as scaled numbers: integers over common denominators, or floats.
//!
//! | data | unit (denominator) |
//! |---|---|
//! | `low`, `high` | `wtp_unit` R, common to all groups |
//! | `weight`, `alpha` | `weight_unit` L, common to all groups |
//! | `weighted` (nu) | L R |
//! | `prob` | `prob_unit` F of the group |
//! | masses of objects, of blocks | `mass_unit` W |
//!
//! Virtual values c_k then have the unit F L R, and ironed values compare across groups without F.

use ironproof_number::ops::{Gcd, UnsignedAbs};
use ironproof_number::{IBig, UBig};

use super::scalar::{ExactScalar, Scalar, fits_word};
use ironproof_instance::finite::{FiniteInstance, Group, Type, Wtp};
use ironproof_number::rational::{Rational, approx};
use ironproof_number::scale::{common_denominator, extend_denominator, sum, to_integer, to_word};

/// An instance in scaled numbers.
pub struct Data<N: Scalar> {
    pub(super) groups: Vec<GroupData<N>>,
    pub(super) alpha: N,
    pub(super) wtp_unit: N,
    pub(super) weight_unit: N,
    pub(super) mass_unit: N,
    /// m_j.
    pub(super) supply: Vec<N>,
    /// q_j.
    pub(super) levels: Vec<N::Real>,
}

/// A group in scaled numbers.
pub struct GroupData<N: Scalar> {
    pub(super) low: Vec<N>,
    /// `None` when every type is a point without external value: then `high` is `low` and nu is weight times `low`.
    pub(super) cells: Option<CellData<N>>,
    pub(super) prob: Vec<N>,
    pub(super) weight: Vec<N>,
    pub(super) prob_unit: N,
    /// mu W / F: the mass of a block per unit of its probability.
    pub(super) mass_per_prob: N,
}

/// What a group with cells has in addition.
pub(super) struct CellData<N> {
    pub(super) high: Vec<N>,
    pub(super) weighted: Vec<N>,
}

impl<N: Scalar> GroupData<N> {
    pub(super) fn high(&self, k: usize) -> &N {
        self.cells.as_ref().map_or(&self.low[k], |cells| &cells.high[k])
    }

    pub(super) fn weighted(&self, k: usize) -> N {
        match &self.cells {
            Some(cells) => cells.weighted[k].clone(),
            None => self.weight[k].mul(&self.low[k]),
        }
    }

    pub(super) fn n_types(&self) -> usize {
        self.low.len()
    }
}

/// Exact data in the smallest integers that are safe.
pub enum Exact {
    /// Every sum and product that ironing forms stays below 2^120.
    Word(Data<i128>),
    /// Arbitrary size.
    Big(Data<IBig>),
}

/// The denominators of an instance.
pub(super) struct Units {
    /// R.
    pub(super) wtp: UBig,
    /// L.
    pub(super) weight: UBig,
    /// W.
    pub(super) mass: UBig,
    /// F of each group.
    pub(super) prob: Vec<UBig>,
}

impl Units {
    pub(super) fn of(instance: &FiniteInstance) -> Self {
        let (mut wtp, mut weight) = (UBig::ONE, instance.alpha.denominator().clone());
        // Rationals are far from each other in memory, so that each type is visited once.
        let mut prob_unit = |group: &Group| {
            let mut prob = UBig::ONE;
            for ty in &group.types {
                extend_denominator(&mut wtp, ty.low().denominator());
                if let Wtp::Cell { high, .. } = &ty.wtp {
                    extend_denominator(&mut wtp, high.denominator());
                }
                extend_denominator(&mut weight, ty.weight.denominator());
                extend_denominator(&mut prob, ty.prob.denominator());
            }
            prob
        };
        let prob: Vec<UBig> = instance.groups.iter().map(&mut prob_unit).collect();
        for ty in instance.groups.iter().filter(|group| has_cells(group)).flat_map(|g| &g.types) {
            // L R must be a denominator of nu; for weight times wtp it is one already.
            let value = ty.social_value();
            let shared = value.denominator().gcd(&wtp);
            extend_denominator(&mut weight, &(value.denominator() / shared));
        }
        let mut mass = common_denominator(&instance.objects());
        for (group, prob) in instance.groups.iter().zip(&prob) {
            extend_denominator(&mut mass, &(group.mass.denominator() * prob));
        }
        Units { wtp, weight, mass, prob }
    }

    /// A bound on every sum and product formed on the way to the blocks and their shares.
    fn bound(&self, instance: &FiniteInstance) -> UBig {
        let types = || instance.groups.iter().flat_map(|group| &group.types);
        let largest = |values: &mut dyn Iterator<Item = &Rational>, unit: &UBig| {
            let (mut word, mut big) = (0, UBig::ZERO);
            for value in values {
                match to_word(value, unit) {
                    Some(value) => word = word.max(value.unsigned_abs()),
                    None => big = big.max(to_integer(value, unit).unsigned_abs()),
                }
            }
            big.max(UBig::from(word))
        };
        let wtp = largest(&mut types().map(Type::high), &self.wtp).max(UBig::ONE);
        let weight =
            largest(&mut types().map(|ty| &ty.weight).chain([&instance.alpha]), &self.weight)
                .max(UBig::ONE);
        let prob = self.prob.iter().max().cloned().unwrap_or(UBig::ONE);
        let total =
            sum(instance.groups.iter().map(|group| &group.mass)) + sum(instance.objects().iter());
        let mass = to_integer(&total, &self.mass).unsigned_abs();
        // Psi is a sum of F lambda r, A p and alpha p; values also meet L R.
        let psi = UBig::from(4_u8) * &prob * (weight + &self.weight) * (wtp + &self.wtp);
        psi.max(mass)
    }
}

impl Exact {
    /// Scales the instance.
    pub fn new(instance: &FiniteInstance) -> Self {
        Self::of(instance, &Units::of(instance))
    }

    /// The same, with the units of the instance.
    pub(super) fn of(instance: &FiniteInstance, units: &Units) -> Self {
        if fits_word(&units.bound(instance)) {
            Exact::Word(scaled(instance, units, &|value, unit| {
                to_word(value, unit).unwrap_or_else(|| {
                    i128::try_from(to_integer(value, unit)).expect("bounded by Units::bound")
                })
            }))
        } else {
            Exact::Big(scaled(instance, units, &to_integer))
        }
    }

    /// Scales the instance to big integers, whatever its size.
    pub fn new_big(instance: &FiniteInstance) -> Data<IBig> {
        scaled(instance, &Units::of(instance), &to_integer)
    }
}

fn scaled<N: Scalar<Real = Rational>>(
    instance: &FiniteInstance,
    units: &Units,
    integer: &dyn Fn(&Rational, &UBig) -> N,
) -> Data<N> {
    let unit = |unit: &UBig| integer(&Rational::from(IBig::from(unit.clone())), &UBig::ONE);
    let weighted_unit = &units.weight * &units.wtp;
    let group_data = |(group, prob_unit): (&Group, &UBig)| {
        let column = |of: &dyn Fn(&Type) -> N| group.types.iter().map(of).collect::<Vec<N>>();
        let mass_per_prob = &group.mass / Rational::from(IBig::from(prob_unit.clone()));
        GroupData {
            low: column(&|ty| integer(ty.low(), &units.wtp)),
            cells: has_cells(group).then(|| CellData {
                high: column(&|ty| integer(ty.high(), &units.wtp)),
                weighted: column(&|ty| integer(&ty.social_value(), &weighted_unit)),
            }),
            prob: column(&|ty| integer(&ty.prob, prob_unit)),
            weight: column(&|ty| integer(&ty.weight, &units.weight)),
            prob_unit: unit(prob_unit),
            mass_per_prob: integer(&mass_per_prob, &units.mass),
        }
    };
    Data {
        groups: instance.groups.iter().zip(&units.prob).map(group_data).collect(),
        alpha: integer(&instance.alpha, &units.weight),
        wtp_unit: unit(&units.wtp),
        weight_unit: unit(&units.weight),
        mass_unit: unit(&units.mass),
        supply: instance.objects().iter().map(|mass| integer(mass, &units.mass)).collect(),
        levels: instance.quality.iter().map(|level| level.level.clone()).collect(),
    }
}

/// Whether nu of some type is not its weight times its one willingness to pay.
pub(super) fn has_cells(group: &Group) -> bool {
    let is_other = |ty: &Type| matches!(ty.wtp, Wtp::Cell { .. }) || !ty.external.is_zero();
    group.types.iter().any(is_other)
}

impl Data<f64> {
    /// The nearest doubles.
    pub fn nearest(instance: &FiniteInstance) -> Self {
        let group_data = |group: &Group| {
            let column =
                |of: &dyn Fn(&Type) -> f64| group.types.iter().map(of).collect::<Vec<f64>>();
            GroupData {
                low: column(&|ty| approx(ty.low())),
                cells: has_cells(group).then(|| CellData {
                    high: column(&|ty| approx(ty.high())),
                    weighted: column(&|ty| approx(&ty.social_value())),
                }),
                prob: column(&|ty| approx(&ty.prob)),
                weight: column(&|ty| approx(&ty.weight)),
                prob_unit: 1.0,
                mass_per_prob: approx(&group.mass),
            }
        };
        Data {
            groups: instance.groups.iter().map(group_data).collect(),
            alpha: approx(&instance.alpha),
            wtp_unit: 1.0,
            weight_unit: 1.0,
            mass_unit: 1.0,
            supply: instance.objects().iter().map(approx).collect(),
            levels: instance.quality.iter().map(|level| approx(&level.level)).collect(),
        }
    }
}

impl<N: Scalar> Data<N> {
    /// A group.
    pub fn group(&self, g: usize) -> &GroupData<N> {
        &self.groups[g]
    }

    /// alpha, unit L.
    pub fn alpha(&self) -> &N {
        &self.alpha
    }

    /// W.
    pub fn mass_unit(&self) -> &N {
        &self.mass_unit
    }

    /// f_k, unit F.
    pub fn prob(&self, g: usize, k: usize) -> &N {
        &self.groups[g].prob[k]
    }

    /// high_k - low_{k-1}, unit R, for k >= 1.
    pub fn wtp_distance(&self, g: usize, k: usize) -> N {
        self.groups[g].high(k).sub(&self.groups[g].low[k - 1])
    }
}

impl<N: ExactScalar> Data<N> {
    /// L R: the unit of ironed virtual values.
    pub fn value_unit(&self) -> Rational {
        Rational::from(self.wtp_unit.to_integer() * self.weight_unit.to_integer())
    }

    /// L.
    pub fn weight_unit(&self) -> IBig {
        self.weight_unit.to_integer()
    }

    /// F of a group.
    pub fn prob_unit(&self, g: usize) -> IBig {
        self.groups[g].prob_unit.to_integer()
    }
}
