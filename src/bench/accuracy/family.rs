//! Families of linear programs, each hard in one way, with a difficulty that grows. Exact decimals only.
//!
//! ```text
//! badly-scaled       rows and columns multiplied by powers of ten, up to 10^d either way
//! parallel-rows      five rows whose normals differ by 10^-d; the optimum is of size one all the same
//! degenerate         an assignment of d to d with three different costs: many optima, many tied bases
//! tiny-coefficient   the only coefficient that bounds the objective is 10^-d
//! big-m              x_j <= 10^d z_j, the way switches are modelled
//! chain              x_(k+1) = 3 x_k - 1/5 from x_1 = 1/10, d steps: an error grows by 3 in each
//! barely-feasible    rows whose sum leaves a sliver of width 10^-d
//! barely-infeasible  the same with the sign turned: no point, by 10^-d
//! barely-bounded     a direction that loses 10^-d a step
//! barely-unbounded   a direction that gains 10^-d a step
//! ill-conditioned    Pascal's matrix of d rows: determinant one, condition about 16^d
//! klee-minty         the cube of d dimensions on which simplex visits every corner
//! ```

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use ironproof_linear::{Column, Lp, Row};
use ironproof_number::rational::{Rational, parse};

/// A family.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// Its name.
    pub name: &'static str,
    /// Difficulties of a full run.
    pub full: &'static [u32],
    /// Difficulties of a quick run.
    pub quick: &'static [u32],
    make: fn(u32, &mut StdRng, &mut Lp),
}

/// All families.
pub const FAMILIES: [Family; 12] = [
    Family { name: "badly-scaled", full: &[1, 3, 5, 8], quick: &[3], make: badly_scaled },
    Family { name: "parallel-rows", full: &[3, 6, 9, 12], quick: &[6], make: parallel_rows },
    Family { name: "degenerate", full: &[5, 10, 20], quick: &[5], make: degenerate },
    Family { name: "tiny-coefficient", full: &[4, 7, 9, 11], quick: &[7], make: tiny_coefficient },
    Family { name: "big-m", full: &[4, 6, 8, 10], quick: &[6], make: big_m },
    Family { name: "chain", full: &[10, 20, 30, 40], quick: &[20], make: chain },
    Family { name: "barely-feasible", full: &[4, 6, 8, 10], quick: &[8], make: barely_feasible },
    Family {
        name: "barely-infeasible",
        full: &[4, 6, 8, 10],
        quick: &[4],
        make: barely_infeasible,
    },
    Family { name: "barely-bounded", full: &[4, 6, 8, 10], quick: &[8], make: barely_bounded },
    Family { name: "barely-unbounded", full: &[4, 6, 8, 10], quick: &[8], make: barely_unbounded },
    Family { name: "ill-conditioned", full: &[5, 10, 15, 20], quick: &[10], make: ill_conditioned },
    Family { name: "klee-minty", full: &[5, 8, 10], quick: &[5], make: klee_minty },
];

impl Family {
    /// The LP of this difficulty. Only `badly-scaled` and the two sliver families draw random numbers.
    pub fn lp(&self, difficulty: u32, seed: u64) -> Lp {
        let mut rng = StdRng::seed_from_u64(seed ^ u64::from(difficulty).rotate_left(32));
        let mut lp = Lp::new(&format!("{}-{difficulty}", self.name), true);
        (self.make)(difficulty, &mut rng, &mut lp);
        lp
    }
}

fn whole(n: u32) -> Rational {
    Rational::from(n)
}

/// `10^exponent`, any sign.
fn ten_to(exponent: i64) -> Rational {
    let power = parse(&format!("1e{}", exponent.unsigned_abs())).unwrap_or(Rational::ONE);
    if exponent < 0 { Rational::ONE / power } else { power }
}

/// Adds a column with a lower bound of zero.
fn positive(lp: &mut Lp, name: String, objective: Rational) -> usize {
    bounded(lp, name, objective, Some(Rational::ZERO), None)
}

fn bounded(
    lp: &mut Lp,
    name: String,
    objective: Rational,
    lower: Option<Rational>,
    upper: Option<Rational>,
) -> usize {
    lp.add_column(Column { name, objective, lower, upper, implied_upper: None })
}

fn at_most(lp: &mut Lp, terms: impl IntoIterator<Item = (usize, Rational)>, upper: Rational) {
    let name = format!("R{}", lp.rows.len() + 1);
    lp.add_row(Row::at_most(name, CLASS, terms, upper));
}

fn at_least(lp: &mut Lp, terms: impl IntoIterator<Item = (usize, Rational)>, lower: Rational) {
    let name = format!("R{}", lp.rows.len() + 1);
    let terms = terms.into_iter().filter(|(_, value)| !value.is_zero()).collect();
    lp.add_row(Row { name, class: CLASS, lower: Some(lower), upper: None, terms });
}

fn equal(lp: &mut Lp, terms: impl IntoIterator<Item = (usize, Rational)>, value: Rational) {
    let name = format!("R{}", lp.rows.len() + 1);
    lp.add_row(Row::equal(name, CLASS, terms, value));
}

const CLASS: &str = "general";

/// max c x, A x <= b, positive digits, with scales on rows and columns.
fn badly_scaled(d: u32, rng: &mut StdRng, lp: &mut Lp) {
    let scale = |rng: &mut StdRng| ten_to(rng.random_range(-i64::from(d)..=i64::from(d)));
    let columns: Vec<Rational> = (0..8).map(|_| scale(rng)).collect();
    for (j, scale) in columns.iter().enumerate() {
        let cost = whole(rng.random_range(1..10)) * scale;
        positive(lp, format!("x{}", j + 1), cost);
    }
    for _ in 0..6 {
        let row = scale(rng);
        let terms: Vec<(usize, Rational)> = columns
            .iter()
            .map(|column| whole(rng.random_range(1..10)) * column * &row)
            .enumerate()
            .collect();
        at_most(lp, terms, whole(rng.random_range(10..100)) * row);
    }
}

/// x + (1 + k e) y <= 2 + k e + k^2 e / 10, k = 0 .. 4: rows k and k + 1 meet at y = 1 + (2 k + 1) / 10.
fn parallel_rows(d: u32, _: &mut StdRng, lp: &mut Lp) {
    let e = ten_to(-i64::from(d));
    let x = positive(lp, "x".to_owned(), Rational::ONE);
    let y = positive(lp, "y".to_owned(), Rational::ONE + &e * whole(5) / whole(2));
    for k in 0..5 {
        let slope = Rational::ONE + whole(k) * &e;
        let upper = whole(2) + whole(k) * &e + whole(k * k) * &e / whole(10);
        at_most(lp, [(x, Rational::ONE), (y, slope)], upper);
    }
}

/// The cheapest assignment with costs (i j) mod 3.
fn degenerate(d: u32, _: &mut StdRng, lp: &mut Lp) {
    lp.maximize = false;
    let pairs: Vec<(u32, u32)> = (0..d).flat_map(|i| (0..d).map(move |j| (i, j))).collect();
    for (i, j) in &pairs {
        positive(lp, format!("x{i},{j}"), whole(i * j % 3));
    }
    for k in 0..d {
        let of = |is_in: &dyn Fn(&(u32, u32)) -> bool| -> Vec<(usize, Rational)> {
            let cells = pairs.iter().enumerate().filter(|(_, pair)| is_in(pair));
            cells.map(|(at, _)| (at, Rational::ONE)).collect()
        };
        let (row, column) = (of(&|(i, _)| *i == k), of(&|(_, j)| *j == k));
        equal(lp, row, Rational::ONE);
        equal(lp, column, Rational::ONE);
    }
}

/// max x, e x + y <= 1, 1/2 <= y: the optimum is 1/2 10^d.
fn tiny_coefficient(d: u32, _: &mut StdRng, lp: &mut Lp) {
    let x = positive(lp, "x".to_owned(), Rational::ONE);
    let y = positive(lp, "y".to_owned(), Rational::ZERO);
    at_most(lp, [(x, ten_to(-i64::from(d))), (y, Rational::ONE)], Rational::ONE);
    at_least(lp, [(y, Rational::ONE)], Rational::ONE / whole(2));
}

/// Four plants, one unit of demand: plant j costs (10 - 2 j) M z_j + j x_j and needs x_j <= M z_j. The last one
/// is best: 6.
fn big_m(d: u32, _: &mut StdRng, lp: &mut Lp) {
    lp.maximize = false;
    let m = ten_to(i64::from(d));
    let mut demand = Vec::new();
    for j in 1..=4_u32 {
        let x = positive(lp, format!("x{j}"), whole(j));
        let one = Some(Rational::ONE);
        let z = bounded(lp, format!("z{j}"), whole(10 - 2 * j) * &m, Some(Rational::ZERO), one);
        at_most(lp, [(x, Rational::ONE), (z, -m.clone())], Rational::ZERO);
        demand.push((x, Rational::ONE));
    }
    equal(lp, demand, Rational::ONE);
}

fn chain(d: u32, _: &mut StdRng, lp: &mut Lp) {
    lp.maximize = false;
    let mut last = bounded(lp, "x1".to_owned(), Rational::ZERO, None, None);
    equal(lp, [(last, Rational::ONE)], Rational::ONE / whole(10));
    for k in 2..=d {
        let next = bounded(lp, format!("x{k}"), Rational::ZERO, None, None);
        equal(lp, [(next, Rational::ONE), (last, -whole(3))], -Rational::ONE / whole(5));
        last = next;
    }
    lp.columns[last].objective = Rational::ONE;
}

/// B x <= B 1 in five rows, and their sum at least 1'B 1 - slack.
fn sliver(slack: &Rational, rng: &mut StdRng, lp: &mut Lp) {
    lp.maximize = false;
    let n = 5;
    for j in 0..n {
        let (lower, upper) = (Some(Rational::ZERO), Some(whole(10)));
        let cost = if j == 0 { Rational::ONE } else { Rational::ZERO };
        bounded(lp, format!("x{}", j + 1), cost, lower, upper);
    }
    let mut sum = vec![Rational::ZERO; n];
    for i in 0..n {
        let mut total = Rational::ZERO;
        let mut terms = Vec::new();
        for j in 0..n {
            // A dominant diagonal: the sliver is short in every direction.
            let value = whole(rng.random_range(1..10) + if i == j { 20 } else { 0 });
            sum[j] += &value;
            total += &value;
            terms.push((j, value));
        }
        at_most(lp, terms, total);
    }
    let total = sum.iter().fold(Rational::ZERO, |total, value| total + value);
    at_least(lp, sum.into_iter().enumerate(), total - slack);
}

fn barely_feasible(d: u32, rng: &mut StdRng, lp: &mut Lp) {
    sliver(&ten_to(-i64::from(d)), rng, lp);
}

fn barely_infeasible(d: u32, rng: &mut StdRng, lp: &mut Lp) {
    sliver(&-ten_to(-i64::from(d)), rng, lp);
}

/// max x - (1 + e) y, x - y <= 1: the optimum is 1.
fn barely_bounded(d: u32, _: &mut StdRng, lp: &mut Lp) {
    ray(-Rational::ONE - ten_to(-i64::from(d)), lp);
}

/// max x - (1 - e) y, x - y <= 1: (1, 1) gains e.
fn barely_unbounded(d: u32, _: &mut StdRng, lp: &mut Lp) {
    ray(ten_to(-i64::from(d)) - Rational::ONE, lp);
}

fn ray(cost: Rational, lp: &mut Lp) {
    let x = positive(lp, "x".to_owned(), Rational::ONE);
    let y = positive(lp, "y".to_owned(), cost);
    at_most(lp, [(x, Rational::ONE), (y, -Rational::ONE)], Rational::ONE);
}

/// max 1'P x, P x <= P 1, with P_ij = C(i + j, i): the optimum is at x = 1.
fn ill_conditioned(d: u32, _: &mut StdRng, lp: &mut Lp) {
    let n = usize::try_from(d).unwrap_or(0);
    let mut pascal = vec![vec![Rational::ONE; n]; n];
    for i in 1..n {
        for j in 1..n {
            pascal[i][j] = &pascal[i - 1][j] + &pascal[i][j - 1];
        }
    }
    let sum = |row: &Vec<Rational>| row.iter().fold(Rational::ZERO, |sum, value| sum + value);
    for (j, row) in pascal.iter().enumerate() {
        // The matrix is symmetric.
        bounded(lp, format!("x{}", j + 1), sum(row), None, None);
    }
    for row in &pascal {
        at_most(lp, row.iter().cloned().enumerate(), sum(row));
    }
}

/// max sum_j 10^(d-j) x_j, 2 sum_(j<i) 10^(i-j) x_j + x_i <= 100^(i-1): the optimum is 100^(d-1).
fn klee_minty(d: u32, _: &mut StdRng, lp: &mut Lp) {
    for j in 1..=d {
        positive(lp, format!("x{j}"), ten_to(i64::from(d - j)));
    }
    for i in 1..=d {
        let terms = (1..=i).map(|j| {
            let value = if j == i { Rational::ONE } else { whole(2) * ten_to(i64::from(i - j)) };
            (usize::try_from(j - 1).unwrap_or(0), value)
        });
        at_most(lp, terms.collect::<Vec<_>>(), ten_to(2 * i64::from(i - 1)));
    }
}
