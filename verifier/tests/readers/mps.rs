//! MPS.

use ironproof_verifier::dialects::Dialect;

use crate::{check_read, check_refused, outcome};

const MPS: Dialect = Dialect::Mps;

/// Lines 1 to 12; what follows starts at line 13.
const HEAD: &str = "\
NAME m
ROWS
 N C
 L R1
 G R2
 E R3
COLUMNS
 X C 2 R1 1
 X R2 1
 Y C 1 R1 1
 Y R3 1
RHS
";

const ROWS: &str = "R1 none 0 1:1 2:1 / R2 0 none 1:1 / R3 0 0 2:1";

fn file(rest: &str) -> String {
    format!("{HEAD}{rest}ENDATA\n")
}

/// Bounds from line 14 on.
fn bounds(lines: &str) -> String {
    file(&format!("BOUNDS\n{lines}"))
}

fn with_columns(x: &str, y: &str) -> String {
    format!("minimize 0 / columns 2 / X {x} / Y {y} / rows 3 / {ROWS}")
}

fn with_rows(r1: &str, r2: &str, r3: &str) -> String {
    format!(
        "minimize 0 / columns 2 / X real 2 0 none / Y real 1 0 none / rows 3 / R1 {r1} 1:1 2:1 / R2 {r2} 1:1 / R3 {r3} 2:1"
    )
}

#[track_caller]
fn refused(rest: &str, line: usize, part: &str) {
    check_refused(&file(rest), MPS, "", line, part);
}

#[track_caller]
fn read_bounds(lines: &str, x: &str) {
    check_read(&bounds(lines), MPS, "", &with_columns(x, "real 1 0 none"));
}

#[track_caller]
fn changed(from: &str, to: &str) -> String {
    let changed = file("").replacen(from, to, 1);
    assert_ne!(changed, file(""));
    changed
}

#[test]
fn bounds_of_every_kind() {
    for (lines, x) in [
        ("", "real 2 0 none"),
        (" UP B X 5\n", "real 2 0 5"),
        (" UP X 5\n", "real 2 0 5"),
        (" LO B X 2\n", "real 2 2 none"),
        (" FX B X 3\n", "real 2 3 3"),
        (" FR B X\n", "real 2 none none"),
        (" FR X\n", "real 2 none none"),
        (" FR B X 7\n", "real 2 none none"),
        (" MI B X\n UP B X 5\n", "real 2 none 5"),
        (" PL B X\n LO B X 1\n", "real 2 1 none"),
        (" BV B X\n", "integer 2 0 1"),
        (" BV B X 1\n", "integer 2 0 1"),
        (" BV X\n", "integer 2 0 1"),
        (" BV B X 1.0\n", "integer 2 0 1"),
        (" BV B X 10e-1\n", "integer 2 0 1"),
        (" LI B X 2\n", "integer 2 2 none"),
        (" UI B X 5\n", "integer 2 0 5"),
        (" UP B X -5\n LO B X -7\n", "real 2 -7 -5"),
        (" UP B X -5\n MI B X\n", "real 2 none -5"),
        (" UP B X 1e20\n", "real 2 0 none"),
        (" LO B X -inf\n", "real 2 none none"),
        (" UP B X Infinity\n", "real 2 0 none"),
        (" LI B X -1e30\n", "integer 2 none none"),
        (" UP B X 5\n UP B X 5.0\n", "real 2 0 5"),
        (" BV B X\n UP B X 1\n LO B X 0\n", "integer 2 0 1"),
        (" FX B X -3\n UP B X -3\n", "real 2 -3 -3"),
        (" UP B X 0\n", "real 2 0 0"),
        (" LO B X 5\n UP B X 3\n", "real 2 5 3"),
        (" MI B X\n PL B X\n", "real 2 none none"),
        (" MI B X 0\n", "real 2 none none"),
        (" UI B X 1e1\n", "integer 2 0 10"),
    ] {
        read_bounds(lines, x);
    }
}

/// Readers skip such lines, or make something of them.
#[test]
fn bounds_name_columns_and_have_their_numbers() {
    for (line, part) in [
        ("FR X Z", "Z is none"),
        ("FR B Z", "Z is none"),
        ("FR Z", "not in COLUMNS"),
        ("BV X Q", "Q is none"),
        ("MI X Q", "Q is none"),
        ("PL X Q", "Q is none"),
        ("BV X 5", "5 is none"),
        ("BV B X 5", "no number, or the number 1"),
        ("BV B X 0", "no number, or the number 1"),
        ("BV X 1", "1 is none"),
        ("FR X 5", "5 is none"),
        ("MI X -1", "-1 is none"),
        ("UP B Z 5", "not in COLUMNS"),
        ("UP X Y", "SCIP takes Y for a column"),
        ("UP Z 5", "not in COLUMNS"),
        ("UP B X", "SCIP takes X for a column"),
        ("UP X", "a column and a number"),
        ("LO B X Y", "no number"),
        ("FX B X 1 2", "a column and a number"),
        ("FR B X Y", "no number"),
        ("FR B X 1 2", "a column, and"),
        ("UP B X 1e20x", "no number"),
        ("SC B X 5", "semi-continuous"),
        ("SI B X 5", "semi-continuous"),
        ("up B X 5", "no kind"),
        ("XX B X 5", "no kind"),
        ("UP B X -inf", "infinite"),
        ("LO B X 1e30", "infinite"),
        ("FX B X inf", "infinite"),
        ("FX B X -1e20", "infinite"),
        ("LI B X 1.5", "an integer"),
        ("UI B X 0.1", "an integer"),
        ("UP Y X 5", "name of a row or column"),
        ("FR Y X", "name of a row or column"),
        ("UP", "a column and a number"),
    ] {
        check_refused(&bounds(&format!(" {line}\n")), MPS, "", 14, part);
    }
}

/// HiGHS leaves out a line that gives a bound again, SCIP takes it.
#[test]
fn a_bound_given_again_says_the_same_or_needs_a_reading() {
    for (lines, first, last) in [
        (" UP B X 5\n UP B X 6\n", "real 2 0 5", "real 2 0 6"),
        (" LO B X 1\n LO B X 2\n", "real 2 1 none", "real 2 2 none"),
        (" FX B X 5\n UP B X 6\n", "real 2 5 5", "real 2 5 6"),
        (" FR B X\n UP B X 5\n", "real 2 none none", "real 2 none 5"),
        (" UP B X 5\n FR B X\n", "real 2 0 5", "real 2 none none"),
        (" MI B X\n LO B X 0\n", "real 2 none none", "real 2 0 none"),
        (" MI B X\n FX B X 3\n", "real 2 none none", "real 2 3 3"),
        (" PL B X\n UP B X 5\n", "real 2 0 none", "real 2 0 5"),
        (" UP B X 5\n PL B X\n", "real 2 0 5", "real 2 0 none"),
        (" BV B X\n UP B X 5\n", "integer 2 0 1", "integer 2 0 5"),
        (" UP B X 5\n BV B X\n", "real 2 0 5", "integer 2 0 1"),
        (" BV B X\n LO B X 1\n", "integer 2 0 1", "integer 2 1 1"),
        (" BV B X\n FX B X 0\n", "integer 2 0 1", "integer 2 0 0"),
        (" UI B X 5\n UP B X 6\n", "integer 2 0 5", "integer 2 0 6"),
        (" UP B X 1e30\n UP B X 5\n", "real 2 0 none", "real 2 0 5"),
        (" LO B X 0\n MI B X\n", "real 2 0 none", "real 2 none none"),
        // The same number, but the line says more.
        (" LO B X 4\n FX B X 4\n", "real 2 4 none", "real 2 4 4"),
        (" UP B X 4\n FX B X 4\n", "real 2 0 4", "real 2 4 4"),
        (" UP B X 1\n BV B X\n", "real 2 0 1", "integer 2 0 1"),
        (" LO B X 2\n LI B X 2\n", "real 2 2 none", "integer 2 2 none"),
        (" FX B X 2\n UI B X 2\n", "real 2 2 2", "integer 2 2 2"),
        (" PL B X\n FR B X\n", "real 2 0 none", "real 2 none none"),
    ] {
        check_refused(&bounds(lines), MPS, "", 15, "given again with another number or kind");
        for (word, x) in [("first", first), ("last", last)] {
            let expected = with_columns(x, "real 1 0 none");
            check_read(
                &bounds(lines),
                MPS,
                &format!("repeated-bound={word}"),
                &format!("reading repeated-bound={word} / {expected}"),
            );
        }
    }
    read_bounds(" LI B X 2\n LO B X 2\n", "integer 2 2 none");
    read_bounds(" FR B X\n MI B X\n PL B X\n", "real 2 none none");
    read_bounds(" LO B X 3\n UP B X 3\n FX B X 3\n", "real 2 3 3");
}

#[test]
fn a_negative_upper_bound_needs_a_lower_one_or_a_reading() {
    for (lines, integer) in [
        (" UP B X -5\n", "real"),
        (" UP B X -5\n PL B Y\n", "real"),
        (" UI B X -5\n", "integer"),
        (" UP B X -5\n UP B X -5\n", "real"),
        (" UP B X -5e0\n", "real"),
    ] {
        check_refused(&bounds(lines), MPS, "", 14, "--reading negative-upper=zero or =free");
        for (word, lower) in [("zero", "0"), ("free", "none")] {
            let expected = with_columns(&format!("{integer} 2 {lower} -5"), "real 1 0 none");
            check_read(
                &bounds(lines),
                MPS,
                &format!("negative-upper={word}"),
                &format!("reading negative-upper={word} / {expected}"),
            );
        }
    }
}

#[test]
fn several_sets_need_a_reading() {
    let two = " UP A X 5\n UP B Y 6\n LO A X 1\n";
    let expected =
        |x, y, reading: &str| format!("reading bounds={reading} / {}", with_columns(x, y));
    check_refused(&bounds(two), MPS, "", 15, "--reading bounds=all or bounds=NAME");
    check_read(&bounds(two), MPS, "bounds=all", &expected("real 2 1 5", "real 1 0 6", "all"));
    check_read(&bounds(two), MPS, "bounds=A", &expected("real 2 1 5", "real 1 0 none", "A"));
    check_read(&bounds(two), MPS, "bounds=B", &expected("real 2 0 none", "real 1 0 6", "B"));
    check_refused(&bounds(two), MPS, "bounds=C", 18, "no set of bounds with the name C");
    check_refused(&bounds(" UP A X 5\n"), MPS, "bounds=C", 16, "no set of bounds with the name C");
    check_refused(&bounds(""), MPS, "bounds=C", 15, "no set of bounds with the name C");
    check_read(&bounds(""), MPS, "bounds=all", &expected("real 2 0 none", "real 1 0 none", "all"));
    // In the set that counts, numbers agree; a set that does not count must be readable all the same.
    let twice = " UP A X 5\n UP B X 6\n";
    check_refused(&bounds(twice), MPS, "bounds=all", 15, "given again");
    check_read(&bounds(twice), MPS, "bounds=B", &expected("real 2 0 6", "real 1 0 none", "B"));
    check_refused(&bounds(" UP A X 5\n UP B Z 6\n"), MPS, "bounds=A", 15, "not in COLUMNS");
    check_read(
        &bounds(" BV A X\n UP B X 6\n"),
        MPS,
        "bounds=B",
        &expected("real 2 0 6", "real 1 0 none", "B"),
    );
    // Lines without a name are a set, with the empty name.
    let unnamed = " UP X 5\n UP B Y 6\n";
    check_refused(&bounds(unnamed), MPS, "", 15, "one without a name and B");
    check_read(&bounds(unnamed), MPS, "bounds=", &expected("real 2 0 5", "real 1 0 none", ""));
    check_read(
        &bounds(" FR A X\n MI B Y\n"),
        MPS,
        "bounds=A",
        &expected("real 2 none none", "real 1 0 none", "A"),
    );

    let sides = " A R1 4\n B R2 1\n";
    refused(sides, 14, "--reading rhs=all or rhs=NAME");
    for (word, r1, r2) in
        [("all", "none 4", "1 none"), ("A", "none 4", "0 none"), ("B", "none 0", "1 none")]
    {
        check_read(
            &file(sides),
            MPS,
            &format!("rhs={word}"),
            &format!("reading rhs={word} / {}", with_rows(r1, r2, "0 0")),
        );
    }
    refused(" A R1 4\n R2 1\n", 14, "A and one without a name");
    refused(" A R1 4\n SHR C 1\n", 14, "rhs");
    refused(" R2 R1 4\n", 13, "name of a row or column");
    let ranges = " A R1 4\nRANGES\n A R1 3\n B R3 2\n";
    refused(ranges, 16, "--reading ranges=all or ranges=NAME");
    for (word, r1, r3) in [("all", "1 4", "0 2"), ("A", "1 4", "0 0"), ("B", "none 4", "0 2")] {
        check_read(
            &file(ranges),
            MPS,
            &format!("ranges={word}"),
            &format!("reading ranges={word} / {}", with_rows(r1, "0 none", r3)),
        );
    }
}

#[test]
fn ranges_by_kind_and_sign() {
    for (rhs, range, r1, r2, r3) in [
        ("4", "3", "1 4", "4 7", "4 7"),
        ("4", "-3", "1 4", "4 7", "1 4"),
        ("4", "0", "4 4", "4 4", "4 4"),
        ("-4", "3", "-7 -4", "-4 -1", "-4 -1"),
        ("0.1", "0.2", "-1/10 1/10", "1/10 3/10", "1/10 3/10"),
        ("4", "1e20", "none 4", "4 none", "4 none"),
        ("4", "-1e20", "none 4", "4 none", "none 4"),
        ("4", "inf", "none 4", "4 none", "4 none"),
        ("4", "-inf", "none 4", "4 none", "none 4"),
        (
            "9e19",
            "-1e19",
            "80000000000000000000 90000000000000000000",
            "",
            "80000000000000000000 90000000000000000000",
        ),
    ] {
        for (row, sides, [a, b, c]) in [
            ("R1", r1, [r1, "0 none", "0 0"]),
            ("R2", r2, ["none 0", r2, "0 0"]),
            ("R3", r3, ["none 0", "0 none", r3]),
        ] {
            let text = format!(" S {row} {rhs}\nRANGES\n S {row} {range}\n");
            if sides.is_empty() {
                refused(&text, 15, "comes out as 1e20 or more");
            } else {
                check_read(&file(&text), MPS, "", &with_rows(a, b, c));
            }
        }
    }
    // Without a right-hand side it is 0.
    check_read(&file("RANGES\n S R1 3\n"), MPS, "", &with_rows("-3 0", "0 none", "0 0"));
    for (text, line, part) in [
        ("RANGES\n S R1 3\n S R1 3\n", 15, "second number"),
        ("RANGES\n S C 3\n", 14, "kind N"),
        (" S R1 1e30\nRANGES\n S R1 3\n", 15, "infinite side"),
        ("RANGES\n S Q 3\n", 14, "not in ROWS"),
        ("RANGES\n S R1 x\n", 14, "no number"),
        ("RANGES\n S R1\n", 14, "not in ROWS"),
        (" S R1 1e20\nRANGES\n S R1 inf\n", 15, "infinite side"),
        (" S R2 9e19\nRANGES\n S R2 9e19\n", 15, "comes out as 1e20"),
    ] {
        refused(text, line, part);
    }
}

#[test]
fn right_hand_sides() {
    for (text, r1, r2, r3) in [
        (" S R1 4 R2 1\n", "none 4", "1 none", "0 0"),
        (" R1 4 R2 1\n", "none 4", "1 none", "0 0"),
        (" S R3 -1.5\n", "none 0", "0 none", "-3/2 -3/2"),
        (" S R1 1e20\n", "none none", "0 none", "0 0"),
        (" S R2 -inf\n", "none 0", "none none", "0 0"),
        (" S R1 4\n S R1 4.0\n", "none 4", "0 none", "0 0"),
        (" RHS R1 4\n", "none 4", "0 none", "0 0"),
    ] {
        check_read(&file(text), MPS, "", &with_rows(r1, r2, r3));
    }
    // The objective is c x minus its right-hand side.
    check_read(
        &file(" S C 5\n"),
        MPS,
        "",
        &with_rows("none 0", "0 none", "0 0").replace("minimize 0", "minimize -5"),
    );
    check_read(
        &file(" S C -.5\n S C -0.5\n"),
        MPS,
        "",
        &with_rows("none 0", "0 none", "0 0").replace("minimize 0", "minimize 1/2"),
    );
    for (text, part) in [
        (" S R1 -1e20\n", "infinite"),
        (" S R2 inf\n", "infinite"),
        (" S R3 1e30\n", "infinite"),
        (" S R3 -inf\n", "infinite"),
        (" S Q 1\n", "not in ROWS"),
        (" S R1 1 R2 2 R3 3\n", "pairs"),
        (" S\n", "pairs"),
        (" S C inf\n", "no number"),
        (" S R1 1 R2\n", "not in ROWS"),
    ] {
        refused(text, 13, part);
    }
    refused(" S R1 4\n S R1 5\n", 14, "second number");
    refused(" S C 4\n S C 5\n", 14, "second number");
    check_refused(
        &changed(" L R1", " N D\n L R1").replace("RHS\n", "RHS\n S D 5\n"),
        MPS,
        "",
        14,
        "kind N",
    );
}

#[test]
fn the_sense_is_given_once_where_all_find_it() {
    let with = |text: &str| file("").replace("ROWS", &format!("{text}\nROWS"));
    let (min, max) = (
        with_rows("none 0", "0 none", "0 0"),
        with_rows("none 0", "0 none", "0 0").replace("minimize", "maximize"),
    );
    for word in ["MAX", "MAXIMIZE", "MAXIMISE", "MAXIMUM", "max", "Maximize", "Maximum"] {
        check_read(&with(&format!("OBJSENSE\n {word}")), MPS, "", &max);
        check_read(&with(&format!("OBJSENSE\n\n* c\n\t{word} ")), MPS, "", &max);
        check_read(&file(&format!("OBJSENSE\n    {word}\n")), MPS, "", &max);
    }
    for word in ["MIN", "MINIMIZE", "MINIMISE", "MINIMUM", "min"] {
        check_read(&with(&format!("OBJSENSE\n {word}")), MPS, "", &min);
    }
    check_read(&with("OBJSENSE MAX"), MPS, "", &max);
    check_read(&with("OBJSENSE   MIN"), MPS, "", &min);
    for (text, line, part) in [
        ("OBJSENSE MAXIMIZE", 2, "beside OBJSENSE"),
        ("OBJSENSE max", 2, "beside OBJSENSE"),
        ("OBJSENSE\n UP", 3, "neither MIN nor MAX"),
        ("OBJSENSE\n MAX\n MAX", 4, "twice"),
        ("OBJSENSE MAX\n MIN", 3, "twice"),
        ("OBJSENSE\nMAX", 3, "no section"),
        ("OBJSENSE:\n MAX", 2, "no section"),
        ("OBJSENSE", 3, "no sense"),
        ("OBJSENSE MAX\nOBJSENSE\n MIN", 3, "twice"),
        ("OBJSENSE\n MAX MIN", 3, "neither"),
        ("OBJSENSE\n * MAX", 3, "neither"),
        ("OBJMAX", 2, "no section"),
    ] {
        check_refused(&with(text), MPS, "", line, part);
    }
    refused("OBJSENSE MAX\n", 13, "out of order");
}

#[test]
fn sections_come_once_and_in_order() {
    for (text, line, part) in [
        (file("RHS\n"), 13, "twice"),
        (file("BOUNDS\nBOUNDS\n"), 14, "twice"),
        (file("RANGES\nRANGES\n"), 14, "twice"),
        (file("NAME x\n"), 13, "twice"),
        (changed("RHS\n", "RANGES\nRHS\n"), 13, "out of order"),
        (changed("ROWS", "COLUMNS"), 2, "out of order"),
        (file("ROWS\n"), 13, "twice"),
        (changed("RHS", "RHS R1 5"), 12, "nothing stands behind RHS"),
        (file("BOUNDS B\n"), 13, "nothing stands behind BOUNDS"),
        (changed(" L R1", "L R1"), 4, "no section"),
        (file("QUADOBJ\n X X 1\n"), 13, "QUADOBJ has squares or products of columns"),
        (file("QSECTION C\n"), 13, "QSECTION has squares or products"),
        (file("QCMATRIX R1\n"), 13, "QCMATRIX has squares or products of columns in a row"),
        (file("SOS\n"), 13, "SOS has special ordered sets"),
        (file("CSECTION\n"), 13, "CSECTION has cones"),
        (file("INDICATORS\n"), 13, "INDICATORS has rows that count only if"),
        (file("LAZYCONS\n"), 13, "LAZYCONS has rows that"),
        (file("GENCONS\n"), 13, "GENCONS has general or piecewise"),
        (file("IMPORTANCES\n"), 13, "no section"),
        (file("rhs\n"), 13, "no section"),
        (file("bounds\n"), 13, "no section"),
        (HEAD.to_owned(), 13, "without ENDATA"),
        (changed("NAME m\n", " x\nNAME m\n"), 1, "none came yet"),
        (changed("ENDATA", "ENDATA x"), 13, "nothing stands behind ENDATA"),
        (changed("ENDATA", "endata"), 13, "no section"),
        ("ENDATA\n".to_owned(), 1, "out of order"),
        (String::new(), 1, "without ENDATA"),
    ] {
        check_refused(&text, MPS, "", line, part);
    }
    let expected = with_rows("none 0", "0 none", "0 0");
    for text in [
        changed("NAME m\n", ""),
        changed("RHS\n", ""),
        file("BOUNDS\nRANGES\n"),
        changed("RHS\n", "BOUNDS\nRHS\n"),
        changed("NAME m\n", "* c\n\nNAME\n"),
        changed("ENDATA\n", "ENDATA"),
    ] {
        check_read(&text, MPS, "", &expected);
    }
}

/// Another model behind the first one, or its forgotten part.
#[test]
fn nothing_follows_endata() {
    for rest in [
        "BOUNDS\n UP B X 3\nENDATA\n",
        " UP B X 3\n",
        "ENDATA\n",
        "NAME n\nROWS\n",
        "x\n",
        "\n\n  RHS\n",
        "\\ c\n",
        "# c\n",
        "$ c\n",
        " * c\n",
        "\u{a0}\n",
    ] {
        let line = 14 + rest.chars().take_while(|c| *c == '\n').count();
        check_refused(&format!("{}{rest}", file("")), MPS, "", line, "may follow ENDATA");
    }
    for rest in ["\n", "\n\n \t\n", "* a comment\n", "\n*\n\n* c", "\r\n"] {
        check_read(&format!("{}{rest}", file("")), MPS, "", &with_rows("none 0", "0 none", "0 0"));
    }
    for rest in ["IMPORTANCES\nX 2\n", "\nIMPORTANCES\n* c\n\n Y\t1.5 \nX -1\n", "IMPORTANCES\n"] {
        check_read(&format!("{}{rest}", file("")), MPS, "", &with_rows("none 0", "0 none", "0 0"));
    }
    for (rest, line, part) in [
        ("X 2\n", 14, "IMPORTANCES"),
        ("IMPORTANCES\nZ 2\n", 15, "may follow ENDATA"),
        ("IMPORTANCES\nX\n", 15, "may follow ENDATA"),
        ("IMPORTANCES\nX 2 Y\n", 15, "may follow ENDATA"),
        ("IMPORTANCES\nX two\n", 15, "no number"),
        ("IMPORTANCES\nX 2\nIMPORTANCES\n", 16, "may follow ENDATA"),
        ("IMPORTANCES\nX 2\nENDATA\n", 16, "may follow ENDATA"),
        ("IMPORTANCES\nX 2\nNAME m\n", 16, "may follow ENDATA"),
    ] {
        check_refused(&format!("{}{rest}", file("")), MPS, "", line, part);
    }
}

#[test]
fn rows_and_columns_are_known_and_given_once() {
    for (from, to, line, part) in [
        (" G R2", " G R1", 5, "the row R1 is given twice"),
        (" G R2", " G C", 5, "the row C is given twice"),
        (" L R1", " l R1", 4, "no kind of a row"),
        (" L R1", " D R1", 4, "no kind of a row"),
        (" L R1", " L R1 R4", 4, "a kind and a name"),
        (" L R1", " L", 4, "a kind and a name"),
        (" L R1", " L $R1", 4, "starts with $"),
        (" X R2 1", " X R2 1 R2 1", 9, "two entries"),
        (" X R2 1", " X C 1", 9, "two entries"),
        (" X R2 1", " X R1 0", 9, "two entries"),
        (" X R2 1", " X Q 1", 9, "not in ROWS"),
        (" X R2 1", " X R2", 9, "pairs"),
        (" X R2 1", " X", 9, "pairs"),
        (" X R2 1", " X R2 1 R3", 9, "pairs"),
        (" X R2 1", " X R2 1 R3 1 R1 1", 9, "pairs"),
        (" X R2 1", " Y R2 1\n X R3 1", 10, "came before"),
        (" Y R3 1", " X R3 1", 11, "came before"),
        (" X R2 1", " X R2 1e400x", 9, "no number"),
        (" L R1", " L 'MARKER'", 4, "marker"),
        (" X R2 1", " X R2 inf", 9, "no number"),
    ] {
        check_refused(&changed(from, to), MPS, "", line, part);
    }
    let expected = with_rows("none 0", "0 none", "0 0");
    for (from, to) in [
        (" X R2 1", " X R2 1 $ R3 5"),
        (" X R2 1", " X R2 1 $"),
        (" X R2 1", "\tX\t R2\t1"),
        (" N C", " N C\n N D\n N E"),
        (" X R2 1", "* X R3 7\n X R2 1"),
        (" Y R3 1", " Y R3 1\n* RHS"),
        (" X C 2 R1 1\n X R2 1", " X R2 1 R1 1\n X C 2"),
    ] {
        check_read(&changed(from, to), MPS, "", &expected);
    }
    // Entries of N rows after the first are dropped, but they are numbers, and one each.
    let dropped = |entry: &str| {
        changed(" N C", " N C\n N D").replace(" X R2 1", &format!(" X R2 1\n X {entry}"))
    };
    check_read(&dropped("D 7"), MPS, "", &expected);
    check_refused(&dropped("D x"), MPS, "", 11, "no number");
    check_refused(&dropped("D 7 D 7"), MPS, "", 11, "two entries");
    // Without an N row the objective is 0.
    let none = file("").replace(" N C\n", "").replace("C 2 ", "").replace("C 1 ", "");
    check_read(&none, MPS, "", &expected.replace("real 2", "real 0").replace("real 1", "real 0"));
}

#[test]
fn integers_between_markers() {
    let open = " M 'MARKER' 'INTORG'\n";
    let close = " M 'MARKER' 'INTEND'\n";
    let with = |x: &str, y: &str, rhs: &str, lines: &str| {
        let text = bounds(lines).replacen(" X C", &format!("{x} X C"), 1);
        text.replacen(" Y C", &format!("{y} Y C"), 1).replacen("RHS", &format!("{rhs}RHS"), 1)
    };
    let binary = "integer 2 0 1";
    for (lines, x) in [
        ("", binary),
        (" UP B X 5\n", "integer 2 0 5"),
        (" PL B X\n", "integer 2 0 none"),
        (" FR B X\n", "integer 2 none none"),
        (" LO B X 2\n PL B X\n", "integer 2 2 none"),
        (" MI B X\n UP B X 3\n", "integer 2 none 3"),
        (" BV B X\n", binary),
        (" FX B X 7\n", "integer 2 7 7"),
        // With LI all readers agree that there is no upper bound.
        (" LI B X 2\n", "integer 2 2 none"),
        (" LI B X -inf\n", "integer 2 none none"),
    ] {
        check_read(&with(open, close, "", lines), MPS, "", &with_columns(x, "real 1 0 none"));
    }
    check_read(&with(open, "", "", ""), MPS, "", &with_columns(binary, "integer 1 0 1"));
    check_read(
        &with(open, close, "", "").replacen("RHS", &format!("{open}{close}RHS"), 1),
        MPS,
        "",
        &with_columns(binary, "real 1 0 none"),
    );
    for (lines, lower) in [(" LO B X 2\n", "2"), (" MI B X\n", "none")] {
        let text = with(open, close, "", lines);
        check_refused(&text, MPS, "", 16, "--reading integer-upper=one or =none");
        for (word, upper) in [("one", "1"), ("none", "none")] {
            let expected = with_columns(&format!("integer 2 {lower} {upper}"), "real 1 0 none");
            check_read(
                &text,
                MPS,
                &format!("integer-upper={word}"),
                &format!("reading integer-upper={word} / {expected}"),
            );
        }
    }
    for (x, y, line) in [
        (close, "", 8),
        (open, open, 11),
        (" M 'MARKER' 'SOSORG'\n", "", 8),
        (" M 'MARKER'\n", "", 8),
        (" M 'MARKER' 'INTORG' 1\n", "", 8),
        (" M 'MARKER' INTORG\n", "", 8),
        (" M 'MARKER' 1\n", "", 8),
    ] {
        check_refused(&with(x, y, "", ""), MPS, "", line, "markers");
    }
    check_refused(&with(" M MARKER 'INTORG'\n", "", "", ""), MPS, "", 8, "not in ROWS");
}

/// Names with spaces make a file one of the fixed format, whose columns count.
#[test]
fn fixed_format() {
    let entry = |fields: [&str; 6]| {
        let [kind, first, second, number, third, last] = fields;
        format!(" {kind:<3}{first:<10}{second:<10}{number:<15}{third:<10}{last}")
            .trim_end()
            .to_owned()
            + "\n"
    };
    let file = [
        "NAME          FIXED\nROWS\n N  COST\n G  ROW ONE\nCOLUMNS\n".to_owned(),
        entry(["", "COL ONE", "COST", "1.0", "ROW ONE", "1.0"]),
        entry(["", "M", "'MARKER'", "", "'INTORG'", ""]),
        entry(["", "COL TWO", "COST", "2.0", "ROW ONE", "1.5"]),
        "RHS\n".to_owned(),
        entry(["", "", "ROW ONE", "4.0", "", ""]),
        "BOUNDS\n".to_owned(),
        entry(["UP", "BND", "COL ONE", "3.0", "", ""]),
        "ENDATA\n".to_owned(),
    ]
    .concat();
    let expected = "minimize 0 / columns 2 / COL\\u{20}ONE real 1 0 3 / COL\\u{20}TWO integer 2 0 1 / rows 1 / ROW\\u{20}ONE 4 none 1:1 2:3/2";
    check_read(&file, MPS, "", expected);
    check_refused(&file.replace("COL ONE   3.0", "COL SIX   3.0"), MPS, "", 12, "not in COLUMNS");
    check_refused(&file.replace("3.0", "-3.0"), MPS, "", 12, "negative-upper");
    check_refused(&file.replace("1.5", "1.5x"), MPS, "", 8, "no number");
}

#[test]
fn fixed_columns_have_nothing_between() {
    let file = |side: &str| {
        format!(
            "ROWS\n N  COST\n G  ROW ONE\nCOLUMNS\n    COL ONE   COST      1.0            ROW ONE   1.0\nRHS\n    RHS       ROW ONE   {side}\nENDATA\n"
        )
    };
    let expected = |side: &str| {
        format!(
            "minimize 0 / columns 1 / COL\\u{{20}}ONE real 1 0 none / rows 1 / ROW\\u{{20}}ONE {side} none 1:1"
        )
    };
    check_read(&file("1000000.1250"), MPS, "", &expected("8000001/8"));
    check_read(&file("           7"), MPS, "", &expected("7"));
    check_refused(&file("1000000000.125"), MPS, "", 7, "between the columns");
    check_refused(&file("1           e2"), MPS, "", 7, "between the columns");
    check_refused(&file("\t7"), MPS, "", 7, "tab");
    check_refused(&file("7 é"), MPS, "", 7, "outside ASCII");
    check_refused(&file("7              $ note"), MPS, "", 7, "starts with $");
    // Without a space in a name the columns do not count, and the fault is the one of the words.
    let plain = "ROWS\n N  COST\n G  ROW_ONE\nCOLUMNS\n    COL_ONE   COST      1.0            ROW_ONE   1.0\nBOUNDS\n UP BND       COL_ONE   -5\nENDATA\n";
    check_refused(plain, MPS, "", 7, "negative-upper");
    let packed =
        plain.replace("   COST      1.0", "COST      1.0").replace(" COL_ONE   -5", " COL_ONE   5");
    assert!(outcome(packed.as_bytes(), MPS, "").is_err());
}
