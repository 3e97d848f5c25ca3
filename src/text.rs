//! The only place that measures and cuts text.
//!
//! A terminal counts cells, not characters: 許 takes two, a combining mark none. Everything here counts as ratatui
//! counts when it writes into its buffer, grapheme by grapheme, so that what is measured is what is drawn. Text is cut
//! between graphemes only.

mod glyphs;
mod palette;
mod visible;

pub use glyphs::Glyphs;
pub use palette::Palette;

pub(crate) use visible::{is_shown, visible, visible_json, visible_lines};

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

/// Characters that must not begin a line (gyōtō kinsoku), with their half-width and ASCII kin.
const NO_START: &str = "、。，．・：；？！ー〜」』）】〉》〕］｝”’々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥％\
                        ｡､･｣ｰﾞﾟ,.:;?!)]}%";

/// Characters that must not end a line (gyōmatsu kinsoku).
const NO_END: &str = "「『（【〈《〔［｛“‘｢([{";

/// How many cells `text` takes on the screen.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(cells).sum()
}

/// `text` in at most `limit` cells: what does not fit is replaced by an ellipsis.
pub(crate) fn fit(text: &str, limit: usize, glyphs: Glyphs) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let ellipsis = glyphs.ellipsis();
    let Some(room) = limit.checked_sub(width(ellipsis)) else {
        return String::new();
    };
    let mut fitted = head(text, room);
    fitted.push_str(ellipsis);
    fitted
}

/// `text` followed by blanks up to `limit` cells. Longer text stays as it is: see [`fit`].
pub(crate) fn pad(text: &str, limit: usize) -> String {
    format!("{text}{}", " ".repeat(limit.saturating_sub(width(text))))
}

/// `text` broken into lines of at most `limit` cells.
///
/// English breaks at blanks, Japanese between any two characters except where a line would begin with a closing mark
/// or end with an opening one. A word longer than a line is cut. Line breaks of the text itself are kept.
pub fn wrap(text: &str, limit: usize) -> Vec<String> {
    text.lines().flat_map(|paragraph| wrap_paragraph(paragraph, limit)).collect()
}

/// The cells of one grapheme. ratatui leaves out those with a control character, so they take none.
fn cells(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) { 0 } else { usize::from(grapheme.cell_width()) }
}

/// The longest beginning of `text` that takes at most `limit` cells.
fn head(text: &str, limit: usize) -> String {
    let mut used = 0;
    text.graphemes(true)
        .take_while(|grapheme| {
            used += cells(grapheme);
            used <= limit
        })
        .collect()
}

fn wrap_paragraph(paragraph: &str, limit: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for (blanks, word) in words(paragraph) {
        let needed = width(&blanks) + width(&word);
        if used + needed <= limit {
            line.push_str(&blanks);
            line.push_str(&word);
            used += needed;
            continue;
        }
        if used > 0 {
            lines.push(std::mem::take(&mut line));
        }
        used = 0;
        for grapheme in word.graphemes(true) {
            if used > 0 && used + cells(grapheme) > limit {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push_str(grapheme);
            used += cells(grapheme);
        }
    }
    if used > 0 || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// The pieces that no line break may divide, each with the blanks before it.
fn words(paragraph: &str) -> Vec<(String, String)> {
    let mut words: Vec<(String, String)> = Vec::new();
    let mut blanks = String::new();
    let mut before = "";
    for grapheme in paragraph.graphemes(true) {
        if grapheme.chars().all(char::is_whitespace) {
            blanks.push_str(grapheme);
            continue;
        }
        match words.last_mut() {
            Some((_, word)) if blanks.is_empty() && !may_break(before, grapheme) => word.push_str(grapheme),
            _ => words.push((std::mem::take(&mut blanks), grapheme.to_owned())),
        }
        before = grapheme;
    }
    words
}

/// Whether a line may end with `before` and the next one begin with `after`, neither of them blank.
fn may_break(before: &str, after: &str) -> bool {
    (cells(before) > 1 || cells(after) > 1) && !NO_START.contains(after) && !NO_END.contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn measures_as_ratatui_draws() {
        for (text, expected) in [
            ("", 0),
            ("ssh", 3),
            ("許可", 4),
            ("ｶﾞｷﾞ", 4),
            ("か\u{3099}", 2),
            ("e\u{301}", 1),
            ("👨\u{200D}👩\u{200D}👧", 2),
            ("✓", 1),
            ("\u{1b}[31m", 4),
        ] {
            assert_eq!(width(text), expected, "{text:?}");
            let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 1));
            let (end, _) = buffer.set_stringn(0, 0, text, 40, Style::new());
            assert_eq!(usize::from(end), expected, "{text:?}");
        }
    }

    #[test]
    fn cuts_between_graphemes_and_never_draws_half_a_kanji() {
        for (text, limit, expected) in [
            ("許可", 4, "許可"),
            ("許可する", 4, "許…"),
            ("許可する", 5, "許可…"),
            ("か\u{3099}きく", 3, "か\u{3099}…"),
            ("abc", 1, "…"),
            ("abc", 0, ""),
            ("", 0, ""),
        ] {
            assert_eq!(fit(text, limit, Glyphs::Unicode), expected, "{text:?} in {limit}");
        }
        assert_eq!(fit("許可する", 5, Glyphs::Ascii), "許..");
        assert_eq!(fit("許可する", 1, Glyphs::Ascii), "");
        assert_eq!(pad("許可", 6), "許可  ");
        assert_eq!(pad("許可", 3), "許可");
    }

    #[test]
    fn english_wraps_at_blanks() {
        assert_eq!(wrap("The first match decides.", 10), ["The first", "match", "decides."]);
        assert_eq!(wrap("  indented text", 10), ["  indented", "text"]);
        assert_eq!(wrap("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrap("one\n\ntwo", 10), ["one", "", "two"]);
        assert_eq!(wrap("", 10), Vec::<String>::new());
    }

    #[test]
    fn japanese_wraps_between_characters_but_not_before_a_full_stop() {
        assert_eq!(wrap("最初に一致した規則で決まります。", 10), ["最初に一致", "した規則で", "決まりま", "す。"]);
        assert_eq!(wrap("許可「SSH」の規則", 6), ["許可", "「SSH", "」の規", "則"]);
        assert_eq!(wrap("これはSSHです", 8), ["これは", "SSHです"]);
        assert_eq!(wrap("（許可）拒否", 6), ["（許", "可）拒", "否"]);
    }

    proptest::proptest! {
        #[test]
        fn every_line_and_every_fitted_text_fits(text in "\\PC{0,60}", limit in 2_usize..30) {
            proptest::prop_assert!(width(&fit(&text, limit, Glyphs::Unicode)) <= limit);
            for line in wrap(&text, limit) {
                let one = line.graphemes(true).count() == 1;
                proptest::prop_assert!(one || width(&line) <= limit, "{line:?}");
            }
            let kept: String = wrap(&text, limit).concat().split_whitespace().collect();
            proptest::prop_assert_eq!(kept, text.split_whitespace().collect::<String>());
        }
    }
}
