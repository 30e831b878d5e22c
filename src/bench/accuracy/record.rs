//! A row as a table has it: plain numbers and texts, which is what Parquet takes.

use parquet_derive::ParquetRecordWriter;

use super::grade::Fault;
use super::row::Row;

/// A line of `accuracy.parquet`.
#[derive(Debug, ParquetRecordWriter)]
#[expect(missing_docs, reason = "docs/accuracy.md describes each column, in this order")]
pub struct Record<'a> {
    pub instance: &'a str,
    pub family: &'a str,
    pub difficulty: u32,
    pub seed: u64,
    pub instance_sha256: &'a str,
    pub size_class: &'a str,
    pub rows: usize,
    pub cols: usize,
    pub nnz: usize,
    pub relaxed: usize,
    pub solver: &'a str,
    pub solver_version: &'a str,
    pub setting: &'a str,
    pub status: &'a str,
    pub termination: &'a str,
    pub exact_status: &'a str,
    pub exact_obj: Option<&'a str>,
    pub verdict: &'a str,
    pub grade: &'a str,
    pub fault: Option<&'a str>,
    pub accepted_at: Option<&'a str>,
    pub basis_exactly_optimal: Option<bool>,
    pub obj: Option<f64>,
    pub dual_obj: Option<f64>,
    pub obj_error_abs: Option<f64>,
    pub obj_error_rel: Option<f64>,
    pub primal_inf_abs: Option<f64>,
    pub primal_inf_rel: Option<f64>,
    pub primal_inf_2: Option<f64>,
    pub dual_inf_abs: Option<f64>,
    pub dual_inf_rel: Option<f64>,
    pub gap: Option<f64>,
    pub ic_violation: Option<f64>,
    pub ir_violation: Option<f64>,
    pub supply_violation: Option<f64>,
    pub negative_transfer: Option<f64>,
    pub iterations: Option<u64>,
    pub runtime_s: f64,
    pub wall_s: f64,
    pub cpu_s: Option<f64>,
    pub peak_mem_mb: Option<f64>,
    pub timeout_s: f64,
    pub memory_limit_mib: u64,
    pub cpu_model: &'a str,
    pub commit: &'a str,
    pub run_id: &'a str,
    pub timestamp: u64,
}

/// The table of some rows.
pub fn records(rows: &[Row]) -> Vec<Record<'_>> {
    rows.iter().map(Record::from).collect()
}

impl<'a> From<&'a Row> for Record<'a> {
    fn from(row: &'a Row) -> Self {
        Self {
            instance: &row.instance,
            family: &row.family,
            difficulty: row.difficulty,
            seed: row.seed,
            instance_sha256: &row.instance_sha256,
            size_class: row.size_class.name(),
            rows: row.rows,
            cols: row.cols,
            nnz: row.nnz,
            relaxed: row.relaxed,
            solver: &row.solver,
            solver_version: &row.solver_version,
            setting: &row.setting,
            status: row.status.name(),
            termination: row.termination.name(),
            exact_status: row.exact_status.name(),
            exact_obj: row.exact_obj.as_deref(),
            verdict: row.verdict.name(),
            grade: row.grade.name(),
            fault: row.fault.map(Fault::name),
            accepted_at: row.accepted_at.as_deref(),
            basis_exactly_optimal: row.basis_exactly_optimal,
            obj: row.obj,
            dual_obj: row.dual_obj,
            obj_error_abs: row.obj_error_abs,
            obj_error_rel: row.obj_error_rel,
            primal_inf_abs: row.primal_inf_abs,
            primal_inf_rel: row.primal_inf_rel,
            primal_inf_2: row.primal_inf_2,
            dual_inf_abs: row.dual_inf_abs,
            dual_inf_rel: row.dual_inf_rel,
            gap: row.gap,
            ic_violation: row.ic_violation,
            ir_violation: row.ir_violation,
            supply_violation: row.supply_violation,
            negative_transfer: row.negative_transfer,
            iterations: row.iterations,
            runtime_s: row.runtime_s,
            wall_s: row.wall_s,
            cpu_s: row.cpu_s,
            peak_mem_mb: row.peak_mem_mb,
            timeout_s: row.timeout_s,
            memory_limit_mib: row.memory_limit_mib,
            cpu_model: &row.cpu_model,
            commit: &row.commit,
            run_id: &row.run_id,
            timestamp: row.timestamp,
        }
    }
}
