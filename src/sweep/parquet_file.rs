//! Merged rows as a Parquet file, which DuckDB and polars read: this is the only file of the crate that names the library.
//!
//! Columns are texts, but for whole numbers, doubles and truths. Every column may be null.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use ironproof_files::file::{WriteError, write_file};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};
use serde_json::Value;

use crate::line;
use crate::record::{Hearer, Record};

/// Rows of a row group.
const GROUP: usize = 100_000;

/// Writes rows, which `each` hands out one by one.
pub(crate) fn write(
    path: &Path,
    columns: &[String],
    each: &mut dyn FnMut(&mut Hearer<'_>) -> io::Result<()>,
) -> Result<(), WriteError> {
    write_file(path, |out| {
        let fail = |error: ParquetError| io::Error::other(error.to_string());
        let schema = schema(columns).map_err(fail)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            // The name of the library is not that of its version: files of one program are the same bytes.
            .set_created_by("ironproof".to_owned())
            .build();
        let out: &mut (dyn Write + Send) = out;
        let mut writer =
            SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(fail)?;
        let mut rows: Vec<Record> = Vec::new();
        each(&mut |record| {
            rows.push(record);
            if rows.len() < GROUP {
                return Ok(());
            }
            let mut group = writer.next_row_group().map_err(fail)?;
            fill(&mut group, columns, &rows).map_err(fail)?;
            group.close().map_err(fail)?;
            rows.clear();
            Ok(())
        })?;
        if !rows.is_empty() {
            let mut group = writer.next_row_group().map_err(fail)?;
            fill(&mut group, columns, &rows).map_err(fail)?;
            group.close().map_err(fail)?;
        }
        writer.close().map_err(fail)?;
        Ok(())
    })
}

/// What a column holds, by its name.
fn physical(name: &str) -> Physical {
    match name {
        "index" => Physical::INT64,
        "feasible" => Physical::BOOLEAN,
        "objective" | "error" => Physical::DOUBLE,
        // The name of an axis may end in anything.
        name if !line::is_reserved(name) => Physical::BYTE_ARRAY,
        name if ["_approx", "_low", "_high"].iter().any(|end| name.ends_with(end)) => {
            Physical::DOUBLE
        }
        _ => Physical::BYTE_ARRAY,
    }
}

fn schema(columns: &[String]) -> Result<TypePtr, ParquetError> {
    let column = |name: &String| {
        let physical = physical(name);
        let logical = (physical == Physical::BYTE_ARRAY).then_some(LogicalType::String);
        Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()
            .map(Arc::new)
    };
    let columns = columns.iter().map(column).collect::<Result<_, _>>()?;
    Ok(Arc::new(Type::group_type_builder("rows").with_fields(columns).build()?))
}

fn fill<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    columns: &[String],
    rows: &[Record],
) -> Result<(), ParquetError> {
    for name in columns {
        let cells = || rows.iter().map(|row| row.get(name).filter(|value| !value.is_null()));
        let Some(mut writer) = group.next_column()? else { break };
        match physical(name) {
            Physical::INT64 => {
                let (values, levels) = filled(cells().map(|cell| cell.and_then(Value::as_i64)));
                writer.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
            }
            Physical::DOUBLE => {
                let (values, levels) = filled(cells().map(|cell| cell.and_then(Value::as_f64)));
                writer.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
            }
            Physical::BOOLEAN => {
                let (values, levels) = filled(cells().map(|cell| cell.and_then(Value::as_bool)));
                writer.typed::<BoolType>().write_batch(&values, Some(&levels), None)?;
            }
            _ => {
                let text = |value: &Value| match value {
                    Value::String(text) => ByteArray::from(text.as_str()),
                    other => ByteArray::from(other.to_string().as_str()),
                };
                let (values, levels) = filled(cells().map(|cell| cell.map(text)));
                writer.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
            }
        }
        writer.close()?;
    }
    Ok(())
}

/// The values that are there, and for each row whether there is one.
fn filled<T>(cells: impl Iterator<Item = Option<T>>) -> (Vec<T>, Vec<i16>) {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    for cell in cells {
        levels.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    (values, levels)
}
