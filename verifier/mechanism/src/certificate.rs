//! The certificate of `docs/formats.md`: strict reader. Its writer shares the page, not the code.

use ironproof_numbers::{Checked, Expected, Failure, Fraction, Int, Lines, Read, ensure, index};

use crate::instance::Instance;

pub(crate) struct Certificate {
    pub(crate) value: Option<Fraction>, // none: no mechanism is feasible
    pub(crate) prices: Vec<Fraction>,   // pi_1 .. pi_M
    pub(crate) sides: Vec<Fraction>,    // eta_1 .. eta_S
    pub(crate) groups: Vec<Group>,
}

pub(crate) struct Group {
    pub(crate) items: Vec<Item>,
    pub(crate) listed: Vec<Vec<Fraction>>, // D_k, P_k and M_k of all types, or nothing, and then
    pub(crate) pools: Vec<(usize, usize)>, // pools `first..=last`, in order, from which they follow
    pub(crate) sums: Vec<Fraction>, // or, for columns, the sums of f_k, f_k lambda_k, f_k r_k
}

/// The contract of the types `first..=last`, which count from 0.
pub(crate) struct Item {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) transfer: Fraction,
    pub(crate) lottery: Vec<(usize, Fraction)>, // increasing levels from 0, positive chances
}

/// The certificate that is the text, for groups of the instance or of so many types in columns.
pub(crate) fn read(text: &str, instance: &Instance, columns: &[usize]) -> Checked<Certificate> {
    let mut lines = Lines::new(text, 0)?;
    let read = certificate(&mut lines, instance, columns);
    read.map_err(|expected| Failure::Malformed(lines.number, expected))
}

fn certificate(lines: &mut Lines<'_>, instance: &Instance, columns: &[usize]) -> Read<Certificate> {
    let head = lines.after("")?;
    let is_of_model = head.starts_with("ironproof-lp-certificate");
    ensure(!is_of_model, "a certificate of an instance; this one is of a model (*.mps)")?;
    ensure(head == "ironproof-certificate 1", "ironproof-certificate 1")?;
    let is_infeasible = lines.peek() == "infeasible";
    let line = lines.after(if is_infeasible { "" } else { "value " })?;
    let value = Fraction::parse(line).filter(|_| !is_infeasible && !line.contains('x'));
    ensure(value.is_some() || is_infeasible, "a number")?;
    let prices = numbers(lines, "supply", instance.levels.len());
    let prices = prices.map_err(|_| "supply and a number per level of this instance")?;
    let mut sides = Vec::new();
    if !instance.sides.is_empty() {
        sides = numbers(lines, "sides", instance.sides.len())?;
    }
    let mut groups = Vec::new();
    let in_memory = instance.groups.iter().map(|group| (group.masses.len(), false));
    for (n_types, is_column) in in_memory.chain(columns.iter().map(|n| (*n, true))) {
        ensure(index(lines.after("group ")?) == Some(groups.len() + 1), "the groups in order")?;
        let n_items = value.as_ref().map_or(0, |_| n_types); // so many at most
        groups.push(group(lines, [n_types, n_items, prices.len()], is_column)?);
    }
    lines.end()?;
    Ok(Certificate { value, prices, sides, groups })
}

fn group(lines: &mut Lines<'_>, n: [usize; 3], is_column: bool) -> Read<Group> {
    let [n_types, n_items, n_levels] = n;
    let (mut items, mut listed, mut pools) = (Vec::new(), Vec::new(), Vec::new());
    let mut before = 0;
    while before < n_items {
        let item = item(lines.after("item ")?, before, n_types, n_levels)?;
        before = item.last + 1;
        items.push(item);
    }
    if is_column {
        return Ok(Group { items, listed, pools, sums: numbers(lines, "implied", 3)? });
    }
    if !lines.peek().starts_with("tight") {
        for k in 0..n_types {
            let dual = numbers(lines, "dual", 3)?;
            let is_down_only = dual[1..].iter().all(|number| number.numerator == Int::ZERO);
            ensure(0 < k || is_down_only, "0 for up and flat of type 1")?;
            listed.push(dual);
        }
        return Ok(Group { items, listed, pools, sums: Vec::new() });
    }
    numbers(lines, "tight", 0)?;
    before = 0;
    while lines.peek().starts_with("pool ") {
        let (first, last) = lines.after("pool ")?.split_once(' ').ok_or("two types")?;
        let first = index(first).ok_or("a first type")?;
        let last = index(last).ok_or("a last type")?;
        ensure(before < first && first < last, "pools of two types or more, in order")?;
        ensure(last <= n_types, "types of the group")?;
        before = last;
        pools.push((first - 1, last - 1));
    }
    Ok(Group { items, listed, pools, sums: Vec::new() })
}

/// The item whose first type is `first`, counted from 0.
fn item(text: &str, first: usize, n_types: usize, n_levels: usize) -> Read<Item> {
    let mut words = text.split(' ');
    ensure(words.next().and_then(index) == Some(first + 1), "the types in order")?;
    let last = words.next().and_then(index).ok_or("a last type")?;
    ensure(first < last && last <= n_types, "a last type between the first and the end")?;
    let transfer = number(words.next().unwrap_or_default())?;
    let (mut lottery, mut before) = (Vec::new(), 0);
    for word in words {
        let (level, chance) = word.split_once(':').ok_or("`level:chance`")?;
        let level = index(level).ok_or("a level")?;
        ensure(before < level && level <= n_levels, "increasing levels of the instance")?;
        before = level;
        let chance = number(chance)?;
        ensure(Int::ZERO < chance.numerator, "a positive chance")?;
        lottery.push((level - 1, chance));
    }
    Ok(Item { first, last: last - 1, transfer, lottery })
}

/// A line of a keyword and so many numbers.
fn numbers(lines: &mut Lines<'_>, keyword: Expected, n: usize) -> Read<Vec<Fraction>> {
    let mut words = lines.after(keyword)?.split(' ');
    ensure(words.next() == Some(""), "a space after the keyword")?;
    let mut next = || number(words.next().ok_or("a number after a space")?);
    let numbers = (0..n).map(|_| next()).collect::<Read<_>>()?;
    ensure(words.next().is_none(), "the end of the line")?;
    Ok(numbers)
}

/// digits [ "/" digits ]
fn number(text: &str) -> Read<Fraction> {
    Fraction::parse(text).filter(|_| !text.contains(['-', 'x'])).ok_or("a number")
}
