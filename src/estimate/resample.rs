//! Other samples that the same respondents might have been (the bootstrap of Efron), and what is best for each.

use ironproof_curves::Between;
use ironproof_number::rational::Rational;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::answer::{Answer, Problem};
use super::error::Error;
use super::groups::Group;
use super::method::Method;
use super::survey::{Estimated, Survey};
use super::welfare::Welfare;
use super::write::Frame;

/// The relative width of what is solved between two numbers.
const WIDTH: (u64, u64) = (1, 1_000_000);

/// Why something could not be solved.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Failure {
    /// There is no estimate.
    #[error(transparent)]
    Estimate(#[from] Error),
    /// The estimate has no answer.
    #[error("{0}")]
    Solve(String),
}

/// What is best for a sample, and what the mechanism of another one is worth on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sampled {
    /// What is best.
    pub answer: Answer,
    /// What is lost by the other mechanism, and whether it hands out more objects than there are, so that chances and
    /// payments are cut; `None` without another mechanism.
    pub lost: Option<(Between, bool)>,
}

/// A question about a survey: how it is estimated, and the rest of the instance.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the types say it")]
pub struct Question<'a> {
    pub survey: &'a Survey,
    pub method: &'a Method,
    pub frame: &'a Frame,
    pub welfare: &'a Welfare,
}

impl Question<'_> {
    /// What is best for the sample itself; `other` is an answer with a mechanism to compare with.
    ///
    /// # Errors
    /// [`Failure`] if there is no estimate or no answer.
    pub fn answer(&self, other: Option<&Answer>) -> Result<Sampled, Failure> {
        self.answer_of(&self.survey.groups, other)
    }

    /// The same for sample number `index` of the seed: as many respondents of each group, drawn with replacement. Groups
    /// keep their masses and Pareto weights.
    ///
    /// # Errors
    /// [`Failure`] if there is no estimate or no answer.
    pub fn resampled(&self, seed: u64, index: u64, point: &Answer) -> Result<Sampled, Failure> {
        self.answer_of(&resample(&self.survey.groups, seed, index), Some(point))
    }

    /// The estimate of sample number `index` of the seed: what [`Question::resampled`] solves.
    ///
    /// # Errors
    /// [`Error`] if there is no estimate.
    pub fn redrawn(&self, seed: u64, index: u64) -> Result<Estimated, Error> {
        self.estimated(&resample(&self.survey.groups, seed, index))
    }

    fn estimated(&self, groups: &[Group]) -> Result<Estimated, Error> {
        self.survey.estimate_groups(groups, self.method, self.frame, self.welfare)
    }

    fn answer_of(&self, groups: &[Group], other: Option<&Answer>) -> Result<Sampled, Failure> {
        let estimated = self.estimated(groups)?;
        let mut problem = Problem::new(&estimated.instance);
        let width = Rational::from(WIDTH.0) / Rational::from(WIDTH.1);
        let answer = problem.solve(&width).map_err(Failure::Solve)?;
        let menu = other.and_then(|other| other.menu.as_ref());
        let lost = menu.map(|menu| problem.lost(&answer, menu, &width)).transpose();
        Ok(Sampled { lost: lost.map_err(Failure::Solve)?, answer })
    }
}

/// As many respondents of each group, drawn with replacement.
pub(crate) fn resample(groups: &[Group], seed: u64, index: u64) -> Vec<Group> {
    // Golden-ratio step: neighbouring indices get unrelated streams.
    let mut rng =
        StdRng::seed_from_u64(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32) ^ index);
    let mut drawn = Vec::with_capacity(groups.len());
    for group in groups {
        let mut ends = Vec::with_capacity(group.answers.len());
        let mut n = 0;
        for answer in &group.answers {
            n += answer.count;
            ends.push(n);
        }
        let mut counts = vec![0; ends.len()];
        for _ in 0..n {
            let respondent = rng.random_range(0..n);
            counts[ends.partition_point(|end| *end <= respondent)] += 1;
        }
        let answers = group.answers.iter().zip(counts).filter(|(_, count)| 0 < *count);
        let answers = answers.map(|(answer, count)| {
            let mut answer = answer.clone();
            answer.count = count;
            answer
        });
        drawn.push(Group { answers: answers.collect(), ..group.clone() });
    }
    drawn
}
