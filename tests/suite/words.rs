//! One vocabulary: nothing says `verified` but what holds the verdict of a checker.
//!
//! The words are looked for in every text that the program can print: string literals, and the comments that become
//! the help of flags. Code is free to use them as names of its own, where no user sees them.

use std::collections::BTreeSet;
use std::path::Path;

/// Words for what a checker accepted. `disproved` contains one, and is meant to.
const WORDS: [&str; 4] = ["verified", "certified", "proved", "proven"];

/// A text with such a word: the file, the text or a part of it that nothing else has, and why it may stand there.
const ALLOWED: &[(&str, &str, &str)] = &[
    ("src/verdict/lib.rs", "verified {}", "how a verdict displays"),
    (
        "src/study/readme.rs",
        "## Data availability and provenance",
        "where data come from, in the words of data editors",
    ),
    ("src/verdict/count.rs", "verified", "the word of a verdict, lent by one"),
    ("src/verdict/count.rs", "{} verified", "how a number of verdicts displays"),
    ("src/results/exact.rs", "Certified", "the name of the type in the schema"),
    (
        "src/report/verify.rs",
        "verified",
        "the head of a column, whose cells come from Option<&Verified>",
    ),
    (
        "src/certify/worth.rs",
        "its objective is {} from the verified bound {}",
        "the bound comes from Option<&Verified>",
    ),
    (
        "src/certify/worth.rs",
        "relative distance to the verified optimum {}",
        "the optimum comes from Option<&Verified>",
    ),
    (
        "src/certify/worth.rs",
        "a feasible point has the verified objective {}",
        "the objective comes from Option<&Verified>",
    ),
    (
        "src/certify/worth.rs",
        "its objective is beyond the verified bound {}",
        "the bound comes from Option<&Verified>",
    ),
    ("src/bench/accuracy/row.rs", "certified_at", "a column of earlier results, which is read"),
    ("src/bench/accuracy/row.rs", "certified", "a grade of earlier results, which is read"),
    (
        "src/cli/solve_flags.rs",
        "only then is the value called verified",
        "help: what --certify does",
    ),
    ("src/cli/lib.rs", "Exit codes: 0 verified or accepted", "what the exit codes mean"),
];

/// A text of the program and where it stands.
struct Text {
    file: String,
    line: usize,
    said: String,
}

/// All string literals of a file up to its unit tests, and doc comments, which clap turns into help, if `with_docs`.
fn texts(file: &str, source: &str, with_docs: bool) -> Vec<Text> {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    let line = |at: usize| source[..at].matches('\n').count() + 1;
    let mut keep = |at: usize, text: &str| {
        found.push(Text { file: file.to_owned(), line: line(at), said: text.to_owned() });
    };
    while at < bytes.len() {
        let rest = &source[at..];
        if rest.starts_with("//") {
            let comment = rest.split('\n').next().unwrap();
            if with_docs && comment.starts_with("///") {
                keep(at, comment.trim_start_matches('/').trim());
            }
            at += comment.len();
        } else if let Some(hashes) = raw_string(source, at) {
            let open = at + 2 + hashes;
            let close = format!("\"{}", "#".repeat(hashes));
            let length = source[open..].find(&close).expect("a raw string ends");
            keep(at, &source[open..open + length]);
            at = open + length + close.len();
        } else if bytes[at] == b'"' {
            let start = at + 1;
            at = start;
            while bytes[at] != b'"' {
                at += if bytes[at] == b'\\' { 2 } else { 1 };
            }
            keep(start, &joined(&source[start..at]));
            at += 1;
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\") {
            // A character, not the start of a text.
            at += 2;
            at += source[at..].find('\'').expect("a character ends") + 1;
        } else {
            at += rest.chars().next().unwrap().len_utf8();
        }
    }
    found
}

/// The number of `#` if `r#"` starts here, and is no end of a word.
fn raw_string(source: &str, at: usize) -> Option<usize> {
    let before = source[..at].strip_suffix('b').unwrap_or(&source[..at]);
    let is_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let rest = source[at..].strip_prefix('r').filter(|_| !is_word)?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    rest[hashes..].starts_with('"').then_some(hashes)
}

/// A literal over several lines as it is printed.
fn joined(literal: &str) -> String {
    literal.split("\\\n").map(str::trim_start).collect::<Vec<_>>().join("")
}

/// Whether a text says one of the words itself: `{verified}` is what a value of that name says.
fn says(text: &str) -> bool {
    let mut text = text.to_lowercase();
    while let Some(open) = text.find('{') {
        let close = text[open..].find('}').map_or(text.len(), |length| open + length + 1);
        text.replace_range(open..close, "");
    }
    WORDS.iter().any(|word| text.contains(word))
}

/// The texts of a file that no entry of `allowed` covers; the entries that cover one are added to `used`.
fn unfounded<'a>(
    texts: &'a [Text],
    allowed: &[(&str, &str, &str)],
    used: &mut BTreeSet<usize>,
) -> Vec<&'a Text> {
    let mut unfounded = Vec::new();
    for text in texts.iter().filter(|text| says(&text.said)) {
        let covers = |(file, part, _): &(&str, &str, &str)| {
            // A part long enough is one of its own; a short one must be all there is.
            *file == text.file
                && (text.said == *part || (20 < part.len() && text.said.contains(part)))
        };
        match allowed.iter().position(covers) {
            Some(entry) => drop(used.insert(entry)),
            None => unfounded.push(text),
        }
    }
    unfounded
}

/// Comments of flags are help, and comments of results are the schema.
fn is_printed_with_its_comments(file: &str) -> bool {
    ["src/cli/", "src/results/"].iter().any(|folder| file.starts_with(folder))
}

#[test]
fn nothing_says_verified_without_a_verdict() {
    let (mut used, mut wrong, mut n_texts) = (BTreeSet::new(), Vec::new(), 0);
    for (file, source) in crate::tidy::sources("src") {
        if crate::tidy::is_test(&file) {
            continue;
        }
        let texts = texts(&file, &source, is_printed_with_its_comments(&file));
        n_texts += texts.len();
        for text in unfounded(&texts, ALLOWED, &mut used) {
            wrong.push(format!("{}:{}: {}", text.file, text.line, text.said));
        }
    }
    assert!(wrong.is_empty(), "exact and measured things are called so:\n{}", wrong.join("\n"));
    let unused: Vec<_> = (0..ALLOWED.len())
        .filter(|entry| !used.contains(entry))
        .map(|entry| ALLOWED[entry])
        .collect();
    assert!(unused.is_empty(), "allowed and not there: {unused:?}");
    assert!(2_000 < n_texts, "only {n_texts} texts");
}

/// Each way to say it is found, and nothing else is.
#[test]
fn the_words_are_found_wherever_they_stand() {
    let source = r##"
        //! verified in the comment of a module
        // verified in a comment
        /// Certified in a help text
        fn f<'a>(x: &'a str) -> char { println!("not \" yet: {x} VERIFIED"); '"' }
        const A: &str = r#"a "proven" fact"#;
        const B: &str = "un\
                         proved";
        #[error("disproved by {0}")]
        format!("{verified}: {} {proved:?} is un{certified}");
        let verified = ("fine", b'\'', '\\', "so is \\", 'x', br"raw \");
        json!({ "certified": true });
        #[cfg(test)]
mod tests {
        const C: &str = "verified";
"##;
    let source = source.replace("        #[cfg(test)]", "#[cfg(test)]");
    let found = |with_docs| {
        let texts = texts("a.rs", &source, with_docs);
        let mut used = BTreeSet::new();
        let found =
            unfounded(&texts, &[("a.rs", "certified", ""), ("b.rs", "unproved", "")], &mut used);
        assert_eq!(used.len(), 1);
        found.iter().map(|text| text.said.clone()).collect::<Vec<_>>()
    };
    let expected =
        ["not \\\" yet: {x} VERIFIED", "a \"proven\" fact", "unproved", "disproved by {0}"];
    assert_eq!(found(false), expected);
    assert_eq!(found(true)[0], "Certified in a help text");
    assert_eq!(found(true)[1..], expected);
}

/// JSON calls something certified only through the one function that looks at a verdict, and pages for people have no
/// other words either.
#[test]
fn the_documents_of_these_verbs_use_the_words_so() {
    let read =
        |name: &str| std::fs::read_to_string(Path::new(crate::common::ROOT).join(name)).unwrap();
    let exact = read("src/results/exact.rs");
    assert!(exact.contains("serializer.serialize_bool(self.0.is_some())"));
    let mut n_keys = 0;
    for file in ["src/results", "src/report"] {
        for (file, source) in crate::tidy::sources(file) {
            for (_, kind) in
                source.match_indices("certified: ").map(|(at, _)| source[at..].split_at(11))
            {
                let is_type = kind.starts_with(|c: char| c == '&' || c.is_ascii_uppercase());
                let is_verdict =
                    ["Certified,", "Certified(", "self.certified,"].iter().any(|word| {
                        kind.trim_start_matches('&').trim_start_matches("'a ").starts_with(word)
                    });
                assert!(is_verdict || !is_type, "{file}: {kind:.20}");
                n_keys += 1;
            }
        }
    }
    assert!(4 < n_keys, "only {n_keys} keys");
    // Their pages name what is verified; brackets and bounds are exact.
    for page in ["docs/claims.md", "docs/bounds.md"] {
        for (at, line) in read(page).lines().enumerate() {
            assert!(!says(line), "{page}:{}: {line}", at + 1);
        }
    }
}
