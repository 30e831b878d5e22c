//! The certificate of a mechanism, `docs/formats.md`: text to numbers, and numbers to text.

use std::fmt::Write;

use num_rational::BigRational;
use num_traits::Zero;

use crate::instance::Instance;
use crate::number::{fraction, index, unsigned};
use crate::refusal::{Refusal, grammar};

/// A menu, multipliers and the value that they are said to prove.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The claimed optimum; none if no mechanism is said to be feasible.
    pub value: Option<BigRational>,
    /// `pi_1 .. pi_M`
    pub prices: Vec<BigRational>,
    /// `eta_1 .. eta_S`
    pub sides: Vec<BigRational>,
    /// One block per group of the instance.
    pub groups: Vec<Block>,
}

/// What a certificate says about one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The menu.
    pub items: Vec<Item>,
    /// The multipliers of the rows between the types.
    pub multipliers: Multipliers,
}

/// One contract, for the types `first..=last`, which count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The first type.
    pub first: usize,
    /// The last type.
    pub last: usize,
    /// What each of them pays.
    pub transfer: BigRational,
    /// Levels, counted from 1, and their chances.
    pub lottery: Vec<(usize, BigRational)>,
}

/// D, P and M of all types, or how to compute them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Multipliers {
    /// `D_k`, `P_k`, `M_k`.
    Listed(Vec<[BigRational; 3]>),
    /// Pools of types, from first to last, which count from 1.
    Tight(Vec<(usize, usize)>),
    /// Those that follow from menu and prices, of types in column files.
    Implied,
}

impl Certificate {
    /// The certificate for this instance that the text is.
    pub fn read(text: &str, instance: &Instance) -> Result<Certificate, Refusal> {
        let body = text.strip_suffix('\n').ok_or(Refusal::Grammar("a line end at the end"))?;
        let lines: Vec<Vec<&str>> =
            body.split('\n').map(|line| line.split(' ').collect()).collect();
        let mut lines = Lines { lines, next: 0 };
        grammar(lines.next()? == ["ironproof-certificate", "1"], "ironproof-certificate 1")?;
        let value = if lines.comes("infeasible") {
            grammar(lines.keyword("infeasible")?.is_empty(), "infeasible alone")?;
            None
        } else {
            let words = lines.keyword("value")?;
            grammar(words.len() == 1, "one value")?;
            Some(fraction(words[0]).ok_or(Refusal::Grammar("a number"))?)
        };
        let prices = numbers(&lines.keyword("supply")?, instance.levels.len())?;
        let sides = if instance.sides.is_empty() {
            Vec::new()
        } else {
            numbers(&lines.keyword("sides")?, instance.sides.len())?
        };
        let mut groups = Vec::new();
        for (i, group) in instance.groups.iter().enumerate() {
            let words = lines.keyword("group")?;
            grammar(words.len() == 1 && index(words[0]) == Some(i + 1), "the groups in order")?;
            let items = if value.is_some() {
                items(&mut lines, group.types.len(), instance.levels.len())?
            } else {
                Vec::new()
            };
            groups.push(Block { items, multipliers: multipliers(&mut lines, group.types.len())? });
        }
        grammar(lines.next()? == ["end"], "end")?;
        grammar(lines.next == lines.lines.len(), "nothing after end")?;
        Ok(Certificate { value, prices, sides, groups })
    }

    /// The text of the certificate.
    pub fn write(&self) -> String {
        let claim = match &self.value {
            Some(value) => format!("value {value}"),
            None => "infeasible".to_string(),
        };
        let mut text = format!("ironproof-certificate 1\n{claim}\nsupply");
        for price in &self.prices {
            let _ = write!(text, " {price}");
        }
        text.push('\n');
        if !self.sides.is_empty() {
            text.push_str("sides");
            for price in &self.sides {
                let _ = write!(text, " {price}");
            }
            text.push('\n');
        }
        for (i, block) in self.groups.iter().enumerate() {
            let _ = writeln!(text, "group {}", i + 1);
            for Item { first, last, transfer, lottery } in &block.items {
                let _ = write!(text, "item {first} {last} {transfer}");
                for (level, chance) in lottery {
                    let _ = write!(text, " {level}:{chance}");
                }
                text.push('\n');
            }
            match &block.multipliers {
                Multipliers::Listed(listed) => {
                    for [down, up, flat] in listed {
                        let _ = writeln!(text, "dual {down} {up} {flat}");
                    }
                }
                Multipliers::Tight(pools) => {
                    text.push_str("tight\n");
                    for (first, last) in pools {
                        let _ = writeln!(text, "pool {first} {last}");
                    }
                }
                Multipliers::Implied => text.push_str("implied\n"),
            }
        }
        text.push_str("end\n");
        text
    }
}

fn items(lines: &mut Lines<'_>, n_types: usize, n_levels: usize) -> Result<Vec<Item>, Refusal> {
    let mut items: Vec<Item> = Vec::new();
    while items.last().map_or(0, |item| item.last) < n_types {
        let item = item(&lines.keyword("item")?)?;
        let first = items.last().map_or(0, |item| item.last) + 1;
        grammar(item.first == first, "the types in order")?;
        grammar(item.first <= item.last && item.last <= n_types, "types of the group")?;
        let is_increasing = item.lottery.windows(2).all(|pair| pair[0].0 < pair[1].0);
        grammar(is_increasing, "increasing levels")?;
        grammar(
            item.lottery.iter().all(|(level, _)| *level <= n_levels),
            "levels of the instance",
        )?;
        items.push(item);
    }
    Ok(items)
}

fn multipliers(lines: &mut Lines<'_>, n_types: usize) -> Result<Multipliers, Refusal> {
    if lines.comes("implied") {
        grammar(lines.keyword("implied")?.is_empty(), "implied alone")?;
        return Ok(Multipliers::Implied);
    }
    if !lines.comes("tight") {
        let mut listed = Vec::new();
        for k in 1..=n_types {
            let numbers = numbers(&lines.keyword("dual")?, 3)?;
            let [down, up, flat] = [0, 1, 2].map(|at: usize| numbers[at].clone());
            grammar(k != 1 || (up.is_zero() && flat.is_zero()), "0 for up and flat of type 1")?;
            listed.push([down, up, flat]);
        }
        return Ok(Multipliers::Listed(listed));
    }
    grammar(lines.keyword("tight")?.is_empty(), "tight alone")?;
    let mut pools: Vec<(usize, usize)> = Vec::new();
    while lines.comes("pool") {
        let words = lines.keyword("pool")?;
        grammar(words.len() == 2, "two types")?;
        let ends = (index(words[0]), index(words[1]));
        let (Some(first), Some(last)) = ends else { return Err(Refusal::Grammar("two types")) };
        grammar(first < last && last <= n_types, "two types of the group or more")?;
        grammar(pools.last().is_none_or(|pool| pool.1 < first), "pools in order and apart")?;
        pools.push((first, last));
    }
    Ok(Multipliers::Tight(pools))
}

/// `first last transfer ( level ":" chance )*`
fn item(words: &[&str]) -> Result<Item, Refusal> {
    grammar(3 <= words.len(), "first, last and transfer")?;
    let first = index(words[0]).ok_or(Refusal::Grammar("a first type"))?;
    let last = index(words[1]).ok_or(Refusal::Grammar("a last type"))?;
    let transfer = unsigned(words[2]).ok_or(Refusal::Grammar("a transfer"))?;
    let mut lottery = Vec::new();
    for word in &words[3..] {
        let (level, chance) = word.split_once(':').ok_or(Refusal::Grammar("level:chance"))?;
        let level = index(level).ok_or(Refusal::Grammar("a level"))?;
        let chance = unsigned(chance).ok_or(Refusal::Grammar("a chance"))?;
        grammar(!chance.is_zero(), "a positive chance")?;
        lottery.push((level, chance));
    }
    Ok(Item { first, last, transfer, lottery })
}

/// As many unsigned numbers as asked for, and nothing else.
fn numbers(words: &[&str], n: usize) -> Result<Vec<BigRational>, Refusal> {
    grammar(words.len() == n, "as many numbers as the instance needs")?;
    words.iter().map(|word| unsigned(word).ok_or(Refusal::Grammar("a number"))).collect()
}

/// The lines of the text as words between single spaces.
struct Lines<'a> {
    lines: Vec<Vec<&'a str>>,
    next: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Result<Vec<&'a str>, Refusal> {
        let line = self.lines.get(self.next).cloned();
        self.next += 1;
        line.ok_or(Refusal::Grammar("a line"))
    }

    fn comes(&self, keyword: &str) -> bool {
        self.lines.get(self.next).is_some_and(|words| words[0] == keyword)
    }

    /// The words behind this keyword, which starts the next line.
    fn keyword(&mut self, keyword: &'static str) -> Result<Vec<&'a str>, Refusal> {
        let mut words = self.next()?;
        grammar(words.remove(0) == keyword, keyword)?;
        Ok(words)
    }
}
