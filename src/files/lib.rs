//! What leaves the program: files that are whole or absent and no input, and what survives a fault.
//!
//! ```text
//! digest   SHA-256
//! named    what the command line names is never both read and written
//! aside    temporary files and folders, and what a killed process has left of them
//! file     a file is whole or absent
//! lock     a folder of results has one writer
//! sealed   text with a checksum: what was changed is not believed
//! store    rows of results, only ever appended, and whole after any damage
//! table    results as CSV
//! ```
//!
//! ```
//! use ironproof_files::table::Csv;
//!
//! let mut out = Vec::new();
//! let mut csv = Csv::new(&mut out);
//! csv.row(["group", "price"])?;
//! csv.row(["=1+1", "-1/3"])?;
//! csv.finish()?;
//! // A number stays one; a formula becomes a text.
//! assert_eq!(out, b"group,price\n'=1+1,-1/3\n");
//! # Ok::<(), std::io::Error>(())
//! ```

mod held;
pub mod aside;
pub mod digest;
pub mod named;
pub mod file;
pub mod lock;
pub mod sealed;
pub mod store;
pub mod table;
