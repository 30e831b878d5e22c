//! The optimum as a menu that others can offer: numbers that are written down, and that hand out no more than there is.
//!
//! Where chances and payments are known as fractions, as those of a finite instance are, nothing is lost. Otherwise
//! they are known between two numbers. A menu of rounded numbers may be asked for a little too much. If all chances
//! and payments are cut by one factor, everybody chooses as before.

use ironproof_curves::Between;
use ironproof_number::rational::{Rational, round_decimal, to_decimal};

use super::evaluate::{self, Evaluated, evaluate};
use super::grammar::Policy;
use super::menu::{Menu, Offer};
use super::objects::Level;
use super::outcome::{Contract, breaches};
use super::setting::Setting;

/// Decimals of chances and payments that are not known as fractions.
const DECIMALS: usize = 14;
/// All is cut by 10^-k for the largest of these k that helps.
const CUTS: std::ops::RangeInclusive<usize> = 4..=12;

/// A menu that is nearly as good as the optimum.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    /// What is offered.
    pub menu: Menu,
    /// What it does: no row is broken.
    pub found: Evaluated,
    /// What it loses against the optimum; zero where the optimum is known as fractions.
    pub loss: Between,
}

/// Why the optimum is no menu.
#[derive(Debug, thiserror::Error)]
pub enum NoMenu {
    /// It cannot be evaluated.
    #[error(transparent)]
    Evaluate(#[from] evaluate::Error),
    /// Quality rises with the rank.
    #[error(
        "a menu is a list of contracts with the chance of each level of quality, and here quality rises without \
         steps: solve a grid (discretize --method types), whose optimum is such a list"
    )]
    Endless,
    /// The chances of a lottery over many levels, or a binding constraint.
    #[error(
        "no menu was found that hands out no more than there is and keeps all side constraints: solve a grid \
         (discretize --method types), whose menu is exact"
    )]
    NotFound,
}

impl Offered {
    /// The lines of the file that [`Menu::read`] reads: the titles, and the offers with every number to its last digit.
    pub fn lines(&self, setting: &Setting<'_>) -> Vec<Vec<String>> {
        let number = |x: &Rational| to_decimal(x).unwrap_or_else(|| x.to_string());
        let levels = setting.objects.levels().iter().map(|level| number(&level.quality));
        let title = |text: &str| std::iter::once(text.to_owned());
        let mut lines = vec![title("group").chain(levels).chain(title("payment")).collect()];
        for (label, offers) in setting.labels.iter().zip(&self.menu.groups) {
            for Offer { chances, payment } in offers {
                lines.push(
                    title(label).chain(chances.iter().chain([payment]).map(number)).collect(),
                );
            }
        }
        lines
    }
}

/// The optimum of an instance as a menu. `width` is relative, and about the optimum of a continuous instance.
///
/// # Errors
/// [`NoMenu`] says why there is none.
pub fn offered(setting: &Setting<'_>, width: &Rational) -> Result<Offered, NoMenu> {
    let optimum = evaluate(setting, &Policy::Optimum, None, width)?;
    let value = &optimum.totals.value;
    let outcome = optimum.outcome.as_ref().ok_or(NoMenu::Endless)?;
    let levels = setting.objects.levels();
    if levels.is_empty() {
        return Err(NoMenu::Endless);
    }
    let contracts = outcome.iter().map(|group| group.taken.iter().map(|taken| &taken.contract));
    let exact: Vec<Vec<Offer>> = contracts
        .map(|contracts| contracts.filter_map(|contract| offer(contract, levels)).collect())
        .collect();
    let ten = Rational::from(10);
    let power = |k: usize| (0..k).fold(Rational::ONE, |power, _| power / &ten);
    let cuts = CUTS.rev().map(|k| Some(Rational::ONE - power(k)));
    // What is known as fractions is written as fractions: rounded, those who are indifferent would change their minds.
    let is_known = |contract: &Contract| {
        let numbers = contract.chances.iter().chain([&contract.quality, &contract.payment]);
        numbers.into_iter().all(Between::is_exact)
    };
    let mut all = outcome.iter().flat_map(|group| &group.taken);
    let first = if all.all(|taken| is_known(&taken.contract)) { None } else { Some(Rational::ONE) };
    for cut in std::iter::once(first).chain(cuts) {
        let of_group =
            |offers: &Vec<Offer>| offers.iter().map(|o| scaled(o, cut.as_ref())).collect();
        let menu = Menu { groups: exact.iter().map(of_group).collect() };
        let found = evaluate(setting, &Policy::Menu("menu".into()), Some(&menu), width)?;
        // Not only no row that is certainly broken: no row that may be.
        let outcome = found.outcome.as_ref();
        if outcome.is_some_and(|outcome| breaches(setting, outcome).is_empty()) {
            let loss = value - &found.totals.value;
            return Ok(Offered { menu, found, loss });
        }
    }
    Err(NoMenu::NotFound)
}

/// A contract as an offer; nothing for free is always on offer.
fn offer(contract: &Contract, levels: &[Level]) -> Option<Offer> {
    let payment = contract.payment.middle();
    let chances = match &contract.chances[..] {
        [] => mixture(&contract.quality, levels),
        chances => chances.iter().map(Between::middle).collect(),
    };
    chances.iter().any(|chance| !chance.is_zero()).then_some(Offer { chances, payment })
}

/// The chances of two neighbouring levels, or of a level and nothing, that have this expected quality.
fn mixture(quality: &Between, levels: &[Level]) -> Vec<Rational> {
    let mut chances = vec![Rational::ZERO; levels.len()];
    if quality.admits(&Rational::ZERO) {
        return chances;
    }
    if let Some(place) = levels.iter().position(|level| quality.admits(&level.quality)) {
        chances[place] = Rational::ONE;
        return chances;
    }
    let middle = quality.middle();
    let below = levels.iter().position(|level| level.quality < middle).unwrap_or(levels.len());
    let low = levels.get(below).map_or(Rational::ZERO, |level| level.quality.clone());
    if let Some(above) = below.checked_sub(1) {
        let part = (&middle - &low) / (&levels[above].quality - &low);
        if let Some(rest) = chances.get_mut(below) {
            *rest = Rational::ONE - &part;
        }
        chances[above] = part;
    }
    chances
}

/// All of an offer times a factor, in decimals; `None` leaves it as it is.
fn scaled(offer: &Offer, cut: Option<&Rational>) -> Offer {
    let Some(cut) = cut else { return offer.clone() };
    let times = |x: &Rational| round_decimal(&(x * cut), DECIMALS);
    let chances = offer.chances.iter().map(times).collect();
    Offer { chances, payment: times(&offer.payment) }
}
