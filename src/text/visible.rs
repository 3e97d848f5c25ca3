//! Text from outside, made fit to be shown.
//!
//! What a terminal would obey or hide must not reach it, from whatever file, name, answer or paste it comes. Text that is put
//! together for a person passes through [`visible`]; and each way out has one gate that nothing gets around: the screen
//! [`is_shown`], standard output and standard error [`visible_lines`], and what is printed as JSON [`visible_json`].

/// `text` with everything that a terminal would obey or hide made visible.
///
/// Control characters become their control pictures (`␛`); what has no picture is written as its code point
/// (`<U+202E>`).
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '\0'..='\x1F' => shown.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('?')),
            '\x7F' => shown.push('␡'),
            c if is_hidden(c, before) => shown.push_str(&format!("<U+{:04X}>", u32::from(c))),
            c => shown.push(c),
        }
        before = c;
    }
    shown
}

/// The same for a text of several lines, which stay lines.
pub(crate) fn visible_lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| visible(line.strip_suffix('\r').unwrap_or(line))).collect();
    lines.join("\n")
}

/// The same for a text in JSON, which means the same as before: only inside of its strings can such characters stand, and
/// there each has an escape. A mark at its beginning that is no part of it is left out.
pub(crate) fn visible_json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    let mut before = ' ';
    for c in json.trim_start_matches('\u{FEFF}').chars() {
        let is_blank = matches!(c, '\n' | '\r' | '\t');
        if !is_blank && c.is_control() || is_hidden(c, before) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| shown.push_str(&format!("\\u{unit:04x}")));
        } else {
            shown.push(c);
        }
        before = c;
    }
    shown
}

/// Whether a terminal shows all of `text`, and obeys none of it.
pub(crate) fn is_shown(text: &str) -> bool {
    let mut before = ' ';
    text.chars().all(|c| !c.is_control() && !is_hidden(c, std::mem::replace(&mut before, c)))
}

/// Whether `c` has no shape of its own, or changes how its neighbours are shown. (What marks a letter, such as a voicing
/// mark or an accent, can be seen there.)
const fn is_hidden(c: char, before: char) -> bool {
    match c {
        // How the symbol before it is shown: as text or as a picture.
        '\u{FE0E}' | '\u{FE0F}' => before.is_ascii() || matches!(before, '\u{FE00}'..='\u{FE0F}') || is_ignored(before),
        c => is_ignored(c),
    }
}

/// The controls beyond ASCII, and what Unicode calls ignorable (Default_Ignorable_Code_Point) or a separator of lines.
const fn is_ignored(c: char) -> bool {
    matches!(
        c,
        '\u{80}'..='\u{9F}'                 // C1 controls
        | '\u{AD}' | '\u{34F}'              // soft hyphen, grapheme joiner
        | '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' // direction
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}'
        | '\u{2028}' | '\u{2029}'           // line and paragraph separators
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' // Hangul fillers
        | '\u{17B4}' | '\u{17B5}'           // Khmer vowels without a shape
        | '\u{FE00}'..='\u{FE0D}'           // variants of a shape
        | '\u{FFF0}'..='\u{FFFB}'           // interlinear annotation, and what may come beside it
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' // shorthand and music
        | '\u{E0000}'..='\u{E0FFF}'         // tags, and variants of a kanji
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_a_file_reaches_the_terminal_raw() {
        for (text, shown) in [
            ("plain 許可 ✓ か\u{3099}", "plain 許可 ✓ か\u{3099}"),
            ("\u{1b}[2J", "␛[2J"),
            ("a\tb\r\n", "a␉b␍␊"),
            ("\u{7f}\u{9b}31m", "␡<U+009B>31m"),
            ("443\u{202E}22", "443<U+202E>22"),
            ("\u{200B}\u{FEFF}\u{2066}", "<U+200B><U+FEFF><U+2066>"),
            ("⚠\u{FE0F}\u{FE0F}a\u{FE0F}", "⚠\u{FE0F}<U+FE0F>a<U+FE0F>"),
            ("\u{E0041}", "<U+E0041>"),
        ] {
            assert_eq!(visible(text), shown);
            assert!(is_shown(shown) && (is_shown(text) == (text == shown)), "{text:?}");
        }
        assert_eq!(visible_lines("a\tb\r\n\u{1b}c\n"), "a␉b\n␛c\n");
    }

    #[test]
    fn json_says_the_same_in_characters_that_are_seen() {
        let text = "\u{FEFF}[\r\n\t\"a\u{9b}\u{7f}\u{202E}許可\u{E0041}\"\n]";
        assert_eq!(visible_json(text), "[\r\n\t\"a\\u009b\\u007f\\u202e許可\\udb40\\udc41\"\n]");
        let value = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
        assert_eq!(value(&visible_json(text)), value(text.trim_start_matches('\u{FEFF}')));
    }
}
