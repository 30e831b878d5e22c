//! The parts of the page about an instance, from the question to what it all rests on.

use std::fmt::Write as _;

use ironproof_number::rational::Readable;
use ironproof_results::brief::Brief;
use ironproof_results::record;
use serde::Serialize;

use super::attached::{download, figure};
use super::html::{document, paragraph};
use super::inert::{escaped, escaped_lines};
use super::{Section, sentences};
use crate::digits::known;
use crate::document::{Column, Document, Table};
use crate::figure::{Drawing, draw};
use crate::printer::Report;
use crate::records::write_csv;

/// How wide figures are drawn, in centimetres.
const CENTIMETRES: f64 = 16.0;

/// All sections for which there is something to say.
pub(super) fn all(brief: &Brief) -> Vec<Section> {
    let all = [
        ("question", "The question", question(brief)),
        ("answer", "The answer", answer(brief)),
        ("figures", "Pictures of the optimum", figures(brief)),
        ("policies", "What simple rules lose", policies(brief)),
        ("why", "Why it is so", why(brief)),
        ("changes", "What would change it", changes(brief)),
        ("assumptions", "What is assumed", assumptions(brief)),
        ("data", "How sure are the data?", data(brief)),
        ("proof", "What it rests on, and how to check it", proof(brief)),
        ("origin", "Where this page comes from", origin(brief)),
    ];
    let all = all.into_iter().filter(|(.., body)| !body.is_empty());
    all.map(|(id, heading, body)| Section { id, heading, body }).collect()
}

fn question(brief: &Brief) -> String {
    paragraph(&sentences::question(brief))
        + &paragraph(&sentences::rules(brief))
        + sentences::FORMULA
        + &paragraph(&sentences::asked(&brief.asked))
}

fn answer(brief: &Brief) -> String {
    let (told, shown) = match &brief.continuous {
        Some(found) => (sentences::answer(brief, found), found.document()),
        None => (sentences::finite_answer(&brief.finite), brief.finite.document()),
    };
    let losses = brief.policies.as_ref().map(sentences::losses).unwrap_or_default();
    format!("<div class=\"answer\">\n{told}{}</div>\n", paragraph(&losses))
        + &document(&shown, "The optimum")
}

fn figures(brief: &Brief) -> String {
    let Some(found) = &brief.figure else { return String::new() };
    let drawn = |drawing: &Drawing<'_>| draw(drawing, CENTIMETRES);
    let groups =
        found.groups.iter().map(|group| group.label.as_str()).collect::<Vec<_>>().join(", ");
    let mut text = figure(
        &drawn(&Drawing::Mechanism(found)),
        &format!("Expected quality and payment by willingness to pay, for {groups}"),
        "Who gets which quality and pays what, and how many people there are below.",
        &csv(&found.mechanism_rows()),
    );
    if 1 < found.groups.len() {
        text += &figure(
            &drawn(&Drawing::Split(found)),
            &format!("Which objects go to which group, for {groups}"),
            "Which group gets which objects, the best first.",
            &csv(&found.split_rows()),
        );
    }
    text += &figure(
        &drawn(&Drawing::Weights(found)),
        &format!("Weights by willingness to pay, for {groups}"),
        "What a unit of money is worth in whose hands. The line is the weight on revenue.",
        &csv(&found.curve_rows()),
    );
    text += &figure(
        &drawn(&Drawing::Hull(found)),
        &format!("Psi with its concave hull, and the virtual value raw and ironed, for {groups}"),
        "What decides on lotteries: where Psi is below its hull, people are pooled, and the virtual value is ironed.",
        &csv(&found.curve_rows()),
    );
    text
}

fn policies(brief: &Brief) -> String {
    let Some(found) = &brief.policies else { return String::new() };
    let mut text = document(&found.document(), "Policies side by side");
    if let Some(found) = &brief.gains {
        text += &figure(
            &draw(&Drawing::Gains(found), CENTIMETRES),
            &format!("Who gains if {} takes the place of {}", found.second, found.first),
            &format!(
                "Who gains and who loses if {} takes the place of {}.",
                found.second, found.first
            ),
            &csv(&found.rows()),
        );
    }
    text
}

fn why(brief: &Brief) -> String {
    brief.explained.as_ref().map_or_else(String::new, |found| document(&found.document(), "Claims"))
}

fn changes(brief: &Brief) -> String {
    let mut text = String::new();
    for (found, along) in brief.regimes.iter().zip(&brief.along) {
        text += &document(&found.document(), &format!("Structures over {}", found.over));
        text += &figure(
            &draw(&Drawing::Path(along), CENTIMETRES),
            &format!("Value, revenue and utility over the {}", along.over),
            &format!("Value, revenue and utility over the {}, with the structures.", along.over),
            &csv(&along.rows()),
        );
    }
    text
}

fn assumptions(brief: &Brief) -> String {
    let mut columns = vec![Column::text("group"), Column::number("mass")];
    if brief.explained.is_some() {
        columns.extend(["lowest willingness to pay", "highest", "mean weight"].map(Column::number));
    }
    let mut given = Table::new(columns);
    for (index, group) in brief.groups.iter().enumerate() {
        let explained = brief.explained.iter().map(|found| &found.groups[index]);
        let numbers = explained.flat_map(|found| {
            [&found.wtp_low, &found.wtp_high, &found.mean_weight].map(|number| known(&number.0))
        });
        given.row(
            [group.label.clone(), Readable(&group.mass.0).to_string()].into_iter().chain(numbers),
        );
    }
    let mut shown = Document::new();
    shown.table(given);
    for note in &brief.notes {
        shown.line(4, format!("Note: {note}."));
    }
    paragraph(&[
        "The answer is exact for the data as they are given, and no more precise than these."
            .to_owned(),
        "Weights are a choice of who asks: no data contain them.".to_owned(),
    ]) + &document(&shown, "Groups")
        + &format!(
            "<details><summary>The instance as it was read</summary>\n<pre tabindex=\"0\">{}</pre>\n</details>\n",
            escaped_lines(&brief.source)
        )
}

/// What the survey behind the instance allows to say.
fn data(brief: &Brief) -> String {
    let samples = brief.bootstrap.as_ref().map(|found| document(&found.document(), "Over samples"));
    let estimators =
        brief.encodings.as_ref().map(|found| document(&found.document(), "Over estimators"));
    if samples.is_none() && estimators.is_none() {
        return String::new();
    }
    let mut told = vec![
        "A proof that a mechanism is optimal says nothing about how precise the data are: it is about the instance as \
         it was estimated."
            .to_owned(),
    ];
    if samples.is_some() {
        told.push(
            "Other respondents of the same kind would have led to other estimates. So samples were drawn from those \
             who answered, and each sample was estimated and solved again."
                .to_owned(),
        );
    }
    if estimators.is_some() {
        told.push(
            "The same answers can be estimated in several ways, each of which was solved."
                .to_owned(),
        );
    }
    paragraph(&told) + &samples.unwrap_or_default() + &estimators.unwrap_or_default()
}

fn proof(brief: &Brief) -> String {
    let word = brief.finite.certified.verified().map_or("not checked", |verified| verified.word());
    let value = Readable(&brief.finite.value.0);
    let mut told = Vec::new();
    if brief.continuous.is_some() {
        told.push("The optimum above is <em>exact</em>: arithmetic with intervals encloses each number, without a grid.".to_owned());
    }
    told.push(match &brief.finite.grid {
        Some(grid) => {
            let bound = if grid.exact {
                "The instance is this grid, so that this is its optimum too."
            } else if grid.lower_bound {
                "No mechanism of the grid is worth more, and the instance itself has at least this value."
            } else {
                "No mechanism of the grid is worth more. Data were rounded for the grid, so that its value is no bound for the instance."
            };
            format!(
                "Beside it, a grid of {} types was solved. Its optimum, {value}, is <em>{word}</em>: an independent checker \
                 accepted its certificate. {bound}",
                grid.types
            )
        }
        None => format!("The optimum, {value}, is <em>{word}</em>: an independent checker accepted its certificate."),
    });
    let checked = &brief.checked;
    let (instance, certificate) = ("instance.json", "certificate.txt");
    paragraph(&told)
        + &format!(
            "<p>To check it yourself, save the {} and the {}, and run</p>\n<pre tabindex=\"0\">ironproof-verifier {instance} \
             {certificate}</pre>\n<p>The SHA-256 digests of the two files are <code>{}</code> and <code>{}</code>.</p>\n",
            download(instance, "instance that was checked", &checked.instance),
            download(certificate, "certificate", &checked.certificate),
            checked.instance_sha256,
            checked.certificate_sha256,
        )
}

fn origin(brief: &Brief) -> String {
    let mut text = format!(
        "<p>{} made this page of the file <code>{}</code>, whose SHA-256 digest is <code>{}</code>. The same file and \
         program make the same page.</p>\n",
        escaped(&brief.program),
        escaped(&brief.file),
        brief.file_sha256
    );
    // What is not there for one reason is told together.
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for missing in &brief.missing {
        match reasons.iter_mut().find(|(because, _)| *because == missing.because) {
            Some((_, parts)) if parts.contains(&missing.part.as_str()) => {}
            Some((_, parts)) => parts.push(&missing.part),
            None => reasons.push((&missing.because, vec![&missing.part])),
        }
    }
    for (because, parts) in reasons {
        let _ = writeln!(
            text,
            "<p>Not on this page: {}. {}.</p>",
            escaped(&parts.join(", ")),
            escaped(because)
        );
    }
    text
}

/// The rows as CSV.
fn csv<T: Serialize>(rows: &[T]) -> String {
    let mut bytes = Vec::new();
    match write_csv(&mut bytes, rows.iter().map(record)) {
        Ok(()) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => unreachable!("rows of one type have the same columns: {error}"),
    }
}
