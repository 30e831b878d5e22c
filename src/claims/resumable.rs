//! The random search, block by block; a file keeps what is finished.
//!
//! The file is replaced after each block, so that a run can be ended at any time and loses at most a block.
//! Instance i of a seed is always the same one, and counts add up: a search in parts finds what one run does.

use std::path::{Path, PathBuf};

use ironproof_files::file::{WriteError, write_file};
use ironproof_files::lock::{Lock, LockError};
use ironproof_files::sealed::{self, Broken};
use serde::{Deserialize, Serialize};

use super::{Claim, Solver, Tally, validate};

/// Random instances between two writes: less than a second of work.
const BLOCK: u64 = 4096;
/// The file in a folder of results.
pub const FILE: &str = "claims-search.json";

/// Which random instances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The seed.
    pub seed: u64,
    /// The index of the first instance.
    pub first: u64,
    /// How many.
    pub n: u64,
    /// The file that keeps what is finished, to go on from there.
    pub file: Option<PathBuf>,
}

/// Why a search cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The file cannot be read.
    #[error("{}: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// The file cannot be written.
    #[error("{0}")]
    Write(#[from] WriteError),
    /// Another run writes into the folder of the file.
    #[error("{0}")]
    Lock(#[from] LockError),
    /// The file is damaged.
    #[error("{}: not the state of a search: {error}; move this file away to start again", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: Broken,
    },
    /// The file is about another search.
    #[error(
        "{}: a search with another {what}; choose another --out, or remove the file to start again",
        path.display()
    )]
    Other {
        /// The file.
        path: PathBuf,
        /// What differs.
        what: &'static str,
    },
    /// The file is further than the search is to go.
    #[error("{}: {n} instances are finished already; ask for at least as many", path.display())]
    Beyond {
        /// The file.
        path: PathBuf,
        /// How many.
        n: u64,
    },
}

/// What the file has.
#[derive(Serialize, Deserialize)]
struct State {
    version: String,
    claims: Vec<String>,
    seed: u64,
    first: u64,
    /// The index after the last finished instance.
    next: u64,
    tally: Tally,
}

/// The counts of the claims on all instances of the search. `finished` hears how many more are done.
///
/// # Errors
/// [`SearchError`] if the file cannot be read or written, or is about another search.
pub fn search(
    claims: &[&'static Claim],
    search: &Search,
    solver: Solver,
    finished: &(dyn Fn(u64) + Sync),
) -> Result<Tally, SearchError> {
    let folder = search.file.as_deref().and_then(Path::parent);
    let _lock = folder.map(Lock::of).transpose()?;
    let end = search.first.saturating_add(search.n);
    let mut state = match search.file.as_deref().filter(|path| path.exists()) {
        Some(path) => resumed(path, claims, search, end)?,
        None => start(claims, search),
    };
    finished(state.next - search.first);
    while state.next < end {
        let block = state.next..end.min(state.next.saturating_add(BLOCK));
        state.next = block.end;
        let found = validate::over_random(claims, search.seed, block, solver, finished);
        state.tally = state.tally.merge(&found);
        if let Some(path) = &search.file {
            write_file(path, |out| out.write_all(sealed::document(&state).as_bytes()))?;
        }
    }
    Ok(state.tally)
}

/// Writes the file of a search that was done elsewhere, with all its counts: [`search`] goes on from there. A file of the
/// same search that is further stays.
///
/// # Errors
/// [`SearchError`] if the file cannot be written, or is that of another search.
pub fn keep(
    path: &Path,
    claims: &[&'static Claim],
    search: &Search,
    tally: &Tally,
) -> Result<(), SearchError> {
    let _lock = path.parent().map(Lock::of).transpose()?;
    let next = search.first.saturating_add(search.n);
    if path.exists() && next <= resumed(path, claims, search, u64::MAX)?.next {
        return Ok(());
    }
    let state = State { next, tally: tally.clone(), ..start(claims, search) };
    Ok(write_file(path, |out| out.write_all(sealed::document(&state).as_bytes()))?)
}

fn start(claims: &[&'static Claim], search: &Search) -> State {
    State {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        claims: claims.iter().map(|claim| claim.id.to_owned()).collect(),
        seed: search.seed,
        first: search.first,
        next: search.first,
        tally: Tally::new(claims),
    }
}

/// The state of the file, which must be of this search and not beyond its end.
fn resumed(
    path: &Path,
    claims: &[&'static Claim],
    search: &Search,
    end: u64,
) -> Result<State, SearchError> {
    let path = || path.to_owned();
    let text = std::fs::read(path()).map_err(|error| SearchError::Read { path: path(), error })?;
    let state: State = sealed::read_document(&text)
        .map_err(|error| SearchError::Damaged { path: path(), error })?;
    let wanted = start(claims, search);
    let other = [
        ("version", state.version != wanted.version || !state.tally.is_about(claims)),
        ("list of claims", state.claims != wanted.claims),
        ("seed", state.seed != wanted.seed),
        ("first instance", state.first != wanted.first),
    ];
    if let Some((what, _)) = other.into_iter().rev().find(|(_, differs)| *differs) {
        return Err(SearchError::Other { path: path(), what });
    }
    if end < state.next {
        return Err(SearchError::Beyond { path: path(), n: state.next - state.first });
    }
    Ok(state)
}
