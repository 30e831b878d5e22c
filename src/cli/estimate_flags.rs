//! The flags of `estimate` that are about the answers and the estimator.

use super::CliError;
use clap::ValueEnum;
use ironproof_estimate::{Columns, Division, Said};

#[derive(clap::Args)]
pub(super) struct DataFlags {
    /// Column with what people would pay
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["lower", "bid"])]
    pub(super) wtp: Option<String>,
    /// Column with lower ends of intervals; empty is 0
    #[arg(long, value_name = "COLUMN", requires = "upper", conflicts_with = "bid")]
    lower: Option<String>,
    /// Column with upper ends of intervals; empty or inf is no end, equal ends are an amount
    #[arg(long, value_name = "COLUMN", requires = "lower")]
    upper: Option<String>,
    /// Column with bids
    #[arg(long, value_name = "COLUMN", requires = "answer")]
    bid: Option<String>,
    /// Column with answers to the bids: yes or no
    #[arg(long, value_name = "COLUMN", requires = "bid")]
    answer: Option<String>,
    /// Column with second bids
    #[arg(long, value_name = "COLUMN", requires_all = ["bid", "answer2"])]
    bid2: Option<String>,
    /// Column with answers to the second bids
    #[arg(long, value_name = "COLUMN", requires = "bid2")]
    answer2: Option<String>,
    /// Column with labels of groups
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["terciles", "quantile_groups"])]
    group: Option<String>,
    /// Three groups of about the same size by a column with numbers
    #[arg(long, value_name = "COLUMN", conflicts_with = "quantile_groups")]
    terciles: Option<String>,
    /// N groups of about the same size by a column with numbers
    #[arg(long, num_args = 2, value_names = ["COLUMN", "N"])]
    quantile_groups: Option<Vec<String>>,
    /// Column with survey weights
    #[arg(long, value_name = "COLUMN")]
    weight: Option<String>,
    /// Column with how many respondents a row stands for
    #[arg(long, value_name = "COLUMN")]
    count: Option<String>,
    /// Column with incomes, for --welfare-weights income-share [default: that of --terciles]
    #[arg(long, value_name = "COLUMN")]
    pub(super) income: Option<String>,
    /// What becomes of rows with a missing value [default: error]
    #[arg(long, value_enum, value_name = "error|drop")]
    missing: Option<Missing>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Missing {
    Error,
    Drop,
}

impl DataFlags {
    pub(super) fn columns(&self) -> Result<Columns, CliError> {
        let pair = |bid: &String, answer: &String| (bid.clone(), answer.clone());
        let said = match (&self.wtp, &self.lower, &self.upper, &self.bid, &self.answer) {
            (Some(wtp), ..) => Said::Wtp { wtp: wtp.clone() },
            (_, Some(lower), Some(upper), ..) => {
                Said::Interval { lower: lower.clone(), upper: upper.clone() }
            }
            (.., Some(bid), Some(answer)) => match (&self.bid2, &self.answer2) {
                (Some(bid2), Some(answer2)) => {
                    Said::Bids { first: pair(bid, answer), second: pair(bid2, answer2) }
                }
                _ => Said::Bid { bid: bid.clone(), answer: answer.clone() },
            },
            _ => {
                let text = "name the columns with the answers: --wtp, or --lower and --upper, or --bid and --answer";
                return Err(CliError::Usage(text.to_owned()));
            }
        };
        let drops_missing = self.missing == Some(Missing::Drop);
        Ok(Columns { said, weight: self.weight.clone(), count: self.count.clone(), drops_missing })
    }

    pub(super) fn division(&self) -> Result<Division, CliError> {
        Ok(match (&self.group, &self.terciles, self.quantile_groups.as_deref()) {
            (Some(group), ..) => Division::Labels(group.clone()),
            (_, Some(column), _) => Division::Quantiles(column.clone(), 3),
            (.., Some([column, n])) => match n.parse() {
                Ok(n @ 2..=50) => Division::Quantiles(column.clone(), n),
                _ => {
                    return Err(CliError::Usage(format!(
                        "--quantile-groups: `{n}` is no number from 2 to 50"
                    )));
                }
            },
            _ => Division::All,
        })
    }
}
