//! What to write instead: the remedy behind a key or a value that may not stand there.
//!
//! A rule alone sends people to the documentation. Those who write `weight = 1` or `[group]` mean something definite,
//! and the message shows it in the form that is read.

use ironproof_number::rational::has_decimal_comma;
use toml::de::DeValue;

/// Words for things that have a key of another name.
const SYNONYMS: [(&[&str], &str); 2] = [
    (
        &["supply", "objects", "capacity", "items"],
        "the objects are the table `quality`, and `mass` there says how many there are",
    ),
    (&["constraints", "sides"], "each constraint is a table of its own under `[[constraint]]`"),
];

/// What follows the list of known keys: another name of the key, a likely slip, or nothing.
pub(super) fn of_unknown_key(path: &str, key: &str, known: &[&str]) -> String {
    let lower = key.to_ascii_lowercase();
    if path.is_empty()
        && let Some((_, text)) = SYNONYMS.iter().find(|(words, _)| words.contains(&lower.as_str()))
    {
        return format!(": {text}");
    }
    likely(&lower, known.iter().copied())
}

/// What follows the list of known words, which are separated by commas.
pub(super) fn of_unknown_word(word: &str, known: &str) -> String {
    likely(&word.to_ascii_lowercase(), known.split(',').map(str::trim))
}

/// The word that a slip was made of, if one is near.
fn likely<'a>(found: &str, known: impl Iterator<Item = &'a str>) -> String {
    let close = known.map(|word| (distance(found, word), word)).min();
    match close {
        Some((steps, word)) if steps <= 2 && steps < word.len().min(found.len()) => {
            format!(": did you mean `{word}`?")
        }
        _ => String::new(),
    }
}

/// What follows the complaint of a parser of TOML about a line: a value in it may have a decimal comma.
pub(super) fn of_syntax(line: &str) -> &'static str {
    let is_meant = line.split('=').skip(1).any(|value| {
        let value = value.trim_start();
        let end = value.find(|c: char| !c.is_ascii_digit() && c != '-' && c != ',');
        has_decimal_comma(&value[..end.unwrap_or(value.len())])
    });
    if is_meant { ": write a decimal with a point, such as 0.25" } else { "" }
}

/// What follows "expected this, found that". `source` is the value as it stands in the document.
pub(super) fn of_wrong_type(
    path: &str,
    expected: &str,
    value: &DeValue<'_>,
    source: &str,
) -> String {
    let key = path.rsplit('.').next().unwrap_or(path);
    let is_scalar = !value.is_table() && !value.is_array() && !source.contains('\n');
    match expected {
        _ if key.ends_with(']') => String::new(),
        "a list" if value.is_table() && !source.starts_with('{') => {
            format!(": write `[[{key}]]` with two brackets, once for each {key}")
        }
        "a list" if value.is_table() => format!(": put it in brackets, {key} = [{{ .. }}]"),
        "a list" if is_scalar => format!(": put it in brackets, {key} = [{source}]"),
        "a table" if value.is_array() => {
            format!(": there is one only, so write it once, as `[{key}]` or {key} = {{ .. }}")
        }
        "a table" if is_scalar => of_scalar(key, source),
        _ => String::new(),
    }
}

/// The table that somebody means who writes one value.
fn of_scalar(key: &str, source: &str) -> String {
    let table = match key {
        "weight" | "external" => format!("kind = \"constant\", value = {source}"),
        "wtp" => "kind = \"uniform\", low = .., high = ..".to_owned(),
        "quality" => format!("kind = \"levels\", levels = [{{ level = 1, mass = {source} }}]"),
        "cost" => format!("kind = \"polynomial\", coefficients = [{source}]"),
        _ => return String::new(),
    };
    format!(": write {key} = {{ {table} }}")
}

/// How many letters are to be inserted, left out, replaced or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if 1 < i && 1 < j && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_in_letters() {
        for (a, b, steps) in [
            ("", "", 0),
            ("label", "label", 0),
            ("lable", "label", 1),
            ("alfa", "alpha", 2),
            ("groups", "group", 1),
            ("", "abc", 3),
            ("mass", "wtp", 4),
        ] {
            assert_eq!(distance(a, b), steps, "{a} {b}");
            assert_eq!(distance(b, a), steps, "{b} {a}");
        }
    }

    #[test]
    fn a_word_that_is_far_from_all_gets_no_hint() {
        assert_eq!(of_unknown_key("", "title", &["alpha", "name"]), "");
        assert_eq!(of_unknown_key("group[0].wtp", "lo", &["low"]), ": did you mean `low`?");
        assert_eq!(of_unknown_word("log-normal", "beta, lognormal"), ": did you mean `lognormal`?");
        for line in ["mass = -0,25", "mass=0,25   # a quarter", "wtp = { low = 0,5 }"] {
            assert_eq!(of_syntax(line), ": write a decimal with a point, such as 0.25", "{line}");
        }
        for line in ["mass = \"0,25", "knots = [0,25]", "wtp = { low = 0, high = 1 }", "0,25"] {
            assert_eq!(of_syntax(line), "", "{line}");
        }
        // Two letters of two are another word.
        assert_eq!(of_unknown_key("", "ab", &["of"]), "");
    }
}
