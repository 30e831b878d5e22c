//! All estimators that a survey allows: the same data, written down in every way that can be defended.

use super::data::Answer;
use super::groups::Group;
use super::method::{Estimator, Method};
use super::shape::Family;
use super::survey::Survey;
use super::turnbull::Within;

/// How the data may be written down, the method that was asked for first.
pub fn encodings(survey: &Survey, first: &Method) -> Vec<Method> {
    let answers = || survey.groups.iter().flat_map(|group: &Group| &group.answers);
    let plain = Method { bins: None, spike: false, within: Within::Uniform, ..first.clone() };
    let mut methods = vec![first.clone()];
    if answers().all(Answer::is_amount) {
        methods.push(Method { estimator: Estimator::Values, ..plain.clone() });
    } else {
        let turnbull = |within| Method { estimator: Estimator::Turnbull, within, ..plain.clone() };
        methods.extend(Within::ALL.map(turnbull));
    }
    let zero = |answer: &&Answer| answer.low.is_zero();
    let may_be_zero = answers().any(|answer| zero(&answer));
    let is_zero = answers().any(|answer| answer.is_amount() && answer.low.is_zero());
    for family in Family::ALL {
        for spike in [false, true] {
            let is_possible = if spike { may_be_zero } else { !is_zero };
            if is_possible {
                let estimator = Estimator::Fit(family);
                methods.push(Method { estimator, spike, ..plain.clone() });
            }
        }
    }
    let mut kept: Vec<Method> = Vec::new();
    for method in methods {
        if kept.iter().all(|known| known.name() != method.name()) {
            kept.push(method);
        }
    }
    kept
}
