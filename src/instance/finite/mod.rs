//! The finite instance: the exact data that an optimum is proved for.
//!
//! A group's types are points (one willingness to pay) or cells (an interval of it whose agents get
//! one common contract); `docs/model.md` gives one set of formulas for both, in terms of [`Type::low`],
//! [`Type::high`] and [`Type::weighted_wtp`].

mod rules;
mod side;
mod plain;
mod json_number;
mod json_side;
mod json;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::ops::Deref;

pub use self::json::{LevelJson, ReadError, read, read_lines, to_json};
pub use self::json_number::Number;
pub use self::plain::Wider;
pub use self::rules::{Invalid, Rule};
pub use self::side::{Bound, Claimed, Side, What};
use ironproof_name as name;
use ironproof_number::limits;
use ironproof_number::rational::Rational;
use ironproof_number::scale;
use ironproof_number::scale::cmp_product;

/// A finite instance that satisfies every rule of `docs/formats.md`.
///
/// There is none that breaks a rule: [`FiniteInstance::new`] and the readers check, and what is made from an
/// instance is checked again. Its [`Content`] is there to read, as in `instance.groups`.
///
/// ```
/// use ironproof_instance::finite::{Content, FiniteInstance, Group, QualityLevel, Rule, Type, Wtp};
/// use ironproof_number::rational::Rational;
///
/// let one = Rational::ONE;
/// let ty = Type::new(Wtp::Point(Rational::from(5)), one.clone(), one.clone());
/// let group = Group { label: "all".to_owned(), mass: one.clone(), types: vec![ty] };
/// let quality = vec![QualityLevel::new(one.clone(), one.clone())];
/// let (name, groups) = ("tiny".to_owned(), vec![group]);
/// let instance = FiniteInstance::new(Content::new(name, one, groups, quality))?;
/// assert_eq!(instance.n_types(), 1);
/// let invalid = instance.changed(|content| content.quality.clear()).unwrap_err();
/// assert_eq!(invalid.rule, Rule::NoQuality);
/// # Ok::<(), ironproof_instance::finite::Invalid>(())
/// ```
///
/// It cannot be changed in place, where nothing would check it:
///
/// ```compile_fail,E0594
/// # use ironproof_instance::finite::FiniteInstance;
/// fn spoil(instance: &mut FiniteInstance) {
///     instance.optimum = None;
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct FiniteInstance {
    content: Content,
    /// The first place with data of the wider model, if there is one.
    wider: Option<String>,
}

/// What a finite instance consists of, which may break any rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// A name for tables and file names.
    pub name: String,
    /// `alpha`, the weight on revenue: welfare per unit of money, not negative.
    pub alpha: Rational,
    /// The groups, one per observable label; at least one.
    pub groups: Vec<Group>,
    /// The quality levels, strictly increasing; at least one.
    pub quality: Vec<QualityLevel>,
    /// The side constraints; none in the plain model.
    pub sides: Vec<Side>,
    /// The claimed optimum in units of welfare, which `verify` checks.
    pub optimum: Option<Claimed>,
}

/// The agents that share one observable label.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The observable label, unique in its instance.
    pub label: String,
    /// `mu_i`, the number of agents, in the unit in which objects are counted; positive. The masses of the
    /// groups need not sum to one.
    pub mass: Rational,
    /// The types, by increasing willingness to pay; at least one.
    pub types: Vec<Type>,
}

/// A type: its willingness to pay, probability and Pareto weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// A point or a cell of willingness to pay.
    pub wtp: Wtp,
    /// `f_k`, the share of the group; positive, and the probabilities of a group sum to one.
    pub prob: Rational,
    /// `lambda_k`, the mean social welfare weight: welfare per unit of money, not negative.
    pub weight: Rational,
    /// What a unit of quality in the hands of this type is worth to society beyond weight times willingness to pay:
    /// welfare per unit of quality, of any sign; 0 in the plain model.
    pub external: Rational,
}

/// The willingness to pay that a type stands for: money per unit of quality, not negative.
#[derive(Clone, Debug, PartialEq)]
pub enum Wtp {
    /// One value.
    Point(Rational),
    /// All values of `[low, high]`.
    Cell {
        /// Lower end.
        low: Rational,
        /// Upper end.
        high: Rational,
        /// `nu_k`, the mean of social weight times willingness to pay: welfare per unit of quality.
        weighted: Rational,
    },
}

/// Objects of one quality.
#[derive(Clone, Debug, PartialEq)]
pub struct QualityLevel {
    /// `q_j`, in `[0, 1]`.
    pub level: Rational,
    /// `m_j`, the number of objects, in the unit in which agents are counted; positive. `None`: as many as are wanted.
    pub mass: Option<Rational>,
    /// What handing out one of them costs, in units of welfare; 0 in the plain model.
    pub cost: Rational,
}

impl QualityLevel {
    /// So many objects that cost nothing.
    pub fn new(level: Rational, mass: Rational) -> Self {
        Self { level, mass: Some(mass), cost: Rational::ZERO }
    }
}

impl Type {
    /// A type of the plain model.
    pub fn new(wtp: Wtp, prob: Rational, weight: Rational) -> Self {
        Self { wtp, prob, weight, external: Rational::ZERO }
    }

    /// Lower end of the willingness to pay.
    pub fn low(&self) -> &Rational {
        match &self.wtp {
            Wtp::Point(wtp) => wtp,
            Wtp::Cell { low, .. } => low,
        }
    }

    /// Upper end of the willingness to pay.
    pub fn high(&self) -> &Rational {
        match &self.wtp {
            Wtp::Point(wtp) => wtp,
            Wtp::Cell { high, .. } => high,
        }
    }

    /// `nu_k`: mean of social weight times willingness to pay.
    pub fn weighted_wtp(&self) -> Cow<'_, Rational> {
        match &self.wtp {
            Wtp::Point(wtp) => Cow::Owned(wtp * &self.weight),
            Wtp::Cell { weighted, .. } => Cow::Borrowed(weighted),
        }
    }

    /// `nu_k`: what a unit of quality is worth to society, before payments: weighted willingness to pay and external
    /// value.
    pub fn social_value(&self) -> Cow<'_, Rational> {
        let weighted = self.weighted_wtp();
        if self.external.is_zero() {
            return weighted;
        }
        Cow::Owned(weighted.as_ref() + &self.external)
    }
}

impl Deref for FiniteInstance {
    type Target = Content;

    fn deref(&self) -> &Content {
        &self.content
    }
}

impl FiniteInstance {
    /// The instance with this content.
    ///
    /// # Errors
    /// [`Invalid`] names the first rule that the content breaks, and where.
    pub fn new(content: Content) -> Result<Self, Invalid> {
        content.validate()?;
        Ok(Self::by_construction(content))
    }

    /// For content that keeps the rules by the way it was made.
    pub(crate) fn by_construction(content: Content) -> Self {
        Self { wider: plain::first_place(&content), content }
    }

    /// Its content, which may be changed and made an instance again.
    pub fn into_content(self) -> Content {
        self.content
    }

    /// A copy with changed content.
    ///
    /// # Errors
    /// [`Invalid`] if the change breaks a rule.
    pub fn changed(&self, change: impl FnOnce(&mut Content)) -> Result<Self, Invalid> {
        let mut content = self.content.clone();
        change(&mut content);
        Self::new(content)
    }

    /// The instance with another weight on revenue, and without the claimed optimum.
    ///
    /// # Errors
    /// [`Invalid`] if `alpha` is negative.
    pub fn with_alpha(mut self, alpha: Rational) -> Result<Self, Invalid> {
        if alpha < Rational::ZERO {
            return Err(Invalid { place: String::new(), rule: Rule::NegativeAlpha });
        }
        (self.content.alpha, self.content.optimum) = (alpha, None);
        Ok(self)
    }

    /// The instance with the social weights of group `g`, counted from 0, times `factor`, and without the
    /// claimed optimum. All other rules hold for any factor that is not negative, so that only this is checked.
    ///
    /// # Errors
    /// [`Invalid`] if `factor` is negative.
    ///
    /// # Panics
    /// If there is no group `g`.
    pub fn with_weights_times(mut self, g: usize, factor: &Rational) -> Result<Self, Invalid> {
        if *factor < Rational::ZERO {
            return Err(Invalid { place: format!("groups[{g}]"), rule: Rule::NegativeWeight });
        }
        self.content.optimum = None;
        for ty in &mut self.content.groups[g].types {
            ty.weight *= factor;
            if let Wtp::Cell { weighted, .. } = &mut ty.wtp {
                *weighted *= factor;
            }
        }
        Ok(self)
    }
}

impl Content {
    /// The content of an instance of the plain model, without a claim.
    pub fn new(
        name: String,
        alpha: Rational,
        groups: Vec<Group>,
        quality: Vec<QualityLevel>,
    ) -> Self {
        Self { name, alpha, groups, quality, sides: Vec::new(), optimum: None }
    }

    /// The number of types over all groups.
    pub fn n_types(&self) -> usize {
        self.groups.iter().map(|group| group.types.len()).sum()
    }

    /// `m_j`, where a level without limit has an object for everybody, which is as many as are wanted.
    pub fn objects(&self) -> Vec<Rational> {
        let everybody = || scale::sum(self.groups.iter().map(|group| &group.mass));
        let of = |level: &QualityLevel| level.mass.clone().unwrap_or_else(everybody);
        self.quality.iter().map(of).collect()
    }

    /// `S_j` for `j = 1..M`: the mass of objects of quality `q_j` or better; at least that of everybody where one of
    /// these levels has no limit.
    pub fn supply(&self) -> Vec<Rational> {
        let mut supply = self.objects();
        for j in (1..supply.len()).rev() {
            let above = supply[j].clone();
            supply[j - 1] += above;
        }
        supply
    }

    /// Checks every rule of `docs/formats.md`.
    ///
    /// # Errors
    /// [`Invalid`] names the first rule that is broken, and where.
    pub fn validate(&self) -> Result<(), Invalid> {
        let n_types = self.groups.iter().map(|group| group.types.len()).sum();
        rules::within(n_types, "types", limits::get().types)?;
        let groups = self.groups.iter().map(|group| (&*group.label, &group.mass));
        validate_frame(&self.name, &self.alpha, groups, &self.quality)?;
        self.groups.iter().enumerate().try_for_each(|(g, group)| group.validate(g))?;
        side::validate(self)
    }
}

/// Checks every rule but those about types. Groups are (label, mass).
///
/// # Errors
/// [`Invalid`] names the first rule that is broken, and where.
pub fn validate_frame<'a>(
    name: &str,
    alpha: &Rational,
    groups: impl ExactSizeIterator<Item = (&'a str, &'a Rational)>,
    quality: &[QualityLevel],
) -> Result<(), Invalid> {
    let broken = [
        (!name::is_usable(name), Rule::Name),
        (*alpha < Rational::ZERO, Rule::NegativeAlpha),
        (groups.len() == 0, Rule::NoGroup),
        (quality.is_empty(), Rule::NoQuality),
    ];
    if let Some((_, rule)) = broken.into_iter().find(|(is_broken, _)| *is_broken) {
        return Err(Invalid { place: String::new(), rule });
    }
    rules::within(quality.len(), "levels", limits::get().levels)?;
    let mut labels = HashSet::new();
    for (g, (label, mass)) in groups.enumerate() {
        let at = |rule| Err(Invalid { place: format!("groups[{g}]"), rule }.in_group(label));
        if !name::is_label(label) {
            return at(Rule::Label);
        }
        if !labels.insert(label) {
            return at(Rule::DuplicateLabel(label.to_owned()));
        }
        if *mass <= Rational::ZERO {
            return at(Rule::MassNotPositive);
        }
    }
    for (j, level) in quality.iter().enumerate() {
        let at = |rule| Err(Invalid { place: format!("quality[{j}]"), rule });
        if level.level < Rational::ZERO || level.level > Rational::ONE {
            return at(Rule::LevelOutside);
        }
        if j > 0 && level.level <= quality[j - 1].level {
            return at(Rule::LevelsNotIncreasing);
        }
        if level.mass.as_ref().is_some_and(|mass| *mass <= Rational::ZERO) {
            return at(Rule::MassNotPositive);
        }
    }
    Ok(())
}

impl Group {
    fn validate(&self, g: usize) -> Result<(), Invalid> {
        let at = |place, rule| Err(Invalid { place, rule }.in_group(&self.label));
        let at_group = |rule| at(format!("groups[{g}]"), rule);
        if self.types.is_empty() {
            return at_group(Rule::NoType);
        }
        for (k, ty) in self.types.iter().enumerate() {
            if let Err(rule) = ty.validate(k.checked_sub(1).map(|before| &self.types[before])) {
                return at(format!("groups[{g}].types[{k}]"), rule);
            }
        }
        let sum = scale::sum(self.types.iter().map(|ty| &ty.prob));
        if sum == Rational::ONE { Ok(()) } else { at_group(Rule::ProbabilitySum(sum)) }
    }
}

impl Type {
    fn validate(&self, before: Option<&Type>) -> Result<(), Rule> {
        if self.prob <= Rational::ZERO {
            return Err(Rule::ProbabilityNotPositive);
        }
        if self.weight < Rational::ZERO {
            return Err(Rule::NegativeWeight);
        }
        if *self.low() < Rational::ZERO {
            return Err(Rule::NegativeWtp);
        }
        if let Wtp::Cell { low, high, weighted } = &self.wtp {
            if low > high {
                return Err(Rule::CellReversed);
            }
            if cmp_product(low, &self.weight, weighted) == Ordering::Greater
                || cmp_product(high, &self.weight, weighted) == Ordering::Less
            {
                return Err(Rule::WeightedOutside);
            }
        }
        let Some(before) = before else { return Ok(()) };
        if before.high() > self.low() || before.low() >= self.high() {
            return Err(Rule::WtpNotIncreasing);
        }
        Ok(())
    }
}
