//! The document: instance and groups.

use std::collections::HashSet;
use std::path::Path;

use super::note::Note;
use super::overlay::Sign;
use super::read_error::{ReadError, Rule};
use super::reader::{self, Document, Node, Table};
use super::{
    ContinuousGroup, ContinuousInstance, Optimum, constraint, external, quality, weight, wtp,
};
use ironproof_name as name;
use ironproof_number::rational::Rational;
use ironproof_number::scale;

/// Reads one instance. Files that it names, such as tables, are looked for in `file_dir`.
///
/// # Errors
/// [`ReadError`] if the text is not TOML of the documented shape, breaks a rule of an instance, or
/// names a file that cannot be read. It names the place.
pub fn read(text: &str, file_dir: &Path) -> Result<ContinuousInstance, ReadError> {
    let table = reader::parse(text)?;
    let document = Document { text, dir: file_dir };
    instance(&Table::root(&document, &table))
}

fn instance(table: &Table<'_>) -> Result<ContinuousInstance, ReadError> {
    table.only(&["name", "title", "unit", "alpha", "quality", "group", "constraint", "optimum"])?;
    let name_node = table.require("name")?;
    let name = name_node.text()?;
    if !name::is_usable(&name) {
        return Err(name_node.fail(Rule::Name));
    }
    let title = table.get("title").map(|node| node.text()).transpose()?;
    let unit = table.get("unit").map(|node| node.text()).transpose()?;
    let alpha = table.require("alpha")?.nonnegative()?;
    let quality_table = table.require("quality")?.table()?;
    let mut notes = Vec::new();
    let mut labels = HashSet::new();
    let mut groups = Vec::new();
    for node in table.require("group")?.list()? {
        let entry = node.table()?;
        let group = group(&entry, &mut notes)?;
        if !labels.insert(group.label.clone()) {
            return Err(entry.require("label")?.fail(Rule::DuplicateLabel(group.label)));
        }
        groups.push(group);
    }
    let everybody = scale::sum(groups.iter().map(|group: &ContinuousGroup| &group.mass));
    let quality = quality::read(&quality_table, &everybody)?;
    let mut sides = Vec::new();
    if let Some(list) = table.get("constraint") {
        for node in list.list()? {
            let side = constraint::read(&node.table()?, &groups, &quality, &sides)?;
            sides.push(side);
        }
    }
    let optimum = table.get("optimum").map(|node| optimum(&node)).transpose()?;
    Ok(ContinuousInstance {
        title: title.unwrap_or_else(|| name.clone()),
        name,
        unit,
        alpha,
        quality,
        groups,
        sides,
        optimum,
        notes,
    })
}

fn group(table: &Table<'_>, notes: &mut Vec<Note>) -> Result<ContinuousGroup, ReadError> {
    table.only(&["label", "mass", "wtp", "weight", "external"])?;
    let label = table.require("label")?.text()?;
    let mass = table.require("mass")?.positive()?;
    let wtp = wtp::read(&table.require("wtp")?.table()?)?;
    let kept: Rational = Rational::ONE - wtp.dropped();
    notes.extend(wtp.cuts.iter().map(|cut| cut.note(&label, &mass)));
    let weight = weight::read(&table.require("weight")?.table()?, &wtp, Sign::NotNegative)?;
    let mut rounded = weight.rounded_breakpoints;
    let mut pieces = weight.pieces;
    if let Some(node) = table.get("external") {
        let laid = weight::read(&node.table()?, &wtp, Sign::Any)?;
        pieces = external::lay(pieces, &laid).map_err(|rule| node.fail(rule))?;
        rounded.extend(laid.rounded_breakpoints);
    }
    notes.extend(rounded.into_iter().map(|wtp| Note::RoundedBreakpoint {
        label: label.clone(),
        wtp,
        digits: super::BREAKPOINT_DIGITS,
    }));
    Ok(ContinuousGroup { label, mass: mass * kept, pieces, joint: weight.joint })
}

fn optimum(node: &Node<'_>) -> Result<Optimum, ReadError> {
    if !node.is_table() {
        return node.number().map(Optimum::Exact);
    }
    let table = node.table()?;
    table.only(&["low", "high"])?;
    let (low, high) = (table.number("low")?, table.number("high")?);
    if high < low {
        return Err(table.fail(Rule::Above("low", "high")));
    }
    Ok(Optimum::Between { low, high })
}
