//! Model files read by our two readers, by HiGHS, and read back after writing.

use std::io::Write;
use std::path::PathBuf;

use ironproof::lp::{Lp, Model, ModelFormat, Readings, read_model, to_lp_text, to_mps};
use ironproof::rational::Rational;

use crate::common::vendored;
use crate::highs::{self, HighsModel, Reading};
use crate::models::{ours, text, theirs};
use crate::seen::seen;

/// Files that HiGHS reads and we do not, with what our error must say.
const REFUSED: &[(&str, &str)] = &[
    // Quadratic.
    ("2821-duplicate.mps", "section QUADOBJ"),
    ("2821-qmatrix.mps", "section QMATRIX"),
    ("2821-quadobj.mps", "section QUADOBJ"),
    ("2821-summation.mps", "section QUADOBJ"),
    ("2821.mps", "section QUADOBJ"),
    ("2894.mps", "section QUADOBJ"),
    ("3322.mps", "section QUADOBJ"),
    ("atwood0.mps", "section QUADOBJ"),
    ("primal1.mps", "section QUADOBJ"),
    ("qjh.lp", "not part of a linear program: ["),
    ("qjh.mps", "section QSECTION"),
    ("qjh_qmatrix.mps", "section QMATRIX"),
    ("qjh_quadobj.mps", "section QUADOBJ"),
    ("qjh_quadobj_qmatrix.mps", "section QUADOBJ"),
    ("qjh_uncon.lp", "not part of a linear program: ["),
    ("qjh_uncon.mps", "section QSECTION"),
    ("qpinfeasible.lp", "not part of a linear program: ["),
    ("qptestnw.lp", "not part of a linear program: ["),
    ("qpunbounded.lp", "not part of a linear program: ["),
    // Semi-continuous.
    ("3015.mps", "bound type SC"),
    ("semi-continuous.lp", "semi-continuous"),
    ("semi-continuous.mps", "bound type SC"),
    ("semi-integer.lp", "semi-continuous"),
    ("semi-integer.mps", "bound type SI"),
    // HiGHS takes a cost that is not a number.
    ("nan0.mps", "`nan` is not a number"),
    ("nan1.mps", "`nan` is not a number"),
    // The columns have LO and no UP: for GLPK the upper bound is 1.
    ("infeasible-mip0.mps", "choose --reading integer-upper=one or =none"),
    // An exponent that SCIP leaves out.
    ("dD2e.mps", "write e"),
    // A constant on the left of a row, which HiGHS drops.
    ("1451.lp", "choose --reading row-constant=move or =drop"),
    // HiGHS leaves out entries of rows that do not exist and all but the first or last of what is given
    // several times, with a warning. Which number is meant is a guess, and what is proved is no guess.
    ("warnings.mps", "unknown row `R11`"),
];

/// Files that neither reads.
const MALFORMED: &[&str] = &[
    "1448.lp",
    "1449a.lp",
    "1449b.lp",
    "comment.mps",
    "garbage.lp",
    "garbage.mps",
    "nan2.mps",
    "qcqp.lp",
];

/// Files that both read, to different models, with every difference.
const DIFFERENT: &[(&str, &[&str])] = &[
    // HiGHS drops coefficients of at most 1e-9, with a warning.
    (
        "gas11.mps",
        &[
            "coefficients of row ro260",
            "coefficients of row ro264",
            "coefficients of row ro266",
            "coefficients of row ro270",
            "coefficients of row ro276",
            "coefficients of row ro280",
        ],
    ),
    // Rows without a name.
    (
        "issue-2585.lp",
        &[
            "name of row r1",
            "name of row r2",
            "name of row r3",
            "name of row r4",
            "name of row r5",
            "name of row r6",
        ],
    ),
    // HiGHS takes a column that is called like a section for the section.
    ("silly-names.mps", &["columns ", "coefficients of row R0"]),
];

fn files() -> Vec<(String, PathBuf, ModelFormat)> {
    let paths = std::fs::read_dir(vendored()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = paths
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            let format = ModelFormat::of(&name)?;
            Some((name, path, format))
        })
        .collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(110 < files.len(), "{}", files.len());
    files
}

/// The vendored files that are linear programs.
fn models() -> Vec<(String, ModelFormat, Model)> {
    let model = |(name, path, format)| {
        let model = read_model(&std::fs::read(path).unwrap(), format, &Readings::default()).ok()?;
        Some((name, format, model))
    };
    files().into_iter().filter_map(model).collect()
}

/// Our model against that of HiGHS.
fn differences(model: &Model, highs: &HighsModel) -> Vec<String> {
    crate::seen::differences(&seen(model), &highs::seen(highs))
}

#[test]
fn highs_reads_the_same_models() {
    let mut n_same = 0;
    for (name, path, format) in files() {
        let highs = highs::read(&path);
        let refused = REFUSED.iter().find(|(file, _)| *file == name);
        let is_malformed = MALFORMED.contains(&name.as_str());
        assert_eq!(highs.reading == Reading::Error, is_malformed, "{name}");
        match read_model(&std::fs::read(&path).unwrap(), format, &Readings::default()) {
            Err(_) if is_malformed => {}
            Err(error) => {
                let reason = refused.unwrap_or_else(|| panic!("{name}: {error}")).1;
                assert!(error.to_string().contains(reason), "{name}: {error}");
            }
            Ok(_) if is_malformed || refused.is_some() => panic!("{name} is not refused"),
            Ok(model) => {
                let listed = DIFFERENT.iter().find(|(file, _)| *file == name);
                let listed = listed.map_or(&[][..], |(_, list)| *list);
                assert_eq!(differences(&model, &highs), listed, "{name}");
                n_same += usize::from(listed.is_empty());
            }
        }
    }
    assert_eq!(n_same, 77);
}

/// Small models that differ in one rule, with what HiGHS makes of each. Where others differ from HiGHS, the readings are
/// those of HiGHS.
#[test]
fn the_readings_of_highs_give_its_models() {
    let readings =
        Readings::parse(&["negative-upper=zero", "integer-upper=none", "repeated-bound=first"])
            .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rule.mps");
    for (bounds, is_unclear) in [
        (" UP BND A -1", true),
        (" UP BND A 0", false),
        (" LO BND A 0\n UP BND A -1", false),
        (" UP BND A -1\n LO BND A -5", false),
        (" MI BND A", false),
        (" UP BND A 3\n MI BND A", false),
        (" BV BND A", false),
        (" LI BND A 2", false),
        (" UI BND A 2", false),
        (" UP A 3", false),
        (" FR BND A 0", false),
        (" UP BND A 1e20\n LO BND B -1e20", false),
        (" LO BND A -inf\n UP BND B Infinity", false),
        (" UP BND A 1\n LO BND A 2", false),
        (" UP BND I 5", false),
        (" LO BND I 5", true),
        (" MI BND I", true),
        (" LI BND I 5", false),
        (" PL BND I", false),
        (" FR BND I", false),
        (" UP BND I -5", true),
        (" UP BND A 4\n FX BND A 4", true),
        (" FX BND A 4\n UP BND A 4", false),
        (" BV BND A\n FX BND A 0", true),
        (" LO BND A 0\n BV BND A", true),
        (" LO BND A 2\n LI BND A 2", true),
        (" MI BND A\n FX BND A 3", true),
        (" PL BND A\n FR BND A", true),
        (" FR BND A\n MI BND A", false),
        (" UP BND A 4\n UP BND A 5", true),
    ] {
        for (ranges, rhs) in
            [("", "1e30"), ("R L1 .5 E2 .5", "-2"), ("R L1 -.5 G1 -.5\n R E2 -.5", "7")]
        {
            let file = format!(
                "NAME RULE\nROWS\n N COST\n E E1\n E E2\n L L1\n G G1\n N FREE\nCOLUMNS\n A COST 1 E1 1\n \
                 A E2 1.5e1 FREE 3\n B L1 0 G1 1\n M 'MARKER' 'INTORG'\n I L1 1\n M 'MARKER' 'INTEND'\nRHS\n \
                 RHS COST 7.5 E1 2\n RHS E2 2 L1 {rhs}\nRANGES\n {ranges}\nBOUNDS\n{bounds}\nENDATA\n"
            );
            std::fs::write(&path, &file).unwrap();
            let highs = highs::read(&path);
            let model = read_model(file.as_bytes(), ModelFormat::Mps, &readings).unwrap();
            assert_eq!(differences(&model, &highs), [""; 0], "{file}");
            let chosen = readings.list();
            let chosen: Vec<&str> = chosen.iter().map(String::as_str).collect();
            let (own, verifier) = (
                ours(file.as_bytes(), ModelFormat::Mps, &chosen),
                theirs(file.as_bytes(), ModelFormat::Mps, &chosen),
            );
            assert_eq!(own, verifier, "{file}");
            assert_eq!(ours(file.as_bytes(), ModelFormat::Mps, &[]).is_err(), is_unclear, "{file}");
        }
    }
}

#[test]
fn the_verifier_reads_the_same_models() {
    for (name, path, format) in files() {
        let bytes = std::fs::read(path).unwrap();
        let (ours, theirs) = (ours(&bytes, format, &[]), theirs(&bytes, format, &[]));
        assert_eq!(ours.is_ok(), theirs.is_ok(), "{name}: {:?} {:?}", ours.err(), theirs.err());
        if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
            assert!(ours == theirs, "{name}");
        }
    }
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// The model without its names, terms of a row in the order of the columns.
fn nameless(lp: &Lp) -> String {
    let mut lp = lp.clone();
    lp.columns.iter_mut().for_each(|column| column.name.clear());
    lp.rows.iter_mut().for_each(|row| row.name.clear());
    text(&lp)
}

/// What was written in either format is the same model: `expected`, in which the rows are as that
/// format has them. Names that the format cannot hold are listed in its head.
#[track_caller]
pub fn check_read_back(name: &str, expected: &Lp, file: &str, format: ModelFormat) {
    let read = read_model(file.as_bytes(), format, &Readings::default())
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(nameless(&read.lp) == nameless(expected), "{name}");
    let names = |lp: &Lp| -> Vec<String> {
        let columns = lp.columns.iter().map(|column| column.name.clone());
        columns.chain(lp.rows.iter().map(|row| row.name.clone())).collect()
    };
    for (new, old) in names(&read.lp).iter().zip(names(expected)) {
        let remark = format!("renamed: {new} is {old:?}\n");
        assert!(*new == old || file.contains(&remark), "{name}: {new} is not {old}");
    }
    let packed = read_model(&gzip(file), format, &Readings::default()).unwrap();
    assert!(packed == read, "{name}: other when packed");
}

/// In MPS a row without bounds is an N row, which readers leave out, and one with crossed bounds is two rows.
pub fn as_in_mps(lp: &Lp) -> Lp {
    split(lp, |lower, upper| upper < lower)
}

/// In LP text a row with two bounds is two rows, and one without bounds none.
pub fn as_in_text(lp: &Lp) -> Lp {
    split(lp, |lower, upper| lower != upper)
}

/// Without the rows that have no bounds, and with two rows for each whose two bounds are as `is_split` says.
fn split(lp: &Lp, is_split: impl Fn(&Rational, &Rational) -> bool) -> Lp {
    let mut out = Lp { rows: Vec::new(), ..lp.clone() };
    for row in lp.rows.iter().filter(|row| row.lower.is_some() || row.upper.is_some()) {
        let mut row = row.clone();
        if matches!((&row.lower, &row.upper), (Some(lower), Some(upper)) if is_split(lower, upper))
        {
            let lower = row.lower.take();
            out.rows.push(row.clone());
            (row.name, row.lower, row.upper) = (format!("{}_lower", row.name), lower, None);
        }
        out.rows.push(row);
    }
    out
}

#[test]
fn vendored_models_are_read_back_from_mps() {
    for (name, _, model) in models() {
        let file = to_mps(&model.lp);
        check_read_back(&name, &as_in_mps(&model.lp), &file, ModelFormat::Mps);
        let ours = ours(file.as_bytes(), ModelFormat::Mps, &[]);
        let theirs = theirs(file.as_bytes(), ModelFormat::Mps, &[]);
        assert!(ours == theirs, "{name}: the verifier reads another model");
    }
}

#[test]
fn vendored_models_are_read_back_from_lp_text() {
    for (name, _, model) in models() {
        let file = to_lp_text(&model.lp);
        check_read_back(&name, &as_in_text(&model.lp), &file, ModelFormat::Text);
    }
}
