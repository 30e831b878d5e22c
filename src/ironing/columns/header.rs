//! The header: a finite instance in JSON whose types are columns in other files (`docs/formats.md`).

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Error, sums};
use ironproof_instance::finite;
use ironproof_instance::finite::{Invalid, LevelJson, Number, QualityLevel, Rule};
use ironproof_number::rational::Rational;

/// An instance whose types stay in files.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// A name for tables and file names.
    pub name: String,
    /// `alpha`, not negative.
    pub alpha: Rational,
    /// What the integer 1 in a column `wtp` stands for, positive.
    pub wtp_unit: Rational,
    /// What the integer 1 in a column `weight` stands for, positive.
    pub weight_unit: Rational,
    /// At least one.
    pub groups: Vec<Group>,
    /// Strictly increasing; at least one.
    pub quality: Vec<QualityLevel>,
    /// The claimed optimum.
    pub optimum: Option<Rational>,
    /// Whether the header has a CRC-32 of its own.
    has_sum: bool,
}

/// A group: what its header says, and where its columns are.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The observable label, unique in its instance.
    pub label: String,
    /// `mu_i`, positive.
    pub mass: Rational,
    /// Types, positive.
    pub n_types: u64,
    /// Its columns.
    pub files: Files,
    /// The CRC-32 of its columns, if the header has them.
    pub sums: Option<[u32; 3]>,
}

/// Where the columns `wtp`, `prob` and `weight` of a group are.
#[derive(Clone, Debug, PartialEq)]
pub enum Files {
    /// One file each, signed 64-bit integers, little-endian.
    Binary([PathBuf; 3]),
    /// Three columns of one Parquet file.
    Parquet(PathBuf),
}

/// A column of a group, in the order of [`Files::Binary`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// r_k.
    Wtp,
    /// f_k.
    Prob,
    /// lambda_k.
    Weight,
}

impl Column {
    /// In the order of the files.
    pub const ALL: [Self; 3] = [Self::Wtp, Self::Prob, Self::Weight];

    /// Its name in headers and Parquet files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wtp => "wtp",
            Self::Prob => "prob",
            Self::Weight => "weight",
        }
    }
}

impl Files {
    /// The file that has a column.
    pub fn of(&self, column: Column) -> &Path {
        match (self, column) {
            (Self::Parquet(path), _) => path,
            (Self::Binary([wtp, _, _]), Column::Wtp) => wtp,
            (Self::Binary([_, prob, _]), Column::Prob) => prob,
            (Self::Binary([_, _, weight]), Column::Weight) => weight,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderJson {
    name: String,
    alpha: Number,
    units: UnitsJson,
    groups: Vec<GroupJson>,
    quality: Vec<LevelJson>,
    optimum: Option<Number>,
    crc32: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitsJson {
    wtp: Number,
    weight: Number,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupJson {
    label: String,
    mass: Number,
    types: TypesJson,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypesJson {
    count: u64,
    wtp: Option<PathBuf>,
    prob: Option<PathBuf>,
    weight: Option<PathBuf>,
    parquet: Option<PathBuf>,
    crc32: Option<SumsJson>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SumsJson {
    wtp: String,
    prob: String,
    weight: String,
}

/// Reads a header. The files that it names are relative to its folder, and not opened here.
///
/// # Errors
/// [`Error`] if the file cannot be read, is not JSON of the documented shape, or breaks a rule of
/// an instance.
pub fn open(path: &Path) -> Result<Instance, Error> {
    let read = |error| Error::Read { path: path.to_owned(), error };
    let text = ironproof_number::limits::read_text(path).map_err(read)?;
    let instance = parse(&text, path.parent().unwrap_or(Path::new(".")))
        .map_err(|error| Error::Header { path: path.to_owned(), error })?;
    if instance.has_sum && !sums::is_whole(&text) {
        return Err(Error::DamagedHeader(path.to_owned()));
    }
    Ok(instance)
}

fn parse(text: &str, folder: &Path) -> Result<Instance, finite::ReadError> {
    let json: HeaderJson = serde_json::from_str(text)?;
    let fail = |place: String, rule| Err(finite::ReadError::from(Invalid { place, rule }));
    for (unit, name) in [(&json.units.wtp, "wtp"), (&json.units.weight, "weight")] {
        if unit.0 <= Rational::ZERO {
            return fail(format!("units.{name}"), Rule::UnitNotPositive);
        }
    }
    let mut groups = Vec::with_capacity(json.groups.len());
    for (g, GroupJson { label, mass, types }) in json.groups.into_iter().enumerate() {
        let fail = |rule| {
            let place = format!("groups[{g}].types");
            Err(finite::ReadError::from(Invalid { place, rule }.in_group(&label)))
        };
        let files = match (types.wtp, types.prob, types.weight, types.parquet) {
            (Some(wtp), Some(prob), Some(weight), None) => {
                Files::Binary([wtp, prob, weight].map(|file| folder.join(file)))
            }
            (None, None, None, Some(file)) => Files::Parquet(folder.join(file)),
            _ => return fail(Rule::ColumnKeys),
        };
        if types.count == 0 {
            return fail(Rule::NoType);
        }
        let found = types.crc32.map(|SumsJson { wtp, prob, weight }| {
            [wtp, prob, weight].map(|digits| sums::parse(&digits))
        });
        let sums = match found {
            None => None,
            Some([Some(wtp), Some(prob), Some(weight)]) => Some([wtp, prob, weight]),
            Some(_) => return fail(Rule::ColumnSums),
        };
        groups.push(Group { label, mass: mass.0, n_types: types.count, files, sums });
    }
    let instance = Instance {
        name: json.name,
        alpha: json.alpha.0,
        wtp_unit: json.units.wtp.0,
        weight_unit: json.units.weight.0,
        groups,
        quality: json.quality.into_iter().map(QualityLevel::from).collect(),
        optimum: json.optimum.map(|number| number.0),
        has_sum: json.crc32.is_some(),
    };
    let groups = instance.groups.iter().map(|group| (&*group.label, &group.mass));
    finite::validate_frame(&instance.name, &instance.alpha, groups, &instance.quality)?;
    let is_plain = |level: &QualityLevel| level.mass.is_some() && level.cost.is_zero();
    if let Some(j) = instance.quality.iter().position(|level| !is_plain(level)) {
        return fail(format!("quality[{j}]"), Rule::PlainColumns);
    }
    Ok(instance)
}

impl Instance {
    /// The number of types over all groups.
    pub fn n_types(&self) -> u64 {
        self.groups.iter().map(|group| group.n_types).fold(0, u64::saturating_add)
    }

    /// Whether any damage of the header and of the columns is seen: not where they have no sums.
    pub fn is_checked(&self) -> bool {
        self.has_sum && self.groups.iter().all(|group| group.sums.is_some())
    }

    /// `q_j`.
    pub(super) fn levels(&self) -> Vec<Rational> {
        self.quality.iter().map(|level| level.level.clone()).collect()
    }
}

/// Columns of consecutive types, in the order of [`Column::ALL`].
pub(super) type Columns = [Vec<i64>; 3];
