//! The words with a meaning in LP text.

/// What a word at the start of a line starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    Minimize,
    Maximize,
    Rows,
    Bounds,
    General,
    Binary,
    End,
    /// A section that no linear program has.
    NotLinear,
}

/// The section that a word at the start of a line starts. `subject` and `such` need a second word, `second`.
pub(super) fn keyword(word: &str, second: Option<&str>) -> Option<Keyword> {
    let word = word.to_ascii_lowercase();
    let is_second = |other: &str| second.is_some_and(|second| second.eq_ignore_ascii_case(other));
    Some(match word.as_str() {
        "subject" if is_second("to") => Keyword::Rows,
        "such" if is_second("that") => Keyword::Rows,
        "sos1" | "sos2" | "sec" => Keyword::NotLinear,
        other => return starts_anywhere(other),
    })
}

/// The usual spelling of a sense that not all readers know.
pub(super) fn usual_spelling(word: &str) -> Option<&'static str> {
    match word.to_ascii_lowercase().as_str() {
        "minimise" => Some("minimize"),
        "maximise" => Some("maximize"),
        _ => None,
    }
}

/// The section that some reader starts at this word even inside a line.
fn starts_anywhere(word: &str) -> Option<Keyword> {
    Some(match word {
        "minimize" | "minimum" | "min" => Keyword::Minimize,
        "maximize" | "maximum" | "max" => Keyword::Maximize,
        "st" | "st." | "s.t." => Keyword::Rows,
        "bounds" | "bound" => Keyword::Bounds,
        "general" | "generals" | "gen" | "integer" | "integers" => Keyword::General,
        "binary" | "binaries" | "bin" => Keyword::Binary,
        "semi" | "semis" | "sos" => Keyword::NotLinear,
        "end" => Keyword::End,
        _ => return None,
    })
}

/// The word is a name only behind a sign, a coefficient or an operator.
pub(super) fn is_suspect(word: &str) -> bool {
    word.len() <= 8 && starts_anywhere(&word.to_ascii_lowercase()).is_some()
}

/// A name that no reader of LP text takes for something else, wherever it stands.
pub(super) fn is_plain(name: &str) -> bool {
    let word = name.to_ascii_lowercase();
    let others = ["subject", "such", "free", "inf", "infinity"];
    keyword(name, None).is_none() && !others.contains(&word.as_str())
}
