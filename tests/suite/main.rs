//! The one integration binary.

#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    clippy::print_stdout,
    clippy::too_many_lines,
    unreachable_pub,
    reason = "a test may panic, print, judge floats, and share its helpers"
)]

mod common;
// Exact values against listed optima, against each other, and against HiGHS.
mod agree;
// Costs, external values, side constraints.
mod wider;
// Theorems about the value that any right solver satisfies.
mod properties;
// Every damaged certificate is refused.
// The bracket contains what it must and nothing else.
mod bounds;
// The value over alpha or over a weight.
mod path;
// The claims of the paper, and wrong solvers that they find out.
mod claims;
mod mutants;
// The binary as a user calls it: output, files, exit codes, errors.
mod cli;
// Large type grids.
mod resample;
mod results;
mod page;
mod study;
mod scale;
// Types in column files.
mod columns;
mod column_certificates;
// Measurements side by side.
mod bench;
mod tables;
// The readers of model files: against HiGHS, against each other, and what is written is read back.
mod seen;
mod highs;
mod glpk;
mod models;
mod readers;
// The same rules as files with what is right, and as odd spellings that HiGHS and GLPK read too.
mod reader_cases;
mod spelling;
mod spelling_mps;
mod differential;
// Damaged inputs for every reader and checker.
mod fuzz;
mod fuzz_answers;
// LP text against a naive reader in Python.
mod naive;
// Solvers against the proved truth.
mod accuracy;
// Any LP, proved and verified.
mod certify;
// Its certificates by kind, damaged ones, and files for checkers written by others.
mod certificates;
// Many instances made from one, and processes that are killed.
mod sweep;
// Answers of others: bases and dual values; proofs as JSON.
mod answers;
// Documents say what the program does, and examples what they print.
mod documents;
mod examples;
mod library;
// Who may import whom, and other rules of the code.
mod tidy;
// The crates in their order, and no circles of files.
mod circles;
// One vocabulary; names that a terminal would obey.
mod words;
mod names;
mod names_everywhere;
