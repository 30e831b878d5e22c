//! What leaves the program: names that hide nothing, files that are whole or absent, tables as CSV and Parquet.

pub mod name;
pub mod file;
pub mod table;
