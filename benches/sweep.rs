//! What a sweep costs beyond solving: the same small instances in a loop in memory, and as a sweep with its manifest, its
//! rows and their checksums, on one core.
//!
//!     cargo bench --locked --bench sweep -- 100000 20 1000      instances, types, rows of a file
//!
//! The numbers are seconds of the processor, in the program and in the system; in brackets of the clock, which counts the
//! waiting for the disk too.

#![allow(clippy::print_stdout, clippy::float_arithmetic, reason = "it prints times")]

use std::sync::atomic::AtomicBool;
use std::time::Instant;

use ironproof::finite::{Content, FiniteInstance, Group, QualityLevel, Type, Wtp, to_json};
use ironproof::rational::{Rational, parse};
use ironproof::results::solve::{Request, solve};
use ironproof::results::sweep::merge;
use ironproof::sweep::{design::Design, plan, run, settings::Settings, shard::Shard, spec};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).filter(|word| !word.starts_with('-'));
    let n: u64 = arguments.next().map_or(Ok(10_000), |text| text.parse())?;
    let n_types: u32 = arguments.next().map_or(Ok(20), |text| text.parse())?;
    let batch: Option<u64> = arguments.next().map(|text| text.parse()).transpose()?;
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global()?;
    let base = small(n_types)?;
    let (n_alphas, n_supplies) = (n.div_ceil(1_000), n.min(1_000));

    let begun = Clock::start();
    let mut sum = Rational::ZERO;
    let step = |k: u64, n: u64| Rational::from(k) / Rational::from(n.max(2) - 1);
    for k in 0..n_alphas {
        for j in 0..n_supplies {
            let instance = base.changed(|content| {
                content.alpha = parse("1/2").unwrap_or(Rational::ONE) + step(k, n_alphas);
                let factor = parse("1/2").unwrap_or(Rational::ONE) + step(j, n_supplies);
                for level in &mut content.quality {
                    level.mass = level.mass.as_ref().map(|mass| mass * &factor);
                }
            })?;
            let Ok(solution) = solve(&instance, None, Request::default()) else { continue };
            if solution.found.value.0 > sum {
                sum = solution.found.value.0;
            }
        }
    }
    let bare = begun.took();

    let folder = tempfile::tempdir()?;
    let file = folder.path().join("small.json");
    std::fs::write(&file, to_json(&base))?;
    let spec = spec::Spec {
        bases: vec![file],
        survey: None,
        vary: vec![
            spec::vary(&format!("alpha=1/2:3/2:{n_alphas}"))?,
            spec::vary(&format!("supply=1/2:3/2:{n_supplies}"))?,
        ],
        design: Design::Grid,
        settings: Settings::default(),
    };
    let begun = Clock::start();
    let plan = plan::write(&spec, &folder.path().join("sweep"))?;
    let planned = begun.took();
    let options = run::Options {
        shard: Shard::ALL,
        batch,
        time_budget: None,
        certificates: None,
        retry: false,
    };
    let begun = Clock::start();
    let ran = run::run(&plan, &options, &AtomicBool::new(false), &|_| ())?;
    let swept = begun.took();
    let begun = Clock::start();
    merge(&plan, folder.path(), false)?;
    let merged = begun.took();

    println!(
        "{} instances of {n_types} types, {} without an answer; the best is worth {sum}",
        plan.n, ran.n_failed
    );
    let n = f64::from(u32::try_from(plan.n).unwrap_or(u32::MAX));
    for (name, (processor, clock)) in
        [("bare", bare), ("plan", planned), ("run", swept), ("merge", merged)]
    {
        let each = 1e6 * processor / n;
        println!(
            "{name:6} {processor:8.2} s ({clock:.2} s), {each:6.1} us each, {:.2} times bare",
            processor / bare.0
        );
    }
    Ok(())
}

/// When something began, by the processor and by the clock.
struct Clock(f64, Instant);

impl Clock {
    fn start() -> Self {
        Self(processor(), Instant::now())
    }

    fn took(&self) -> (f64, f64) {
        (processor() - self.0, self.1.elapsed().as_secs_f64())
    }
}

/// Seconds of the processor that this process has used.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = stat.rsplit(')').next().unwrap_or_default();
    let fields = behind_name.split_whitespace().skip(11).take(2);
    // Hundredths of a second.
    fields.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn small(n_types: u32) -> Result<FiniteInstance, Box<dyn std::error::Error>> {
    let n = Rational::from(n_types);
    let of = |k: u32| {
        let weight = Rational::from(3) - Rational::from(2 * k) / &n;
        Type::new(Wtp::Point(Rational::from(k + 1)), Rational::ONE / &n, weight)
    };
    let groups = vec![Group {
        label: "all".to_owned(),
        mass: Rational::ONE,
        types: (0..n_types).map(of).collect(),
    }];
    let level = |level: &str| {
        Ok::<_, Box<dyn std::error::Error>>(QualityLevel::new(parse(level)?, parse("1/4")?))
    };
    let quality = vec![level("1/2")?, level("1")?];
    Ok(FiniteInstance::new(Content::new("small".to_owned(), Rational::ONE, groups, quality))?)
}
