//! When the filter will hurt, for a lease of some hours; left and right try a shorter and a longer one.

use super::text;
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::{Editor, Popup};
use crate::lang::ActionId;
use crate::language::{self, hints, screen};
use crate::page::{self, Block, By, Hint, Page, Tone};
use crate::profile::FlowId;

/// The lease the time line begins with, in hours.
const LEASE_HOURS: u32 = 24;

/// The longest lease to look at, in hours: four weeks.
const LONGEST_LEASE: u32 = 24 * 28;

/// No time line is longer than two screens.
const MOST: usize = 60;

/// A lease of so many hours, scrolled by so many lines.
#[derive(Debug, Clone)]
pub(crate) struct TimeLine {
    hours: u32,
    scroll: usize,
}

impl Default for TimeLine {
    fn default() -> Self {
        Self { hours: LEASE_HOURS, scroll: 0 }
    }
}

impl Popup for TimeLine {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let Some(session) = editor.session() else { return Page::default() };
        let page = match session.shown_report() {
            Some(report) => page::time_line(report, &session.open.profile, self.hours, lang),
            None => {
                let waiting = Block::Para(Tone::Dim, screen::analysing(lang).to_owned());
                Page { title: language::time_line(lang).to_owned(), blocks: vec![waiting], ..Page::default() }
            }
        };
        let hints =
            vec![Hint::new(By::LeftRight, hints::another_lease(lang)), Hint::new(By::Escape, hints::close(lang))];
        let about = language::flow_meaning(FlowId::DhcpReply, lang);
        Page { about, scroll: self.scroll, hints, ..page }
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body::text(&mut self.scroll, MOST)
    }

    fn act(&mut self, action: ActionId, _: &mut Editor) -> PopupOutcome {
        match action {
            ActionId::Left => self.hours = (self.hours / 2).max(1),
            ActionId::Right => self.hours = (self.hours * 2).min(LONGEST_LEASE),
            _ => return text::closes(action),
        }
        PopupOutcome::Stay
    }
}
