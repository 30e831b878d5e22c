//! What accounts for an optimum, in sentences; as a table, a row for each claim.

use ironproof_number::rational;
use ironproof_results::continuum::ContinuousSegment;
use ironproof_results::explain::{
    ClaimFound, Decided, Explained, GroupExplained, RunFound, TieFound, TieKindFound, TrendFound,
};
use ironproof_results::reasons::{ReasonFound, ReasonKind, SegmentExplained, WtpRange};
use ironproof_results::solve::SegmentKind;
use ironproof_results::{Ends, json};
use serde_json::{Value, json};

use crate::continuum::not_unique;
use crate::digits::{both, known};
use crate::document::Document;
use crate::explain_words::{conclusion, hypothesis};
use crate::percent::percent;
use crate::printer::Report;
use crate::records::Record;

impl Report for Explained {
    fn document(&self) -> Document {
        let mut document = Document::new();
        document.line(0, format!("{}: why the optimum is what it is", self.name));
        document.line(
            2,
            "exact: each statement is decided on enclosures; docs/claims.md has the claims",
        );
        for group in &self.groups {
            of_group(&mut document, self, group);
        }
        document.line(2, "the instance as a whole");
        claims(&mut document, &self.claims);
        if self.ties.is_empty() {
            document.line(4, "No two intervals of types have one value: there are no ties.");
        }
        for tie in &self.ties {
            document.line(4, of_tie(tie));
        }
        document
    }

    fn json(&self) -> Vec<Value> {
        vec![json(self)]
    }

    fn records(&self) -> Vec<Record> {
        let within = self
            .groups
            .iter()
            .flat_map(|group| group.claims.iter().map(move |claim| (group.label.as_str(), claim)));
        let all = within.chain(self.claims.iter().map(|claim| ("", claim)));
        all.map(|(group, claim)| {
            let mut row = Record::new();
            row.insert("name".to_owned(), json!(self.name));
            row.insert("group".to_owned(), json!(group));
            row.insert("claim".to_owned(), json!(claim.id));
            row.insert("applies".to_owned(), json!(claim.applies));
            row.insert("conclusion".to_owned(), json!(claim.conclusion));
            row.insert("in_optimum".to_owned(), json!(claim.in_optimum));
            row
        })
        .collect()
    }
}

fn of_group(document: &mut Document, found: &Explained, group: &GroupExplained) {
    document.line(2, group.label.clone());
    for text in facts(found, group) {
        document.line(4, text);
    }
    for segment in &group.segments {
        document.line(4, why(segment));
        for text in not_unique(&segment.segment) {
            document.line(6, text);
        }
    }
    claims(document, &group.claims);
}

fn facts(found: &Explained, group: &GroupExplained) -> Vec<String> {
    let (mean, alpha) = (known(&group.mean_weight.0), known_exact(found));
    let wtp = known(&group.wtp_low.0);
    let mut texts = vec![
        match group.favoured {
            Decided::Yes => format!(
                "The mean weight {mean} exceeds alpha {alpha}: money is worth more in this group than as revenue."
            ),
            Decided::No => format!(
                "The mean weight {mean} does not exceed alpha {alpha}: money is worth no more in this group than as revenue."
            ),
            Decided::NotDecided => {
                format!("Whether the mean weight {mean} exceeds alpha {alpha} is not decided.")
            }
        },
        match group.essential {
            Decided::Yes => {
                format!("The good is essential: the lowest willingness to pay is {wtp}.")
            }
            Decided::No => {
                "The good is not essential: the lowest willingness to pay is 0.".to_owned()
            }
            Decided::NotDecided => {
                format!("Whether the lowest willingness to pay {wtp} is positive is not decided.")
            }
        },
    ];
    texts.push(format!("Weights {}.", trends(&group.weight, &PLURAL)));
    let value = trends(&group.virtual_value, &SINGULAR);
    texts.push(match (group.regular, group.favoured, group.essential) {
        (Decided::Yes, ..) => format!("Regular: V {value}."),
        (Decided::No, Decided::Yes, Decided::Yes) => {
            format!("Irregular: V jumps at the bottom, because a price of 0 is better there; above, it {value}.")
        }
        (Decided::No, ..) => format!("Irregular: V {value}."),
        (Decided::NotDecided, ..) => format!("Whether it is regular is not decided: V {value}."),
    });
    texts
}

fn known_exact(found: &Explained) -> String {
    ironproof_number::rational::Readable(&found.alpha.0).to_string()
}

/// Most runs of a curve that are told one by one.
const MOST_RUNS: usize = 6;

/// What curves do: rise, fall, are constant, and what is not known; and the word that stands for them.
struct Verbs {
    rise: &'static str,
    fall: &'static str,
    constant: &'static str,
    unknown: &'static str,
    pronoun: &'static str,
}

const SINGULAR: Verbs = Verbs {
    rise: "rises",
    fall: "falls",
    constant: "is constant",
    unknown: "is not decided",
    pronoun: "it",
};

const PLURAL: Verbs = Verbs {
    rise: "rise",
    fall: "fall",
    constant: "are constant",
    unknown: "are not decided",
    pronoun: "they",
};

impl Verbs {
    fn of(&self, trend: TrendFound) -> &'static str {
        match trend {
            TrendFound::Rises => self.rise,
            TrendFound::Falls => self.fall,
            TrendFound::Constant => self.constant,
            TrendFound::NotDecided => self.unknown,
        }
    }
}

/// What a curve does: first where it falls.
fn trends(runs: &[RunFound], verbs: &Verbs) -> String {
    if let [only] = runs {
        return verbs.of(only.trend).to_owned();
    }
    let told = |trend: TrendFound| {
        let of_trend = runs.iter().filter(|run| run.trend == trend);
        let places: Vec<String> =
            of_trend.map(|run| place(&run.wtp, run.share.0 == run.share.1)).collect();
        let verb = verbs.of(trend);
        match places.len() {
            0 => None,
            n if n > MOST_RUNS => Some(format!("{verb} in {n} intervals of wtp")),
            _ => Some(format!("{verb} {}", places.join(", "))),
        }
    };
    let all = [TrendFound::Falls, TrendFound::Rises, TrendFound::Constant, TrendFound::NotDecided];
    let told: Vec<String> = all.into_iter().filter_map(told).collect();
    told.join(&format!("; {} ", verbs.pronoun))
}

/// `from wtp 1 to 2`, `at wtp 3`, or `over the gap from wtp 3 to 4`.
fn place(wtp: &Ends, is_jump: bool) -> String {
    let (from, to) = (known(&wtp.0), known(&wtp.1));
    // One may be known exactly, and the other one to the last digit that is shown.
    let number = |text: &str| rational::parse(text).ok();
    if from == to || number(&from).is_some_and(|from| Some(from) == number(&to)) {
        format!("at wtp {to}")
    } else if is_jump {
        format!("over the gap from wtp {from} to {to}")
    } else {
        format!("from wtp {from} to {to}")
    }
}

/// What a segment gets, and why.
fn why(explained: &SegmentExplained) -> String {
    let segment = &explained.segment;
    let reasons: Vec<String> = explained.reasons.iter().map(reason).collect();
    let reasons = reasons.join(", and ");
    let because = if reasons.is_empty() { String::new() } else { format!(", because {reasons}") };
    let share = percent(&(&segment.share.1 - &segment.share.0));
    format!("wtp {} ({share}): {}{because}", both(&segment.wtp), contract(segment))
}

fn contract(segment: &ContinuousSegment) -> String {
    let Ends(low, high) = &segment.price;
    let is_free = low.is_zero() && high.is_zero();
    let price =
        || if is_free { "for free".to_owned() } else { format!("at {}", both(&segment.price)) };
    match segment.kind {
        SegmentKind::NotServed => "not served".to_owned(),
        SegmentKind::Free => "one contract for free".to_owned(),
        SegmentKind::Lottery => format!("a lottery {}", price()),
        SegmentKind::SameForAll => format!("the same for all {}", price()),
        SegmentKind::Market => format!("a market {}", price()),
    }
}

fn reason(reason: &ReasonFound) -> String {
    let places = all_places(&reason.places);
    match reason.kind {
        ReasonKind::NotWorth => "an object is worth nothing there".to_owned(),
        ReasonKind::Outbid => {
            let worth = reason.elsewhere.as_ref().map(|elsewhere| known(&elsewhere.worth.0));
            let least = worth.map(|worth| format!(", at least {worth}")).unwrap_or_default();
            format!("a unit of quality is worth more elsewhere{least}")
        }
        ReasonKind::ValueFalls => format!("V falls {places}"),
        ReasonKind::Jump => {
            "to charge its lowest types would lose more than it earns (P1)".to_owned()
        }
        ReasonKind::SameValue => {
            "V is constant, so that a lottery is as good as a market".to_owned()
        }
        ReasonKind::OneType => "there is one willingness to pay only".to_owned(),
        ReasonKind::EnoughForAll => "there are objects of that quality for all of them".to_owned(),
        ReasonKind::ValueRises => "V rises".to_owned(),
        ReasonKind::FallsUnseen => format!("where it falls, {places}, all get the same"),
    }
}

fn all_places(places: &[WtpRange]) -> String {
    let places: Vec<String> = places.iter().map(|range| place(&range.wtp, false)).collect();
    places.join(", ")
}

/// Those that apply, with what they say; then those that do not, with what is missing.
fn claims(document: &mut Document, claims: &[ClaimFound]) {
    for claim in claims.iter().filter(|claim| claim.applies == Decided::Yes) {
        let given: Vec<String> =
            claim.hypotheses.iter().map(|given| hypothesis(given, Decided::Yes)).collect();
        let agrees = match claim.in_optimum {
            Some(Decided::Yes) => " The optimum agrees.",
            Some(Decided::No) => " The optimum contradicts this: please report it.",
            Some(Decided::NotDecided) => " Whether the optimum agrees is not decided.",
            None => "",
        };
        let (given, says) = (given.join(", and "), conclusion(claim.says));
        document.line(4, format!("{} applies: {given}. So {says}.{agrees}", claim.id));
    }
    // Claims that fail for one reason are told together.
    let mut missing: Vec<(String, Vec<&str>)> = Vec::new();
    for claim in claims {
        let first = |holds| claim.hypotheses.iter().find(|given| given.holds == holds);
        let (text, holds) = match claim.applies {
            Decided::Yes => continue,
            Decided::No => (first(Decided::No), Decided::No),
            Decided::NotDecided => (first(Decided::NotDecided), Decided::NotDecided),
        };
        let Some(text) = text.map(|given| hypothesis(given, holds)) else { continue };
        match missing.iter_mut().find(|(known, _)| *known == text) {
            Some((_, ids)) => ids.push(&claim.id),
            None => missing.push((text, vec![&claim.id])),
        }
    }
    for (text, mut ids) in missing {
        ids.dedup();
        let verb = if ids.len() == 1 { "does" } else { "do" };
        document.line(4, format!("{} {verb} not apply: {text}.", ids.join(", ")));
    }
}

fn of_tie(tie: &TieFound) -> String {
    let value = known(&tie.value.0);
    let places: Vec<String> =
        tie.places.iter().map(|at| format!("{} (wtp {})", at.label, both(&at.wtp))).collect();
    let places = places.join(", ");
    match (tie.kind, tie.holds) {
        (TieKindFound::Straight, _) => {
            format!(
                "Tie: V is constant, {value}, in {places}: it does not matter who of them gets more."
            )
        }
        (TieKindFound::Zero, Decided::Yes) => {
            format!("Tie: a unit of quality is worth nothing in {places}: they may get it or not.")
        }
        (TieKindFound::Zero, _) => {
            format!("Not decided: whether a unit of quality is worth something in {places}.")
        }
        (TieKindFound::Shared, Decided::Yes) => {
            format!("Tie: a unit of quality is worth the same, {value}, in {places}.")
        }
        (TieKindFound::Shared, _) => {
            format!("Not decided: whether a unit of quality is worth the same in {places}.")
        }
    }
}
