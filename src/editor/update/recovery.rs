//! Noting every committed edit for a session that may be killed, and giving a killed one back.

use crate::editor::Editor;
use crate::editor::journal::{Found, Recovered, RecoveryOffer};
use crate::editor::message::Effect;
use crate::editor::notes::notes;
use crate::editor::popups::course::CourseList;
use crate::editor::popups::words::Words;
use crate::editor::popups::{ask, changes};
use crate::editor::question::{Question, Reply};
use crate::editor::session::Session;
use crate::filter::Filter;
use crate::formats::Document;
use crate::language;

/// Gives new versions their time, and says what is to be noted about them.
pub(in crate::editor) fn note(editor: &mut Editor) -> Option<Effect> {
    let now = editor.now;
    let session = editor.session_mut()?;
    session.open.history.stamp(now);
    let profile = session.open.tried_on.clone().unwrap_or_else(|| session.open.profile.clone());
    let entries = notes(session, profile);
    let version = session.open.version;
    (!entries.is_empty()).then_some(Effect::Append { entries, version })
}

/// The journal could not be written: the next edit tries again with a new one. A person is told every time, since
/// nothing else protects the edit that was just made.
pub(super) fn not_noted(editor: &mut Editor, why: &str) {
    if let Some(session) = editor.session_mut() {
        session.open.noted.fail(&session.open.history);
    }
    editor.complain(language::recovery::not_noted(why, editor.lang));
}

/// Offers what was found. Whoever came to learn is not asked: it is offered at the next start.
pub(super) fn found(editor: &mut Editor, found: Found) {
    let in_lesson = editor.session().is_some_and(|session| session.lesson.is_some());
    if in_lesson || editor.popup_of::<CourseList>().is_some() || editor.popup_of::<Words>().is_some() {
        return;
    }
    if !found.running.is_empty() {
        let processes: Vec<String> = found.running.iter().map(u32::to_string).collect();
        editor.complain(language::recovery::running(&processes, editor.lang));
    }
    if editor.session().is_none_or(|session| session.lesson.is_none()) {
        offer(editor, found.sessions);
    }
}

fn offer(editor: &mut Editor, mut sessions: Vec<Recovered>) {
    if !sessions.is_empty() {
        let (recovered, now) = (sessions.remove(0), editor.now);
        ask(editor, Box::new(RecoveryOffer { recovered, rest: sessions, now }));
    }
}

fn ask(editor: &mut Editor, offer: Box<RecoveryOffer>) {
    ask::ask(editor, Question::Recover(offer));
}

pub(super) fn answer(editor: &mut Editor, asked: Box<RecoveryOffer>, reply: Reply) -> Vec<Effect> {
    let lang = editor.lang;
    match reply {
        Reply::Recover => return recover(editor, *asked),
        Reply::Difference => show_difference(editor, asked),
        Reply::Discard => {
            let RecoveryOffer { recovered, rest, .. } = *asked;
            editor.say(language::recovery::discarded(lang));
            offer(editor, rest);
            return vec![Effect::DiscardJournal { journal: recovered.journal, goes_on: false }];
        }
        _ => editor.say(language::recovery::recover_later(lang)),
    }
    Vec::new()
}

/// The recovered session in place of the one that was just opened. Only when it is noted again, its journal goes, and
/// with it one that tells the same: a kill between the two steps leaves both.
fn recover(editor: &mut Editor, asked: RecoveryOffer) -> Vec<Effect> {
    let RecoveryOffer { recovered, rest, .. } = asked;
    let twins = rest.into_iter().filter(|other| other.history == recovered.history).map(|twin| twin.journal);
    let twins: Vec<Effect> = twins.map(|journal| Effect::DiscardJournal { journal, goes_on: false }).collect();
    let Recovered { journal, location, document, index, history, profile, changed_since } = recovered;
    let Ok(document) = Document::read(&document) else { return Vec::new() };
    let dismissed = editor.session().map(|session| session.open.dismissed.clone()).unwrap_or_default();
    let mut session = Session::new(location, document, index, profile, editor.force);
    session.open.dismissed = dismissed;
    session.cursor.row = history.revisions().get(history.current()).map_or(0, |revision| revision.row);
    session.open.history = history;
    session.refresh();
    editor.enter(session);
    editor.say(match changed_since {
        true => language::recovery::recovered_beside_changes(editor.lang).to_owned(),
        false => language::recovery::recovered(editor.voice()),
    });
    std::iter::once(Effect::DiscardJournal { journal, goes_on: true }).chain(twins).collect()
}

/// What the session had changed, held against what the file holds now.
fn show_difference(editor: &mut Editor, asked: Box<RecoveryOffer>) {
    let recovered = &asked.recovered;
    let on_disk: &Filter = match editor.session() {
        Some(session) if session.open.index == recovered.index => session.open.history.saved(),
        _ => recovered.history.saved(),
    };
    let on_disk = on_disk.clone();
    changes::of_offer(&on_disk, asked, editor);
}
