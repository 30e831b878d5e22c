//! Results for people and for programs: tables, pictures, pages, files. Nothing is computed here.

pub mod svg;
pub mod plot;
pub mod bench_plot;
pub mod path_plot;
pub mod pool_plot;
pub mod bench_accuracy_plot;
pub mod claims_output;
pub mod claims_continuous;
pub mod claims_page;
