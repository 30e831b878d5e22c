//! The certificate of an answer in the wider model: the multipliers of side rows too, or that nothing is feasible.

use std::io::{self, Write};

use super::text::{Multipliers, write_head, write_menu};
use super::{Pools, Written};
use crate::wider::{Answer, Priced, Prices};

/// The certificate of an answer that `ironing::wider::answer` gave. Its incentive multipliers follow from its pools.
pub fn of_answer(answer: &Answer) -> Written {
    let mut out = Vec::new();
    write(&mut out, answer).expect("writing to memory does not fail");
    let value = match answer {
        Answer::Optimal(priced) => Some(priced.optimum.value.clone()),
        Answer::Infeasible { .. } => None,
    };
    Written { value, text: String::from_utf8(out).expect("a certificate is ASCII") }
}

fn write(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    match answer {
        Answer::Optimal(Priced { optimum, prices }) => {
            write_head(out, Some(&optimum.value), &prices.supply)?;
            write_sides(out, prices)?;
            for (g, group) in optimum.groups.iter().enumerate() {
                write_menu(out, g, &group.menu)?;
                pools(&group.blocks).write(out)?;
            }
        }
        Answer::Infeasible { prices, blocks } => {
            write_head(out, None, &prices.supply)?;
            write_sides(out, prices)?;
            for (g, blocks) in blocks.iter().enumerate() {
                write_menu(out, g, &[])?;
                pools(blocks).write(out)?;
            }
        }
    }
    writeln!(out, "end")
}

fn write_sides(out: &mut impl Write, prices: &Prices) -> io::Result<()> {
    if prices.sides.is_empty() {
        return Ok(());
    }
    write!(out, "sides")?;
    prices.sides.iter().try_for_each(|price| write!(out, " {price}"))?;
    writeln!(out)
}

fn pools(blocks: &[(usize, usize)]) -> Pools {
    Pools(blocks.iter().copied().filter(|(first, last)| first < last).collect())
}
