//! A certificate of the optimum of a finite instance, and the verdict of the independent checker.
//!
//! The checker reads the two texts and shares no code with the solver. A certificate with a better
//! value is refused.
//!
//! ```text
//! ironproof-certificate 1
//! value 27/16
//! supply 3/4 3/4
//! group 1
//! item 1 1 0 1:1/2
//! item 2 2 9/4 2:1
//! tight
//! end
//! verified 27/16
//! rejected the optimum is 27/16, not 127/16
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use std::error::Error;

use ironproof_core::certificate::{Form, written};
use ironproof_core::{finite, verdict};

const INSTANCE: &str = r#"{"name": "two types", "alpha": "1",
 "groups": [{"label": "all", "mass": "1", "types": [
   {"wtp": "1", "prob": "1/2", "weight": "3"},
   {"wtp": "3", "prob": "1/2", "weight": "1/2"}]}],
 "quality": [{"level": "1/2", "mass": "1/4"}, {"level": "1", "mass": "1/2"}]}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let instance = finite::read(INSTANCE)?;
    // The pools of types that share a contract determine all multipliers.
    let certificate = written(&instance, Form::Tight).text;
    print!("{certificate}");

    println!("{}", verdict::instance(&instance.name, INSTANCE, &certificate)?);
    let better = certificate.replace("value ", "value 1");
    match verdict::instance(&instance.name, INSTANCE, &better) {
        Ok(accepted) => println!("the checker is wrong: {accepted}"),
        Err(refused) => println!("{refused}"),
    }
    Ok(())
}
