//! A proof about an LP as a file, for the checker of this project and for checkers written by others.
//!
//! ```text
//! digest                    what a file is bound to: digests of the model
//! text                      the certificate, which `ironproof-verifier` reads
//! json                      the same numbers by the names of rows and columns
//! inequality, vipr, coq     linear combinations of inequalities, in the formats of others
//! ```
//!
//! Nothing is decided here: a `Proof` or `Bounds` comes in, and text goes out.
//!
//! ```
//! const MODEL: &[u8] = b"Maximize\n x + y\nSubject To\n limit: 3 x + y <= 1\nEnd\n";
//! use ironproof_linear::{ModelFormat, Readings, read_model};
//! use ironproof_transcript::{Certificate, Source, write_certificate};
//!
//! let readings = Readings::default();
//! let model = read_model(MODEL, ModelFormat::Text, &readings)?;
//! let report = ironproof_proof::prove(&model.lp, &ironproof_proof::unaided, 10.0);
//! let proof = report.proof().ok_or("out of time")?;
//! let source = Source::new(MODEL, &model, &readings);
//! let certificate = write_certificate(&source, Certificate::Proof(proof));
//! assert!(certificate.contains("\noptimal 1\n"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod digest;
mod text;
mod json;
mod inequality;
mod vipr;
mod coq;

pub use self::coq::{NoCoq, write_coq};
pub use self::digest::Source;
pub use self::json::{write_bounds_json, write_proof_json};
pub use self::text::{Certificate, basis_of_certificate, length_of_vectors, write_certificate};
pub use self::vipr::{NoVipr, write_vipr, write_vipr_bounds};
