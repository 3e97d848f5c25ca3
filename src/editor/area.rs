//! A text of many lines being edited, on the same text area as [`Line`](super::Line).

use super::key::{Code, Key};
use super::line::edit_words;
use ratatui_textarea::{CursorMove, TextArea};

/// A text with a cursor.
#[derive(Debug, Clone)]
pub(super) struct Area {
    area: Box<TextArea<'static>>,
}

impl Area {
    /// The text, with the cursor at its beginning.
    pub(super) fn new(text: &str) -> Self {
        Self { area: Box::new(TextArea::new(text.lines().map(str::to_owned).collect())) }
    }

    /// Its lines as they stand.
    pub(super) fn lines(&self) -> &[String] {
        self.area.lines()
    }

    pub(crate) fn text(&self) -> String {
        self.lines().join("\n") + "\n"
    }

    /// The line of the cursor and the number of characters before it there, both from 0.
    pub(super) fn cursor(&self) -> (usize, usize) {
        let cursor = self.area.cursor();
        (cursor.0, cursor.1)
    }

    /// Puts the cursor somewhere, as near as the text allows.
    pub(super) fn go_to(&mut self, line: usize, column: usize) {
        let [line, column] = [line, column].map(|number| u16::try_from(number).unwrap_or(u16::MAX));
        self.area.move_cursor(CursorMove::Jump(line, column));
    }

    /// Takes an editing key. Tells whether it was one. The text area's own shortcuts stay off: some of them would copy
    /// into a clipboard that is none.
    pub(crate) fn input(&mut self, key: Key) -> bool {
        if key.alt {
            return edit_words(&mut self.area, key);
        }
        let go = |to| (to, 1);
        let (step, times) = match (key.ctrl, key.code) {
            (false, Code::Up) | (true, Code::Char('p')) => go(CursorMove::Up),
            (false, Code::Down) | (true, Code::Char('n')) => go(CursorMove::Down),
            (false, Code::Left) | (true, Code::Char('b')) => go(CursorMove::Back),
            (false, Code::Right) | (true, Code::Char('f')) => go(CursorMove::Forward),
            (false, Code::Home) | (true, Code::Char('a')) => go(CursorMove::Head),
            (false, Code::End) | (true, Code::Char('e')) => go(CursorMove::End),
            (false, Code::PageUp) => (CursorMove::Up, 8),
            (false, Code::PageDown) => (CursorMove::Down, 8),
            _ => return self.change(key),
        };
        (0..times).for_each(|_| self.area.move_cursor(step));
        true
    }

    fn change(&mut self, key: Key) -> bool {
        match (key.ctrl, key.code) {
            (false, Code::Char(c)) => self.area.insert_char(c),
            (false, Code::Enter) => self.area.insert_newline(),
            (false, Code::Tab) => drop(self.area.insert_str("  ")),
            (false, Code::Backspace) => drop(self.area.delete_char()),
            (false, Code::Delete) | (true, Code::Char('d')) => drop(self.area.delete_next_char()),
            (true, Code::Char('u')) => drop(self.area.delete_line_by_head()),
            (true, Code::Char('k')) => drop(self.area.delete_line_by_end()),
            (true, Code::Char('w')) => drop(self.area.delete_word()),
            (true, Code::Char('z')) => drop(self.area.undo()),
            (true, Code::Char('r')) => drop(self.area.redo()),
            _ => return false,
        }
        true
    }

    /// Inserts a pasted text without its control characters; lines stay lines.
    pub(super) fn paste(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "  ");
        self.area.insert_str(text.chars().filter(|c| *c == '\n' || !c.is_control()).collect::<String>());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::key::script;

    #[test]
    fn edits_lines() {
        let mut area = Area::new("日本\nb\n");
        for key in script("x<down><end>1<enter>2<ctrl-z>").unwrap() {
            assert!(area.input(key));
        }
        assert_eq!(area.text(), "x日本\nb1\n\n");
        area.go_to(0, 1);
        assert_eq!(area.cursor(), (0, 1));
        area.paste("c\r\nd\u{1b}\te");
        assert_eq!(area.lines()[..2], ["xc", "d  e日本"]);
    }
}
