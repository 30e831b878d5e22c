//! Micro-benchmarks of each stage, in types per second.
//!
//! `cargo bench --bench kernels` (the bench profile is the release profile: nothing is compiled again).

mod shapes;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ironproof::analysis::Solver;
use ironproof::certificate::{self, certify};
use ironproof::finite::{self, Content, FiniteInstance, Group, QualityLevel, Type, Wtp};
use ironproof::formulate::{Formulation, Incentives, formulate};
use ironproof::ironing::{self, Data, Exact, Scalar, iron, split, virtual_values};
use ironproof::ironing::{fast, integer};
use ironproof::lp::{ModelFormat, Readings, read_model};
use ironproof::proof::unaided;
use ironproof::rational::Rational;
use ironproof_verifier::verify;

const SIZES: [u32; 2] = [1_000, 100_000];

/// One group on a uniform grid, weights with deterministic noise so that there are pools, 100 levels.
fn instance(n: u32) -> FiniteInstance {
    let over = |a: u32, b: u32| Rational::from(a) / Rational::from(b);
    let types = (1..=n)
        .map(|k| {
            let noise = k.wrapping_mul(2_654_435_761) % 1000;
            let weight = over(3 * (n - k), n) + over(noise, 2000);
            Type::new(Wtp::Point(over(n + k, n)), over(1, n), weight)
        })
        .collect();
    let groups = vec![Group { label: "all".to_owned(), mass: Rational::ONE, types }];
    let quality = (1..=100).map(|j| QualityLevel::new(over(j, 100), over(1, 100))).collect();
    FiniteInstance::new(Content::new(format!("noisy-{n}"), Rational::ONE, groups, quality))
        .expect("it keeps the rules")
}

fn stages<N: Scalar>(c: &mut Criterion, number: &str, data: &Data<N>, n: u32) {
    let mut group = c.benchmark_group(format!("ironing-{number}"));
    group.throughput(Throughput::Elements(u64::from(n))).sample_size(20);
    let values = virtual_values(data.group(0), data.alpha());
    let blocks = vec![iron(data.group(0), &values.values)];
    group.bench_function(BenchmarkId::new("psi", n), |b| {
        b.iter(|| virtual_values(black_box(data.group(0)), data.alpha()));
    });
    group.bench_function(BenchmarkId::new("hull", n), |b| {
        b.iter(|| iron(data.group(0), black_box(&values.values)));
    });
    group.bench_function(BenchmarkId::new("merge", n), |b| {
        b.iter(|| split(data, black_box(&blocks)));
    });
    group.bench_function(BenchmarkId::new("solve", n), |b| {
        b.iter(|| ironing::solve(black_box(data)));
    });
    group.finish();
}

fn ironing_kernels(c: &mut Criterion) {
    for n in SIZES {
        let instance = instance(n);
        let Exact::Word(words) = Exact::new(&instance) else { panic!("fits machine words") };
        stages(c, "exact", &words, n);
        stages(c, "big", &Exact::new_big(&instance), n);
        stages(c, "f64", &Data::nearest(&instance), n);
    }
}

/// Plain arrays, every shape: solves of doubles and of integers, and the mechanism type by type.
fn plain_arrays(c: &mut Criterion) {
    const TYPES: u32 = 100_000;
    let mut group = c.benchmark_group("arrays");
    group.throughput(Throughput::Elements(u64::from(TYPES))).sample_size(20);
    for shape in shapes::SHAPES {
        let mut arrays = shapes::arrays(shape, i64::from(TYPES));
        arrays.make_doubles();
        let columns = arrays.double_groups();
        let problem = arrays.double_problem(&columns);
        let mut space = fast::Workspace::new();
        group.bench_function(BenchmarkId::new("fast", shape), |b| {
            b.iter(|| fast::solve(black_box(&problem), &mut space, fast::Schedule::Sequential));
        });
        let n = columns[0].wtp.len();
        let (mut q, mut t, mut u) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
        if columns.len() == 1 {
            group.bench_function(BenchmarkId::new("fill", shape), |b| {
                b.iter(|| {
                    let (quality, transfer, utility) = (&mut q[..], &mut t[..], &mut u[..]);
                    let out = fast::Mechanism { quality, transfer, utility };
                    space.fill(&columns[0], 0, out, fast::Schedule::Sequential);
                });
            });
        }
        let columns = arrays.integer_groups();
        let problem = arrays.integer_problem(&columns);
        group.bench_function(BenchmarkId::new("integer", shape), |b| {
            b.iter(|| integer::solve(black_box(&problem)));
        });
    }
    group.finish();
}

fn proof(c: &mut Criterion) {
    let mut group = c.benchmark_group("proof");
    for n in SIZES {
        let instance = instance(n);
        let json = finite::to_json(&instance);
        let text = certificate::write_text(&certify(&instance));
        group.throughput(Throughput::Elements(u64::from(n))).sample_size(10);
        group.bench_function(BenchmarkId::new("certificate", n), |b| {
            b.iter(|| certify(black_box(&instance)));
        });
        group.bench_function(BenchmarkId::new("verifier", n), |b| {
            b.iter(|| verify(black_box(&json), black_box(&text)).is_ok());
        });
    }
    group.finish();
}

fn lp_build(c: &mut Criterion) {
    let mut group = c.benchmark_group("lp-build");
    let instance = instance(200);
    for formulation in Formulation::ALL {
        for incentives in Incentives::ALL {
            let id = BenchmarkId::new(formulation.name(), incentives.name());
            group.sample_size(10).bench_function(id, |b| {
                b.iter(|| formulate(black_box(&instance), formulation, incentives));
            });
        }
    }
    group.finish();
}

/// A model of three rows from nothing, and the same with other right sides from one to the next.
fn models(c: &mut Criterion) {
    const TEXT: &[u8] = b"Maximize\n 3 a + 5 b + 4 c\nSubject To\n wood: 2 a + 3 b <= 8\n \
        paint: 2 b + 5 c <= 10\n work: 3 a + 2 b + 4 c <= 15\nEnd\n";
    let read = read_model(TEXT, ModelFormat::Text, &Readings::default());
    let mut lp = read.expect("a model").lp;
    let mut group = c.benchmark_group("models");
    group.bench_function("tiny", |b| {
        b.iter(|| Solver::new(&unaided, 60.0).solve(black_box(&lp), None));
    });
    let (mut solver, mut k) = (Solver::new(&unaided, 600.0), 0_u32);
    group.throughput(Throughput::Elements(1)).bench_function("scenarios", |b| {
        b.iter(|| {
            k += 1;
            lp.rows[0].upper = Some(Rational::from(4 + k * 7 % 13));
            lp.rows[1].upper = Some(Rational::from(5 + k * 3 % 11));
            solver.solve(black_box(&lp), None)
        });
    });
    group.finish();
}

criterion_group!(benches, ironing_kernels, plain_arrays, proof, lp_build, models);
criterion_main!(benches);
