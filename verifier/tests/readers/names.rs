//! Names and characters.

use ironproof_verifier::dialects::{Dialect, ReadingError, escape, sha256, statement};

use crate::{check_read, check_refused, outcome, readings};

fn text(name: &str) -> String {
    format!("min\n x\nst\n c: x + 2 {name} >= 1\nend\n")
}

fn mps(name: &str) -> String {
    format!("NAME m\nROWS\n N C\n G c\nCOLUMNS\n {name} C 1 c 2\nRHS\n R c 1\nENDATA\n")
}

#[test]
fn the_statement_of_the_page() {
    let page = include_str!("../../../docs/models.md");
    let at = page.find("ironproof-lp-statement 1\nname tenths").expect("the example of the page");
    let example = &page[at..at + page[at..].find("```").unwrap()];
    let file = include_bytes!("../../../instances/lp/tenths.mps");
    assert_eq!(statement(file, Dialect::Mps, &readings("")).unwrap(), example);
    assert!(page.contains(&format!(
        "file sha256 {}\nstatement sha256 {}\n",
        sha256(file),
        sha256(example.as_bytes())
    )));
}

#[test]
fn names_of_lp_text() {
    for name in [
        "a/b", "c!d", "#x", "x#1", "_x", "x.y", "(x)", "x,y", "%x", "$x", "x[0,1]", "x[0][1]",
        "x[a,b]_2", "x[-1]", "x[1:2]", "a;b", "~", "{}", "|x|", "it's", "`x`", "x?", "@x", "x&y",
        "\"x\"", "é", "λ1", "x\u{661}", "inf_x", "nano", "e1", "free",
    ] {
        let expected = format!(
            "minimize 0 / columns 2 / x real 1 0 none / {name} real 0 0 none / rows 1 / c 1 none 1:1 2:2"
        );
        check_read(&text(name), Dialect::Text, "", &expected);
    }
    for name in [
        "x[0, 1]",
        "x[ 0 ]",
        "x [0]",
        "[x]",
        "x[]",
        "x[0",
        "x[y]/2",
        "x[y^2]",
        "x^2",
        "x*y",
        "inf",
        "Infinity",
        "x\\y",
        "x\u{a0}y",
        "x\u{2028}y",
        "x\u{202e}",
        "\u{661}x",
        ".x",
        "1",
    ] {
        let error = outcome(text(name).as_bytes(), Dialect::Text, "").expect_err(name);
        assert!(error.starts_with("line 4: "), "{name}: {error}");
    }
}

#[test]
fn names_of_mps() {
    for (name, word) in [
        ("*x", "*x"),
        ("#x", "#x"),
        ("x$", "x$"),
        ("2x", "2x"),
        ("-x", "-x"),
        ("1e5", "1e5"),
        ("[x]", "[x]"),
        ("'x'", "'x'"),
        ("a\\b", "a\\u{5c}b"),
        ("é", "é"),
        ("x\u{a0}y", "x\\u{a0}y"),
        ("x\u{2028}y", "x\\u{2028}y"),
        ("x\u{202e}", "x\\u{202e}"),
        ("x\u{feff}", "x\\u{feff}"),
        ("—", "\\u{2014}"),
        ("x\u{301}", "x\\u{301}"),
        ("inf", "inf"),
        ("\u{1f600}", "\\u{1f600}"),
    ] {
        let expected =
            format!("minimize 0 / columns 1 / {word} real 1 0 none / rows 1 / c 1 none 1:2");
        check_read(&mps(name), Dialect::Mps, "", &expected);
        assert_eq!(escape(word), word);
    }
    check_refused(&mps("$x"), Dialect::Mps, "", 6, "no name starts with $");
    check_refused(&mps("X $x"), Dialect::Mps, "", 6, "no name starts with $");
    check_refused(&mps("X x"), Dialect::Mps, "", 6, "pairs");
    let name = |line: &str| {
        outcome(mps("x").replace("NAME m", line).as_bytes(), Dialect::Mps, "")
            .unwrap()
            .lines()
            .nth(1)
            .unwrap()
            .to_owned()
    };
    for (line, expected) in [
        ("NAME m n", "name m"),
        ("NAME", "name lp"),
        ("NAME   \t m", "name m"),
        ("*", "name lp"),
        ("NAME a\\b", "name a\\u{5c}b"),
        ("NAME é—", "name é\\u{2014}"),
    ] {
        assert_eq!(name(line), expected);
    }
}

/// Some readers end a line, a word or the file at these, and others do not.
#[test]
fn control_characters_are_errors() {
    for c in [
        '\0', '\u{1}', '\u{7}', '\u{b}', '\u{c}', '\r', '\u{1a}', '\u{1b}', '\u{7f}', '\u{85}',
        '\u{9b}',
    ] {
        check_refused(&mps(&format!("x{c}y")), Dialect::Mps, "", 6, "the control character \\u{");
        check_refused(&text(&format!("x{c}y")), Dialect::Text, "", 4, "the control character \\u{");
        // In a comment, too: it may end there.
        check_refused(
            &format!("*{c}x\n{}", mps("x")),
            Dialect::Mps,
            "",
            1,
            "the control character",
        );
    }
    for (file, dialect) in [(mps("x"), Dialect::Mps), (text("y"), Dialect::Text)] {
        let expected = outcome(file.as_bytes(), dialect, "");
        assert_eq!(outcome(file.replace('\n', "\r\n").as_bytes(), dialect, ""), expected);
        assert_eq!(outcome(file.replace('\n', " \t\n").as_bytes(), dialect, ""), expected);
        assert_eq!(outcome(file.replace('\n', "\n\n \t\n").as_bytes(), dialect, ""), expected);
        assert_eq!(outcome(format!("\u{feff}{file}").as_bytes(), dialect, ""), expected);
        assert_eq!(outcome(file.trim_end().as_bytes(), dialect, ""), expected);
        assert!(outcome(format!("\u{feff}\u{feff}{file}").as_bytes(), dialect, "").is_err());
    }
}

/// Two names in another encoding could become one.
#[test]
fn files_are_utf_8() {
    for (file, line, dialect) in
        [(mps("\u{1}"), 6, Dialect::Mps), (text("\u{1}"), 4, Dialect::Text)]
    {
        for bytes in [&b"\xe8"[..], b"\xff", b"\xc3", b"\xed\xa0\x80", b"x\x80y"] {
            let at = file.find('\u{1}').unwrap();
            let broken = [&file.as_bytes()[..at], bytes, &file.as_bytes()[at + 1..]].concat();
            let error = outcome(&broken, dialect, "").unwrap_err();
            assert!(
                error.starts_with(&format!("line {line}: this line is not in UTF-8")),
                "{error}"
            );
        }
    }
}

#[test]
fn packed_files_are_told() {
    for dialect in [Dialect::Mps, Dialect::Text, Dialect::Statement] {
        let error = outcome(b"\x1f\x8b\x08\0\0\0\0\0", dialect, "").unwrap_err();
        assert!(error.contains("gzip"), "{error}");
    }
}

#[test]
fn readings_are_words() {
    let words = |text: &str| {
        let mut readings = ironproof_verifier::Readings::default();
        text.split(' ')
            .try_for_each(|word| readings.add(&word.replace('~', " ")))
            .map(|()| readings.words().join(" "))
    };
    assert_eq!(
        words("rhs=all bounds=B~1 negative-upper=free").unwrap(),
        "bounds=B\\u{20}1 negative-upper=free rhs=all"
    );
    for (text, part) in [
        ("rhs", "KEY=VALUE"),
        ("side=all", "no reading has the key side"),
        ("negative-upper=all", "zero or free"),
        ("row-constant=zero", "move or drop"),
        ("integer-upper=free", "one or none"),
        ("rhs=a rhs=a", "given twice"),
        ("rhs=a rhs=b", "given twice"),
    ] {
        let error = words(text).unwrap_err().to_string();
        assert!(error.contains(part), "{text}: {error}");
    }
    assert_eq!(words("rhs"), Err(ReadingError::NoValue));
    assert_eq!(words("side=all"), Err(ReadingError::Key("side".to_owned())));
    assert_eq!(words("ranges=a ranges=a"), Err(ReadingError::Twice("ranges")));
    let (key, choices) = ("repeated-bound", &["first", "last"][..]);
    let value = "both".to_owned();
    let error = ReadingError::Value { key, value, choices };
    assert_eq!(words("repeated-bound=both"), Err(error));
}
