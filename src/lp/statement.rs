//! The statement: the model as it was read, every number a fraction, nothing by default.
//!
//! This text is what a certificate is about; its grammar is in `docs/models.md`. The verifier writes it again from the
//! model file with readers of its own, and the two texts must be equal.

use std::fmt::Write;

use crate::model_file::Model;
use crate::readings::Readings;
use ironproof_number::rational::Rational;

/// The statement of a model that was read by these readings.
pub fn to_statement(model: &Model, readings: &Readings) -> String {
    let lp = &model.lp;
    // Writing to a `String` cannot fail.
    let mut text = format!("ironproof-lp-statement 1\nname {}\n", to_word(&lp.name));
    for reading in readings.list() {
        let _ = writeln!(text, "reading {}", to_word(&reading));
    }
    let _ = writeln!(text, "{} {}", if lp.maximize { "maximize" } else { "minimize" }, lp.offset);
    let _ = writeln!(text, "columns {}", lp.columns.len());
    for (column, is_integer) in lp.columns.iter().zip(&model.integer) {
        let kind = if *is_integer { "integer" } else { "real" };
        let (lower, upper) = (side(column.lower.as_ref()), side(column.upper.as_ref()));
        let _ =
            writeln!(text, "{} {kind} {} {lower} {upper}", to_word(&column.name), column.objective);
    }
    let _ = writeln!(text, "rows {}", lp.rows.len());
    for row in &lp.rows {
        let (lower, upper) = (side(row.lower.as_ref()), side(row.upper.as_ref()));
        let _ = write!(text, "{} {lower} {upper}", to_word(&row.name));
        let mut terms: Vec<&(usize, Rational)> =
            row.terms.iter().filter(|(_, coefficient)| !coefficient.is_zero()).collect();
        terms.sort_by_key(|(j, _)| *j);
        for (j, coefficient) in terms {
            let _ = write!(text, " {}:{coefficient}", j + 1);
        }
        text.push('\n');
    }
    text.push_str("end\n");
    text
}

fn side(bound: Option<&Rational>) -> String {
    bound.map_or_else(|| "none".to_owned(), Rational::to_string)
}

/// A name as one word of visible characters.
pub fn to_word(name: &str) -> String {
    let mut word = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() || (c.is_ascii_graphic() && c != '\\') {
            word.push(c);
        } else {
            let _ = write!(word, "\\u{{{:x}}}", u32::from(c));
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::{to_statement, to_word};
    use crate::{ModelFormat, Readings, read_model};

    #[test]
    fn every_bound_is_written_out() {
        let text = "max\n 0.5 x - y + 1.5\nst\n c: - x + 1e-3 y + z >= -2\n y <= 4\nbounds\n x free\n\
                    z <= -1\ngeneral\n y\nend\n";
        let readings = Readings::parse(&["negative-upper=zero"]).unwrap();
        let model = read_model(text.as_bytes(), ModelFormat::Text, &readings).unwrap();
        assert_eq!(
            to_statement(&model, &readings),
            "ironproof-lp-statement 1\nname lp\nreading negative-upper=zero\nmaximize 3/2\ncolumns 3\n\
             x real 1/2 none none\ny integer -1 0 none\nz real 0 0 -1\nrows 2\n\
             c -2 none 1:-1 2:1/1000 3:1\nr2 none 4 2:1\nend\n"
        );
    }

    #[test]
    fn names_are_words_of_visible_characters() {
        assert_eq!(to_word("x[0,1]~é٣"), "x[0,1]~é٣");
        assert_eq!(to_word("A B\\\u{1b}\u{202e}\u{a0}"), "A\\u{20}B\\u{5c}\\u{1b}\\u{202e}\\u{a0}");
    }
}
