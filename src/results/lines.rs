//! Measurements as lines, for figures: time over size, performance profile, and who finds the optimum.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use std::collections::BTreeMap;

use ironproof_answer::tolerance::ACCEPTED;
use ironproof_bench::accuracy::problem::TrueStatus;
use ironproof_bench::accuracy::row::Row as AccuracyRow;
use ironproof_bench::accuracy::said::Termination;
use ironproof_bench::accuracy::summary::{ErrorCurve, error_curves};
use ironproof_bench::row::{Row, median};
use ironproof_bench::summary::{exponent, number, profile as curves};
use serde::Serialize;

/// Lines over one axis.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lines {
    /// What the figure is about.
    pub title: String,
    /// What the horizontal axis shows.
    pub over: &'static str,
    /// What the vertical axis shows.
    pub shown: &'static str,
    /// What the numbers are.
    pub kind: LinesKind,
    /// The lines.
    pub lines: Vec<Line>,
}

/// What lines are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinesKind {
    /// Time over size: powers of ten on both axes, and a dot at each size.
    Scaling,
    /// Shares over factors: steps.
    Profile,
    /// Shares over the error that is allowed: steps down from 1 to [`FINEST`], then no error at all.
    Errors,
    /// Shares over steps of difficulty, with a dot at each.
    Difficulty,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Whose it is.
    pub name: String,
    /// What else is said at its end.
    pub said: String,
    /// Its corners. Of [`LinesKind::Errors`] the first number is the error; that of the last corner is 0.
    pub points: Vec<(f64, f64)>,
}

/// A corner of a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LineRow {
    /// Whose line it is.
    pub line: String,
    /// The number on the horizontal axis.
    pub x: f64,
    /// The number on the vertical axis.
    pub y: f64,
}

/// The smallest error that is told from none.
pub const FINEST: f64 = 1e-16;

impl Lines {
    /// The data of the figure: every corner.
    pub fn rows(&self) -> Vec<LineRow> {
        let of = |line: &Line| {
            let row = |(x, y): &(f64, f64)| LineRow { line: line.name.clone(), x: *x, y: *y };
            line.points.iter().map(row).collect::<Vec<_>>()
        };
        self.lines.iter().flat_map(of).collect()
    }
}

/// The median time over the shapes, by method and number of types, with the fitted exponent.
pub fn scaling(rows: &[Row]) -> Lines {
    let mut times: BTreeMap<&str, BTreeMap<usize, Vec<f64>>> = BTreeMap::new();
    for row in rows {
        if let Some(time) = row.median() {
            times.entry(&row.method).or_default().entry(row.types).or_default().push(time);
        }
    }
    let line = |(method, sizes): (&str, BTreeMap<usize, Vec<f64>>)| {
        let each = sizes.iter().flat_map(|(n, times)| times.iter().map(|time| (*n, *time)));
        // Over all rows, as in summary.md.
        let slope = exponent(&each.collect::<Vec<_>>());
        Line {
            name: method.to_owned(),
            said: slope.map(|x| format!("K^{x:.2}")).unwrap_or_default(),
            points: sizes.iter().filter_map(|(n, t)| Some((number(*n), median(t)?))).collect(),
        }
    };
    Lines {
        title: "Time over the number of types, median over the shapes".to_owned(),
        over: "number of types K",
        shown: "seconds",
        kind: LinesKind::Scaling,
        lines: times.into_iter().map(line).collect(),
    }
}

/// The share of all instances that a method solves within a factor of the fastest one.
pub fn profile(rows: &[Row]) -> Lines {
    let (curves, n_instances) = curves(rows);
    let factors = curves.values().flat_map(|curve| &curve.factors);
    let end = factors.copied().fold(10.0, f64::max) * 1.2;
    let share = |n: usize| number(n) / number(n_instances.max(1));
    let lines = curves.iter().map(|(method, curve)| {
        let mut points = vec![(1.0, 0.0)];
        for (n, factor) in curve.factors.iter().enumerate() {
            points.extend([(*factor, share(n)), (*factor, share(n + 1))]);
        }
        points.push((end, share(curve.factors.len())));
        let said = format!("{} of {}", curve.factors.len(), curve.n_tried);
        Line { name: (*method).to_owned(), said, points }
    });
    Lines {
        title: format!(
            "Share of all {n_instances} instances solved within a factor of the fastest"
        ),
        over: "factor over the fastest method",
        shown: "share of all instances",
        kind: LinesKind::Profile,
        lines: lines.collect(),
    }
}

/// The share of the optima that each solver finds, by the error allowed.
pub fn errors(rows: &[AccuracyRow]) -> Lines {
    let curves = error_curves(rows);
    let n_optima = curves.iter().map(|curve| curve.n_optima).max().unwrap_or(0);
    let share = |n: usize| number(n) / number(n_optima.max(1));
    let line = |curve: &ErrorCurve| {
        let mut errors = curve.errors.clone();
        errors.retain(|error| *error <= 1.0);
        errors.sort_by(|a, b| b.total_cmp(a));
        let n_exact = errors.iter().filter(|error| **error <= 0.0).count();
        let mut points = vec![(1.0, share(errors.len()))];
        let mut n = errors.len();
        for error in errors.iter().take_while(|error| **error > FINEST) {
            points.extend([(*error, share(n)), (*error, share(n - 1))]);
            n -= 1;
        }
        points.extend([(FINEST, share(n)), (0.0, share(n_exact))]);
        let said = format!("{n_exact} exact");
        Line { name: curve.label.clone(), said, points }
    };
    Lines {
        title: format!("Share of {n_optima} optima found, by the error allowed"),
        over: "largest relative error of objective and point",
        shown: "share of all optima",
        kind: LinesKind::Errors,
        lines: curves.iter().map(line).collect(),
    }
}

/// The share of the optima that each solver finds to the accepted error, over the steps of difficulty within families.
pub fn difficulty(rows: &[AccuracyRow]) -> Lines {
    let accepted: f64 = ACCEPTED.parse().unwrap_or(0.0);
    let mut steps: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for row in rows {
        let known = steps.entry(&row.family).or_default();
        if let Err(place) = known.binary_search(&row.difficulty) {
            known.insert(place, row.difficulty);
        }
    }
    let is_found = |row: &AccuracyRow| {
        let error = row.obj_error_rel.zip(row.primal_inf_rel).map(|(a, b)| a.max(b));
        row.termination == Termination::Optimal && error.is_some_and(|error| error <= accepted)
    };
    let line = |label: &str| {
        let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.exact_status == TrueStatus::Optimal) {
            // A family of one step has none that is easy or hard.
            let own = &steps[&*row.family];
            let place = own.binary_search(&row.difficulty).ok().filter(|_| own.len() > 1);
            let is_own = format!("{}, {}", row.solver, row.setting) == label;
            if let Some(place) = place.filter(|_| is_own) {
                let (n_found, n) = counts.entry(place + 1).or_default();
                *n += 1;
                *n_found += usize::from(is_found(row));
            }
        }
        let share = |(at, (found, n)): (&usize, &(usize, usize))| {
            (number(*at), number(*found) / number(*n))
        };
        let all = counts.values().fold((0, 0), |sum, (found, n)| (sum.0 + found, sum.1 + n));
        Line {
            name: label.to_owned(),
            said: format!("{} of {}", all.0, all.1),
            points: counts.iter().map(share).collect(),
        }
    };
    Lines {
        title: format!("Share of optima found to {ACCEPTED}, by difficulty"),
        over: "step of difficulty within its family, 1 is the easiest",
        shown: "share of optima",
        kind: LinesKind::Difficulty,
        lines: error_curves(rows).iter().map(|curve| line(&curve.label)).collect(),
    }
}
