//! What points, multipliers and directions show about an LP, exactly: the one place that decides it.
//!
//! ```text
//! vector        fractions, or doubles bit for bit, as integers over denominators that they share
//! point         its objective, and the bounds that it breaks
//! multipliers   the bound of weak duality
//! check         optimal, infeasible, unbounded: what is needed for it, and what is missing
//! ```
//!
//! Everything here is in integers: a row or a column costs its nonzeros, and not a gcd for each of them. The
//! independent checker decides the same once more in code of its own.
//!
//! ```
//! const MODEL: &[u8] = b"Maximize\n x + y\nSubject To\n limit: 3 x + y <= 1\nEnd\n";
//! use ironproof_linear::duality::{Vector, broken_rows, dual_bound, objective};
//! use ironproof_linear::{ModelFormat, Readings, read_model};
//!
//! let lp = read_model(MODEL, ModelFormat::Text, &Readings::default())?.lp;
//! let point = Vector::of_doubles(&[0.5, 0.25]).ok_or("finite numbers")?;
//! assert_eq!(objective(&lp, &point).to_string(), "3/4");
//! let broken: Vec<_> = broken_rows(&lp, &point).collect();
//! assert_eq!(broken[0].amount.to_string(), "3/4");
//! assert_eq!(dual_bound(&lp, &Vector::new(&[1.into()]))?.to_string(), "1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod vector;
mod not_proved;
mod point;
mod multipliers;
mod check;

pub use self::check::{check_infeasible, check_optimal, check_ray, check_unbounded, optimum};
pub use self::multipliers::{Weighed, dual_bound, weigh};
pub use self::not_proved::NotProved;
pub use self::point::{
    Breach, broken_columns, broken_rows, check_feasible, largest_term, objective,
};
pub use self::vector::{ByBase, OfBase, Vector};
