//! Each solver once: its name, its feature, what runs it, and what it promises. All lists of solvers follow from these
//! rows, and a variant of [`Solver`] without a row cannot be written.

use super::highs_ffi;
use super::{Algorithm, FloatLp, SolveConfig};
use ironproof_answer::Answer;

/// A row.
struct Row {
    /// The name used in tables and on the command line.
    name: &'static str,
    /// The version of the code that solves. `Cargo.toml` pins each one.
    version: fn() -> String,
    /// What HiGHS runs, if this is HiGHS called directly.
    highs: Option<Algorithm>,
    /// Whether the solver is only asked on small LPs: PDLP is a hundred times slower than simplex on these, and two
    /// solvers have no way to stop early.
    is_small_only: bool,
    /// The relative error up to which an objective agrees, and the absolute violation that a point may have: what the
    /// solver promises by default, with a factor of ten for rows that it scaled.
    promise: (f64, f64),
    /// Runs it on the scaled LP. None if this program was built without its feature.
    run: Option<fn(&FloatLp, &SolveConfig) -> Answer>,
}

/// Makes the enum and its rows. `run: "FEATURE" => FUNCTION` is what runs the solver where the feature is on.
macro_rules! solvers {
    ($(
        $(#[$about:meta])+
        $variant:ident { run: $feature:literal => $run:path, $($field:ident: $value:expr,)+ }
    )+) => {
        /// A float solver.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Solver {
            $($(#[$about])+ $variant,)+
        }

        impl Solver {
            /// All solvers.
            pub const ALL: [Self; [$(stringify!($variant)),+].len()] = [$(Self::$variant),+];

            fn row(self) -> &'static Row {
                match self {
                    $(Self::$variant => &Row {
                        #[cfg(feature = $feature)]
                        run: Some($run),
                        #[cfg(not(feature = $feature))]
                        run: None,
                        $($field: $value,)+
                    },)+
                }
            }
        }
    };
}

solvers! {
    /// HiGHS, dual simplex.
    HighsSimplex {
        run: "highs" => super::highs::solve,
        name: "highs-simplex",
        version: highs_ffi::version,
        highs: Some(Algorithm { solver: "simplex", crossover: "on" }),
        is_small_only: false,
        promise: (1e-7, 1e-6),
    }
    /// HiGHS, interior point, then crossover to a basis.
    HighsIpm {
        run: "highs" => super::highs::solve,
        name: "highs-ipm",
        version: highs_ffi::version,
        highs: Some(Algorithm { solver: "ipx", crossover: "on" }),
        is_small_only: false,
        promise: (1e-7, 1e-6),
    }
    /// HiGHS, interior point only.
    HighsIpmNoCrossover {
        run: "highs" => super::highs::solve,
        name: "highs-ipm-no-crossover",
        version: highs_ffi::version,
        highs: Some(Algorithm { solver: "ipx", crossover: "off" }),
        is_small_only: false,
        promise: (1e-6, 1e-5),
    }
    /// HiGHS, first-order method. It stops at residuals relative to the norms of whole vectors.
    HighsPdlp {
        run: "highs" => super::highs::solve,
        name: "highs-pdlp",
        version: highs_ffi::version,
        highs: Some(Algorithm { solver: "pdlp", crossover: "off" }),
        is_small_only: true,
        promise: (1e-4, 1e-3),
    }
    /// HiGHS through the crate `good_lp`, at its defaults.
    GoodLp {
        run: "good_lp" => super::good_lp::solve,
        name: "good_lp",
        version: || format!("1.15.3 with HiGHS {}", highs_ffi::version()),
        highs: None,
        is_small_only: false,
        promise: (1e-7, 1e-6),
    }
    /// The crate `minilp`.
    Minilp {
        run: "minilp" => super::minilp::solve,
        name: "minilp",
        version: || "0.2.2".to_owned(),
        highs: None,
        is_small_only: true,
        promise: (1e-6, 1e-5),
    }
    /// The crate `microlp`.
    Microlp {
        run: "microlp" => super::microlp::solve,
        name: "microlp",
        version: || "0.7.0".to_owned(),
        highs: None,
        is_small_only: true,
        promise: (1e-6, 1e-5),
    }
    /// The crate `clarabel`, interior point. It stops at residuals relative to the norms of whole vectors.
    Clarabel {
        run: "clarabel" => super::clarabel::solve,
        name: "clarabel",
        version: || "0.11.1".to_owned(),
        highs: None,
        is_small_only: false,
        promise: (1e-4, 1e-3),
    }
}

impl Solver {
    /// The name used in tables and on the command line.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The version of the code that solves.
    pub fn version(self) -> String {
        (self.row().version)()
    }

    /// Whether this is HiGHS called directly.
    pub fn is_highs(self) -> bool {
        self.row().highs.is_some()
    }

    /// What HiGHS runs, if this is HiGHS called directly.
    pub(super) fn algorithm(self) -> Option<Algorithm> {
        self.row().highs
    }

    /// Whether the solver is only asked on small LPs, because it is slow or cannot be stopped early.
    pub fn is_small_only(self) -> bool {
        self.row().is_small_only
    }

    /// The relative error up to which an objective agrees, and the absolute violation that a point may have.
    pub fn promise(self) -> (f64, f64) {
        self.row().promise
    }

    /// What runs it, if it is part of this program.
    pub(super) fn runner(self) -> Option<fn(&FloatLp, &SolveConfig) -> Answer> {
        self.row().run
    }

    /// Whether it is part of this program, which may have been built without some of them.
    pub fn is_built(self) -> bool {
        self.runner().is_some()
    }

    /// Those that are part of this program.
    pub fn built() -> Vec<Self> {
        Self::ALL.into_iter().filter(|solver| solver.is_built()).collect()
    }

    /// The solver called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|solver| solver.name() == name)
    }
}
