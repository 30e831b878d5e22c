//! The two checkers side by side: what each says about a question and an answer.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ironproof_completer::Incomplete;
use ironproof_lp::Failure;
use ironproof_mechanism::{Header, verify_columns};

use crate::columns::Columns;
use crate::instance::Instance;
use crate::refusal::Refusal;
use crate::{lp, mechanism};

/// What a checker says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is right, and this is what is proved.
    Accepted(String),
    /// The texts are not in the grammar, and why.
    Malformed(String),
    /// A stated limit came first.
    Limit(String),
    /// It proves nothing, and why: the rules that are broken, or the first of them.
    Rejected(Vec<String>),
    /// The checker panicked, which none may.
    Panicked,
}

/// The trusted checker of mechanisms.
pub fn trusted_mechanism(instance: &str, certificate: &str) -> Verdict {
    guarded(|| match ironproof_mechanism::verify(instance, certificate) {
        Ok(verified) => {
            let value = verified.value().map(ToString::to_string);
            Verdict::Accepted(value.unwrap_or_else(|| "infeasible".to_string()))
        }
        Err(failure) => failed(&failure),
    })
}

/// The trusted checker of types in column files, which are made of this instance.
pub fn trusted_columns(instance: &str, certificate: &str) -> Verdict {
    guarded(|| {
        let instance = match Instance::read(instance) {
            Ok(instance) => instance,
            Err(refusal) => return refused(&refusal),
        };
        let Some(mut columns) = Columns::new(&instance) else {
            return Verdict::Limit("an instance for column files".to_string());
        };
        let (header, certificate) =
            (Header::read(&columns.header()), columns.with_sums(certificate));
        match header.and_then(|header| verify_columns(&header, &certificate, &mut columns)) {
            Ok(verified) => {
                Verdict::Accepted(verified.value().map(ToString::to_string).unwrap_or_default())
            }
            Err(failure) => failed(&failure),
        }
    })
}

/// The trusted checker of linear programs; a claim `basis` goes through the completer.
pub fn trusted_lp(statement: &str, claim: &str) -> Verdict {
    guarded(|| {
        let completed;
        let mut answer = claim;
        if ironproof_completer::is_basis(claim) {
            match complete(statement, claim) {
                Ok(text) => {
                    completed = text;
                    answer = &completed;
                }
                Err(verdict) => return verdict,
            }
        }
        match ironproof_lp::verify(statement, answer, 1) {
            Ok(verified) => {
                let shown = verified.to_string();
                Verdict::Accepted(shown.strip_prefix("verified ").unwrap_or(&shown).to_string())
            }
            Err(failure) => failed(&failure),
        }
    })
}

fn failed(failure: &Failure) -> Verdict {
    match failure {
        Failure::Input(_, _, expected) => Verdict::Malformed(format!("question: {expected}")),
        Failure::Malformed(_, expected) => Verdict::Malformed(format!("answer: {expected}")),
        Failure::TooLarge(..) => Verdict::Limit(failure.to_string()),
        _ => Verdict::Rejected(vec![failure.to_string()]),
    }
}

/// The claim `optimal` that a basis stands for.
fn complete(statement: &str, claim: &str) -> Result<String, Verdict> {
    ironproof_completer::complete(statement, claim, None).map_err(|incomplete| match incomplete {
        Incomplete::Malformed(_, expected) => {
            Verdict::Malformed(format!("basis: expected {expected}"))
        }
        Incomplete::Statement => Verdict::Malformed("basis: expected a statement".to_string()),
        Incomplete::NoBasis => Verdict::Rejected(vec!["no basis".to_string()]),
        Incomplete::TooLarge(limit) => Verdict::Limit(limit.to_string()),
        Incomplete::OutOfTime => Verdict::Limit("no time left".to_string()),
    })
}

/// The naive checker of mechanisms.
pub fn naive_mechanism(instance: &str, certificate: &str) -> Verdict {
    guarded(|| match mechanism::check(instance, certificate) {
        Ok(value) => {
            let value = value.map(|value| value.to_string());
            Verdict::Accepted(value.unwrap_or_else(|| "infeasible".to_string()))
        }
        Err(refusal) => refused(&refusal),
    })
}

/// The naive checker of linear programs.
pub fn naive_lp(statement: &str, claim: &str) -> Verdict {
    guarded(|| match lp::check(statement, claim) {
        Ok(finding) => Verdict::Accepted(finding.to_string()),
        Err(refusal) => refused(&refusal),
    })
}

fn refused(refusal: &Refusal) -> Verdict {
    match refusal {
        Refusal::Question(_) | Refusal::Grammar(_) => Verdict::Malformed(refusal.to_string()),
        Refusal::Violated(rules) => {
            Verdict::Rejected(rules.iter().map(|rule| (*rule).to_string()).collect())
        }
    }
}

fn guarded(check: impl FnOnce() -> Verdict) -> Verdict {
    catch_unwind(AssertUnwindSafe(check)).unwrap_or(Verdict::Panicked)
}
