//! Certificates of tiny linear programs, by trying every basis.
//!
//! A basis chooses as many of the columns and of the row activities as there are rows; they are
//! basic. What is not basic has a value of its own, or a multiplier of its own, and the rest
//! follows from linear equations. If there is an optimum, a proof of infeasibility or a ray, there
//! is one of this form: the simplex method ends in it. Here nobody pivots, all of them are tried.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};

use crate::basis::solve;
use crate::claim::Vector;
use crate::lp::{bound, extreme, feasible, objective, recedes, reduced_cost};
use crate::refusal::Rules;
use crate::statement::{Sides, Statement};

/// An optimal basis with what it means.
pub struct Optimum {
    /// Symbols of the columns.
    pub columns: String,
    /// Symbols of the rows.
    pub rows: String,
    /// The point.
    pub point: Vec<BigRational>,
    /// The multipliers.
    pub multipliers: Vec<BigRational>,
}

/// Which columns and which row activities are basic, and which are not.
struct Basis {
    basic_columns: Vec<usize>,
    basic_rows: Vec<usize>,
    other_columns: Vec<usize>,
    other_rows: Vec<usize>,
}

/// All choices that have the right number.
fn bases(lp: &Statement) -> Vec<Basis> {
    let (n, m) = (lp.columns.len(), lp.rows.len());
    let mut all = Vec::new();
    for choice in 0..1_u32 << (n + m) {
        let is_basic = |place: usize| choice >> place & 1 == 1;
        let (basic_columns, other_columns): (Vec<_>, Vec<_>) = (0..n).partition(|j| is_basic(*j));
        let (basic_rows, other_rows): (Vec<_>, Vec<_>) = (0..m).partition(|i| is_basic(n + i));
        if basic_columns.len() == other_rows.len() {
            all.push(Basis { basic_columns, basic_rows, other_columns, other_rows });
        }
    }
    all
}

impl Basis {
    /// Completes a point whose other columns are set, and whose other rows have these activities.
    fn point(
        &self,
        lp: &Statement,
        mut point: Vec<BigRational>,
        activities: &[BigRational],
    ) -> Option<Vec<BigRational>> {
        let entry = |i: usize, j: usize| lp.rows[i].coefficients[j].clone();
        let mut matrix = Vec::new();
        let mut right = Vec::new();
        for i in &self.other_rows {
            matrix.push(self.basic_columns.iter().map(|j| entry(*i, *j)).collect());
            let set: BigRational =
                self.other_columns.iter().map(|j| entry(*i, *j) * &point[*j]).sum();
            right.push(&activities[*i] - set);
        }
        for (j, x) in self.basic_columns.iter().zip(solve(matrix, right)?) {
            point[*j] = x;
        }
        Some(point)
    }

    /// Completes multipliers whose basic rows are set, such that basic columns have `sum_i a_ij
    /// y_i` as `sums`.
    fn multipliers(
        &self,
        lp: &Statement,
        mut multipliers: Vec<BigRational>,
        sums: &[BigRational],
    ) -> Option<Vec<BigRational>> {
        let entry = |i: usize, j: usize| lp.rows[i].coefficients[j].clone();
        let mut matrix = Vec::new();
        let mut right = Vec::new();
        for j in &self.basic_columns {
            matrix.push(self.other_rows.iter().map(|i| entry(*i, *j)).collect());
            let set: BigRational =
                self.basic_rows.iter().map(|i| entry(*i, *j) * &multipliers[*i]).sum();
            right.push(&sums[*j] - set);
        }
        for (i, y) in self.other_rows.iter().zip(solve(matrix, right)?) {
            multipliers[*i] = y;
        }
        Some(multipliers)
    }
}

/// All optimal bases.
pub fn optima(lp: &Statement) -> Vec<Optimum> {
    let costs: Vec<BigRational> = lp.columns.iter().map(|column| column.cost.clone()).collect();
    let mut found = Vec::new();
    for basis in bases(lp) {
        let Some(multipliers) = basis.multipliers(lp, zeros(lp.rows.len()), &costs) else {
            continue;
        };
        let Some(proved) = proved_bound(lp, &multipliers) else { continue };
        for [columns, rows] in places(lp, &basis, &multipliers) {
            let rest = |symbols: &str, sides: &dyn Fn(usize) -> Sides| -> Vec<BigRational> {
                let at = |(place, symbol)| match symbol {
                    'L' => sides(place).lower,
                    'U' => sides(place).upper,
                    _ => None,
                };
                symbols.char_indices().map(|place| at(place).unwrap_or_default()).collect()
            };
            let point = rest(&columns, &|j| lp.columns[j].sides.clone());
            let activities = rest(&rows, &|i| lp.rows[i].sides.clone());
            let Some(point) = basis.point(lp, point, &activities) else { continue };
            let mut rules = Rules::default();
            feasible(lp, &point, &mut rules);
            if rules.prove(()).is_ok() && objective(lp, &point) == proved {
                let multipliers = multipliers.clone();
                found.push(Optimum { columns, rows, point, multipliers });
            }
        }
    }
    found
}

/// Symbols of columns and rows that the signs of the multipliers allow, a few of them.
fn places(lp: &Statement, basis: &Basis, multipliers: &[BigRational]) -> Vec<[String; 2]> {
    let choices = |sides: &Sides, factor: &BigRational| -> Vec<char> {
        let is_up = (factor < &BigRational::zero()) != lp.maximize;
        match (&sides.lower, &sides.upper) {
            (None, None) => vec!['Z'],
            (Some(_), None) => vec!['L'],
            (None, Some(_)) => vec!['U'],
            _ if factor.is_zero() => vec!['L', 'U'],
            _ => vec![if is_up { 'U' } else { 'L' }],
        }
    };
    let mut all = vec![[String::new(), String::new()]];
    let mut extend = |which: usize, symbols: &[char]| {
        let longer = |symbols_before: &[String; 2], symbol: char| {
            let mut longer = symbols_before.clone();
            longer[which].push(symbol);
            longer
        };
        let combined = all.iter().flat_map(|before| symbols.iter().map(|s| longer(before, *s)));
        all = combined.take(4).collect();
    };
    for (j, column) in lp.columns.iter().enumerate() {
        let z = reduced_cost(lp, &column.cost, multipliers, j);
        let is_basic = basis.basic_columns.contains(&j);
        extend(0, &if is_basic { vec!['B'] } else { choices(&column.sides, &z) });
    }
    for (i, row) in lp.rows.iter().enumerate() {
        let is_basic = basis.basic_rows.contains(&i);
        extend(1, &if is_basic { vec!['B'] } else { choices(&row.sides, &multipliers[i]) });
    }
    all
}

/// Multipliers of bases that prove a bound, the best or not.
pub fn bounding_multipliers(lp: &Statement) -> Vec<Vec<BigRational>> {
    let costs: Vec<BigRational> = lp.columns.iter().map(|column| column.cost.clone()).collect();
    let all = bases(lp);
    let candidates =
        all.iter().filter_map(|basis| basis.multipliers(lp, zeros(lp.rows.len()), &costs));
    candidates.filter(|multipliers| proved_bound(lp, multipliers).is_some()).collect()
}

/// What the multipliers prove about the objective, if they do.
pub fn proved_bound(lp: &Statement, multipliers: &[BigRational]) -> Option<BigRational> {
    let mut rules = Rules::default();
    let bound = bound(lp, multipliers, &mut rules);
    rules.prove(bound).ok()
}

/// Multipliers that prove that nothing is feasible: one basic variable is beyond its bound, and no
/// other can help.
pub fn infeasibilities(lp: &Statement) -> Vec<Vec<BigRational>> {
    let (n, m) = (lp.columns.len(), lp.rows.len());
    let mut found = Vec::new();
    let mut keep = |multipliers: Option<Vec<BigRational>>| {
        let Some(multipliers) = multipliers else { return };
        let mut rules = Rules::default();
        let least = extreme(lp, &zeros(n), &multipliers, false, &mut rules);
        if rules.prove(()).is_ok() && BigRational::zero() < least {
            found.push(multipliers);
        }
    };
    for basis in bases(lp) {
        for sign in [BigRational::one(), -BigRational::one()] {
            for j in &basis.basic_columns {
                let mut sums = zeros(n);
                sums[*j] = sign.clone();
                keep(basis.multipliers(lp, zeros(m), &sums));
            }
            for i in &basis.basic_rows {
                let mut multipliers = zeros(m);
                multipliers[*i] = sign.clone();
                keep(basis.multipliers(lp, multipliers, &zeros(n)));
            }
        }
    }
    found
}

/// Directions without end along which the objective improves: one variable moves, and the basic
/// ones follow.
pub fn rays(lp: &Statement) -> Vec<Vec<BigRational>> {
    let (n, m) = (lp.columns.len(), lp.rows.len());
    let mut found = Vec::new();
    let mut keep = |ray: Option<Vec<BigRational>>| {
        let Some(ray) = ray else { return };
        let mut rules = Rules::default();
        recedes(lp, &ray, &mut rules);
        if rules.prove(()).is_ok() {
            found.push(ray);
        }
    };
    for basis in bases(lp) {
        for sign in [BigRational::one(), -BigRational::one()] {
            for j in &basis.other_columns {
                let mut ray = zeros(n);
                ray[*j] = sign.clone();
                keep(basis.point(lp, ray, &zeros(m)));
            }
            for i in &basis.other_rows {
                let mut activities = zeros(m);
                activities[*i] = sign.clone();
                keep(basis.point(lp, zeros(n), &activities));
            }
        }
    }
    found
}

/// The numbers as integers over their least common denominator.
pub fn vector(numbers: &[BigRational]) -> Vector {
    let denominator =
        numbers.iter().fold(BigInt::one(), |common, number| common.lcm(number.denom()));
    let entries =
        numbers.iter().map(|number| number.numer() * (&denominator / number.denom())).collect();
    Vector { denominator, entries }
}

fn zeros(n: usize) -> Vec<BigRational> {
    vec![BigRational::zero(); n]
}
