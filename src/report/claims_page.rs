//! `claims --markdown`: the page docs/claims.md. Every figure on it comes from the run.

use std::fmt::Write as _;

use super::claims_continuous;
use super::claims_output::row;
use ironproof_claims::continuous::Checked;
use ironproof_claims::pool_width::width;
use ironproof_claims::validate::Evidence;
use ironproof_claims::{Claim, Dropped, Part, ablation_name};
use ironproof_instance::finite::{FiniteInstance, Type};
use ironproof_ironing as ironing;
use ironproof_ironing::Kind;
use ironproof_name::Escaped;
use ironproof_number::rational::{Rational, Readable, round_decimal, to_decimal};

const HEAD: &str = "# The claims of the paper, checked

Proposition 1 of the paper says: if a group counts more than revenue, and the good is essential for it, then its lowest
types share a free lottery. The program evaluates this sentence on tens of thousands of instances in exact fractions. It
finds no counterexample. It also drops each hypothesis, and stores a small instance on which the sentence then fails.

This page does the same for every result of Akbarpour, Dworczak and Kominers, *Redistributive Allocation Mechanisms*
[ADK24]. They ask how a designer should hand out objects of different quality to agents whose need is not observed. The
results are stated in our words. `ironproof claims --markdown` writes this page, and a test compares it with that
output.

## The model in one paragraph

Agents belong to observable groups. An agent with willingness to pay r gets an object of expected quality Q, pays T >=
0, and has utility r Q - T. The designer knows the *Pareto weight* lambda: the mean social weight of the agents of a
group with the same r. The designer maximizes the sum of alpha T + lambda (r Q - T), where alpha is the weight on
revenue. Agents choose from a menu (incentive compatibility) and may stay out. Objects may be thrown away. The good
is *essential* for a group if even its lowest willingness to pay is positive.

A *market* (assortative matching) gives better objects to higher types at higher prices. A *lottery* (pool) gives
several types the same chances at one price; it is full randomization if all types are in it. Types below the *cut-off*
get nothing.

On a grid a group has types r_1 < ... < r_K with probabilities f_k and Pareto weights lambda_k. The other symbols are

    S_k          the share of types k and above
    lbar         the mean weight
    E[lambda r]  the mean of weight times willingness to pay
    d_k          r_k - r_{k-1}, with r_0 = 0

Three values per unit of quality decide. Psi_k is what it is worth to give one unit to all types k and above at the best
common price:

    Psi_k = sum of f_l lambda_l r_l over l >= k  -  p_k x (sum of f_l (lambda_l - alpha) over l >= k),     Psi_(K+1) = 0

Here p_k is the better of r_(k-1) and r_k, the prices at which exactly these types buy. The *virtual value* of type k,
V_k = (Psi_k - Psi_{k+1}) / f_k, is what type k adds. J_k = r_k - d_{k+1} S_{k+1} / f_k is the virtual value that counts
revenue alone.

For k = 1 the prices are 0 and r_1. If lbar > alpha, the price 0 is better, by (lbar - alpha) r_1 per unit. That raises
V_1 by (lbar - alpha) r_1 / f_1, which is called the *jump*.

In the continuum J = r - h, with h the inverse hazard rate, and V = alpha J + Lambda h, with Lambda the mean weight of
those above. [model.md](model.md) has all definitions.

## What \"checked\" means

Each claim is one or more implications. They are evaluated in exact fractions on finite instances whose optimum the
independent checker accepted.

- *\"In every optimum\"* is read off the dual multipliers, because a constraint with a positive multiplier binds in every
  optimum. *The multipliers that flatten* are the M_k of model.md. They belong to the two incentive constraints between
  neighbouring types. If M_k > 0, both types get the same contract in every optimum. \"No pool\" means that all of them
  are zero.
- *\"There is an optimum with ...\"* is checked by building the mechanism. The checker must accept it; then it is
  the *accepted mechanism*.
- An *ablation* is an instance that satisfies all hypotheses but one and on which the conclusion is false. It shows that
  the hypothesis is needed, and that the check can fail. Ablations are files in
  [instances/ablations](../instances/ablations). They are small enough to follow by hand, and are checked again at every
  run.
- *Reached* counts, over all instances, the situations that can occur under the hypotheses. A situation that no instance
  reaches is a failure.
- \"Shipped\" are the instances of this repository without the ablations.

The tables drop one hypothesis at a time. They say how many random instances satisfy all others and not this one, and on
how many of these the conclusion fails. The last column has a small instance on which it fails. It is written as alpha,
then willingness to pay, probabilities and weights by type for each group, then objects as mass x quality. Groups have
mass 1 in these. A hypothesis is *harmless* to drop if the conclusion holds without it on every instance that was found;
the reason is given.

`ironproof claims` runs in the folder of this repository, or anywhere with `--instances DIR`. `--random N`, `--seed S`
and `--first I` choose the random instances I to I + N - 1 of a seed. `--random 1000000 --resume` can be ended and goes
on later. `--find-ablations` searches the ablations that are missing and stores them in DIR/ablations.

";

/// The longest line of prose.
const WIDTH: usize = 120;

/// The page.
pub fn page(evidence: &Evidence, rows: &[Checked], shelf: &Shelf) -> String {
    let mut out = String::from(HEAD);
    write_page(&mut out, evidence, rows, shelf).expect("writing to a string does not fail");
    wrapped(&out)
}

/// The page with its lines of prose broken at spaces. Rows of tables and indented formulas keep theirs.
fn wrapped(page: &str) -> String {
    let mut out = String::with_capacity(page.len() + page.len() / 8);
    for line in page.lines() {
        if line.starts_with(['|', ' ']) {
            out.push_str(line);
        } else {
            let mut width = 0;
            for word in line.split(' ') {
                let length = word.chars().count();
                if width == 0 || width + 1 + length <= WIDTH {
                    out.push_str(if width == 0 { "" } else { " " });
                    width += usize::from(width > 0) + length;
                } else {
                    out.push('\n');
                    width = length;
                }
                out.push_str(word);
            }
        }
        out.push('\n');
    }
    out
}

fn write_page(
    out: &mut String,
    evidence: &Evidence,
    rows: &[Checked],
    shelf: &Shelf,
) -> std::fmt::Result {
    writeln!(out, "## Summary\n")?;
    writeln!(
        out,
        "{} shipped instances and {} random ones.\n",
        evidence.shipped.n_instances, evidence.random.n_instances
    )?;
    writeln!(
        out,
        "| claim | | holds | checked, shipped | checked, random | counterexamples | ablations | harmless to drop |"
    )?;
    writeln!(out, "|---|---|---|---:|---:|---:|---:|---:|")?;
    for (c, claim) in evidence.claims.iter().enumerate() {
        let row = row(evidence, c);
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} of {} | {} |",
            claim.id,
            claim.title,
            if row.holds { "yes" } else { "**no**" },
            row.shipped,
            row.random,
            row.counterexamples,
            row.needed.0,
            row.needed.1,
            row.harmless
        )?;
    }
    for (c, claim) in evidence.claims.iter().enumerate() {
        write_claim(out, evidence, c, claim, shelf)?;
    }
    claims_continuous::write_section(out, rows)?;
    writeln!(out, "\n## References\n")?;
    writeln!(
        out,
        "- [ADK24] M. Akbarpour, P. Dworczak, S. D. Kominers, Redistributive Allocation Mechanisms,\n  Journal of Political Economy, 2024."
    )
}

fn write_claim(
    out: &mut String,
    evidence: &Evidence,
    c: usize,
    claim: &Claim,
    shelf: &Shelf,
) -> std::fmt::Result {
    writeln!(out, "\n## {}: {}\n", claim.id, claim.title)?;
    writeln!(out, "[ADK24], {}. {}\n", claim.source, claim.statement)?;
    writeln!(out, "**On a grid.** {}\n", claim.finite_form)?;
    for (p, part) in claim.parts.iter().enumerate() {
        write_part(out, evidence, (c, p), part, shelf)?;
    }
    match claim.id {
        "P4" => write_literal_reading(out, shelf),
        "P6" => write_widths(out),
        "I1" => write_applications(out, shelf),
        _ => Ok(()),
    }
}

fn write_part(
    out: &mut String,
    evidence: &Evidence,
    (c, p): (usize, usize),
    part: &Part,
    shelf: &Shelf,
) -> std::fmt::Result {
    let (shipped, random) = (&evidence.shipped.parts[c][p], &evidence.random.parts[c][p]);
    writeln!(
        out,
        "*{}.* {}: checked {} times on shipped and {} times on random instances, {} counterexamples.\n",
        part.id,
        capital(part.says),
        shipped.checked,
        random.checked,
        shipped.n_counterexamples + random.n_counterexamples
    )?;
    if !part.branches.is_empty() {
        let counts = shipped.branches.iter().zip(&random.branches).map(|(a, b)| a + b);
        let branches: Vec<String> = part
            .branches
            .iter()
            .zip(counts)
            .map(|(branch, count)| format!("{branch} {count}"))
            .collect();
        writeln!(out, "Reached: {}.\n", branches.join("; "))?;
    }
    if part.hypotheses.is_empty() {
        return Ok(());
    }
    writeln!(out, "| hypothesis | only this one fails, random | conclusion fails | shown by |")?;
    writeln!(out, "|---|---:|---:|---|")?;
    for (h, hypothesis) in part.hypotheses.iter().enumerate() {
        let count = &random.ablations[h];
        let shown = match hypothesis.dropped {
            Dropped::Harmless(why) => format!("harmless: {why}"),
            Dropped::Fails => {
                let name = ablation_name(part, hypothesis);
                let instance = shelf.ablations.iter().find(|instance| instance.name == name);
                let short = instance.map_or_else(|| "missing".to_owned(), brief);
                format!("[{name}](../instances/ablations/{name}.json): {short}")
            }
        };
        writeln!(out, "| {} | {} | {} | {} |", hypothesis.says, count.tried, count.failed, shown)?;
    }
    writeln!(out)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// An instance on one line.
fn brief(instance: &FiniteInstance) -> String {
    let mut text = format!("alpha {}", instance.alpha);
    for group in &instance.groups {
        let list = |of: &dyn Fn(&Type) -> String| {
            group.types.iter().map(of).collect::<Vec<_>>().join(", ")
        };
        let _ = write!(
            text,
            "; wtp {}, prob {}, weight {}",
            list(&|ty| ty.low().to_string()),
            list(&|ty| ty.prob.to_string()),
            list(&|ty| ty.weight.to_string())
        );
    }
    let levels: Vec<String> =
        instance.quality.iter().map(|level| format!("{} x {}", level.mass, level.level)).collect();
    let _ = write!(text, "; objects {}", levels.join(", "));
    text
}

fn write_literal_reading(out: &mut String, shelf: &Shelf) -> std::fmt::Result {
    let name = "P4-as-stated-served-only";
    let Some(instance) = shelf.ablations.iter().find(|instance| instance.name == name) else {
        return Ok(());
    };
    let optimum = ironing::optimum(instance);
    writeln!(
        out,
        "**The literal reading is false.** In [{name}](../instances/ablations/{name}.json) ({}) all hypotheses of the \
         proposition hold and V is not non-decreasing, and yet a market is optimal, with value {}, because V falls only among types \
         that get nothing. The closed form `c16-dip-below-the-cut-off` shows the same in the continuum. The corrected claim \
         looks at V from the cut-off up.\n",
        brief(instance),
        optimum.value
    )
}

#[expect(clippy::float_arithmetic, reason = "the approximation beside the exact width")]
fn write_widths(out: &mut String) -> std::fmt::Result {
    writeln!(
        out,
        "**In the continuum** the market is approached and not reached. Take willingness to pay 1 + t, weights (n + 1) (1 - t)^n with \
         mean 1, and alpha = 1, t uniform on [0, 1]. The lowest types share a lottery; its width is a root of a polynomial, enclosed \
         by exact bisection. Both extremes, n = 0 (equal weights) and n large, have no lottery or a small one. For n = 0 and n = 1 that \
         polynomial is positive on (0, 1): there is no lottery, so the width is 0 and not only small. This rests on the formula \
         (`src/claims/pool_width.rs`). The grids below confirm it for c26n0 and c26n1, where no types share a contract; the \
         exact brackets cannot, because they show pools and never that there is none.\n"
    )?;
    writeln!(out, "![Width of the pool against n](proposition-6.svg)\n")?;
    writeln!(out, "| n | width of the pool, rounded down | 1 / sqrt(n + 2) |")?;
    writeln!(out, "|---:|---:|---:|")?;
    for n in [0, 1, 2, 3, 4, 5, 6, 8, 10, 20, 50, 100, 200, 500, 1000] {
        let low = width(n, 10).low;
        let decimal = to_decimal(&round_decimal(&low, 10)).unwrap_or_else(|| low.to_string());
        let decimal = if low.is_zero() { decimal } else { format!("{decimal:0<12}") };
        let limit = 1.0 / f64::from(n + 2).sqrt();
        writeln!(out, "| {n} | {decimal} | {limit:.4} |")?;
    }
    writeln!(out)
}

fn write_applications(out: &mut String, shelf: &Shelf) -> std::fmt::Result {
    writeln!(
        out,
        "**The applications** of I1 to I3, classified by their exact optimum on a grid of 400 cells per group and 100 levels of quality (shares of \
         the group, from the lowest willingness to pay up; weights are illustrations, not estimates; `ironproof solve FILE --grid 400 \
         --levels 100` has the prices):\n"
    )?;
    writeln!(out, "| instance | group | mean weight | alpha | optimum |")?;
    writeln!(out, "|---|---|---|---|---|")?;
    for instance in &shelf.applications {
        let optimum = ironing::optimum(instance);
        for (group, solved) in instance.groups.iter().zip(&optimum.groups) {
            let mean =
                group.types.iter().fold(Rational::ZERO, |sum, ty| sum + &ty.prob * &ty.weight);
            let segments: Vec<String> = ironing::segments(group, solved)
                .iter()
                .map(|segment| {
                    let what = match segment.kind {
                        Kind::NotServed => "not served",
                        Kind::Market if segment.price.1.is_zero() => "free",
                        _ if segment.price.1.is_zero() => "free lottery",
                        Kind::Lottery => "lottery at a price",
                        Kind::Market => "market",
                    };
                    let percent = round_decimal(&(&segment.share * Rational::from(100)), 0);
                    format!("{what} {percent}%")
                })
                .collect();
            writeln!(
                out,
                "| {} | {} | {} | {} | {} |",
                Escaped(&instance.name),
                Escaped(&group.label),
                Readable(&round_decimal(&mean, 3)),
                instance.alpha,
                segments.join(", ")
            )?;
        }
    }
    writeln!(out)
}

/// What the folder of instances has.
pub struct Shelf {
    /// The shipped instances.
    pub shipped: Vec<FiniteInstance>,
    /// The ablations that were found before.
    pub ablations: Vec<FiniteInstance>,
    /// The shipped instances in the folder `applications`, on a fine grid.
    pub applications: Vec<FiniteInstance>,
}
