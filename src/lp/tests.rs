//! The readers: rules, errors and readings, and that what is written is read back.

use super::{Lp, Model, ModelFormat, ReadError, Readings, read_model, to_lp_text, to_mps};
use ironproof_number::rational::{Rational, parse};

fn number(text: &str) -> Rational {
    parse(text).expect(text)
}

fn read(text: &str, format: ModelFormat, readings: &[&str]) -> Result<Model, ReadError> {
    read_model(text.as_bytes(), format, &Readings::parse(readings).expect("readings"))
}

#[track_caller]
fn mps(text: &str) -> Lp {
    read(text, ModelFormat::Mps, &[]).unwrap_or_else(|error| panic!("{error}\n{text}")).lp
}

#[track_caller]
fn text(text: &str) -> Lp {
    read(text, ModelFormat::Text, &[]).unwrap_or_else(|error| panic!("{error}\n{text}")).lp
}

/// The line of the error in a text that is none, and what is wrong there.
#[track_caller]
fn wrong(text: &str, format: ModelFormat, readings: &[&str]) -> (usize, String) {
    match read(text, format, readings) {
        Err(ReadError::Line { line, reason }) => (line, reason.to_string()),
        other => panic!("{other:?}\n{text}"),
    }
}

fn bounds(lp: &Lp) -> Vec<String> {
    let side = |side: &Option<Rational>| side.as_ref().map_or("none".into(), Rational::to_string);
    lp.columns.iter().map(|c| format!("{} {}", side(&c.lower), side(&c.upper))).collect()
}

fn sides(lp: &Lp) -> Vec<String> {
    let side = |side: &Option<Rational>| side.as_ref().map_or("none".into(), Rational::to_string);
    lp.rows.iter().map(|row| format!("{} {}", side(&row.lower), side(&row.upper))).collect()
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
 A COST 1.5e0 E1 1 $ a comment
 A E2 1. FREE 7
 B L1 -.5 G1 1E-4
 C L1 1
 D L1 1
 E L1 1
 F L1 1
RHS
 RHS COST 7.113 E1 2
 RHS E2 2 L1 2
 RHS G1 2
RANGES
 R E1 -.5 E2 .5
 R L1 .5 G1 .5
BOUNDS
 UP BND A -1
 LO BND A -4
 FR BND B
 FX BND C 3
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
    assert_eq!(sides(&lp), ["3/2 2", "2 5/2", "3/2 2", "2 5/2"]);
    let tiny = format!("1/1{} none", "0".repeat(30));
    assert_eq!(bounds(&lp), ["-4 -1", "none none", "3 3", "none 4", &tiny, "0 none"]);
    assert_eq!(lp.rows[3].terms, [(1, number("1/10000"))]);
}

#[test]
fn names_with_spaces_are_read_by_columns() {
    let file = "\
NAME          SPACES
ROWS
 N  COST
 G  ROW ONE
COLUMNS
    COL ONE   COST             1.0     ROW ONE        1.0
RHS
    RHS       ROW ONE          2.0
ENDATA
";
    let lp = mps(file);
    assert_eq!((lp.rows[0].name.as_str(), lp.columns[0].name.as_str()), ("ROW ONE", "COL ONE"));
    assert_eq!(lp.rows[0].lower, Some(number("2")));
    // Without a space in a name the columns are no second chance.
    let file =
        file.replace(" ONE", "_ONE").replace("ROW_ONE          2.0", "ROW_ONE          2.0   x");
    let (line, reason) = wrong(&file, ModelFormat::Mps, &[]);
    assert_eq!(line, 8, "{reason}");
}

/// A letter of two bytes is one column for some readers and two for others.
#[test]
fn the_fixed_format_is_ascii() {
    let file = |name: &str| {
        format!(
            "NAME\nROWS\n N  C\n G  R\nCOLUMNS\n    X Y       C                1.0     R              1.0\nBOUNDS\n \
             UP {name:<10} X Y              2.0\nENDATA\n"
        )
    };
    assert_eq!(bounds(&mps(&file("B C"))), ["0 2"]);
    for name in ["é", "B é", "BND é"] {
        let (line, reason) = wrong(&file(name), ModelFormat::Mps, &[]);
        assert!(line == 8 && reason.contains("outside ASCII"), "{line}: {reason}");
    }
    let (line, reason) = wrong(&file("$"), ModelFormat::Mps, &[]);
    assert!(line == 8 && reason.contains("does not start with $"), "{line}: {reason}");
}

#[test]
fn a_bound_that_was_replaced_is_not_huge() {
    let n_huge = |bounds: &str, reading: &str| {
        let file = format!("ROWS\n N C\nCOLUMNS\n X C 1\nBOUNDS\n{bounds}ENDATA\n");
        read(&file, ModelFormat::Mps, &[reading]).expect("an LP").huge.len()
    };
    assert_eq!(n_huge(" UP S X 1e30\n UP S X 5\n", "repeated-bound=last"), 0);
    assert_eq!(n_huge(" UP S X 1e30\n UP S X 5\n", "repeated-bound=first"), 1);
    assert_eq!(n_huge(" UP S X 5\n UP S X 1e30\n", "repeated-bound=last"), 1);
    assert_eq!(n_huge(" LO S X -1e30\n UP S X 1e30\n", "repeated-bound=last"), 2);
}

#[test]
fn integers_and_huge_bounds_are_counted() {
    let model = read(
        "ROWS\n N C\n L R\nCOLUMNS\n M 'MARKER' 'INTORG'\n X C 1 R 1\n M 'MARKER' 'INTEND'\n Y R 1\n\
RHS\n R 1e30\nBOUNDS\n UP S Y 1e20\nENDATA\n",
        ModelFormat::Mps,
        &[],
    )
    .expect("an LP");
    assert_eq!((model.n_integer(), model.huge.len()), (1, 2));
    assert_eq!(bounds(&model.lp), ["0 1", "0 none"]);
    assert_eq!((sides(&model.lp), model.lp.name.as_str()), (vec!["none none".to_owned()], "lp"));
}

/// Every change makes one rule fail; the message names rule and remedy.
#[test]
fn errors_in_mps_name_line_rule_and_remedy() {
    for (from, to, line, part) in [
        (" A COST 1.5e0", " A COST 1.5f0", 13, "`1.5f0` is not a number"),
        (" A COST 1.5e0", " A COST nan", 13, "`nan` is not a number"),
        (" A COST 1.5e0", " A COST inf", 13, "`inf` is not a number"),
        (" A COST 1.5e0", " A COST 1.5D0", 13, "write e"),
        (" A COST 1.5e0", " A COST 1,5", 13, "`1,5` is not a number"),
        (" A E2 1.", " A E3 1.", 14, "unknown row `E3`"),
        (" A E2 1.", " A E1 1.", 14, "given twice: an entry of row E1"),
        (" C L1 1", " B L1 1", 16, "given twice: an entry of row L1"),
        (" D L1 1", " A L1 1", 17, "given twice: column A"),
        (" D L1 1", " D L1", 17, "one or two pairs"),
        (" D L1 1", " D L1 1 E1 1 E2 1", 17, "one or two pairs"),
        (" D L1 1", " D L1 1 * text", 17, "`text` is not a number"),
        (" D L1 1", " D 'MARKER' 'INTEND'", 17, "in turns"),
        (" D L1 1", " D 'MARKER' INTORG", 17, "'INTORG' or 'INTEND'"),
        (" D L1 1", "D L1 1", 17, "`D` is no section"),
        (" E2 2 L1 2", " E2 2 E1 3", 22, "right-hand side of row E1, with another number"),
        (" RHS E2 2", " RHS FREE 2", 22, "no right-hand side of an N row"),
        (" RHS E2 2", " E2 E2 2", 22, "the set `E2` is named like a row"),
        (" RHS G1 2", " RHS2 G1 2", 23, "--reading rhs=all or rhs=RHS or rhs=RHS2"),
        (" RHS G1 2", " G1 2", 23, "RHS has the sets `RHS` and ``"),
        (" RHS E2 2", " RHS E2 inf", 22, "an infinite number"),
        (" L1 2\n RHS", " L1 -1e30\n RHS", 22, "an infinite number"),
        (" RHS G1 2", " RHS G1 1e30", 23, "an infinite number"),
        (" RHS G1 2", " RHS G1 -1e30", 26, "row G1 has a range and an infinite right-hand side"),
        (" R E1 -.5 E2 .5", " R E1 .5 E1 .5", 25, "given twice: the range of row E1"),
        (" R E1 -.5", " R COST -.5", 25, "no range of an N row"),
        (
            "1 .5 G1 .5",
            "1 .5 G1 99999999999999999999",
            26,
            "a side of row G1 comes out as 1e20 or more",
        ),
        (" R L1 .5", " S L1 .5", 26, "--reading ranges=all"),
        (" FX BND C 3", " FX BND Z 3", 31, "unknown column `Z`"),
        (" FX BND C 3", " SC BND C 3", 31, "bound type SC"),
        (" FX BND C 3", " fx BND C 3", 31, "in upper case"),
        (" FX BND C 3", " FX BND C inf", 31, "an infinite number"),
        (" FX BND C 3", " FX BND C", 31, "unknown column `BND`"),
        (" FX BND C 3", " FX C D 3", 31, "the set `C` is named like a column"),
        (" FX BND C 3", " LI BND C 2.5", 31, "GLPK rounds it"),
        (" FX BND C 3", " FX C -3", 31, "write the name of a set"),
        (" FX BND C 3", " FX C 3e0", 31, "write the name of a set"),
        (" FX BND C 3", " FR C Z", 31, "unknown column `Z`"),
        (" FX BND C 3", " FR C 7", 31, "unknown column `7`"),
        (" FX BND C 3", " BV C Q", 31, "unknown column `Q`"),
        (" FX BND C 3", " BV BND C 5", 31, "no number behind BV, or 1"),
        (" FX BND C 3", " FR BND C x", 31, "`x` is not a number"),
        (
            " FX BND C 3",
            " FX BND C 3\n FX BND C 4",
            32,
            "a bound of column C is given again with another number or kind",
        ),
        (" FX BND C 3", " FX BND C 3\n FR BND C", 32, "repeated-bound=first or =last"),
        (" FX BND C 3", " BV BND C\n UP BND C 4", 32, "repeated-bound=first or =last"),
        // The numbers are the same, but HiGHS leaves out the whole line.
        (" FX BND C 3", " LO BND C 3\n FX BND C 3", 32, "a bound of column C is given again"),
        (" FX BND C 3", " UP BND C 1\n BV BND C", 32, "a bound of column C is given again"),
        (" FX BND C 3", " LO BND C 3\n LI BND C 3", 32, "a bound of column C is given again"),
        (
            " LO BND A -4\n",
            "",
            28,
            "write LO or MI for it, or choose --reading negative-upper=zero or =free",
        ),
        (" UP BND F", " UP BOUND F", 35, "--reading bounds=all or bounds=BND or bounds=BOUND"),
        ("RHS\n", "RHS COST 1\n", 20, "nothing behind the name of a section"),
        ("ROWS", " MIN\nROWS", 5, "given twice: the sense"),
        ("    MAX", "    LARGE", 4, "expected MIN or MAX"),
        ("OBJSENSE\n    MAX", "OBJSENSE MAXIMIZE", 3, "HiGHS minimizes"),
        ("OBJSENSE\n    MAX", "OBJSENSE", 4, "expected MIN or MAX"),
        ("OBJSENSE\n    MAX", "OBJSENSE\nMAX", 4, "expected MIN or MAX"),
        ("OBJSENSE\n    MAX", "OBJSENSE:\n    MAX", 3, "`OBJSENSE:` is no section"),
        ("ROWS", "rows", 5, "`rows` is no section"),
        ("COLUMNS", "NAME\nCOLUMNS", 12, "given twice: NAME"),
        ("RHS\n", "RANGES\nRHS\n", 21, "in this order"),
        ("BOUNDS\n", "BOUNDS\nBOUNDS\n", 28, "given twice: BOUNDS"),
        (" L L1", " L L1 x", 9, "the end of the line"),
        (" L L1", " L $L1", 9, "does not start with $"),
        (" L L1", " l L1", 9, "in upper case"),
        (" L L1", " L E1", 9, "given twice: row E1"),
        (" L L1", " L L\u{7}1", 9, "the character '\\u{7}'"),
        ("ENDATA", "QUADOBJ", 36, "not part of a linear program: section QUADOBJ; write"),
        ("ENDATA\n", "", 36, "ENDATA at the end"),
        ("ENDATA\n", "ENDATA\n* fine\n\nNAME second\n", 39, "nothing behind ENDATA"),
        ("ENDATA\n", "ENDATA\nA 2\n", 37, "nothing behind ENDATA"),
        ("ENDATA\n", "ENDATA\nIMPORTANCES\nQ 2\n", 38, "nothing behind ENDATA"),
        ("ENDATA\n", "ENDATA\nIMPORTANCES\nA 2 C\n", 38, "nothing behind ENDATA"),
        ("ENDATA\n", "ENDATA\nIMPORTANCES\nA two\n", 38, "`two` is not a number"),
        ("ENDATA\n", "ENDATA\nIMPORTANCES\nA 2\nENDATA\n", 39, "nothing behind ENDATA"),
        ("ENDATA", "IMPORTANCES", 36, "`IMPORTANCES` is no section"),
    ] {
        assert!(KINDS.contains(from), "{from}");
        let damaged = KINDS.replacen(from, to, 1);
        let (found, reason) = wrong(&damaged, ModelFormat::Mps, &[]);
        assert!(found == line && reason.contains(part), "{from} -> {to}: line {found}: {reason}");
    }
}

#[test]
fn what_every_reader_of_mps_reads_is_read() {
    for (from, to) in [
        (" FX BND C 3", " FX BND C 3\n LO BND C 3.0"),
        (" FX BND C 3", " FX BND C 3\n FX BND C 30e-1"),
        (" RHS G1 2", " RHS G1 2 E1 2.0"),
        ("    MAX", "    maximum"),
        ("    MAX", "\n* c\n\tMaximise"),
        ("OBJSENSE\n    MAX", "OBJSENSE  MAX"),
        ("NAME kinds", "\u{feff}NAME kinds of\r"),
        (" FX BND C 3", " FX\tBND  C\t+3.  "),
        ("ENDATA", "ENDATA\n\n* the end"),
        ("ENDATA", "ENDATA\nIMPORTANCES\nA 2\n*\n\n B\t-1.5"),
        (" FR BND B", " FR BND B 7"),
        (" FR BND B", " FR BND B\n MI BND B\n PL BND B"),
    ] {
        assert_eq!(mps(&KINDS.replacen(from, to, 1)), mps(KINDS), "{to}");
    }
    let binary = |line: &str| mps(&KINDS.replacen(" FX BND C 3", line, 1));
    for number in ["1", "1.", "1.000000", "10e-1"] {
        assert_eq!(binary(&format!(" BV BND C {number}")), binary(" BV BND C"));
    }
    let renamed = KINDS.replace(" L1", " *L1").replace(" A ", " #A ");
    let lp = mps(&renamed);
    assert_eq!((lp.rows[2].name.as_str(), lp.columns[0].name.as_str()), ("*L1", "#A"));
}

/// Each reading gives its model; without one the file is an error, and a reading that has no effect is none.
#[test]
fn readings_choose_among_models_of_mps() {
    let model = |sections: &str| {
        format!(
            "ROWS\n N C\n L R\n G S\nCOLUMNS\n M 'MARKER' 'INTORG'\n I C 1 R 1\n M 'MARKER' 'INTEND'\n \
             X C 1 S 1\n{sections}ENDATA\n"
        )
    };
    for (sections, reading, expected) in [
        ("BOUNDS\n UP S X -5\n", "negative-upper=zero", "0 1|0 -5|none 0|0 none"),
        ("BOUNDS\n UP S X -5\n", "negative-upper=free", "0 1|none -5|none 0|0 none"),
        ("BOUNDS\n UI S I -5\n", "negative-upper=free", "none -5|0 none|none 0|0 none"),
        ("BOUNDS\n LO I 2\n", "integer-upper=one", "2 1|0 none|none 0|0 none"),
        ("BOUNDS\n LO I 2\n", "integer-upper=none", "2 none|0 none|none 0|0 none"),
        ("BOUNDS\n MI I\n", "integer-upper=none", "none none|0 none|none 0|0 none"),
        ("BOUNDS\n UP A X 5\n UP B X 4\n LO B X 1\n", "bounds=A", "0 1|0 5|none 0|0 none"),
        ("BOUNDS\n UP A X 5\n UP B X 4\n LO B X 1\n", "bounds=B", "0 1|1 4|none 0|0 none"),
        ("BOUNDS\n UP A X 5\n LO B X 1\n", "bounds=all", "0 1|1 5|none 0|0 none"),
        ("BOUNDS\n UP A X 5\n LO X 1\n", "bounds=", "0 1|1 none|none 0|0 none"),
        ("RHS\n A R 1\n B S 2\n", "rhs=all", "0 1|0 none|none 1|2 none"),
        ("RHS\n A R 1\n B S 2\n", "rhs=B", "0 1|0 none|none 0|2 none"),
        ("RANGES\n A R 1\n B S 2\n", "ranges=A", "0 1|0 none|-1 0|0 none"),
        ("RANGES\n A R 1\n B S 2\n", "ranges=all", "0 1|0 none|-1 0|0 2"),
        ("BOUNDS\n BV S X\n FX S X 0\n", "repeated-bound=last", "0 1|0 0|none 0|0 none"),
        ("BOUNDS\n BV S X\n FX S X 0\n", "repeated-bound=first", "0 1|0 1|none 0|0 none"),
        ("BOUNDS\n LO S X 4\n FX S X 4\n", "repeated-bound=last", "0 1|4 4|none 0|0 none"),
        ("BOUNDS\n LO S X 4\n FX S X 4\n", "repeated-bound=first", "0 1|4 none|none 0|0 none"),
        ("BOUNDS\n MI S X\n FX S X 3\n", "repeated-bound=first", "0 1|none none|none 0|0 none"),
        ("BOUNDS\n UP S X 3\n UP S X 4\n", "repeated-bound=last", "0 1|0 4|none 0|0 none"),
    ] {
        let file = model(sections);
        let read = |readings: &[&str]| {
            let lp = read(&file, ModelFormat::Mps, readings)?.lp;
            Ok::<_, ReadError>([bounds(&lp), sides(&lp)].concat().join("|"))
        };
        assert_eq!(read(&[reading]), Ok(expected.to_owned()), "{sections} {reading}");
        assert!(read(&[]).is_err(), "{sections}");
        assert_eq!(read(&[reading, "row-constant=drop"]), read(&[reading]));
    }
    let (_, reason) = wrong(&model("BOUNDS\n UP A X 5\n"), ModelFormat::Mps, &["bounds=B"]);
    assert!(reason.contains("BOUNDS has no set `B`"), "{reason}");
    let (_, reason) = wrong(&model(""), ModelFormat::Mps, &["bounds=B"]);
    assert!(reason.contains("BOUNDS has no set `B`"), "{reason}");
    // All sets together still have one number per side.
    let (_, reason) =
        wrong(&model("BOUNDS\n UP A X 5\n UP B X 4\n"), ModelFormat::Mps, &["bounds=all"]);
    assert!(reason.contains("given again"), "{reason}");
    // LI, PL and UP say what the upper bound is, or that it is none.
    for (lines, expected) in
        [(" LI I 2\n", "2 none"), (" PL I\n", "0 none"), (" LO I 2\n PL I\n", "2 none")]
    {
        let file = model(&format!("BOUNDS\n{lines}"));
        assert_eq!(bounds(&mps(&file))[0], expected, "{lines}");
    }
}

#[test]
fn lp_text_is_read_as_documented() {
    let lp = text(
        "\
\\ a comment
Maximize obj: 3 x - .5y + 7.113
Subject To
 end: x >= 0
 2x + y <= 4
 box: -1 <= x + y - z <= 1e30
 3 >= z
 12: + - x - -2 y +z
   + 2 gen <=
 - 5 empty: <= 3
Bounds
 -inf <= x <= 5
 y
 free
 z >= 1.1
 z <= 10
End",
    );
    assert_eq!((&lp.offset, lp.maximize), (&number("7.113"), true));
    let names: Vec<&str> = lp.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["x", "y", "z", "gen"]);
    let costs: Vec<_> = lp.columns.iter().map(|column| column.objective.to_string()).collect();
    assert_eq!(costs, ["3", "-1/2", "0", "0"]);
    assert_eq!(sides(&lp), ["0 none", "none 4", "-1 none", "none 3", "none -5", "none 3"]);
    assert_eq!(bounds(&lp), ["none 5", "none none", "11/10 10", "0 none"]);
    let rows: Vec<&str> = lp.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(rows, ["end", "r2", "box", "r4", "12", "empty"]);
    let terms: Vec<_> = lp.rows[4].terms.iter().map(|(j, value)| (*j, value.to_string())).collect();
    let term = |j: usize, value: &str| (j, value.to_owned());
    assert_eq!(terms, [term(0, "-1"), term(1, "2"), term(2, "1"), term(3, "2")]);
}

/// A file of which one part is put in: the objective, the rows, the bounds, or what follows.
fn parts(objective: &str, rows: &str, bounds: &str, behind: &str) -> String {
    format!("min\n obj: {objective}\nst\n{rows}\nbounds\n{bounds}\n{behind}\nend\n")
}

#[expect(clippy::too_many_lines, reason = "a table")]
#[test]
fn errors_in_lp_text_name_line_rule_and_remedy() {
    let rows = |rows: &str| parts("x + y", rows, " y <= 7", "");
    let bounds = |bounds: &str| parts("x + y", " c: x + y >= 1", bounds, "");
    let objective = |objective: &str| parts(objective, " c: x + y >= 1", " y <= 7", "");
    let behind = |behind: &str| parts("x + y", " c: x + y >= 1", " y <= 7", behind);
    let behind_number = "behind the number on the right";
    for (file, line, part) in [
        // After the number on the right.
        (rows(" x + y <= 8 >= 2"), 4, behind_number),
        (rows(" x <= 1 000"), 4, behind_number),
        (rows(" x <= 9 - 2"), 4, behind_number),
        (rows(" x >= 2 y"), 4, behind_number),
        (rows(" x <= 2,5"), 4, "readers disagree"),
        (rows(" x <= 50 %"), 4, behind_number),
        (rows(" x <= 50 bounds"), 4, behind_number),
        (rows(" x <= 50 end"), 4, behind_number),
        (rows(" 1 <= x <= 5 y"), 4, behind_number),
        (rows(" x <= 1_000"), 4, "readers disagree"),
        (rows(" x <= 1/3"), 4, "readers disagree"),
        (rows(" x >= 3 # text"), 4, behind_number),
        (rows(" x <=\n 5 + 2"), 5, behind_number),
        (bounds(" x <= 5 y <= 3"), 6, behind_number),
        (bounds(" x <= 5 6"), 6, behind_number),
        (bounds(" x free y free"), 6, behind_number),
        (bounds(" x <= 5,"), 6, behind_number),
        (rows(" c: 3 <= 2\n x + y <= 8"), 4, "a name behind the number on the same line"),
        (rows(" c: 3 >= x\n x + y <= 4"), 5, "a label or a section"),
        (rows(" x >= 3\n + 2"), 5, "expected a name in a row"),
        (rows(" x >= 3\n <= 8"), 5, "a label in front of a row without terms"),
        // Numbers and names.
        (rows(" x <= 1.000.000"), 4, "readers disagree where this number ends"),
        (rows(" x <= 1e+"), 4, "readers disagree"),
        (rows(" 3ex + y >= 1"), 4, "readers disagree"),
        (rows(" 2.x + y >= 1"), 4, "readers disagree"),
        (rows(" x <= 1.5D+3"), 4, "write e"),
        (rows(" 3d1 >= 1"), 4, "write e"),
        (rows(" x >= 1e99999"), 4, "is not a number"),
        (rows(" x[ 1] >= 1"), 4, "an index in brackets"),
        (rows(" [x] >= 1"), 4, "not part of a linear program: ["),
        (rows(" x ^ 2 >= 1"), 4, "not part of a linear program: ^"),
        (rows(" x * y >= 1"), 4, "not part of a linear program: *"),
        (rows(" x\u{a0}+ y >= 1"), 4, "the character '\\u{a0}'"),
        (rows(" inf x >= 1"), 4, "a finite number"),
        (objective("2 yBR_0-1 + y"), 2, "the sign behind `yBR_0` touches it"),
        (rows(" yBR_0-1 + y >= 3"), 4, "the sign behind `yBR_0` touches it"),
        (rows(" 2 x- 1 >= 3"), 4, "the sign behind `x` touches it"),
        // Right sides.
        (rows(" x + y <="), 5, "one number with at most one sign"),
        (rows(" x + y <= --3"), 4, "one number with at most one sign"),
        (rows(" x + y <= y"), 4, "one number with at most one sign"),
        (rows(" x + y = inf"), 4, "an infinite number"),
        (rows(" x + y >= 1e30"), 4, "an infinite number"),
        (rows(" x + y < = 3"), 4, "one number"),
        (rows(" 1 <= x >= 2"), 4, "both operators"),
        (rows(" 1 = x = 1"), 4, "both operators"),
        (rows(" 0 <= 3"), 4, "on the same line"),
        (rows(" c: 3 >= 1"), 4, "on the same line"),
        (rows(" x y >= 1"), 4, "expected a sign"),
        (rows(" x"), 5, "expected a sign"),
        (rows(" c: x >= 1\n c: y >= 1"), 5, "given twice: row c"),
        (rows(" c: 2 x + 3 >= 4"), 4, "--reading row-constant=move or =drop"),
        (rows(" c\n: x + y >= 4"), 5, "expected a sign"),
        (rows(" c: 2 x + 0 >= 4"), 4, "--reading row-constant=move or =drop"),
        // Section words.
        (objective("3 x + 2 gen"), 2, "`gen` inside a line"),
        (objective("3 x + bin"), 2, "`bin` inside a line"),
        (objective("MAX + x"), 2, "`MAX` inside a line"),
        (rows(" c: end >= 1"), 4, "`end` inside a line"),
        (rows(" c: gen + x >= 1"), 4, "`gen` inside a line"),
        (rows(" max + x >= 1"), 4, "given twice: the objective"),
        (rows(" x + y >= 1\nst\n x >= 2"), 5, "given twice: subject to"),
        (rows(" x +\n bin >= 1"), 5, "a term"),
        (rows(" x + 2\n end >= 1"), 5, "expected a sign"),
        (behind("gen\n x bin"), 8, "`bin` inside a line"),
        (behind("gen\n x >= 1"), 8, "the name of a column"),
        (behind("gen\n x, y"), 8, "unknown column `x,`"),
        (behind("bin\n z"), 8, "unknown column `z`"),
        (behind("semi-continuous\n x"), 7, "SOS or semi-continuous"),
        (behind("sos\n s: S1:: x:1"), 7, "SOS or semi-continuous"),
        (behind("end\nmore"), 8, "nothing behind end"),
        (behind("End of file"), 7, "nothing behind end"),
        // Bounds.
        (bounds(" x <= -5"), 6, "choose --reading negative-upper=zero or =free"),
        (bounds(" x <= 5\n x <= 4"), 7, "upper bound of column x, with another number"),
        (bounds(" x <= 5\n x free"), 7, "upper bound of column x"),
        (bounds(" x >= 1e30"), 6, "an infinite number"),
        (bounds(" x <= -inf"), 6, "an infinite number"),
        (bounds(" 2 <= x = 5"), 6, "both operators"),
        (bounds(" 2 x <= 5"), 6, "the name of a column"),
        (bounds(" x + y <= 5"), 6, "free, or"),
        (bounds(" b: x <= 5"), 6, "no label here"),
        (bounds(" bin <= 5"), 6, "the name of a column"),
        (parts("x", " c: x >= 0", " x <= 4", "bin\n x"), 6, "outside of [0, 1]"),
        (parts("x", " c: x >= 0", " x free", "bin\n x"), 6, "outside of [0, 1]"),
        (parts("x", " c: x >= 0", " x >= -2", "bin\n x"), 6, "outside of [0, 1]"),
    ] {
        let (found, reason) = wrong(&file, ModelFormat::Text, &[]);
        assert!(found == line && reason.contains(part), "line {found}: {reason}\n{file}");
    }
    for (file, line, part) in [
        ("blah", 1, "minimize or maximize"),
        ("min: x\nst\n x >= 1\nend", 1, "minimize or maximize"),
        ("minimise\n x\nst\n x >= 1\nend", 1, "write minimize"),
        ("maximise\n x\nst\n x >= 1\nend", 1, "write maximize"),
        ("min x\nst\n x >= 1\n", 3, "end at the end"),
        ("min x st x >= 1 end", 1, "expected a sign"),
        ("min\n x\nsubject\nto\n x >= 1\nend", 3, "expected a sign"),
        ("min\r x\rst\r x >= 1\rend", 1, "the character '\\r'"),
    ] {
        let (found, reason) = wrong(file, ModelFormat::Text, &[]);
        assert!(found == line && reason.contains(part), "line {found}: {reason}\n{file}");
    }
}

#[test]
fn bytes_that_are_no_text_are_errors() {
    let wrong = |bytes: &[u8], format| match read_model(bytes, format, &Readings::default()) {
        Err(ReadError::Line { line, reason }) => (line, reason.to_string()),
        other => panic!("{other:?}"),
    };
    for format in [ModelFormat::Mps, ModelFormat::Text] {
        let (line, reason) = wrong(b"\n* caf\xe9\n", format);
        assert!(line == 2 && reason.contains("UTF-8"), "{line} {reason}");
        for (text, c) in
            [("\n\n\u{7}", "\\u{7}"), ("\r\n\n x\ry\n", "\\r"), ("\n\n\u{85}", "\\u{85}")]
        {
            let (line, reason) = wrong(text.as_bytes(), format);
            assert!(line == 3 && reason.contains(c), "{line} {reason}");
        }
    }
}

/// What all readers read in the same way, in words that some older reader of ours refused.
#[test]
fn what_every_reader_of_lp_text_reads_is_read() {
    for (file, expected) in [
        (parts("x", " c: x + max >= 1", "", ""), "0 none|0 none;1 none"),
        (parts("x", " c: x - 2 end >= 1", "", ""), "0 none|0 none;1 none"),
        (parts("x", " 12: x == 3", "", ""), "0 none;3 3"),
        (parts("a/b", " r/1: a/b >= 3", "", ""), "0 none;3 none"),
        (parts("x", " c: x >= 3", " x >= 0\n 0 <= x <= 5", ""), "0 5;3 none"),
        (parts("x", " c: x >= 3", " x <= 5\n x <= 5.0", ""), "0 5;3 none"),
        (parts("x", " end: x >= 3\n bin: x => 4", "", ""), "0 none;3 none|4 none"),
        (parts("x[0,1] + x(1)", " demand[a-b]: x[0,1] >= 4", "", ""), "0 none|0 none;4 none"),
        (parts("x", " c: x <= 3 d: x >= 1", "", ""), "0 none;none 3|1 none"),
        (parts("x", " c: x >=\n -\n 1", " x\n <=\n 4", ""), "0 4;-1 none"),
        (parts("x", " c: x\n - y\n >= 1\n - x + y <= 2", "", ""), "0 none|0 none;1 none|none 2"),
        (parts("x", " c: .5x - 2. y >= 1.", " -3 <= bin", ""), "0 none|0 none|-3 none;1 none"),
        (parts("x", " c: x >= 1", " x <= 1e30\n x >= -1e20", ""), "none none;1 none"),
        (parts("x", " c: x >= 1", " 5 >= x >= 2\n free free", ""), "2 5|none none;1 none"),
        (parts("x", " c: x >= 1", " x <= 0", "gen\n x x"), "0 0;1 none"),
        (parts("x", " c: x >= 1", " x = 1", "bin x\ngeneral\n x"), "1 1;1 none"),
        (parts("", " c: x >= 1", "", ""), "0 none;1 none"),
        (parts("x", " c: x >= 1", "", "semi\nsemi-continuous\nsos\ngen"), "0 none;1 none"),
        (
            "\u{feff}\r\nMAX obj: x\r\nSUCH THAT c: x <= 1\r\nEND\r\n\r\n\\ fine".into(),
            "0 none;none 1",
        ),
        ("min x\nbounds\n x <= 4\nsubject\tto\n - x >= -3\nend".into(), "0 4;-3 none"),
        ("min\nend".into(), ";"),
    ] {
        let lp = text(&file);
        let found = format!("{};{}", bounds(&lp).join("|"), sides(&lp).join("|"));
        assert_eq!(found, expected, "{file}");
    }
}

#[test]
fn readings_choose_among_models_of_lp_text() {
    let file = parts("x", " c: 2 x + 3 >= 4\n d: 1 <= 2 + x - 1 <= 3", " x <= -1", "");
    for (readings, expected) in [
        (["row-constant=move", "negative-upper=zero"], "0 -1;1 none|0 2"),
        (["row-constant=drop", "negative-upper=free"], "none -1;4 none|1 3"),
    ] {
        let lp = read(&file, ModelFormat::Text, &readings).expect("an LP").lp;
        let found = format!("{};{}", bounds(&lp).join("|"), sides(&lp).join("|"));
        assert_eq!(found, expected);
    }
    let (line, reason) = wrong(&file, ModelFormat::Text, &["row-constant=drop"]);
    assert!(line == 7 && reason.contains("negative-upper"), "{line} {reason}");
}

/// The relaxation of a binary column is what its bounds leave of [0, 1], whatever comes first.
#[test]
fn binary_columns_are_between_zero_and_one() {
    let file =
        "min x\nst\n x + y + z + w >= 1\nbinary\n x y z w\nbounds\n x <= 0.5\n z >= 1\n w = 0\nend";
    let model = read(file, ModelFormat::Text, &[]).expect("an LP");
    assert_eq!(bounds(&model.lp), ["0 1/2", "0 1", "1 1", "0 0"]);
    assert_eq!(model.integer, [true; 4]);
}

/// A row without a label gets a name that no other row has.
#[test]
fn rows_without_a_label_get_names() {
    let lp = text("min d1 + 2e1 e1\nst\n d1 >= 1\n r1: e1 >= 1\n e1 <= 2\nend");
    let columns: Vec<_> =
        lp.columns.iter().map(|c| (c.name.as_str(), c.objective.clone())).collect();
    assert_eq!(columns, [("d1", number("1")), ("e1", number("20"))]);
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
    assert_eq!(names(read), ["2x", "end", "x3_", "x3", "x5", "*z"]);
    let file = to_lp_text(&lp);
    assert_eq!(names(text(&file)), ["x1", "x2", "x3_", "x3", "x5", "x6"]);
    assert!(file.contains("\\ renamed: x1 is \"2x\"\n"), "{file}");
}

/// HiGHS takes the name of a set for a row or column of that name: the written sets have other names.
#[test]
fn sets_are_not_named_like_rows_or_columns() {
    let mut lp = mps(KINDS);
    (lp.rows[0].name, lp.rows[1].name) = ("RHS".to_owned(), "RANGE".to_owned());
    (lp.columns[0].name, lp.columns[1].name) = ("BOUND".to_owned(), "BOUND_".to_owned());
    assert_eq!(mps(&to_mps(&lp)), lp);
}

#[test]
fn what_is_written_is_read_back() {
    let lp = mps(KINDS);
    assert_eq!(mps(&to_mps(&lp)), lp);
    let read = text(&to_lp_text(&lp));
    assert_eq!(read.offset, lp.offset);
    assert_eq!(read.columns, lp.columns);
    // A negative upper bound is written with its lower bound.
    let mut lp = lp;
    for (lower, upper) in [("0", "-1"), ("0", "0"), ("-3", "0")] {
        (lp.columns[0].lower, lp.columns[0].upper) = (Some(number(lower)), Some(number(upper)));
        assert_eq!(mps(&to_mps(&lp)).columns, lp.columns);
        assert_eq!(text(&to_lp_text(&lp)).columns, lp.columns);
    }
    (lp.columns[0].lower, lp.columns[0].upper) = (None, Some(number("-1")));
    assert_eq!(mps(&to_mps(&lp)).columns, lp.columns);
    assert_eq!(text(&to_lp_text(&lp)).columns, lp.columns);
}

#[test]
fn gzip_is_unpacked() {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(KINDS.as_bytes()).expect("memory");
    let packed = encoder.finish().expect("memory");
    let read = |bytes: &[u8]| read_model(bytes, ModelFormat::Mps, &Readings::default());
    assert_eq!(read(&packed).expect("an LP").lp, mps(KINDS));
    let cut = &packed[..packed.len() / 2];
    assert!(matches!(read(cut), Err(ReadError::Gzip(_))));
}
