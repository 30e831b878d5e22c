//! Where the text of an instance comes from: a file, whose name says what it is, or stdin, whose text does.

use std::borrow::Cow;
use std::io;
use std::path::Path;
use std::sync::OnceLock;

use ironproof_number::limits;
use serde::de::IgnoredAny;
use toml::de::DeTable;

/// What the text of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Toml,
    Json,
    JsonLines,
}

/// `-` is stdin; a file of that name is `./-`.
pub fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// The name of an input for messages.
pub fn shown(path: &Path) -> Cow<'_, str> {
    if is_stdin(path) { "stdin".into() } else { path.to_string_lossy() }
}

/// The kind of an instance, `None` if neither name nor text tells.
pub(super) fn kind(path: &Path) -> Option<Kind> {
    if is_stdin(path) {
        return stdin().ok().map(|bytes| sniffed(&String::from_utf8_lossy(bytes)));
    }
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "toml" => Some(Kind::Toml),
        "json" => Some(Kind::Json),
        "jsonl" => Some(Kind::JsonLines),
        _ => None,
    }
}

/// The bytes of a file or of stdin.
pub(super) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    if is_stdin(path) { stdin().map(<[u8]>::to_vec) } else { limits::read(path) }
}

/// Stdin can be read only once, and both its kind and its text are asked for.
fn stdin() -> io::Result<&'static [u8]> {
    static STDIN: OnceLock<Result<Vec<u8>, String>> = OnceLock::new();
    let read = || limits::read_from(io::stdin().lock()).map_err(|error| error.to_string());
    STDIN.get_or_init(read).as_deref().map_err(|error| io::Error::other(error.clone()))
}

fn sniffed(text: &str) -> Kind {
    match of_json(text) {
        Some(kind) => kind,
        // Broken JSON is JSON all the same; a TOML document never starts with a brace.
        None if text.trim_start().starts_with('{') => Kind::Json,
        None => Kind::Toml,
    }
}

/// `Json` for one object, `JsonLines` for one on each of several lines.
fn of_json(text: &str) -> Option<Kind> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    if serde_json::from_str::<IgnoredAny>(text).is_ok() {
        return Some(Kind::Json);
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.all(|line| serde_json::from_str::<IgnoredAny>(line).is_ok()).then_some(Kind::JsonLines)
}

/// What a text is that is not of the kind that its name says: asked of texts that could not be read.
pub(super) fn other_kind(text: &str, kind: Kind) -> Option<Kind> {
    let is_toml = || {
        let table = DeTable::parse(text).ok()?;
        let known = ["name", "alpha", "quality", "group"];
        known.iter().any(|key| table.get_ref().contains_key(*key)).then_some(Kind::Toml)
    };
    let found = of_json(text).or_else(is_toml)?;
    // A single line is read as either kind of JSON.
    let is_one_line = text.trim().lines().count() == 1;
    (found != kind && !(is_one_line && found != Kind::Toml && kind != Kind::Toml)).then_some(found)
}

impl Kind {
    /// What such a text is, and the end of a name that says so.
    pub(super) fn remedy(self) -> &'static str {
        match self {
            Self::Toml => {
                "this is TOML, the text of a continuous instance: give the file a name that ends in .toml"
            }
            Self::Json => {
                "this is one JSON document, the text of a finite instance: give the file a name that ends in .json"
            }
            Self::JsonLines => {
                "this has a JSON document on each line, the text of several finite instances: give the file a name that \
                 ends in .jsonl"
            }
        }
    }
}

/// What to do with a file whose name says that it is something else.
pub(super) fn remedy_of_name(path: &Path) -> String {
    let end = path.extension().map(|end| end.to_string_lossy().to_ascii_lowercase());
    let name = path.display();
    let text = match end.as_deref().unwrap_or_default() {
        "csv" | "tsv" | "xlsx" | "xls" => format!(
            "a table is no instance. `ironproof estimate {name}` makes one of the answers of a survey; an instance in TOML \
             can name a table of amounts and masses, as wtp = {{ kind = \"table\", file = \"{name}\" }}"
        ),
        "mps" | "lp" | "gz" => {
            format!("a model is no instance. `ironproof certify {name}` proves a linear program")
        }
        "cert" => "a certificate is no instance. `ironproof-verifier` checks it".to_owned(),
        _ => return "expected a .toml, .json or .jsonl file".to_owned(),
    };
    format!("expected a .toml, .json or .jsonl file; {text}")
}
