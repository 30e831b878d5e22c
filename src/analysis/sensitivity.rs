//! What an optimum answers to: costs, and the bounds of rows and columns.
//!
//! Two questions have different answers where an optimum is degenerate, and both are asked here:
//!
//! ```text
//! basis    how far can a number move while this basis stays optimal?   One of several bases may say less than is so.
//! piece    how fast does the optimal value change, to the left and to the right, and how far does it go on like that?
//! ```
//!
//! The optimal value is a piecewise linear function of each cost and each bound. Its slopes are extreme values over the
//! optimal faces, each found by an LP and proved:
//!
//! ```text
//! of a cost c_j    min and max of x_j over the optima
//! of a bound       min and max of its multiplier over the optimal multipliers, which is the LP of directions (`face`) with
//!                  that bound moved by 1
//! ```
//!
//! A piece ends where the point, or the multipliers, that give its slope stop being optimal.

use ironproof_answer::{Basis, BasisStatus};
use ironproof_linear::{Column, Lp, Place, Row};
use ironproof_number::rational::Rational;
use ironproof_proof::Tableau;

use crate::TimeOver;
use crate::face::{Optimum, cone, face};
use crate::ranges::{Range, cost_range, side_range};
use crate::solver::{Solved, Solver};
use crate::variable::{Side, bind, bounds, place, reduced_costs, terms, values, variable};

/// How the optimum answers to costs and bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// The optimum.
    pub value: Rational,
    /// Of the costs that were asked for.
    pub costs: Vec<CostSensitivity>,
    /// Of the bounds of the rows and columns that were asked for, rows first.
    pub sides: Vec<SideSensitivity>,
}

/// How the optimum answers to the cost of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct CostSensitivity {
    /// The column.
    pub column: usize,
    /// Its value at the optimum of the basis.
    pub value: Rational,
    /// Its cost less what its rows are worth: by how much the optimum changes per unit that a nonbasic column moves.
    pub reduced_cost: Rational,
    /// Its cost.
    pub cost: Rational,
    /// The costs for which the basis stays optimal.
    pub basis: Range,
    /// The optimum for smaller costs.
    pub down: Piece,
    /// The optimum for larger ones.
    pub up: Piece,
}

/// How the optimum answers to a bound of a row or column.
#[derive(Clone, Debug, PartialEq)]
pub struct SideSensitivity {
    /// The row or column.
    pub place: Place,
    /// Which of its bounds.
    pub side: Side,
    /// The bound.
    pub bound: Rational,
    /// The sum of the row, or the value of the column, at the optimum of the basis.
    pub value: Rational,
    /// What the basis says that one more unit of the bound changes.
    pub price: Rational,
    /// The bounds for which the basis stays optimal.
    pub basis: Range,
    /// The optimum for smaller bounds.
    pub down: Piece,
    /// The optimum for larger ones.
    pub up: Piece,
}

/// A linear piece of the optimal value, beginning at the number of the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// The value changes by so much per unit.
    Linear {
        /// The change.
        slope: Rational,
        /// Where the piece ends; `None` if it does not.
        until: Option<Rational>,
    },
    /// Any step in this direction leaves no optimum: no feasible point for a bound, no bound of the objective for a cost.
    Nothing,
}

/// The rows and columns that are asked for, by index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Columns: their costs and bounds.
    pub columns: Vec<usize>,
    /// Rows: their bounds.
    pub rows: Vec<usize>,
}

impl Asked {
    /// All of them.
    pub fn all(lp: &Lp) -> Self {
        Self { columns: (0..lp.columns.len()).collect(), rows: (0..lp.rows.len()).collect() }
    }
}

/// What was solved so far.
struct Study<'l, 's, 'a> {
    lp: &'l Lp,
    solver: &'s mut Solver<'a>,
    basis: Basis,
    optimum: Optimum,
    /// Of all variables, at the optimum.
    values: Vec<Rational>,
}

/// The sensitivity of an optimum, whose basis is given; `None` if there is no optimum.
///
/// # Errors
/// [`TimeOver`] if the time limit came first.
///
/// # Example
/// ```
/// use ironproof_analysis::{Asked, Piece, Solver, sensitivity};
/// use ironproof_linear::{ModelFormat, Readings, read_model};
/// use ironproof_proof::unaided;
///
/// let text = b"Maximize\n 3 x + 2 y\nSubject To\n a: x + y <= 4\n b: x + 3 y <= 6\nBounds\n x <= 3\nEnd\n";
/// let lp = read_model(text, ModelFormat::Text, &Readings::default())?.lp;
/// let mut solver = Solver::new(&unaided, 10.0);
/// let found = sensitivity(&lp, &mut solver, None, &Asked::all(&lp))?.ok_or("an optimum")?;
/// // The optimum is at (3, 1), where all three rows meet: one more unit of `a` is worth nothing, one less costs 2.
/// assert_eq!(found.sides[0].down, Piece::Linear { slope: 2.into(), until: Some(3.into()) });
/// assert_eq!(found.sides[0].up, Piece::Linear { slope: 0.into(), until: None });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sensitivity(
    lp: &Lp,
    solver: &mut Solver<'_>,
    start: Option<&Basis>,
    asked: &Asked,
) -> Result<Option<Sensitivity>, TimeOver> {
    let solved = solver.solve(lp, start)?;
    let Some(optimum) = Optimum::of(&solved) else { return Ok(None) };
    let basis = solved.basis().cloned();
    let basis = basis.unwrap_or_else(|| unreachable!("simplex ends in a basis"));
    let values = values(lp, &optimum.point);
    let deadline = solver.deadline();
    let mut study = Study { lp, solver, basis: basis.clone(), optimum, values };
    let n = lp.columns.len();
    let look = |tableau: &Tableau<'_>| -> Result<Sensitivity, TimeOver> {
        let mut found = Sensitivity {
            value: study.optimum.value.clone(),
            costs: Vec::new(),
            sides: Vec::new(),
        };
        for &j in &asked.columns {
            found.costs.push(study.cost(tableau, j)?);
        }
        for v in asked.rows.iter().map(|i| n + i).chain(asked.columns.iter().copied()) {
            for side in sides(lp, v) {
                found.sides.push(study.side(tableau, v, side)?);
            }
        }
        Ok(found)
    };
    Tableau::with(lp, &basis, deadline, look).ok_or(TimeOver)?.map(Some)
}

/// The direction may have this entry.
fn can_move(cone: &Lp, variable: usize, step: &Rational) -> bool {
    let (lower, upper) = bounds(cone, variable);
    lower.is_none_or(|lower| lower <= step) && upper.is_none_or(|upper| step <= upper)
}

/// The bounds that a variable has.
fn sides(lp: &Lp, variable: usize) -> Vec<Side> {
    match bounds(lp, variable) {
        (Some(lower), Some(upper)) if lower == upper => vec![Side::Both],
        (lower, upper) => {
            let lower = lower.map(|_| Side::Lower);
            lower.into_iter().chain(upper.map(|_| Side::Upper)).collect()
        }
    }
}

impl Study<'_, '_, '_> {
    /// In the sense of the LP.
    fn signed(&self, number: Rational) -> Rational {
        if self.lp.maximize { -number } else { number }
    }

    fn solve(&mut self, lp: &Lp) -> Result<Solved, TimeOver> {
        let basis = self.basis.clone();
        self.solver.solve(lp, Some(&basis))
    }

    fn cost(&mut self, tableau: &Tableau<'_>, j: usize) -> Result<CostSensitivity, TimeOver> {
        let column = &self.lp.columns[j];
        let cost = column.objective.clone();
        Ok(CostSensitivity {
            column: j,
            value: self.values[j].clone(),
            reduced_cost: self.signed(tableau.reduced_cost(j)),
            basis: cost_range(self.lp, tableau, j)?,
            down: self.cost_piece(j, &cost, false)?,
            up: self.cost_piece(j, &cost, true)?,
            cost,
        })
    }

    /// Of a minimum the value is concave in a cost: its slope to the right is the least x_j over the optima.
    fn cost_piece(&mut self, j: usize, cost: &Rational, goes_up: bool) -> Result<Piece, TimeOver> {
        let mut face = face(self.lp, &self.optimum.multipliers);
        face.columns[j].objective = Rational::ONE;
        face.maximize = goes_up == self.lp.maximize;
        let Some(extreme) = Optimum::of(&self.solve(&face)?) else { return Ok(Piece::Nothing) };
        // The point stays optimal as long as no direction becomes worth taking that moves x_j against the change.
        let mut cone = cone(self.lp, &extreme.point);
        let step = if goes_up == self.lp.maximize { Rational::ONE } else { -Rational::ONE };
        let until = if can_move(&cone, j, &step) {
            bind(&mut cone, j, Some(step.clone()), Some(step));
            let length = Optimum::of(&self.solve(&cone)?).map(|best| self.signed(best.value));
            length.map(|length| if goes_up { cost + length } else { cost - length })
        } else {
            None
        };
        Ok(Piece::Linear { slope: extreme.value, until })
    }

    fn side(
        &mut self,
        tableau: &Tableau<'_>,
        variable: usize,
        side: Side,
    ) -> Result<SideSensitivity, TimeOver> {
        let (lower, upper) = bounds(self.lp, variable);
        let bound = if side == Side::Upper { upper } else { lower };
        let bound = bound.cloned().unwrap_or_else(|| unreachable!("the side is there"));
        let is_at = match tableau.status(variable) {
            BasisStatus::Basic | BasisStatus::Zero => false,
            BasisStatus::Upper => side != Side::Lower,
            BasisStatus::Lower | BasisStatus::Nonbasic => side != Side::Upper,
        };
        let reduced = if is_at { tableau.reduced_cost(variable) } else { Rational::ZERO };
        Ok(SideSensitivity {
            place: place(self.lp, variable),
            side,
            value: self.values[variable].clone(),
            price: self.signed(reduced),
            basis: side_range(self.lp, tableau, variable, side, is_at)?,
            down: self.side_piece(variable, side, &bound, false)?,
            up: self.side_piece(variable, side, &bound, true)?,
            bound,
        })
    }

    /// The slope is what the best direction costs that keeps up with the bound.
    fn side_piece(
        &mut self,
        variable: usize,
        side: Side,
        bound: &Rational,
        goes_up: bool,
    ) -> Result<Piece, TimeOver> {
        let step = if goes_up { Rational::ONE } else { -Rational::ONE };
        let (slope, multipliers) = if self.values[variable] == *bound {
            let mut cone = cone(self.lp, &self.optimum.point);
            let (lower, upper) = bounds(&cone, variable);
            let (lower, upper) = (lower.cloned(), upper.cloned());
            let (lower, upper) = match side {
                Side::Lower => (Some(step.clone()), upper),
                Side::Upper => (lower, Some(step.clone())),
                Side::Both => (Some(step.clone()), Some(step.clone())),
            };
            bind(&mut cone, variable, lower, upper);
            let Some(best) = Optimum::of(&self.solve(&cone)?) else { return Ok(Piece::Nothing) };
            (best.value * &step, best.multipliers)
        } else {
            (Rational::ZERO, self.optimum.multipliers.clone())
        };
        let until = self.reach(variable, side, bound, &step, &multipliers)?;
        Ok(Piece::Linear { slope, until })
    }

    /// How far the bound can move in steps while these multipliers stay optimal: while some feasible point is complementary
    /// to them.
    fn reach(
        &mut self,
        variable: usize,
        side: Side,
        bound: &Rational,
        step: &Rational,
        multipliers: &[Rational],
    ) -> Result<Option<Rational>, TimeOver> {
        let mut lp = face(self.lp, multipliers);
        let z = reduced_costs(self.lp, multipliers)[variable].clone();
        let holds = match side {
            Side::Lower => Rational::ZERO < z,
            Side::Upper => z < Rational::ZERO,
            Side::Both => true,
        };
        let (lower, upper) = bounds(if holds { self.lp } else { &lp }, variable);
        let (lower, upper) = (lower.cloned(), upper.cloned());
        let (lower, upper) = match side {
            Side::Lower => (None, upper),
            Side::Upper => (lower, None),
            Side::Both => (None, None),
        };
        let mut moved = terms(self.lp, variable);
        bind(&mut lp, variable, lower, upper);
        lp.maximize = true;
        let length = lp.add_column(Column::at_least_zero("length", Rational::ONE));
        moved.push((length, -step));
        let (name, class) = (String::from("moved"), "");
        let lower = (holds || side != Side::Upper).then(|| bound.clone());
        let upper = (holds || side != Side::Lower).then(|| bound.clone());
        lp.add_row(Row { name, class, lower, upper, terms: moved });
        let mut start = self.basis.clone();
        start.columns.push(BasisStatus::Lower);
        start.rows.push(BasisStatus::Basic);
        let farthest = Optimum::of(&self.solver.solve(&lp, Some(&start))?);
        Ok(farthest.map(|farthest| bound + farthest.value * step))
    }
}

/// The indices of rows and columns with these names.
///
/// # Errors
/// The first name that the LP does not have.
pub fn named<'n>(lp: &Lp, names: &'n [String]) -> Result<Asked, &'n str> {
    let mut asked = Asked::default();
    for name in names {
        let columns = asked.columns.len() + asked.rows.len();
        asked.columns.extend(lp.columns.iter().position(|column| column.name == *name));
        asked.rows.extend(lp.rows.iter().position(|row| row.name == *name));
        if asked.columns.len() + asked.rows.len() == columns {
            return Err(name);
        }
    }
    asked.columns.sort_unstable_by_key(|j| variable(lp, Place::Column(*j)));
    asked.rows.sort_unstable();
    asked.columns.dedup();
    asked.rows.dedup();
    Ok(asked)
}
