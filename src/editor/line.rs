//! One line of text being edited.
//!
//! The text area of `ratatui-textarea` does the editing; its own shortcuts stay off, because Enter, Ctrl-M and Ctrl-J
//! would make new lines. This is the one place where the editor holds a widget, for its editing and not for its looks.

use super::key::{Code, Key};
use ratatui_textarea::{CursorMove, TextArea};

/// A text with a cursor.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Boxed: a text area is half a kilobyte, and most states of the editor have none.
    area: Box<TextArea<'static>>,
}

impl Line {
    /// The text, with the cursor at its end.
    pub(super) fn new(text: &str) -> Self {
        let mut area = Box::new(TextArea::new(vec![one_line(text)]));
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    pub(crate) fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// The number of characters before the cursor.
    pub(crate) fn cursor(&self) -> usize {
        self.area.cursor().1
    }

    /// Takes an editing key. Tells whether it was one.
    pub(crate) fn input(&mut self, key: Key) -> bool {
        if key.alt {
            return edit_words(&mut self.area, key);
        }
        match (key.ctrl, key.code) {
            (false, Code::Char(c)) => self.area.insert_char(c),
            (false, Code::Backspace) => drop(self.area.delete_char()),
            (false, Code::Delete) | (true, Code::Char('d')) => drop(self.area.delete_next_char()),
            (false, Code::Left) | (true, Code::Char('b')) => self.area.move_cursor(CursorMove::Back),
            (false, Code::Right) | (true, Code::Char('f')) => self.area.move_cursor(CursorMove::Forward),
            (false, Code::Home) | (true, Code::Char('a')) => self.area.move_cursor(CursorMove::Head),
            (false, Code::End) | (true, Code::Char('e')) => self.area.move_cursor(CursorMove::End),
            (true, Code::Char('u')) => drop(self.area.delete_line_by_head()),
            (true, Code::Char('k')) => drop(self.area.delete_line_by_end()),
            (true, Code::Char('w')) => drop(self.area.delete_word()),
            _ => return false,
        }
        true
    }

    /// Inserts a pasted text, on one line and without control characters.
    pub(super) fn paste(&mut self, text: &str) {
        self.area.insert_str(one_line(text));
    }
}

/// What Alt does to words, as readline has it. Tells whether it was that.
pub(super) fn edit_words(area: &mut TextArea<'_>, key: Key) -> bool {
    match key.code {
        _ if key.ctrl => return false,
        Code::Char('b') | Code::Left => area.move_cursor(CursorMove::WordBack),
        Code::Char('f') | Code::Right => area.move_cursor(CursorMove::WordForward),
        Code::Char('d') | Code::Delete => drop(area.delete_next_word()),
        Code::Backspace => drop(area.delete_word()),
        _ => return false,
    }
    true
}

/// Line ends and tabs become blanks; other control characters are dropped.
fn one_line(text: &str) -> String {
    let joined = text.trim_end_matches(['\r', '\n']).replace("\r\n", " ").replace(['\r', '\n', '\t'], " ");
    joined.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::key::script;

    fn typed(start: &str, keys: &str) -> (String, usize) {
        let mut line = Line::new(start);
        for key in script(keys).unwrap() {
            line.input(key);
        }
        (line.text().to_owned(), line.cursor())
    }

    #[test]
    fn edits_like_a_shell_line() {
        assert_eq!(typed("80", "<backspace>8"), ("88".into(), 2));
        assert_eq!(typed("日本", "<left>x<home>あ"), ("あ日x本".into(), 1));
        assert_eq!(typed("192.0.2.1", "<ctrl-u>any"), ("any".into(), 3));
        assert_eq!(typed("ab", "<home><delete><end>c"), ("bc".into(), 2));
        assert_eq!(typed("web for us", "<alt-b><alt-backspace>x"), ("web xus".into(), 5));
        assert_eq!(typed("web for us", "<home><alt-f><alt-d>"), ("web  us".into(), 4));
        assert_eq!(typed("web", "<alt-x><alt-u><alt-left>"), ("web".into(), 0));
    }

    #[test]
    fn a_paste_stays_on_one_line() {
        let mut line = Line::new("a");
        line.paste("b\r\nc\td\u{1b}[31m\n");
        assert_eq!(line.text(), "ab c d[31m");
    }
}
