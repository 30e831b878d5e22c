//! `report`: all that a reader of a decision wants to know about one instance, on one page.

use ironproof_explain::of_types;
use ironproof_files::digest::sha256;
use ironproof_instance::ContinuousInstance;
use ironproof_instance::finite::FiniteInstance;
use ironproof_instance::load::Loaded;
use ironproof_number::rational::Rational;
use ironproof_path::continuous::{Range, Request as Places};
use schemars::JsonSchema;
use serde::Serialize;

use crate::along::{Along, PLACES_SEEN, between};
use crate::asked::Asked;
use crate::continuum::{self, ContinuousSolved};
use crate::exact::{Exact, MaybeExact};
use crate::explain::{Explained, explain};
use crate::figure::{Figure, figure};
use crate::gains::{Gains, gains};
use crate::on_grid::Grid;
use crate::policies::{PoliciesCompared, Subject, compare};
use crate::regimes::{Regimes, parameter, regimes};
use crate::solve::{self, Solved, solve};
use crate::uncertain::{Bootstrapped, Encodings};

/// The relative width of what figures show: far below what an eye sees.
const SEEN: u32 = 1_000_000;

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The relative width of what is known of each number.
    pub width: Rational,
    /// Policies to compare with the optimum, as on the command line.
    pub policies: Vec<String>,
    /// What to vary, as on the command line.
    pub over: Vec<String>,
}

/// The question, the answer, what accounts for it, what shows it, and what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Brief {
    /// The name of the instance.
    pub name: String,
    /// The line for people of the instance.
    pub title: String,
    /// The unit of money; null if the instance names none.
    pub unit: Option<String>,
    /// The weight on revenue.
    pub alpha: Exact,
    /// The mass of all objects; null if some are unlimited.
    pub objects: MaybeExact,
    /// Whether all objects have the quality 1.
    pub alike: bool,
    /// What it asks beyond the plain model.
    pub asked: Asked,
    /// The groups, in the order of the instance.
    pub groups: Vec<GroupGiven>,
    /// The optimum of the instance itself; null for a finite instance, and where only a grid is solved.
    pub continuous: Option<ContinuousSolved>,
    /// The optimum that the checker judged: of the finite instance, or of a grid.
    pub finite: Solved,
    /// What the checker read.
    pub checked: Checked,
    /// Policies side by side.
    pub policies: Option<PoliciesCompared>,
    /// Why the optimum is what it is.
    pub explained: Option<Explained>,
    /// How the optimum changes along parameters.
    pub regimes: Vec<Regimes>,
    /// The answer over samples of the survey behind the instance, if a file of it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bootstrap: Option<Bootstrapped>,
    /// The answer under several estimators, if a file of it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encodings: Option<Encodings>,
    /// What is not there, and why.
    pub missing: Vec<Missing>,
    /// What to know about the data.
    pub notes: Vec<String>,
    /// The file that was read.
    pub file: String,
    /// Its SHA-256 digest, in hexadecimal digits.
    pub file_sha256: String,
    /// The program and its version.
    pub program: String,
    /// The text of that file.
    #[serde(skip)]
    pub source: String,
    /// What figures of the optimum show.
    #[serde(skip)]
    pub figure: Option<Figure>,
    /// Who gains by the optimum in place of the first policy.
    #[serde(skip)]
    pub gains: Option<Gains>,
    /// Sums along parameters.
    #[serde(skip)]
    pub along: Vec<Along>,
}

/// A group as it is given.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct GroupGiven {
    /// The label.
    pub label: String,
    /// The number of agents.
    pub mass: Exact,
}

/// Two texts, and the program that judged them.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Checked {
    /// The SHA-256 digest of the instance that the checker read, in hexadecimal digits.
    pub instance_sha256: String,
    /// The same of the certificate.
    pub certificate_sha256: String,
    /// The text of the instance.
    #[serde(skip)]
    pub instance: String,
    /// The text of the certificate.
    #[serde(skip)]
    pub certificate: String,
}

/// A part that is not there.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Missing {
    /// What it is.
    pub part: String,
    /// Why.
    pub because: String,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no optimum to report on.
    #[error(
        "no mechanism satisfies the side constraints: there is nothing to report; `ironproof solve {0} --certify` \
         proves it"
    )]
    Infeasible(String),
    /// A fault of this program.
    #[error(transparent)]
    NotVerified(#[from] solve::NotVerified),
}

/// Solves an instance, has the answer checked, and collects what else there is to say. `source` is the text of its file;
/// `progress` is told what comes next.
///
/// # Errors
/// [`Error`] if there is no optimum, or the checker does not accept it.
pub fn brief(
    loaded: &Loaded,
    source: &str,
    request: &Request,
    progress: &dyn Fn(&str),
) -> Result<Brief, Error> {
    progress("the optimum and its certificate");
    let finite = &loaded.finite;
    let asked = solve::Request { certificate: true, certify: true, form: None };
    let solution = solve(finite, loaded.text.as_deref(), asked)
        .map_err(|_| Error::Infeasible(loaded.place.clone()))?;
    if let Some(reason) = solution.refused {
        return Err(reason.into());
    }
    let mut solved = solution.found;
    solved.grid = Grid::of(loaded);
    let text = loaded.text.clone();
    let text = text.unwrap_or_else(|| ironproof_instance::finite::to_json(finite));
    let certificate = solution.certificate.unwrap_or_default();
    let mut parts = Parts::default();
    let continuous = loaded.continuous.as_ref().map(|continuous| &continuous.instance);
    let answer = continuous.and_then(|instance| {
        parts.try_part("the optimum without a grid", continuum::solve(instance, &request.width))
    });
    progress("policies");
    let subject = continuous.map_or(Subject::Finite(finite), Subject::Continuous);
    let policies = compare(subject, &request.policies, &request.width, true);
    let policies = parts.try_part("the comparison of policies", policies);
    let seen = Rational::ONE / Rational::from(SEEN);
    let drawn = match continuous {
        Some(instance) => Some(instance.clone()),
        None => parts.try_part("explanation and figures", of_types(finite)),
    };
    let mut brief = Brief {
        name: finite.name.clone(),
        title: continuous.map_or(&finite.name, |instance| &instance.title).clone(),
        unit: continuous.and_then(|instance| instance.unit.clone()),
        alpha: Exact(finite.alpha.clone()),
        objects: MaybeExact(objects(finite)),
        alike: finite.quality.iter().all(|level| level.level == Rational::ONE),
        asked: Asked::new(finite),
        groups: finite
            .groups
            .iter()
            .map(|group| GroupGiven { label: group.label.clone(), mass: Exact(group.mass.clone()) })
            .collect(),
        continuous: answer,
        finite: solved,
        checked: Checked {
            instance_sha256: sha256(text.as_bytes()),
            certificate_sha256: sha256(certificate.as_bytes()),
            instance: text,
            certificate,
        },
        policies,
        explained: None,
        regimes: Vec::new(),
        bootstrap: None,
        encodings: None,
        missing: Vec::new(),
        notes: loaded.notes.clone(),
        file: loaded.place.clone(),
        file_sha256: sha256(source.as_bytes()),
        program: format!("ironproof {}", env!("CARGO_PKG_VERSION")),
        source: source.to_owned(),
        figure: None,
        gains: None,
        along: Vec::new(),
    };
    progress("explanation and figures");
    if let Some(instance) = drawn {
        let explained = explain(&instance, &request.width).map(|(explained, _)| explained);
        brief.explained = parts.try_part("the explanation", explained);
        brief.figure = parts.try_part("figures of the optimum", figure(&instance, &seen));
    }
    if let Some(explained) = &brief.explained {
        brief.notes.clone_from(&explained.notes);
    }
    if let Some(first) = brief.policies.as_ref().and_then(|found| found.policies.first()) {
        let both = [first.policy.clone(), "optimum".to_owned()];
        brief.gains = parts.try_part("the figure of who gains", gains(subject, &both, &seen));
    }
    if let Some(instance) = continuous {
        for name in &request.over {
            progress(&format!("the optimum over {name}"));
            vary(&mut brief, &mut parts, instance, name, &seen);
        }
    }
    brief.missing = parts.missing;
    Ok(brief)
}

/// The mass of all objects, if it is limited.
fn objects(finite: &FiniteInstance) -> Option<Rational> {
    let masses: Option<Vec<&Rational>> =
        finite.quality.iter().map(|level| level.mass.as_ref()).collect();
    Some(masses?.into_iter().fold(Rational::ZERO, |sum, mass| sum + mass))
}

/// Adds how the optimum changes along a parameter, from a quarter of what it is to twice that.
fn vary(
    brief: &mut Brief,
    parts: &mut Parts,
    instance: &ContinuousInstance,
    name: &str,
    width: &Rational,
) {
    let part = format!("the change over {name}");
    let Some(over) = parts.try_part(&part, parameter(name, instance)) else { return };
    let range = Range::near(over, instance);
    let places = Places { over, range, width: width.clone(), n_places: PLACES_SEEN };
    if let Some(found) = parts.try_part(&part, regimes(instance, name, &places)) {
        brief.along.push(between(instance, &found, name, &places));
        brief.regimes.push(found);
    }
}

/// Keeps why a part is not there.
#[derive(Default)]
struct Parts {
    missing: Vec<Missing>,
}

impl Parts {
    fn try_part<T, E: std::fmt::Display>(&mut self, part: &str, found: Result<T, E>) -> Option<T> {
        let because = match found {
            Ok(found) => return Some(found),
            Err(error) => error.to_string(),
        };
        self.missing.push(Missing { part: part.to_owned(), because });
        None
    }
}
