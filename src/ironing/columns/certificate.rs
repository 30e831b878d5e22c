//! The certificate of types in column files: the menu, and what one more object is worth. All multipliers of incentive
//! rows follow from these (`docs/formats.md`), so that it has no line per type or block.

use std::io::{self, Write};

use super::Solution;
use crate::certificate::{write_head, write_menu};

/// Writes the certificate. Its reader is in `verifier/`, and shares no code.
///
/// # Errors
/// The error of the writer.
pub fn write_certificate(out: &mut (dyn Write + Send), solution: &Solution) -> io::Result<()> {
    let mut out = out;
    write_head(&mut out, Some(&solution.value), &solution.supply)?;
    for (g, group) in solution.groups.iter().enumerate() {
        write_menu(&mut out, g, group.contracts.iter().map(|contract| &contract.item))?;
        let [prob, weight, wtp] = group.sums;
        writeln!(out, "implied {prob} {weight} {wtp}")?;
    }
    writeln!(out, "end")
}
