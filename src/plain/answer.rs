//! What is said after a line: the notice, what the edit has changed, and what is asked now.

use super::course;
use super::page::popup_lines;
use super::view::{effect, findings, list, rule, verdicts};
use crate::editor::history::Label;
use crate::editor::location::Location;
use crate::editor::popups::story::Story;
use crate::editor::session::Session;
use crate::editor::start::StartEntry;
use crate::editor::{Editor, Main, words as editor_words};
use crate::filter::Filter;
use crate::lang::Lang;
use crate::language::{self, lines as words, losses, pages};
use crate::profile::Profile;
use crate::report::{Delta, Report};
use crate::text::visible;

/// What there was before a line.
#[derive(Debug, Clone)]
pub(crate) struct Before {
    session: Option<State>,
    lang: Lang,
}

#[derive(Debug, Clone)]
struct State {
    /// Which file, which of its filters, and what that was at first.
    what: (Option<Location>, usize, Filter),
    filter: Filter,
    profile: Profile,
    report: Report,
    row: usize,
}

impl Before {
    /// Everything that an answer is measured by.
    pub(crate) fn of(editor: &Editor) -> Self {
        let state = |session: &Session| State {
            what: identity(session),
            filter: session.filter().clone(),
            profile: session.open.profile.clone(),
            report: session.live.report.clone(),
            row: session.cursor.row,
        };
        Self { session: editor.session().map(state), lang: editor.lang }
    }
}

fn identity(session: &Session) -> (Option<Location>, usize, Filter) {
    let first = session.open.history.revisions().first().map(|revision| revision.filter.clone()).unwrap_or_default();
    (session.open.location.clone(), session.open.index, first)
}

/// What the first lines say: the filter with its rules, verdicts and findings, or what there is to begin with.
pub(crate) fn opening(editor: &Editor) -> Vec<String> {
    // A file that cannot be read, the list of lessons, the glossary: then nobody has asked what to begin with.
    let is_elsewhere = editor.popup.is_some();
    let place = if editor.session().is_none() && is_elsewhere { Vec::new() } else { place(editor) };
    let lines = place.into_iter().chain(notice(editor)).chain(asked(editor));
    lines.chain([words::hint(editor.lang).to_owned()]).collect()
}

fn place(editor: &Editor) -> Vec<String> {
    let lang = editor.lang;
    match &editor.place {
        Main::Rules(session) if session.lesson.is_some() => {
            let attempt = session.lesson.iter();
            let text =
                attempt.flat_map(|attempt| [course::story(attempt, lang), course::goals(attempt, lang)].concat());
            text.chain(list(session, lang)).collect()
        }
        Main::Rules(session) => {
            let profile = language::profile_summary(&session.open.profile, lang);
            let name = visible(&session.title());
            let head = words::opened(&name, session.filter().rules.len(), &profile, lang);
            [
                vec![head],
                list(session, lang),
                verdicts(&session.live.report, &session.open.profile, lang),
                findings(session, lang),
            ]
            .concat()
        }
        Main::Start(start) => {
            let entry = |(at, entry)| {
                let (title, about) = editor_words::entry(entry, start, &editor.catalogue, editor.voice());
                match entry {
                    StartEntry::Recent(which) => {
                        let state = start.recent.get(*which).map(|recent| editor_words::state_of(recent, lang).1);
                        words::recent(at + 1, &title, &state.unwrap_or_default(), &about, lang)
                    }
                    _ => format!("{}: {title}", at + 1),
                }
            };
            let entries = start.entries.iter().enumerate().map(entry);
            entries.chain([words::which_one(lang).to_owned()]).collect()
        }
    }
}

/// What is said after a line.
pub(crate) fn answer(before: &Before, editor: &Editor) -> Vec<String> {
    let lang = editor.lang;
    let mut lines: Vec<String> = notice(editor).into_iter().collect();
    match (&before.session, editor.session()) {
        (_, None) => {}
        (Some(old), Some(session)) if is_the_same(old, session) && !is_begun(editor) => {
            let same = pages::nothing_changes(lang);
            // A notice says more than that nothing has changed.
            let is_said = !lines.is_empty();
            lines.extend(changed(old, session, lang).into_iter().filter(|line| !is_said || line != same));
        }
        (_, Some(_)) => lines = [place(editor), lines].concat(),
    }
    if before.lang != lang && lines.is_empty() {
        lines.push(words::hint(lang).to_owned());
    }
    lines.extend(asked(editor));
    lines
}

/// Whether it is the filter that was open: a save under another name makes no other.
fn is_the_same(old: &State, session: &Session) -> bool {
    let (location, index, first) = identity(session);
    (old.what.1, &old.what.2) == (index, &first) && (old.what.0 == location || old.filter == *session.filter())
}

/// Whether a lesson has just begun, perhaps again: then its story stands open.
fn is_begun(editor: &Editor) -> bool {
    editor.popup_of::<Story>().is_some_and(|story| story.page == 0)
}

fn changed(old: &State, session: &Session, lang: Lang) -> Vec<String> {
    let filter = session.filter();
    let mut lines = Vec::new();
    let label = session.open.history.revisions().get(session.open.history.current()).map(|revision| &revision.label);
    let names_no_rule = matches!(
        label,
        Some(Label::Moved(_) | Label::Toggled(_) | Label::Changed(_) | Label::Rewritten | Label::Duplicated(_))
    );
    if *filter != old.filter || session.open.profile != old.profile {
        lines.extend(rule(session.cursor.row, filter, lang).filter(|_| names_no_rule && *filter != old.filter));
        let delta = Delta::between((&old.filter, &old.report), (filter, &session.live.report));
        lines.extend(effect(&delta, Some(&session.live.report), &session.open.profile, lang));
        let attempt = session.lesson.as_ref().filter(|_| *filter != old.filter);
        lines.extend(attempt.map(|attempt| course::goals(attempt, lang)).unwrap_or_default());
    } else if session.cursor.row != old.row {
        lines.push(rule(session.cursor.row, filter, lang).unwrap_or_else(|| words::default_rule(lang).to_owned()));
    }
    lines
}

fn notice(editor: &Editor) -> Option<String> {
    editor.notice.as_ref().map(|notice| visible(&notice.text)).filter(|text| !text.is_empty())
}

/// Whether what stands open only wants to be read.
pub(crate) fn is_only_read(editor: &Editor) -> bool {
    editor.popup.as_ref().is_some_and(|popup| popup.asks(editor).is_none())
}

/// Why a script does not get what it asked for, where only a person may agree to it: what a person would be asked, and
/// how to have it all the same.
pub(crate) fn refused(editor: &Editor) -> Option<Vec<String>> {
    let why = editor.popup.as_ref()?.refusal(editor)?;
    Some(vec![visible(&why), losses::nobody_to_ask(editor.lang).to_owned()])
}

/// What stands open and wants an answer, or only wants to be read.
pub(crate) fn asked(editor: &Editor) -> Vec<String> {
    let Some(popup) = &editor.popup else { return Vec::new() };
    popup_lines(&popup.told(editor), editor.lang).into_iter().chain(popup.asks(editor)).collect()
}
