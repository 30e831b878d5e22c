//! A call runs in a thread of its own: other Python threads go on meanwhile, and Ctrl-C ends the wait.
//!
//! The computation itself knows nothing of Python and cannot be stopped, so that after Ctrl-C its thread goes on until
//! it is done, and its result is dropped.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

/// How long Ctrl-C may have to wait.
const PATIENCE: Duration = Duration::from_millis(50);
/// As much as the main thread of a program usually has.
const STACK_BYTES: usize = 8 << 20;

/// Runs `job` without Python's lock, and gives what it returns.
pub(crate) fn work<T, F>(py: Python<'_>, job: F) -> PyResult<T>
where
    T: Send + 'static,
    F: FnOnce() -> T + Send + 'static,
{
    let (sender, mut receiver) = channel();
    let builder = thread::Builder::new().name("ironproof".to_owned()).stack_size(STACK_BYTES);
    // Nobody listens any more after Ctrl-C.
    builder.spawn(move || drop(sender.send(catch_unwind(AssertUnwindSafe(job)))))?;
    loop {
        let (back, heard) = py.detach(move || {
            let heard = receiver.recv_timeout(PATIENCE);
            (receiver, heard)
        });
        receiver = back;
        match heard {
            Ok(Ok(found)) => return Ok(found),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => {
                let text = "a fault of ironproof: the text above says where; please report it";
                return Err(PyRuntimeError::new_err(text));
            }
        }
    }
}
