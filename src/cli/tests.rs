//! What holds of the command line as a whole.

use clap::{CommandFactory, Parser};

use super::Cli;

/// Every verb that is listed shows examples, and the program takes each of them.
#[test]
fn examples_are_command_lines() {
    fn check(command: &clap::Command, path: &str) {
        for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
            let path = format!("{path} {}", verb.get_name());
            if verb.get_name() == "help" {
                continue;
            }
            check(verb, &path);
            let text = verb.get_after_help().map(ToString::to_string).unwrap_or_default();
            // A line that goes on in the next one.
            let text = text.split(" \\\n").enumerate();
            let text: Vec<&str> =
                text.map(|(i, part)| if i == 0 { part } else { part.trim_start() }).collect();
            let text = text.join(" ");
            let lines = text.lines().filter_map(|line| line.strip_prefix("  ironproof "));
            let mut n = 0;
            for example in lines.flat_map(|line| line.split("| ironproof ")) {
                // What stands behind two spaces is said about the example.
                let example = example.trim().split("  ").next().unwrap_or_default();
                let example = example.split(['>', '|']).next().unwrap_or_default();
                let words = words(example);
                let line = ["ironproof".to_owned()].into_iter().chain(words);
                if let Err(error) = Cli::try_parse_from(line) {
                    panic!("{path}: {example}: {error}");
                }
                n += 1;
            }
            assert!(0 < n, "no example in the help of{path}");
        }
    }
    /// As a shell splits them.
    fn words(line: &str) -> Vec<String> {
        let parts = line.split('"').enumerate();
        let words = parts.flat_map(|(i, part)| {
            let quoted = vec![part.to_owned()];
            if i % 2 == 1 { quoted } else { part.split_whitespace().map(str::to_owned).collect() }
        });
        words.collect()
    }
    check(&Cli::command(), "");
}

/// Limits are met by who reads models and instances, and there the help shows how they are raised.
#[test]
fn limits_have_an_example_where_they_are_met() {
    let program = Cli::command();
    for name in ["solve", "certify"] {
        let verb = program.find_subcommand(name).expect(name);
        let text = verb.get_after_help().map(ToString::to_string).unwrap_or_default();
        let is_shown = |line: &str| line.starts_with("  ironproof ") && line.contains(" --limits ");
        assert!(text.lines().any(is_shown), "{name}: {text}");
    }
}

#[test]
fn the_command_line_is_consistent() {
    Cli::command().debug_assert();
}
