//! Files inside the page: pictures, and texts that its reader can save.

use std::fmt::Write as _;

use super::inert::escaped;

/// A link that saves a text as a file.
pub(super) fn download(file: &str, words: &str, text: &str) -> String {
    format!(
        "<a download=\"{}\" href=\"data:text/plain;charset=utf-8,{}\">{}</a>",
        escaped(file),
        in_address(text),
        escaped(words)
    )
}

/// A picture with its caption and the numbers behind it. `alt` says what it shows to who does not see it.
pub(super) fn figure(svg: &str, alt: &str, caption: &str, csv: &str) -> String {
    format!(
        "<figure>\n<div tabindex=\"0\" role=\"region\" aria-label=\"{}\"><img alt=\"{}\" src=\"data:image/svg+xml,{}\"></div>\n<figcaption>{} {}, {}</figcaption>\n</figure>\n",
        escaped(&format!("Figure: {alt}")),
        escaped(alt),
        in_address(svg),
        escaped(caption),
        download("figure.svg", "The picture", svg),
        download("figure.csv", "the numbers behind it", csv),
    )
}

/// A text as it stands in an address: what is not plain is a percent sign and two digits.
fn in_address(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~!*,;:/=".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
