//! Generated model files, read by us, by the readers of the verifier, by HiGHS and by GLPK.
//!
//! A legal spelling we must read. Where HiGHS or GLPK reads a file too, legal or not, it must be the same model: a difference is
//! a fault of ours, or one of the exceptions of `docs/models.md`, section Where a reader is known to be wrong.
//!
//! ```text
//! FUZZ_SECONDS=900 FUZZ_SEED=7 cargo test --release --test suite differential -- --nocapture
//! ```

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ironproof::lp::{Model, ModelFormat, Readings, read_model};

use crate::fuzz::{Random, variable};
use crate::models::{ours, theirs};
use crate::seen::{Seen, differences, is_unnamed, seen};
use crate::spelling::Spelling;
use crate::spelling_mps;
use crate::{glpk, highs};

/// How many files were read, and by whom.
#[derive(Debug, Default)]
#[expect(clippy::struct_field_names, reason = "numbers of files")]
struct Tally {
    n_files: usize,
    n_ours: usize,
    n_highs: usize,
    n_glpk: usize,
}

/// What the other reader says is what we say, but for names of rows that the file does not name and for known faults of
/// that reader.
fn check_same(reader: &str, text: &str, model: &Model, theirs: &Seen) {
    let mut ours = seen(model);
    for (i, (row, other)) in ours.rows.iter_mut().zip(&theirs.rows).enumerate() {
        if is_unnamed(&model.lp, i) {
            row.name.clone_from(&other.name);
        }
    }
    if reader == "GLPK" {
        // It adds the right-hand side of the objective.
        if ours.offset == -theirs.offset {
            ours.offset = theirs.offset;
        }
        for (column, other) in ours.columns.iter_mut().zip(&theirs.columns) {
            // An explicit lower bound of 0 is lost beside a negative upper bound.
            if column.lower == 0.0 && column.upper < 0.0 && other.lower == f64::NEG_INFINITY {
                column.lower = other.lower;
            }
        }
    }
    let found = differences(&ours, theirs);
    assert!(found.is_empty(), "{reader}: {found:?}\n{text}\n{text:?}\n{ours:?}\n{theirs:?}");
}

/// Compares what all make of a text; `is_legal` texts must be a model.
fn compare(folder: &Path, text: &str, format: ModelFormat, is_legal: bool, tally: &mut Tally) {
    tally.n_files += 1;
    let (own, verifier) =
        (ours(text.as_bytes(), format, &[]), theirs(text.as_bytes(), format, &[]));
    match (&own, &verifier) {
        (Ok(own), Ok(verifier)) => assert_eq!(own, verifier, "{text}"),
        (Err(_), Err(_)) if !is_legal => return,
        _ => panic!("{own:?}\n{verifier:?}\n{text}\n{text:?}"),
    }
    tally.n_ours += 1;
    let model = read_model(text.as_bytes(), format, &Readings::default()).unwrap();
    let path = file(folder, text, format);
    let read = highs::read(&path);
    if read.reading != highs::Reading::Error {
        tally.n_highs += 1;
        check_same("HiGHS", text, &model, &highs::seen(&read));
    }
    if let Some(read) = glpk::read(&path, format == ModelFormat::Mps) {
        tally.n_glpk += 1;
        check_same("GLPK", text, &model, &read);
    }
}

fn file(folder: &Path, text: &str, format: ModelFormat) -> PathBuf {
    let path = folder.join(if format == ModelFormat::Mps { "case.mps" } else { "case.lp" });
    std::fs::write(&path, text).unwrap();
    path
}

/// Runs `case` on texts of a format: 1500, or as long as `FUZZ_SECONDS` says.
fn campaign(
    name: &str,
    format: ModelFormat,
    mut case: impl FnMut(&mut Random) -> (String, bool),
) -> Tally {
    let limit = variable("FUZZ_SECONDS").map(Duration::from_secs);
    let mut random = Random(variable("FUZZ_SEED").unwrap_or(1));
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (start, mut tally) = (Instant::now(), Tally::default());
    while limit.map_or(tally.n_files < 1500, |limit| start.elapsed() < limit) {
        let (text, is_legal) = case(&mut random);
        compare(folder.path(), &text, format, is_legal, &mut tally);
    }
    println!("{name}: {tally:?}");
    tally
}

/// A part of the files that is large enough for a reader to be heard.
#[track_caller]
fn check_heard(tally: &Tally, percent_highs: usize, percent_glpk: usize) {
    assert!(percent_highs * tally.n_files < 100 * tally.n_highs, "HiGHS read too few: {tally:?}");
    assert!(percent_glpk * tally.n_files < 100 * tally.n_glpk, "GLPK read too few: {tally:?}");
}

#[test]
fn legal_lp_text_is_one_model() {
    let tally = campaign("legal LP text", ModelFormat::Text, |random| {
        (Spelling::new(random).lp_text(), true)
    });
    assert_eq!(tally.n_ours, tally.n_files);
    check_heard(&tally, 50, 10);
}

#[test]
fn legal_mps_is_one_model() {
    let tally = campaign("legal MPS", ModelFormat::Mps, |random| (spelling_mps::mps(random), true));
    assert_eq!(tally.n_ours, tally.n_files);
    check_heard(&tally, 60, 10);
}

/// Legal texts with words put in, taken out, exchanged or split: what we still read, the others read as we do.
#[test]
fn odd_lp_text_is_one_model_or_none() {
    let words = [
        "<=",
        ">=",
        "=",
        "+",
        "-",
        "- -",
        ":",
        "3",
        ".5",
        "2.",
        "1e30",
        "-inf",
        "free",
        "gen",
        "end",
        "bounds",
        "st",
        "max",
        "x",
        "c1:",
        "\n",
        "\n ",
        "\\ ",
        "2 x",
        "x <= 4\n",
        ">= 2",
        "1/3",
        "x -1",
        "e5",
        "3e5",
        "[1]",
        "bin\n x\n",
        "0x1",
        "3 d1",
        ",",
        "semi\n",
    ];
    let tally = campaign("odd LP text", ModelFormat::Text, |random| {
        let text = Spelling::new(random).lp_text();
        (odd(random, &text, &words), false)
    });
    assert!(tally.n_ours < tally.n_files && 50 < tally.n_ours, "{tally:?}");
}

#[test]
fn odd_mps_is_one_model_or_none() {
    let words = [
        "3",
        "-1",
        "1D1",
        "x",
        "C1",
        "RHS",
        " UP",
        " LO BND x 1\n",
        " FR",
        " MI",
        " BV",
        "0",
        "1e30",
        "inf",
        "$",
        "*",
        "\n",
        "\n ",
        "MAX",
        "RANGES\n",
        "ENDATA\n",
        " N X\n",
        "'MARKER'",
        "'INTORG'",
        "1",
    ];
    let tally = campaign("odd MPS", ModelFormat::Mps, |random| {
        let text = spelling_mps::mps(random);
        (odd(random, &text, &words), false)
    });
    assert!(tally.n_ours < tally.n_files && 50 < tally.n_ours, "{tally:?}");
}

/// The text with one to three changes at the ends of words.
fn odd(random: &mut Random, text: &str, words: &[&str]) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(3) {
        let ends: Vec<usize> = text
            .char_indices()
            .filter(|(_, c)| c.is_whitespace())
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let (at, other) = (random.below(ends.len()), random.below(ends.len()));
        let start = at.checked_sub(1).map_or(0, |before| ends[before]);
        let word = text[start..ends[at]].to_owned();
        match random.below(5) {
            0 => text.insert_str(ends[at], &format!(" {}", words[random.below(words.len())])),
            1 => text.insert_str(ends[at], words[random.below(words.len())]),
            2 => text.replace_range(start..ends[at], ""),
            3 => text.insert_str(ends[other], &word),
            _ => text
                .replace_range(start..ends[at], &format!(" {}", words[random.below(words.len())])),
        }
    }
    text
}
