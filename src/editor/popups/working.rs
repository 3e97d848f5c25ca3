//! While something is worked out that takes longer than a key: what is awaited stands here, and Esc gives it up.

use crate::editor::popup::PopupOutcome;
use crate::editor::request::Request;
use crate::editor::work::{Work, WorkResult};
use crate::editor::{Editor, Popup};
use crate::language::{hints, screen};
use crate::page::{Block, By, Hint, Page, Tone};

/// Something that is awaited.
#[derive(Debug, Clone)]
struct Working;

/// Has something worked out; what came of it, if that was quick.
pub(in crate::editor) fn begin(editor: &mut Editor, work: Work) -> Option<WorkResult> {
    let result = editor.work_out(work);
    if result.is_none() {
        editor.open_popup(Working);
    }
    result
}

impl Popup for Working {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        Page {
            title: screen::working(lang).to_owned(),
            blocks: vec![Block::Para(Tone::Dim, screen::analysing(lang).to_owned())],
            hints: vec![Hint::new(By::Escape, hints::give_up(lang))],
            ..Page::default()
        }
    }

    fn done(&mut self, result: WorkResult, _: &mut Editor) -> PopupOutcome {
        PopupOutcome::Then(Request::Show(Box::new(result)))
    }
}
