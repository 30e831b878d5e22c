//! What a sweep is about, as a file in TOML or as flags say it.
//!
//! ```toml
//! base = "public-housing.toml"        # or a list of files
//!
//! [vary]
//! supply = "0.5:1.5:5"
//! "weight:low income" = [1, 2, 4]
//!
//! [design]                            # leave it out for all combinations
//! kind = "halton"                     # or "random", which takes a seed
//! n = 1000
//!
//! [settings]
//! grid = 40
//! certify = true
//! ```
//!
//! With a table `[estimate]`, which has the flags of `estimate`, the base is a survey (`resample = "0:99:100"` varies).

use std::path::{Path, PathBuf};

use ironproof_number::rational::parse;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::design::Design;
use crate::redrawn::Redrawn;
use crate::settings::{NAMES, Settings};
use crate::values::{Value, Values};

/// What a sweep is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// The files of the instances that it starts from, or that of the survey.
    pub bases: Vec<PathBuf>,
    /// The survey, if it starts from one.
    pub survey: Option<Box<Redrawn>>,
    /// What varies.
    pub vary: Vec<(String, Values)>,
    /// Which points.
    pub design: Design,
    /// How instances are solved.
    pub settings: Settings,
}

/// A file that is no specification of a sweep.
#[derive(Debug, thiserror::Error)]
pub enum SpecError {
    /// It cannot be read.
    #[error("{}: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// Something in it is wrong.
    #[error("{}:{line}: {rule}", path.display())]
    Rule {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// What.
        rule: String,
    },
    /// A text is not `NAME=VALUES`.
    #[error("`{0}`: expected NAME=VALUES, such as supply=0.5:1.5:5")]
    NoEquals(String),
    /// A text is not `NAME=VALUES`.
    #[error("{name}: {rule}")]
    Values {
        /// The name.
        name: String,
        /// What is wrong with the values.
        rule: String,
    },
}

/// Reads `NAME=VALUES`, such as `weight:low income=1:3:5`.
///
/// # Errors
/// [`SpecError`] says what is wrong.
pub fn vary(text: &str) -> Result<(String, Values), SpecError> {
    // A label may have the sign too. Behind it stand numbers, which have none.
    let has_label = text.split('=').next().is_some_and(|start| start.contains([':', '[']));
    let split = if has_label { text.rsplit_once('=') } else { text.split_once('=') };
    let (name, values) = split.ok_or_else(|| SpecError::NoEquals(text.to_owned()))?;
    let name = name.trim().to_owned();
    let values = Values::read(values.trim())
        .map_err(|error| SpecError::Values { name: name.clone(), rule: error.to_string() })?;
    Ok((name, values))
}

/// Reads the survey of a file as the flags of `estimate` say; an error is a sentence.
pub type Understand<'a> = &'a dyn Fn(&Path, &[String]) -> Result<Redrawn, String>;

/// Reads a file. Files that it names are looked for in its folder; `understand` knows the flags of `estimate`.
///
/// # Errors
/// [`SpecError`] names the line.
pub fn read(path: &Path, understand: Understand<'_>) -> Result<Spec, SpecError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| SpecError::Read { path: path.to_owned(), error })?;
    let file = File { text: &text, path, understand };
    let table = DeTable::parse(&text)
        .map_err(|error| file.fail(error.span().map_or(0, |span| span.start), error.message()))?;
    file.spec(table.get_ref())
}

struct File<'a> {
    text: &'a str,
    path: &'a Path,
    understand: Understand<'a>,
}

type Entry<'a> = (&'a str, usize, &'a Spanned<DeValue<'a>>);

impl File<'_> {
    fn fail(&self, at: usize, rule: impl Into<String>) -> SpecError {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        SpecError::Rule { path: self.path.to_owned(), line, rule: rule.into().replace('\n', ", ") }
    }

    /// The entries of a table as they stand in the file, an error unless all keys are known.
    fn entries<'a>(
        &self,
        table: &'a DeTable<'a>,
        known: Option<&[&str]>,
    ) -> Result<Vec<Entry<'a>>, SpecError> {
        let entries =
            table.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span().start, value));
        let mut entries: Vec<Entry<'a>> = entries.collect();
        entries.sort_by_key(|(_, at, _)| *at);
        let is_unknown = |key: &str| known.is_some_and(|known| !known.contains(&key));
        match entries.iter().find(|(key, ..)| is_unknown(key)) {
            Some((key, at, _)) => {
                let known = known.unwrap_or_default().join(", ");
                Err(self.fail(*at, format!("unknown key `{key}`; expected {known}")))
            }
            None => Ok(entries),
        }
    }

    fn spec(&self, root: &DeTable<'_>) -> Result<Spec, SpecError> {
        let (mut bases, mut vary) = (Vec::new(), Vec::new());
        let (mut design, mut settings) = (Design::Grid, Settings::default());
        let mut words = None;
        let known = ["base", "estimate", "vary", "design", "settings"];
        for (key, at, value) in self.entries(root, Some(&known))? {
            let table = || match value.get_ref() {
                DeValue::Table(table) => Ok(table),
                _ => Err(self.fail(at, format!("{key}: expected a table, written as [{key}]"))),
            };
            match key {
                "base" => bases = self.bases(value)?,
                "estimate" => words = Some((self.words(table()?)?, at)),
                "vary" => vary = self.vary(table()?)?,
                "design" => design = self.design(table()?, at)?,
                _ => settings = self.settings(table()?)?,
            }
        }
        if bases.is_empty() {
            let rule = "no instance to start from; write base = \"FILE.toml\" in the first lines";
            return Err(self.fail(0, rule));
        }
        let survey = match (words, bases.as_slice()) {
            (None, _) => None,
            (Some((words, at)), [base]) => {
                let survey = (self.understand)(base, &words).map_err(|rule| self.fail(at, rule))?;
                Some(Box::new(survey))
            }
            (Some((_, at)), _) => return Err(self.fail(at, "estimate: a survey is one file")),
        };
        Ok(Spec { bases, survey, vary, design, settings })
    }

    /// A table as flags: `supply = 0.3` is `--supply=0.3`, a list has several values, and `true` has none.
    fn words(&self, table: &DeTable<'_>) -> Result<Vec<String>, SpecError> {
        let mut words = Vec::new();
        for (key, _, value) in self.entries(table, None)? {
            match value.get_ref() {
                DeValue::Boolean(is_given) => words.extend(is_given.then(|| format!("--{key}"))),
                DeValue::Array(items) => {
                    words.push(format!("--{key}"));
                    for item in items {
                        words.push(self.scalar(item)?.to_string());
                    }
                }
                _ => words.push(format!("--{key}={}", self.scalar(value)?)),
            }
        }
        Ok(words)
    }

    fn bases(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<PathBuf>, SpecError> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let file = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
            DeValue::String(name) => Ok(folder.join(name.as_ref())),
            _ => Err(self
                .fail(value.span().start, "base: expected the name of a file, or a list of names")),
        };
        match value.get_ref() {
            DeValue::Array(items) => items.iter().map(file).collect(),
            _ => Ok(vec![file(value)?]),
        }
    }

    fn vary(&self, table: &DeTable<'_>) -> Result<Vec<(String, Values)>, SpecError> {
        let mut axes = Vec::new();
        for (name, at, value) in self.entries(table, None)? {
            let fail = |rule: String| self.fail(at, format!("{name}: {rule}"));
            let values = match value.get_ref() {
                DeValue::String(text) => Values::read(text).map_err(|e| fail(e.to_string()))?,
                DeValue::Array(items) if !items.is_empty() => {
                    let values =
                        items.iter().map(|item| self.scalar(item)).collect::<Result<_, _>>()?;
                    Values::list(values).map_err(fail)?
                }
                _ => {
                    let rule =
                        "expected a list such as [1, 2, \"1/3\"], or a range such as \"0.1:1:10\"";
                    return Err(fail(rule.to_owned()));
                }
            };
            axes.push((name.to_owned(), values));
        }
        Ok(axes)
    }

    /// A number or a word.
    fn scalar(&self, value: &Spanned<DeValue<'_>>) -> Result<Value, SpecError> {
        let fail = |rule: String| self.fail(value.span().start, rule);
        let number = |text: &str| {
            let number =
                parse(text.trim_start_matches('+')).map_err(|error| fail(error.to_string()));
            number.map(Value::Number)
        };
        match value.get_ref() {
            DeValue::String(text) => Ok(Value::read(text)),
            DeValue::Integer(integer) if integer.radix() == 10 => number(integer.as_str()),
            DeValue::Float(float) => number(float.as_str()),
            _ => Err(fail("expected a number or a text".to_owned())),
        }
    }

    fn count(&self, value: &Spanned<DeValue<'_>>, key: &str) -> Result<u64, SpecError> {
        let scalar = self.scalar(value)?;
        let number = scalar.number().filter(|number| number.is_int());
        number
            .and_then(|number| u64::try_from(number.numerator()).ok())
            .ok_or_else(|| self.fail(value.span().start, format!("{key}: expected a whole number")))
    }

    fn design(&self, table: &DeTable<'_>, at: usize) -> Result<Design, SpecError> {
        let (mut kind, mut n, mut seed) = (None, None, None);
        for (key, _, value) in self.entries(table, Some(&["kind", "n", "seed"]))? {
            match key {
                "kind" => kind = Some(self.scalar(value)?.to_string()),
                "n" => n = Some(self.count(value, key)?),
                _ => seed = Some(self.count(value, key)?),
            }
        }
        match (kind.as_deref(), n, seed) {
            (Some("grid"), None, None) => Ok(Design::Grid),
            (Some("random"), Some(n), seed) => Ok(Design::Random { n, seed: seed.unwrap_or(1) }),
            (Some("halton"), Some(n), None) => Ok(Design::Halton { n }),
            _ => Err(self.fail(
                at,
                "design: expected kind = \"grid\" alone, kind = \"halton\" with n, or kind = \"random\" with n and seed",
            )),
        }
    }

    fn settings(&self, table: &DeTable<'_>) -> Result<Settings, SpecError> {
        let mut settings = Settings::default();
        let known: Vec<&str> =
            NAMES.iter().map(|(name, _)| *name).chain(["certify", "time-limit"]).collect();
        for (key, at, value) in self.entries(table, Some(&known))? {
            match (key, value.get_ref()) {
                ("certify", DeValue::Boolean(certify)) => settings.certify = *certify,
                ("certify", _) => return Err(self.fail(at, "certify: expected true or false")),
                ("time-limit", _) => {
                    let seconds = u32::try_from(self.count(value, key)?).ok().filter(|s| *s > 0);
                    settings.time_limit_s = seconds
                        .ok_or_else(|| self.fail(at, "time-limit: expected seconds, 1 or more"))?;
                }
                _ => settings
                    .set(key, &self.scalar(value)?)
                    .map_err(|error| self.fail(at, error.to_string()))?,
            }
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Spec, String> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("spec.toml");
        std::fs::write(&path, text).expect("written");
        let start = format!("{}:", path.display());
        let understand = |path: &Path, words: &[String]| {
            Err(format!("{:?}: {}", path.file_name().unwrap_or_default(), words.join(" ")))
        };
        read(&path, &understand).map_err(|error| error.to_string().replace(&start, ""))
    }

    #[test]
    fn a_label_may_have_any_sign() {
        for (text, name, n) in [
            ("weight:a=b=1,2", "weight:a=b", 2),
            ("group[a=b].mass=0:1:3", "group[a=b].mass", 3),
            ("policy=market; price=2", "policy", 2),
            ("supply=1", "supply", 1),
        ] {
            let (found, values) = vary(text).expect(text);
            assert_eq!((found.as_str(), values.n()), (name, Some(n)), "{text}");
        }
        assert!(vary("weight:a").is_err());
    }

    #[test]
    fn a_file_says_what_varies() {
        let spec = read_text(
            "base = \"a.toml\"\n[vary]\nz = [0.5, \"1/3\"]\nalpha = \"0:1:3\"\n\
             [design]\nkind = \"random\"\nn = 5\n[settings]\ngrid = 10\ncertify = true\n",
        )
        .expect("a spec");
        // As they stand in the file.
        let names: Vec<&str> = spec.vary.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["z", "alpha"]);
        assert_eq!(spec.vary[0].1.at(0).to_string(), "0.5");
        assert_eq!(spec.design, Design::Random { n: 5, seed: 1 });
        assert!(spec.settings.certify && spec.settings.grid.types == 10);
    }

    #[test]
    fn errors_name_the_line() {
        for (text, error) in [
            ("[vary]\nx = [1]\n", "1: no instance to start from"),
            ("base = \"a\"\nbases = 1\n", "2: unknown key `bases`; expected base, estimate, vary"),
            ("base = 1\n", "1: base: expected the name of a file"),
            ("base = \"a\"\n[vary]\nx = 1\n", "3: x: expected a list"),
            ("base = \"a\"\n[vary]\nx = \"1:0:2\"\n", "3: x: `1:0:2`: the second number is below"),
            ("base = \"a\"\n[design]\nkind = \"random\"\n", "2: design: expected"),
            ("base = \"a\"\n[settings]\ngrid = 0\n", "3: grid: `0` is none of its values"),
            ("base = \"a\"\n[settings]\nway = \"magic\"\n", "3: way: `magic` is none"),
            ("base = \"a\n", "1: "),
            ("base = [\"a\", \"b\"]\n[estimate]\n", "2: estimate: a survey is one file"),
            (
                "base = \"a.csv\"\n[estimate]\nwtp = \"a b\"\nsupply = 0.30\nspike = true\n\
                 quantile-groups = [\"income\", 4]\n",
                "2: \"a.csv\": --wtp=a b --supply=0.3 --spike --quantile-groups income 4",
            ),
        ] {
            let found = read_text(text).expect_err(text);
            assert!(found.starts_with(error), "{text}: {found}");
        }
    }
}
