//! `certify`: what is proved about a model file, and what the answer of another solver is worth.

use std::borrow::Cow;

use ironproof_certify::{Certification, Compared, Examined, Further, Places};
use ironproof_linear::Model;
use ironproof_proof::Rung;
use ironproof_verdict::{Finding, Verified};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::exact::{Certified, Exact, MaybeExact};
use crate::further::{IisFound, LexicographicFound, SensitivityFound, VerticesFound};
use crate::judged::JudgedAnswer;

/// What was found about a model file, and what the answer of another solver is worth.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CertifiedModel {
    /// The name of the model.
    pub name: String,
    /// What holds for the model.
    pub status: ModelStatus,
    /// The optimum; null without one.
    pub value: MaybeExact,
    /// The lower bound of the optimum that the checker accepted, if a limit came first; null without one.
    pub lower: MaybeExact,
    /// The upper bound of the optimum that the checker accepted, if a limit came first; null without one.
    pub upper: MaybeExact,
    /// Whether the independent checker accepted a certificate of the status; false only for `bounded`.
    pub certified: Certified,
    /// Why the checker has accepted nothing; null if it has.
    pub open: Option<String>,
    /// What the checker accepted, as in the first line of the text; null if nothing.
    pub verified: Accepted,
    /// Whether the model has integer columns: what the checker accepted is about the LP without integrality.
    pub relaxation: bool,
    /// The constant of the objective, which `value` contains.
    pub constant: Exact,
    /// What HiGHS said first: `optimal`, `infeasible`, `unbounded`, `infeasible or unbounded`, `time limit` or `failed`.
    /// `not asked` if no solver is needed, because bounds are crossed or a given basis is optimal; `not built` if this program has no HiGHS.
    pub highs_status: &'static str,
    /// All time spent in HiGHS, in milliseconds.
    pub highs_ms: u64,
    /// What ended in the proof: `crossed bounds`, `given basis`, `first basis`, `tight basis`, `refined basis`, `exact pivots`,
    /// `rounded ray`, `bound propagation`, `elastic LP`, `recession LP` or `bounds that meet`; null if a limit came first.
    pub rung: Option<&'static str>,
    /// How many bases were checked exactly and refuted.
    pub n_refuted: usize,
    /// How many rounds of refinement there were.
    pub n_refinements: usize,
    /// How many pivots of the exact simplex method there were.
    pub n_pivots: usize,
    /// What the answer of another solver is worth; only with `--solution`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<JudgedAnswer>,
    /// What a float solver loses of the model; only with `--loss`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss: Option<LossFound>,
    /// An irreducible infeasible subsystem; only with `--iis`, of an infeasible model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iis: Option<IisFound>,
    /// How the optimum answers to costs and bounds; only with `--sensitivity`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<SensitivityFound>,
    /// The vertices of the optimal face; only with `--vertices`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vertices: Option<VerticesFound>,
    /// The lexicographically smallest optimum; only with `--lexicographic`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lexicographic: Option<LexicographicFound>,
    /// The number of integer columns.
    #[serde(skip)]
    pub n_integer: usize,
}

/// What holds for a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ModelStatus {
    /// It has an optimum.
    Optimal,
    /// It has no feasible point.
    Infeasible,
    /// Its objective has no bound.
    Unbounded,
    /// A limit came first.
    Bounded,
}

/// What the checker accepted, as a sentence; null if nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted(pub Option<Verified>);

impl Serialize for Accepted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_ref().map(Verified::shown).serialize(serializer)
    }
}

impl JsonSchema for Accepted {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Accepted".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["string", "null"] })
    }
}

/// What a float solver loses of a model. What is said about the models that this leads to is exact: no checker
/// has seen them.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LossFound {
    /// Numbers that are no doubles: the solver gets the nearest ones.
    pub rounded: LostPlaces,
    /// Coefficients of at most 1e-9, which HiGHS drops.
    pub dropped: LostPlaces,
    /// Bounds of 1e20 and more, which are read as absent.
    pub absent: LostPlaces,
    /// Coefficients above 1e15 and costs of 1e20 and more: HiGHS does not solve such a model.
    pub refused: LostPlaces,
    /// The model as doubles; null if it is the same model, or is refused.
    pub as_doubles: Option<OtherModel>,
    /// The model with its huge bounds as bounds; null if there are none.
    pub as_written: Option<OtherModel>,
}

/// Places in a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LostPlaces {
    /// How many there are.
    pub n: usize,
    /// The first three of them, in words.
    pub first: Vec<String>,
}

/// What holds exactly for a model that a loss leads to.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct OtherModel {
    /// `optimal`, `infeasible`, `unbounded`, or `bounded` if a limit came first.
    pub status: &'static str,
    /// Its optimum; null without one.
    pub value: MaybeExact,
    /// Its optimum minus that of the model; null without one.
    pub difference: MaybeExact,
    /// Whether it has the same status and the same optimum; null if either model was not solved in time.
    pub same_verdict: Option<bool>,
}

impl CertifiedModel {
    /// The result of [`ironproof_certify::certify`] as plain values.
    pub fn new(found: &Certification<'_>) -> Self {
        let (model, verified) = (found.model(), found.verified());
        let (status, lower, upper) = match verified.map(Verified::finding) {
            Some(Finding::Optimal(_)) => (ModelStatus::Optimal, None, None),
            Some(Finding::Infeasible) => (ModelStatus::Infeasible, None, None),
            Some(Finding::Unbounded) => (ModelStatus::Unbounded, None, None),
            Some(Finding::Bounds(lower, upper)) => {
                (ModelStatus::Bounded, lower.as_ref(), upper.as_ref())
            }
            None => (ModelStatus::Bounded, None, None),
        };
        let (Model { lp, .. }, effort) = (model, found.report.effort());
        Self {
            name: lp.name.clone(),
            status,
            value: verified.and_then(Verified::value).into(),
            lower: lower.into(),
            upper: upper.into(),
            certified: Certified(verified.filter(|_| status != ModelStatus::Bounded).cloned()),
            open: found.said.open().map(str::to_owned),
            verified: Accepted(verified.cloned()),
            relaxation: 0 < model.n_integer(),
            constant: (&lp.offset).into(),
            highs_status: effort.float_status,
            highs_ms: u64::try_from(effort.float_ms).unwrap_or(u64::MAX),
            rung: effort.rung.map(Rung::name),
            n_refuted: effort.n_refuted,
            n_refinements: effort.n_refinements,
            n_pivots: effort.n_pivots,
            point: found.answer.as_ref().map(JudgedAnswer::new),
            loss: found.loss.as_ref().map(LossFound::new),
            iis: None,
            sensitivity: None,
            vertices: None,
            lexicographic: None,
            n_integer: model.n_integer(),
        }
    }
}

impl CertifiedModel {
    /// With what else was asked about the model.
    pub fn with(self, model: &Model, further: &Further) -> Self {
        let lp = &model.lp;
        Self {
            iis: further.iis.as_ref().map(|found| IisFound::new(lp, found)),
            sensitivity: further.sensitivity.as_ref().map(|it| SensitivityFound::new(lp, it)),
            vertices: further.vertices.as_ref().map(|found| VerticesFound::new(lp, found)),
            lexicographic: further.lexicographic.as_ref().map(|it| LexicographicFound::new(lp, it)),
            ..self
        }
    }
}

impl LossFound {
    fn new(examined: &Examined) -> Self {
        let places = |places: &Places| LostPlaces { n: places.n, first: places.first.clone() };
        let loss = &examined.loss;
        Self {
            rounded: places(&loss.rounded),
            dropped: places(&loss.dropped),
            absent: places(&loss.absent),
            refused: places(&loss.refused),
            as_doubles: examined.as_doubles.as_ref().map(OtherModel::new),
            as_written: examined.as_written.as_ref().map(OtherModel::new),
        }
    }
}

impl OtherModel {
    fn new(compared: &Compared) -> Self {
        Self {
            status: compared.status,
            value: compared.value.as_ref().into(),
            difference: compared.difference.as_ref().into(),
            same_verdict: compared.is_same,
        }
    }
}
