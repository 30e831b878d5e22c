//! One kernel, a given number of times: `scripts/instructions.py` counts the instructions of each.
//!
//! `cargo bench --bench instructions -- KERNEL REPETITIONS`; without arguments each kernel runs once (a smoke test), and
//! `list` prints their names.

#![allow(clippy::print_stdout, clippy::float_arithmetic, reason = "a measurement that prints")]

mod shapes;

use std::hint::black_box;

use ironproof::ironing::fast::{self, Mechanism, Schedule, Workspace};
use ironproof::ironing::integer;
use shapes::{Arrays, arrays};

const TYPES: i64 = 100_000;
const KERNELS: [&str; 9] = [
    "fast smooth",
    "fast noisy",
    "fast alternating",
    "fast cascade",
    "fast many-groups",
    "fill smooth",
    "integer smooth",
    "integer noisy",
    "integer alternating",
];

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    match &arguments[..] {
        [list] if list == "list" => println!("{}", KERNELS.join("\n")),
        [kernel, shape, repetitions] => {
            run(kernel, shape, repetitions.parse().expect("a number of repetitions"));
        }
        _ => {
            for kernel in KERNELS {
                let (kernel, shape) = kernel.split_once(' ').expect("two words");
                run(kernel, shape, 1);
            }
        }
    }
}

fn run(kernel: &str, shape: &str, repetitions: u32) {
    let mut arrays = arrays(shape, TYPES);
    arrays.make_doubles();
    match kernel {
        "fast" => doubles(&arrays, repetitions, false),
        "fill" => doubles(&arrays, repetitions, true),
        _ => {
            let groups = arrays.integer_groups();
            let problem = arrays.integer_problem(&groups);
            for _ in 0..repetitions {
                black_box(integer::solve(black_box(&problem))).expect("within bounds");
            }
        }
    }
}

fn doubles(arrays: &Arrays, repetitions: u32, fills: bool) {
    let groups = arrays.double_groups();
    let problem = arrays.double_problem(&groups);
    let mut space = Workspace::new();
    let n = groups[0].wtp.len();
    let (mut quality, mut transfer, mut utility) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    fast::solve(&problem, &mut space, Schedule::Sequential).expect("shapes fit");
    for _ in 0..repetitions {
        if fills {
            let (quality, transfer, utility) =
                (&mut quality[..], &mut transfer[..], &mut utility[..]);
            let out = Mechanism { quality, transfer, utility };
            black_box(&space).fill(&groups[0], 0, out, Schedule::Sequential);
        } else {
            black_box(fast::solve(black_box(&problem), &mut space, Schedule::Sequential))
                .expect("shapes fit");
        }
    }
}
