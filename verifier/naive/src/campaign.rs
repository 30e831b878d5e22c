//! Very many mutants, each judged by both checkers, and counts of what they said.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::mutate::{self, Change, Mutant};
use crate::random::Random;
use crate::seeds::{KINDS, Kind, Parsed, Seed};
use crate::verdict::{self, Verdict};

/// What is run.
pub struct Config {
    /// Seed of the random numbers: equal seeds make equal mutants.
    pub seed: u64,
    /// How many mutants.
    pub count: u64,
    /// How many threads; the counts do not depend on it.
    pub threads: usize,
    /// When to stop if the mutants take longer.
    pub time_limit: Option<Duration>,
}

/// How the two verdicts compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Both accept, with the same verdict.
    BothAccept,
    /// Neither accepts.
    BothRefuse,
    /// The trusted checker refuses what the naive one accepts, for a reason of grammar or a limit.
    Stricter(String),
    /// What must not be, and what to call it.
    Finding(&'static str),
}

/// A mutant about which the checkers must be corrected.
pub struct Finding {
    /// Its number.
    pub number: u64,
    /// What is wrong.
    pub what: &'static str,
    /// The kind of the certificate that it was made from.
    pub kind: Kind,
    /// The mutant.
    pub mutant: Mutant,
    /// What the trusted checker says.
    pub trusted: Verdict,
    /// What the naive checker says.
    pub naive: Verdict,
}

/// Mutants by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Accepted by both.
    pub both_accept: u64,
    /// Refused by both.
    pub both_refuse: u64,
    /// Accepted by the naive checker only, allowed.
    pub stricter: u64,
    /// Findings.
    pub findings: u64,
}

/// What a campaign counted.
#[derive(Default)]
pub struct Report {
    /// By kind of certificate, mutation and repair.
    pub tallies: BTreeMap<(Kind, &'static str, &'static str), Tally>,
    /// Rules that were the only broken one, by whether the certificate is one of a mechanism.
    pub alone: BTreeMap<(bool, String), u64>,
    /// Why the trusted checker was stricter.
    pub reasons: BTreeMap<String, u64>,
    /// The first findings.
    pub findings: Vec<Finding>,
}

/// Findings that are kept.
const N_FINDINGS: usize = 50;

/// Mutants that a thread takes at once.
const CHUNK: u64 = 64;

/// How many of 100 mutants are made from this kind.
fn share(kind: Kind) -> usize {
    match kind {
        Kind::Listed | Kind::Tight => 12,
        Kind::Columns => 10,
        Kind::Wider => 11,
        Kind::NoMechanism => 5,
        Kind::Optimal | Kind::Bounds => 13,
        Kind::Infeasible | Kind::Unbounded => 7,
        Kind::Basis => 6,
        Kind::CrossedColumn | Kind::CrossedRow => 2,
    }
}

/// Runs it. `progress` is told how many mutants are done, from one thread, now and then.
pub fn run(seeds: &[Seed], config: &Config, progress: &(dyn Fn(u64) + Sync)) -> Report {
    let start = Instant::now();
    let next = AtomicU64::new(0);
    let by_kind: BTreeMap<Kind, Vec<&Seed>> = KINDS
        .iter()
        .map(|kind| (*kind, seeds.iter().filter(|seed| seed.kind == *kind).collect()))
        .collect();
    let work = |reports: bool| {
        let mut report = Report::default();
        loop {
            let first = next.fetch_add(CHUNK, Ordering::Relaxed);
            let is_late = config.time_limit.is_some_and(|limit| limit < start.elapsed());
            if config.count <= first || is_late {
                return report;
            }
            for number in first..config.count.min(first + CHUNK) {
                one(&by_kind, config.seed, number, &mut report);
            }
            if reports {
                progress(first);
            }
        }
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..config.threads).map(|_| scope.spawn(|| work(false))).collect();
        let mut report = work(true);
        for other in others {
            report.add(other.join().expect("checkers that panic are caught"));
        }
        report
    })
}

/// Makes one mutant and counts what the checkers say.
fn one(by_kind: &BTreeMap<Kind, Vec<&Seed>>, seed: u64, number: u64, report: &mut Report) {
    let mut random = Random::new(seed, number);
    let mut left = random.below(KINDS.into_iter().map(share).sum());
    let is_chosen = |kind: &Kind| {
        let is_chosen = left < share(*kind);
        left = left.saturating_sub(share(*kind));
        is_chosen
    };
    let kind = KINDS.into_iter().find(is_chosen).expect("the shares cover all numbers");
    let Some(seed) = random.one(&by_kind[&kind]) else { return };
    let mutant = mutate::mutant(seed, &mut random);
    let (question, answer) = (&mutant.question, &mutant.answer);
    let (trusted, naive) = match seed.parsed {
        Parsed::Mechanism(..) if kind == Kind::Columns => {
            (verdict::trusted_columns(question, answer), verdict::naive_mechanism(question, answer))
        }
        Parsed::Mechanism(..) => (
            verdict::trusted_mechanism(question, answer),
            verdict::naive_mechanism(question, answer),
        ),
        Parsed::Lp(..) => {
            (verdict::trusted_lp(question, answer), verdict::naive_lp(question, answer))
        }
    };
    if let Verdict::Rejected(rules) = &naive
        && let [rule] = &rules[..]
    {
        let is_mechanism = matches!(seed.parsed, Parsed::Mechanism(..));
        *report.alone.entry((is_mechanism, rule.clone())).or_default() += 1;
    }
    let mut change = mutant.change;
    // In other units numbers may not fit into columns.
    change.is_honest &= kind != Kind::Columns || !matches!(trusted, Verdict::Limit(_));
    let outcome = compare(&trusted, &naive, change);
    let Change { mutation, repair, .. } = change;
    let tally = report.tallies.entry((kind, mutation, repair)).or_default();
    match outcome {
        Outcome::BothAccept => tally.both_accept += 1,
        Outcome::BothRefuse => tally.both_refuse += 1,
        Outcome::Stricter(reason) => {
            tally.stricter += 1;
            *report.reasons.entry(reason).or_default() += 1;
        }
        Outcome::Finding(what) => {
            tally.findings += 1;
            report.findings.push(Finding { number, what, kind, mutant, trusted, naive });
            report.keep_first_findings();
        }
    }
}

/// The trusted checker may be stricter about grammar, and nothing else.
pub fn compare(trusted: &Verdict, naive: &Verdict, change: Change) -> Outcome {
    match (trusted, naive) {
        (Verdict::Panicked, _) | (_, Verdict::Panicked) => Outcome::Finding("a checker panicked"),
        (Verdict::Accepted(a), Verdict::Accepted(b)) if a != b => {
            Outcome::Finding("two different verdicts")
        }
        (Verdict::Accepted(_), Verdict::Accepted(_)) => Outcome::BothAccept,
        (Verdict::Accepted(_), _) => Outcome::Finding("accepted by the trusted checker alone"),
        (Verdict::Rejected(_), Verdict::Accepted(_)) => {
            Outcome::Finding("rejected by the trusted checker alone")
        }
        _ if change.is_honest => Outcome::Finding("an honest change was refused"),
        (Verdict::Malformed(reason) | Verdict::Limit(reason), Verdict::Accepted(_)) => {
            Outcome::Stricter(reason.clone())
        }
        _ => Outcome::BothRefuse,
    }
}

impl Report {
    fn add(&mut self, other: Report) {
        for (key, tally) in other.tallies {
            self.tallies.entry(key).or_default().add(tally);
        }
        for (rule, count) in other.alone {
            *self.alone.entry(rule).or_default() += count;
        }
        for (reason, count) in other.reasons {
            *self.reasons.entry(reason).or_default() += count;
        }
        self.findings.extend(other.findings);
        self.keep_first_findings();
    }

    fn keep_first_findings(&mut self) {
        self.findings.sort_by_key(|finding| finding.number);
        self.findings.truncate(N_FINDINGS);
    }

    /// All mutants together.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        self.tallies.values().for_each(|tally| total.add(*tally));
        total
    }
}

impl Tally {
    /// Adds another.
    pub fn add(&mut self, other: Tally) {
        self.both_accept += other.both_accept;
        self.both_refuse += other.both_refuse;
        self.stricter += other.stricter;
        self.findings += other.findings;
    }

    /// All of them.
    pub fn mutants(&self) -> u64 {
        self.both_accept + self.both_refuse + self.stricter + self.findings
    }
}
