//! The instances of a sweep: files to start from, what varies in them, and how they are solved.

use std::borrow::Cow;
use std::path::Path;

use ironproof_files::digest::sha256;

use crate::base::{Base, Made, Scratch, Start};
use crate::id::id;
use crate::redrawn::{RESAMPLE, SEED, sample};
use crate::settings::{BadSetting, Settings, Way};
use crate::values::{Value, Values};

/// The axis of several files.
pub(crate) const BASE: &str = "base";

/// The instances of a sweep.
#[derive(Clone, Debug)]
pub(crate) struct Instances {
    /// How they are solved where no axis says otherwise.
    pub(crate) settings: Settings,
    pub(crate) bases: Vec<Base>,
    /// What varies.
    axes: Vec<String>,
    /// Whether an axis is a setting.
    varies_settings: bool,
    /// The settings as one line, where none varies: of finite instances, and of continuous ones.
    lines: [String; 2],
}

/// An instance with all that solving it needs.
pub(crate) struct Posed<'a> {
    /// The digest of the canonical text of the instance.
    pub(crate) instance: String,
    pub(crate) settings: Cow<'a, Settings>,
    /// The place of the base.
    pub(crate) base: usize,
    /// Why there is no such instance, if there is none.
    pub(crate) made: Result<Made, String>,
}

/// Why values are not for these instances.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// A setting does not take a value.
    #[error(transparent)]
    Setting(#[from] BadSetting),
    /// Something about an axis.
    #[error("{0}")]
    Axis(String),
}

/// Whether an axis changes the instance itself.
pub(crate) fn is_of_instance(axis: &str) -> bool {
    ![BASE, RESAMPLE, SEED].contains(&axis) && !Settings::is_name(axis)
}

impl Instances {
    /// Instances that start from these, samples of a survey in order; files that they name are in `folder`.
    pub(crate) fn new(
        settings: Settings,
        bases: Vec<Start>,
        axes: &[String],
        folder: &Path,
    ) -> Result<Self, Misfit> {
        let of_instances: Vec<Option<&str>> =
            axes.iter().map(|name| is_of_instance(name).then_some(name.as_str())).collect();
        let bases = bases.into_iter().map(|base| Base::new(base, folder, &of_instances));
        let bases = bases.collect::<Result<Vec<_>, _>>().map_err(Misfit::Axis)?;
        if bases.is_empty() {
            return Err(Misfit::Axis("no instance to start from".to_owned()));
        }
        if bases.iter().all(|base| base.missing.is_some()) {
            return Err(Misfit::Axis(bases[0].missing.clone().unwrap_or_default()));
        }
        let varies_settings = axes.iter().any(|name| Settings::is_name(name));
        let lines = [settings.text(false), settings.text(true)];
        Ok(Self { settings, bases, axes: axes.to_vec(), varies_settings, lines })
    }

    /// A setting takes only its values, an instance only numbers, and only a continuous instance has a continuum.
    pub(crate) fn check(&self, axes: &[(String, Values)]) -> Result<(), Misfit> {
        let mut ways = vec![self.settings.way];
        for (name, values) in axes {
            let ends = match values {
                Values::List(values) => values.clone(),
                _ => vec![values.along(0, 1), values.along(1, 1)],
            };
            for value in &ends {
                if Settings::is_name(name) {
                    let mut settings = self.settings.clone();
                    settings.set(name, value)?;
                    ways.push(settings.way);
                } else if value.number().is_none() {
                    return Err(Misfit::Axis(format!("{name}: `{value}` is no number")));
                }
            }
        }
        let finite = self.bases.iter().find(|base| !base.is_continuous());
        match finite.filter(|_| ways.contains(&Way::Continuum)) {
            Some(base) => Err(Misfit::Axis(format!(
                "way continuum: {} is a finite instance; only continuous ones (*.toml) have a continuum",
                base.name
            ))),
            None => Ok(()),
        }
    }

    /// The settings at these values, and the same as one line.
    fn settings_at(
        &self,
        values: &[Value],
        is_continuous: bool,
    ) -> (Cow<'_, Settings>, Cow<'_, str>) {
        if !self.varies_settings {
            let line = self.lines[usize::from(is_continuous)].as_str();
            return (Cow::Borrowed(&self.settings), Cow::Borrowed(line));
        }
        let mut settings = self.settings.clone();
        for (name, value) in self.axes.iter().zip(values) {
            if Settings::is_name(name) {
                // The plan was made with values that are taken.
                let _ = settings.set(name, value);
            }
        }
        let line = settings.text(is_continuous);
        (Cow::Owned(settings), Cow::Owned(line))
    }

    /// The base at these values, and its place.
    fn base(&self, values: &[Value]) -> (usize, &Base) {
        let axis = self.axes.iter().position(|name| name == BASE || name == RESAMPLE);
        let number = axis.filter(|_| self.bases.len() > 1).and_then(|axis| sample(&values[axis]));
        let place = number.and_then(|number| match self.bases[0].sample {
            Some(_) => self.bases.binary_search_by_key(&Some(number), |base| base.sample).ok(),
            None => usize::try_from(number).ok().filter(|place| *place < self.bases.len()),
        });
        let place = place.unwrap_or(0);
        (place, &self.bases[place])
    }

    /// The id of the instance at these values; `text` is memory for its canonical text, which stays there.
    pub(crate) fn id(&self, values: &[Value], text: &mut String) -> String {
        let (_, base) = self.base(values);
        base.text(values, &base.numbers(values), text);
        let (_, line) = self.settings_at(values, base.is_continuous());
        id(&[&line, &sha256(text.as_bytes())])
    }

    /// The instance at these values, its id, and what solving it needs.
    pub(crate) fn pose(
        &self,
        values: &[Value],
        scratch: &mut Scratch,
        folder: &Path,
    ) -> (String, Posed<'_>) {
        let (place, base) = self.base(values);
        let numbers = base.numbers(values);
        base.text(values, &numbers, &mut scratch.text);
        let (settings, line) = self.settings_at(values, base.is_continuous());
        let instance = sha256(scratch.text.as_bytes());
        let id = id(&[&line, &instance]);
        let made = base.make(place, values, numbers, scratch, folder);
        (id, Posed { instance, settings, base: place, made })
    }
}
