//! One proposition of the paper on one instance: its hypotheses, and whether its conclusion holds.
//!
//! P1 says: a group with a mean weight above the weight on revenue, whose lowest type is willing to
//! pay, gets its lowest quality for free. The second instance lacks the first hypothesis.
//!
//! ```text
//! P1, a free lottery at the bottom
//! in every optimum T_1 = 0, and a price of r_1 for everybody would be worse
//! alpha = 1
//!   favoured: true
//!   essential: true
//!   conclusion: Some(true)
//! alpha = 4
//!   favoured: false
//!   essential: true
//!   conclusion: Some(false)
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use std::error::Error;

use ironproof::certificate::certify;
use ironproof::claims::{Case, by_id, evaluate};
use ironproof::finite;
use ironproof::rational::Rational;

const INSTANCE: &str = r#"{"name": "two types", "alpha": "1",
 "groups": [{"label": "all", "mass": "1", "types": [
   {"wtp": "1", "prob": "1/2", "weight": "3"},
   {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
 "quality": [{"level": "1", "mass": "1/2"}]}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let claim = by_id("P1").ok_or("no such claim")?;
    let part = &claim.parts[0];
    println!("{}, {}", claim.id, claim.title);
    println!("{}", part.says);

    let instance = finite::read(INSTANCE)?;
    let dear = instance.clone().with_alpha(Rational::from(4))?;
    for instance in [instance, dear] {
        println!("alpha = {}", instance.alpha);
        for finding in evaluate(part, &Case::new(&instance, certify)) {
            for (hypothesis, holds) in part.hypotheses.iter().zip(&finding.hypotheses) {
                println!("  {}: {holds}", hypothesis.name);
            }
            println!("  conclusion: {:?}", finding.conclusion);
        }
    }
    Ok(())
}
