//! How the bytes of a file are a text. Spreadsheets in Japan save Shift_JIS, and Windows PowerShell writes UTF-16 where a
//! program's output goes to a file; a file keeps its encoding when it is saved.

use encoding_rs::SHIFT_JIS;

/// An encoding of texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    #[default]
    Utf8,
    /// Little endian, behind a byte order mark.
    Utf16Le,
    /// Big endian, behind a byte order mark.
    Utf16Be,
    /// As Windows has it.
    ShiftJis,
}

impl Encoding {
    const ALL: [Self; 4] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::ShiftJis];

    /// What it is called.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::ShiftJis => "Shift_JIS",
        }
    }

    /// The encoding of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The text that bytes are, and how. The marks of UTF-8 stay in the text, those of UTF-16 do not.
    ///
    /// # Errors
    /// The byte offset at which they stop being UTF-8, if they are no text of another encoding either.
    pub(crate) fn decode(bytes: Vec<u8>) -> Result<(String, Self), usize> {
        let utf16 = |units: fn([u8; 2]) -> u16, encoding: Self| {
            let (pairs, rest) = bytes.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().skip(1).map(|pair| units(*pair)).collect();
            String::from_utf16(&units).ok().filter(|_| rest.is_empty()).map(|text| (text, encoding)).ok_or(0)
        };
        match bytes.as_slice() {
            [0xFF, 0xFE, ..] => return utf16(u16::from_le_bytes, Self::Utf16Le),
            [0xFE, 0xFF, ..] => return utf16(u16::from_be_bytes, Self::Utf16Be),
            _ => {}
        }
        String::from_utf8(bytes).map(|text| (text, Self::Utf8)).or_else(|error| {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&bytes);
            let text = text.filter(|text| !text.chars().any(is_no_text)).ok_or(at)?;
            Ok((text.into_owned(), Self::ShiftJis))
        })
    }

    /// The bytes of a text.
    ///
    /// # Errors
    /// The first character that the encoding does not have.
    pub(crate) fn encode(self, text: &str) -> Result<Vec<u8>, char> {
        let marked = || std::iter::once(0xFEFF).chain(text.encode_utf16());
        match self {
            Self::Utf8 => Ok(text.as_bytes().to_vec()),
            Self::Utf16Le => Ok(marked().flat_map(u16::to_le_bytes).collect()),
            Self::Utf16Be => Ok(marked().flat_map(u16::to_be_bytes).collect()),
            Self::ShiftJis => match SHIFT_JIS.encode(text) {
                (bytes, _, false) => Ok(bytes.into_owned()),
                _ => Err(text.chars().find(|c| SHIFT_JIS.encode(c.encode_utf8(&mut [0; 4])).2).unwrap_or_default()),
            },
        }
    }
}

/// What stands in no text: bytes of something else look like Shift_JIS easily.
fn is_no_text(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_encoding() {
        let text = "種別,送信元\r\ntcp,192.0.2.1 ~ ｱ 髙\r\n";
        for encoding in Encoding::ALL {
            let bytes = encoding.encode(text).unwrap();
            assert_eq!(Encoding::decode(bytes), Ok((text.to_owned(), encoding)));
            assert_eq!(Encoding::named(encoding.name()), Some(encoding));
        }
        let (marked, encoding) = Encoding::decode("\u{FEFF}a".into()).unwrap();
        assert_eq!(encoding.encode(&marked).unwrap(), "\u{FEFF}a".as_bytes());
    }

    #[test]
    fn what_is_no_text_or_has_no_place_is_said() {
        assert_eq!(Encoding::decode(b"ab\xFFcd".to_vec()), Err(2));
        assert_eq!(Encoding::decode(b"\x82\xA0\0".to_vec()), Err(0));
        assert_eq!(Encoding::decode(b"\xFF\xFEab\0".to_vec()), Err(0));
        assert_eq!(Encoding::decode(b"\xFF\xFE\x00\xD8".to_vec()), Err(0));
        assert_eq!(Encoding::ShiftJis.encode("あ🏯"), Err('🏯'));
    }
}
