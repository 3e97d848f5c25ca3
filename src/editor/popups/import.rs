//! A paste into the table: what would become of it is shown before anything does.

use super::form;
use crate::editor::history::Label;
use crate::editor::import::{PasteKind, PasteTarget, Pasted};
use crate::editor::input::{Form, Input};
use crate::editor::popup::{Body, PopupOutcome};
use crate::editor::session::Preview;
use crate::editor::{Editor, Popup, words};
use crate::filter::{Ports, Protocol, service_named};
use crate::lang::{ActionId, Lang};
use crate::language::{self, hints, notices, refusals, screen, typing};
use crate::page::{self, Block, By, Hint, Page, Tone};
use crate::report::Insertion;
use crate::text::visible;

/// A pasted text and what would become of it.
#[derive(Debug, Clone)]
struct Import {
    text: String,
    /// Protocol and port, for a list of addresses.
    form: Form,
    /// Whether the form can be read.
    is_valid: bool,
    /// What the text says.
    pasted: Pasted,
    /// Where its rules would go.
    insertion: Option<Insertion>,
    /// The first line shown.
    scroll: usize,
}

/// Opens the preview of a pasted text.
pub(in crate::editor) fn open(editor: &mut Editor, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    let words = [Protocol::Tcp, Protocol::Udp, Protocol::Icmp, Protocol::Ip].map(Protocol::as_str);
    let form = Form::new(vec![Input::choice(&words, Protocol::Tcp.as_str()), Input::text("22")]);
    let pasted = Pasted { kind: PasteKind::Addresses, rules: Vec::new(), wrong: Vec::new() };
    let mut import = Import { text: text.to_owned(), form, is_valid: true, pasted, insertion: None, scroll: 0 };
    import.changed(editor);
    editor.open_popup(import);
}

impl Import {
    fn is_list(&self) -> bool {
        self.pasted.kind == PasteKind::Addresses
    }

    /// Whether there is something to insert and something that is none.
    fn is_partly_read(&self) -> bool {
        !self.pasted.rules.is_empty() && !self.pasted.wrong.is_empty()
    }

    fn insert(&self, editor: &mut Editor) -> PopupOutcome {
        let lang = editor.lang;
        let (Some(session), Some(insertion)) = (editor.session_mut(), &self.insertion) else {
            return PopupOutcome::CLOSE;
        };
        match &insertion.edit {
            Some(edit) => session.commit(edit, Label::Imported, insertion.at),
            None => session.preview(None),
        }
        let (skipped, unread) = (insertion.skipped.len(), self.pasted.wrong.len());
        let inserted = self.pasted.rules.len() - skipped;
        editor.say(notices::imported(inserted, skipped, unread, lang));
        PopupOutcome::CLOSE
    }

    /// What could not be read comes first: it is what a person must know before Enter.
    fn rules(&self, lang: Lang) -> Vec<Block> {
        let mut blocks = Vec::new();
        for wrong in &self.pasted.wrong {
            blocks.push(Block::head(Tone::Warning, visible(&words::import_wrong(wrong, lang))));
            blocks.push(Block::Quote(visible(&wrong.text)));
        }
        let skipped = self.insertion.as_ref().map(|insertion| insertion.skipped.as_slice()).unwrap_or_default();
        for (index, rule) in self.pasted.rules.iter().enumerate() {
            let text = format!("{}  {}", language::rule(rule, lang), visible(&rule.description));
            blocks.push(Block::Proposed { in_effect: skipped.contains(&index), text: text.trim_end().to_owned() });
        }
        if blocks.is_empty() {
            let text = typing::no_rule_found(lang);
            blocks.push(Block::Prose(Tone::Warning, text.to_owned()));
        }
        blocks
    }
}

impl Popup for Import {
    fn page(&self, editor: &Editor) -> Page {
        let lang = editor.lang;
        let Some(session) = editor.session() else { return Page::default() };
        let mut blocks = self.rules(lang);
        if let Some(Preview { answer: Some((report, delta)), .. }) = &session.live.preview {
            blocks.push(Block::Gap);
            blocks.extend(page::delta(delta, Some(report), &session.open.profile, lang));
        }
        let labels = [screen::protocol_label(lang), screen::port_label(lang)];
        let more = if self.is_list() {
            Hint::new(By::Action(ActionId::NextField), hints::next_field(lang))
        } else {
            Hint::new(By::UpDown, hints::scroll(lang))
        };
        let import = match self.is_partly_read() {
            true => Hint::new(By::Action(ActionId::Apply), hints::import_in_part(lang)),
            false => Hint::new(By::Action(ActionId::Confirm), hints::import(lang)),
        };
        let close = Hint::new(By::Escape, hints::close(lang));
        Page {
            title: words::import_title(&self.pasted, lang),
            head: if self.is_list() { form::fields(&self.form, &labels) } else { Vec::new() },
            blocks,
            focus: self.insertion.as_ref().map(|insertion| insertion.at),
            scroll: self.scroll,
            hints: vec![import, more, close],
            ..Page::default()
        }
    }

    fn body(&mut self, _: &Editor) -> Body<'_> {
        if self.is_list() {
            return Body::form(&mut self.form);
        }
        // What the rules would do stands below them.
        let lines = self.pasted.rules.len() + self.pasted.wrong.len() * 2 + 40;
        Body::text(&mut self.scroll, lines)
    }

    fn act(&mut self, action: ActionId, editor: &mut Editor) -> PopupOutcome {
        match action {
            ActionId::Confirm | ActionId::Apply if !self.is_valid => {
                let text = refusals::import_port(editor.lang);
                editor.complain(text);
                PopupOutcome::Stay
            }
            // What could be read of it is not what was pasted: that is inserted only where a person says so.
            ActionId::Confirm if self.is_partly_read() => {
                let lines = self.pasted.wrong.iter().map(|wrong| wrong.line).collect();
                let text = refusals::partly_read(lines, editor.voice());
                editor.complain(text);
                PopupOutcome::Stay
            }
            ActionId::Apply if self.is_partly_read() => self.insert(editor),
            ActionId::Confirm => self.insert(editor),
            // Under a form the preview of a long list can still be read.
            ActionId::PageUp | ActionId::PageDown if self.is_list() => {
                let step = if action == ActionId::PageUp { -8 } else { 8 };
                self.scroll = self.scroll.saturating_add_signed(step).min(self.pasted.rules.len() + 40);
                PopupOutcome::Stay
            }
            _ => PopupOutcome::Pass,
        }
    }

    /// Reads the text again for what the form says, and shows what the rules would do.
    fn changed(&mut self, editor: &mut Editor) {
        let Some(session) = editor.session_mut() else { return };
        let port = self.form.value(1);
        let ports = service_named(port).map(|service| service.ports).or_else(|| Ports::parse(port).ok());
        let protocol = Protocol::parse(self.form.value(0)).unwrap_or(Protocol::Tcp);
        self.is_valid = ports.is_some() || !protocol.has_ports();
        self.pasted = Pasted::read(&self.text, PasteTarget { protocol, ports: ports.unwrap_or_default() });
        self.is_valid |= self.pasted.kind != PasteKind::Addresses;
        let insertion = Insertion::of(session.filter(), &self.pasted.rules);
        session.propose(insertion.edit.clone().filter(|_| self.is_valid));
        self.insertion = Some(insertion);
    }
}
