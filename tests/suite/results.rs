//! Results in each format: JSON is what the schema says, tables need no reader of fractions, text fits the terminal.

use ironproof::rational::{approx, parse};
use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{CONTINUOUS, TWO_TYPES, folder, ironproof};

/// Commands whose results are checked. Exit codes are for other tests.
const COMMANDS: &[&[&str]] = &[
    &["solve", "a.json", "--certify"],
    &["solve", "a.toml"],
    &["solve", "a.jsonl"],
    &["verify", "a.json", "a.toml"],
    &["bounds", "a.toml", "--width", "1/100"],
    &["bounds", "a.toml", "--width", "1/1000000000000", "--max-cells", "10"],
    &["explain", "a.toml"],
    &["explain", "a.json"],
    &["path", "a.json", "--certify"],
    &["path", "a.toml", "--grid", "9", "--to", "2", "--solver", "highs-simplex"],
    &["path", "a.toml", "--over", "supply"],
    &["path", "a.toml", "--over", "weight:all", "--at", "2"],
    &["certify", "m.lp", "--loss"],
    &["certify", "m.lp", "--solution", "m.sol"],
    &["certify", "m.lp", "--solution", "m.sol", "--time-limit", "0"],
    &["certify", "i.lp", "--solution", "m.sol"],
    &["estimate", "s.csv", "--wtp", "w", "--supply", "0.4", "--estimator", "lognormal"],
    &["estimate", "s.csv", "--wtp", "w", "--supply", "0.4", "--encodings"],
    &["estimate", "s.csv", "--wtp", "w", "--supply", "0.4", "--bootstrap", "3"],
];

/// The optimum is 1/3, which no double is.
const MODEL: &str = "min x + 0.1 y + 7.5\nst\n r: 3 x + 0.1 y >= 1\nbounds\n y <= 1e30\nend";

fn inputs() -> TempDir {
    let line = TWO_TYPES.replace('\n', "");
    let lines = format!("{line}\n{}\n", line.replace("\"F1\"", "\"F2\""));
    let integers = MODEL.replace("end", "general\n x\nend");
    folder(&[
        ("a.json", TWO_TYPES),
        ("a.toml", CONTINUOUS),
        ("a.jsonl", &lines),
        ("m.lp", MODEL),
        ("i.lp", &integers),
        ("s.csv", "w\n1\n2\n2\n3\n5\n8\n"),
        ("m.sol", "x 0.3\ny 1\n"),
    ])
}

fn shown(folder: &TempDir, command: &[&str], format: &str) -> String {
    let output =
        ironproof(folder).args(command).args(["--quiet", "--as", format]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.is_empty(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    text
}

/// A text that is an exact number.
fn exact(text: &str) -> Option<f64> {
    parse(text).ok().map(|number| approx(&number))
}

/// Each fraction of a document has the nearest double beside it.
fn check_doubles(value: &Value, place: &str) -> usize {
    match value {
        Value::Array(items) => items.iter().map(|item| check_doubles(item, place)).sum(),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| {
                let Some(number) = value.as_str().and_then(exact) else {
                    return check_doubles(value, &format!("{place}.{key}"));
                };
                let beside = fields.get(&format!("{key}_approx"));
                assert_eq!(beside, Some(&Value::from(number)), "{place}.{key}");
                1
            })
            .sum(),
        _ => 0,
    }
}

#[test]
fn json_is_what_the_schema_says() {
    let folder = inputs();
    let schema = ironproof::results::schema::schema();
    let mut n_doubles = 0;
    for command in COMMANDS {
        for line in shown(&folder, command, "json").lines() {
            let document: Value = serde_json::from_str(line).unwrap();
            let roots = schema["anyOf"].as_array().unwrap();
            let mut of_verb = roots.iter().filter(|root| root["title"] == command[0]);
            let root = of_verb.find(|root| valid(&schema, root, &document).is_ok());
            let root = root.unwrap_or_else(|| panic!("{command:?}: {document}"));
            n_doubles += check_doubles(&document, command[0]);
            // A key less, and a key more, are errors.
            for key in document.as_object().unwrap().keys() {
                let mut less = document.clone();
                less.as_object_mut().unwrap().remove(key);
                let is_optional = ["lp", "point", "loss"].contains(&key.as_str());
                let result = valid(&schema, root, &less);
                assert_eq!(result.is_ok(), is_optional, "{command:?}: without {key}");
            }
            let mut more = document.clone();
            more["unheard"] = Value::Null;
            assert!(valid(&schema, root, &more).is_err());
        }
    }
    assert!(n_doubles > 100, "only {n_doubles} doubles");
}

/// Whether a document is what a definition says, and each of its keys is described there. The schema has no words
/// beyond these.
fn valid(schema: &Value, definition: &Value, document: &Value) -> Result<(), String> {
    if let Some(name) = definition["$ref"].as_str() {
        let name = name.trim_start_matches("#/$defs/");
        return valid(schema, &schema["$defs"][name], document).map_err(|e| format!("{name}: {e}"));
    }
    for choices in ["anyOf", "oneOf"] {
        if let Some(choices) = definition[choices].as_array() {
            let mut results = choices.iter().map(|choice| valid(schema, choice, document));
            return if results.any(|result| result.is_ok()) {
                Ok(())
            } else {
                Err(format!("{document} is none of {choices:?}"))
            };
        }
    }
    if let Some(word) = definition.get("const") {
        return if word == document { Ok(()) } else { Err(format!("{document} is not {word}")) };
    }
    if let Some(words) = definition["enum"].as_array() {
        let is_one = words.contains(document);
        return if is_one { Ok(()) } else { Err(format!("{document} is none of {words:?}")) };
    }
    let kind = match document {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let wanted = &definition["type"];
    let is_wanted = |kind: &str| {
        wanted == kind || wanted.as_array().is_some_and(|kinds| kinds.contains(&kind.into()))
    };
    if !(is_wanted(kind) || kind == "integer" && is_wanted("number")) {
        return Err(format!("{document} is {kind}, not {wanted}"));
    }
    if let Some(items) = document.as_array() {
        return items.iter().try_for_each(|item| valid(schema, &definition["items"], item));
    }
    let Some(fields) = document.as_object() else { return Ok(()) };
    for required in definition["required"].as_array().into_iter().flatten() {
        let key = required.as_str().unwrap();
        fields.get(key).ok_or_else(|| format!("no {key}"))?;
    }
    for (key, value) in fields {
        let property = &definition["properties"][key];
        if !property["description"].is_string() {
            return Err(format!("{key} is not described"));
        }
        valid(schema, property, value).map_err(|error| format!("{key}: {error}"))?;
    }
    Ok(())
}

#[test]
fn tables_have_a_double_beside_each_fraction() {
    let folder = inputs();
    for command in COMMANDS {
        let text = shown(&folder, command, "csv");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let names = reader.headers().unwrap().clone();
        let mut n_rows = 0;
        for row in reader.records() {
            let row = row.expect("as many cells as columns");
            for (at, cell) in row.iter().enumerate().filter(|(_, cell)| cell.contains('/')) {
                let Some(number) = exact(cell) else { continue };
                // The ends of an interval have their doubles, rounded outward, in columns of their own.
                if names[at].contains("_exact_") {
                    let double = names[at].replacen("_exact_", "_", 1);
                    let beside = names.iter().position(|name| *name == double).expect(&double);
                    let found: f64 = row[beside].parse().expect("a double");
                    assert!((found - number).abs() <= 1e-15 * number.abs().max(1.0), "{command:?}");
                    continue;
                }
                assert_eq!(names[at + 1], format!("{}_approx", &names[at]), "{command:?}");
                assert_eq!(row[at + 1].parse(), Ok(number), "{command:?}: {}", &names[at]);
            }
            n_rows += 1;
        }
        assert!(n_rows > 0, "{command:?}");
    }
    // One line of names, also for many instances.
    assert_eq!(shown(&folder, COMMANDS[2], "csv").matches("name,").count(), 1);
}

#[test]
fn text_fits_80_columns() {
    let folder = inputs();
    for command in COMMANDS {
        let text = shown(&folder, command, "text");
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            // Programs look for the verdicts of `certify`: each stays one line.
            let is_verdict = command[0] == "certify" && (at == 0 || at + 1 == lines.len());
            let is_one_word = line.split_whitespace().count() == 1;
            let fits = line.chars().count() <= 80;
            assert!(fits || is_one_word || is_verdict, "{command:?}: {line}");
        }
    }
}

/// Names stay text: no pipe ends a cell of Markdown, no command of LaTeX runs, no formula of a spreadsheet.
#[test]
fn names_are_inert_in_every_format() {
    let name = r"=1|2 $x$ \input{y} & 50% <b>";
    let quoted = serde_json::to_string(name).unwrap();
    let folder = folder(&[("a.json", &TWO_TYPES.replace("\"g1\"", &quoted))]);
    for (format, shown_as) in [
        ("csv", "'=1|2 $x$ \\input{y} & 50% <b>"),
        ("markdown", r"=1\|2 \$x\$ \\input{y} & 50% \<b>"),
        ("latex", r"=1|2 \$x\$ \textbackslash{}input\{y\} \& 50\% <b>"),
    ] {
        let text = shown(&folder, &["solve", "a.json"], format);
        assert!(text.contains(shown_as), "{format}: {text}");
    }
}

/// The page of the results lists the words of a column where the words come from another crate.
#[test]
fn words_of_solvers_and_proofs_are_listed() {
    let read = |name: &str| {
        std::fs::read_to_string(std::path::Path::new(crate::common::ROOT).join(name)).unwrap()
    };
    let page = read("docs/results.md");
    for (file, of, about, n_rows) in [
        ("src/answer/lib.rs", "impl Status {", "How the solver ended", 2),
        ("src/answer/lib.rs", "impl Status {", "What HiGHS said first", 1),
        ("src/proof/report.rs", "impl Rung {", "What ended in the proof", 1),
    ] {
        let source = read(file);
        let names = source.split(of).nth(1).unwrap().split("\n}\n").next().unwrap();
        let words = names.split("=> \"").skip(1).map(|rest| rest.split('"').next().unwrap());
        let words: Vec<&str> = words.collect();
        assert!(words.len() >= 6, "{file}: {words:?}");
        let rows: Vec<&str> = page.lines().filter(|line| line.contains(about)).collect();
        assert!(rows.len() >= n_rows, "{about}: {rows:?}");
        for (row, word) in rows.iter().flat_map(|row| words.iter().map(move |word| (row, word))) {
            assert!(
                row.contains(&format!("`{word}`")),
                "docs/results.md does not list `{word}`: {row}"
            );
        }
    }
}
