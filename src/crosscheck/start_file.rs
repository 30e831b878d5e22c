//! The starting basis of a file: an LP that is written may have a column and rows more than the LP itself.

use std::collections::HashMap;

use ironproof_answer::{Basis, BasisStatus};
use ironproof_instance::finite::FiniteInstance;
use ironproof_linear::formulate::{Formulation, Incentives, with_legend};
use ironproof_linear::{Lp, ModelFormat, ReadError, Readings, read_model};

use crate::start::start_basis;

/// Why there is no basis.
#[derive(Debug, thiserror::Error)]
pub enum NoStart {
    /// No optimal basis can be read off.
    #[error(
        "a basis is known for types that are points, in the formulation mass with adjacent incentive rows"
    )]
    Unknown,
    /// The text is not that of the LP.
    #[error(transparent)]
    File(#[from] ReadError),
}

/// The LP in this text, which is the formulation `mass` with adjacent rows of the instance, and a basis of it.
///
/// # Errors
/// [`NoStart`] if a type is a cell, or the formulation is another one, or the text is no LP.
pub fn start_of_file(
    instance: &FiniteInstance,
    (formulation, incentives): (Formulation, Incentives),
    (text, format): (&str, ModelFormat),
) -> Result<(Lp, Basis), NoStart> {
    let target = with_legend(instance, formulation, incentives).map_err(|_| NoStart::Unknown)?;
    let basis = start_basis(instance, &target).ok_or(NoStart::Unknown)?;
    let written = read_model(text.as_bytes(), format, &Readings::default())?.lp;
    let basis = as_written(&basis, &target.lp, &written);
    Ok((written, basis))
}

/// The column VALUE is basic, in the row OBJECTIVE. A bound that has become a row leaves its column basic.
fn as_written(basis: &Basis, lp: &Lp, written: &Lp) -> Basis {
    let mut columns = basis.columns.clone();
    columns.resize(written.columns.len(), BasisStatus::Basic);
    let names = lp.rows.iter().map(|row| row.name.as_str());
    let places: HashMap<&str, BasisStatus> = names.zip(basis.rows.iter().copied()).collect();
    let rows = written.rows.iter().map(|row| {
        places.get(row.name.as_str()).copied().unwrap_or_else(|| match row.terms[..] {
            [(j, _)] => std::mem::replace(&mut columns[j], BasisStatus::Basic),
            _ => BasisStatus::Lower,
        })
    });
    let rows = rows.collect();
    Basis { columns, rows }
}
