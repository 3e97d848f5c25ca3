//! What a line asks for.

use super::commands::{ON_RULES, command, usage};
use super::named;
use super::view::View;
use crate::analysis::PacketSet;
use crate::editor::key::Key;
use crate::editor::request::{LineReply, Request};
use crate::editor::{Editor, Main, actions, commands};
use crate::filter::{Field, FilterText, Rule, half_width};
use crate::formats::KNOWN;
use crate::lang::read::{self, NOTHING};
use crate::lang::{ActionId, InLines, Lang};
use crate::language::verbs::LineCommand;
use crate::language::{self, lines as words};
use crate::presets::Arguments;
use crate::profile::Profile;
use std::ops::Range;

/// What a line asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum ParsedLine {
    /// Orders, one after the other, then something to see instead of what they changed.
    Do(Vec<Request>, Option<View>),
    /// Nothing that is understood: why, in a sentence.
    Wrong(String),
    /// Nothing.
    Nothing,
}

/// Reads a line. An open question takes its answer from it, and a line that is no answer does nothing: what was meant
/// otherwise must not be taken for one, nor may the question be passed by unnoticed.
pub fn read(line: &str, editor: &Editor) -> ParsedLine {
    let line = line.trim();
    if let Some(said) = asked(line, editor) {
        return said;
    }
    let question = editor.popup.as_ref().filter(|popup| !popup.may_be_left());
    if let Some(how) = question.and_then(|popup| popup.asks(editor)) {
        let lang = editor.lang;
        return if line.is_empty() {
            ParsedLine::Nothing
        } else {
            ParsedLine::Wrong(words::no_answer(line, &how, lang))
        };
    }
    let said = command_line(line, editor);
    match (said, &editor.popup) {
        (ParsedLine::Do(requests, view), Some(_)) => {
            ParsedLine::Do(std::iter::once(Request::Popup(LineReply::Close)).chain(requests).collect(), view)
        }
        (said, _) => said,
    }
}

/// Only orders.
fn requests(requests: impl IntoIterator<Item = Request>) -> ParsedLine {
    ParsedLine::Do(requests.into_iter().collect(), None)
}

/// Only something to see.
const fn show(view: View) -> ParsedLine {
    ParsedLine::Do(Vec::new(), Some(view))
}

/// The answer to what stands open, if the line is one.
fn asked(line: &str, editor: &Editor) -> Option<ParsedLine> {
    match (&editor.popup, &editor.place) {
        (Some(popup), _) => {
            let line = match popup.asks_for_name() {
                Some(command) => name(line, command, editor)?,
                None => line,
            };
            Some(requests([Request::Popup(popup.reply(line, editor)?)]))
        }
        (None, Main::Start(_)) => {
            let number: usize = half_width(line).parse().ok()?;
            Some(requests([Request::Choose(number.checked_sub(1)?)]))
        }
        _ => None,
    }
}

/// The name of a file that a line answers with: a word that is no command, or anything behind the command that asks for it.
fn name<'a>(line: &'a str, command: &str, editor: &Editor) -> Option<&'a str> {
    let behind = line.strip_prefix(command).filter(|rest| rest.starts_with(char::is_whitespace));
    if let Some(name) = behind.map(str::trim) {
        return Some(name).filter(|name| !name.is_empty());
    }
    let (path, shape) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let is_name = shape.is_empty() || KNOWN.find(shape.trim()).is_some();
    (is_name && !is_command(path, editor)).then_some(line)
}

/// Whether a word means something as a line, or as the beginning of one.
fn is_command(word: &str, editor: &Editor) -> bool {
    let plain = half_width(word).to_lowercase();
    command(&plain).is_some() || named_action(word, editor).is_some() || rows(&plain).is_some() || plain == "wq"
}

/// The action that a line names. A single letter is always a key, for that is what notices speak of.
fn named_action(line: &str, editor: &Editor) -> Option<ActionId> {
    let key = || Key::named(line).and_then(|key| actions::of_key(editor, key));
    if line.chars().count() == 1 { key() } else { commands::named(line).or_else(key) }
}

fn command_line(line: &str, editor: &Editor) -> ParsedLine {
    let lang = editor.lang;
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let (word, rest) = (half_width(first).to_lowercase(), rest.trim());
    if word.is_empty() {
        return ParsedLine::Nothing;
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
        return requests([Request::SaveAndQuit]);
    }
    match named_action(first, editor).filter(|act| ON_RULES.contains(act) && word.chars().count() > 1) {
        Some(act) => on_rules(act, rest, editor),
        None => ParsedLine::Wrong(words::unknown(line, lang)),
    }
}

fn action(action: ActionId, editor: &Editor) -> ParsedLine {
    match action.in_lines() {
        InLines::Name => requests([Request::Action(action)]),
        // Where it is the end already, that is said too.
        InLines::Move => ParsedLine::Do(vec![Request::Action(action)], Some(View::Here)),
        InLines::Command(word) => match command(word) {
            Some(row) => verb(row.verb, "", editor),
            None => ParsedLine::Wrong(words::unknown(word, editor.lang)),
        },
        InLines::Screen => ParsedLine::Wrong(words::needs_screen(editor.lang).to_owned()),
    }
}

fn verb(verb: LineCommand, rest: &str, editor: &Editor) -> ParsedLine {
    let lang = editor.lang;
    let wrong = || ParsedLine::Wrong(words::usage(usage(verb), lang));
    let bare = |view: View| if rest.is_empty() { show(view) } else { wrong() };
    match verb {
        LineCommand::Help => bare(View::Help),
        LineCommand::List => bare(View::List),
        LineCommand::Verdicts => bare(View::Verdicts),
        LineCommand::Changes => bare(View::Changes),
        LineCommand::History => bare(View::History),
        LineCommand::Name => text(FilterText::Name, rest),
        LineCommand::About => text(FilterText::Description, rest),
        LineCommand::Profile => profile(rest, lang),
        LineCommand::Expect if rest.is_empty() => show(View::Expectations),
        LineCommand::Expect => requests([Request::Expect(rest.to_owned())]),
        LineCommand::Answer => answer(rest, lang),
        LineCommand::Story => bare(View::Story),
        LineCommand::Goals => bare(View::Goals),
        LineCommand::Words => show(View::Words(rest.to_owned())),
        LineCommand::Hint | LineCommand::Next | LineCommand::Restart if !rest.is_empty() => wrong(),
        LineCommand::Hint => requests([Request::Hint]),
        LineCommand::Next => requests([Request::Action(ActionId::NextLesson)]),
        LineCommand::Restart => requests([Request::Action(ActionId::RestartLesson)]),
        LineCommand::Lesson if rest.is_empty() => requests([Request::Action(ActionId::Learn)]),
        LineCommand::Lesson => match named::lesson(rest, editor) {
            Some(at) => requests([Request::Lesson(at)]),
            None => ParsedLine::Wrong(words::no_lesson(rest, lang)),
        },
        LineCommand::Theatre => theatre(rest, editor),
        LineCommand::Timeline if rest.is_empty() => requests([Request::Action(ActionId::Timeline)]),
        LineCommand::Timeline => {
            let hours = half_width(rest).parse().ok().filter(|hours: &u32| *hours > 0);
            hours.map_or_else(wrong, |hours| show(View::Timeline(hours)))
        }
        LineCommand::Presets => show(View::Presets(rest.to_owned())),
        LineCommand::Rule => rows(rest).map_or_else(wrong, |rows| one_rule(rows, editor)),
        LineCommand::Explain if rest.is_empty() => {
            show(View::Finding(editor.session().map_or(0, |session| session.cursor.finding)))
        }
        LineCommand::Findings | LineCommand::Explain | LineCommand::Fix => {
            findings(verb == LineCommand::Fix, rest, editor).unwrap_or_else(wrong)
        }
        LineCommand::Repair if rest.is_empty() => requests([Request::RepairAll]),
        LineCommand::Repair => findings(true, rest, editor).unwrap_or_else(wrong),
        LineCommand::Add => add(rest, lang),
        LineCommand::Set => set(rest, editor).unwrap_or_else(wrong),
        LineCommand::Allow | LineCommand::Deny => {
            let action = if verb == LineCommand::Allow { "allow" } else { "deny" };
            let set = |rows| chosen(rows, editor, [Request::Set(Field::Action, action.to_owned())]);
            rows(rest).filter(|rows| rows.len() == 1).map_or_else(wrong, set)
        }
        LineCommand::Move => shift(rest, editor).unwrap_or_else(wrong),
        LineCommand::Trace => match PacketSet::parse(rest) {
            _ if rest.is_empty() => wrong(),
            Ok(packets) => show(View::Trace(packets)),
            Err(error) => {
                let why = language::traffic_expected(error.expected, lang);
                ParsedLine::Wrong(words::wrong_traffic(error.at + 1, &why, lang))
            }
        },
        LineCommand::Insert => insert(rest, editor).unwrap_or_else(wrong),
        LineCommand::Save => match rest.split_once(char::is_whitespace) {
            None if rest.is_empty() => requests([Request::Action(ActionId::Save)]),
            Some(("as", name)) => requests([save_as(name.trim())]),
            _ => wrong(),
        },
        LineCommand::Open if rest.is_empty() => requests([Request::Action(ActionId::Open)]),
        LineCommand::Open => requests([Request::Open(rest.to_owned())]),
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
fn chosen<const N: usize>(rows: Range<usize>, editor: &Editor, then: [Request; N]) -> ParsedLine {
    let count = editor.session().map_or(0, |session| session.filter().rules.len());
    if rows.end > count && editor.session().is_some() {
        return ParsedLine::Wrong(words::no_rule(rows.end, count, editor.lang));
    }
    requests(std::iter::once(Request::Select(rows)).chain(then))
}

fn one_rule(rows: Range<usize>, editor: &Editor) -> ParsedLine {
    match chosen(rows.clone(), editor, []) {
        ParsedLine::Do(requests, _) if rows.len() == 1 => ParsedLine::Do(requests, Some(View::Rule(rows.start))),
        said => said,
    }
}

fn on_rules(act: ActionId, rest: &str, editor: &Editor) -> ParsedLine {
    match rows(rest) {
        Some(rows) => chosen(rows, editor, [Request::Action(act)]),
        None => ParsedLine::Wrong(words::unknown(rest, editor.lang)),
    }
}

fn findings(fix: bool, rest: &str, editor: &Editor) -> Option<ParsedLine> {
    if rest.is_empty() {
        let selected = editor.session().map_or(0, |session| session.cursor.finding);
        return Some(if fix { self::fix(selected, editor) } else { show(View::Findings) });
    }
    let at = rows(rest).filter(|rows| rows.len() == 1)?.start;
    let count = editor.session().map_or(0, |session| session.findings().count());
    Some(match fix {
        _ if at >= count => ParsedLine::Wrong(words::no_finding(at + 1, editor.lang)),
        true => self::fix(at, editor),
        false => ParsedLine::Do(vec![Request::Finding(at)], Some(View::Finding(at))),
    })
}

/// The repair of a finding; where it asks something instead, the question and how it is answered.
fn fix(at: usize, editor: &Editor) -> ParsedLine {
    let finding = editor.session().and_then(|session| session.findings().nth(at));
    match finding.filter(|finding| finding.fix.is_none() && finding.question().is_some()) {
        Some(_) => ParsedLine::Do(vec![Request::Finding(at)], Some(View::Finding(at))),
        None => requests([Request::Finding(at), Request::Action(ActionId::Fix)]),
    }
}

fn add(rest: &str, lang: Lang) -> ParsedLine {
    let (at, rule) = match rest.split_once(char::is_whitespace) {
        Some((first, rule)) if rows(first).is_some() => (rows(first).map(|rows| rows.start), rule),
        _ => (None, rest),
    };
    match Rule::parse(rule) {
        Ok(rule) => requests([Request::Add(at, rule)]),
        Err(_) if rule.is_empty() => ParsedLine::Wrong(words::usage(usage(LineCommand::Add), lang)),
        Err((field, error)) => ParsedLine::Wrong(language::typing::wrong_field(field, error, lang)),
    }
}

/// The conversation of a flow, or of the one that needs it most.
fn theatre(rest: &str, editor: &Editor) -> ParsedLine {
    let Some(session) = editor.session().filter(|_| !rest.is_empty()) else {
        return requests([Request::Action(ActionId::Theatre)]);
    };
    match named::flow(rest, session) {
        Ok(id) => show(View::Theatre(id)),
        Err(known) => ParsedLine::Wrong(words::no_flow(rest, &known, editor.lang)),
    }
}

/// A name or a description. Alone it asks what it is; it takes a word to empty it.
fn text(which: FilterText, rest: &str) -> ParsedLine {
    match rest {
        "" => show(View::Profile),
        text if NOTHING.contains(&half_width(text).to_lowercase().as_str()) => {
            requests([Request::Text(which, String::new())])
        }
        text => requests([Request::Text(which, text.to_owned())]),
    }
}

fn profile(rest: &str, lang: Lang) -> ParsedLine {
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
        Err(known) => ParsedLine::Wrong(words::no_field(word, &known, lang)),
        Ok((_, Err(error))) => ParsedLine::Wrong(language::profile_error(&error, lang)),
        Ok((field, Ok(_))) => requests([Request::Profile(field, text.to_owned())]),
    }
}

/// The answer to what a finding asks: an entry of the profile, which is not blank.
fn answer(rest: &str, lang: Lang) -> ParsedLine {
    let (word, text) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let entry = named::entry(word);
    match entry {
        _ if rest.is_empty() => ParsedLine::Wrong(words::usage(usage(LineCommand::Answer), lang)),
        Err(known) => ParsedLine::Wrong(words::no_field(word, &known, lang)),
        Ok(field) if text.trim().is_empty() => ParsedLine::Wrong(language::profile_takes(field, lang).to_owned()),
        Ok(field) => match Profile::default().with_text(field, text) {
            Err(error) => ParsedLine::Wrong(language::profile_error(&error, lang)),
            Ok(_) => requests([Request::AnswerNeed(field, text.trim().to_owned())]),
        },
    }
}

fn set(rest: &str, editor: &Editor) -> Option<ParsedLine> {
    let (number, rest) = rest.split_once(char::is_whitespace)?;
    let (word, text) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
    let field = match named::field(word, editor.lang) {
        Ok(field) => field,
        Err(known) => return Some(ParsedLine::Wrong(words::no_field(word, &known, editor.lang))),
    };
    let rows = rows(number).filter(|rows| rows.len() == 1)?;
    Some(chosen(rows, editor, [Request::Set(field, text.trim().to_owned())]))
}

fn shift(rest: &str, editor: &Editor) -> Option<ParsedLine> {
    let (numbers, way) = rest.split_once(char::is_whitespace)?;
    let act = match way.trim() {
        way if read::UP.contains(&way) => ActionId::MoveUp,
        way if read::DOWN.contains(&way) => ActionId::MoveDown,
        _ => return None,
    };
    Some(chosen(rows(numbers)?, editor, [Request::Action(act)]))
}

/// `ssh source=203.0.113.0/24`; without what it needs, how it is written.
fn insert(rest: &str, editor: &Editor) -> Option<ParsedLine> {
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
    Some(requests([Request::Insert(id.to_owned(), arguments)]))
}

/// A file name, and the word of a format behind it if there is one.
fn save_as(text: &str) -> Request {
    match text.rsplit_once(char::is_whitespace).map(|(path, word)| (path.trim(), KNOWN.find(word))) {
        Some((path, Some(format))) => Request::SaveAs(path.to_owned(), Some(format)),
        _ => Request::SaveAs(text.to_owned(), None),
    }
}
