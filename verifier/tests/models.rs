//! Files of models that a careless reader takes for another model: each is refused.

use ironproof_verifier::{LpFailure, LpRejection, verify_lp};

const MODEL: &str = "\
NAME m
ROWS
 N COST
 G R1
 E R2
COLUMNS
 X COST 1 R1 1
 Y R1 1 R2 1
RHS
 RHS R1 1
RANGES
 R R2 1
BOUNDS
 UP B X 3
ENDATA
";

/// Reading the model comes first, so an empty certificate tells whether it was read.
#[track_caller]
fn check_error(model: &[u8], expected: &str) {
    let actual = match verify_lp(model, "") {
        Err(LpFailure::Model(error)) => error.to_string(),
        Err(LpFailure::Rejected(LpRejection::Malformed(1, _))) => "none".to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(actual, expected, "{}", String::from_utf8_lossy(model));
}

#[track_caller]
fn check_changed(from: &str, to: &str, expected: &str) {
    let changed = MODEL.replacen(from, to, 1);
    assert_ne!(changed, MODEL);
    check_error(changed.as_bytes(), expected);
}

#[test]
fn what_would_be_lost_is_refused() {
    check_error(MODEL.as_bytes(), "none");
    let behind = "nothing behind the name of a section";
    check_changed(" RHS R1", "RHS R1", &format!("line 10: expected {behind}"));
    check_changed("BOUNDS", "BOUNDS B", &format!("line 13: expected {behind}"));
    check_changed("NAME m", "NAME m n", "none");
    check_changed(
        "R1\n E",
        "$R1\n E",
        "line 4: expected a name that does not start like a comment",
    );
    check_changed(" R1 1\n Y", " R1 1 $ R2 1\n Y", "none");
    check_changed("RANGES\n", " SHR R2 1\nRANGES\n", "line 11: expected the name of the first set");
    check_changed("ENDATA", " LO C X 1\nENDATA", "line 15: expected the name of the first set");
    check_changed("ENDATA", " LO B X 1\nENDATA", "none");
    check_changed("ROWS", "OBJSENSE MAX\nOBJSENSE\n MIN\nROWS", "line 4: expected one OBJSENSE");
    check_changed(" R R2 1", " R R2 1e20", "line 12: expected a finite range");
}

/// Two names in another encoding than UTF-8 would be one.
#[test]
fn names_that_are_no_text_are_refused() {
    let with = |x: u8, y: u8| {
        let replaced = |byte| match byte {
            b'X' => x,
            b'Y' => y,
            other => other,
        };
        MODEL.bytes().map(replaced).collect::<Vec<u8>>()
    };
    check_error(&with(b'x', b'y'), "none");
    check_error(&with(0xe8, 0xe9), "line 7: expected text in UTF-8");
    check_error(&[b"* \xe8\n", MODEL.as_bytes()].concat(), "none");
}

/// Only white space of ASCII ends a name.
#[test]
fn a_space_that_is_part_of_a_name_stays() {
    check_changed("UP B X 3", "FR B X\u{a0}", "line 14: expected the name of a column");
}

/// In the fixed format a long number would lose its end.
#[test]
fn fixed_columns_have_nothing_between() {
    let model = |side: &str| {
        format!(
            "ROWS\n N  COST\n G  ROW ONE\nCOLUMNS\n    \
             COL ONE   COST             1.0     ROW ONE        1.0\nRHS\n    \
             RHS       ROW ONE   {side}\nENDATA\n"
        )
    };
    check_error(model("1000000.1250").as_bytes(), "none");
    let free = "line 3: expected a row type and a name";
    check_error(model("1000000000.125").as_bytes(), free);
    check_error(model("1           e2").as_bytes(), free);
}
