//! The packet tracer: type traffic or take over a flow, and see how the rules decide.

use crate::analysis::{Analysis, PacketSet, Traced};
use crate::editor::Editor;
use crate::editor::key::{Code, Key};
use crate::editor::line::Line;
use crate::editor::popup::{Popup, Tracer};
use crate::editor::session::Session;

/// Opens on the witness of the selected finding, else on what a stranger might send.
pub(in crate::editor) fn open(editor: &mut Editor) {
    let Some(session) = editor.session() else { return };
    let witness = session.selected_finding().and_then(|finding| finding.witness);
    let text = witness.map_or_else(|| "tcp any -> 22".to_owned(), |packet| packet.to_string());
    let tracer =
        Tracer { answer: traced(session, &text), line: Line::new(&text), is_offer: true, offered: None, scroll: 0 };
    editor.popup = Some(Popup::Tracer(Box::new(tracer)));
}

/// Up and down scroll the walk, Tab takes over the next flow of the profile, the rest edits the line.
pub(super) fn on_key(editor: &mut Editor, mut tracer: Box<Tracer>, key: Key) {
    // What is traced is complete: a capital letter begins nothing more of it.
    if tracer.answer.is_ok() && super::expect::is_asked_for(editor, key) {
        return super::expect::of_traffic(editor, &tracer);
    }
    match key.code {
        Code::Up => tracer.scroll = tracer.scroll.saturating_sub(1),
        Code::Down | Code::Enter => tracer.scroll = (tracer.scroll + 1).min(200),
        Code::PageUp => tracer.scroll = tracer.scroll.saturating_sub(8),
        Code::PageDown => tracer.scroll = (tracer.scroll + 8).min(200),
        Code::Tab | Code::BackTab => offer(editor, &mut tracer, key.code == Code::Tab),
        _ => {
            if std::mem::take(&mut tracer.is_offer) && matches!(key.code, Code::Char(_)) && !key.ctrl {
                tracer.line = Line::new("");
            }
            if tracer.line.input(key) {
                tracer.scroll = 0;
            }
        }
    }
    editor.popup = Some(Popup::Tracer(tracer));
    refresh(editor);
}

/// Takes over the traffic of the next flow, around the end.
fn offer(editor: &Editor, tracer: &mut Tracer, forward: bool) {
    let Some(session) = editor.session() else { return };
    let flows = &session.report.flows;
    let count = flows.len().max(1);
    let next = match tracer.offered {
        None => 0,
        Some(at) if forward => (at + 1) % count,
        Some(at) => (at + count - 1) % count,
    };
    if let Some(flow) = flows.get(next) {
        tracer.offered = Some(next);
        tracer.line = Line::new(&flow.flow.packets.to_string());
        tracer.is_offer = true;
        tracer.scroll = 0;
    }
}

/// Answers for the line as it stands.
pub(super) fn refresh(editor: &mut Editor) {
    let Some(Popup::Tracer(tracer)) = &editor.popup else { return };
    let Some(session) = editor.session() else { return };
    let answer = traced(session, tracer.line.text());
    if let Some(Popup::Tracer(tracer)) = &mut editor.popup {
        tracer.answer = answer;
    }
}

fn traced(session: &Session, text: &str) -> Result<Traced, crate::analysis::NotationError> {
    let (packets, filter) = (PacketSet::parse(text)?, session.filter());
    Ok(Traced::of(packets, filter, &Analysis::new(filter)))
}
