//! The one place where `certify` asks the checker, and what may be said afterwards.

use super::CliError;
use crate::certify_subject::Subject;
use ironproof_proof::{Certificate, Report, write_certificate};
use ironproof_verdict as verdict;
use ironproof_verdict::{Finding, Refused, Verified};

/// What is said about a model.
pub(super) enum Said {
    /// What the checker accepted.
    Verified(Verified),
    /// Nothing: a limit came first, this one.
    Open(String),
}

impl Said {
    /// What the checker accepted, if it did.
    pub(super) fn verified(&self) -> Option<&Verified> {
        if let Self::Verified(verified) = self { Some(verified) } else { None }
    }
}

/// The certificates that are made: the first is for the verdict, and the others are written.
pub(super) struct Certificates {
    pub(super) verdict: Option<String>,
    pub(super) others: Vec<String>,
}

/// The certificate for the verdict of a report, as values; `None` if there is nothing to claim.
pub(super) fn certificate(subject: &Subject, report: &Report) -> Option<String> {
    let proof = report.proof().map(Certificate::Proof);
    let bounds = report.bounds().filter(|bounds| !bounds.is_empty()).map(Certificate::Bounds);
    Some(write_certificate(&subject.source, proof.or(bounds)?))
}

/// Asks the checker about all of them. A refusal is an error of this program and nothing is said about the model.
pub(super) fn check(
    subject: &Subject,
    report: &Report,
    certificates: &Certificates,
) -> Result<Said, CliError> {
    let Some(first) = &certificates.verdict else {
        return Ok(Said::Open("the time limit came before any bound".to_owned()));
    };
    let said = ask(subject, first)?;
    for other in &certificates.others {
        ask(subject, other)?;
    }
    if let Said::Verified(verified) = &said
        && !is_same(report, verified)
    {
        let found = Refused::Rejected(format!("what was found: it accepts {}", verified.claim()));
        return Err(fault(&found));
    }
    Ok(said)
}

fn ask(subject: &Subject, certificate: &str) -> Result<Said, CliError> {
    let Subject { model, file, format, readings, .. } = subject;
    match verdict::model(&model.lp.name, file, *format, readings, certificate) {
        Ok(verified) => Ok(Said::Verified(verified)),
        Err(Refused::Limit(limit)) => {
            Ok(Said::Open(format!("a limit of the checker came first: {limit}")))
        }
        Err(refused) => Err(fault(&refused)),
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

/// The message that blames this program.
fn fault(refused: &Refused) -> CliError {
    CliError::Usage(format!(
        "a fault of ironproof, and no verdict about the model: its own checker refuses the proof ({refused}); \
         please report it with the model"
    ))
}

#[cfg(test)]
mod tests {
    use super::{Certificates, Said, certificate, check};
    use crate::certify_subject::Subject;
    use ironproof_linear::{ModelFormat, Readings, read_model};
    use ironproof_proof as proof;
    use ironproof_proof::Source;
    use ironproof_solvers::solve;

    fn subject(text: &str) -> Subject {
        let file = text.as_bytes().to_vec();
        let readings = Readings::default();
        let model = read_model(&file, ModelFormat::Text, &readings).expect("a model");
        let source = Source::new(&file, &model, &readings);
        Subject { model, file, format: ModelFormat::Text, source, readings }
    }

    /// What the checker does not accept is an error that names a fault of this program, whichever certificate it is.
    #[test]
    fn a_refused_proof_is_a_fault_and_no_verdict() {
        let subject = subject("min 2 x\nst\n r: x >= 3\nend");
        let report = proof::certify(&subject.model.lp, &solve::bases, 60.0);
        let good = certificate(&subject, &report).expect("a proof");
        let checked = |verdict: &str, other: &str| {
            let (verdict, others) = (Some(verdict.to_owned()), vec![other.to_owned()]);
            check(&subject, &report, &Certificates { verdict, others })
        };
        let Ok(Said::Verified(verified)) = checked(&good, &good) else { panic!("refused") };
        assert_eq!(verified.to_string(), "verified optimal 6");
        let other_value = good.replace("\noptimal 6\n", "\noptimal 7\n");
        let other_claim = good.replace("\noptimal 6\n", "\nbounds 6 6\n");
        let empty =
            format!("{}\nbounds none none\nend\n", good.split("\noptimal").next().expect("a head"));
        for bad in [&other_value, &other_claim, &empty, "", "ironproof-lp-certificate 3\n"] {
            let error = checked(bad, &good).err().expect("refused").to_string();
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

    #[test]
    fn without_a_claim_nothing_is_said() {
        let subject = subject("min x\nst\n r: x >= 3\nbounds\n x free\nend");
        let report = proof::certify(&subject.model.lp, &solve::bases, 0.0);
        let nothing = Certificates { verdict: None, others: Vec::new() };
        let Ok(said) = check(&subject, &report, &nothing) else { panic!("no fault") };
        assert!(matches!(&said, Said::Open(reason) if reason.contains("time limit")));
        assert!(said.verified().is_none());
    }
}
