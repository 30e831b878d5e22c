//! What the ladder does with an LP that seems to have no optimum.
//!
//! Infeasible: a ray of the float solver, rounded; bound propagation; the LP without costs, which is feasible if and only
//! if the LP is, and dual simplex solves it from any basis; and the elastic LP. Unbounded: a feasible point, and a ray or
//! the recession LP.

use std::time::Instant;

use crate::basic::places;
use crate::form::Form;
use crate::ladder::{Ladder, Start};
use crate::pivot::{self, Ended};
use crate::proof::{Evidence, Proof};
use crate::report::Rung;
use crate::vectors::point;
use crate::{EngineConfig, OutOfTime, Shifted, propagate, rays};
use ironproof_answer::Status;
use ironproof_linear::Lp;
use ironproof_linear::duality::Vector;
use ironproof_number::IBig;
use ironproof_number::rational::{Rational, approx};

/// Pivots of the LP without costs, from where the float solver ended, before the elastic LP.
const FEW_PIVOTS: usize = 20;

impl Ladder<'_> {
    /// The proof that the LP is infeasible, if it comes at once. What the float solver leaves of the LP without costs is
    /// kept for [`Self::feasibility`].
    pub(super) fn infeasibility(
        &mut self,
        lp: &Lp,
        start: &mut Start,
    ) -> Result<Option<Proof>, OutOfTime> {
        let status = start.answer.as_ref().map(|answer| &answer.status);
        let is_said = matches!(status, Some(Status::Infeasible | Status::InfeasibleOrUnbounded));
        if matches!(status, Some(Status::Optimal | Status::Unbounded)) {
            return Ok(None);
        }
        if let Some(proof) = propagate::infeasible(lp, self.deadline)? {
            self.effort.rung = Some(Rung::Propagation);
            return Ok(Some(proof));
        }
        // Where presolve found it, there is no ray, and HiGHS would begin again to give one, without a limit.
        let has_ray = is_said && start.answer.as_ref().is_some_and(|a| a.iterations > Some(0));
        let ray = start.engine.as_mut().filter(|_| has_ray).and_then(|engine| engine.dual_ray());
        if let Some(proof) = ray.and_then(|ray| rays::farkas(lp, &ray)) {
            self.effort.rung = Some(Rung::Ray);
            return Ok(Some(proof));
        }
        if !is_said {
            return Ok(None);
        }
        let started = Instant::now();
        let config = EngineConfig { presolve: false, ..EngineConfig::brief(lp.rows.len()) };
        let engine =
            start.engine.as_ref().and_then(|engine| engine.shifted(without_costs(lp)).ok());
        let proof = engine.and_then(|mut engine| {
            let answer = engine.run(&config, None, self.remaining_s()).ok()?;
            start.without_costs = answer.basis;
            rays::farkas(lp, &engine.dual_ray()?)
        });
        self.effort.float_ms += started.elapsed().as_millis();
        if proof.is_some() {
            self.effort.rung = Some(Rung::Ray);
        }
        Ok(proof)
    }

    /// A feasible point, or the proof that there is none.
    pub(super) fn feasibility(
        &mut self,
        lp: &Lp,
        form: &Form,
        start: &Start,
    ) -> Result<Result<Vector, Proof>, OutOfTime> {
        let last = start.answer.as_ref().and_then(|answer| answer.basis.as_ref());
        if let Some(basis) = start.without_costs.as_ref().or(last) {
            let mut form = form.clone();
            form.cost.fill(IBig::ZERO);
            let n_pivots = &mut self.effort.n_pivots;
            match pivot::run(&form, places(basis), FEW_PIVOTS, self.deadline, n_pivots)? {
                Some(Ended::Optimal(_, primal, _)) => {
                    let point = point(&form, primal);
                    self.known.point = Some(point.clone());
                    return Ok(Ok(point));
                }
                Some(Ended::Infeasible(multipliers)) => {
                    self.effort.rung = Some(Rung::Pivots);
                    return Ok(Err(rays::exact_farkas(lp, &form, &multipliers)));
                }
                Some(Ended::Unbounded(..)) | None => {}
            }
        }
        let elastic = rays::elastic(lp);
        let optimum = self.bounded_optimum(&elastic)?.into_evidence();
        let Evidence::Optimal { point, multipliers, value } = optimum else {
            unreachable!("the elastic LP has an optimum");
        };
        if value.is_zero() {
            let point = rays::restricted(&point, lp.columns.len());
            self.known.point = Some(point.clone());
            return Ok(Ok(point));
        }
        let proof = Proof::new(lp, Evidence::Infeasible { multipliers: multipliers.over_one().0 });
        self.effort.rung = Some(Rung::Elastic);
        Ok(Err(proof.expect("multipliers of a positive elastic optimum are a Farkas proof")))
    }

    /// The proof that the LP is unbounded, if it is.
    pub(super) fn unboundedness(
        &mut self,
        lp: &Lp,
        start: &mut Start,
        point: &Vector,
    ) -> Result<Option<Proof>, OutOfTime> {
        if lp.columns.iter().all(|column| column.objective.is_zero()) {
            return Ok(None);
        }
        if let Some(ray) = start.engine.as_mut().and_then(|engine| engine.primal_ray())
            && let Some(proof) = rays::unbounded(lp, &ray, point)
        {
            self.effort.rung = Some(Rung::Ray);
            return Ok(Some(proof));
        }
        let recession = rays::recession(lp);
        let optimum = self.bounded_optimum(&recession)?.into_evidence();
        let Evidence::Optimal { point: ray, value, .. } = optimum else {
            unreachable!("the recession LP has an optimum");
        };
        if value.is_zero() {
            return Ok(None);
        }
        let evidence = Evidence::Unbounded { point: point.clone(), ray: ray.over_one().0 };
        let proof = Proof::new(lp, evidence);
        self.effort.rung = Some(Rung::Recession);
        Ok(Some(proof.expect("a negative recession optimum is an improving direction")))
    }
}

/// The numbers of the LP, but for its costs.
fn without_costs(lp: &Lp) -> Shifted {
    let side = |bound: &Option<Rational>, absent| bound.as_ref().map_or(absent, approx);
    let bounds = |lower, upper| (side(lower, f64::NEG_INFINITY), side(upper, f64::INFINITY));
    Shifted {
        cost: vec![0.0; lp.columns.len()],
        columns: lp.columns.iter().map(|column| bounds(&column.lower, &column.upper)).collect(),
        rows: lp.rows.iter().map(|row| bounds(&row.lower, &row.upper)).collect(),
    }
}
