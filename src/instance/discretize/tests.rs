//! Tests of the discretizer on the shipped instances and on small cases.

use std::path::{Path, PathBuf};

use super::{Discretized, Error, GridConfig, Method, Points, Spacing, discretize};
use crate as instance;
use crate::finite;
use crate::finite::{FiniteInstance, QualityLevel, Wtp};
use crate::{ContinuousInstance, Note};
use ironproof_number::rational;
use ironproof_number::rational::Rational;

const METHODS: [(Method, Points); 5] = [
    (Method::Cells, Points::Mid),
    (Method::Types, Points::Left),
    (Method::Types, Points::Mid),
    (Method::Types, Points::Right),
    (Method::Types, Points::Mean),
];

fn config(types: usize, levels: usize, method: Method) -> GridConfig {
    GridConfig {
        types,
        levels,
        method,
        points: Points::Mid,
        spacing: Spacing::Quantile,
        digits: 12,
    }
}

fn number(text: &str) -> Rational {
    rational::parse(text).expect(text)
}

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../instances")).join(folder),
    )
    .expect("the folder exists")
    .map(|entry| entry.expect("a readable entry").path())
    .filter(|path| path.extension().is_some_and(|found| found == extension))
    .collect();
    files.sort();
    files
}

fn read_file(path: &Path) -> ContinuousInstance {
    let text = std::fs::read_to_string(path).expect("a readable file");
    let folder = path.parent().expect("a folder");
    match instance::read(&text, folder) {
        Ok(instance) => instance,
        Err(error) => panic!("{}:{error}", path.display()),
    }
}

fn shipped() -> Vec<ContinuousInstance> {
    let paths = [files("closed-form", "toml"), files("applications", "toml")].concat();
    assert!(40 <= paths.len(), "only {} files", paths.len());
    let read = |path: &PathBuf| {
        let instance = read_file(path);
        assert_eq!(path.file_stem().and_then(|stem| stem.to_str()), Some(instance.name.as_str()));
        instance
    };
    paths.iter().map(read).collect()
}

fn read_text(wtp: &str, weight: &str) -> ContinuousInstance {
    let text = format!(
        "name = \"test\"\nalpha = 1\nquality = {{ kind = \"uniform\", low = 0, high = 1 }}\n\
         group = [{{ label = \"all\", mass = 1, wtp = {wtp}, weight = {weight} }}]\n"
    );
    instance::read(&text, Path::new(".")).expect(wtp)
}

#[track_caller]
fn check_valid(instance: &ContinuousInstance, config: &GridConfig) -> Discretized {
    let discretized = discretize(instance, config).expect(&instance.name);
    if let Err(invalid) = discretized.instance.validate() {
        panic!("{} with {config:?}: {invalid}", instance.name);
    }
    discretized
}

#[test]
fn shipped_files_discretize_to_valid_instances() {
    for instance in shipped() {
        for (types, levels) in [(1, 1), (7, 3), (100, 10)] {
            for (method, points) in METHODS {
                for spacing in [Spacing::Quantile, Spacing::Uniform] {
                    check_valid(
                        &instance,
                        &GridConfig { points, spacing, ..config(types, levels, method) },
                    );
                }
            }
        }
    }
}

#[test]
fn shipped_finite_instances_are_valid() {
    let paths = files("finite", "json");
    assert!(20 <= paths.len(), "only {} files", paths.len());
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let instance =
            finite::read(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(path.file_stem().and_then(|stem| stem.to_str()), Some(instance.name.as_str()));
    }
}

#[test]
fn cells_of_polynomials_are_exact() {
    // r = 1 + t, lambda = 4 - 3 t, two cells.
    let instance = read_text(
        r#"{ kind = "uniform", low = 1, high = 2 }"#,
        r#"{ kind = "polynomial", of = "quantile", coefficients = [4, -3] }"#,
    );
    let cells = check_valid(&instance, &config(2, 1, Method::Cells));
    assert_eq!(cells.notes, []);
    let types = &cells.instance.groups[0].types;
    assert_eq!(types.len(), 2);
    // On [1/2, 1]: mean of lambda 7/4; of lambda r = 4 + t - 3 t^2: 4 + 3/4 - 7/4 = 3
    assert_eq!(types[1].prob, number("1/2"));
    assert_eq!(types[1].weight, number("7/4"));
    let expected = Wtp::Cell { low: number("3/2"), high: number("2"), weighted: number("3") };
    assert_eq!(types[1].wtp, expected);
    assert_eq!(cells.instance.quality, [QualityLevel::new(number("1/2"), number("1"))]);
    let points = |points| {
        let grid = GridConfig { points, ..config(2, 1, Method::Types) };
        check_valid(&instance, &grid).instance.groups[0].types[0].low().clone()
    };
    assert_eq!(points(Points::Left), number("1"));
    assert_eq!(points(Points::Mid), number("5/4"));
    assert_eq!(points(Points::Right), number("3/2"));
    assert_eq!(points(Points::Mean), number("5/4"));
}

#[test]
fn edges_fall_on_breakpoints_and_are_short() {
    let instance = read_text(
        r#"{ kind = "histogram", knots = [0, 1, 2], mass = ["1/3", "2/3"] }"#,
        r#"{ kind = "constant", value = 1 }"#,
    );
    let types = check_valid(&instance, &config(7, 1, Method::Cells))
        .instance
        .into_content()
        .groups
        .remove(0)
        .types;
    // Two cells of the lower third (to the edge 0.1667), five of the rest.
    assert_eq!(types.len(), 7);
    assert_eq!(types[0].prob, number("0.1667"));
    assert_eq!(&types[0].prob + &types[1].prob, number("1/3"));
    assert_eq!(*types[1].high(), Rational::ONE);
}

#[test]
fn equal_neighbours_merge() {
    // An atom at 1 whose weight changes inside, and left end points that repeat it.
    let instance = read_text(
        r#"{ kind = "histogram", knots = [1, 1, 2], mass = ["1/2", "1/2"] }"#,
        r#"{ kind = "piecewise", of = "quantile", pieces = [
            { from = 0, to = "1/4", polynomial = [3] }, { from = "1/4", to = 1, polynomial = [1] } ] }"#,
    );
    let grid = GridConfig { points: Points::Left, ..config(4, 1, Method::Types) };
    let types = check_valid(&instance, &grid).instance.into_content().groups.remove(0).types;
    // 1/4 with weight 3, then 1/4 + 1/4 with weight 1, all at 1.
    assert_eq!((&types[0].prob, &types[0].weight), (&number("3/4"), &number("5/3")));
    assert_eq!(types.len(), 2);
}

#[test]
fn functions_are_rounded_once_and_noted() {
    // r = -log(1 - t): the mean on [0, 1/2] is 1 - log 2, on [1/2, 1] it is 1 + log 2.
    let instance = read_text(
        r#"{ kind = "exponential", rate = 1, high = 40, tail = "clip" }"#,
        r#"{ kind = "constant", value = 1 }"#,
    );
    let grid = GridConfig { points: Points::Mean, ..config(2, 1, Method::Types) };
    let discretized = check_valid(&instance, &grid);
    let types = &discretized.instance.groups[0].types;
    assert_eq!(*types[0].low(), number("0.306852819440"));
    assert_eq!(*types[1].low(), number("1.693147180560"));
    let rounded = Note::RoundedValues { label: "all".to_owned(), digits: 12 };
    assert!(discretized.notes.contains(&rounded), "{:?}", discretized.notes);
}

#[test]
fn rounding_does_not_cross_an_exact_neighbour() {
    // The bound 1.0000000000001 has more decimals than the rounded values next to it, and the weight
    // cuts the last of the function off.
    let instance = read_text(
        r#"{ kind = "exponential", rate = 1, high = "1.0000000000001", tail = "clip" }"#,
        r#"{ kind = "piecewise", of = "wtp", pieces = [
            { from = 0, to = "1.00000000000006", polynomial = [2] },
            { from = "1.00000000000006", to = 2, polynomial = [1] } ] }"#,
    );
    for digits in [1, 3, 12, 14] {
        for (method, points) in METHODS {
            check_valid(&instance, &GridConfig { points, digits, ..config(20, 1, method) });
        }
    }
}

/// Each number of each shipped file is replaced; reading and discretizing may refuse, never panic, and
/// what is accepted is valid.
#[test]
fn damaged_files_are_refused_or_valid() {
    let (mut n_accepted, mut n_refused) = (0, 0);
    for path in [files("closed-form", "toml"), files("applications", "toml")].concat() {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
        for ends in quotes.chunks_exact(2) {
            if rational::parse(&text[ends[0] + 1..ends[1]]).is_err() {
                continue;
            }
            for replacement in ["-1", "0", "1/3", "7", "1e40", "x"] {
                let damaged = format!("{}{replacement}{}", &text[..=ends[0]], &text[ends[1]..]);
                let Ok(instance) = instance::read(&damaged, path.parent().expect("a folder"))
                else {
                    n_refused += 1;
                    continue;
                };
                for method in [Method::Types, Method::Cells] {
                    match discretize(&instance, &config(5, 3, method)) {
                        Ok(discretized) => {
                            assert_eq!(discretized.instance.validate(), Ok(()), "{damaged}");
                            n_accepted += 1;
                        }
                        Err(_) => n_refused += 1,
                    }
                }
            }
        }
    }
    assert!(1000 < n_accepted && 1000 < n_refused, "{n_accepted} accepted, {n_refused} refused");
}

#[test]
fn an_empty_grid_is_refused() {
    let instance = read_text(
        r#"{ kind = "uniform", low = 1, high = 2 }"#,
        r#"{ kind = "constant", value = 1 }"#,
    );
    assert_eq!(discretize(&instance, &config(0, 1, Method::Types)), Err(Error::EmptyGrid));
    assert_eq!(discretize(&instance, &config(1, 0, Method::Types)), Err(Error::EmptyGrid));
}

#[test]
fn cells_bound_the_known_optima_from_below() {
    let mut n_checked = 0;
    for instance in shipped() {
        let Some(optimum) = &instance.optimum else { continue };
        let (low, high) = optimum.ends();
        // Of rounding to 12 decimals, nothing for polynomials.
        let slack = if instance
            .groups
            .iter()
            .all(|g| g.pieces.iter().all(|p| p.wtp.as_polynomial().is_some()))
        {
            Rational::ZERO
        } else {
            number("1e-11")
        };
        for n in [1, 2, 5, 16, 64] {
            let value = value(&check_valid(&instance, &config(n, n, Method::Cells)).instance);
            assert!(value <= high + &slack, "{} at {n}: {value} above {high}", instance.name);
            // The gap closes as 1/n^2 (`docs/discretization.md`); at n = 64 it is below 0.002.
            let gap = rational::approx(&(low - value));
            let n = rational::approx(&Rational::from(n));
            assert!(gap * n * n <= 5.0, "{} at {n}: {gap}", instance.name);
        }
        n_checked += 1;
    }
    assert!(30 <= n_checked);
}

/// The optimum of a finite instance by ironing (`docs/model.md`), as short as possible: an oracle of
/// these tests, independent of the solvers.
fn value(instance: &FiniteInstance) -> Rational {
    // (ironed value, mass) of all blocks
    let mut blocks: Vec<(Rational, Rational)> = Vec::new();
    for group in &instance.groups {
        let (mut excess, mut above, mut psi_above) =
            (Rational::ZERO, Rational::ZERO, Rational::ZERO);
        // (sum of c, sum of f), top block last; types come from the top, so averages must decrease.
        let mut pools: Vec<(Rational, Rational)> = Vec::new();
        for (k, ty) in group.types.iter().enumerate().rev() {
            excess += &ty.prob * (&ty.weight - &instance.alpha);
            above += &ty.prob * ty.weighted_wtp().as_ref();
            let below =
                k.checked_sub(1).map_or(Rational::ZERO, |below| group.types[below].high().clone());
            let price = if excess > Rational::ZERO { below } else { ty.low().clone() };
            let psi = &above - &excess * price;
            pools.push((&psi - &psi_above, ty.prob.clone()));
            psi_above = psi;
            while let [.., before, last] = pools.as_slice()
                && &before.0 * &last.1 <= &last.0 * &before.1
            {
                let merged = (&before.0 + &last.0, &before.1 + &last.1);
                pools.truncate(pools.len() - 2);
                pools.push(merged);
            }
        }
        blocks.extend(pools.into_iter().map(|(c, f)| (&c / &f, f * &group.mass)));
    }
    blocks.sort_by(|a, b| b.0.cmp(&a.0));
    let levels = instance.quality.iter().map(|level| &level.level);
    let mut supply: Vec<_> = levels.zip(instance.objects()).collect();
    let mut total = Rational::ZERO;
    for (ironed, mut mass) in blocks.into_iter().filter(|block| block.0 > Rational::ZERO) {
        while let Some(best) = supply.last_mut()
            && !mass.is_zero()
        {
            let handed = mass.clone().min(best.1.clone());
            total += &ironed * best.0 * &handed;
            best.1 -= &handed;
            mass -= handed;
            if best.1.is_zero() {
                supply.pop();
            }
        }
    }
    total
}
