//! The structure of an optimum: what each group's segments are, of which levels, whether objects are scarce,
//! and which side constraints bind.
//!
//! Prices, cut-offs and shares move along a path all the time. The structure is what stays until it changes.

use ironproof_continuum::{Answer, Constrained, GroupAnswer, Kind, Margin, Segment};
use ironproof_curves::Between;
use ironproof_instance::ContinuousInstance;
use ironproof_number::rational::Rational;

/// The structure of an optimum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Structure {
    /// How many pieces of the supply are scarce, from the best: one more unit at their end is worth something.
    pub n_scarce: usize,
    /// For each side constraint, whether it binds: its multiplier is not 0. `None` if that is not decided.
    pub binding: Vec<Option<bool>>,
    /// For each group, how its agents are treated, from the lowest.
    pub groups: Vec<Vec<Treatment>>,
}

/// How a segment is treated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Treatment {
    /// What it gets.
    pub kind: Kind,
    /// Whether it gets something and pays nothing; `None` if that is not decided.
    pub is_free: Option<bool>,
    /// Of which levels.
    pub goods: Goods,
    /// Whether every optimal mechanism is like this here; `None` if that is not decided.
    pub unique: Option<bool>,
}

/// The levels that a segment gets; `None` where it is graded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goods {
    /// The lowest one; zero is no object.
    pub worst: Option<Rational>,
    /// The highest one.
    pub best: Option<Rational>,
}

impl Structure {
    /// Whether the two are certainly different. What is not decided is no difference.
    pub fn differs(&self, other: &Self) -> bool {
        let differ = |(a, b): (&Vec<Treatment>, &Vec<Treatment>)| {
            a.len() != b.len() || a.iter().zip(b).any(|(a, b)| a.differs(b))
        };
        let differ_here =
            |(a, b): (&Option<bool>, &Option<bool>)| a.is_some() && b.is_some() && a != b;
        self.n_scarce != other.n_scarce
            || self.binding.iter().zip(&other.binding).any(differ_here)
            || self.groups.iter().zip(&other.groups).any(differ)
    }
}

impl Structure {
    /// Takes over what is decided about an equal one.
    pub(super) fn learn(&mut self, other: &Self) {
        for (own, other) in self.binding.iter_mut().zip(&other.binding) {
            *own = own.or(*other);
        }
        let both = self.groups.iter_mut().flatten().zip(other.groups.iter().flatten());
        for (own, other) in both {
            own.is_free = own.is_free.or(other.is_free);
            own.unique = own.unique.or(other.unique);
        }
    }
}

impl Treatment {
    fn differs(&self, other: &Self) -> bool {
        let opposed = |a: Option<bool>, b: Option<bool>| a.zip(b).is_some_and(|(a, b)| a != b);
        self.kind != other.kind
            || self.goods != other.goods
            || opposed(self.is_free, other.is_free)
            || opposed(self.unique, other.unique)
    }
}

/// The structure of the optimum of an instance.
pub fn structure(instance: &ContinuousInstance, answer: &Answer) -> Structure {
    let levels = instance.quality.pieces.iter().filter_map(|piece| piece.curve.as_constant());
    let levels: Vec<Rational> = levels.collect();
    let has_value = |margin: &&Margin| margin.value.is_positive();
    let group = |(g, group): (usize, &GroupAnswer)| {
        let segments = group.segments.iter();
        segments.map(|segment| treatment(&levels, &answer.margins, g, segment)).collect()
    };
    Structure {
        n_scarce: answer.margins.iter().take_while(has_value).count(),
        binding: answer.constraints.iter().map(Constrained::binds).collect(),
        groups: answer.groups.iter().enumerate().map(group).collect(),
    }
}

fn treatment(levels: &[Rational], margins: &[Margin], g: usize, segment: &Segment) -> Treatment {
    Treatment {
        kind: segment.kind,
        is_free: is_free(segment),
        goods: match segment.kind {
            Kind::NotServed => Goods::default(),
            Kind::Lottery => mixed(levels, margins, g, segment),
            Kind::Free | Kind::SameForAll | Kind::Market => sold(levels, segment),
        },
        unique: segment.unique,
    }
}

/// A price that may be zero or a little more is not decided.
fn is_free(segment: &Segment) -> Option<bool> {
    let highest = &segment.price.1;
    if segment.kind == Kind::NotServed || !highest.admits(&Rational::ZERO) {
        return Some(false);
    }
    highest.is_zero().then_some(true)
}

/// What is mixed in a lottery: the pieces of the supply that end inside it, and the next one.
fn mixed(levels: &[Rational], margins: &[Margin], g: usize, segment: &Segment) -> Goods {
    let middle = segment.share.0.hull(&segment.share.1).middle();
    let mut inside = margins.iter().filter(|margin| {
        margin.groups.get(g).is_some_and(|place| {
            place.by_lot && place.share.0.low < middle && middle < place.share.1.high
        })
    });
    let Some(first) = inside.next() else { return Goods::default() };
    let last = inside.next_back().unwrap_or(first);
    let level = |quality: &Rational| {
        (quality.is_zero() || levels.contains(quality)).then(|| quality.clone())
    };
    Goods { worst: level(&last.quality.1), best: level(&first.quality.0) }
}

/// The levels that a market sells, where it sells levels.
fn sold(levels: &[Rational], segment: &Segment) -> Goods {
    let level = |quality: &Between| {
        (quality.is_exact() && levels.contains(&quality.low)).then(|| quality.low.clone())
    };
    Goods { worst: level(&segment.quality.0), best: level(&segment.quality.1) }
}
