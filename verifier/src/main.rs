//! `ironproof-verifier INSTANCE.json|MODEL.mps CERTIFICATE`: one verdict line, three exit codes.

#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use ironproof_verifier::{Failure, Incentives, LpFailure, verify, verify_lp};

const USAGE: &str =
    "usage: ironproof-verifier INSTANCE.json|MODEL.mps CERTIFICATE [--ic all|adjacent]";
const HELP: &str = "
  INSTANCE.json  a finite instance, with a certificate of `ironproof export` or `solve`
  MODEL.mps      any linear program, with a certificate of `ironproof certify`
  --ic all       check the incentive rows between all items (default)
  --ic adjacent  check those between neighbours; the others follow

prints `verified VALUE` (exit 0; for models also `verified bounds LOWER UPPER`, `verified infeasible` or
`verified unbounded`, with `relaxation` where the file wants integers) or `rejected REASON` (exit 1); exit 2: could not run.
Only that line on stdout is a proof: --help exits with 0 too.";

fn main() -> ExitCode {
    // A verdict that could not be written, say into a closed pipe, is no verdict.
    let printed = run().and_then(|(line, code)| {
        writeln!(io::stdout(), "{line}").map_err(|error| format!("stdout: {error}"))?;
        Ok(ExitCode::from(code))
    });
    printed.unwrap_or_else(|message| {
        // With stderr closed too, the exit code is all that can be said.
        let _ = writeln!(io::stderr(), "error: {message}");
        ExitCode::from(2)
    })
}

/// The line to print and the exit code, or the message if there is no verdict.
fn run() -> Result<(String, u8), String> {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let words: Vec<_> = arguments.iter().map(|word| word.to_str().unwrap_or_default()).collect();
    let (incentives, first) = match words.as_slice() {
        ["--help"] => return Ok((format!("{USAGE}\n{HELP}"), 0)),
        ["--version"] => {
            return Ok((format!("ironproof-verifier {}", env!("CARGO_PKG_VERSION")), 0));
        }
        [_, _] | [_, _, "--ic", "all"] => (Incentives::All, 0),
        [_, _, "--ic", "adjacent"] => (Incentives::Adjacent, 0),
        ["--ic", "all", _, _] => (Incentives::All, 2),
        ["--ic", "adjacent", _, _] => (Incentives::Adjacent, 2),
        _ => return Err(USAGE.to_string()),
    };
    let (path, certificate) = (&arguments[first], &arguments[first + 1]);
    if words[first].to_ascii_lowercase().ends_with(".mps") {
        return model(path.as_ref(), certificate.as_ref());
    }
    let instance =
        fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let certificate =
        fs::read(certificate).map_err(|error| format!("{}: {error}", certificate.display()))?;
    // A certificate is ASCII: the reader stops at the mark that stands in for a wrong byte.
    match verify(&instance, &String::from_utf8_lossy(&certificate), incentives) {
        Ok(verified) => Ok((format!("verified {}", verified.value()), 0)),
        Err(Failure::Rejected(rejection)) => Ok((format!("rejected {rejection}"), 1)),
        Err(Failure::Instance(error)) => Err(format!("{}: {error}", path.display())),
    }
}

/// The same for a linear program.
fn model(path: &Path, certificate: &Path) -> Result<(String, u8), String> {
    let read = |path: &Path| fs::read(path).map_err(|error| format!("{}: {error}", path.display()));
    match verify_lp(&read(path)?, &String::from_utf8_lossy(&read(certificate)?)) {
        Ok(verified) => Ok((format!("verified {verified}"), 0)),
        Err(LpFailure::Rejected(rejection)) => Ok((format!("rejected {rejection}"), 1)),
        Err(LpFailure::Model(error)) => Err(format!("{}: {error}", path.display())),
    }
}
