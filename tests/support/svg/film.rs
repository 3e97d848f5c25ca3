//! Several screens after one another, as one picture that moves.
//!
//! What stays the same from one screen to the next is drawn once: each row is a part that is shown from the first screen
//! that has it to the last. A viewer that does not move, or whose person wants no motion, shows the first screen.

use super::{draw_runs, frame, runs};
use ratatui::buffer::Buffer;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The film of some screens of one size, each shown for so many milliseconds, over and over again.
pub fn film(screens: &[(Buffer, u32)], title: &str) -> String {
    let Some((first, _)) = screens.first() else { return String::new() };
    let total: u32 = screens.iter().map(|(_, time)| time).sum();
    let parts = parts(screens);
    let spans: BTreeSet<(usize, usize)> = parts.iter().map(|part| (part.from, part.to)).collect();
    let mut style = String::new();
    for (from, to) in spans.into_iter().filter(|span| *span != (0, screens.len())) {
        let share = |count: usize| {
            let before: u32 = screens.iter().take(count).map(|(_, time)| time).sum();
            f64::from(before) * 100.0 / f64::from(total.max(1))
        };
        let name = format!("s{from}-{to}");
        let at_first = if from == 0 { "visible" } else { "hidden" };
        // Writing into a string cannot fail.
        let _ = write!(style, ".{name}{{visibility:{at_first};animation:{name} {total}ms step-end infinite}}");
        let _ = write!(style, "@keyframes {name}{{0%{{visibility:{at_first}}}");
        if from > 0 {
            let _ = write!(style, "{:.3}%{{visibility:visible}}", share(from));
        }
        if to < screens.len() {
            let _ = write!(style, "{:.3}%{{visibility:hidden}}", share(to));
        }
        style.push_str("}\n");
    }
    style.push_str("@media (prefers-reduced-motion:reduce){g{animation:none!important}}\n");
    let mut body = String::new();
    for part in &parts {
        let _ = writeln!(body, "<g class=\"s{}-{}\">\n{}</g>", part.from, part.to, part.drawn);
    }
    frame(first, title, &format!("<style>\n{style}</style>\n"), &body)
}

/// A row as it is drawn from one screen up to another.
struct Part {
    from: usize,
    to: usize,
    drawn: String,
}

fn parts(screens: &[(Buffer, u32)]) -> Vec<Part> {
    let drawn: Vec<Vec<String>> = screens.iter().map(|(screen, _)| rows(screen)).collect();
    let height = drawn.iter().map(Vec::len).max().unwrap_or(0);
    let mut parts: Vec<Part> = Vec::new();
    for row in 0..height {
        let of = |screen: &Vec<String>| screen.get(row).cloned().unwrap_or_default();
        let mut from = 0;
        for same in drawn.iter().map(of).collect::<Vec<_>>().chunk_by(|one, next| one == next) {
            let to = from + same.len();
            if let Some(drawn) = same.first().filter(|drawn| !drawn.is_empty()) {
                parts.push(Part { from, to, drawn: drawn.clone() });
            }
            from = to;
        }
    }
    parts
}

/// Each row of a screen, drawn.
fn rows(screen: &Buffer) -> Vec<String> {
    let mut rows = vec![String::new(); usize::from(screen.area.height)];
    for row in runs(screen).chunk_by(|run, next| run.y == next.y) {
        let at = row.first().and_then(|run| usize::try_from(run.y).ok());
        if let Some(drawn) = at.and_then(|at| rows.get_mut(at)) {
            draw_runs(row, drawn);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    fn screen(lines: [&str; 2]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 2));
        for (y, line) in (0..).zip(lines) {
            buffer.set_string(0, y, line, ratatui::style::Style::new());
        }
        buffer
    }

    #[test]
    fn what_stays_is_drawn_once_and_the_rest_has_its_time() {
        let film = film(&[(screen(["same", "a"]), 1000), (screen(["same", "b"]), 3000)], "a film");
        assert_eq!(film.matches(">same<").count(), 1, "{film}");
        assert!(film.contains("<g class=\"s0-2\">") && !film.contains(".s0-2{"), "{film}");
        assert!(film.contains("@keyframes s0-1{0%{visibility:visible}25.000%{visibility:hidden}}"), "{film}");
        assert!(film.contains("@keyframes s1-2{0%{visibility:hidden}25.000%{visibility:visible}}"), "{film}");
        assert!(film.contains("animation:s1-2 4000ms step-end infinite"), "{film}");
    }
}
