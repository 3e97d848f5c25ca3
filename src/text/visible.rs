//! Text from outside, made fit to be shown.

/// `text` with everything that a terminal would obey or hide made visible.
///
/// Control characters become their control pictures (`␛`); what has no picture is written as its code point
/// (`<U+202E>`). A terminal never receives a character of a file, an answer or a paste that did not pass through here.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0'..='\x1F' => shown.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('?')),
            '\x7F' => shown.push('␡'),
            c if is_hidden(c) => shown.push_str(&format!("<U+{:04X}>", u32::from(c))),
            c => shown.push(c),
        }
    }
    shown
}

/// Whether `c` has no shape of its own, or changes how its neighbours are shown.
const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{80}'..='\u{9F}'                 // C1 controls
        | '\u{AD}'                          // soft hyphen
        | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' // direction
        | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}'
        | '\u{2028}' | '\u{2029}'           // line and paragraph separators
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' // Hangul fillers
        | '\u{FFF9}'..='\u{FFFB}'           // interlinear annotation
        | '\u{E0000}'..='\u{E0FFF}'         // tags
    )
}
