//! A survey that is drawn again, as what a sweep starts from.
//!
//! ```text
//! resample         the number of a sample of the same respondents, as `estimate --bootstrap` counts them, from 0
//! resample_seed    the seed of all samples: the same in every line of the manifest
//! ```
//!
//! Each sample is estimated once, when the sweep is planned, because an estimate is made in doubles. The plan has the
//! estimate as an exact text, so that rows have the same bytes on every machine. A sample without an estimate has a row
//! that says why.

use ironproof_estimate::{Estimated, Frame, Method, Question, Survey, Welfare};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::base::Start;
use crate::document::Document;
use crate::values::{Value, Values};

/// The axis of samples.
pub(crate) const RESAMPLE: &str = "resample";
/// The column with their seed.
pub(crate) const SEED: &str = "resample_seed";
/// `estimate --bootstrap` draws at most so many samples.
const MOST: u64 = 100_000;

/// A survey, how it is estimated, the rest of the instance, and the seed of its samples.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the types say it")]
pub struct Redrawn {
    pub survey: Survey,
    pub method: Method,
    pub frame: Frame,
    pub welfare: Welfare,
    pub seed: u64,
}

impl Redrawn {
    fn question(&self) -> Question<'_> {
        let Self { survey, method, frame, welfare, .. } = self;
        Question { survey, method, frame, welfare }
    }

    /// The survey itself or, where samples vary, all of these in order.
    pub(crate) fn starts(&self, samples: Option<&Values>) -> Result<Vec<Start>, String> {
        let itself = self.survey.estimate(&self.method, &self.frame, &self.welfare);
        let itself = itself.map_err(|error| error.to_string())?;
        let Some(samples) = samples else { return Ok(vec![start(Ok(itself), None)]) };
        let mut numbers = numbers(samples)?;
        numbers.sort_unstable();
        numbers.dedup();
        let of = |sample: u64| {
            let drawn = self.question().redrawn(self.seed, sample);
            start(drawn.map_err(|error| error.to_string()), Some(sample))
        };
        Ok(numbers.into_par_iter().map(of).collect())
    }
}

fn start(estimated: Result<Estimated, String>, sample: Option<u64>) -> Start {
    let document =
        estimated.and_then(|found| Document::continuous(&found.toml, &mut str::to_owned));
    Start { document, sample }
}

/// The numbers of samples.
fn numbers(values: &Values) -> Result<Vec<u64>, String> {
    let fail = |value: &str| {
        format!(
            "{RESAMPLE}: {value} is no number of a sample; expected whole numbers below {MOST}, such as 0:99:100"
        )
    };
    let n = values.n().filter(|n| *n <= MOST).ok_or_else(|| fail("this range"))?;
    let number = |k: u64| {
        let value = values.at(k);
        sample(&value).filter(|sample| *sample < MOST).ok_or_else(|| fail(&value.to_string()))
    };
    (0..n).map(number).collect()
}

/// The number of a sample.
pub(crate) fn sample(value: &Value) -> Option<u64> {
    let number = value.number().filter(|number| number.is_int())?;
    u64::try_from(number.numerator().clone()).ok()
}
