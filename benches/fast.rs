//! The fast path on arrays from files, for `scripts/isotonic.py`, which runs scipy on the same data.
//!
//! `cargo bench --bench fast -- FOLDER`: FOLDER has `wtp.f64`, `prob.f64` and `weight.f64`, doubles in
//! little-endian order. Without a folder, a small made-up instance is solved once (a smoke test).
//!
//! Prints `name seconds,... cpu seconds,...` per line: `copy` copies as many bytes as the inputs and Q, T, U have.

#![allow(
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::unwrap_used,
    reason = "a measurement that prints"
)]

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use ironproof::ironing::fast::{Columns, Mechanism, Problem, Schedule, Workspace, solve};

const REPETITIONS: u32 = 7;

fn column(folder: &Path, name: &str) -> Vec<f64> {
    let bytes = std::fs::read(folder.join(name)).expect("a column file");
    let (words, rest) = bytes.as_chunks::<8>();
    assert!(rest.is_empty(), "{name} is not a whole number of doubles");
    words.iter().map(|word| f64::from_le_bytes(*word)).collect()
}

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let [wtp, prob, weight] = if let Some(folder) = &folder {
        ["wtp.f64", "prob.f64", "weight.f64"].map(|name| column(Path::new(folder), name))
    } else {
        let t = |k: u32| f64::from(k) / 10_000.0;
        [
            (1..=10_000).map(|k| 1.0 + t(k)).collect(),
            vec![1e-4; 10_000],
            (1..=10_000).map(|k| 1.5 - t(k)).collect(),
        ]
    };
    let levels: Vec<f64> = (1..=100).map(|j| f64::from(j) / 100.0).collect();
    let supply = vec![0.008; 100];
    let group = Columns { mass: 1.0, wtp: &wtp, prob: &prob, weight: &weight };
    let problem = Problem { groups: &[group], alpha: 1.0, levels: &levels, supply: &supply };
    let n = wtp.len();
    let mut space = Workspace::new();
    let (mut quality, mut transfer, mut utility) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    let target: &mut [&mut Vec<f64>] = &mut [&mut quality, &mut transfer, &mut utility];
    time("copy", || {
        for (to, from) in target.iter_mut().zip([&wtp, &prob, &weight]) {
            to.copy_from_slice(black_box(from));
        }
    });
    for (name, schedule) in [("", Schedule::Sequential), ("-parallel", Schedule::Parallel)] {
        time(&format!("solve{name}"), || {
            black_box(solve(black_box(&problem), &mut space, schedule)).expect("shapes fit");
        });
        time(&format!("solve-and-fill{name}"), || {
            black_box(solve(black_box(&problem), &mut space, schedule)).expect("shapes fit");
            let (quality, transfer, utility) =
                (&mut quality[..], &mut transfer[..], &mut utility[..]);
            space.fill(&group, 0, Mechanism { quality, transfer, utility }, schedule);
        });
    }
    let (mut n_blocks, mut sum) = (0_usize, 0.0);
    space.for_each_block(&problem, 0, |block| {
        n_blocks += 1;
        sum += block.value;
    });
    assert_eq!(n_blocks, space.n_blocks(0));
    println!("value {:e}", space.value());
    println!("blocks {n_blocks}");
    println!("menu {}", space.menu(0).len());
    println!("threads {}", rayon::current_num_threads());
}

/// Seconds that all threads of this process spent on a core (Linux; zero elsewhere).
fn cpu_seconds() -> f64 {
    let Ok(tasks) = std::fs::read_dir("/proc/self/task") else { return 0.0 };
    let of = |task: std::io::Result<std::fs::DirEntry>| {
        let text = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<f64>().ok()
    };
    tasks.filter_map(of).sum::<f64>() / 1e9
}

/// Prints wall clock and processor times.
fn time(name: &str, mut run: impl FnMut()) {
    run();
    let (mut wall, mut cpu) = (Vec::new(), Vec::new());
    for _ in 0..REPETITIONS {
        let (start, cpu_start) = (Instant::now(), cpu_seconds());
        run();
        wall.push(format!("{:.6}", start.elapsed().as_secs_f64()));
        cpu.push(format!("{:.6}", cpu_seconds() - cpu_start));
    }
    println!("{name} {} cpu {}", wall.join(","), cpu.join(","));
}
