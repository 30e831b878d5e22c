//! Long work that is stopped by Ctrl-C.

use std::sync::atomic::{AtomicBool, Ordering};

use super::output;

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
