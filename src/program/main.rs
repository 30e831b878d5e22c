//! The binary `ironproof`: everything is in the library.

fn main() -> std::process::ExitCode {
    ironproof::cli::run()
}
