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
use crate::columns::header::Columns;

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

/// Appends the values of a column in a range of rows.
pub(super) type Fill<'a> = &'a mut dyn FnMut(usize, Range<usize>, &mut Vec<i64>);

/// Writes columns of integers, which `fill` gives.
pub(super) fn write(
    out: &mut (dyn Write + Send),
    names: &[&str],
    n_rows: usize,
    fill: Fill<'_>,
) -> std::io::Result<()> {
    let columns: Vec<String> = names.iter().map(|name| format!("REQUIRED INT64 {name};")).collect();
    let schema = parse_message_type(&format!("message types {{ {} }}", columns.join(" ")))?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::Files;
    use ironproof_number::rational::Rational;

    fn group(path: &Path, n_types: usize) -> Group {
        let n_types = u64::try_from(n_types).expect("small");
        let files = Files::Parquet(path.to_owned());
        Group { label: "all".to_owned(), mass: Rational::ONE, n_types, files, sums: None }
    }

    /// Chunks do not end where row groups end.
    #[test]
    fn columns_come_back_over_several_row_groups() {
        let n = ROW_GROUP + 3;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.parquet");
        let mut file = File::create(&path).expect("a file");
        let names = ["weight", "other", "wtp", "prob"];
        let value = |column: usize, row: usize| i64::try_from(7 * row + column).expect("small");
        write(&mut file, &names, n, &mut |column, rows, into| {
            into.extend(rows.map(|row| value(column, row)));
        })
        .expect("written");
        let mut reader = Reader::open(&group(&path, n)).expect("opened");
        let mut columns = Columns::default();
        let mut first = 0;
        while first < n {
            let chunk = (n - first).min((1 << 18) + 1);
            reader.fill(chunk, &mut columns).expect("read");
            for (column, found) in [2, 3, 0].into_iter().zip(&columns) {
                let expected: Vec<i64> =
                    (first..first + chunk).map(|row| value(column, row)).collect();
                assert_eq!(found, &expected);
            }
            first += chunk;
        }
    }

    /// Columns of which the schema says that they may have nulls, and what else Arrow writes, are fine without nulls.
    #[test]
    fn optional_columns_are_read_and_nulls_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.parquet");
        let read = |schema: &str, definitions: &[i16], values: &[i64]| {
            let schema = parse_message_type(schema).expect("a schema");
            let file = File::create(&path).expect("a file");
            let mut writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::default())
                .expect("a writer");
            let mut row_group = writer.next_row_group().expect("a row group");
            while let Some(mut column) = row_group.next_column().expect("a column") {
                let typed = column.typed::<Int64Type>();
                typed.write_batch(values, Some(definitions), None).expect("written");
                column.close().expect("closed");
            }
            row_group.close().expect("closed");
            writer.close().expect("closed");
            let mut columns = Columns::default();
            Reader::open(&group(&path, definitions.len()))?
                .fill(definitions.len(), &mut columns)?;
            Ok::<_, Error>(columns)
        };
        let schema = |annotation: &str| {
            ["wtp", "prob", "weight"]
                .map(|name| format!("OPTIONAL INT64 {name} {annotation};"))
                .concat()
        };
        let plain = format!("message types {{ {} }}", schema(""));
        let signed = format!("message types {{ {} }}", schema("(INTEGER(64,true))"));
        let values = vec![1, 2, 3];
        for schema in [&plain, &signed] {
            let columns = read(schema, &[1, 1, 1], &values).expect("read");
            assert_eq!(columns, [values.clone(), values.clone(), values.clone()]);
        }
        let error = read(&plain, &[1, 0, 1], &values[..2]).expect_err("a null");
        assert!(error.to_string().ends_with("a column ends early or has nulls"), "{error}");
        for annotation in ["(INTEGER(64,false))", "(DECIMAL(10,2))", "(TIMESTAMP(MILLIS,true))"] {
            let schema = format!("message types {{ {} }}", schema(annotation));
            let error = read(&schema, &[1, 1, 1], &values).expect_err(annotation);
            assert!(matches!(error, Error::Column { column: "wtp", .. }), "{error}");
        }
    }
}
