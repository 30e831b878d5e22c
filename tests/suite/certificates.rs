//! Certificates of models: each kind accepted by all checkers, and damaged ones by none.

use std::path::{Path, PathBuf};
use std::process::Command;

use ironproof::lp::{Lp, ModelFormat, Readings, read_model};
use ironproof::proof::{Bounds, Evidence, Proof, Report, prove};
use ironproof::transcript::{
    Certificate, Source, write_certificate, write_coq, write_vipr, write_vipr_bounds,
};
use ironproof_verifier::lp::Claim;
use ironproof_verifier::numbers::Fraction;

use crate::certify::{folder, ironproof, models, verdict};
use crate::common::{needs, verify_lp};
use crate::fuzz::Random;
use ironproof::solve;

/// A model with its proof and certificates of all kinds.
struct Case {
    name: String,
    model: String,
    truth: String,
    lp: Lp,
    source: Source,
    report: Report,
}

impl Case {
    fn proof(&self) -> &Proof {
        self.report.proof().expect(&self.name)
    }

    /// The optimum as bounds on both sides, and each side alone.
    fn bounds(&self) -> Vec<Bounds> {
        let Evidence::Optimal { point, multipliers, .. } = self.proof().evidence() else {
            return Vec::new();
        };
        let (point, multipliers) = (Some(point.clone()), Some(multipliers.clone()));
        vec![
            Bounds::new(&self.lp, point.clone(), multipliers.clone()),
            Bounds::new(&self.lp, point, None),
            Bounds::new(&self.lp, None, multipliers),
        ]
    }

    fn certificates(&self) -> Vec<String> {
        let mut all = vec![write_certificate(&self.source, Certificate::Proof(self.proof()))];
        if let Some(basis) = self.report.basis() {
            all.push(write_certificate(&self.source, Certificate::Basis(basis)));
        }
        for bounds in self.bounds() {
            all.push(write_certificate(&self.source, Certificate::Bounds(&bounds)));
        }
        all
    }

    /// The verdict if it is right, which damage may leave; a wrong one fails.
    #[track_caller]
    fn accepts(&self, certificate: &str) -> bool {
        match verify_lp(self.model.as_bytes(), certificate) {
            Err(error) if error.is_rejection() || error.is_limit() => false,
            Err(error) => panic!("{}: {}", self.name, error.reason()),
            Ok(verified) => {
                let is_right = match verified.claim() {
                    Claim::Bounds(lower, upper) => {
                        let value = self.proof().value().unwrap();
                        let number = |bound: &Fraction| {
                            ironproof::rational::parse(&bound.to_string()).unwrap()
                        };
                        lower.as_ref().is_none_or(|lower| number(lower) <= *value)
                            && upper.as_ref().is_none_or(|upper| *value <= number(upper))
                    }
                    other => verdict(other) == self.truth,
                };
                assert!(is_right, "{}: {verified}\n{certificate}", self.name);
                true
            }
        }
    }
}

fn cases() -> Vec<Case> {
    let case = |(name, model): (String, String)| {
        let readings = Readings::default();
        let read = read_model(model.as_bytes(), ModelFormat::Mps, &readings).unwrap();
        let source = Source::new(model.as_bytes(), &read, &readings);
        let lp = read.lp;
        let truth = model.lines().find_map(|line| line.strip_prefix("* truth: ")).unwrap();
        Case {
            report: prove(&lp, &solve::bases, 60.0),
            truth: truth.to_owned(),
            name,
            lp,
            source,
            model,
        }
    };
    models(&folder()).into_iter().map(case).collect()
}

/// Changes one to three bytes of the proof; the digests, which any change breaks, stay.
fn damage(certificate: &str, random: &mut Random) -> String {
    const MARKS: &[u8] = b"0123456789-/ \nBLUZ";
    let start = certificate.match_indices('\n').nth(2).unwrap().0 + 1;
    let mut bytes = certificate.as_bytes().to_vec();
    for _ in 0..=random.below(3) {
        let at = start + random.below(bytes.len() - start);
        match random.below(4) {
            0 => drop(bytes.remove(at)),
            1 => bytes.insert(at, MARKS[random.below(MARKS.len())]),
            _ => bytes[at] = MARKS[random.below(MARKS.len())],
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn script(name: &str) -> PathBuf {
    Path::new(crate::common::ROOT).join("tests/python").join(name)
}

fn lines_of(command: &mut Command) -> Vec<String> {
    let output = command.output().unwrap();
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn every_kind_is_accepted() {
    let mut n_accepted = 0;
    for case in cases() {
        for certificate in case.certificates() {
            assert!(case.accepts(&certificate), "{}:\n{certificate}", case.name);
            n_accepted += 1;
        }
    }
    assert!(40 < n_accepted, "only {n_accepted}");
}

/// The example of `docs/models.md` is the certificate of the model that it names.
#[test]
fn the_example_of_the_formats_is_real() {
    let case = cases().into_iter().find(|case| case.name == "tenths.mps").unwrap();
    let page = Path::new(crate::common::ROOT).join("docs/models.md");
    let page = std::fs::read_to_string(page).unwrap();
    let shown = page.split("## The certificate").nth(1).unwrap().split("```text\n").nth(1).unwrap();
    let shown = shown.split("```").next().unwrap();
    assert_eq!(shown, case.certificates()[0]);
}

/// Every other basis: each symbol replaced by each other, and pairs of them.
#[test]
fn another_basis_proves_the_optimum_or_nothing() {
    let (mut n_accepted, mut n_rejected) = (0, 0);
    for case in cases() {
        let Some(basis) = case.report.basis() else { continue };
        let certificate = write_certificate(&case.source, Certificate::Basis(basis));
        let places: Vec<usize> = (certificate.find("columns ").unwrap() + 8..certificate.len())
            .filter(|at| b"BLUZ".contains(&certificate.as_bytes()[*at]))
            .collect();
        for (k, first) in places.iter().enumerate() {
            for second in &places[k..] {
                for marks in 0..16 {
                    let mut bytes = certificate.as_bytes().to_vec();
                    bytes[*first] = b"BLUZ"[marks / 4];
                    bytes[*second] = b"BLUZ"[marks % 4];
                    let other = String::from_utf8(bytes).unwrap();
                    if case.accepts(&other) { n_accepted += 1 } else { n_rejected += 1 }
                }
            }
        }
    }
    assert!(100 < n_accepted && 5_000 < n_rejected, "{n_accepted} accepted, {n_rejected} not");
}

/// Thousands of damaged certificates of every kind; the checker in Python gives the same verdict on each.
#[test]
fn damaged_certificates_prove_nothing_wrong_and_a_checker_in_python_agrees() {
    needs("python3");
    let (mut n_accepted, mut n_rejected, mut n_checked) = (0, 0, 0);
    let mut random = Random(7);
    for case in cases() {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let (mut files, mut expected) = (Vec::new(), Vec::new());
        for certificate in case.certificates() {
            for n in 0..160 {
                let text =
                    if n == 0 { certificate.clone() } else { damage(&certificate, &mut random) };
                let is_accepted = case.accepts(&text);
                n_accepted += u32::from(is_accepted);
                n_rejected += u32::from(!is_accepted);
                let path = folder.path().join(format!("{}.cert", files.len()));
                std::fs::write(&path, text).unwrap();
                files.push(path);
                expected.push(is_accepted);
            }
        }
        let mut command = Command::new("python3");
        command.arg(script("check_lp.py")).arg(crate::certify::folder().join(&case.name));
        let found = lines_of(command.args(&files));
        assert_eq!(found.len(), expected.len(), "{}", case.name);
        for ((path, found), expected) in files.iter().zip(found).zip(expected) {
            let text = std::fs::read_to_string(path).unwrap();
            let is_accepted = found.starts_with("verified ");
            assert_eq!(is_accepted, expected, "{}: {found}\n{text}", case.name);
            n_checked += 1;
        }
    }
    assert_eq!(n_checked, n_accepted + n_rejected);
    assert!(50 < n_accepted && 5_000 < n_rejected, "{n_accepted} accepted, {n_rejected} not");
}

/// VIPR files of optima, bounds and infeasible models pass a naive checker, and with a changed number
/// only for the same claim.
#[test]
fn vipr_files_are_accepted_and_damaged_ones_are_not() {
    needs("python3");
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("proof.vipr");
    let check = |text: &str| {
        std::fs::write(&path, text).unwrap();
        lines_of(Command::new("python3").arg(script("check_vipr.py")).arg(&path)).remove(0)
    };
    let (mut n_accepted, mut n_rejected) = (0, 0);
    for case in cases() {
        let mut texts: Vec<String> =
            write_vipr(&case.lp, &case.source, case.proof()).into_iter().collect();
        assert_eq!(texts.is_empty(), case.truth == "unbounded", "{}", case.name);
        let bounds = case.bounds();
        texts.extend(bounds.iter().map(|b| write_vipr_bounds(&case.lp, &case.source, b)));
        for text in texts {
            let found = check(&text);
            assert!(found.starts_with("verified "), "{}: {found}\n{text}", case.name);
            n_accepted += 1;
            // Another factor in the reason.
            let Some((head, reason)) = text.split_once("{ lin ") else { continue };
            let mut words: Vec<&str> = reason.split(' ').collect();
            if 3 < words.len() {
                words[2] = "7/11";
                let found = check(&format!("{head}{{ lin {}", words.join(" ")));
                assert!(found.starts_with("rejected "), "{}: {found}", case.name);
                n_rejected += 1;
            }
        }
    }
    assert!(30 < n_accepted && 15 < n_rejected, "{n_accepted} accepted, {n_rejected} not");
}

#[test]
fn a_vipr_file_reads_as_the_format_says() {
    let case = cases().into_iter().find(|case| case.name == "tenths.mps").unwrap();
    let text = write_vipr(&case.lp, &case.source, case.proof()).unwrap();
    let text = text.split_once("VER 1.0\n").unwrap().1;
    let expected = "VAR 2\nx\ny\nINT 0\nOBJ min\n1 0 1\nCON 5 2\nC1G G 0 1 0 1\nC2G G 0 1 1 1\n\
        R1E E 3/10 2 0 1/10 1 1/5\nR2E E 1 1 0 1\nR3E E 1 1 1 1\nRTP range 1 1\nSOL 1\n\
        point 2 0 1 1 1\nDER 1\nbound G 1 OBJ { lin 1 3 1 } -1\n";
    assert_eq!(text, expected);
}

/// The scripts state the model, and Coq accepts them but not with another value.
#[test]
fn scripts_for_coq_are_accepted() {
    needs("coqc");
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("proof.v");
    let check = |text: &str| {
        std::fs::write(&path, text).unwrap();
        let output = Command::new("coqc").arg(&path).output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let mut n_checked = 0;
    for case in cases() {
        let text = write_coq(&case.lp, &case.source, case.proof()).unwrap();
        let theorem = match case.truth.split(' ').next().unwrap() {
            "optimal" => "Theorem attained : exists ",
            "infeasible" => "Theorem infeasible : forall ",
            _ => "Theorem unbounded : forall level ",
        };
        assert!(text.contains(theorem), "{}:\n{text}", case.name);
        // Chains of large numbers take Coq ten seconds.
        if case.name != "chain.mps" {
            let (is_accepted, error) = check(&text);
            assert!(is_accepted, "{}: {error}\n{text}", case.name);
            n_checked += 1;
            let other = text.replace("-> (1) <= objective", "-> (2) <= objective");
            let is_other = case.name == "tenths.mps";
            assert_eq!(other != text, is_other, "{}:\n{text}", case.name);
            assert!(!is_other || !check(&other).0, "{}", case.name);
        }
    }
    assert_eq!(n_checked, cases().len() - 1);
}

#[test]
fn files_are_written_on_request() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (certificate, vipr, coq) = (path("c"), path("p.vipr"), path("p.v"));
    let model = crate::certify::folder().join("single-point.mps");
    let check = |expected: &str| {
        let text = std::fs::read_to_string(&certificate).unwrap();
        let verified = verify_lp(&std::fs::read(&model).unwrap(), &text).unwrap();
        assert_eq!(verified.to_string(), format!("verified {expected}"), "{text}");
    };
    let all = ["certify", "single-point.mps", "--certificate", &certificate, "--vipr", &vipr];
    let (code, _, stderr) = ironproof(&[&all[..], &["--coq", &coq, "--kind", "basis"]].concat());
    assert_eq!(code, Some(0), "{stderr}");
    check("-1/4");
    assert!(std::fs::read_to_string(&certificate).unwrap().contains("\nbasis\ncolumns "));
    assert!(std::fs::read_to_string(&vipr).unwrap().contains("\nRTP range -1/4 -1/4\n"));
    assert!(std::fs::read_to_string(&coq).unwrap().contains("Theorem bound : forall x1 x2 : R,"));

    // No time at all: what holds without any solver, which is nothing here, and something there.
    let (code, stdout, _) = ironproof(&[&all[..], &["--time-limit", "0"]].concat());
    assert_eq!(code, Some(3), "{stdout}");
    assert!(stdout.starts_with("open: the time limit came before any bound\n"), "{stdout}");
    let limited = ["certify", "exponent.mps", "--certificate", &certificate, "--time-limit", "0"];
    let (code, stdout, _) = ironproof(&limited);
    assert_eq!(code, Some(3), "{stdout}");
    let text = std::fs::read_to_string(&certificate).unwrap();
    let file = std::fs::read(crate::certify::folder().join("exponent.mps")).unwrap();
    let verified = verify_lp(&file, &text).unwrap().to_string();
    assert!(stdout.starts_with(&format!("{verified} (")), "{stdout}{verified}");

    let (code, _, stderr) = ironproof(&["certify", "unbounded-ray.mps", "--vipr", &vipr]);
    assert!(code == Some(2) && stderr.contains("no form for an unbounded model"), "{stderr}");
    let wrong = path("7-up.v");
    let (code, _, stderr) = ironproof(&["certify", "tenths.mps", "--coq", &wrong]);
    assert!(code == Some(2) && stderr.contains("NAME.v"), "{stderr}");
}

/// Dual values whose reduced costs have a wrong sign on columns without bound are repaired.
#[test]
fn an_answer_with_dual_values_proves_a_bound() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (model, answer, certificate) = (path("m.mps"), path("a.sol"), path("c"));
    // min x + y, x + 2 y >= 4, 3 x + y >= 3: 11/5 at (2/5, 9/5), multipliers 2/5 and 1/5.
    let text = "ROWS\n N C\n G R1\n G R2\nCOLUMNS\n x C 1 R1 1\n x R2 3\n y C 1 R1 2\n y R2 1\n\
                RHS\n RHS R1 4 R2 3\nENDATA\n";
    std::fs::write(&model, text).unwrap();
    std::fs::write(
        &answer,
        "Model status\nOptimal\n\n# Primal solution values\nFeasible\nObjective 2.2\n# Columns 2\n\
         x 0.4000001\ny 1.8\n# Rows 2\nR1 4\nR2 3\n\n# Dual solution values\nFeasible\n\
         # Columns 2\nx 0\ny 0\n# Rows 2\nR1 0.4000001\nR2 0.2\n\n# Basis\nNone\n",
    )
    .unwrap();
    let command = ["certify", &model, "--solution", &answer, "--certificate", &certificate];
    let (code, stdout, _) =
        ironproof(&[&command[..], &["--kind", "bounds", "--json", "--quiet"]].concat());
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(code, Some(0), "{stdout}");
    let number =
        |key: &str| ironproof::rational::parse(json["point"][key].as_str().unwrap()).unwrap();
    let (bound, gap) = (number("dual_bound"), number("duality_gap"));
    let close = ironproof::rational::parse("1e-6").unwrap();
    let optimum = ironproof::rational::parse("11/5").unwrap();
    assert!(bound < optimum && &optimum - &bound < close, "{stdout}");
    assert_eq!(gap, number("objective") - &bound);
    let text = std::fs::read_to_string(&certificate).unwrap();
    let verified = verify_lp(&std::fs::read(&model).unwrap(), &text).unwrap();
    assert_eq!(verified.to_string(), format!("verified bounds {bound} {}", number("objective")));

    // Without time the answer is all there is.
    let (code, stdout, _) = ironproof(&[&command[..], &["--time-limit", "0"]].concat());
    let bounds = format!("verified bounds {bound} ");
    assert!(
        code == Some(3) && (stdout.starts_with(&bounds) || 40 < bound.to_string().len()),
        "{stdout}"
    );
    assert_eq!(std::fs::read_to_string(&certificate).unwrap(), text);
}
