//! Long work: how far it is, and how it is stopped.

use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use super::{Common, output};

/// The first Ctrl-C stops new work and keeps what is finished; the second one kills.
pub(super) fn stop_on_interrupt() -> &'static AtomicBool {
    static STOP: AtomicBool = AtomicBool::new(false);
    let set = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(2);
        }
        output::complain(&"interrupted: finishing the instances under way; again to stop at once");
    });
    // Without a handler Ctrl-C ends the program as usual.
    drop(set);
    &STOP
}

/// How many instances are finished, drawn on stderr.
pub(super) fn progress(n: usize, common: &Common) -> ProgressBar {
    if common.quiet || n < 2 {
        return ProgressBar::hidden();
    }
    // indicatif draws on stderr, and only if that is a terminal.
    let style = ProgressStyle::with_template("{pos}/{len} instances {wide_bar} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(u64::try_from(n).unwrap_or(u64::MAX)).with_style(style)
}
