//! The claim of a certificate about a linear program, `docs/models.md`: text and what it says.

use std::fmt::Write;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::Zero;

use crate::number::{entry, fraction, index};
use crate::refusal::{Refusal, grammar};
use crate::statement::Statement;

/// What is claimed, with what is to prove it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The optimum is the value.
    Optimal {
        /// The value.
        value: BigRational,
        /// A feasible point that attains it.
        point: Vector,
        /// Multipliers of the rows that bound it.
        multipliers: Vector,
    },
    /// The solution that belongs to this basis is optimal: one symbol of `BLUZ` each.
    Basis {
        /// Of the columns.
        columns: String,
        /// Of the rows.
        rows: String,
    },
    /// The optimum lies between these bounds.
    Bounds {
        /// The lower bound.
        lower: Option<BigRational>,
        /// The upper bound.
        upper: Option<BigRational>,
        /// What proves the bound that a point can prove.
        point: Option<Vector>,
        /// What proves the other.
        multipliers: Option<Vector>,
    },
    /// No point is feasible, by these multipliers.
    Infeasible(Vector),
    /// No point is feasible: the bounds of this column, counted from 1, are crossed.
    CrossedColumn(usize),
    /// No point is feasible: the sides of this row, counted from 1, are crossed.
    CrossedRow(usize),
    /// The objective has no bound.
    Unbounded {
        /// A feasible point.
        point: Vector,
        /// A direction without end.
        ray: Vector,
    },
}

/// Integers over one positive denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector {
    /// The denominator.
    pub denominator: BigInt,
    /// One entry per place.
    pub entries: Vec<BigInt>,
}

impl Vector {
    /// The numbers that the vector stands for.
    pub fn numbers(&self) -> Vec<BigRational> {
        let number = |entry: &BigInt| BigRational::new(entry.clone(), self.denominator.clone());
        self.entries.iter().map(number).collect()
    }

    fn write(&self, keyword: &str, text: &mut String) {
        // Some have the denominator beside them, over the factor 1 of it.
        let is_apart = |(place, entry): &(usize, &BigInt)| {
            place % 3 == 2 && !entry.is_zero() && BigInt::zero() < self.denominator
        };
        let (apart, others): (Vec<_>, Vec<_>) = self.entries.iter().enumerate().partition(is_apart);
        let _ = writeln!(text, "{keyword} {}", self.denominator);
        for (place, entry) in others {
            // Both ways to write an integer.
            let _ = match (entry.is_zero(), place % 2) {
                (true, _) => Ok(()),
                (false, 0) => writeln!(text, "{} {entry}", place + 1),
                (false, _) => writeln!(text, "{} {entry:#x}", place + 1),
            };
        }
        if !apart.is_empty() {
            let _ = writeln!(text, "over 1 {}", self.denominator);
        }
        for (place, entry) in apart {
            let _ = if place % 2 == 0 {
                writeln!(text, "{} {entry}/{:#x}", place + 1, self.denominator)
            } else {
                let whole = BigRational::new(entry.clone(), self.denominator.clone());
                writeln!(text, "{} {whole}", place + 1)
            };
        }
    }
}

fn positive(text: &str) -> Result<BigInt, Refusal> {
    let number = entry(text).ok_or(Refusal::Grammar("an integer"))?;
    grammar(BigInt::zero() < number, "a positive denominator")?;
    Ok(number)
}

impl Claim {
    /// The claim about this statement that the text is, with its `end`.
    pub fn read(text: &str, statement: &Statement) -> Result<Claim, Refusal> {
        let body = text.strip_suffix('\n').ok_or(Refusal::Grammar("a line end at the end"))?;
        let lines: Vec<Vec<&str>> =
            body.split('\n').map(|line| line.split(' ').collect()).collect();
        let mut lines = Lines { lines, next: 0 };
        let claim = claim(&mut lines, statement.columns.len(), statement.rows.len())?;
        grammar(lines.next()? == ["end"], "end")?;
        grammar(lines.next == lines.lines.len(), "nothing after end")?;
        Ok(claim)
    }

    /// The text of the claim, with its `end`.
    pub fn write(&self) -> String {
        let mut text = String::new();
        let side = |side: &Option<BigRational>| match side {
            Some(bound) => bound.to_string(),
            None => "none".to_string(),
        };
        match self {
            Claim::Optimal { value, point, multipliers } => {
                let _ = writeln!(text, "optimal {value}");
                point.write("point", &mut text);
                multipliers.write("multipliers", &mut text);
            }
            Claim::Basis { columns, rows } => {
                let _ = writeln!(text, "basis\ncolumns {columns}\nrows {rows}");
            }
            Claim::Bounds { lower, upper, point, multipliers } => {
                let _ = writeln!(text, "bounds {} {}", side(lower), side(upper));
                if let Some(point) = point {
                    point.write("point", &mut text);
                }
                if let Some(multipliers) = multipliers {
                    multipliers.write("multipliers", &mut text);
                }
            }
            Claim::Infeasible(multipliers) => {
                text.push_str("infeasible\n");
                multipliers.write("multipliers", &mut text);
            }
            Claim::CrossedColumn(j) => {
                let _ = writeln!(text, "infeasible\ncolumn {j}");
            }
            Claim::CrossedRow(i) => {
                let _ = writeln!(text, "infeasible\nrow {i}");
            }
            Claim::Unbounded { point, ray } => {
                text.push_str("unbounded\n");
                point.write("point", &mut text);
                ray.write("ray", &mut text);
            }
        }
        text.push_str("end\n");
        text
    }
}

fn claim(lines: &mut Lines<'_>, n_columns: usize, n_rows: usize) -> Result<Claim, Refusal> {
    let head = lines.next()?;
    match head[..] {
        ["optimal", value] => {
            let value = lowest(value).ok_or(Refusal::Grammar("a fraction in lowest terms"))?;
            let point = lines.vector("point", n_columns)?;
            let multipliers = lines.vector("multipliers", n_rows)?;
            Ok(Claim::Optimal { value, point, multipliers })
        }
        ["basis"] => {
            let columns = lines.symbols("columns", n_columns)?;
            Ok(Claim::Basis { columns, rows: lines.symbols("rows", n_rows)? })
        }
        ["bounds", lower, upper] => {
            let (lower, upper) = (side(lower)?, side(upper)?);
            let has_point = lines.comes("point");
            let point = if has_point { Some(lines.vector("point", n_columns)?) } else { None };
            let has_multipliers = lines.comes("multipliers");
            let multipliers =
                if has_multipliers { Some(lines.vector("multipliers", n_rows)?) } else { None };
            Ok(Claim::Bounds { lower, upper, point, multipliers })
        }
        ["infeasible"] => {
            if lines.comes("multipliers") {
                return Ok(Claim::Infeasible(lines.vector("multipliers", n_rows)?));
            }
            let words = lines.next()?;
            let [what, place] = words[..] else { return Err(Refusal::Grammar("column or row")) };
            let place = index(place).ok_or(Refusal::Grammar("an index"))?;
            match what {
                "column" if place <= n_columns => Ok(Claim::CrossedColumn(place)),
                "row" if place <= n_rows => Ok(Claim::CrossedRow(place)),
                _ => Err(Refusal::Grammar("a column or row of the model")),
            }
        }
        ["unbounded"] => {
            let point = lines.vector("point", n_columns)?;
            Ok(Claim::Unbounded { point, ray: lines.vector("ray", n_columns)? })
        }
        _ => Err(Refusal::Grammar("optimal, basis, bounds, infeasible or unbounded")),
    }
}

fn side(text: &str) -> Result<Option<BigRational>, Refusal> {
    if text == "none" {
        return Ok(None);
    }
    lowest(text).map(Some).ok_or(Refusal::Grammar("a fraction in lowest terms, or none"))
}

/// A fraction in lowest terms, in its only spelling.
fn lowest(text: &str) -> Option<BigRational> {
    fraction(text).filter(|number| number.to_string() == text)
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

    /// `keyword denominator` and then the entries, whose places increase; then more of them after `over` and two factors
    /// of that denominator, over the first.
    fn vector(&mut self, keyword: &'static str, length: usize) -> Result<Vector, Refusal> {
        let mut numbers = vec![BigRational::zero(); length];
        let head = self.next()?;
        grammar(head.len() == 2 && head[0] == keyword, keyword)?;
        let all = positive(head[1])?;
        let mut shared = all.clone();
        loop {
            let mut before = 0;
            while let Some(place) = self.lines.get(self.next).and_then(|words| index(words[0])) {
                let words = self.next()?;
                grammar(words.len() == 2, "place and number")?;
                grammar(before < place && place <= length, "increasing places of the model")?;
                grammar(numbers[place - 1].is_zero(), "a place only once")?;
                before = place;
                let (above, below) = words[1].split_once('/').unwrap_or((words[1], "1"));
                let above = entry(above).ok_or(Refusal::Grammar("an integer"))?;
                numbers[place - 1] = BigRational::new(above, positive(below)? * &shared);
            }
            if !self.comes("over") {
                break;
            }
            let head = self.next()?;
            grammar(head.len() == 3, "over and two factors")?;
            shared = positive(head[1])?;
            grammar(&shared * positive(head[2])? == all, "factors of the first denominator")?;
        }
        // All over one denominator: the first, if it is enough.
        let denominator = numbers.iter().fold(all, |all, number| all.lcm(number.denom()));
        let times = |number: &BigRational| number.numer() * (&denominator / number.denom());
        let entries = numbers.iter().map(times).collect();
        Ok(Vector { denominator, entries })
    }

    fn symbols(&mut self, keyword: &'static str, n: usize) -> Result<String, Refusal> {
        let words = self.next()?;
        grammar(words.len() == 2 && words[0] == keyword, keyword)?;
        let is_known = words[1].chars().all(|symbol| "BLUZ".contains(symbol));
        grammar(is_known && words[1].len() == n, "a symbol each")?;
        Ok(words[1].to_string())
    }
}
