//! The optimum of a linear program in a file, proved: HiGHS suggests a basis, exact arithmetic does
//! the rest.
//!
//! The 0.1 in the file is the fraction 1/10 and not the double next to it. The optimum is 7/40,
//! which is no double either.
//!
//! ```text
//! exactly 7/40
//!   optimal 7/40
//!   point 4
//!   1 1
//!   2 3
//!   multipliers 40
//!   1 7
//!   2 -1
//!   end
//! verified optimal 7/40
//! ```

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use std::error::Error;

use ironproof::lp::{ModelFormat, Readings, read_model};
use ironproof::proof::prove;
use ironproof::transcript::{Certificate, Source, write_certificate};
use ironproof::{solve, verdict};

const MODEL: &[u8] = b"
Minimize
 cost: 0.1 x + 0.2 y + 0.3 z
Subject To
 demand: x + y + z >= 1
 mix: 3 x - y <= 0
End
";
const TIME_LIMIT_S: f64 = 10.0;

fn main() -> Result<(), Box<dyn Error>> {
    let (format, readings) = (ModelFormat::Text, Readings::default());
    let model = read_model(MODEL, format, &readings)?;
    let report = prove(&model.lp, &solve::bases, TIME_LIMIT_S);
    let proof = report.proof().ok_or("the time limit came first")?;
    println!("exactly {}", proof.value().ok_or("there is no optimum")?);

    let source = Source::new(MODEL, &model, &readings);
    let certificate = write_certificate(&source, Certificate::Proof(proof));
    for line in certificate.lines().skip(3) {
        println!("  {line}");
    }
    println!("{}", verdict::model("model", MODEL, format, &readings, &certificate)?);
    Ok(())
}
