//! The ladder: what is tried, in which order, to prove an LP optimal, infeasible or unbounded.
//!
//! If the float solver says optimal: (1) its basis; (2) its basis at tolerances of 1e-10;
//! (3) refinement; (4) a few pivots of exact simplex.
//!
//! Otherwise, or if that decides nothing, what `exceptions` knows: rays, rounded; bound propagation; the LP without costs,
//! and the elastic LP, by the same rungs: infeasible, or a feasible point; then the recession LP: unbounded, or an
//! optimum exists and exact simplex finds it.
//!
//! A rung ends with a [`Proof`], which is checked where it is made, or with a basis for the next.

use std::time::Instant;

use crate::OutOfTime;
use crate::basic::{Basic, Denominators, Dual, Primal, basis, places};
use crate::deadline::{check, deadline};
use crate::form::{Form, Place};
use crate::known::Known;
use crate::pivot;
use crate::pivot::Ended;
use crate::proof::{Evidence, Proof};
use crate::report::{Effort, Outcome, Report, Rung};
use crate::source::{BasisSource, Open};
use crate::vectors::{multipliers, optimal, point};
use crate::{EngineConfig, Method};
use crate::{rays, refine};
use ironproof_answer::{Answer, Basis, Failure, Status};
use ironproof_linear::Lp;

/// Rounds of refinement before exact simplex.
const MAX_REFINEMENTS: usize = 8;
/// Pivots from a basis that is said to be optimal, before the elastic LP.
const FEW_PIVOTS: usize = 200;

pub(super) struct Ladder<'a> {
    open: Open<'a>,
    pub(super) deadline: Instant,
    /// The last answer of the float solver for the LP itself.
    last: Option<Answer>,
    pub(super) known: Known,
    pub(super) effort: Effort,
}

/// A basis with its exact solution.
type Solved<'f> = (Basic<'f>, Primal, Dual);

/// What the float solver left: a status and perhaps a basis.
pub(super) struct Start {
    pub(super) engine: Option<Box<dyn BasisSource>>,
    pub(super) answer: Option<Answer>,
    /// The last basis of the LP without costs.
    pub(super) without_costs: Option<Basis>,
    /// This program has a float solver.
    is_built: bool,
}

impl<'a> Ladder<'a> {
    pub(super) fn new(open: Open<'a>, time_limit_s: f64) -> Self {
        let (deadline, known) = (deadline(time_limit_s), Known::default());
        Self { open, deadline, last: None, known, effort: Effort::none() }
    }

    /// Climbs it.
    pub(super) fn report(mut self, lp: &Lp, given: Option<&Basis>) -> Report {
        let outcome = match self.decide(lp, given) {
            Ok(proof) => Outcome::Proved(Box::new(proof)),
            Err(OutOfTime) => Outcome::Bounded(Box::new(self.known.bounds(lp, self.last.as_ref()))),
        };
        let is_optimal = matches!(&outcome, Outcome::Proved(proof) if proof.value().is_some());
        let basis = self.known.basis.filter(|_| is_optimal);
        Report::new(outcome, basis, self.effort)
    }

    fn decide(&mut self, lp: &Lp, given: Option<&Basis>) -> Result<Proof, OutOfTime> {
        if let Some(proof) = Proof::crossed_bounds(lp) {
            self.effort.rung = Some(Rung::Crossed);
            return Ok(proof);
        }
        let form = Form::new(lp);
        if let Some(basis) = given
            && let Some(proof) = self.at(lp, &form, places(basis), Rung::Given)?.ok()
        {
            return Ok(proof);
        }
        let mut start = self.float(lp, given)?;
        let status = start.answer.as_ref().map(|answer| answer.status.clone());
        self.effort.float_status = match &status {
            Some(status) => status.name(),
            None if start.is_built => "failed",
            None => "not built",
        };
        self.last.clone_from(&start.answer);
        if status == Some(Status::Optimal)
            && let Some(proof) = self.nearby_optimum(lp, &form, &mut start)?
        {
            return Ok(proof);
        }
        if let Some(proof) = self.infeasibility(lp, &mut start)? {
            return Ok(proof);
        }
        let point = match self.feasibility(lp, &form, &start)? {
            Ok(point) => point,
            Err(proof) => return Ok(proof),
        };
        if let Some(proof) = self.unboundedness(lp, &mut start, &point)? {
            return Ok(proof);
        }
        // Feasible and bounded: an optimum exists.
        let mut places = start.places(&form);
        if status != Some(Status::Optimal) {
            self.rerun(&mut start, &EngineConfig::TIGHT);
            match self.optimum(lp, &form, &mut start)? {
                Ok(proof) => return Ok(proof),
                Err(best) => places = best,
            }
        }
        let proof = self.pivots(lp, &form, places, usize::MAX)?;
        Ok(proof.unwrap_or_else(|| unreachable!("exact simplex ends")))
    }

    /// Rungs 1 to 3, and a few pivots from the best basis, which is nearly right.
    fn nearby_optimum(
        &mut self,
        lp: &Lp,
        form: &Form,
        start: &mut Start,
    ) -> Result<Option<Proof>, OutOfTime> {
        match self.optimum(lp, form, start)? {
            Ok(proof) => Ok(Some(proof)),
            Err(places) => self.pivots(lp, form, places, FEW_PIVOTS),
        }
    }

    pub(super) fn remaining_s(&self) -> f64 {
        self.deadline.saturating_duration_since(Instant::now()).as_secs_f64()
    }

    /// Simplex; if that takes long, interior point, which may fail; then simplex to its end. From a basis, simplex alone:
    /// the simplified LP has no place for it.
    fn float(&mut self, lp: &Lp, given: Option<&Basis>) -> Result<Start, OutOfTime> {
        check(self.deadline)?;
        let started = Instant::now();
        let opened = (self.open)(lp);
        let is_built = !matches!(opened, Err(Failure::NotBuilt(_)));
        let mut engine = opened.ok();
        let mut answer = None;
        let cold =
            [EngineConfig::brief(lp.rows.len()), EngineConfig::INTERIOR, EngineConfig::DEFAULT];
        let warm = [EngineConfig { presolve: false, ..EngineConfig::DEFAULT }];
        for config in if given.is_some() { &warm[..] } else { &cold } {
            let remaining = self.deadline.saturating_duration_since(Instant::now());
            // Half of the time is left for simplex.
            let part = if config.method == Method::Interior { 2 } else { 1 };
            let limit = (remaining / part).as_secs_f64();
            answer = engine.as_mut().and_then(|engine| engine.run(config, given, limit).ok());
            let is_open = |status: &Status| matches!(status, Status::TimeLimit | Status::Failed(_));
            let is_over = self.deadline <= Instant::now();
            if is_over || answer.as_ref().is_some_and(|answer| !is_open(&answer.status)) {
                break;
            }
        }
        self.effort.float_ms += started.elapsed().as_millis();
        Ok(Start { engine, answer, without_costs: None, is_built })
    }

    fn rerun(&mut self, start: &mut Start, config: &EngineConfig) {
        let started = Instant::now();
        let limit = self.remaining_s();
        let basis = start.answer.as_ref().and_then(|answer| answer.basis.clone());
        let answer =
            start.engine.as_mut().and_then(|engine| engine.run(config, basis.as_ref(), limit).ok());
        if answer.as_ref().is_some_and(|answer| answer.basis.is_some()) {
            start.answer = answer;
        }
        self.effort.float_ms += started.elapsed().as_millis();
    }

    /// Rungs 1 to 3; if no basis is optimal, the one with the fewest wrong variables: the last may be far away.
    fn optimum(
        &mut self,
        lp: &Lp,
        form: &Form,
        start: &mut Start,
    ) -> Result<Result<Proof, Vec<Place>>, OutOfTime> {
        let mut places = start.places(form);
        let mut best = (usize::MAX, Vec::new());
        for round in 0..MAX_REFINEMENTS + 2 {
            check(self.deadline)?;
            let rung = match round {
                0 => Rung::Basis,
                1 => Rung::Tight,
                _ => Rung::Refined,
            };
            let (basic, primal, dual) = match self.at(lp, form, places, rung)? {
                Ok(proof) => return Ok(Ok(proof)),
                Err(solved) => solved,
            };
            let before = basic.places.clone();
            let n_wrong = primal.violated.len() + dual.wanting.len();
            if n_wrong < best.0 {
                best = (n_wrong, before.clone());
            }
            if round == 0 {
                self.rerun(start, &EngineConfig::TIGHT);
            } else {
                self.effort.n_refinements += 1;
                self.refine(form, &basic, &primal, &dual, start);
            }
            places = start.places(form);
            if places == before && 1 < round {
                break;
            }
        }
        Ok(Err(best.1))
    }

    /// The proof that a basis is optimal, or else its exact solution.
    fn at<'f>(
        &mut self,
        lp: &Lp,
        form: &'f Form,
        places: Vec<Place>,
        rung: Rung,
    ) -> Result<Result<Proof, Solved<'f>>, OutOfTime> {
        let basic = Basic::new(form, places, Denominators::Parts, self.deadline)?;
        let (primal, dual) = basic.both(&form.cost, self.deadline);
        let is_feasible = primal.as_ref().is_ok_and(|primal| primal.violated.is_empty());
        let is_right = dual.as_ref().is_ok_and(|dual| dual.wanting.is_empty());
        if is_feasible && is_right {
            self.effort.rung = Some(rung);
            self.known.basis = Some(basis(&basic.places, form.n_columns));
            let proof = optimal(lp, form, primal?, dual?);
            return Ok(Ok(proof.expect("a basis without a fault is optimal")));
        }
        let primal = primal?;
        if is_feasible {
            self.known.point = Some(point(form, primal.clone()));
        }
        let dual = dual?;
        if is_right {
            self.known.multipliers = Some(multipliers(lp, form, dual.clone()));
        }
        self.effort.n_refuted += 1;
        Ok(Err((basic, primal, dual)))
    }

    /// Solves the residual LP from the basis.
    fn refine(
        &mut self,
        form: &Form,
        basic: &Basic<'_>,
        primal: &Primal,
        dual: &Dual,
        start: &mut Start,
    ) {
        let started = Instant::now();
        let limit = self.remaining_s();
        let from = basis(&basic.places, form.n_columns);
        let answer = start.engine.as_ref().and_then(|engine| {
            let mut engine = engine.shifted(refine::shifted(basic, primal, dual)).ok()?;
            engine.run(&EngineConfig::MAGNIFIED, Some(&from), limit).ok()
        });
        if let Some(basis) = answer.and_then(|answer| answer.basis)
            && let Some(answer) = &mut start.answer
        {
            answer.basis = Some(basis);
        }
        self.effort.float_ms += started.elapsed().as_millis();
    }

    /// Exact simplex; `None` after `max_pivots`.
    fn pivots(
        &mut self,
        lp: &Lp,
        form: &Form,
        places: Vec<Place>,
        max_pivots: usize,
    ) -> Result<Option<Proof>, OutOfTime> {
        let n_pivots = &mut self.effort.n_pivots;
        let ended = pivot::run(form, places, max_pivots, self.deadline, n_pivots)?;
        let Some(ended) = ended else { return Ok(None) };
        self.effort.rung = Some(Rung::Pivots);
        let proof = match ended {
            Ended::Optimal(places, primal, dual) => {
                self.known.basis = Some(basis(&places, form.n_columns));
                optimal(lp, form, primal, dual)
            }
            Ended::Infeasible(multipliers) => Some(rays::exact_farkas(lp, form, &multipliers)),
            Ended::Unbounded(primal, mut ray) => {
                ray.truncate(form.n_columns);
                Proof::new(lp, Evidence::Unbounded { point: point(form, primal), ray })
            }
        };
        Ok(Some(proof.expect("exact simplex ends in a proof")))
    }

    /// The optimum of another LP, which has one.
    pub(super) fn bounded_optimum(&mut self, lp: &Lp) -> Result<Proof, OutOfTime> {
        let known = std::mem::take(&mut self.known);
        let form = Form::new(lp);
        let found = self.float(lp, None).and_then(|mut start| {
            match self.optimum(lp, &form, &mut start)? {
                Err(places) => self.pivots(lp, &form, places, usize::MAX),
                Ok(proof) => Ok(Some(proof)),
            }
        });
        self.known = known;
        Ok(found?.unwrap_or_else(|| unreachable!("exact simplex ends")))
    }
}

impl Start {
    /// The places of the last basis, or of the basis of all rows.
    fn places(&self, form: &Form) -> Vec<Place> {
        let basis = self.answer.as_ref().and_then(|answer| answer.basis.as_ref());
        basis.map_or_else(
            || {
                let mut places = vec![Place::Lower; form.n_columns];
                places.resize(form.n_variables(), Place::Basic);
                (0..places.len()).map(|variable| form.place(variable, places[variable])).collect()
            },
            places,
        )
    }
}
