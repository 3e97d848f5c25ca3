//! What can be looked at, a fact a line.

use super::{commands, course, theatre, traffic, words};
use crate::analysis::{Analysis, PacketSet};
use crate::editor::availability::Reason;
use crate::editor::popup::Changes;
use crate::editor::session::Session;
use crate::editor::{Editor, words as editor_words};
use crate::filter::{Change, Filter, changes};
use crate::lang::Lang;
use crate::language;
use crate::presets::Preset;
use crate::profile::{Expectation, FlowId, contradictions};
use crate::report::{Conversation, Delta, Finding, FlowVerdict, Report};
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
        View::Words(query) => return course::terms(query, editor),
        View::Preset(id) => return editor.catalogue.find(id).map(|found| preset(found, lang)).unwrap_or_default(),
        _ => {}
    }
    let Some(session) = editor.session() else { return vec![editor_words::needs_filter(lang).to_owned()] };
    match view {
        View::List => list(session, lang),
        View::Rule(row) => one_rule(*row, session, lang),
        View::Here => one_rule(session.row, session, lang),
        View::Verdicts => verdicts(&session.report, lang),
        View::Findings => findings(session, lang),
        View::Finding(at) => finding_in_full(*at, session, lang),
        View::Trace(packets) => traffic::traced(session.filter(), &Analysis::new(session.filter()), packets, lang),
        View::Changes => since_the_save(session, lang),
        View::History => history(session, lang),
        View::Profile => vec![words::profile(&session.profile, lang)],
        View::Expectations => expectations(session, lang),
        View::Theatre(flow) => conversation(*flow, session, lang),
        View::Timeline(hours) => theatre::time_line(*hours, session, lang),
        View::Story | View::Goals => in_lesson(view, session, lang),
        _ => Vec::new(),
    }
}

fn conversation(flow: FlowId, session: &Session, lang: Lang) -> Vec<String> {
    let judged = session.report.flow(flow);
    let conversation = judged.and_then(|judged| Conversation::of(judged, session.filter()));
    conversation.map(|conversation| theatre::played(&conversation, session.filter(), lang)).unwrap_or_default()
}

fn in_lesson(view: &View, session: &Session, lang: Lang) -> Vec<String> {
    match &session.lesson {
        None => vec![editor_words::reason(Reason::NoLesson, lang).to_owned()],
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
    let (number, text) = (row + 1, language::rule(rule, lang));
    let note = visible(&rule.description);
    Some(if note.is_empty() { format!("{number}: {text}") } else { format!("{number}: {text} # {note}") })
}

fn one_rule(row: usize, session: &Session, lang: Lang) -> Vec<String> {
    let spoken = session.findings().enumerate().filter(|(_, finding)| finding.blamed_rules().contains(&row));
    let line = rule(row, session.filter(), lang).unwrap_or_else(|| words::default_rule(lang).to_owned());
    std::iter::once(line).chain(spoken.map(|(at, finding)| title(at, finding, lang))).collect()
}

/// A line for each flow.
pub(super) fn verdicts(report: &Report, lang: Lang) -> Vec<String> {
    let line = |flow: &FlowVerdict| {
        let verdict = words::verdict(flow.flow.id, flow.verdict(), lang);
        let line = words::decided(
            &language::flow_name(flow.flow.id, lang),
            verdict,
            &language::deciders(&flow.deciders, lang),
            lang,
        );
        if flow.flow.needed { line } else { format!("{line} {}", words::not_needed(lang)) }
    };
    report.flows.iter().map(line).collect()
}

/// Each finding in a line of its own, its fix in another.
pub(super) fn findings(session: &Session, lang: Lang) -> Vec<String> {
    let finding = |(at, one)| finding(at, one, session, lang);
    let all: Vec<String> = session.findings().enumerate().flat_map(finding).collect();
    if all.is_empty() { vec![words::no_findings(lang).to_owned()] } else { all }
}

fn title(at: usize, finding: &Finding, lang: Lang) -> String {
    let title = language::finding_title(finding, lang);
    words::finding(at + 1, language::severity(finding.severity, lang), &title, lang)
}

/// A finding and its fix, which in a lesson is the reader's to find.
fn finding(at: usize, finding: &Finding, session: &Session, lang: Lang) -> Vec<String> {
    let line = words::sentences(&title(at, finding, lang), &language::finding_consequence(finding, lang), lang);
    let fix = finding.fix.as_ref().filter(|_| session.lesson.is_none()).map(|fix| {
        let told = language::traffic_of_fix(fix, lang).into_iter();
        let first = words::fix_command(at + 1, &language::edit(&fix.edit, lang), lang);
        std::iter::once(first).chain(told).collect::<Vec<_>>()
    });
    let needs = finding.needs.iter().map(|need| words::answer_command(need, &language::need(need, lang), lang));
    std::iter::once(line).chain(fix.into_iter().flatten()).chain(needs).collect()
}

fn finding_in_full(at: usize, session: &Session, lang: Lang) -> Vec<String> {
    let Some(one) = session.findings().nth(at) else { return vec![words::no_findings(lang).to_owned()] };
    let mut lines = finding(at, one, session, lang);
    lines.extend(one.witness.map(|packet| format!("{}: {packet}", words::packet(lang))));
    lines.extend(one.rules.iter().filter_map(|row| rule(*row, session.filter(), lang)));
    lines.extend(one.flow().map(|flow| language::flow_meaning(flow, lang)));
    lines
}

/// Each expectation in a line, with whether it is met.
fn expectations(session: &Session, lang: Lang) -> Vec<String> {
    let all = &session.profile.expectations;
    if all.is_empty() {
        return vec![words::no_expectations(lang).to_owned()];
    }
    let analysis = Analysis::new(session.filter());
    let line = |(index, one): (usize, &Expectation)| {
        let id = FlowId::Expected { index, wants: one.wants };
        let how = editor_words::met(&one.check(&analysis, session.filter()), lang);
        say!(lang, "{id}: {one}。{how}", "{id}: {one}. {how}")
    };
    let wrong = contradictions(all).into_iter().map(|found| language::contradiction(&found, &session.profile, lang));
    all.iter().enumerate().map(line).chain(wrong).collect()
}

fn presets(word: &str, editor: &Editor) -> Vec<String> {
    let found = editor.catalogue.search(word);
    let line =
        |preset: &&Preset| words::preset_line(preset.id(), preset.name(editor.lang), preset.rule_count(), editor.lang);
    match found[..] {
        [] => vec![editor_words::no_preset(word, editor.lang)],
        [only] => preset(only, editor.lang),
        _ => found.iter().map(line).collect(),
    }
}

/// What a preset is for, what it needs, and how it is inserted.
pub(super) fn preset(preset: &Preset, lang: Lang) -> Vec<String> {
    let mut lines = vec![
        words::preset_line(preset.id(), preset.name(lang), preset.rule_count(), lang),
        preset.summary(lang).to_owned(),
    ];
    let mut command = format!("insert {}", preset.id());
    for parameter in preset.parameters() {
        let rest =
            if parameter.required { words::needed(lang).to_owned() } else { words::optional(&parameter.default, lang) };
        lines.push(format!("{}: {} ({rest})", parameter.id, parameter.label(lang)));
        let sample = preset.sample_arguments().remove(&parameter.id).unwrap_or_default();
        command += &format!(" {}={sample}", parameter.id);
    }
    lines.push(words::insert_usage(&command, lang));
    lines
}

fn since_the_save(session: &Session, lang: Lang) -> Vec<String> {
    let (saved, now) = (session.history.saved(), session.filter());
    if saved == now {
        return vec![editor_words::reason(Reason::NothingChanged, lang).to_owned()];
    }
    let before = Report::of(saved, &session.profile);
    let delta = Delta::between((saved, &before), (now, &session.report));
    let (before, after, rules) = (saved.clone(), now.clone(), changes(saved, now));
    difference(&Changes { before, after, offer: None, rules, delta, scroll: 0 }, Some(&session.report), lang)
}

/// Rules that have gone and come, then what that has changed.
pub(super) fn difference(changes: &Changes, after: Option<&Report>, lang: Lang) -> Vec<String> {
    let line = |change: &Change| {
        let (added, filter, row) = match change {
            Change::Added(row) => (true, &changes.after, *row),
            Change::Removed(row) => (false, &changes.before, *row),
        };
        Some(words::change(added, row + 1, &language::rule(filter.rules.get(row)?, lang), lang))
    };
    changes.rules.iter().filter_map(line).chain(effect(&changes.delta, after, lang)).collect()
}

/// What an edit has changed about the traffic and the findings.
pub(super) fn effect(delta: &Delta, after: Option<&Report>, lang: Lang) -> Vec<String> {
    /// So many kinds of packets are named.
    const SHOWN: usize = 4;
    let mut lines = Vec::new();
    for change in &delta.flows {
        let by = after
            .and_then(|after| after.flow(change.id))
            .map(|flow| language::deciders(&flow.deciders, lang))
            .unwrap_or_default();
        let [before, now] = [change.before, change.after].map(|verdict| words::verdict(change.id, verdict, lang));
        lines.push(words::now(&language::flow_name(change.id, lang), now, &by, before, lang));
        lines.extend(change.witness.map(|packet| format!("{}: {packet}", words::packet(lang))));
    }
    let unsaid = |finding: &&Finding| finding.flow().is_none_or(|flow| delta.flows.iter().all(|one| one.id != flow));
    for finding in delta.new.iter().filter(unsaid) {
        let severity = language::severity(finding.severity, lang);
        lines.push(words::finding_came(severity, &language::finding_title(finding, lang), lang));
    }
    let gone = delta.gone.iter().filter(unsaid);
    lines.extend(gone.map(|finding| words::finding_went(&language::finding_title(finding, lang), lang)));
    for (becomes, packets, only_if) in delta.packets.parts() {
        let boxes = language::traffic(packets, lang);
        let rest = boxes.len().saturating_sub(SHOWN);
        let told = boxes.iter().take(SHOWN).map(|traffic| words::newly(becomes, traffic, lang));
        let told = told.chain((rest > 0).then(|| words::more(rest, lang)));
        let condition =
            language::condition(only_if, lang).map(|condition| format!(" ({condition})")).unwrap_or_default();
        lines.extend(told.map(|line| line + &condition));
    }
    if lines.is_empty() {
        lines.push(words::same_traffic(lang).to_owned());
    }
    lines
}

fn history(session: &Session, lang: Lang) -> Vec<String> {
    let (saved, here) = (session.history.saved(), session.history.current());
    let versions = session.history.revisions().iter().enumerate();
    versions
        .map(|(at, revision)| words::version(at + 1, &revision.label, at == here, revision.filter == *saved, lang))
        .collect()
}
