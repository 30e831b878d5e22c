//! From columns to what each respondent said: an amount, or an interval that holds it.
//!
//! ```text
//! --wtp w                                   exactly w
//! --lower l --upper u                       [l, u); no upper end: l or more; no lower end: from 0
//! --bid b --answer a                        yes: [b, inf)   no: [0, b)
//! --bid b --answer a --bid2 c --answer2 d   yes yes: [c, inf)   yes no: [b, c)   no yes: [c, b)   no no: [0, c)
//! ```

use ironproof_name::counted;
use ironproof_number::rational::Rational;

use super::error::{Fault, Rule};
use super::sheet::{Cell, Column, Sheet};

/// The columns with what people said.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the titles of columns, as in the module's table")]
pub enum Said {
    /// An amount.
    Wtp { wtp: String },
    /// An interval.
    Interval { lower: String, upper: String },
    /// One bid.
    Bid { bid: String, answer: String },
    /// Two bids.
    Bids { first: (String, String), second: (String, String) },
}

/// Which columns are used, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// What people said.
    pub said: Said,
    /// Survey weights.
    pub weight: Option<String>,
    /// How many respondents a row stands for.
    pub count: Option<String>,
    /// Whether rows with a missing value are left out, and counted; otherwise they are an error.
    pub drops_missing: bool,
}

/// What one row says.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The row, from 0, of the sheet.
    pub row: usize,
    /// The line of the file, from 1.
    pub line: u64,
    /// How many respondents it stands for.
    pub count: u64,
    /// The survey weight of each; not negative.
    pub weight: Rational,
    /// The lowest willingness to pay.
    pub low: Rational,
    /// The end of the interval, which it does not reach; the same as `low` for an amount, `None` if there is none.
    pub high: Option<Rational>,
}

impl Answer {
    /// Whether it is an amount.
    pub fn is_amount(&self) -> bool {
        self.high.as_ref() == Some(&self.low)
    }

    /// The weight of all that the row stands for.
    pub fn mass(&self) -> Rational {
        &self.weight * Rational::from(self.count)
    }
}

/// The answers of a sheet, with notes on what was left out.
pub(crate) fn answers(
    sheet: &Sheet,
    columns: &Columns,
    others: &[&Column<'_>],
) -> Result<(Vec<Answer>, Vec<String>), Fault> {
    let column = |title: &String| sheet.column(title);
    let said: Vec<Column<'_>> = match &columns.said {
        Said::Wtp { wtp } => vec![column(wtp)?],
        Said::Interval { lower, upper } => vec![column(lower)?, column(upper)?],
        Said::Bid { bid, answer } => vec![column(bid)?, column(answer)?],
        Said::Bids { first, second } => {
            vec![column(&first.0)?, column(&first.1)?, column(&second.0)?, column(&second.1)?]
        }
    };
    let weight = columns.weight.as_ref().map(column).transpose()?;
    let count = columns.count.as_ref().map(column).transpose()?;
    let mut notes = Vec::new();
    let used = || said.iter().chain(&weight).chain(&count);
    for column in used().filter(|column| column.has_comma()) {
        notes.push(format!("column `{}`: numbers have a decimal comma", column.title()));
    }
    let may_be_missing = matches!(columns.said, Said::Interval { .. });
    let needed = || {
        said.iter()
            .filter(|_| !may_be_missing)
            .chain(&weight)
            .chain(&count)
            .chain(others.iter().copied())
    };
    let (mut found, mut left_out, mut n_empty) = (Vec::new(), Vec::new(), 0);
    for (row, line) in sheet.lines().enumerate() {
        let missing = needed().find(|column| column.is_missing(row));
        // An interval without any end says nothing.
        let says_nothing = may_be_missing && said.iter().all(|column| column.is_missing(row));
        if let Some(column) = missing.or_else(|| says_nothing.then_some(&said[0])) {
            if !columns.drops_missing {
                return Err(column.fault(row, Rule::Missing));
            }
            left_out.push(line);
            continue;
        }
        let (low, high) = interval(&columns.said, &said, row)?;
        let weight =
            weight.as_ref().map_or_else(|| Ok(Rational::ONE), |column| factor(column, row))?;
        let count = count.as_ref().map_or(Ok(1), |column| whole(column, row))?;
        if count == 0 || weight.is_zero() {
            n_empty += 1;
            continue;
        }
        found.push(Answer { row, line, count, weight, low, high });
    }
    if !left_out.is_empty() {
        let first: Vec<String> = left_out.iter().take(5).map(u64::to_string).collect();
        let more = if 5 < left_out.len() { ", .." } else { "" };
        let text = format!(
            "{} with a missing value left out (line {}{more})",
            counted(left_out.len(), "row"),
            first.join(", ")
        );
        notes.push(text);
    }
    if 0 < n_empty {
        notes.push(format!("{} with weight or count 0 left out", counted(n_empty, "row")));
    }
    if found.is_empty() {
        return Err(Rule::NoRows.anywhere());
    }
    Ok((found, notes))
}

type Ends = (Rational, Option<Rational>);

fn interval(said: &Said, columns: &[Column<'_>], row: usize) -> Result<Ends, Fault> {
    let amount = |place: usize| -> Result<Rational, Fault> {
        let column: &Column<'_> = &columns[place];
        column.amount(row)?.ok_or_else(|| column.fault(row, Rule::Missing))
    };
    let bid = |place: usize| -> Result<Rational, Fault> {
        let bid = amount(place)?;
        if bid.is_zero() { Err(columns[place].fault(row, Rule::ZeroBid)) } else { Ok(bid) }
    };
    match said {
        Said::Wtp { .. } => amount(0).map(|wtp| (wtp.clone(), Some(wtp))),
        Said::Interval { .. } => {
            let low = columns[0].amount(row)?.unwrap_or(Rational::ZERO);
            let high = match columns[1].cell(row)? {
                Cell::Missing | Cell::Infinite => None,
                Cell::Number(_) => columns[1].amount(row)?,
            };
            match &high {
                Some(end) if *end < low => {
                    let (lower, upper) =
                        (columns[0].text(row).to_owned(), columns[1].text(row).to_owned());
                    Err(columns[1].fault(row, Rule::Reversed { lower, upper }))
                }
                _ => Ok((low, high)),
            }
        }
        Said::Bid { .. } => {
            let bid = bid(0)?;
            Ok(if is_yes(&columns[1], row)? { (bid, None) } else { (Rational::ZERO, Some(bid)) })
        }
        Said::Bids { .. } => {
            let (first, second) = (bid(0)?, bid(2)?);
            let answers = (is_yes(&columns[1], row)?, is_yes(&columns[3], row)?);
            let follows = if answers.0 { first < second } else { second < first };
            if !follows {
                let (answer, side) = if answers.0 { ("yes", "above") } else { ("no", "below") };
                let text = |place: usize| columns[place].text(row).to_owned();
                return Err(columns[2].fault(
                    row,
                    Rule::SecondBid { first: text(0), second: text(2), answer, side },
                ));
            }
            Ok(match answers {
                (true, true) => (second, None),
                (true, false) => (first, Some(second)),
                (false, true) => (second, Some(first)),
                (false, false) => (Rational::ZERO, Some(second)),
            })
        }
    }
}

fn is_yes(column: &Column<'_>, row: usize) -> Result<bool, Fault> {
    let text = column.text(row);
    let is = |words: [&str; 4]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(["yes", "y", "true", "1"]) {
        Ok(true)
    } else if is(["no", "n", "false", "0"]) {
        Ok(false)
    } else {
        Err(column.fault(row, Rule::NoAnswer { found: text.to_owned() }))
    }
}

fn factor(column: &Column<'_>, row: usize) -> Result<Rational, Fault> {
    let found = || column.text(row).to_owned();
    match column.cell(row)? {
        Cell::Number(number) if number < Rational::ZERO => {
            Err(column.fault(row, Rule::NegativeWeight { found: found() }))
        }
        Cell::Number(number) => Ok(number),
        Cell::Missing => Err(column.fault(row, Rule::Missing)),
        Cell::Infinite => Err(column.fault(row, Rule::NotANumber { found: found() })),
    }
}

fn whole(column: &Column<'_>, row: usize) -> Result<u64, Fault> {
    let number = factor(column, row)?;
    let whole = number.is_int().then(|| u64::try_from(number.numerator().clone()).ok()).flatten();
    // Sums of counts stay far below the largest word.
    let whole = whole.filter(|count| *count <= 1_000_000_000);
    whole.ok_or_else(|| column.fault(row, Rule::NoCount { found: column.text(row).to_owned() }))
}
