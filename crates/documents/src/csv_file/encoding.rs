//! Which letters the bytes are: UTF-8 as today's systems write, Windows-1252 as older ones do. A file
//! that is both is nobody's, and guessing would make names wrong without anyone seeing it.

use super::file::BYTE_ORDER_MARK;
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// The file as text.
///
/// # Errors
/// The first line that is written otherwise than those before it.
pub(crate) fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, u64> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    // A byte order mark says UTF-8 of the whole file.
    let mut is_utf8 = bytes.starts_with(BYTE_ORDER_MARK).then_some(true);
    for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1..) {
        if line.is_ascii() {
            continue;
        }
        let this = std::str::from_utf8(line).is_ok();
        if *is_utf8.get_or_insert(this) != this {
            return Err(number);
        }
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_are_read_and_a_mixture_is_told_by_line() {
        assert_eq!(decoded("Åse\nBøe".as_bytes()).unwrap(), "Åse\nBøe");
        assert_eq!(decoded(b"\xc5se\nB\xf8e").unwrap(), "Åse\nBøe");
        assert_eq!(decoded(b"navn\nB\xf8e\nB\xc3\xb8e"), Err(3));
        assert_eq!(decoded(b"\xef\xbb\xbfnavn\nB\xf8e"), Err(2));
    }
}
