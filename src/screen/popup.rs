//! A region that lies over the rest of the screen.
//!
//! ratatui's `Clear` resets the cells of an area and no others. Where the area's edge divides a kanji, the half outside
//! keeps the whole character, which the terminal then draws over the popup's border. Here the other half goes too.

use super::theme::{Role, Theme};
use crate::text::{self, Glyphs};
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Widget};

/// A rectangle of `width` by `height` in the middle of `area`, smaller where the area is.
pub(super) fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    let (x, y) = ((area.width - width) / 2, (area.height - height) / 2);
    Rect { x: area.x.saturating_add(x), y: area.y.saturating_add(y), width, height }
}

/// Blanks `area`, and with it every wide character that the area's edge divides.
pub(super) fn clear(area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return; // two areas apart "intersect" outside both of them
    }
    for y in area.top()..area.bottom() {
        clear_row(area, y, buffer);
    }
}

fn clear_row(area: Rect, y: u16, buffer: &mut Buffer) {
    let (left, right) = (area.left(), area.right());
    let mut x = buffer.area.left();
    while x < right {
        let end = x.saturating_add(buffer[(x, y)].cell_width().max(1)).min(buffer.area.right());
        for covered in x..end {
            let cell = &mut buffer[(covered, y)];
            if (left..right).contains(&covered) {
                cell.reset();
            } else if end > left {
                cell.set_symbol(" ");
            }
        }
        x = end;
    }
}

/// Draws an empty popup over `area` and returns the region inside its border.
///
/// ```text
/// ┌ title ─────┐
/// │            │
/// └────────────┘
/// ```
pub fn frame(area: Rect, title: &str, theme: Theme, glyphs: Glyphs, buffer: &mut Buffer) -> Rect {
    let area = area.intersection(buffer.area);
    clear(area, buffer);
    let title = text::fit(title, usize::from(area.width.saturating_sub(4)), glyphs);
    let mut block = Block::bordered().border_set(glyphs.border());
    if !title.is_empty() {
        block = block.title(format!(" {title} ")).title_style(theme.style(Role::Title));
    }
    let inside = block.inner(area);
    block.render(area, buffer);
    inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn page(width: u16, height: u16, row: &str) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        for y in 0..height {
            buffer.set_string(0, y, row, Style::new());
        }
        buffer
    }

    fn row(buffer: &Buffer, y: u16) -> String {
        let mut row = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            row.push_str(buffer[(x, y)].symbol());
            x += buffer[(x, y)].cell_width();
        }
        row
    }

    #[test]
    fn a_kanji_cut_by_the_left_edge_goes() {
        let mut buffer = page(12, 3, "漢字漢字漢字");
        let inside = frame(Rect::new(3, 0, 5, 3), "", Theme::default(), Glyphs::Unicode, &mut buffer);
        assert_eq!(inside, Rect::new(4, 1, 3, 1));
        assert_eq!(row(&buffer, 0), "漢 ┌───┐漢字");
        assert_eq!(row(&buffer, 1), "漢 │   │漢字");
    }

    #[test]
    fn a_kanji_cut_by_the_right_edge_goes() {
        let mut buffer = page(12, 3, "漢字漢字漢字");
        frame(Rect::new(2, 0, 5, 3), "", Theme::default(), Glyphs::Unicode, &mut buffer);
        assert_eq!(row(&buffer, 1), "漢│   │ 漢字");
    }

    #[test]
    fn both_edges_and_a_wide_title() {
        let mut buffer = page(12, 3, "a漢字漢字漢");
        frame(Rect::new(2, 0, 8, 3), "規則規則", Theme::default(), Glyphs::Unicode, &mut buffer);
        assert_eq!(row(&buffer, 0), "a ┌ 規… ─┐  ");
        assert_eq!(row(&buffer, 2), "a └──────┘  ");
    }

    #[test]
    fn a_row_of_one_wide_character_too_many_is_left_to_its_neighbours() {
        let mut buffer = page(3, 1, "abc");
        buffer[(2, 0)].set_symbol("漢");
        clear(Rect::new(0, 0, 3, 1), &mut buffer);
        assert_eq!(row(&buffer, 0), "   ");
    }

    proptest::proptest! {
        #[test]
        fn any_popup_fits_any_screen(
            screen in (0_u16..40, 0_u16..12),
            wish in (0_u16..60, 0_u16..20),
            at in (0_u16..50, 0_u16..20),
        ) {
            let mut buffer = page(screen.0, screen.1, "漢字a漢字漢字漢字漢字漢字");
            let area = centred(buffer.area, wish.0, wish.1);
            proptest::prop_assert_eq!(area.intersection(buffer.area), area);
            frame(area, "題名 title", Theme::default(), Glyphs::Ascii, &mut buffer);
            frame(Rect::new(at.0, at.1, wish.0, wish.1), "題", Theme::default(), Glyphs::Unicode, &mut buffer);
        }
    }
}
