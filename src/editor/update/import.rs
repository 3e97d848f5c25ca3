//! A paste into the table: what would become of it is shown before anything does.

use crate::editor::history::Label;
use crate::editor::import::{Kind, Pasted, Target};
use crate::editor::input::{Form, Input};
use crate::editor::key::{Code, Key};
use crate::editor::popup::{Import, Popup};
use crate::editor::{Editor, Place};
use crate::filter::{Ports, Protocol, service_named};
use crate::language::{notices, refusals};
use crate::report::Insertion;

/// Opens the preview of a pasted text.
pub(super) fn open(editor: &mut Editor, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    let words = [Protocol::Tcp, Protocol::Udp, Protocol::Icmp, Protocol::Ip].map(Protocol::as_str);
    let form = Form::new(vec![Input::choice(&words, Protocol::Tcp.as_str()), Input::text("22")]);
    let pasted = Pasted { kind: Kind::Addresses, rules: Vec::new(), wrong: Vec::new() };
    let import = Import { text: text.to_owned(), form, is_valid: true, pasted, insertion: None, scroll: 0 };
    show(editor, Box::new(import));
}

/// Reads the text again for what the form says, and shows what the rules would do.
fn show(editor: &mut Editor, mut import: Box<Import>) {
    let Place::Rules(session) = &mut editor.place else { return };
    let port = import.form.value(1);
    let ports = service_named(port).map(|service| service.ports).or_else(|| Ports::parse(port).ok());
    let protocol = Protocol::parse(import.form.value(0)).unwrap_or(Protocol::Tcp);
    import.is_valid = ports.is_some() || !protocol.has_ports();
    import.pasted = Pasted::read(&import.text, Target { protocol, ports: ports.unwrap_or_default() });
    import.is_valid |= import.pasted.kind != Kind::Addresses;
    let insertion = Insertion::of(session.filter(), &import.pasted.rules);
    session.propose(insertion.edit.clone().filter(|_| import.is_valid));
    import.insertion = Some(insertion);
    editor.popup = Some(Popup::Import(import));
}

pub(super) fn on_key(editor: &mut Editor, mut import: Box<Import>, key: Key) {
    match key.code {
        Code::Enter if !import.is_valid => {
            editor.popup = Some(Popup::Import(import));
            editor.complain(refusals::import_port(editor.lang));
        }
        Code::Enter => insert(editor, &import),
        Code::PageDown => scroll(editor, import, 8),
        Code::PageUp => scroll(editor, import, -8),
        Code::Up | Code::Down if import.pasted.kind != Kind::Addresses => {
            scroll(editor, import, if key.code == Code::Up { -1 } else { 1 });
        }
        _ if import.pasted.kind == Kind::Addresses => {
            import.form.input(key);
            show(editor, import);
        }
        _ => editor.popup = Some(Popup::Import(import)),
    }
}

fn scroll(editor: &mut Editor, mut import: Box<Import>, step: isize) {
    // What the rules would do stands below them.
    let lines = import.pasted.rules.len() + import.pasted.wrong.len() * 2 + 40;
    import.scroll = import.scroll.saturating_add_signed(step).min(lines);
    editor.popup = Some(Popup::Import(import));
}

fn insert(editor: &mut Editor, import: &Import) {
    let lang = editor.lang;
    let Place::Rules(session) = &mut editor.place else { return };
    let Some(insertion) = &import.insertion else { return };
    match &insertion.edit {
        Some(edit) => session.commit(edit, Label::Imported, insertion.at),
        None => session.preview(None),
    }
    let (skipped, unread) = (insertion.skipped.len(), import.pasted.wrong.len());
    let inserted = import.pasted.rules.len() - skipped;
    editor.say(notices::imported(inserted, skipped, unread, lang));
}
