//! What can be looked at, a fact a line.

use super::page::{lines, popup_lines, summary_lines};
use super::{commands, course, traffic};
use crate::analysis::{Analysis, PacketSet};
use crate::editor::Editor;
use crate::editor::session::Session;
use crate::editor::texts::places;
use crate::filter::{Filter, FilterText, changes};
use crate::lang::{Lang, Voice};
use crate::language::{self, Reason, lines as words, losses, refusals};
use crate::page::{self, Block, Offer, Tone};
use crate::presets::Preset;
use crate::profile::{Expectation, FlowId, Profile, contradictions};
use crate::report::{Conversation, Delta, Finding, Report};
use crate::text::visible;

/// Something to look at.
#[derive(Debug, Clone, PartialEq)]
pub enum View {
    /// The commands.
    Help,
    /// The rules.
    List,
    /// One rule (0-based), with what is said about it.
    Rule(usize),
    /// The selected rule, in the same way.
    Here,
    /// What becomes of every flow.
    Verdicts,
    /// What is wrong.
    Findings,
    /// One finding (0-based) in full.
    Finding(usize),
    /// What becomes of traffic.
    Trace(PacketSet),
    /// The presets that have a word, or all.
    Presets(String),
    /// What a preset would insert, and what it needs for that.
    Preset(String),
    /// What has changed since the save.
    Changes,
    /// Every version.
    History,
    /// What the filter protects.
    Profile,
    /// What is expected of it, and whether that is met.
    Expectations,
    /// The words that are explained, or what one of them means.
    Words(String),
    /// The conversation of a flow.
    Theatre(FlowId),
    /// What happens when, for a lease of so many hours.
    Timeline(u32),
    /// The story of the lesson, and what to remember once it is done.
    Story,
    /// The goals of the lesson.
    Goals,
}

/// The lines of a view.
pub fn show(view: &View, editor: &Editor) -> Vec<String> {
    let lang = editor.lang;
    match view {
        View::Help => return commands::help(editor),
        View::Presets(word) => return presets(word, editor),
        View::Words(query) => return popup_lines(&page::words(query, &editor.glossary, lang), lang),
        View::Preset(id) => return editor.catalogue.find(id).map(|found| preset(found, lang)).unwrap_or_default(),
        _ => {}
    }
    let Some(session) = editor.session() else { return vec![language::reason(Reason::NeedsFilter, editor.voice())] };
    match view {
        View::List => list(session, lang),
        View::Rule(row) => one_rule(*row, session, lang),
        View::Here => one_rule(session.cursor.row, session, lang),
        View::Verdicts => verdicts(&session.live.report, &session.open.profile, lang),
        View::Findings => findings(session, lang),
        View::Finding(at) => finding_in_full(*at, session, lang),
        View::Trace(packets) => traffic::traced(session.filter(), &Analysis::new(session.filter()), packets, lang),
        View::Changes => since_the_save(session, editor.voice()),
        View::History => history(session, lang),
        View::Profile => protected(session, lang),
        View::Expectations => expectations(session, lang),
        View::Theatre(flow) => conversation(*flow, session, lang),
        View::Timeline(hours) => {
            popup_lines(&page::time_line(&session.live.report, &session.open.profile, *hours, lang), lang)
        }
        View::Story | View::Goals => in_lesson(view, session, editor.voice()),
        _ => Vec::new(),
    }
}

/// What the filter is called, where its file says that, and what it protects.
fn protected(session: &Session, lang: Lang) -> Vec<String> {
    let text = |which: FilterText| {
        let said = Some(visible(which.of(session.filter()))).filter(|text| !text.is_empty());
        said.map(|said| language::filter_text(language::filter_text_label(which, lang), &said, lang))
    };
    let texts = places(session).into_iter().filter_map(text);
    texts.chain([language::profile_summary(&session.open.profile, lang)]).collect()
}

fn conversation(flow: FlowId, session: &Session, lang: Lang) -> Vec<String> {
    let judged = session.live.report.flow(flow);
    let conversation = judged.and_then(|judged| Conversation::of(judged, session.filter()));
    conversation
        .map(|conversation| popup_lines(&page::conversation(&conversation, session.filter(), lang), lang))
        .unwrap_or_default()
}

fn in_lesson(view: &View, session: &Session, voice: Voice<'_>) -> Vec<String> {
    let lang = voice.lang;
    match &session.lesson {
        None => vec![language::reason(Reason::NoLesson, voice)],
        Some(attempt) if *view == View::Goals => course::goals(attempt, lang),
        Some(attempt) => {
            let recap = if attempt.is_done { course::recap(attempt, session, lang) } else { Vec::new() };
            [course::story(attempt, lang), recap].concat()
        }
    }
}

/// Every rule, then the default.
pub(super) fn list(session: &Session, lang: Lang) -> Vec<String> {
    let rules = (0..session.filter().rules.len()).filter_map(|row| rule(row, session.filter(), lang));
    rules.chain([words::default_rule(lang).to_owned()]).collect()
}

/// A rule with its number and note.
pub(super) fn rule(row: usize, filter: &Filter, lang: Lang) -> Option<String> {
    let rule = filter.rules.get(row)?;
    Some(format!("{}: {}", row + 1, page::rule(rule, lang)))
}

fn one_rule(row: usize, session: &Session, lang: Lang) -> Vec<String> {
    let spoken = session.findings().enumerate().filter(|(_, finding)| finding.blamed_rules().contains(&row));
    let line = rule(row, session.filter(), lang).unwrap_or_else(|| words::default_rule(lang).to_owned());
    std::iter::once(line).chain(spoken.map(|(at, finding)| title(at, finding, lang))).collect()
}

/// What the server needs, and who can come in: a line for each row, under a title.
pub(super) fn verdicts(report: &Report, profile: &Profile, lang: Lang) -> Vec<String> {
    let lists = [page::server(report, None, profile, lang), page::visitors(report, None, lang)];
    lists.iter().flat_map(|list| summary_lines(list, lang)).collect()
}

/// Each finding in a line of its own, its fix in another.
pub(super) fn findings(session: &Session, lang: Lang) -> Vec<String> {
    let finding = |(at, one)| finding(at, one, session, lang);
    let all: Vec<String> = session.findings().enumerate().flat_map(finding).collect();
    if all.is_empty() { vec![language::no_findings(lang).to_owned()] } else { all }
}

fn title(at: usize, finding: &Finding, lang: Lang) -> String {
    lines([&page::heading(finding, Tone::Text, lang)], Some(at + 1), lang).concat()
}

/// A finding and its fix, which in a lesson is the reader's to find.
fn finding(at: usize, finding: &Finding, session: &Session, lang: Lang) -> Vec<String> {
    let blocks = page::finding(finding, lang);
    let told = blocks.iter().filter(|block| !matches!(block, Block::Packet(_)));
    lines(told.filter(|block| may_be_told(block, session)), Some(at + 1), lang)
}

fn finding_in_full(at: usize, session: &Session, lang: Lang) -> Vec<String> {
    let Some(one) = session.findings().nth(at) else { return vec![language::no_findings(lang).to_owned()] };
    let page = page::finding_in_full(one, &session.live.report, session.filter(), lang);
    lines(page.blocks.iter().filter(|block| may_be_told(block, session)), Some(at + 1), lang)
}

fn may_be_told(block: &Block, session: &Session) -> bool {
    session.lesson.is_none() || !matches!(block, Block::Offer { offer: Offer::Repair, .. })
}

/// Each expectation in a line, with whether it is met.
fn expectations(session: &Session, lang: Lang) -> Vec<String> {
    let all = &session.open.profile.expectations;
    if all.is_empty() {
        return vec![words::no_expectations(lang).to_owned()];
    }
    let analysis = Analysis::new(session.filter());
    let line = |(index, one): (usize, &Expectation)| {
        let id = FlowId::Expected { index, wants: one.wants };
        let how = losses::met(&one.check(&analysis, session.filter()), lang);
        words::expectation(&id.to_string(), &one.to_string(), &how, lang)
    };
    let wrong =
        contradictions(all).into_iter().map(|found| language::contradiction(&found, &session.open.profile, lang));
    all.iter().enumerate().map(line).chain(wrong).collect()
}

fn presets(word: &str, editor: &Editor) -> Vec<String> {
    if let Some(named) = editor.catalogue.find(word) {
        return preset(named, editor.lang);
    }
    let found = editor.catalogue.search(word);
    let line = |preset: &&Preset| page::preset_line(preset, editor.lang);
    match found[..] {
        [] => vec![refusals::no_preset(word, editor.lang)],
        [only] => preset(only, editor.lang),
        _ => found.iter().map(line).collect(),
    }
}

/// What a preset is for, what it needs, and how it is inserted.
fn preset(preset: &Preset, lang: Lang) -> Vec<String> {
    popup_lines(&page::preset(preset, lang), lang)
}

fn since_the_save(session: &Session, voice: Voice<'_>) -> Vec<String> {
    let lang = voice.lang;
    let (saved, now) = (session.open.history.saved(), session.filter());
    if saved == now {
        return vec![language::reason(Reason::NothingChanged, voice)];
    }
    let before = Report::of(saved, &session.open.profile);
    let delta = Delta::between((saved, &before), (now, &session.live.report));
    let rules = page::changed_rules(&changes(saved, now), saved, now, lang);
    let effect = effect(&delta, Some(&session.live.report), &session.open.profile, lang);
    let texts = page::changed_texts(saved, now, lang);
    [lines(&texts, None, lang), lines(&rules, None, lang), effect].concat()
}

/// What an edit has changed about the traffic and the findings.
pub(super) fn effect(delta: &Delta, after: Option<&Report>, profile: &Profile, lang: Lang) -> Vec<String> {
    lines(&page::delta(delta, after, profile, lang), None, lang)
}

fn history(session: &Session, lang: Lang) -> Vec<String> {
    let (saved, here) = (session.open.history.saved(), session.open.history.current());
    let versions = session.open.history.revisions().iter().enumerate();
    versions
        .map(|(at, revision)| words::version(at + 1, &revision.label, at == here, revision.filter == *saved, lang))
        .collect()
}
