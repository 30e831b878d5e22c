//! Column files of `docs/formats.md`: an instance whose types are integers in other files.

use std::collections::BTreeSet;
use std::io;

use ironproof_numbers::{Checked, Failure, Fraction, Int, Read, ensure, index, limit_digits};

use crate::instance::{Instance, Level, level};
use crate::json::Scanner;

/// An instance without its types.
pub struct Header {
    pub(crate) frame: Instance, // without groups
    pub(crate) groups: Vec<Group>,
    pub(crate) alpha: i128, // a and b of alpha / unit of weights = a / b
    pub(crate) per_weight: i128,
    pub(crate) wtp_unit: Fraction,
    pub(crate) weight_unit: Fraction, // over b
    /// What the text says that the checksum of its rest is.
    pub crc32: Option<String>,
}

/// A group of a header.
pub struct Group {
    pub(crate) mass: Fraction,
    /// How many types it has.
    pub count: usize,
    /// The names of its columns `wtp`, `prob` and `weight`.
    pub files: [String; 3],
    /// What the header says that their checksums are, or nothing.
    pub crc32: [String; 3],
}

/// Where the bytes of the columns are: group and column count from 0.
pub trait Source {
    /// Goes to the start of the column, and says how many bytes it has.
    fn open(&mut self, group: usize, column: usize) -> io::Result<u64>;
    /// The next bytes of the column.
    fn read(&mut self, group: usize, column: usize, bytes: &mut [u8]) -> io::Result<()>;
}

impl Header {
    /// The header that the text is.
    pub fn read(text: &str) -> Checked<Header> {
        limit_digits(text)?;
        let mut scanner = Scanner { text, rest: text };
        header(&mut scanner).map_err(|failure| match failure {
            Failure::Input(.., expected) => scanner.failure(expected),
            other => other,
        })
    }
    /// Its groups.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }
}

fn header(scanner: &mut Scanner<'_>) -> Checked<Header> {
    let (mut name, mut alpha, mut groups, mut levels) = (None, None, Vec::new(), Vec::new());
    let (mut units, mut labels, mut crc32) = (UNITS, BTreeSet::new(), None);
    let keys = ["name", "alpha", "units", "groups", "quality", "optimum", "crc32"];
    let mut seen = Vec::new();
    while let Some(key) = scanner.key(&keys, &mut seen)? {
        match keys[key] {
            "name" => name = Some(scanner.text()?),
            "alpha" => alpha = Some(scanner.not_negative()?),
            "units" => {
                let mut seen = Vec::new();
                while let Some(key) = scanner.key(&["wtp", "weight"], &mut seen)? {
                    units[key] = Some(scanner.number()?);
                }
            }
            "groups" => groups = scanner.array(|scanner, _| group(scanner, &mut labels))?,
            "quality" => levels = scanner.array(level)?,
            // A claim of the author: only its form is checked.
            "optimum" => drop(scanner.number()?),
            _ => crc32 = Some(scanner.text()?),
        }
    }
    scanner.end()?;
    let is_complete = !groups.is_empty() && !levels.is_empty();
    let (Some(name), Some(alpha), [Some(wtp_unit), Some(unit)], true) =
        (name, alpha, units, is_complete)
    else {
        return Err("the keys name, alpha, units, groups and quality".into());
    };
    let is_positive = [&wtp_unit, &unit].iter().all(|unit| Int::ZERO < unit.numerator);
    ensure(is_positive, "units > 0")?;
    let is_plain = |level: &Level| level.mass.is_some() && level.cost.numerator == Int::ZERO;
    ensure(levels.iter().all(is_plain), "levels with a mass and without cost")?;
    let ratio = alpha.times(&Fraction::new(unit.denominator.clone(), unit.numerator.clone()));
    let weight_unit = unit.times(&Fraction::new(Int::from(1), ratio.denominator.clone()));
    let parts = [&ratio.numerator, &ratio.denominator];
    let [a, b] = parts.map(|part| word(part, 63, "bits in alpha over the unit of weights"));
    let frame = Instance { name, alpha, groups: Vec::new(), levels, sides: Vec::new() };
    Ok(Header { frame, groups, alpha: a?, per_weight: b?, wtp_unit, weight_unit, crc32 })
}

const UNITS: [Option<Fraction>; 2] = [const { None }; 2];

/// The number, if it has no more bits.
pub(crate) fn word(number: &Int, bits: usize, what: &'static str) -> Checked<i128> {
    let word = number.to_string().parse().ok().filter(|_| number.bits() <= bits);
    word.ok_or(Failure::TooLarge(bits, what))
}

fn group(scanner: &mut Scanner<'_>, labels: &mut BTreeSet<String>) -> Checked<Group> {
    let (mut label, mut mass, mut seen) = (None, Fraction::from(0), Vec::new());
    let mut group = Group { mass: Fraction::from(0), count: 0, files: NONE, crc32: NONE };
    while let Some(key) = scanner.key(&["label", "mass", "types"], &mut seen)? {
        match key {
            0 => label = Some(scanner.text()?),
            1 => mass = scanner.not_negative()?,
            _ => types(scanner, &mut group)?,
        }
    }
    ensure(labels.insert(label.ok_or("a label")?), "a label of its own")?;
    ensure(Int::ZERO < mass.numerator, "a mass > 0")?;
    let is_complete = 0 < group.count && group.files.iter().all(|file| !file.is_empty());
    ensure(is_complete, "types with count, wtp, prob and weight")?;
    Ok(Group { mass, ..group })
}

const NONE: [String; 3] = [const { String::new() }; 3];

fn types(scanner: &mut Scanner<'_>, group: &mut Group) -> Read<()> {
    let (keys, mut seen) = (["wtp", "prob", "weight", "count", "crc32", "parquet"], Vec::new());
    while let Some(key) = scanner.key(&keys, &mut seen)? {
        match key {
            0..3 => group.files[key] = scanner.text()?,
            3 => group.count = count(scanner)?,
            4 => {
                let mut seen = Vec::new();
                while let Some(key) = scanner.key(&keys[..3], &mut seen)? {
                    group.crc32[key] = scanner.text()?;
                }
            }
            _ => return Err("binary columns: the checker reads no Parquet"),
        }
    }
    Ok(())
}

/// digits, without quotes
fn count(scanner: &mut Scanner<'_>) -> Read<usize> {
    let rest = scanner.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    let end = rest.find(|mark: char| !mark.is_ascii_digit()).unwrap_or(rest.len());
    scanner.rest = &rest[end..];
    index(&rest[..end]).filter(|n| 0 < *n).ok_or("a number of types, without quotes")
}

/// The types of a group, each read once, from the lowest up.
pub(crate) struct Types<'a> {
    source: &'a mut dyn Source,
    group: usize,
    left: usize,            // that are not yet read
    columns: [Vec<i64>; 3], // the next types, last first
    place: usize,           // of the last type that was given, from 1
    below: i128,            // r of it, or less than any
}

/// So many types are in memory.
const CHUNK: usize = 1 << 16;

impl<'a> Types<'a> {
    pub(crate) fn new(source: &'a mut dyn Source, group: usize, n: usize) -> Checked<Types<'a>> {
        for column in 0..3 {
            let length = source.open(group, column).ok().and_then(|n| usize::try_from(n).ok());
            let is_whole = length.is_some() && length == n.checked_mul(8);
            ensure(is_whole, Failure::Input(n, column + 1, "8 bytes for each type"))?;
        }
        let columns = [const { Vec::new() }; 3];
        Ok(Types { source, group, left: n, columns, place: 0, below: -1 })
    }

    /// r_k, f_k and lambda_k of the next type: 0 <= r_k, r_{k-1} < r_k, 0 < f_k, 0 <= lambda_k, each
    /// less than 2^63; and zeros after the highest.
    pub(crate) fn next(&mut self) -> Checked<[i128; 3]> {
        if self.columns[0].is_empty() {
            self.load()?;
        }
        let [Some(wtp), Some(prob), Some(weight)] = self.columns.each_mut().map(Vec::pop) else {
            return Ok([0; 3]);
        };
        let [wtp, prob, weight] = [wtp, prob, weight].map(i128::from);
        self.place += 1;
        let broken = |column, rule| Failure::Input(self.place, column, rule);
        ensure(self.below < wtp, broken(1, "wtp >= 0, and more than that of the type before"))?;
        ensure(0 < prob, broken(2, "prob > 0"))?;
        ensure(0 <= weight, broken(3, "weight >= 0"))?;
        self.below = wtp;
        Ok([wtp, prob, weight])
    }

    fn load(&mut self) -> Checked<()> {
        let n = self.left.min(CHUNK);
        self.left -= n;
        let mut bytes = vec![0; 8 * n];
        for (column, integers) in self.columns.iter_mut().enumerate() {
            let read = self.source.read(self.group, column, &mut bytes);
            ensure(read.is_ok(), Failure::Input(self.place, column + 1, "more of the column"))?;
            let words = bytes.as_chunks::<8>().0.iter().rev();
            integers.extend(words.map(|word| i64::from_le_bytes(*word)));
        }
        Ok(())
    }
}
