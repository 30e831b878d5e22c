//! `solve`: the optimum of a finite instance, or of types in column files.

use std::path::Path;

use ironproof_instance::finite::{Claimed, FiniteInstance, QualityLevel, to_json};
use ironproof_ironing as ironing;
use ironproof_ironing::certificate::{Form, of_answer, written};
use ironproof_ironing::columns;
use ironproof_ironing::wider::{self, Answer, Priced};
use ironproof_ironing::{Item, Kind, Optimum, Segment, segments};
use ironproof_number::rational::Rational;
use ironproof_number::scale::sum;
use ironproof_verdict as verdict;
use ironproof_verdict::{Finding, Refused, Verified};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::exact::{Certified, Exact, MaybeExact};
use crate::on_grid::Grid;
use crate::shadow::{Infeasible, ShadowPrices, Status};
use crate::totals::Totals;

/// The optimum of an instance, and who gets what at which price.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Solved {
    /// The name of the instance.
    pub name: String,
    /// The grid that a continuous instance was put on: all that follows is about that grid. Null for a finite instance.
    pub grid: Option<Grid>,
    /// Always `optimal`.
    pub status: Status,
    /// The optimal value, in units of welfare.
    pub value: Exact,
    /// Whether the independent checker accepted a certificate of this value; false if it was not asked.
    pub certified: Certified,
    /// What all agents pay together.
    pub revenue: Exact,
    /// The expected quality that all agents get together.
    pub quality: Exact,
    /// The share of all agents who get an object of positive quality.
    pub served: Exact,
    /// In the wider model: what more of each resource is worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shadow_prices: Option<ShadowPrices>,
    /// The groups, in the order of the instance.
    pub groups: Vec<SolvedGroup>,
}

/// What a group gets.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SolvedGroup {
    /// The label of the group.
    pub label: String,
    /// Its mass.
    pub mass: Exact,
    /// What its agents pay together.
    pub revenue: Exact,
    /// The expected quality that its agents get together.
    pub quality: Exact,
    /// The share of the group that gets an object of positive quality.
    pub served: Exact,
    /// How many types it has.
    pub types: u64,
    /// Of column files: how many intervals of types have one ironed virtual value each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocks: Option<u64>,
    /// Intervals of types that are treated alike, from the lowest willingness to pay.
    pub segments: Vec<SolvedSegment>,
}

/// An interval of types that are treated alike.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SolvedSegment {
    /// What the types get.
    pub kind: SegmentKind,
    /// The lowest willingness to pay.
    pub wtp_low: Exact,
    /// The highest willingness to pay.
    pub wtp_high: Exact,
    /// The number of the first type, from 1.
    pub first_type: usize,
    /// The number of the last type.
    pub last_type: usize,
    /// The share of the group that these types are.
    pub share: Exact,
    /// The price that the first type pays.
    pub price_low: Exact,
    /// The price that the last type pays.
    pub price_high: Exact,
    /// The expected quality of the first type.
    pub quality_low: Exact,
    /// The expected quality of the last type.
    pub quality_high: Exact,
}

/// What an interval of types gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SegmentKind {
    /// Nothing.
    #[serde(rename = "not served")]
    NotServed,
    /// One contract for free that all of these types would choose anyway, without being pooled.
    #[serde(rename = "free")]
    Free,
    /// They are pooled: all get the same odds of one or more qualities, or of nothing, at the same price.
    #[serde(rename = "lottery")]
    Lottery,
    /// They are pooled, and all get the same quality for sure.
    #[serde(rename = "same for all")]
    SameForAll,
    /// Higher types get more at higher prices; or there is one posted price.
    #[serde(rename = "market")]
    Market,
}

/// What is asked for besides the optimum.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request {
    /// A certificate.
    pub certificate: bool,
    /// A certificate, and the verdict of the independent checker about it.
    pub certify: bool,
    /// The form of the certificate; the usual one for the size of the instance if there is none.
    pub form: Option<Form>,
}

/// The optimum, with what was asked for.
pub struct Solution {
    /// The result.
    pub found: Solved,
    /// The mechanism, type by type.
    pub optimum: Optimum,
    /// The text of the certificate.
    pub certificate: Option<String>,
    /// Why the checker did not accept it.
    pub refused: Option<NotVerified>,
}

/// There is no optimum, with what was asked for.
pub struct NoSolution {
    /// The result.
    pub found: Infeasible,
    /// The text of the certificate.
    pub certificate: Option<String>,
    /// Why the checker did not accept it.
    pub refused: Option<NotVerified>,
}

/// Why the checker was asked and there is no verdict: a fault of this program.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotVerified {
    /// The checker accepted another value.
    #[error("{accepted}, and the mechanism has the value {value}")]
    OtherValue {
        /// What it accepted.
        accepted: Box<Verified>,
        /// The value of the mechanism, or that there is none.
        value: Claimed,
    },
    /// The checker did not accept.
    #[error("the checker does not accept the certificate: {0}")]
    Refused(Refused),
}

/// Solves a finite instance by ironing. `text` is what the checker reads, if that is not made from the instance.
///
/// # Errors
/// [`NoSolution`] if no mechanism satisfies the side constraints.
pub fn solve(
    instance: &FiniteInstance,
    text: Option<&str>,
    request: Request,
) -> Result<Solution, Box<NoSolution>> {
    let is_asked = request.certificate || request.certify;
    let (answer, certificate) = if instance.is_plain() {
        let form = request.form.unwrap_or_else(|| Form::usual(instance));
        let certificate = is_asked.then(|| written(instance, form).text);
        (Ok((ironing::optimum(instance), None)), certificate)
    } else {
        let answer = wider::answer(instance);
        let certificate = is_asked.then(|| of_answer(&answer).text);
        let answer = match answer {
            Answer::Optimal(Priced { optimum, prices }) => Ok((optimum, Some(prices))),
            Answer::Infeasible { prices, .. } => Err(prices),
        };
        (answer, certificate)
    };
    let (mut verified, mut refused) = (None, None);
    if let Some(certificate) = certificate.as_ref().filter(|_| request.certify) {
        let text = text.map_or_else(|| to_json(instance), str::to_owned);
        let claim = match &answer {
            Ok((optimum, _)) => Claimed::Value(optimum.value.clone()),
            Err(_) => Claimed::Infeasible,
        };
        match verify(instance, &text, certificate, claim) {
            Ok(accepted) => verified = Some(accepted),
            Err(reason) => refused = Some(reason),
        }
    }
    let (optimum, prices) = match answer {
        Ok(optimal) => optimal,
        Err(prices) => {
            let found = Infeasible {
                name: instance.name.clone(),
                status: Status::Infeasible,
                value: MaybeExact(None),
                certified: Certified(verified),
                multipliers: ShadowPrices::new(instance, &prices),
            };
            return Err(Box::new(NoSolution { found, certificate, refused }));
        }
    };
    let groups = instance
        .groups
        .iter()
        .zip(&optimum.groups)
        .map(|(group, solved)| {
            let of = |segment: &Segment| {
                let wtp = (group.types[segment.first].low(), group.types[segment.last].high());
                SolvedSegment::new(segment, wtp)
            };
            let share = |item: &Item<Rational>| {
                sum(group.types[item.first..=item.last].iter().map(|ty| &ty.prob))
            };
            let items = solved.menu.iter().map(|item| (item, share(item)));
            SolvedGroup {
                types: group.types.len() as u64,
                segments: segments(group, solved).iter().map(of).collect(),
                ..SolvedGroup::new(&group.label, &group.mass, items, &instance.quality)
            }
        })
        .collect();
    let mut found = Solved::new(&instance.name, &optimum.value, verified, groups);
    found.shadow_prices = prices.map(|prices| ShadowPrices::new(instance, &prices));
    Ok(Solution { found, optimum, certificate, refused })
}

/// Has the checker judge the certificate, whose value must be that of the mechanism.
fn verify(
    instance: &FiniteInstance,
    text: &str,
    certificate: &str,
    claim: Claimed,
) -> Result<Verified, NotVerified> {
    of_verdict(verdict::instance(&instance.name, text, certificate), claim)
}

/// What the checker accepted, if that is the claim.
fn of_verdict(verdict: Result<Verified, Refused>, claim: Claimed) -> Result<Verified, NotVerified> {
    let finding = match claim.clone() {
        Claimed::Value(value) => Finding::Optimal(value),
        Claimed::Infeasible => Finding::Infeasible,
    };
    match verdict {
        Ok(verified) if *verified.finding() == finding => Ok(verified),
        Ok(accepted) => Err(NotVerified::OtherValue { accepted: Box::new(accepted), value: claim }),
        Err(refused) => Err(NotVerified::Refused(refused)),
    }
}

/// Has the checker judge the certificate of column files, whose value must be that of the solution. `progress` is told
/// how many bytes were read, of how many.
///
/// # Errors
/// If the checker accepts nothing or another value: a fault of this program, or of files that changed.
pub fn verify_columns(
    header: &Path,
    certificate: &str,
    solution: &columns::Solution,
    progress: &dyn Fn(u64, u64),
) -> Result<Verified, NotVerified> {
    let verdict = verdict::columns(header, certificate, progress);
    of_verdict(verdict, Claimed::Value(solution.value.clone()))
}

/// The same result for types in column files, with the verdict of the checker if it was asked.
pub fn of_columns(
    instance: &columns::Instance,
    solution: &columns::Solution,
    verified: Option<Verified>,
) -> Solved {
    let groups = instance
        .groups
        .iter()
        .zip(&solution.groups)
        .map(|(group, solved)| {
            let items = solved.contracts.iter();
            let items = items.map(|contract| (&contract.item, contract.share.clone()));
            SolvedGroup {
                types: group.n_types,
                blocks: Some(solved.n_blocks),
                segments: solved
                    .segments()
                    .iter()
                    .map(|segment| SolvedSegment::new(segment, solved.wtp_of(segment)))
                    .collect(),
                ..SolvedGroup::new(&group.label, &group.mass, items, &instance.quality)
            }
        })
        .collect();
    Solved::new(&instance.name, &solution.value, verified, groups)
}

impl Solved {
    fn new(
        name: &str,
        value: &Rational,
        verified: Option<Verified>,
        groups: Vec<SolvedGroup>,
    ) -> Self {
        let mass = sum(groups.iter().map(|group| &group.mass.0));
        let served: Vec<Rational> =
            groups.iter().map(|group| &group.mass.0 * &group.served.0).collect();
        Self {
            name: name.to_owned(),
            grid: None,
            status: Status::Optimal,
            value: value.into(),
            certified: Certified(verified),
            revenue: Exact(sum(groups.iter().map(|group| &group.revenue.0))),
            quality: Exact(sum(groups.iter().map(|group| &group.quality.0))),
            served: Exact(sum(served.iter()) / mass),
            shadow_prices: None,
            groups,
        }
    }
}

impl SolvedGroup {
    /// What a group pays and gets by its contracts, each with the share of the group that takes it. Types and segments
    /// are for the caller to add.
    fn new<'a>(
        label: &str,
        mass: &Rational,
        items: impl Iterator<Item = (&'a Item<Rational>, Rational)>,
        levels: &[QualityLevel],
    ) -> Self {
        let Totals { revenue, quality, served } = Totals::new(mass, items, levels);
        Self {
            label: label.to_owned(),
            mass: mass.into(),
            revenue: Exact(revenue),
            quality: Exact(quality),
            served: Exact(served),
            types: 0,
            blocks: None,
            segments: Vec::new(),
        }
    }
}

impl SolvedSegment {
    /// `wtp`: the willingness to pay at its ends.
    fn new(segment: &Segment, wtp: (&Rational, &Rational)) -> Self {
        Self {
            kind: SegmentKind::of(segment),
            wtp_low: wtp.0.into(),
            wtp_high: wtp.1.into(),
            first_type: segment.first + 1,
            last_type: segment.last + 1,
            share: (&segment.share).into(),
            price_low: (&segment.price.0).into(),
            price_high: (&segment.price.1).into(),
            quality_low: (&segment.quality.0).into(),
            quality_high: (&segment.quality.1).into(),
        }
    }
}

impl SegmentKind {
    fn of(segment: &Segment) -> Self {
        match segment.kind {
            Kind::NotServed => Self::NotServed,
            Kind::Lottery if segment.is_certain => Self::SameForAll,
            Kind::Lottery => Self::Lottery,
            Kind::Market if segment.price.1.is_zero() => Self::Free,
            Kind::Market => Self::Market,
        }
    }

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotServed => "not served",
            Self::Free => "free",
            Self::Lottery => "lottery",
            Self::SameForAll => "same for all",
            Self::Market => "market",
        }
    }
}
