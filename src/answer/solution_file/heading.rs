//! Headings of the sections of a file of HiGHS.

/// The title of a line like `# Columns 3`, and how many lines it announces. A column may be called `# Columns`, but
/// then its value stands behind the name with its own line, and the counts differ.
pub(super) fn heading(line: &str) -> Option<(&str, Option<usize>)> {
    let title = line.strip_prefix("# ")?;
    if let Some(title @ ("Primal solution values" | "Dual solution values" | "Basis" | "Ranging")) =
        Some(title)
    {
        return Some((title, None));
    }
    let mut words = title.split_ascii_whitespace();
    let (name, count) = (words.next()?, words.next());
    let is_end = words.next().is_none();
    match (name, count) {
        ("Columns" | "Rows", None) => Some((name, None)),
        ("Columns" | "Rows", Some(count)) if is_end => Some((name, Some(count.parse().ok()?))),
        _ => None,
    }
}
