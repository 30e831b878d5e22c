//! Tables of results: Parquet has the columns and the cells of the CSV, and their types.

use ironproof::bench::accuracy::{record, row};
use ironproof::bench::measure::Measurement;
use ironproof::bench::row::{Row, records};
use ironproof::bench::status::Status;
use ironproof::table::{write_csv, write_parquet};
use parquet::basic::Repetition;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, RecordWriter};
use serde::Serialize;

/// The cells, as text, line by line; the first line has the names and types of the columns. `?` marks a column
/// whose cells may be empty.
fn read_back(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.parquet");
    std::fs::write(&path, bytes).unwrap();
    let file = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
    let fields = file.metadata().file_metadata().schema().get_fields();
    let head = fields.iter().map(|field| {
        let may_be_empty = field.get_basic_info().repetition() == Repetition::OPTIONAL;
        let mark = if may_be_empty { "?" } else { "" };
        format!("{} {}{mark}", field.name(), field.get_physical_type())
    });
    let mut lines = vec![head.collect()];
    for row in file.get_row_iter(None).unwrap() {
        let row = row.unwrap();
        let cell = |field: &Field| match field {
            Field::Null => String::new(),
            Field::Bool(x) => x.to_string(),
            Field::UInt(x) => x.to_string(),
            Field::ULong(x) => x.to_string(),
            Field::Double(x) => x.to_string(),
            Field::Str(x) => x.clone(),
            other => panic!("{other:?}"),
        };
        lines.push(row.get_column_iter().map(|(_, field)| cell(field)).collect());
    }
    lines
}

/// Parquet and CSV have the same names and cells; returns the columns with their types.
#[track_caller]
fn check_table<T: Serialize, P>(rows: &[T], records: &[P]) -> Vec<String>
where
    for<'a> &'a [P]: RecordWriter<P>,
{
    let (mut csv, mut parquet) = (Vec::new(), Vec::new());
    write_csv(&mut csv, rows).unwrap();
    write_parquet(&mut parquet, records).unwrap();
    let mut parquet = read_back(parquet);
    let columns = parquet.remove(0);
    let mut csv = csv::Reader::from_reader(csv.as_slice());
    let heads = csv.headers().unwrap().clone();
    let names: Vec<&str> = columns.iter().map(|column| column.split(' ').next().unwrap()).collect();
    assert_eq!(heads.iter().collect::<Vec<_>>(), names);
    let lines: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    assert_eq!((lines.len(), parquet.len()), (rows.len(), rows.len()));
    for (line, cells) in lines.iter().zip(&parquet) {
        for ((name, a), b) in names.iter().zip(line).zip(cells) {
            // 1e-7 is 0.0000001.
            let number = |text: &str| text.parse::<f64>().ok();
            assert!(a == b || number(a).is_some() && number(a) == number(b), "{name}: {a} and {b}");
        }
    }
    columns
}

#[test]
fn rows_of_bench_are_the_same_in_csv_and_parquet() {
    let row = |status: &str, measurement: Measurement| Row {
        shape: "noisy".to_owned(),
        types: 100_000_000,
        groups: 1,
        levels: 20,
        method: "highs-ipm/gamma/adjacent".to_owned(),
        proved: status == "ok",
        measurement: Measurement { status: Status::from(status), ..measurement },
    };
    let right = Measurement {
        value: "1/3".to_owned(),
        error: Some(1e-17),
        seconds: vec![1e-7, 3e-7, 2e-7],
        iterations: Some(12),
        rows: Some(7),
        nonzeros: Some(9),
        peak_bytes: Some(1 << 40),
        status: Status::Right,
    };
    let rows = [row("ok", right), row("time, \"limit\"", Measurement::only(Status::NotTried))];
    let columns = check_table(&records(&rows), &records(&rows));
    let documented = include_str!("../../docs/benchmarks.md");
    for column in &columns {
        let name = column.split(' ').next().unwrap();
        assert!(documented.contains(&format!("`{name}`")), "docs/benchmarks.md: `{name}`");
    }
    assert_eq!(
        columns,
        [
            "shape BYTE_ARRAY",
            "types INT64",
            "groups INT64",
            "levels INT64",
            "method BYTE_ARRAY",
            "proved BOOLEAN",
            "status BYTE_ARRAY",
            "median_s DOUBLE?",
            "spread_s DOUBLE?",
            "least_s DOUBLE?",
            "samples INT64",
            "peak_bytes INT64?",
            "iterations INT64?",
            "rows INT64?",
            "nonzeros INT64?",
            "error DOUBLE?",
            "value BYTE_ARRAY?",
        ]
    );
}

#[test]
fn rows_of_accuracy_are_the_same_in_csv_and_parquet() {
    let empty = row::Row { instance: "a".to_owned(), difficulty: 3, ..row::Row::default() };
    let full = row::Row {
        exact_obj: Some("-1/3".to_owned()),
        basis_exactly_optimal: Some(false),
        obj: Some(-0.333),
        gap: Some(1e-300),
        iterations: Some(u64::from(u32::MAX) + 1),
        timestamp: 1_700_000_000,
        ..empty.clone()
    };
    let rows = [full, empty];
    let columns = check_table(&rows, &record::records(&rows));
    for column in ["difficulty INT32", "basis_exactly_optimal BOOLEAN?", "iterations INT64?"] {
        assert!(columns.iter().any(|known| known == column), "{column} in {columns:?}");
    }
}
