//! The concave hull of Psi of each group, for those who explain an optimum or draw it.

use ironproof_curves::{Between, GroupPsi, psi};
use ironproof_instance::ContinuousInstance;
use ironproof_number::rational::Rational;

use super::arcs::{Kind, arcs};
use super::attempt::settings;
use super::side::Sides;
use super::{DOUBT_BITS, Error};

/// What an arc of the hull is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Psi is on its hull, and V rises.
    Market,
    /// A chord; whether Psi is proved to be below it inside.
    Pool(bool),
    /// A straight piece of Psi itself.
    Straight,
    /// The agents of one willingness to pay.
    Atom,
}

/// An interval of quantiles on which the hull has one form.
#[derive(Clone, Debug, PartialEq)]
pub struct HullArc {
    /// What it is.
    pub form: Form,
    /// Where it begins.
    pub from: Between,
    /// Where it ends.
    pub to: Between,
    /// Ironed virtual value at its two ends.
    pub value: (Between, Between),
}

/// Psi of a group and its hull.
pub struct GroupHull {
    /// Psi, piece by piece.
    pub psi: GroupPsi,
    /// Psi at the place where piece k begins, and at 1: the better one of two sides.
    pub corners: Vec<Between>,
    /// The hull, from the left.
    pub arcs: Vec<HullArc>,
}

/// The hull of each group, as precise as [`optimum`](super::optimum) with this width takes it.
///
/// # Errors
/// [`Error`] as `optimum`.
///
/// # Example
/// ```
/// # const TEXT: &str = r#"
/// # name = "reserve price"
/// # alpha = "1"
/// # quality = { kind = "uniform", low = "0", high = "1" }
/// # group = [{ label = "all", mass = "1", wtp = { kind = "uniform", low = "0", high = "1" },
/// #            weight = { kind = "constant", value = "0" } }]
/// # "#;
/// use ironproof_continuum::{Form, hulls};
/// use ironproof_number::rational::parse;
///
/// let instance = ironproof_instance::read(TEXT, std::path::Path::new("."))?;
/// let hulls = hulls(&instance, &parse("1e-6")?)?;
/// // Psi = r (1 - r) is its own hull.
/// assert_eq!(hulls[0].arcs.len(), 1);
/// assert_eq!(hulls[0].arcs[0].form, Form::Market);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn hulls(instance: &ContinuousInstance, width: &Rational) -> Result<Vec<GroupHull>, Error> {
    let mut found = attempt(instance, width, 0);
    for more in DOUBT_BITS {
        if !matches!(found, Err(Error::Undecided { .. })) {
            break;
        }
        found = attempt(instance, width, more);
    }
    found
}

fn attempt(
    instance: &ContinuousInstance,
    width: &Rational,
    more_bits: usize,
) -> Result<Vec<GroupHull>, Error> {
    let (precision, settings) = settings(width, more_bits)?;
    let mut hulls = Vec::with_capacity(instance.groups.len());
    for group in &instance.groups {
        let psi = psi(group, &instance.alpha, &precision)?;
        let sides = Sides::new(&psi);
        let arcs = arcs(&sides, &settings).map_err(|undecided| undecided.of(group))?;
        let form = |kind: &Kind| match kind {
            Kind::Market(_) => Form::Market,
            Kind::Pool(is_strict) => Form::Pool(*is_strict),
            Kind::Straight(piece) if sides.local(*piece).is_atom() => Form::Atom,
            Kind::Straight(_) => Form::Straight,
        };
        let arcs: Vec<HullArc> = arcs
            .into_iter()
            .map(|arc| HullArc {
                form: form(&arc.kind),
                from: arc.from,
                to: arc.to,
                value: arc.value,
            })
            .collect();
        let corners = sides.corners;
        hulls.push(GroupHull { psi, corners, arcs });
    }
    Ok(hulls)
}
