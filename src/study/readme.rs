//! README.md with the sections that data editors of the social sciences ask for, and CITATION.cff.

use std::fmt::Write as _;
use std::time::Duration;

use super::Plan;
use super::ran::Ran;

/// The README of a study that was run.
pub(crate) fn readme(plan: &Plan, ran: &Ran, version: &str) -> String {
    let all: Duration = ran.steps.iter().map(|(_, time)| time).sum();
    let mut text = format!(
        "# {}\n\nReplication package. {} ({}).\n\n\
         ## Overview\n\nOne command makes all tables and figures from the data:\n\n```sh\nironproof replicate .\n```\n\n\
         This one repeats everything in a folder of its own, and compares the files byte by byte:\n\n```sh\n\
         ironproof replicate . --check\n```\n\n\
         ## Data availability and provenance\n\n{}\n\n\
         ## Files\n\n| file | what it is |\n|---|---|\n| `study.toml` | the plan: which command makes which file |\n",
        plan.title,
        plan.authors.join(", "),
        plan.year,
        filled(plan.data.trim(), "")
    );
    for input in ran.inputs.iter().filter(|name| *name != super::PLAN) {
        let _ = writeln!(text, "| `{input}` | input |");
    }
    for (step, _) in &ran.steps {
        for output in step.outputs() {
            let _ = writeln!(text, "| `{output}` | {} |", cell(&step.shows));
        }
    }
    let _ = write!(
        text,
        "| `SHA256SUMS` | the SHA-256 digest of each file; `sha256sum --check SHA256SUMS` compares them |\n\
         | `CITATION.cff` | how to cite this package |\n\n\
         ## Computational requirements\n\n\
         - Software: {version}, and nothing else.\n\
         - Randomness: where a command below draws samples or instances, each run draws the same; `--seed` sets which.\n\
         - Time: {} in the last run.\n\n\
         ## Tables and figures, and the commands that make them\n\n\
         | what | file | command | seconds |\n|---|---|---|---:|\n",
        duration(all)
    );
    for (step, time) in &ran.steps {
        let files: Vec<String> = step.outputs().map(|output| format!("`{output}`")).collect();
        let _ = writeln!(
            text,
            "| {} | {} | `ironproof {}` | {:.1} |",
            cell(&step.shows),
            files.join(", "),
            cell(&step.command()),
            time.as_secs_f64()
        );
    }
    text.push_str(
        "\n## Instructions to replicators\n\n\
         1. Install ironproof in the version above (`ironproof --version`).\n\
         2. Run `ironproof replicate . --check` in this folder. It ends with exit code 0 if each file came again, byte by byte.\n\
         3. A file `*.cert` is a proof: `ironproof-verifier INSTANCE.json CERTIFICATE` checks it without the program that made it.\n",
    );
    let _ = write!(text, "\n## Licence\n\n{}\n", plan.licence);
    if !plan.references.is_empty() {
        text.push_str("\n## References\n\n");
        for reference in &plan.references {
            let _ = writeln!(text, "- {}", filled(reference, "  "));
        }
    }
    text
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// A text in lines of at most 118 characters.
fn filled(text: &str, indent: &str) -> String {
    let options = textwrap::Options::new(118).subsequent_indent(indent).break_words(false);
    textwrap::fill(text, options)
}

fn duration(time: Duration) -> String {
    let seconds = time.as_secs() + 1;
    if seconds < 90 {
        format!("{seconds} seconds")
    } else {
        format!("{} minutes", seconds.div_ceil(60))
    }
}

/// How to cite a study.
pub(crate) fn citation(plan: &Plan) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut text = format!(
        "cff-version: 1.2.0\nmessage: \"If you use this package, please cite it.\"\ntype: dataset\ntitle: {}\nauthors:\n",
        quoted(&plan.title)
    );
    for author in &plan.authors {
        let _ = writeln!(text, "  - name: {}", quoted(author));
    }
    let _ = writeln!(text, "license: {}", quoted(&plan.licence));
    text
}
