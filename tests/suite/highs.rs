//! A model file as HiGHS reads it.

#![allow(
    unsafe_code,
    reason = "the crate `highs` has no call that reads a file or hands out names"
)]

use std::ffi::{CStr, CString};
use std::os::raw::{c_char, c_void};
use std::path::Path;

use highs_sys::HighsInt;

use crate::seen::{Seen, SeenColumn, SeenRow};

/// The model as it can be compared.
pub fn seen(highs: &HighsModel) -> Seen {
    let columns = (0..highs.cost.len()).map(|j| SeenColumn {
        name: highs.column_names[j].clone(),
        is_integer: highs.integrality[j] != 0,
        cost: highs.cost[j],
        lower: highs.column_lower[j],
        upper: highs.column_upper[j],
    });
    let rows = (0..highs.rows.len()).map(|i| SeenRow {
        name: highs.row_names[i].clone(),
        lower: highs.row_lower[i],
        upper: highs.row_upper[i],
        terms: highs.rows[i].iter().copied().filter(|(_, value)| *value != 0.0).collect(),
    });
    Seen {
        maximize: highs.maximize,
        offset: highs.offset,
        columns: columns.collect(),
        rows: rows.collect(),
    }
}

type NameOf = unsafe extern "C" fn(*const c_void, HighsInt, *mut c_char) -> HighsInt;

/// What HiGHS says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    Ok,
    /// Something was changed or left out.
    Warning,
    Error,
}

/// The linear part of a model in HiGHS.
#[derive(Debug)]
pub struct HighsModel {
    pub reading: Reading,
    pub maximize: bool,
    pub offset: f64,
    pub cost: Vec<f64>,
    pub column_lower: Vec<f64>,
    pub column_upper: Vec<f64>,
    pub row_lower: Vec<f64>,
    pub row_upper: Vec<f64>,
    /// Per row the column and value of each coefficient.
    pub rows: Vec<Vec<(usize, f64)>>,
    /// Per column: a kHighsVarType.
    pub integrality: Vec<HighsInt>,
    pub column_names: Vec<String>,
    pub row_names: Vec<String>,
}

/// Reads the file; of a file that HiGHS refuses only the verdict means anything.
pub fn read(file: &Path) -> HighsModel {
    let path = CString::new(file.to_str().unwrap()).unwrap();
    let int = |n: HighsInt| usize::try_from(n).unwrap();
    // A name is part of the file, or made of a letter and a number.
    let mut name = vec![0; usize::try_from(std::fs::metadata(file).unwrap().len()).unwrap() + 64];
    // SAFETY: the pointer comes from Highs_create and lives until Highs_destroy below; strings end in
    // zero; the arrays have the lengths that HiGHS says, and each name fits.
    unsafe {
        let highs = highs_sys::Highs_create();
        highs_sys::Highs_setBoolOptionValue(highs, c"output_flag".as_ptr(), 0);
        let reading = match highs_sys::Highs_readModel(highs, path.as_ptr()) {
            highs_sys::STATUS_OK => Reading::Ok,
            highs_sys::STATUS_WARNING => Reading::Warning,
            _ => Reading::Error,
        };
        let (n_columns, n_rows) =
            (int(highs_sys::Highs_getNumCol(highs)), int(highs_sys::Highs_getNumRow(highs)));
        let n_nonzeros = int(highs_sys::Highs_getNumNz(highs));
        let mut sizes = [0; 4];
        let [columns, rows, nonzeros, sense] = &mut sizes;
        let mut model = HighsModel {
            reading,
            maximize: false,
            offset: 0.0,
            cost: vec![0.0; n_columns],
            column_lower: vec![0.0; n_columns],
            column_upper: vec![0.0; n_columns],
            row_lower: vec![0.0; n_rows],
            row_upper: vec![0.0; n_rows],
            rows: vec![Vec::new(); n_rows],
            integrality: vec![0; n_columns],
            column_names: Vec::new(),
            row_names: Vec::new(),
        };
        let mut starts = vec![0; n_columns + 1];
        let (mut index, mut value) = (vec![0; n_nonzeros], vec![0.0; n_nonzeros]);
        highs_sys::Highs_getLp(
            highs,
            highs_sys::MATRIX_FORMAT_COLUMN_WISE,
            columns,
            rows,
            nonzeros,
            sense,
            &raw mut model.offset,
            model.cost.as_mut_ptr(),
            model.column_lower.as_mut_ptr(),
            model.column_upper.as_mut_ptr(),
            model.row_lower.as_mut_ptr(),
            model.row_upper.as_mut_ptr(),
            starts.as_mut_ptr(),
            index.as_mut_ptr(),
            value.as_mut_ptr(),
            model.integrality.as_mut_ptr(),
        );
        model.maximize = sizes[3] == highs_sys::OBJECTIVE_SENSE_MAXIMIZE;
        starts[n_columns] = sizes[2];
        for j in 0..n_columns {
            for k in int(starts[j])..int(starts[j + 1]) {
                model.rows[int(index[k])].push((j, value[k]));
            }
        }
        let mut names = |n: usize, get: NameOf| -> Vec<String> {
            let indices = 0..HighsInt::try_from(n).unwrap();
            let name_of = |i| {
                name[0] = 0;
                get(highs, i, name.as_mut_ptr());
                CStr::from_ptr(name.as_ptr()).to_string_lossy().into_owned()
            };
            indices.map(name_of).collect()
        };
        model.column_names = names(n_columns, highs_sys::Highs_getColName);
        model.row_names = names(n_rows, highs_sys::Highs_getRowName);
        highs_sys::Highs_destroy(highs);
        model
    }
}
