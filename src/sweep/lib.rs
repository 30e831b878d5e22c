//! Sweeps: many instances made from one, solved on one machine or on many, whatever happens to them.
//!
//! ```text
//! values    what an axis runs over: lists and ranges, exactly
//! design    which points of the axes are instances: all, drawn, or of low discrepancy
//! document  an instance file as a tree whose numbers have names; its canonical text
//! finite    a finite instance that is changed in place
//! base      the instance that a sweep starts from, and what its axes change
//! settings  how each instance is solved
//! redrawn   a survey that is drawn again, instead of a file
//! id        the digest of all that an instance is
//! instances the instances of a sweep; search: blocks of a search for counterexamples; subject: either
//! spec      what a sweep is about, as a file or as flags say it
//! line      a row as a line with a checksum
//! plan      plan.json, and what it says; manifest: a line for each instance
//! shard     which part of a plan a process does
//! rows      the folder of rows: files that are only ever added
//! answer    one instance solved; record: a row as JSON
//! run       a part of a plan
//! show      an instance of the manifest as a file
//! submit    a sweep as a job of an engine
//! merge     all rows in one file, in order; parquet_file: as a table for other programs
//! status    how far it is
//! entries   what summaries need of rows
//! summary   quantiles over some axes; regions: a map of regimes, refined where the answer changes
//! ```
//!
//! A row depends on its instance, on the settings and on the version of the program, and on nothing else. So it does not
//! matter who makes it, how often, or in which order.
//!
//! ```
//! use std::sync::atomic::AtomicBool;
//! use ironproof_sweep::{design::Design, merge, plan, run, settings::Settings, shard::Shard, spec};
//!
//! let folder = tempfile::tempdir()?;
//! let file = folder.path().join("two.json");
//! std::fs::write(&file, r#"{"name": "two types", "alpha": "1",
//!   "groups": [{"label": "all", "mass": "1", "types": [
//!     {"wtp": "1", "prob": "1/2", "weight": "3"},
//!     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
//!   "quality": [{"level": "1", "mass": "1/2"}]}"#)?;
//! let spec = spec::Spec {
//!     bases: vec![file],
//!     survey: None,
//!     vary: vec![spec::vary("supply=1:2:3")?],
//!     design: Design::Grid,
//!     settings: Settings::default(),
//! };
//! let plan = plan::write(&spec, &folder.path().join("sweep"))?;
//! let options = run::Options {
//!     shard: Shard::ALL, batch: None, time_budget: None, certificates: None, retry: false,
//! };
//! let ran = run::run(&plan, &options, &AtomicBool::new(false), &|_| ())?;
//! assert_eq!((ran.n_new, ran.n_failed), (3, 0));
//! let merged = merge::rows(&plan)?;
//! assert_eq!(merged[2]["value"], "9/4");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![expect(clippy::format_push_string, reason = "texts are put together once, and not in a loop")]

pub mod values;
pub mod design;
mod document;
mod finite;
pub mod settings;
mod base;
mod id;
pub mod redrawn;
pub mod spec;
mod instances;
pub mod search;
mod subject;
pub mod line;
pub mod plan;
pub mod manifest;
pub mod shard;
pub mod rows;
pub mod record;
mod answer;
pub mod run;
pub mod show;
pub mod submit;
#[cfg(feature = "parquet")]
mod parquet_file;
#[cfg(not(feature = "parquet"))]
#[path = "parquet_absent.rs"]
mod parquet_file;
pub mod merge;
pub mod status;
pub mod entries;
pub mod summary;
pub mod regions;
