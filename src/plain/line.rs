//! What a line asks for.

use super::commands::{ON_RULES, command, usage};
use super::named;
use super::view::View;
use crate::analysis::PacketSet;
use crate::editor::key::Key;
use crate::editor::order::{LineReply, Order};
use crate::editor::{Editor, Place, actions, commands, notation};
use crate::filter::{Field, half_width};
use crate::formats::KNOWN;
use crate::lang::read::{self, NOTHING};
use crate::lang::{ActionId, InLines, Lang};
use crate::language::verbs::Verb;
use crate::language::{self, lines as words};
use crate::presets::Arguments;
use crate::profile::Profile;
use std::ops::Range;

/// What a line asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// Orders, one after the other, then something to see instead of what they changed.
    Do(Vec<Order>, Option<View>),
    /// Nothing that is understood: why, in a sentence.
    Wrong(String),
    /// Nothing.
    Nothing,
}

/// Reads a line. An open question takes its answer from it; a line that is no answer closes the question first, which
/// does nothing else.
pub fn read(line: &str, editor: &Editor) -> Said {
    let line = line.trim();
    if let Some(said) = asked(line, editor) {
        return said;
    }
    let said = command_line(line, editor);
    match (said, &editor.popup) {
        (Said::Do(orders, view), Some(_)) => {
            Said::Do(std::iter::once(Order::Popup(LineReply::Close)).chain(orders).collect(), view)
        }
        (said, _) => said,
    }
}

/// Only orders.
fn orders(orders: impl IntoIterator<Item = Order>) -> Said {
    Said::Do(orders.into_iter().collect(), None)
}

/// Only something to see.
const fn show(view: View) -> Said {
    Said::Do(Vec::new(), Some(view))
}

/// The answer to what stands open, if the line is one.
fn asked(line: &str, editor: &Editor) -> Option<Said> {
    match (&editor.popup, &editor.place) {
        (Some(popup), _) => Some(orders([Order::Popup(popup.reply(line, editor)?)])),
        (None, Place::Start(_)) => {
            let number: usize = half_width(line).parse().ok()?;
            Some(orders([Order::Choose(number.checked_sub(1)?)]))
        }
        _ => None,
    }
}

/// The action that a line names. A single letter is always a key, for that is what notices speak of.
fn named_action(line: &str, editor: &Editor) -> Option<ActionId> {
    let key = || Key::named(line).and_then(|key| actions::of_key(editor, key));
    if line.chars().count() == 1 { key() } else { commands::named(line).or_else(key) }
}

fn command_line(line: &str, editor: &Editor) -> Said {
    let lang = editor.lang;
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let (word, rest) = (half_width(first).to_lowercase(), rest.trim());
    if word.is_empty() {
        return Said::Nothing;
    }
    if let Some(rows) = rows(&word).filter(|_| rest.is_empty()) {
        return one_rule(rows, editor);
    }
    let act = named_action(line, editor);
    match (command(&word), act) {
        // Names of several words come first: "next finding" begins with a command too.
        (Some(row), None) => return verb(row.verb, rest, editor),
        (Some(row), Some(_)) if rest.is_empty() => return verb(row.verb, rest, editor),
        (_, Some(act)) => return action(act, editor),
        (None, None) => {}
    }
    if word == "wq" && rest.is_empty() {
        return orders([Order::SaveAndQuit]);
    }
    match named_action(first, editor).filter(|act| ON_RULES.contains(act) && word.chars().count() > 1) {
        Some(act) => on_rules(act, rest, editor),
        None => Said::Wrong(words::unknown(line, lang)),
    }
}

/// An action by its name.
fn action(action: ActionId, editor: &Editor) -> Said {
    match action.in_lines() {
        InLines::Name => orders([Order::Action(action)]),
        // Where it is the end already, that is said too.
        InLines::Move => Said::Do(vec![Order::Action(action)], Some(View::Here)),
        InLines::Command(word) => match command(word) {
            Some(row) => verb(row.verb, "", editor),
            None => Said::Wrong(words::unknown(word, editor.lang)),
        },
        InLines::Screen => Said::Wrong(words::needs_screen(editor.lang).to_owned()),
    }
}

fn verb(verb: Verb, rest: &str, editor: &Editor) -> Said {
    let lang = editor.lang;
    let wrong = || Said::Wrong(words::usage(usage(verb), lang));
    let bare = |view: View| if rest.is_empty() { show(view) } else { wrong() };
    match verb {
        Verb::Help => bare(View::Help),
        Verb::List => bare(View::List),
        Verb::Verdicts => bare(View::Verdicts),
        Verb::Changes => bare(View::Changes),
        Verb::History => bare(View::History),
        Verb::Profile => profile(rest, lang),
        Verb::Expect if rest.is_empty() => show(View::Expectations),
        Verb::Expect => orders([Order::Expect(rest.to_owned())]),
        Verb::Answer => answer(rest, lang),
        Verb::Story => bare(View::Story),
        Verb::Goals => bare(View::Goals),
        Verb::Words => show(View::Words(rest.to_owned())),
        Verb::Hint | Verb::Next | Verb::Restart if !rest.is_empty() => wrong(),
        Verb::Hint => orders([Order::Hint]),
        Verb::Next => orders([Order::Action(ActionId::NextLesson)]),
        Verb::Restart => orders([Order::Action(ActionId::RestartLesson)]),
        Verb::Lesson if rest.is_empty() => orders([Order::Action(ActionId::Learn)]),
        Verb::Lesson => match named::lesson(rest, editor) {
            Some(at) => orders([Order::Lesson(at)]),
            None => Said::Wrong(words::no_lesson(rest, lang)),
        },
        Verb::Theatre => theatre(rest, editor),
        Verb::Timeline if rest.is_empty() => orders([Order::Action(ActionId::Timeline)]),
        Verb::Timeline => {
            let hours = half_width(rest).parse().ok().filter(|hours: &u32| *hours > 0);
            hours.map_or_else(wrong, |hours| show(View::Timeline(hours)))
        }
        Verb::Presets => show(View::Presets(rest.to_owned())),
        Verb::Rule => rows(rest).map_or_else(wrong, |rows| one_rule(rows, editor)),
        Verb::Explain if rest.is_empty() => show(View::Finding(editor.session().map_or(0, |session| session.finding))),
        Verb::Findings | Verb::Explain | Verb::Fix => findings(verb == Verb::Fix, rest, editor).unwrap_or_else(wrong),
        Verb::Repair if rest.is_empty() => orders([Order::RepairAll]),
        Verb::Repair => findings(true, rest, editor).unwrap_or_else(wrong),
        Verb::Add => add(rest, lang),
        Verb::Set => set(rest, editor).unwrap_or_else(wrong),
        Verb::Allow | Verb::Deny => {
            let action = if verb == Verb::Allow { "allow" } else { "deny" };
            let set = |rows| chosen(rows, editor, [Order::Set(Field::Action, action.to_owned())]);
            rows(rest).filter(|rows| rows.len() == 1).map_or_else(wrong, set)
        }
        Verb::Move => shift(rest, editor).unwrap_or_else(wrong),
        Verb::Trace => match PacketSet::parse(rest) {
            _ if rest.is_empty() => wrong(),
            Ok(packets) => show(View::Trace(packets)),
            Err(error) => {
                let why = language::traffic_expected(error.expected, lang);
                Said::Wrong(words::wrong_traffic(error.at + 1, &why, lang))
            }
        },
        Verb::Insert => insert(rest, editor).unwrap_or_else(wrong),
        Verb::Save => match rest.split_once(char::is_whitespace) {
            None if rest.is_empty() => orders([Order::Action(ActionId::Save)]),
            Some(("as", name)) => orders([save_as(name.trim())]),
            _ => wrong(),
        },
        Verb::Open if rest.is_empty() => orders([Order::Action(ActionId::Open)]),
        Verb::Open => orders([Order::Open(rest.to_owned())]),
    }
}

/// The rows that numbers from 1 stand for: `3`, `2-4`.
fn rows(text: &str) -> Option<Range<usize>> {
    let text = half_width(text);
    let (first, last) = text.split_once('-').unwrap_or((&text, &text));
    let (first, last): (usize, usize) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (0 < first && first <= last).then(|| first - 1..last)
}

/// Orders about rules, which must be there.
fn chosen<const N: usize>(rows: Range<usize>, editor: &Editor, then: [Order; N]) -> Said {
    let count = editor.session().map_or(0, |session| session.filter().rules.len());
    if rows.end > count && editor.session().is_some() {
        return Said::Wrong(words::no_rule(rows.end, count, editor.lang));
    }
    orders(std::iter::once(Order::Select(rows)).chain(then))
}

fn one_rule(rows: Range<usize>, editor: &Editor) -> Said {
    match chosen(rows.clone(), editor, []) {
        Said::Do(orders, _) if rows.len() == 1 => Said::Do(orders, Some(View::Rule(rows.start))),
        said => said,
    }
}

fn on_rules(act: ActionId, rest: &str, editor: &Editor) -> Said {
    match rows(rest) {
        Some(rows) => chosen(rows, editor, [Order::Action(act)]),
        None => Said::Wrong(words::unknown(rest, editor.lang)),
    }
}

fn findings(fix: bool, rest: &str, editor: &Editor) -> Option<Said> {
    if rest.is_empty() {
        let selected = editor.session().map_or(0, |session| session.finding);
        return Some(if fix { self::fix(selected, editor) } else { show(View::Findings) });
    }
    let at = rows(rest).filter(|rows| rows.len() == 1)?.start;
    let count = editor.session().map_or(0, |session| session.findings().count());
    Some(match fix {
        _ if at >= count => Said::Wrong(words::no_finding(at + 1, editor.lang)),
        true => self::fix(at, editor),
        false => Said::Do(vec![Order::Finding(at)], Some(View::Finding(at))),
    })
}

/// The repair of a finding; where it asks something instead, the question and how it is answered.
fn fix(at: usize, editor: &Editor) -> Said {
    let finding = editor.session().and_then(|session| session.findings().nth(at));
    match finding.filter(|finding| finding.fix.is_none() && finding.question().is_some()) {
        Some(_) => Said::Do(vec![Order::Finding(at)], Some(View::Finding(at))),
        None => orders([Order::Finding(at), Order::Action(ActionId::Fix)]),
    }
}

fn add(rest: &str, lang: Lang) -> Said {
    let (at, rule) = match rest.split_once(char::is_whitespace) {
        Some((first, rule)) if rows(first).is_some() => (rows(first).map(|rows| rows.start), rule),
        _ => (None, rest),
    };
    match notation::read(rule) {
        Ok(rule) => orders([Order::Add(at, rule)]),
        Err(_) if rule.is_empty() => Said::Wrong(words::usage(usage(Verb::Add), lang)),
        Err((field, error)) => Said::Wrong(language::typing::wrong_field(field, error, lang)),
    }
}

/// The conversation of a flow, or of the one that needs it most.
fn theatre(rest: &str, editor: &Editor) -> Said {
    let Some(session) = editor.session().filter(|_| !rest.is_empty()) else {
        return orders([Order::Action(ActionId::Theatre)]);
    };
    match named::flow(rest, session) {
        Ok(id) => show(View::Theatre(id)),
        Err(known) => Said::Wrong(words::no_flow(rest, &known, editor.lang)),
    }
}

fn profile(rest: &str, lang: Lang) -> Said {
    if rest.is_empty() {
        return show(View::Profile);
    }
    let (word, text) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    // An entry named alone asks what it says; it takes a word to empty it.
    let text = match text.trim() {
        "" if named::entry(word).is_ok() => return show(View::Profile),
        text if NOTHING.contains(&half_width(text).to_lowercase().as_str()) => "",
        text => text,
    };
    match named::entry(word).map(|field| (field, Profile::default().with_text(field, text))) {
        Err(known) => Said::Wrong(words::no_field(word, &known, lang)),
        Ok((_, Err(error))) => Said::Wrong(language::profile_error(&error, lang)),
        Ok((field, Ok(_))) => orders([Order::Profile(field, text.to_owned())]),
    }
}

/// The answer to what a finding asks: an entry of the profile, which is not blank.
fn answer(rest: &str, lang: Lang) -> Said {
    let (word, text) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let entry = named::entry(word);
    match entry {
        _ if rest.is_empty() => Said::Wrong(words::usage(usage(Verb::Answer), lang)),
        Err(known) => Said::Wrong(words::no_field(word, &known, lang)),
        Ok(field) if text.trim().is_empty() => Said::Wrong(language::profile_takes(field, lang).to_owned()),
        Ok(field) => match Profile::default().with_text(field, text) {
            Err(error) => Said::Wrong(language::profile_error(&error, lang)),
            Ok(_) => orders([Order::AnswerNeed(field, text.trim().to_owned())]),
        },
    }
}

fn set(rest: &str, editor: &Editor) -> Option<Said> {
    let (number, rest) = rest.split_once(char::is_whitespace)?;
    let (word, text) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
    let field = match named::field(word, editor.lang) {
        Ok(field) => field,
        Err(known) => return Some(Said::Wrong(words::no_field(word, &known, editor.lang))),
    };
    let rows = rows(number).filter(|rows| rows.len() == 1)?;
    Some(chosen(rows, editor, [Order::Set(field, text.trim().to_owned())]))
}

fn shift(rest: &str, editor: &Editor) -> Option<Said> {
    let (numbers, way) = rest.split_once(char::is_whitespace)?;
    let act = match way.trim() {
        way if read::UP.contains(&way) => ActionId::MoveUp,
        way if read::DOWN.contains(&way) => ActionId::MoveDown,
        _ => return None,
    };
    Some(chosen(rows(numbers)?, editor, [Order::Action(act)]))
}

/// `ssh source=203.0.113.0/24`; without what it needs, how it is written.
fn insert(rest: &str, editor: &Editor) -> Option<Said> {
    let mut parts = rest.split_whitespace();
    let id = parts.next()?;
    let arguments: Option<Arguments> =
        parts.map(|part| part.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()))).collect();
    let arguments = arguments?;
    let preset = editor.catalogue.find(id);
    let asks = preset.is_some_and(|preset| preset.parameters().iter().any(|parameter| parameter.required));
    if asks && arguments.is_empty() {
        return Some(show(View::Preset(id.to_owned())));
    }
    Some(orders([Order::Insert(id.to_owned(), arguments)]))
}

/// A file name, and the word of a format behind it if there is one.
fn save_as(text: &str) -> Order {
    match text.rsplit_once(char::is_whitespace).map(|(path, word)| (path.trim(), KNOWN.find(word))) {
        Some((path, Some(format))) => Order::SaveAs(path.to_owned(), Some(format)),
        _ => Order::SaveAs(text.to_owned(), None),
    }
}
