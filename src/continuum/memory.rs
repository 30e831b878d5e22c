//! What is known of groups, kept from one optimum to the next. Along a path most groups stay what they are, and Psi and
//! its hull are more than half of the work.

use std::cell::{OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use ironproof_curves::{GroupPsi, Precision, Tilt, psi};
use ironproof_instance::{ContinuousGroup, ContinuousInstance};
use ironproof_number::rational::Rational;

use super::arcs::{Arc, arcs};
use super::edges::Settings;
use super::side::Sides;
use super::{Answer, Error};

/// How many groups are kept.
const MOST_KEPT: usize = 24;

/// Psi of a group, and its hull.
pub(crate) struct Known {
    pub(crate) psi: Rc<GroupPsi>,
    pub(crate) arcs: Vec<Arc>,
}

/// Psi of a group, and its hull if nothing is added to the objective.
struct Kept {
    psi: Rc<GroupPsi>,
    plain: OnceCell<Rc<Known>>,
}

/// What the hull of a group depends on.
struct Key {
    group: ContinuousGroup,
    alpha: Rational,
    bits: usize,
}

/// Groups of instances that were solved, for those to come. An answer does not depend on what is kept.
#[derive(Default)]
pub struct Memory {
    kept: RefCell<VecDeque<(Key, Rc<Kept>)>>,
}

impl Memory {
    /// The optimum, as [`optimum`](super::optimum) finds it.
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
    /// use ironproof_continuum::{Memory, optimum};
    ///
    /// let instance = ironproof_instance::read(TEXT, std::path::Path::new("."))?;
    /// let width = ironproof_number::rational::parse("1e-6")?;
    /// let memory = Memory::default();
    /// assert_eq!(memory.optimum(&instance, &width)?, optimum(&instance, &width)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn optimum(
        &self,
        instance: &ContinuousInstance,
        width: &Rational,
    ) -> Result<Answer, Error> {
        super::solved(self, instance, width)
    }

    /// Psi and the hull of a group, with what multipliers add to its objective.
    pub(crate) fn group(
        &self,
        (group, tilt): (&ContinuousGroup, Option<&Tilt>),
        alpha: &Rational,
        precision: &Precision,
        settings: &Settings,
    ) -> Result<Rc<Known>, Error> {
        let is_it = |kept: &Key| {
            kept.bits == precision.bits && kept.alpha == *alpha && kept.group == *group
        };
        let known = self
            .kept
            .borrow()
            .iter()
            .find(|(kept, _)| is_it(kept))
            .map(|(_, kept)| Rc::clone(kept));
        let kept = if let Some(known) = known {
            known
        } else {
            let psi = Rc::new(psi(group, alpha, precision)?);
            let kept = Rc::new(Kept { psi, plain: OnceCell::new() });
            let key = Key { group: group.clone(), alpha: alpha.clone(), bits: precision.bits };
            let mut all = self.kept.borrow_mut();
            if all.len() >= MOST_KEPT {
                all.pop_front();
            }
            all.push_back((key, Rc::clone(&kept)));
            kept
        };
        let of = |psi: Rc<GroupPsi>| {
            let arcs =
                arcs(&Sides::new(&psi), settings).map_err(|undecided| undecided.of(group))?;
            Ok(Rc::new(Known { psi, arcs }))
        };
        if let Some(tilt) = tilt.filter(|tilt| !tilt.is_none()) {
            return of(Rc::new(kept.psi.tilted(tilt)));
        }
        if let Some(known) = kept.plain.get() {
            return Ok(Rc::clone(known));
        }
        let known = of(Rc::clone(&kept.psi))?;
        Ok(Rc::clone(kept.plain.get_or_init(|| known)))
    }
}
