//! The readers: rules, errors, and that what is written is read back.

use super::{Lp, Malformed, ModelFormat, ReadError, read_model, to_lp_text, to_mps};
use crate::rational::{Rational, parse};

fn number(text: &str) -> Rational {
    parse(text).expect(text)
}

#[track_caller]
fn mps(text: &str) -> Lp {
    read_model(text.as_bytes(), ModelFormat::Mps).expect("an LP").lp
}

#[track_caller]
fn text(text: &str) -> Lp {
    read_model(text.as_bytes(), ModelFormat::Text).expect("an LP").lp
}

/// A row of each kind with right-hand side 2 and range -1/2, and a column of each bound type.
const KINDS: &str = "\
NAME kinds
* a comment
OBJSENSE
    MAX
ROWS
 N COST $ a comment
 E E1
 E E2
 L L1
 G G1
 N FREE
COLUMNS
 A COST 1.5d0 E1 1 $ a comment
 A E2 1. FREE 7
 B L1 -.5 G1 1E-4
 C L1 1
 D L1 1
 E L1 1
 F L1 1
RHS
 RHS COST 7.113 E1 2
 E2 2 L1 2
 RHS G1 2
RANGES
 R E1 -.5 E2 .5
 R L1 .5 G1 .5
BOUNDS
 UP BND A -1
 FR BND B
 FX C 3
 MI BND D
 UP BND D 4
 LO BND E 1e-30
 UP BND F 1e30
ENDATA
";

#[test]
fn rows_ranges_and_bounds_are_read_as_documented() {
    let lp = mps(KINDS);
    assert!(lp.maximize && lp.name == "kinds");
    assert_eq!(lp.offset, number("-7.113"));
    let sides: Vec<_> = lp.rows.iter().map(|row| (row.lower.clone(), row.upper.clone())).collect();
    let pair = |lower: &str, upper: &str| (Some(number(lower)), Some(number(upper)));
    assert_eq!(sides, [pair("1.5", "2"), pair("2", "2.5"), pair("1.5", "2"), pair("2", "2.5")]);
    let bounds: Vec<_> =
        lp.columns.iter().map(|column| (column.lower.clone(), column.upper.clone())).collect();
    assert_eq!(
        bounds,
        [
            pair("0", "-1"),
            (None, None),
            pair("3", "3"),
            (None, Some(number("4"))),
            (Some(number("1e-30")), None),
            (Some(Rational::ZERO), None),
        ]
    );
    assert_eq!(lp.rows[3].terms, [(1, number("1/10000"))]);
}

#[test]
fn names_with_spaces_are_read_by_columns() {
    let lp = mps("\
NAME          SPACES
ROWS
 N  COST
 G  ROW ONE
COLUMNS
    COL ONE   COST             1.0     ROW ONE        1.0
RHS
    RHS       ROW ONE          2.0
ENDATA
");
    assert_eq!((lp.rows[0].name.as_str(), lp.columns[0].name.as_str()), ("ROW ONE", "COL ONE"));
    assert_eq!(lp.rows[0].lower, Some(number("2")));
}

#[test]
fn integers_and_huge_bounds_are_counted() {
    let model = read_model(
        b"ROWS\n N C\n L R\nCOLUMNS\n M 'MARKER' 'INTORG'\n X C 1 R 1\n M 'MARKER' 'INTEND'\n Y R 1\n\
RHS\n R 1e30\nBOUNDS\n UP Y 1e20\nENDATA\n",
        ModelFormat::Mps,
    )
    .expect("an LP");
    assert_eq!((model.n_integer(), model.huge.len()), (1, 2));
    assert_eq!(model.lp.columns[0].upper, Some(Rational::ONE));
    assert_eq!((&model.lp.columns[1].upper, &model.lp.rows[0].upper), (&None, &None));
}

#[test]
fn errors_name_the_line() {
    let twice = |what: &str| Malformed::Twice(what.to_owned());
    for (from, to, line, reason) in [
        (" A COST 1.5d0", " A COST 1.5f0", 13, Malformed::Number("1.5f0".to_owned())),
        (" A COST 1.5d0", " A COST nan", 13, Malformed::Number("nan".to_owned())),
        (" A E2 1.", " A E3 1.", 14, Malformed::UnknownRow("E3".to_owned())),
        (" A E2 1.", " A E1 1.", 14, twice("an entry of row E1")),
        (" C L1 1", " B L1 1", 16, twice("an entry of row L1")),
        (" D L1 1", " A L1 1", 17, twice("column A")),
        (" E2 2 L1 2", " E2 2 E1 2", 22, twice("the side of row E1")),
        (" FX C 3", " FX Z 3", 30, Malformed::UnknownColumn("Z".to_owned())),
        (" FX C 3", " SC C 3", 30, Malformed::NotLinear("bound type SC".to_owned())),
        (" FX C 3", " FX C inf", 30, Malformed::Expected("a finite bound")),
        (" E2 2 L1 2", " E2 inf L1 2", 22, Malformed::Expected("a finite bound")),
        (" E2 2 L1 2", " E2 2 L1 -1e30", 22, Malformed::Expected("a finite bound")),
        (" RHS G1 2", " RHS G1 1e30", 23, Malformed::Expected("a finite bound")),
        (
            " RHS G1 2",
            " RHS G1 -1e30",
            35,
            Malformed::Expected("no range of a row whose side is infinite"),
        ),
        (" FX C 3", " FX C", 30, Malformed::Expected("a number")),
        ("RHS\n", "RHS COST 1\n", 20, Malformed::Expected("nothing behind the name of a section")),
        ("ROWS", " MIN\nROWS", 5, twice("OBJSENSE")),
        (" R L1 .5", " S L1 .5", 26, twice("sets R and S")),
        (" UP BND F", " UP BOUND F", 34, twice("sets BND and BOUND")),
        (" R E1 -.5", " R E1 -1e20", 25, Malformed::Number("-1e20".to_owned())),
        (" L L1", " L *L1", 9, Malformed::Expected("a name that does not start like a comment")),
        (" L L1", " L \u{fffd}", 9, Malformed::Expected("text in UTF-8")),
        (" L L1", " X L1", 9, Malformed::Expected("the row type N, E, L or G")),
        ("ENDATA", "QUADOBJ", 35, Malformed::NotLinear("section QUADOBJ".to_owned())),
        ("ENDATA\n", "", 35, Malformed::Expected("ENDATA")),
    ] {
        let damaged = KINDS.replacen(from, to, 1);
        let error = read_model(damaged.as_bytes(), ModelFormat::Mps).expect_err(to);
        assert_eq!(error, ReadError::Line { line, reason }, "{to}");
    }
}

#[test]
fn lp_text_is_read_as_documented() {
    let lp = text(
        "\
\\ a comment
Maximize obj: 3 x - .5y + 7.113
Subject To
 end: x - 1 >= -1
 2x + y <= 4
 box: -1 <= x + y - z <= 1e30
 3 >= z
Bounds
 -inf <= x <= 5
 y free
 z >= 1.1
 z <= 10
End",
    );
    assert_eq!(lp.offset, number("7.113"));
    let costs: Vec<_> = lp.columns.iter().map(|column| column.objective.clone()).collect();
    assert_eq!(costs, [number("3"), number("-0.5"), Rational::ZERO]);
    let sides: Vec<_> = lp.rows.iter().map(|row| (row.lower.clone(), row.upper.clone())).collect();
    assert_eq!(
        sides,
        [
            (Some(Rational::ZERO), None),
            (None, Some(number("4"))),
            (Some(number("-1")), None),
            (None, Some(number("3"))),
        ]
    );
    assert_eq!((lp.columns[0].lower.clone(), lp.columns[1].lower.clone()), (None, None));
    assert_eq!(lp.columns[2].upper, Some(number("10")));
}

#[test]
fn what_is_not_lp_text_is_an_error_with_a_line() {
    for (file, line) in [
        ("blah", 1),
        ("min\n x\nst\n x >= y", 4),
        ("min\n x + [ x ^2 ]\nst\n x >= 1", 2),
        ("min\n x\nst\n x >= 1\nbounds\n y <= z\nend", 6),
        ("min x st x >= 1 bounds x <= 1\n x <= 2", 2),
        ("min x st x >= 1\nsemi-continuous x end", 2),
        ("min x\nst 1 <= x >= 2", 2),
        // A file that was cut off is no model.
        ("min x\nst\n x >= 1\n", 3),
        ("min x\nst\n x >= 1\nend\nmore", 5),
        ("min x\nst\n a: x >= 1\n a: x >= 2\nend", 4),
    ] {
        match read_model(file.as_bytes(), ModelFormat::Text) {
            Err(ReadError::Line { line: found, .. }) => assert_eq!(found, line, "{file}"),
            other => panic!("{file}: {other:?}"),
        }
    }
}

/// The relaxation of a binary column is what its bounds leave of [0, 1], whatever comes first.
#[test]
fn binary_columns_are_between_zero_and_one() {
    let file = "min x\nst\n x + y + z + w + v >= 1\nbinary\n x y z w v\nbounds\n x <= 5\n y free\n z >= 1\n w = 0\n v >= -2\nend";
    let model = read_model(file.as_bytes(), ModelFormat::Text).expect("an LP");
    let bounds: Vec<_> =
        model.lp.columns.iter().map(|c| (c.lower.clone(), c.upper.clone())).collect();
    let pair = |lower: &str, upper: &str| (Some(number(lower)), Some(number(upper)));
    assert_eq!(
        bounds,
        [pair("0", "1"), pair("0", "1"), pair("1", "1"), pair("0", "0"), pair("0", "1")]
    );
    assert_eq!(model.integer, [true; 5]);
}

/// In LP text an exponent is e only; a row without a name gets one that no other row has.
#[test]
fn lp_text_has_no_d_exponents_and_gives_names() {
    let lp = text("min 3d1 + 2e1 e1\nst\n d1 >= 1\n r1: e1 >= 1\n e1 <= 2\nend");
    let columns: Vec<_> =
        lp.columns.iter().map(|c| (c.name.as_str(), c.objective.clone())).collect();
    assert_eq!(columns, [("d1", number("3")), ("e1", number("20"))]);
    let rows: Vec<_> = lp.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(rows, ["r1_", "r1", "r3"]);
}

/// Names that mean something else in a format are replaced, and the head of the file says so.
#[test]
fn names_that_a_format_cannot_hold_are_replaced() {
    let mut lp = mps(KINDS);
    for (j, name) in ["2x", "end", "a b", "x3", "$y", "*z"].into_iter().enumerate() {
        lp.columns[j].name = name.to_owned();
    }
    lp.rows[0].name = "COST".to_owned();
    let names = |lp: Lp| lp.columns.into_iter().map(|column| column.name).collect::<Vec<_>>();
    let read = mps(&to_mps(&lp));
    assert_eq!(read.rows[0].name, "c1");
    assert_eq!(names(read), ["2x", "end", "x3_", "x3", "x5", "x6"]);
    let file = to_lp_text(&lp);
    assert_eq!(names(text(&file)), ["x1", "x2", "x3_", "x3", "x5", "x6"]);
    assert!(file.contains("\\ renamed: x1 is \"2x\"\n"), "{file}");
}

#[test]
fn what_is_written_is_read_back() {
    let lp = mps(KINDS);
    assert_eq!(mps(&to_mps(&lp)), lp);
    let read = text(&to_lp_text(&lp));
    assert_eq!(read.offset, lp.offset);
    assert_eq!(read.columns, lp.columns);
}

#[test]
fn gzip_is_unpacked() {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(KINDS.as_bytes()).expect("memory");
    let packed = encoder.finish().expect("memory");
    assert_eq!(read_model(&packed, ModelFormat::Mps).expect("an LP").lp, mps(KINDS));
    let cut = &packed[..packed.len() / 2];
    assert_eq!(read_model(cut, ModelFormat::Mps), Err(ReadError::Gzip));
}
