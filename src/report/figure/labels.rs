//! Labels that do not cover each other: shifted along a line until each has its place.

#![expect(clippy::float_arithmetic, reason = "a picture is not a verdict")]

use super::canvas::Text;

/// The middles of labels that want to be at `wanted` (rising) and have these widths, between two ends; `None` if there
/// is no room for all.
pub(super) fn spread(wanted: &[f64], widths: &[f64], (low, high): (f64, f64)) -> Option<Vec<f64>> {
    if widths.iter().sum::<f64>() > high - low {
        return None;
    }
    let mut places = Vec::with_capacity(wanted.len());
    let mut end = low;
    for (middle, width) in wanted.iter().zip(widths) {
        let place = middle.max(end + width / 2.0);
        places.push(place);
        end = place + width / 2.0;
    }
    let mut end = high;
    for (place, width) in places.iter_mut().zip(widths).rev() {
        *place = place.min(end - width / 2.0);
        end = *place - width / 2.0;
    }
    Some(places)
}

/// A text in lines that are about so wide.
pub(super) fn wrapped(text: &str, set: Text, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if set.width_of(line) + set.width_of(word) + set.size / 3.0 <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A text that is no wider than `width`, with dots where its end is left out.
pub(super) fn shortened(text: &str, set: Text, width: f64) -> String {
    if set.width_of(text) <= width {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while !kept.is_empty() && set.width_of(&kept.iter().collect::<String>()) + set.size > width {
        kept.pop();
    }
    kept.into_iter().chain(['\u{2026}']).collect()
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn labels_do_not_cover_each_other() {
        let places = spread(&[1.0, 2.0, 3.0, 99.0], &[20.0; 4], (0.0, 100.0)).unwrap();
        assert_eq!(places, [10.0, 30.0, 50.0, 90.0]);
        assert_eq!(spread(&[95.0, 96.0], &[20.0; 2], (0.0, 100.0)).unwrap(), [70.0, 90.0]);
        assert_eq!(spread(&[0.0, 0.0], &[60.0; 2], (0.0, 100.0)), None);
    }
}
