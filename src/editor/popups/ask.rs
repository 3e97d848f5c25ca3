//! A question before something is lost: each answer has its letter, and Enter stands on the safe one at first.

use crate::editor::key::{Code, Key};
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::question::{Question, Reply};
use crate::editor::request::{LineReply, Request};
use crate::editor::{Editor, Popup, commands, words};
use crate::filter::half_width;
use crate::lang::{ActionId, Lang};
use crate::language::{self, hints, lines};
use crate::page::{Block, ListCell, ListItem, Page, Placement, Tone};
use crate::text::visible;

/// A question and the answer in focus.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What is asked.
    pub question: Question,
    /// Which answer Enter gives.
    selected: usize,
}

pub(in crate::editor) fn ask(editor: &mut Editor, question: Question) {
    editor.open_popup(Ask { question, selected: 0 });
}

impl Ask {
    fn answer(&self, at: usize) -> PopupOutcome {
        match self.question.replies().get(at) {
            Some(reply) => PopupOutcome::Then(Request::Answer(Box::new(self.question.clone()), *reply)),
            None => PopupOutcome::Stay,
        }
    }
}

impl Popup for Ask {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let item = |(entry, reply): (usize, &Reply)| {
            let cells = vec![
                ListCell::Text(Tone::Key, reply.letter().to_string()),
                ListCell::Growing(Tone::Text, words::reply(*reply, &self.question, lang).to_owned()),
            ];
            Block::Item(ListItem { entry, selected: entry == self.selected, cells })
        };
        Page {
            title: words::question_title(&self.question, lang).to_owned(),
            place: Placement::Question,
            blocks: vec![Block::Prose(Tone::Text, visible(&words::question(&self.question, lang)))],
            foot: self.question.replies().iter().enumerate().map(item).collect(),
            hints: super::text::choosing(hints::answer(lang), editor),
            ..Page::default()
        }
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        Body::list(&mut self.selected, self.question.replies().len())
    }

    fn key(&mut self, key: Key, _: &mut Editor) -> PopupOutcome {
        let replies = self.question.replies();
        match key.folded().code {
            Code::Char(c) if !key.ctrl => {
                let letter = c.to_ascii_lowercase();
                let at = replies.iter().position(|reply| reply.letter() == letter);
                return at.map_or(PopupOutcome::Stay, |at| self.answer(at));
            }
            Code::Left | Code::Up | Code::BackTab => {
                self.selected = (self.selected + replies.len() - 1) % replies.len()
            }
            Code::Right | Code::Down | Code::Tab => self.selected = (self.selected + 1) % replies.len(),
            _ => return PopupOutcome::Pass,
        }
        PopupOutcome::Stay
    }

    fn act(&mut self, action: ActionId, _: &mut Editor) -> PopupOutcome {
        if action == ActionId::Confirm { self.answer(self.selected) } else { PopupOutcome::Pass }
    }

    fn asks(&self, editor: &Editor) -> Option<String> {
        let lang = editor.lang;
        let reply = |reply: &Reply| format!("{} ({})", reply.letter(), words::reply(*reply, &self.question, lang));
        Some(lines::replies(&language::list(self.question.replies().iter().map(reply), lang), lang))
    }

    fn refusal(&self, editor: &Editor) -> Option<String> {
        match &self.question {
            Question::Loses(_, loss) => Some(words::lost(loss, editor.lang)),
            _ => None,
        }
    }

    /// The answer by its letter, or by its words in any language. The first of them does, unless it means something else
    /// without the rest.
    fn reply(&self, line: &str, _: &Editor) -> Option<LineReply> {
        let wanted = half_width(line).to_lowercase();
        let is_meant = |reply: &Reply| {
            let words = Lang::ALL.map(|lang| words::reply(*reply, &self.question, lang).to_lowercase());
            let begins = |words: &String| words.split([' ', '(']).next() == Some(wanted.as_str());
            let is_word = || commands::named(&wanted).is_none() && words.iter().any(begins);
            wanted == reply.letter().to_string() || words.contains(&wanted) || is_word()
        };
        self.question.replies().iter().position(is_meant).map(LineReply::Choose)
    }
}
