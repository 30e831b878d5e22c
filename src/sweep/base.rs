//! The instance that a sweep starts from, and what its axes change of it.
//!
//! ```text
//! alpha, group[low].mass, ..      a number of the file, replaced
//! supply, weight:low, mass:low,   factors: the file itself is at 1
//! wtp, wtp:low
//! constraint:NAME                 the number of a side constraint, replaced
//! ```
//!
//! A finite instance is read once and changed in place. A continuous one is read again from its canonical text.

use std::path::Path;

use ironproof_instance::finite::{Content, FiniteInstance, What};
use ironproof_instance::{ContinuousInstance, load};
use ironproof_name::Escaped;
use ironproof_number::rational::Rational;
use ironproof_path::continuous::{Parameter, parameter};

use crate::document::{Document, Leaf, Template, is_toml};
use crate::finite::Field;
use crate::values::Value;

/// Names that are listed where one is not known.
const MOST_NAMES: usize = 40;

/// What a base is made of.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    /// The instance, or why there is none.
    pub(crate) document: Result<Document, String>,
    /// The number of the sample of a survey, if it was estimated from one.
    pub(crate) sample: Option<u64>,
}

/// An instance file, ready for the axes of a sweep.
#[derive(Clone, Debug)]
pub(crate) struct Base {
    /// Why there is no instance, if there is none.
    pub(crate) missing: Option<String>,
    /// The number of the sample of a survey, if it was estimated from one.
    pub(crate) sample: Option<u64>,
    /// The name of the instance.
    pub(crate) name: String,
    document: Document,
    /// Of a finite instance.
    content: Option<Content>,
    /// The numbers that change.
    leaves: Vec<Varied>,
    template: Template,
    /// What factors on a continuous instance are called, which axis has them, and what they change.
    factors: Vec<(String, usize, Parameter)>,
}

/// A number that changes.
#[derive(Clone, Debug)]
struct Varied {
    own: Rational,
    field: Option<Field>,
    /// The axis whose values replace it.
    replaced: Option<usize>,
    /// The axes whose values multiply it.
    times: Vec<usize>,
}

/// Memory for the next instance: the text of the last one, and its content, if it was finite and of the same base.
#[derive(Default)]
pub(crate) struct Scratch {
    pub(crate) text: String,
    content: Option<(usize, Content)>,
}

impl Scratch {
    /// Takes an instance back that is not needed any more.
    pub(crate) fn take_back(&mut self, base: usize, made: Result<Made, String>) {
        if let Ok(Made::Finite(instance)) = made {
            self.content = Some((base, instance.into_content()));
        }
    }
}

/// An instance of a sweep.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one at a time, and it is moved and not kept"
)]
pub(crate) enum Made {
    /// Finite.
    Finite(FiniteInstance),
    /// Continuous.
    Continuous(Box<ContinuousInstance>),
}

/// A name that means no number of an instance.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no field `{name}` in {base}; it has {}", .known.join(", "))]
pub(crate) struct UnknownField {
    /// The name.
    pub name: String,
    /// The instance.
    pub base: String,
    /// What there is.
    pub known: Vec<String>,
}

impl Base {
    /// The only instance of a file, and the files that it names, each with the name that it has from now on.
    pub(crate) fn load(
        path: &Path,
        file: &mut dyn FnMut(&str) -> String,
    ) -> Result<Document, load::Error> {
        if is_toml(path) {
            let text = load::read_text(path)?;
            load::continuous(path)?;
            let document = Document::continuous(&text, file);
            return Ok(document.unwrap_or_else(|error| unreachable!("it was read: {error}")));
        }
        let loaded = load::one(path, &ironproof_instance::discretize::GridConfig::default())?;
        Ok(Document::finite(&loaded.finite))
    }

    /// The instance with this canonical text, and the axes by name; `None` are axes that do not change it. Files that it
    /// names are in `folder`.
    pub(crate) fn new(start: Start, folder: &Path, axes: &[Option<&str>]) -> Result<Self, String> {
        let Start { document, sample } = start;
        let document = match document {
            Ok(document) => document,
            Err(missing) => return Ok(Self::without(missing, sample)),
        };
        let text = document.text();
        let (content, continuous, name) = if document.is_toml {
            let read = ironproof_instance::read(&text, folder).map_err(|e| e.to_string())?;
            (None, Some(read.clone()), read.name)
        } else {
            let read = ironproof_instance::finite::read(&text).map_err(|e| e.to_string())?;
            let name = read.name.clone();
            (Some(read.into_content()), None, name)
        };
        let mut numbers: Vec<(Leaf, Varied)> = Vec::new();
        let mut factors = Vec::new();
        for (axis, called) in axes.iter().enumerate() {
            let Some(called) = called else { continue };
            match meaning(&document, content.as_ref(), continuous.as_ref(), called) {
                Some(Meaning::Factor(parameter)) => {
                    factors.push(((*called).to_owned(), axis, parameter));
                }
                Some(Meaning::Leaves(leaves, is_factor)) => {
                    for (leaf, own) in leaves {
                        let known = numbers.iter().position(|(known, _)| *known == leaf);
                        let known = known.unwrap_or_else(|| {
                            let field = content.as_ref().and_then(|_| Field::of(&leaf));
                            let varied = Varied { own, field, replaced: None, times: Vec::new() };
                            numbers.push((leaf, varied));
                            numbers.len() - 1
                        });
                        let varied = &mut numbers[known].1;
                        if is_factor {
                            varied.times.push(axis);
                        } else if varied.replaced.replace(axis).is_some() {
                            return Err(format!("two axes replace the same number: {called}"));
                        }
                    }
                }
                None => {
                    return Err(unknown(
                        called,
                        &name,
                        &document,
                        content.as_ref(),
                        continuous.as_ref(),
                    )
                    .to_string());
                }
            }
        }
        let (leaves, numbers): (Vec<Leaf>, Vec<Varied>) = numbers.into_iter().unzip();
        let template = document.template(&leaves);
        let missing = None;
        Ok(Self { missing, sample, name, document, content, leaves: numbers, template, factors })
    }

    /// Where there is no instance.
    fn without(missing: String, sample: Option<u64>) -> Self {
        let document = Document::empty();
        let template = document.template(&[]);
        Self {
            missing: Some(missing),
            sample,
            name: String::new(),
            document,
            content: None,
            leaves: Vec::new(),
            template,
            factors: Vec::new(),
        }
    }

    /// Whether the instance is continuous.
    pub(crate) fn is_continuous(&self) -> bool {
        self.document.is_toml
    }

    /// The canonical text of the instance itself.
    pub(crate) fn own_text(&self) -> String {
        self.document.text()
    }

    /// The numbers that change, at these values of all axes. An axis that changes one has a number.
    pub(crate) fn numbers(&self, values: &[Value]) -> Vec<Rational> {
        let number = |axis: usize| values[axis].number().cloned().unwrap_or(Rational::ZERO);
        let of = |varied: &Varied| {
            let own = varied.replaced.map_or_else(|| varied.own.clone(), number);
            varied.times.iter().fold(own, |product, axis| product * number(*axis))
        };
        self.leaves.iter().map(of).collect()
    }

    /// Writes the canonical text of the instance at these values, whose numbers are given.
    pub(crate) fn text(&self, values: &[Value], numbers: &[Rational], out: &mut String) {
        use std::fmt::Write as _;
        self.template.fill(out, |out, leaf| {
            let _ = write!(out, "{}", numbers[leaf]);
        });
        if let Some(missing) = &self.missing {
            let _ = writeln!(out, "# {}", Escaped(missing));
            for value in values {
                let _ = writeln!(out, "# {value}");
            }
        }
        // A factor on a continuous instance is no number of its text: it stands there as a remark.
        let mut factors: Vec<_> = self.factors.iter().collect();
        factors.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, axis, parameter) in factors {
            let is_same = |x: &Rational| x.is_one() && !matches!(parameter, Parameter::Bound(_));
            if let Some(x) = values[*axis].number().filter(|x| !is_same(x)) {
                let _ = writeln!(out, "# {name} = {x}");
            }
        }
    }

    /// The instance at these values, whose numbers are given, as its own checks accept it. The text of `scratch` is its
    /// own, and this is base number `place`.
    pub(crate) fn make(
        &self,
        place: usize,
        values: &[Value],
        numbers: Vec<Rational>,
        scratch: &mut Scratch,
        folder: &Path,
    ) -> Result<Made, String> {
        if let Some(missing) = &self.missing {
            return Err(missing.clone());
        }
        let Some(content) = &self.content else {
            let mut instance = ironproof_instance::read(&scratch.text, folder)
                .map_err(|error| error.to_string())?;
            for (name, axis, parameter) in &self.factors {
                let Some(factor) = values[*axis].number() else { continue };
                parameter.check(factor).map_err(|error| format!("{name}: {error}"))?;
                instance = parameter.at(&instance, factor).map_err(|error| error.to_string())?;
            }
            return Ok(Made::Continuous(Box::new(instance)));
        };
        // All numbers that differ between two instances are set, so that the content of the last one will do.
        let last = scratch.content.take().filter(|(of, _)| *of == place);
        let mut content = last.map_or_else(|| content.clone(), |(_, content)| content);
        for (varied, number) in self.leaves.iter().zip(numbers) {
            if let Some(field) = varied.field {
                field.set(&mut content, number);
            }
        }
        FiniteInstance::new(content).map(Made::Finite).map_err(|invalid| invalid.to_string())
    }
}

/// What an axis changes.
enum Meaning {
    /// Numbers of the text, and whether they are multiplied.
    Leaves(Vec<(Leaf, Rational)>, bool),
    /// Something of a continuous instance that is no number of its text.
    Factor(Parameter),
}

fn meaning(
    document: &Document,
    content: Option<&Content>,
    continuous: Option<&ContinuousInstance>,
    name: &str,
) -> Option<Meaning> {
    if let Some(found) = document.leaf(name) {
        let is_free = match content {
            // A level that a constraint names stands in two places.
            Some(content) => match Field::of(&found.0)? {
                Field::Level(j) => !content.sides.iter().any(|side| side.what == What::Served(j)),
                _ => true,
            },
            None => true,
        };
        return is_free.then(|| Meaning::Leaves(vec![found], false));
    }
    if let Some(instance) = continuous {
        return parameter(name, instance).ok().map(Meaning::Factor);
    }
    let content = content?;
    let group = |label: &str| content.groups.iter().position(|group| group.label == label);
    let (word, rest) = name.split_once(':').map_or((name, None), |(word, rest)| (word, Some(rest)));
    let is_wanted: Box<dyn Fn(Field) -> bool> = match (word, rest) {
        ("supply", None) => Box::new(|field| matches!(field, Field::Objects(_))),
        ("weight", Some(label)) => {
            use crate::finite::OfType::{Weight, Weighted};
            let wanted = group(label)?;
            Box::new(
                move |field| matches!(field, Field::Type(g, _, Weight | Weighted) if g == wanted),
            )
        }
        ("mass", Some(label)) => {
            let wanted = group(label)?;
            Box::new(move |field| field == Field::Mass(wanted))
        }
        ("wtp", label) => {
            use crate::finite::OfType::{High, Low, Weighted, Wtp};
            let wanted = label.map(|label| group(label).ok_or(())).transpose().ok()?;
            Box::new(move |field| {
                matches!(field, Field::Type(g, _, Wtp | Low | High | Weighted)
                    if wanted.is_none_or(|wanted| wanted == g))
            })
        }
        ("constraint", Some(name)) => {
            let wanted = content.sides.iter().position(|side| side.label(content) == name)?;
            Box::new(move |field| field == Field::Bound(wanted))
        }
        _ => return None,
    };
    let leaves = document.leaves().into_iter();
    let leaves = leaves.filter(|(leaf, _)| Field::of(leaf).is_some_and(&is_wanted));
    let leaves: Vec<(Leaf, Rational)> = leaves.collect();
    (!leaves.is_empty()).then_some(Meaning::Leaves(leaves, word != "constraint"))
}

/// The error that lists what there is: the short names, then the numbers of the file.
fn unknown(
    name: &str,
    base: &str,
    document: &Document,
    content: Option<&Content>,
    continuous: Option<&ContinuousInstance>,
) -> UnknownField {
    let mut known = vec!["alpha".to_owned(), "supply".to_owned(), "wtp".to_owned()];
    let labels: Vec<&str> = match (content, continuous) {
        (Some(content), _) => content.groups.iter().map(|group| group.label.as_str()).collect(),
        (_, Some(instance)) => instance.groups.iter().map(|group| group.label.as_str()).collect(),
        _ => Vec::new(),
    };
    for word in ["weight", "mass", "wtp"] {
        known.extend(labels.iter().map(|label| format!("{word}:{label}")));
    }
    let sides: Vec<String> = match (content, continuous) {
        (Some(content), _) => content.sides.iter().map(|side| side.label(content)).collect(),
        (_, Some(instance)) => instance.sides.iter().map(|side| instance.called(side)).collect(),
        _ => Vec::new(),
    };
    known.extend(sides.iter().map(|side| format!("constraint:{side}")));
    known.extend(crate::settings::NAMES.map(|(name, _)| name.to_owned()));
    let leaves = document.leaves();
    known.extend(leaves.iter().skip(1).map(|(leaf, _)| document.name_of(leaf)));
    known.retain(|known| {
        meaning(document, content, continuous, known).is_some()
            || crate::settings::Settings::is_name(known)
    });
    let n_more = known.len().saturating_sub(MOST_NAMES);
    known.truncate(MOST_NAMES);
    if n_more > 0 {
        known.push(format!("and {n_more} more numbers of the file"));
    }
    UnknownField { name: name.to_owned(), base: base.to_owned(), known }
}
