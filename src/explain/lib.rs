//! Why the optimum of a continuous instance is what it is: which claims of the paper apply to which group, and what
//! accounts for each part.
//!
//! ```text
//! decision       yes, no, or not decided
//! places         pieces and willingness to pay at a quantile
//! trend          where a function rises and falls
//! weights        the Pareto weight: where it rises
//! virtual_value  the virtual value: where it falls
//! group          what the claims ask of a group
//! claim          a claim, its hypotheses, and what it says
//! within         claims about one group
//! across         claims about all groups
//! reasons        why a segment gets what it gets
//! ties           equal values
//! remarks        what to know about the data
//! curves         all curves on a grid, for plots
//! types          a finite instance as a continuous one whose agents are atoms
//! ```
//!
//! Every statement is decided on enclosures: it is proved, or refuted, or not decided. What is narrower than 2^-44 in
//! quantiles is not seen.
//!
//! ```
//! const TEXT: &str = r#"
//! name = "food for the needy"
//! alpha = "1"
//! quality = { kind = "uniform", low = "0", high = "1" }
//! group = [{ label = "all", mass = "1", wtp = { kind = "uniform", low = "1", high = "2" },
//!            weight = { kind = "constant", value = "2" } }]
//! "#;
//! use ironproof_explain::{Decision, explain};
//! use ironproof_number::rational::parse;
//!
//! let instance = ironproof_instance::read(TEXT, std::path::Path::new("."))?;
//! let explanation = explain(&instance, &parse("1e-6")?)?;
//! let group = &explanation.groups[0];
//! // The mean weight exceeds alpha and nobody's willingness to pay is 0: P1 promises a free lottery.
//! assert_eq!(group.claims[0].id, "P1");
//! assert_eq!(group.claims[0].applies(), Decision::Yes);
//! assert_eq!(group.claims[0].in_optimum, Some(Decision::Yes));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod decision;
mod places;
mod trend;
mod weights;
mod virtual_value;
mod group;
mod claim;
mod within;
mod across;
mod reasons;
mod ties;
mod remarks;
mod curves;
mod types;

use ironproof_continuum as continuum;
use ironproof_continuum::{Answer, GroupHull, Segment, hulls, optimum};
use ironproof_instance::ContinuousInstance;
use ironproof_instance::finite::Wider;
use ironproof_number::rational::Rational;

pub use self::claim::{Claim, Conclusion, Condition, Hypothesis};
pub use self::curves::{CurvePoint, curves};
pub use self::decision::Decision;
pub use self::group::Facts;
pub use self::places::wtp_of;
pub use self::reasons::Reason;
pub use self::remarks::{Knot, Remark, about_data, about_optimum};
pub use self::ties::{Place, Tie, TieKind};
pub use self::trend::{Run, Trend, Trends};
pub use self::types::{NotPoints, of_types};

/// An optimum with what accounts for it.
pub struct Explanation {
    /// The optimum.
    pub answer: Answer,
    /// Psi of each group, and its hull.
    pub hulls: Vec<GroupHull>,
    /// The groups, in the order of the instance.
    pub groups: Vec<GroupExplained>,
    /// Claims about all groups together.
    pub across: Vec<Claim>,
    /// Types with equal values.
    pub ties: Vec<Tie>,
    /// What to know about the data.
    pub remarks: Vec<Remark>,
}

/// A group with what accounts for what it gets.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupExplained {
    /// The label.
    pub label: String,
    /// What the claims ask for.
    pub facts: Facts,
    /// The claims.
    pub claims: Vec<Claim>,
    /// What the group gets, and why.
    pub segments: Vec<(Segment, Vec<Reason>)>,
}

/// Why an optimum is not explained.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// It is not known.
    #[error(transparent)]
    Optimum(#[from] continuum::Error),
    /// There are costs, external values or side constraints.
    #[error("{0}; the claims are about instances without that")]
    Wider(#[from] Wider),
}

/// Explains the optimum of an instance.
///
/// # Errors
/// [`Error`] as [`optimum`], and if the instance is not of the plain model.
pub fn explain(instance: &ContinuousInstance, width: &Rational) -> Result<Explanation, Error> {
    instance.plain()?;
    let answer = optimum(instance, width)?;
    let hulls = hulls(instance, width)?;
    let is_alone = instance.groups.len() == 1;
    let mut facts = Vec::with_capacity(hulls.len());
    let mut groups = Vec::with_capacity(hulls.len());
    for ((group, hull), found) in instance.groups.iter().zip(&hulls).zip(&answer.groups) {
        let of_group =
            group::facts(hull, group, &instance.alpha).map_err(continuum::Error::from)?;
        let account = |segment: &Segment| {
            (segment.clone(), reasons::reasons(hull, &of_group, &answer, segment))
        };
        groups.push(GroupExplained {
            label: group.label.clone(),
            claims: within::within(&of_group, &found.segments, &instance.alpha, is_alone),
            segments: found.segments.iter().map(account).collect(),
            facts: of_group.clone(),
        });
        facts.push(of_group);
    }
    let mut remarks = about_data(instance);
    remarks.extend(about_optimum(instance, &answer));
    Ok(Explanation {
        across: across::across(&instance.groups, &facts, &answer.groups, &instance.alpha),
        ties: ties::ties(&hulls),
        remarks,
        groups,
        hulls,
        answer,
    })
}

#[cfg(test)]
#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "curves are compared with plain sums"
)]
mod tests;
