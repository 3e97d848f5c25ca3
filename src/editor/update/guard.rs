//! What is asked before a save, one question after the other: the branch one sits on, the limits of the cloud, the other
//! filters of the file.

use crate::editor::Editor;
use crate::editor::question::{Loss, Question};
use crate::editor::save::Save;
use crate::editor::session::Session;
use crate::report::{expectation_changes, lock_out};
use std::net::Ipv4Addr;

/// The place of the first question.
pub(super) const FIRST: usize = 0;

/// The place behind a question.
pub(super) const fn next(answered: &Question) -> usize {
    match answered {
        Question::Loses(..) => 1,
        Question::Limits(_) => 2,
        _ => 3,
    }
}

/// The first question from this place on that the save raises.
pub(super) fn question(editor: &Editor, save: &Save, from: usize) -> Option<Question> {
    let session = editor.session()?;
    let loses = || loss(session, editor.own_address).map(|loss| Question::Loses(save.clone(), Box::new(loss)));
    let limits = || (session.beyond_limits() && !session.open.force).then(|| Question::Limits(save.clone()));
    let same_file = session.open.location.as_ref() == Some(&save.location);
    let reshapes = || {
        let loss = session.open.document.loses(session.open.index, save.format, editor.lang).filter(|_| same_file)?;
        Some(Question::Reshape(save.clone(), Box::new(loss)))
    };
    let questions: [&dyn Fn() -> Option<Question>; 3] = [&loses, &limits, &reshapes];
    questions.iter().skip(from).find_map(|question| question())
}

/// What a save would take away from the filter as it was saved.
///
/// A file that is not there yet protects no server, and who administrates may come later: there only somebody known is
/// missed, and the person's own address only where the profile names no administrator.
fn loss(session: &Session, own: Option<Ipv4Addr>) -> Option<Loss> {
    if session.open.force || session.lesson.is_some() || !session.open.history.modified() {
        return None;
    }
    let (saved, now, profile) = (session.open.history.saved(), session.filter(), &session.open.profile);
    let is_new = session.protected().is_none();
    let own = own.filter(|_| !is_new || profile.admin.is_empty());
    let lock_out = lock_out(saved, now, profile, own).filter(|told| !is_new || !told.lost.is_empty());
    let broken: Vec<_> = expectation_changes(saved, now, profile).into_iter().filter(|change| !change.met).collect();
    (lock_out.is_some() || !broken.is_empty()).then_some(Loss { lock_out, broken })
}
