//! Tests of the reader, both polarities.

use std::path::Path;

use super::{
    ContinuousInstance, Curve, End, Note, Optimum, Polynomial, Probability, ReadError, Weight,
    WeightShape, read,
};
use ironproof_number::rational;
use ironproof_number::rational::Rational;

const QUALITY: &str = r#"{ kind = "uniform", low = "0", high = "1" }"#;
const UNIFORM: &str = r#"{ kind = "uniform", low = "1", high = "2" }"#;
const CONSTANT: &str = r#"{ kind = "constant", value = "1" }"#;

/// A document with one group; the wtp stands on line 8, the weight on line 9.
fn document(quality: &str, wtp: &str, weight: &str) -> String {
    format!(
        "name = \"test\"\nalpha = 1\nquality = {quality}\n\n[[group]]\nlabel = \"all\"\nmass = \"1\"\n\
         wtp = {wtp}\nweight = {weight}\n"
    )
}

fn read_text(text: &str) -> Result<ContinuousInstance, ReadError> {
    read(text, Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../instances/applications")))
}

fn group(wtp: &str, weight: &str) -> ContinuousInstance {
    read_text(&document(QUALITY, wtp, weight)).expect(wtp)
}

fn number(text: &str) -> Rational {
    rational::parse(text).expect(text)
}

fn polynomial(coefficients: &[&str]) -> Polynomial {
    Polynomial::new(coefficients.iter().map(|c| number(c)).collect())
}

/// Checks the pieces `(from, to, wtp, weight)` of the only group.
#[track_caller]
fn check_pieces(wtp: &str, weight: &str, expected: &[(&str, &str, &[&str], &[&str])]) {
    let instance = group(wtp, weight);
    let pieces: Vec<_> = instance.groups[0]
        .pieces
        .iter()
        .map(|piece| {
            let wtp = piece.wtp.as_polynomial().expect("a polynomial wtp").clone();
            let weight = piece.weight.as_polynomial().expect("a polynomial weight").clone();
            (piece.from.clone(), piece.to.clone(), wtp, weight)
        })
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(from, to, wtp, weight)| {
            (number(from), number(to), polynomial(wtp), polynomial(weight))
        })
        .collect();
    assert_eq!(pieces, expected);
    assert_eq!(instance.notes, []);
}

#[track_caller]
fn check_error(text: &str, expected: &str) {
    let message = read_text(text).expect_err(expected).to_string();
    assert_eq!(message, expected);
}

#[track_caller]
fn check_wtp_error(wtp: &str, expected: &str) {
    check_error(&document(QUALITY, wtp, CONSTANT), expected);
}

#[track_caller]
fn check_weight_error(wtp: &str, weight: &str, expected: &str) {
    check_error(&document(QUALITY, wtp, weight), expected);
}

#[test]
fn numbers_are_exact_in_every_spelling() {
    for alpha in ["0.1", "\"0.1\"", "\"1/10\"", "1e-1", "+0.1"] {
        let text =
            document(QUALITY, UNIFORM, CONSTANT).replace("alpha = 1", &format!("alpha = {alpha}"));
        assert_eq!(read_text(&text).expect(alpha).alpha, number("1/10"));
    }
}

#[test]
fn exact_kinds_become_polynomials() {
    check_pieces(UNIFORM, CONSTANT, &[("0", "1", &["1", "1"], &["1"])]);
    check_pieces(
        r#"{ kind = "piecewise", pieces = [
            { from = "0", to = "1/2", polynomial = ["0", "1"] },
            { from = "1/2", to = "1", polynomial = ["-3/2", "4"] } ] }"#,
        r#"{ kind = "piecewise", of = "quantile", pieces = [{ from = 0, to = 1, polynomial = [4, -3] }] }"#,
        &[("0", "1/2", &["0", "1"], &["4", "-3"]), ("1/2", "1", &["-3/2", "4"], &["4", "-3"])],
    );
    // A bin without mass is a jump, a bin without width an atom.
    check_pieces(
        r#"{ kind = "histogram", knots = [0, 1, 2, 2], mass = ["1/2", 0, "1/2"] }"#,
        r#"{ kind = "linear", of = "wtp", at_low = 2, at_high = 0 }"#,
        &[("0", "1/2", &["0", "2"], &["2", "-2"]), ("1/2", "1", &["2"], &["0"])],
    );
    check_pieces(
        r#"{ kind = "sample", values = [3, 1, 1] }"#,
        r#"{ kind = "power", scale = 6, exponent = -1 }"#,
        &[("0", "2/3", &["1"], &["6"]), ("2/3", "1", &["3"], &["2"])],
    );
    check_pieces(
        r#"{ kind = "table", rows = [[1, 0.25, 3], [2, 0.75, 0]] }"#,
        r#"{ kind = "table" }"#,
        &[("0", "1/4", &["1"], &["3"]), ("1/4", "1", &["2"], &["0"])],
    );
}

/// Counts in any order, with an amount twice: its weight is the mean over those who would pay it.
#[test]
fn normalised_tables_are_sorted_joined_and_divided() {
    let normalised = |rows: &str| {
        let wtp = format!("{{ kind = \"table\", rows = {rows}, normalise = true }}");
        group(&wtp, r#"{ kind = "table" }"#).groups[0].pieces.clone()
    };
    let found = normalised("[[20, 1, 1], [5, 3, 2], [20, 3, 3], [5, 1, 2]]");
    assert_eq!(
        found,
        group(
            r#"{ kind = "table", rows = [[5, 0.5, 2], [20, 0.5, 2.5]] }"#,
            r#"{ kind = "table" }"#,
        )
        .groups[0]
            .pieces
    );
    // The rules about single rows stay, and name the row of the file.
    let masses = |end: &str| format!(r#"{{ kind = "table", rows = [[7, 2], [3, 0]]{end} }}"#);
    check_wtp_error(
        &masses(", normalise = true"),
        "8:41: group[0].wtp.rows[1] (group `all`): the number is not positive: write more than 0",
    );
    check_wtp_error(
        r#"{ kind = "table", rows = [[7, 2], [-3, 1]], normalise = true }"#,
        "8:41: group[0].wtp.rows[1] (group `all`): willingness to pay is negative",
    );
    check_wtp_error(
        r#"{ kind = "table", rows = [[7, 2]], normalise = 1 }"#,
        "8:54: group[0].wtp.normalise (group `all`): expected true or false, found integer",
    );
    check_wtp_error(
        r#"{ kind = "table", rows = [[3, 0.5], [7, 0.25]], normalise = false }"#,
        "8:43: group[0].wtp.rows[1] (group `all`): the masses sum to 3/4, not to 1: correct them, or write \
         normalise = true to divide them by their sum",
    );
}

/// Columns are found by name, as a spreadsheet writes them.
#[test]
fn tables_have_their_columns_in_any_order() {
    let folder = std::env::temp_dir().join(format!("ironproof-tables-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let read_file = |text: &str| {
        std::fs::write(folder.join("a.csv"), text).unwrap();
        let wtp = r#"{ kind = "table", file = "a.csv" }"#;
        let text = document(QUALITY, wtp, r#"{ kind = "constant", value = 1 }"#);
        read(&text, &folder).map(|instance| instance.groups[0].pieces.clone())
    };
    let plain = read_file("wtp,mass\n5,0.5\n20,0.5\n").unwrap();
    for text in [
        "\u{feff}mass;note;wtp\n0.5;a;5\n0.5;b;20\n",
        "id\twtp\tmass\n1\t5\t1/2\n2\t20\t1/2\n",
        "wtp,mass,weight\n5,0.5,1\n20,0.5,9\n",
    ] {
        assert_eq!(read_file(text).as_ref(), Ok(&plain), "{text}");
    }
    for text in ["wtp,share\n5,1\n", "wtp,mass,mass\n5,0.5,0.5\n"] {
        let error = read_file(text).unwrap_err().to_string();
        let titles = text.lines().next().unwrap();
        assert!(
            error.ends_with(&format!(
                "expected the columns wtp,mass or wtp,mass,weight, found {titles}"
            )),
            "{error}"
        );
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn weights_of_wtp_are_cut_and_composed() {
    check_pieces(
        UNIFORM,
        r#"{ kind = "piecewise", of = "wtp", pieces = [
            { from = 0, to = "5/4", polynomial = [3] },
            { from = "5/4", to = 5, polynomial = [0, 0, 1] } ] }"#,
        &[("0", "1/4", &["1", "1"], &["3"]), ("1/4", "1", &["1", "1"], &["1", "2", "1"])],
    );
    // At an atom on a breakpoint the value on the right counts.
    check_pieces(
        r#"{ kind = "table", rows = [[1, 0.5], [2, 0.5]] }"#,
        r#"{ kind = "table", interpolate = "step", rows = [[1, 5], [2, 1]] }"#,
        &[("0", "1/2", &["1"], &["5"]), ("1/2", "1", &["2"], &["1"])],
    );
    check_pieces(
        UNIFORM,
        r#"{ kind = "table", interpolate = "linear", rows = [[1, 2], [2, 1]] }"#,
        &[("0", "1", &["1", "1"], &["2", "-1"])],
    );
    check_pieces(
        UNIFORM,
        r#"{ kind = "power", scale = 2, exponent = 2, shift = "-1" }"#,
        &[("0", "1", &["1", "1"], &["0", "0", "2"])],
    );
}

#[test]
fn joint_weights_keep_their_distribution() {
    let weight = r#"{ kind = "joint", pieces = [
        { from = 0, to = 1, values = [8, 0], probabilities = [["1/2", "-1/2"], ["1/2", "1/2"]] } ] }"#;
    check_pieces(UNIFORM, weight, &[("0", "1", &["1", "1"], &["4", "-4"])]);
    let joint = group(UNIFORM, weight).groups[0].joint.clone().expect("a joint distribution");
    assert_eq!(joint[0].outcomes[0].value, polynomial(&["8"]));
    assert_eq!(joint[0].outcomes[1].probability, polynomial(&["1/2", "1/2"]));
}

#[test]
fn clipped_mass_becomes_an_atom() {
    let instance = group(
        r#"{ kind = "lomax", scale = 1, shape = 2, high = 99, tail = "clip" }"#,
        r#"{ kind = "polynomial", of = "wtp", coefficients = [100, -1] }"#,
    );
    let group = &instance.groups[0];
    assert_eq!(group.mass, Rational::ONE);
    let ranges: Vec<_> = group.pieces.iter().map(|p| (p.from.clone(), p.to.clone())).collect();
    assert_eq!(ranges, [(number("0"), number("0.9999")), (number("0.9999"), number("1"))]);
    assert!(matches!(group.pieces[0].weight, Weight::OfWtp(WeightShape::Polynomial(_))));
    assert_eq!(group.pieces[1].wtp.as_constant(), Some(number("99")));
    assert_eq!(group.pieces[1].weight.as_polynomial(), Some(&polynomial(&["1"])));
    let note = Note::Clipped {
        label: "all".to_owned(),
        end: End::High,
        bound: number("99"),
        share: number("0.0001"),
    };
    assert_eq!(instance.notes, [note]);
}

#[test]
fn conditioned_mass_leaves_the_group() {
    let instance = group(
        r#"{ kind = "lomax", scale = 1, shape = 2, high = 99, tail = "condition" }"#,
        CONSTANT,
    );
    let group = &instance.groups[0];
    assert_eq!(group.mass, number("0.9999"));
    assert_eq!(group.pieces.len(), 1);
    assert!(
        (group.pieces[0].wtp.at_float(Probability { lower: 1.0, upper: 0.0 }) - 99.0).abs() < 1e-9
    );
    assert_eq!(
        instance.notes[0].to_string(),
        "all: a share of 0.0001 (mass 0.0001) with willingness to pay above 99 is left out"
    );
}

#[test]
fn functions_have_their_breakpoints_rounded_and_noted() {
    let instance = group(
        r#"{ kind = "triangular", low = 0, mode = 1, high = 2 }"#,
        r#"{ kind = "piecewise", of = "wtp", pieces = [
            { from = 0, to = "1/2", polynomial = [2] }, { from = "1/2", to = 2, polynomial = [1] } ] }"#,
    );
    let ends: Vec<_> = instance.groups[0].pieces.iter().map(|piece| piece.to.clone()).collect();
    assert_eq!(ends, [number("1/8"), number("1/2"), number("1")]);
    assert_eq!(instance.notes[0].to_string(), "all: the quantile of 0.5 is rounded to 15 decimals");
    // r(t) = t^2 reaches 1/3 at an irrational quantile, found by bisection.
    let curve = Curve::Polynomial(polynomial(&["0", "0", "1"]));
    let (t, is_exact) = curve.quantile_of(&number("1/3"), &Rational::ZERO, &Rational::ONE, 15);
    assert!(!is_exact);
    assert!((rational::approx(&t) - (1.0 / 3.0_f64).sqrt()).abs() <= 1e-15);
}

#[test]
fn optima_and_quality() {
    let text = document(
        r#"{ kind = "levels", levels = [{ level = 0, mass = 2 }, { level = "1/2", mass = 1 }] }"#,
        UNIFORM,
        CONSTANT,
    );
    let instance = read_text(&format!("optimum = {{ low = \"0.1\", high = \"0.2\" }}\n{text}"))
        .expect("an interval");
    assert_eq!(
        instance.optimum,
        Some(Optimum::Between { low: number("0.1"), high: number("0.2") })
    );
    assert_eq!(instance.quality.mass, number("3"));
    assert_eq!(instance.quality.pieces[1].from, number("2/3"));
    assert_eq!((&instance.title[..], &instance.unit), ("test", &None));
    let named = read_text(&format!("unit = \"euros\"\n{text}")).expect("a unit");
    assert_eq!(named.unit.as_deref(), Some("euros"));
    assert!(read_text(&format!("unit = 3\n{text}")).is_err());
}

#[test]
fn broken_documents_name_the_place_and_the_rule() {
    let good = document(QUALITY, UNIFORM, CONSTANT);
    check_error("name = ", "1:8: not TOML: string values must be quoted, expected literal string");
    check_error(
        &good.replace("alpha", "alfa"),
        "2:1: unknown key `alfa` (known here: name, title, unit, alpha, quality, group, constraint, optimum): did you \
         mean `alpha`?",
    );
    check_error(&good.replace("alpha = 1\n", ""), "1:1: the key `alpha` is missing");
    check_error(
        &good.replace("alpha = 1", "alpha = -1"),
        "2:9: alpha: the number is negative: write 0 or more",
    );
    check_error(
        &good.replace("alpha = 1", "alpha = \"1,5\""),
        "2:9: alpha: not a number: `1,5` (write 12, 0.5, 1e-3 or 3/4; a decimal has a point)",
    );
    check_error(
        &good.replace("alpha = 1", "alpha = nan"),
        "2:9: alpha: not a number: `nan` (write 12, 0.5, 1e-3 or 3/4)",
    );
    check_error(
        &good.replace("alpha = 1", "alpha = true"),
        "2:9: alpha: expected a number, found boolean",
    );
    check_error(
        &good.replace("\"1\"\nwtp", "0\nwtp"),
        "7:8: group[0].mass (group `all`): the number is not positive: write more than 0",
    );
    check_error(
        &good.replace("\"all\"", "\"\""),
        "6:9: group[0].label: the text is empty or has a hidden character",
    );
    check_error(
        &good.replace("wtp = {", "wtp = { extra = 1,"),
        "8:9: group[0].wtp (group `all`): unknown key `extra` (known here: kind, low, high, spike)",
    );
    check_error(
        &format!("{good}{}", &good[good.find("[[").expect("a group")..]),
        "11:9: group[1].label (group `all`): duplicate label `all`",
    );
    check_error(
        "name = \"a\"\nalpha = 1\ngroup = []\nquality = { kind = \"levels\", levels = [{ level = 1, mass = 1 }] }",
        "3:9: group: the list is empty",
    );
    check_error(
        &format!("optimum = {{ low = 2, high = 1 }}\n{good}"),
        "1:11: optimum: `low` is above `high`: exchange the two",
    );
}

#[test]
fn broken_wtp_names_the_place_and_the_rule() {
    check_wtp_error(
        r#"{ kind = "uniform", low = 2, high = 1 }"#,
        "8:7: group[0].wtp (group `all`): `low` is above `high`: exchange the two",
    );
    check_wtp_error(
        r#"{ kind = "uniform", low = -1, high = 1 }"#,
        "8:33: group[0].wtp.low (group `all`): willingness to pay is negative",
    );
    for size in ["1e-400", "1e400", "1e-10", "1.1e9"] {
        check_wtp_error(
            &format!(r#"{{ kind = "beta", a = "{size}", b = 2, low = 0, high = 1 }}"#),
            "8:28: group[0].wtp.a (group `all`): a parameter of a distribution must be from 1e-9 to 1e9: choose another unit",
        );
    }
    check_wtp_error(
        r#"{ kind = "cauchy" }"#,
        "8:16: group[0].wtp.kind (group `all`): unknown wtp `cauchy` (known: uniform, piecewise, histogram, triangular, exponential, pareto, lomax, normal, lognormal, logistic, gamma, weibull, log-logistic, mixture, beta, table, sample)",
    );
    check_wtp_error(
        r#"{ kind = "uniform", low = 1 }"#,
        "8:7: group[0].wtp (group `all`): the key `high` is missing",
    );
    check_wtp_error(
        r#"{ kind = "piecewise", pieces = [{ from = 0, to = 1, polynomial = [1, -1, 1] }] }"#,
        "8:39: group[0].wtp.pieces[0] (group `all`): the quantile function decreases on this piece",
    );
    check_wtp_error(
        r#"{ kind = "piecewise", pieces = [{ from = 0, to = 0.5, polynomial = [1] }, { from = 0.5, to = 1, polynomial = [0, 1] }] }"#,
        "8:81: group[0].wtp.pieces[1] (group `all`): the quantile function falls from 1 to 1/2 at the start of this piece",
    );
    check_wtp_error(
        r#"{ kind = "piecewise", pieces = [{ from = 0, to = 0.5, polynomial = [1] }] }"#,
        "8:56: group[0].wtp.pieces[0].to (group `all`): the last piece ends at 1/2, it must end at 1",
    );
    check_wtp_error(
        r#"{ kind = "piecewise", pieces = [{ from = 0, to = 0.5, polynomial = [1] }, { from = 0.6, to = 1, polynomial = [1] }] }"#,
        "8:90: group[0].wtp.pieces[1].from (group `all`): this piece starts at 3/5, the one before ends at 1/2",
    );
    check_wtp_error(
        r#"{ kind = "histogram", knots = [0, 1, 2], mass = [0.5, 0.4] }"#,
        "8:55: group[0].wtp.mass (group `all`): the masses sum to 9/10, not to 1",
    );
    check_wtp_error(
        r#"{ kind = "histogram", knots = [0, 1, 2], mass = [1] }"#,
        "8:55: group[0].wtp.mass (group `all`): expected 2 entries, found 1",
    );
    check_wtp_error(
        r#"{ kind = "table", rows = [[1, 0.5], [1, 0.5]] }"#,
        "8:43: group[0].wtp.rows[1] (group `all`): the amounts are not strictly increasing: write the lowest first, and each only once, \
         or normalise = true to sort and join them",
    );
    check_wtp_error(
        r#"{ kind = "table", file = "no-such.csv" }"#,
        "8:32: group[0].wtp.file (group `all`): cannot read no-such.csv: No such file or directory (os error 2)",
    );
    check_wtp_error(
        r#"{ kind = "sample", file = "school-seats.csv" }"#,
        "8:33: group[0].wtp.file (group `all`): school-seats.csv, line 1: expected the columns wtp, found wtp,mass,weight",
    );
    check_wtp_error(
        r#"{ kind = "exponential", rate = 1, high = 5 }"#,
        "8:7: group[0].wtp (group `all`): the key `tail` is missing: \"clip\" or \"condition\"",
    );
    check_wtp_error(
        r#"{ kind = "exponential", rate = 1, high = 5, tail = "drop" }"#,
        "8:58: group[0].wtp.tail (group `all`): unknown tail `drop` (known: clip, condition)",
    );
    check_wtp_error(
        r#"{ kind = "normal", mean = 1, sd = 1, high = 5, tail = "clip" }"#,
        "8:7: group[0].wtp (group `all`): the key `low` is missing",
    );
    check_wtp_error(
        r#"{ kind = "normal", mean = 1, sd = 0, low = 0, high = 5, tail = "clip" }"#,
        "8:41: group[0].wtp.sd (group `all`): the number is not positive: write more than 0",
    );
}

/// What somebody means who writes another form is shown in the form that is read.
#[test]
fn a_value_of_another_form_gets_the_form_that_is_read() {
    let good = document(QUALITY, UNIFORM, CONSTANT);
    let known = "(known here: name, title, unit, alpha, quality, group, constraint, optimum)";
    let objects = "the objects are the table `quality`, and `mass` there says how many there are";
    for key in ["supply", "objects"] {
        let message = format!("1:1: unknown key `{key}` {known}: {objects}");
        check_error(&format!("{key} = 1\n{good}"), &message);
    }
    check_error(
        &good.replace("[[group]]", "[group]"),
        "5:1: group: expected a list, found table: write `[[group]]` with two brackets, once for each group",
    );
    check_error(
        &format!("constraint = {{ what = \"revenue\" }}\n{good}"),
        "1:14: constraint: expected a list, found table: put it in brackets, constraint = [{ .. }]",
    );
    check_weight_error(
        UNIFORM,
        "1.5",
        "9:10: group[0].weight (group `all`): expected a table, found float: write weight = { kind = \"constant\", \
         value = 1.5 }",
    );
    check_wtp_error(
        "10",
        "8:7: group[0].wtp (group `all`): expected a table, found integer: write wtp = { kind = \"uniform\", low = .., \
         high = .. }",
    );
    check_wtp_error(
        r#"{ kind = "histogram", knots = 1, mass = [1] }"#,
        "8:37: group[0].wtp.knots (group `all`): expected a list, found integer: put it in brackets, knots = [1]",
    );
}

#[test]
fn broken_weights_name_the_place_and_the_rule() {
    check_weight_error(
        UNIFORM,
        r#"{ kind = "constant", value = -1 }"#,
        "9:39: group[0].weight.value (group `all`): the number is negative: write 0 or more",
    );
    check_weight_error(
        UNIFORM,
        r#"{ kind = "polynomial", of = "wtp", coefficients = [1, -1] }"#,
        "9:10: group[0].weight (group `all`): the weight is negative somewhere on the support",
    );
    check_weight_error(
        UNIFORM,
        r#"{ kind = "linear", of = "income", at_low = 1, at_high = 1 }"#,
        "9:34: group[0].weight.of (group `all`): unknown argument `income` (known: wtp, quantile)",
    );
    check_weight_error(
        UNIFORM,
        r#"{ kind = "table" }"#,
        "9:10: group[0].weight (group `all`): the wtp of this group is not a table with a `weight` column",
    );
    check_weight_error(
        UNIFORM,
        r#"{ kind = "power", scale = 1, exponent = -1, shift = -1 }"#,
        "9:10: group[0].weight (group `all`): the power is not finite on the whole support",
    );
    check_weight_error(
        UNIFORM,
        r#"{ kind = "piecewise", of = "wtp", pieces = [{ from = 1, to = 1.5, polynomial = [1] }] }"#,
        "9:53: group[0].weight.pieces (group `all`): the pieces reach from 1 to 3/2, the support from 1 to 2",
    );
    check_weight_error(
        UNIFORM,
        r#"{ kind = "joint", pieces = [{ from = 0, to = 1, values = [1, 2], probabilities = ["1/2", "1/3"] }] }"#,
        "9:91: group[0].weight.pieces[0].probabilities (group `all`): the probabilities do not sum to 1 everywhere on this piece",
    );
    check_weight_error(
        UNIFORM,
        r#"{ kind = "joint", pieces = [{ from = 0, to = 1, values = [1, 2], probabilities = [[0, 2], [1, -2]] }] }"#,
        "9:91: group[0].weight.pieces[0].probabilities (group `all`): the probability is negative somewhere on this piece",
    );
    check_weight_error(
        r#"{ kind = "uniform", low = 1, high = 1 }"#,
        r#"{ kind = "linear", of = "wtp", at_low = 1, at_high = 2 }"#,
        "9:10: group[0].weight (group `all`): a line in wtp needs a support with two ends",
    );
}

#[test]
fn broken_quality_names_the_place_and_the_rule() {
    let broken = |quality: &str| document(quality, UNIFORM, CONSTANT);
    check_error(
        &broken(r#"{ kind = "uniform", low = 0, high = 2 }"#),
        "3:47: quality.high: the quality leaves [0, 1]: divide all qualities by the best one",
    );
    check_error(
        &broken(
            r#"{ kind = "levels", levels = [{ level = 1, mass = 1 }, { level = 1, mass = 1 }] }"#,
        ),
        "3:75: quality.levels[1].level: quality levels are not strictly increasing: write the lowest first",
    );
    check_error(
        &broken(r#"{ kind = "levels", levels = [{ level = 1, mass = 0 }] }"#),
        "3:60: quality.levels[0].mass: the number is not positive: write more than 0",
    );
    check_error(
        &broken(r#"{ kind = "piecewise", pieces = [{ from = 0, to = 1, polynomial = [0, 2] }] }"#),
        "3:11: quality: the quality leaves [0, 1]: divide all qualities by the best one",
    );
}
