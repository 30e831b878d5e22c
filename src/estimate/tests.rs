//! Estimates against closed forms and other programs; every rule of the reader against a bad file.

use ironproof_number::rational::{Rational, approx, parse};
use ironproof_number::scale;

use super::*;

fn number(text: &str) -> Rational {
    parse(text).expect(text)
}

fn numbers(texts: &[&str]) -> Vec<Rational> {
    texts.iter().map(|text| number(text)).collect()
}

fn intervals() -> Columns {
    let said = Said::Interval { lower: "l".to_owned(), upper: "u".to_owned() };
    Columns { said, ..Columns::amounts("") }
}

fn counted(columns: Columns) -> Columns {
    Columns { count: Some("n".to_owned()), ..columns }
}

fn bids() -> Columns {
    let pair = |bid: &str, answer: &str| (bid.to_owned(), answer.to_owned());
    let said = Said::Bids { first: pair("b", "a"), second: pair("c", "d") };
    Columns { said, ..Columns::amounts("") }
}

fn survey(text: &str, columns: &Columns) -> Survey {
    Survey::read(text.as_bytes(), "data.csv", columns, &Division::All, None)
        .unwrap_or_else(|error| panic!("{error}"))
}

fn frame() -> Frame {
    Frame::new("data", "data.csv", vec![(Rational::ONE, number("0.3"))])
}

fn method(estimator: Estimator) -> Method {
    Method { estimator, ..Method::values() }
}

fn estimate(text: &str, columns: &Columns, method: &Method) -> Estimate {
    let found = survey(text, columns).estimate(method, &frame(), &Welfare::Equal);
    found.unwrap_or_else(|error| panic!("{error}")).estimates.remove(0)
}

#[track_caller]
fn near(found: f64, expected: f64, error: f64) {
    assert!((found - expected).abs() <= error * expected.abs().max(1.0), "{found} {expected}");
}

/// Amounts from 2 to 89, as a column.
const AMOUNTS: [f64; 10] = [2.0, 3.0, 5.0, 7.0, 8.0, 13.0, 21.0, 34.0, 55.0, 89.0];

fn column() -> String {
    AMOUNTS.iter().fold("w\n".to_owned(), |text, amount| format!("{text}{amount}\n"))
}

/// Intervals with counts, which overlap.
fn overlapping(first: u32) -> String {
    format!(
        "l,u,n\n0,5,{first}\n5,10,9\n10,20,14\n20,40,11\n40,inf,8\n0,10,3\n10,,5\n20,,4\n,20,2\n"
    )
}

#[test]
fn amounts_are_exact_shares() {
    let text = "id;w;n\n1;7,5;3\n2;0;1\n3;7,5;2\n4;100;1\n";
    let found = survey(text, &counted(Columns::amounts("w")));
    assert!(
        found.notes.iter().any(|note| note == "4 rows with cells separated by a semicolon"),
        "{:?}",
        found.notes
    );
    assert!(
        found.notes.iter().any(|note| note == "column `w`: numbers have a decimal comma"),
        "{:?}",
        found.notes
    );
    let estimated = found.estimate(&Method::values(), &frame(), &Welfare::Equal).unwrap();
    let expected = [("0", "1/7"), ("15/2", "5/7"), ("100", "1/7")];
    let expected = expected.map(|(wtp, share)| (number(wtp), number(share)));
    assert_eq!(estimated.estimates[0].shape, Shape::Atoms(expected.to_vec()));
    // The instance is what the shape says.
    let pieces = &estimated.instance.groups[0].pieces;
    assert_eq!(pieces.len(), 3);
    assert_eq!(pieces[1].wtp.as_constant(), Some(number("7.5")));
    assert_eq!(&pieces[1].to - &pieces[1].from, number("5/7"));
}

/// Without a separator between titles, a comma is a decimal sign.
#[test]
fn one_column_has_no_separator() {
    let found = survey("w\n7,5\n2\n", &Columns::amounts("w"));
    assert_eq!(found.notes, ["2 rows of one column", "column `w`: numbers have a decimal comma"]);
    let lows: Vec<&Rational> = found.groups[0].answers.iter().map(|answer| &answer.low).collect();
    assert_eq!(lows, [&number("7.5"), &number("2")]);
    let error = Survey::read(b"w\n7,a\n", "f", &Columns::amounts("w"), &Division::All, None);
    let error = error.unwrap_err().to_string();
    assert!(error.starts_with("f, line 2, column `w`: `7,a` is not a number"), "{error}");
}

#[test]
fn a_histogram_counts_each_amount_once() {
    let bins = Some(Bins::Knots(numbers(&["0", "2", "10"])));
    let method = Method { bins, spike: true, ..Method::values() };
    let found = estimate("w\n0\n1\n2\n10\n", &Columns::amounts("w"), &method);
    let knots = numbers(&["0", "0", "2", "10"]);
    assert_eq!(found.shape, Shape::Histogram { knots, shares: numbers(&["1/4", "1/4", "1/2"]) });
    let found = estimate(
        "w\n0\n1\n2\n10\n",
        &Columns::amounts("w"),
        &Method { bins: Some(Bins::Equal(2)), ..Method::values() },
    );
    assert_eq!(
        found.shape,
        Shape::Histogram { knots: numbers(&["0", "5", "10"]), shares: numbers(&["3/4", "1/4"]) }
    );
    // Every amount is in a bin, or it is an error.
    let survey = survey("w\n0\n11\n", &Columns::amounts("w"));
    let error = survey.estimate(&method, &frame(), &Welfare::Equal).unwrap_err();
    assert_eq!(
        error.to_string(),
        "data.csv, line 3: 11 is outside of the bins; choose other --knots"
    );
}

#[test]
fn turnbull_of_amounts_is_the_empirical_distribution() {
    let found = estimate(&column(), &Columns::amounts("w"), &method(Estimator::Turnbull));
    let turnbull = found.turnbull.unwrap();
    assert!(turnbull.has_converged());
    let Shape::Atoms(atoms) = found.shape else { panic!("points") };
    assert_eq!(atoms.len(), 10);
    assert!(atoms.iter().all(|(_, share)| *share == number("0.1")));
    near(turnbull.log_likelihood, 10.0 * 0.1_f64.ln(), 1e-12);
}

/// Kaplan-Meier by its product, where somebody censored at c is willing to pay more than c.
///
/// The same from lifelines 0.30.3: `KaplanMeierFitter().fit([2,3,3,5,8,8,9,12,15,20], [1,1,0,1,1,1,0,1,0,1])`
#[test]
fn turnbull_of_censored_amounts_is_kaplan_meier() {
    let text = "l,u\n2,2\n3,3\n3.5,\n5,5\n8,8\n8,8\n9.5,\n12,12\n15.5,\n20,20\n";
    let found = estimate(text, &intervals(), &method(Estimator::Turnbull)).turnbull.unwrap();
    assert!(found.has_converged(), "{}", found.gap);
    let (mut at_risk, mut above) = (10.0, 1.0);
    let deaths = [
        (2.0, 1.0, 0.0),
        (3.0, 1.0, 1.0),
        (5.0, 1.0, 0.0),
        (8.0, 2.0, 1.0),
        (12.0, 1.0, 1.0),
        (20.0, 1.0, 0.0),
    ];
    assert_eq!(found.cells.len(), deaths.len());
    for ((from, to, share), (time, n, censored)) in found.cells.iter().zip(deaths) {
        assert_eq!((approx(from), to.as_ref().map(approx)), (time, Some(time)));
        near(*share, above * n / at_risk, 1e-9);
        above *= 1.0 - n / at_risk;
        at_risk -= n + censored;
    }
    // survival at 12: 0.304762
    near(found.cells[5].2, 0.304_761_904_761_904_8, 1e-9);
}

/// Python, numpy 2: `for _ in range(200000): p = p * (A.T @ (w / (A @ p))) / w.sum()`, from equal shares, where A says
/// which of the cells 0, 5, 10, 20, 40, inf are in which answer.
#[test]
fn turnbull_of_overlapping_intervals() {
    let found = estimate(&overlapping(6), &counted(intervals()), &method(Estimator::Turnbull));
    let turnbull = found.turnbull.unwrap();
    let expected = [
        0.122_966_403_001_446_41,
        0.184_449_604_502_169_6,
        0.272_727_780_249_363_6,
        0.243_074_649_195_643_37,
        0.176_781_563_051_377,
    ];
    for ((.., share), expected) in turnbull.cells.iter().zip(expected) {
        near(*share, expected, 1e-8);
    }
    near(turnbull.log_likelihood, -85.335_007_643_365_74, 1e-12);
    assert!(turnbull.has_converged());
    let Shape::Histogram { knots, shares } = found.shape else { panic!("a histogram") };
    assert_eq!(knots, numbers(&["0", "5", "10", "20", "40", "80"]));
    assert!(scale::sum(shares.iter()).is_one());
    assert!(
        found.notes[0].contains("17.7% are in the open cell from 40; it ends at 80"),
        "{:?}",
        found.notes
    );
}

/// Cells with no mass, for which EM alone is slow: the gap is small all the same, and it is what it says.
#[test]
fn the_gap_bounds_what_the_likelihood_misses() {
    let text = "l,u,n\n0,10,5\n5,20,7\n15,30,2\n0,30,1\n8,16,3\n12,,4\n25,40,2\n2,9,6\n18,26,5\n";
    let found =
        estimate(text, &counted(intervals()), &method(Estimator::Turnbull)).turnbull.unwrap();
    assert!(found.has_converged() && found.rounds < 1000, "{} {}", found.gap, found.rounds);
    assert!(found.cells.iter().any(|(.., share)| *share < 1e-9), "{:?}", found.cells);
    let answers: [(f64, f64, f64); 9] = [
        (0., 10., 5.),
        (5., 20., 7.),
        (15., 30., 2.),
        (0., 30., 1.),
        (8., 16., 3.),
        (12., f64::INFINITY, 4.),
        (25., 40., 2.),
        (2., 9., 6.),
        (18., 26., 5.),
    ];
    let inside = |(low, high, _): (f64, f64, f64), cell: &(Rational, Option<Rational>, f64)| {
        low <= approx(&cell.0) && cell.1.as_ref().map_or(f64::INFINITY, approx) <= high
    };
    for cell in &found.cells {
        let slope: f64 = answers
            .iter()
            .filter(|answer| inside(**answer, cell))
            .map(|answer| {
                let likelihood: f64 = found
                    .cells
                    .iter()
                    .filter(|cell| inside(*answer, cell))
                    .map(|cell| cell.2)
                    .sum();
                answer.2 / likelihood
            })
            .sum();
        assert!(slope / 35.0 <= 1.0 + 1e-8, "{slope}");
    }
}

/// The maximum of the likelihood of amounts is the mean and the deviation of their logarithms.
#[test]
fn lognormal_of_amounts_is_the_closed_form() {
    let found =
        estimate(&column(), &Columns::amounts("w"), &method(Estimator::Fit(Family::LogNormal)));
    let fit = found.fit.unwrap();
    let logs = AMOUNTS.map(f64::ln);
    let mean = logs.iter().sum::<f64>() / 10.0;
    let deviation = (logs.iter().map(|log| (log - mean).powi(2)).sum::<f64>() / 10.0).sqrt();
    near(fit.parameters[0].0, mean, 1e-12);
    near(fit.parameters[1].0, deviation, 1e-12);
    near(fit.parameters[0].1, deviation / 10.0_f64.sqrt(), 1e-9);
    near(fit.parameters[1].1, deviation / 20.0_f64.sqrt(), 1e-9);
    let likelihood: f64 = logs
        .iter()
        .map(|log| {
            -log - deviation.ln()
                - (2.0 * std::f64::consts::PI).ln() / 2.0
                - ((log - mean) / deviation).powi(2) / 2.0
        })
        .sum();
    near(fit.log_likelihood, likelihood, 1e-12);
    near(fit.aic, 4.0 - 2.0 * likelihood, 1e-12);
    near(fit.bic, 2.0 * 10.0_f64.ln() - 2.0 * likelihood, 1e-12);
}

/// scipy 1.17.1: `weibull_min.fit(a, floc=0)`, `fisk.fit(a, floc=0)`, whose own tolerance is about 1e-5.
#[test]
fn other_families_of_amounts_are_those_of_scipy() {
    let cases = [
        (Family::Weibull, 22.333_656_166_925_056, 0.894_578_175_905_52),
        (Family::LogLogistic, 11.849_472_333_825_469, 1.395_589_545_963_710_9),
    ];
    for (family, scale, shape) in cases {
        let found = estimate(&column(), &Columns::amounts("w"), &method(Estimator::Fit(family)));
        let fit = found.fit.unwrap();
        near(fit.parameters[0].0, scale, 1e-5);
        near(fit.parameters[1].0, shape, 1e-5);
    }
}

/// scipy 1.17.1, `minimize(.., method="Nelder-Mead", options=dict(xatol=1e-11, fatol=1e-13))` of the negative
/// log-likelihood over mu, log sigma and the log odds of the spike; errors from a second difference with step 1e-4.
/// lifelines 0.30.3, `fit_interval_censoring`, has the same without spikes to five digits.
#[test]
fn fits_of_intervals_are_those_of_scipy() {
    type Row = (Family, f64, f64, f64, f64, f64);
    let without: [Row; 3] = [
        (
            Family::LogNormal,
            2.786_135_696_535_116,
            -0.007_764_554_896_469_737,
            0.137_327_66,
            0.133_516_11,
            -85.365_438_907_146_61,
        ),
        (
            Family::Weibull,
            3.178_167_906_855_455,
            -0.161_708_182_570_436_95,
            0.128_714_3,
            0.140_634_43,
            -85.791_513_696_503_17,
        ),
        (
            Family::LogLogistic,
            2.790_533_576_126_129_4,
            -0.518_102_285_356_868_4,
            0.138_631_61,
            0.143_967_27,
            -85.351_500_639_927_8,
        ),
    ];
    let with: [(Row, f64, f64); 3] = [
        (
            (
                Family::LogNormal,
                2.913_244_888_929_017,
                -0.107_733_043_033_620_75,
                0.184_910_52,
                0.222_579_15,
                -126.107_719_217_928_25,
            ),
            -0.355_132_656_089_685,
            0.289_516_63,
        ),
        (
            (
                Family::Weibull,
                3.115_915_134_869_527_3,
                -0.021_881_526_000_814_038,
                0.245_232_99,
                0.311_281_73,
                -126.184_913_449_619_9,
            ),
            -0.732_042_440_775_588_1,
            0.545_689_93,
        ),
        (
            (
                Family::LogLogistic,
                2.881_778_361_504_470_5,
                -0.578_511_887_085_220_6,
                0.184_427_49,
                0.228_047_55,
                -126.110_000_419_309_16,
            ),
            -0.410_139_557_917_431_4,
            0.298_132_76,
        ),
    ];
    let check = |fit: &Fit, (family, mu, tau, mu_error, tau_error, likelihood): Row| {
        let expected = if family == Family::LogNormal {
            [(mu, mu_error), (tau.exp(), tau.exp() * tau_error)]
        } else {
            [(mu.exp(), mu.exp() * mu_error), ((-tau).exp(), (-tau).exp() * tau_error)]
        };
        for ((value, error), (wanted, wanted_error)) in fit.parameters.into_iter().zip(expected) {
            near(value, wanted, 1e-7);
            near(error, wanted_error, 2e-5);
        }
        near(fit.log_likelihood, likelihood, 1e-11);
    };
    for row in without {
        let method = method(Estimator::Fit(row.0));
        check(&estimate(&overlapping(6), &counted(intervals()), &method).fit.unwrap(), row);
    }
    for (row, odds, error) in with {
        let method = Method { spike: true, ..method(Estimator::Fit(row.0)) };
        let fit = estimate(&overlapping(40), &counted(intervals()), &method).fit.unwrap();
        check(&fit, row);
        let share = 1.0 / (1.0 + (-odds).exp());
        let (found, found_error) = fit.spike.unwrap();
        near(found, share, 1e-7);
        near(found_error, share * (1.0 - share) * error, 2e-5);
    }
}

/// With amounts, the likelihood falls into two parts.
#[test]
fn a_spike_of_amounts_is_the_share_of_zeros() {
    let text = format!("{}0\n0\n0\n0\n0\n", column());
    let method = Method { spike: true, ..method(Estimator::Fit(Family::LogNormal)) };
    let with = estimate(&text, &Columns::amounts("w"), &method).fit.unwrap();
    let without = estimate(&column(), &Columns::amounts("w"), &method).fit.unwrap();
    near(with.spike.unwrap().0, 1.0 / 3.0, 1e-12);
    near(with.spike.unwrap().1, (2.0 / 9.0 / 15.0_f64).sqrt(), 1e-9);
    near(with.parameters[1].0, without.parameters[1].0, 1e-12);
    // Nobody may be at 0: the best spike is none, and this is said.
    assert_eq!(without.spike, Some((0.0, 0.0)));
    let weibull = Method { estimator: Estimator::Fit(Family::Weibull), ..method };
    let found = estimate(&overlapping(6), &counted(intervals()), &weibull);
    assert_eq!(found.fit.unwrap().spike, Some((0.0, 0.0)));
    assert!(found.notes.iter().any(|note| note == "the most likely share at 0 is none"));
}

/// Counts are respondents; weights that are all the same change nothing but the masses.
#[test]
fn counts_are_rows_and_weights_are_relative() {
    let rows = "l,u,w\n0,5,2\n0,5,2\n0,5,2\n3,20,2\n20,,2\n20,,2\n";
    let counts = "l,u,n\n0,5,3\n3,20,1\n20,,2\n";
    let weighted = Columns { weight: Some("w".to_owned()), ..intervals() };
    for estimator in [Estimator::Fit(Family::Weibull), Estimator::Turnbull] {
        let method = method(estimator);
        let by_row = estimate(rows, &weighted, &method);
        assert_eq!(by_row.shape, estimate(counts, &counted(intervals()), &method).shape);
    }
    // Where weights differ, standard errors are those of the sandwich: of a mean, sqrt(sum w^2 (y - m)^2) / sum w.
    let text = "w,x\n1,1\n2,3\n4,2\n16,1\n";
    let columns = Columns { weight: Some("x".to_owned()), ..Columns::amounts("w") };
    let fit = estimate(text, &columns, &method(Estimator::Fit(Family::LogNormal))).fit.unwrap();
    let rows = [(1.0_f64, 1.0), (2.0, 3.0), (4.0, 2.0), (16.0, 1.0)];
    let mean = rows.iter().map(|(r, w)| r.ln() * w).sum::<f64>() / 7.0;
    let squares: f64 = rows.iter().map(|(r, w)| (w * (r.ln() - mean)).powi(2)).sum();
    near(fit.parameters[0].0, mean, 1e-12);
    near(fit.parameters[0].1, squares.sqrt() / 7.0, 1e-9);
}

#[test]
fn bids_are_intervals() {
    let text = "b,a,c,d\n10,yes,20,Y\n10,1,20,no\n10,no,5,true\n10,N,5,0\n";
    let found = survey(text, &bids());
    let ends: Vec<(Rational, Option<Rational>)> = found.groups[0]
        .answers
        .iter()
        .map(|answer| (answer.low.clone(), answer.high.clone()))
        .collect();
    let n = number;
    assert_eq!(
        ends,
        [
            (n("20"), None),
            (n("10"), Some(n("20"))),
            (n("5"), Some(n("10"))),
            (n("0"), Some(n("5")))
        ]
    );
    let single = Said::Bid { bid: "b".to_owned(), answer: "a".to_owned() };
    let found = survey(text, &Columns { said: single, ..Columns::amounts("") });
    let open = found.groups[0].answers.iter().filter(|answer| answer.high.is_none()).count();
    assert_eq!(open, 2);
}

#[test]
fn groups_keep_equal_numbers_together() {
    let text = "w,income,town\n1,10,b\n2,10,a\n3,10,b\n4,20,a\n5,30,b\n6,40,c\n";
    let columns = Columns::amounts("w");
    let read = |division| Survey::read(text.as_bytes(), "f", &columns, &division, None).unwrap();
    let labels = |survey: &Survey| {
        survey.groups.iter().map(|g| (g.label.clone(), g.answers.len())).collect::<Vec<_>>()
    };
    let terciles = read(Division::Quantiles("income".to_owned(), 3));
    let expected = [("low income", 3), ("mid income", 1), ("high income", 2)];
    assert_eq!(labels(&terciles), expected.map(|(label, n)| (label.to_owned(), n)));
    assert!(
        terciles.notes.contains(&"high income: income from 30 to 40".to_owned()),
        "{:?}",
        terciles.notes
    );
    let towns = read(Division::Labels("town".to_owned()));
    assert_eq!(
        labels(&towns),
        [("b", 3), ("a", 2), ("c", 1)].map(|(label, n)| (label.to_owned(), n))
    );
    let estimated = towns
        .estimate(&Method::values(), &Frame { mass: number("12"), ..frame() }, &Welfare::Equal)
        .unwrap();
    assert_eq!(estimated.masses, numbers(&["6", "4", "2"]));
    // Mean incomes 10, 20, 35, and 20 of all.
    let weights = terciles.estimate(&Method::values(), &frame(), &Welfare::IncomeShare).unwrap();
    assert!(
        weights.toml.contains("value = \"2\"") && weights.toml.contains("value = \"0.571429\""),
        "{}",
        weights.toml
    );
}

#[test]
fn weights_are_presets_and_assumptions() {
    let text = "w,g\n0,\"rich \"\"&\"\" famous\"\n30,poor\n";
    let found = Survey::read(
        text.as_bytes(),
        "f",
        &Columns::amounts("w"),
        &Division::Labels("g".to_owned()),
        None,
    )
    .unwrap();
    let power = found.estimate(&Method::values(), &frame(), &Welfare::Power(number("-1"))).unwrap();
    assert!(
        power.toml.contains(
            "weight = { kind = \"power\", scale = \"30\", exponent = \"-1\", shift = \"15\" }"
        ),
        "{}",
        power.toml
    );
    assert!(
        power.toml.contains("# ASSUMPTIONS, not data:\n#   - the Pareto weights: (wtp + 15)^-1")
    );
    assert_eq!(power.instance.groups[0].label, "rich \"&\" famous");
    let by_group = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter().map(|(label, weight)| ((*label).to_owned(), number(weight)));
        found.estimate(&Method::values(), &frame(), &Welfare::ByGroup(pairs.collect()))
    };
    assert!(by_group(&[("poor", "2"), ("rich \"&\" famous", "1/2")]).is_ok());
    for (pairs, says) in [
        (&[("poor", "2")][..], "no weight for the group"),
        (&[("poor", "2"), ("riche", "1")], "no group `riche`"),
        (&[("poor", "2"), ("poor", "1"), ("rich \"&\" famous", "1")], "two weights"),
    ] {
        let error = by_group(pairs).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }
    let error = found.estimate(&Method::values(), &frame(), &Welfare::IncomeShare).unwrap_err();
    assert!(error.to_string().contains("--income"), "{error}");
}

/// Each file breaks one rule; the message says where, and what to do.
#[test]
fn each_rule_has_a_message_with_file_line_column_and_remedy() {
    let wtp = Columns::amounts("w");
    let weighted = Columns { weight: Some("x".to_owned()), ..Columns::amounts("w") };
    let cases: Vec<(&str, Columns, &str)> = vec![
        ("", wtp.clone(), "f.csv: the file is empty"),
        (" \n\n", wtp.clone(), "f.csv: the file is empty"),
        ("w\n", wtp.clone(), "f.csv: there are titles and no rows"),
        (
            "w,x\n1,2\n3\n",
            wtp.clone(),
            "f.csv, line 3: the row has 1 cells, and there are 2 titles (separator: comma)",
        ),
        (
            "w;x\n1;2;3\n",
            wtp.clone(),
            "f.csv, line 2: the row has 3 cells, and there are 2 titles (separator: semicolon)",
        ),
        ("w,x\n1,a\n2,\"b\n3,c\n", wtp.clone(), "f.csv, line 3: a quote is not closed"),
        (
            "v,x\n1,2\n",
            wtp.clone(),
            "f.csv, column `w`: there is no such column; the file has v, x",
        ),
        ("w,w\n1,2\n", wtp.clone(), "f.csv, column `w`: two columns have this title"),
        (
            "w\n1\n\"\"\nNA\n",
            wtp.clone(),
            "f.csv, line 4, column `w`: the value is missing; fill it in, or leave such rows out with --missing drop",
        ),
        ("w,x\n1,1\n,1\n", wtp.clone(), "f.csv, line 3, column `w`: the value is missing"),
        ("w\n1\n€5\n", wtp.clone(), "f.csv, line 3, column `w`: `€5` is not a number"),
        ("w\n1\ninf\n", wtp.clone(), "f.csv, line 3, column `w`: `inf` is not a number"),
        ("w\n-1\n", wtp.clone(), "f.csv, line 2, column `w`: -1 is negative"),
        (
            "w;x\n1,5;1\n1.5;1\n",
            wtp.clone(),
            "f.csv, line 2, column `w`: `1,5` has a decimal comma, and line 3 has the other kind",
        ),
        (
            "w;x\n1,200;1\n12,500;1\n7;1\n",
            wtp.clone(),
            "f.csv, line 2, column `w`: the comma in numbers such as this may be a decimal sign or separate",
        ),
        (
            "w,x\n1,-1\n",
            weighted.clone(),
            "f.csv, line 2, column `x`: -1 is negative; write 0 or more",
        ),
        ("w,n\n1,1.5\n", counted(wtp.clone()), "f.csv, line 2, column `n`: 1.5 is no count"),
        (
            "l,u\n5,3\n",
            intervals(),
            "f.csv, line 2, column `u`: the interval from 5 to 3 ends before it begins",
        ),
        ("l,u,x\n1,2,a\n,,a\n", intervals(), "f.csv, line 3, column `l`: the value is missing"),
        (
            "b,a,c,d\n10,yes,20,perhaps\n",
            bids(),
            "f.csv, line 2, column `d`: `perhaps` is no answer",
        ),
        (
            "b,a,c,d\n10,yes,5,no\n",
            bids(),
            "f.csv, line 2, column `c`: the second bid 5 is not above the first, 10, after yes",
        ),
        (
            "b,a,c,d\n10,no,10,no\n",
            bids(),
            "f.csv, line 2, column `c`: the second bid 10 is not below the first, 10, after no",
        ),
        ("b,a,c,d\n0,yes,10,no\n", bids(), "f.csv, line 2, column `b`: a bid of 0 says nothing"),
    ];
    for (text, columns, says) in cases {
        // Lines are counted alike, whichever system wrote them.
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let error =
                Survey::read(text.as_bytes(), "f.csv", &columns, &Division::All, None).unwrap_err();
            let shown = error.to_string();
            assert!(shown.starts_with(says), "{text:?}: {shown}");
            assert!(shown.contains("; "), "no remedy: {shown}");
        }
    }
}

#[test]
fn groups_have_rules_too() {
    let many: String = (0..60).fold("w,g\n".to_owned(), |text, k| format!("{text}1,{k}\n"));
    let cases = [
        (
            many.as_str(),
            Division::Labels("g".to_owned()),
            "f.csv, column `g`: the column has 60 different values, more than 50 groups",
        ),
        (
            "w,g\n1,a\u{202e}b\n",
            Division::Labels("g".to_owned()),
            "f.csv, line 2, column `g`: the label of a group",
        ),
        (
            "w,g\n1,\n",
            Division::Labels("g".to_owned()),
            "f.csv, line 2, column `g`: the value is missing",
        ),
        (
            "w,g\n1,5\n2,5\n3,5\n",
            Division::Quantiles("g".to_owned(), 3),
            "f.csv, column `g`: equal values leave one of the 3 groups empty",
        ),
        (
            "w,g\n1,5\n2,x\n3,5\n",
            Division::Quantiles("g".to_owned(), 2),
            "f.csv, line 3, column `g`: `x` is not a number",
        ),
    ];
    for (text, division, says) in cases {
        let error = Survey::read(text.as_bytes(), "f.csv", &Columns::amounts("w"), &division, None)
            .unwrap_err();
        assert!(error.to_string().starts_with(says), "{error}");
    }
}

#[test]
fn rows_left_out_are_counted() {
    let columns =
        Columns { drops_missing: true, weight: Some("x".to_owned()), ..Columns::amounts("w") };
    let found = survey("w,x\n1,1\n,1\n3,\n4,0\n5,2\n,\n", &columns);
    assert_eq!(found.groups[0].answers.len(), 2);
    for note in [
        "2 rows with a missing value left out (line 3, 4)",
        "1 row with weight or count 0 left out",
        "1 row without any cell left out",
    ] {
        assert!(found.notes.iter().any(|found| found == note), "{note}: {:?}", found.notes);
    }
}

#[test]
fn there_is_not_always_an_estimate() {
    let fit = |family| method(Estimator::Fit(family));
    let cases = [
        (
            "l,u\n1,2\n",
            Method::values(),
            "data.csv, line 2: the answer is an interval, and this estimator takes amounts; use --estimator turnbull",
        ),
        (
            "l,u\n0,0\n1,1\n2,2\n",
            fit(Family::Weibull),
            "data.csv, line 2: somebody is willing to pay 0",
        ),
        (
            "l,u\n3,3\n3,3\n",
            fit(Family::LogNormal),
            "data.csv: all: all positive amounts are the same",
        ),
        (
            "l,u\n10,\n,10\n",
            fit(Family::LogNormal),
            "data.csv: all: there are fewer different bids than parameters",
        ),
        ("l,u\n10,\n20,\n", fit(Family::LogNormal), "data.csv: all: the likelihood"),
        ("l,u\n,10\n20,\n", fit(Family::LogNormal), "data.csv: all: the likelihood"),
        (
            "l,u\n5,\n10,\n",
            Method { top: Some(number("5")), ..method(Estimator::Turnbull) },
            "data.csv: all: the answers reach 10, and --top is 5",
        ),
    ];
    for (text, method, says) in cases {
        let survey = survey(text, &intervals());
        let found = survey.estimate(&method, &frame(), &Welfare::Equal);
        let error = found.expect_err(text).to_string();
        assert!(error.starts_with(says), "{text:?}: {error}");
    }
}

#[test]
fn curves_are_cut_where_it_is_said() {
    let found =
        estimate(&column(), &Columns::amounts("w"), &method(Estimator::Fit(Family::LogNormal)));
    let Shape::Curve(curve) = &found.shape else { panic!("a curve") };
    let fit = found.fit.as_ref().unwrap();
    near(fit.below(approx(&curve.high)), 0.995, 1e-3);
    assert!(found.notes[0].starts_with("the curve is cut at"), "{:?}", found.notes);
    // The parameters have eight digits.
    near(approx(&curve.parameters[0]), fit.parameters[0].0, 1e-7);
    // The distance to the empirical distribution, by hand.
    let mut most: f64 = 0.0;
    for (k, amount) in (0_u8..).zip(AMOUNTS) {
        let here = fit.below(amount);
        most = most
            .max((here - f64::from(k) / 10.0).abs())
            .max((here - f64::from(k + 1) / 10.0).abs());
    }
    near(fit.distance, most, 1e-9);
}

fn question<'a>(survey: &'a Survey, method: &'a Method, frame: &'a Frame) -> Question<'a> {
    Question { survey, method, frame, welfare: &Welfare::Equal }
}

/// The mechanism for a survey is the best one for it: exactly for points, up to the width for bins and curves.
#[test]
fn a_mechanism_loses_nothing_on_its_own_data() {
    let levels = |levels: &[(&str, &str)]| {
        let levels = levels.iter().map(|(level, mass)| (number(level), number(mass)));
        Frame::new("data", "data.csv", levels.collect())
    };
    let two = levels(&[("0.5", "0.4"), ("1", "0.2")]);
    let one = levels(&[("1", "0.35")]);
    let half = levels(&[("1/2", "0.35")]);
    let amounts = survey(&format!("{}0\n8\n", column()), &Columns::amounts("w"));
    let censored = survey(&overlapping(6), &counted(intervals()));
    let mut n_exact = 0;
    for (survey, method, frame) in [
        (&amounts, Method::values(), &two),
        (&amounts, Method::values(), &one),
        (&amounts, Method { spike: true, ..method(Estimator::Fit(Family::LogNormal)) }, &one),
        (&censored, method(Estimator::Turnbull), &one),
        (&censored, method(Estimator::Turnbull), &half),
        (&censored, Method { within: Within::Middle, ..method(Estimator::Turnbull) }, &two),
    ] {
        for welfare in [Welfare::Equal, Welfare::Power(number("-1"))] {
            let question = Question { welfare: &welfare, ..question(survey, &method, frame) };
            let best = question.answer(None).unwrap();
            assert_eq!(best.lost, None);
            let again = question.answer(Some(&best.answer)).unwrap();
            let (lost, _) = again.lost.unwrap();
            let share = approx(&lost.high) / approx(&again.answer.value.low);
            assert!(share < 1e-5, "{} {welfare:?} {lost:?}", method.name());
            if again.answer.value.is_exact() {
                assert!(lost.is_zero(), "{lost:?}");
                n_exact += 1;
            }
        }
    }
    assert!(3 <= n_exact, "{n_exact}");
}

/// Where the continuum does not decide, a grid of points does, and the answer says so: the problem is one of points from
/// then on, near the one of curves.
#[test]
fn what_is_not_decided_is_solved_on_a_grid() {
    let amounts = survey(&format!("{}0\n8\n", column()), &Columns::amounts("w"));
    let method = Method { spike: true, ..method(Estimator::Fit(Family::Weibull)) };
    let frame = Frame::new("data", "data.csv", vec![(Rational::ONE, number("0.35"))]);
    let estimated = amounts.estimate(&method, &frame, &Welfare::Power(number("-1"))).unwrap();
    let mut problem = answer::Problem::new(&estimated.instance);
    let curves = problem.solve(&number("1e-6")).unwrap();
    assert!(!curves.is_on_grid);
    let points = problem.solve_on_points().unwrap();
    assert!(points.is_on_grid && points.value.is_exact());
    near(approx(&points.value.low), approx(&curves.value.middle()), 1e-2);
    let (lost, is_cut) =
        problem.lost(&points, points.menu.as_ref().unwrap(), &number("1e-6")).unwrap();
    assert!(lost.is_zero() && !is_cut);
}

/// The middle cell is empty at the optimum, by an equality: EM alone takes ever longer to empty it, and the shares are
/// 3/5, 0 and 2/5. What is left in it after finitely many steps is no part of the instance.
#[test]
fn a_cell_with_next_to_nobody_is_empty() {
    let text = "l,u,n\n0,20,3\n10,30,2\n0,5,3\n25,30,2\n";
    let found = estimate(text, &counted(intervals()), &method(Estimator::Turnbull));
    let turnbull = found.turnbull.unwrap();
    assert!(
        turnbull.has_converged() && turnbull.rounds < 1000,
        "{} {}",
        turnbull.rounds,
        turnbull.gap
    );
    let Shape::Histogram { knots, shares } = found.shape else { panic!("a histogram") };
    assert_eq!(knots, numbers(&["0", "5", "25", "30"]), "{:?}", turnbull.cells);
    near(approx(&shares[0]), 0.6, 1e-5);
    assert!(shares[1].is_zero() && scale::sum(shares.iter()).is_one());
    assert!(turnbull.cells[1].2 > 1e-12, "{:?}", turnbull.cells);
}

/// Four amounts and one object for four: it is sold at 4 and worth 4/4. At a price of 3 two want it, so that each gets
/// it with chance 1/2 and pays 3/2: worth (7/2 + 4)/2 of 4 people. Weights and alpha are 1, and payments do not matter.
#[test]
fn a_menu_that_hands_out_too_much_is_cut() {
    let method = Method::values();
    let frame = Frame::new("data", "data.csv", vec![(Rational::ONE, number("1/4"))]);
    let truth = survey("w\n1\n2\n3.5\n4\n", &Columns::amounts("w"));
    let other = survey("w\n1\n1\n1\n3\n", &Columns::amounts("w"));
    let other = question(&other, &method, &frame).answer(None).unwrap().answer;
    assert_eq!(other.groups[0].price.low, number("3"));
    let found = question(&truth, &method, &frame).answer(Some(&other)).unwrap();
    assert_eq!(found.answer.value.low, Rational::ONE);
    let (lost, is_cut) = found.lost.unwrap();
    assert!(is_cut && lost.is_exact());
    assert_eq!(lost.low, number("1/16"));
    // A price that nobody pays loses everything, and nothing is cut.
    let dear = survey("w\n1\n1\n1\n9\n", &Columns::amounts("w"));
    let dear = question(&dear, &method, &frame).answer(None).unwrap().answer;
    let found = question(&truth, &method, &frame).answer(Some(&dear)).unwrap();
    assert_eq!(found.lost, Some((ironproof_curves::Between::exactly(Rational::ONE), false)));
}

/// Within groups, as many as there are, and the same ones for the same seed.
#[test]
fn samples_are_drawn_with_replacement_within_groups() {
    let text = "w,g,n\n1,a,3\n2,a,1\n5,b,4\n6,b,4\n7,b,2\n";
    let division = Division::Labels("g".to_owned());
    let columns = counted(Columns::amounts("w"));
    let survey = Survey::read(text.as_bytes(), "f", &columns, &division, None).unwrap();
    let of = |seed, index| resample::resample(&survey.groups, seed, index);
    assert_eq!(of(7, 3), of(7, 3));
    assert_ne!(of(7, 3), of(7, 4));
    assert_ne!(of(7, 3), of(8, 3));
    let mut drawn = 0;
    for index in 0..2000 {
        let groups = of(1, index);
        let sizes: Vec<u64> = groups.iter().map(Group::n_respondents).collect();
        assert_eq!(sizes, [4, 10]);
        let first = groups[0].answers.iter().filter(|answer| answer.low.is_one());
        drawn += first.map(|answer| answer.count).sum::<u64>();
    }
    // Three of four on average: 6000 of 8000, with a deviation of sqrt(8000 x 3/16) = 39.
    assert!((5850..6150).contains(&drawn), "{drawn}");
}

#[test]
fn all_encodings_of_the_data_are_tried() {
    let names = |text: &str, columns: &Columns, first: &Method| {
        let survey = survey(text, columns);
        encodings(&survey, first).iter().map(Method::name).collect::<Vec<_>>()
    };
    let amounts = names(&column(), &Columns::amounts("w"), &Method::values());
    assert_eq!(amounts, ["values", "lognormal", "weibull", "log-logistic"]);
    let zeros = names(
        "w\n0\n1\n2\n",
        &Columns::amounts("w"),
        &Method { bins: Some(Bins::Equal(4)), ..Method::values() },
    );
    let spikes = ["lognormal with spike", "weibull with spike", "log-logistic with spike"];
    assert_eq!(zeros, [&["values, 4 bins", "values"][..], &spikes].concat());
    let bids =
        names(&overlapping(6), &counted(intervals()), &method(Estimator::Fit(Family::Weibull)));
    assert_eq!(bids.len(), 1 + 4 + 5, "{bids:?}");
    assert_eq!(bids[..2], ["weibull", "turnbull, uniform"]);
}
