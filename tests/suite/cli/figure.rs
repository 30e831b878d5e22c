//! `figure`: pictures whose numbers are those of the CSV and of `solve`, the same bytes each time, and what is refused.

use std::path::Path;

use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

use super::{CONTINUOUS, TWO_TYPES, folder, ironproof};

const PARK: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../instances/applications/kakadu-strong.toml");

fn rows(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let cells = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
    reader.records().map(|row| cells(row.unwrap())).collect()
}

/// The corners of the line of this colour: one list for each time that it is drawn.
fn lines(svg: &str, colour: &str) -> Vec<Vec<(f64, f64)>> {
    let of_colour = svg.lines().filter(|line| line.contains(&format!("stroke=\"{colour}\"")));
    let path = |line: &str| {
        let path = line.split("d=\"M").nth(1).unwrap().split('"').next().unwrap();
        let corner = |corner: &str| {
            let (x, y) = corner.split_once(' ').unwrap();
            (x.parse().unwrap(), y.parse().unwrap())
        };
        path.split('L').map(corner).collect()
    };
    of_colour.map(path).collect()
}

#[test]
fn the_lines_of_a_mechanism_are_the_numbers_of_its_csv() {
    let folder = folder(&[]);
    ironproof(&folder)
        .args(["figure", "mechanism", PARK, "--out", "a.svg", "--csv", "a.csv", "--quiet"])
        .assert()
        .code(0)
        .stdout("")
        .stderr("");
    let svg = std::fs::read_to_string(folder.path().join("a.svg")).unwrap();
    let rows = rows(&folder.path().join("a.csv"));
    // The price of the market and the quality of the lottery, as `solve` prints them.
    let number = |row: &[String], column: usize| row[column].parse::<f64>().unwrap();
    let low: Vec<_> = rows.iter().filter(|row| row[0] == "low income").collect();
    assert_eq!(low.len(), 6);
    assert_eq!((&low[2][2][..], &low[4][2][..]), ("lottery", "market"));
    assert!((number(low[2], 6) - 0.322_598_8).abs() < 1e-6, "{low:?}");
    assert!((number(low[4], 7) - 137.507_1).abs() < 1e-3, "{low:?}");
    // Each corner of the blue lines is a row: its quality times the height of the panel.
    let drawn: Vec<_> = lines(&svg, "#0072b2").concat();
    assert_eq!(drawn.len(), rows.len());
    let (lowest, highest) =
        drawn.iter().fold((f64::MIN, f64::MAX), |(low, high), (_, y)| (low.max(*y), high.min(*y)));
    for (row, (_, y)) in rows.iter().zip(&drawn) {
        let quality = (lowest - y) / (lowest - highest);
        assert!((quality - number(row, 6)).abs() < 1e-3, "{row:?} is drawn at {quality}");
    }
    // Names of the regions, groups, title and unit are text.
    for text in ["lottery", "46%", "mid income", "Kakadu permits, preset", "Australian"] {
        assert!(svg.contains(text), "{text}");
    }
}

#[test]
fn axes_are_the_same_for_all_groups_and_places_are_finer_than_pixels() {
    let folder = folder(&[]);
    let flags = ["figure", "hull", PARK, "--out", "a.svg", "--csv", "a.csv"];
    ironproof(&folder).args(flags).assert().code(0).stderr(contains("wrote a.svg"));
    let svg = std::fs::read_to_string(folder.path().join("a.svg")).unwrap();
    let rows = rows(&folder.path().join("a.csv"));
    // Psi and the hull end at zero for every group: at one height.
    let hulls: Vec<_> =
        lines(&svg, "#d55e00").into_iter().filter(|line| line.len() > 100).collect();
    let ends: std::collections::BTreeSet<String> =
        hulls.iter().step_by(2).map(|line| format!("{:?}", line.last().unwrap().1)).collect();
    assert_eq!((hulls.len(), ends.len()), (6, 1));
    assert_eq!(hulls.iter().step_by(2).map(Vec::len).sum::<usize>(), rows.len());
    let is_whole = |x: f64| (x - x.round()).abs() < 1e-9;
    let n_whole = hulls[0].iter().filter(|(x, y)| is_whole(*x) && is_whole(*y)).count();
    assert!(n_whole < 5, "{n_whole} places are whole pixels");
}

#[test]
fn every_kind_is_drawn_and_two_runs_are_equal() {
    let folder = folder(&[("c.toml", CONTINUOUS), ("f1.json", TWO_TYPES)]);
    let draw = |line: &str, file: &str| {
        let words = line.split(' ').chain(["--out", file, "--csv", "data.csv", "--quiet"]);
        ironproof(&folder).arg("figure").args(words).assert().code(0).stdout("").stderr("");
        let data = std::fs::read(folder.path().join("data.csv")).unwrap();
        (std::fs::read(folder.path().join(file)).unwrap(), data)
    };
    for line in [
        "mechanism c.toml",
        "mechanism f1.json",
        "hull c.toml --cm 8",
        "split c.toml",
        "weights c.toml",
        "path c.toml --from 1/2 --to 3/2",
        "map c.toml --over supply --and alpha --rows 2",
        "gains c.toml --policy market --policy lottery",
        "gains f1.json --policy lottery --policy market",
    ] {
        let (svg, data) = draw(line, "a.svg");
        assert!(svg.starts_with(b"<svg ") && svg.ends_with(b"</svg>\n"), "{line}");
        assert!(data.split(|byte| *byte == b'\n').count() > 2, "{line}");
        assert_eq!((svg, data), draw(line, "b.svg"), "{line}");
    }
    for (end, start) in [("pdf", &b"%PDF-"[..]), ("png", b"\x89PNG\r\n")] {
        let file = |name: &str| draw("mechanism c.toml", &format!("{name}.{end}")).0;
        let first = file("a");
        assert!(first.starts_with(start), "{end}");
        // Parts that stand in a hash map would come in another order each time.
        for name in ["b", "c", "d"] {
            assert!(first == file(name), "{end}");
        }
    }
}

/// V = 2 t - 1: the worse of two qualities is sold from 1/2 at 1/4, the better one from 3/4 at 5/8.
#[test]
fn the_data_of_figures_have_the_steps_of_a_market() {
    let text = r#"
name = "two"
alpha = "1"
quality = { kind = "levels", levels = [{ level = "1/2", mass = "1/2" }, { level = "1", mass = "1/4" }] }
group = [{ label = "all", mass = "1", wtp = { kind = "uniform", low = "0", high = "1" },
           weight = { kind = "constant", value = "0" } }]
"#;
    let folder = folder(&[("two.toml", text)]);
    let data = |kind: &str| -> Vec<Vec<String>> {
        let (kind, rest) = kind.split_once(' ').unwrap_or((kind, ""));
        let line = format!("figure {kind} two.toml {rest} --out t.svg --csv t.csv --quiet");
        ironproof(&folder).args(line.split_whitespace()).assert().code(0);
        let text = std::fs::read_to_string(folder.path().join("t.csv")).unwrap();
        let cells = |line: &str| line.split(',').map(str::to_owned).collect();
        text.lines().skip(1).map(cells).collect()
    };
    let near = |cell: &String, known: f64| (cell.parse::<f64>().unwrap() - known).abs() < 1e-6;
    let steps = [(0.5, 0.5, 0.25), (0.75, 0.5, 0.25), (0.75, 1.0, 0.625), (1.0, 1.0, 0.625)];
    let rows = data("mechanism");
    let market: Vec<_> = rows.iter().filter(|row| row[2] == "market").collect();
    assert_eq!(market.len(), steps.len(), "{rows:?}");
    for (row, (wtp, quality, payment)) in market.iter().zip(steps) {
        assert!(near(&row[5], wtp) && near(&row[6], quality) && near(&row[7], payment), "{row:?}");
    }
    let taken = data("split");
    let of_all: Vec<_> = taken.iter().filter(|row| row[3] == "all").collect();
    assert!(of_all.len() == 2 && of_all.iter().all(|row| near(&row[4], 0.25)), "{taken:?}");
    // Who gains from a market is told, although the optimum has two qualities.
    let gains = data("gains --policy market --policy optimum");
    assert!(gains.iter().any(|row| row[1] == "loss" && near(&row[4], 0.25)), "{gains:?}");
}

/// V = alpha (2 t - 1), so half of the agents are worth serving whatever alpha is.
#[test]
fn a_map_has_the_thresholds_of_its_rows() {
    let text = r#"
name = "half"
alpha = "1"
quality = { kind = "levels", levels = [{ level = "1", mass = "1" }] }
group = [{ label = "all", mass = "1", wtp = { kind = "uniform", low = "0", high = "1" },
           weight = { kind = "constant", value = "0" } }]
"#;
    let folder = folder(&[("half.toml", text)]);
    let arguments =
        "figure map half.toml --over supply --and alpha --rows 3 --out m.svg --csv m.csv --quiet";
    ironproof(&folder).args(arguments.split(' ')).assert().code(0);
    let data = std::fs::read_to_string(folder.path().join("m.csv")).unwrap();
    let mut lines = data.lines();
    assert_eq!(lines.next(), Some("and,regime,from_low,from_high,to_low,to_high,structure"));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.splitn(7, ',').collect()).collect();
    // Not served and a market, whatever the supply; it is scarce below one half, which is no other structure here.
    assert!(rows.iter().all(|row| row[6].contains("all: not served, market")), "{data}");
    let and: Vec<f64> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
    assert_eq!(and.len(), 3, "{data}");
    // The middles of three parts of the range from 1/4 to 2.
    for (found, k) in and.iter().zip([1.0, 3.0, 5.0]) {
        assert!((found - (0.25 + 1.75 * k / 6.0)).abs() < 1e-12, "{data}");
    }
}

#[test]
fn a_map_has_proved_thresholds() {
    let text = r#"
name = "turn"
alpha = "1"
quality = { kind = "uniform", low = "0", high = "1" }
group = [{ label = "all", mass = "1", wtp = { kind = "uniform", low = "0", high = "1" },
           weight = { kind = "constant", value = "1" } }]
"#;
    let folder = folder(&[("turn.toml", text)]);
    let arguments = "figure map turn.toml --over weight:all --from 1/4 --to 4 --and alpha --rows 2 --out m.svg \
                     --csv m.csv --quiet";
    ironproof(&folder).args(arguments.split_whitespace()).assert().code(0);
    let data = std::fs::read_to_string(folder.path().join("m.csv")).unwrap();
    // With alpha = a: V = (2 a - x) t + x - a rises up to x = 2 a. It is negative for some up to x = a.
    let rows: Vec<Vec<f64>> = data
        .lines()
        .skip(1)
        .map(|line| {
            let cells = line.split(',').enumerate().filter(|(k, _)| *k != 1).take(4);
            cells.map(|(_, cell)| cell.parse().unwrap()).collect()
        })
        .collect();
    for a in [0.6875, 1.5625] {
        for x in [a, 2.0 * a] {
            let is_there = rows
                .iter()
                .any(|row| row[0] == a && row[1] <= x && x <= row[2] && row[2] - row[1] < 1e-5);
            assert!(is_there, "{x}: {data}");
        }
    }
}

#[test]
fn what_cannot_be_drawn_is_told_and_nothing_is_written() {
    let folder = folder(&[("c.toml", CONTINUOUS), ("f1.json", TWO_TYPES), ("a", "no folder")]);
    for (line, rule) in [
        ("figure pie c.toml --out p.svg", "unrecognized subcommand 'pie'"),
        ("figure mechanism c.toml", "--out FIGURE.svg, .pdf or .png"),
        ("figure mechanism c.toml --out p.jpg", "--out p.jpg: the name of a picture ends with"),
        ("figure mechanism c.toml --out svg", "--out svg: the name of a picture ends with"),
        ("figure mechanism c.toml --out a/p.svg", "a/p.svg: "),
        ("figure mechanism c.toml --out p.svg --cm 5", "expected a number from 6 to 60"),
        ("figure mechanism none.toml --out p.svg", "none.toml"),
        ("figure path f1.json --out p.svg", "f1.json"),
        ("figure path c.toml --over none --out p.svg", "--over none: expected alpha"),
        ("figure map c.toml --and none --out p.svg", "--and none: expected alpha"),
        ("figure map c.toml --and supply --and-from 2 --and-to 1 --out p.svg", "range is empty"),
        ("figure map c.toml --out p.svg", "--and"),
        ("figure map c.toml --and alpha --out p.svg", "--and alpha: expected another parameter"),
        ("figure path c.toml --from 2 --to 1 --out p.svg", "c.toml, --over alpha"),
        ("figure gains c.toml --policy market --out p.svg", "expected --policy twice, not 1"),
        ("figure gains c.toml --policy free --policy market --out p.svg", "free"),
        (
            "solve f1.json --plot p.jpg",
            "'p.jpg' for '--plot <OUT.svg>': the name of a picture ends with",
        ),
    ] {
        let errs = contains("error: ").and(contains(rule));
        ironproof(&folder).args(line.split(' ')).assert().code(2).stderr(errs);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3, "something was written");
}

/// The last corner of a line is the median that the rows have there.
#[test]
fn measurements_are_drawn_from_a_folder_and_their_numbers_are_those_of_the_rows() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../results/2026-11-24-amd-epyc-2-cores");
    let folder = folder(&[]);
    for (show, end) in [
        ("scaling", "suite"),
        ("profile", "suite"),
        ("errors", "accuracy"),
        ("difficulty", "accuracy"),
    ] {
        let from = format!("{root}-{end}");
        let draw = |file: &str| {
            let flags = ["--show", show, "--out", file, "--csv", "d.csv", "--quiet"];
            ironproof(&folder).args(["figure", "bench", &from]).args(flags).assert().code(0);
            std::fs::read(folder.path().join(file)).unwrap()
        };
        let svg = draw("a.svg");
        assert!(svg.starts_with(b"<svg ") && svg == draw("b.svg"), "{show}");
        assert!(draw("a.pdf").starts_with(b"%PDF-") && draw("a.pdf") == draw("b.pdf"), "{show}");
        let svg = String::from_utf8(svg).unwrap();
        let rows = rows(&folder.path().join("d.csv"));
        let names: std::collections::BTreeSet<&str> =
            rows.iter().map(|row| row[0].as_str()).collect();
        assert!(names.len() > 7, "{show}: {names:?}");
        for name in names {
            assert!(svg.contains(name), "{show}: {name}");
        }
        // Each share is one, and each time is a median of the rows.
        let numbers = rows.iter().map(|row| row[2].parse::<f64>().unwrap());
        assert!(show == "scaling" || numbers.clone().all(|y| (0.0..=1.0).contains(&y)), "{show}");
    }
    let measured = std::fs::read_to_string(format!("{root}-suite/rows.jsonl")).unwrap();
    let mut times: Vec<f64> = measured
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|row| row["method"] == "verifier" && row["types"] == 1_000_000)
        .map(|row| {
            let times = row["seconds"].as_array().unwrap().iter();
            let mut times: Vec<f64> = times.map(|time| time.as_f64().unwrap()).collect();
            times.sort_by(f64::total_cmp);
            median(&times)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let flags = ["--show", "scaling", "--out", "a.svg", "--csv", "d.csv", "--quiet"];
    ironproof(&folder)
        .args(["figure", "bench", &format!("{root}-suite")])
        .args(flags)
        .assert()
        .code(0);
    let rows = rows(&folder.path().join("d.csv"));
    let last = rows.iter().rfind(|row| row[0] == "verifier").unwrap();
    assert_eq!((last[1].as_str(), last[2].parse::<f64>().unwrap()), ("1000000.0", median(&times)));
    for show in ["scaling", "errors"] {
        ironproof(&folder)
            .args(["figure", "bench", ".", "--show", show, "--out", "none.svg"])
            .assert()
            .code(2)
            .stderr(contains("error: "));
    }
    assert!(!folder.path().join("none.svg").exists());
}

fn median(sorted: &[f64]) -> f64 {
    let n = sorted.len();
    f64::midpoint(sorted[(n - 1) / 2], sorted[n / 2])
}

/// A picture is what its name says, whichever verb draws it.
#[test]
fn plots_of_other_verbs_are_what_their_name_says() {
    let folder = folder(&[("f1.json", TWO_TYPES)]);
    for (file, start) in [("p.svg", &b"<svg"[..]), ("p.png", b"\x89PNG"), ("p.pdf", b"%PDF-")] {
        ironproof(&folder).args(["solve", "f1.json", "--plot", file]).assert().code(0);
        let bytes = std::fs::read(folder.path().join(file)).unwrap();
        assert!(bytes.starts_with(start), "{file}");
    }
}

/// Names come from files: nothing in them is markup.
#[test]
fn names_are_text_in_a_figure() {
    let odd = "<script>alert('&')</script>";
    let text = CONTINUOUS.replace("label = \"all\"", &format!("label = \"{odd}\""));
    let folder = folder(&[("c.toml", &format!("unit = \"{odd}\"\ntitle = \"{odd}\"\n{text}"))]);
    for kind in ["mechanism", "hull", "split", "weights"] {
        let flags = ["figure", kind, "c.toml", "--out", "a.svg", "--cm", "40"];
        ironproof(&folder).args(flags).assert().code(0);
        let svg = std::fs::read_to_string(folder.path().join("a.svg")).unwrap();
        assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"), "{kind}: {svg}");
        let names = svg.split('&').skip(1);
        let known =
            |rest: &str| ["amp;", "lt;", "gt;", "quot;"].iter().any(|n| rest.starts_with(n));
        assert!(names.into_iter().all(known), "{kind}");
    }
}
