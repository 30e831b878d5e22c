//! What a reader of a result should know about the data behind it.

use ironproof_continuum::Answer;
use ironproof_explain::{Remark, about_data, about_optimum};
use ironproof_instance::ContinuousInstance;

/// The notes of an instance: those of its file first, then what may surprise in the data, and then in the optimum, if
/// there is one.
pub(crate) fn notes(instance: &ContinuousInstance, answer: Option<&Answer>) -> Vec<String> {
    let mut remarks = about_data(instance);
    if let Some(answer) = answer {
        remarks.extend(about_optimum(instance, answer));
    }
    told(instance, &remarks)
}

/// The notes of a file and these remarks.
pub(crate) fn told(instance: &ContinuousInstance, remarks: &[Remark]) -> Vec<String> {
    let of_file = instance.notes.iter().map(ToString::to_string);
    of_file.chain(remarks.iter().map(ToString::to_string)).collect()
}
