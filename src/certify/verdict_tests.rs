//! What a checker accepted, in words.

use ironproof_linear::{Model, ModelFormat, Readings, read_model};
use ironproof_number::rational::parse;
use ironproof_proof::{Report, prove};
use ironproof_solvers::solve;
use ironproof_transcript::{Certificate, Source, write_certificate};
use ironproof_verdict::{Finding, Refused, Verified, instance, model};

fn checked(text: &str, format: ModelFormat, time_limit_s: f64) -> Result<Verified, Refused> {
    let read = read_model(text.as_bytes(), format, &Readings::default()).expect("a model");
    let report = prove(&read.lp, &solve::bases, time_limit_s);
    let certificate = certificate(text, &read, &report);
    model("m", text.as_bytes(), format, &Readings::default(), &certificate)
}

fn certificate(text: &str, read: &Model, report: &Report) -> String {
    let source = Source::new(text.as_bytes(), read, &Readings::default());
    let bounds = report.bounds().map(Certificate::Bounds);
    write_certificate(&source, report.proof().map(Certificate::Proof).or(bounds).expect("a claim"))
}

/// Claims of every kind, with and without integers, in MPS and in LP text.
#[test]
fn a_verdict_displays_as_a_sentence() {
    for (text, limit, sentence) in [
        ("min x\nst\n r: 3 x >= 1\nend", 60.0, "verified optimal 1/3"),
        ("min x\nst\n r: 3 x >= 1\ngeneral\n x\nend", 60.0, "verified relaxation optimal 1/3"),
        ("max x\nst\n r: x >= 1\nend", 60.0, "verified unbounded"),
        ("max x\nst\n r: x >= 1\ngeneral\n x\nend", 60.0, "verified relaxation unbounded"),
        ("min x\nst\n r: x + y >= 2\n s: x + y <= 1\nend", 60.0, "verified infeasible"),
        (
            "min x\nst\n r: x + y >= 2\n s: x + y <= 1\ngeneral\n x\nend",
            60.0,
            "verified infeasible",
        ),
        ("min x\nst\n\nbounds\n 3 <= x <= 2\nend", 60.0, "verified infeasible"),
        ("min x + 3\nst\n r: x <= 2\nend", 0.0, "verified bounds 3 3"),
        ("min x\nst\n r: x >= 2\nend", 0.0, "verified bounds 0 none"),
        (
            "max x\nst\n r: x >= 2\n s: x <= 9\nbinary\n x\nend",
            0.0,
            "verified relaxation bounds none 1",
        ),
        // Every form of a row, two-sided ones and one without sides.
        (
            "max x + y\nst\n -1 <= x - y <= 2.5\n x + 2 y = 4.25\n q: x >= -1e30\nend",
            60.0,
            "verified optimal 11/3",
        ),
    ] {
        let verified = checked(text, ModelFormat::Text, limit);
        let verified = verified.unwrap_or_else(|refused| panic!("{text}: {refused}"));
        // Bounds that meet without any time are an optimum to `certify` only.
        assert_eq!(verified.to_string(), sentence, "{text}");
        let claim = sentence.strip_prefix("verified ").expect("a sentence");
        assert_eq!((verified.claim(), verified.name()), (claim, "m"), "{text}");
        assert_eq!(verified.is_relaxation(), sentence.contains("relaxation"), "{text}");
    }
    let mps = "ROWS\n N C\n G R\nCOLUMNS\n x C 1 R 3\nRHS\n S R 1\nENDATA\n";
    let verified = checked(mps, ModelFormat::Mps, 60.0).expect("accepted");
    assert_eq!(verified.value(), parse("1/3").ok().as_ref());
    assert_eq!(verified.finding(), &Finding::Optimal(parse("1/3").expect("a fraction")));
}

/// A fraction of more than 40 characters is shown as `about X`; the claim has every digit.
#[test]
fn a_long_fraction_is_shown_rounded() {
    let digits = "1234567890123456789012345678901234567890";
    for (size, shown) in [
        (digits.to_owned(), digits.to_owned()),
        (format!("{digits}1"), "about 1.234568e40".to_owned()),
        ("1e-9999".to_owned(), "about 1e-9999".to_owned()),
        ("-7e9000".to_owned(), "about -1e9000".to_owned()),
    ] {
        let text = format!("min {size} x\nst\n r: x = 1\nend");
        let verified = checked(&text, ModelFormat::Text, 60.0).expect("accepted");
        assert_eq!(verified.to_string(), format!("verified optimal {shown}"), "{size}");
        let value = parse(&size).expect("a number");
        assert_eq!(verified.claim(), format!("optimal {value}"), "{size}");
    }
}

/// Whatever is not the proof of this file is refused, and the reason says by whom.
#[test]
fn nothing_else_is_verified() {
    let text = "min x\nst\n r: 3 x >= 1\nend";
    let readings = Readings::default();
    let read = read_model(text.as_bytes(), ModelFormat::Text, &readings).expect("a model");
    let good = certificate(text, &read, &prove(&read.lp, &solve::bases, 60.0));
    let ask = |file: &str, certificate: &str| {
        model("m", file.as_bytes(), ModelFormat::Text, &readings, certificate)
            .map(|it| it.to_string())
    };
    assert_eq!(ask(text, &good), Ok("verified optimal 1/3".to_owned()));
    for (file, certificate) in [
        (text.to_owned(), good.replace("optimal 1/3", "optimal 1/4")),
        (text.to_owned(), good.replace("\n1 1\n", "\n1 2\n")),
        (text.to_owned(), good.replace("file sha256 ", "file sha256 0")),
        (text.to_owned(), String::new()),
        (text.replace(">= 1", ">= 2"), good.clone()),
        (text.replace("min", "max"), good.clone()),
        (format!("{text}\n"), good.clone()),
    ] {
        let found = ask(&file, &certificate);
        assert!(matches!(found, Err(Refused::Rejected(_))), "{found:?}: {file}\n{certificate}");
    }
    let unreadable = ask("min x\nst\n x >=\nend", &good);
    assert!(matches!(unreadable, Err(Refused::Unreadable(_))), "{unreadable:?}");
    assert!(matches!(instance("i", "{}", &good), Err(Refused::Unreadable(_))));
}
