//! `ironproof solve FILE`

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::json;

use super::form::FormFlag;
use super::grid::GridFlags;
use super::input::{self, Loaded};
use super::solve_columns::{self, ColumnFlags};
use super::{CliError, Common, Outcome, output, plot};
use crate::certificate;
use crate::finite::{self, FiniteInstance, Group};
use crate::ironing::{self, GroupOptimum, Item, Kind, Optimum, Segment, segments};
use crate::name::Escaped;
use crate::rational::{Rational, Readable, approx};
use crate::table::Csv;
use crate::verdict::{self, Verified};

#[derive(clap::Args)]
pub(super) struct Flags {
    /// An instance: continuous (*.toml) or finite (*.json), or several (*.jsonl), or types in column files
    /// (*.columns.json)
    pub(super) file: PathBuf,
    #[command(flatten)]
    grid: GridFlags,
    /// Write a CSV with one row per type: Q, T, U and the ironed virtual value
    #[arg(long, value_name = "OUT.csv")]
    types_csv: Option<PathBuf>,
    /// Draw expected quality and payment over the types of each group
    #[arg(long, value_name = "OUT.svg")]
    plot: Option<PathBuf>,
    /// Write the certificate
    #[arg(long, value_name = "OUT.cert")]
    certificate: Option<PathBuf>,
    #[command(flatten)]
    form: FormFlag,
    /// Build the certificate and have the independent checker judge it: only then is the value called verified
    #[arg(long)]
    certify: bool,
    #[command(flatten)]
    pub(super) columns: ColumnFlags,
}

impl Flags {
    /// Whether something is asked for that needs all types in memory.
    pub(super) fn needs_types(&self) -> bool {
        self.writes_files() || self.certify
    }

    fn writes_files(&self) -> bool {
        self.types_csv.is_some() || self.plot.is_some() || self.certificate.is_some()
    }
}

pub(super) fn run(flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    flags.grid.check(&[&flags.file])?;
    if flags.form.is_used() && !flags.certify && flags.certificate.is_none() {
        let text = "--multipliers is about the certificate: give --certify or --certificate too";
        return Err(CliError::Usage(text.to_owned()));
    }
    if input::is_columns(&flags.file) {
        return solve_columns::run(flags, common);
    }
    if flags.columns.is_used() {
        let text = "--memory, --scratch and --mechanism are about column files (*.columns.json)";
        return Err(CliError::Usage(text.to_owned()));
    }
    if flags.writes_files() {
        // A file on the command line is for one instance, and none may replace another.
        let outputs = [&flags.types_csv, &flags.plot, &flags.certificate];
        let mut paths: Vec<_> = outputs.into_iter().flatten().chain([&flags.file]).collect();
        paths.sort();
        if paths.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(CliError::Usage("the input and the output files must differ".to_owned()));
        }
        return solve(&input::load_one(&flags.file, &flags.grid, common.quiet)?, flags, common);
    }
    let mut outcome = Outcome::Good;
    let mut broken = Vec::new();
    for loaded in input::load_file(&flags.file, &flags.grid) {
        match loaded {
            Ok(loaded) => {
                loaded.print_notes(common.quiet);
                outcome = outcome.and(solve(&loaded, flags, common)?);
            }
            Err(error) => broken.push(error),
        }
    }
    CliError::after(CliError::of_inputs(broken).into_iter().collect(), outcome)
}

fn solve(loaded: &Loaded, flags: &Flags, common: &Common) -> Result<Outcome, CliError> {
    let instance = &loaded.finite;
    let optimum = ironing::optimum(instance);
    let verdict = if flags.certify || flags.certificate.is_some() {
        let certificate = certificate::written(instance, flags.form.form(instance)).text;
        if let Some(path) = &flags.certificate {
            output::write_file(path, |out| out.write_all(certificate.as_bytes()))?;
            output::written(common.quiet, path);
        }
        flags.certify.then(|| {
            let text = loaded.text.clone().unwrap_or_else(|| finite::to_json(instance));
            prove(instance, &text, &certificate, &optimum.value)
        })
    } else {
        None
    };
    if let Some(path) = &flags.types_csv {
        write_types(path, instance, &optimum)?;
        output::written(common.quiet, path);
    }
    if let Some(path) = &flags.plot {
        plot::write(path, instance, &optimum)?;
        output::written(common.quiet, path);
    }
    let verified = verdict.as_ref().and_then(|verdict| verdict.as_ref().ok());
    if common.json {
        output::emit_json(&to_json(instance, &optimum, verified))?;
    } else {
        output::emit(describe(instance, &optimum))?;
        if let Some(verified) = verified {
            let word = verified.word();
            output::emit(format!("{word}: the independent checker accepts the certificate\n"))?;
        }
    }
    if let Some(Err(reason)) = verdict {
        output::complain(&format!("{}: {reason}", loaded.place));
        return Ok(Outcome::Disproved);
    }
    Ok(judge_claim(instance.optimum.as_ref(), &optimum.value, &loaded.place))
}

/// Has the checker judge the certificate, whose value must be that of the mechanism that is printed.
fn prove(
    instance: &FiniteInstance,
    text: &str,
    certificate: &str,
    value: &Rational,
) -> Result<Verified, String> {
    match verdict::instance(&instance.name, text, certificate) {
        Ok(verified) if verified.value() == Some(value) => Ok(verified),
        Ok(verified) => Err(format!("{verified}, and the mechanism has the value {value}")),
        Err(refused) => Err(format!("the checker does not accept the certificate: {refused}")),
    }
}

/// Compares a claimed optimum, if the file has one, with the optimum.
pub(super) fn judge_claim(claim: Option<&Rational>, optimum: &Rational, place: &str) -> Outcome {
    match claim.filter(|claim| *claim != optimum) {
        Some(claim) => {
            output::complain(&format!(
                "{place}: the file claims the optimum {claim}; it is {optimum}"
            ));
            Outcome::Disproved
        }
        None => Outcome::Good,
    }
}

fn describe(instance: &FiniteInstance, optimum: &Optimum) -> String {
    let mut text = headline(&instance.name, &optimum.value);
    for (group, solved) in instance.groups.iter().zip(&optimum.groups) {
        let _ = writeln!(text, "  {}, mass {}", Escaped(&group.label), Readable(&group.mass));
        let segments = segments(group, solved);
        table(&mut text, segments.iter().map(|segment| (wtp_of(group, segment), segment)));
    }
    text
}

/// The line with the value.
pub(super) fn headline(name: &str, value: &Rational) -> String {
    let exact = value.to_string();
    let mut text = format!("{}: value {}", Escaped(name), Readable(value));
    if exact.len() <= 60 && exact != Readable(value).to_string() {
        let _ = write!(text, " (exactly {exact})");
    }
    text.push('\n');
    text
}

/// One line per segment, with the willingness to pay at its ends.
pub(super) fn table<'a>(
    text: &mut String,
    segments: impl Iterator<Item = ((&'a Rational, &'a Rational), &'a Segment)>,
) {
    let rows: Vec<[String; 3]> = segments
        .map(|(wtp, segment)| [range(wtp), percent(&segment.share), words(segment)])
        .collect();
    let width =
        |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (first, second) = (width(0), width(1));
    for [range, share, what] in &rows {
        let _ = writeln!(text, "    wtp {range:<first$}  {share:>second$}  {what}");
    }
}

fn wtp_of<'a>(group: &'a Group, segment: &Segment) -> (&'a Rational, &'a Rational) {
    (group.types[segment.first].low(), group.types[segment.last].high())
}

fn range((low, high): (&Rational, &Rational)) -> String {
    if low == high {
        Readable(low).to_string()
    } else {
        format!("{} to {}", Readable(low), Readable(high))
    }
}

fn percent(share: &Rational) -> String {
    format!("{:.1}%", approx(&(share * Rational::from(100))))
}

/// The allocation of a segment in words.
fn words(segment: &Segment) -> String {
    let span = |(from, to): &(Rational, Rational)| {
        let (from, to) = (Readable(from).to_string(), Readable(to).to_string());
        if from == to { from } else { format!("{from} to {to}") }
    };
    let is_free = segment.price.1.is_zero();
    let price = if is_free { "free".to_owned() } else { format!("price {}", span(&segment.price)) };
    let what = match (segment.kind, segment.is_certain) {
        (Kind::NotServed, _) => return "not served".to_owned(),
        (Kind::Lottery, false) => "lottery",
        (Kind::Lottery, true) => "same for all",
        (Kind::Market, _) if is_free => return format!("free, quality {}", span(&segment.quality)),
        (Kind::Market, _) => "market",
    };
    format!("{what}, {price}, quality {}", span(&segment.quality))
}

fn to_json(
    instance: &FiniteInstance,
    optimum: &Optimum,
    verified: Option<&Verified>,
) -> serde_json::Value {
    let groups: Vec<_> = instance
        .groups
        .iter()
        .zip(&optimum.groups)
        .map(|(group, solved)| {
            let segments: Vec<_> = segments(group, solved)
                .iter()
                .map(|segment| segment_json(segment, wtp_of(group, segment)))
                .collect();
            json!({ "label": group.label, "mass": group.mass.to_string(), "segments": segments })
        })
        .collect();
    let document = json!({
        "name": instance.name,
        "value": optimum.value.to_string(),
        "value_approx": approx(&optimum.value),
        "groups": groups,
    });
    output::with_certified(document, verified)
}

/// A segment, with the willingness to pay at its ends.
pub(super) fn segment_json(segment: &Segment, wtp: (&Rational, &Rational)) -> serde_json::Value {
    json!({
        "kind": kind_name(segment.kind),
        "wtp_low": wtp.0.to_string(),
        "wtp_high": wtp.1.to_string(),
        "first_type": segment.first + 1,
        "last_type": segment.last + 1,
        "share": segment.share.to_string(),
        "price_low": segment.price.0.to_string(),
        "price_high": segment.price.1.to_string(),
        "quality_low": segment.quality.0.to_string(),
        "quality_high": segment.quality.1.to_string(),
    })
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::NotServed => "not-served",
        Kind::Lottery => "lottery",
        Kind::Market => "market",
    }
}

/// One row per type, exact, with doubles for spreadsheets at the end; `utility_low` is the utility at the
/// lower end of the type.
fn write_types(
    path: &std::path::Path,
    instance: &FiniteInstance,
    optimum: &Optimum,
) -> Result<(), CliError> {
    output::write_file(path, |out| {
        let mut csv = Csv::new(out);
        csv.row([
            "group",
            "type",
            "wtp_low",
            "wtp_high",
            "prob",
            "weight",
            "quality",
            "transfer",
            "utility_low",
            "ironed_virtual_value",
            "wtp_approx",
            "quality_approx",
            "transfer_approx",
        ])?;
        for (g, (group, solved)) in instance.groups.iter().zip(&optimum.groups).enumerate() {
            let ironed = ironing::ironed_values(instance, g);
            for (k, ty) in group.types.iter().enumerate() {
                let Item { quality, transfer, .. } = item_of(solved, k);
                let utility = ty.low() * quality - transfer;
                csv.row([
                    &group.label,
                    &(k + 1).to_string(),
                    &ty.low().to_string(),
                    &ty.high().to_string(),
                    &ty.prob.to_string(),
                    &ty.weight.to_string(),
                    &quality.to_string(),
                    &transfer.to_string(),
                    &utility.to_string(),
                    &ironed[k].to_string(),
                    &approx(ty.low()).to_string(),
                    &approx(quality).to_string(),
                    &approx(transfer).to_string(),
                ])?;
            }
        }
        csv.finish()
    })
}

fn item_of(solved: &GroupOptimum, k: usize) -> &Item<Rational> {
    let index = solved.menu.partition_point(|item| item.last < k);
    &solved.menu[index]
}
