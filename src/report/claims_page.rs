//! `claims --markdown`: the page docs/claims.md. Every figure on it comes from the run.
//!
//! The prose stands in the folder `claims_page`, with `{{names}}` where something is put in; the statements of the
//! claims stand in `src/claims`, one file per claim.

use super::claims_grids;
use super::claims_grids::yes;
use super::template::{fill, table};
use super::words::counted;
use ironproof_claims::pool_width::width;
use ironproof_claims::run::Run;
use ironproof_claims::shelf::Shelf;
use ironproof_claims::validate::Evidence;
use ironproof_claims::{Claim, Dropped, Part, ablation_name};
use ironproof_instance::finite::{FiniteInstance, Type};
use ironproof_ironing as ironing;
use ironproof_ironing::Kind;
use ironproof_name::Escaped;
use ironproof_number::rational::{Rational, Readable, round_decimal, to_decimal};
use ironproof_results::claims::finite;

const PAGE: &str = include_str!("claims_page/page.md");
const LITERAL_READING: &str = include_str!("claims_page/literal-reading.md");
const WIDTHS: &str = include_str!("claims_page/widths.md");
const APPLICATIONS: &str = include_str!("claims_page/applications.md");

/// The longest line of prose.
const WIDTH: usize = 120;

/// The page.
pub fn page(run: &Run) -> String {
    let Run { evidence, continuous, shelf } = run;
    let claims: Vec<String> =
        (0..evidence.claims.len()).map(|c| claim(evidence, c, shelf)).collect();
    wrapped(&fill(
        PAGE,
        &[
            ("n_shipped", evidence.shipped.n_instances.to_string()),
            ("n_random", evidence.random.n_instances.to_string()),
            ("summary", summary(evidence)),
            ("claims", claims.join("\n\n")),
            ("continuous", claims_grids::table(continuous)),
        ],
    ))
}

/// The page with its paragraphs broken at spaces. Titles, lists, pictures, rows of tables and indented formulas stay.
fn wrapped(page: &str) -> String {
    let mut out = String::with_capacity(page.len() + page.len() / 8);
    // How much of the current line of a paragraph is written; 0 outside of one.
    let mut width = 0;
    for line in page.lines() {
        let is_prose = !line.is_empty() && !line.starts_with(['|', ' ', '#', '-', '!']);
        if !is_prose {
            out.push_str(if width == 0 { "" } else { "\n" });
            out.push_str(line);
            out.push('\n');
            width = 0;
            continue;
        }
        for word in words(line) {
            let length = word.chars().count();
            if 0 < width && WIDTH < width + 1 + length {
                out.push('\n');
                width = 0;
            }
            out.push_str(if width == 0 { "" } else { " " });
            width += usize::from(width > 0) + length;
            out.push_str(&word);
        }
    }
    out.push_str(if width == 0 { "" } else { "\n" });
    out
}

/// The words of a line. A sign stays with the word before it: at the start of a line it would make a list or a quotation.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in line.split(' ') {
        let is_sign = !word.is_empty() && word.chars().all(|c| "+-=<>*#".contains(c));
        match words.last_mut().filter(|_| is_sign) {
            Some(last) => {
                last.push(' ');
                last.push_str(word);
            }
            None => words.push(word.to_owned()),
        }
    }
    words
}

fn summary(evidence: &Evidence) -> String {
    let rows = finite(evidence).into_iter().map(|claim| {
        vec![
            claim.id.to_owned(),
            claim.title.to_owned(),
            yes(claim.holds),
            claim.shipped.to_string(),
            claim.random.to_string(),
            claim.counterexamples.to_string(),
            format!("{} of {}", claim.ablations_found, claim.ablations_wanted),
            claim.harmless.to_string(),
        ]
    });
    table(
        "claim | | holds | checked, shipped | checked, random | counterexamples | ablations | harmless to drop",
        "|---|---|---|---:|---:|---:|---:|---:|",
        rows,
    )
}

fn claim(evidence: &Evidence, c: usize, shelf: &Shelf) -> String {
    let Claim { id, title, source, statement, finite_form, parts } = evidence.claims[c];
    let mut pieces = vec![
        format!("## {id}: {title}"),
        format!("{source}. {statement}"),
        format!("**On a grid.** {finite_form}"),
    ];
    for (p, one) in parts.iter().enumerate() {
        pieces.extend(part(evidence, (c, p), one, shelf));
    }
    match *id {
        "P4" => pieces.extend(literal_reading(shelf)),
        "P6" => pieces.push(fill(WIDTHS, &[("table", widths())])),
        "I1" => pieces.push(fill(APPLICATIONS, &[("table", applications(shelf))])),
        _ => {}
    }
    let pieces: Vec<&str> = pieces.iter().map(|piece| piece.trim_end()).collect();
    pieces.join("\n\n")
}

/// Sentences, the situations that were reached, and a table of hypotheses.
fn part(evidence: &Evidence, (c, p): (usize, usize), part: &Part, shelf: &Shelf) -> Vec<String> {
    let (shipped, random) = (&evidence.shipped.parts[c][p], &evidence.random.parts[c][p]);
    let found = match shipped.n_counterexamples + random.n_counterexamples {
        0 => "without a counterexample".to_owned(),
        n => {
            format!("with {}", counted(usize::try_from(n).unwrap_or(usize::MAX), "counterexample"))
        }
    };
    let mut pieces = vec![format!(
        "*{}.* {}. This was checked {} on shipped and {} on random instances, {found}.",
        part.id,
        capital(part.says),
        times(shipped.checked),
        times(random.checked),
    )];
    if !part.branches.is_empty() {
        let counts = shipped.branches.iter().zip(&random.branches).map(|(a, b)| a + b);
        let branches: Vec<String> = part
            .branches
            .iter()
            .zip(counts)
            .map(|(branch, count)| format!("{branch}: {count}"))
            .collect();
        pieces.push(format!("Reached: {}.", branches.join("; ")));
    }
    if !part.hypotheses.is_empty() {
        let rows = part.hypotheses.iter().enumerate().map(|(h, hypothesis)| {
            let count = &random.ablations[h];
            let shown = match hypothesis.dropped {
                Dropped::Harmless(why) => format!("harmless: {why}"),
                Dropped::Fails => {
                    let name = ablation_name(part, hypothesis);
                    let short = ablation(shelf, &name).map_or_else(|| "missing".to_owned(), brief);
                    format!("[{name}](../instances/ablations/{name}.json): {short}")
                }
            };
            let (tried, failed) = (count.tried.to_string(), count.failed.to_string());
            vec![hypothesis.says.to_owned(), tried, failed, shown]
        });
        pieces.push(table(
            "hypothesis | only this one fails, random | conclusion fails | shown by",
            "|---|---:|---:|---|",
            rows,
        ));
    }
    pieces
}

fn ablation<'a>(shelf: &'a Shelf, name: &str) -> Option<&'a FiniteInstance> {
    shelf.ablations.iter().find(|instance| instance.name == name)
}

fn times(n: u64) -> String {
    if n == 1 { "once".to_owned() } else { format!("{n} times") }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// An instance on one line.
fn brief(instance: &FiniteInstance) -> String {
    let mut pieces = vec![format!("alpha {}", instance.alpha)];
    for group in &instance.groups {
        let list = |of: &dyn Fn(&Type) -> String| {
            group.types.iter().map(of).collect::<Vec<_>>().join(", ")
        };
        pieces.push(format!(
            "wtp {}, prob {}, weight {}",
            list(&|ty| ty.low().to_string()),
            list(&|ty| ty.prob.to_string()),
            list(&|ty| ty.weight.to_string())
        ));
    }
    let levels: Vec<String> = instance
        .quality
        .iter()
        .zip(instance.objects())
        .map(|(level, mass)| format!("{mass} x {}", level.level))
        .collect();
    pieces.push(format!("objects {}", levels.join(", ")));
    pieces.join("; ")
}

fn literal_reading(shelf: &Shelf) -> Option<String> {
    let instance = ablation(shelf, "P4-as-stated-served-only")?;
    Some(fill(
        LITERAL_READING,
        &[
            ("name", instance.name.clone()),
            ("instance", brief(instance)),
            ("value", ironing::optimum(instance).value.to_string()),
        ],
    ))
}

#[expect(clippy::float_arithmetic, reason = "the approximation beside the exact width")]
fn widths() -> String {
    let rows = [0, 1, 2, 3, 4, 5, 6, 8, 10, 20, 50, 100, 200, 500, 1000].map(|n| {
        let low = width(n, 10).low;
        let decimal = to_decimal(&round_decimal(&low, 10)).unwrap_or_else(|| low.to_string());
        let decimal = if low.is_zero() { decimal } else { format!("{decimal:0<12}") };
        vec![n.to_string(), decimal, format!("{:.4}", 1.0 / f64::from(n + 2).sqrt())]
    });
    table("n | width of the pool, rounded down | 1 / sqrt(n + 2)", "|---:|---:|---:|", rows)
}

fn applications(shelf: &Shelf) -> String {
    let mut rows = Vec::new();
    for instance in &shelf.applications {
        let optimum = ironing::optimum(instance);
        for (group, solved) in instance.groups.iter().zip(&optimum.groups) {
            let mean =
                group.types.iter().fold(Rational::ZERO, |sum, ty| sum + &ty.prob * &ty.weight);
            let segments: Vec<String> = ironing::segments(group, solved)
                .iter()
                .map(|segment| {
                    let what = match segment.kind {
                        Kind::NotServed => "not served",
                        Kind::Market if segment.price.1.is_zero() => "free",
                        _ if segment.price.1.is_zero() => "free lottery",
                        Kind::Lottery => "lottery at a price",
                        Kind::Market => "market",
                    };
                    let percent = round_decimal(&(&segment.share * Rational::from(100)), 0);
                    format!("{what} {percent}%")
                })
                .collect();
            rows.push(vec![
                Escaped(&instance.name).to_string(),
                Escaped(&group.label).to_string(),
                Readable(&round_decimal(&mean, 3)).to_string(),
                instance.alpha.to_string(),
                segments.join(", "),
            ]);
        }
    }
    table("instance | group | mean weight | alpha | optimum", "|---|---|---|---|---|", rows)
}
