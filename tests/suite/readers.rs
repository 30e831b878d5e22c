//! Model files read by our two readers, by HiGHS, and read back after writing.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use ironproof::lp::{Lp, Model, ModelFormat, Readings, read_model, to_lp_text, to_mps};
use ironproof::rational::{Rational, approx};

use crate::common::vendored;
use crate::highs::{self, HighsModel, Reading};
use crate::models::{ours, text, theirs};

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
    ("nan0.mps", "not a finite number: `nan`"),
    ("nan1.mps", "not a finite number: `nan`"),
    // HiGHS leaves out entries of rows that do not exist and all but the first or last of what is given
    // several times, with a warning. Which number is meant is a guess, and what is proved is no guess.
    ("warnings.mps", "unknown row `R11`"),
];

/// Files that neither reads.
const MALFORMED: &[&str] =
    &["1448.lp", "1449a.lp", "1449b.lp", "garbage.lp", "garbage.mps", "nan2.mps", "qcqp.lp"];

/// Files that only we read: HiGHS does not take a comment that starts with `*` behind a row.
const OURS_ALONE: &[&str] = &["comment.mps"];

/// Files that both read, to different models, with every difference.
const DIFFERENT: &[(&str, &[&str])] = &[
    // HiGHS drops a constant on the left of a row, with a warning; we take it to the right.
    (
        "1451.lp",
        &[
            "lower bound of row end",
            "lower bound of row cs0",
            "lower bound of row cs1",
            "lower bound of row cs2",
            "lower bound of row cs3",
            "lower bound of row cs4",
            "lower bound of row cs5",
            "lower bound of row cs6",
            "lower bound of row cs7",
            "lower bound of row cs8",
            "lower bound of row cs9",
        ],
    ),
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

/// Our numbers, rounded to doubles, against those of HiGHS: bit for bit, but for the sign of zero.
fn differences(model: &Model, highs: &HighsModel) -> Vec<String> {
    let Model { lp, integer, .. } = model;
    let mut found = Vec::new();
    let mut check = |same: bool, what: &str, name: &str| {
        if !same {
            found.push(format!("{what} {name}"));
        }
    };
    check(lp.maximize == highs.maximize, "sense", "");
    check(approx(&lp.offset) == highs.offset, "offset", "");
    check(lp.columns.len() == highs.cost.len(), "columns", "");
    check(lp.rows.len() == highs.rows.len(), "rows", "");
    let lower = |bound: &Option<Rational>| bound.as_ref().map_or(f64::NEG_INFINITY, approx);
    let upper = |bound: &Option<Rational>| bound.as_ref().map_or(f64::INFINITY, approx);
    for (j, column) in lp.columns.iter().enumerate().take(highs.cost.len()) {
        let name = &column.name;
        check(*name == highs.column_names[j], "name of column", name);
        check(approx(&column.objective) == highs.cost[j], "cost of", name);
        check(lower(&column.lower) == highs.column_lower[j], "lower bound of column", name);
        check(upper(&column.upper) == highs.column_upper[j], "upper bound of column", name);
        check(i32::from(integer[j]) == highs.integrality[j], "integrality of", name);
    }
    for (i, row) in lp.rows.iter().enumerate().take(highs.rows.len()) {
        let name = &row.name;
        check(*name == highs.row_names[i], "name of row", name);
        check(lower(&row.lower) == highs.row_lower[i], "lower bound of row", name);
        check(upper(&row.upper) == highs.row_upper[i], "upper bound of row", name);
        let map = |terms: Vec<(usize, f64)>| terms.into_iter().collect::<BTreeMap<_, _>>();
        let terms = map(row.terms.iter().map(|(j, value)| (*j, approx(value))).collect());
        check(terms == map(highs.rows[i].clone()), "coefficients of row", name);
    }
    found
}

#[test]
fn highs_reads_the_same_models() {
    let mut n_same = 0;
    for (name, path, format) in files() {
        let highs = highs::read(&path);
        let refused = REFUSED.iter().find(|(file, _)| *file == name);
        let is_malformed = MALFORMED.contains(&name.as_str());
        let is_ours_alone = OURS_ALONE.contains(&name.as_str());
        assert_eq!(highs.reading == Reading::Error, is_malformed || is_ours_alone, "{name}");
        match read_model(&std::fs::read(&path).unwrap(), format, &Readings::default()) {
            Err(_) if is_malformed => {}
            Err(error) => {
                let reason = refused.unwrap_or_else(|| panic!("{name}: {error}")).1;
                assert!(error.to_string().contains(reason), "{name}: {error}");
            }
            Ok(_) if is_malformed || refused.is_some() => panic!("{name} is not refused"),
            Ok(_) if is_ours_alone => {}
            Ok(model) => {
                let listed = DIFFERENT.iter().find(|(file, _)| *file == name);
                let listed = listed.map_or(&[][..], |(_, list)| *list);
                assert_eq!(differences(&model, &highs), listed, "{name}");
                n_same += usize::from(listed.is_empty());
            }
        }
    }
    assert_eq!(n_same, 79);
}

/// Small models that differ in one rule, with what HiGHS makes of each.
#[test]
fn the_rules_where_solvers_differ_are_those_of_highs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rule.mps");
    for bounds in [
        " UP BND A -1",
        " UP BND A 0",
        " LO BND A 0\n UP BND A -1",
        " UP BND A -1\n LO BND A -5",
        " MI BND A",
        " UP BND A 3\n MI BND A",
        " BV BND A",
        " LI BND A 2",
        " UI BND A 2",
        " UP A 3",
        " FR BND A 0",
        " UP BND A 1e20\n LO BND B -1e20",
        " LO BND A -inf\n UP BND B Infinity",
        " UP BND A 1\n LO BND A 2",
        " UP BND I 5",
        " LO BND I 5",
        " MI BND I",
        " PL BND I",
        " FR BND I",
        " UP BND I -5",
    ] {
        for (ranges, rhs) in
            [("", "1e30"), ("R L1 .5 E2 .5", "-2"), ("R L1 -.5 G1 -.5\n R E2 -.5", "7")]
        {
            let file = format!(
                "NAME RULE\nROWS\n N COST\n E E1\n E E2\n L L1\n G G1\n N FREE\nCOLUMNS\n A COST 1 E1 1\n \
                 A E2 1.5d1 FREE 3\n B L1 0 G1 1\n M 'MARKER' 'INTORG'\n I L1 1\n M 'MARKER' 'INTEND'\nRHS\n \
                 RHS COST 7.5 E1 2\n E2 2 L1 {rhs}\nRANGES\n {ranges}\nBOUNDS\n{bounds}\nENDATA\n"
            );
            std::fs::write(&path, &file).unwrap();
            let highs = highs::read(&path);
            let model =
                read_model(file.as_bytes(), ModelFormat::Mps, &Readings::default()).unwrap();
            assert_eq!(differences(&model, &highs), [""; 0], "{file}");
            assert_eq!(ours(file.as_bytes(), ModelFormat::Mps), theirs(&file), "{file}");
        }
    }
}

#[test]
fn the_verifier_reads_the_same_models() {
    for (name, path, format) in files() {
        if format != ModelFormat::Mps {
            continue;
        }
        let bytes = std::fs::read(path).unwrap();
        let (ours, theirs) = (ours(&bytes, format), theirs(&String::from_utf8_lossy(&bytes)));
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
        let ours = ours(file.as_bytes(), ModelFormat::Mps);
        assert!(ours == theirs(&file), "{name}: the verifier reads another model");
    }
}

#[test]
fn vendored_models_are_read_back_from_lp_text() {
    for (name, _, model) in models() {
        let file = to_lp_text(&model.lp);
        check_read_back(&name, &as_in_text(&model.lp), &file, ModelFormat::Text);
    }
}
