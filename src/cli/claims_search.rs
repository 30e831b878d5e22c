//! The random search of `claims`, block by block; with `--resume` a file keeps what is finished.
//!
//! The file is replaced after each block, so that a run can be ended at any time and loses at most a block.
//! Instance i of a seed is always the same one, and counts add up: a search in parts finds what one run does.

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use serde::{Deserialize, Serialize};

use super::{CliError, Common, output};
use ironproof_claims::{Claim, Tally, validate};
use ironproof_ironing::certificate;

/// Random instances between two writes: some seconds of work.
const BLOCK: u64 = 16_384;
/// The file in the folder of results.
const FILE: &str = "claims-search.json";

/// Which random instances.
pub(super) struct Search {
    pub(super) seed: u64,
    pub(super) first: u64,
    pub(super) n: u64,
    pub(super) is_resumable: bool,
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

/// The counts of the claims on all instances of the search.
pub(super) fn run(
    claims: &[&'static Claim],
    search: &Search,
    common: &Common,
) -> Result<Tally, CliError> {
    let folder = common.out.clone().unwrap_or_else(|| PathBuf::from("results"));
    let path = search.is_resumable.then(|| folder.join(FILE));
    let end = search.first.saturating_add(search.n);
    let mut state = match path.as_deref().filter(|path| path.exists()) {
        Some(path) => resumed(path, claims, search, end)?,
        None => start(claims, search),
    };
    let bar = progress(search.n, common);
    bar.inc(state.next - search.first);
    while state.next < end {
        let block = state.next..end.min(state.next.saturating_add(BLOCK));
        state.next = block.end;
        let found =
            validate::over_random(claims, search.seed, block, certificate::certify, |n| bar.inc(n));
        state.tally = state.tally.merge(&found);
        if let Some(path) = &path {
            output::write_file(path, |out| serde_json::to_writer(out, &state).map_err(Into::into))?;
        }
    }
    bar.finish_and_clear();
    Ok(state.tally)
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
) -> Result<State, CliError> {
    let refuse = |what: String| Err(CliError::Usage(format!("{}: {what}", path.display())));
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return refuse(error.to_string()),
    };
    let state: State = match serde_json::from_str(&text) {
        Ok(state) => state,
        Err(error) => return refuse(format!("not the state of a search: {error}")),
    };
    let wanted = start(claims, search);
    let other = [
        ("version", state.version != wanted.version || !state.tally.is_about(claims)),
        ("list of claims", state.claims != wanted.claims),
        ("seed", state.seed != wanted.seed),
        ("first instance", state.first != wanted.first),
    ];
    if let Some((what, _)) = other.iter().rev().find(|(_, differs)| *differs) {
        return refuse(format!(
            "a search with another {what}; choose another --out, or remove the file to start again"
        ));
    }
    if end < state.next {
        let n = state.next - state.first;
        return refuse(format!("{n} instances are finished already; ask for at least as many"));
    }
    Ok(state)
}

fn progress(n: u64, common: &Common) -> ProgressBar {
    if common.quiet || common.json {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{pos}/{len} random instances {wide_bar} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(n).with_style(style)
}
