//! In place of HiGHS, in a program that was built without it: no session ever starts.

use ironproof_answer::{Answer, Basis, Failure};
use ironproof_proof::EngineConfig;

use crate::solve::SolveConfig;
use crate::solve::float_lp::FloatLp;

const NOT_BUILT: Failure = Failure::NotBuilt("HiGHS");

/// In place of the version of HiGHS.
pub(super) fn version() -> String {
    "not built".to_owned()
}

/// There is none.
pub(super) enum Session {}

impl Session {
    pub(super) fn new(_: &FloatLp, _: &SolveConfig) -> Result<Self, Failure> {
        Err(NOT_BUILT)
    }

    pub(super) fn for_bases(_: &FloatLp) -> Result<Self, Failure> {
        Err(NOT_BUILT)
    }

    pub(super) fn configure(&mut self, _: &EngineConfig) -> Result<(), Failure> {
        match *self {}
    }

    pub(super) fn start_from(&mut self, _: &Basis) -> Result<(), Failure> {
        match *self {}
    }

    pub(super) fn dual_ray(&mut self) -> Option<Vec<f64>> {
        match *self {}
    }

    pub(super) fn primal_ray(&mut self) -> Option<Vec<f64>> {
        match *self {}
    }

    pub(super) fn add_rows(&mut self, _: &FloatLp) -> Result<(), Failure> {
        match *self {}
    }

    pub(super) fn reprice(&mut self, _: &[f64]) -> Result<(), Failure> {
        match *self {}
    }

    pub(super) fn run(&mut self, _: f64) -> Result<Answer, Failure> {
        match *self {}
    }
}
