//! A model file in, one value out: what is proved about it and checked, and what the answer of another solver is worth.
//!
//! ```text
//! subject       the file, and what was read from it
//! files         where a model, and the answer of another solver, are read from
//! planned       which certificates are made, and the forms that they can be written in
//! asked         the one place that asks the checker, and what may be said afterwards
//! foreign       the answer of another solver, judged by itself
//! worth         the same against what the checker accepted
//! loss          what a float solver does not see of the model
//! examined      whether the verdict depends on that
//! subsystem     an infeasible subsystem, which the checker sees part by part
//! further       what else is asked about a model
//! ```
//!
//! ```
//! const MODEL: &[u8] = b"Minimize\n x\nSubject To\n c: 3 x >= 1\nEnd\n";
//! use ironproof_answer::solution_file::read_solution;
//! use ironproof_certify::{Options, Subject, certify};
//! use ironproof_linear::{ModelFormat, Readings};
//!
//! let subject = Subject::new(MODEL, ModelFormat::Text, Readings::default())?;
//! let solution = read_solution(&subject.model().lp, "x 0.333\n")?;
//! let options = Options { solution: Some(&solution), ..Options::new(10.0) };
//! let certified = certify(&subject, &options)?;
//! let verified = certified.verified().ok_or("a limit came first")?;
//! assert_eq!(verified.to_string(), "verified optimal 1/3");
//! let answer = certified.answer.ok_or("there is one")?;
//! // 0.333 is below 1/3 by a thousandth of what the row demands.
//! assert_eq!(answer.worth.name(), "infeasible");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod subject;
mod files;
mod asked;
mod integral;
mod foreign;
mod worth;
mod planned;
mod loss;
mod examined;
mod subsystem;
mod further;

#[cfg(test)]
mod verdict_tests;

use ironproof_analysis::Solver;
use ironproof_answer::Basis;
use ironproof_answer::solution_file::Solution;
use ironproof_linear::{Lp, Model};
use ironproof_proof::{Report, deadline, prove_from};
use ironproof_solvers::solve;
use ironproof_verdict::Verified;

pub use self::asked::{Fault, Said};
pub use self::examined::{Compared, Examined};
pub use self::files::{Files, WrongFile, check_coq_name};
use self::foreign::Alone;
pub use self::foreign::Judgment;
pub use self::further::{Further, Questions, Unanswered};
pub use self::integral::{Fractional, fractional};
pub use self::loss::{Loss, Places, loss};
use self::planned::Planned;
pub use self::planned::{Kind, NoTranscript, Transcript};
pub use self::subject::{Subject, Unreadable};
pub use self::subsystem::CheckedIis;
pub use self::worth::{Gap, Worth};

/// What is wanted.
///
/// Nothing here chooses a solver. The bases that proofs start from come from HiGHS; in a program that was built without it
/// the exact simplex starts from nothing, which suits small models. The result says who it was:
///
/// ```
/// use ironproof_certify::{Kind, Options, Subject, certify};
/// use ironproof_linear::{ModelFormat, Readings};
///
/// const MODEL: &[u8] = b"Minimize\n x\nSubject To\n c: 3 x >= 1\nEnd\n";
/// let subject = Subject::new(MODEL, ModelFormat::Text, Readings::default())?;
/// let options = Options { kind: Kind::Basis, ..Options::new(10.0) };
/// let certified = certify(&subject, &options)?;
/// let source = certified.report.effort().float_status;
/// assert!(["optimal", "not built"].contains(&source));
/// assert_eq!(certified.verified().map(ToString::to_string), Some("verified optimal 1/3".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Seconds for the proof; after them the bounds found so far are checked. The answer of another solver and each model
    /// that a loss leads to have as many.
    pub time_limit_s: f64,
    /// What the certificate holds.
    pub kind: Kind,
    /// A basis to start from: that of a neighbouring model, or one that came with the model.
    pub start: Option<&'a Basis>,
    /// The answer of another solver, to be judged.
    pub solution: Option<&'a Solution>,
    /// Examine what a float solver loses of the model.
    pub with_loss: bool,
    /// Prove a model of at most 1,000 rows times columns by exact simplex alone, which takes microseconds, where no basis is
    /// given. A float solver is not asked, so nothing is known of what it would say.
    pub tiny_exactly: bool,
}

impl Options<'_> {
    /// A proof within so many seconds, and nothing else.
    pub fn new(time_limit_s: f64) -> Self {
        Self {
            time_limit_s,
            kind: Kind::Values,
            start: None,
            solution: None,
            with_loss: false,
            tiny_exactly: false,
        }
    }
}

/// What was found out about a model file.
#[derive(Clone, Debug)]
pub struct Certification<'a> {
    /// What the checker accepted, or why there is nothing.
    pub said: Said,
    /// What was found, and what it took.
    pub report: Report,
    /// What the answer of another solver is worth, if there is one.
    pub answer: Option<Judgment>,
    /// What a float solver loses, if that was asked for.
    pub loss: Option<Examined>,
    planned: Planned,
    subject: &'a Subject,
}

/// Whether the question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The model is decided, and the answer of another solver, if there is one, is not refuted.
    Good,
    /// The answer is refuted.
    Refuted,
    /// A limit came first.
    Open,
}

/// Proves what can be proved about the model, has it checked, and judges the answer against what was accepted.
///
/// # Errors
/// [`Fault`] if the checker refuses the proof: that is a fault of this program.
///
/// # Panics
/// If the basis to start from has other numbers of columns and rows than the model.
pub fn certify<'a>(
    subject: &'a Subject,
    options: &Options<'_>,
) -> Result<Certification<'a>, Fault> {
    let (model, limit) = (subject.model(), options.time_limit_s);
    let alone = options.solution.map(|solution| Alone::new(model, solution, limit));
    let bounds = alone.as_ref().map(|alone| &alone.judged.bounds);
    let end = deadline(limit);
    let mut report = report(&model.lp, options);
    if let Some(bounds) = bounds {
        report = report.with_bounds(&model.lp, bounds);
    }
    let mut planned = Planned::new(options.kind, subject, &report, bounds);
    let mut said = asked::check(subject, &report, &planned.certificates, end);
    if planned.by_basis
        && let Some(why) = asked::unsolved(&said)
    {
        planned = Planned::new(Kind::Values, subject, &report, bounds);
        planned.note =
            Some(format!("the checker does not solve the basis ({why}): values written"));
        said = asked::check(subject, &report, &planned.certificates, end);
    }
    let said = said?;
    let loss = options.with_loss.then(|| Examined::new(model, &report, limit));
    let answer = alone.map(|alone| alone.against(model, said.verified()));
    Ok(Certification { said, report, answer, loss, planned, subject })
}

/// What can be proved, before the checker is asked.
fn report(lp: &Lp, options: &Options<'_>) -> Report {
    if options.tiny_exactly && options.start.is_none() && Solver::is_tiny(lp) {
        let mut solver = Solver::new(&solve::bases, options.time_limit_s);
        if let Ok(solved) = solver.solve(lp, None) {
            let basis = solved.basis().cloned();
            return Report::pivoted(solved.proof().clone(), basis, solver.n_pivots());
        }
    }
    prove_from(lp, &solve::bases, options.start, options.time_limit_s)
}

impl<'a> Certification<'a> {
    /// The model that this is about.
    pub fn model(&self) -> &'a Model {
        self.subject.model()
    }

    /// What the checker accepted, if it did.
    pub fn verified(&self) -> Option<&Verified> {
        self.said.verified()
    }

    /// What is not as it was asked for.
    pub fn note(&self) -> Option<&str> {
        self.planned.note.as_deref()
    }

    /// The text of a file for others: the checker has accepted what it says.
    ///
    /// # Errors
    /// [`NoTranscript`] if what was found has no such form.
    pub fn text(&self, form: Transcript) -> Result<String, NoTranscript> {
        self.planned.text(form, &self.model().lp, self.subject.source(), &self.report)
    }

    /// Whether the question is answered.
    pub fn ending(&self) -> Ending {
        let worth = self.answer.as_ref().map(|answer| &answer.worth);
        if worth.is_some_and(Worth::is_refuted) {
            return Ending::Refuted;
        }
        let is_decided = self.report.proof().is_some() && self.verified().is_some();
        if is_decided && worth != Some(&Worth::Open) { Ending::Good } else { Ending::Open }
    }
}
