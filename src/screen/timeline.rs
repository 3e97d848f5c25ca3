//! The time line, beside the rules: when the filter will hurt.
//!
//! ```text
//! ── What will happen, and when ──────────────────────────────
//!   at once        the filter takes effect ...
//! ✓ at once        SSH works; all seems well
//! ✗ after 12 h     the answer to the renewal (T1) is dropped
//! ✗ after 24 h     the lease ends; the address is gone
//! ```

use super::flows::analysing;
use super::layout::Layout;
use super::look::Look;
use super::speech::Speech;
use crate::editor::session::Session;
use crate::lang::{Lang, Voice};
use crate::language;
use crate::page;

/// What the popup says.
pub(super) fn speech(
    (lease_hours, scroll): (u32, usize),
    session: &Session,
    voice: Voice<'_>,
    layout: &Layout,
    look: Look,
) -> Speech {
    let lang = voice.lang;
    let Some(report) = session.shown_report() else {
        let title = language::time_line(lang).to_owned();
        return Speech { title, lines: vec![analysing(lang, look)], focus: session.row, ..Speech::default() };
    };
    let page = page::time_line(report, &session.profile, lease_hours, lang);
    super::page::speech(page, (scroll, session.row), voice, layout, look)
}

/// The keys of the time line, for the footer.
pub(super) const fn keys(lang: Lang) -> [(&'static str, &'static str); 2] {
    match lang {
        Lang::Ja => [("←→", "リースの長さを変える"), ("Esc", "閉じる")],
        Lang::En => [("left/right", "another lease time"), ("Esc", "close")],
    }
}
