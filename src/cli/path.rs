//! `ironproof path FILE --over alpha`

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::json;

use super::grid::GridFlags;
use super::input;
use super::{CliError, Common, Outcome, output, path_lp};
use ironproof_files::table::Csv;
use ironproof_instance::finite::FiniteInstance;
use ironproof_name::Escaped;
use ironproof_number::rational;
use ironproof_number::rational::{Rational, Readable, approx};
use ironproof_path as path;
use ironproof_path::{Change, Family, Over, Part, Path, Piece, Proof, Shape};
use ironproof_report::path_plot;

#[derive(clap::Args)]
pub(super) struct Flags {
    /// An instance: continuous (*.toml) or finite (*.json)
    file: PathBuf,
    /// What varies: alpha, or a factor on the Pareto weights of one group
    #[arg(long, value_name = "alpha|weight:LABEL", default_value = "alpha")]
    over: String,
    /// Start of the range
    #[arg(long, value_name = "A", default_value = "0", value_parser = start, allow_hyphen_values = true)]
    from: Rational,
    /// End of the range [default: none, the last piece goes on for ever]
    #[arg(long, value_name = "B", value_parser = number, allow_hyphen_values = true)]
    to: Option<Rational>,
    /// List every piece, not only where the structure changes
    #[arg(long)]
    pieces: bool,
    /// Have the independent checker prove every piece: values at breakpoints and inside pieces, and the largest slope
    #[arg(long)]
    certify: bool,
    /// Draw the value and its slope
    #[arg(long, value_name = "OUT.svg")]
    plot: Option<PathBuf>,
    /// Write a CSV with one row per piece, all exact
    #[arg(long, value_name = "OUT.csv")]
    csv: Option<PathBuf>,
    #[command(flatten)]
    lp: path_lp::Flags,
    #[command(flatten)]
    grid: GridFlags,
}

fn number(text: &str) -> Result<Rational, String> {
    rational::parse(text).map_err(|error| error.to_string())
}

fn start(text: &str) -> Result<Rational, String> {
    let from = number(text)?;
    if from < Rational::ZERO { Err("expected 0 or more".to_owned()) } else { Ok(from) }
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    flags.grid.check(&[&flags.file])?;
    if let Some(to) = flags.to.as_ref().filter(|to| **to <= flags.from) {
        let from = &flags.from;
        return Err(CliError::Usage(format!(
            "--to {to}: expected more than --from, which is {from}"
        )));
    }
    let loaded = input::load_one(&flags.file, &flags.grid, common.quiet)?;
    let instance = &loaded.finite;
    let family = Family::new(instance, over(&flags.over, instance, &loaded.place)?);
    let found = path::path(&family, &flags.from, flags.to.as_ref())
        .map_err(|error| CliError::Usage(error.to_string()))?;
    let verdict = flags.certify.then(|| path::certify(&family, &found));
    let lps = flags.lp.run(&family, &found)?;
    if let Some(file) = &flags.csv {
        write_csv(file, instance, &found)?;
        output::written(common.quiet, file);
    }
    if let Some(file) = &flags.plot {
        let title =
            format!("{}: optimal value over {}", Escaped(&instance.name), Escaped(&flags.over));
        path_plot::write(file, &title, &flags.over, slope_name(&family), &found)?;
        output::written(common.quiet, file);
    }
    let proof = verdict.as_ref().and_then(|verdict| verdict.as_ref().ok());
    if common.json {
        let document = to_json(&family, &flags.over, &found);
        let mut document = output::with_certified(document, proof.map(Proof::first));
        if let Some(lps) = &lps {
            document["lp"] = lps.to_json();
        }
        output::emit_json(&document)?;
    } else {
        output::emit(describe(&family, flags, &found))?;
        if let Some(proof) = proof {
            output::emit(proved(proof, &found))?;
        }
        if let Some(lps) = &lps {
            output::emit(lps.describe(&flags.over))?;
        }
    }
    let outcome = lps.as_ref().map_or(Outcome::Good, path_lp::Lps::outcome);
    match verdict {
        Some(Err(refused)) => {
            output::complain(&format!("the pieces are not accepted: {refused}"));
            Ok(Outcome::Disproved)
        }
        _ => Ok(outcome),
    }
}

fn over(text: &str, instance: &FiniteInstance, place: &str) -> Result<Over, CliError> {
    if text == "alpha" {
        return Ok(Over::Alpha);
    }
    let Some(label) = text.strip_prefix("weight:") else {
        return Err(CliError::Usage(format!("--over {text}: expected alpha or weight:LABEL")));
    };
    let group = instance.groups.iter().position(|group| group.label == label);
    group.map(Over::Weight).ok_or_else(|| {
        let labels: Vec<&str> = instance.groups.iter().map(|group| group.label.as_str()).collect();
        CliError::Usage(format!("{place}: no group `{label}`; there is {}", labels.join(", ")))
    })
}

/// What determines all pieces, each of it accepted by the checker.
fn proved(proof: &Proof, found: &Path) -> String {
    let count = proof.count();
    let is_endless = found.pieces.last().is_some_and(|piece| piece.to.is_none());
    let slope = if is_endless { ", and the largest slope of all" } else { "" };
    format!(
        "{count}: the value at the ends of each piece and inside{slope}; no other convex value has \
         them\n"
    )
}

fn slope_name(family: &Family<'_>) -> &'static str {
    match family.over() {
        Over::Alpha => "revenue",
        Over::Weight(_) => "welfare of the group",
    }
}

fn describe(family: &Family<'_>, flags: &Flags, found: &Path) -> String {
    let mut text = String::new();
    let instance = family.base();
    let (Some(first), Some(last)) = (found.pieces.first(), found.pieces.last()) else {
        unreachable!("a range that is not empty has a piece");
    };
    let _ = writeln!(
        text,
        "{}: {} linear pieces over {} from {} to {} ({} exact solves)",
        Escaped(&instance.name),
        found.pieces.len(),
        Escaped(&flags.over),
        Readable(&first.from),
        end_of(last),
        found.n_solves
    );
    let phases = phases(&found.pieces, flags.pieces);
    let mut rows =
        vec![vec![flags.over.clone(), "value".to_owned(), slope_name(family).to_owned()]];
    rows[0].extend(instance.groups.iter().map(|group| group.label.clone()));
    for phase in phases {
        let (Some(first), Some(last)) = (phase.first(), phase.last()) else { continue };
        let mut row = vec![
            format!("{} to {}", Readable(&first.from), end_of(last)),
            span(&first.line.at(&first.from), last.to.as_ref().map(|to| last.line.at(to)).as_ref()),
            span(&first.line.slope, Some(&last.line.slope)),
        ];
        row.extend(first.shapes.iter().map(words));
        rows.push(row);
    }
    text.push_str(&output::table(&rows));
    text
}

/// Neighbouring pieces of one structure; or every piece on its own.
fn phases(pieces: &[Piece], each: bool) -> Vec<&[Piece]> {
    pieces.chunk_by(|a, b| !each && a.shapes == b.shapes).collect()
}

fn end_of(piece: &Piece) -> String {
    piece.to.as_ref().map_or_else(|| "infinity".to_owned(), |to| Readable(to).to_string())
}

fn span(from: &Rational, to: Option<&Rational>) -> String {
    match to {
        Some(to) if to == from => Readable(from).to_string(),
        Some(to) => format!("{} to {}", Readable(from), Readable(to)),
        None => format!("from {}", Readable(from)),
    }
}

fn words(shape: &Shape) -> String {
    shape.iter().map(|part| part.name()).collect::<Vec<_>>().join(", ")
}

fn to_json(family: &Family<'_>, over: &str, found: &Path) -> serde_json::Value {
    let instance = family.base();
    let pieces: Vec<_> = found
        .pieces
        .iter()
        .map(|piece| {
            let groups = instance.groups.iter().zip(&piece.shapes);
            let groups: Vec<_> = groups
                .map(|(group, shape)| {
                    let parts: Vec<&str> = shape.iter().map(|part| part.name()).collect();
                    json!({ "label": group.label, "structure": parts })
                })
                .collect();
            let start = piece.line.at(&piece.from);
            json!({
                "from": piece.from.to_string(),
                "from_approx": approx(&piece.from),
                "to": piece.to.as_ref().map(ToString::to_string),
                "to_approx": piece.to.as_ref().map(approx),
                "value_at_from": start.to_string(),
                "value_at_from_approx": approx(&start),
                "slope": piece.line.slope.to_string(),
                "slope_approx": approx(&piece.line.slope),
                "groups": groups,
                "changes": piece.changes.iter().map(|change| sentence(instance, *change)).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "name": instance.name,
        "over": over,
        "slope_is": slope_name(family),
        "pieces": pieces,
    })
}

fn sentence(instance: &FiniteInstance, change: Change) -> String {
    let verb = if change.appears { "appears" } else { "vanishes" };
    let what = match change.part {
        Part::Free => "free provision",
        part => part.name(),
    };
    format!("{}: {what} {verb}", Escaped(&instance.groups[change.group].label))
}

/// `piece,from,to,value_at_from,slope,<one column per group>`; `to` is empty for the last piece if it
/// goes on for ever.
fn write_csv(
    file: &std::path::Path,
    instance: &FiniteInstance,
    found: &Path,
) -> Result<(), CliError> {
    output::write_file(file, |out| {
        let mut csv = Csv::new(out);
        let labels = instance.groups.iter().map(|group| group.label.as_str());
        csv.row(["piece", "from", "to", "value_at_from", "slope"].into_iter().chain(labels))?;
        for (index, piece) in found.pieces.iter().enumerate() {
            let mut record = vec![
                (index + 1).to_string(),
                piece.from.to_string(),
                piece.to.as_ref().map(ToString::to_string).unwrap_or_default(),
                piece.line.at(&piece.from).to_string(),
                piece.line.slope.to_string(),
            ];
            record.extend(piece.shapes.iter().map(words));
            csv.row(&record)?;
        }
        csv.finish()
    })
}
