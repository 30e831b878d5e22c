//! Types in column files: the same optimum as in memory, with as little memory as possible.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use ironproof::columns::{self, Error, Format, Limits, Solution};
use ironproof::finite::{FiniteInstance, Wtp};
use ironproof::ironing::{self, segments};
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use tempfile::TempDir;

use crate::common::{listed, randoms};
use crate::scale::{Arrays, finite, shapes};

const FORMATS: [Format; 2] = [Format::Binary, Format::Parquet];
const LEVELS: [f64; 4] = [0.125, 0.25, 0.5, 1.0];
const SUPPLY: [f64; 4] = [0.25, 0.0625, 0.25, 0.125];

/// A header without checksums, as people write and change them.
fn unsealed(header: &str) -> String {
    let body = header.rsplit_once(",\n \"crc32\"").unwrap().0;
    let mut parts = body.split(",\"crc32\":{");
    let mut text = parts.next().unwrap().to_owned();
    parts.for_each(|part| text.push_str(part.split_once('}').unwrap().1));
    text + "}\n"
}

/// Writes the columns of an instance of points without checksums, and returns the path of the header.
fn write(folder: &TempDir, instance: &FiniteInstance, format: Format) -> PathBuf {
    let path = write_sealed(folder, instance, format);
    std::fs::write(&path, unsealed(&std::fs::read_to_string(&path).unwrap())).unwrap();
    path
}

/// The same with checksums.
fn write_sealed(folder: &TempDir, instance: &FiniteInstance, format: Format) -> PathBuf {
    let written = columns::from_finite(instance, format).unwrap();
    for file in &written.files {
        let mut bytes = Vec::new();
        file.write(&mut bytes).unwrap();
        std::fs::write(folder.path().join(&file.name), bytes).unwrap();
    }
    let path = folder.path().join("x.columns.json");
    std::fs::write(&path, written.header).unwrap();
    path
}

fn solve(header: &Path, limits: &Limits) -> Result<Solution, Error> {
    let scratch = tempfile::tempfile().unwrap();
    columns::solve(&columns::open(header)?, limits, &scratch, &|_| ())
}

fn has_points_only(instance: &FiniteInstance) -> bool {
    let mut types = instance.groups.iter().flat_map(|group| &group.types);
    types.all(|ty| matches!(ty.wtp, Wtp::Point(_)))
}

/// Value, blocks, contracts, words and the column of items are those of ironing in memory.
#[track_caller]
fn check(instance: &FiniteInstance, format: Format, limits: &Limits) {
    let folder = TempDir::new().unwrap();
    let optimum = ironing::optimum(instance);
    let found = solve(&write(&folder, instance, format), limits).unwrap();
    let name = format!("{} {limits:?}", instance.name);
    assert_eq!(found.value, optimum.value, "{name}");
    for ((group, expected), found) in instance.groups.iter().zip(&optimum.groups).zip(&found.groups)
    {
        assert_eq!(found.n_blocks, u64::try_from(expected.blocks.len()).unwrap(), "{name}");
        let menu: Vec<_> = found.contracts.iter().map(|contract| contract.item.clone()).collect();
        assert_eq!(menu, expected.menu, "{name}");
        assert_eq!(found.segments(), segments(group, expected), "{name}");
        for contract in &found.contracts {
            let (first, last) =
                (&group.types[contract.item.first], &group.types[contract.item.last]);
            assert_eq!((&contract.wtp.0, &contract.wtp.1), (first.low(), last.low()), "{name}");
        }
        let mut items = Vec::new();
        columns::write_items(&mut items, Format::Binary, &found.contracts).unwrap();
        let (words, rest) = items.as_chunks();
        assert_eq!((words.len(), rest.len()), (group.types.len(), 0), "{name}");
        for (k, word) in words.iter().enumerate() {
            let item = &menu[usize::try_from(u32::from_le_bytes(*word)).unwrap()];
            assert!((item.first..=item.last).contains(&k), "{name}");
        }
    }
}

fn tiny(chunk: usize, window: usize) -> Limits {
    Limits { chunk, window, window_per_group: window }
}

#[test]
fn small_instances_have_the_same_optimum_with_tiny_chunks_and_windows() {
    let instances = randoms(7, 200).chain(listed()).filter(has_points_only);
    for (n, instance) in instances.enumerate() {
        check(&instance, FORMATS[n % 2], &tiny(1 + n % 7, 2 + n % 5));
    }
}

#[test]
fn every_shape_has_the_same_optimum() {
    for (name, arrays) in shapes(2048) {
        for (format, limits) in
            FORMATS.into_iter().zip([tiny(7, 3), Limits::within(64 << 20, 1).unwrap()])
        {
            for (levels, supply) in [(&LEVELS[..], &SUPPLY[..]), (&[0.5], &[2.0])] {
                let instance = finite(&[&arrays], levels, supply);
                let instance = instance.changed(|content| name.clone_into(&mut content.name));
                let instance = instance.unwrap();
                check(&instance, format, &limits);
            }
        }
    }
}

#[test]
fn groups_that_interleave_and_tie_have_the_same_optimum() {
    let all = shapes(1024);
    let group = |index: usize, mass: f64| {
        let (_, Arrays { wtp, prob, weight, .. }) = &all[index];
        Arrays { mass, wtp: wtp.clone(), prob: prob.clone(), weight: weight.clone() }
    };
    let groups = [group(1, 0.5), group(6, 0.25), group(0, 0.125), group(6, 0.25)];
    let instance = finite(&groups.each_ref(), &LEVELS, &SUPPLY);
    for limits in [tiny(7, 2), tiny(100, 64)] {
        check(&instance, Format::Binary, &limits);
    }
}

/// The header of one group with the types (1, 1, 3), (2, 1, 1), (3, 2, 0), and its folder.
fn three_types(format: Format) -> (TempDir, PathBuf) {
    let text = r#"{"name":"F1","alpha":"1","groups":[{"label":"all","mass":"1","types":[
        {"wtp":"1","prob":"1/4","weight":"3"},{"wtp":"2","prob":"1/4","weight":"1"},
        {"wtp":"3","prob":"1/2","weight":"0"}]}],"quality":[{"level":"1","mass":"1/2"}]}"#;
    let folder = TempDir::new().unwrap();
    let header = write(&folder, &ironproof::finite::read(text).unwrap(), format);
    (folder, header)
}

fn bytes(values: &[i64]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

#[test]
fn a_broken_column_is_one_error_with_its_file_place_and_rule() {
    let cases: &[(&str, &[i64], &str)] = &[
        ("wtp", &[1, 2], "F1.1.wtp.i64: 16 bytes; 3 types take 8 bytes each"),
        ("wtp", &[1, 2, 3, 4], "F1.1.wtp.i64: 32 bytes; 3 types take 8 bytes each"),
        ("wtp", &[1, 2, 2], "F1.1.wtp.i64: wtp of type 3: willingness to pay is not strictly"),
        ("wtp", &[-1, 2, 3], "F1.1.wtp.i64: wtp of type 1: the willingness to pay is negative"),
        ("prob", &[1, 0, 2], "F1.1.prob.i64: prob of type 2: the probability is not positive"),
        ("weight", &[3, 1, -1], "F1.1.weight.i64: weight of type 3: the weight is negative"),
        ("prob", &[i64::MAX, 1, 1], "group `all`: the integers are too large"),
        ("weight", &[i64::MAX, i64::MAX, 1], "group `all`: the integers are too large"),
    ];
    for (column, values, message) in cases {
        let (folder, header) = three_types(Format::Binary);
        if *column == "weight" {
            // Large on its own is fine, large times large is not.
            let probs = bytes(&[1 << 62, 1 << 61, 1]);
            std::fs::write(folder.path().join("F1.1.prob.i64"), probs).unwrap();
        }
        std::fs::write(folder.path().join(format!("F1.1.{column}.i64")), bytes(values)).unwrap();
        let error = solve(&header, &tiny(2, 2)).unwrap_err().to_string();
        assert!(error.contains(message), "{error}\n{message}");
    }
}

/// 2 r_K sum_k f_k |lambda_k - alpha| is at least 2^126 and below 2^127, then half of it.
#[test]
fn the_bound_on_sums_is_checked_before_they_are_formed() {
    let (folder, header) = three_types(Format::Binary);
    let put = |column: &str, values: &[i64]| {
        std::fs::write(folder.path().join(format!("F1.1.{column}.i64")), bytes(values)).unwrap();
    };
    put("wtp", &[1, 2, i64::MAX]);
    put("weight", &[1 << 62, 0, 0]);
    assert!(matches!(solve(&header, &tiny(2, 2)), Err(Error::TooLarge { .. })));
    put("weight", &[1 << 61, 0, 0]);
    assert!(solve(&header, &tiny(2, 2)).is_ok());
}

#[test]
fn a_damaged_parquet_file_is_an_error() {
    let (folder, header) = three_types(Format::Parquet);
    let path = folder.path().join("F1.1.parquet");
    let good = std::fs::read(&path).unwrap();
    assert!(solve(&header, &tiny(2, 2)).is_ok());
    for n in [0, 10, good.len() / 2, good.len() - 1] {
        std::fs::write(&path, &good[..n]).unwrap();
        let error = solve(&header, &tiny(2, 2)).unwrap_err();
        assert!(matches!(error, Error::Parquet { .. }), "{n}: {error}");
    }
    // The item column is Parquet, but not with these columns.
    std::fs::write(&path, &good).unwrap();
    let contracts = solve(&header, &tiny(2, 2)).unwrap().groups.remove(0).contracts;
    let mut items = Vec::new();
    columns::write_items(&mut items, Format::Parquet, &contracts).unwrap();
    std::fs::write(&path, items).unwrap();
    let error = solve(&header, &tiny(2, 2)).unwrap_err().to_string();
    assert!(error.contains("F1.1.parquet: column `wtp`"), "{error}");
    let text = std::fs::read_to_string(&header).unwrap().replace("\"count\":3", "\"count\":4");
    std::fs::write(&header, text).unwrap();
    let error = solve(&header, &tiny(2, 2)).unwrap_err().to_string();
    assert!(error.ends_with("F1.1.parquet: 3 rows for 4 types"), "{error}");
}

#[test]
fn a_header_follows_the_rules_of_finite_instances() {
    let (_folder, header) = three_types(Format::Binary);
    let good = std::fs::read_to_string(&header).unwrap();
    for (from, to, message) in [
        ("\"alpha\": \"1\"", "\"alpha\": \"-1\"", "alpha is negative"),
        ("\"alpha\": \"1\"", "\"alpha\": 1", "line 2, column 11: invalid type"),
        ("\"wtp\": \"1\"", "\"wtp\": \"0\"", "units.wtp: the unit is not positive"),
        ("\"mass\": \"1\"", "\"mass\": \"0\"", "groups[0] (group `all`): the mass is not positive"),
        ("\"count\":3", "\"count\":0", "groups[0].types (group `all`): the group has no type"),
        ("\"prob\":\"F1.1.prob.i64\",", "", "groups[0].types (group `all`): `types` has either"),
        ("\"level\": \"1\"", "\"level\": \"2\"", "quality[0]: the quality level is outside"),
        ("F1.1.wtp.i64", "missing.i64", "missing.i64: No such file"),
        ("\"alpha\": \"1\"", "\"alpha\": \"1/99999999999999999999\"", "64-bit integers"),
    ] {
        assert!(good.contains(from), "{from} in {good}");
        std::fs::write(&header, good.replace(from, to)).unwrap();
        let error = solve(&header, &tiny(2, 2)).unwrap_err().to_string();
        assert!(error.contains(message), "{error}\n{message}");
    }
}

/// The example of `docs/formats.md` is read as it stands.
#[test]
fn the_example_of_the_formats_is_a_header() {
    let formats = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats.md");
    let text = std::fs::read_to_string(formats).unwrap();
    let section = text.split("## Column files").nth(1).unwrap();
    let example = section.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("large.columns.json");
    std::fs::write(&path, example).unwrap();
    let instance = columns::open(&path).unwrap();
    assert_eq!((instance.groups.len(), instance.n_types()), (2, 1_500_000));
}

#[test]
fn a_budget_holds_or_is_refused() {
    let small = Limits::within(64 << 20, 1).unwrap();
    let large = Limits::within(1 << 30, 1).unwrap();
    assert!(small.window < large.window && small.chunk <= large.chunk);
    assert!(Limits::within(64 << 20, 1000).is_ok());
    let error = Limits::within(64 << 20, 1_000_000).unwrap_err();
    assert!(Limits::within(error.needed, 1_000_000).is_ok());
    assert!(Limits::within(error.needed - 1, 1_000_000).is_err());
}

#[test]
fn the_command_line_takes_a_continuous_instance_to_a_mechanism_in_columns() {
    let folder = TempDir::new().unwrap();
    let ironproof = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ironproof"));
        command.current_dir(&folder).args(words);
        command
    };
    let instance =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../instances/closed-form/c19-kinked-weights.toml");
    let grid = ["--method", "types", "--grid", "300"];
    let expected = ironproof(&["solve", instance, "--json"]).args(grid).output().unwrap();
    let expected: serde_json::Value = serde_json::from_slice(&expected.stdout).unwrap();
    let name = expected["name"].as_str().unwrap();
    let header = format!("{name}.columns.json");
    for (format, extension) in [("binary", "u32"), ("parquet", "parquet")] {
        let discretize = ["discretize", instance, "--columns", format, "--out", "."];
        ironproof(&discretize).args(grid).assert().code(0);
        let solve = ["solve", &header, "--memory", "64MiB", "--mechanism", "m", "--json"];
        let output = ironproof(&solve).output().unwrap();
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(found["value"], expected["value"]);
        assert_eq!(found["groups"][0]["segments"], expected["groups"][0]["segments"]);
        assert!(folder.path().join(format!("m/{name}.1.item.{extension}")).exists());
        let menu =
            std::fs::read_to_string(folder.path().join(format!("m/{name}.menu.csv"))).unwrap();
        assert!(menu.starts_with("group,item,first_type,last_type,") && menu.contains(",300,"));
    }
    ironproof(&["solve", &header]).assert().code(0).stdout(contains("300 types in"));
    let refused = |words: &[&str], message: &str| {
        let one_line = contains("\n").count(1);
        ironproof(words).assert().code(2).stderr(contains(message).and(one_line));
    };
    refused(&["solve", &header, "--memory", "1MiB"], "budget of 1048576 bytes is too small");
    refused(&["solve", instance, "--memory", "1GiB"], "are about column files");
    refused(&["verify", &header], "only `solve` takes them");
    refused(&["discretize", instance, "--columns", "binary"], "has cells");
    let claim = unsealed(&std::fs::read_to_string(folder.path().join(&header)).unwrap());
    let claim = claim.trim_end().strip_suffix('}').unwrap().to_owned() + ", \"optimum\": \"1/7\"}";
    std::fs::write(folder.path().join(&header), claim).unwrap();
    ironproof(&["solve", &header]).assert().code(1).stderr(contains("claims the optimum 1/7"));
}

/// A digit, a byte or a length that is another: an error, and never another answer.
#[test]
fn damaged_columns_are_refused() {
    use ironproof::columns::Column;

    let all = shapes(64);
    let instance = finite(&[&all[0].1, &all[1].1], &LEVELS, &SUPPLY);
    let mut random = crate::fuzz::Random(5);
    for format in FORMATS {
        let folder = TempDir::new().unwrap();
        let header = write_sealed(&folder, &instance, format);
        let limits = Limits::within(1 << 26, 2).unwrap();
        let right = solve(&header, &limits).unwrap();
        let mut paths: Vec<PathBuf> = columns::open(&header)
            .unwrap()
            .groups
            .iter()
            .flat_map(|group| Column::ALL.map(|column| group.files.of(column).to_owned()))
            .collect();
        paths.push(header.clone());
        paths.dedup();
        for path in paths {
            let bytes = std::fs::read(&path).unwrap();
            let n_changes = if path == header { 300 } else { 60 };
            for _ in 0..n_changes {
                let mut damaged = bytes.clone();
                let at = random.below(damaged.len());
                damaged[at] ^= 1 << random.below(8);
                std::fs::write(&path, &damaged).unwrap();
                // Parquet has names and sizes that no reader looks at.
                match solve(&header, &limits) {
                    Ok(found) => assert!(format == Format::Parquet && found == right, "{at}"),
                    Err(error) => assert!(!error.to_string().is_empty()),
                }
            }
            std::fs::write(&path, &bytes).unwrap();
        }
        // A header without sums is read, and says so.
        let text = std::fs::read_to_string(&header).unwrap();
        let without = format!("{}}}\n", text.rsplit_once(",\n \"crc32\"").unwrap().0);
        std::fs::write(&header, without).unwrap();
        assert!(!columns::open(&header).unwrap().is_checked());
        let mut command = Command::new(env!("CARGO_BIN_EXE_ironproof"));
        let assert = command.arg("solve").arg(&header).assert().success();
        assert.stderr(contains("this header has no checksums"));
    }
}
