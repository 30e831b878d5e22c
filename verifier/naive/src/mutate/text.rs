//! Mutations that know nothing about the text but its lines, its words and its numbers.

use std::ops::Range;

use num_traits::One;

use crate::mutate::amount::{factor, other};
use crate::number::fraction;
use crate::random::Random;

/// A text made from another.
pub type Mutation = fn(&str, &mut Random) -> Option<String>;

/// All of them, with what the table calls them.
pub const ALL: &[(&str, Mutation)] = &[
    ("number changed", number_changed),
    ("number changed", number_changed),
    ("number changed", number_changed),
    ("digits changed", digits_changed),
    ("number swapped with another", numbers_swapped),
    ("number copied to another place", number_copied),
    ("line removed", line_removed),
    ("line repeated", line_repeated),
    ("lines swapped", lines_swapped),
    ("word removed", word_removed),
    ("word repeated", word_repeated),
    ("words swapped", words_swapped),
    ("character changed", character_changed),
    ("text added at an end", text_added),
    ("space added", space_added),
];

/// Other spellings of a certificate, with what the table calls them.
pub const HONEST: &[(&str, Mutation)] = &[
    ("honest: fraction not in lowest terms", not_in_lowest_terms),
    ("honest: zero entry written", zero_entry_written),
];

/// The value, a price or a multiplier of a mechanism. A linear program has fractions in lowest terms only.
fn not_in_lowest_terms(text: &str, random: &mut Random) -> Option<String> {
    let mut lines: Vec<String> = text.split('\n').map(String::from).collect();
    let has_fractions =
        |line: &String| ["value ", "supply ", "dual "].iter().any(|start| line.starts_with(start));
    let all: Vec<usize> = (0..lines.len()).filter(|at| has_fractions(&lines[*at])).collect();
    let at = *random.one(&all)?;
    let range = random.one(&numbers(&lines[at]))?.clone();
    let number = fraction(&lines[at][range.clone()])?;
    let times = random.between(2, 99);
    let longer = format!("{}/{}", number.numer() * times, number.denom() * times);
    lines[at] = replaced(&lines[at], &range, &longer);
    Some(lines.join("\n"))
}

/// In front of the first entry of a vector, if that is not the first place.
fn zero_entry_written(text: &str, random: &mut Random) -> Option<String> {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let is_head = |at: usize| {
        let starts = ["point ", "multipliers ", "ray "];
        starts.iter().any(|start| lines[at].starts_with(start))
            && lines
                .get(at + 1)
                .and_then(|line| line.chars().next())
                .is_some_and(|c| ('2'..='9').contains(&c))
    };
    let heads: Vec<usize> = (0..lines.len()).filter(|at| is_head(*at)).collect();
    lines.insert(*random.one(&heads)? + 1, if random.once_in(2) { "1 0" } else { "1 -0" });
    Some(lines.join("\n"))
}

/// The numbers of the text: an optional sign, digits, and perhaps a denominator.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let start = if 0 < at && bytes[at - 1] == b'-' { at - 1 } else { at };
        while is_digit(at) || (bytes.get(at) == Some(&b'/') && is_digit(at + 1)) {
            at += 1;
        }
        found.push(start..at);
    }
    found
}

fn replaced(text: &str, range: &Range<usize>, by: &str) -> String {
    format!("{}{by}{}", &text[..range.start], &text[range.end..])
}

fn number_changed(text: &str, random: &mut Random) -> Option<String> {
    let range = random.one(&numbers(text))?.clone();
    let number = fraction(&text[range.clone()])?;
    Some(replaced(text, &range, &other(&number, random).to_string()))
}

fn digits_changed(text: &str, random: &mut Random) -> Option<String> {
    let range = random.one(&numbers(text))?.clone();
    let number = &text[range.clone()];
    let (numerator, denominator) = number.split_once('/').unwrap_or((number, "1"));
    let (_, shorter) = number.split_at(1);
    let digit = random.below(10);
    let changed = match random.below(10) {
        0 => format!("{numerator}{digit}/{denominator}"),
        1 => format!("{numerator}/{denominator}{digit}"),
        2 => format!("{digit}{number}"),
        3 => shorter.to_string(),
        4 => number[..number.len() - 1].to_string(),
        5 => format!("{denominator}/{numerator}"),
        6 => format!("{numerator}/0"),
        7 => format!("{number}.0"),
        8 => format!("{number}e0"),
        // The same number, not in lowest terms: for most grammars an honest change.
        _ => {
            let times = factor(random).ceil() + num_bigint::BigInt::one();
            let value = fraction(number)?;
            let scaled = value.numer() * times.numer();
            format!("{scaled}/{}", value.denom() * times.numer())
        }
    };
    Some(replaced(text, &range, &changed))
}

fn numbers_swapped(text: &str, random: &mut Random) -> Option<String> {
    let all = numbers(text);
    let (a, b) = random.two_places(all.len())?;
    let (a, b) = (&all[a.min(b)], &all[a.max(b)]);
    let later = replaced(text, b, &text[a.clone()]);
    Some(replaced(&later, a, &text[b.clone()]))
}

fn number_copied(text: &str, random: &mut Random) -> Option<String> {
    let all = numbers(text);
    let (from, to) = random.two_places(all.len())?;
    Some(replaced(text, &all[to], &text[all[from].clone()]))
}

/// The lines, or the members of JSON on one line.
fn of_lines(text: &str, change: impl FnOnce(&mut Vec<&str>) -> Option<()>) -> Option<String> {
    let mut lines: Vec<&str> = if text.contains('\n') {
        text.split_inclusive('\n').collect()
    } else {
        text.split_inclusive(", ").collect()
    };
    change(&mut lines)?;
    Some(lines.concat())
}

fn line_removed(text: &str, random: &mut Random) -> Option<String> {
    of_lines(text, |lines| {
        lines.remove(random.place(lines.len())?);
        Some(())
    })
}

fn line_repeated(text: &str, random: &mut Random) -> Option<String> {
    of_lines(text, |lines| {
        let from = random.place(lines.len())?;
        let to = if random.once_in(2) { from } else { random.place(lines.len() + 1)? };
        lines.insert(to, lines[from]);
        Some(())
    })
}

fn lines_swapped(text: &str, random: &mut Random) -> Option<String> {
    of_lines(text, |lines| {
        let (a, b) = random.two_places(lines.len())?;
        lines.swap(a, b);
        Some(())
    })
}

/// The words between the spaces of one line of several words.
fn of_words(
    text: &str,
    random: &mut Random,
    change: impl FnOnce(&mut Vec<&str>, &mut Random) -> Option<()>,
) -> Option<String> {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let several: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].contains(' ')).collect();
    let at = *random.one(&several)?;
    let mut words: Vec<&str> = lines[at].split(' ').collect();
    change(&mut words, random)?;
    let line = words.join(" ");
    lines[at] = &line;
    Some(lines.join("\n"))
}

fn word_removed(text: &str, random: &mut Random) -> Option<String> {
    of_words(text, random, |words, random| {
        words.remove(random.place(words.len())?);
        Some(())
    })
}

fn word_repeated(text: &str, random: &mut Random) -> Option<String> {
    of_words(text, random, |words, random| {
        let from = random.place(words.len())?;
        let to = if random.once_in(2) { from } else { random.place(words.len() + 1)? };
        words.insert(to, words[from]);
        Some(())
    })
}

fn words_swapped(text: &str, random: &mut Random) -> Option<String> {
    of_words(text, random, |words, random| {
        let (a, b) = random.two_places(words.len())?;
        words.swap(a, b);
        Some(())
    })
}

fn character_changed(text: &str, random: &mut Random) -> Option<String> {
    let mut characters: Vec<char> = text.chars().collect();
    let at = random.place(characters.len())?;
    let common = [
        ' ', '\n', '0', '1', '7', '-', '+', '/', ':', '.', '\t', '\r', '#', 'B', 'L', 'U', 'Z',
        '"', ',',
    ];
    let character = *random.one(&common)?;
    match random.below(3) {
        0 => characters[at] = character,
        1 => characters.insert(at, character),
        _ => drop(characters.remove(at)),
    }
    Some(characters.into_iter().collect())
}

fn text_added(text: &str, random: &mut Random) -> Option<String> {
    let more = ["\n", " ", "\nend\n", "end\n", "# more\n", "\n\n", "\u{feff}", "\0"];
    let more = random.one(&more)?;
    Some(if random.once_in(3) { format!("{more}{text}") } else { format!("{text}{more}") })
}

/// At the start or at the end of a line, or beside another space.
fn space_added(text: &str, random: &mut Random) -> Option<String> {
    let borders = |(at, _): &(usize, char)| {
        let is_border = |c: Option<char>| c.is_none_or(|c| c == '\n' || c == ' ');
        is_border(text[..*at].chars().next_back()) || is_border(text[*at..].chars().next())
    };
    let places: Vec<(usize, char)> = text.char_indices().filter(borders).collect();
    let (at, _) = *random.one(&places)?;
    Some(format!("{} {}", &text[..at], &text[at..]))
}
