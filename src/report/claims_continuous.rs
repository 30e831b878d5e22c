//! What `claims` prints and writes about the continuous forms.

use std::fmt::Write as _;
use std::path::Path;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde_json::json;

use ironproof_claims::continuous::{Checked, GRIDS};
use ironproof_files::file::{WriteError, write_file};
use ironproof_files::table::Csv;
use ironproof_number::rational::{Rational, approx};

const HEAD: &str = "
## On refining grids

The continuous forms of the claims are checked on instances whose continuous optimum is known in closed form. Each
instance is cut into K cells (intervals) of types per group and K levels of quality. The optimum of each grid is
computed exactly. The exact error is then compared with a bound: c / K^2 for values, and c / K for places (quantiles of
the group, ranks of quality, prices).

The constant *c* stands in the last but one column. It is no theorem. It is a round number somewhat above the errors
that were seen, fixed in `src/claims/continuous/rows.rs` for each row. So a row fails if an error is too large on any of
the grids, or does not fall at this rate. A constant of 0 asks for an error of exactly zero on all grids. A value must
not exceed the known one on any grid, because cells are a lower bound ([discretization.md](discretization.md)).

- *Known* values are those of the files, whose first lines give the optimum by quantile. The `skewed-weights-n` are
  members of the family of the picture under P6.
- *Exact bracket* is what holds in every optimum of the continuous instance itself ([bounds.md](bounds.md)). The known
  value must not contradict it.
- *Order* is log2 of the ratio of errors per doubling, over the last two doublings. For irrational places it depends on
  where the grid happens to lie. The tail of c05 is thinner than a cell, so its order is still below 2. The errors of
  c06 are those of rounding.
- *exact* is an error of zero.

This is what the rows show, by claim:

- P1: there is a lottery of positive width up to r* at price 0 (c20, c21). There is no pool with r_low = 0 (c22) or lbar
  = alpha (c23). The bottom may get nothing (c24).
- P2: there is one lottery for all (c04, c10 at the border, c21). The condition fails in c11, and it is not sufficient
  in c15. With one quality for all it is not needed (c27).
- P3: there is no pool at the top, which a value of 1 means. A pool appears with increasing weights (c19), or with alpha
  < lbar (c15, c10).
- P4: there are markets (c03, c22), also where V falls among those who are not served (c16). In c11 and c18 V falls. In
  c20 V increases, but neither hypothesis holds.
- W: without free disposal c01 would give 1/6, and without the jump at the bottom c30 would give 1/4. The tails of c05,
  c06 and c08 are not polynomial. Their logarithms and powers are enclosed between rationals, and the data of a grid are
  rounded to 12 decimals.

";

/// The continuous forms, one line per quantity of an instance.
pub fn table(rows: &[Checked]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    let (first, last) = (GRIDS[0], GRIDS[GRIDS.len() - 1]);
    table.set_header([
        "claim".to_owned(),
        "continuous instance".to_owned(),
        "quantity".to_owned(),
        "known".to_owned(),
        format!("error, K = {first}"),
        format!("K = {last}"),
        "order".to_owned(),
        "holds".to_owned(),
    ]);
    for column in 4..7 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for checked in rows {
        let error = |error: Option<&Rational>| error.map_or_else(|| "-".to_owned(), short);
        table.add_row([
            checked.row.claim.to_owned(),
            checked.row.instance.clone(),
            checked.row.what(),
            checked.row.known_text(),
            error(checked.errors.first()),
            error(checked.errors.last()),
            order(checked),
            if checked.holds() { "yes" } else { "NO" }.to_owned(),
        ]);
    }
    table
}

/// How many rows hold.
pub fn summary(rows: &[Checked]) -> String {
    let holding = rows.iter().filter(|checked| checked.holds()).count();
    format!("{holding} of {} continuous rows hold on refining grids\n", rows.len())
}

/// One document per row.
pub fn json_lines(rows: &[Checked]) -> Vec<serde_json::Value> {
    let line = |checked: &Checked| {
        let row = &checked.row;
        let errors: Vec<String> = checked.errors.iter().map(ToString::to_string).collect();
        let problems: Vec<String> = checked.problems.iter().map(ToString::to_string).collect();
        json!({
            "id": row.claim,
            "kind": "continuous",
            "instance": row.instance,
            "group": row.group + 1,
            "quantity": row.quantity.says(),
            "known": [row.known.0.to_string(), row.known.1.to_string()],
            "grids": GRIDS,
            "errors": errors,
            "order": checked.order(),
            "bound": row.bound.to_string(),
            "power": row.quantity.power(),
            "bracket": checked.bracket,
            "holds": checked.holds(),
            "problems": problems,
        })
    };
    rows.iter().map(line).collect()
}

/// One line per row and grid.
///
/// # Errors
/// [`WriteError`] if the file cannot be written.
pub fn write_csv(path: &Path, rows: &[Checked]) -> Result<(), WriteError> {
    write_file(path, |out| {
        let mut csv = Csv::new(out);
        csv.row([
            "claim",
            "instance",
            "group",
            "quantity",
            "known_low",
            "known_high",
            "grid",
            "error",
            "error_float",
            "bound",
            "power",
            "holds",
        ])?;
        for checked in rows {
            let row = &checked.row;
            for (error, grid) in checked.errors.iter().zip(GRIDS) {
                csv.row([
                    row.claim,
                    &row.instance,
                    &(row.group + 1).to_string(),
                    row.quantity.says(),
                    &row.known.0.to_string(),
                    &row.known.1.to_string(),
                    &grid.to_string(),
                    &error.to_string(),
                    &format!("{:e}", approx(error)),
                    &row.bound.to_string(),
                    &row.quantity.power().to_string(),
                    if checked.holds() { "yes" } else { "no" },
                ])?;
            }
        }
        csv.finish()
    })
}

/// The section of docs/claims.md.
pub(crate) fn write_section(out: &mut String, rows: &[Checked]) -> std::fmt::Result {
    out.push_str(HEAD);
    let grids: Vec<String> = GRIDS.iter().map(ToString::to_string).collect();
    writeln!(
        out,
        "| claim | instance | quantity | known | exact bracket | error, K = {} | order | c | holds |",
        grids.join(" | ")
    )?;
    writeln!(out, "|---|---|---|---|---|{}---:|---:|---|", "---:|".repeat(GRIDS.len()))?;
    for checked in rows {
        let row = &checked.row;
        let name = &row.instance;
        let link = if row.is_file() {
            format!("[{name}](../instances/closed-form/{name}.toml)")
        } else {
            name.clone()
        };
        let errors: Vec<String> = checked.errors.iter().map(short).collect();
        writeln!(
            out,
            "| {} | {link} | {} | {} | {} | {} | {} | {} | {} |",
            row.claim,
            row.what(),
            row.known_text(),
            checked.bracket.as_deref().unwrap_or("-"),
            errors.join(" | "),
            order(checked),
            row.bound,
            if checked.holds() { "yes" } else { "**no**" }
        )?;
    }
    Ok(())
}

fn short(error: &Rational) -> String {
    if error.is_zero() { "exact".to_owned() } else { format!("{:.1e}", approx(error)) }
}

fn order(checked: &Checked) -> String {
    checked.order().map_or_else(|| "-".to_owned(), |order| format!("{order:.2}"))
}
