//! How time and memory grow with the number of types.
//!
//! `cargo bench --bench linear -- EXPONENT`: 10^4 types up to 10^EXPONENT, each size in a process of its own, and the
//! slopes of ln(time) and ln(memory) over ln(types). Without an argument only 10^4 (a smoke test). 10^8 types take
//! 5 GB.

#![allow(clippy::print_stdout, clippy::float_arithmetic, reason = "a measurement that prints")]

mod shapes;

use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use ironproof::ironing::fast::{self, Mechanism, Schedule, Workspace};
use ironproof::ironing::integer;

const REPETITIONS: u32 = 5;
const KINDS: [&str; 2] = ["doubles", "integers"];

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    match &arguments[..] {
        [kind, n] => measure(kind, n.parse().expect("a number of types")),
        [exponent] => ladder(exponent.parse().expect("a power of ten")),
        _ => ladder(4),
    }
}

/// Prints the rows of both kinds, noisy data with 100 levels.
fn ladder(largest: u32) {
    let program = std::env::current_exe().expect("this program");
    println!("{:9} {:>10} {:>12} {:>10} {:>9}", "what", "types", "seconds", "ns/type", "peak MB");
    for kind in KINDS {
        let mut points = Vec::new();
        for exponent in 4..=largest.max(4) {
            let n = 10_u64.pow(exponent).to_string();
            let output = Command::new(&program).args([kind, &n]).output().expect("runs");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let text = String::from_utf8(output.stdout).expect("text");
            let numbers: Vec<f64> =
                text.split_whitespace().map(|word| word.parse().expect("a number")).collect();
            let [types, seconds, bytes] = numbers[..] else { panic!("three numbers: {text}") };
            println!(
                "{kind:9} {types:10.0} {seconds:12.6} {:10.2} {:9.1}",
                seconds / types * 1e9,
                bytes / 1e6
            );
            points.push([types.ln(), seconds.ln(), bytes.ln()]);
        }
        if 1 < points.len() {
            let of = |y: usize| -> Vec<(f64, f64)> {
                points.iter().map(|point: &[f64; 3]| (point[0], point[y])).collect()
            };
            let (time, memory) = (slope(&of(1)), slope(&of(2)));
            println!("{kind:9} exponents: time {time:.3}, memory {memory:.3}");
        }
    }
}

/// Least squares.
fn slope(points: &[(f64, f64)]) -> f64 {
    let mean = |of: &dyn Fn(&(f64, f64)) -> f64| {
        let (sum, n) = points.iter().fold((0.0, 0.0), |(sum, n), point| (sum + of(point), n + 1.0));
        sum / n
    };
    let (x, y) = (mean(&|p| p.0), mean(&|p| p.1));
    mean(&|p| (p.0 - x) * (p.1 - y)) / mean(&|p| (p.0 - x) * (p.0 - x))
}

/// Prints types, the best time in seconds and the peak memory in bytes: solve and fill for doubles, solve for integers.
fn measure(kind: &str, n: i64) {
    let mut arrays = shapes::arrays("noisy", n);
    let best = if kind == "doubles" {
        arrays.make_doubles();
        arrays.integers = Vec::new();
        let groups = arrays.double_groups();
        let problem = arrays.double_problem(&groups);
        let mut space = Workspace::new();
        let n = groups[0].wtp.len();
        let (mut quality, mut transfer, mut utility) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
        best(|| {
            black_box(fast::solve(black_box(&problem), &mut space, Schedule::Sequential))
                .expect("shapes fit");
            let (quality, transfer, utility) =
                (&mut quality[..], &mut transfer[..], &mut utility[..]);
            let out = Mechanism { quality, transfer, utility };
            space.fill(&groups[0], 0, out, Schedule::Sequential);
        })
    } else {
        let groups = arrays.integer_groups();
        let problem = arrays.integer_problem(&groups);
        best(|| {
            black_box(integer::solve(black_box(&problem))).expect("within bounds");
        })
    };
    println!("{n} {best} {}", peak_bytes());
}

fn best(mut run: impl FnMut()) -> f64 {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    (0..REPETITIONS).map(time).fold(f64::INFINITY, f64::min)
}

/// `VmHWM` (Linux).
fn peak_bytes() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|word| word.parse::<u64>().ok()).unwrap_or(0) * 1024
}
