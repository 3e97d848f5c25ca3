//! The selected finding in full. It stays while a person walks through the findings; fix applies what it speaks of.

use super::{expect, text};
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::request::Request;
use crate::editor::{Editor, Popup};
use crate::lang::ActionId;
use crate::language::{hints, pages};
use crate::page::{self, By, Hint, Page};

/// The explanation, scrolled by so many lines.
#[derive(Debug, Clone, Default)]
pub struct Explanation {
    scroll: usize,
}

impl Explanation {
    fn walk(&mut self, step: isize, editor: &mut Editor) -> PopupOutcome {
        if let Some(session) = editor.session_mut() {
            session.select_finding(step);
        }
        self.scroll = 0;
        PopupOutcome::Stay
    }
}

impl Popup for Explanation {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let Some(session) = editor.session() else { return Page::default() };
        let Some(finding) = session.selected_finding() else { return Page::default() };
        let can_fix = session.lesson.is_none() && (finding.fix.is_some() || finding.question().is_some());
        let fix = match finding.fix {
            Some(_) => pages::fix(lang),
            None => hints::answer_question(lang),
        };
        let fix = can_fix.then(|| Hint::new(By::Action(ActionId::Fix), fix));
        let next = Hint::new(By::Action(ActionId::NextFinding), hints::next_finding(lang));
        Page {
            scroll: self.scroll,
            hints: fix.into_iter().chain([next]).chain(text::reading(editor)).collect(),
            ..page::finding_in_full(finding, &session.live.report, session.filter(), lang)
        }
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body::text(&mut self.scroll, 40)
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        match action {
            ActionId::Fix => PopupOutcome::Then(Request::Action(action)),
            ActionId::NextFinding => self.walk(1, editor),
            ActionId::PreviousFinding => self.walk(-1, editor),
            ActionId::Expect => {
                expect::of_finding(editor);
                PopupOutcome::CLOSE
            }
            _ => text::closes(action),
        }
    }
}
