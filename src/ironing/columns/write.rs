//! Column files from an instance in memory, and the mechanism as a column.

use std::fmt::Write as _;
use std::io::{self, Write};

use ironproof_number::{IBig, UBig};

use super::contract::Contract;
use super::header::Column;
use super::{parquet_file, sums};
use ironproof_instance::finite::{FiniteInstance, Group, Type, Wider, Wtp};
use ironproof_number::rational::Rational;
use ironproof_number::scale::{common_denominator, to_integer};

/// How columns are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One file per column: integers, little-endian.
    Binary,
    /// One file per group.
    Parquet,
}

/// An instance as a header and column files.
#[derive(Clone, Debug)]
pub struct Written {
    /// The text of `NAME.columns.json`.
    pub header: String,
    /// What it names.
    pub files: Vec<ColumnFile>,
}

/// One file of columns.
#[derive(Clone, Debug)]
pub struct ColumnFile {
    /// Its name, beside the header.
    pub name: String,
    format: Format,
    columns: Vec<(Column, Vec<i64>)>,
}

/// Why an instance cannot be written as columns.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Column files have points only.
    #[error("group `{0}` has cells; column files take points (`--method types`)")]
    Cells(String),
    /// Column files have no place for data of the wider model.
    #[error("{0}")]
    Wider(#[from] Wider),
    /// Over its unit, a number is no 64-bit integer.
    #[error("group `{0}`: over their common denominator, the numbers do not fit 64 bits")]
    TooLarge(String),
}

/// The columns of an instance of points.
///
/// # Errors
/// [`Unfit`] if a group has cells, numbers that do not fit 64 bits, or data of the wider model.
pub fn from_finite(instance: &FiniteInstance, format: Format) -> Result<Written, Unfit> {
    instance.plain()?;
    let types = || instance.groups.iter().flat_map(|group| &group.types);
    let wtp_unit = common_denominator(types().map(Type::low));
    let weight_unit = common_denominator(types().map(|ty| &ty.weight));
    let mut files = Vec::new();
    let mut groups = Vec::new();
    for (g, group) in instance.groups.iter().enumerate() {
        let columns = columns(group, &wtp_unit, &weight_unit)?;
        let sum = |k: usize| sums::text(sums::of(&columns[k].1));
        let sums = serde_json::json!({ "wtp": sum(0), "prob": sum(1), "weight": sum(2) });
        let stem = format!("{}.{}", instance.name, g + 1);
        let places = match format {
            Format::Parquet => {
                let name = format!("{stem}.parquet");
                let n_types = group.types.len();
                let places =
                    serde_json::json!({ "count": n_types, "parquet": name, "crc32": sums });
                files.push(ColumnFile { name, format, columns });
                places
            }
            Format::Binary => {
                let mut places = serde_json::json!({ "count": group.types.len() });
                for (column, values) in columns {
                    let name = format!("{stem}.{}.i64", column.name());
                    places[column.name()] = name.clone().into();
                    files.push(ColumnFile { name, format, columns: vec![(column, values)] });
                }
                places["crc32"] = sums;
                places
            }
        };
        let (label, mass) = (serde_json::Value::from(&*group.label), &group.mass);
        groups.push(format!("  {{\"label\": {label}, \"mass\": \"{mass}\", \"types\": {places}}}"));
    }
    Ok(Written { header: header(instance, &wtp_unit, &weight_unit, &groups), files })
}

fn header(
    instance: &FiniteInstance,
    wtp_unit: &UBig,
    weight_unit: &UBig,
    groups: &[String],
) -> String {
    let name = serde_json::Value::from(&*instance.name);
    let unit = |denominator: &UBig| Rational::from_parts(IBig::ONE, denominator.clone());
    let quality: Vec<String> = instance
        .quality
        .iter()
        .zip(instance.objects())
        .map(|(level, mass)| format!("  {{\"level\": \"{}\", \"mass\": \"{mass}\"}}", level.level))
        .collect();
    let mut text = format!(
        "{{\"name\": {name},\n \"alpha\": \"{}\",\n \"units\": {{\"wtp\": \"{}\", \"weight\": \"{}\"}},\n \"groups\": [\n{}\n ],\n \"quality\": [\n{}\n ]",
        instance.alpha,
        unit(wtp_unit),
        unit(weight_unit),
        groups.join(",\n"),
        quality.join(",\n"),
    );
    if let Some(optimum) = &instance.optimum {
        let _ = write!(text, ",\n \"optimum\": \"{optimum}\"");
    }
    sums::sealed(&text)
}

fn columns(
    group: &Group,
    wtp_unit: &UBig,
    weight_unit: &UBig,
) -> Result<Vec<(Column, Vec<i64>)>, Unfit> {
    if group.types.iter().any(|ty| matches!(ty.wtp, Wtp::Cell { .. })) {
        return Err(Unfit::Cells(group.label.clone()));
    }
    let prob_unit = common_denominator(group.types.iter().map(|ty| &ty.prob));
    Column::ALL
        .into_iter()
        .map(|column| {
            let integers = group.types.iter().map(|ty| match column {
                Column::Wtp => to_integer(ty.low(), wtp_unit),
                Column::Prob => to_integer(&ty.prob, &prob_unit),
                Column::Weight => to_integer(&ty.weight, weight_unit),
            });
            let words: Result<Vec<i64>, _> = integers.map(i64::try_from).collect();
            Ok((column, words.map_err(|_| Unfit::TooLarge(group.label.clone()))?))
        })
        .collect()
}

impl ColumnFile {
    /// Writes the file.
    ///
    /// # Errors
    /// The error of the writer.
    pub fn write(&self, out: &mut (dyn Write + Send)) -> io::Result<()> {
        match self.format {
            Format::Binary => self
                .columns
                .iter()
                .flat_map(|(_, values)| values)
                .try_for_each(|value| out.write_all(&value.to_le_bytes())),
            Format::Parquet => {
                let names: Vec<&str> =
                    self.columns.iter().map(|(column, _)| column.name()).collect();
                let n_rows = self.columns.first().map_or(0, |(_, values)| values.len());
                parquet_file::write(out, &names, n_rows, &mut |column, rows, into| {
                    into.extend_from_slice(&self.columns[column].1[rows]);
                })
            }
        }
    }
}

/// Per type, the place of its contract, from 0: unsigned 32-bit integers, little-endian, or the Parquet column `item`.
///
/// # Errors
/// The error of the writer.
pub fn write_items(
    out: &mut (dyn Write + Send),
    format: Format,
    contracts: &[Contract],
) -> io::Result<()> {
    let n_types = contracts.last().map_or(0, |contract| contract.item.last + 1);
    match format {
        Format::Binary => {
            for (place, contract) in (0_u32..).zip(contracts) {
                let bytes = place.to_le_bytes();
                for _ in contract.item.first..=contract.item.last {
                    out.write_all(&bytes)?;
                }
            }
            Ok(())
        }
        Format::Parquet => parquet_file::write(out, &["item"], n_types, &mut |_, rows, into| {
            let mut place = contracts.partition_point(|contract| contract.item.last < rows.start);
            for row in rows {
                place += usize::from(contracts[place].item.last < row);
                into.push(i64::try_from(place).unwrap_or(i64::MAX));
            }
        }),
    }
}
