//! What each verb finds, as plain values: one file per verb, with the call that makes the value.
//!
//! ```text
//! exact     exact numbers in results, and verdicts of the checker
//! interval  numbers between two others
//! layout    a value as JSON: each exact number as text, with a double beside it
//! schema    the JSON schema of all results, made from their types, and its page for people
//! bounds    the bracket around a continuous optimum
//! certify   what is proved about a model file; judged: what the answer of another solver is worth; further: what else is
//!           asked about a model
//! claims    which claims of the paper hold, and which hypotheses they need
//! bench     methods side by side; accuracy: solvers against the truth; compare: two folders of results
//! mechanism  the same type by type, or contract by contract
//! explain   which claims of the paper apply, and what accounts for the optimum; reasons: why each type gets what
//!           it gets; curves: the curves behind it; figure: what a figure shows;
//!           handed: objects handed out in doubles; gains: who gains; along: sums along a parameter; lines: measurements
//! asked     what an instance asks beyond the plain model
//! brief     all that there is to say about one instance, for a page; unsure: what is known of its data;
//!           folder: a folder of results for a page
//! replicated  a study, and whether its files came again
//! notes     what to know about the data
//! path      the value along a parameter; warm: HiGHS along it; regimes: structures in the continuum
//! policies  what given mechanisms are worth, side by side; offered: the optimum as one of them
//! estimate  a survey as an instance; uncertain: its answer over samples and estimators
//! on_grid   the grid that a result is about; totals: what groups pay and get
//! solve     the optimum of a finite instance, or of types in column files; continuum: of a continuous one; shadow:
//!           prices of resources
//! ```
//!
//! Nothing is rendered here: `ironproof-report` turns these values into text, JSON, CSV, Markdown and LaTeX.
//!
//! ```
//! const TWO_TYPES: &str = r#"{"name": "two types", "alpha": "1",
//!   "groups": [{"label": "all", "mass": "1", "types": [
//!     {"wtp": "1", "prob": "1/2", "weight": "3"},
//!     {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
//!   "quality": [{"level": "1", "mass": "1/2"}]}"#;
//! use ironproof_results::json;
//! use ironproof_results::solve::{Request, solve};
//!
//! let instance = ironproof_instance::finite::read(TWO_TYPES)?;
//! let request = Request { certify: true, ..Request::default() };
//! let Ok(solution) = solve(&instance, None, request) else { panic!("it has no constraints") };
//! let document = json(&solution.found);
//! assert_eq!(document["value"], "3/2");
//! assert_eq!(document["value_approx"], 1.5);
//! assert_eq!(document["certified"], true);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod exact;
mod interval;
mod layout;
mod notes;
pub mod bounds;
pub mod judged;
pub mod further;
pub mod certify;
pub mod mechanism;
pub mod claims;
pub mod bench;
pub mod accuracy;
pub mod compare;
pub mod on_grid;
pub mod path;
pub mod regimes;
pub mod policies;
pub mod offered;
pub mod estimate;
pub mod uncertain;
pub mod schema;
pub mod shadow;
pub mod solve;
pub mod continuum;
pub mod reasons;
pub mod explain;
pub mod curves;
mod handed;
pub mod figure;
pub mod gains;
pub mod along;
pub mod map;
pub mod lines;
pub mod closing;
pub mod asked;
pub mod brief;
pub mod unsure;
pub mod folder;
pub mod replicated;
pub mod solves;
pub mod warm;
pub mod sweep;
pub mod sweep_summary;
mod totals;
pub mod verify;

pub use self::exact::{Certified, Exact, ExactList, MaybeExact};
pub use self::interval::{Ends, Interval};
pub use self::layout::{json, record};
