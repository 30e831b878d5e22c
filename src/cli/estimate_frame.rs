//! The flags of `estimate` that are about the estimator and the rest of the instance.

use super::CliError;
use super::estimate_naming::NamingFlags;
use ironproof_estimate::grammar::{knots, nonnegative, positive, qualities};
use ironproof_estimate::{Bins, Estimator, Frame, Method, Tail, Welfare, Within};
use ironproof_number::rational::Rational;

const ESTIMATORS: &str = "values|turnbull|lognormal|weibull|log-logistic";

#[derive(clap::Args)]
pub(super) struct FrameFlags {
    /// How willingness to pay is estimated [default: values for --wtp, else turnbull]
    #[arg(long, value_name = ESTIMATORS, value_parser = Estimator::read)]
    estimator: Option<Estimator>,
    /// values: a histogram with N bins of equal width
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000), conflicts_with = "knots")]
    bins: Option<u16>,
    /// values: a histogram with bins between these numbers
    #[arg(long, value_name = "A,B,..", value_parser = |text: &str| knots(text).map(Knots))]
    knots: Option<Knots>,
    /// turnbull: where the mass of a cell stands [default: uniform]
    #[arg(long, value_name = "uniform|low|middle|high", value_parser = Within::read)]
    within: Option<Within>,
    /// Lognormal, Weibull, log-logistic and histograms: a share of its own at 0
    #[arg(long)]
    spike: bool,
    /// The largest willingness to pay, where the data give none
    #[arg(long, value_name = "AMOUNT", value_parser = positive)]
    top: Option<Rational>,
    /// What becomes of what a fitted curve has above it [default: clip]
    #[arg(long, value_name = "clip|condition", value_parser = Tail::read)]
    tail: Option<Tail>,
    /// Mass of objects, all of quality 1, in the unit of --mass
    #[arg(long, value_name = "MASS", value_parser = positive, conflicts_with = "quality", required_unless_present = "quality")]
    supply: Option<Rational>,
    /// Qualities up to 1, with the mass of objects of each
    #[arg(long, value_name = "LEVEL:MASS,..", value_parser = |text: &str| qualities(text).map(Levels))]
    quality: Option<Levels>,
    /// Mass of all people: 1, or how many they are
    #[arg(long, value_name = "MASS", default_value = "1", value_parser = positive)]
    mass: Rational,
    /// What a unit of revenue is worth
    #[arg(long, value_name = "ALPHA", default_value = "1", value_parser = nonnegative)]
    alpha: Rational,
    /// What a unit of money is worth in whose hands: an assumption, never data
    #[arg(long, value_name = "PRESET", default_value = "equal", value_parser = Welfare::read)]
    pub(super) welfare_weights: Welfare,
    #[command(flatten)]
    naming: NamingFlags,
}

#[derive(Clone)]
struct Knots(Vec<Rational>);

#[derive(Clone)]
struct Levels(Vec<(Rational, Rational)>);

impl FrameFlags {
    pub(super) fn method(&self, has_amounts: bool) -> Result<Method, CliError> {
        let usual = if has_amounts { Estimator::Values } else { Estimator::Turnbull };
        let bins = self.bins.map(|n| Bins::Equal(usize::from(n)));
        let method = Method {
            estimator: self.estimator.unwrap_or(usual),
            bins: bins.or_else(|| self.knots.clone().map(|Knots(knots)| Bins::Knots(knots))),
            within: self.within.unwrap_or(Within::Uniform),
            spike: self.spike,
            top: self.top.clone(),
            tail: self.tail.unwrap_or(Tail::Clip),
        };
        // A flag that was given must have an effect.
        let given = [(self.within.is_some(), "--within"), (self.tail.is_some(), "--tail")];
        let given = given.into_iter().filter(|(is_given, _)| *is_given).map(|(_, flag)| flag);
        match method.unused().into_iter().chain(given.filter(|flag| method.ignores(flag))).next() {
            Some(flag) => {
                let name = method.estimator.name();
                Err(CliError::Usage(format!(
                    "{flag} has no effect on --estimator {name}; leave it out"
                )))
            }
            None => Ok(method),
        }
    }

    pub(super) fn frame(&self, name: &str, source: &str) -> Frame {
        let one = self.supply.iter().map(|mass| (Rational::ONE, mass.clone()));
        let levels = self.quality.clone().map_or_else(|| one.collect(), |Levels(levels)| levels);
        let frame = self.naming.named(name, source, levels);
        Frame { alpha: self.alpha.clone(), mass: self.mass.clone(), ..frame }
    }
}
