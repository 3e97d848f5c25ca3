//! A drawn screen as an SVG picture.
//!
//! The pictures of the documentation are drawn by the same code as the screen, so they cannot grow old. The grid must
//! survive any font: each run of cells is one `<text>` with its exact `textLength`, wide and narrow characters in
//! separate runs, and lines are drawn as lines, so that borders close. The same buffer always gives the same text.

mod film;

pub use film::film;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

const CELL_WIDTH: u32 = 9;
const CELL_HEIGHT: u32 = 22;
const MARGIN: u32 = 14;
/// From the top of a cell to the line that letters stand on.
const BASELINE: u32 = 16;
const BACKGROUND: &str = "#1c2128";
const FOREGROUND: &str = "#cdd5df";
const FONTS: &str = "'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', 'BIZ UDGothic', 'MS Gothic', 'Osaka-Mono', \
                     'IPAGothic', monospace";

/// A kanji is as wide as its font is high; at this size it fills its two cells without being stretched.
const WIDE_SIZE: &str = " font-size=\"18\"";

/// The sixteen colours, in the terminal's order.
const COLOURS: [&str; 16] = [
    "#545d68", "#f47067", "#6bc46d", "#daaa3f", "#6cb6ff", "#dcbdfb", "#56d4dd", "#cdd5df", //
    "#768390", "#ff938a", "#8ddb8c", "#eac55f", "#96d0ff", "#f0d9ff", "#b3f0ff", "#f5f8fa",
];

/// The picture of `buffer`, titled for those who cannot see it.
pub fn picture(buffer: &Buffer, title: &str) -> String {
    let mut body = String::new();
    draw_runs(&runs(buffer), &mut body);
    frame(buffer, title, "", &body)
}

/// What is drawn, on a screen of the buffer's size.
fn frame(buffer: &Buffer, title: &str, style: &str, body: &str) -> String {
    let (columns, rows) = (u32::from(buffer.area.width), u32::from(buffer.area.height));
    let (width, height) = (columns * CELL_WIDTH + 2 * MARGIN, rows * CELL_HEIGHT + 2 * MARGIN);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
         <title>{}</title>\n{style}\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n\
         <g font-family=\"{FONTS}\" font-size=\"15\" xml:space=\"preserve\" stroke-width=\"1\">\n\
         {body}</g>\n</svg>\n",
        escape(title)
    )
}

fn draw_runs(runs: &[Run], svg: &mut String) {
    for paper in runs.chunk_by(|run, next| run.end() == (next.x, next.y) && run.look.paper == next.look.paper) {
        draw_paper(paper, svg);
    }
    for run in runs {
        run.draw(svg);
    }
}

/// Neighbouring cells of one look, one width and one kind (letters, lines or blanks).
struct Run {
    x: u32,
    y: u32,
    kind: Kind,
    look: Look,
    /// Cells that each symbol takes.
    cells: u32,
    symbols: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Lines,
    Letters,
}

/// Colours and weight with REVERSED already carried out.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    ink: &'static str,
    paper: Option<&'static str>,
    weight: Modifier,
}

fn runs(buffer: &Buffer) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for row in 0..buffer.area.height {
        let mut column = 0;
        while column < buffer.area.width {
            let Some(cell) = buffer.cell((buffer.area.x + column, buffer.area.y + row)) else { break };
            let cells = cell.cell_width().max(1);
            let (x, y) = (u32::from(column), u32::from(row));
            let (kind, look, cells) = (kind(cell), look(cell), u32::from(cells));
            match runs.last_mut() {
                Some(run) if run.end() == (x, y) && (run.kind, run.look, run.cells) == (kind, look, cells) => {
                    run.symbols.push(cell.symbol().to_owned());
                }
                _ => runs.push(Run { x, y, kind, look, cells, symbols: vec![cell.symbol().to_owned()] }),
            }
            column += cell.cell_width().max(1);
        }
    }
    runs
}

fn kind(cell: &Cell) -> Kind {
    match cell.symbol() {
        symbol if symbol.trim().is_empty() => Kind::Blank,
        symbol if arms(symbol).is_some() => Kind::Lines,
        _ => Kind::Letters,
    }
}

fn look(cell: &Cell) -> Look {
    let (ink, paper) = (colour(cell.fg).unwrap_or(FOREGROUND), colour(cell.bg));
    if cell.modifier.contains(Modifier::REVERSED) {
        Look { ink: paper.unwrap_or(BACKGROUND), paper: Some(ink), weight: cell.modifier }
    } else {
        Look { ink, paper, weight: cell.modifier }
    }
}

/// The colour in the picture; `None` is the terminal's own.
fn colour(colour: Color) -> Option<&'static str> {
    let index = match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => return None,
    };
    COLOURS.get(index).copied()
}

/// One rectangle behind neighbouring runs: between two, a seam would show.
fn draw_paper(runs: &[Run], svg: &mut String) {
    let Some((first, paper)) = runs.first().and_then(|run| Some((run, run.look.paper?))) else { return };
    let (x, y) = (MARGIN + first.x * CELL_WIDTH, MARGIN + first.y * CELL_HEIGHT);
    let width: u32 = runs.iter().map(|run| run.length() * CELL_WIDTH).sum();
    let _ = writeln!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{CELL_HEIGHT}\" fill=\"{paper}\"/>");
}

impl Run {
    fn length(&self) -> u32 {
        u32::try_from(self.symbols.len()).unwrap_or(0) * self.cells
    }

    /// The column and row of the first cell behind it.
    fn end(&self) -> (u32, u32) {
        (self.x + self.length(), self.y)
    }

    fn draw(&self, svg: &mut String) {
        let (left, top) = (MARGIN + self.x * CELL_WIDTH, MARGIN + self.y * CELL_HEIGHT);
        let width = self.length() * CELL_WIDTH;
        // Writing into a string cannot fail.
        match self.kind {
            Kind::Blank => {}
            Kind::Lines => self.draw_lines(left, top, svg),
            Kind::Letters => {
                let _ = writeln!(
                    svg,
                    "<text x=\"{left}\" y=\"{}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" \
                     fill=\"{}\"{}{}>{}</text>",
                    top + BASELINE,
                    self.look.ink,
                    if self.cells > 1 { WIDE_SIZE } else { "" },
                    weight(self.look.weight),
                    escape(&self.symbols.concat())
                );
            }
        }
        if self.look.weight.contains(Modifier::UNDERLINED) {
            let _ =
                writeln!(svg, "<path d=\"M{left} {}.5h{width}\" stroke=\"{}\"/>", top + BASELINE + 2, self.look.ink);
        }
    }

    /// Lines meet in the middle of their cell; a row of the same ones is one stroke.
    fn draw_lines(&self, left: u32, top: u32, svg: &mut String) {
        let mut path = String::new();
        let mut x = left;
        for same in self.symbols.chunk_by(|one, next| one == next) {
            let count = u32::try_from(same.len()).unwrap_or(0);
            if let Some(arms) = same.first().and_then(|symbol| arms(symbol)) {
                arms.draw(x, top, count, &mut path);
            }
            x += count * CELL_WIDTH;
        }
        let dim = if self.look.weight.contains(Modifier::DIM) { " opacity=\".6\"" } else { "" };
        let _ = writeln!(svg, "<path d=\"{path}\" stroke=\"{}\" fill=\"none\"{dim}/>", self.look.ink);
    }
}

/// The directions in which a line character leaves the middle of its cell.
#[derive(Clone, Copy, Default)]
struct Arms {
    left: bool,
    right: bool,
    up: bool,
    down: bool,
}

impl Arms {
    /// Draws `count` cells of this line, the first at `x`.
    fn draw(self, x: u32, y: u32, count: u32, path: &mut String) {
        let (half, centre) = (CELL_WIDTH / 2, y + CELL_HEIGHT / 2);
        let (from, to) = (if self.left { 0 } else { half }, if self.right { CELL_WIDTH } else { half + 1 });
        if self.left && self.right {
            let _ = write!(path, "M{x} {centre}.5h{}", count * CELL_WIDTH);
        }
        for x in (0..count).map(|index| x + index * CELL_WIDTH) {
            if self.left != self.right {
                let _ = write!(path, "M{} {centre}.5h{}", x + from, to - from);
            }
            let (from, to) =
                (if self.up { 0 } else { CELL_HEIGHT / 2 }, if self.down { CELL_HEIGHT } else { CELL_HEIGHT / 2 });
            if from < to {
                let _ = write!(path, "M{}.5 {}v{}", x + half, y + from, to - from);
            }
        }
    }
}

fn arms(symbol: &str) -> Option<Arms> {
    let (left, right, up, down) = match symbol {
        "─" | "━" => (true, true, false, false),
        "│" | "┃" => (false, false, true, true),
        "┌" | "╭" => (false, true, false, true),
        "┐" | "╮" => (true, false, false, true),
        "└" | "╰" => (false, true, true, false),
        "┘" | "╯" => (true, false, true, false),
        "├" => (false, true, true, true),
        "┤" => (true, false, true, true),
        "┬" => (true, true, false, true),
        "┴" => (true, true, true, false),
        "┼" => (true, true, true, true),
        _ => return None,
    };
    Some(Arms { left, right, up, down })
}

fn weight(modifier: Modifier) -> String {
    let mut attributes = String::new();
    for (flag, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::DIM, " opacity=\".6\""),
    ] {
        if modifier.contains(flag) {
            attributes.push_str(attribute);
        }
    }
    attributes
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use sekimori::screen::popup;
    use sekimori::screen::theme::{Role, Theme};
    use sekimori::text::{Glyphs, Palette};

    fn sample() -> Buffer {
        let theme = Theme::new(Palette::Ansi);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 14));
        let inside = popup::frame(buffer.area, "規則: 最初に一致した規則が決める", theme, Glyphs::Unicode, &mut buffer);
        for (row, role) in (0_u16..).zip(Role::ALL).take(usize::from(inside.height)) {
            let y = inside.y + row;
            let text = format!("{} {role:?} 許可 ｶﾞ ✓ 203.0.113.7/24 <&> 443", row + 1);
            buffer.set_string(inside.x + 1, y, text, theme.style(role));
        }
        popup::frame(Rect::new(44, 3, 14, 5), "確認", theme, Glyphs::Unicode, &mut buffer);
        buffer.set_string(46, 5, "はい", Style::new().add_modifier(Modifier::REVERSED));
        buffer.set_string(51, 5, "No", Style::new().add_modifier(Modifier::UNDERLINED));
        buffer
    }

    #[test]
    fn the_same_screen_is_the_same_picture() {
        let svg = picture(&sample(), "規則 & <見本>");
        assert_eq!(svg, picture(&sample(), "規則 & <見本>"));
        assert!(svg.contains("<title>規則 &amp; &lt;見本&gt;</title>"));
        if let Some(path) = std::env::var_os("SEKIMORI_SAMPLE_SVG") {
            std::fs::write(path, &svg).unwrap();
        }
    }

    #[test]
    fn wide_and_narrow_characters_are_separate_runs_of_exact_length() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, "ab許可c", Style::new());
        let svg = picture(&buffer, "");
        for run in ["textLength=\"18\"", "x=\"32\" y=\"30\" textLength=\"36\"", "x=\"68\" y=\"30\" textLength=\"9\""] {
            assert!(svg.contains(run), "{run} in {svg}");
        }
    }

    #[test]
    fn a_border_is_drawn_not_written() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 3));
        popup::frame(buffer.area, "", Theme::default(), Glyphs::Unicode, &mut buffer);
        let svg = picture(&buffer, "");
        assert!(!svg.contains("<text") && svg.contains("h36"), "{svg}");
    }
}
