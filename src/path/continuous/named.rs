//! How parameters are called: `alpha`, `supply`, `weight:low income`.

use ironproof_instance::ContinuousInstance;

use super::parameter::Parameter;

/// What a name means in a continuous instance.
///
/// # Errors
/// [`UnknownName`] if it is no parameter, or there is no such group or constraint.
pub fn parameter(text: &str, instance: &ContinuousInstance) -> Result<Parameter, UnknownName> {
    let of_group = [
        ("weight:", (|g| Parameter::Weight(g)) as fn(usize) -> Parameter),
        ("mass:", |g| Parameter::Mass(g)),
        ("wtp:", |g| Parameter::Wtp(Some(g))),
    ];
    match text {
        "alpha" => return Ok(Parameter::Alpha),
        "supply" => return Ok(Parameter::Supply),
        "wtp" => return Ok(Parameter::Wtp(None)),
        _ => {}
    }
    if let Some(name) = text.strip_prefix("constraint:") {
        let names: Vec<String> = instance.sides.iter().map(|side| instance.called(side)).collect();
        let side = names.iter().position(|known| known == name);
        let name = name.to_owned();
        return side.map(Parameter::Bound).ok_or(UnknownName::Constraint { name, names });
    }
    let named = of_group.iter().find_map(|(start, of)| Some((text.strip_prefix(start)?, of)));
    let (label, of) = named.ok_or(UnknownName::Word)?;
    let group = instance.groups.iter().position(|group| group.label == label);
    group.map(of).ok_or_else(|| UnknownName::Group {
        label: label.to_owned(),
        labels: instance.groups.iter().map(|group| group.label.clone()).collect(),
    })
}

/// A parameter that a continuous instance does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownName {
    /// No such word.
    #[error("expected alpha, supply, wtp, weight:LABEL, mass:LABEL, wtp:LABEL or constraint:NAME")]
    Word,
    /// No such side constraint.
    #[error("no constraint `{name}`; {}", if names.is_empty() { "there is none".to_owned() } else { format!("there is {}", names.join("; ")) })]
    Constraint {
        /// What was asked for.
        name: String,
        /// What there is.
        names: Vec<String>,
    },
    /// No such group.
    #[error("no group `{label}`; there is {}", labels.join(", "))]
    Group {
        /// What was asked for.
        label: String,
        /// What there is.
        labels: Vec<String>,
    },
}
