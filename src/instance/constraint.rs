//! Side constraints of a document: `[[constraint]]`.

use super::finite::{Bound, Side, What};
use super::read_error::{ReadError, Rule};
use super::reader::Table;
use super::{ContinuousGroup, ContinuousInstance, Quality};
use ironproof_name as name;

/// Reads one constraint; `before`: those above it.
pub(super) fn read(
    table: &Table<'_>,
    groups: &[ContinuousGroup],
    quality: &Quality,
    before: &[Side],
) -> Result<Side, ReadError> {
    table.only(&["name", "what", "groups", "level", "at_least", "at_most"])?;
    let given = table.get("name").map(|node| node.text().map(|text| (node, text))).transpose()?;
    if let Some((node, text)) = &given {
        let is_taken = before.iter().any(|side| side.name.as_ref() == Some(text));
        if !name::is_label(text) || is_taken {
            return Err(node.fail(Rule::ConstraintName));
        }
    }
    let node = table.require("what")?;
    let what = match node.text()?.as_str() {
        "revenue" => What::Revenue,
        "utility" => What::Utility,
        "quality" => What::Quality,
        "served" => What::Served(level(table, quality)?),
        found => {
            let (what, found) = ("sum", found.to_owned());
            let known = "revenue, utility, quality, served";
            return Err(node.fail(Rule::UnknownWord { what, found, known }));
        }
    };
    if let (Some(node), false) = (table.get("level"), matches!(what, What::Served(_))) {
        return Err(node.fail(Rule::LevelWithoutServed));
    }
    let bound = match (table.get("at_least"), table.get("at_most")) {
        (Some(least), None) => Bound::AtLeast(least.number()?),
        (None, Some(most)) => Bound::AtMost(most.number()?),
        _ => return Err(table.fail(Rule::OneBound)),
    };
    let mut places = Vec::new();
    for node in table.require("groups")?.list()? {
        let label = node.text()?;
        let place = groups.iter().position(|group| group.label == label);
        let place = place.ok_or_else(|| node.fail(Rule::NoSuchGroup(label.clone())))?;
        if places.contains(&place) {
            return Err(node.fail(Rule::GroupTwice(label)));
        }
        places.push(place);
    }
    if places.is_empty() {
        return Err(table.require("groups")?.fail(Rule::EmptyList));
    }
    Ok(Side { name: given.map(|(_, text)| text), what, groups: places, bound })
}

/// The place of the level that counts as being served.
fn level(table: &Table<'_>, quality: &Quality) -> Result<usize, ReadError> {
    let node = table.require("level")?;
    let level = node.number()?;
    let is_level = |piece: &super::QualityPiece| piece.curve.as_constant().as_ref() == Some(&level);
    let place = quality.pieces.iter().position(is_level);
    place.ok_or_else(|| node.fail(Rule::NoSuchLevel))
}

impl ContinuousInstance {
    /// What a side constraint is called: its name, or what it is about, such as `revenue of low, high`.
    pub fn called(&self, side: &Side) -> String {
        let level = match side.what {
            What::Served(place) => self.quality.pieces.get(place),
            _ => None,
        };
        let level = level.and_then(|piece| piece.curve.as_constant());
        side.called(level.as_ref(), |g| &self.groups[g].label)
    }
}
