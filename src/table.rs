//! Tables of results as CSV and as Parquet: the fields of a struct are the columns of both.
//!
//! ```text
//! field        Parquet                  CSV
//! integer      INT64, INT32 for u32     digits
//! f64          DOUBLE                   shortest text that reads back as the same number
//! bool         BOOLEAN                  true, false
//! text         BYTE_ARRAY, UTF8         text
//! Option       the same, or null        empty if there is none
//! ```

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::record::RecordWriter;
use serde::Serialize;

/// The rows as CSV, with a line of names.
pub fn write_csv<T: Serialize>(out: &mut dyn Write, rows: &[T]) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    for row in rows {
        csv.serialize(row)?;
    }
    csv.flush()
}

/// The rows as Parquet, in one row group.
pub fn write_parquet<T>(out: &mut (dyn Write + Send), rows: &[T]) -> io::Result<()>
where
    for<'a> &'a [T]: RecordWriter<T>,
{
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = SerializedFileWriter::new(out, rows.schema()?, Arc::new(properties))?;
    let mut row_group = writer.next_row_group()?;
    rows.write_to_row_group(&mut row_group)?;
    row_group.close()?;
    writer.close()?;
    Ok(())
}
