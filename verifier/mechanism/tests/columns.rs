//! Types in column files: what is accepted, and that damage of each number of a certificate, a column and a header
//! is noticed. `data/columns.txt` has cases that `ironproof` solved.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::io;

use ironproof_mechanism::{Failure, Header, Source, verify_columns};

/// Columns in memory, of groups in order.
#[derive(Clone, Default)]
struct Memory {
    groups: Vec<[Vec<u8>; 3]>,
    at: [usize; 3],
}

impl Source for Memory {
    fn open(&mut self, group: usize, column: usize) -> io::Result<u64> {
        self.at[column] = 0;
        let bytes = self.groups.get(group).ok_or(io::ErrorKind::NotFound)?;
        Ok(u64::try_from(bytes[column].len()).unwrap())
    }

    fn read(&mut self, group: usize, column: usize, bytes: &mut [u8]) -> io::Result<()> {
        let from = self.at[column];
        self.at[column] += bytes.len();
        let known = self.groups[group][column].get(from..self.at[column]);
        bytes.copy_from_slice(known.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

#[derive(Clone)]
struct Case {
    header: String,
    groups: Vec<[Vec<i64>; 3]>,
    certificate: String,
}

impl Case {
    fn check(&self) -> Result<String, Failure> {
        let bytes = |column: &Vec<i64>| column.iter().flat_map(|x| x.to_le_bytes()).collect();
        let groups = self.groups.iter().map(|group| group.each_ref().map(bytes)).collect();
        let mut memory = Memory { groups, at: [0; 3] };
        let header = Header::read(&self.header)?;
        verify_columns(&header, &self.certificate, &mut memory).map(|proof| proof.to_string())
    }

    fn verdict(&self) -> String {
        match self.check() {
            Ok(verdict) => verdict,
            Err(failure) => failure.to_string(),
        }
    }
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut columns: Vec<Vec<i64>> = Vec::new();
    for line in include_str!("data/columns.txt").lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with('{') {
            let header = line.to_owned();
            cases.push(Case { header, groups: Vec::new(), certificate: String::new() });
        } else if let Some(integers) = line.strip_prefix("column ") {
            columns.push(integers.split(' ').map(|word| word.parse().unwrap()).collect());
            if columns.len() == 3 {
                let group = std::mem::take(&mut columns).try_into().unwrap();
                cases.last_mut().unwrap().groups.push(group);
            }
        } else {
            let text = &mut cases.last_mut().unwrap().certificate;
            text.push_str(line);
            text.push('\n');
        }
    }
    cases
}

/// The value that the certificate claims, as the verdict has it.
fn claim(certificate: &str) -> String {
    format!("verified {}", certificate.lines().nth(1).unwrap().strip_prefix("value ").unwrap())
}

#[test]
fn what_was_solved_is_accepted() {
    let cases = cases();
    assert_eq!(cases.len(), 100);
    for case in cases {
        assert_eq!(case.verdict(), claim(&case.certificate), "{}", case.certificate);
    }
}

/// Other numbers in the place of one: the next, half, double, none.
fn others(word: &str) -> Vec<String> {
    let (numerator, rest) = word.find('/').map_or((word, ""), |at| word.split_at(at));
    let number: u128 = numerator.parse().unwrap();
    let mut others =
        vec![format!("{}{rest}", number + 1), format!("{number}1{rest}"), "0".to_owned()];
    if 0 < number {
        others.push(format!("{}{rest}", number - 1));
        others.push(format!("{word}{}", if rest.is_empty() { "/2" } else { "0" }));
    }
    others.retain(|other| other != word);
    others
}

/// Every number of each certificate is changed. A change may leave a certificate that proves the same value, of which
/// there is more than one where types are indifferent; it never proves another.
#[test]
fn every_damaged_certificate_is_refused() {
    let (mut n_refused, mut n_accepted) = (0, 0);
    for case in cases() {
        let text = &case.certificate;
        let start = text.find('\n').unwrap();
        let mut at = start;
        while let Some(from) = text[at..].find(|c: char| c.is_ascii_digit()).map(|n| at + n) {
            let end = text[from..].find(|c: char| !c.is_ascii_digit() && c != '/').unwrap() + from;
            at = end;
            if end - from > 38 {
                continue;
            }
            for other in others(&text[from..end]) {
                let certificate = format!("{}{other}{}", &text[..from], &text[end..]);
                let damaged = Case { certificate, ..case.clone() };
                match damaged.check() {
                    Err(Failure::TooLarge(..) | Failure::Input(..)) => {
                        panic!("{}", damaged.certificate)
                    }
                    Err(_) => n_refused += 1,
                    Ok(verdict) => {
                        assert_eq!(verdict, claim(text), "{}", damaged.certificate);
                        n_accepted += 1;
                    }
                }
            }
        }
    }
    assert_eq!((n_refused, n_accepted), (10_638, 10));
}

/// Every integer of each column is changed by one, and then by more.
#[test]
fn every_damaged_column_is_refused() {
    let mut n_refused = 0;
    for case in cases() {
        for g in 0..case.groups.len() {
            for column in 0..3 {
                for k in 0..case.groups[g][column].len() {
                    for step in [-1, 1, 1 << 20] {
                        let mut damaged = case.clone();
                        damaged.groups[g][column][k] += step;
                        let verdict = damaged.verdict();
                        assert!(!verdict.starts_with("verified"), "{verdict}");
                        n_refused += 1;
                    }
                }
            }
        }
    }
    assert_eq!(n_refused, 9_108);
}

/// The columns of another case with as many types.
#[test]
fn a_certificate_of_other_columns_is_refused() {
    let (cases, mut n_refused) = (cases(), 0);
    for case in &cases {
        for other in cases.iter().filter(|other| other.groups != case.groups) {
            let damaged = Case { groups: other.groups.clone(), ..case.clone() };
            let verdict = damaged.verdict();
            assert!(!verdict.starts_with("verified"), "{verdict}");
            n_refused += 1;
        }
    }
    assert_eq!(n_refused, 9_900);
}

/// r = 1, 2, 3, f = 1, 1, 2, lambda = 3, 1, 0, and objects for half of all.
fn three() -> Case {
    let header = r#"{"name": "three", "alpha": "1", "units": {"wtp": "1", "weight": "1"},
 "groups": [{"label": "all", "mass": "1", "types": {"count": 3, "wtp": "r", "prob": "f", "weight": "l"}}],
 "quality": [{"level": "1", "mass": "1/2"}]}"#;
    let certificate = "ironproof-certificate 1\nvalue 3/2\nsupply 0\ngroup 1\nitem 1 2 0\nitem 3 3 3 1:1\n\
                       implied 4 4 9\nend\n";
    let groups = vec![[vec![1, 2, 3], vec![1, 1, 2], vec![3, 1, 0]]];
    Case { header: header.to_owned(), groups, certificate: certificate.to_owned() }
}

/// What is said about `three` with these changes, first in its header, then in its certificate.
#[track_caller]
fn check_changed(from: &str, to: &str, verdict: &str) {
    let mut case = three();
    let text = if case.header.contains(from) { &mut case.header } else { &mut case.certificate };
    assert!(text.contains(from), "{from}");
    *text = text.replace(from, to);
    assert_eq!(case.verdict(), verdict, "{from} -> {to}");
}

/// Changes of the header of `three`, and what is expected in their place.
const RULES: &[(&str, &str, &str)] = &[
    ("\"three\"", "\"\"", "line 1, column 12: expected a string that is not empty"),
    ("\"name\": \"three\", ", "", "expected the keys name, alpha, units, groups and quality"),
    ("\"alpha\": \"1\", ", "", "expected the keys name, alpha, units, groups and quality"),
    ("\"alpha\": \"1\"", "\"alpha\": \"-1\"", "line 1, column 32: expected a number >= 0"),
    (
        "\"units\": {\"wtp\": \"1\", \"weight\": \"1\"},",
        "",
        "expected the keys name, alpha, units, groups and quality",
    ),
    ("{\"wtp\": \"1\", ", "{", "expected the keys name, alpha, units, groups and quality"),
    ("\"weight\": \"1\"", "\"weight\": \"0\"", "expected units > 0"),
    ("{\"wtp\": \"1\"", "{\"wtp\": \"-1\"", "expected units > 0"),
    ("{\"wtp\": \"1\"", "{\"wtp\": \"1\", \"wtp\": \"1\"", "expected each key only once"),
    ("{\"wtp\": \"1\"", "{\"prob\": \"1\"", "expected a known key"),
    ("\"label\": \"all\"", "\"label\": \"\"", "expected a string that is not empty"),
    ("\"label\": \"all\", ", "", "expected a label"),
    ("\"mass\": \"1\"", "\"mass\": \"0\"", "expected a mass > 0"),
    ("\"mass\": \"1\", ", "", "expected a mass > 0"),
    ("\"mass\": \"1\"", "\"mass\": \"-1\"", "expected a number >= 0"),
    ("\"count\": 3, ", "", "expected types with count, wtp, prob and weight"),
    (", \"prob\": \"f\"", "", "expected types with count, wtp, prob and weight"),
    ("\"prob\": \"f\"", "\"prob\": \"\"", "expected a string that is not empty"),
    ("\"count\": 3", "\"count\": 0", "expected a number of types, without quotes"),
    ("\"count\": 3", "\"count\": \"3\"", "expected a number of types, without quotes"),
    ("\"count\": 3", "\"count\": -3", "expected a number of types, without quotes"),
    ("\"count\": 3", "\"count\": 3.0", "expected a comma or a closing bracket"),
    ("\"count\": 3", "\"count\": 3e1", "expected a comma or a closing bracket"),
    (
        "\"count\": 3",
        "\"count\": 99999999999999999999",
        "expected a number of types, without quotes",
    ),
    ("\"count\": 3", "\"count\":", "expected a number of types, without quotes"),
    (
        "\"wtp\": \"r\"",
        "\"parquet\": \"r\"",
        "expected binary columns: the checker reads no Parquet",
    ),
    ("\"count\": 3", "\"count\": 3, \"crc32\": {\"w\": \"1\"}", "expected a known key"),
    ("\"level\": \"1\"", "\"level\": \"2\"", "expected a level of at most 1"),
    (
        "\"mass\": \"1/2\"",
        "\"mass\": \"unlimited\"",
        "expected levels with a mass and without cost",
    ),
    (
        "\"mass\": \"1/2\"",
        "\"mass\": \"1/2\", \"cost\": \"1\"",
        "expected levels with a mass and without cost",
    ),
    (
        "[{\"level\": \"1\", \"mass\": \"1/2\"}]",
        "[]",
        "expected the keys name, alpha, units, groups and quality",
    ),
    ("]}", "], \"constraints\": []}", "expected a known key"),
    ("]}", "], \"optimum\": \"infeasible\"}", "expected a number like 2, 0.5 or 1/3"),
    ("]}", "], \"crc32\": 1}", "expected a string"),
    ("]}", "]}}", "expected the end of the file"),
];

#[test]
fn a_header_follows_the_rules_of_instances() {
    assert_eq!(three().verdict(), "verified 3/2");
    let header = Header::read(&three().header).unwrap();
    let [group] = header.groups() else { panic!("one group") };
    assert_eq!(
        (group.count, group.files.join(" "), header.crc32.as_deref()),
        (3, "r f l".to_owned(), None)
    );
    assert_eq!(group.crc32, [""; 3]);
    for (from, to, expected) in RULES {
        let mut case = three();
        assert!(case.header.contains(from), "{from}");
        case.header = case.header.replacen(from, to, 1);
        let verdict = case.verdict();
        assert!(verdict.ends_with(expected), "{from} -> {to}: {verdict}");
        assert!(verdict.starts_with("line "), "{verdict}");
    }
    let twice = three()
        .header
        .replace("}}],", "}}, {\"label\": \"all\", \"mass\": \"1\", \"types\": {\"count\": 1}}],");
    let failure = Header::read(&twice).map(drop).unwrap_err();
    assert!(failure.to_string().ends_with("expected a label of its own"), "{failure}");
    let digits = format!("\"alpha\": \"{}\"", "1".repeat(2_000_002));
    let failure =
        Header::read(&three().header.replace("\"alpha\": \"1\"", &digits)).map(drop).unwrap_err();
    assert_eq!(failure, Failure::TooLarge(1_000_000, "digits in a number"));
}

#[test]
fn checksums_and_optimum_are_read_and_not_compared() {
    let mut case = three();
    case.header = case.header.replace(
        "\"count\": 3",
        "\"count\": \t\n3 , \"crc32\": {\"prob\": \"b\", \"weight\": \"c\", \"wtp\": \"a\"}",
    );
    case.header = case.header.replace("]}", "], \"optimum\": \"7\", \"crc32\": \"d\"}");
    assert_eq!(case.verdict(), "verified 3/2");
    let header = Header::read(&case.header).unwrap();
    assert_eq!(header.groups()[0].crc32.join(" "), "a b c");
    assert_eq!(header.crc32.as_deref(), Some("d"));
}

#[test]
fn units_scale_what_they_are_of() {
    // Twice the willingness to pay, and alpha and weights over a unit of their own.
    let mut case = three();
    case.header = case
        .header
        .replace("{\"wtp\": \"1\", \"weight\": \"1\"}", "{\"wtp\": \"2\", \"weight\": \"1/3\"}");
    case.header = case.header.replace("\"alpha\": \"1\"", "\"alpha\": \"1/3\"");
    case.certificate =
        case.certificate.replace("item 3 3 3", "item 3 3 6").replace("value 3/2", "value 1");
    assert_eq!(case.verdict(), "verified 1");
}

#[test]
fn a_certificate_follows_its_grammar() {
    let malformed = |from: &str, to: &str, line: usize, expected: &str| {
        check_changed(from, to, &format!("certificate:{line}: expected {expected}"));
    };
    malformed("value 3/2", "infeasible", 5, "implied");
    malformed("implied 4 4 9", "implied 4 4", 7, "a number after a space");
    malformed("implied 4 4 9", "implied 4 4 9 1", 7, "the end of the line");
    malformed("implied 4 4 9", "implied -4 4 9", 7, "a number");
    malformed("implied 4 4 9", "implied", 7, "a number after a space");
    malformed("implied 4 4 9", "tight", 7, "implied");
    malformed("implied 4 4 9", "dual 0 0 0\ndual 0 0 0\ndual 0 0 0", 7, "implied");
    malformed(
        "item 3 3 3 1:1\n",
        "item 3 4 3 1:1\n",
        6,
        "a last type between the first and the end",
    );
    malformed("item 3 3 3 1:1\n", "", 6, "item");
    malformed("group 1", "group 2", 4, "the groups in order");
    malformed("end\n", "", 8, "end");
    let nothing = three().certificate.replace("value 3/2", "infeasible");
    let nothing = nothing.replace("item 1 2 0\nitem 3 3 3 1:1\n", "");
    let verdict = Case { certificate: nothing, ..three() }.verdict();
    assert_eq!(verdict, "certificate:2: expected value");
}

#[test]
fn what_does_not_hold_is_said() {
    check_changed("implied 4 4 9", "implied 4 4 8", "violated: sums of the columns of g1");
    check_changed("implied 4 4 9", "implied 8/2 4 9/1", "verified 3/2");
    check_changed("implied 4 4 9", "implied 4 4 19/2", "violated: sums of the columns of g1");
    check_changed("value 3/2", "value 1", "the optimum is 3/2, not 1");
    // All objects are handed out, so that prices up to 3 per unit prove the same.
    check_changed("supply 0", "supply 3", "verified 3/2");
    check_changed("\"mass\": \"1/2\"", "\"mass\": \"1\"", "verified 3/2");
    let mut left = three();
    left.header = left.header.replace("\"mass\": \"1/2\"", "\"mass\": \"1\"");
    left.certificate = left.certificate.replace("supply 0", "supply 1/4");
    assert_eq!(left.verdict(), "bound 13/8 exceeds value 3/2");
    check_changed("supply 0", "supply 4", "violated: M(g1,4) >= 0");
    check_changed("item 1 2 0\nitem 3 3 3 1:1", "item 1 3 0 1:1/2", "violated: M(g1,2) >= 0");
    check_changed(
        "item 1 2 0\nitem 3 3 3 1:1",
        "item 1 1 0\nitem 2 3 4/3 1:2/3",
        "objective 1 differs from value 3/2",
    );
    check_changed("item 1 2 0\nitem 3 3 3 1:1", "item 1 3 0", "violated: M(g1,item 1) >= 0");
    check_changed("3 1:1", "7/2 1:1", "violated: IR(g1,3)");
    check_changed("3 1:1", "1 1:1", "violated: IC(g1,2,3)");
    check_changed("1:1\n", "1:2\n", "violated: LOTTERY(g1,item 2)");
    check_changed("\"mass\": \"1/2\"", "\"mass\": \"1/3\"", "violated: SUPPLY(1)");
}

/// A level of quality 0 is no object, and nobody pays for it.
#[test]
fn a_level_of_quality_zero_costs_nothing() {
    let mut case = three();
    case.header =
        case.header.replace("[{\"level\"", "[{\"level\": \"0\", \"mass\": \"1\"}, {\"level\"");
    case.certificate = case.certificate.replace("1:1", "2:1").replace("supply 0", "supply 0 0");
    assert_eq!(case.verdict(), "verified 3/2");
    // Types that get nothing are worth less than level 2 costs.
    let nothing = case.certificate.replace("item 1 2 0\nitem 3 3 3 2:1", "item 1 3 0");
    let verdict = Case { certificate: nothing, ..case.clone() }.verdict();
    assert_eq!(verdict, "violated: M(g1,item 1) >= 0");
    let priced = case.certificate.replace("supply 0 0", "supply 1 0");
    let verdict = Case { certificate: priced, ..case.clone() }.verdict();
    assert_eq!(verdict, "violated: t_1 <= .. <= t_M");
    // Alone it would bound the objective by less than 0.
    let mut alone = three();
    alone.header = alone.header.replace("\"level\": \"1\"", "\"level\": \"0\"");
    alone.certificate =
        alone.certificate.replace("item 1 2 0\nitem 3 3 3 1:1", "item 1 3 0").replace("3/2", "0");
    assert_eq!(alone.verdict(), "verified 0");
    alone.certificate = alone.certificate.replace("supply 0", "supply 1");
    assert_eq!(alone.verdict(), "violated: pi(1) = 0");
}

#[test]
fn prices_per_quality_must_not_fall() {
    let mut case = three();
    case.header =
        case.header.replace("[{\"level\"", "[{\"level\": \"1/2\", \"mass\": \"1\"}, {\"level\"");
    case.certificate = case.certificate.replace("1:1", "2:1").replace("supply 0", "supply 1/4 0");
    assert_eq!(case.verdict(), "violated: t_1 <= .. <= t_M");
}

#[test]
fn columns_follow_the_rules_of_types() {
    for (column, values, line, expected) in [
        (0, vec![-1, 2, 3], 1, "wtp >= 0, and more than that of the type before"),
        (0, vec![1, 1, 3], 2, "wtp >= 0, and more than that of the type before"),
        (0, vec![1, 3, 2], 3, "wtp >= 0, and more than that of the type before"),
        (1, vec![1, 0, 2], 2, "prob > 0"),
        (1, vec![1, -1, 2], 2, "prob > 0"),
        (2, vec![3, 1, -1], 3, "weight >= 0"),
        (0, vec![1, 2], 3, "8 bytes for each type"),
        (1, vec![1, 2, 3, 4], 3, "8 bytes for each type"),
        (2, vec![], 3, "8 bytes for each type"),
    ] {
        let mut case = three();
        case.groups[0][column] = values;
        assert_eq!(case.check(), Err(Failure::Input(line, column + 1, expected)));
    }
    let none = Case { groups: Vec::new(), ..three() };
    assert_eq!(none.check(), Err(Failure::Input(3, 1, "8 bytes for each type")));
}

/// A column that ends before it should, though it has said that it is long enough.
#[test]
fn a_column_that_ends_is_refused() {
    struct Short(Memory);
    impl Source for Short {
        fn open(&mut self, group: usize, column: usize) -> io::Result<u64> {
            self.0.open(group, column).map(|_| 24)
        }
        fn read(&mut self, group: usize, column: usize, bytes: &mut [u8]) -> io::Result<()> {
            self.0.read(group, column, bytes)
        }
    }
    let bytes = |integers: &[i64]| integers.iter().flat_map(|x| x.to_le_bytes()).collect();
    let groups = vec![[bytes(&[1, 2, 3]), bytes(&[1, 1]), bytes(&[3, 1, 0])]];
    let mut short = Short(Memory { groups, at: [0; 3] });
    let header = Header::read(&three().header).unwrap();
    let failure = verify_columns(&header, &three().certificate, &mut short).unwrap_err();
    assert_eq!(failure, Failure::Input(0, 2, "more of the column"));
}

const HUGE: i64 = i64::MAX;

/// 0 <= r and lambda are less than 2^63, and nothing wraps.
#[test]
fn sums_that_do_not_fit_are_refused() {
    let long = Failure::TooLarge(127, "bits in a sum over the columns");
    let large = |columns: [[i64; 3]; 3], alpha: &str, sums: &str| {
        let mut case = three();
        case.groups = vec![columns.map(Vec::from)];
        case.header = case.header.replace("\"alpha\": \"1\"", &format!("\"alpha\": \"{alpha}\""));
        case.certificate = case.certificate.replace("4 4 9", sums);
        case.check()
    };
    // f_k b lambda_k, f_k lambda_k r_k, S_k r_k, and sums of them.
    let third = format!("1/{}", i64::MAX);
    let weights = [[1, 2, 3], [HUGE, 1, 1], [HUGE, 0, 0]];
    assert_eq!(large(weights, &third, "1 1 1"), Err(long.clone()));
    assert_eq!(large([[4, 5, 6], [HUGE, 1, 1], [HUGE, 0, 0]], "1", "1 1 1"), Err(long.clone()));
    assert_eq!(large([[1, 2, HUGE], [1, 1, 8], [0, 0, HUGE]], "0", "0 0 0"), Err(long.clone()));
    assert_eq!(
        large([[HUGE - 2, HUGE - 1, HUGE], [1; 3], [1; 3]], "1", &format!("{HUGE}0 0 0")),
        Err(long.clone())
    );
    let claim = "9".repeat(39);
    assert_eq!(large([[1, 2, 3], [1; 3], [1; 3]], "1", &format!("{claim} 0 0")), Err(long.clone()));
    let claim = format!("{} 0 0", u128::MAX >> 1);
    assert_eq!(large([[1, 2, 3], [1; 3], [1; 3]], "2", &claim), Err(long.clone()));
    let alpha = Failure::TooLarge(63, "bits in alpha over the unit of weights");
    for text in ["9223372036854775808", "1/9223372036854775808"] {
        assert_eq!(large([[1, 2, 3], [1; 3], [1; 3]], text, "4 4 9"), Err(alpha.clone()), "{text}");
    }
    for text in ["9223372036854775807", "1/9223372036854775807"] {
        let failure = large([[1, 2, 3], [1; 3], [1; 3]], text, "4 4 9").unwrap_err();
        assert!(!matches!(failure, Failure::TooLarge(..)), "{text}: {failure}");
    }
}

#[test]
fn prices_that_do_not_fit_are_refused() {
    let price = |bits: u32, less: u128| {
        let mut case = three();
        case.certificate =
            case.certificate.replace("supply 0", &format!("supply {}", (1_u128 << bits) - less));
        case.check().unwrap_err()
    };
    let too_large = Failure::TooLarge(126, "bits in a price over the units");
    assert_eq!(price(126, 0), too_large);
    assert_eq!(price(126, 1), too_large);
    assert!(matches!(price(126, 2), Failure::Violated(..)));
}

/// Every one of 70,000 types, more than are in memory at a time, gets an object for what the lowest would pay.
#[test]
fn columns_are_read_in_chunks() {
    let n = 70_000_i64;
    let mut case = three();
    case.groups = vec![[(n..2 * n).collect(), vec![1; 70_000], vec![0; 70_000]]];
    case.header =
        case.header.replace("\"count\": 3", "\"count\": 70000").replace("\"1/2\"", "\"2\"");
    let sum: i64 = (n..2 * n).sum();
    case.certificate = format!(
        "ironproof-certificate 1\nvalue {n}\nsupply 0\ngroup 1\nitem 1 {n} {n} 1:1\nimplied {n} 0 {sum}\nend\n"
    );
    assert_eq!(case.verdict(), "verified 70000");
    for place in [0, 65_535, 65_536, 69_999] {
        let mut damaged = case.clone();
        damaged.groups[0][1][place] = 0;
        assert_eq!(damaged.check(), Err(Failure::Input(place + 1, 2, "prob > 0")));
    }
}
