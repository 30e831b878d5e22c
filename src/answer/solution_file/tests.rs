//! Solution files as the solvers wrote them (`tests/data/solutions`), and files that are none.

use std::path::Path;

use super::{Solution, SolutionError, read_solution};
use ironproof_linear::{Lp, ModelFormat, Readings, read_model};
use ironproof_number::rational::{Rational, parse};

fn data(name: &str) -> String {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/solutions"));
    std::fs::read_to_string(folder.join(name)).unwrap()
}

fn model(name: &str) -> Lp {
    let format = ModelFormat::of(name).unwrap();
    read_model(data(name).as_bytes(), format, &Readings::default()).unwrap().lp
}

fn numbers(words: &[&str]) -> Vec<Rational> {
    words.iter().map(|word| parse(word).unwrap()).collect()
}

/// The optimum of `model.mps` is (3, 7/6, 1/3) with the multipliers (2, 0, -1/2); files round as they do.
#[test]
fn files_of_solvers_are_read() {
    let duals = ["2", "0", "-0.5"];
    let interior = ["1.99999997798466", "-1.94690046413382e-08", "-0.499999994091723"];
    let near = ["2.99999999944585", "1.16666666936056", "0.333333334773846"];
    let six = ["3", "1.16667", "0.333333"];
    let eight = ["3", "1.1666667", "0.33333333"];
    let highs = ["3", "1.1666666666667", "0.3333333333333"];
    let fifteen = ["3", "1.16666666666667", "0.333333333333333"];
    let none: &[&str] = &[];
    for (file, point, multipliers) in [
        ("highs.sol", highs, &duals[..]),
        ("highs-table.sol", six, &duals),
        ("highs-sparse.sol", highs, none),
        ("highs-glpk-lines.sol", highs, &duals),
        ("highs-glpk-table.sol", six, &duals),
        ("scip.sol", fifteen, none),
        ("cbc.sol", eight, none),
        ("cbc-rows.sol", eight, none),
        ("clp.sol", eight, none),
        ("cplex.sol", ["3", "1.1666666666666667", "0.33333333333333331"], &duals),
        ("gurobi.sol", ["3", "1.1666666666666667", "0.33333333333333331"], none),
        ("copt.sol", ["3", "1.166666666666667", "0.3333333333333333"], none),
        ("miplib.sol", ["3", "7/6", "0.33333"], none),
        ("glpk-table.txt", six, &duals),
        ("glpk-lines.txt", fifteen, &duals),
        ("glpk-interior-table.txt", six, &["2", "-1.9469e-08", "-0.5"]),
        ("glpk-interior-lines.txt", near, &interior),
        ("glpk-integer-table.txt", six, none),
        ("glpk-integer-lines.txt", fifteen, none),
        ("lp_solve.txt", six, none),
        ("lp_solve-s4.txt", six, &duals),
        ("qsopt_ex.sol", ["3", "7/6", "1/3"], &duals),
    ] {
        let solution = read_solution(&model("model.mps"), &data(file));
        let solution = solution.unwrap_or_else(|error| panic!("{file}: {error}"));
        let mut point = numbers(&point);
        if file == "glpk-interior-table.txt" {
            // Rounded to six digits this is the vertex.
            point = numbers(&six);
        }
        assert_eq!((solution.point, solution.n_missing), (point, 0), "{file}");
        let expected = (!multipliers.is_empty()).then(|| numbers(multipliers));
        assert_eq!(solution.multipliers, expected, "{file}");
        assert_eq!(solution.basis.is_some(), file == "highs.sol", "{file}");
    }
}

/// A list without zeros may be empty; other files say that there is no answer.
#[test]
fn zeros_may_be_left_out_and_a_status_is_no_answer() {
    for file in ["scip-zero.sol", "cbc-zero.sol", "qsopt_ex-zero.sol"] {
        let solution = read_solution(&model("zero.lp"), &data(file)).unwrap();
        assert_eq!(solution.point, numbers(&["0", "0"]), "{file}");
    }
    let long = read_solution(&model("long.lp"), &data("glpk-long-table.txt")).unwrap();
    assert_eq!(long.point, numbers(&["3", "1.5"]));
    assert_eq!(long.multipliers, Some(numbers(&["1", "1"])));
    let broken = read_solution(&model("infeasible.lp"), &data("cbc-infeasible.sol")).unwrap();
    assert_eq!(broken.point, numbers(&["1"]));
    let lp = model("zero.lp");
    for text in [
        &data("scip-none.sol")[..],
        &data("qsopt_ex-none.sol"),
        "=infeas=\n",
        "=unbd=\n",
        "\nThis problem is infeasible\n",
        "\nThis problem is unbounded\n",
        "Model status\nInfeasible\n\n# Primal solution values\nNone\n",
        "solution status: infeasible\nno solution available\n",
    ] {
        let error = read_solution(&lp, text).unwrap_err();
        assert!(matches!(error, SolutionError::NoSolution(_)), "{text}: {error}");
    }
}

#[track_caller]
fn point(lp: &Lp, text: &str) -> Vec<String> {
    let solution = read_solution(lp, text).unwrap_or_else(|error| panic!("{text}: {error}"));
    solution.point.iter().map(ToString::to_string).collect()
}

fn lp(names: &[&str]) -> Lp {
    let mut lp = model("zero.lp");
    for (k, name) in names.iter().enumerate() {
        if lp.columns.len() <= k {
            lp.columns.push(lp.columns[0].clone());
        }
        (*name).clone_into(&mut lp.columns[k].name);
    }
    lp
}

#[test]
fn numbers_and_names_are_read_as_solvers_write_them() {
    let xy = lp(&["X", "Y"]);
    for (text, expected) in [
        ("X .5\nY 3.", ["1/2", "3"]),
        ("X +3\nY -.5", ["3", "-1/2"]),
        ("X 3/7\nY -4/2", ["3/7", "-2"]),
        ("X 1e-3\nY 1E+2", ["1/1000", "100"]),
        ("# by hand\nX\t1\n\nY  2\n# the end", ["1", "2"]),
        ("\u{feff}X 1\r\nY 2\r\n", ["1", "2"]),
        ("=obj= 7\nX 1\nY 2", ["1", "2"]),
        ("Y 2", ["0", "2"]),
        ("Optimal (within gap tolerance) - objective value 3\n 1 Y 2 0", ["0", "2"]),
        ("Stopped on time - objective value 3.0\n** 0 X 1 0\n1 Y 2 0", ["1", "2"]),
        ("solution status: optimal\nobjective value: 3\nY 2 (obj:1)", ["0", "2"]),
        ("# Primal solution values\nFeasible\n# Columns\nX 1\nY 2", ["1", "2"]),
    ] {
        assert_eq!(point(&xy, text), expected, "{text}");
    }
    assert_eq!(point(&lp(&["#X", "=obj="]), "=obj= 2\n#X 1\n# Y 3"), ["1", "2"]);
    assert_eq!(point(&lp(&["X 1", "Y"]), "X_1 2\nY 1"), ["2", "1"]);
    assert_eq!(point(&lp(&["X 1", "X_1"]), "X_1 2\nX 1 1"), ["1", "2"]);
    let error = read_solution(&lp(&["A B C", "A_B C"]), "A_B_C 1").unwrap_err();
    assert!(matches!(error, SolutionError::Unclear(1, "column", _)), "{error}");
    let dual = "Model status\nOptimal\n# Primal solution values\nFeasible\n# Columns 2\nX 1\nY 2\n# Rows 1\n\
                HiGHS_R0 3\n# Dual solution values\nFeasible\n# Rows 1\nHiGHS_R0 4\n";
    let mut unnamed = lp(&["X", "Y"]);
    assert!(matches!(read_solution(&unnamed, dual), Err(SolutionError::Unknown(9, "row", _))));
    unnamed.rows[0].name = "r1".to_owned();
    let Solution { multipliers, .. } = read_solution(&unnamed, dual).unwrap();
    assert_eq!(multipliers, Some(numbers(&["4"])));
}

/// No line is skipped: each of these was an answer to a reader that skips what it does not know.
#[test]
fn what_fits_no_form_is_an_error() {
    let lp = lp(&["X", "Y"]);
    for text in [
        "hello",
        "hello world",
        "<html></html>",
        "<CPLEXSolution>",
        "<CPLEXSolution/><CPLEXSolution/>",
        "<CPLEXSolution><variable name=\"X\"/></CPLEXSolution>",
        "<CPLEXSolution><variable name=\"X\" value=\"1,5\"/></CPLEXSolution>",
        "X 1\nY",
        "X 1\nY 1,5",
        "X 1\nY nan",
        "X 1\nY inf",
        "X 1\nY 1/0",
        "X 1\nY 1//2",
        "X 1\nY 1e99999",
        "X 1\nX 1",
        "X 1\nZ 1",
        "=obj= 1\n=obj= 1\nX 1",
        "=obj= one\nX 1",
        "X 1\nOptimal",
        "Model status\nOptimal\n# Primal solution values\nFeasible\n# Columns 3\nX 1\nY 1\n",
        "Model status\nOptimal\n# Primal solution values\nFeasible\n# Columns 1\nX 1\nY 1\n",
        "Model status\nOptimal\n# Primal solution values\nFeasible\n# Columns 2\nX 1\nY 1\n# Rows 1\nzz 1\n",
        "Model status\nOptimal\n# Primal values\nFeasible\n# Columns 2\nX 1\nY 1\n",
        "objective value: 3\nX 1",
        "objective value: 3\nX 1 (obj:1\n",
        "objective value: three\nX 1 (obj:1)\n",
        "Optimal - objective value 3\n0 X 1\n",
        "Optimal - objective value 3\n0 X 1 0\n0 c1 1 0\n",
        "Optimal - objective value 3\n0 c1 1 0\n0 X 1 0\n0 Y 1 0\n",
        "c Problem:\ns bas 1 3 f f 0\ni 1 b 0 0\nj 1 b 0 0\nj 2 b 0 0\nj 3 b 0 0\ne o f\n",
        "c Problem:\ns bas 1 2 f f 0\ni 1 b 0 0\nj 1 b 0 0\nj 2 b 0 0\n",
        "c Problem:\ns bas 1 2 f f 0\ni 1 b 0 0\nj 2 b 0 0\nj 1 b 0 0\ne o f\n",
        "c Problem:\ns bas 1 2 f f 0\nj 1 b 0 0\nj 2 b 0 0\ne o f\n",
        "c Problem:\ns bas 1 2 f f 0\ni 1 b 0\nj 1 b 0 0\nj 2 b 0 0\ne o f\n",
        "Value of objective function: 3\n\nActual values of the variables:\nX 1\n",
        "Value of objective function: 3\n\nX 1\nY 2\n",
        "Actual values of the variables:\nX 1\nY 1\nDual values:\nc1 1\nX 1\n",
        "status = OPTIMAL\nstatus OPTIMAL\nX = 1\n",
        "status = OPTIMAL\nVARS:\nX 1\n",
        "status = OPTIMAL\n",
        "Columns\n Index Status Lower Upper Primal Dual Name\n 0 BS 0 inf 1 0 X\n",
    ] {
        assert!(read_solution(&lp, text).is_err(), "{text}");
    }
    for text in ["hello", "hello world", "Basic feasible\nX 1"] {
        assert!(matches!(read_solution(&lp, text), Err(SolutionError::NoForm(1))), "{text}");
    }
    for text in ["", "\n\n", "# nothing\n", "=obj= 1\n"] {
        assert_eq!(read_solution(&lp, text), Err(SolutionError::NoColumn), "{text}");
    }
}

/// A table that is cut, or one number of which is changed, is not read as another answer silently.
#[test]
fn tables_are_read_whole_or_not_at_all() {
    for file in
        ["glpk-table.txt", "glpk-lines.txt", "highs-table.sol", "highs-sparse.sol", "lp_solve.txt"]
    {
        let text = data(file);
        let lines: Vec<&str> = text.lines().collect();
        let is_value = |line: &str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words.first() != Some(&"Index")
                && words.iter().any(|word| ["X", "Y", "Z"].contains(word))
        };
        for k in (0..lines.len()).filter(|k| is_value(lines[*k])) {
            let mut cut = lines.clone();
            cut.remove(k);
            let cut = read_solution(&model("model.mps"), &cut.join("\n"));
            assert!(cut.is_err(), "{file} without line {}", k + 1);
        }
    }
}
