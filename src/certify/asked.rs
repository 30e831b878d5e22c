//! The one place that asks the checker about a model, and what may be said afterwards.

use std::time::Instant;

use crate::subject::Subject;
use ironproof_proof::Report;
use ironproof_verdict as verdict;
use ironproof_verdict::{Finding, Refused, Verified};

/// What is said about a model.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// What the checker accepted.
    Verified(Verified),
    /// Nothing: a limit came first, this one.
    Open(String),
}

/// The checker refuses what this program has found: a fault of it, and no verdict about the model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a fault of ironproof, and no verdict about the model: its own checker refuses the proof ({0}); \
     please report it with the model"
)]
pub struct Fault(pub Refused);

impl Said {
    /// What the checker accepted, if it did.
    pub fn verified(&self) -> Option<&Verified> {
        if let Self::Verified(verified) = self { Some(verified) } else { None }
    }

    /// Why there is nothing that the checker accepted.
    pub fn open(&self) -> Option<&str> {
        if let Self::Open(reason) = self { Some(reason) } else { None }
    }
}

/// The certificates that are made: the first is for the verdict, and the others are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Certificates {
    pub(super) verdict: Option<String>,
    pub(super) others: Vec<String>,
}

/// Asks the checker about all of them; a basis must be solved before the deadline. A refusal says nothing about the
/// model.
pub(super) fn check(
    subject: &Subject,
    report: &Report,
    certificates: &Certificates,
    deadline: Instant,
) -> Result<Said, Fault> {
    let Some(first) = &certificates.verdict else {
        return Ok(Said::Open("the time limit came before any bound".to_owned()));
    };
    let said = ask(subject, first, deadline)?;
    for other in &certificates.others {
        ask(subject, other, deadline)?;
    }
    if let Said::Verified(verified) = &said
        && !is_same(report, verified)
    {
        let claim = verified.claim();
        return Err(Fault(Refused::Rejected(format!("what was found: it accepts {claim}"))));
    }
    Ok(said)
}

/// Why the checker has not accepted a basis: a limit, or the prime with which it solves divides too much. It can accept
/// the vectors all the same.
pub(super) fn unsolved(said: &Result<Said, Fault>) -> Option<String> {
    match said {
        Ok(said) => said.open().map(str::to_owned),
        Err(Fault(refused)) => Some(refused.to_string()),
    }
}

fn ask(subject: &Subject, certificate: &str, deadline: Instant) -> Result<Said, Fault> {
    let (file, format, readings) = subject.file();
    let name = &subject.model().lp.name;
    match verdict::model_until(name, file, (format, readings), certificate, Some(deadline)) {
        Ok(verified) => Ok(Said::Verified(verified)),
        Err(Refused::Limit(limit)) => {
            Ok(Said::Open(format!("a limit of the checker came first: {limit}")))
        }
        Err(refused) => Err(Fault(refused)),
    }
}

/// The checker accepted the very thing that was found: a basis, for one, states no value.
fn is_same(report: &Report, verified: &Verified) -> bool {
    match (report.proof(), verified.finding()) {
        (Some(proof), Finding::Optimal(value)) => proof.value() == Some(value),
        (Some(proof), Finding::Infeasible) => proof.status() == "infeasible",
        (Some(proof), Finding::Unbounded) => proof.status() == "unbounded",
        (None, Finding::Bounds(lower, upper)) => report.bounds().is_some_and(|bounds| {
            (bounds.lower(), bounds.upper()) == (lower.as_ref(), upper.as_ref())
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Certificates, Said, check};
    use crate::subject::Subject;
    use ironproof_linear::{ModelFormat, Readings};
    use ironproof_proof::{deadline, prove};
    use ironproof_solvers::solve;
    use ironproof_transcript::{Certificate, write_certificate};

    fn subject(text: &str) -> Subject {
        Subject::new(text.as_bytes(), ModelFormat::Text, Readings::default()).expect("a model")
    }

    /// What the checker does not accept is an error that names a fault of this program, whichever certificate it is.
    #[test]
    fn a_refused_proof_is_a_fault_and_no_verdict() {
        let subject = subject("min 2 x\nst\n r: x >= 3\nend");
        let report = prove(&subject.model().lp, &solve::bases, 60.0);
        let proof = report.proof().expect("a proof");
        let good = write_certificate(subject.source(), Certificate::Proof(proof));
        let checked = |verdict: &str, other: &str| {
            let (verdict, others) = (Some(verdict.to_owned()), vec![other.to_owned()]);
            check(&subject, &report, &Certificates { verdict, others }, deadline(60.0))
        };
        let Ok(Said::Verified(verified)) = checked(&good, &good) else { panic!("refused") };
        assert_eq!(verified.to_string(), "verified optimal 6");
        let other_value = good.replace("\noptimal 6\n", "\noptimal 7\n");
        let other_claim = good.replace("\noptimal 6\n", "\nbounds 6 6\n");
        let empty =
            format!("{}\nbounds none none\nend\n", good.split("\noptimal").next().expect("a head"));
        for bad in [&other_value, &other_claim, &empty, "", "ironproof-lp-certificate 3\n"] {
            let error = checked(bad, &good).expect_err("refused").to_string();
            assert!(
                error.starts_with("a fault of ironproof, and no verdict about the model"),
                "{error}"
            );
        }
        assert!(
            checked(&good, &other_value).is_err(),
            "a certificate that is only written is checked too"
        );
    }

    /// A basis has to be solved, which may take longer than there is time: then it is no verdict, and vectors can be.
    #[test]
    fn a_basis_has_a_deadline_and_vectors_have_none() {
        let subject = subject("min 2 x\nst\n r: x >= 3\nend");
        let report = prove(&subject.model().lp, &solve::bases, 60.0);
        let at = |claim: Certificate<'_>, limit_s: f64| {
            let verdict = Some(write_certificate(subject.source(), claim));
            check(
                &subject,
                &report,
                &Certificates { verdict, others: Vec::new() },
                deadline(limit_s),
            )
        };
        let basis = report.basis().expect("of an optimum");
        let late = at(Certificate::Basis(basis), 0.0);
        let why = super::unsolved(&late).expect("no verdict");
        assert_eq!(why, "a limit of the checker came first: the deadline came first");
        assert!(super::unsolved(&at(Certificate::Basis(basis), 60.0)).is_none());
        let proof = report.proof().expect("a proof");
        assert!(super::unsolved(&at(Certificate::Proof(proof), 0.0)).is_none());
    }

    #[test]
    fn without_a_claim_nothing_is_said() {
        let subject = subject("min x\nst\n r: x >= 3\nbounds\n x free\nend");
        let report = prove(&subject.model().lp, &solve::bases, 0.0);
        let nothing = Certificates { verdict: None, others: Vec::new() };
        let Ok(said) = check(&subject, &report, &nothing, deadline(60.0)) else {
            panic!("no fault")
        };
        assert!(matches!(&said, Said::Open(reason) if reason.contains("time limit")));
        assert!(said.verified().is_none());
    }
}
