//! The counts of a campaign as Markdown, for `docs/trust.md`.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::campaign::{Report, Tally};
use crate::seeds::Kind;

/// The counts by kind of certificate, and of each rule that was broken alone; with details, also by
/// mutation and by the equation that was kept.
pub fn markdown(report: &Report, has_details: bool) -> String {
    let is_mechanism = |kind: Kind| matches!(kind, Kind::Listed | Kind::Tight | Kind::Columns);
    let mut kinds: BTreeMap<Kind, Tally> = BTreeMap::new();
    let mut mutations: [BTreeMap<&str, Tally>; 2] = [BTreeMap::new(), BTreeMap::new()];
    let mut repairs: [BTreeMap<&str, Tally>; 2] = [BTreeMap::new(), BTreeMap::new()];
    for ((kind, mutation, repair), tally) in &report.tallies {
        let family = usize::from(!is_mechanism(*kind));
        kinds.entry(*kind).or_default().add(*tally);
        mutations[family].entry(mutation).or_default().add(*tally);
        repairs[family].entry(repair).or_default().add(*tally);
    }
    let mut text = String::new();
    let rows = kinds.iter().map(|(kind, tally)| (kind.to_string(), *tally));
    table(&mut text, "certificate", rows, Some(report.total()));
    let families = if has_details { 2 } else { 0 };
    for (family, name) in ["mechanisms", "linear programs"].iter().enumerate().take(families) {
        let rows = mutations[family].iter().map(|(name, tally)| ((*name).to_string(), *tally));
        table(&mut text, &format!("mutation of {name}"), rows, None);
        let rows = repairs[family].iter().map(|(name, tally)| ((*name).to_string(), *tally));
        table(&mut text, &format!("equation kept, {name}"), rows, None);
    }
    text.push_str("| the only rule that was broken | mutants |\n|---|--:|\n");
    for ((_, rule), count) in report.alone.iter().rev() {
        let _ = writeln!(text, "| {rule} | {count} |");
    }
    text.push('\n');
    if !report.reasons.is_empty() {
        text.push_str("| accepted by the naive checker only; the trusted one wants | mutants |\n");
        text.push_str("|---|--:|\n");
        for (reason, count) in &report.reasons {
            let _ = writeln!(text, "| {} | {count} |", reason.replace('|', "\\|"));
        }
    }
    text
}

fn table(
    text: &mut String,
    what: &str,
    rows: impl Iterator<Item = (String, Tally)>,
    total: Option<Tally>,
) {
    let _ = writeln!(
        text,
        "| {what} | mutants | accepted by both | rejected by both | trusted stricter | findings |\n\
         |---|--:|--:|--:|--:|--:|"
    );
    for (name, tally) in rows.chain(total.map(|total| ("all".to_string(), total))) {
        let Tally { both_accept, both_refuse, stricter, findings } = tally;
        let mutants = tally.mutants();
        let _ = writeln!(
            text,
            "| {name} | {mutants} | {both_accept} | {both_refuse} | {stricter} | {findings} |"
        );
    }
    text.push('\n');
}
