//! The frame of a region.

use super::layout::{Arrangement, Layout};
use super::look::{Look, put};
use super::popup;
use super::theme::Role;
use crate::text;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// The frame of a region: a box beside another, a titled rule above another.
pub(super) fn framed(title: &str, area: Rect, layout: &Layout, look: Look, buffer: &mut Buffer) -> Rect {
    if layout.arrangement == Arrangement::Beside {
        return popup::frame(area, title, look.theme, look.glyphs, buffer);
    }
    let dash = look.glyphs.border().horizontal_top;
    let title = text::fit(title, usize::from(area.width).saturating_sub(6), look.glyphs);
    let rest = usize::from(area.width).saturating_sub(text::width(&title) + 4);
    let line = Line::from(vec![
        look.span(dash.repeat(2), Role::Dim),
        look.span(format!(" {title} "), Role::Title),
        look.span(dash.repeat(rest), Role::Dim),
    ]);
    put(&line, area, 0, buffer);
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }
}
