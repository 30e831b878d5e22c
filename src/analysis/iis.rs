//! An irreducible infeasible subsystem (IIS): bounds of rows and columns that no point satisfies together, while any of them
//! may be left out and some point satisfies the rest.
//!
//! ```text
//! start    the bounds that a Farkas proof uses
//! test     without one of them: infeasible, and the proof of that uses fewer; or a point, which is the witness
//! end      a Farkas proof of what is left, and a witness for each member
//! ```
//!
//! Each side of a row or column is a member of its own: an equation can be in it with one side, or with both.

use ironproof_linear::duality::{NotProved, Vector, check_feasible};
use ironproof_linear::{Column, Lp, Place, Row};
use ironproof_number::IBig;
use ironproof_number::ops::Abs;
use ironproof_number::rational::Rational;
use ironproof_proof::{Evidence, Proof};

use crate::TimeOver;
use crate::face::fractions;
use crate::solver::Solver;
use crate::variable::{Side, bind, bounds, reduced_costs, variable};

/// A member of a subsystem.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The row or column.
    pub place: Place,
    /// Which of its bounds.
    pub side: Side,
    /// Its multiplier, positive: the sum of all members by these is a contradiction.
    pub multiplier: Rational,
    /// A value for each column of the LP: all other members are satisfied, so they contradict nothing by themselves.
    pub witness: Vec<Rational>,
}

/// An irreducible infeasible subsystem. Nobody can make one that is not: [`Iis::new`] checks it.
#[derive(Clone, Debug, PartialEq)]
pub struct Iis {
    members: Vec<Member>,
}

/// Why members are no irreducible infeasible subsystem.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoIis {
    /// The LP does not have such a bound.
    #[error("member {0} is no bound of the LP")]
    Absent(usize),
    /// Two members are one.
    #[error("member {0} is there twice")]
    Twice(usize),
    /// A multiplier is not positive.
    #[error("the multiplier of member {0} is not positive")]
    Multiplier(usize),
    /// The multipliers prove nothing.
    #[error("the members are not infeasible by their multipliers: {0}")]
    Feasible(NotProved),
    /// A witness is none.
    #[error("the witness of member {0} does not satisfy the others: {1}")]
    Witness(usize, NotProved),
}

impl Iis {
    /// The subsystem, if the members are infeasible together by their multipliers, and without any of them feasible by its
    /// witness.
    ///
    /// # Errors
    /// [`NoIis`] names the first member with a fault, from 0.
    pub fn new(lp: &Lp, members: Vec<Member>) -> Result<Self, NoIis> {
        for (k, member) in members.iter().enumerate() {
            let is_same = |other: &Member| (other.place, other.side) == (member.place, member.side);
            if !has(lp, member.place, member.side) {
                return Err(NoIis::Absent(k));
            }
            if members[..k].iter().any(is_same) {
                return Err(NoIis::Twice(k));
            }
            if member.multiplier <= Rational::ZERO {
                return Err(NoIis::Multiplier(k));
            }
        }
        let sides: Vec<(Place, Side)> = members.iter().map(|m| (m.place, m.side)).collect();
        evidence(lp, &members).check(&subsystem(lp, &sides)).map_err(NoIis::Feasible)?;
        for (k, member) in members.iter().enumerate() {
            let mut others = sides.clone();
            others.remove(k);
            let point = Vector::new(&member.witness);
            check_feasible(&subsystem(lp, &others), &point)
                .map_err(|reason| NoIis::Witness(k, reason))?;
        }
        Ok(Self { members })
    }

    /// Without a check.
    #[cfg(test)]
    pub(super) fn of_any(members: Vec<Member>) -> Self {
        Self { members }
    }

    /// The members, in the order of rows and then columns.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The LP that has these bounds only, the rows and columns that they name, and no objective: for a file that people open.
    pub fn lp(&self, lp: &Lp) -> Lp {
        compact(lp, &subsystem(lp, &self.sides())).0
    }

    /// What the multipliers prove about that LP.
    pub fn proof(&self, lp: &Lp) -> Proof {
        let sub = subsystem(lp, &self.sides());
        let (small, columns) = compact(lp, &sub);
        let narrow = match evidence(lp, &self.members) {
            Evidence::Infeasible { multipliers } => {
                let rows = sub.rows.iter().zip(multipliers);
                let multipliers = rows.filter(|(row, _)| has_bound(row)).map(|(_, y)| y).collect();
                Evidence::Infeasible { multipliers }
            }
            Evidence::CrossedColumn(j) => {
                Evidence::CrossedColumn(columns.iter().take_while(|column| **column < j).count())
            }
            // The only row.
            _ => Evidence::CrossedRow(0),
        };
        Proof::new(&small, narrow).unwrap_or_else(|| unreachable!("the same combination"))
    }

    /// The LP without member `k`, and a point that is feasible for it.
    pub fn without(&self, lp: &Lp, k: usize) -> (Lp, Vec<Rational>) {
        let mut sides = self.sides();
        sides.remove(k);
        let (small, columns) = compact(lp, &subsystem(lp, &sides));
        let point = columns.iter().map(|j| self.members[k].witness[*j].clone()).collect();
        (small, point)
    }

    fn sides(&self) -> Vec<(Place, Side)> {
        self.members.iter().map(|member| (member.place, member.side)).collect()
    }
}

fn has_bound(row: &Row) -> bool {
    row.lower.is_some() || row.upper.is_some()
}

/// The LP has this bound.
fn has(lp: &Lp, place: Place, side: Side) -> bool {
    let n = match place {
        Place::Column(_) => lp.columns.len(),
        Place::Row(_) => lp.rows.len(),
    };
    let (Place::Column(k) | Place::Row(k)) = place;
    if n <= k {
        return false;
    }
    let (lower, upper) = bounds(lp, variable(lp, place));
    match side {
        Side::Lower => lower.is_some(),
        Side::Upper => upper.is_some(),
        Side::Both => false,
    }
}

/// The LP without objective in which these are the only bounds.
fn subsystem(lp: &Lp, sides: &[(Place, Side)]) -> Lp {
    let mut out = lp.clone();
    out.offset = Rational::ZERO;
    for column in &mut out.columns {
        column.objective = Rational::ZERO;
    }
    for v in 0..lp.columns.len() + lp.rows.len() {
        bind(&mut out, v, None, None);
    }
    for (place, side) in sides {
        let v = variable(lp, *place);
        let (lower, upper) = bounds(lp, v);
        let (own_lower, own_upper) = bounds(&out, v);
        let (lower, upper) = match side {
            Side::Lower => (lower, own_upper),
            _ => (own_lower, upper),
        };
        let (lower, upper) = (lower.cloned(), upper.cloned());
        bind(&mut out, v, lower, upper);
    }
    out
}

/// Without the rows that have no bound and the columns that are in no other; and the place of each column that is left.
fn compact(lp: &Lp, sub: &Lp) -> (Lp, Vec<usize>) {
    let rows: Vec<&Row> = sub.rows.iter().filter(|row| has_bound(row)).collect();
    let mut is_used: Vec<bool> =
        sub.columns.iter().map(|column| column.lower.is_some() || column.upper.is_some()).collect();
    for (j, _) in rows.iter().flat_map(|row| &row.terms) {
        is_used[*j] = true;
    }
    let columns: Vec<usize> = (0..is_used.len()).filter(|j| is_used[*j]).collect();
    let mut place = vec![0; is_used.len()];
    columns.iter().enumerate().for_each(|(k, j)| place[*j] = k);
    let mut out = Lp::new(&lp.name, false);
    out.columns = columns.iter().map(|j| sub.columns[*j].clone()).collect();
    for row in rows {
        let terms = row.terms.iter().map(|(j, value)| (place[*j], value.clone())).collect();
        out.rows.push(Row { terms, ..row.clone() });
    }
    (out, columns)
}

/// What the multipliers prove about the subsystem: for crossed bounds there is nothing to combine.
fn evidence(lp: &Lp, members: &[Member]) -> Evidence {
    if let [one, other] = members
        && one.place == other.place
    {
        return match one.place {
            Place::Column(j) => Evidence::CrossedColumn(j),
            Place::Row(i) => Evidence::CrossedRow(i),
        };
    }
    let mut multipliers = vec![Rational::ZERO; lp.rows.len()];
    for member in members {
        if let Place::Row(i) = member.place {
            let y = &member.multiplier;
            multipliers[i] += if member.side == Side::Lower { y.clone() } else { -y };
        }
    }
    Evidence::Infeasible { multipliers: Vector::new(&multipliers).over_one().0 }
}

/// An irreducible infeasible subsystem of an LP that a proof shows to be infeasible; `None` if the proof shows another thing.
///
/// # Errors
/// [`TimeOver`] if the time limit came first.
///
/// # Example
/// ```
/// use ironproof_analysis::{Solver, iis};
/// use ironproof_linear::{ModelFormat, Readings, read_model};
/// use ironproof_proof::unaided;
///
/// let text = b"Minimize\n x\nSubject To\n a: x + y <= 1\n b: x >= 2\n c: x + 5 y >= 0\nEnd\n";
/// let lp = read_model(text, ModelFormat::Text, &Readings::default())?.lp;
/// let mut solver = Solver::new(&unaided, 10.0);
/// let proof = solver.solve(&lp, None)?.proof().clone();
/// let found = iis(&lp, &proof, &mut solver)?.ok_or("infeasible")?;
/// // Rows a and b, and 0 <= y.
/// assert_eq!(found.members().len(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn iis(lp: &Lp, proof: &Proof, solver: &mut Solver<'_>) -> Result<Option<Iis>, TimeOver> {
    let Some(mut support) = support(lp, proof.evidence()) else { return Ok(None) };
    let mut members: Vec<Member> = Vec::new();
    let mut k = 0;
    while k < support.len() {
        let mut others: Vec<(Place, Side)> =
            support.iter().map(|(place, side, _)| (*place, *side)).collect();
        others.remove(k);
        let sub = subsystem(lp, &others);
        let (small, columns) = compact(lp, &sub);
        let solved = solver.solve(&small, None)?;
        match solved.proof().evidence() {
            Evidence::Optimal { point, .. } => {
                let mut witness = vec![Rational::ZERO; lp.columns.len()];
                for (j, x) in columns.into_iter().zip(fractions(point)) {
                    witness[j] = x;
                }
                let (place, side, multiplier) = support[k].clone();
                members.push(Member { place, side, multiplier, witness });
                k += 1;
            }
            // Fewer bounds contradict each other. Witnesses of the members before remain witnesses: they satisfy more.
            fewer => {
                let fewer = widened(lp, &sub, &small, &columns, fewer);
                support = self::support(&sub, &fewer)
                    .unwrap_or_else(|| unreachable!("an LP without objective is not unbounded"));
                members.retain(|member| {
                    support
                        .iter()
                        .any(|(place, side, _)| (*place, *side) == (member.place, member.side))
                });
                k = members.len();
            }
        }
    }
    for (member, (.., multiplier)) in members.iter_mut().zip(&support) {
        member.multiplier.clone_from(multiplier);
    }
    let found = Iis::new(lp, members);
    Ok(Some(found.unwrap_or_else(|fault| unreachable!("a wrong subsystem: {fault}"))))
}

/// Evidence about the compact LP as evidence about the whole.
fn widened(lp: &Lp, sub: &Lp, small: &Lp, columns: &[usize], evidence: &Evidence) -> Evidence {
    let mut rows = (0..lp.rows.len()).filter(|i| has_bound(&sub.rows[*i]));
    match evidence {
        Evidence::Infeasible { multipliers } => {
            let mut wide = vec![IBig::ZERO; lp.rows.len()];
            for (i, y) in rows.zip(multipliers) {
                wide[i].clone_from(y);
            }
            Evidence::Infeasible { multipliers: wide }
        }
        Evidence::CrossedColumn(j) => Evidence::CrossedColumn(columns[*j]),
        Evidence::CrossedRow(i) => {
            debug_assert!(*i < small.rows.len(), "a row of the compact LP");
            let row = rows.nth(*i).unwrap_or_else(|| unreachable!("a row of the LP"));
            Evidence::CrossedRow(row)
        }
        other => other.clone(),
    }
}

/// The bounds that a proof of infeasibility uses, with positive multipliers: rows first. `None` if it is none.
fn support(lp: &Lp, evidence: &Evidence) -> Option<Vec<(Place, Side, Rational)>> {
    let both = |place| {
        let side = |side| (place, side, Rational::ONE);
        Some(vec![side(Side::Lower), side(Side::Upper)])
    };
    let multipliers = match evidence {
        Evidence::Infeasible { multipliers } => multipliers,
        Evidence::CrossedColumn(j) => return both(Place::Column(*j)),
        Evidence::CrossedRow(i) => return both(Place::Row(*i)),
        _ => return None,
    };
    let y: Vec<Rational> = multipliers.iter().map(|y| Rational::from(y.clone())).collect();
    // Without objective the reduced costs are what the bounds of the columns must cancel.
    let plain = |column: &Column| Column { objective: Rational::ZERO, ..column.clone() };
    let columns = lp.columns.iter().map(plain).collect();
    let plain = Lp { maximize: false, columns, ..lp.clone() };
    let reduced = reduced_costs(&plain, &y);
    let n = lp.columns.len();
    let places = (0..lp.rows.len()).map(Place::Row).chain((0..n).map(Place::Column));
    let used = places.filter_map(|place| {
        let z = &reduced[variable(lp, place)];
        let side = if Rational::ZERO < *z { Side::Lower } else { Side::Upper };
        (!z.is_zero()).then(|| (place, side, z.clone().abs()))
    });
    Some(used.collect())
}
