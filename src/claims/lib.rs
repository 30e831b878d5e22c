//! The claims of [ADK24], each as a predicate that is evaluated exactly.
//!
//! ```text
//! claim     statement and source, in parts
//! part      hypotheses => conclusion, on a finite instance and its verified optimum
//! finding   one evaluation of a part: which hypotheses hold, and whether the conclusion does
//! ```
//!
//! "In every optimum" is read off the multipliers of the accepted certificate (complementary
//! slackness). "There is an optimum" is a constructed mechanism that the independent checker accepts
//! together with the same multipliers. Nothing here rounds.
//!
//! A finding with all hypotheses and without the conclusion is a counterexample. A finding that lacks
//! one hypothesis and the conclusion shows that the hypothesis is needed (an *ablation*).
//!
//! # References
//!
//! - [ADK24] M. Akbarpour, P. Dworczak, S. D. Kominers, Redistributive Allocation Mechanisms, 2024.
//!
//! ```
//! const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
//!   "groups": [{"label": "all", "mass": "1", "types": [
//!     {"wtp": "1", "prob": "1/2", "weight": "3"},
//!     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
//!   "quality": [{"level": "1", "mass": "1/2"}]}"#;
//! use ironproof_claims::{Case, by_id, evaluate};
//!
//! let instance = ironproof_instance::finite::read(TWO_TYPES)?;
//! let case = Case::new(&instance, ironproof_ironing::certificate::certify);
//! let claim = by_id("P1").ok_or("no such claim")?;
//! let findings = evaluate(&claim.parts[0], &case);
//! assert!(!findings.iter().any(|finding| finding.is_counterexample()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod case;
mod hull;
mod mechanism;
mod linear;

mod lemma;
mod expected_quality;
mod within_group;
mod across_groups;
mod revenue_to_one;
mod revenue_to_all;
mod proposition_1;
mod proposition_2;
mod proposition_3;
mod proposition_4;
mod proposition_5;
mod proposition_6;
mod proposition_7;
mod proposition_8;
mod implications;

pub mod continuous;
pub mod generate;
pub mod pool_width;
pub mod search;
mod tally;
pub mod validate;
pub mod ablations;
pub mod resumable;
pub mod shelf;
pub mod run;

pub use self::case::{Case, GroupFacts, Solver};
pub use self::tally::{AblationCount, PartTally, Tally};

/// A claim of the paper.
#[derive(Debug)]
pub struct Claim {
    /// Short name: L, O, W, X, R1, R2, P1 to P8, I1 to I3.
    pub id: &'static str,
    /// A few words.
    pub title: &'static str,
    /// The paper and the place in it, such as `[ADK24], Proposition 1`. The page of the claims begins with it.
    pub source: &'static str,
    /// The statement, in words.
    pub statement: &'static str,
    /// What its finite form says and how that is proved.
    pub finite_form: &'static str,
    /// The implications that are checked.
    pub parts: &'static [Part],
}

/// One implication of a claim.
#[derive(Debug)]
pub struct Part {
    /// Unique: the claim's id, or that and a word.
    pub id: &'static str,
    /// The implication in one line.
    pub says: &'static str,
    /// The hypotheses.
    pub hypotheses: &'static [Hypothesis],
    /// Situations that the search must reach, all hypotheses holding.
    pub branches: &'static [&'static str],
    /// What one evaluation costs.
    pub effort: Effort,
    /// Evaluates the part on everything in the case that it speaks about.
    pub evaluate: fn(&Case<'_>, &mut Vec<Finding>),
}

/// A hypothesis of a part.
#[derive(Debug)]
pub struct Hypothesis {
    /// One word, for file names.
    pub name: &'static str,
    /// What it says.
    pub says: &'static str,
    /// What happens without it.
    pub dropped: Dropped,
}

/// What dropping one hypothesis does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// The conclusion can fail: a stored instance shows it.
    Fails,
    /// No instance was found on which the conclusion fails; the text says why.
    Harmless(&'static str),
}

/// The cost of an evaluation, which decides how many random instances get one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Microseconds: sums over types.
    Small,
    /// Milliseconds: an LP is written down and its optimum shown exactly.
    Lp,
}

/// One evaluation of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether each hypothesis holds.
    pub hypotheses: Vec<bool>,
    /// Whether the conclusion holds; not evaluated when two or more hypotheses fail.
    pub conclusion: Option<bool>,
    /// Bit `b` is set when branch `b` is reached.
    pub branches: u32,
}

impl Finding {
    /// Evaluates `conclusion` only where it matters.
    fn new(hypotheses: &[bool], branches: &[bool], conclusion: impl FnOnce() -> bool) -> Self {
        let n_failing = hypotheses.iter().filter(|holds| !**holds).count();
        let mask = branches.iter().rev().fold(0, |mask, is| mask << 1 | u32::from(*is));
        Self {
            hypotheses: hypotheses.to_vec(),
            conclusion: (n_failing <= 1).then(conclusion),
            branches: mask,
        }
    }

    /// All hypotheses hold and the conclusion does not.
    pub fn is_counterexample(&self) -> bool {
        self.conclusion == Some(false) && self.hypotheses.iter().all(|holds| *holds)
    }

    /// The one hypothesis that fails, if it is one.
    pub fn dropped(&self) -> Option<usize> {
        let mut failing = (0..self.hypotheses.len()).filter(|&h| !self.hypotheses[h]);
        failing.next().filter(|_| failing.next().is_none())
    }

    /// Only hypothesis `h` fails, and so does the conclusion.
    pub fn shows_need_of(&self, h: usize) -> bool {
        self.conclusion == Some(false) && self.dropped() == Some(h)
    }
}

/// All claims, in the order of the paper.
pub const ALL: [&Claim; 17] = [
    &lemma::CLAIM,
    &expected_quality::CLAIM,
    &within_group::CLAIM,
    &across_groups::CLAIM,
    &revenue_to_one::CLAIM,
    &revenue_to_all::CLAIM,
    &proposition_1::CLAIM,
    &proposition_2::CLAIM,
    &proposition_3::CLAIM,
    &proposition_4::CLAIM,
    &proposition_5::CLAIM,
    &proposition_6::CLAIM,
    &proposition_7::CLAIM,
    &proposition_8::CLAIM,
    &implications::LABEL_REVEALED,
    &implications::WTP_REVEALED,
    &implications::REVENUE_OR_EFFICIENCY,
];

/// The claim called `id`.
pub fn by_id(id: &str) -> Option<&'static Claim> {
    ALL.into_iter().find(|claim| claim.id.eq_ignore_ascii_case(id))
}

/// The name of the file that shows what happens without a hypothesis.
pub fn ablation_name(part: &Part, hypothesis: &Hypothesis) -> String {
    format!("{}-{}", part.id, hypothesis.name)
}

/// The findings of a part on a case.
pub fn evaluate(part: &Part, case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    (part.evaluate)(case, &mut findings);
    findings
}
