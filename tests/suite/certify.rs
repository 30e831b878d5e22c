//! Any LP: the verdict of `certify`, through the text of its certificate and the independent verifier.

use std::path::{Path, PathBuf};

use ironproof::answer::solution_file::read_solution;
use ironproof::certify::{self, Ending, Files, Kind, Options, Subject, Transcript, Unreadable};
use ironproof::lp::{ModelFormat, Readings, read_model, to_mps};
use ironproof::proof::prove;
use ironproof::results;
use ironproof::results::certify::CertifiedModel;
use ironproof::transcript::{Certificate, Source, write_certificate};
use ironproof_verifier::ModelFailure;
use ironproof_verifier::lp::Claim;

use crate::common::{needs, vendored, verify_lp};
use crate::readers::{as_in_mps, check_read_back};
use ironproof::solve;

pub fn folder() -> PathBuf {
    Path::new(crate::common::ROOT).join("instances/lp")
}

pub fn models(folder: &Path) -> Vec<(String, String)> {
    let mut models = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "mps") {
            let bytes = std::fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            models.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    models.sort();
    models
}

pub fn verdict(verdict: &Claim) -> String {
    match verdict {
        Claim::Optimal(value) => format!("optimal {value}"),
        Claim::Bounds(lower, upper) => format!("bounds {lower:?} {upper:?}"),
        Claim::Infeasible => "infeasible".to_owned(),
        Claim::Unbounded => "unbounded".to_owned(),
    }
}

/// The verdict as the files of `instances/lp` state it, and the certificate that the verifier accepts.
#[track_caller]
pub fn proved(name: &str, model: &str, time_limit_s: f64) -> Option<(String, String)> {
    let readings = Readings::default();
    let read = read_model(model.as_bytes(), ModelFormat::Mps, &readings).ok()?;
    let report = prove(&read.lp, &solve::bases, time_limit_s);
    let late = || panic!("{name}: only bounded within {time_limit_s} s");
    let proof = report.proof().unwrap_or_else(late);
    let source = Source::new(model.as_bytes(), &read, &readings);
    let verdict_of = |certificate: &str| {
        let verified = verify_lp(model.as_bytes(), certificate)
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));
        verdict(verified.claim())
    };
    let certificate = write_certificate(&source, Certificate::Proof(proof));
    let verdict = verdict_of(&certificate);
    if let Some(basis) = report.basis() {
        let certificate = write_certificate(&source, Certificate::Basis(basis));
        assert_eq!(verdict_of(&certificate), verdict, "{name}: basis");
    }
    assert_eq!(report.basis().is_some(), proof.value().is_some(), "{name}");
    assert_eq!(proof.status(), verdict.split(' ').next().unwrap(), "{name}");
    Some((verdict, certificate))
}

/// Each of these LPs made some solver say something false.
#[test]
fn false_verdicts_of_solvers_are_put_right() {
    let models = models(&folder());
    assert!(14 <= models.len());
    for (name, model) in models {
        let truth = model.lines().find_map(|line| line.strip_prefix("* truth: ")).unwrap();
        let (verdict, _) = proved(&name, &model, 60.0).unwrap();
        assert_eq!(verdict, truth, "{name}");
    }
}

/// Every linear program among the MPS files that highs-sys vendors; `docs/certify.md` lists them.
#[test]
fn the_instances_of_highs_are_proved() {
    let mut counts = std::collections::BTreeMap::new();
    for (name, model) in models(&vendored()) {
        let status = match proved(&name, &model, 120.0) {
            Some((verdict, _)) => verdict.split(' ').next().unwrap().to_owned(),
            None => "not linear".to_owned(),
        };
        *counts.entry(status).or_insert(0) += 1;
    }
    let expected = [("infeasible", 11), ("not linear", 25), ("optimal", 58), ("unbounded", 1)]
        .map(|(name, n)| (name.to_owned(), n));
    assert_eq!(counts, expected.into());
}

/// Replaces one character of a number: nothing else is proved by it.
#[test]
fn damaged_lp_certificates_prove_nothing_else() {
    let mut n_rejected = 0;
    for (name, model) in models(&folder()) {
        let (truth, certificate) = proved(&name, &model, 60.0).unwrap();
        let bytes = certificate.as_bytes();
        for at in 0..bytes.len() {
            for mark in [b'0', b'1', b'7', b'-', b'/', b' ', b'\n'] {
                let mut damaged = bytes.to_vec();
                if damaged[at] == mark {
                    damaged.remove(at);
                } else {
                    damaged[at] = mark;
                }
                match verify_lp(model.as_bytes(), &String::from_utf8(damaged).unwrap()) {
                    Err(error) if error.is_rejection() => n_rejected += 1,
                    Err(error) => panic!("{name}: {}", error.reason()),
                    // Another point, vector or denominator may prove the same.
                    Ok(verified) => {
                        assert_eq!(verdict(verified.claim()), truth, "{name} at byte {at}");
                    }
                }
            }
        }
    }
    assert!(5_000 < n_rejected, "only {n_rejected} were rejected");
}

/// A certificate of one model is none for a model with another number: by its digests, and with these
/// put right by what it claims.
#[test]
fn a_certificate_is_bound_to_its_model() {
    let mut n_rejected = 0;
    for (name, model) in models(&folder()) {
        let (_, certificate) = proved(&name, &model, 60.0).unwrap();
        let commented = format!("* another comment\n{model}");
        let result = verify_lp(commented.as_bytes(), &certificate);
        assert_eq!(result, Err(ModelFailure::OtherFile), "{name}");
        if name == "exponent.mps" || name == "single-point.mps" || name == "tenths.mps" {
            let other = model.replace("1E-4", "1.0000000001E-4").replace("-0.25", "-0.2500000001");
            let other = other.replace(" RHS R1 0.3", " RHS R1 0.30000000000000004");
            assert_ne!(other, model, "{name}");
            let digests = |model: &str| {
                let readings = Readings::default();
                let read = read_model(model.as_bytes(), ModelFormat::Mps, &readings).unwrap();
                Source::new(model.as_bytes(), &read, &readings)
            };
            let (own, its) = (digests(&model), digests(&other));
            let certificate = certificate.replace(&own.file, &its.file);
            let result = verify_lp(other.as_bytes(), &certificate);
            assert_eq!(result, Err(ModelFailure::OtherStatement), "{name}");
            let certificate = certificate.replace(&own.statement, &its.statement);
            let result = verify_lp(other.as_bytes(), &certificate);
            assert!(matches!(&result, Err(error) if error.is_rejection()), "{name}: {result:?}");
            assert_ne!(result, Err(ModelFailure::OtherStatement), "{name}");
            n_rejected += 1;
        }
    }
    assert_eq!(n_rejected, 3);
}

pub fn ironproof(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_ironproof"))
        .current_dir(folder())
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The first two verdicts are others for a solver that reads doubles, the third is not.
#[test]
fn the_loss_report_tells_whether_the_verdict_depends_on_it() {
    for (model, places, status, is_same) in [
        ("tiny-coefficient.mps", "/dropped/first/0", "unbounded", false),
        ("tenths.mps", "/rounded/first/2", "infeasible", false),
        ("single-point.mps", "/rounded/first/1", "optimal", true),
    ] {
        let (code, stdout, _) = ironproof(&["certify", model, "--loss", "--json"]);
        let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        let loss = &json["loss"];
        assert_eq!(code, Some(0), "{model}");
        assert!(loss.pointer(places).unwrap().as_str().unwrap().contains(" of "), "{loss}");
        assert_eq!(loss["as_doubles"]["status"], status, "{loss}");
        assert_eq!(loss["as_doubles"]["same_verdict"], is_same, "{loss}");
    }
    let (_, stdout, _) = ironproof(&["certify", "large-bounds.mps", "--loss", "--quiet"]);
    assert!(stdout.ends_with("\nno loss: every number is a double\n"), "{stdout}");
    let (_, stdout, _) = ironproof(&["certify", "tiny-coefficient.mps", "--loss", "--quiet"]);
    let expected = "verified optimal 0\ncoefficients of at most 1e-9, dropped: 1 (coefficient of x3 in row R2)\n  \
                    the model as doubles: exact unbounded, another verdict\n";
    assert_eq!(stdout, expected);
}

#[test]
fn the_verb_prints_a_verdict() {
    let (code, stdout, _) = ironproof(&["certify", "exponent.mps", "--quiet"]);
    assert_eq!((code, stdout.as_str()), (Some(0), "verified optimal 1/10000\n"));
    let (code, stdout, _) = ironproof(&["certify", "short-by-a-billionth.mps", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(
        (code, &json["status"], &json["certified"]),
        (Some(0), &"infeasible".into(), &true.into())
    );
    let (code, _, stderr) = ironproof(&["certify", "missing.mps"]);
    assert!(code == Some(2) && stderr.contains("missing.mps"), "{stderr}");
}

/// A point rounded to six digits passes at 1e-4 and not at 1e-8; an altered one is refused by name.
#[test]
fn a_point_is_judged_at_a_ladder_of_tolerances() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("point.sol");
    let write = |text: &str| std::fs::write(&path, text).unwrap();
    let path_text = path.to_str().unwrap();
    write(
        "Model status\nOptimal\n\n# Primal solution values\nFeasible\n# Columns 2\nx -0.250001\ny -0.775\n# Rows 0\n",
    );
    let (code, stdout, _) =
        ironproof(&["certify", "single-point.mps", "--solution", path_text, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(code, Some(0), "{stdout}");
    assert_eq!(json["point"]["feasible_at"], "1e-6");
    assert_eq!(json["point"]["worst"], "row R3");
    write("x -0.25\ny 7\n");
    let (code, stdout, _) = ironproof(&["certify", "single-point.mps", "--solution", path_text]);
    assert_eq!(code, Some(1), "{stdout}");
    assert!(
        stdout.contains("violated most: row R2 is 7, 7.775 above its upper bound -0.775; 1 bound"),
        "{stdout}"
    );
    write("z 1\n");
    let (code, _, stderr) = ironproof(&["certify", "single-point.mps", "--solution", path_text]);
    assert!(code == Some(2) && stderr.contains("line 1: unknown column `z`"), "{stderr}");
}

/// MPS has ranges without a sign: crossed bounds of a row would be a range that has points.
#[test]
fn crossed_bounds_of_a_row_stay_crossed_in_mps() {
    let text = "min x + y\nst\n R_lower: x >= 0\n R: 3 <= x + 2 y <= 1\n S: -1 <= x - y <= 1\nend";
    let lp = read_model(text.as_bytes(), ModelFormat::Text, &Readings::default()).unwrap().lp;
    let file = to_mps(&lp);
    check_read_back("crossed", &as_in_mps(&lp), &file, ModelFormat::Mps);
    assert_eq!(
        read_model(file.as_bytes(), ModelFormat::Mps, &Readings::default()).unwrap().lp.rows.len(),
        4
    );
    let (verdict, _) = proved("crossed", &file, 60.0).unwrap();
    assert_eq!(verdict, "infeasible");
}

/// The third checker: naive, in another language, with fractions of its own.
#[test]
fn a_checker_in_python_agrees() {
    needs("python3");
    let script = Path::new(crate::common::ROOT).join("tests/python/check_lp.py");
    let check = |model: &Path, certificate: &Path| {
        let output =
            std::process::Command::new("python3").arg(&script).arg(model).arg(certificate).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python.cert");
    let (mut n_checked, mut n_rejected) = (0, 0);
    for (name, model) in models(&folder()) {
        let (truth, certificate) = proved(&name, &model, 60.0).unwrap();
        std::fs::write(&path, &certificate).unwrap();
        let found = check(&folder().join(&name), &path);
        assert_eq!(found, format!("verified {}\n", truth.trim_start_matches("optimal ")), "{name}");
        // The last entry changed: another proof of the same, or none, says the verifier too.
        let damaged = certificate.replacen("\nend\n", "7\nend\n", 1);
        std::fs::write(&path, &damaged).unwrap();
        let agreed =
            if verify_lp(model.as_bytes(), &damaged).is_ok() { "verified" } else { "rejected" };
        let found = check(&folder().join(&name), &path);
        assert!(found.starts_with(agreed), "{name}: {found}");
        n_rejected += u32::from(agreed == "rejected");
        n_checked += 2;
    }
    assert!(8 < n_rejected, "only {n_rejected} of {n_checked} were rejected");
}

/// A user of the library gets in one call what the verb prints, and the files that it writes.
#[test]
fn one_call_of_the_library_is_the_verb() {
    let readings = Readings::default();
    let files = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let certificate = files.path().join("c");
    for (name, text) in models(&folder()) {
        let path = folder().join(&name);
        let paths =
            Files { model: &path, readings: &readings, solution: None, basis: None, like: None };
        let subject = paths.subject().unwrap();
        let options = Options { with_loss: true, ..Options::new(60.0) };
        let found = certify::certify(&subject, &options).unwrap();
        let written = certificate.to_str().unwrap();
        let (code, stdout, _) =
            ironproof(&["certify", &name, "--loss", "--json", "--certificate", written]);
        let mut printed: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        let mut value = results::json(&CertifiedModel::new(&found));
        (printed["highs_ms"], value["highs_ms"]) = (0.into(), 0.into());
        assert_eq!((code, printed), (Some(0), value), "{name}");
        assert_eq!(found.ending(), Ending::Good, "{name}");
        let certificate = found.text(Transcript::Certificate).unwrap();
        assert_eq!(std::fs::read_to_string(written).unwrap(), certificate, "{name}");
        assert!(verify_lp(text.as_bytes(), &certificate).is_ok(), "{name}");
    }
}

/// min x + 2 y, x + y >= 1: each way that it can end, and what cannot be read or written.
#[test]
fn one_call_of_the_library_judges_an_answer() {
    let model = b"min x + 2 y\nst\n r: x + y >= 1\nbounds\n x <= 3\n y <= 3\nend";
    let read = |bytes: &[u8]| Subject::new(bytes, ModelFormat::Text, Readings::default());
    let subject = read(model).unwrap();
    for (answer, limit, worth, ending) in [
        ("x 1\n", 60.0, "accepted", Ending::Good),
        ("x 1\ny 1\n", 60.0, "not optimal", Ending::Refuted),
        ("x 1/2\n", 60.0, "infeasible", Ending::Refuted),
        ("x 1\ny 1\n", 0.0, "open", Ending::Open),
    ] {
        let solution = read_solution(&subject.model().lp, answer).unwrap();
        let options =
            Options { solution: Some(&solution), kind: Kind::Bounds, ..Options::new(limit) };
        let found = certify::certify(&subject, &options).unwrap();
        let judgment = found.answer.as_ref().unwrap();
        assert_eq!((judgment.worth.name(), found.ending()), (worth, ending), "{answer}");
        // What the answer proves is in the certificate, and the checker has accepted it.
        let certificate = found.text(Transcript::Certificate);
        if worth == "infeasible" {
            assert_eq!(certificate, Err(certify::NoTranscript::NoBound));
        } else {
            assert!(certificate.unwrap().contains("\nbounds "), "{answer}");
        }
        assert_eq!(found.text(Transcript::Coq).is_ok(), 0.0 < limit);
    }
    assert!(matches!(read(b" \n"), Err(Unreadable::Empty)));
    assert!(matches!(read(b"min x\nst\n x >=\nend"), Err(Unreadable::Model(_))));
    let open = |name: &str| Subject::open(Path::new(name), Readings::default());
    assert!(matches!(open("model.txt"), Err(Unreadable::Name)));
    assert!(matches!(open("absent.mps"), Err(Unreadable::File(_))));
    // The relaxation is what is proved of a model with integers, and that is noted.
    let integers = read(b"min x\nst\n r: 2 x >= 1\ngeneral\n x\nend").unwrap();
    assert!(
        integers.notes()[0].starts_with("1 column are to be integers"),
        "{:?}",
        integers.notes()
    );
}
