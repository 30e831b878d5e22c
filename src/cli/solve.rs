//! `ironproof solve FILE`

use std::fmt::Write as _;

use serde_json::json;

use super::input::{self, Loaded};
use super::solve_columns;
use super::solve_flags::Flags;
use super::solve_output::{headline, judge_claim, segment_json, table};
use super::{CliError, Common, Outcome, output};
use ironproof_files::table::Csv;
use ironproof_instance::finite;
use ironproof_instance::finite::{FiniteInstance, Group};
use ironproof_ironing as ironing;
use ironproof_ironing::certificate;
use ironproof_ironing::{GroupOptimum, Item, Optimum, Segment, segments};
use ironproof_name::Escaped;
use ironproof_number::rational::{Rational, Readable, approx};
use ironproof_report::plot;
use ironproof_verdict as verdict;
use ironproof_verdict::Verified;

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

fn describe(instance: &FiniteInstance, optimum: &Optimum) -> String {
    let mut text = headline(&instance.name, &optimum.value);
    for (group, solved) in instance.groups.iter().zip(&optimum.groups) {
        let _ = writeln!(text, "  {}, mass {}", Escaped(&group.label), Readable(&group.mass));
        let segments = segments(group, solved);
        table(&mut text, segments.iter().map(|segment| (wtp_of(group, segment), segment)));
    }
    text
}

fn wtp_of<'a>(group: &'a Group, segment: &Segment) -> (&'a Rational, &'a Rational) {
    (group.types[segment.first].low(), group.types[segment.last].high())
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
