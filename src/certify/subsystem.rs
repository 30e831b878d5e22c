//! An irreducible infeasible subsystem, which the checker sees part by part: as a whole it is infeasible, and without any of
//! its members the witness is feasible.

use ironproof_analysis::Iis;
use std::time::Instant;

use ironproof_linear::duality::Vector;
use ironproof_linear::{Lp, ModelFormat, Readings, Row, to_exact_mps};
use ironproof_proof::Bounds;
use ironproof_transcript::{Certificate, write_certificate};
use ironproof_verdict as verdict;
use ironproof_verdict::{Refused, Verified};

use crate::asked::Fault;
use crate::subject::Subject;

/// A subsystem, and what the checker accepted about it.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedIis {
    iis: Iis,
    verified: Option<Verified>,
}

impl CheckedIis {
    /// Asks the checker about the subsystem and each of its parts, as the text of models, until `deadline`.
    ///
    /// # Errors
    /// [`Fault`] if the checker refuses one of them.
    pub(super) fn new(lp: &Lp, iis: Iis, deadline: Instant) -> Result<Self, Fault> {
        let Some(verified) = whole(lp, &iis)? else { return Ok(Self { iis, verified: None }) };
        for k in 0..iis.members().len() {
            if deadline <= Instant::now() {
                return Ok(Self { iis, verified: None });
            }
            let (part, witness) = iis.without(lp, k);
            let bounds = Bounds::new(&part, Some(Vector::new(&witness)), None);
            if ask(&part, Certificate::Bounds(&bounds))?.is_none() {
                return Ok(Self { iis, verified: None });
            }
        }
        Ok(Self { iis, verified: Some(verified) })
    }

    /// The subsystem.
    pub fn iis(&self) -> &Iis {
        &self.iis
    }

    /// What the checker accepted: that it is infeasible, after it accepted a point for each part. `None` if the subsystem
    /// has numbers or a row that no model file has, or if the time limit came first.
    pub fn verified(&self) -> Option<&Verified> {
        self.verified.as_ref()
    }
}

fn whole(lp: &Lp, iis: &Iis) -> Result<Option<Verified>, Fault> {
    ask(&iis.lp(lp), Certificate::Proof(&iis.proof(lp)))
}

/// `None` if no file says the same: the numbers are no decimals, or a row has crossed bounds, which files have as two rows.
fn ask(lp: &Lp, certificate: Certificate<'_>) -> Result<Option<Verified>, Fault> {
    if lp.rows.iter().any(Row::is_crossed) {
        return Ok(None);
    }
    let Ok(text) = to_exact_mps(lp) else { return Ok(None) };
    let (format, readings) = (ModelFormat::Mps, Readings::default());
    let subject = Subject::new(text.as_bytes(), format, readings.clone())
        .map_err(|error| Fault(Refused::Unreadable(error.to_string())))?;
    let certificate = write_certificate(subject.source(), certificate);
    let verified = verdict::model(&lp.name, text.as_bytes(), format, &readings, &certificate);
    verified.map(Some).map_err(Fault)
}

#[cfg(test)]
mod tests {
    use super::{CheckedIis, ask};
    use ironproof_analysis::{Solver, iis};
    use ironproof_linear::{Lp, ModelFormat, Readings, read_model};
    use ironproof_proof::{Bounds, deadline, unaided};
    use ironproof_transcript::Certificate;

    fn lp(text: &str) -> Lp {
        read_model(text.as_bytes(), ModelFormat::Text, &Readings::default()).expect("a model").lp
    }

    fn found(lp: &Lp) -> CheckedIis {
        let mut solver = Solver::new(&unaided, 60.0);
        let proof = solver.solve(lp, None).expect("in time").proof().clone();
        let iis = iis(lp, &proof, &mut solver).expect("in time").expect("infeasible");
        CheckedIis::new(lp, iis, deadline(60.0)).expect("no fault")
    }

    #[test]
    fn the_checker_sees_the_whole_and_each_part() {
        for (text, n) in [
            ("min x\nst\n a: x + y <= 1\n b: x >= 2\n c: x + 5 y >= 0\nend\n", 3),
            ("min x\nst\n a: 0.1 x + y = 1\n b: x + 10 y = 11\nbounds\n x free\n y free\nend\n", 2),
            ("min x\nst\n a: x + y <= 1\nbounds\n x >= 3\n x <= 2\nend\n", 2),
            ("min x\nst\n a: -5 <= 0 x <= -3\nend\n", 1),
        ] {
            let lp = lp(text);
            let found = found(&lp);
            assert_eq!(found.iis().members().len(), n, "{text}");
            let said = found.verified().map(ToString::to_string);
            assert_eq!(said.as_deref(), Some("verified infeasible"), "{text}");
        }
    }

    /// Files have such a row as two rows.
    #[test]
    fn a_crossed_row_is_a_subsystem_that_no_file_says() {
        let lp = lp("min x\nst\n a: 3 <= x + y <= 1\n b: x >= 0\nend\n");
        let found = found(&lp);
        assert_eq!(found.iis().members().len(), 2);
        assert!(found.verified().is_none());
    }

    #[test]
    fn after_the_deadline_nothing_is_verified() {
        let lp = lp("min x\nst\n a: x <= 1\n b: x >= 2\nend\n");
        let iis = found(&lp).iis().clone();
        assert!(CheckedIis::new(&lp, iis, deadline(0.0)).expect("no fault").verified().is_none());
    }

    #[test]
    fn a_part_that_is_infeasible_is_refused() {
        let lp = lp("min x\nst\n a: x <= 1\n b: x >= 2\nend\n");
        let bounds = Bounds::default();
        assert!(ask(&lp, Certificate::Bounds(&bounds)).is_err());
    }
}
