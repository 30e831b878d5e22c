//! `claims`: the claims of the paper, on a folder of instances and on random ones.

use std::path::PathBuf;

use ironproof_claims as all;
use ironproof_claims::resumable::Search;
use ironproof_claims::run::{Options, run};
use ironproof_results::claims::ClaimsFound;
use pyo3::prelude::*;

use crate::error::wrong;
use crate::finite::marked;
use crate::work::work;

/// The finite forms and the continuous ones.
#[pyfunction]
#[pyo3(signature = (ids, *, folder, random, seed))]
pub(crate) fn claims(
    py: Python<'_>,
    ids: Vec<String>,
    folder: PathBuf,
    random: u64,
    seed: u64,
) -> PyResult<(String, String, bool)> {
    let mut claims = Vec::with_capacity(ids.len());
    for id in &ids {
        let claim = all::by_id(id).ok_or_else(|| {
            let known: Vec<&str> = all::ALL.iter().map(|claim| claim.id).collect();
            wrong(format!("{id:?}: expected one of {}", known.join(", ")))
        })?;
        claims.push(claim);
    }
    let options = Options {
        claims: if claims.is_empty() { all::ALL.to_vec() } else { claims },
        instances: folder,
        search: Search { seed, first: 0, n: random, file: None },
        find_ablations: false,
    };
    let found = work(py, move || run(&options, &|_| ()).map(|run| ClaimsFound::from(&run)))?;
    let found = found.map_err(wrong)?;
    Ok((marked(&found.finite)?, marked(&found.continuous)?, found.holds()))
}
