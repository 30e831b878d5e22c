//! A proof as a script for the proof assistant Coq, for small LPs.
//!
//! The script states the LP over the real numbers and proves: for an optimum, that it is a bound, by the
//! linear combination that the multipliers name, and that a point attains it; for an infeasible LP, that no
//! point is feasible; for an unbounded one, that the objective passes any number.

use std::fmt::Write;

use ironproof_number::{IBig, UBig};

use crate::digest::Source;
use crate::inequality::{Factor, Inequality, Sense, combination, contradiction, inequalities};
use ironproof_linear::Lp;
use ironproof_linear::duality::{Vector, objective};
use ironproof_number::rational::Rational;
use ironproof_proof::{Evidence, Proof};

/// Most columns, rows and coefficients together.
const MAX_SIZE: usize = 500;

/// Why there is no script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoCoq {
    /// Coq would take too long.
    #[error("too large for Coq: {0} columns, rows and coefficients, at most {MAX_SIZE}")]
    Large(usize),
    /// Nothing to quantify over.
    #[error("a model without columns has no Coq script")]
    NoColumns,
}

/// Whether there is a script for this LP.
fn fits_coq(lp: &Lp) -> Result<(), NoCoq> {
    let size = lp.columns.len() + lp.rows.len() + lp.n_nonzeros();
    if MAX_SIZE < size {
        return Err(NoCoq::Large(size));
    }
    if lp.columns.is_empty() { Err(NoCoq::NoColumns) } else { Ok(()) }
}

/// The script.
///
/// # Errors
/// [`NoCoq`] if the model is too large for Coq or has no columns.
pub fn write_coq(lp: &Lp, source: &Source, proof: &Proof) -> Result<String, NoCoq> {
    fits_coq(lp)?;
    let list = inequalities(lp);
    // Writing to a `String` cannot fail.
    let mut text = String::new();
    let x = variables(lp);
    let _ = writeln!(
        text,
        "(* file sha256 {}\n   statement sha256 {} *)",
        source.file, source.statement
    );
    if let Some(relaxation) = source.relaxation() {
        let _ = writeln!(text, "(* {relaxation} *)");
    }
    let _ = writeln!(text, "Require Import Reals Lra.\nOpen Scope R_scope.\n");
    let statements: Vec<String> = list.iter().map(statement).collect();
    let feasible = if list.is_empty() { "True".to_owned() } else { statements.join(" /\\\n  ") };
    let _ = writeln!(text, "Definition feasible ({x} : R) : Prop :=\n  {feasible}.\n");
    let costs = lp.columns.iter().map(|column| column.objective.clone()).enumerate();
    let costs: Vec<(usize, Rational)> = costs.filter(|(_, cost)| !cost.is_zero()).collect();
    let _ = writeln!(
        text,
        "Definition objective ({x} : R) : R :=\n  {} + {}.\n",
        number(&lp.offset),
        sum(&costs)
    );
    match proof.evidence() {
        Evidence::Optimal { point, multipliers, value } => {
            let factors = combination(lp, &list, multipliers, true);
            optimal(&mut text, lp, &list, &factors, point, value);
        }
        Evidence::Unbounded { point, ray } => unbounded(&mut text, lp, point, ray),
        Evidence::Infeasible { .. } | Evidence::CrossedColumn(_) | Evidence::CrossedRow(_) => {
            let factors = contradiction(lp, &list, proof).unwrap_or_default();
            let _ = writeln!(text, "Theorem infeasible : forall {x} : R, ~ feasible {x}.");
            combine(&mut text, &x, &list, &factors);
        }
    }
    Ok(text)
}

fn optimal(
    text: &mut String,
    lp: &Lp,
    list: &[Inequality<'_>],
    factors: &[Factor],
    point: &Vector,
    value: &Rational,
) {
    let (x, value, sign) = (variables(lp), number(value), if lp.maximize { ">=" } else { "<=" });
    let _ = writeln!(
        text,
        "Theorem bound : forall {x} : R,\n  feasible {x} -> {value} {sign} objective {x}."
    );
    combine(text, &x, list, factors);
    let _ = writeln!(
        text,
        "Theorem attained : exists {x} : R,\n  feasible {x} /\\ objective {x} = {value}.\n\
         Proof.\n  exists {}.\n  unfold feasible, objective. repeat split; lra.\nQed.",
        numbers(point).join(", ")
    );
}

/// Along point + t ray the objective is start + gain t.
fn unbounded(text: &mut String, lp: &Lp, point: &Vector, ray: &[IBig]) {
    let (x, sign) = (variables(lp), if lp.maximize { ">" } else { "<" });
    let direction = Vector::over(ray.to_vec(), UBig::ONE);
    let start = number(&objective(lp, point));
    let gain = number(&(objective(lp, &direction) - &lp.offset));
    let places = numbers(point).into_iter().zip(numbers(&direction));
    let places: Vec<String> = places.map(|(p, d)| format!("({p} + {d} * t)")).collect();
    let _ = writeln!(
        text,
        "Theorem unbounded : forall level : R, exists {x} : R,\n  \
         feasible {x} /\\ objective {x} {sign} level.\n\
         Proof.\n  intro level.\n  \
         assert (T : exists t, 0 <= t /\\ (level - {start}) / {gain} + 1 <= t).\n  \
         {{ eexists. split; [apply Rabs_pos | apply Rle_abs]. }}\n  \
         destruct T as [t [T0 T1]].\n  exists {}.\n  \
         unfold feasible, objective. repeat split; lra.\nQed.",
        places.join(", ")
    );
}

/// `x1 x2 ...`: names of a file need not be names in Coq.
fn variables(lp: &Lp) -> String {
    let names: Vec<String> = (1..=lp.columns.len()).map(|j| format!("x{j}")).collect();
    names.join(" ")
}

fn number(value: &Rational) -> String {
    if value.denominator().is_one() {
        format!("({})", value.numerator())
    } else {
        format!("({} / {})", value.numerator(), value.denominator())
    }
}

fn numbers(vector: &Vector) -> Vec<String> {
    vector.entries().map(|entry| number(&entry)).collect()
}

fn sum(terms: &[(usize, Rational)]) -> String {
    if terms.is_empty() {
        return "0".to_owned();
    }
    let products = terms.iter().map(|(j, value)| format!("{} * x{}", number(value), j + 1));
    products.collect::<Vec<_>>().join(" + ")
}

fn statement(inequality: &Inequality<'_>) -> String {
    let (terms, side) = (sum(&inequality.terms), number(inequality.side));
    match inequality.sense {
        Sense::AtLeast => format!("{side} <= {terms}"),
        Sense::Equal => format!("{terms} = {side}"),
        Sense::AtMost => format!("{terms} <= {side}"),
    }
}

/// The proof by the sum of hypotheses times their factors; `lra` only adds up.
fn combine(text: &mut String, x: &str, list: &[Inequality<'_>], factors: &[Factor]) {
    let mut names = vec!["_".to_owned(); list.len().max(1)];
    for (k, _) in factors {
        names[*k] = format!("H{}", k + 1);
    }
    let names = names.join(" & ");
    let _ = writeln!(text, "Proof.\n  unfold feasible, objective. intros {x} ({names}).");
    for (k, factor) in factors {
        let n = k + 1;
        let _ = if list[*k].sense == Sense::Equal {
            let factor = number(factor);
            writeln!(text, "  apply (f_equal (Rmult {factor})) in H{n}.")
        } else {
            // The factor of a <= is not positive in the sum of >=: the statement turned round.
            let size = if *factor < Rational::ZERO { -factor.clone() } else { factor.clone() };
            let size = number(&size);
            writeln!(text, "  apply (Rmult_le_compat_l {size} _ _ ltac:(lra)) in H{n}.")
        };
    }
    text.push_str("  lra.\nQed.\n\n");
}
