//! A bar that shows how far a verb is.

use indicatif::{ProgressBar, ProgressStyle};

use super::Common;

/// The bar of `n` steps: on stderr, only if that is a terminal, and only for people.
pub(super) fn bar(template: &str, n: u64, common: &Common) -> ProgressBar {
    if common.quiet || common.is_json() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(template);
    ProgressBar::new(n).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
