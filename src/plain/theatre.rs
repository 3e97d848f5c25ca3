//! The packet theatre and the time line in lines: everything at once, for nobody has to watch it move.

use super::words;
use crate::analysis::Decider;
use crate::editor::session::Session;
use crate::filter::Filter;
use crate::lang::Lang;
use crate::language;
use crate::profile::Attachment;
use crate::report::{Conversation, Moment, timeline};

/// A conversation at both gates, moment by moment, and what comes of it.
pub(super) fn played(conversation: &Conversation, filter: &Filter, lang: Lang) -> Vec<String> {
    let heading = words::theatre(&language::flow_name(conversation.flow, lang), lang);
    let moments = conversation.moments().into_iter().flat_map(|moment| lines(moment, conversation, filter, lang));
    std::iter::once(heading).chain(moments).collect()
}

fn lines(moment: Moment, conversation: &Conversation, filter: &Filter, lang: Lang) -> Vec<String> {
    let ours = |words: String| format!("{}: {words}", language::this_gate(lang));
    let theirs = |words: String| format!("{}: {words}", language::stateful_gate(lang));
    let Some(walk) = conversation.walk() else { return Vec::new() };
    match moment {
        Moment::Asked => vec![
            words::server_sends(&language::sent_before(conversation, lang), lang),
            ours(language::nothing_remembered(lang)),
            theirs(language::remembered(conversation, lang)),
        ],
        Moment::Arrived => vec![
            words::comes_in(&conversation.packet.to_string(), lang),
            theirs(language::stateful(conversation.stateful, lang)),
            ours(language::arrived(conversation, lang)),
        ],
        Moment::Missed(index) => {
            let rule = language::decider(Decider::Rule(index), lang);
            vec![format!("{rule}: {}", language::missed(walk, &conversation.packet, index, filter, lang))]
        }
        Moment::Decided => {
            let who = language::decider(walk.decider, lang);
            vec![format!("{who}: {}", language::decided(walk, filter, lang))]
        }
        Moment::Outcome => vec![words::outcome(&language::outcome(conversation, lang), lang)],
    }
}

/// What will happen, and when, for a lease of so many hours.
pub(super) fn time_line(hours: u32, session: &Session, lang: Lang) -> Vec<String> {
    let happenings = timeline(&session.report, &session.profile);
    let line = |happening: &crate::report::Happening| {
        format!("{}: {}", language::when(happening.when, hours, lang), language::happening(happening, lang))
    };
    let assumed = (session.profile.attachment != Attachment::Router).then(|| language::lease_assumed(hours, lang));
    let heading = language::time_line(lang).to_owned();
    std::iter::once(heading).chain(happenings.iter().map(line)).chain(assumed).collect()
}
