//! Parquet, the only file that names the crate: integer columns without nulls.

use std::fs::File;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, LogicalType, Type as PhysicalType};
use parquet::column::reader::{ColumnReaderImpl, get_typed_column_reader};
use parquet::data_type::Int64Type;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::Error;
use super::header::{Column, Group};
use super::read::Columns;

/// The columns of a group, one row group after the other.
pub(super) struct Reader {
    path: PathBuf,
    file: SerializedFileReader<File>,
    /// Where the columns are among those of the file.
    places: [usize; 3],
    next_row_group: usize,
    /// The row group that is being read, and how many of its rows are left.
    open: Vec<ColumnReaderImpl<Int64Type>>,
    left: usize,
}

impl Reader {
    /// Opens the file, which must have the columns and the number of rows that the header says.
    pub(super) fn open(group: &Group) -> Result<Self, Error> {
        let path = group.files.of(Column::Wtp).to_owned();
        let file = File::open(&path).map_err(|error| Error::Read { path: path.clone(), error })?;
        let file = SerializedFileReader::new(file).map_err(|error| broken(&path, &error))?;
        let metadata = file.metadata().file_metadata();
        if u64::try_from(metadata.num_rows()) != Ok(group.n_types) {
            let (found, n_types) = (metadata.num_rows(), group.n_types);
            return Err(Error::Rows { path, found, n_types });
        }
        let mut places = [0; 3];
        for (place, column) in places.iter_mut().zip(Column::ALL) {
            let fail =
                |found: String| Error::Column { path: path.clone(), column: column.name(), found };
            let columns = metadata.schema_descr().columns();
            let Some(at) = columns.iter().position(|found| found.path().string() == column.name())
            else {
                return Err(fail("there is none".to_owned()));
            };
            let found = &columns[at];
            let is_plain = match found.logical_type_ref() {
                None => {
                    matches!(found.converted_type(), ConvertedType::NONE | ConvertedType::INT_64)
                }
                Some(LogicalType::Integer(integer)) => integer.is_signed,
                Some(_) => false,
            };
            if found.physical_type() != PhysicalType::INT64
                || found.max_rep_level() != 0
                || !is_plain
            {
                return Err(fail(format!("found {}", found.physical_type())));
            }
            *place = at;
        }
        Ok(Self { path, file, places, next_row_group: 0, open: Vec::new(), left: 0 })
    }

    /// Replaces `columns` by those of the next `n` types.
    pub(super) fn fill(&mut self, n: usize, columns: &mut Columns) -> Result<(), Error> {
        columns.iter_mut().for_each(Vec::clear);
        let mut definitions = Vec::new();
        while columns[0].len() < n {
            if self.left == 0 {
                self.open_next().map_err(|error| broken(&self.path, &error))?;
                continue;
            }
            let wanted = self.left.min(n - columns[0].len());
            for (reader, column) in self.open.iter_mut().zip(columns.iter_mut()) {
                definitions.clear();
                let (rows, values, _) = reader
                    .read_records(wanted, Some(&mut definitions), None, column)
                    .map_err(|error| broken(&self.path, &error))?;
                if rows != wanted || values != wanted {
                    let reason = "a column ends early or has nulls".to_owned();
                    return Err(Error::Parquet { path: self.path.clone(), reason });
                }
            }
            self.left -= wanted;
        }
        Ok(())
    }

    fn open_next(&mut self) -> Result<(), ParquetError> {
        let row_group = self.file.get_row_group(self.next_row_group)?;
        self.next_row_group += 1;
        self.open.clear();
        for place in self.places {
            self.open.push(get_typed_column_reader(row_group.get_column_reader(place)?));
        }
        self.left = usize::try_from(row_group.metadata().num_rows()).unwrap_or(0);
        Ok(())
    }
}

fn broken(path: &Path, error: &ParquetError) -> Error {
    Error::Parquet { path: path.to_owned(), reason: error.to_string() }
}

/// Rows per row group that is written.
const ROW_GROUP: usize = 1 << 20;

/// Writes columns of integers, which `fill` gives for a range of rows.
pub(super) fn write(
    out: &mut (dyn Write + Send),
    names: &[&str],
    n_rows: usize,
    fill: &mut dyn FnMut(usize, Range<usize>, &mut Vec<i64>),
) -> std::io::Result<()> {
    let columns: String = names.iter().map(|name| format!("REQUIRED INT64 {name}; ")).collect();
    let schema = parse_message_type(&format!("message types {{ {columns} }}"))?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
    let mut values = Vec::new();
    let mut first = 0;
    while first < n_rows {
        let end = n_rows.min(first + ROW_GROUP);
        let mut row_group = writer.next_row_group()?;
        let mut index = 0;
        while let Some(mut column) = row_group.next_column()? {
            let mut start = first;
            while start < end {
                let stop = end.min(start + ROW_GROUP / 16);
                values.clear();
                fill(index, start..stop, &mut values);
                column.typed::<Int64Type>().write_batch(&values, None, None)?;
                start = stop;
            }
            column.close()?;
            index += 1;
        }
        row_group.close()?;
        first = end;
    }
    writer.close()?;
    Ok(())
}
