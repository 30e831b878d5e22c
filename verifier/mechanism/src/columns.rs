//! Column files of `docs/formats.md`: an instance whose types are integers in other files.

use std::collections::BTreeSet;
use std::io;

use ironproof_numbers::{Checked, Failure, Fraction, Int, Read, ensure, index, limit_digits};

use crate::instance::{Instance, level};
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
    /// How many bytes the column has.
    fn length(&mut self, group: usize, column: usize) -> io::Result<u64>;
    /// The bytes of the column from an offset on.
    fn read(&mut self, group: usize, column: usize, at: u64, bytes: &mut [u8]) -> io::Result<()>;
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
    let (mut units, mut crc32) = ([const { None }; 2], None);
    let (mut labels, mut seen) = (BTreeSet::new(), Vec::new());
    let keys = ["name", "alpha", "units", "groups", "quality", "optimum", "crc32"];
    while let Some(key) = scanner.key(&keys, &mut seen)? {
        match keys[key] {
            "name" => name = Some(scanner.text()?),
            "alpha" => alpha = Some(scanner.not_negative()?),
            "units" => {
                let mut seen = Vec::new();
                while let Some(key) = scanner.key(&["wtp", "weight"], &mut seen)? {
                    let unit = scanner.number()?;
                    ensure(Int::ZERO < unit.numerator, "a unit > 0")?;
                    units[key] = Some(unit);
                }
            }
            "groups" => groups = scanner.array(|scanner, _| group(scanner, &mut labels))?,
            "quality" => levels = scanner.array(level)?,
            "optimum" => drop(scanner.number()?),
            _ => crc32 = Some(scanner.text()?),
        }
    }
    scanner.end()?;
    let is_complete = !groups.is_empty() && !levels.is_empty();
    let (Some(name), Some(alpha), [Some(wtp_unit), Some(weight_unit)], true) =
        (name, alpha, units, is_complete)
    else {
        return Err("the keys name, alpha, units, groups and quality".into());
    };
    let is_plain =
        |level: &crate::instance::Level| level.mass.is_some() && level.cost == Fraction::from(0);
    ensure(levels.iter().all(is_plain), "levels with a mass and without cost")?;
    let upside_down = Fraction::new(weight_unit.denominator.clone(), weight_unit.numerator.clone());
    let ratio = alpha.times(&upside_down);
    let per_weight = Fraction::new(Int::from(1), ratio.denominator.clone());
    Ok(Header {
        alpha: word(&ratio.numerator)?,
        per_weight: word(&ratio.denominator)?,
        weight_unit: weight_unit.times(&per_weight),
        wtp_unit,
        frame: Instance { name, alpha, groups: Vec::new(), levels, sides: Vec::new() },
        groups,
        crc32,
    })
}

/// The number, if it is a signed integer of 64 bits.
fn word(number: &Int) -> Checked<i128> {
    let word = number.to_string().parse::<i64>();
    word.map(i128::from)
        .map_err(|_| Failure::TooLarge(63, "bits in alpha over the unit of weights"))
}

fn group(scanner: &mut Scanner<'_>, labels: &mut BTreeSet<String>) -> Checked<Group> {
    let (mut label, mut mass) = (None, Fraction::from(0));
    let (mut count, mut files, mut crc32) = (0, [const { String::new() }; 3], None);
    let (keys, mut seen) = (["label", "mass", "types"], Vec::new());
    while let Some(key) = scanner.key(&keys, &mut seen)? {
        match keys[key] {
            "label" => label = Some(scanner.text()?),
            "mass" => mass = scanner.not_negative()?,
            _ => {
                let (keys, mut seen) =
                    (["wtp", "prob", "weight", "count", "crc32", "parquet"], Vec::new());
                while let Some(key) = scanner.key(&keys, &mut seen)? {
                    match key {
                        0..3 => files[key] = scanner.text()?,
                        3 => count = self::count(scanner)?,
                        4 => crc32 = Some(texts(scanner)?),
                        _ => return Err("binary columns: the checker reads no Parquet".into()),
                    }
                }
            }
        }
    }
    ensure(labels.insert(label.ok_or("a label")?), "a label of its own")?;
    ensure(Int::ZERO < mass.numerator, "a mass > 0")?;
    let is_complete = 0 < count && files.iter().all(|file| !file.is_empty());
    ensure(is_complete, "types with count, wtp, prob and weight")?;
    Ok(Group { mass, count, files, crc32: crc32.unwrap_or_default() })
}

/// A text for each of the columns.
fn texts(scanner: &mut Scanner<'_>) -> Read<[String; 3]> {
    let (mut texts, mut seen) = ([const { String::new() }; 3], Vec::new());
    while let Some(key) = scanner.key(&["wtp", "prob", "weight"], &mut seen)? {
        texts[key] = scanner.text()?;
    }
    ensure(seen.len() == 3, "wtp, prob and weight")?;
    Ok(texts)
}

/// digits, without quotes
fn count(scanner: &mut Scanner<'_>) -> Read<usize> {
    let rest = scanner.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    let end = rest.find(|mark: char| !mark.is_ascii_digit()).unwrap_or(rest.len());
    scanner.rest = &rest[end..];
    index(&rest[..end]).ok_or("a number of types, without quotes")
}

/// The types of a group, each read once, from the highest down.
pub(crate) struct Types<'a> {
    source: &'a mut dyn Source,
    group: usize, // from 0
    left: usize,  // types that are not yet read, the lowest ones
    columns: [Vec<i64>; 3],
    above: Option<i64>, // r of the type above
    place: usize,       // of the next type, from 1
}

/// So many types are in memory.
const CHUNK: usize = 1 << 16;

impl<'a> Types<'a> {
    pub(crate) fn new(
        source: &'a mut dyn Source,
        group: usize,
        count: usize,
    ) -> Checked<Types<'a>> {
        let types = Types {
            source,
            group,
            left: count,
            columns: [const { Vec::new() }; 3],
            above: None,
            place: count,
        };
        for column in 0..3 {
            let length = types.source.length(group, column);
            let length = length.map_err(|error| types.failure(column, &error))?;
            let is_whole = u64::try_from(count).is_ok_and(|n| n.checked_mul(8) == Some(length));
            ensure(is_whole, ()).map_err(|()| {
                types.failure(column, &format!("{length} bytes; {count} types take 8 bytes each"))
            })?;
        }
        Ok(types)
    }

    fn failure(&self, column: usize, why: &dyn std::fmt::Display) -> Failure {
        let name = ["wtp", "prob", "weight"][column];
        Failure::Column(format!("column {name} of group {}: {why}", self.group + 1))
    }

    /// r_k, f_k and lambda_k of the next type, 0 <= r_k < r_{k+1}, 0 < f_k, 0 <= lambda_k, each less
    /// than 2^63; and zeros after the lowest.
    pub(crate) fn next(&mut self) -> Checked<[i128; 3]> {
        if self.columns[0].is_empty() {
            self.load()?;
        }
        let [Some(wtp), Some(prob), Some(weight)] = self.columns.each_mut().map(Vec::pop) else {
            return Ok([0; 3]);
        };
        let rules = [
            (0, 0 <= wtp && self.above.is_none_or(|above| wtp < above), "wtp >= 0 and increasing"),
            (1, 0 < prob, "prob > 0"),
            (2, 0 <= weight, "weight >= 0"),
        ];
        for (column, holds, rule) in rules {
            if !holds {
                return Err(self.failure(column, &format!("type {}: expected {rule}", self.place)));
            }
        }
        self.above = Some(wtp);
        self.place -= 1;
        Ok([wtp, prob, weight].map(i128::from))
    }

    fn load(&mut self) -> Checked<()> {
        let n = self.left.min(CHUNK);
        self.left -= n;
        let mut bytes = vec![0; 8 * n];
        for column in 0..3 {
            let at = u64::try_from(8 * self.left).unwrap_or(u64::MAX);
            let read = self.source.read(self.group, column, at, &mut bytes);
            read.map_err(|error| self.failure(column, &error))?;
            let words = bytes.as_chunks::<8>().0.iter().map(|word| i64::from_le_bytes(*word));
            self.columns[column].extend(words);
        }
        Ok(())
    }
}
