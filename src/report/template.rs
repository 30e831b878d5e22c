//! Prose with places for what is put in, `{{name}}`, and tables to put there.

/// The text with every place filled. Each name must be known, and each value used: a place that is misspelt is no
/// sentence on a page.
pub(crate) fn fill(template: &str, values: &[(&str, String)]) -> String {
    let mut text = String::new();
    let mut used = vec![false; values.len()];
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        text.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            unreachable!("a template closes what it opens: {after}")
        };
        let Some(at) = values.iter().position(|(known, _)| *known == name) else {
            unreachable!("a template knows its values: {name}")
        };
        text.push_str(&values[at].1);
        used[at] = true;
        rest = after;
    }
    text.push_str(rest);
    assert!(used.iter().all(|used| *used), "a template uses its values");
    text
}

/// A table of Markdown: titles, sides, rows.
pub(crate) fn table(
    titles: &str,
    sides: &str,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let mut lines = vec![format!("| {titles} |"), sides.to_owned()];
    lines.extend(rows.into_iter().map(|cells| format!("| {} |", cells.join(" | "))));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_filled_and_nothing_else() {
        let values = [("n", "3".to_owned()), ("what", "{{n}} types".to_owned())];
        assert_eq!(fill("{{n}} of {{n}}: {{what}} {x}", &values), "3 of 3: {{n}} types {x}");
        for (template, values) in
            [("{{m}}", &values[..1]), ("{{n", &values[..1]), ("{{n}}", &values[..])]
        {
            let filled = std::panic::catch_unwind(|| fill(template, values));
            assert!(filled.is_err(), "{template}");
        }
    }
}
