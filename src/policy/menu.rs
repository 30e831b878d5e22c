//! A menu for each group: everybody takes what is best for them.
//!
//! The file is a CSV. The columns between `group` and `payment` are levels of quality, and hold the chance of each:
//!
//! ```text
//! group,0.5,1,payment
//! low income,1/2,1/4,1
//! ```

use std::collections::BTreeMap;

use ironproof_curves::Between;
use ironproof_instance::finite::{Side, What};
use ironproof_name::Escaped;
use ironproof_number::rational::{self, Rational};

use super::envelope::{Choice, choices};
use super::objects::Objects;
use super::outcome::{Contract, GroupOutcome, Taken, chance_of};
use super::population::{DividedCell, Population};
use super::setting::Setting;
use super::sums::Sums;
use super::ties::{Switch, shares};

/// What each group is offered.
#[derive(Clone, Debug, PartialEq)]
pub struct Menu {
    /// The groups, in the order of the instance.
    pub groups: Vec<Vec<Offer>>,
}

/// A lottery over objects at a price.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The chance of each level, best first.
    pub chances: Vec<Rational>,
    /// The payment, whatever the lottery gives.
    pub payment: Rational,
}

/// Why a file is no menu.
#[derive(Debug, thiserror::Error)]
pub enum MenuError {
    /// It is no table.
    #[error("{0}")]
    Csv(#[from] csv::Error),
    /// The first line is not as it should be.
    #[error(
        "line 1: expected the columns `group`, a level of quality each, and `payment`; found `{0}`"
    )]
    Header(String),
    /// A column is no level.
    #[error("line 1: `{found}` is no level of quality of the instance; its levels are {known}")]
    Level {
        /// The title of the column.
        found: String,
        /// All levels.
        known: String,
    },
    /// Two columns are the same level.
    #[error("line 1: two columns for the level {0}")]
    LevelTwice(Rational),
    /// A label is no group.
    #[error("line {line}: no group `{found}`; the groups are {known}")]
    Group {
        /// The line.
        line: u64,
        /// The label.
        found: String,
        /// All labels.
        known: String,
    },
    /// A cell is no number.
    #[error("line {line}: `{found}` is no number; write a decimal or a fraction p/q")]
    Number {
        /// The line.
        line: u64,
        /// The cell.
        found: String,
    },
    /// A chance is negative, or they sum to more than one.
    #[error("line {line}: chances are not negative and sum to at most 1; these sum to {sum}")]
    Chances {
        /// The line.
        line: u64,
        /// What they sum to.
        sum: Rational,
    },
    /// Qualities change with the rank.
    #[error(
        "a menu gives the chance of each level, and the quality of this instance has no levels"
    )]
    NoLevels,
}

impl Menu {
    /// Reads a menu for the groups of an instance.
    ///
    /// # Errors
    /// [`MenuError`] names the line and the rule.
    pub fn read(text: &str, setting: &Setting<'_>) -> Result<Self, MenuError> {
        let levels = setting.objects.levels();
        if matches!(setting.objects, Objects::Graded(_)) {
            return Err(MenuError::NoLevels);
        }
        // The reader counts the lines of Windows one too low.
        let text = text.replace("\r\n", "\n");
        let mut reader =
            csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let titles = reader.headers()?.clone();
        let n = titles.len();
        if n < 3 || titles.get(0) != Some("group") || titles.get(n - 1) != Some("payment") {
            return Err(MenuError::Header(titles.iter().collect::<Vec<_>>().join(",")));
        }
        let mut columns: Vec<usize> = Vec::with_capacity(n - 2);
        for title in titles.iter().skip(1).take(n - 2) {
            let quality = rational::parse(title).ok();
            let place = levels.iter().position(|level| Some(&level.quality) == quality.as_ref());
            let Some(place) = place else {
                let known: Vec<String> = levels.iter().map(|l| l.quality.to_string()).collect();
                return Err(MenuError::Level { found: title.to_owned(), known: known.join(", ") });
            };
            if columns.contains(&place) {
                return Err(MenuError::LevelTwice(levels[place].quality.clone()));
            }
            columns.push(place);
        }
        let mut groups = vec![Vec::new(); setting.labels.len()];
        for record in reader.records() {
            let record = record?;
            let line = record.position().map_or(0, csv::Position::line);
            let label = record.get(0).unwrap_or_default();
            // Tables of this program have an apostrophe before what a spreadsheet would take for a formula.
            let bare = label.strip_prefix('\'').unwrap_or(label);
            let is = |known: &&str| *known == label || Escaped(known).to_string() == bare;
            let Some(g) = setting.labels.iter().position(|known| is(&&**known)) else {
                let (found, known) = (label.to_owned(), setting.labels.join(", "));
                return Err(MenuError::Group { line, found, known });
            };
            let number = |cell: &str| {
                rational::parse(cell)
                    .map_err(|_| MenuError::Number { line, found: cell.to_owned() })
            };
            let mut chances = vec![Rational::ZERO; levels.len()];
            let (mut sum, mut is_negative) = (Rational::ZERO, false);
            for (cell, level) in record.iter().skip(1).zip(&columns) {
                let chance = number(cell)?;
                is_negative |= chance < Rational::ZERO;
                sum += &chance;
                chances[*level] = chance;
            }
            if is_negative || sum > Rational::ONE {
                return Err(MenuError::Chances { line, sum });
            }
            let payment = number(record.get(n - 1).unwrap_or_default())?;
            groups[g].push(Offer { chances, payment });
        }
        Ok(Menu { groups })
    }
}

/// Agents of a group who are alike to the menu.
struct Block {
    group: usize,
    agents: Sums,
    /// Offers of the group; 0 is nothing.
    best: Vec<usize>,
}

/// What comes of a menu.
pub(crate) fn chosen(setting: &Setting<'_>, menu: &Menu) -> Result<Vec<GroupOutcome>, DividedCell> {
    let levels = setting.objects.levels();
    let nothing = Offer { chances: vec![Rational::ZERO; levels.len()], payment: Rational::ZERO };
    let offers: Vec<Vec<Offer>> = menu
        .groups
        .iter()
        .map(|offers| std::iter::once(nothing.clone()).chain(offers.iter().cloned()).collect())
        .collect();
    let quality = |offer: &Offer| expected(setting, offer);
    let mut blocks = Vec::new();
    for (g, offers) in offers.iter().enumerate() {
        let lines: Vec<_> = offers.iter().map(|o| (quality(o), o.payment.clone())).collect();
        blocks.extend(blocks_of(&*setting.groups[g], g, &choices(&lines))?);
    }
    let assigned = assign(setting, &offers, &blocks);
    let mut groups = Vec::with_capacity(offers.len());
    for (g, offers) in offers.iter().enumerate() {
        let mut takers: BTreeMap<usize, Sums> = BTreeMap::new();
        for (block, shares) in blocks.iter().zip(&assigned).filter(|(block, _)| block.group == g) {
            for (offer, share) in
                block.best.iter().zip(shares).filter(|(_, share)| !share.is_zero())
            {
                let agents = block.agents.times(&Between::exactly(share.clone()));
                let sum = takers.remove(offer).unwrap_or_else(Sums::zero);
                takers.insert(*offer, sum.plus(&agents));
            }
        }
        let taken = takers.into_iter().filter(|(offer, _)| *offer > 0).map(|(offer, takers)| {
            Taken { contract: contract(setting, &offers[offer], quality(&offers[offer])), takers }
        });
        groups.push(GroupOutcome { taken: taken.collect() });
    }
    Ok(groups)
}

fn contract(setting: &Setting<'_>, offer: &Offer, quality: Rational) -> Contract {
    let levels = setting.objects.levels().iter().zip(&offer.chances);
    let positive = levels.filter(|(level, _)| !level.quality.is_zero());
    let served = positive.fold(Rational::ZERO, |sum, (_, chance)| sum + chance);
    let chances: Vec<Between> = offer.chances.iter().cloned().map(Between::exactly).collect();
    Contract {
        cost: setting.objects.expected_cost(&chances),
        chances,
        served: Between::exactly(served),
        quality: Between::exactly(quality),
        payment: Between::exactly(offer.payment.clone()),
    }
}

fn blocks_of(
    population: &dyn Population,
    group: usize,
    choices: &[Choice],
) -> Result<Vec<Block>, DividedCell> {
    let mut blocks = Vec::new();
    for (k, choice) in choices.iter().enumerate() {
        let agents = if choice.is_point {
            population.above(&choice.from, true)?.without(&population.above(&choice.from, false)?)
        } else {
            let all = population.above(&choice.from, false)?;
            match choices.get(k + 1) {
                Some(next) => all.without(&population.above(&next.from, true)?),
                None => all,
            }
        };
        if !agents.mass.is_zero() {
            blocks.push(Block { group, agents, best: choice.best.clone() });
        }
    }
    Ok(blocks)
}

/// The share of each block that takes each of its best offers: where it matters, what is best for the designer.
fn assign(setting: &Setting<'_>, offers: &[Vec<Offer>], blocks: &[Block]) -> Vec<Vec<Rational>> {
    let taken = |block: &Block, offer: usize| {
        let offer = &offers[block.group][offer];
        let contract = contract(setting, offer, expected(setting, offer));
        of_block(setting, block, &Taken { contract, takers: block.agents.clone() })
    };
    let levels = setting.objects.levels().iter().map(|level| level.to.clone());
    let bounds = setting.sides.iter().map(|side| signed(side, side.bound.number().clone()));
    let mut left: Vec<Rational> = levels.chain(bounds).collect();
    let mut switches = Vec::new();
    let mut n_kinds = 0;
    for block in blocks {
        let (first, value) = taken(block, block.best[0]);
        for (left, used) in left.iter_mut().zip(&first) {
            *left -= used;
        }
        for &offer in &block.best[1..] {
            let (uses, other) = taken(block, offer);
            let uses = uses.iter().zip(&first).map(|(other, first)| other - first).collect();
            switches.push(Switch { kind: n_kinds, uses, gain: other - &value });
        }
        n_kinds += usize::from(block.best.len() > 1);
    }
    let mut found = shares(&switches, n_kinds, &left).into_iter();
    blocks
        .iter()
        .map(|block| {
            let others: Vec<Rational> = found.by_ref().take(block.best.len() - 1).collect();
            let first = others.iter().fold(Rational::ONE, |rest, share| rest - share);
            std::iter::once(first).chain(others).collect()
        })
        .collect()
}

/// A side row as one that says "at most".
fn signed(side: &Side, sum: Rational) -> Rational {
    if side.bound.is_least() { -sum } else { sum }
}

/// What a block uses of each row if it has a contract, and what that is worth.
fn of_block(setting: &Setting<'_>, block: &Block, taken: &Taken) -> (Vec<Rational>, Rational) {
    let mass = taken.takers.mass.middle();
    let outcome = GroupOutcome { taken: vec![taken.clone()] };
    let totals = outcome.totals(&setting.alpha);
    let chances = &taken.contract.chances;
    let levels = (0..chances.len()).map(|j| {
        let chance = chances[..=j].iter().fold(Rational::ZERO, |sum, c| sum + c.middle());
        chance * &mass
    });
    let sides = setting.sides.iter().map(|side| {
        let sum = match side.what {
            _ if !side.groups.contains(&block.group) => Rational::ZERO,
            What::Revenue => totals.revenue.middle(),
            What::Utility => totals.utility.middle(),
            What::Quality => totals.quality.middle(),
            What::Served(level) => chance_of(setting, chances, level).middle() * &mass,
        };
        signed(side, sum)
    });
    (levels.chain(sides).collect(), totals.value.middle())
}

/// The expected quality of an offer.
fn expected(setting: &Setting<'_>, offer: &Offer) -> Rational {
    let terms = offer.chances.iter().zip(setting.objects.levels());
    terms.fold(Rational::ZERO, |sum, (chance, level)| sum + chance * &level.quality)
}
