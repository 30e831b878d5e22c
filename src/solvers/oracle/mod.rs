//! A solver in a process of its own: what crashes, hangs or eats memory there costs one answer only.
//!
//! ```text
//!     job        who solves which file, in which setting, within which limits
//!     answer     the answer as text, parsed strictly
//!     limits     what the process may use, and what it used
//!     misbehave  oracles that misbehave on purpose, to see that this works
//!     supervise  a program of somebody else, and all that it starts, ends with its limit
//!     serve      the side of the child
//!     ask        the side of the parent
//! ```
//!
//! The child is this program again (`ironproof oracle`). It solves, or watches a program of somebody else, after its
//! limits are set. Each child has a model file of its own, which it may change for itself alone. It reads a model file and writes an answer file: `docs/accuracy.md` has the format.

/// A child may need this long for reading and writing beyond the time limit of the solve.
const GRACE_S: f64 = 1.0;

mod job;
mod answer;
mod limits;
mod misbehave;
#[cfg(target_os = "linux")]
mod supervise;
mod serve;
mod ask;

#[cfg(test)]
mod tests;

pub use self::answer::{AnswerError, Reply, parse, write};
pub use self::ask::{Ended, Ran, ask};
pub use self::job::{Job, Oracle, Setting};
pub use self::limits::peak_bytes;
pub use self::misbehave::Misbehaviour;
pub use self::serve::{ServeError, serve};
