//! The claims of every kind about random models.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::claim::Claim;
use crate::lp::objective;
use crate::random::Random;
use crate::seeds::enumeration::{
    bounding_multipliers, infeasibilities, optima, proved_bound, rays, vector,
};
use crate::seeds::{Seed, models};
use crate::statement::Statement;

/// Claims about so many models.
pub fn seeds(seed: u64, n_models: u64) -> Vec<Seed> {
    let mut all = Vec::new();
    for number in 0..n_models {
        let mut random = Random::new(seed, number);
        let model = models::model(&mut random);
        let claims = claims(&model, &mut random);
        all.extend(claims.iter().filter_map(|claim| Seed::lp(&model.write(), &claim.write())));
    }
    all
}

/// Right claims about the model, at most two of each kind.
pub fn claims(lp: &Statement, random: &mut Random) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (j, column) in lp.columns.iter().enumerate() {
        if column.sides.are_crossed() {
            claims.push(Claim::CrossedColumn(j + 1));
        }
    }
    for (i, row) in lp.rows.iter().enumerate() {
        if row.sides.are_crossed() {
            claims.push(Claim::CrossedRow(i + 1));
        }
    }
    let points = points(lp);
    if points.is_empty() {
        for multipliers in some(infeasibilities(lp), random) {
            claims.push(Claim::Infeasible(vector(&multipliers)));
        }
    }
    let optima = optima(lp);
    let may_be_unbounded = optima.is_empty() && !points.is_empty();
    for optimum in some(optima, random) {
        let (point, multipliers) = (vector(&optimum.point), vector(&optimum.multipliers));
        let value = objective(lp, &optimum.point);
        claims.push(Claim::Optimal { value, point, multipliers });
        claims.push(Claim::Basis { columns: optimum.columns, rows: optimum.rows });
    }
    let bounding = bounding_multipliers(lp);
    for _ in 0..2 {
        claims.extend(bounds(lp, random.one(&points), random.one(&bounding)));
    }
    if may_be_unbounded {
        for ray in some(rays(lp), random) {
            if let Some(point) = random.one(&points) {
                claims.push(Claim::Unbounded { point: vector(point), ray: vector(&ray) });
            }
        }
    }
    claims
}

/// At most two of them.
fn some<T>(mut all: Vec<T>, random: &mut Random) -> Vec<T> {
    while 2 < all.len() {
        all.swap_remove(random.below(all.len()));
    }
    all
}

/// Feasible points: where the objective would be best with other costs, and points between them.
fn points(lp: &Statement) -> Vec<Vec<BigRational>> {
    let mut points = Vec::new();
    for direction in -1..=1 {
        let mut other = lp.clone();
        for column in &mut other.columns {
            column.cost = &column.cost * BigInt::from(direction);
        }
        points.extend(optima(&other).into_iter().map(|optimum| optimum.point));
    }
    points.sort();
    points.dedup();
    if let [first, .., last] = &points[..] {
        let between = first.iter().zip(last).map(|(a, b)| (a + b) / BigInt::from(2)).collect();
        points.push(between);
    }
    points
}

/// The bounds that these prove.
fn bounds(
    lp: &Statement,
    point: Option<&Vec<BigRational>>,
    multipliers: Option<&Vec<BigRational>>,
) -> Option<Claim> {
    let attained = point.map(|point| objective(lp, point));
    let proved = multipliers.and_then(|multipliers| proved_bound(lp, multipliers));
    if attained.is_none() && proved.is_none() {
        return None;
    }
    let (lower, upper) = if lp.maximize { (attained, proved) } else { (proved, attained) };
    let point = point.map(|point| vector(point));
    Some(Claim::Bounds { lower, upper, point, multipliers: multipliers.map(|y| vector(y)) })
}
