//! The check of types in column files, each read once: the rows and columns of `check.rs`.
//!
//! An item has the best level j of its lottery, and t_j = pi_j / (q_j - q_{j-1}). Let X_k and W_k be
//! the sums of v_l without M and of w_l from the first type of the item to type k, X and W those to
//! its last. `implied` means that M is 0 between items, and that inside
//! M_{k+1} (r_{k+1} - r_k) = X_k - max(t_j W_k, X - t_{j+1} (W - W_k)),    j = 0 or M: one of the two.
//! If t_1 <= .. <= t_M, then t_j w_k <= v_k <= t_{j+1} w_k, and sigma_k = v_k q_j - w_k (pi_1 + ..).

use std::cmp::Ordering;

use ironproof_numbers::{Checked, Failure, Fraction, Int, check, ensure, optimal};

use crate::Verified;
use crate::certificate;
use crate::check::{Menu, primal};
use crate::columns::{Header, Source, Types, word};
use crate::sums::Sums;

/// As `verify`, of types in column files: about their numbers as this run read them, each once.
pub fn verify_columns(
    header: &Header,
    certificate: &str,
    source: &mut dyn Source,
) -> Result<Verified, Failure> {
    let Header { frame, groups, .. } = header;
    let counts: Vec<usize> = groups.iter().map(|group| group.count).collect();
    let certificate = certificate::read(certificate, frame, &counts)?;
    let value = certificate.value.clone().ok_or(Failure::Malformed(2, "value"))?;
    let menu = Menu::new(&frame.levels, &certificate.prices)?;
    check(menu.is_concave, "violated: ", || "t_1 <= .. <= t_M".to_string())?;
    let (mut bound, mut price) = (Fraction::from(0), Fraction::from(0));
    for (level, own) in frame.levels.iter().zip(&certificate.prices) {
        price.add(own, frame.levels.len())?;
        if let Some(mass) = &level.mass {
            bound.add(&mass.times(&price), frame.levels.len())?;
        }
    }
    let (lines, mut sums) = (lines(header, &menu)?, Vec::new());
    for (i, proof) in certificate.groups.iter().enumerate() {
        let pass = pass(i, header, proof, &menu, &lines, source)?;
        let (own, sigmas) = pass.scaled(i, header, &menu.unit);
        bound.add(&sigmas, groups.len())?;
        sums.push(own);
    }
    let objective = primal(frame, &certificate, &sums)?;
    optimal(&objective, Ok(bound), &value)?;
    Ok(Verified { name: frame.name.clone(), value: Some(value) })
}

/// What is worth t_j, as v step = f price, v in units of w_k nu_k and f = w_k F / mass.
struct Line {
    step: Int,
    price: Int,
    floor: i128, // floor <= price / step < floor + 1
}

/// t_1 .. t_M between two places without line; a level of quality 0 has none.
fn lines(header: &Header, menu: &Menu) -> Checked<Vec<Option<Line>>> {
    let unit = header.weight_unit.times(&header.wtp_unit);
    let mut lines = vec![None];
    for (step, price) in &menu.steps {
        let (step, price) = (step * &unit.numerator, price * &unit.denominator);
        let mut floor = 0_i128;
        for bit in (0..126).rev() {
            let next = floor + (1 << bit);
            floor = if &step * Int::from(next) <= price { next } else { floor };
        }
        let has_line = step != Int::ZERO;
        check(has_line || price == Int::ZERO, "violated: ", || "pi(1) = 0".to_string())?;
        let is_short = !has_line || floor + 1 < 1 << 126;
        ensure(is_short, Failure::TooLarge(126, "bits in a price over the units"))?;
        lines.push(has_line.then_some(Line { step, price, floor }));
    }
    lines.push(None);
    Ok(lines)
}

impl Line {
    /// v against what f > 0 costs. Where rounding decides nothing, no long number is needed.
    fn compare(&self, v: i128, f: i128) -> Ordering {
        if let Some(least) = self.floor.checked_mul(f) {
            if v < least {
                return Ordering::Less;
            }
            if least.checked_add(f).is_some_and(|above| above <= v) {
                return Ordering::Greater;
            }
        }
        (&self.step * Int::from(v)).cmp(&(&self.price * Int::from(f)))
    }
}

/// What a pass over the columns of a group gives: per item the sums of f_k, b f_k lambda_k,
/// b f_k lambda_k r_k and f_k r_k, and its ends; the sum of f_k; and the sum of sigma_k as the sum of
/// v_k q_j less that of f_k (pi_1 + .. + pi_j). Here alpha = a / b in units of weights.
struct Pass {
    rows: Vec<([i128; 4], [i128; 2])>,
    prob: i128,
    worth: Int,
    cost: Int,
}

/// v_k  =  w_k nu_k + trade_k - trade_{k+1} + M,    trade_k = D_k r_k - P_k r_{k-1},    r_0 = 0
/// with D_k = max(0, S_k), P_k = max(0, -S_k), S_k the sum of w_l (alpha - lambda_l) over l >= k.
/// The certificate says of which sums S_1 is made. They must be those of the columns.
fn pass(
    i: usize,
    header: &Header,
    proof: &certificate::Group,
    menu: &Menu,
    lines: &[Option<Line>],
    source: &mut dyn Source,
) -> Checked<Pass> {
    let (alpha, per_weight) = (header.alpha, header.per_weight);
    let mut types = Types::new(source, i, header.groups[i].count)?;
    let mut next = types.next()?;
    let claim = |at: usize| word(&proof.sums[at].numerator, 127, SUM);
    let mut tail = minus(times(claim(0)?, alpha)?, times(claim(1)?, per_weight)?)?;
    let mut trade = times(tail.max(0), next[0])?;
    let (mut all, mut rows, mut worth, mut cost) = ([0; 3], Vec::new(), Int::ZERO, Int::ZERO);
    // If level 1 has quality 0, all that holds of level 0 holds of it.
    let least = usize::from(menu.steps[0].0 == Int::ZERO);
    for (a, item) in proof.items.iter().enumerate() {
        let level = item.lottery.last().map_or(0, |(j, _)| j + 1).max(least);
        let (mut ends, mut v, mut sums) = ([next[0]; 2], 0, [0; 4]);
        // Sums of v and f since X_k - t_{j+1} W_k was least.
        let (mut part_v, mut part_f) = (0, 0);
        for k in item.first..=item.last {
            let [wtp, prob, weight] = next;
            next = types.next()?;
            let weighed = times(prob, per_weight * weight)?;
            let value = times(weighed, wtp)?;
            tail = minus(tail, minus(prob * alpha, weighed)?)?;
            let before = trade;
            trade = plus(times(tail.max(0), next[0])?, times(tail.min(0), wtp)?)?;
            let own = minus(plus(value, before)?, trade)?;
            for (sum, x) in sums.iter_mut().zip([prob, weighed, value, prob * wtp]) {
                *sum = plus(*sum, x)?;
            }
            v = plus(v, own)?;
            let is_at_least = |line: &Line| line.compare(v, sums[0]) != Ordering::Less;
            let holds = lines[level].as_ref().is_none_or(is_at_least);
            check(holds, "violated: ", || format!("M(g{},{}) >= 0", i + 1, k + 2))?;
            (part_v, part_f) = (plus(part_v, own)?, plus(part_f, prob)?);
            let is_at_most = |line: &Line| line.compare(part_v, part_f) != Ordering::Greater;
            if lines[level + 1].as_ref().is_none_or(is_at_most) {
                (part_v, part_f) = (0, 0);
            }
            ends[1] = wtp;
        }
        check(part_f == 0, "violated: ", || format!("M(g{},item {}) >= 0", i + 1, a + 1))?;
        worth = worth + &menu.entries[level].0 * Int::from(v);
        cost = cost + &menu.entries[level].1 * Int::from(sums[0]);
        for (sum, x) in all.iter_mut().zip([sums[0], sums[1], sums[3]]) {
            *sum = plus(*sum, x)?;
        }
        rows.push((sums, ends));
    }
    let weighed = proof.sums[1].times(&Fraction::from(per_weight));
    let is_known =
        all.map(Fraction::from) == [proof.sums[0].clone(), weighed, proof.sums[2].clone()];
    check(is_known, "violated: ", || format!("sums of the columns of g{}", i + 1))?;
    Ok(Pass { rows, prob: all[0], worth, cost })
}

impl Pass {
    /// The sums of the items, and that of sigma_k, in the units of the instance.
    fn scaled(self, i: usize, header: &Header, unit: &Int) -> (Vec<Sums>, Fraction) {
        let Header { groups, wtp_unit, weight_unit, .. } = header;
        let Fraction { numerator, denominator } = &groups[i].mass;
        let mass = Fraction::new(numerator.clone(), denominator * Int::from(self.prob));
        let weight = mass.times(weight_unit);
        let value = weight.times(wtp_unit);
        let units = [&mass, &weight, &value, &mass.times(wtp_unit), wtp_unit, wtp_unit];
        let of = |([prob, weighed, valued, wtp], [low, high]): ([i128; 4], [i128; 2])| {
            let numbers = [prob, weighed, valued, wtp, low, high].map(Fraction::from);
            std::array::from_fn(|at| units[at].times(&numbers[at]))
        };
        let worth = Fraction::new(self.worth, unit.clone()).times(&value);
        let cost = Fraction::new(self.cost, unit.clone()).times(&mass);
        (self.rows.into_iter().map(of).collect(), worth.minus(&cost))
    }
}

const SUM: &str = "bits in a sum over the columns";
const LONG: Failure = Failure::TooLarge(127, SUM);

fn plus(x: i128, y: i128) -> Checked<i128> {
    x.checked_add(y).ok_or(LONG)
}

fn minus(x: i128, y: i128) -> Checked<i128> {
    x.checked_sub(y).ok_or(LONG)
}

fn times(x: i128, y: i128) -> Checked<i128> {
    x.checked_mul(y).ok_or(LONG)
}
