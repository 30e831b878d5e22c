//! `solve --menu`: the optimum as a menu that `evaluate --policy menu=FILE` reads.

use ironproof_number::rational::Rational;
use ironproof_policy::{self as policy, NoMenu, Setting, Unsettled};
use serde_json::{Map, Value};

use crate::interval::Interval;
use crate::policies::Subject;

/// The optimum as a file, and what it is worth as it is written there.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuFile {
    /// Its rows: group, chance of each level, payment.
    pub rows: Vec<Map<String, Value>>,
    /// The value of the menu.
    pub value: Interval,
    /// What it loses against the optimum, because it is written in decimals; zero of a finite instance.
    pub loss: Interval,
}

/// Why there is no such file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A curve is known in floats only, or costs are not known.
    #[error(transparent)]
    Unsettled(#[from] Unsettled),
    /// The optimum is no menu.
    #[error(transparent)]
    NoMenu(#[from] NoMenu),
}

/// The optimum of an instance as a file. `width` is relative, and about the optimum of a continuous instance.
///
/// # Errors
/// [`Error`] says why there is none.
pub fn menu_file(subject: Subject<'_>, width: &Rational) -> Result<MenuFile, Error> {
    let setting = match subject {
        Subject::Finite(instance) => Setting::finite(instance),
        Subject::Continuous(instance) => Setting::continuous(instance)?,
    };
    let offered = policy::offered(&setting, width)?;
    let mut lines = offered.lines(&setting).into_iter();
    let titles = lines.next().unwrap_or_default();
    let row = |cells: Vec<String>| titles.iter().cloned().zip(cells.into_iter().map(Value::from));
    Ok(MenuFile {
        rows: lines.map(|cells| row(cells).collect()).collect(),
        value: Interval::new(&offered.found.totals.value),
        loss: Interval::new(&offered.loss),
    })
}
