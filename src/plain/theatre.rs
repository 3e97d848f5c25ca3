//! The packet theatre and the time line in lines: everything at once, for nobody has to watch it move.

use super::page::lines;
use crate::editor::session::Session;
use crate::filter::Filter;
use crate::lang::Lang;
use crate::language::{self, lines as words};
use crate::page::{self, Gate};
use crate::report::{Conversation, Moment};

/// A conversation at both gates, moment by moment, and what comes of it.
pub(super) fn played(conversation: &Conversation, filter: &Filter, lang: Lang) -> Vec<String> {
    let heading = words::theatre(&language::flow_name(conversation.flow, lang), lang);
    let moments = conversation.moments().into_iter().flat_map(|moment| told(moment, conversation, filter, lang));
    std::iter::once(heading).chain(moments).collect()
}

fn told(moment: Moment, conversation: &Conversation, filter: &Filter, lang: Lang) -> Vec<String> {
    let on_the_way = match moment {
        Moment::Asked => Some(words::server_sends(&language::sent_before(conversation, lang), lang)),
        Moment::Arrived => Some(words::comes_in(&conversation.packet.to_string(), lang)),
        _ => None,
    };
    let walks = matches!(moment, Moment::Missed(_) | Moment::Decided);
    let at = |(gate, block): (Gate, _)| {
        let line = lines([&block], None, lang).concat();
        if walks { line } else { format!("{}: {line}", gate.name(lang)) }
    };
    on_the_way.into_iter().chain(page::moment(moment, conversation, filter, lang).into_iter().map(at)).collect()
}

/// What will happen, and when, for a lease of so many hours.
pub(super) fn time_line(hours: u32, session: &Session, lang: Lang) -> Vec<String> {
    let page = page::time_line(&session.report, &session.profile, hours, lang);
    std::iter::once(page.title).chain(lines(&page.blocks, None, lang)).collect()
}
