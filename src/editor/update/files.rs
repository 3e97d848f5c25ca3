//! Opening, saving and leaving: nothing is lost without a question whose safe answer comes first.

use super::{guard, lesson, recent, recovery};
use crate::access::{ReadError, SaveNote};
use crate::editor::Editor;
use crate::editor::enter::{Choice, enter};
use crate::editor::location::Location;
use crate::editor::message::{Effect, Opened, SaveFault};
use crate::editor::popups::ask::ask;
use crate::editor::popups::changes;
use crate::editor::popups::choose::Choose;
use crate::editor::popups::course;
use crate::editor::popups::open::Open;
use crate::editor::popups::raw;
use crate::editor::popups::save_as::SaveAs;
use crate::editor::popups::text::TextPopup;
use crate::editor::profile;
use crate::editor::question::{Question, Reply};
use crate::editor::save::{Save, Then};
use crate::editor::session::{Saving, Session};
use crate::editor::version::{ExpectedVersion, Version};
use crate::filter::Filter;
use crate::formats::{Document, Format, KNOWN, PLAIN};
use crate::language::{self, files};

/// So many problems of a file are told; nobody reads more, and each costs time in every frame.
const MOST_PROBLEMS: usize = 200;

/// Opens a file that was read. One that does not exist yet begins empty, in the format that its name tells.
pub(in crate::editor) fn open(editor: &mut Editor, opened: Opened) {
    let Opened { location, text, version, memory } = opened;
    editor.subject = None;
    let is_new = text.is_none();
    let read = |text: &str| Document::read_named(text, &location.name());
    let document = match text.as_deref().map(read) {
        None => {
            editor.say(files::new_file(&location, editor.lang));
            Document::blank_in(KNOWN.for_new(&location.name()), editor.lang)
        }
        Some(Ok(document)) => document,
        Some(Err(problems)) => {
            let told = problems.iter().take(MOST_PROBLEMS).map(|problem| language::problem(problem, editor.lang));
            let more =
                problems.len().checked_sub(MOST_PROBLEMS + 1).map(|more| files::more_problems(more + 1, editor.lang));
            let lines = told.chain(more).collect();
            let title = files::unreadable(&location, editor.lang);
            editor.open_popup(TextPopup::new(title, lines));
            if editor.session().is_none() {
                // The file may be broken because a session was.
                editor.subject = Some(Effect::SetSubject { location: Some(location), version: Some(version) });
            }
            return;
        }
    };
    let again = again(editor, &location, &document);
    let choice = Choice { location: Some(location), document, selected: again.unwrap_or(0), version, memory };
    if choice.document.filters().len() > 1 && again.is_none() {
        editor.open_popup(Choose(choice));
    } else {
        enter(editor, choice);
        if let Some(session) = editor.session_mut() {
            session.open.is_new = is_new;
        }
    }
}

/// Which filter of a file read again is the one that was open: the one of its name, else the one in its place.
fn again(editor: &Editor, location: &Location, document: &Document) -> Option<usize> {
    let session = editor
        .session()
        .filter(|session| session.open.reloading && session.open.location.as_ref() == Some(location))?;
    same_filter(session, document)
}

/// Which filter of a file is the open one.
fn same_filter(session: &Session, document: &Document) -> Option<usize> {
    let filters = document.filters();
    let same_name = |filter: &Filter| filter.name == session.open.history.saved().name;
    let in_place = filters.get(session.open.index).is_some_and(same_name).then_some(session.open.index);
    in_place
        .or_else(|| filters.iter().position(same_name))
        .or((session.open.index < filters.len()).then_some(session.open.index))
}

pub(super) fn on_read(editor: &mut Editor, location: &Location, result: Result<Box<Opened>, ReadError>) {
    if let Some(save) = editor.session_mut().and_then(|session| session.open.comparing.take()) {
        return compare(editor, save, result);
    }
    let found = match &result {
        Ok(opened) => opened.text.is_some(),
        Err(error) => *error != ReadError::NoDirectory,
    };
    if recent::is_gone(editor, location, found) {
        return;
    }
    match result {
        Ok(opened) => open(editor, *opened),
        Err(error) => editor.complain(format!("{location}: {}", language::read_error(&error, editor.lang))),
    }
    if let Some(session) = editor.session_mut() {
        session.open.reloading = false;
    }
}

/// Shows what a save would change in the file as it is now; the question stays.
fn compare(editor: &mut Editor, save: Save, result: Result<Box<Opened>, ReadError>) {
    let lang = editor.lang;
    let document = match result {
        Err(error) => Err(language::read_error(&error, lang)),
        Ok(opened) => match opened.text.as_deref().map(|text| Document::read_named(text, &save.location.name())) {
            None => Err(files::gone(lang).to_owned()),
            Some(Ok(document)) => Ok(document),
            Some(Err(problems)) => Err(problems.first().map(|one| language::problem(one, lang)).unwrap_or_default()),
        },
    };
    let why = match document {
        Err(why) => why,
        Ok(document) => {
            let at = editor.session().and_then(|session| same_filter(session, &document));
            match at.and_then(|at| document.filters().get(at)) {
                Some(on_disk) => return changes::of_save(on_disk.clone(), save, editor),
                None => files::no_such_filter(lang).to_owned(),
            }
        }
    };
    editor.complain(format!("{}: {why}", save.location));
    ask(editor, Question::Changed(save));
}

/// Saves under the session's own name, or asks for one.
pub(in crate::editor) fn save(editor: &mut Editor, then: Then) -> Vec<Effect> {
    let Some(session) = editor.session() else { return Vec::new() };
    let Some(location) = session.open.location.clone() else {
        open_save_as(editor, then);
        return Vec::new();
    };
    let format = session.open.document.format();
    if !session.open.document.is_written_in_place() {
        editor.say(files::not_in_place(&language::format_name(format, editor.lang), editor.lang));
        open_save_as(editor, then);
        return Vec::new();
    }
    attempt(editor, Save { location, format, then })
}

/// Saves, unless something must be asked first.
pub(super) fn attempt(editor: &mut Editor, save: Save) -> Vec<Effect> {
    attempt_from(editor, save, guard::FIRST)
}

/// Saves, unless something must be asked first that was not answered yet.
fn attempt_from(editor: &mut Editor, save: Save, place: usize) -> Vec<Effect> {
    match guard::question(editor, &save, place) {
        Some(question) => {
            ask(editor, question);
            Vec::new()
        }
        None => write(editor, save, false),
    }
}

/// Asks the world to write. The session becomes what is written only when the answer says that it is.
fn write(editor: &mut Editor, save: Save, over: bool) -> Vec<Effect> {
    let lang = editor.lang;
    let Some(session) = editor.session_mut() else { return Vec::new() };
    let (document, index) = session.open.document.converted(session.open.index, save.format, lang);
    let filter = session.filter().clone();
    let text = match document.write_from(index, &filter, session.open.history.origins()) {
        Ok(text) => text,
        Err(why) => {
            let why = language::unwritable(&why, lang);
            return not_saved(editor, &save, &why);
        }
    };
    let expected = match session.open.version {
        _ if over => ExpectedVersion::Anything,
        // What a new text would lose of the file is asked about like any other file that is there.
        Some(_) if !document.is_written_in_place() => ExpectedVersion::Nothing,
        Some(version) if session.open.location.as_ref() == Some(&save.location) => ExpectedVersion::Version(version),
        _ => ExpectedVersion::Nothing,
    };
    let location = save.location.clone();
    session.open.saving = Some(Saving { save, filter, document, index });
    vec![Effect::Save { location, text, expected }]
}

pub(super) fn on_saved(
    editor: &mut Editor,
    location: Location,
    result: Result<(Version, Vec<SaveNote>), SaveFault>,
) -> Vec<Effect> {
    let lang = editor.lang;
    let Some(session) = editor.session_mut() else { return Vec::new() };
    let Some(Saving { save, filter, document, index }) = session.open.saving.take() else { return Vec::new() };
    let mut commands = Vec::new();
    match result {
        Ok((version, notes)) => {
            // A file's profile is remembered with its name, which a new one has only now.
            let is_renamed = session.lesson.is_none() && session.open.location.as_ref() != Some(&location);
            if session.lesson.is_none() {
                (session.open.document, session.open.index) = (document, index);
                session.open.location = Some(location.clone());
                session.open.version = Some(version);
                session.open.is_new = false;
                session.open.only_looks = false; // whoever saved it before has ended
                session.open.history.mark_saved(filter);
                session.open.noted.forget();
                session.live.last_change = None;
                // What was lost since the last save is no longer compared with that.
                if session.live.report.has_lost_login() {
                    session.refresh();
                }
            }
            let errors = session.findings().filter(|f| f.severity == crate::report::Severity::Error).count();
            let text = files::saved(&location, errors, save.format.id(), editor.voice());
            editor.say(language::with_save_notes(text, &notes, lang));
            if is_renamed {
                commands = profile::remember(editor);
            }
            match save.then {
                Then::Stay => {}
                Then::Quit => commands.push(Effect::Quit),
                then => go_on(editor, then),
            }
        }
        Err(SaveFault::Changed) => ask(editor, Question::Changed(save)),
        Err(SaveFault::Owned(process)) => {
            if let Some(session) = editor.session_mut() {
                session.open.only_looks |= session.open.location.as_ref() == Some(&location);
            }
            ask(editor, Question::Owned(process, Some(save)));
        }
        Err(SaveFault::Exists) => ask(editor, Question::Exists(save)),
        Err(SaveFault::Other(error)) => {
            let why = format!("{location}: {}", language::save_error(&error, lang));
            commands = not_saved(editor, &save, &why);
        }
    }
    commands
}

/// Says why nothing was written. What was typed into save-as is not lost with the attempt.
fn not_saved(editor: &mut Editor, save: &Save, why: &str) -> Vec<Effect> {
    if editor.session().is_some_and(|session| session.open.location.as_ref() != Some(&save.location)) {
        editor.open_popup(SaveAs::new(&save.location.to_string(), save.format, save.then));
    }
    editor.complain(files::not_saved(why, editor.lang));
    Vec::new()
}

pub(in crate::editor) fn open_save_as(editor: &mut Editor, then: Then) {
    let Some(session) = editor.session() else { return };
    let known = session.open.location.as_ref().map(Location::to_string);
    let document = &session.open.document;
    let format: &dyn Format = if document.is_written_in_place() { document.format() } else { PLAIN };
    let path = match known {
        Some(path) if document.is_written_in_place() => path,
        Some(path) => beside(&path, format.extension()),
        None => default_name(session),
    };
    let dialog = SaveAs::new(&path, format, then);
    editor.open_popup(dialog);
}

/// The name of another file beside one that stays as it is.
fn beside(path: &str, extension: &str) -> String {
    let stem = match path.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && !stem.ends_with('/') && !end.contains('/') => stem,
        _ => path,
    };
    let name = format!("{stem}.{extension}");
    if name == path { format!("{stem}-filter.{extension}") } else { name }
}

/// A file name made of the filter's name, as far as that can stand in one.
fn default_name(session: &Session) -> String {
    let usable = |c: &char| !c.is_control() && !c.is_whitespace() && *c != '/';
    let name: String = session.filter().name.chars().filter(usable).take(40).collect();
    let name = if name.is_empty() { "filter" } else { name.as_str() };
    format!("{name}.{}", session.open.document.format().extension())
}

pub(in crate::editor) fn open_dialog(editor: &mut Editor) {
    if editor.session().is_some_and(|session| session.is_unsaved()) {
        ask(editor, Question::Leave(Then::Open));
    } else {
        editor.open_popup(Open::new());
    }
}

/// Leaves, or asks first when something would be lost.
pub(in crate::editor) fn quit(editor: &mut Editor) -> Vec<Effect> {
    if editor.session().is_some_and(|session| session.is_unsaved()) {
        ask(editor, Question::Quit);
        return Vec::new();
    }
    vec![Effect::Quit]
}

/// Does what waited for an answer.
fn go_on(editor: &mut Editor, then: Then) {
    match then {
        Then::Stay | Then::Quit => {}
        Then::Open => editor.open_popup(Open::new()),
        Then::Learn => course::open(editor),
    }
}

pub(super) fn answer(editor: &mut Editor, question: Question, reply: Reply) -> Vec<Effect> {
    match (reply, question) {
        (reply, Question::Recover(offer)) => return recovery::answer(editor, offer, reply),
        (reply, Question::KeptText(file)) => return raw::answer_kept(editor, file, reply),
        (Reply::TakeOver, Question::Owned(_, None)) => return recovery::take_over(editor, None),
        (Reply::TakeOver, Question::Owned(_, Some(save))) => {
            let taken = recovery::take_over(editor, Some(&save.location));
            return taken.into_iter().chain(write(editor, save, false)).collect();
        }
        (Reply::Save, Question::Quit) => return save(editor, Then::Quit),
        (Reply::Save, Question::Leave(then)) => return save(editor, then),
        (Reply::Discard, Question::Quit) => return vec![Effect::Quit],
        (Reply::Discard, Question::Leave(then)) => go_on(editor, then),
        (Reply::Discard, Question::StartOver) => return lesson::restart(editor),
        (Reply::SaveAs, question) => {
            let then = question.save().map_or(Then::Stay, |save| save.then);
            open_save_as(editor, then);
        }
        (Reply::Difference, Question::Changed(save)) => {
            let location = save.location.clone();
            if let Some(session) = editor.session_mut() {
                session.open.comparing = Some(save);
            }
            return vec![Effect::Read { location }];
        }
        (Reply::Reload, Question::Changed(save)) => {
            if let Some(session) = editor.session_mut() {
                session.open.reloading = true;
            }
            return vec![Effect::Read { location: save.location }];
        }
        (Reply::Overwrite, Question::Changed(save) | Question::Exists(save)) => return write(editor, save, true),
        (Reply::Overwrite, question) => {
            let next = guard::next(&question);
            return question.save().cloned().map(|save| attempt_from(editor, save, next)).unwrap_or_default();
        }
        _ => {}
    }
    Vec::new()
}
