//! Text form of a certificate (`docs/formats.md`).
//!
//! The reader lives in `verifier/` on purpose: the two sides agree on the document, not on code.

use std::io::{self, Write};

use super::{Certificate, IncentiveDual, Pools};
use crate::Item;
use ironproof_number::rational::Rational;

/// How the multipliers of a group are written.
pub trait Multipliers {
    /// Writes their lines.
    ///
    /// # Errors
    /// The error of the writer.
    fn write(&self, out: &mut impl Write) -> io::Result<()>;
}

impl Multipliers for Vec<IncentiveDual> {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        self.iter()
            .try_for_each(|dual| writeln!(out, "dual {} {} {}", dual.down, dual.up, dual.flat))
    }
}

impl Multipliers for Pools {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "tight")?;
        self.0.iter().try_for_each(|(first, last)| writeln!(out, "pool {} {}", first + 1, last + 1))
    }
}

/// Writes the certificate.
///
/// # Errors
/// The error of the writer.
pub fn write(out: &mut impl Write, certificate: &Certificate<impl Multipliers>) -> io::Result<()> {
    write_head(out, Some(&certificate.value), &certificate.supply)?;
    for (g, group) in certificate.groups.iter().enumerate() {
        write_menu(out, g, &group.menu)?;
        group.duals.write(out)?;
    }
    writeln!(out, "end")
}

/// What comes before the groups: the value, or that nothing is feasible, and the multipliers of the supply.
pub(crate) fn write_head(
    out: &mut impl Write,
    value: Option<&Rational>,
    supply: &[Rational],
) -> io::Result<()> {
    writeln!(out, "ironproof-certificate 1")?;
    match value {
        Some(value) => writeln!(out, "value {value}")?,
        None => writeln!(out, "infeasible")?,
    }
    write!(out, "supply")?;
    supply.iter().try_for_each(|price| write!(out, " {price}"))?;
    writeln!(out)
}

/// A group and its menu.
pub(crate) fn write_menu<'a>(
    out: &mut impl Write,
    g: usize,
    menu: impl IntoIterator<Item = &'a Item<Rational>>,
) -> io::Result<()> {
    writeln!(out, "group {}", g + 1)?;
    for item in menu {
        write!(out, "item {} {} {}", item.first + 1, item.last + 1, item.transfer)?;
        for (level, chance) in &item.lottery {
            write!(out, " {}:{chance}", level + 1)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The certificate as a string.
pub fn write_text(certificate: &Certificate<impl Multipliers>) -> String {
    let mut out = Vec::new();
    write(&mut out, certificate).expect("writing to memory does not fail");
    String::from_utf8(out).expect("a certificate is ASCII")
}
