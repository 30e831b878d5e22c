//! Certificates that are right: what the campaign starts from.
//!
//! Mechanisms come from files, those of the corpus and those of `data`, which `ironproof` made.
//! Linear programs come from the corpus and from [`models`], with claims that [`enumeration`]
//! finds.

pub mod enumeration;
pub mod models;
pub mod claims;
pub mod corpus;

use std::fmt;

use num_traits::Zero;

use crate::certificate::{Certificate, Multipliers};
use crate::claim::Claim;
use crate::columns::Columns;
use crate::instance::{Instance, Level};
use crate::statement::Statement;

/// What kind of certificate it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Of a mechanism, with all multipliers.
    Listed,
    /// Of a mechanism, with pools in at least one group.
    Tight,
    /// Of a mechanism for types in column files.
    Columns,
    /// Of a mechanism in the wider model.
    Wider,
    /// That no mechanism is feasible.
    NoMechanism,
    /// A point and multipliers.
    Optimal,
    /// Symbols.
    Basis,
    /// One bound, or two.
    Bounds,
    /// Multipliers that separate.
    Infeasible,
    /// A column with crossed bounds.
    CrossedColumn,
    /// A row with crossed sides.
    CrossedRow,
    /// A point and a ray.
    Unbounded,
}

/// All kinds, in the order of the table.
pub const KINDS: [Kind; 12] = [
    Kind::Listed,
    Kind::Tight,
    Kind::Columns,
    Kind::Wider,
    Kind::NoMechanism,
    Kind::Optimal,
    Kind::Basis,
    Kind::Bounds,
    Kind::Infeasible,
    Kind::CrossedColumn,
    Kind::CrossedRow,
    Kind::Unbounded,
];

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Listed => "mechanism, listed",
            Kind::Tight => "mechanism, tight",
            Kind::Columns => "mechanism, columns",
            Kind::Wider => "mechanism, wider model",
            Kind::NoMechanism => "mechanism, infeasible",
            Kind::Optimal => "LP, optimal",
            Kind::Basis => "LP, basis",
            Kind::Bounds => "LP, bounds",
            Kind::Infeasible => "LP, infeasible",
            Kind::CrossedColumn => "LP, infeasible by a column",
            Kind::CrossedRow => "LP, infeasible by a row",
            Kind::Unbounded => "LP, unbounded",
        })
    }
}

/// Question and answer as numbers.
pub enum Parsed {
    /// An instance and a certificate.
    Mechanism(Instance, Certificate),
    /// A statement and a claim.
    Lp(Statement, Claim),
}

/// A certificate that is right.
pub struct Seed {
    /// Its kind.
    pub kind: Kind,
    /// The text of the instance or of the statement.
    pub question: String,
    /// The text of the certificate or of the claim.
    pub answer: String,
    /// Both as numbers.
    pub parsed: Parsed,
}

impl Seed {
    /// From an instance and its certificate, if they are in the grammar.
    pub fn mechanism(instance: &str, certificate: &str) -> Option<Seed> {
        let numbers = Instance::read(instance).ok()?;
        let read = Certificate::read(certificate, &numbers).ok()?;
        let is_tight =
            read.groups.iter().any(|block| matches!(block.multipliers, Multipliers::Tight(_)));
        let is_implied = read.groups.iter().any(|block| block.multipliers == Multipliers::Implied);
        let is_plain_level = |level: &Level| level.mass.is_some() && level.cost.is_zero();
        let mut types = numbers.groups.iter().flat_map(|group| &group.types);
        let is_plain = numbers.sides.is_empty()
            && numbers.levels.iter().all(is_plain_level)
            && types.all(|own| own.external.is_zero());
        let kind = match (&read.value, is_plain, is_tight) {
            (None, ..) => Kind::NoMechanism,
            _ if is_implied => Kind::Columns,
            (_, false, _) => Kind::Wider,
            (_, true, true) => Kind::Tight,
            (_, true, false) => Kind::Listed,
        };
        Some(Seed {
            kind,
            question: instance.to_string(),
            answer: certificate.to_string(),
            parsed: Parsed::Mechanism(numbers, read),
        })
    }

    /// From a statement and a claim, if they are in the grammar.
    pub fn lp(statement: &str, claim: &str) -> Option<Seed> {
        let numbers = Statement::read(statement).ok()?;
        let read = Claim::read(claim, &numbers).ok()?;
        let kind = match read {
            Claim::Optimal { .. } => Kind::Optimal,
            Claim::Basis { .. } => Kind::Basis,
            Claim::Bounds { .. } => Kind::Bounds,
            Claim::Infeasible(_) => Kind::Infeasible,
            Claim::CrossedColumn(_) => Kind::CrossedColumn,
            Claim::CrossedRow(_) => Kind::CrossedRow,
            Claim::Unbounded { .. } => Kind::Unbounded,
        };
        Some(Seed {
            kind,
            question: statement.to_string(),
            answer: claim.to_string(),
            parsed: Parsed::Lp(numbers, read),
        })
    }
}

/// Why a campaign has nothing to start from.
#[derive(Debug)]
pub enum SeedError {
    /// The cases of the repository cannot be had.
    Corpus(corpus::CorpusError),
    /// There is no certificate of this kind.
    None(Kind),
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Corpus(error) => error.fmt(f),
            Self::None(kind) => write!(f, "no certificate of the kind `{kind}`"),
        }
    }
}

impl std::error::Error for SeedError {}

/// Everything that a campaign starts from: right certificates of all kinds.
pub fn all(seed: u64) -> Result<Vec<Seed>, SeedError> {
    let mut all = mechanisms();
    all.extend(columns(&all));
    all.extend(corpus::accepted().map_err(SeedError::Corpus)?);
    all.extend(claims::seeds(seed, N_MODELS));
    for kind in KINDS {
        if !all.iter().any(|seed| seed.kind == kind) {
            return Err(SeedError::None(kind));
        }
    }
    Ok(all)
}

/// Random models of a campaign.
const N_MODELS: u64 = 600;

/// The pairs of `data/mechanisms.txt`.
pub fn mechanisms() -> Vec<Seed> {
    let text = include_str!("../../data/mechanisms.txt");
    let mut seeds = Vec::new();
    let mut pair = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with('{') {
            pair = (line.to_string(), String::new());
        } else {
            pair.1.push_str(line);
            pair.1.push('\n');
        }
        if line == "end" {
            seeds.extend(Seed::mechanism(&pair.0, &pair.1));
        }
    }
    seeds
}

/// The same mechanisms for types in column files, where they can be there.
pub fn columns(all: &[Seed]) -> Vec<Seed> {
    let mut seeds = Vec::new();
    for seed in all.iter().filter(|seed| seed.kind == Kind::Tight) {
        let Parsed::Mechanism(instance, certificate) = &seed.parsed else { continue };
        if Columns::new(instance).is_none() {
            continue;
        }
        let mut certificate = certificate.clone();
        for block in &mut certificate.groups {
            block.multipliers = Multipliers::Implied;
        }
        seeds.extend(Seed::mechanism(&seed.question, &certificate.write()));
    }
    seeds
}
