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
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};
use serde_json::Value;

use crate::line;
use crate::record::Hearer;

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
        let mut open: Vec<Column> = columns.iter().map(|name| Column::new(name)).collect();
        let mut n = 0;
        each(&mut |record| {
            for (name, column) in columns.iter().zip(&mut open) {
                column.push(record.get(name).filter(|value| !value.is_null()));
            }
            n += 1;
            if n < GROUP {
                return Ok(());
            }
            n = 0;
            keep(&mut writer, &mut open).map_err(fail)
        })?;
        if n > 0 {
            keep(&mut writer, &mut open).map_err(fail)?;
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

/// The cells of a row group in one column: those that are there, and for each row whether there is one.
struct Column {
    levels: Vec<i16>,
    cells: Cells,
}

enum Cells {
    Whole(Vec<i64>),
    Doubles(Vec<f64>),
    Truths(Vec<bool>),
    /// All texts behind each other, and where each ends: a text of its own would take several times its length.
    Texts(Vec<u8>, Vec<usize>),
}

impl Column {
    fn new(name: &str) -> Self {
        let cells = match physical(name) {
            Physical::INT64 => Cells::Whole(Vec::new()),
            Physical::DOUBLE => Cells::Doubles(Vec::new()),
            Physical::BOOLEAN => Cells::Truths(Vec::new()),
            _ => Cells::Texts(Vec::new(), Vec::new()),
        };
        Self { levels: Vec::new(), cells }
    }

    fn push(&mut self, cell: Option<&Value>) {
        let is_there = match &mut self.cells {
            Cells::Whole(cells) => push(cells, cell.and_then(Value::as_i64)),
            Cells::Doubles(cells) => push(cells, cell.and_then(Value::as_f64)),
            Cells::Truths(cells) => push(cells, cell.and_then(Value::as_bool)),
            Cells::Texts(bytes, ends) => {
                match cell {
                    Some(Value::String(text)) => bytes.extend(text.bytes()),
                    Some(other) => bytes.extend(other.to_string().bytes()),
                    None => {}
                }
                push(ends, cell.map(|_| bytes.len()))
            }
        };
        self.levels.push(i16::from(is_there));
    }
}

fn push<T>(cells: &mut Vec<T>, cell: Option<T>) -> bool {
    let is_there = cell.is_some();
    cells.extend(cell);
    is_there
}

/// Writes a row group, and empties the columns.
fn keep<W: Write + Send>(
    writer: &mut SerializedFileWriter<W>,
    columns: &mut [Column],
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for column in columns {
        let Some(mut writer) = group.next_column()? else { break };
        let levels = std::mem::take(&mut column.levels);
        let levels = Some(levels.as_slice());
        match &mut column.cells {
            Cells::Whole(cells) => {
                writer.typed::<Int64Type>().write_batch(&std::mem::take(cells), levels, None)?;
            }
            Cells::Doubles(cells) => {
                writer.typed::<DoubleType>().write_batch(&std::mem::take(cells), levels, None)?;
            }
            Cells::Truths(cells) => {
                writer.typed::<BoolType>().write_batch(&std::mem::take(cells), levels, None)?;
            }
            Cells::Texts(bytes, ends) => {
                let all = std::mem::take(bytes);
                let mut from = 0;
                let text = |end: usize| {
                    let text = ByteArray::from(all[from..end].to_vec());
                    from = end;
                    text
                };
                let cells: Vec<ByteArray> = std::mem::take(ends).into_iter().map(text).collect();
                writer.typed::<ByteArrayType>().write_batch(&cells, levels, None)?;
            }
        }
        writer.close()?;
    }
    group.close()?;
    Ok(())
}
