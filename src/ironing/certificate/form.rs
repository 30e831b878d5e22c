//! Which form a certificate is written in.

use super::{Written, certify, certify_tight, of_answer, write_text};
use crate::wider;
use ironproof_instance::finite::FiniteInstance;

/// How the multipliers of the incentive rows are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One line per type.
    Listed,
    /// The pools, which determine them.
    Tight,
}

/// Up to this many types all multipliers are listed, unless the user wants it otherwise. Listing costs a gcd
/// and about a hundred bytes for each type.
const LISTED_UP_TO: usize = 10_000;

impl Form {
    /// The usual form for an instance of this size.
    pub fn usual(instance: &FiniteInstance) -> Self {
        if instance.n_types() <= LISTED_UP_TO { Self::Listed } else { Self::Tight }
    }
}

/// Solves the instance by ironing and writes the certificate. In the wider model multipliers always follow from pools.
///
/// ```
/// # const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
/// #   "groups": [{"label": "all", "mass": "1", "types": [
/// #     {"wtp": "1", "prob": "1/2", "weight": "3"},
/// #     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
/// #   "quality": [{"level": "1", "mass": "1/2"}]}"#;
/// use ironproof_ironing::certificate::{Form, written};
///
/// let instance = ironproof_instance::finite::read(TWO_TYPES)?;
/// let certificate = written(&instance, Form::usual(&instance));
/// assert_eq!(certificate.value, Some(ironproof_number::rational::parse("3/2")?));
/// assert!(certificate.text.starts_with("ironproof-certificate 1\nvalue 3/2\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn written(instance: &FiniteInstance, form: Form) -> Written {
    if !instance.is_plain() {
        return of_answer(&wider::answer(instance));
    }
    match form {
        Form::Listed => {
            let certificate = certify(instance);
            Written { text: write_text(&certificate), value: Some(certificate.value) }
        }
        Form::Tight => {
            let certificate = certify_tight(instance);
            Written { text: write_text(&certificate), value: Some(certificate.value) }
        }
    }
}
