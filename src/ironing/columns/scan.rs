//! The first pass: every rule of the columns, their sums, and the proof that nothing overflows later.

use super::header::{Column, Group, Instance};
use super::read::for_each_chunk;
use super::{Error, Progress};
use ironproof_instance::finite::Rule;
use ironproof_number::rational::Rational;

/// alpha / `weight_unit` = `alpha` / `per_weight`, in lowest terms. Weights times `per_weight` and `alpha` are
/// integers of one unit, `weight_unit` / `per_weight`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) alpha: i64,
    pub(super) per_weight: i64,
}

impl Scale {
    pub(super) fn of(instance: &Instance) -> Result<Self, Error> {
        let ratio: Rational = &instance.alpha / &instance.weight_unit;
        let too_large = |_| Error::Alpha;
        Ok(Self {
            alpha: i64::try_from(ratio.numerator().clone()).map_err(too_large)?,
            per_weight: i64::try_from(ratio.denominator().clone()).map_err(too_large)?,
        })
    }

    /// lambda_k - alpha.
    pub(super) fn excess(&self, weight: i64) -> i128 {
        i128::from(self.per_weight) * i128::from(weight) - i128::from(self.alpha)
    }
}

/// What is known of a group after its first pass.
#[derive(Clone, Copy, Debug)]
pub(super) struct Totals {
    /// F, the sum of the column `prob`.
    pub(super) prob: i64,
    /// A_1, the sum of f_k (lambda_k - alpha).
    pub(super) excess: i128,
    /// The sums of f_k lambda_k and of f_k r_k, in the units of the columns.
    weight: i128,
    wtp: i128,
    /// r_1 and r_K.
    pub(super) lowest: i64,
    pub(super) highest: i64,
}

impl Totals {
    /// The sums of f_k, f_k lambda_k and f_k r_k.
    pub(super) fn sums(&self) -> [i128; 3] {
        [i128::from(self.prob), self.weight, self.wtp]
    }
}

/// Checks and sums the columns of a group.
pub(super) fn scan(
    group: &Group,
    scale: &Scale,
    chunk: usize,
    progress: Progress<'_>,
) -> Result<Totals, Error> {
    let too_large = || Error::TooLarge { label: group.label.clone() };
    let mut totals = Totals { prob: 0, excess: 0, weight: 0, wtp: 0, lowest: 0, highest: -1 };
    // Sum of f_k |lambda_k - alpha|, which bounds every |A_k|.
    let mut spread = 0_i128;
    for_each_chunk(group, chunk, progress, |first, [wtps, probs, weights]| {
        for (k, ((&wtp, &prob), &weight)) in (first..).zip(wtps.iter().zip(probs).zip(weights)) {
            let broken = match (wtp, prob, weight) {
                (..0, _, _) => Some((Column::Wtp, Rule::NegativeWtp)),
                (_, ..=0, _) => Some((Column::Prob, Rule::ProbabilityNotPositive)),
                (_, _, ..0) => Some((Column::Weight, Rule::NegativeWeight)),
                _ if wtp <= totals.highest => Some((Column::Wtp, Rule::WtpNotIncreasing)),
                _ => None,
            };
            if let Some((column, rule)) = broken {
                let path = group.files.of(column).to_owned();
                return Err(Error::Type { path, place: k + 1, column: column.name(), rule });
            }
            if k == 0 {
                totals.lowest = wtp;
            }
            totals.highest = wtp;
            totals.prob = totals.prob.checked_add(prob).ok_or_else(too_large)?;
            let excess =
                scale.excess(weight).checked_mul(i128::from(prob)).ok_or_else(too_large)?;
            spread = spread.checked_add(excess.abs()).ok_or_else(too_large)?;
            totals.excess += excess;
            let sums = [(&mut totals.weight, weight), (&mut totals.wtp, wtp)];
            for (sum, number) in sums {
                let product = i128::from(prob) * i128::from(number);
                *sum = sum.checked_add(product).ok_or_else(too_large)?;
            }
        }
        Ok(())
    })?;
    bound(scale, &totals, spread).filter(|bound| *bound < 1 << 126).ok_or_else(too_large)?;
    Ok(totals)
}

/// With c_k = alpha f_k r_k + max(rent_k, 0) + min(rent_{k+1}, 0) and rent_k = (r_k - r_{k-1}) A_k,
/// sum |c_k| <= alpha F r_K + 2 r_K max |A_k|. Every sum of c_k is below that.
fn bound(scale: &Scale, totals: &Totals, spread: i128) -> Option<i128> {
    let own = i128::from(scale.alpha).checked_mul(i128::from(totals.prob))?;
    let rents = spread.checked_mul(2)?;
    own.checked_add(rents)?.checked_mul(i128::from(totals.highest))
}
