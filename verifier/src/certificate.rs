//! The certificate of `docs/formats.md`: strict reader. Its writer lives in the root package on
//! purpose: the two sides agree on the page, not on code.

use std::iter::Peekable;
use std::slice;
use std::str::Split;

use crate::fraction::Fraction;
use crate::instance::Instance;
use crate::json::{Expected, ensure};
use crate::number::{index, unsigned};
use crate::rejection::Rejection;

pub(crate) struct Certificate {
    pub(crate) value: Fraction,
    /// `pi_1 .. pi_M`.
    pub(crate) prices: Vec<Fraction>,
    pub(crate) groups: Vec<GroupCertificate>,
}

pub(crate) struct GroupCertificate {
    pub(crate) items: Vec<Item>,
    pub(crate) multipliers: Multipliers,
}

pub(crate) enum Multipliers {
    Listed(Listed),
    /// Those that follow from these pools, types `first..=last` that count from 0, in order.
    Tight(Vec<(usize, usize)>),
}

/// `D_k`, `P_k` and `M_k` of all types.
#[derive(Default)]
pub(crate) struct Listed {
    pub(crate) downs: Vec<Fraction>,
    pub(crate) ups: Vec<Fraction>,
    pub(crate) flats: Vec<Fraction>,
}

/// The contract of the types `first..=last`, which count from 0.
pub(crate) struct Item {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) transfer: Fraction,
    /// Levels, increasing and from 0 as in the instance, each with its positive chance.
    pub(crate) lottery: Vec<(usize, Fraction)>,
}

/// The certificate that the text holds for this instance, and nothing after it.
pub(crate) fn read(text: &str, instance: &Instance) -> Result<Certificate, Rejection> {
    let mut reader = Reader { lines: text.split('\n').peekable(), line: 0 };
    certificate(&mut reader, instance)
        .map_err(|expected| Rejection::Malformed(reader.line, expected))
}

fn certificate(reader: &mut Reader<'_>, instance: &Instance) -> Result<Certificate, Expected> {
    let n_levels = instance.levels.len();
    let is_of_model = reader.next_is("ironproof-lp-certificate");
    let head = reader.numbers("ironproof-certificate 1", &mut []);
    ensure(!is_of_model, "a certificate of an instance; this one is of a model (*.mps)")?;
    head?;
    let mut value = Fraction::ZERO;
    reader.numbers("value", slice::from_mut(&mut value))?;
    let mut prices = vec![Fraction::ZERO; n_levels];
    let supply = reader.numbers("supply", &mut prices);
    supply.map_err(|_| "supply and a number per level of this instance")?;
    let mut groups = Vec::with_capacity(instance.groups.len());
    for group in &instance.groups {
        ensure(index(reader.line("group ")?) == Some(groups.len() + 1), "the groups in order")?;
        let n_types = group.masses.len();
        let (mut items, mut n_covered) = (Vec::new(), 0);
        while n_covered < n_types {
            let item = item(reader.line("item ")?, n_covered, n_types, n_levels)?;
            n_covered = item.last + 1;
            items.push(item);
        }
        let multipliers = if reader.next_is("tight") {
            Multipliers::Tight(pools(reader, n_types)?)
        } else {
            Multipliers::Listed(listed(reader, n_types)?)
        };
        groups.push(GroupCertificate { items, multipliers });
    }
    reader.numbers("end", &mut [])?;
    reader.line += 1;
    let is_at_end = reader.lines.next() == Some("") && reader.lines.next().is_none();
    ensure(is_at_end, "a line end after `end`, and nothing more")?;
    Ok(Certificate { value, prices, groups })
}

/// The item whose first type is `first`, counted from 0.
fn item(text: &str, first: usize, n_types: usize, n_levels: usize) -> Result<Item, Expected> {
    let mut words = text.split(' ');
    ensure(words.next().and_then(index) == Some(first + 1), "the types in order")?;
    let last = words.next().and_then(index).ok_or("a last type")?;
    ensure(first < last && last <= n_types, "a last type between the first and the end")?;
    let transfer = words.next().and_then(unsigned).ok_or("a number")?;
    let mut lottery = Vec::new();
    let mut level_before = 0;
    for word in words {
        let (level, chance) = word.split_once(':').ok_or("`level:chance`")?;
        let level = index(level).ok_or("a level")?;
        ensure(level_before < level && level <= n_levels, "increasing levels of the instance")?;
        level_before = level;
        let chance = unsigned(chance).ok_or("a number")?;
        ensure(Fraction::ZERO < chance, "a positive chance")?;
        lottery.push((level - 1, chance));
    }
    Ok(Item { first, last: last - 1, transfer, lottery })
}

fn listed(reader: &mut Reader<'_>, n_types: usize) -> Result<Listed, Expected> {
    let mut listed = Listed::default();
    for k in 0..n_types {
        let mut numbers = [Fraction::ZERO, Fraction::ZERO, Fraction::ZERO];
        reader.numbers("dual", &mut numbers)?;
        let [down, up, flat] = numbers;
        let is_down_only = up == Fraction::ZERO && flat == Fraction::ZERO;
        ensure(0 < k || is_down_only, "0 for up and flat of type 1")?;
        listed.downs.push(down);
        listed.ups.push(up);
        listed.flats.push(flat);
    }
    Ok(listed)
}

fn pools(reader: &mut Reader<'_>, n_types: usize) -> Result<Vec<(usize, usize)>, Expected> {
    let (mut pools, mut n_passed) = (Vec::new(), 0);
    reader.numbers("tight", &mut [])?;
    while reader.next_is("pool ") {
        let (first, last) = reader.line("pool ")?.split_once(' ').ok_or("two types")?;
        let first = index(first).ok_or("a first type")?;
        let last = index(last).ok_or("a last type")?;
        ensure(n_passed < first && first < last, "pools of two types or more, in order")?;
        ensure(last <= n_types, "types of the group")?;
        n_passed = last;
        pools.push((first - 1, last - 1));
    }
    Ok(pools)
}

struct Reader<'a> {
    lines: Peekable<Split<'a, char>>,
    /// The line that was asked for last, counted from 1.
    line: usize,
}

impl<'a> Reader<'a> {
    fn next_is(&mut self, start: &str) -> bool {
        self.lines.peek().is_some_and(|line| line.starts_with(start))
    }

    /// What follows the keyword in the next line.
    fn line(&mut self, keyword: &'static str) -> Result<&'a str, Expected> {
        self.line += 1;
        self.lines.next().and_then(|line| line.strip_prefix(keyword)).ok_or(keyword.trim_end())
    }

    /// A line of a keyword and as many numbers as there is room for.
    fn numbers(&mut self, keyword: &'static str, room: &mut [Fraction]) -> Result<(), Expected> {
        let mut rest = self.line(keyword)?;
        for number in room {
            let words = rest.strip_prefix(' ').ok_or("a number after a space")?;
            let end = words.find(' ').unwrap_or(words.len());
            *number = unsigned(&words[..end]).ok_or("a number")?;
            rest = &words[end..];
        }
        ensure(rest.is_empty(), "the end of the line")
    }
}
