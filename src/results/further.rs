//! `certify --iis`, `--sensitivity`, `--vertices` and `--lexicographic`: what else is found about a model.

use ironproof_analysis::{
    CostSensitivity, Lexicographic, Member, Piece, Sensitivity, Side, SideSensitivity, Vertices,
};
use ironproof_certify::CheckedIis;
use ironproof_linear::{Lp, Place};
use ironproof_number::IBig;
use ironproof_number::rational::Rational;
use schemars::JsonSchema;
use serde::Serialize;

use crate::exact::{Certified, Exact, ExactList, MaybeExact};

/// An irreducible infeasible subsystem: no point satisfies all of these bounds, and some point satisfies all but any one.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct IisFound {
    /// Whether the independent checker accepted that the subsystem is infeasible, and a point for each part of it that lacks
    /// one bound; false only if the numbers have no form in a model file.
    pub certified: Certified,
    /// Its bounds: rows first.
    pub members: Vec<MemberFound>,
}

/// A bound of an irreducible infeasible subsystem.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MemberFound {
    /// `row` or `column`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// `lower` or `upper`.
    pub side: &'static str,
    /// The bound.
    pub bound: Exact,
    /// Its multiplier, positive: the sum of all bounds, each written as at most and times this, says that 0 is at most a negative
    /// number.
    pub multiplier: Exact,
    /// A point that satisfies all other bounds; columns that are not listed are 0.
    pub witness: Vec<ColumnValue>,
}

/// The value of a column.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ColumnValue {
    /// Its name.
    pub column: String,
    /// Its value.
    pub value: Exact,
}

/// How the optimum answers to costs and bounds, exactly.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SensitivityFound {
    /// Of the costs.
    pub costs: Vec<CostFound>,
    /// Of the bounds of rows and columns.
    pub bounds: Vec<BoundFound>,
}

/// How the optimum answers to the cost of a column.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CostFound {
    /// The name of the column.
    pub column: String,
    /// Its value at the optimum of the basis.
    pub value: Exact,
    /// Its cost less what its rows are worth.
    pub reduced_cost: Exact,
    /// Its cost.
    pub cost: Exact,
    /// The least cost for which the basis stays optimal; null if there is none.
    pub basis_low: MaybeExact,
    /// The greatest cost for which the basis stays optimal; null if there is none.
    pub basis_high: MaybeExact,
    /// How fast the optimum changes per unit of the cost, for smaller costs: a value that the column has at an optimum. Null
    /// if the model is unbounded for any smaller cost.
    pub slope_down: MaybeExact,
    /// The cost at which that ends; null if it does not end, or there is no slope.
    pub until_down: MaybeExact,
    /// The same for larger costs.
    pub slope_up: MaybeExact,
    /// The cost at which that ends; null if it does not end, or there is no slope.
    pub until_up: MaybeExact,
}

/// How the optimum answers to a bound of a row or column.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct BoundFound {
    /// `row` or `column`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// `lower`, `upper`, or `both` if they are equal: then both move.
    pub side: &'static str,
    /// The sum of the row, or the value of the column, at the optimum of the basis.
    pub value: Exact,
    /// What the basis says that one more unit of the bound changes.
    pub shadow_price: Exact,
    /// The bound.
    pub bound: Exact,
    /// The least bound for which the basis stays optimal; null if there is none.
    pub basis_low: MaybeExact,
    /// The greatest bound for which the basis stays optimal; null if there is none.
    pub basis_high: MaybeExact,
    /// How fast the optimum changes per unit of the bound, for smaller bounds. Null if the model is infeasible for any
    /// smaller bound.
    pub slope_down: MaybeExact,
    /// The bound at which that ends; null if it does not end, or there is no slope.
    pub until_down: MaybeExact,
    /// The same for larger bounds.
    pub slope_up: MaybeExact,
    /// The bound at which that ends; null if it does not end, or there is no slope.
    pub until_up: MaybeExact,
}

/// The optimal face.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct VerticesFound {
    /// Whether these are all vertices and rays; false if there are lines.
    pub complete: bool,
    /// Whether the optima are bounded: null if that is not known because the list is not complete.
    pub bounded: Option<bool>,
    /// The names of the columns, in the order of the values.
    pub columns: Vec<String>,
    /// The vertices, in lexicographic order.
    pub vertices: Vec<Direction>,
    /// Directions in which the optima go on for ever, in lowest integers.
    pub rays: Vec<Direction>,
    /// Directions that they go on in both ways; if there are any, there is no vertex, and rays are not listed.
    pub lines: Vec<Direction>,
    /// How many bases were visited.
    pub n_bases: usize,
}

/// A value for each column.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Direction {
    /// The values.
    pub values: ExactList,
}

/// The lexicographically smallest optimum.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LexicographicFound {
    /// The point; if a column has no least value, only the columns before it.
    pub point: Vec<ColumnValue>,
    /// The first column that has no least value among the optima; null if all have one.
    pub without_least: Option<String>,
    /// How many linear programs decided it, the model included.
    pub n_stages: usize,
}

fn place(lp: &Lp, place: Place) -> (&'static str, String) {
    match place {
        Place::Row(i) => ("row", lp.rows[i].name.clone()),
        Place::Column(j) => ("column", lp.columns[j].name.clone()),
    }
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Lower => "lower",
        Side::Upper => "upper",
        Side::Both => "both",
    }
}

fn column_value(lp: &Lp, (j, value): (usize, &Rational)) -> ColumnValue {
    ColumnValue { column: lp.columns[j].name.clone(), value: value.into() }
}

impl IisFound {
    /// What was found about this LP.
    pub fn new(lp: &Lp, found: &CheckedIis) -> Self {
        let members = found.iis().members().iter().map(|member| MemberFound::new(lp, member));
        Self { certified: Certified(found.verified().cloned()), members: members.collect() }
    }
}

impl MemberFound {
    fn new(lp: &Lp, member: &Member) -> Self {
        let (kind, name) = place(lp, member.place);
        let (lower, upper) = match member.place {
            Place::Row(i) => (&lp.rows[i].lower, &lp.rows[i].upper),
            Place::Column(j) => (&lp.columns[j].lower, &lp.columns[j].upper),
        };
        let bound = if member.side == Side::Lower { lower } else { upper };
        let nonzero = member.witness.iter().enumerate().filter(|(_, value)| !value.is_zero());
        Self {
            kind,
            name,
            side: side(member.side),
            bound: Exact(bound.clone().unwrap_or_default()),
            multiplier: (&member.multiplier).into(),
            witness: nonzero.map(|value| column_value(lp, value)).collect(),
        }
    }
}

/// Slope and end of a piece.
fn piece(piece: &Piece) -> (MaybeExact, MaybeExact) {
    match piece {
        Piece::Nothing => (MaybeExact(None), MaybeExact(None)),
        Piece::Linear { slope, until } => (MaybeExact(Some(slope.clone())), until.as_ref().into()),
    }
}

impl SensitivityFound {
    /// What was found about this LP.
    pub fn new(lp: &Lp, found: &Sensitivity) -> Self {
        Self {
            costs: found.costs.iter().map(|cost| CostFound::new(lp, cost)).collect(),
            bounds: found.sides.iter().map(|side| BoundFound::new(lp, side)).collect(),
        }
    }
}

impl CostFound {
    fn new(lp: &Lp, found: &CostSensitivity) -> Self {
        let ((slope_down, until_down), (slope_up, until_up)) =
            (piece(&found.down), piece(&found.up));
        Self {
            column: lp.columns[found.column].name.clone(),
            value: (&found.value).into(),
            reduced_cost: (&found.reduced_cost).into(),
            cost: (&found.cost).into(),
            basis_low: found.basis.lower.as_ref().into(),
            basis_high: found.basis.upper.as_ref().into(),
            slope_down,
            until_down,
            slope_up,
            until_up,
        }
    }
}

impl BoundFound {
    fn new(lp: &Lp, found: &SideSensitivity) -> Self {
        let (kind, name) = place(lp, found.place);
        let ((slope_down, until_down), (slope_up, until_up)) =
            (piece(&found.down), piece(&found.up));
        Self {
            kind,
            name,
            side: side(found.side),
            value: (&found.value).into(),
            shadow_price: (&found.price).into(),
            bound: (&found.bound).into(),
            basis_low: found.basis.lower.as_ref().into(),
            basis_high: found.basis.upper.as_ref().into(),
            slope_down,
            until_down,
            slope_up,
            until_up,
        }
    }
}

impl VerticesFound {
    /// What was found about this LP.
    pub fn new(lp: &Lp, found: &Vertices) -> Self {
        let vertex = |point: &Vec<Rational>| Direction { values: ExactList(point.clone()) };
        let direction = |ray: &Vec<IBig>| {
            let values = ray.iter().map(|x| Rational::from(x.clone())).collect();
            Direction { values: ExactList(values) }
        };
        let is_bounded = found.rays.is_empty() && found.lines.is_empty();
        Self {
            complete: found.is_complete,
            bounded: (found.is_complete || !is_bounded).then_some(is_bounded),
            columns: lp.columns.iter().map(|column| column.name.clone()).collect(),
            vertices: found.points.iter().map(vertex).collect(),
            rays: found.rays.iter().map(direction).collect(),
            lines: found.lines.iter().map(direction).collect(),
            n_bases: found.n_bases,
        }
    }
}

impl LexicographicFound {
    /// What was found about this LP.
    pub fn new(lp: &Lp, found: &Lexicographic) -> Self {
        let point = found.point.iter().enumerate();
        Self {
            point: point.map(|value| column_value(lp, value)).collect(),
            without_least: found.endless.map(|j| lp.columns[j].name.clone()),
            n_stages: found.n_stages,
        }
    }
}
