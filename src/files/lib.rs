//! What leaves the program: files that are whole or absent, tables as CSV and Parquet.

pub mod file;
pub mod table;
