//! What leaves the program: files that are whole or absent and no input, with their digests, and tables as CSV.
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

pub mod digest;
pub mod file;
pub mod named;
pub mod table;
