//! Tables of results as files.

use ironproof::bench::measure::Measurement;
use ironproof::bench::row::{Row, records};
use ironproof::bench::status::Status;
use ironproof::table::write_csv;

#[test]
fn rows_of_bench_are_plain_columns() {
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
    let mut csv = Vec::new();
    write_csv(&mut csv, &records(&rows)).unwrap();
    let text = String::from_utf8(csv).unwrap();
    let head = text.lines().next().unwrap();
    assert_eq!(
        text,
        "shape,types,groups,levels,method,proved,status,median_s,spread_s,least_s,samples,peak_bytes,iterations,rows,\
         nonzeros,error,value\n\
         noisy,100000000,1,20,highs-ipm/gamma/adjacent,true,ok,2e-7,1e-7,1e-7,3,1099511627776,12,7,9,1e-17,1/3\n\
         noisy,100000000,1,20,highs-ipm/gamma/adjacent,false,\"time, \"\"limit\"\"\",,,,0,,,,,,\n"
    );
    let documented = include_str!("../../docs/benchmarks.md");
    for name in head.split(',') {
        assert!(documented.contains(&format!("`{name}`")), "docs/benchmarks.md: `{name}`");
    }
}
