//! A finite instance that is changed in place, number by number, and judged by the rules again.

use ironproof_instance::finite::{Bound, Content, Wtp};
use ironproof_number::rational::Rational;

use crate::document::{Leaf, Step};

/// A number of a finite instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Alpha,
    Mass(usize),
    Type(usize, usize, OfType),
    Level(usize),
    Objects(usize),
    Cost(usize),
    Bound(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OfType {
    Wtp,
    Low,
    High,
    Weighted,
    Prob,
    Weight,
    External,
}

impl Field {
    /// The number that stands at a leaf of the document; `None` for one that other numbers depend on, such as the level
    /// that a constraint names.
    pub(crate) fn of(leaf: &Leaf) -> Option<Self> {
        let steps: Vec<(&str, usize)> = leaf
            .0
            .iter()
            .map(|step| match step {
                Step::Key(key) => (key.as_str(), 0),
                Step::Place(place) => ("", *place),
            })
            .collect();
        Some(match steps[..] {
            [("alpha", _)] => Self::Alpha,
            [("groups", _), ("", g), ("mass", _)] => Self::Mass(g),
            [("groups", _), ("", g), ("types", _), ("", k), (key, _)] => {
                let of = match key {
                    "wtp" => OfType::Wtp,
                    "low" => OfType::Low,
                    "high" => OfType::High,
                    "weighted_wtp" => OfType::Weighted,
                    "prob" => OfType::Prob,
                    "weight" => OfType::Weight,
                    "external" => OfType::External,
                    _ => return None,
                };
                Self::Type(g, k, of)
            }
            [("quality", _), ("", j), ("level", _)] => Self::Level(j),
            [("quality", _), ("", j), ("mass", _)] => Self::Objects(j),
            [("quality", _), ("", j), ("cost", _)] => Self::Cost(j),
            [("constraints", _), ("", s), ("at_least" | "at_most", _)] => Self::Bound(s),
            _ => return None,
        })
    }

    /// Puts a number there.
    ///
    /// # Panics
    /// If the content is not that of the document.
    pub(crate) fn set(self, content: &mut Content, number: Rational) {
        let place = match self {
            Self::Alpha => &mut content.alpha,
            Self::Mass(g) => &mut content.groups[g].mass,
            Self::Level(j) => &mut content.quality[j].level,
            Self::Objects(j) => {
                content.quality[j].mass = Some(number);
                return;
            }
            Self::Cost(j) => &mut content.quality[j].cost,
            Self::Bound(s) => {
                let (Bound::AtLeast(bound) | Bound::AtMost(bound)) = &mut content.sides[s].bound;
                bound
            }
            Self::Type(g, k, of) => {
                let ty = &mut content.groups[g].types[k];
                match (of, &mut ty.wtp) {
                    (OfType::Prob, _) => &mut ty.prob,
                    (OfType::Weight, _) => &mut ty.weight,
                    (OfType::External, _) => &mut ty.external,
                    (OfType::Wtp, Wtp::Point(wtp)) => wtp,
                    (OfType::Low, Wtp::Cell { low, .. }) => low,
                    (OfType::High, Wtp::Cell { high, .. }) => high,
                    (OfType::Weighted, Wtp::Cell { weighted, .. }) => weighted,
                    (of, _) => unreachable!("a type has {of:?} in its document or not"),
                }
            }
        };
        *place = number;
    }
}
