//! Oracles that misbehave on purpose: whoever doubts the isolation, or the grades, can ask them.

use crate::oracle::Reply;
use ironproof_answer::{Answer, Status};
use ironproof_linear::Lp;

/// How an oracle misbehaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Misbehaviour {
    /// It never ends.
    Loops,
    /// It aborts, as failed assertions in foreign code do.
    Aborts,
    /// It panics.
    Panics,
    /// It takes all memory there is.
    Allocates,
    /// It ends well and writes nonsense.
    Babbles,
    /// It calls the zero vector optimal, whatever the model.
    Lies,
}

impl Misbehaviour {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Loops, Self::Aborts, Self::Panics, Self::Allocates, Self::Babbles, Self::Lies];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Loops => "test-loops",
            Self::Aborts => "test-aborts",
            Self::Panics => "test-panics",
            Self::Allocates => "test-allocates",
            Self::Babbles => "test-babbles",
            Self::Lies => "test-lies",
        }
    }

    /// The one called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|misbehaviour| misbehaviour.name() == name)
    }

    /// Misbehaves. What returns is the text of an answer.
    pub(super) fn act(self, lp: &Lp) -> String {
        match self {
            Self::Loops => loop {
                std::hint::spin_loop();
            },
            Self::Aborts => std::process::abort(),
            Self::Panics => panic!("on purpose"),
            Self::Allocates => {
                // Address space is what is limited: nothing is written, which would take long.
                let mut blocks: Vec<Vec<u8>> = Vec::new();
                loop {
                    blocks.push(Vec::with_capacity(1 << 26));
                    std::hint::black_box(&blocks);
                }
            }
            Self::Babbles => "status optimal, trust me\n".to_owned(),
            Self::Lies => super::write(&Reply {
                answer: Answer {
                    status: Status::Optimal,
                    objective: Some(0.0),
                    primal: Some(vec![0.0; lp.columns.len()]),
                    row_duals: Some(vec![0.0; lp.rows.len()]),
                    basis: None,
                    iterations: None,
                    seconds: 0.0,
                },
                version: None,
                seconds: None,
                cpu_s: None,
                peak_bytes: None,
            }),
        }
    }
}
