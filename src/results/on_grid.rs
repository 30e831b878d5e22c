//! What a result is about if a continuous instance was put on a grid.

use ironproof_instance::discretize::Method;
use ironproof_instance::load::Loaded;
use schemars::JsonSchema;
use serde::Serialize;

/// A grid in place of a continuous instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Grid {
    /// What a type of the grid is.
    pub method: GridMethod,
    /// How many types all groups have together.
    pub types: usize,
    /// How many quality levels there are.
    pub levels: usize,
    /// Whether the value is a lower bound on the optimum of the continuous instance, exactly.
    pub lower_bound: bool,
    /// Whether the grid is the instance itself, because its distributions are shares of points: the value is its optimum.
    pub exact: bool,
}

/// What a type of a grid is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GridMethod {
    /// An interval of willingness to pay with one contract.
    Cells,
    /// One willingness to pay that stands for an interval.
    Types,
}

impl Grid {
    /// The grid that an instance was put on, if it is continuous.
    pub fn of(loaded: &Loaded) -> Option<Self> {
        let continuous = loaded.continuous.as_ref()?;
        Some(Self {
            method: match continuous.method {
                Method::Cells => GridMethod::Cells,
                Method::Types => GridMethod::Types,
            },
            types: loaded.finite.n_types(),
            levels: loaded.finite.quality.len(),
            lower_bound: continuous.is_lower_bound,
            exact: continuous.is_exact,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use ironproof_continuum::optimum;
    use ironproof_instance::discretize::{GridConfig, Method};
    use ironproof_number::rational::parse;

    use super::*;

    const ROWS: &str = "kind = \"table\", rows = [[\"1\", \"1/2\"], [\"3\", \"1/2\"]]";

    /// The grid, and whether the optimum of the grid is that of the instance.
    fn of(wtp: &str, quality: &str, method: Method) -> (Grid, bool) {
        let text = format!(
            "name = \"x\"\nalpha = \"1\"\nquality = {{ {quality} }}\n[[group]]\nlabel = \"all\"\nmass = \"1\"\n\
             wtp = {{ {wtp} }}\nweight = {{ kind = \"linear\", of = \"quantile\", at_low = \"3\", at_high = \"0\" }}\n"
        );
        let instance = ironproof_instance::read(&text, Path::new("")).expect("valid");
        let width = parse("1e-6").expect("a number");
        let known = optimum(&instance, &width).expect("decided").totals.value;
        let config = GridConfig { method, types: 7, levels: 3, ..GridConfig::default() };
        let loaded = Loaded::on_grid("x".to_owned(), instance, &config).expect("a grid");
        let found = ironproof_ironing::optimum(&loaded.finite);
        let value = found.value;
        (Grid::of(&loaded).expect("continuous"), known.admits(&value))
    }

    /// A value that is the optimum is not said to be a bound.
    #[test]
    fn points_are_their_own_grid() {
        let level = "kind = \"levels\", levels = [{ level = \"1\", mass = \"1/3\" }]";
        let uniform = "kind = \"uniform\", low = \"0\", high = \"1\"";
        for method in [Method::Cells, Method::Types] {
            let (grid, is_optimum) = of(ROWS, level, method);
            assert!(grid.exact && grid.lower_bound && is_optimum, "{grid:?}");
            for (wtp, quality) in [(ROWS, uniform), (uniform, level)] {
                let (grid, is_optimum) = of(wtp, quality, method);
                assert!(!grid.exact && !is_optimum, "{grid:?}");
                assert_eq!(grid.lower_bound, method == Method::Cells);
            }
        }
    }
}
