//! A solver in a process of its own: what crashes, hangs or eats memory there costs one answer only.
//!
//! ```text
//!     job        who solves which file, in which setting, within which limits
//!     answer     the answer as text, parsed strictly
//!     limits     what the process may use, and what it used
//!     misbehave  oracles that misbehave on purpose, to see that this works
//!     serve      the side of the child
//!     ask        the side of the parent
//! ```
//!
//! The child is this program again (`ironproof oracle`), or becomes a program of somebody else after its
//! limits are set. It reads a model file and writes an answer file: `docs/accuracy.md` has the format.

mod job;
mod answer;
mod limits;
mod misbehave;
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
