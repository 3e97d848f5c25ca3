//! What an expectation would say about what is under the cursor, and adding one to the profile.

use super::Editor;
use super::key::{Code, Key};
use super::message::Effect;
use super::profile::change_profile;
use super::session::Session;
use crate::analysis::{Analysis, PacketKind, PacketSet, Region, Span, Traced, Verdict, packets_of};
use crate::filter::{Action, Rule};
use crate::lang::ActionId;
use crate::language::{self, Reason, losses, refusals};
use crate::profile::{Expectation, FlowId, ProfileField, contradictions, plausible_sources};

/// That the traced traffic fares as it does.
pub(super) fn said_of_traffic(traced: &Traced, text: &str) -> String {
    let wants = if traced.answer.verdict == Verdict::Blocked { Action::Deny } else { Action::Allow };
    written(wants, text.trim())
}

/// What the rule does: that its packets pass, or that they do not.
pub(super) fn said_by(rule: &Rule) -> String {
    Expectation::of(rule.action, packets_of([rule])).to_string()
}

/// That the flow of the selected finding passes; without one, that its packet does not, or what its rule does.
pub(super) fn said_of_finding(session: &Session) -> Option<String> {
    let finding = session.selected_finding()?;
    let flow = finding.flow().and_then(|id| session.live.report.flow(id));
    if let Some(flow) = flow.filter(|flow| !flow.flow.packets.is_empty()) {
        let own = match flow.flow.id {
            FlowId::Expected { index, .. } => session.open.profile.expectations.get(index).map(ToString::to_string),
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
        let has_ports = matches!(region.kind, PacketKind::Tcp | PacketKind::Udp);
        let from = if has_ports && from == (Span { low: 1, high: 65535 }) { Span::PORTS } else { from };
        Region { kind: region.kind, spans: [source, from, to] }
    };
    flow.regions().iter().map(widen).collect()
}

fn written(wants: Action, traffic: &str) -> String {
    let word = if wants == Action::Allow { "pass" } else { "block" };
    format!("{word} {traffic}")
}

/// Whether a key asks for an expectation where letters are typed too: a capital letter or no letter at all.
pub(super) fn is_asked_for(editor: &Editor, key: Key) -> bool {
    let is_typed = matches!(key.code, Code::Char(c) if !key.ctrl && !c.is_uppercase());
    !is_typed && editor.keymap.act(key) == Some(ActionId::Expect)
}

/// Takes a line into the profile, beside what is expected there already, and tells how the filter stands to it. A
/// contradiction is told in its place.
///
/// # Errors
/// What is wrong with the line, and where. Nothing has changed then.
pub(super) fn add(editor: &mut Editor, text: &str) -> Result<Vec<Effect>, String> {
    let lang = editor.lang;
    if text.trim().is_empty() {
        return Err(language::profile_takes(ProfileField::Expect, lang).to_owned());
    }
    let Some(session) = editor.session() else {
        return Err(language::reason(Reason::NeedsFilter, editor.voice()));
    };
    let before = session.open.profile.expectations.len();
    let profile = session.open.profile.with_item(ProfileField::Expect, text);
    let profile = profile.map_err(|error| language::profile_error(&error, lang))?;
    let new = profile.expectations.get(before..).unwrap_or_default().to_vec();
    if new.is_empty() {
        return Err(refusals::expected_already(lang).to_owned());
    }
    let analysis = Analysis::new(session.filter());
    let told = new.iter().map(|one| losses::expectation_added(one, &one.check(&analysis, session.filter()), lang));
    let told = told.collect::<Vec<_>>().join(" ");
    let contradicts = contradictions(&profile.expectations);
    let is_new = |at: usize| at >= before;
    let is_contradicted = contradicts.iter().any(|one| is_new(one.pass) || is_new(one.block));
    let commands = change_profile(editor, profile);
    if !is_contradicted {
        editor.say(told);
    }
    Ok(commands)
}
