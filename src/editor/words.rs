//! In which sentence of [`crate::language`] an idea of the editor is said.

use super::import::{PasteKind, Pasted, UnreadLine, UnreadReason};
use super::journal::Trouble;
use super::keymap::KeyProblem;
use super::question::{Loss, Question, Reply};
use super::raw::{LostExtra, TextProblem};
use super::recent::{FileState, Recent};
use super::save::Then;
use super::search::{Search, Wanted};
use super::start::{Start, StartEntry};
use crate::formats::KNOWN;
use crate::lang::{ActionId, Lang, Voice};
use crate::language::{self, keys, losses, questions, recovery, start, typing};
use crate::page::{self, Tone};
use crate::presets::Catalogue;
use crate::text::visible;
use std::ops::Range;

/// A question in full.
pub fn question(question: &Question, lang: Lang) -> String {
    match question {
        Question::Quit => questions::quit(lang).to_owned(),
        Question::StartOver => questions::start_over(lang).to_owned(),
        Question::Leave(Then::Learn) => questions::leave_for_lessons(lang).to_owned(),
        Question::Leave(_) => questions::leave_for_file(lang).to_owned(),
        Question::Changed(save) => questions::changed(&save.location, lang),
        Question::Exists(save) => questions::exists(&save.location, lang),
        Question::Reshape(save, loss) => questions::reshape(&save.location, loss, lang),
        Question::Loses(_, loss) => questions::loses(&lost(loss, lang), lang),
        Question::Limits(_) => questions::limits(lang),
        Question::Recover(offer) => {
            let session = &offer.recovered;
            let when = recovery::ago(session.last_edit(), offer.now, lang);
            let edits = session.history.revisions().len() - 1;
            let words = recovery::offer(session.location.as_ref(), edits, when, session.changed_since, lang);
            if session.is_damaged { recovery::offer_damaged(&words, lang) } else { words }
        }
        Question::Owned(process, None) => questions::owned(*process, lang),
        Question::Owned(process, Some(save)) => questions::owned_save(&save.location, *process, lang),
        Question::KeptText(file) => questions::kept_text(&file.display(), lang),
    }
}

/// The title of a question: what is asked, in a few words.
pub(super) const fn question_title(question: &Question, lang: Lang) -> &'static str {
    match question {
        Question::Quit => questions::quit_title(lang),
        Question::StartOver => questions::start_over_title(lang),
        Question::Leave(_) => questions::leave_title(lang),
        Question::Changed(_) => questions::changed_title(lang),
        Question::Exists(_) => questions::exists_title(lang),
        Question::Reshape(..) => questions::reshape_title(lang),
        Question::Loses(..) => questions::loses_title(lang),
        Question::Limits(_) => questions::limits_title(lang),
        Question::Recover(_) => questions::recover_title(lang),
        Question::Owned(..) => questions::owned_title(lang),
        Question::KeptText(_) => questions::kept_text_title(lang),
    }
}

/// What a save would lose, where nobody can be asked.
pub(super) fn lost(loss: &Loss, lang: Lang) -> String {
    losses::lost(loss.lock_out.as_ref(), &loss.broken, lang)
}

pub(super) fn reply(reply: Reply, question: &Question, lang: Lang) -> &'static str {
    match (reply, question) {
        (Reply::Cancel, Question::Recover(_) | Question::KeptText(_)) => questions::decide_later(lang),
        (Reply::Cancel, Question::Owned(_, None)) => questions::look_only(lang),
        (Reply::TakeOver, _) => questions::take_over(lang),
        (Reply::EditAgain, _) => questions::edit_again(lang),
        (Reply::Discard, Question::KeptText(_)) => questions::discard_session(lang),
        (Reply::Cancel, _) => questions::cancel(lang),
        (Reply::Save, _) => questions::save_first(lang),
        (Reply::Discard, Question::Recover(_)) => questions::discard_session(lang),
        (Reply::Discard, Question::StartOver) => questions::begin_again(lang),
        (Reply::Discard, Question::Leave(_)) => questions::discard_and_leave(lang),
        (Reply::Discard, _) => questions::discard_and_quit(lang),
        (Reply::Overwrite, Question::Limits(_) | Question::Loses(..)) => questions::save_anyway(lang),
        (Reply::Overwrite, _) => questions::overwrite(lang),
        (Reply::SaveAs, _) => questions::save_as(lang),
        (Reply::Reload, _) => questions::reload(lang),
        (Reply::Recover, _) => questions::recover(lang),
        (Reply::Difference, _) => questions::difference(lang),
    }
}

/// A line of the start screen and what it offers.
pub(crate) fn entry(entry: &StartEntry, first: &Start, catalogue: &Catalogue, voice: Voice<'_>) -> (String, String) {
    let lang = voice.lang;
    let (title, text) = match entry {
        StartEntry::Recent(at) => {
            let place = first.recent.get(*at).map(|recent| visible(&recent.location.to_string()));
            return (visible(&first.name_of(*at)), place.unwrap_or_default());
        }
        StartEntry::Incident => return (start::incident(lang).to_owned(), start::about_incident(voice)),
        StartEntry::Learn => (start::learn(lang), start::about_learn(lang)),
        StartEntry::OpenFile => {
            let families = language::list(KNOWN.families(), lang);
            return (start::open_file(lang).to_owned(), start::about_open_file(&families, lang));
        }
        StartEntry::Empty => (start::empty(lang), start::about_empty(lang)),
        StartEntry::Quit => (start::quit(lang), ""),
        StartEntry::Template(id) => {
            let preset = catalogue.find(id);
            preset.map(|preset| (preset.name(lang), preset.summary(lang))).unwrap_or_default()
        }
    };
    (title.to_owned(), text.to_owned())
}

/// What Enter does on a line of the start screen.
pub(crate) fn enter(entry: &StartEntry, first: &Start, lang: Lang) -> &'static str {
    match entry {
        StartEntry::Recent(at) => match first.recent.get(*at).and_then(|recent| recent.state.as_ref()) {
            Some(FileState::Gone) => start::enter_gone(lang),
            Some(FileState::Unreadable) => start::enter_unreadable(lang),
            _ => start::enter_recent(lang),
        },
        StartEntry::Incident => start::enter_incident(lang),
        StartEntry::Learn => start::enter_learn(lang),
        StartEntry::OpenFile => start::enter_open(lang),
        StartEntry::Empty => start::enter_empty(lang),
        StartEntry::Template(_) => start::enter_template(lang),
        StartEntry::Quit => start::enter_quit(lang),
    }
}

/// How a file of the start screen stands, in a few words.
pub(crate) fn state_of(recent: &Recent, lang: Lang) -> (Tone, String) {
    match &recent.state {
        None => (Tone::Dim, start::looking(lang).to_owned()),
        Some(FileState::Gone) => (Tone::Dim, start::not_found(lang).to_owned()),
        Some(FileState::Unreadable) => (Tone::Warning, start::not_readable(lang).to_owned()),
        Some(FileState::Long(rules)) => (Tone::Dim, start::rules(*rules, lang)),
        Some(FileState::Judged(glance)) => page::glance(&glance.server, &glance.visitors, glance.rules, lang),
    }
}

/// What is left of an earlier session.
pub(super) fn trouble(trouble: &Trouble, lang: Lang) -> String {
    match trouble {
        Trouble::Damaged(file) => recovery::damaged(&file.display(), lang),
        Trouble::Unreadable(file) => recovery::unreadable(&file.display(), lang),
        Trouble::Unread(file, why) => recovery::unread(&file.display(), &language::read_error(why, lang), lang),
        Trouble::Newer(file) => recovery::newer(&file.display(), lang),
        Trouble::Uncertain(file) => recovery::uncertain(&file.display(), lang),
        Trouble::Leftover(file) => recovery::leftover(&file.display(), lang),
    }
}

/// What is selected, and what can be done with it.
pub(crate) fn selecting(range: Range<usize>, voice: Voice<'_>) -> String {
    let acts = [
        ActionId::Delete,
        ActionId::Copy,
        ActionId::Duplicate,
        ActionId::Toggle,
        ActionId::MoveDown,
        ActionId::MoveUp,
        ActionId::Select,
    ];
    let name = |act: ActionId| if act == ActionId::Select { typing::end(voice.lang) } else { act.name(voice.lang) };
    let acts: Vec<String> = acts.into_iter().map(|act| format!("{} {}", voice.name(act), name(act))).collect();
    typing::selected(range.start + 1, range.end, &acts.join("  "), voice.lang)
}

/// How a search stands: which of the rules it finds is selected.
pub(super) fn found(search: &Search, place: Option<usize>, count: usize, lang: Lang) -> String {
    let what = match &search.wanted {
        Wanted::Addresses(_) => typing::rules_for_source(&search.text, lang),
        Wanted::Ports(_) => typing::rules_for_port(&search.text, lang),
        Wanted::Words(_) => typing::rules_with(&search.text, lang),
    };
    typing::found(&what, place, count, lang)
}

/// What is wrong with a person's key bindings.
pub(crate) fn key_problem(problem: &KeyProblem, lang: Lang) -> String {
    match problem {
        KeyProblem::Unreadable { line } => keys::unreadable(*line, lang),
        KeyProblem::UnknownAction(id) => keys::unknown_action(id, lang),
        KeyProblem::NotAList(id) => keys::not_a_list(id, lang),
        KeyProblem::UnknownKey { id, key } => keys::unknown_key(id, key, lang),
        KeyProblem::Conflict { key, has, wants } => keys::conflict(key, has, wants, lang),
        KeyProblem::WithoutKey(id) => keys::without_key(id, lang),
    }
}

/// What keeps a text from being rules.
pub(super) fn fault(fault: &TextProblem, lang: Lang) -> String {
    match fault {
        TextProblem::Problem(problem) => language::problem(problem, lang),
        TextProblem::UnknownKey { rule, key, .. } => typing::unknown_key(*rule, key, lang),
        TextProblem::NoList => typing::no_list(lang).to_owned(),
    }
}

/// What goes with rules that a text does not continue.
pub(super) fn lost_extras(lost: &[LostExtra], voice: Voice<'_>) -> String {
    let one = |lost: &LostExtra| typing::lost_extra(lost.rule, &lost.what.join(", "), voice.lang);
    typing::lost_extras(&language::list(lost.iter().map(one), voice.lang), voice)
}

/// What a pasted text was taken for.
pub(super) fn import_title(pasted: &Pasted, lang: Lang) -> String {
    let kind = match pasted.kind {
        PasteKind::File("") => typing::a_file(lang),
        PasteKind::File(family) => family,
        PasteKind::Table => typing::a_table(lang),
        PasteKind::Addresses => typing::addresses(lang),
    };
    typing::import_title(kind, pasted.rules.len(), pasted.wrong.len(), lang)
}

/// A line of a pasted text that is no rule.
pub(super) fn import_wrong(wrong: &UnreadLine, lang: Lang) -> String {
    match &wrong.why {
        UnreadReason::Problem(problem) => language::problem(problem, lang),
        UnreadReason::Field(field, error) => {
            typing::import_line(wrong.line, &typing::wrong_field(*field, *error, lang), lang)
        }
        UnreadReason::TooMany => typing::import_too_long(wrong.line, lang),
    }
}
