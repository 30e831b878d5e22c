//! LP text.

use ironproof_verifier::dialects::Dialect;

use crate::{check_read, check_refused};

const LP: Dialect = Dialect::Text;

/// Rows, from line 4 on, under `min x + y`.
fn rows(rows: &str) -> String {
    format!("min\n obj: x + y\nst\n{rows}\nend\n")
}

/// Bounds, from line 6 on.
fn bounds(bounds: &str) -> String {
    rows(&format!(" c: x + y >= 1\nbounds\n{bounds}"))
}

/// The columns x and y with bounds like these, and the row of `bounds`.
fn with_bounds(x: &str, y: &str) -> String {
    format!("minimize 0 / columns 2 / x {x} / y {y} / rows 1 / c 1 none 1:1 2:1")
}

/// The columns x and y, both from 0 on, and these rows.
fn with_rows(n: usize, rows: &str) -> String {
    format!("minimize 0 / columns 2 / x real 1 0 none / y real 1 0 none / rows {n} / {rows}")
}

#[track_caller]
fn refused_rows(text: &str, line: usize, part: &str) {
    check_refused(&rows(text), LP, "", line, part);
}

#[track_caller]
fn read_rows(text: &str, n: usize, expected: &str) {
    check_read(&rows(text), LP, "", &with_rows(n, expected));
}

const END_OF_LINE: &str = "comes the end of its line";

/// The rest of a line would become a part of the next row.
#[test]
fn behind_the_right_side_of_a_row_comes_nothing() {
    for row in [
        "c: x + y <= 8 >= 2",
        "c: x + y >= 2 <= 8",
        "c: x + y = 8 <= 5",
        "c: x = 3 = 3",
        "c: x <= 1 000",
        "c: x <= 9 - 2",
        "c: x >= 3 + 2",
        "c: x >= 2 y",
        "c: x <= 50 %",
        "c: x >= 3 x + y",
        "c: x <= 2 * 3",
        "x <= 5 y",
        "c: 1 <= x <= 5 6",
        "c: 1 <= x <= 5 y",
        "c: x <= 5 , y",
        "c: x <= 5 ;",
        "x >= - 1 - 1",
        "c: x <= 1e3 e3",
        "c: x >= 2 free",
        "c: x <= 5 <= y",
        "c: x + y <= 8 inf",
    ] {
        let result = crate::outcome(rows(&format!(" {row}")).as_bytes(), LP, "");
        let error = result.expect_err(row);
        assert!(error.starts_with("line 4: "), "{row}: {error}");
    }
    refused_rows(" c: x + y <= 8 >= 2", 4, END_OF_LINE);
    refused_rows(" c: x + y <= 8\n d: x >= 2 y", 5, END_OF_LINE);
    refused_rows(" c: x + y <=\n 3 x + y <= 9", 5, END_OF_LINE);
    refused_rows(" c: x <= 5 gen", 4, "gen inside a line");
    refused_rows(" c: x <=\nbounds\n x <= 5", 5, "one number");
    // A label may follow, and a comment.
    read_rows(" c: x <= 5 d: y >= 2 \\ and so on", 2, "c none 5 1:1 / d 2 none 2:1");
    read_rows(" c: x <= 5 7: y >= 2", 2, "c none 5 1:1 / 7 2 none 2:1");
    read_rows(" c: x\n <=\n 5\n y >= 2", 2, "c none 5 1:1 / r2 2 none 2:1");
}

#[test]
fn behind_a_bound_comes_nothing() {
    for (bound, part) in [
        ("x <= 1 000", END_OF_LINE),
        ("x <= 9 - 2", END_OF_LINE),
        ("0 <= x <= 5 <= 6", END_OF_LINE),
        ("x <= 5 y <= 3", END_OF_LINE),
        ("x free y free", END_OF_LINE),
        ("x <= 5 y", END_OF_LINE),
        ("x >= 1 c: y >= 2", END_OF_LINE),
        ("0 <= x y >= 2", END_OF_LINE),
        ("x free 3", END_OF_LINE),
        ("x <= 5 free", END_OF_LINE),
        ("x <= 2,5", "write a space"),
        ("x <= y", "one number"),
        ("2 x <= 5", "coefficient"),
        ("x + y <= 5", "operator"),
        ("x", "operator"),
        ("free x", "operator"),
        ("x <= 1 <= 2", END_OF_LINE),
        ("x >= 1 <= 2", END_OF_LINE),
        ("1 <= x >= 2", "one lower and one upper"),
        ("1 = x = 1", "one lower and one upper"),
        ("1 <= x = 2", "one lower and one upper"),
        ("gen <= 5", "gen inside"),
        ("- - 1 <= x", "at most one sign"),
        ("x <= - - 1", "at most one sign"),
    ] {
        // `gen` is a section word at the start of a line, and a name behind `0 <=`.
        let line = if bound.starts_with("gen") { continue } else { 6 };
        check_refused(&bounds(&format!(" {bound}")), LP, "", line, part);
    }
    for (bound, x) in [
        ("x <= 5", "real 1 0 5"),
        ("x >= 2", "real 1 2 none"),
        ("2 <= x <= 5", "real 1 2 5"),
        ("5 >= x >= 2", "real 1 2 5"),
        ("x = 3", "real 1 3 3"),
        ("3 == x", "real 1 3 3"),
        ("x free", "real 1 none none"),
        ("x FREE", "real 1 none none"),
        ("x >= -inf", "real 1 none none"),
        ("- Infinity <= x <= + 5", "real 1 none 5"),
        ("x <= 1e20", "real 1 0 none"),
        ("x < 5", "real 1 0 5"),
        ("x => 2", "real 1 2 none"),
        ("2<=x<=5", "real 1 2 5"),
        ("x\n <=\n 5", "real 1 0 5"),
        ("x <= 5\n x <= 5.0", "real 1 0 5"),
        ("x >= 0\n 0 <= x <= 5", "real 1 0 5"),
        ("x >= -3\n x <= -2", "real 1 -3 -2"),
        ("x <= 5 \\ note", "real 1 0 5"),
        ("x >= .5", "real 1 1/2 none"),
        ("x >= 3.", "real 1 3 none"),
    ] {
        check_read(&bounds(&format!(" {bound}")), LP, "", &with_bounds(x, "real 1 0 none"));
    }
    for bound in [
        "x <= 5\n x <= 6",
        "x free\n x >= 0",
        "x >= 0\n x free",
        "x = 1\n x <= 2",
        "x >= -inf\n x >= 0",
    ] {
        check_refused(&bounds(&format!(" {bound}")), LP, "", 7, "given again with another number");
    }
    for bound in ["x <= -inf", "x <= -1e20", "x >= 1e30", "x = inf", "x >= + Infinity"] {
        check_refused(&bounds(&format!(" {bound}")), LP, "", 6, "an infinite number");
    }
}

#[test]
fn section_words_count_at_the_start_of_a_line() {
    for (objective, word) in [
        ("3 x + 2 gen", "gen"),
        ("3 x + 2 bin", "bin"),
        ("3 x + 2 semi", "semi"),
        ("3 x + end", "end"),
        ("x + 3 st", "st"),
        ("x + bounds", "bounds"),
        ("gen + x", "gen"),
        ("x - 2 Free", ""),
        ("2 MAX", "MAX"),
        ("x + 2 binaries", "binaries"),
        ("x st", "st"),
        ("x s.t.", "s.t."),
    ] {
        let file = format!("min\n obj: {objective}\nst\n c: x >= 1\nend\n");
        if word.is_empty() {
            let columns = "minimize 0 / columns 2 / x real 1 0 none / Free real -2 0 none";
            check_read(&file, LP, "", &format!("{columns} / rows 1 / c 1 none 1:1"));
        } else {
            check_refused(&file, LP, "", 2, &format!("{word} inside a line"));
        }
    }
    // In a row, behind a sign or a coefficient, all readers take the word for a column.
    for word in ["gen", "max", "end", "st", "bin", "semi", "bounds", "Integer", "free"] {
        let columns = format!(
            "minimize 0 / columns 3 / x real 1 0 none / y real 1 0 none / {word} real 0 0 none"
        );
        check_read(
            &rows(&format!(" c: x + 2 {word} >= 1")),
            LP,
            "",
            &format!("{columns} / rows 1 / c 1 none 1:1 3:2"),
        );
        check_read(
            &rows(&format!(" c: x - {word} >= 1")),
            LP,
            "",
            &format!("{columns} / rows 1 / c 1 none 1:1 3:-1"),
        );
        if word != "free" {
            refused_rows(&format!(" c: {word} + x >= 1"), 4, "inside a line");
        }
        // At the start of a line it is a section.
        let broken = rows(&format!(" c: x +\n {word}\n >= 1"));
        if word != "free" {
            check_refused(&broken, LP, "", 5, "");
        }
        // Before a colon it is a label.
        check_read(
            &rows(&format!(" {word}: x >= 1")),
            LP,
            "",
            &with_rows(1, &format!("{word} 1 none 1:1")),
        );
    }
    let columns = "minimize 0 / columns 3 / x real 1 0 none / y real 1 0 none / gen real 0 0 4 / rows 1 / c 1 none 1:1 3:1";
    check_read(&rows(" c: x + gen >= 1\nbounds\n 0 <= gen <= 4"), LP, "", columns);
    check_refused(&rows(" c: x + gen >= 1\ngeneral\n x gen"), LP, "", 6, "gen inside a line");
}

#[test]
fn sections_have_many_names() {
    let expected = with_rows(1, "c 1 none 1:1 2:1")
        .replace("x real 1 0 none / y real", "x integer 1 0 3 / y integer");
    let expected = expected.replace("y integer 1 0 none", "y integer 1 0 1");
    for (sense, rows, bounds, general, binary) in [
        ("min", "st", "bounds", "general", "binary"),
        ("MINIMIZE", "Subject To", "BOUNDS", "Generals", "Binaries"),
        ("Minimum", "such that", "bound", "gen", "bin"),
        ("\\ c\n\nmin", "  s.t.", "\tBounds", " integer", " BIN"),
        ("\u{feff}minimize", "st.", "bounds", "INTEGERS", "binary"),
        ("min", "subject \t to", "bounds", "general", "binary"),
    ] {
        let file = format!(
            "{sense}\n x + y\n{rows}\n c: x + y >= 1\n{bounds}\n x <= 3\n{general} x\n{binary}\n y\nEnd\n\n\\ c\n"
        );
        check_read(&file, LP, "", &expected);
    }
    for (file, line, part) in [
        ("minimise\n x\nst\n x >= 1\nend\n", 1, "minimize or maximize"),
        ("x + y\nst\n x >= 1\nend\n", 1, "minimize or maximize"),
        ("max: x\nst\n x >= 1\nend\n", 1, "minimize or maximize"),
        ("", 1, "minimize or maximize"),
        ("min\n x\nst\n x >= 1\n", 5, "without end"),
        ("min\n x\nst\n x >= 1\nend\nbounds\n x <= 5\n", 6, "may follow end"),
        ("min\n x\nst\n x >= 1\nend x\n", 5, "may follow end"),
        ("min\n x\nst\n x >= 1\nst\n x >= 2\nend\n", 5, "twice"),
        ("min\n x\nst\n x >= 1\nmax\n x\nend\n", 5, "second objective"),
        ("min\n x\nsubject to:\n x >= 1\nend\n", 3, ""),
        ("min\n x\nsubject\nto\n x >= 1\nend\n", 3, "a section"),
        ("min\n x\nst\n x >= 1\nsos\n s: S1:: x:1\nend\n", 5, "no part of a linear program"),
        ("min\n x\nst\n x >= 1\nsemi-continuous\n x\nend\n", 5, "no part of a linear program"),
        ("min\n x\nst\n x >= 1\nSEC\n x\nend\n", 5, "no part of a linear program"),
        (
            "min\n x\nst\n x >= 1\nlazy constraints\n x >= 2\nend\n",
            5,
            "no part of a linear program",
        ),
        ("min\n x\nst\n x >= 1\nuser cuts\n x >= 2\nend\n", 5, "no part of a linear program"),
        (
            "min\n x\nst\n x >= 1\ngeneral constraints\n x >= 2\nend\n",
            5,
            "no part of a linear program",
        ),
        ("min\n x\nst\n x >= 1\ngeneral\n z\nend\n", 6, "not mentioned"),
        ("min\n x\nst\n x >= 1\nbinary\n x z\nend\n", 6, "not mentioned"),
        ("min\n x\nst\n x >= 1\ngeneral\n x 3\nend\n", 6, "list the names"),
        ("min\n x\nst\n x >= 1\ngeneral\n x + x\nend\n", 6, "list the names"),
    ] {
        check_refused(file, LP, "", line, part);
    }
}

#[test]
fn a_sign_that_touches_a_name_may_be_a_part_of_it() {
    for term in [
        "yBR_0-1",
        "x-1",
        "x+1",
        "3 x-1 + y",
        "x -y-2",
        "y + x-0",
        "x- 1",
        "x-1e3",
        "x- 2 + y",
        "x[1]-1",
        "2x+1.5",
    ] {
        check_refused(
            &format!("min\n obj: {term}\nst\n c: x >= 1\nend\n"),
            LP,
            "",
            2,
            "part of the name",
        );
        refused_rows(&format!(" c: {term} >= 1"), 4, "part of the name");
    }
    for (term, expected) in [
        ("x-2y", "c 1 none 1:1 2:-2"),
        ("x-y", "c 1 none 1:1 2:-1"),
        ("x-2 y", "c 1 none 1:1 2:-2"),
        ("3x+4y", "c 1 none 1:3 2:4"),
        ("x -2y", "c 1 none 1:1 2:-2"),
        ("x - -2y", "c 1 none 1:1 2:2"),
        ("- - x + - y", "c 1 none 1:1 2:-1"),
        ("-x- -y", "c 1 none 1:-1 2:1"),
        ("+x", "c 1 none 1:1"),
        ("x + y - x", "c 1 none 2:1"),
        ("x + x + x", "c 1 none 1:3"),
        ("y + x", "c 1 none 1:1 2:1"),
        ("0 x + y", "c 1 none 2:1"),
    ] {
        read_rows(&format!(" c: {term} >= 1"), 1, expected);
    }
    for objective in ["x + y - 1", "x - 1 + y", "-1 + x + y", "x + 2 + y - 3", "y - y + x + y - 1"]
    {
        let file = "min\n x + 0 y\nst\n c: x >= 1\nend\n".replace("x + 0 y", objective);
        let columns = if objective.starts_with('y') {
            "y real 1 0 none / x real 1 0 none / rows 1 / c 1 none 2:1"
        } else {
            "x real 1 0 none / y real 1 0 none / rows 1 / c 1 none 1:1"
        };
        check_read(&file, LP, "", &format!("minimize -1 / columns 2 / {columns}"));
    }
}

#[test]
fn a_constant_in_a_row_needs_a_reading() {
    for (row, moved, dropped) in [
        ("c: x + 3 >= 5", "c 2 none 1:1", "c 5 none 1:1"),
        ("c: 3 + x >= 5", "c 2 none 1:1", "c 5 none 1:1"),
        ("c: - 3 + x <= 5", "c none 8 1:1", "c none 5 1:1"),
        ("c: x + 1 + y - 4 = 5", "c 8 8 1:1 2:1", "c 5 5 1:1 2:1"),
        ("c: 1 <= x + 1 <= 5", "c 0 4 1:1", "c 1 5 1:1"),
        ("c: x + .5 >= 1/2", "", ""),
        ("c: x + 0 >= 5", "c 5 none 1:1", "c 5 none 1:1"),
        ("c: x + 1 >= -inf", "c none none 1:1", "c none none 1:1"),
        ("x - 1 >= 0", "r1 1 none 1:1", "r1 0 none 1:1"),
        ("c: 2 x + 3 x + 0.1 >= 0.3", "c 1/5 none 1:5", "c 3/10 none 1:5"),
    ] {
        if moved.is_empty() {
            refused_rows(&format!(" {row}"), 4, "");
            continue;
        }
        refused_rows(&format!(" {row}"), 4, "--reading row-constant=move or =drop");
        let expected = |rows| format!("reading row-constant=V / {}", with_rows(1, rows));
        let file = rows(&format!(" {row}"));
        check_read(&file, LP, "row-constant=move", &expected(moved).replace("=V", "=move"));
        check_read(&file, LP, "row-constant=drop", &expected(dropped).replace("=V", "=drop"));
    }
}

#[test]
fn rows_have_terms_and_sides() {
    for (row, expected) in [
        ("c: 1 <= x <= 3", "c 1 3 1:1"),
        ("c: 3 >= x >= 1", "c 1 3 1:1"),
        ("c: 2 = x", "c 2 2 1:1"),
        ("c: 2 <= x + y", "c 2 none 1:1 2:1"),
        ("c: -inf <= x <= 3", "c none 3 1:1"),
        ("c: x >= -1e30", "c none none 1:1"),
        ("c: x <= 1e20", "c none none 1:1"),
        ("c: x == 2", "c 2 2 1:1"),
        ("c: x =< 2", "c none 2 1:1"),
        ("c: x => 2", "c 2 none 1:1"),
        ("c: x < 2", "c none 2 1:1"),
        ("c: <= 8", "c none 8"),
        ("c: >= -2", "c -2 none"),
        ("12: x >= 1", "12 1 none 1:1"),
        ("c :x>=1", "c 1 none 1:1"),
        ("c:\n\n x\n >= 1", "c 1 none 1:1"),
        ("c: 5 <= x <= 2", "c 5 2 1:1"),
        ("2 <= x", "r1 2 none 1:1"),
        ("c: x - x >= 1", "c 1 none"),
        ("c: 1e25 x >= 1", "c 1 none 1:10000000000000000000000000"),
        ("c: x >= - 3", "c -3 none 1:1"),
        ("c: -3 <= x", "c -3 none 1:1"),
    ] {
        read_rows(&format!(" {row}"), 1, expected);
    }
    for (row, line, part) in [
        ("<= 8", 4, "needs a label"),
        ("c: x >= 1\n >= 2", 5, "needs a label"),
        ("c: 3 >= 2", 5, "the column behind the number"),
        ("c: x", 4, "operator"),
        ("c: x + y\n d: x >= 1", 4, "operator"),
        ("c: x y >= 1", 4, "operator"),
        ("c: 2 3 x >= 1", 4, "a row has a column"),
        ("c: x 3 y >= 1", 4, "operator"),
        ("c: >= x", 4, "one number"),
        ("c: x >= y", 4, "one number"),
        ("c: x >= - - 1", 4, "at most one sign"),
        ("c: - - 1 <= x", 4, "at most one sign"),
        ("c: 1 <= x >= 2", 4, "one lower and one upper"),
        ("c: 1 = x <= 2", 4, "one lower and one upper"),
        ("c: inf x >= 1", 4, "term"),
        ("c: x + inf >= 1", 4, "finite"),
        ("c: x >= 1e20", 4, "infinite"),
        ("c: x = inf", 4, "infinite"),
        ("c: x <= -1e25", 4, "infinite"),
        ("c: 2 <= x\n y >= 1", 5, "label or a section"),
        ("c: x >= 1\n c: y >= 1", 5, "twice"),
        ("c: x ^ 2 >= 1", 4, "product"),
        ("c: [ x ^ 2 ] >= 1", 4, "product"),
        ("c: x * y >= 1", 4, "product"),
        ("c: x >=< 1", 4, "an operator"),
        ("c: x === 1", 4, "an operator"),
        ("c:: x >= 1", 4, "no meaning"),
        ("c: - >= 1", 4, "term"),
        ("c: x + >= 1", 4, "term"),
        ("c: + + >= 1", 4, "term"),
        ("c: x -> y", 4, ""),
        ("c: x >= 1 -> y", 4, END_OF_LINE),
        ("c: x != 1", 4, ""),
        ("inf: x >= 1", 4, ""),
    ] {
        refused_rows(&format!(" {row}"), line, part);
    }
    // A row that has the name of one without a label.
    read_rows(
        " r2: x >= 1\n y >= 1\n r1_: x >= 2",
        3,
        "r2 1 none 1:1 / r2_ 1 none 2:1 / r1_ 2 none 1:1",
    );
}

#[test]
fn binary_columns_stay_between_0_and_1() {
    let file = |text: &str| rows(&format!(" c: x + y >= 1\n{text}"));
    for (text, x) in [
        ("binary\n x", "0 1"),
        ("bounds\n x <= 1\nbinary\n x", "0 1"),
        ("bounds\n x <= 0.5\nbin\n x", "0 1/2"),
        ("bin\n x\nbounds\n x >= 1", "1 1"),
        ("bin\n x\nbounds\n x = 0", "0 0"),
        ("bin\n x x\ngen\n x", "0 1"),
    ] {
        let expected = with_bounds("integer 1 X", "real 1 0 none").replace('X', x);
        check_read(&file(text), LP, "", &expected);
    }
    for text in [
        "bounds\n x <= 2\nbin\n x",
        "bin\n x\nbounds\n x <= 5",
        "bin\n x\nbounds\n x >= -1",
        "bounds\n x free\nbin\n x",
        "bounds\n x <= inf\nbin\n x",
        "bounds\n x >= 1.5\nbin\n x",
        "bounds\n x <= -1\nbin\n x",
    ] {
        let line = if text.starts_with("bin") { 6 } else { 8 };
        check_refused(&file(text), LP, "", line, "outside 0 and 1");
    }
}

#[test]
fn a_negative_upper_bound_needs_a_lower_one_or_a_reading() {
    for upper in ["x <= -5", "-5 >= x", "x < -1e-9", "x <= -.5", "x =< -5"] {
        let file = bounds(&format!(" {upper}"));
        check_refused(&file, LP, "", 6, "--reading negative-upper=zero or =free");
        let value = match upper {
            "x < -1e-9" => "-1/1000000000",
            "x <= -.5" => "-1/2",
            _ => "-5",
        };
        for (word, lower) in [("zero", "0"), ("free", "none")] {
            let columns = with_bounds(&format!("real 1 {lower} {value}"), "real 1 0 none");
            let expected = format!("reading negative-upper={word} / {columns}");
            check_read(&file, LP, &format!("negative-upper={word}"), &expected);
        }
    }
    for bound in ["x <= -5\n x >= -7", "-7 <= x <= -5", "x >= -7\n x <= -5"] {
        let expected = with_bounds("real 1 -7 -5", "real 1 0 none");
        check_read(&bounds(&format!(" {bound}")), LP, "", &expected);
        // A reading without effect is a part of the statement all the same.
        let expected = format!("reading negative-upper=free / {expected}");
        check_read(&bounds(&format!(" {bound}")), LP, "negative-upper=free", &expected);
    }
}
