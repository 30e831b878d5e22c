//! The lexicographically smallest optimum: of all optima the ones with the least first column, of these the ones with the
//! least second column, and so on.
//!
//! Each stage is an LP over the face of the last one, with a proof of its own. A stage after which no column can move any
//! more ends the search: what remains is one point.

use ironproof_answer::{Basis, BasisStatus};
use ironproof_linear::Lp;
use ironproof_number::rational::Rational;

use crate::TimeOver;
use crate::face::{Optimum, face};
use crate::numbers::Bounds;
use crate::solver::{Solved, Solver};

/// The lexicographically smallest optimum.
#[derive(Clone, Debug, PartialEq)]
pub struct Lexicographic {
    /// The optimum.
    pub value: Rational,
    /// The point; of the columns before `endless` only, if there is such a column.
    pub point: Vec<Rational>,
    /// How many LPs decided it, the model itself included.
    pub n_stages: usize,
    /// The first column that has no least value among the optima that are left.
    pub endless: Option<usize>,
}

/// The lexicographically smallest optimum in the order of the columns; `None` if there is no optimum.
///
/// # Errors
/// [`TimeOver`] if the time limit came first.
///
/// # Example
/// ```
/// use ironproof_analysis::{Solver, lexicographic};
/// use ironproof_linear::{ModelFormat, Readings, read_model};
/// use ironproof_proof::unaided;
///
/// let text = b"Maximize\n x + y\nSubject To\n c: x + y <= 1\nEnd\n";
/// let lp = read_model(text, ModelFormat::Text, &Readings::default())?.lp;
/// let found = lexicographic(&lp, &mut Solver::new(&unaided, 10.0), None)?.ok_or("an optimum")?;
/// assert_eq!(found.point, [0.into(), 1.into()]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lexicographic(
    lp: &Lp,
    solver: &mut Solver<'_>,
    start: Option<&Basis>,
) -> Result<Option<Lexicographic>, TimeOver> {
    let mut solved = solver.solve(lp, start)?;
    let Some(mut best) = Optimum::of(&solved) else { return Ok(None) };
    let value = best.value.clone();
    let mut stage = face(lp, &best.multipliers);
    let (mut n_stages, mut endless) = (1, None);
    for j in 0..lp.columns.len() {
        if is_one_point(&stage, &solved) {
            break;
        }
        stage.columns[j].objective = Rational::ONE;
        n_stages += 1;
        let next = solver.solve(&stage, solved.basis())?;
        let Some(optimum) = Optimum::of(&next) else {
            best.point.truncate(j);
            endless = Some(j);
            break;
        };
        stage = face(&stage, &optimum.multipliers);
        (best, solved) = (optimum, next);
    }
    Ok(Some(Lexicographic { value, point: best.point, n_stages, endless }))
}

/// All nonbasic variables are fixed, so that the basis gives the only point.
fn is_one_point(face: &Lp, solved: &Solved) -> bool {
    let bounds = Bounds::new(face);
    solved.basis().is_some_and(|basis| {
        let mut places = basis.columns.iter().chain(&basis.rows).enumerate();
        places.all(|(variable, place)| *place == BasisStatus::Basic || bounds.is_fixed(variable))
    })
}
