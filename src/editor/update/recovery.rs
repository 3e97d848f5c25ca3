//! Noting every committed edit for a session that may be killed, and giving a killed one back.

use crate::editor::journal::{Found, Recovered, RecoveryOffer, read_document};
use crate::editor::location::Location;
use crate::editor::message::Effect;
use crate::editor::notes::notes;
use crate::editor::popups::course::CourseList;
use crate::editor::popups::text::TextPopup;
use crate::editor::popups::words::Words;
use crate::editor::popups::{ask, changes};
use crate::editor::question::{Question, Reply};
use crate::editor::session::Session;
use crate::editor::{Editor, Front, words};
use crate::filter::Filter;
use crate::language::{self, typing};

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

/// Tells and offers what was found. Whoever came to learn is not asked: it is offered at the next start.
pub(super) fn found(editor: &mut Editor, found: Found) {
    editor.kept_text = None; // it is among those found, if it is about this file
    let in_lesson = editor.session().is_some_and(|session| session.lesson.is_some());
    if in_lesson || editor.popup_of::<CourseList>().is_some() || editor.popup_of::<Words>().is_some() {
        if let Some(trouble) = found.troubles.first() {
            editor.complain(words::trouble(trouble, editor.lang));
        }
        return;
    }
    if !found.running.is_empty() && found.owner.is_none() {
        let processes: Vec<String> = found.running.iter().map(u32::to_string).collect();
        editor.complain(language::recovery::running(&processes, editor.lang));
    }
    editor.found = Some(Box::new(found));
    next(editor);
}

/// Goes on with what was found, once what stood open was answered.
pub(in crate::editor) fn go_on(editor: &mut Editor) {
    if editor.popup.is_none() {
        next(editor);
    }
}

/// The next of what was found: what a person should know, who saves the file, what can be recovered, what was edited outside.
fn next(editor: &mut Editor) {
    let Some(mut found) = editor.found.take() else { return };
    let lang = editor.lang;
    if !found.troubles.is_empty() {
        let lines = found.troubles.drain(..).map(|trouble| words::trouble(&trouble, lang)).collect();
        editor.open_popup(TextPopup::new(language::recovery::troubles(lang).to_owned(), lines));
    } else if let Some(owner) = found.owner.take() {
        if let Some(session) = editor.session_mut() {
            session.open.only_looks = true;
        }
        ask::ask(editor, Question::Owned(owner, None));
    } else if editor.session().is_some_and(|session| session.open.only_looks) {
        return; // all the rest is for whoever saves the file
    } else if !found.sessions.is_empty() {
        offer(editor, std::mem::take(&mut found.sessions));
    } else if let Some(text) = found.texts.pop() {
        editor.kept_text = Some(text.clone());
        match editor.front {
            Front::Screen if editor.session().is_some() => ask::ask(editor, Question::KeptText(text)),
            _ => editor.say(typing::keeps_text(&text.display(), lang)),
        }
    } else {
        return;
    }
    editor.found = Some(found);
}

/// This session saves the file from now on, as a person has decided who knows of the other one.
pub(super) fn take_over(editor: &mut Editor, location: Option<&Location>) -> Vec<Effect> {
    let Some(session) = editor.session_mut() else { return Vec::new() };
    session.open.only_looks = false;
    let location = location.cloned().or_else(|| session.open.location.clone());
    location.map(|location| Effect::TakeOver { location }).into_iter().collect()
}

fn offer(editor: &mut Editor, mut sessions: Vec<Recovered>) {
    if !sessions.is_empty() {
        let (recovered, now) = (sessions.remove(0), editor.now);
        ask_for(editor, Box::new(RecoveryOffer { recovered, rest: sessions, now }));
    }
}

fn ask_for(editor: &mut Editor, offer: Box<RecoveryOffer>) {
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
    let is_twin = |other: &Recovered| !other.is_damaged && other.history == recovered.history;
    let twins = rest.into_iter().filter(is_twin).map(|twin| twin.journal);
    let twins: Vec<Effect> = twins.map(|journal| Effect::DiscardJournal { journal, goes_on: false }).collect();
    let Recovered { journal, location, document, index, history, profile, changed_since, .. } = recovered;
    let Some(document) = read_document(&document, location.as_ref()) else { return Vec::new() };
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
