//! How a policy is written on the command line.
//!
//! ```text
//! market                              every quality at its market-clearing price
//! price=P                             all objects at the posted price P
//! prices=GROUP:P,GROUP:P              the same with a price for each group
//! lottery                             a free lottery for everybody
//! lottery=GROUP,GROUP                 a free lottery for these groups
//! priority=GROUP:POLICY,GROUP:POLICY  the groups one after the other: market, lottery or price=P with what is left
//! menu=FILE                           a CSV: group, chance of each level, payment
//! optimum                             the optimal mechanism
//! ```

use std::path::PathBuf;

use ironproof_number::rational::{self, Rational};

/// A policy, for groups by their place.
#[derive(Clone, Debug, PartialEq)]
pub enum Policy {
    /// Every quality at its market-clearing price.
    Market,
    /// All objects at the posted price of each group; groups that are not named get nothing.
    Prices(Vec<(usize, Rational)>),
    /// A free lottery for these groups.
    Lottery(Vec<usize>),
    /// Groups one after the other.
    Priority(Vec<(usize, Simple)>),
    /// A file.
    Menu(PathBuf),
    /// The optimal mechanism.
    Optimum,
}

/// What a group gets when its turn comes.
#[derive(Clone, Debug, PartialEq)]
pub enum Simple {
    /// A market among its members.
    Market,
    /// A free lottery.
    Lottery,
    /// A posted price.
    Price(Rational),
}

/// Why a text is no policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// It begins with no known word.
    #[error(
        "`{0}` is no policy; expected market, price=P, prices=GROUP:P,.., lottery, lottery=GROUP,.., \
         priority=GROUP:POLICY,.., menu=FILE or optimum"
    )]
    Unknown(String),
    /// A group that there is not.
    #[error("no group at `{found}`; the groups are {known}")]
    Group {
        /// What stands where a label is expected.
        found: String,
        /// All labels.
        known: String,
    },
    /// A group twice.
    #[error("the group `{0}` is named twice")]
    GroupTwice(String),
    /// No price.
    #[error("`{0}` is no price; write a number that is not negative, such as 20 or 39/2")]
    Price(String),
    /// A policy that a group cannot have in its turn.
    #[error("`{0}` is nothing for one group; expected market, lottery or price=P")]
    Simple(String),
    /// No file.
    #[error("`menu=` needs the name of a file")]
    NoFile,
}

impl Policy {
    /// Reads a policy for groups with these labels.
    ///
    /// # Errors
    /// [`PolicyError`] says what is not understood.
    ///
    /// # Example
    /// ```
    /// use ironproof_policy::{Policy, Simple};
    ///
    /// let labels = ["low income".to_owned(), "high income".to_owned()];
    /// let policy = Policy::read("priority=low income:lottery,high income:price=20", &labels)?;
    /// let Policy::Priority(turns) = policy else { unreachable!() };
    /// assert_eq!(turns[0], (0, Simple::Lottery));
    /// assert!(Policy::read("lottery=middle income", &labels).is_err());
    /// # Ok::<(), ironproof_policy::PolicyError>(())
    /// ```
    pub fn read(text: &str, labels: &[String]) -> Result<Self, PolicyError> {
        let text = text.trim();
        let (word, rest) =
            text.split_once('=').map_or((text, None), |(w, r)| (w.trim(), Some(r.trim())));
        match (word, rest) {
            ("market", None) => Ok(Self::Market),
            ("optimum", None) => Ok(Self::Optimum),
            ("lottery", None) => Ok(Self::Lottery((0..labels.len()).collect())),
            ("price", Some(rest)) => {
                let price = price(rest)?;
                Ok(Self::Prices((0..labels.len()).map(|g| (g, price.clone())).collect()))
            }
            ("prices", Some(rest)) => {
                let prices = items(rest, labels, true)?;
                prices
                    .into_iter()
                    .map(|(g, text)| Ok((g, price(text)?)))
                    .collect::<Result<_, _>>()
                    .map(Self::Prices)
            }
            ("lottery", Some(rest)) => {
                Ok(Self::Lottery(items(rest, labels, false)?.into_iter().map(|(g, _)| g).collect()))
            }
            ("priority", Some(rest)) => {
                let turns = items(rest, labels, true)?;
                turns
                    .into_iter()
                    .map(|(g, text)| Ok((g, Simple::read(text)?)))
                    .collect::<Result<_, _>>()
                    .map(Self::Priority)
            }
            ("menu", Some("") | None) => Err(PolicyError::NoFile),
            ("menu", Some(rest)) => Ok(Self::Menu(PathBuf::from(rest))),
            _ => Err(PolicyError::Unknown(text.to_owned())),
        }
    }

    /// The policy as it is written.
    pub fn text(&self, labels: &[String]) -> String {
        let number = |x: &Rational| rational::to_decimal(x).unwrap_or_else(|| x.to_string());
        match self {
            Self::Market => "market".to_owned(),
            Self::Optimum => "optimum".to_owned(),
            Self::Menu(path) => format!("menu={}", path.display()),
            Self::Lottery(groups) if groups.len() == labels.len() => "lottery".to_owned(),
            Self::Lottery(groups) => {
                let names: Vec<&str> = groups.iter().map(|&g| &*labels[g]).collect();
                format!("lottery={}", names.join(","))
            }
            Self::Prices(prices) => match prices.first() {
                Some((_, first))
                    if prices.len() == labels.len() && prices.iter().all(|(_, p)| p == first) =>
                {
                    format!("price={}", number(first))
                }
                _ => {
                    let each = prices.iter().map(|(g, p)| format!("{}:{}", labels[*g], number(p)));
                    format!("prices={}", each.collect::<Vec<_>>().join(","))
                }
            },
            Self::Priority(turns) => {
                let each = turns.iter().map(|(g, simple)| match simple {
                    Simple::Market => format!("{}:market", labels[*g]),
                    Simple::Lottery => format!("{}:lottery", labels[*g]),
                    Simple::Price(price) => format!("{}:price={}", labels[*g], number(price)),
                });
                format!("priority={}", each.collect::<Vec<_>>().join(","))
            }
        }
    }
}

impl Simple {
    fn read(text: &str) -> Result<Self, PolicyError> {
        match text.split_once('=').map_or((text, None), |(w, r)| (w.trim(), Some(r))) {
            ("market", None) => Ok(Self::Market),
            ("lottery", None) => Ok(Self::Lottery),
            ("price", Some(rest)) => Ok(Self::Price(price(rest)?)),
            _ => Err(PolicyError::Simple(text.to_owned())),
        }
    }
}

fn price(text: &str) -> Result<Rational, PolicyError> {
    let number = rational::parse(text.trim()).ok().filter(|price| *price >= Rational::ZERO);
    number.ok_or_else(|| PolicyError::Price(text.trim().to_owned()))
}

/// Groups, each with what stands behind its colon. A label may have any character: the longest one that fits is meant.
fn items<'a>(
    mut text: &'a str,
    labels: &[String],
    has_values: bool,
) -> Result<Vec<(usize, &'a str)>, PolicyError> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    loop {
        let starts = |rest: &str, g: usize| {
            let rest = rest.strip_prefix(&*labels[g])?.trim_start();
            let fits = if has_values {
                rest.starts_with(':')
            } else {
                rest.is_empty() || rest.starts_with(',')
            };
            fits.then_some(rest.len())
        };
        let label_at = |rest: &str| {
            let fitting = (0..labels.len()).filter_map(|g| Some((g, starts(rest, g)?)));
            fitting.min_by_key(|(_, left)| *left)
        };
        text = text.trim_start();
        let Some((g, left)) = label_at(text) else {
            return Err(PolicyError::Group { found: text.to_owned(), known: labels.join(", ") });
        };
        if found.iter().any(|(other, _)| *other == g) {
            return Err(PolicyError::GroupTwice(labels[g].clone()));
        }
        let rest = &text[text.len() - left..];
        let rest = if has_values { &rest[1..] } else { rest };
        // The value ends at a comma.
        let (value, next) = rest.split_once(',').map_or((rest, None), |(v, n)| (v, Some(n)));
        found.push((g, value.trim()));
        match next {
            Some(next) => text = next,
            None => return Ok(found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Vec<String> {
        ["low", "low income", "a, b", "x:y"].map(str::to_owned).to_vec()
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in [
            "market",
            "optimum",
            "lottery",
            "lottery=low income,a, b",
            "price=20",
            "price=1/3",
            "prices=low:1,low income:2.5,x:y:3",
            "priority=x:y:market,low:price=0,a, b:lottery",
            "menu=a=b.csv",
        ] {
            let policy = Policy::read(text, &labels()).expect(text);
            assert_eq!(policy.text(&labels()), text);
        }
        let spaced = Policy::read(" prices = low : 1 , low income : 2.5 ", &labels());
        assert_eq!(spaced.expect("read").text(&labels()), "prices=low:1,low income:2.5");
    }

    #[test]
    fn what_is_no_policy_is_refused() {
        for (text, error) in [
            ("markets", "`markets` is no policy; expected market"),
            ("market=1", "`market=1` is no policy"),
            ("price", "`price` is no policy"),
            ("price=cheap", "`cheap` is no price; write a number"),
            ("price=-1", "`-1` is no price"),
            ("price=1/0", "`1/0` is no price"),
            ("lottery=", "no group at ``; the groups are low, low income, a, b, x:y"),
            ("lottery=lo", "no group at `lo`"),
            ("lottery=low,low", "the group `low` is named twice"),
            ("prices=low", "no group at `low`"),
            ("priority=low:raffle", "`raffle` is nothing for one group"),
            ("priority=low:price=x", "`x` is no price"),
            ("menu=", "`menu=` needs the name of a file"),
        ] {
            let found = Policy::read(text, &labels()).expect_err(text).to_string();
            assert!(found.starts_with(error), "{text}: {found}");
        }
    }
}
