//! The packet tracer: type traffic or take over a flow, and see how the rules decide.

use super::{expect, form, text};
use crate::analysis::{NotationError, PacketSet, Traced};
use crate::editor::expectation;
use crate::editor::key::{Code, Key};
use crate::editor::popup::{Body, Moves, PopupOutcome, Typed};
use crate::editor::work::{Work, WorkResult};
use crate::editor::{Editor, Line, Popup};
use crate::lang::ActionId;
use crate::language::{self, grammar, hints, pages, screen};
use crate::page::{self, Block, By, Hint, Page, Tone};

/// Traffic, chosen or typed, and what the rules do to it.
#[derive(Debug, Clone)]
struct Tracer {
    /// The traffic, in the notation of [`crate::analysis`].
    line: Line,
    /// Whether the traffic is an offer, which the first letter replaces.
    is_offer: bool,
    /// Which of the offered flows was taken over last.
    offered: Option<usize>,
    /// The first line shown.
    scroll: usize,
    /// What becomes of it, once that is worked out, or where the text stops making sense.
    answer: Result<Option<Traced>, NotationError>,
}

/// Opens on the witness of the selected finding, else on what a stranger might send.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let witness = session.selected_finding().and_then(|finding| finding.witness);
    let text = witness.map_or_else(|| "tcp any -> 22".to_owned(), |packet| packet.to_string());
    let mut tracer = Tracer { answer: Ok(None), line: Line::new(&text), is_offer: true, offered: None, scroll: 0 };
    tracer.changed(editor);
    editor.open_popup(tracer);
}

impl Tracer {
    /// Takes over the traffic of the next flow, around the end.
    fn offer(&mut self, forward: bool, editor: &mut Editor) -> PopupOutcome {
        let Some(session) = editor.session() else { return PopupOutcome::Stay };
        let flows = &session.live.report.flows;
        let count = flows.len().max(1);
        let next = match self.offered {
            None => 0,
            Some(at) if forward => (at + 1) % count,
            Some(at) => (at + count - 1) % count,
        };
        if let Some(flow) = flows.get(next) {
            self.offered = Some(next);
            self.line = Line::new(&flow.flow.packets.to_string());
            self.is_offer = true;
            self.scroll = 0;
        }
        self.changed(editor);
        PopupOutcome::Stay
    }
}

impl Popup for Tracer {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let Some(session) = editor.session() else { return Page::default() };
        let told = match &self.answer {
            Ok(Some(traced)) => page::trace(traced, session.filter(), lang),
            Ok(None) => {
                let waiting = Block::Para(Tone::Dim, screen::analysing(lang).to_owned());
                Page { title: pages::tracer(lang).to_owned(), blocks: vec![waiting], ..Page::default() }
            }
            Err(error) => {
                let expected = language::traffic_expected(error.expected, lang);
                let text = grammar::character(error.at + 1, &expected, lang);
                let wrong = Block::Head { mark: Tone::Warning, tone: Tone::Error, word: String::new(), text };
                Page { title: pages::tracer(lang).to_owned(), blocks: vec![wrong], ..Page::default() }
            }
        };
        let label = hints::traffic(lang);
        let flow = Hint::new(By::Action(ActionId::NextField), hints::next_flow(lang));
        let expect = Hint::new(By::Action(ActionId::Expect), ActionId::Expect.name(lang));
        Page {
            head: vec![form::line(label, &self.line, self.answer.is_ok())],
            scroll: self.scroll,
            hints: [flow, expect].into_iter().chain(text::reading(editor)).collect(),
            ..told
        }
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body { typed: Typed::Line(&mut self.line), moves: Moves::Text(&mut self.scroll, 200) }
    }

    fn key(&mut self, key: Key, editor: &mut Editor) -> PopupOutcome {
        // What is traced is complete: a capital letter begins nothing more of it.
        if let Ok(Some(traced)) = &self.answer
            && expectation::is_asked_for(editor, key)
        {
            expect::open(editor, &expectation::said_of_traffic(traced, self.line.text()));
            return PopupOutcome::CLOSE;
        }
        if matches!(key.code, Code::Char(_)) && !key.ctrl && std::mem::take(&mut self.is_offer) {
            self.line = Line::new("");
        }
        PopupOutcome::Pass
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        match action {
            ActionId::NextField => self.offer(true, editor),
            ActionId::PreviousField => self.offer(false, editor),
            ActionId::Confirm => {
                self.scroll = (self.scroll + 1).min(200);
                PopupOutcome::Stay
            }
            _ => PopupOutcome::Pass,
        }
    }

    fn changed(&mut self, editor: &mut Editor) {
        let Some(filter) = editor.session().map(|session| session.filter().clone()) else { return };
        self.answer = match PacketSet::parse(self.line.text()) {
            Err(error) => Err(error),
            Ok(packets) => Ok(match editor.work_out(Work::Trace(packets, filter)) {
                Some(WorkResult::Traced(traced)) => Some(traced),
                _ => None,
            }),
        };
    }

    fn done(&mut self, result: WorkResult, _: &mut Editor) -> PopupOutcome {
        if let (WorkResult::Traced(traced), Ok(answer)) = (result, &mut self.answer) {
            *answer = Some(traced);
        }
        PopupOutcome::Stay
    }
}
