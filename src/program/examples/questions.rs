//! More than an optimum: what one more unit of a row is worth, where that ends, and which bounds contradict each other.
//!
//! The optimum is degenerate: three rows meet in it. So the shadow price of its basis is right to one side only. The slopes
//! are right to both sides.
//!
//! ```text
//! optimum 11
//! wood <= 4: price 2 by the basis; less costs 2 per unit until 3, more brings 0
//! with 5 wood and at least 12 profit, these rows contradict: paint, profit
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use std::error::Error;

use ironproof::analysis::{Asked, Piece, Solver, iis, sensitivity};
use ironproof::lp::{ModelFormat, Place, Readings, Row, read_model};
use ironproof::solve;

const MODEL: &[u8] = b"
Maximize
 profit: 3 chairs + 2 tables
Subject To
 wood: chairs + tables <= 4
 paint: chairs + 3 tables <= 6
Bounds
 chairs <= 3
End
";

fn main() -> Result<(), Box<dyn Error>> {
    let mut lp = read_model(MODEL, ModelFormat::Text, &Readings::default())?.lp;
    let mut solver = Solver::new(&solve::bases, 10.0);
    let asked = Asked { rows: vec![0], columns: Vec::new() };
    let found = sensitivity(&lp, &mut solver, None, &asked)?.ok_or("no optimum")?;
    println!("optimum {}", found.value);
    let wood = &found.sides[0];
    let Piece::Linear { slope: less, until: Some(until) } = &wood.down else {
        return Err("no slope".into());
    };
    let Piece::Linear { slope: more, .. } = &wood.up else { return Err("no slope".into()) };
    print!("wood <= {}: price {} by the basis; ", wood.bound, wood.price);
    println!("less costs {less} per unit until {until}, more brings {more}");

    let profit: Vec<_> = (0..2).map(|j| (j, lp.columns[j].objective.clone())).collect();
    lp.rows.push(Row::at_least("profit", "", profit, 12.into()));
    lp.rows[0].upper = Some(5.into());
    let proof = solver.solve(&lp, None)?.proof().clone();
    let found = iis(&lp, &proof, &mut solver)?.ok_or("it is feasible")?;
    let name =
        |place| if let Place::Row(i) = place { Some(lp.rows[i].name.as_str()) } else { None };
    let rows: Vec<&str> = found.members().iter().filter_map(|it| name(it.place)).collect();
    println!("with 5 wood and at least 12 profit, these rows contradict: {}", rows.join(", "));
    Ok(())
}
