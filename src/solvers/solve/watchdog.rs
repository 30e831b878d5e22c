//! Runs a solver that may hang or panic on a thread of its own.
//!
//! A thread cannot be stopped from outside. One that is stuck is abandoned: it keeps a core busy
//! until it ends by itself or the process does.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use ironproof_answer::{Answer, Failure, Status};

/// Threads of this name do not print their panics.
const QUIET: &str = "ironproof-watched-solver";
const STACK_BYTES: usize = 64 << 20;

/// Runs `solver` for at most `time_limit_s`.
pub(super) fn run(time_limit_s: f64, solver: impl FnOnce() -> Answer + Send + 'static) -> Answer {
    silence_panics();
    let (sender, receiver) = mpsc::channel();
    let thread = thread::Builder::new().name(QUIET.to_owned()).stack_size(STACK_BYTES);
    let spawned = thread.spawn(move || {
        let result = panic::catch_unwind(AssertUnwindSafe(solver));
        // Nobody listens any more when the time is over.
        let _ = sender.send(result);
    });
    if spawned.is_err() {
        return Failure::Call { call: "thread::spawn" }.into();
    }
    let limit = Duration::try_from_secs_f64(time_limit_s).unwrap_or(Duration::MAX);
    match receiver.recv_timeout(limit) {
        Ok(Ok(answer)) => answer,
        Ok(Err(payload)) => Failure::Panicked(message(&*payload)).into(),
        Err(RecvTimeoutError::Timeout) => Answer::only(Status::TimeLimit),
        Err(RecvTimeoutError::Disconnected) => Failure::Panicked("no message".to_owned()).into(),
    }
}

/// Wraps the panic hook once, so that the panics of watched threads become answers only.
fn silence_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() != Some(QUIET) {
                hook(info);
            }
        }));
    });
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}
