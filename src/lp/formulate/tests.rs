//! The text of one small LP in each formulation, and the shape of larger ones.

use crate::formulate::{
    Constraint, End, FormulateError, Formulated, Formulation, Incentives, RowClass, TypeAt,
    Variable, formulate, staged, with_legend,
};
use crate::{Lp, to_lp_text, to_mps};
use ironproof_instance::finite;
use ironproof_instance::finite::FiniteInstance;

fn two_types() -> FiniteInstance {
    finite::read(
        r#"{"name": "two types", "alpha": "1",
            "groups": [{"label": "all", "mass": "1", "types": [
                {"wtp": "1", "prob": "1/2", "weight": "3"},
                {"low": "2", "high": "5/2", "prob": "1/2", "weight": "1", "weighted_wtp": "9/4"}]}],
            "quality": [{"level": "0", "mass": "1/2"}, {"level": "1", "mass": "1/2"}]}"#,
    )
    .expect("valid")
}

fn lp(formulation: Formulation, incentives: Incentives) -> Lp {
    formulate(&two_types(), formulation, incentives).expect("one group")
}

fn row_names(lp: &Lp) -> Vec<&str> {
    lp.rows.iter().map(|row| row.name.as_str()).collect()
}

#[test]
fn gamma_as_text() {
    assert_eq!(to_lp_text(&lp(Formulation::Gamma, Incentives::All)), GAMMA_TEXT);
}

#[test]
fn gamma_as_mps() {
    assert_eq!(to_mps(&lp(Formulation::Gamma, Incentives::Adjacent)), GAMMA_MPS);
}

#[test]
fn mass_utility_and_reduced_as_text() {
    let text = |formulation| to_lp_text(&lp(formulation, Incentives::Adjacent));
    assert_eq!(text(Formulation::Mass), MASS_TEXT);
    assert_eq!(text(Formulation::Utility), UTILITY_TEXT);
    assert_eq!(text(Formulation::Reduced), REDUCED_TEXT);
}

#[test]
fn incentive_rows_are_counted() {
    let text = include_str!("../../../tests/data/finite.jsonl");
    for instance in finite::read_lines(text) {
        let instance = instance.expect("valid");
        for formulation in [Formulation::Gamma, Formulation::Mass, Formulation::Utility] {
            for incentives in Incentives::ALL {
                let lp = formulate(&instance, formulation, incentives).expect("any groups");
                let per_group = |n: usize| match incentives {
                    Incentives::All => n * (n - 1),
                    Incentives::Adjacent => 2 * (n - 1),
                };
                let wanted: usize = instance.groups.iter().map(|g| per_group(g.types.len())).sum();
                let is_incentive =
                    |row: &&crate::Row| RowClass::of(row) == Some(RowClass::Incentive);
                assert_eq!(lp.rows.iter().filter(is_incentive).count(), wanted, "{}", lp.name);
                let mut names = row_names(&lp);
                names.sort_unstable();
                names.dedup();
                assert_eq!(names.len(), lp.rows.len(), "row names are unique");
                assert!(lp.rows.iter().all(|row| RowClass::of(row).is_some()));
            }
        }
    }
}

fn type_of(variable: Variable) -> TypeAt {
    match variable {
        Variable::Quality(at)
        | Variable::Transfer(at)
        | Variable::Utility(at)
        | Variable::Chance(at, _)
        | Variable::Cumulative(at, _)
        | Variable::Tail(at) => at,
    }
}

/// What a column or a row is says its name and its kind, and no two are the same.
#[test]
fn a_legend_says_what_each_column_and_row_is() {
    use std::collections::HashSet;
    let text = include_str!("../../../tests/data/finite.jsonl");
    let mut n_cells = 0;
    let lines = finite::read_lines(text).into_iter().map(|instance| instance.expect("valid"));
    for instance in lines.chain([two_types()]) {
        for (formulation, incentives) in
            Formulation::ALL.into_iter().flat_map(|f| Incentives::ALL.map(|i| (f, i)))
        {
            let Ok(Formulated { lp, legend }) = with_legend(&instance, formulation, incentives)
            else {
                assert!(formulation == Formulation::Reduced && 1 < instance.groups.len());
                continue;
            };
            assert_eq!(formulate(&instance, formulation, incentives).as_ref(), Ok(&lp));
            let (columns, rows) = (legend.columns(), legend.rows());
            assert_eq!((columns.len(), rows.len()), (lp.columns.len(), lp.rows.len()));
            for (variable, column) in columns.iter().zip(&lp.columns) {
                assert_eq!(variable.to_string(), column.name);
            }
            for (constraint, row) in rows.iter().zip(&lp.rows) {
                assert_eq!(constraint.to_string(), row.name);
                assert_eq!(Some(constraint.class()), RowClass::of(row), "{}", row.name);
                let mut types = row.terms.iter().map(|(j, _)| type_of(columns[*j]));
                match constraint {
                    Constraint::Incentive(at, other, end) => {
                        let other = TypeAt { k: *other, ..*at };
                        assert!(types.all(|of| of == *at || of == other), "{}", row.name);
                        n_cells += i32::from(*end == End::High);
                    }
                    Constraint::Supply(_) | Constraint::Side(_) => {}
                    // The quality of those above is a column of the type above.
                    Constraint::Tail(at) => {
                        assert!(types.all(|of| of == *at || of.k == at.k + 1));
                    }
                    Constraint::Participation(at)
                    | Constraint::Lottery(at)
                    | Constraint::Increasing(at, _)
                    | Constraint::Quality(at)
                    | Constraint::Majorisation(at)
                    | Constraint::Transfer(at) => {
                        assert!(types.all(|of| of == *at), "{}", row.name);
                    }
                }
            }
            assert_eq!(columns.iter().collect::<HashSet<_>>().len(), columns.len());
            assert_eq!(rows.iter().collect::<HashSet<_>>().len(), rows.len());
            let has = |variable| columns.contains(&variable);
            for (group, types) in instance.groups.iter().map(|group| &group.types).enumerate() {
                for at in (0..types.len()).map(|k| TypeAt { group, k }) {
                    assert!(has(Variable::Quality(at)));
                    let is_utility = formulation == Formulation::Utility;
                    assert_eq!(has(Variable::Utility(at)), is_utility);
                    assert_eq!(has(Variable::Transfer(at)), !is_utility);
                }
            }
        }
    }
    assert!(0 < n_cells, "no cell has two ends");
}

#[test]
fn a_staged_lp_starts_with_the_adjacent_rows() {
    let instance = two_types();
    let staged = staged(&instance, Formulation::Gamma).expect("any groups");
    assert_eq!(staged.lp, lp(Formulation::Gamma, Incentives::All));
    assert!(staged.core.iter().all(|core| *core), "two types are neighbours");
    let families: Vec<Vec<&str>> = staged
        .families
        .iter()
        .map(|family| row_names(&staged.lp)[family.clone()].to_vec())
        .collect();
    assert_eq!(families, [vec!["IC(g1,1,2)"], vec!["IC(g1,2,1)", "IC(g1,2,1)high"]]);
}

#[test]
fn the_reduced_form_needs_one_group() {
    let instance = two_types().changed(|content| {
        let mut second = content.groups[0].clone();
        second.label = "second".to_owned();
        content.groups.push(second);
    });
    let instance = instance.expect("valid");
    let error = formulate(&instance, Formulation::Reduced, Incentives::All);
    assert_eq!(error, Err(FormulateError::SeveralGroups { n_groups: 2 }));
}

#[test]
fn names_lead_back() {
    for formulation in Formulation::ALL {
        assert_eq!(Formulation::from_name(formulation.name()), Some(formulation));
    }
    assert_eq!(Incentives::from_name("adjacent"), Some(Incentives::Adjacent));
    assert_eq!(Incentives::from_name("both"), None);
}

const GAMMA_TEXT: &str = r"\ every number is exact
\ name: two_types-gamma-all
Maximize
 COST: + 1.5 Q(g1,1) + 1.125 Q(g1,2) + 0 Gamma(g1,1,0) + 0 Gamma(g1,1,1) + 0 Gamma(g1,2,0) + 0 Gamma(g1,2,1)
   - 1 T(g1,1) + 0 T(g1,2)
Subject To
 LOTTERY(g1,1,1): + 1 Gamma(g1,1,0) - 1 Gamma(g1,1,1) <= 0
 QUALITY(g1,1): + 1 Q(g1,1) + 1 Gamma(g1,1,1) = 1
 LOTTERY(g1,2,1): + 1 Gamma(g1,2,0) - 1 Gamma(g1,2,1) <= 0
 QUALITY(g1,2): + 1 Q(g1,2) + 1 Gamma(g1,2,1) = 1
 SUPPLY(1): - 0.5 Gamma(g1,1,0) - 0.5 Gamma(g1,2,0) <= 0
 SUPPLY(2): - 0.5 Gamma(g1,1,1) - 0.5 Gamma(g1,2,1) <= -0.5
 IC(g1,1,2): + 1 T(g1,1) - 1 T(g1,2) - 1 Q(g1,1) + 1 Q(g1,2) <= 0
 IC(g1,2,1): + 1 T(g1,2) - 1 T(g1,1) - 2 Q(g1,2) + 2 Q(g1,1) <= 0
 IC(g1,2,1)high: + 1 T(g1,2) - 1 T(g1,1) - 2.5 Q(g1,2) + 2.5 Q(g1,1) <= 0
 IR(g1,1): + 1 T(g1,1) - 1 Q(g1,1) <= 0
 IR(g1,2): + 1 T(g1,2) - 2 Q(g1,2) <= 0
Bounds
 0 <= Gamma(g1,1,1) <= 1
 0 <= Gamma(g1,2,1) <= 1
End
";

const GAMMA_MPS: &str = r"* every number is exact
NAME two_types-gamma-adjacent
OBJSENSE
    MAX
ROWS
 N COST
 L LOTTERY(g1,1,1)
 E QUALITY(g1,1)
 L LOTTERY(g1,2,1)
 E QUALITY(g1,2)
 L SUPPLY(1)
 L SUPPLY(2)
 L IC(g1,1,2)
 L IC(g1,2,1)
 L IC(g1,2,1)high
 L IR(g1,1)
COLUMNS
 Q(g1,1) COST 1.5
 Q(g1,1) QUALITY(g1,1) 1
 Q(g1,1) IC(g1,1,2) -1
 Q(g1,1) IC(g1,2,1) 2
 Q(g1,1) IC(g1,2,1)high 2.5
 Q(g1,1) IR(g1,1) -1
 Q(g1,2) COST 1.125
 Q(g1,2) QUALITY(g1,2) 1
 Q(g1,2) IC(g1,1,2) 1
 Q(g1,2) IC(g1,2,1) -2
 Q(g1,2) IC(g1,2,1)high -2.5
 Gamma(g1,1,0) LOTTERY(g1,1,1) 1
 Gamma(g1,1,0) SUPPLY(1) -0.5
 Gamma(g1,1,1) LOTTERY(g1,1,1) -1
 Gamma(g1,1,1) QUALITY(g1,1) 1
 Gamma(g1,1,1) SUPPLY(2) -0.5
 Gamma(g1,2,0) LOTTERY(g1,2,1) 1
 Gamma(g1,2,0) SUPPLY(1) -0.5
 Gamma(g1,2,1) LOTTERY(g1,2,1) -1
 Gamma(g1,2,1) QUALITY(g1,2) 1
 Gamma(g1,2,1) SUPPLY(2) -0.5
 T(g1,1) COST -1
 T(g1,1) IC(g1,1,2) 1
 T(g1,1) IC(g1,2,1) -1
 T(g1,1) IC(g1,2,1)high -1
 T(g1,1) IR(g1,1) 1
 T(g1,2) IC(g1,1,2) -1
 T(g1,2) IC(g1,2,1) 1
 T(g1,2) IC(g1,2,1)high 1
RHS
 RHS QUALITY(g1,1) 1
 RHS QUALITY(g1,2) 1
 RHS SUPPLY(2) -0.5
BOUNDS
 UP BOUND Gamma(g1,1,1) 1
 UP BOUND Gamma(g1,2,1) 1
ENDATA
";

const MASS_TEXT: &str = r"\ every number is exact
\ name: two_types-mass-adjacent
Maximize
 COST: + 1.5 Q(g1,1) + 1.125 Q(g1,2) + 0 x(g1,1,0) + 0 x(g1,1,1) + 0 x(g1,1,2) + 0 x(g1,2,0)
   + 0 x(g1,2,1) + 0 x(g1,2,2) - 1 T(g1,1) + 0 T(g1,2)
Subject To
 LOTTERY(g1,1): + 1 x(g1,1,0) + 1 x(g1,1,1) + 1 x(g1,1,2) = 1
 QUALITY(g1,1): + 1 Q(g1,1) - 1 x(g1,1,2) = 0
 LOTTERY(g1,2): + 1 x(g1,2,0) + 1 x(g1,2,1) + 1 x(g1,2,2) = 1
 QUALITY(g1,2): + 1 Q(g1,2) - 1 x(g1,2,2) = 0
 SUPPLY(1): + 0.5 x(g1,1,1) + 0.5 x(g1,1,2) + 0.5 x(g1,2,1) + 0.5 x(g1,2,2) <= 1
 SUPPLY(2): + 0.5 x(g1,1,2) + 0.5 x(g1,2,2) <= 0.5
 IC(g1,1,2): + 1 T(g1,1) - 1 T(g1,2) - 1 Q(g1,1) + 1 Q(g1,2) <= 0
 IC(g1,2,1): + 1 T(g1,2) - 1 T(g1,1) - 2 Q(g1,2) + 2 Q(g1,1) <= 0
 IC(g1,2,1)high: + 1 T(g1,2) - 1 T(g1,1) - 2.5 Q(g1,2) + 2.5 Q(g1,1) <= 0
 IR(g1,1): + 1 T(g1,1) - 1 Q(g1,1) <= 0
Bounds
End
";

const UTILITY_TEXT: &str = r"\ every number is exact
\ name: two_types-utility-adjacent
Maximize
 COST: + 0.5 Q(g1,1) + 1.125 Q(g1,2) + 0 Gamma(g1,1,0) + 0 Gamma(g1,1,1) + 0 Gamma(g1,2,0) + 0 Gamma(g1,2,1)
   + 1 U(g1,1) + 0 U(g1,2)
Subject To
 LOTTERY(g1,1,1): + 1 Gamma(g1,1,0) - 1 Gamma(g1,1,1) <= 0
 QUALITY(g1,1): + 1 Q(g1,1) + 1 Gamma(g1,1,1) = 1
 LOTTERY(g1,2,1): + 1 Gamma(g1,2,0) - 1 Gamma(g1,2,1) <= 0
 QUALITY(g1,2): + 1 Q(g1,2) + 1 Gamma(g1,2,1) = 1
 SUPPLY(1): - 0.5 Gamma(g1,1,0) - 0.5 Gamma(g1,2,0) <= 0
 SUPPLY(2): - 0.5 Gamma(g1,1,1) - 0.5 Gamma(g1,2,1) <= -0.5
 IC(g1,1,2): + 1 U(g1,2) - 1 U(g1,1) - 1 Q(g1,2) <= 0
 IC(g1,2,1): + 1 U(g1,1) - 1 U(g1,2) + 1 Q(g1,1) <= 0
 IC(g1,2,1)high: + 1 U(g1,1) - 1 U(g1,2) + 1.5 Q(g1,1) - 0.5 Q(g1,2) <= 0
 TRANSFER(g1,1): + 1 U(g1,1) - 1 Q(g1,1) <= 0
 TRANSFER(g1,2): + 1 U(g1,2) - 2 Q(g1,2) <= 0
Bounds
 0 <= Gamma(g1,1,1) <= 1
 0 <= Gamma(g1,2,1) <= 1
End
";

const REDUCED_TEXT: &str = r"\ every number is exact
\ name: two_types-reduced-adjacent
Maximize
 COST: + 1.5 Q(g1,1) + 1.125 Q(g1,2) + 0 R(g1,2) + 0 R(g1,1) - 1 T(g1,1) + 0 T(g1,2)
Subject To
 TAIL(g1,2): + 1 R(g1,2) - 0.5 Q(g1,2) = 0
 MAJORISATION(g1,2): + 1 R(g1,2) <= 0.5
 TAIL(g1,1): + 1 R(g1,1) - 0.5 Q(g1,1) - 1 R(g1,2) = 0
 MAJORISATION(g1,1): + 1 R(g1,1) <= 0.5
 IC(g1,1,2): + 1 T(g1,1) - 1 T(g1,2) - 1 Q(g1,1) + 1 Q(g1,2) <= 0
 IC(g1,2,1): + 1 T(g1,2) - 1 T(g1,1) - 2 Q(g1,2) + 2 Q(g1,1) <= 0
 IC(g1,2,1)high: + 1 T(g1,2) - 1 T(g1,1) - 2.5 Q(g1,2) + 2.5 Q(g1,1) <= 0
 IR(g1,1): + 1 T(g1,1) - 1 Q(g1,1) <= 0
Bounds
End
";
