//! From bytes to text: byte order marks, UTF-16 and Latin-1, as spreadsheets write them.

use super::error::{Fault, Rule};

/// The text of a file, and what is to be said about how it was read.
///
/// # Errors
/// [`Fault`] if the bytes are text in no encoding that is known.
pub(crate) fn decode(bytes: &[u8]) -> Result<(String, Option<&'static str>), Fault> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        let text = std::str::from_utf8(rest).map_err(|_| Rule::Encoding.anywhere())?;
        return Ok((
            text.to_owned(),
            Some("the file begins with a byte order mark, which is left out"),
        ));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(rest, u16::from_le_bytes)
            .map(|text| (text, Some("the file is read as UTF-16, little-endian")));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(rest, u16::from_be_bytes)
            .map(|text| (text, Some("the file is read as UTF-16, big-endian")));
    }
    if bytes.contains(&0) {
        // UTF-16 without a mark: every second byte of plain letters is zero.
        let first_is_zero = bytes.first() == Some(&0);
        let from = if first_is_zero { u16::from_be_bytes } else { u16::from_le_bytes };
        let text = utf16(bytes, from)?;
        return Ok((text, Some("the file is read as UTF-16, without a byte order mark")));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), None)),
        // The bytes 0x80 to 0x9F are control characters in Latin-1: nobody writes them.
        Err(_) if bytes.iter().any(|byte| (0x80..0xA0).contains(byte)) => {
            Err(Rule::Encoding.anywhere())
        }
        Err(_) => {
            let text = bytes.iter().map(|byte| char::from(*byte)).collect();
            Ok((text, Some("the file is no UTF-8 and is read as Latin-1")))
        }
    }
}

fn utf16(bytes: &[u8], from: fn([u8; 2]) -> u16) -> Result<String, Fault> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text =
        char::decode_utf16(pairs.iter().map(|pair| from(*pair))).collect::<Result<String, _>>();
    match text {
        Ok(text) if rest.is_empty() && !text.contains('\0') => Ok(text),
        _ => Err(Rule::Encoding.anywhere()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Käufer,wtp\na,1\n";

    #[test]
    fn all_encodings_give_the_same_text() {
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let little: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let latin: Vec<u8> = TEXT.chars().map(|c| u8::try_from(c).unwrap()).collect();
        let cases = [
            (TEXT.as_bytes().to_vec(), None),
            (marked(b"\xEF\xBB\xBF", TEXT.as_bytes().to_vec()), Some("byte order mark")),
            (marked(b"\xFF\xFE", little.clone()), Some("UTF-16, little-endian")),
            (marked(b"\xFE\xFF", big.clone()), Some("UTF-16, big-endian")),
            (little, Some("UTF-16, without")),
            (big, Some("UTF-16, without")),
            (latin, Some("Latin-1")),
        ];
        for (bytes, said) in cases {
            let (text, note) = decode(&bytes).unwrap();
            assert_eq!(text, TEXT);
            assert_eq!(note.is_some(), said.is_some(), "{note:?}");
            assert!(said.is_none_or(|said| note.unwrap().contains(said)), "{note:?}");
        }
    }

    #[test]
    fn other_bytes_are_refused() {
        for bytes in
            [&b"a,\x80\n"[..], b"\xFF\xFEa", b"\xFF\xFE\x00\xD8", b"\xEF\xBB\xBF\xFF", b"a\0\0\0"]
        {
            assert_eq!(*decode(bytes).unwrap_err().rule, Rule::Encoding, "{bytes:?}");
        }
    }
}
