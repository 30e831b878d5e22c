//! The question and the answer in words. Each sentence is HTML: names in it are escaped.

use std::fmt::Write as _;

use ironproof_curves::Between;
use ironproof_number::rational::{Rational, Readable};
use ironproof_results::asked::{Asked, ConstraintAsked};
use ironproof_results::brief::Brief;
use ironproof_results::continuum::{BoundSide, ContinuousSegment, ContinuousSolved};
use ironproof_results::policies::{PoliciesCompared, PolicyFound};
use ironproof_results::solve::{SegmentKind, Solved, SolvedSegment};

use super::inert::escaped;
use crate::digits::{both, known};
use crate::percent::{below_optimum, percent};
use crate::words::{counted, range};

/// Maximal welfare, as a formula.
pub(super) const FORMULA: &str = "\
<div class=\"formula\"><math display=\"block\"><mi>max</mi><mspace width=\"0.4em\"/>\
<munder><mo>∑</mo><mi>i</mi></munder><msub><mi>μ</mi><mi>i</mi></msub><mo>∫</mo><mo>[</mo>\
<msub><mi>λ</mi><mi>i</mi></msub><mo>(</mo><mi>r</mi><mo>)</mo>\
<mo>(</mo><mi>r</mi><msub><mi>Q</mi><mi>i</mi></msub><mo>(</mo><mi>r</mi><mo>)</mo><mo>−</mo>\
<msub><mi>T</mi><mi>i</mi></msub><mo>(</mo><mi>r</mi><mo>)</mo><mo>)</mo><mo>+</mo>\
<mi>α</mi><msub><mi>T</mi><mi>i</mi></msub><mo>(</mo><mi>r</mi><mo>)</mo><mo>]</mo>\
<mi>d</mi><msub><mi>G</mi><mi>i</mi></msub><mo>(</mo><mi>r</mi><mo>)</mo></math></div>
";

/// What the instance asks.
pub(super) fn question(brief: &Brief) -> Vec<String> {
    let everybody: Rational =
        brief.groups.iter().fold(Rational::ZERO, |sum, group| sum + &group.mass.0);
    let share = |part: &Rational| percent(&Between::exactly(part / &everybody));
    let objects = match (&brief.objects.0, brief.alike) {
        (None, _) => "There are as many objects as are wanted, and they cost something.".to_owned(),
        (Some(mass), true) => {
            format!("There are objects for {} of all, and all objects are alike.", share(mass))
        }
        (Some(mass), false) => {
            format!("There are objects for {} of all, of different qualities.", share(mass))
        }
    };
    let who = match &brief.groups[..] {
        [only] => format!("All are in one group, {}.", escaped(&only.label)),
        groups => {
            let each = groups
                .iter()
                .map(|group| format!("{} ({})", escaped(&group.label), share(&group.mass.0)));
            format!(
                "There are {}, which everybody can tell apart: {}.",
                counted(groups.len(), "group"),
                listed(&each.collect::<Vec<_>>())
            )
        }
    };
    let unit =
        brief.unit.as_ref().map_or_else(String::new, |unit| format!(", in {}", escaped(unit)));
    vec![
        "Who should get the objects, and at which price?".to_owned(),
        objects,
        who,
        format!(
            "What an object is worth to a person, the willingness to pay r{unit}, is known to that person only."
        ),
    ]
}

/// What is maximized, and which rules hold.
pub(super) fn rules(brief: &Brief) -> Vec<String> {
    let alpha = Readable(&brief.alpha.0);
    vec![
        "A mechanism gives each person a chance of each quality and asks for a payment.".to_owned(),
        "The best one has the largest welfare: each person's gain, times the weight of money in these hands, plus \
         revenue times its own weight."
            .to_owned(),
        format!("The weight of revenue is α = {alpha}."),
        "Q is the expected quality, T the payment, λ the weight, μ the size of a group and G its distribution of r."
            .to_owned(),
        "Three rules hold: nobody gains by pretending to be another, nobody is worse off than without the mechanism, \
         and nobody is paid."
            .to_owned(),
    ]
}

/// What counts beyond the plain model, and what must be.
pub(super) fn asked(asked: &Asked) -> Vec<String> {
    let mut texts = Vec::new();
    if asked.external {
        texts.push("What the objects are worth to others is added.".to_owned());
    }
    if asked.cost {
        texts.push("What they cost is taken away.".to_owned());
    }
    texts.extend(asked.constraints.iter().map(must_be));
    texts
}

fn must_be(constraint: &ConstraintAsked) -> String {
    let groups: Vec<String> = constraint.groups.iter().map(|label| escaped(label)).collect();
    let groups = listed(&groups);
    let sum = match (constraint.what, &constraint.level.0) {
        ("revenue", _) => format!("the payments of {groups}"),
        ("utility", _) => format!("what {groups} gain"),
        ("served", Some(level)) => {
            format!(
                "the number of people of {groups} who get quality {} or better",
                Readable(level)
            )
        }
        _ => format!("the quality that {groups} get"),
    };
    let word = match constraint.side {
        BoundSide::AtLeast => "at least",
        BoundSide::AtMost => "at most",
    };
    let (name, bound) = (escaped(&constraint.name), Readable(&constraint.bound.0));
    let together = if constraint.groups.len() > 1 { " together" } else { "" };
    format!("There is a constraint, {name}: {sum} must be {word} {bound}{together}.")
}

/// `a`, `a and b`, `a, b and c`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The answer for a continuous instance.
pub(super) fn answer(brief: &Brief, found: &ContinuousSolved) -> String {
    let first = format!(
        "The best mechanism is worth <strong>{}</strong>. Its revenue is {}. It gives an object to {} of all.",
        known(&found.value.0),
        known(&found.revenue.0),
        percent(&found.served.0)
    );
    let mut text = format!("<p>{first}</p>\n<ul>\n");
    for group in &found.groups {
        let parts = group.segments.iter().map(|segment| of_segment(segment, brief.alike));
        item(&mut text, &group.label, parts);
    }
    text + "</ul>\n"
}

/// What a group gets, as an item of a list.
fn item(text: &mut String, label: &str, parts: impl Iterator<Item = String>) {
    let parts = parts.collect::<Vec<_>>().join("; ");
    let _ = writeln!(text, "<li><strong>{}</strong>: {parts}.</li>", escaped(label));
}

fn of_segment(segment: &ContinuousSegment, is_one_quality: bool) -> String {
    let who = format!("willingness to pay {}", both(&segment.wtp));
    let share = percent(&(&segment.share.1 - &segment.share.0));
    let quality = if is_one_quality {
        let (low, high) = (percent(&segment.quality.0), percent(&segment.quality.1));
        let chance = if low == high { low } else { format!("{low} to {high}") };
        if chance == "100%" {
            "an object for sure".to_owned()
        } else {
            format!("a chance of {chance}")
        }
    } else {
        format!("quality {}", both(&segment.quality))
    };
    said(segment.kind, &who, &share, &both(&segment.price), &quality)
}

/// The answer for a finite instance, or for a grid.
pub(super) fn finite_answer(found: &Solved) -> String {
    let exact = Between::exactly;
    let grid = found.grid.as_ref().filter(|grid| !grid.exact).map_or_else(String::new, |grid| {
        format!(
            "These numbers are of a grid of {} types. The optimum of the instance itself is not known here. ",
            grid.types
        )
    });
    let mut text = format!(
        "<p>{grid}The best mechanism is worth <strong>{}</strong>. Its revenue is {}. It gives an object to {} of \
         all.</p>\n<ul>\n",
        Readable(&found.value.0),
        Readable(&found.revenue.0),
        percent(&exact(found.served.0.clone()))
    );
    for group in &found.groups {
        let of = |segment: &SolvedSegment| {
            let who =
                format!("willingness to pay {}", range(&segment.wtp_low.0, &segment.wtp_high.0));
            let share = percent(&exact(segment.share.0.clone()));
            let price = range(&segment.price_low.0, &segment.price_high.0);
            let quality =
                format!("quality {}", range(&segment.quality_low.0, &segment.quality_high.0));
            said(segment.kind, &who, &share, &price, &quality)
        };
        item(&mut text, &group.label, group.segments.iter().map(of));
    }
    text + "</ul>\n"
}

fn said(kind: SegmentKind, who: &str, share: &str, price: &str, quality: &str) -> String {
    let what = match kind {
        SegmentKind::NotServed => "nothing".to_owned(),
        SegmentKind::Free => format!("{quality}, for free"),
        SegmentKind::Lottery if price == "0" => format!("a free lottery: {quality}"),
        SegmentKind::Lottery => format!("a lottery: {quality}, for a payment of {price}"),
        SegmentKind::SameForAll if price == "0" => format!("all the same: {quality}, for free"),
        SegmentKind::SameForAll => format!("all the same: {quality}, for {price}"),
        SegmentKind::Market if price.contains(" to ") => {
            format!("what they buy: {quality}, at prices of {price}")
        }
        SegmentKind::Market => format!("what they buy: {quality}, at the price {price}"),
    };
    format!("{who} ({share} of the group) gets {what}")
}

/// What simple policies lose.
pub(super) fn losses(found: &PoliciesCompared) -> Vec<String> {
    let of = |policy: &PolicyFound| {
        let (best, loss) = (policy.best.as_ref()?, policy.loss.as_ref()?);
        let share = policy.loss_relative.as_ref().map(|share| &share.0);
        let (name, loss) = (escaped(&policy.policy), below_optimum(&loss.0, share));
        Some(format!("The {best} (<code>{name}</code>) is {loss}."))
    };
    found.policies.iter().filter_map(of).collect()
}
