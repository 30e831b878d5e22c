//! Results for people and for programs: tables, pictures, pages, files. Nothing is computed here.
//!
//! ```
//! const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
//!   "groups": [{"label": "all", "mass": "1", "types": [
//!     {"wtp": "1", "prob": "1/2", "weight": "3"},
//!     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
//!   "quality": [{"level": "1", "mass": "1/2"}]}"#;
//! let instance = ironproof_instance::finite::read(TWO_TYPES)?;
//! let optimum = ironproof_ironing::optimum(&instance);
//! let path = std::env::temp_dir().join("ironproof-two-types.svg");
//! ironproof_report::plot::write(&path, &instance, &optimum)?;
//! assert!(std::fs::read_to_string(&path)?.contains("two types"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod document;
pub mod latex;
pub mod markdown;
mod bounds;
mod further;
mod certify;
mod path;
mod verify;
mod words;
mod printer;
mod records;
mod shadow;
mod digits;
mod percent;
mod solve;
mod continuum;
mod explain_words;
mod explain;
mod regimes;
mod policies;
mod sweep;
#[expect(clippy::float_arithmetic, reason = "percents for people")]
mod sweep_summary;
mod estimate;
mod uncertain;
mod terminal;
pub mod picture;
pub mod svg;
mod far;
pub mod figure;
pub mod plot;
pub mod path_plot;
pub mod pool_plot;
pub mod bench_files;
mod bench;
mod accuracy;
mod compare;
mod template;
mod claims;
pub mod claims_tables;
pub mod claims_page;
mod claims_grids;
pub mod page;
mod brief;
mod replicated;

pub use self::certify::CertifyReport;
pub use self::path::PathReport;
pub use self::printer::{Format, Printer, Report};
pub use self::records::{Record, write_csv};
pub use self::verify::VerifyReport;
pub use self::words::counted;
