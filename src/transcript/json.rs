//! The certificate of an LP as JSON, `docs/formats.md`, section LP certificate (JSON): the same numbers as in
//! the text, by the names of columns and rows.

use ironproof_number::{IBig, UBig};
use serde::{Serialize, Serializer};

use crate::digest::Source;
use ironproof_answer::{Basis, BasisStatus};
use ironproof_linear::Lp;
use ironproof_linear::duality::Vector;
use ironproof_number::rational::Rational;
use ironproof_proof::{Bounds, Evidence, Proof};

/// The whole document. What a verdict does not have is left out.
#[derive(Default, Serialize)]
struct Document<'a> {
    format: &'static str,
    file_sha256: &'a str,
    statement_sha256: &'a str,
    relaxation: bool,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lower: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    upper: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    point: Option<Entries<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    multipliers: Option<Entries<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ray: Option<Entries<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crossed_column: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crossed_row: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<BasisEntries<'a>>,
}

#[derive(Serialize)]
struct BasisEntries<'a> {
    columns: Entries<'a>,
    rows: Entries<'a>,
}

/// An object in the order of the model.
struct Entries<'a>(Vec<(&'a str, String)>);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, text)| (name, text)))
    }
}

/// The proof for the model of `source`, and the optimal basis if there is one.
pub fn write_proof_json(lp: &Lp, source: &Source, proof: &Proof, basis: Option<&Basis>) -> String {
    let mut document = Document { status: proof.status(), ..Document::default() };
    match proof.evidence() {
        Evidence::Optimal { point, multipliers, value } => {
            document.value = Some(value.to_string());
            document.point = Some(entries(columns(lp), point));
            document.multipliers = Some(entries(rows(lp), multipliers));
        }
        Evidence::Infeasible { multipliers } => {
            document.multipliers = Some(integers(rows(lp), multipliers));
        }
        Evidence::CrossedColumn(j) => document.crossed_column = Some(&lp.columns[*j].name),
        Evidence::CrossedRow(i) => document.crossed_row = Some(&lp.rows[*i].name),
        Evidence::Unbounded { point, ray } => {
            document.point = Some(entries(columns(lp), point));
            document.ray = Some(integers(columns(lp), ray));
        }
    }
    document.basis = basis.map(|basis| BasisEntries {
        columns: places(columns(lp), &basis.columns),
        rows: places(rows(lp), &basis.rows),
    });
    text(document, source)
}

/// The bounds for the model of `source`.
pub fn write_bounds_json(lp: &Lp, source: &Source, bounds: &Bounds) -> String {
    let side = |bound: Option<&Rational>| bound.map(Rational::to_string);
    let document = Document {
        status: "bounds",
        lower: side(bounds.lower()),
        upper: side(bounds.upper()),
        point: bounds.point().map(|point| entries(columns(lp), point)),
        multipliers: bounds.multipliers().map(|vector| entries(rows(lp), vector)),
        ..Document::default()
    };
    text(document, source)
}

fn text<'a>(mut document: Document<'a>, source: &'a Source) -> String {
    document.format = "ironproof-lp-certificate-json 1";
    document.file_sha256 = &source.file;
    document.statement_sha256 = &source.statement;
    document.relaxation = 0 < source.n_relaxed;
    let text = serde_json::to_string_pretty(&document).expect("strings only");
    format!("{text}\n")
}

fn columns(lp: &Lp) -> impl Iterator<Item = &str> {
    lp.columns.iter().map(|column| &column.name[..])
}

fn rows(lp: &Lp) -> impl Iterator<Item = &str> {
    lp.rows.iter().map(|row| &row.name[..])
}

/// The entries that are not zero.
fn entries<'a>(names: impl Iterator<Item = &'a str>, vector: &Vector) -> Entries<'a> {
    let used = names.zip(vector.entries()).filter(|(_, x)| !x.is_zero());
    Entries(used.map(|(name, x)| (name, x.to_string())).collect())
}

fn integers<'a>(names: impl Iterator<Item = &'a str>, numerators: &[IBig]) -> Entries<'a> {
    entries(names, &Vector::over(numerators.to_vec(), UBig::ONE))
}

fn places<'a>(names: impl Iterator<Item = &'a str>, places: &[BasisStatus]) -> Entries<'a> {
    let word = |place: &BasisStatus| match place {
        BasisStatus::Basic => "basic",
        BasisStatus::Lower | BasisStatus::Nonbasic => "lower",
        BasisStatus::Upper => "upper",
        BasisStatus::Zero => "zero",
    };
    Entries(names.zip(places).map(|(name, place)| (name, word(place).to_owned())).collect())
}
