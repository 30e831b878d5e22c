//! Long work that is stopped by Ctrl-C.

use std::sync::atomic::{AtomicBool, Ordering};

use super::output;

static STOP: AtomicBool = AtomicBool::new(false);

/// The first Ctrl-C stops new work and keeps what is finished; the second one kills.
pub(super) fn stop_on_interrupt() -> &'static AtomicBool {
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

/// From now on the end of the process that started this one is like a Ctrl-C.
pub(super) fn stop_with_parent() {
    #[cfg(unix)]
    std::thread::spawn(|| {
        let parent = std::os::unix::process::parent_id();
        while std::os::unix::process::parent_id() == parent {
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
        STOP.store(true, Ordering::Relaxed);
    });
}
