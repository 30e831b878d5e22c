//! What a sweep is about: instances, or blocks of the random search for counterexamples.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::base::Start;
use crate::document::Document;
use crate::id::id;
use crate::instances::{Instances, Misfit};
use crate::search::Search;
use crate::settings::Settings;
use crate::values::Value;

/// What a sweep is about.
#[derive(Clone, Debug)]
pub(crate) enum Subject {
    Instances(Box<Instances>),
    Claims(Search),
}

/// The same as it stands in `plan.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Written {
    Instances {
        settings: Vec<(String, String)>,
        certify: bool,
        time_limit_s: u32,
        bases: Vec<WrittenBase>,
    },
    Claims(Search),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct WrittenBase {
    continuous: bool,
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sample: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    missing: Option<String>,
}

impl Subject {
    /// The id of what stands at these values: a digest of the version of the program and of all that it is.
    pub(crate) fn id(&self, values: &[Value], text: &mut String) -> String {
        match self {
            Self::Instances(instances) => instances.id(values, text),
            Self::Claims(search) => id(&[&search.name(values)]),
        }
    }

    pub(crate) fn written(&self) -> Written {
        match self {
            Self::Instances(instances) => {
                let base = |base: &crate::base::Base| WrittenBase {
                    continuous: base.is_continuous(),
                    text: base.own_text(),
                    sample: base.sample,
                    missing: base.missing.clone(),
                };
                Written::Instances {
                    settings: instances.settings.pairs(),
                    certify: instances.settings.certify,
                    time_limit_s: instances.settings.time_limit_s,
                    bases: instances.bases.iter().map(base).collect(),
                }
            }
            Self::Claims(search) => Written::Claims(search.clone()),
        }
    }

    /// Reads it again.
    pub(crate) fn read(written: &Written, axes: &[String], folder: &Path) -> Result<Self, Misfit> {
        match written {
            Written::Instances { settings: pairs, certify, time_limit_s, bases } => {
                let (certify, time_limit_s) = (*certify, *time_limit_s);
                let mut settings = Settings { certify, time_limit_s, ..Settings::default() };
                for (name, value) in pairs {
                    settings.set(name, &Value::read(value))?;
                }
                let start = |base: &WrittenBase| {
                    let document = match &base.missing {
                        Some(missing) => Err(missing.clone()),
                        None => Ok(Document::canonical(&base.text, base.continuous)?),
                    };
                    Ok(Start { document, sample: base.sample })
                };
                let bases = bases.iter().map(start).collect::<Result<Vec<_>, _>>();
                let bases = bases.map_err(Misfit::Axis)?;
                let instances = Instances::new(settings, bases, axes, folder)?;
                Ok(Self::Instances(Box::new(instances)))
            }
            Written::Claims(search) => Ok(Self::Claims(search.clone())),
        }
    }
}
