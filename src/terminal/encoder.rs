//! Cells to bytes, as few as a line at 9600 bit/s deserves.
//!
//! ratatui's own backend sets and resets every style per frame and moves the cursor for every kanji; over a slow line
//! that is felt. This one remembers where the terminal's cursor is and what style it writes in, and sends only what
//! changes. It sends to memory: the frame goes out in one piece, by [`Real`](super::Real). Cursor and
//! erasing are crossterm's commands; the pen is written here: crossterm would spend a sequence on each of its properties
//! and more bytes on a colour (`38;5;1`, not `31`), and leaves colours out where `NO_COLOR` is set, which the theme
//! decides.

use crossterm::Command;
use crossterm::cursor::{Hide, MoveTo, MoveToColumn, Show};
use crossterm::style::Print;
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::{Backend, ClearType as Region, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use std::io;
use unicode_width::UnicodeWidthChar;

/// How a cell is written.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// A backend that writes escape sequences into memory.
pub(super) struct Encoder {
    text: String,
    size: fn() -> io::Result<Size>,
    columns: u16,
    /// Where the terminal's cursor is, as far as that is certain.
    row: Option<u16>,
    column: Option<u16>,
    pen: Option<Pen>,
    cursor_shown: Option<bool>,
    /// What the terminal shows, row by row, as far as that is certain.
    shown: Vec<Shown>,
    /// The whole terminal has been cleared since the last frame.
    cleared: bool,
}

/// What a cell of the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Blank,
    /// The right half of the character before it. To erase one half only leaves a terminal with the other.
    Half,
    Other,
}

/// Erasing takes about as many bytes as writing so many blanks.
const WORTH_ERASING: usize = 9;

/// What shows on a cell without a character.
const ON_BLANK: Modifier =
    Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT).union(Modifier::SLOW_BLINK);

const SGR: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

impl Encoder {
    /// An encoder for a terminal whose size `size` tells.
    pub(super) const fn new(size: fn() -> io::Result<Size>) -> Self {
        Self {
            text: String::new(),
            size,
            columns: 0,
            row: None,
            column: None,
            pen: None,
            cursor_shown: None,
            shown: Vec::new(),
            cleared: false,
        }
    }

    /// What is to be sent, and forgets it.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// Forgets what it knew about the terminal, which something else has used meanwhile.
    pub(super) fn forget(&mut self) {
        self.text.clear();
        (self.row, self.column, self.pen, self.cursor_shown) = (None, None, None, None);
        self.shown.clear();
    }

    fn send(&mut self, command: impl Command) {
        let _ = command.write_ansi(&mut self.text); // writing into a string cannot fail
    }

    fn move_to(&mut self, x: u16, y: u16) {
        match (self.row, self.column) {
            (Some(row), Some(column)) if row == y && column == x => {}
            (Some(row), Some(column)) if row == y && column.checked_add(1) == Some(x) => self.text.push_str("\x1b[C"),
            (Some(row), _) if row == y && x == 0 => self.text.push('\r'),
            (Some(row), _) if row == y => self.send(MoveToColumn(x)),
            (Some(row), _) if x == 0 && row.checked_add(1) == Some(y) => self.text.push_str("\r\n"),
            _ => self.send(MoveTo(x, y)),
        }
        (self.row, self.column) = (Some(y), Some(x));
    }

    fn write(&mut self, cell: &Cell) {
        let blank = cell.symbol() == " ";
        self.set_style(Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }, blank);
        self.text.push_str(cell.symbol());
        let end = self.column.and_then(|column| column.checked_add(cell.cell_width()));
        let inside = end.is_some_and(|end| end < self.columns);
        let certain = has_certain_width(cell.symbol());
        // Behind the last column a terminal waits for the next character before it wraps; where a character might be
        // wider there than here, not even the row is certain.
        self.column = end.filter(|_| inside && certain);
        self.row = self.row.filter(|_| inside || certain);
    }

    fn place(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.columns) + usize::from(x)
    }

    /// Notes what a cell shows now.
    fn note(&mut self, x: u16, y: u16, cell: &Cell) {
        let next = match cell.cell_width() {
            2.. => Some(Shown::Half),
            _ if !has_certain_width(cell.symbol()) => Some(Shown::Other), // some terminals make it wide
            _ if self.shown_at(x + 1, y) == Shown::Half => Some(Shown::Other),
            _ => None,
        };
        let own = if is_blank(cell) { Shown::Blank } else { Shown::Other };
        for (x, shown) in std::iter::once((x, own)).chain(next.map(|shown| (x + 1, shown))) {
            let at = self.place(x, y);
            if let Some(old) = self.shown.get_mut(at).filter(|_| x < self.columns) {
                *old = shown;
            }
        }
    }

    /// How many of the first cells can be erased in one go, and up to where: they are blank, and so is what lies between
    /// them already. `None` where writing them costs less.
    fn erasable(&self, cells: &[(u16, u16, &Cell)]) -> Option<(usize, u16)> {
        let (x, y, _) = *cells.first()?;
        let (mut count, mut end) = (0, x);
        for (at, row, cell) in cells {
            let mut between = end..*at;
            if *row != y || !is_blank(cell) || !between.all(|x| self.shown_at(x, y) == Shown::Blank) {
                break;
            }
            (count, end) = (count + 1, at.saturating_add(1));
            if self.shown_at(end, y) == Shown::Half {
                end += 1;
            }
        }
        let next = cells.get(count).filter(|(_, row, _)| *row == y).map_or(self.columns, |(x, ..)| *x);
        let to_the_end = next == self.columns && (end..self.columns).all(|x| self.shown_at(x, y) == Shown::Blank);
        let worth = if to_the_end { 3 } else { WORTH_ERASING };
        (count > worth).then_some((count, if to_the_end { self.columns } else { end }))
    }

    fn shown_at(&self, x: u16, y: u16) -> Shown {
        let known = self.shown.get(self.place(x, y)).filter(|_| x < self.columns);
        known.copied().unwrap_or(Shown::Other)
    }

    /// Erases from the cursor up to a column, without moving it.
    fn erase(&mut self, x: u16, y: u16, end: u16) {
        if self.pen.is_none_or(|pen| pen.bg != Color::Reset) {
            self.text.push_str("\x1b[m");
            self.pen = Some(Pen::default());
        }
        if end == self.columns {
            self.send(Clear(ClearType::UntilNewLine));
        } else {
            self.send(Print(format_args!("\x1b[{}X", end - x)));
        }
        for x in x..end {
            let at = self.place(x, y);
            if let Some(shown) = self.shown.get_mut(at) {
                *shown = Shown::Blank;
            }
        }
    }

    /// Changes the pen to `next`, where that can be seen.
    fn set_style(&mut self, next: Pen, blank: bool) {
        let Some(pen) = self.pen else {
            self.text.push_str("\x1b[m");
            self.pen = Some(Pen::default());
            return self.set_style(next, blank);
        };
        let visible =
            |pen: Pen| (pen.bg, pen.modifier & ON_BLANK, (pen.modifier.intersects(ON_BLANK)).then_some(pen.fg));
        if pen == next || blank && visible(pen) == visible(next) {
            return;
        }
        self.pen = Some(next);
        if next == Pen::default() {
            return self.text.push_str("\x1b[m");
        }
        let mut codes: Vec<String> = Vec::new();
        let reset = !next.modifier.contains(pen.modifier);
        let before = if reset { Pen::default() } else { pen };
        if reset {
            codes.push(String::new()); // an empty parameter is 0
        }
        let added = next.modifier - before.modifier;
        codes.extend(SGR.iter().filter(|(flag, _)| added.contains(*flag)).map(|(_, code)| code.to_string()));
        if next.fg != before.fg {
            codes.push(colour(next.fg, 30));
        }
        if next.bg != before.bg {
            codes.push(colour(next.bg, 40));
        }
        self.send(Print(format_args!("\x1b[{}m", codes.join(";"))));
    }
}

/// Whether a cell shows nothing at all.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.bg == Color::Reset && !cell.modifier.intersects(ON_BLANK)
}

/// The parameters for a colour; `base` is 30 for the ink and 40 for the paper.
fn colour(colour: Color, base: u8) -> String {
    let offset = match colour {
        Color::Reset => 9,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        Color::Indexed(index) => return format!("{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", base + 8),
    };
    (base + offset).to_string()
}

/// Whether every terminal agrees on the width of `symbol`: ASCII, kana and kanji, lines. Behind all others the cursor
/// is placed anew, so that a disagreement stays within its cell. (A terminal that makes lines two cells wide needs the
/// ASCII glyphs anyway.)
fn has_certain_width(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        (Some('\u{2500}'..='\u{257F}'), None) => true,
        (Some(c), None) if u32::from(c) < 0x1_0000 => {
            !matches!(c, '\u{2600}'..='\u{27BF}') && c.width() == c.width_cjk()
        }
        _ => false,
    }
}

impl Backend for Encoder {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let Size { width, height } = self.size()?;
        let count = usize::from(width) * usize::from(height);
        if (self.columns, self.shown.len()) != (width, count) {
            self.columns = width;
            // What a terminal leaves of its text when its size changes, nobody knows.
            let cleared = std::mem::take(&mut self.cleared);
            self.shown = vec![if cleared { Shown::Blank } else { Shown::Other }; count];
        }
        let cells: Vec<(u16, u16, &Cell)> = content.collect();
        let mut rest = cells.as_slice();
        while let Some((x, y, cell)) = rest.first().copied() {
            self.move_to(x, y);
            let drawn = match self.erasable(rest) {
                Some((count, end)) => {
                    self.erase(x, y, end);
                    count
                }
                None => {
                    self.write(cell);
                    self.note(x, y, cell);
                    1
                }
            };
            rest = rest.get(drawn..).unwrap_or_default();
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor_shown != Some(false) {
            self.send(Hide);
            self.cursor_shown = Some(false);
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor_shown != Some(true) {
            self.send(Show);
            self.cursor_shown = Some(true);
        }
        Ok(())
    }

    /// Where it was put last: the terminal is never asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::new(self.column.unwrap_or(0), self.row.unwrap_or(0)))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        self.move_to(x, y);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(Region::All)
    }

    fn clear_region(&mut self, region: Region) -> io::Result<()> {
        self.text.push_str("\x1b[m");
        self.pen = Some(Pen::default());
        if matches!(region, Region::All) {
            // The size it is cleared at is known with the next frame.
            self.shown.clear();
            self.cleared = true;
        }
        self.send(Clear(match region {
            Region::All => ClearType::All,
            Region::AfterCursor => ClearType::FromCursorDown,
            Region::BeforeCursor => ClearType::FromCursorUp,
            Region::CurrentLine => ClearType::CurrentLine,
            Region::UntilNewLine => ClearType::UntilNewLine,
        }));
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        (self.size)()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::Terminal;
    use ratatui::buffer::Buffer;
    use ratatui::style::Style;

    const COLUMNS: u16 = 20;
    const ROWS: u16 = 5;

    #[expect(clippy::unnecessary_wraps, reason = "the type the encoder asks for")]
    fn size() -> io::Result<Size> {
        Ok(Size::new(COLUMNS, ROWS))
    }

    /// A terminal, the screen that its bytes make, and what was sent for the last frame.
    struct Bench {
        terminal: Terminal<Encoder>,
        screen: vt100::Parser,
        sent: String,
    }

    impl Bench {
        fn new() -> Self {
            let terminal = Terminal::new(Encoder::new(size)).unwrap();
            Self {
                terminal,
                screen: vt100::Parser::new(ROWS.try_into().unwrap(), COLUMNS.try_into().unwrap(), 0),
                sent: String::new(),
            }
        }

        fn draw(&mut self, texts: &[(u16, u16, &str, Style)], cursor: Option<(u16, u16)>) -> Buffer {
            let frame = self.terminal.draw(|frame| {
                for (x, y, text, style) in texts {
                    frame.buffer_mut().set_string(*x, *y, text, *style);
                }
                if let Some(cursor) = cursor {
                    frame.set_cursor_position(cursor);
                }
            });
            let buffer = frame.unwrap().buffer.clone();
            self.sent = self.terminal.backend_mut().take();
            self.screen.process(self.sent.as_bytes());
            buffer
        }

        /// Asserts that the screen shows `buffer`: letters everywhere, styles where they can be seen.
        fn assert_shows(&self, buffer: &Buffer) {
            for y in 0..ROWS {
                let mut x = 0;
                while x < COLUMNS {
                    let (cell, shown) = (&buffer[(x, y)], self.screen.screen().cell(y, x).unwrap());
                    let symbol = if shown.has_contents() { shown.contents() } else { " " };
                    assert_eq!(symbol, cell.symbol(), "at {x},{y} after {:?}", self.sent);
                    // Terminals differ in what they leave of a wide character's other half.
                    let (reversed, underlined) =
                        (cell.modifier.contains(Modifier::REVERSED), cell.modifier.contains(Modifier::UNDERLINED));
                    if symbol != " " || reversed || underlined {
                        assert_eq!((shown.inverse(), shown.underline()), (reversed, underlined), "at {x},{y}");
                    }
                    if symbol != " " {
                        assert_eq!(shown.bold(), cell.modifier.contains(Modifier::BOLD), "at {x},{y}");
                        let red = shown.fgcolor() == vt100::Color::Idx(1);
                        assert_eq!(red, cell.fg == Color::Red, "at {x},{y}");
                    }
                    x += cell.cell_width();
                }
            }
        }
    }

    #[test]
    fn what_did_not_change_is_not_sent() {
        let mut bench = Bench::new();
        let plain = Style::new();
        bench.draw(&[(0, 0, "許可 tcp 443", plain)], None);
        assert_eq!(bench.sent, "\x1b[1;1H\x1b[m許可\x1b[Ctcp\x1b[C443\x1b[?25l");
        bench.draw(&[(0, 0, "許可 tcp 443", plain)], None);
        assert_eq!(bench.sent, "");
        bench.draw(&[(0, 0, "許可 tcp 443", plain), (0, 1, "x", plain)], None);
        assert_eq!(bench.sent, "\r\nx");
        bench.draw(&[(0, 0, "許可 tcp 443", plain), (0, 1, "xy", plain)], None);
        assert_eq!(bench.sent, "y");
    }

    #[test]
    fn blanks_are_erased_and_a_wide_character_as_a_whole() {
        let mut bench = Bench::new();
        let plain = Style::new();
        bench.terminal.clear().unwrap();
        bench.draw(&[(0, 0, "abcdefghijkl許x", plain), (0, 1, "abcde 許可", plain)], None);
        bench.draw(&[(14, 0, "x", plain)], None);
        assert_eq!(bench.sent, "\x1b[1;1H\x1b[14X\r\n\x1b[K");
    }

    #[test]
    fn a_character_of_uncertain_width_cannot_move_its_neighbours() {
        let mut bench = Bench::new();
        bench.draw(&[(0, 0, "a→b✓c許", Style::new())], None);
        assert_eq!(bench.sent, "\x1b[1;1H\x1b[ma→\x1b[3Gb✓\x1b[5Gc許\x1b[?25l");
    }

    #[test]
    fn the_cursor_goes_where_the_frame_says() {
        let mut bench = Bench::new();
        bench.draw(&[(0, 0, "許可", Style::new())], Some((4, 0)));
        assert_eq!(bench.screen.screen().cursor_position(), (0, 4));
        assert!(!bench.screen.screen().hide_cursor());
        bench.draw(&[(0, 0, "許可x", Style::new())], Some((5, 0)));
        assert_eq!(bench.sent, "x");
        bench.draw(&[(0, 0, "許可x", Style::new())], None);
        assert!(bench.screen.screen().hide_cursor());
    }

    proptest::proptest! {
        #[test]
        fn any_frames_end_as_they_were_drawn(
            frames in proptest::collection::vec(proptest::collection::vec(
                (0..COLUMNS, 0..ROWS, "[a-c ─許可｢ｱ✓→…]{1,24}", 0_u16..16), 0..8), 1..6),
        ) {
            let mut bench = Bench::new();
            for texts in &frames {
                let texts: Vec<_> = texts
                    .iter()
                    .map(|(x, y, text, bits)| (*x, *y, text.as_str(), style(*bits)))
                    .collect();
                let buffer = bench.draw(&texts, None);
                // A text over half of another leaves halves behind, which are for the views to avoid.
                if !has_halves(&buffer) {
                    bench.assert_shows(&buffer);
                } else {
                    bench.terminal.clear().unwrap();
                }
            }
        }
    }

    fn style(bits: u16) -> Style {
        let mut style = Style::new();
        for (bit, modifier) in [(1, Modifier::BOLD), (2, Modifier::REVERSED), (4, Modifier::UNDERLINED)] {
            if bits & bit != 0 {
                style = style.add_modifier(modifier);
            }
        }
        if bits & 8 != 0 { style.fg(Color::Red) } else { style }
    }

    fn has_halves(buffer: &Buffer) -> bool {
        (0..ROWS).any(|y| (1..COLUMNS).any(|x| buffer[(x - 1, y)].cell_width() > 1 && buffer[(x, y)].symbol() != " "))
    }
}
