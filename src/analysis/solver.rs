//! One LP after the other, each proved: from the basis of the last one where the matrix is the same.
//!
//! Small LPs are solved by exact simplex on a dictionary, which is kept: of a family of models that differ in costs and
//! bounds, each takes the few pivots that lead to it from its neighbour. Large ones go to [`ironproof_proof::prove_from`].

use std::time::Instant;

use ironproof_answer::Failure;
use ironproof_answer::{Basis, BasisStatus};
use ironproof_linear::duality::Vector;
use ironproof_linear::{Column, Lp, Row};
use ironproof_number::rational::Rational;
use ironproof_proof::{BasisSource, Evidence, Proof, deadline, prove_from};

use crate::TimeOver;
use crate::dictionary::Dictionary;
use crate::numbers::{Bounds, costs};
use crate::simplex::{Ended, Simplex};

/// Rows times columns up to which a dictionary is faster than a float solver and a sparse exact one, from a basis nearby.
const SMALL: usize = 4_000;
/// The same from no basis.
const TINY: usize = 1_000;

/// Gives a copy of an LP to a float solver, from any thread.
pub type OpenAnywhere<'a> = &'a (dyn Fn(&Lp) -> Result<Box<dyn BasisSource>, Failure> + Sync);

/// Solves LPs exactly, one after the other, and keeps what helps with the next.
///
/// ```
/// use ironproof_analysis::Solver;
/// use ironproof_linear::{ModelFormat, Readings, read_model};
/// use ironproof_proof::unaided;
///
/// let text = b"Maximize\n x + y\nSubject To\n c: 3 x + y <= 1\nEnd\n";
/// let mut lp = read_model(text, ModelFormat::Text, &Readings::default())?.lp;
/// let mut solver = Solver::new(&unaided, 10.0);
/// for side in 1..1_000_u32 {
///     lp.rows[0].upper = Some(side.into());
///     assert_eq!(solver.solve(&lp, None)?.proof().value(), Some(&side.into()));
/// }
/// assert_eq!(solver.n_pivots(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Solver<'a> {
    open: OpenAnywhere<'a>,
    deadline: Instant,
    kept: Option<Kept>,
    /// The last basis of a large LP.
    last: Option<Basis>,
    n_pivots: usize,
    /// Rows times columns up to which an LP is small.
    pub(super) small: usize,
}

/// A dictionary, and the matrix that it is of.
struct Kept {
    n_columns: usize,
    terms: Vec<Vec<(usize, Rational)>>,
    simplex: Simplex,
}

/// What is proved about an LP, and the basis of an optimum.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    proof: Proof,
    basis: Option<Basis>,
}

impl Solved {
    /// The proof.
    pub fn proof(&self) -> &Proof {
        &self.proof
    }

    /// The basis of an optimum.
    pub fn basis(&self) -> Option<&Basis> {
        self.basis.as_ref()
    }
}

impl<'a> Solver<'a> {
    /// A solver with so many seconds for all that it is asked; large LPs start from the float solver that `open` gives.
    pub fn new(open: OpenAnywhere<'a>, time_limit_s: f64) -> Self {
        Self {
            open,
            deadline: deadline(time_limit_s),
            kept: None,
            last: None,
            n_pivots: 0,
            small: SMALL,
        }
    }

    /// So many seconds from now on.
    pub fn renew(&mut self, time_limit_s: f64) {
        self.deadline = deadline(time_limit_s);
    }

    /// Exact simplex on a dictionary proves such an LP sooner than a float solver starts.
    pub fn is_tiny(lp: &Lp) -> bool {
        lp.rows.len() * lp.columns.len() <= TINY
    }

    /// The exact pivots on dictionaries so far.
    pub fn n_pivots(&self) -> usize {
        self.n_pivots
    }

    /// When the time is over.
    pub(super) fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Proves the LP optimal, infeasible or unbounded. A basis to start from counts where nothing better is kept.
    ///
    /// # Errors
    /// [`TimeOver`] if the time limit came first.
    ///
    /// # Panics
    /// If a row names a column that the LP does not have, or one column twice; or if the basis has other numbers of columns
    /// and rows.
    pub fn solve(&mut self, lp: &Lp, start: Option<&Basis>) -> Result<Solved, TimeOver> {
        TimeOver::check(self.deadline)?;
        if let Some(evidence) = crossed(lp) {
            return Ok(proved(lp, evidence, None));
        }
        if lp.rows.len() * lp.columns.len() <= self.small {
            return self.by_dictionary(lp, start);
        }
        let left = self.deadline.saturating_duration_since(Instant::now()).as_secs_f64();
        let lengths = (lp.columns.len(), lp.rows.len());
        let fits = |basis: &&Basis| (basis.columns.len(), basis.rows.len()) == lengths;
        let start = start.or(self.last.as_ref().filter(fits));
        let report = prove_from(lp, self.open, start, left);
        let proof = report.proof().cloned().ok_or(TimeOver)?;
        let basis = report.basis().cloned();
        if basis.is_some() {
            self.last.clone_from(&basis);
        }
        Ok(Solved { proof, basis })
    }

    fn by_dictionary(&mut self, lp: &Lp, start: Option<&Basis>) -> Result<Solved, TimeOver> {
        let is_same = self.kept.as_ref().is_some_and(|kept| kept.is_of(lp));
        let mut kept = match self.kept.take().filter(|_| is_same) {
            Some(kept) => kept,
            None => Kept::new(lp, start),
        };
        let (bounds, cost) = (Bounds::new(lp), costs(lp));
        let before = kept.simplex.n_pivots;
        let ended = kept.simplex.solve(&bounds, &cost, self.deadline);
        self.n_pivots += kept.simplex.n_pivots - before;
        let evidence = kept.evidence(lp, &bounds, &ended?);
        let is_optimal = matches!(evidence, Evidence::Optimal { .. });
        let basis = is_optimal.then(|| kept.basis());
        self.kept = Some(kept);
        Ok(proved(lp, evidence, basis))
    }
}

fn proved(lp: &Lp, evidence: Evidence, basis: Option<Basis>) -> Solved {
    let proof = Proof::new(lp, evidence);
    Solved { proof: proof.unwrap_or_else(|| unreachable!("exact simplex ends in a proof")), basis }
}

/// Infeasible, by the bounds of one column or row alone.
fn crossed(lp: &Lp) -> Option<Evidence> {
    let column = lp.columns.iter().position(Column::is_crossed).map(Evidence::CrossedColumn);
    let row = || lp.rows.iter().position(Row::is_crossed).map(Evidence::CrossedRow);
    column.or_else(row)
}

impl Kept {
    /// The dictionary of the basis, or that of the rows.
    fn new(lp: &Lp, start: Option<&Basis>) -> Self {
        lp.check_rows();
        let terms = lp.rows.iter().map(|row| row.terms.clone()).collect();
        let mut simplex = Simplex::new(Dictionary::slack(lp));
        if let Some(basis) = start {
            let n = lp.columns.len();
            let lengths = (basis.columns.len(), basis.rows.len());
            assert!(lengths == (n, lp.rows.len()), "the basis has a place for each");
            let status: Vec<BasisStatus> =
                basis.columns.iter().chain(&basis.rows).copied().collect();
            simplex.enter(&status);
        }
        Self { n_columns: lp.columns.len(), terms, simplex }
    }

    fn is_of(&self, lp: &Lp) -> bool {
        self.n_columns == lp.columns.len()
            && self.terms.len() == lp.rows.len()
            && self.terms.iter().zip(&lp.rows).all(|(terms, row)| *terms == row.terms)
    }

    fn basis(&self) -> Basis {
        let (columns, rows) = self.simplex.places.split_at(self.n_columns);
        Basis { columns: columns.to_vec(), rows: rows.to_vec() }
    }

    fn evidence(&self, lp: &Lp, bounds: &Bounds<'_>, ended: &Ended) -> Evidence {
        let dictionary = &self.simplex.dictionary;
        let n = self.n_columns;
        let mut point = self.simplex.point(bounds);
        point.truncate(n);
        match *ended {
            Ended::Optimal => {
                let mut multipliers = vec![Rational::ZERO; lp.rows.len()];
                for (q, variable) in dictionary.nonbasic.iter().enumerate() {
                    if let Some(i) = variable.checked_sub(n) {
                        let y = dictionary.objective.at(q);
                        multipliers[i] = if lp.maximize { -y } else { y };
                    }
                }
                let costs = lp.columns.iter().zip(&point);
                let terms = costs.filter(|(_, x)| !x.is_zero());
                let value = terms.fold(lp.offset.clone(), |sum, (column, x)| {
                    if column.objective.is_zero() { sum } else { sum + &column.objective * x }
                });
                let (point, multipliers) = (Vector::new(&point), Vector::new(&multipliers));
                Evidence::Optimal { point, multipliers, value }
            }
            Ended::Infeasible(r) => {
                let mut multipliers = vec![Rational::ZERO; lp.rows.len()];
                let mut put = |variable: usize, value: Rational| {
                    if let Some(i) = variable.checked_sub(n) {
                        multipliers[i] = value;
                    }
                };
                put(dictionary.basic[r], -Rational::ONE);
                for (q, variable) in dictionary.nonbasic.iter().enumerate() {
                    put(*variable, dictionary.rows[r].at(q));
                }
                let mut multipliers = Vector::new(&multipliers).over_one().0;
                if ironproof_linear::duality::check_infeasible(lp, &multipliers).is_err() {
                    for y in &mut multipliers {
                        *y = -&*y;
                    }
                }
                Evidence::Infeasible { multipliers }
            }
            Ended::Unbounded(q, goes_up) => {
                let ray = &self.simplex.ray(q, goes_up)[..n];
                let ray = Vector::new(ray).over_one().0;
                Evidence::Unbounded { point: Vector::new(&point), ray }
            }
        }
    }
}
