//! An expectation from what is under the cursor: one line to correct, then a row that is judged on each keystroke.

use super::profile;
use crate::analysis::{Analysis, Kind, PacketSet, Region, Span, Verdict, packets_of};
use crate::editor::Editor;
use crate::editor::input::{Form, Input};
use crate::editor::key::{Code, Key};
use crate::editor::message::Command;
use crate::editor::popup::{Popup, Tracer};
use crate::editor::session::Session;
use crate::editor::words;
use crate::filter::{Action, Rule};
use crate::language;
use crate::profile::{Expectation, FlowId, ProfileField, contradictions, plausible_sources};

/// Offers what the selected rule does: that its packets pass, or that they do not.
pub(in crate::editor) fn of_rule(editor: &mut Editor) {
    let rule = editor.session().and_then(|session| session.filter().rules.get(session.row));
    let text = rule.map(said_by).unwrap_or_default();
    open(editor, &text);
}

/// Offers that the flow of the selected finding passes; without one, that its packet does not, or what its rule does.
pub(super) fn of_finding(editor: &mut Editor) {
    let text = editor.session().and_then(said_of).unwrap_or_default();
    open(editor, &text);
}

/// Offers that the traced traffic fares as it does.
pub(super) fn of_traffic(editor: &mut Editor, tracer: &Tracer) {
    let blocked = matches!(&tracer.answer, Ok(traced) if traced.answer.verdict == Verdict::Blocked);
    let wants = if blocked { Action::Deny } else { Action::Allow };
    let text = written(wants, tracer.line.text().trim());
    open(editor, &text);
}

fn said_by(rule: &Rule) -> String {
    Expectation::of(rule.action, packets_of([rule])).to_string()
}

fn said_of(session: &Session) -> Option<String> {
    let finding = session.selected_finding()?;
    let flow = finding.flow().and_then(|id| session.report.flow(id));
    if let Some(flow) = flow.filter(|flow| !flow.flow.packets.is_empty()) {
        let own = match flow.flow.id {
            FlowId::Expected { index, .. } => session.profile.expectations.get(index).map(ToString::to_string),
            _ => None,
        };
        return Some(own.unwrap_or_else(|| written(Action::Allow, &short(&flow.flow.packets).to_string())));
    }
    let packet = finding.witness.map(|packet| written(Action::Deny, &packet.to_string()));
    packet.or_else(|| session.filter().rules.get(*finding.rules.first()?).map(said_by))
}

/// A flow as a person would write it: from any address rather than all that exist, and from any port.
fn short(flow: &PacketSet) -> PacketSet {
    let widen = |region: &Region| {
        let [source, from, to] = region.spans;
        let source = if source == plausible_sources() { Span::ADDRESSES } else { source };
        let has_ports = matches!(region.kind, Kind::Tcp | Kind::Udp);
        let from = if has_ports && from == (Span { low: 1, high: 65535 }) { Span::PORTS } else { from };
        Region { kind: region.kind, spans: [source, from, to] }
    };
    flow.regions().iter().map(widen).collect()
}

fn written(wants: Action, traffic: &str) -> String {
    let word = if wants == Action::Allow { "pass" } else { "block" };
    format!("{word} {traffic}")
}

fn open(editor: &mut Editor, text: &str) {
    editor.popup = Some(Popup::Expect(Form::new(vec![Input::text(text)])));
}

/// Whether a key asks for an expectation where letters are typed too: a capital letter or no letter at all.
pub(super) fn is_asked_for(editor: &Editor, key: Key) -> bool {
    let is_typed = matches!(key.code, Code::Char(c) if !key.ctrl && !c.is_uppercase());
    !is_typed && editor.keymap.act(key) == Some(crate::lang::ActionId::Expect)
}

pub(super) fn on_key(editor: &mut Editor, mut form: Form, key: Key) -> Vec<Command> {
    if key.code != Code::Enter {
        form.input(key);
        editor.popup = Some(Popup::Expect(form));
        return Vec::new();
    }
    let text = form.value(0).to_owned();
    match add(editor, &text) {
        Ok(commands) => commands,
        Err(sentence) => {
            editor.popup = Some(Popup::Expect(form));
            editor.complain(sentence);
            Vec::new()
        }
    }
}

/// The same by a line.
pub(super) fn by_line(editor: &mut Editor, text: &str) -> Vec<Command> {
    match add(editor, text) {
        Ok(commands) => commands,
        Err(sentence) => {
            editor.complain(sentence);
            Vec::new()
        }
    }
}

/// Takes a line into the profile, beside what is expected there already, and tells how the filter stands to it. A
/// contradiction is told in its place.
///
/// # Errors
/// What is wrong with the line, and where. Nothing has changed then.
fn add(editor: &mut Editor, text: &str) -> Result<Vec<Command>, String> {
    let lang = editor.lang;
    if text.trim().is_empty() {
        return Err(language::profile_takes(ProfileField::Expect, lang).to_owned());
    }
    let Some(session) = editor.session() else {
        return Err(language::reason(language::Reason::NeedsFilter, lang).to_owned());
    };
    let before = session.profile.expectations.len();
    let profile = session.profile.with_item(ProfileField::Expect, text);
    let profile = profile.map_err(|error| language::profile_error(&error, lang))?;
    let new = profile.expectations.get(before..).unwrap_or_default().to_vec();
    if new.is_empty() {
        return Err(words::expected_already(lang).to_owned());
    }
    let analysis = Analysis::new(session.filter());
    let told = new.iter().map(|one| words::expected(one, &one.check(&analysis, session.filter()), lang));
    let told = told.collect::<Vec<_>>().join(" ");
    let contradicts = contradictions(&profile.expectations);
    let is_new = |at: usize| at >= before;
    let is_contradicted = contradicts.iter().any(|one| is_new(one.pass) || is_new(one.block));
    let commands = profile::change_profile(editor, profile);
    if !is_contradicted {
        editor.say(told);
    }
    Ok(commands)
}
