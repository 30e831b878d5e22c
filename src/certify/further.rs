//! What else is asked about a model, once its verdict is known.

use std::time::Instant;

use ironproof_analysis::{
    Asked, Lexicographic, Sensitivity, Solver, TimeOver, Vertices, iis, lexicographic, sensitivity,
    vertices,
};
use ironproof_proof::deadline;
use ironproof_solvers::solve;

use crate::Certification;
use crate::asked::Fault;
use crate::subsystem::CheckedIis;

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Questions {
    /// An irreducible infeasible subsystem.
    pub iis: bool,
    /// How the optimum answers to the costs and bounds of these rows and columns.
    pub sensitivity: Option<Asked>,
    /// So many vertices of the optimal face.
    pub vertices: Option<usize>,
    /// The lexicographically smallest optimum.
    pub lexicographic: bool,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Further {
    /// An irreducible infeasible subsystem.
    pub iis: Option<CheckedIis>,
    /// How the optimum answers to costs and bounds.
    pub sensitivity: Option<Sensitivity>,
    /// The vertices of the optimal face.
    pub vertices: Option<Vertices>,
    /// The lexicographically smallest optimum.
    pub lexicographic: Option<Lexicographic>,
    /// What was asked and is not answered, and why.
    pub unanswered: Vec<Unanswered>,
}

/// A question without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// What was asked.
    pub question: &'static str,
    /// Why there is no answer.
    pub reason: &'static str,
    /// A limit came first.
    pub is_open: bool,
}

const NOT_INFEASIBLE: &str = "the model is not infeasible";
const NO_OPTIMUM: &str = "the model has no optimum";

impl Certification<'_> {
    /// Answers questions about a model whose verdict is known; `time_limit_s` holds for all of them together.
    ///
    /// # Errors
    /// [`Fault`] if the checker refuses an infeasible subsystem.
    ///
    /// # Example
    /// ```
    /// use ironproof_certify::{Options, Questions, Subject, certify};
    /// use ironproof_linear::{ModelFormat, Readings};
    ///
    /// const MODEL: &[u8] = b"Minimize\n x\nSubject To\n a: x + y <= 1\n b: x >= 2\nEnd\n";
    /// let subject = Subject::new(MODEL, ModelFormat::Text, Readings::default())?;
    /// let certified = certify(&subject, &Options::new(10.0))?;
    /// let further = certified.further(&Questions { iis: true, ..Questions::default() }, 10.0)?;
    /// let checked = further.iis.ok_or("infeasible")?;
    /// assert_eq!(checked.iis().members().len(), 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn further(&self, questions: &Questions, time_limit_s: f64) -> Result<Further, Fault> {
        let mut further = Further::default();
        let lp = &self.model().lp;
        let deadline = deadline(time_limit_s);
        let mut solver = Solver::new(&solve::bases, time_limit_s);
        let Some(proof) = self.report.proof().filter(|_| self.verified().is_some()) else {
            for question in questions.names() {
                further.open(question);
            }
            return Ok(further);
        };
        let start = self.report.basis();
        if questions.iis {
            let found = iis(lp, proof, &mut solver);
            if let Some(iis) = further.answer("--iis", NOT_INFEASIBLE, found) {
                let checked = CheckedIis::new(lp, iis, deadline)?;
                if checked.verified().is_none() && deadline <= Instant::now() {
                    further.open("--iis, the check");
                }
                further.iis = Some(checked);
            }
        }
        if let Some(asked) = &questions.sensitivity {
            let found = sensitivity(lp, &mut solver, start, asked);
            further.sensitivity = further.answer("--sensitivity", NO_OPTIMUM, found);
        }
        if let Some(most) = questions.vertices {
            let found = vertices(lp, &mut solver, start, most);
            further.vertices = further.answer("--vertices", NO_OPTIMUM, found);
            // What was found is told, and that the search is open.
            if further.vertices.as_ref().is_some_and(|found| found.is_late) {
                further.open("--vertices");
            }
        }
        if questions.lexicographic {
            let found = lexicographic(lp, &mut solver, start);
            further.lexicographic = further.answer("--lexicographic", NO_OPTIMUM, found);
        }
        Ok(further)
    }
}

impl Questions {
    fn names(&self) -> impl Iterator<Item = &'static str> {
        let asked = [
            (self.iis, "--iis"),
            (self.sensitivity.is_some(), "--sensitivity"),
            (self.vertices.is_some(), "--vertices"),
            (self.lexicographic, "--lexicographic"),
        ];
        asked.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, name)| name)
    }
}

impl Further {
    fn answer<T>(
        &mut self,
        question: &'static str,
        without: &'static str,
        found: Result<Option<T>, TimeOver>,
    ) -> Option<T> {
        match found {
            Ok(Some(answer)) => return Some(answer),
            Ok(None) => {
                self.unanswered.push(Unanswered { question, reason: without, is_open: false });
            }
            Err(TimeOver) => self.open(question),
        }
        None
    }

    fn open(&mut self, question: &'static str) {
        let reason = "the time limit came first";
        self.unanswered.push(Unanswered { question, reason, is_open: true });
    }
}
