//! Types that do not fit in memory: the exact optimum from column files, in two passes over them.
//!
//! ```text
//! sums          CRC-32 of columns and headers
//! header        a finite instance whose types are columns in other files
//! parquet_file  columns of Parquet files
//! read          columns, a chunk at a time
//! scan          first pass: rules, sums, bounds
//! stack         blocks on a stack that continues in a scratch file
//! iron          second pass: virtual values and blocks
//! hand_out      quality to the best blocks of all groups
//! contract      who gets what at which price, and the value
//! certificate   the same as text for the checker
//! budget        how memory is shared out
//! write         the same files from an instance in memory, and the mechanism as a column
//! ```
//!
//! Columns are integers, all sums are exact in 128 bits by bounds that the first pass checks, and comparisons of
//! ironed values are exact in 256. Points only.

mod sums;
mod header;
#[cfg_attr(not(feature = "parquet"), path = "parquet_absent.rs")]
mod parquet_file;
mod read;
mod stack;
mod scan;
mod iron;
mod hand_out;
mod contract;
mod certificate;
mod budget;
mod write;

use std::fs::File;
use std::path::PathBuf;

use ironproof_number::IBig;

pub use self::budget::{BudgetError, Limits};
pub use self::certificate::write_certificate;
pub use self::contract::Contract;
pub use self::header::{Column, Files, Group, Instance, open};
pub use self::write::{Format, Unfit, Written, from_finite, write_items};
use crate::{Segment, extend_segments};
use ironproof_instance::finite;
use ironproof_instance::finite::Rule;
use ironproof_number::rational::Rational;
use ironproof_number::scale::{common_denominator, to_integer};

/// Is told how many types were read; each type is read twice.
pub type Progress<'a> = &'a dyn Fn(u64);

/// The exact optimum.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// The optimal value.
    pub value: Rational,
    /// pi_j, the multipliers of SUPPLY(j).
    pub supply: Vec<Rational>,
    /// One entry per group.
    pub groups: Vec<GroupSolution>,
}

/// What a group gets.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupSolution {
    /// Its contracts, lowest types first.
    pub contracts: Vec<Contract>,
    /// The number of blocks: intervals of types with one ironed virtual value.
    pub n_blocks: u64,
    /// Of the columns: the sum of `prob`, and the sums of `prob` times `weight` and times `wtp`.
    pub sums: [i128; 3],
}

impl GroupSolution {
    /// The same in words, from the lowest types to the highest.
    pub fn segments(&self) -> Vec<Segment> {
        let mut segments = Vec::new();
        let starts_at_zero = self.contracts.first().is_some_and(|lowest| lowest.wtp.0.is_zero());
        for Contract { item, kind, share, .. } in &self.contracts {
            extend_segments(&mut segments, *kind, item, share.clone(), starts_at_zero);
        }
        segments
    }

    /// Willingness to pay at the ends of a segment.
    pub fn wtp_of(&self, segment: &Segment) -> (&Rational, &Rational) {
        let contract = |place: usize| {
            &self.contracts[self.contracts.partition_point(|contract| contract.item.last < place)]
        };
        (&contract(segment.first).wtp.0, &contract(segment.last).wtp.1)
    }
}

/// Why column files cannot be used or solved.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file cannot be read.
    #[error("{}: {error}", path.display())]
    #[expect(missing_docs, reason = "the message says it")]
    Read { path: PathBuf, error: std::io::Error },
    /// The header breaks a rule.
    #[error("{}: {error}", path.display())]
    #[expect(missing_docs, reason = "the message says it")]
    Header { path: PathBuf, error: finite::ReadError },
    /// A binary column is truncated or too long.
    #[error("{}: {found} bytes; {n_types} types take 8 bytes each", path.display())]
    #[expect(missing_docs, reason = "the message says it")]
    Length { path: PathBuf, found: u64, n_types: u64 },
    /// A Parquet file has another number of rows than the header says.
    #[error("{}: {found} rows for {n_types} types", path.display())]
    #[expect(missing_docs, reason = "the message says it")]
    Rows { path: PathBuf, found: i64, n_types: u64 },
    /// A Parquet file has no such column, or one of another type.
    #[error("{}: column `{column}`: expected INT64 without nulls or scale, {found}", path.display())]
    #[expect(missing_docs, reason = "the message says it")]
    Column { path: PathBuf, column: &'static str, found: String },
    /// A Parquet file is damaged or uses what is not supported.
    #[error("{}: {reason}", path.display())]
    #[expect(missing_docs, reason = "the message says it")]
    Parquet { path: PathBuf, reason: String },
    /// A column is not what the header says that was written.
    #[error(
        "{}: column `{column}`: damaged: its CRC-32 is {found}, and {expected} in the header; fetch or make the file again",
        path.display()
    )]
    #[expect(missing_docs, reason = "the message says it")]
    Damaged { path: PathBuf, column: &'static str, found: String, expected: String },
    /// A header is not what was written.
    #[error(
        "{}: damaged: the header is not what its key `crc32` says; fetch or make it again, or leave that key out if it \
         was changed on purpose",
        .0.display()
    )]
    DamagedHeader(PathBuf),
    /// A type breaks a rule; places count from 1.
    #[error("{}: {column} of type {place}: {rule}", path.display())]
    #[expect(missing_docs, reason = "the message says it")]
    Type { path: PathBuf, column: &'static str, place: u64, rule: Rule },
    /// alpha over the unit of weights is no fraction of 64-bit integers.
    #[error("alpha over the unit of weights is not a fraction of 64-bit integers")]
    Alpha,
    /// Sums of virtual values might not fit 126 bits.
    #[error(
        "group `{label}`: the integers are too large: sums of virtual values could leave 126 bits"
    )]
    #[expect(missing_docs, reason = "the message says it")]
    TooLarge { label: String },
    /// The second pass read something else than the first.
    #[error("group `{label}`: the columns changed while they were read")]
    #[expect(missing_docs, reason = "the message says it")]
    Changed { label: String },
    /// The scratch file failed.
    #[error("scratch file: {0}")]
    Scratch(std::io::Error),
}

/// The exact optimum, with blocks in an empty scratch file.
///
/// # Errors
/// [`Error`] if a file cannot be read or written, or if the types in it break a rule.
pub fn solve(
    instance: &Instance,
    limits: &Limits,
    scratch: &File,
    progress: Progress<'_>,
) -> Result<Solution, Error> {
    let scale = scan::Scale::of(instance)?;
    // All groups are checked before the first is ironed.
    let totals = instance
        .groups
        .iter()
        .map(|group| scan::scan(group, &scale, limits.chunk, progress))
        .collect::<Result<Vec<_>, _>>()?;
    let mut stacks = Vec::with_capacity(instance.groups.len());
    let mut start = 0;
    for (group, totals) in instance.groups.iter().zip(&totals) {
        let mut stack = stack::Stack::new(scratch, start, limits.window);
        iron::iron(group, &scale, totals, &mut stack, limits.chunk, progress)?;
        let (closed, end) = stack.closed(limits.window_per_group).map_err(Error::Scratch)?;
        stacks.push(closed);
        start = end;
    }
    let n_blocks: Vec<u64> = stacks.iter().map(stack::Stack::len).collect();

    let per_prob: Vec<Rational> = instance
        .groups
        .iter()
        .zip(&totals)
        .map(|(group, totals)| &group.mass / Rational::from(totals.prob))
        .collect();
    // The header lets no level without limit through.
    let supply = instance.quality.iter().filter_map(|level| level.mass.as_ref());
    let mass_unit = common_denominator(per_prob.iter().chain(supply.clone()));
    let per_prob: Vec<IBig> = per_prob.iter().map(|mass| to_integer(mass, &mass_unit)).collect();
    let supply: Vec<IBig> = supply.map(|mass| to_integer(mass, &mass_unit)).collect();
    let handed_out = hand_out::hand_out(&mut stacks, &per_prob, &supply).map_err(Error::Scratch)?;
    let sales = handed_out.sales;

    let mass_unit = Rational::from(mass_unit);
    let value = contract::value(instance, &scale, &mass_unit, &sales);
    let supply = contract::supply_prices(instance, &scale, &handed_out.marginal);
    let groups = (0..stacks.len())
        .map(|g| GroupSolution {
            contracts: contract::contracts(
                instance,
                &instance.groups[g],
                &totals[g],
                &per_prob[g],
                &sales[g],
            ),
            n_blocks: n_blocks[g],
            sums: totals[g].sums(),
        })
        .collect();
    Ok(Solution { value, supply, groups })
}
