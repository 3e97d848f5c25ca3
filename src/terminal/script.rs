//! A terminal in memory, with a list of events for a person.

use super::{Event, Terminal};
use crate::editor::key;
use ratatui::Frame;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell, CellWidth};
use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

/// A screen of a given size on which scripted events happen, then nothing more.
///
/// Events come one at a time, each seen and drawn before the next one happens, unless [`at_once`](Self::at_once) says
/// otherwise.
pub struct Script {
    screen: ratatui::Terminal<TestBackend>,
    events: VecDeque<Event>,
    at_once: bool,
    /// The read that the last event came from.
    read: u64,
    drawn: Option<Buffer>,
    draws: usize,
    mouse: bool,
    clips: Vec<String>,
}

impl Script {
    /// A screen of `width` by `height` with these events to come.
    pub fn new(width: u16, height: u16, events: impl IntoIterator<Item = Event>) -> Self {
        // The error type of a test backend has no values.
        let screen = ratatui::Terminal::new(TestBackend::new(width, height)).unwrap_or_else(|never| match never {});
        Self {
            screen,
            events: events.into_iter().collect(),
            at_once: false,
            read: next_read(),
            drawn: None,
            draws: 0,
            mouse: false,
            clips: Vec::new(),
        }
    }

    /// A screen with the keys of a key script such as `p dhcp<enter>` to come.
    ///
    /// # Errors
    /// The name that is no key.
    pub fn keys(width: u16, height: u16, keys: &str) -> Result<Self, String> {
        Ok(Self::new(width, height, key::script(keys)?.into_iter().map(Event::Key)))
    }

    /// All events are there from the beginning, like a burst on a slow line.
    #[must_use]
    pub fn at_once(mut self) -> Self {
        self.at_once = true;
        self
    }

    /// How often something was drawn.
    pub const fn draws(&self) -> usize {
        self.draws
    }

    /// Whether the mouse is used.
    pub const fn uses_mouse(&self) -> bool {
        self.mouse
    }

    /// What was given to the clipboard, oldest first.
    pub fn clips(&self) -> &[String] {
        &self.clips
    }

    /// The screen as it is now.
    pub fn screen(&self) -> &Buffer {
        self.drawn.as_ref().unwrap_or(self.screen.backend().buffer())
    }

    /// Where the cursor is, if it is shown.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        let backend = self.screen.backend();
        backend.cursor_visible().then(|| backend.cursor_position().into())
    }
}

/// A number that no read has had, of any script.
fn next_read() -> u64 {
    static READS: AtomicU64 = AtomicU64::new(1);
    READS.fetch_add(1, Ordering::Relaxed)
}

impl Terminal for Script {
    fn size(&self) -> (u16, u16) {
        let area = self.screen.backend().buffer().area;
        (area.width, area.height)
    }

    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()> {
        // The frame itself, not the test backend's memory of it: that keeps what once stood under the right half of a
        // wide character, which every terminal clears.
        let drawn = self.screen.draw(|frame| render(frame)).unwrap_or_else(|never| match never {}).buffer.clone();
        self.draws += 1;
        self.drawn = Some(drawn);
        Ok(())
    }

    fn next(&mut self) -> io::Result<Event> {
        let event = self.events.pop_front().unwrap_or(Event::Closed);
        if !self.at_once {
            self.read = next_read();
        }
        if let Event::Resize(width, height) = event {
            self.screen.backend_mut().resize(width, height);
        }
        Ok(event)
    }

    fn pending(&mut self) -> io::Result<Option<Event>> {
        if self.at_once && !self.events.is_empty() { self.next().map(Some) } else { Ok(None) }
    }

    /// A burst is one read; else each event has its own.
    fn read(&self) -> u64 {
        self.read
    }

    fn use_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        Ok(())
    }

    fn clip(&mut self, text: &str) -> io::Result<()> {
        self.clips.push(text.to_owned());
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<bool> {
        Ok(true)
    }

    fn run_external(&mut self, run: &mut dyn FnMut() -> io::Result<()>) -> io::Result<()> {
        run()
    }
}

/// The letters of a screen, a line per row, without blanks at the ends of lines.
pub fn screen_text(buffer: &Buffer) -> String {
    rows(buffer, |cell| cell.symbol().to_owned())
}

/// The styles of a screen: a grid with a letter for each style (a dot for none), then what the letters mean. A wide
/// character has its letter twice, so that this grid is as wide as the screen.
pub fn screen_styles(buffer: &Buffer) -> String {
    let mut styles: Vec<String> = Vec::new();
    let mut grid = rows(buffer, |cell| {
        let style = describe(cell);
        let letter = if style.is_empty() {
            '.'
        } else {
            let known = styles.iter().position(|known| *known == style);
            let index = known.unwrap_or(styles.len());
            if known.is_none() {
                styles.push(style);
            }
            ('a'..='z').chain('A'..='Z').nth(index).unwrap_or('#')
        };
        letter.to_string().repeat(usize::from(cell.cell_width().max(1)))
    });
    for (letter, style) in ('a'..='z').chain('A'..='Z').zip(styles) {
        grid.push_str(&format!("{letter} = {style}\n"));
    }
    grid
}

fn rows(buffer: &Buffer, mut show: impl FnMut(&Cell) -> String) -> String {
    let mut text = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut x = buffer.area.left();
        while let Some(cell) = buffer.cell((x, y)) {
            line.push_str(&show(cell));
            x = x.saturating_add(cell.cell_width().max(1));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A style in words: `red bold`, `reversed`; nothing for the terminal's own.
fn describe(cell: &Cell) -> String {
    use ratatui::style::Color;
    let mut words = Vec::new();
    if cell.fg != Color::Reset {
        words.push(cell.fg.to_string().to_lowercase());
    }
    if cell.bg != Color::Reset {
        words.push(format!("on {}", cell.bg).to_lowercase());
    }
    words.extend(cell.modifier.iter_names().map(|(name, _)| name.to_lowercase()));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::key::{Code, Key};
    use ratatui::style::{Color, Style};

    fn draw(script: &mut Script, text: &str, style: Style) {
        script.draw(&mut |frame| frame.buffer_mut().set_string(1, 0, text, style)).unwrap();
    }

    #[test]
    fn events_come_in_turn_and_then_the_end() {
        let mut script = Script::keys(10, 2, "a<enter>").unwrap();
        assert_eq!(script.next().unwrap(), Event::Key(Key::char('a')));
        assert_eq!(script.pending().unwrap(), None);
        assert_eq!(script.next().unwrap(), Event::Key(Key::plain(Code::Enter)));
        assert_eq!(script.next().unwrap(), Event::Closed);
        assert_eq!(script.next().unwrap(), Event::Closed);
    }

    #[test]
    fn a_burst_is_there_at_once() {
        let mut script = Script::keys(10, 2, "abc").unwrap().at_once();
        script.next().unwrap();
        let mut more = 0;
        while script.pending().unwrap().is_some() {
            more += 1;
        }
        assert_eq!(more, 2);
    }

    #[test]
    fn a_resize_changes_the_screen() {
        let mut script = Script::new(10, 2, [Event::Resize(4, 3)]);
        script.next().unwrap();
        draw(&mut script, "許可", Style::new());
        assert_eq!(script.size(), (4, 3));
        assert_eq!(screen_text(script.screen()), " 許\n\n\n");
    }

    #[test]
    fn the_screen_is_text_and_styles() {
        let mut script = Script::new(10, 2, []);
        draw(&mut script, "許可 x", Style::new().fg(Color::Green).bold());
        assert_eq!(screen_text(script.screen()), " 許可 x\n\n");
        assert_eq!(screen_styles(script.screen()), ".aaaaaa...\n..........\na = green bold\n");
        assert_eq!((script.draws(), script.cursor()), (1, None));
    }
}
