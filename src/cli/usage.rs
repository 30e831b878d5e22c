//! Help and version, or what is wrong with the arguments.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

use super::output;
use ironproof_name::Escaped;

/// The message quotes the arguments: so it is made from escaped ones. `parse` reads a command line.
pub(super) fn not_parsed<T>(
    error: Error,
    arguments: &[OsString],
    program: &Command,
    parse: impl Fn(Vec<String>) -> Result<T, Error>,
) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let shown = arguments.iter().map(|text| Escaped(&text.to_string_lossy()).to_string());
    let of_shown = parse(shown.collect()).err().filter(Error::use_stderr);
    let mut error = of_shown.unwrap_or(error);
    hide_hidden_verbs(&mut error, program);
    let note = flag_of_another_verb(&error, program);
    if note.is_some() {
        // The parser proposes to pass the flag as a file.
        error.remove(ContextKind::Suggested);
    }
    let text = error.render().to_string();
    let note = note.map(|note| format!("\n  note: {note}\n")).unwrap_or_default();
    output::complain_about_usage(&(text + &note));
    ExitCode::from(2)
}

/// A slip such as `sovle` is not answered with verbs that `--help` does not list.
fn hide_hidden_verbs(error: &mut Error, program: &Command) {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return;
    }
    let Some(suggested) = error.remove(ContextKind::SuggestedSubcommand) else { return };
    let mut names = match suggested {
        ContextValue::String(name) => vec![name],
        ContextValue::Strings(names) => names,
        _ => Vec::new(),
    };
    let is_listed = |name: &String| {
        program.get_subcommands().any(|verb| verb.get_name() == name && !verb.is_hide_set())
    };
    names.retain(is_listed);
    if !names.is_empty() {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(names));
    }
}

/// Which verbs have the flag that this one has not.
fn flag_of_another_verb(error: &Error, program: &Command) -> Option<String> {
    if error.kind() != ErrorKind::UnknownArgument {
        return None;
    }
    let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) else {
        return None;
    };
    let flag = argument.strip_prefix("--")?;
    let mut verbs = Vec::new();
    collect(program, flag, "", &mut verbs);
    let verbs = match verbs.as_slice() {
        [] => return None,
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => verbs.concat(),
    };
    Some(format!("--{flag} is a flag of {verbs}"))
}

fn collect(command: &Command, flag: &str, path: &str, verbs: &mut Vec<String>) {
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        let path = format!("{path}{}", verb.get_name());
        if verb.get_arguments().any(|argument| argument.get_long() == Some(flag)) {
            verbs.push(format!("`{path}`"));
        }
        collect(verb, flag, &format!("{path} "), verbs);
    }
}
