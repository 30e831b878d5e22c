//! Linear programs from numbers: one, or a family of them that differ in costs, right sides and bounds.
//!
//! Everything is exact and in this thread where the model is small: a call takes microseconds.

use std::sync::{Mutex, PoisonError};

use ironproof_analysis::{Solved, Solver};
use ironproof_linear::duality::Vector;
use ironproof_linear::{Column, Lp, Row};
use ironproof_number::IBig;
use ironproof_number::rational::{Rational, parse};
use ironproof_proof::Evidence;
use ironproof_solvers::solve;
use pyo3::prelude::*;
use pyo3::sync::{MutexExt, PyOnceLock};
use pyo3::types::{PyFloat, PyInt};

use crate::error::wrong;

/// Doubles up to here are integers.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// A number as Python has it: an integer, a float (the shortest decimal that names it), or anything that
/// `ironproof._exact.text_of` writes.
fn number(x: &Bound<'_, PyAny>) -> PyResult<Rational> {
    static TEXT_OF: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    if let Ok(float) = x.cast::<PyFloat>() {
        return decimal(float.value());
    }
    if let Ok(whole) = x.cast_exact::<PyInt>()
        && let Ok(whole) = whole.extract::<i64>()
    {
        return Ok(Rational::from(whole));
    }
    let text_of = TEXT_OF.get_or_try_init(x.py(), || -> PyResult<_> {
        Ok(x.py().import("ironproof._exact")?.getattr("text_of")?.unbind())
    })?;
    let text: String = text_of.bind(x.py()).call1((x,))?.extract()?;
    parse(&text).map_err(wrong)
}

fn decimal(x: f64) -> PyResult<Rational> {
    if !x.is_finite() {
        return Err(wrong(format!("the model has a number that is none: {x}")));
    }
    if x.fract() == 0.0 && x.abs() < LARGEST_WHOLE {
        #[expect(clippy::cast_possible_truncation, reason = "an integer of at most 53 bits")]
        return Ok(Rational::from(x as i64));
    }
    parse(&format!("{x}")).map_err(wrong)
}

fn numbers(list: &Bound<'_, PyAny>) -> PyResult<Vec<Rational>> {
    list.try_iter()?.map(|x| number(&x?)).collect()
}

/// A bound; `None`, and infinity on the side where it bounds nothing, are absent. Numbers are exact, whatever their size.
fn side(x: &Bound<'_, PyAny>, absent: f64) -> PyResult<Option<Rational>> {
    if x.is_none() {
        return Ok(None);
    }
    match x.cast::<PyFloat>() {
        Ok(float) if float.value().to_bits() == absent.to_bits() => Ok(None),
        Ok(float) if float.value().is_infinite() => {
            let side = if absent.is_sign_negative() { "a lower" } else { "an upper" };
            Err(wrong(format!("bounds: {} is no value of {side} bound", float.value())))
        }
        _ => number(x).map(Some),
    }
}

/// A matrix by rows: lists of numbers, or the three lists of a compressed one.
#[derive(FromPyObject)]
pub(crate) enum Matrix<'py> {
    /// Start of each row, columns, values.
    Sparse(Vec<usize>, Vec<usize>, Bound<'py, PyAny>),
    /// Each row as a list.
    Dense(Bound<'py, PyAny>),
}

impl Matrix<'_> {
    fn rows(&self, name: &str, n: usize) -> PyResult<Vec<Vec<(usize, Rational)>>> {
        let wide = |k: usize, n_own: usize| {
            wrong(format!("{name}, row {k}: {n_own} numbers, where c has {n}"))
        };
        let nonzero = |terms: Vec<(usize, Rational)>| {
            let row = Row::at_least("", "", terms, Rational::ZERO);
            row.terms
        };
        match self {
            Self::Dense(rows) => {
                let mut out = Vec::new();
                for (k, row) in rows.try_iter()?.enumerate() {
                    let row = numbers(&row?)?;
                    if row.len() != n {
                        return Err(wide(k, row.len()));
                    }
                    let terms = row.into_iter().enumerate().filter(|(_, x)| !x.is_zero());
                    out.push(terms.collect());
                }
                Ok(out)
            }
            Self::Sparse(starts, columns, values) => {
                let values = numbers(values)?;
                let is_sorted = starts.windows(2).all(|pair| pair[0] <= pair[1]);
                if values.len() != columns.len()
                    || !is_sorted
                    || starts.first() != Some(&0)
                    || starts.last() != Some(&values.len())
                {
                    return Err(wrong(format!("{name}: a compressed matrix with broken lists")));
                }
                let mut out = Vec::new();
                for (k, pair) in starts.windows(2).enumerate() {
                    let range = pair[0]..pair[1];
                    if let Some(j) = columns[range.clone()].iter().find(|j| n <= **j) {
                        return Err(wide(k, j + 1));
                    }
                    let terms = columns[range.clone()].iter().copied();
                    out.push(nonzero(terms.zip(values[range].iter().cloned()).collect()));
                }
                Ok(out)
            }
        }
    }
}

/// A linear program whose numbers may change, with the basis of the last one.
#[pyclass(frozen, module = "ironproof._ironproof")]
pub(crate) struct Family {
    state: Mutex<State>,
    n_inequalities: usize,
}

struct State {
    lp: Lp,
    solver: Solver<'static>,
}

#[pymethods]
impl Family {
    #[new]
    #[pyo3(signature = (c, inequalities, b_ub, equations, b_eq, bounds, maximize))]
    fn new(
        c: Bound<'_, PyAny>,
        inequalities: Option<Matrix<'_>>,
        b_ub: Option<Bound<'_, PyAny>>,
        equations: Option<Matrix<'_>>,
        b_eq: Option<Bound<'_, PyAny>>,
        bounds: Option<Bound<'_, PyAny>>,
        maximize: bool,
    ) -> PyResult<Self> {
        let mut lp = Lp::new("linprog", maximize);
        for (j, cost) in numbers(&c)?.into_iter().enumerate() {
            lp.columns.push(Column::at_least_zero(format!("C{j}"), cost));
        }
        let n = lp.columns.len();
        let mut n_inequalities = 0;
        for (matrix, name) in [(inequalities, "A_ub"), (equations, "A_eq")] {
            if let Some(matrix) = matrix {
                for terms in matrix.rows(name, n)? {
                    let row = Row::at_least(format!("R{}", lp.rows.len()), "", [], Rational::ZERO);
                    lp.rows.push(Row { terms, ..row });
                }
            }
            if name == "A_ub" {
                n_inequalities = lp.rows.len();
            }
        }
        let mut state = State { lp, solver: Solver::new(&solve::bases, 0.0) };
        if n_inequalities < state.lp.rows.len() && b_eq.is_none() {
            return Err(wrong("A_eq needs b_eq"));
        }
        if 0 < n_inequalities && b_ub.is_none() {
            return Err(wrong("A_ub needs b_ub"));
        }
        state.change(n_inequalities, None, b_ub, b_eq, bounds)?;
        Ok(Self { state: Mutex::new(state), n_inequalities })
    }

    /// The model with the numbers that are given in place of its last ones.
    #[pyo3(signature = (c, b_ub, b_eq, bounds, time_limit_s))]
    fn solve(
        &self,
        py: Python<'_>,
        c: Option<Bound<'_, PyAny>>,
        b_ub: Option<Bound<'_, PyAny>>,
        b_eq: Option<Bound<'_, PyAny>>,
        bounds: Option<Bound<'_, PyAny>>,
        time_limit_s: f64,
    ) -> PyResult<Optimum> {
        if !time_limit_s.is_finite() || time_limit_s < 0.0 {
            return Err(wrong("time_limit: expected seconds, not negative"));
        }
        // A thread that waits lets go of Python, which the one inside needs to come out.
        let state = self.state.lock_py_attached(py);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        state.change(self.n_inequalities, c, b_ub, b_eq, bounds)?;
        let State { lp, solver } = &mut *state;
        solver.renew(time_limit_s);
        let solved = if Solver::is_tiny(lp) {
            solver.solve(lp, None)
        } else {
            py.detach(|| solver.solve(lp, None))
        };
        let solved = solved.map_err(wrong)?;
        Ok(Optimum { solved, n_inequalities: self.n_inequalities })
    }
}

impl State {
    /// All of the numbers are read before any is put in.
    fn change(
        &mut self,
        n_inequalities: usize,
        c: Option<Bound<'_, PyAny>>,
        b_ub: Option<Bound<'_, PyAny>>,
        b_eq: Option<Bound<'_, PyAny>>,
        bounds: Option<Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let (n, m) = (self.lp.columns.len(), self.lp.rows.len());
        let list = |what: &str, list: Option<Bound<'_, PyAny>>, n: usize| {
            let Some(list) = list else { return Ok(None) };
            let found = numbers(&list)?;
            if found.len() == n {
                return Ok(Some(found));
            }
            Err(wrong(format!("{what}: {} numbers, where the model has {n}", found.len())))
        };
        let cost = list("c", c, n)?;
        let most = list("b_ub", b_ub, n_inequalities)?;
        let equal = list("b_eq", b_eq, m - n_inequalities)?;
        let mut pairs = Vec::new();
        if let Some(bounds) = bounds {
            for pair in bounds.try_iter()? {
                let pair = pair?;
                if pair.len()? != 2 {
                    return Err(wrong(format!("bounds: expected pairs, found {}", pair.len()?)));
                }
                let lower = side(&pair.get_item(0)?, f64::NEG_INFINITY)?;
                pairs.push((lower, side(&pair.get_item(1)?, f64::INFINITY)?));
            }
            if pairs.len() != n {
                let text =
                    format!("bounds: {} pairs, where the model has {n} columns", pairs.len());
                return Err(wrong(text));
            }
        }
        for (column, cost) in self.lp.columns.iter_mut().zip(cost.into_iter().flatten()) {
            column.objective = cost;
        }
        for (column, (lower, upper)) in self.lp.columns.iter_mut().zip(pairs) {
            (column.lower, column.upper) = (lower, upper);
        }
        let (inequalities, equations) = self.lp.rows.split_at_mut(n_inequalities);
        for (row, side) in inequalities.iter_mut().zip(most.into_iter().flatten()) {
            (row.lower, row.upper) = (None, Some(side));
        }
        for (row, side) in equations.iter_mut().zip(equal.into_iter().flatten()) {
            (row.lower, row.upper) = (Some(side.clone()), Some(side));
        }
        Ok(())
    }
}

/// What is proved about a linear program, with its numbers as fractions.
#[pyclass(frozen, module = "ironproof._ironproof")]
pub(crate) struct Optimum {
    solved: Solved,
    n_inequalities: usize,
}

/// A fraction of Python.
fn fraction<'py>(py: Python<'py>, x: &Rational) -> PyResult<Bound<'py, PyAny>> {
    static FRACTION: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = FRACTION.get_or_try_init(py, || -> PyResult<_> {
        Ok(py.import("fractions")?.getattr("Fraction")?.unbind())
    })?;
    let class = class.bind(py);
    match (i64::try_from(x.numerator()), i64::try_from(&IBig::from(x.denominator().clone()))) {
        (Ok(whole), Ok(1)) => class.call1((whole,)),
        (Ok(above), Ok(below)) => class.call1((above, below)),
        _ => py.import("ironproof._exact")?.getattr("fraction")?.call1((x.to_string(),)),
    }
}

fn fractions<'py>(
    py: Python<'py>,
    vector: &Vector,
    range: std::ops::Range<usize>,
) -> PyResult<Vec<Bound<'py, PyAny>>> {
    range.map(|at| fraction(py, &vector.entry(at))).collect()
}

impl Optimum {
    fn multipliers<'py>(
        &self,
        py: Python<'py>,
        is_equation: bool,
    ) -> PyResult<Option<Vec<Bound<'py, PyAny>>>> {
        let Evidence::Optimal { multipliers, .. } = self.solved.proof().evidence() else {
            return Ok(None);
        };
        let (n, m) = (self.n_inequalities, multipliers.len());
        fractions(py, multipliers, if is_equation { n..m } else { 0..n }).map(Some)
    }
}

#[pymethods]
impl Optimum {
    /// `optimal`, `infeasible` or `unbounded`.
    #[getter]
    fn status(&self) -> &'static str {
        self.solved.proof().status()
    }

    /// The optimum; `None` without one.
    #[getter]
    fn fun<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.solved.proof().value().map(|value| fraction(py, value)).transpose()
    }

    /// An optimal point; of an unbounded model a feasible one; `None` if it is infeasible.
    #[getter]
    fn x<'py>(&self, py: Python<'py>) -> PyResult<Option<Vec<Bound<'py, PyAny>>>> {
        match self.solved.proof().evidence() {
            Evidence::Optimal { point, .. } | Evidence::Unbounded { point, .. } => {
                fractions(py, point, 0..point.len()).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Optimal multipliers of the rows of `A_ub`: what one more unit of `b_ub` changes.
    #[getter]
    fn ineqlin<'py>(&self, py: Python<'py>) -> PyResult<Option<Vec<Bound<'py, PyAny>>>> {
        self.multipliers(py, false)
    }

    /// The same for `A_eq`.
    #[getter]
    fn eqlin<'py>(&self, py: Python<'py>) -> PyResult<Option<Vec<Bound<'py, PyAny>>>> {
        self.multipliers(py, true)
    }

    /// Of an unbounded model a direction in which the objective improves for ever.
    #[getter]
    fn ray<'py>(&self, py: Python<'py>) -> PyResult<Option<Vec<Bound<'py, PyAny>>>> {
        let Evidence::Unbounded { ray, .. } = self.solved.proof().evidence() else {
            return Ok(None);
        };
        ray.iter()
            .map(|x| fraction(py, &Rational::from(x.clone())))
            .collect::<PyResult<_>>()
            .map(Some)
    }

    /// Of an infeasible model multipliers of all rows that combine them to a contradiction; `None` if the bounds of one column
    /// or row are crossed.
    #[getter]
    fn farkas<'py>(&self, py: Python<'py>) -> PyResult<Option<Vec<Bound<'py, PyAny>>>> {
        let Evidence::Infeasible { multipliers } = self.solved.proof().evidence() else {
            return Ok(None);
        };
        let value = |y: &IBig| fraction(py, &Rational::from(y.clone()));
        multipliers.iter().map(value).collect::<PyResult<_>>().map(Some)
    }

    fn __repr__(&self) -> String {
        match self.solved.proof().value() {
            Some(value) => format!("<Optimum: {value} (exact)>"),
            None => format!("<Optimum: {} (exact)>", self.status()),
        }
    }
}
