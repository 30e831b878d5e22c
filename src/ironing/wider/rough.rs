//! Column generation in doubles: which menus the exact program should begin with. Nothing here has to be right.
//!
//! The same program as [`master`](super::master), with an inverse in doubles that is made anew now and then. Where
//! doubles do not get on, what was found so far is what there is.

use ironproof_number::rational::exact;

use super::guess::Doubles;
use super::master::{Basic, Column};
use super::menu::Menu;
use super::problem::Problem;
use super::terms::{Prices, Terms};

/// Steps of guesses, from coarse to fine.
const STRIDES: [usize; 4] = [4096, 256, 16, 1];
/// A gain that is none, in the unit of values.
const GAIN: f64 = 1e-11;
/// A loss so small that the menu may be of use.
const NEAR: f64 = 1e-7;
/// A direction that is none.
const SLOPE: f64 = 1e-9;
/// A sum of violations that is none.
const VIOLATION: f64 = 1e-9;
/// So many rounds, and so many pivots in each of them per row.
const ROUNDS: usize = 4_000;
const PIVOTS: usize = 20;

/// Menus that are good, and the basis of them that is best, by their places.
pub(super) fn menus(problem: &Problem<'_>, doubles: &mut [Doubles]) -> (Vec<Menu>, Vec<Basic>) {
    let mut rough = Rough::new(problem);
    let most = problem.tails.iter().map(super::tails::Tails::n_types).max().unwrap_or(1);
    let strides = STRIDES.into_iter().filter(|stride| *stride == 1 || 8 * stride < most);
    rough.optimize();
    for stride in strides {
        for _ in 0..ROUNDS {
            if !rough.improve(problem, doubles, stride) {
                break;
            }
        }
    }
    rough.best_menus()
}

struct Rough {
    units: Vec<f64>,
    cost_unit: f64,
    bounds: Vec<f64>,
    signs: Vec<f64>,
    /// What a unit of violation counts: about 1.
    weights: Vec<f64>,
    columns: Vec<(Vec<f64>, f64)>,
    menus: Vec<Menu>,
    basis: Vec<Basic>,
    inverse: Vec<Vec<f64>>,
    values: Vec<f64>,
    is_first_phase: bool,
}

impl Rough {
    fn new(problem: &Problem<'_>) -> Self {
        let largest = problem.row_units().into_iter().max().map_or(1.0, |unit| unit.to_f64());
        let units: Vec<f64> = problem.row_units().iter().map(|unit| unit.to_f64().abs()).collect();
        let bounds = problem.bounds();
        let bounds: Vec<f64> =
            bounds.iter().zip(&units).map(|(b, unit)| b.to_f64() / unit).collect();
        let signs: Vec<f64> = bounds.iter().map(|b| if *b < 0.0 { -1.0 } else { 1.0 }).collect();
        let basic = |(i, sign): (usize, &f64)| {
            if *sign < 0.0 { Basic::Artificial(i) } else { Basic::Slack(i) }
        };
        let basis: Vec<Basic> = signs.iter().enumerate().map(basic).collect();
        let weights = problem.weights();
        let weights = weights.iter().zip(&units).map(|(x, unit)| x.to_f64() * unit / largest);
        let mut rough = Self {
            weights: weights.collect(),
            cost_unit: problem.value_unit().to_f64(),
            is_first_phase: signs.contains(&-1.0),
            columns: Vec::new(),
            menus: Vec::new(),
            inverse: Vec::new(),
            values: Vec::new(),
            units,
            bounds,
            signs,
            basis,
        };
        rough.invert();
        rough
    }

    fn column(&self, column: &Column) -> (Vec<f64>, f64) {
        let entries = column.entries.iter().zip(&self.units).zip(&self.signs);
        let entries = entries.map(|((entry, unit), sign)| sign * entry.to_f64() / unit);
        (entries.collect(), column.cost.to_f64() / self.cost_unit)
    }

    /// What the basic variable looks like in the rows, all of which have bounds that are not negative.
    fn entries(&self, basic: Basic) -> Vec<f64> {
        let unit = |i: usize, x: f64| {
            let mut entries = vec![0.0; self.basis.len()];
            entries[i] = x;
            entries
        };
        match basic {
            Basic::Slack(i) => unit(i, self.signs[i]),
            Basic::Artificial(i) => unit(i, 1.0),
            Basic::Column(j) => self.columns[j].0.clone(),
        }
    }

    /// The inverse of the basis by elimination, and the values; false if the basis has none.
    fn invert(&mut self) -> bool {
        let n = self.basis.len();
        let columns: Vec<Vec<f64>> = self.basis.iter().map(|basic| self.entries(*basic)).collect();
        let mut rows: Vec<Vec<f64>> = (0..n)
            .map(|i| {
                let own = columns.iter().map(|column| column[i]);
                own.chain((0..n).map(|t| if t == i { 1.0 } else { 0.0 })).collect()
            })
            .collect();
        for p in 0..n {
            let largest = (p..n).max_by(|a, b| rows[*a][p].abs().total_cmp(&rows[*b][p].abs()));
            rows.swap(p, largest.unwrap_or(p));
            if rows[p][p].abs() < 1e-13 {
                return false;
            }
            let own: Vec<f64> = rows[p].iter().map(|x| x / rows[p][p]).collect();
            for (i, row) in rows.iter_mut().enumerate() {
                let factor = row[p];
                if i != p && factor != 0.0 {
                    row.iter_mut().zip(&own).for_each(|(x, own)| *x -= factor * own);
                }
            }
            rows[p] = own;
        }
        self.inverse = rows.into_iter().map(|mut row| row.split_off(n)).collect();
        let bounds: Vec<f64> = self.bounds.iter().map(|b| b.abs()).collect();
        self.values = self.inverse.iter().map(|row| product(row, &bounds)).collect();
        true
    }

    fn multipliers(&self) -> Vec<f64> {
        let mut multipliers = vec![0.0; self.basis.len()];
        for (basic, row) in self.basis.iter().zip(&self.inverse) {
            let cost = match basic {
                Basic::Artificial(i) if self.is_first_phase => -self.weights[*i],
                Basic::Column(j) if !self.is_first_phase => self.columns[*j].1,
                _ => continue,
            };
            multipliers.iter_mut().zip(row).for_each(|(sum, entry)| *sum += cost * entry);
        }
        multipliers
    }

    fn gain(&self, (entries, cost): &(Vec<f64>, f64), multipliers: &[f64]) -> f64 {
        let cost = if self.is_first_phase { 0.0 } else { *cost };
        cost - product(entries, multipliers)
    }

    /// Pivots until no known column gains. False if doubles do not get on.
    fn optimize(&mut self) -> bool {
        for round in 0..PIVOTS * self.basis.len() {
            if self.is_first_phase && self.violation() < VIOLATION {
                self.is_first_phase = false;
            }
            let multipliers = self.multipliers();
            let slacks =
                (0..self.basis.len()).map(|i| (Basic::Slack(i), -self.signs[i] * multipliers[i]));
            let columns = self.columns.iter().enumerate();
            let columns = columns.map(|(j, own)| (Basic::Column(j), self.gain(own, &multipliers)));
            let best = slacks.chain(columns).max_by(|a, b| a.1.total_cmp(&b.1));
            let Some((entering, _)) = best.filter(|(_, gain)| GAIN < *gain) else { return true };
            let entries = self.entries(entering);
            let direction: Vec<f64> =
                self.inverse.iter().map(|row| product(row, &entries)).collect();
            let Some(row) = self.leaving(&direction) else { return false };
            self.pivot(row, &direction, entering);
            if round % 16 == 15 && !self.invert() {
                return false;
            }
        }
        false
    }

    fn violation(&self) -> f64 {
        let basic = self.basis.iter().zip(&self.values);
        basic
            .filter(|(basic, _)| matches!(basic, Basic::Artificial(_)))
            .map(|(_, value)| value)
            .sum()
    }

    /// Behind the first phase an artificial variable leaves as soon as it would change.
    fn leaving(&self, direction: &[f64]) -> Option<usize> {
        let ratio = |i: usize| self.values[i].max(0.0) / direction[i];
        let is_artificial = |i: &usize| matches!(self.basis[*i], Basic::Artificial(_));
        let all = 0..direction.len();
        let stuck = all.clone().filter(is_artificial).find(|i| direction[*i].abs() > SLOPE);
        if let Some(row) = stuck.filter(|_| !self.is_first_phase) {
            return Some(row);
        }
        all.filter(|i| direction[*i] > SLOPE).min_by(|a, b| {
            ratio(*a).total_cmp(&ratio(*b)).then(direction[*b].total_cmp(&direction[*a]))
        })
    }

    fn pivot(&mut self, row: usize, direction: &[f64], entering: Basic) {
        let pivot = direction[row];
        self.inverse[row].iter_mut().for_each(|x| *x /= pivot);
        self.values[row] /= pivot;
        let (own, value) = (self.inverse[row].clone(), self.values[row]);
        for (i, factor) in direction.iter().enumerate().filter(|(i, _)| *i != row) {
            self.inverse[i].iter_mut().zip(&own).for_each(|(x, own)| *x -= factor * own);
            self.values[i] -= factor * value;
        }
        self.basis[row] = entering;
    }

    /// Adds the best menus at the present multipliers; false if they do not gain.
    fn improve(&mut self, problem: &Problem<'_>, doubles: &mut [Doubles], stride: usize) -> bool {
        let multipliers = self.multipliers();
        let signed = multipliers.iter().zip(&self.signs).map(|(y, sign)| (sign * y).max(0.0));
        let Some(rows) = signed.map(exact).collect::<Option<Vec<_>>>() else { return false };
        let prices: Prices = problem.spread(&rows);
        let mut is_better = false;
        for (g, doubles) in doubles.iter_mut().enumerate() {
            let terms = Terms::new(problem.instance, g, &prices, !self.is_first_phase);
            let menu = doubles.best(problem, g, &terms, stride);
            let column = self.column(&problem.column(&menu));
            if GAIN < self.gain(&column, &multipliers) {
                is_better = true;
                self.columns.push(column);
                self.menus.push(menu);
            }
        }
        is_better && self.optimize()
    }

    fn best_menus(mut self) -> (Vec<Menu>, Vec<Basic>) {
        let multipliers = self.multipliers();
        let (mut menus, mut places) = (Vec::new(), vec![None; self.menus.len()]);
        for (j, menu) in std::mem::take(&mut self.menus).into_iter().enumerate() {
            let is_basic = self.basis.contains(&Basic::Column(j));
            if is_basic || -NEAR < self.gain(&self.columns[j], &multipliers) {
                places[j] = Some(menus.len());
                menus.push(menu);
            }
        }
        let place = |basic: &Basic| match basic {
            Basic::Column(j) => places[*j].map(Basic::Column),
            other => Some(*other),
        };
        let basis = self.basis.iter().filter_map(place).collect();
        (menus, basis)
    }
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
