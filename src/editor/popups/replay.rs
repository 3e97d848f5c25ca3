//! A conversation, played moment by moment at two gates: this filter and a stateful firewall. The table follows.

use crate::analysis::Decider;
use crate::editor::popup::PopupOutcome;
use crate::editor::session::Session;
use crate::editor::{Editor, Popup};
use crate::lang::ActionId;
use crate::language::{self, hints, screen};
use crate::page::{self, By, Hint, Page};
use crate::profile::FlowId;
use crate::report::{Conversation, Finding, Moment};

/// The conversations of the flows, one of them played up to a moment.
#[derive(Debug, Clone)]
struct Replay {
    conversations: Vec<Conversation>,
    shown: usize,
    moment: usize,
}

/// Opens on the flow that a lesson is about, else on that of the selected finding.
pub(in crate::editor) fn open(editor: &mut Editor) {
    open_on(editor, None);
}

/// Opens on a flow, if one is wished for.
pub(in crate::editor) fn open_on(editor: &mut Editor, wish: Option<FlowId>) {
    let Some(session) = editor.session() else { return };
    let lesson = session.lesson.as_ref().and_then(|attempt| attempt.lesson.flow);
    let wish = wish.or(lesson).or_else(|| session.selected_finding().and_then(Finding::flow));
    if let Some(replay) = Replay::of(session, wish) {
        editor.open_popup(replay);
    }
}

impl Replay {
    /// Opens on a flow, else on the first that is needed and does not pass, else on the first; `None` where no flow has
    /// been judged.
    fn of(session: &Session, wish: Option<FlowId>) -> Option<Self> {
        let flows = &session.live.report.flows;
        let pair = |flow| Some((flow, Conversation::of(flow, session.filter())?));
        let (verdicts, conversations): (Vec<_>, Vec<_>) = flows.iter().filter_map(pair).unzip();
        let wished = |id: FlowId| verdicts.iter().position(|flow| flow.flow.id == id);
        let worst = verdicts.iter().filter_map(|flow| flow.severity).min();
        let troubled = || verdicts.iter().position(|flow| worst.is_some() && flow.severity == worst);
        let shown = wish.and_then(wished).or_else(troubled).unwrap_or(0);
        (!conversations.is_empty()).then_some(Self { conversations, shown, moment: 0 })
    }

    fn conversation(&self) -> Option<&Conversation> {
        self.conversations.get(self.shown)
    }

    /// The moments that have been played, the present one last, and how many there are.
    fn played(&self) -> (Vec<Moment>, usize) {
        let mut moments = self.conversation().map(Conversation::moments).unwrap_or_default();
        let all = moments.len();
        moments.truncate(self.moment + 1);
        (moments, all)
    }

    /// Goes so many moments on, or back.
    fn step(&mut self, by: isize) -> PopupOutcome {
        let last = self.played().1.saturating_sub(1);
        self.moment = self.moment.saturating_add_signed(by).min(last);
        PopupOutcome::Stay
    }

    /// Begins the conversation of another flow, around the end.
    fn turn(&mut self, forward: bool) -> PopupOutcome {
        let count = self.conversations.len().max(1);
        self.shown = (self.shown + if forward { 1 } else { count - 1 }) % count;
        self.moment = 0;
        PopupOutcome::Stay
    }

    /// The row of the table that the present moment speaks of, in a filter of so many rules.
    fn row(&self, rules: usize) -> Option<usize> {
        let moment = *self.played().0.last()?;
        match self.conversation()?.rule_at(moment)? {
            Decider::Rule(index) => Some(index),
            Decider::Default => Some(rules),
        }
    }
}

impl Popup for Replay {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let (Some(session), Some(conversation)) = (editor.session(), self.conversation()) else {
            return Page::default();
        };
        let (played, all) = self.played();
        let flow = page::flow_title(conversation.flow, &session.live.report, &session.open.profile, lang);
        let row = self.row(session.filter().rules.len());
        let tone = page::moment_tone(played.last(), conversation);
        let hints = vec![
            Hint::new(By::Action(ActionId::Confirm), hints::next(lang)),
            Hint::new(By::Left, hints::previous(lang)),
            Hint::new(By::Action(ActionId::NextField), hints::next_flow(lang)),
            Hint::new(By::Action(ActionId::Help), hints::words(lang)),
            Hint::new(By::Escape, hints::close(lang)),
        ];
        Page {
            title: screen::theatre_title(&flow, played.len(), all, lang),
            about: language::flow_meaning(conversation.flow, lang),
            blocks: page::replay(&played, conversation, session.filter(), lang),
            marks: row.map(|row| (row, tone)).into_iter().collect(),
            focus: row,
            // Where not all of it fits, the latest counts.
            scroll: usize::MAX,
            hints,
            ..Page::default()
        }
    }

    fn act(&mut self, action: ActionId, _: &mut Editor) -> PopupOutcome {
        match action {
            ActionId::Confirm | ActionId::Right | ActionId::Down | ActionId::Toggle | ActionId::Trace => self.step(1),
            ActionId::Left | ActionId::Up => self.step(-1),
            ActionId::Bottom | ActionId::PageDown => self.step(isize::MAX),
            ActionId::Top | ActionId::PageUp => self.step(isize::MIN),
            ActionId::NextField => self.turn(true),
            ActionId::PreviousField => self.turn(false),
            ActionId::Quit => PopupOutcome::CLOSE,
            _ => PopupOutcome::Pass,
        }
    }

    fn told(&self, editor: &Editor) -> Page {
        let (Some(session), Some(conversation)) = (editor.session(), self.conversation()) else {
            return Page::default();
        };
        page::conversation(conversation, session.filter(), editor.lang)
    }
}
