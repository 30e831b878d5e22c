//! The calls that the crate `highs` has no safe face for. All unsafe code of the program is here.
//!
//! Each function checks the lengths it hands over; pointers come from slices that outlive the call,
//! and from a `Model` or `SolvedModel`, whose pointer is valid as long as it lives.
#![allow(unsafe_code, reason = "calls into the C interface of HiGHS")]

use std::cell::Cell;
use std::ffi::CStr;
use std::os::raw::{c_char, c_int, c_void};
use std::ptr;
use std::time::Instant;

use highs::{Model, SolvedModel};

use crate::solve::float_lp::FloatLp;
use ironproof_answer::{Basis, BasisStatus, Failure};

/// Gives `lp` to HiGHS. A warning is a failure: it means that numbers were changed.
pub(super) fn pass_lp(model: &mut Model, lp: &FloatLp) -> Result<(), Failure> {
    success(pass(model, lp)?, PASS_LP)
}

/// The same, but HiGHS may change numbers: it drops small coefficients and reads large bounds as infinite.
pub(super) fn pass_lp_as_users_do(model: &mut Model, lp: &FloatLp) -> Result<(), Failure> {
    match pass(model, lp)? {
        highs_sys::STATUS_WARNING => Ok(()),
        code => success(code, PASS_LP),
    }
}

const PASS_LP: &str = "Highs_passLp";

/// The return code of HiGHS.
fn pass(model: &mut Model, lp: &FloatLp) -> Result<c_int, Failure> {
    let call = PASS_LP;
    let (n_columns, n_rows) = (lp.n_columns(), lp.n_rows());
    let lengths = [lp.column_lower.len(), lp.column_upper.len()].map(|n| n == n_columns);
    assert!(lengths == [true; 2] && lp.row_upper.len() == n_rows && lp.starts.len() == n_rows + 1);
    assert!(lp.index.len() == lp.value.len() && lp.starts.last() == Some(&lp.value.len()));
    assert!(lp.starts.is_sorted() && lp.index.iter().all(|&j| j < n_columns));
    let starts = ints(&lp.starts, call)?;
    let index = ints(&lp.index, call)?;
    let sense = if lp.maximize {
        highs_sys::OBJECTIVE_SENSE_MAXIMIZE
    } else {
        highs_sys::OBJECTIVE_SENSE_MINIMIZE
    };
    // SAFETY: the arrays have the announced lengths and valid indices, as asserted above.
    let code = unsafe {
        highs_sys::Highs_passLp(
            model.as_mut_ptr(),
            int(n_columns, call)?,
            int(n_rows, call)?,
            int(lp.value.len(), call)?,
            highs_sys::MATRIX_FORMAT_ROW_WISE,
            sense,
            0.0,
            lp.cost.as_ptr(),
            lp.column_lower.as_ptr(),
            lp.column_upper.as_ptr(),
            lp.row_lower.as_ptr(),
            lp.row_upper.as_ptr(),
            starts.as_ptr(),
            index.as_ptr(),
            lp.value.as_ptr(),
        )
    };
    Ok(code)
}

/// The version of HiGHS.
pub(super) fn version() -> String {
    // SAFETY: HiGHS returns a C string that lives as long as the program.
    unsafe { CStr::from_ptr(highs_sys::Highs_version()) }.to_string_lossy().into_owned()
}

/// Adds the rows of `part`, which has the columns of the model; their basis states become basic.
pub(super) fn add_rows(model: &mut Model, part: &FloatLp) -> Result<(), Failure> {
    let call = "Highs_addRows";
    assert!(part.n_columns() == model.num_cols());
    assert!(part.row_upper.len() == part.n_rows() && part.starts.len() == part.n_rows() + 1);
    assert!(part.index.len() == part.value.len() && part.starts.last() == Some(&part.value.len()));
    assert!(part.starts.is_sorted() && part.index.iter().all(|&j| j < part.n_columns()));
    let starts = ints(&part.starts, call)?;
    let index = ints(&part.index, call)?;
    // SAFETY: as for `pass_lp`.
    let code = unsafe {
        highs_sys::Highs_addRows(
            model.as_mut_ptr(),
            int(part.n_rows(), call)?,
            part.row_lower.as_ptr(),
            part.row_upper.as_ptr(),
            int(part.value.len(), call)?,
            starts.as_ptr(),
            index.as_ptr(),
            part.value.as_ptr(),
        )
    };
    success(code, call)
}

/// Replaces the cost of each column.
pub(super) fn set_costs(model: &mut Model, cost: &[f64]) -> Result<(), Failure> {
    let call = "Highs_changeColsCostByRange";
    assert!(cost.len() == model.num_cols());
    let Some(last) = cost.len().checked_sub(1) else { return Ok(()) };
    let last = int(last, call)?;
    // SAFETY: the array has the length of the model, as asserted above.
    let code = unsafe {
        highs_sys::Highs_changeColsCostByRange(model.as_mut_ptr(), 0, last, cost.as_ptr())
    };
    success(code, call)
}

/// The clock that `time_limit` is compared with starts again at zero.
pub(super) fn restart_clock(model: &mut Model) -> Result<(), Failure> {
    // SAFETY: the pointer is valid.
    let code = unsafe { highs_sys::Highs_zeroAllClocks(model.as_ptr()) };
    success(code, "Highs_zeroAllClocks")
}

thread_local! {
    /// When the run of this thread is to end.
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// The next run of this thread ends at `deadline`, in simplex and interior point.
pub(super) fn stop_at(model: &mut Model, deadline: Option<Instant>) -> Result<(), Failure> {
    DEADLINE.set(deadline);
    let call = "Highs_setCallback";
    // SAFETY: the pointer is valid, and the callback needs no data.
    let code =
        unsafe { highs_sys::Highs_setCallback(model.as_mut_ptr(), Some(look), ptr::null_mut()) };
    success(code, call)?;
    for kind in [highs_sys::kHighsCallbackSimplexInterrupt, highs_sys::kHighsCallbackIpmInterrupt] {
        // SAFETY: the pointer is valid.
        let code = unsafe { highs_sys::Highs_startCallback(model.as_mut_ptr(), kind) };
        success(code, call)?;
    }
    Ok(())
}

/// HiGHS asks in each iteration whether it is to end.
unsafe extern "C" fn look(
    _: c_int,
    _: *const c_char,
    _: *const highs_sys::HighsCallbackDataOut,
    answer: *mut highs_sys::HighsCallbackDataIn,
    _: *mut c_void,
) {
    let is_over = DEADLINE.get().is_some_and(|deadline| deadline <= Instant::now());
    // SAFETY: HiGHS passes a pointer to a struct of its own, or none.
    if let Some(answer) = unsafe { answer.as_mut() } {
        answer.user_interrupt = c_int::from(is_over);
    }
}

/// The model status as HiGHS numbers it: the safe call panics on numbers that it does not know.
pub(super) fn model_status(solved: &SolvedModel) -> c_int {
    // SAFETY: the pointer is valid.
    unsafe { highs_sys::Highs_getModelStatus(solved.as_ptr()) }
}

/// The basis, if HiGHS ended in one.
pub(super) fn basis(solved: &SolvedModel, n_columns: usize, n_rows: usize) -> Option<Basis> {
    let valid = solved.int_info_value(c"basis_validity").ok()?;
    if valid != i64::from(highs_sys::kHighsBasisValidityValid) {
        return None;
    }
    let mut columns: Vec<c_int> = vec![0; n_columns];
    let mut rows: Vec<c_int> = vec![0; n_rows];
    // SAFETY: the counts are asserted to be those of the model, and the arrays have them as lengths.
    let code = unsafe {
        let n = (
            highs_sys::Highs_getNumCol(solved.as_ptr()),
            highs_sys::Highs_getNumRow(solved.as_ptr()),
        );
        assert!(int(n_columns, "") == Ok(n.0) && int(n_rows, "") == Ok(n.1));
        highs_sys::Highs_getBasis(solved.as_ptr(), columns.as_mut_ptr(), rows.as_mut_ptr())
    };
    success(code, "Highs_getBasis").ok()?;
    Some(Basis {
        columns: columns.into_iter().map(status).collect::<Option<_>>()?,
        rows: rows.into_iter().map(status).collect::<Option<_>>()?,
    })
}

/// Starts from `basis`, which must fit the model.
pub(super) fn set_basis(model: &mut Model, basis: &Basis) -> Result<(), Failure> {
    let call = "Highs_setBasis";
    if basis.columns.len() != model.num_cols() || basis.rows.len() != model.num_rows() {
        return Err(Failure::Call { call });
    }
    let columns: Vec<c_int> = basis.columns.iter().copied().map(code).collect();
    let rows: Vec<c_int> = basis.rows.iter().copied().map(code).collect();
    // SAFETY: the arrays have the lengths of the model, as checked above.
    let code =
        unsafe { highs_sys::Highs_setBasis(model.as_mut_ptr(), columns.as_ptr(), rows.as_ptr()) };
    success(code, call)
}

/// The dual ray, one entry per row, if the last run ended in one.
pub(super) fn dual_ray(model: &mut Model, n_rows: usize) -> Option<Vec<f64>> {
    assert!(n_rows == model.num_rows());
    let (mut has_ray, mut ray) = (0, vec![0.0; n_rows]);
    // SAFETY: the array has the length of the model, as asserted above.
    let code = unsafe {
        highs_sys::Highs_getDualRay(model.as_mut_ptr(), &raw mut has_ray, ray.as_mut_ptr())
    };
    (success(code, "Highs_getDualRay").is_ok() && has_ray == 1).then_some(ray)
}

/// The primal ray, one entry per column, if the last run ended in one.
pub(super) fn primal_ray(model: &mut Model, n_columns: usize) -> Option<Vec<f64>> {
    assert!(n_columns == model.num_cols());
    let (mut has_ray, mut ray) = (0, vec![0.0; n_columns]);
    // SAFETY: the array has the length of the model, as asserted above.
    let code = unsafe {
        highs_sys::Highs_getPrimalRay(model.as_mut_ptr(), &raw mut has_ray, ray.as_mut_ptr())
    };
    (success(code, "Highs_getPrimalRay").is_ok() && has_ray == 1).then_some(ray)
}

/// Reads a model file, for tests of the exports.
#[cfg(test)]
pub(super) fn read_model(model: &mut Model, path: &std::path::Path) -> Result<(), Failure> {
    let call = "Highs_readModel";
    let path = path.to_str().and_then(|path| std::ffi::CString::new(path).ok());
    let path = path.ok_or(Failure::Call { call })?;
    // SAFETY: the path is a C string that outlives the call.
    let code = unsafe { highs_sys::Highs_readModel(model.as_mut_ptr(), path.as_ptr()) };
    success(code, call)
}

fn success(code: c_int, call: &'static str) -> Result<(), Failure> {
    if code == highs_sys::STATUS_OK { Ok(()) } else { Err(Failure::Call { call }) }
}

fn int(n: usize, call: &'static str) -> Result<c_int, Failure> {
    c_int::try_from(n).map_err(|_| Failure::Call { call })
}

fn ints(values: &[usize], call: &'static str) -> Result<Vec<c_int>, Failure> {
    values.iter().map(|&n| int(n, call)).collect()
}

fn status(code: c_int) -> Option<BasisStatus> {
    match code {
        highs_sys::kHighsBasisStatusLower => Some(BasisStatus::Lower),
        highs_sys::kHighsBasisStatusBasic => Some(BasisStatus::Basic),
        highs_sys::kHighsBasisStatusUpper => Some(BasisStatus::Upper),
        highs_sys::kHighsBasisStatusZero => Some(BasisStatus::Zero),
        highs_sys::kHighsBasisStatusNonbasic => Some(BasisStatus::Nonbasic),
        _ => None,
    }
}

fn code(status: BasisStatus) -> c_int {
    match status {
        BasisStatus::Lower => highs_sys::kHighsBasisStatusLower,
        BasisStatus::Basic => highs_sys::kHighsBasisStatusBasic,
        BasisStatus::Upper => highs_sys::kHighsBasisStatusUpper,
        BasisStatus::Zero => highs_sys::kHighsBasisStatusZero,
        BasisStatus::Nonbasic => highs_sys::kHighsBasisStatusNonbasic,
    }
}
