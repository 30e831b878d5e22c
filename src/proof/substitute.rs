//! Unknowns that follow from others by one equation of the system each.
//!
//! ```text
//!     a_ij N_j = D b_i - sum over other unknowns of a_i N
//! ```
//!
//! That costs a word for each word, while a number costs many products of words to make from its digits. In the basis of
//! an energy model most unknowns follow from the rest.

use ironproof_number::ops::Gcd;
use ironproof_number::{IBig, UBig};

use crate::factor::Order;
use crate::right::Right;
use crate::sparse::Sparse;

/// Puts into `numerators`, which has the unknowns of all other steps, those of the plain steps.
///
/// # Errors
/// The factor that the denominator lacks, if some of them are not integral.
pub(super) fn substitute(
    matrix: &Sparse,
    order: &Order,
    right: &Right,
    denominator: &UBig,
    numerators: &mut [IBig],
) -> Result<(), UBig> {
    let mut denominator = IBig::from(denominator.clone());
    let mut lacking = UBig::ONE;
    for (&(equation, unknown), is_plain) in order.steps.iter().zip(&order.is_plain).rev() {
        if !is_plain {
            continue;
        }
        numerators[unknown] = IBig::ZERO;
        let mut sum = -matrix.dot(equation, numerators);
        sum += right.times(equation, &denominator);
        let pivot = matrix.row(equation).find(|(j, _)| *j == unknown).map(|(_, entry)| entry);
        let (sign, size) = pivot.unwrap_or(&IBig::ONE).clone().into_parts();
        let (mut quotient, rest) =
            if size.is_one() { (sum, IBig::ZERO) } else { sum.div_rem(&size) };
        if !rest.is_zero() {
            let factor = size.div_rem(&(&rest).gcd(&size)).0;
            let multiplier = IBig::from(factor.clone());
            numerators.iter_mut().filter(|x| !x.is_zero()).for_each(|x| *x *= &multiplier);
            denominator *= &multiplier;
            lacking *= &factor;
            // sum factor / size, without the sum.
            quotient = quotient * multiplier + (rest * IBig::from(factor)).div_rem(&size).0;
        }
        numerators[unknown] = quotient * IBig::from_parts(sign, UBig::ONE);
    }
    if lacking.is_one() { Ok(()) } else { Err(lacking) }
}
