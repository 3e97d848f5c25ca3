//! Does the server work, and who can come in? Two lists of facts, the same wherever they are read.

use super::Tone;
use super::reading::best_reading;
use crate::analysis::Verdict;
use crate::filter::MAX_RULES;
use crate::lang::Lang;
use crate::language::{self, server, visitors};
use crate::profile::Profile;
use crate::report::{Report, ServerRow, Severity, Standing, VisitorRow};

/// A row of either list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SummaryRow {
    /// How it stands; plain text has no mark.
    pub(crate) tone: Tone,
    /// The mark in words; empty, where there is none.
    pub(crate) word: String,
    /// What it is about: a need of the server, or who comes in. Empty where it is that of the row above.
    pub(crate) name: String,
    /// Whether nothing is owed.
    pub(crate) dispensable: bool,
    /// What a person will notice, or what is reached.
    pub(crate) verdict: String,
    /// The same in fewer cells: ports without the names of services.
    pub(crate) short: String,
    /// How it stood before the edit in hand, if it was otherwise.
    pub(crate) was: Option<Tone>,
    /// The numbers of the rules that decide, for a column.
    pub(crate) numbers: String,
    /// The same in words.
    pub(crate) by: String,
    /// On what it depends, where nobody can know.
    pub(crate) note: String,
}

/// What the server needs, a fact a row. Expectations that hold are counted in one. Where an edit is in hand, what was
/// before it.
pub(crate) fn server(report: &Report, before: Option<&Report>, profile: &Profile, lang: Lang) -> Vec<SummaryRow> {
    let holds = |row: &&ServerRow| !row.is_need() && row.standing == Standing::Fine;
    let kept = report.server.iter().filter(holds).count();
    let told = report.server.iter().filter(|row| kept < 2 || !holds(row));
    let mut facts: Vec<SummaryRow> = told.map(|row| fact(row, report, before, profile, lang)).collect();
    if kept >= 2 {
        let broken = report.server.iter().any(|row| !row.is_need() && row.standing != Standing::Fine);
        let name = if broken { server::more_hold(kept, lang) } else { server::all_hold(kept, lang) };
        facts.push(SummaryRow {
            tone: Tone::Ok,
            word: server::standing(Standing::Fine, lang).to_owned(),
            name,
            ..SummaryRow::default()
        });
    }
    facts
}

fn fact(row: &ServerRow, report: &Report, before: Option<&Report>, profile: &Profile, lang: Lang) -> SummaryRow {
    let old = before.and_then(|report| report.server.iter().find(|old| old.topic == row.topic));
    let flows = row.flows.iter().filter_map(|id| report.flow(*id));
    let uncertain = flows.filter(|flow| flow.verdict() == Verdict::Uncertain).find_map(|flow| best_reading(flow, lang));
    SummaryRow {
        tone: row.standing.into(),
        word: server::standing(row.standing, lang).to_owned(),
        name: server::topic(row.topic, profile, lang),
        dispensable: row.standing == Standing::Idle,
        verdict: server::noticed(row, lang),
        short: server::noticed(row, lang),
        was: old.filter(|old| old.standing != row.standing).map(|old| Tone::from(old.standing)),
        numbers: server::by(&row.by, lang),
        by: language::deciders(&row.by, lang),
        note: uncertain.unwrap_or_default(),
    }
}

/// What the server needs, a word a row; expectations only where they are broken.
pub(crate) fn pulse(report: &Report, before: Option<&Report>, lang: Lang) -> Vec<SummaryRow> {
    let told = report.server.iter().filter(|row| row.is_need() || row.standing != Standing::Fine);
    let row = |row: &ServerRow| SummaryRow {
        name: server::short_topic(row.topic, lang),
        ..fact(row, report, before, &Profile::default(), lang)
    };
    told.map(row).collect()
}

/// Who comes in, to what, by which rule: a fact a row.
pub(crate) fn visitors(report: &Report, before: Option<&Report>, lang: Lang) -> Vec<SummaryRow> {
    if report.visitors.is_empty() {
        return vec![SummaryRow { name: visitors::on_demand(lang).to_owned(), ..SummaryRow::default() }];
    }
    let fact = |row: &VisitorRow| {
        let is_new = before
            .is_some_and(|before| !before.visitors.is_empty() && !before.visitors.iter().any(|old| same(old, row)));
        SummaryRow {
            tone: if is_new && row.standing == Standing::Idle { Tone::Added } else { row.standing.into() },
            word: server::standing(row.standing, lang).to_owned(),
            name: visitors::who_of(row, lang),
            verdict: visitors::what(row, true, lang),
            short: visitors::what(row, false, lang),
            numbers: server::by(&row.by, lang),
            by: language::deciders(&row.by, lang),
            ..SummaryRow::default()
        }
    };
    let gone = before.iter().flat_map(|before| &before.visitors);
    let gone = gone
        .filter(|old| !report.visitors.iter().any(|row| same(old, row)) && old.what != crate::report::Reachable::Rest);
    let gone = gone.map(|old| SummaryRow { tone: Tone::Removed, ..fact(old) });
    report.visitors.iter().map(fact).chain(gone).collect()
}

fn same(one: &VisitorRow, other: &VisitorRow) -> bool {
    (one.who, &one.what) == (other.who, &other.what)
}

/// The title of the first list with its verdict; shorter where there is less room.
pub(crate) fn server_title(report: Option<&Report>, short: bool, lang: Lang) -> (String, Option<(Tone, String)>) {
    let tone = |report: &Report| {
        let worst = report.server.iter().map(|row| Tone::from(row.standing)).min_by_key(|tone| tone.rank());
        worst.filter(|tone| *tone != Tone::Idle).unwrap_or(Tone::Ok)
    };
    (server::title(lang).to_owned(), report.map(|report| (tone(report), server::verdict(&report.server, short, lang))))
}

/// The title of the second list with the worst danger.
pub(crate) fn visitors_title(report: Option<&Report>, lang: Lang) -> (String, Option<(Tone, String)>) {
    let rules = |report: &Report| report.rules.len().saturating_sub(MAX_RULES);
    let danger = report.and_then(|report| visitors::danger(&report.visitors, rules(report), lang));
    let title = if danger.is_some() { visitors::short_title(lang) } else { visitors::title(lang) };
    (title.to_owned(), danger.map(|(severity, words)| (severity.into(), words)))
}

impl From<Standing> for Tone {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Fine => Self::Ok,
            Standing::Wrong(Severity::Note) => Self::Note,
            Standing::Wrong(severity) => severity.into(),
            Standing::Unsure => Self::Unsure,
            Standing::Idle => Self::Text,
        }
    }
}
